//! Fields of a provider's configuration: read with their type, refused by name.

use crate::article::json::Reading;
use crate::article::url::Purpose;
use serde_json::{Map, Value};

/// A text that a provider cannot do without.
pub fn needed(o: &Map<String, Value>, r: &mut Reading, key: &str) -> Option<String> {
    missing(r.text_at(o, key), r, key)
}

/// An address that a provider cannot do without, with a slash at its end.
pub fn needed_base(o: &Map<String, Value>, r: &mut Reading, key: &str) -> Option<String> {
    if o.get(key).is_some_and(|value| !value.is_null()) {
        return base(o, r, key);
    }
    missing(None, r, key)
}

/// An address of a server, with a slash at its end.
pub fn base(o: &Map<String, Value>, r: &mut Reading, key: &str) -> Option<String> {
    let url = r.url_at(o, key, Purpose::Media)?;
    // Whatever a site pastes: parameters are ours to add.
    let url = url.split(['?', '#']).next().unwrap_or_default();
    Some([url.trim_end_matches('/'), "/"].concat())
}

/// The same, or what the provider itself hosts.
pub fn base_or(o: &Map<String, Value>, r: &mut Reading, key: &str, usual: &str) -> String {
    base(o, r, key).unwrap_or_else(|| usual.into())
}

/// The name on the tab: the site's, or the provider's own.
pub fn name(o: &Map<String, Value>, r: &mut Reading, usual: &str) -> String {
    r.text_at(o, "label").unwrap_or_else(|| usual.into())
}

/// One of some words; the first if absent.
pub fn one_of(
    o: &Map<String, Value>,
    r: &mut Reading,
    key: &str,
    words: &[&'static str],
) -> &'static str {
    let first = words.first().copied().unwrap_or_default();
    let found = r.field(o, key, |r, value| {
        let found = words.iter().find(|word| value.as_str() == Some(word)).copied();
        found.or_else(|| r.wrong(&["expected one of ", &words.join(", ")].concat()))
    });
    found.unwrap_or(first)
}

/// Whether a field is switched on.
pub fn on(o: &Map<String, Value>, r: &mut Reading, key: &str, usual: bool) -> bool {
    r.bool_at(o, key).unwrap_or(usual)
}

/// Whether a text can be a part of an address without changing it: letters, digits, `-`, `_`, `.`.
pub fn is_word(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
}

/// Percent-encodes a value of a query (RFC 3986, 2.3).
pub fn encode(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for digit in [byte >> 4, byte & 15] {
                out.push(char::from_digit(digit.into(), 16).unwrap_or('0').to_ascii_uppercase());
            }
        }
    }
    out
}

/// An address with these parameters; those without a value are left out.
pub fn with_query(address: &str, parameters: &[(&str, &str)]) -> String {
    let mut out = String::from(address);
    let mut mark = if address.contains('?') { '&' } else { '?' };
    for (name, value) in parameters.iter().filter(|(_, value)| !value.is_empty()) {
        out.push(mark);
        out.push_str(name);
        out.push('=');
        out.push_str(&encode(value));
        mark = '&';
    }
    out
}

/// The host of an address, as readers know it.
pub fn host_of(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or_default()
}

/// Scheme, host and port of an address.
pub fn origin_of(address: &str) -> &str {
    let host = host_of(address);
    let scheme = address.find("://").map_or(0, |at| at + 3);
    address.get(..scheme + host.len()).unwrap_or(address)
}

fn missing(value: Option<String>, r: &mut Reading, key: &str) -> Option<String> {
    value.or_else(|| r.wrong(&["needs `", key, "`"].concat()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_a_query_cannot_leave_it() {
        assert_eq!(
            with_query("https://a.example/?p=1", &[("x", "a&b=c d#é"), ("y", ""), ("z", "1")]),
            "https://a.example/?p=1&x=a%26b%3Dc%20d%23%C3%A9&z=1"
        );
    }

    #[test]
    fn origins_have_their_port() {
        assert_eq!(origin_of("https://a.example:8443/b?c"), "https://a.example:8443");
        assert_eq!(host_of("https://a.example:8443/b?c"), "a.example:8443");
    }
}
