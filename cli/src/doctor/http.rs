//! Fetches files as a page does: with its origin, redirects, limits of size and time, and any status.

use crate::encoding;
use baca_sys::url::join;
use std::io::Read;
use std::time::Duration;
use ureq::{Agent, ResponseExt};

/// Maximum size of a file in bytes. Longer ones are cut.
const MAX_BYTES: u64 = 8 * 1024 * 1024;
/// Maximum number of redirects, as in browsers.
const MAX_REDIRECTS: u32 = 20;
/// A browser's name: some sites send programs another page, or none.
pub const USER_AGENT: &str =
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 baca-doctor";

/// The correction where nothing is known but that there is no response.
const CHECK: &str = "check the address and whether the server runs";

/// Sends requests.
pub struct Client(Agent);

/// Why there is no response.
pub struct NoResponse {
    /// What failed.
    pub message: String,
    /// How to correct it.
    pub fix: &'static str,
}

/// A response of any status.
pub struct Response {
    /// URL after redirects.
    pub url: String,
    /// Status code.
    pub status: u16,
    /// The body; empty if only the headers were requested.
    pub body: Vec<u8>,
    /// Whether the body is longer than [`MAX_BYTES`].
    pub is_cut: bool,
    headers: Vec<(String, String)>,
}

impl Response {
    /// Returns whether the status is that of a success.
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// Returns the values of a header, whose name is in lower case.
    pub fn headers<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.headers.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Returns the first value of a header, whose name is in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Returns the media type without parameters, in lower case.
    pub fn media_type(&self) -> String {
        let value = self.header("content-type").unwrap_or_default();
        value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
    }

    /// Returns the decoded body.
    pub fn text(&self) -> String {
        let charset = self.header("content-type").and_then(|value| value.split_once("charset="));
        let charset = charset
            .map(|(_, rest)| rest.split(';').next().unwrap_or(rest).trim_matches(['"', ' ']));
        encoding::decode(&self.body, charset)
    }
}

impl Client {
    /// Creates a client whose requests may each take `timeout`.
    pub fn new(timeout: Duration, user_agent: &str) -> Self {
        let config = Agent::config_builder()
            .timeout_global(Some(timeout))
            .max_redirects(MAX_REDIRECTS)
            .http_status_as_error(false)
            .user_agent(user_agent)
            .build();
        Self(config.into())
    }

    /// Fetches a file.
    ///
    /// # Errors
    /// If there is no response.
    pub fn get(&self, url: &str, headers: &[(&str, &str)]) -> Result<Response, NoResponse> {
        self.send(url, false, headers, true)
    }

    /// Fetches only the headers of a file, as a browser that accepts compressed files.
    ///
    /// # Errors
    /// If there is no response.
    pub fn headers(&self, url: &str, headers: &[(&str, &str)]) -> Result<Response, NoResponse> {
        let all: Vec<_> = headers
            .iter()
            .copied()
            .chain([("accept-encoding", "gzip, deflate, br, zstd")])
            .collect();
        self.send(url, false, &all, false)
    }

    /// Asks a server whether a request of the page is allowed (the preflight request of CORS).
    ///
    /// # Errors
    /// If there is no response.
    pub fn preflight(&self, url: &str, origin: &str, method: &str) -> Result<Response, NoResponse> {
        let headers = [
            ("origin", origin),
            ("access-control-request-method", method),
            ("access-control-request-headers", "content-type"),
        ];
        self.send(url, true, &headers, false)
    }

