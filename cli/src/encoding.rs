//! Detects the encoding of a document as browsers do: by a byte order mark, the header, or a `<meta>`
//! in the first 1,024 bytes; otherwise UTF-8.
//! <https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding>

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, UTF_8, WINDOWS_1252, X_USER_DEFINED};

/// Number of bytes in which a `<meta>` counts.
const PRESCAN: usize = 1024;

/// Decodes a document; `charset` is the encoding in its `Content-Type` header.
pub fn decode(bytes: &[u8], charset: Option<&str>) -> String {
    let by_mark = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    let by_header = || Encoding::for_label(charset?.trim_matches(['"', '\'', ' ']).as_bytes());
    let encoding = by_mark.or_else(by_header).or_else(|| prescan(bytes)).unwrap_or(UTF_8);
    encoding.decode(bytes).0.into_owned()
}

/// Returns the encoding in a page's XML declaration or in its first `<meta>` with an encoding.
fn prescan(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = String::from_utf8_lossy(bytes.get(..PRESCAN).unwrap_or(bytes));
    let start = start.to_ascii_lowercase();
    let mut rest = start.trim_start();
    if !rest.starts_with('<') {
        return None; // JSON is UTF-8.
    }
    if let Some(declaration) = rest.strip_prefix("<?xml") {
        let declaration = declaration.split("?>").next().unwrap_or_default();
        if let Some(encoding) = value_of(declaration, "encoding").and_then(labelled) {
            return Some(encoding);
        }
    }
    while let Some(at) = rest.find('<') {
        rest = rest.get(at..)?;
        if rest.starts_with("<!--") {
            rest = rest.get(rest.find("-->")?..)?;
            continue;
        }
        if let Some(attributes) = rest.strip_prefix("<meta") {
            let attributes = attributes.split('>').next().unwrap_or_default();
            // The attribute `charset`, or `charset=` in `content="text/html; charset=…"`.
            let content =
                value_of(attributes, "content").and_then(|text| value_of(text, "charset"));
            let named = content.or_else(|| value_of(attributes, "charset"));
            if let Some(encoding) = named.and_then(labelled) {
                return Some(encoding);
            }
        }
        rest = rest.get(1..)?;
    }
    None
}

/// Returns the encoding of a label in a page. As the standard says, UTF-16 is read as UTF-8, and
/// `x-user-defined` as windows-1252.
fn labelled(label: &str) -> Option<&'static Encoding> {
    let encoding = Encoding::for_label(label.as_bytes())?;
    Some(match encoding {
        encoding if encoding == UTF_16BE || encoding == UTF_16LE => UTF_8,
        encoding if encoding == X_USER_DEFINED => WINDOWS_1252,
        encoding => encoding,
    })
}

/// Returns the value after `name=`, with or without quotes.
fn value_of<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let rest = text.match_indices(name).find_map(|(at, _)| {
        text.get(at + name.len()..)?.trim_start().strip_prefix('=').map(str::trim_start)
    })?;
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''));
    let value = match quote {
        Some(quote) => rest.get(1..)?.split(quote).next()?,
        None => rest.split(|c: char| c.is_whitespace() || matches!(c, ';' | '/')).next()?,
    };
    Some(value.trim())
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::prelude::{Engine, BASE64_STANDARD};
    use serde_json::Value;

    /// `tests/flows/encodings.test.mjs` checks the script half with these cases.
    const CASES: &str = include_str!("../../tests/support/encodings.json");

    #[test]
    fn a_document_is_decoded_as_in_the_browser() {
        let cases: Vec<Value> = serde_json::from_str(CASES).expect("JSON");
        assert!(cases.len() > 20);
        for case in &cases {
            let bytes = BASE64_STANDARD.decode(case["base64"].as_str().expect("base64"));
            let charset =
                case["contentType"].as_str().and_then(|header| header.split_once("charset="));
            let decoded = decode(&bytes.expect("base64"), charset.map(|(_, charset)| charset));
            assert_eq!(Some(decoded.as_str()), case["text"].as_str(), "{}", case["name"]);
        }
    }
}
