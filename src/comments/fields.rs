//! Reads the fields of a provider's configuration by type and reports those that are invalid.

use baca_sys::url::Purpose;
use baca_wire::decoder::Decoder;
use serde_json::{Map, Value};

/// Reads the fields of one provider's configuration.
pub struct Fields<'f> {
    object: &'f Map<String, Value>,
    decoder: &'f mut Decoder,
}

impl<'f> Fields<'f> {
    /// Returns a reader of the fields of `object`. Reports invalid fields to `decoder`.
    pub fn of(object: &'f Map<String, Value>, decoder: &'f mut Decoder) -> Self {
        Self { object, decoder }
    }

    /// Returns the string `key`.
    pub fn text(&mut self, key: &str) -> Option<String> {
        self.decoder.text_at(self.object, key)
    }

    /// Returns the string `key`, or `default` if there is none.
    pub fn text_or(&mut self, key: &str, default: &str) -> String {
        self.text(key).unwrap_or_else(|| default.into())
    }

    /// Returns the string `key`. Reports its absence.
    pub fn required(&mut self, key: &str) -> Option<String> {
        self.text(key).or_else(|| self.decoder.reject(&["needs `", key, "`"].concat()))
    }

    /// Returns whether there is a value of `key`.
    pub fn has(&self, key: &str) -> bool {
        self.object.get(key).is_some_and(|value| !value.is_null())
    }

    /// Returns the URL `key`, checked for `purpose`. Reports one with a user name, which would look like the host.
    pub fn url(&mut self, key: &str, purpose: Purpose) -> Option<String> {
        let url = self.decoder.url_at(self.object, key, purpose)?;
        if has_user_name(&url) {
            return self.reject(key, "a URL with a user name");
        }
        Some(url)
    }

    /// Returns the URL of a server, without query and fragment and with a slash at its end.
    fn server(&mut self, key: &str) -> Option<String> {
        let url = self.url(key, Purpose::Media)?;
        // Sites paste URLs with parameters. Only Baca adds parameters.
        let url = url.split(['?', '#']).next().unwrap_or_default();
        Some([url.trim_end_matches('/'), "/"].concat())
    }

    /// Returns the URL of a server, as [`Fields::server_or`] does. Reports its absence.
    pub fn required_server(&mut self, key: &str) -> Option<String> {
        if self.has(key) {
            return self.server(key);
        }
        self.required(key)
    }

    /// Returns the URL of a server with a slash at its end, or `default`, the provider's own server.
    pub fn server_or(&mut self, key: &str, default: &str) -> String {
        self.server(key).unwrap_or_else(|| default.into())
    }

