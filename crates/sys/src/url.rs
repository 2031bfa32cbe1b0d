//! Resolves URLs and checks their scheme. The scheme is taken from the parsed URL (WHATWG URL standard),
//! because the parser removes control characters and white space that disguise `java\nscript:`.

use crate::text;

/// What a URL is used for; it decides which schemes are allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// The target of a link: http, https, mailto, tel.
    Link,
    /// An image: http, https, `data:` with a raster type.
    Image,
    /// A video, an audio file, captions or a frame: http, https.
    Media,
}

/// Image types allowed in `data:` URLs. SVG is excluded, because it can contain scripts.
const RASTER_TYPES: [&str; 6] = ["png", "jpeg", "jpg", "gif", "webp", "avif"];

/// Resolves `reference` against `base` (may be empty) and checks that its scheme is allowed for `purpose`.
///
/// Returns `None` if it is not allowed, empty, or cannot be parsed. A fragment (`#note`) stays as it is
/// for links and is rejected otherwise. If `base` is empty, a relative reference stays relative: the
/// page that shows it resolves it.
pub fn resolve(reference: &str, base: &str, purpose: Purpose) -> Option<String> {
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
    // Apple News: files of the article bundle.
    let clean = clean.strip_prefix("bundle://").unwrap_or(&clean);
    let absolute = join(clean, base);
    let absolute = match absolute {
        Some(absolute) => absolute,
        None if scheme(clean).is_none() && base.is_empty() => return Some(clean.into()),
        None => return None,
    };
    is_allowed(&absolute, purpose).then_some(absolute)
}

/// Resolves `reference` against `base` (may be empty) by the WHATWG URL standard and returns the absolute
/// URL; `None` if that fails. Does not check the scheme.
pub fn join(reference: &str, base: &str) -> Option<String> {
    #[cfg(not(browser))]
    {
        let url = match ::url::Url::parse(base) {
            Ok(base) => base.join(reference),
            Err(_) => ::url::Url::parse(reference),
        };
        url.ok().map(Into::into)
    }
    #[cfg(browser)]
    return crate::browser::url::join(reference, base);
}

/// Returns host and port of an absolute URL as a request goes to them: without a user name, and in ASCII, so that
/// letters of several scripts cannot imitate another host. Returns an empty string for other texts.
pub fn host(url: &str) -> String {
    #[cfg(not(browser))]
    {
        let url = ::url::Url::parse(url).ok();
        let host = url.as_ref().and_then(|url| Some((url.host_str()?, url.port())));
        match host {
            Some((host, Some(port))) => [host, ":", &port.to_string()].concat(),
            Some((host, None)) => host.into(),
            None => String::new(),
        }
    }
    #[cfg(browser)]
    crate::browser::url::host(url)
}

/// Returns the scheme of a reference, if it has one.
fn scheme(reference: &str) -> Option<&str> {
    let (scheme, _) = text::split_once(reference, ":")?;
    let mut chars = scheme.chars();
    let named = chars.next()?.is_ascii_alphabetic()
        && chars.all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    named.then_some(scheme)
}

/// Returns whether the scheme of an absolute URL is allowed for `purpose`.
fn is_allowed(absolute: &str, purpose: Purpose) -> bool {
    let Some(scheme) = scheme(absolute) else { return false };
    match (scheme, purpose) {
        ("https" | "http", _) => true,
        ("mailto" | "tel", Purpose::Link) => true,
        ("data", Purpose::Image) => is_raster_data(absolute),
        _ => false,
    }
}

fn is_raster_data(url: &str) -> bool {
    let Some(rest) = url.strip_prefix("data:image/") else { return false };
    let kind = rest.split([';', ',']).next().unwrap_or_default().trim_end();
    RASTER_TYPES.contains(&kind.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(reference: &str) -> Option<String> {
        resolve(reference, "https://a.example/b/c.json", Purpose::Link)
    }

    #[test]
    fn relative_references_are_resolved_against_the_document() {
        assert_eq!(link("d").as_deref(), Some("https://a.example/b/d"));
        assert_eq!(link("//e.example/f").as_deref(), Some("https://e.example/f"));
        assert_eq!(link("#note").as_deref(), Some("#note"));
        let image = resolve("bundle://a.jpg", "https://a.example/x/", Purpose::Image);
        assert_eq!(image.as_deref(), Some("https://a.example/x/a.jpg"));
    }

    #[test]
    fn disguised_schemes_are_rejected() {
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
    fn a_host_is_shown_as_a_request_goes_to_it() {
        for (url, shown) in [
            ("https://www.youtube-nocookie.com/embed/x?y", "www.youtube-nocookie.com"),
            ("https://good.example@evil.example:8443/", "evil.example:8443"),
            ("https://evil.example\\@good.example/", "evil.example"),
            ("https://yоutube.com/embed/x", "xn--yutube-wqf.com"),
            ("//a.example/x", ""),
            ("mailto:a@b.example", ""),
            ("", ""),
        ] {
            assert_eq!(host(url), shown, "{url}");
        }
    }

    #[test]
    fn images_may_be_raster_data_only() {
        let image = |url| resolve(url, "", Purpose::Image);
        assert!(image("data:image/png;base64,AA==").is_some());
        assert!(image("data:image/svg+xml,<svg/>").is_none());
        assert!(image("mailto:a@b.example").is_none());
    }

    #[test]
    fn without_a_base_a_relative_reference_stays_relative() {
        let media = |url| resolve(url, "", Purpose::Media);
        assert_eq!(media("a/b.mp4").as_deref(), Some("a/b.mp4"));
        assert_eq!(media("javascript:alert(1)"), None);
    }
}
