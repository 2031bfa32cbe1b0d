//! Makes the live article of the demo live: adds an update to the served file every 20 seconds. A new build
//! replaces the file with the original.

use crate::tools::root;
use serde_json::{json, Value};
use std::fs;
use std::thread::sleep;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Time between two updates.
const INTERVAL: Duration = Duration::from_secs(20);
/// Maximum number of updates in the article.
const MAX_UPDATES: usize = 60;

/// Adds updates until the process ends.
pub fn run() {
    let file = root().join("dist/demo/articles/langsung.json");
    for number in 1_u64.. {
        sleep(INTERVAL);
        let changed = fs::read_to_string(&file).ok().and_then(|text| with_update(&text, number));
        if let Some(text) = changed {
            // The file is missing during a build; the next update comes anyway.
            let _ = fs::write(&file, text);
        }
    }
}

/// Returns the article with another update at the top. Every third time, the update before is corrected.
fn with_update(text: &str, number: u64) -> Option<String> {
    let mut article: Value = serde_json::from_str(text).ok()?;
    let body = article.get_mut("body")?.as_array_mut()?;
    if number.is_multiple_of(3) {
        if let Some(before) = body.first_mut().and_then(Value::as_object_mut) {
            before.insert("title".into(), format!("Dikoreksi: kabar {}", number - 1).into());
        }
    }
    let update = json!({
        "type": "update",
        "id": format!("kabar-{number}"),
        "published": now()?,
        "title": format!("Kabar {number}"),
        "key": number.is_multiple_of(4),
        "body": [format!("Pembaruan contoh ke-{number} dari peladen pengembangan.")],
    });
    body.insert(0, update);
    body.truncate(MAX_UPDATES);
    serde_json::to_string_pretty(&article).ok()
}

/// Returns the present time (RFC 3339), by the algorithm of
/// <https://howardhinnant.github.io/date_algorithms.html#civil_from_days>.
fn now() -> Option<String> {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).ok()?.as_secs();
    let (days, rest) = (seconds / 86_400 + 719_468, seconds % 86_400);
    let (era, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let date = day - (153 * month + 2) / 5 + 1;
    let (year, month) = if month < 10 { (year, month + 3) } else { (year + 1, month - 9) };
    let (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60);
    let year = year + era * 400;
    Some(format!("{year:04}-{month:02}-{date:02}T{hour:02}:{minute:02}:{second:02}Z"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_update_is_added_at_the_top_and_the_article_does_not_grow_without_end() {
        let mut text = String::from(r#"{"baca": 1, "headline": "Live", "body": ["First."]}"#);
        for number in 1..100 {
            text = with_update(&text, number).expect("an article");
        }
        let article: Value = serde_json::from_str(&text).expect("JSON");
        let body = article["body"].as_array().expect("a list");
        assert_eq!(body.len(), MAX_UPDATES);
        assert_eq!(body[0]["id"], "kabar-99");
        assert_eq!(body[1]["title"], "Dikoreksi: kabar 98");
        assert!(with_update("{", 1).is_none() && with_update("[]", 1).is_none());
    }

    #[test]
    fn the_time_is_written_as_rfc_3339() {
        let now = now().expect("a clock after 1970");
        assert_eq!(now.len(), "2026-03-01T10:00:00Z".len());
        assert!(now.as_str() > "2024-01-01T00:00:00Z" && now.ends_with('Z'), "{now}");
    }
}
