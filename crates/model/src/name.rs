//! Names of authors, which are any text that somebody has chosen.

/// Maximum number of characters of a name that are shown.
const MAX_CHARS: usize = 100;

/// Returns a name that changes nothing around it: without control and direction characters, without invisible
/// ones that could make two names look alike, with single spaces. Joiners stay between letters or signs that
/// they can join.
pub fn harmless(name: &str) -> String {
    let kept: Vec<char> = name.chars().filter(|c| is_joiner(*c) || !is_invisible(*c)).collect();
    let joins = |c: Option<&char>| {
        c.is_some_and(|c| *c > '\u{2ff}' && !c.is_whitespace() && !is_joiner(*c))
    };
    let is_kept = |(at, c): (usize, &char)| {
        let before = at.checked_sub(1).and_then(|at| kept.get(at));
        let stays = !is_joiner(*c) || (joins(before) && joins(kept.get(at + 1)));
        stays.then_some(*c)
    };
    let clean: String = kept.iter().enumerate().filter_map(is_kept).collect();
    let mut out = String::new();
    for word in clean.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Returns the first characters of a name, with an ellipsis if it has more.
pub fn shorten(name: &str) -> String {
    match name.char_indices().nth(MAX_CHARS) {
        None => name.into(),
        Some(_) => name.chars().take(MAX_CHARS - 1).chain(['…']).collect(),
    }
}

fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

/// Returns whether a character is invisible: controls but white space, directions, zero width, variants of
/// spacing, and tags.
fn is_invisible(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_what_is_invisible_and_keep_what_joins() {
        for (name, expected) in [
            ("Ad\u{200b}min", "Admin"),
            ("Ad\u{200d}min", "Admin"),
            ("\u{202e}nimdA", "nimdA"),
            ("\u{2066}a\u{2069}\u{feff}", "a"),
            (" Ani \n\t Lestari ", "Ani Lestari"),
            ("a\u{0}b", "ab"),
            ("\u{200b}\u{2060}", ""),
            ("\u{3164}", ""),
            ("👩\u{200d}🚀", "👩\u{200d}🚀"),
            ("می\u{200c}خواهم", "می\u{200c}خواهم"),
            ("❤\u{fe0f}", "❤\u{fe0f}"),
            ("\u{200d}\u{200d}", ""),
            ("Zoë Ōkubo", "Zoë Ōkubo"),
        ] {
            assert_eq!(harmless(name), expected, "{name:?}");
        }
    }

    #[test]
    fn long_names_end_with_an_ellipsis() {
        assert_eq!(shorten(&"é".repeat(100)), "é".repeat(100));
        let short = shorten(&"é".repeat(101));
        assert_eq!((short.chars().count(), short.chars().last()), (100, Some('…')));
    }
}
