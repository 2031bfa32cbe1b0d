//! The content security policies of a page (CSP Level 3): <https://www.w3.org/TR/CSP3/>

use super::http::origin_of;

/// The directive for the `<script>` elements of a page.
const SCRIPT: &str = "script-src-elem";

/// Returns whether scripts that may run may load others, whatever their address.
fn is_strict(sources: &[String]) -> bool {
    sources.iter().any(|source| source.eq_ignore_ascii_case("'strict-dynamic'"))
}

/// All policies of a page. A request must be allowed by each.
pub struct Policy {
    policies: Vec<Vec<(String, Vec<String>)>>,
    origin: String,
}

impl Policy {
    /// Parses policies, each of which may be a list of several, separated by commas.
    pub fn read<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let directive = |text: &str| {
            let mut words = text.split_ascii_whitespace().map(str::to_string);
            Some((words.next()?.to_ascii_lowercase(), words.collect()))
        };
        let policies = texts
            .flat_map(|text| text.split(','))
            .map(|policy| policy.split(';').filter_map(directive).collect())
            .collect();
        Self { policies, origin: String::new() }
    }

    /// Sets the page's origin, which `'self'` stands for.
    pub fn of(mut self, origin: &str) -> Self {
        self.origin = origin.into();
        self
    }

    /// Returns whether there is no policy.
    pub fn is_empty(&self) -> bool {
        self.policies.is_empty()
    }

    /// Returns the sources of a directive in each policy, or those of the directive that it falls back to.
    fn sources<'a>(&'a self, directive: &'a str) -> impl Iterator<Item = &'a [String]> {
        let fallbacks: &[&str] = match directive {
            "worker-src" => &["child-src", "script-src", "default-src"],
            "frame-src" => &["child-src", "default-src"],
            "script-src-elem" => &["script-src", "default-src"],
            "script-src" | "style-src" | "connect-src" | "img-src" | "media-src" => {
                &["default-src"]
            }
            _ => &[],
        };
        self.policies.iter().filter_map(move |policy| {
            [directive].iter().chain(fallbacks).find_map(|wanted| {
                policy
                    .iter()
                    .find(|(name, _)| name == wanted)
                    .map(|(_, sources)| sources.as_slice())
            })
        })
    }

    /// Returns whether all policies that have the directive contain one of these keywords or names.
    pub fn has(&self, directive: &str, wanted: &[&str]) -> bool {
        self.sources(directive)
            .all(|sources| sources.iter().any(|source| wanted.contains(&source.as_str())))
    }

    /// Returns whether a policy has the directive itself.
    pub fn names(&self, directive: &str) -> bool {
        self.policies.iter().flatten().any(|(name, _)| name == directive)
    }

    /// Returns whether a URL may be requested. With `'strict-dynamic'`, scripts may load any other script.
    pub fn allows(&self, directive: &str, url: &str) -> bool {
        self.sources(directive).all(|sources| {
            (directive == "script-src" && is_strict(sources)) || self.lists(sources, url)
        })
    }

    /// Returns whether a `<script src>` of the page may run. With `'strict-dynamic'`, addresses do not count.
    pub fn allows_script(&self, url: &str, nonce: Option<&str>) -> bool {
        let nonce = nonce.map(|nonce| format!("'nonce-{nonce}'"));
        self.sources(SCRIPT).all(|sources| {
            nonce.as_ref().is_some_and(|nonce| sources.contains(nonce))
                || (!is_strict(sources) && self.lists(sources, url))
        })
    }

    /// Returns how the page's policies can allow a `<script src>`.
    pub fn script_fix(&self, url: &str) -> String {
        if self.sources(SCRIPT).any(is_strict) {
            return "write the nonce of the policy into the tag: `<script nonce=\"…\" …>`. With 'strict-dynamic', addresses \
                    do not count"
                .into();
        }
        let directive = if self.names(SCRIPT) { SCRIPT } else { "script-src" };
        format!("add {} to {directive}", origin_of(url))
    }

    fn lists(&self, sources: &[String], url: &str) -> bool {
        sources.iter().any(|source| self.matches(source, url))
    }

    /// Returns whether a source expression matches a URL.
    fn matches(&self, source: &str, url: &str) -> bool {
        let (scheme, rest) = url.split_once("://").unwrap_or(("", url));
        if source == "*" {
            return matches!(scheme, "http" | "https" | "ws" | "wss");
        }
        if source == "'self'" {
            return origin_of(url) == self.origin;
        }
        if let Some(wanted) = source.strip_suffix(':').filter(|name| !name.contains('.')) {
            return wanted.eq_ignore_ascii_case(scheme) || (wanted == "http" && scheme == "https");
        }
        if source.starts_with('\'') {
            return false;
        }
        let (wanted, place) = source.split_once("://").unwrap_or(("", source));
        let is_scheme =
            wanted.is_empty() || wanted == scheme || (wanted == "http" && scheme == "https");
        let (host, path) = place.split_once('/').unwrap_or((place, ""));
        let (own, own_path) = rest.split_once('/').unwrap_or((rest, ""));
        let (host, own) = (host.to_ascii_lowercase(), own.to_ascii_lowercase());
        let is_host = match host.strip_prefix("*.") {
            Some(domain) => own.strip_suffix(domain).is_some_and(|sub| sub.ends_with('.')),
            None => {
                host == own
                    || host
                        .strip_suffix(":*")
                        .is_some_and(|host| own.split(':').next() == Some(host))
            }
        };
        let own_path = own_path.split(['?', '#']).next().unwrap_or_default();
        let is_path = path.is_empty()
            || own_path == path
            || (path.ends_with('/') && own_path.starts_with(path));
        is_scheme && is_host && is_path
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_match_as_browsers_match_them() {
        let url = "https://cdn.news.example/baca/baca.js?v=1";
        for (source, is_match) in [
            ("*", true),
            ("'self'", false),
            ("https:", true),
            ("http:", true),
            ("'none'", false),
            ("cdn.news.example", true),
            ("https://cdn.news.example", true),
            ("http://cdn.news.example", true),
            ("*.news.example", true),
            ("*.example", true),
            ("news.example", false),
            ("*.cdn.news.example", false),
            ("https://cdn.news.example/baca/", true),
            ("https://cdn.news.example/baca", false),
            ("https://cdn.news.example/baca/baca.js", true),
            ("https://cdn.news.example:8443", false),
        ] {
            let policy = Policy::read([format!("script-src {source}").as_str()].into_iter())
                .of("https://news.example");
            assert_eq!(policy.allows("script-src", url), is_match, "{source}");
        }
    }

    #[test]
    fn a_script_of_the_page_needs_a_nonce_where_addresses_do_not_count() {
        let url = "https://news.example/baca/baca.js";
        let strict = "script-src 'self' https: 'nonce-a' 'strict-dynamic'";
        for (text, nonce, is_allowed, fix) in [
            ("script-src 'self'", None, true, "to script-src"),
            ("script-src 'nonce-a'", Some("a"), true, "to script-src"),
            ("script-src 'nonce-a'", Some("b"), false, "to script-src"),
            (strict, Some("a"), true, "nonce"),
            (strict, Some("b"), false, "nonce"),
            (strict, None, false, "nonce"),
            ("script-src-elem 'none'; script-src 'self'", None, false, "to script-src-elem"),
            ("script-src-elem 'self'; script-src 'none'", None, true, "to script-src-elem"),
            ("default-src 'self'", None, true, "to script-src"),
            ("default-src 'none'", Some("a"), false, "to script-src"),
        ] {
            let policy = Policy::read([text].into_iter()).of("https://news.example");
            assert_eq!(policy.allows_script(url, nonce), is_allowed, "{text} {nonce:?}");
            assert!(policy.script_fix(url).contains(fix), "{text}: {}", policy.script_fix(url));
        }
        // What such a script loads is allowed.
        let policy = Policy::read([strict].into_iter()).of("https://news.example");
        assert!(policy.allows("script-src", "http://other.example/embed.js"));
        assert!(policy.allows("connect-src", "http://other.example/"));
    }

    #[test]
    fn every_policy_must_allow_and_directives_fall_back() {
        let policy =
            Policy::read(["default-src 'self'; script-src *", "script-src 'self'"].into_iter())
                .of("https://a.example");
        assert!(policy.allows("connect-src", "https://a.example/x"));
        assert!(!policy.allows("connect-src", "https://b.example/x"));
        assert!(!policy.allows("script-src", "https://b.example/x"));
        assert!(policy.allows("trusted-types", "x") && !policy.names("trusted-types"));
        assert!(Policy::read([].into_iter()).is_empty());
    }
}
