//! The interface texts of panels and discussions: data from `static/locales`.

use baca_render::messages::BuiltIn;

/// The messages of the panels.
pub const PANELS: BuiltIn = include!(concat!(env!("OUT_DIR"), "/panels.rs"));

/// The messages of discussions that Baca renders itself.
pub const DISCUSSION: BuiltIn = include!(concat!(env!("OUT_DIR"), "/discussion.rs"));

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Map, Value};

    #[test]
    fn all_languages_have_the_same_messages() {
        for languages in [PANELS, DISCUSSION] {
            let keys = |text: &str| {
                let messages: Map<String, Value> = serde_json::from_str(text).expect("an object");
                messages.keys().cloned().collect::<Vec<_>>()
            };
            let expected = keys(languages[0].1);
            assert!(!expected.is_empty());
            for (lang, text) in languages {
                assert_eq!(keys(text), expected, "{lang}");
            }
        }
    }
}
