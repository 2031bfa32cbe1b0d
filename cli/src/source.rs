//! Where the text comes from: a file, an address, standard input.

use std::fs;
use std::io::{self, Read};

/// What a reader would accept, at most.
const MAX_BYTES: u64 = 8 * 1024 * 1024;

/// A document's text, and the address that its relative addresses start from.
pub struct Source {
    /// The text.
    pub text: String,
    /// The address; empty when unknown.
    pub base: String,
}

impl Source {
    /// Gets a document; `base` outweighs the address it came from.
    ///
    /// # Errors
    /// A sentence that tells what could not be read.
    pub fn get(from: &str, base: Option<&str>) -> Result<Self, String> {
        let failed = |error: &dyn std::fmt::Display| format!("{from}: {error}");
        let is_address = from.starts_with("http://") || from.starts_with("https://");
        let text = if is_address {
            fetch(from).map_err(|error| failed(&error))?
        } else {
            let bytes = if from == "-" {
                let mut bytes = Vec::new();
                io::stdin().read_to_end(&mut bytes).map(|_| bytes)
            } else {
                fs::read(from)
            };
            String::from_utf8_lossy(&bytes.map_err(|error| failed(&error))?).into_owned()
        };
        let base = base.unwrap_or(if is_address { from } else { "" });
        Ok(Self { text, base: base.into() })
    }
}

fn fetch(address: &str) -> Result<String, ureq::Error> {
    let accept = "application/json, application/activity+json, text/html;q=0.5, */*;q=0.1";
    let mut answer = ureq::get(address).header("accept", accept).call()?;
    answer.body_mut().with_config().limit(MAX_BYTES).lossy_utf8(true).read_to_string()
}
