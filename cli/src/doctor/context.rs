//! What all checks use: the client, the page's address and its policy.

use super::findings::Findings;
use super::http::{self, Client};
use super::policy::Policy;
use baca_sys::url::join;

/// What all checks use.
pub struct CheckContext {
    /// Fetches files as the page does.
    pub client: Client,
    /// URL of the page after redirects.
    pub url: String,
    /// Origin of the page.
    pub origin: String,
    /// The page's content security policy.
    pub policy: Policy,
}

impl CheckContext {
    /// Resolves a reference of the page.
    pub fn resolve(&self, reference: &str) -> String {
        join(reference, &self.url).unwrap_or_else(|| reference.into())
    }

    /// Returns whether a URL is on the page's origin.
    pub fn is_same_origin(&self, url: &str) -> bool {
        http::origin_of(url) == self.origin
    }

    /// Checks that the page may fetch a URL: the policy, and the headers of CORS if it is on another origin. `what`
    /// names the file in messages; `allowed` is its header `Access-Control-Allow-Origin`. Adds an error for each reason
    /// why the page may not fetch it.
    pub fn check_access(
        &self,
        found: &mut Findings,
        what: &'static str,
        url: &str,
        allowed: Option<&str>,
    ) {
        if !self.policy.allows("connect-src", url) {
            let fix = format!("add {} to connect-src", http::origin_of(url));
            found.error(
                "csp-connect",
                format!("the policy forbids the page to fetch the {what} {url}"),
                &fix,
            );
        }
        if self.is_same_origin(url) {
            return;
        }
        match allowed {
            Some(value) if value == "*" || value == self.origin => {
                found.ok("cors", format!("{what}: Access-Control-Allow-Origin: {value}"));
            }
            other => found.error(
                "cors",
                format!(
                    "{what} {url} is on another origin and its Access-Control-Allow-Origin is {}",
                    other.unwrap_or("missing")
                ),
                &format!("send `Access-Control-Allow-Origin: {}` (or `*`)", self.origin),
            ),
        }
    }
}
