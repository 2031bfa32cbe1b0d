//! Members that an object should not have: most are misspelt, or are called so in other formats.

use super::Decoder;
use baca_sys::text;
use serde_json::{Map, Value};

impl Decoder {
    /// Reports the members of an object that are not among `known`. Names that do not begin with a letter, and
    /// those that begin with `x-`, are the publisher's own.
    pub fn only(&mut self, object: &Map<String, Value>, known: &[&str]) {
        for key in object.keys() {
            let own = key.starts_with("x-") || !key.starts_with(|c: char| c.is_ascii_alphabetic());
            if !own && !known.contains(&key.as_str()) {
                self.field(object, key, |decoder, _| decoder.unknown::<()>("member", key, known));
            }
        }
    }

    /// Reports that a `what` is called `name`, which is not among `known`. Always returns `None`.
    pub fn unknown<T>(&mut self, what: &str, name: &str, known: &[&str]) -> Option<T> {
        // In a browser `static/loader/diagnostics` replaces the list by a suggestion: readers need not fetch it.
        #[cfg(not(target_arch = "wasm32"))]
        if let Some(better) = super::misnomers::suggest(name, known) {
            return self.reject(&text::concat(&[
                "unknown ",
                what,
                ": did you mean `",
                better,
                "`?",
            ]));
        }
        let _ = name;
        self.reject(&text::concat(&["unknown ", what, ": expected ", &text::join(known, ", ")]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn unknown_members_are_reported_with_a_suggestion() {
        let mut r = Decoder::new("");
        let value = json!({"subtitle": "x", "headlin": "x", "dek": "x", "x-own": 1, "@context": 1, "$schema": 1,
            "wholly": null, "other": 1});
        r.only(value.as_object().expect("an object"), &["headline", "dek"]);
        let lines: Vec<String> = r.problems().iter().map(ToString::to_string).collect();
        assert_eq!(
            lines,
            [
                "headlin: unknown member: did you mean `headline`?",
                "other: unknown member: expected headline, dek",
                "subtitle: unknown member: did you mean `dek`?",
            ]
        );
    }
}
