//! Finds the name that was probably meant, as `static/loader/diagnostics/suggestion.ts` does.

use std::collections::HashMap;
use std::sync::OnceLock;

/// By each right name, names that it has elsewhere.
const TABLE: &str = include_str!("misnomers.json");

/// Returns the one of `known` that `name` probably means: it has other capitals or hyphens, is called so elsewhere,
/// or is misspelt.
pub fn suggest<'k>(name: &str, known: &[&'k str]) -> Option<&'k str> {
    static NAMES: OnceLock<HashMap<String, Vec<String>>> = OnceLock::new();
    let names = NAMES.get_or_init(|| serde_json::from_str(TABLE).unwrap_or_default());
    let plain = plain(name);
    let same = known.iter().find(|right| self::plain(right) == plain);
    let called = || {
        known.iter().find(|right| {
            let others = names.get(**right).into_iter().flatten();
            others.into_iter().any(|other| self::plain(other) == plain)
        })
    };
    let misspelt = || {
        let near = known.iter().map(|right| (distance(&plain, &self::plain(right)), right));
        let (errors, right) = near.min_by_key(|(errors, _)| *errors)?;
        let length = plain.chars().count().min(right.chars().count());
        (errors <= if length > 4 { 2 } else { 1 } && length > 1).then_some(right)
    };
    same.or_else(called).or_else(misspelt).copied()
}

/// Small letters and digits only.
fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The number of characters that are missing, added, wrong or exchanged with their neighbour.
fn distance(from: &str, to: &str) -> usize {
    let (from, to): (Vec<char>, Vec<char>) = (from.chars().collect(), to.chars().collect());
    let mut rows = vec![(0..=to.len()).collect::<Vec<usize>>()];
    let at = |rows: &[Vec<usize>], row: usize, column: usize| {
        rows.get(row).and_then(|row| row.get(column)).copied().unwrap_or(usize::MAX / 2)
    };
    for (i, a) in from.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in to.iter().enumerate() {
            let mut least = (at(&rows, i, j) + usize::from(a != b)).min(at(&rows, i, j + 1) + 1);
            least = least.min(row.last().map_or(usize::MAX, |left| left + 1));
            let exchanged =
                i > 0 && j > 0 && from.get(i - 1) == Some(b) && to.get(j - 1) == Some(a);
            if exchanged {
                least = least.min(at(&rows, i - 1, j - 1) + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    at(&rows, from.len(), to.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_that_was_meant_is_found() {
        let known =
            ["headline", "dek", "byline", "published", "body", "lang", "url", "x", "json-feed"];
        for (name, right) in [
            ("Headline", Some("headline")),
            ("jsonFeed", Some("json-feed")),
            ("subtitle", Some("dek")),
            ("author", Some("byline")),
            ("date_published", Some("published")),
            ("twitter", Some("x")),
            ("healdine", Some("headline")),
            ("publishd", Some("published")),
            ("lnag", Some("lang")),
            ("ulr", Some("url")),
            ("bdy", Some("body")),
            ("y", None),
            ("weather", None),
            ("", None),
        ] {
            assert_eq!(suggest(name, &known), right, "{name}");
        }
    }

    #[test]
    fn the_table_is_json() {
        assert!(serde_json::from_str::<HashMap<String, Vec<String>>>(TABLE).is_ok());
    }
}
