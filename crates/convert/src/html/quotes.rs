//! Quotation marks of each language for `q`, from CLDR.

/// Languages with their marks: opening, closing, nested opening, nested closing.
const MARKS: &[(&str, [&str; 4])] = &[
    ("de", ["„", "“", "‚", "‘"]),
    ("de-ch", ["«", "»", "‹", "›"]),
    ("de-li", ["«", "»", "‹", "›"]),
    ("bs sr hr", ["„", "”", "‘", "’"]),
    ("bg cs et is ka lt lv mk sk sl sq hsb dsb", ["„", "“", "‚", "‘"]),
    ("pl ro", ["„", "”", "«", "»"]),
    ("hu", ["„", "”", "»", "«"]),
    ("fr br oc co", ["«", "»", "«", "»"]),
    ("fr-ch it-ch", ["«", "»", "‹", "›"]),
    ("it es ca pt-pt gl ast eu", ["«", "»", "“", "”"]),
    ("ru uk be kk ky hy az-cyrl tg", ["«", "»", "„", "“"]),
    ("el fa am ps uz", ["«", "»", "“", "”"]),
    ("nb nn no", ["«", "»", "‘", "’"]),
    ("da", ["“", "”", "‘", "’"]),
    ("sv fi", ["”", "”", "’", "’"]),
    ("nl af", ["‘", "’", "“", "”"]),
    ("cy", ["‘", "’", "“", "”"]),
    ("ja yue zh-hant zh-tw zh-hk zh-mo", ["「", "」", "『", "』"]),
    ("ar", ["”", "“", "’", "‘"]),
    ("he", ["”", "”", "’", "’"]),
    ("ur", ["”", "“", "’", "‘"]),
];

/// Returns the marks of a language tag: opening, closing, nested opening, nested closing. The longest
/// known prefix of the tag decides; other languages have English marks.
pub fn marks_for(lang: &str) -> [&'static str; 4] {
    let lang = lang.to_ascii_lowercase().replace('_', "-");
    let mut tag = lang.as_str();
    loop {
        let is_listed = |(names, _): &&(&str, _)| names.split(' ').any(|name| name == tag);
        if let Some((_, marks)) = MARKS.iter().find(is_listed) {
            return *marks;
        }
        match tag.rsplit_once('-') {
            Some((shorter, _)) => tag = shorter,
            None => return ["“", "”", "‘", "’"],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_known_tag_decides() {
        for (lang, wanted) in [
            ("de", "„"),
            ("de-AT", "„"),
            ("de-CH", "«"),
            ("fr-CA", "«"),
            ("ja-JP", "「"),
            ("zh-Hant-HK", "「"),
            ("zh-Hans", "“"),
            ("sv_SE", "”"),
            ("id", "“"),
            ("", "“"),
        ] {
            assert_eq!(marks_for(lang)[0], wanted, "{lang}");
        }
    }
}
