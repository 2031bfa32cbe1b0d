//! Loads the text of an article or configuration from a file, a URL or standard input.

use crate::encoding;
use baca_convert::formats;
use baca_wire::document::{DecodedArticle, Error};
use clap::Args;
use std::fs::File;
use std::io::{self, Read};
use std::time::Duration;

/// Maximum size of a document in bytes, as in the reader.
const MAX_BYTES: u64 = 8 * 1024 * 1024;

/// The arguments that name an article and its format.
#[derive(Args, Clone)]
pub struct Input {
    /// A file, an http(s) URL, or `-` for standard input; for `render` also a folder
    #[arg(default_value = "-")]
    pub source: String,
    /// The format, if it cannot be detected
    #[arg(long)]
    pub format: Option<String>,
    /// The article of a list to use: its id or URL
    #[arg(long)]
    pub item: Option<String>,
    /// Base of relative URLs
    #[arg(long)]
    pub base: Option<String>,
    /// Seconds that the download of a URL may take
    #[arg(long, value_name = "SECONDS", default_value = "30", value_parser = seconds)]
    pub timeout: Duration,
}

/// Parses a number of seconds, from 1 to a day.
fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text.parse().ok().filter(|seconds| (1..=86_400).contains(seconds));
    seconds.map(Duration::from_secs).ok_or_else(|| "expected a number from 1 to 86400".into())
}

impl Input {
    /// Loads the document and converts its article. Returns the result and the document's text.
    ///
    /// # Errors
    /// A message that says why the document cannot be read or has no article.
    pub fn read(&self) -> Result<(DecodedArticle, String), String> {
        let document = self.load(&self.source, self.base.as_deref())?;
        Ok((self.convert(&document)?, document.text))
    }

    /// Converts the article of a document that has been loaded.
    ///
    /// # Errors
    /// A message that says why the document has no article.
    pub fn convert(&self, document: &Document) -> Result<DecodedArticle, String> {
        let (format, item) = (self.format.as_deref(), self.item.as_deref());
        formats::read(&document.text, &document.base, format, item)
            .map_err(|error| format!("{}: {}: {error}", self.source, error.code()))
    }

    /// Loads a file, an http(s) URL or, for `-`, standard input. `base` takes precedence over the URL.
    ///
    /// # Errors
    /// A message that says why the document cannot be read, or that it is too long.
    pub fn load(&self, from: &str, base: Option<&str>) -> Result<Document, String> {
        let failed = |error: &dyn std::fmt::Display| format!("{from}: {error}");
        let is_url = from.starts_with("http://") || from.starts_with("https://");
        let (bytes, charset) = if is_url {
            fetch(from, self.timeout).map_err(|error| failed(&error))?
        } else {
            let bytes = if from == "-" {
                read_limited(io::stdin().lock())
            } else {
                File::open(from).and_then(read_limited)
            };
            (bytes.map_err(|error| failed(&error))?, None)
        };
        if bytes.len() as u64 > MAX_BYTES {
            return Err(failed(&format!("{}: {}", Error::TooLarge.code(), Error::TooLarge)));
        }
        let text = encoding::decode(&bytes, charset.as_deref());
        let base = base.unwrap_or(if is_url { from } else { "" });
        Ok(Document { text, base: base.into() })
    }
}

/// A document and the base of its relative URLs.
pub struct Document {
    /// The decoded text.
    pub text: String,
    /// The base URL; empty if it is unknown.
    pub base: String,
}

/// Reads at most one byte more than a document may have: enough to see that it is too long.
fn read_limited(from: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Fetches a URL within `timeout`; returns the body, cut off after [`MAX_BYTES`] and one, and the encoding
/// in the header `Content-Type`.
fn fetch(url: &str, timeout: Duration) -> Result<(Vec<u8>, Option<String>), ureq::Error> {
    let accept = "application/json, application/activity+json, text/html;q=0.5, */*;q=0.1";
    let request = ureq::get(url).header("accept", accept);
    let mut response = request.config().timeout_global(Some(timeout)).build().call()?;
    let charset = response.body().charset().map(Into::into);
    let bytes = read_limited(response.body_mut().with_config().limit(u64::MAX).reader())?;
    Ok((bytes, charset))
}
