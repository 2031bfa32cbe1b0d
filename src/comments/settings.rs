//! Fields of a provider's configuration: read with their type, refused by name.

use crate::article::json::Reading;
use crate::article::url::Purpose;
use serde_json::{Map, Value};

/// The part of a configuration that makes a provider.
pub struct Fields<'f, 'r> {
    o: &'f Map<String, Value>,
    r: &'f mut Reading<'r>,
}

impl<'f, 'r> Fields<'f, 'r> {
    /// The fields of an object; what is wrong with them is told to `r`.
    pub fn of(o: &'f Map<String, Value>, r: &'f mut Reading<'r>) -> Self {
        Self { o, r }
    }

    /// A text.
    pub fn text(&mut self, key: &str) -> Option<String> {
        self.r.text_at(self.o, key)
    }

    /// A text, or the usual one.
    pub fn text_or(&mut self, key: &str, usual: &str) -> String {
        self.text(key).unwrap_or_else(|| usual.into())
    }

    /// A text that a provider cannot do without.
    pub fn needed(&mut self, key: &str) -> Option<String> {
        self.text(key).or_else(|| self.r.wrong(&["needs `", key, "`"].concat()))
    }

    /// An address.
    pub fn url(&mut self, key: &str, purpose: Purpose) -> Option<String> {
        self.r.url_at(self.o, key, purpose)
    }

    /// An address of a server, with a slash at its end.
    fn base(&mut self, key: &str) -> Option<String> {
        let url = self.url(key, Purpose::Media)?;
        // Whatever a site pastes: parameters are ours to add.
        let url = url.split(['?', '#']).next().unwrap_or_default();
        Some([url.trim_end_matches('/'), "/"].concat())
    }

    /// The same, which a provider cannot do without.
    pub fn needed_base(&mut self, key: &str) -> Option<String> {
        if self.o.get(key).is_some_and(|value| !value.is_null()) {
            return self.base(key);
        }
        self.needed(key)
    }

    /// The same, or what the provider itself hosts.
    pub fn base_or(&mut self, key: &str, usual: &str) -> String {
        self.base(key).unwrap_or_else(|| usual.into())
    }

    /// One of some words; the first if absent.
    pub fn one_of(&mut self, key: &str, words: &[&'static str]) -> &'static str {
        let found = self.r.field(self.o, key, |r, value| {
            let found = words.iter().find(|word| value.as_str() == Some(word)).copied();
            found.or_else(|| r.wrong(&["expected one of ", &words.join(", ")].concat()))
        });
        found.or(words.first().copied()).unwrap_or_default()
    }

    /// Whether a field is switched on.
    pub fn on(&mut self, key: &str, usual: bool) -> bool {
        self.r.bool_at(self.o, key).unwrap_or(usual)
    }

    /// A number that counts from nought.
    pub fn place(&self, key: &str) -> Option<usize> {
        self.o.get(key).and_then(Value::as_u64).and_then(|place| usize::try_from(place).ok())
    }

    /// A field that is there says nothing that can be used.
    pub fn refuse<T>(&mut self, key: &str, why: &str) -> Option<T> {
        self.r.field(self.o, key, |r, _| r.wrong(why))
    }
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