    /// Returns the value that `choices` assigns to the string `key`. Reports any other string.
    pub fn choice<T: Copy>(&mut self, key: &str, choices: &[(&'static str, T)]) -> Option<T> {
        let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
        let index = self.position(key, &names)?;
        choices.get(index).map(|(_, choice)| *choice)
    }

    /// Returns the value of `key` if it is one of `names`, and the first of them if it is absent or invalid.
    pub fn one_of(&mut self, key: &str, names: &[&'static str]) -> &'static str {
        let index = self.position(key, names).unwrap_or_default();
        names.get(index).copied().unwrap_or_default()
    }

    /// Returns the position of the string `key` in `names`. Reports any other string.
    fn position(&mut self, key: &str, names: &[&str]) -> Option<usize> {
        self.decoder.field(self.object, key, |decoder, value| {
            let found = names.iter().position(|name| value.as_str() == Some(name));
            found.or_else(|| decoder.reject(&["expected one of ", &names.join(", ")].concat()))
        })
    }

    /// Returns the boolean `key`, or `default` if there is none.
    pub fn flag(&mut self, key: &str, default: bool) -> bool {
        self.decoder.bool_at(self.object, key).unwrap_or(default)
    }

    /// Returns the index `key`, counted from 0.
    pub fn index(&self, key: &str) -> Option<usize> {
        self.object.get(key).and_then(Value::as_u64).and_then(|index| usize::try_from(index).ok())
    }

    /// Reports that the value of `key` cannot be used, for the reason `why`. Always returns `None`.
    pub fn reject<T>(&mut self, key: &str, why: &str) -> Option<T> {
        self.decoder.field(self.object, key, |decoder, _| decoder.reject(why))
    }
}

/// Returns whether a text needs no encoding in a URL: letters, digits, `-`, `_`, `.`.
pub fn is_url_safe(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
}

/// Percent-encodes a value of a query (RFC 3986, 2.3).
pub fn percent_encode(text: &str) -> String {
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

/// Appends parameters to the query of a URL. Leaves out those with an empty value.
pub fn with_query(url: &str, parameters: &[(&str, &str)]) -> String {
    let mut out = String::from(url);
    let mut separator = if url.contains('?') { '&' } else { '?' };
    for (name, value) in parameters.iter().filter(|(_, value)| !value.is_empty()) {
        out.push(separator);
        out.push_str(name);
        out.push('=');
        out.push_str(&percent_encode(value));
        separator = '&';
    }
    out
}

/// Returns the authority of a URL: the host, with user name and port if it has them. A backslash counts as a
/// slash, as in the URL parser.
fn authority_of(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', '?', '#', '\\']).next().unwrap_or_default()
}

fn has_user_name(url: &str) -> bool {
    url.contains("://") && authority_of(url).contains('@')
}

/// Returns host and port of a URL, without a user name.
pub fn host_of(url: &str) -> &str {
    authority_of(url).split('@').next_back().unwrap_or_default()
}

/// Returns scheme, host and port of a URL; empty if it has a user name.
pub fn origin_of(url: &str) -> &str {
    if has_user_name(url) {
        return "";
    }
    let scheme = url.find("://").map_or(0, |at| at + 3);
    url.get(..scheme + authority_of(url).len()).unwrap_or(url)
}

/// Returns an absolute URL with http or https in the form of the URL parser, whose host is ASCII. Returns `None` for
/// any other text, and for a URL with a user name.
pub fn web_url(text: &str) -> Option<String> {
    let url = baca_sys::url::resolve(text, "", Purpose::Media)?;
    let is_absolute = url.starts_with("https://") || url.starts_with("http://");
    (is_absolute && !has_user_name(&url)).then_some(url)
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

    #[test]
    fn a_host_is_what_a_request_goes_to() {
        for (url, host) in [
            ("https://good.example\\@evil.example/@a/1", "good.example"),
            ("https://good.example@evil.example/x", "evil.example"),
            ("https://a:b@evil.example:8443/x", "evil.example:8443"),
            ("https://a.example/@b", "a.example"),
        ] {
            assert_eq!(host_of(url), host, "{url}");
        }
        assert_eq!(origin_of("https://good.example@evil.example/x"), "");
    }

    #[test]
    fn only_plain_addresses_of_the_web_are_used() {
        for (text, url) in [
            ("https://m.example/@a/1", Some("https://m.example/@a/1")),
            ("https://good.example\\@evil.example/1", Some("https://good.example/@evil.example/1")),
            ("https://wаrta.example/", Some("https://xn--wrta-53d.example/")),
            ("https://a@m.example/", None),
            ("javascript://m.example/@a/1", None),
            (" java\nscript:x", None),
            ("data:text/html,x", None),
            ("blob:https://m.example/1", None),
            ("httpx://m.example/", None),
            ("https/a", None),
            ("/@a/1", None),
            ("", None),
        ] {
            assert_eq!(web_url(text).as_deref(), url, "{text:?}");
        }
    }

    #[test]
    fn servers_have_no_user_name() {
        let object: Map<String, Value> =
            serde_json::from_str(r#"{"url":"https://a:b@c.example/"}"#).expect("JSON");
        let mut decoder = Decoder::new("");
        assert_eq!(Fields::of(&object, &mut decoder).required_server("url"), None);
        assert_eq!(decoder.problems()[0].to_string(), "url: a URL with a user name");
    }
}