    fn send(
        &self,
        url: &str,
        options: bool,
        headers: &[(&str, &str)],
        body: bool,
    ) -> Result<Response, NoResponse> {
        let mut request = if options { self.0.options(url) } else { self.0.get(url) };
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut response = request.call().map_err(|error| failure(&error))?;
        let mut bytes = Vec::new();
        if body {
            let mut reader =
                response.body_mut().with_config().limit(u64::MAX).reader().take(MAX_BYTES + 1);
            let read = reader.read_to_end(&mut bytes);
            read.map_err(|error| NoResponse {
                message: format!("broke off: {error}"),
                fix: "see the log of the server",
            })?;
        }
        let is_cut = bytes.len() as u64 > MAX_BYTES;
        bytes.truncate(MAX_BYTES as usize);
        let text = |value: &ureq::http::HeaderValue| {
            String::from_utf8_lossy(value.as_bytes()).into_owned()
        };
        Ok(Response {
            url: response.get_uri().to_string(),
            status: response.status().as_u16(),
            headers: response
                .headers()
                .iter()
                .map(|(name, value)| (name.to_string(), text(value)))
                .collect(),
            body: bytes,
            is_cut,
        })
    }
}

/// Explains why there is no response. Most errors of TLS and of the network are only texts.
fn failure(error: &ureq::Error) -> NoResponse {
    let text = error.to_string();
    let has = |part: &str| text.contains(part);
    let (message, fix) = match error {
        ureq::Error::TooManyRedirects => {
            (format!("redirects more than {MAX_REDIRECTS} times"), "correct the redirects: browsers end there too")
        }
        ureq::Error::Timeout(_) => {
            ("did not answer in time".into(), "see why the server is slow; --timeout sets the limit in seconds")
        }
        ureq::Error::Http(_) | ureq::Error::BadUri(_) => {
            ("is not an http(s) URL".into(), "write the whole URL, such as https://news.example/article")
        }
        _ if matches!(error, ureq::Error::HostNotFound) || has("failed to lookup") => {
            ("there is no such host".into(), "check the name of the host")
        }
        _ if has("InvalidContentType") => {
            ("the server does not speak HTTPS at this port".into(), "write http: in the URL, or the port of HTTPS")
        }
        _ if has("UnknownIssuer") || has("CaUsedAsEndEntity") => (
            "the certificate is self-signed, or of an unknown authority".into(),
            "install a certificate of a public authority: browsers warn of this one before they show the page",
        ),
        _ if has("certificate") => {
            (detail(&text), "install a valid certificate: browsers warn of this one before they show the page")
        }
        _ => (detail(&text), CHECK),
    };
    NoResponse { message, fix }
}

/// Returns an error's text without the names of its kind in front, and without the number of the system's error.
fn detail(text: &str) -> String {
    let text = text.trim_start_matches("io: ").trim_start_matches("rustls: ");
    text.split(" (os error ").next().unwrap_or(text).into()
}

/// Returns the origin of a URL: scheme, host and port.
pub fn origin_of(url: &str) -> String {
    let root = join("/", url).unwrap_or_default();
    root.trim_end_matches('/').into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io;

    #[test]
    fn a_failure_says_what_a_developer_can_correct() {
        let io = |text: &str| ureq::Error::Io(io::Error::other(text));
        for (error, message, fix) in [
            (ureq::Error::TooManyRedirects, "more than 20", "redirects"),
            (ureq::Error::BadUri("missing scheme".into()), "not an http(s) URL", "https://"),
            (ureq::Error::HostNotFound, "no such host", "host"),
            (
                io("failed to lookup address information: Name or service not known"),
                "no such host",
                "host",
            ),
            (io("invalid peer certificate: UnknownIssuer"), "self-signed", "authority"),
            (
                io("invalid peer certificate: Other(OtherError(CaUsedAsEndEntity))"),
                "self-signed",
                "authority",
            ),
            (
                io("invalid peer certificate: certificate expired"),
                "invalid peer certificate: certificate expired",
                "valid",
            ),
            (io("received corrupt message of type InvalidContentType"), "HTTPS", "http:"),
            (io("Connection refused (os error 111)"), "Connection refused", CHECK),
        ] {
            let failure = failure(&error);
            assert!(failure.message.contains(message), "{error}: {}", failure.message);
            assert!(failure.fix.contains(fix), "{error}: {}", failure.fix);
            assert!(!failure.message.contains("os error"), "{}", failure.message);
        }
    }
}
