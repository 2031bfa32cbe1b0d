//! Which URLs may be used. The scheme is judged as the URL parser reads it (WHATWG URL), after it
//! has dropped the control characters and white space that disguise `java\nscript:`.

use crate::platform::Platform;

/// What a URL is wanted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A link that the reader follows.
    Link,
    /// A picture.
    Image,
    /// A video, a sound, captions or a frame.
    Media,
}

/// Raster types that a `data:` picture may have; SVG can carry script and is left out.
const RASTER: [&str; 6] = ["png", "jpeg", "jpg", "gif", "webp", "avif"];

/// Makes `reference` absolute against `base`, if its scheme is allowed for `purpose`.
///
/// A reference inside the article (`#note`) stays as it is for links. With no usable base, a
/// relative reference stays relative: the page it is shown on resolves it.
pub fn resolve(
    platform: &dyn Platform,
    reference: &str,
    base: &str,
    purpose: Purpose,
) -> Option<String> {
    let clean: String = reference
        .trim_matches(|c: char| c <= ' ')
        .chars()
        .filter(|c| !matches!(c, '\t' | '\n' | '\r'))
        .collect();
    if clean.is_empty() {
        return None;
    }
    if clean.starts_with('#') {
        return (purpose == Purpose::Link).then_some(clean);
    }
    // Apple News articles name the files beside them this way.
    let clean = clean.strip_prefix("bundle://").unwrap_or(&clean);
    let absolute = platform.resolve(clean, base);
    let absolute = match absolute {
        Some(absolute) => absolute,
        None if scheme(clean).is_none() && base.is_empty() => return Some(clean.into()),
        None => return None,
    };
    allowed(&absolute, purpose).then_some(absolute)
}

/// The scheme of a reference, if it has one.
fn scheme(reference: &str) -> Option<&str> {
    let (scheme, _) = reference.split_once(':')?;
    let mut chars = scheme.chars();
    let named = chars.next()?.is_ascii_alphabetic()
        && chars.all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    named.then_some(scheme)
}

fn allowed(absolute: &str, purpose: Purpose) -> bool {
    let Some(scheme) = scheme(absolute) else { return false };
    match (scheme, purpose) {
        ("https" | "http", _) => true,
        ("mailto" | "tel", Purpose::Link) => true,
        ("data", Purpose::Image) => raster(absolute),
        _ => false,
    }
}

fn raster(url: &str) -> bool {
    let Some(rest) = url.strip_prefix("data:image/") else { return false };
    let kind = rest.split([';', ',']).next().unwrap_or_default().trim_end();
    RASTER.contains(&kind.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::current;

    fn link(reference: &str) -> Option<String> {
        resolve(current(), reference, "https://a.example/b/c.json", Purpose::Link)
    }

    #[test]
    fn relative_references_start_where_the_document_came_from() {
        assert_eq!(link("d").as_deref(), Some("https://a.example/b/d"));
        assert_eq!(link("//e.example/f").as_deref(), Some("https://e.example/f"));
        assert_eq!(link("#note").as_deref(), Some("#note"));
        let image = resolve(current(), "bundle://a.jpg", "https://a.example/x/", Purpose::Image);
        assert_eq!(image.as_deref(), Some("https://a.example/x/a.jpg"));
    }

    #[test]
    fn disguised_schemes_are_seen_through() {
        for bad in [
            "javascript:alert(1)",
            " \u{1}JaVa\nScript:alert(1)",
            "java\tscript:alert(1)",
            "vbscript:x",
            "data:text/html,x",
            "file:///etc/passwd",
            "blob:https://a.example/x",
            "",
        ] {
            assert_eq!(link(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn pictures_may_be_raster_data_only() {
        let image = |url| resolve(current(), url, "", Purpose::Image);
        assert!(image("data:image/png;base64,AA==").is_some());
        assert!(image("data:image/svg+xml,<svg/>").is_none());
        assert!(image("mailto:a@b.example").is_none());
    }

    #[test]
    fn without_a_base_a_relative_reference_stays_relative() {
        let media = |url| resolve(current(), url, "", Purpose::Media);
        assert_eq!(media("a/b.mp4").as_deref(), Some("a/b.mp4"));
        assert_eq!(media("javascript:alert(1)"), None);
    }
}
