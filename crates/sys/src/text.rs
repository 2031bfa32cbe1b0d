//! Searching, replacing, joining and converting short texts. The methods of `str` that do it search long texts faster,
//! with tables and by words of memory, but would add 3 KB to the WebAssembly that renders articles.

/// Returns the byte index of the first `part` in `text`. `part` must not be empty.
pub fn find(text: &str, part: &str) -> Option<usize> {
    text.as_bytes().windows(part.len().max(1)).position(|window| window == part.as_bytes())
}

/// Splits `text` at the first `separator`, which must not be empty; `None` if there is none.
///
/// ```
/// use baca_sys::text::split_once;
///
/// assert_eq!(split_once("https://a.example", "://"), Some(("https", "a.example")));
/// assert_eq!(split_once("a.example", "://"), None);
/// ```
pub fn split_once<'t>(text: &'t str, separator: &str) -> Option<(&'t str, &'t str)> {
    let at = find(text, separator)?;
    Some((text.get(..at)?, text.get(at + separator.len()..)?))
}

/// Splits `text` at each `separator`, which must not be empty.
pub fn split<'t>(text: &'t str, separator: &str) -> Vec<&'t str> {
    let (mut out, mut rest) = (Vec::new(), text);
    while let Some((before, after)) = split_once(rest, separator) {
        out.push(before);
        rest = after;
    }
    out.push(rest);
    out
}

/// Replaces each `from`, which must not be empty, by `to`.
///
/// ```
/// use baca_sys::text::replace;
///
/// assert_eq!(replace("{n} of {n}", "{n}", "3"), "3 of 3");
/// ```
pub fn replace(text: &str, from: &str, to: &str) -> String {
    join(&split(text, from), to)
}

/// Joins texts with a separator between them.
pub fn join(parts: &[&str], separator: &str) -> String {
    let mut out = String::new();
    for (index, part) in parts.iter().enumerate() {
        out.push_str(if index == 0 { "" } else { separator });
        out.push_str(part);
    }
    out
}

/// Joins texts.
pub fn concat(parts: &[&str]) -> String {
    join(parts, "")
}

/// Converts a text to lower case. In a browser, the browser does it: the tables would add 5 KB.
pub fn lowercase(text: &str) -> String {
    #[cfg(not(browser))]
    return text.to_lowercase();
    #[cfg(browser)]
    return crate::js::lowercase(text);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_found_as_by_the_standard_library() {
        for (text, part) in [
            ("", "a"),
            ("a", "a"),
            ("ab", "b"),
            ("aab", "ab"),
            ("äöü", "ö"),
            ("a\n\n\nb", "\n\n"),
            ("short", "longer than it"),
        ] {
            assert_eq!(find(text, part), text.find(part), "{text:?} {part:?}");
            assert_eq!(split_once(text, part), text.split_once(part), "{text:?} {part:?}");
            assert_eq!(
                split(text, part),
                text.split(part).collect::<Vec<_>>(),
                "{text:?} {part:?}"
            );
            assert_eq!(replace(text, part, "é"), text.replace(part, "é"), "{text:?} {part:?}");
        }
    }
}
