//! Checks of the site's configuration: its members, the service worker and key of notifications, the endpoints, and
//! what the policy must allow for the comment providers.

use super::context::CheckContext;
use super::findings::Findings;
use super::http::origin_of;
use super::schema;
use baca_sys::url::join;
use serde_json::Value;

const SCHEMA: &str = include_str!("../../../static/schema/baca-config.schema.json");

/// What a comment provider needs of the page's policy (docs/comments.md).
struct ProviderHost {
    /// The provider's `type`.
    kind: &'static str,
    /// The directive that must allow the host.
    directive: &'static str,
    /// The member of the provider's configuration that names the host.
    member: Option<&'static str>,
    /// The host if the configuration names none.
    default: Option<&'static str>,
}

/// The host of each comment provider except `baca`, which loads nothing.
const PROVIDER_HOSTS: &[ProviderHost] = {
    const fn at(
        kind: &'static str,
        directive: &'static str,
        member: Option<&'static str>,
        default: Option<&'static str>,
    ) -> ProviderHost {
        ProviderHost { kind, directive, member, default }
    }
    &[
        at("wordpress", "connect-src", Some("url"), None),
        at("isso", "connect-src", Some("url"), None),
        at("cusdis", "connect-src", Some("host"), Some("https://cusdis.com/")),
        at("mastodon", "connect-src", Some("thread"), None),
        at("bluesky", "connect-src", Some("url"), Some("https://public.api.bsky.app/")),
        at("activitypub", "connect-src", Some("thread"), None),
        at("giscus", "frame-src", Some("host"), Some("https://giscus.app/")),
        at("utterances", "frame-src", Some("host"), Some("https://utteranc.es/")),
        at("remark42", "frame-src", Some("host"), None),
        at("discourse", "frame-src", Some("url"), None),
        at("disqus", "frame-src", None, Some("https://disqus.com/")),
        at("facebook", "frame-src", None, Some("https://www.facebook.com/")),
        at("hyvor-talk", "script-src", Some("host"), Some("https://talk.hyvor.com/")),
        at("commento", "script-src", Some("url"), Some("https://cdn.commento.io/")),
        at("comentario", "script-src", Some("url"), None),
        at("waline", "connect-src", Some("serverURL"), None),
        at("coral", "script-src", Some("url"), None),
    ]
};

/// Checks the configuration at `config`, a reference in the page.
pub fn check(found: &mut Findings, context: &CheckContext, config: &str) {
    let url = context.resolve(config);
    let Some(value) = fetch(found, context, &url) else { return };
    let schema: Value = serde_json::from_str(SCHEMA).unwrap_or_default();
    let problems = schema::check(&value, &schema);
    if problems.is_empty() {
        found.ok("config", format!("{url}: matches the schema"));
    }
    for problem in problems {
        found.error(
            "config",
            format!("{url}: {problem}"),
            "docs/configuration.md describes every member",
        );
    }
    check_endpoints(found, context, &value, &url);
    let providers = value.pointer("/comments/providers").and_then(Value::as_array);
    for provider in providers.into_iter().flatten() {
        check_provider(found, context, provider, &url);
    }
}

/// Fetches the configuration as the page would; adds an error and returns `None` if the page would not get JSON.
fn fetch(found: &mut Findings, context: &CheckContext, url: &str) -> Option<Value> {
    let headers = [("accept", "application/json"), ("origin", context.origin.as_str())];
    let response = match context.client.get(url, &headers) {
        Ok(response) => response,
        Err(error) => {
            found.error("config", format!("{url}: {}", error.message), error.fix);
            return None;
        }
    };
    let allowed = response.header("access-control-allow-origin");
    context.check_access(found, "configuration", url, allowed);
    if !response.is_success() {
        let message = format!("{url}: answered {}", response.status);
        found.error("config", message, "check the attribute config");
        return None;
    }
    match serde_json::from_str(&response.text()) {
        Ok(value) => Some(value),
        Err(error) => {
            found.error("config", format!("{url}: not JSON: {error}"), "correct the syntax");
            None
        }
    }
}

/// Checks what notifications and analytics need: the key, the service worker, and the endpoints.
fn check_endpoints(found: &mut Findings, context: &CheckContext, config: &Value, base: &str) {
    let text = |pointer: &str| {
        config.pointer(pointer).and_then(Value::as_str).filter(|text| !text.is_empty())
    };
    let address =
        |pointer: &str| text(pointer).map(|reference| join(reference, base).unwrap_or_default());
    if let Some(key) = text("/notifications/vapidPublicKey") {
        check_key(found, key);
    }
    if let Some(worker) = address("/notifications/serviceWorker") {
        check_worker(found, context, &worker, address("/notifications/scope").as_deref());
    }
    if let Some(endpoint) = address("/notifications/subscribe") {
        for method in ["POST", "DELETE"] {
            check_endpoint(found, context, "subscribe", &endpoint, method);
        }
    }
    if let Some(endpoint) = address("/analytics/endpoint") {
        // Reports are plain text, which needs no permission of CORS.
        check_beacon(found, context, &endpoint);
    }
}

/// Checks a VAPID public key: an uncompressed point of P-256 in base64url (RFC 8292).
fn check_key(found: &mut Findings, key: &str) {
    let digit = |byte: u8| match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'-' => Some(62),
        b'_' => Some(63),
        _ => None,
    };
    let key = key.trim_end_matches('=');
    let digits: Option<Vec<u8>> = key.bytes().map(digit).collect();
    // 65 bytes; the first byte is 4.
    let is_key = digits.is_some_and(|digits| {
        digits.len() == 87
            && digits.first() == Some(&1)
            && digits.get(1).is_some_and(|second| second >> 4 == 0)
    });
    if is_key {
        return found.ok("key", "notifications.vapidPublicKey is a key of P-256");
    }
    let fix = "use the public key of `web-push generate-vapid-keys`: 87 characters of base64url that begin with B";
    found.error("key", "notifications.vapidPublicKey is not a public key: browsers reject it", fix);
}

fn check_worker(found: &mut Findings, context: &CheckContext, url: &str, scope: Option<&str>) {
    if !context.is_same_origin(url) {
        let fix = "serve baca-sw.js from the page's own origin";
        return found.error(
            "worker",
            format!("the service worker {url} is on another origin"),
            fix,
        );
    }
    if !context.policy.allows("worker-src", url) {
        found.error(
            "csp-worker",
            format!("the policy forbids the worker {url}"),
            "add 'self' to worker-src",
        );
    }
    let response = match context.client.get(url, &[("service-worker", "script")]) {
        Ok(response) => response,
        Err(error) => return found.error("worker", format!("{url}: {}", error.message), error.fix),
    };
    if !response.is_success() {
        let fix = "copy baca-sw.js to that address";
        return found.error("worker", format!("{url}: answered {}", response.status), fix);
    }
    let kind = response.media_type();
    if !kind.contains("javascript") {
        let fix = "send `Content-Type: text/javascript`";
        return found.error("worker", format!("{url}: {kind}: browsers do not start it"), fix);
    }
    // A worker may control its own folder, or what the header allows.
    let folder = join("./", url).unwrap_or_default();
    let allowed = response
        .header("service-worker-allowed")
        .and_then(|path| join(path, url))
        .unwrap_or(folder);
    match scope {
        Some(scope) if !scope.starts_with(&allowed) => {
            let fix = "move the worker up, or send `Service-Worker-Allowed: /` with it";
            found.error("worker", format!("{url} may control {allowed}, not {scope}"), fix);
        }
        _ => found.ok("worker", format!("{url}: may control {}", scope.unwrap_or(&allowed))),
    }
}

/// Checks an endpoint that gets JSON: that it is there, and allows it across origins.
fn check_endpoint(
    found: &mut Findings,
    context: &CheckContext,
    name: &'static str,
    url: &str,
    method: &str,
) {
    if !check_connect(found, context, name, url) {
        return;
    }
    let response = match context.client.preflight(url, &context.origin, method) {
        Ok(response) => response,
        Err(error) => return found.error(name, format!("{url}: {}", error.message), error.fix),
    };
    if context.is_same_origin(url) {
        return check_exists(found, name, url, response.status, method);
    }
    let header = |key: &str| response.header(key).unwrap_or_default().to_ascii_lowercase();
    let lists = |key: &str, wanted: &str| {
        header(key).split(',').any(|value| value.trim() == "*" || value.trim() == wanted)
    };
    let origin = response.header("access-control-allow-origin").unwrap_or_default();
    let mut missing = Vec::new();
    if origin != "*" && origin != context.origin {
        missing.push(format!("Access-Control-Allow-Origin: {}", context.origin));
    }
    if method != "POST" && !lists("access-control-allow-methods", &method.to_ascii_lowercase()) {
        missing.push(format!("Access-Control-Allow-Methods: POST, {method}"));
    }
    if !lists("access-control-allow-headers", "content-type") {
        missing.push("Access-Control-Allow-Headers: content-type".into());
    }
    if !response.is_success() {
        missing.push("a status of 200 or 204".into());
    }
    if missing.is_empty() {
        return found.ok(name, format!("{url}: allows {method} from {}", context.origin));
    }
    let fix = format!("answer OPTIONS with {}", missing.join(", "));
    found.error(
        name,
        format!(
            "{url}: another origin, and its answer {} does not allow {method}",
            response.status
        ),
        &fix,
    );
}

fn check_beacon(found: &mut Findings, context: &CheckContext, url: &str) {
    if !check_connect(found, context, "analytics", url) {
        return;
    }
    match context.client.preflight(url, &context.origin, "POST") {
        Ok(response) => check_exists(found, "analytics", url, response.status, "POST"),
        Err(error) => found.error("analytics", format!("{url}: {}", error.message), error.fix),
    }
}

fn check_connect(
    found: &mut Findings,
    context: &CheckContext,
    name: &'static str,
    url: &str,
) -> bool {
    let is_allowed = context.policy.allows("connect-src", url);
    if !is_allowed {
        let fix = format!("add {} to connect-src", origin_of(url));
        found.error(name, format!("the policy forbids requests to {url}"), &fix);
    }
    is_allowed
}

/// Checks that an endpoint exists. Many servers answer `OPTIONS` with 405 where they accept `POST`.
fn check_exists(found: &mut Findings, name: &'static str, url: &str, status: u16, method: &str) {
    if matches!(status, 404 | 410 | 500..) {
        let fix = "check the address in the configuration, and the server behind it";
        return found.error(name, format!("{url}: answered {status} to OPTIONS"), fix);
    }
    found.ok(name, format!("{url}: answers ({status}) before {method}"));
}

/// Checks that the policy allows what a comment provider loads.
fn check_provider(found: &mut Findings, context: &CheckContext, provider: &Value, base: &str) {
    let Some(kind) = provider.get("type").and_then(Value::as_str) else { return };
    let Some((directive, url)) = host_of(provider, kind, base) else { return };
    let host = origin_of(&url);
    if context.policy.allows(directive, &url) {
        return found.ok("provider", format!("{kind}: the policy allows {host}"));
    }
    let fix = format!("add {host} to {directive}; docs/comments.md lists what {kind} needs");
    found.error("provider", format!("{kind}: the policy forbids {host}"), &fix);
}

/// Returns a provider's host, as an absolute URL, and the directive that must allow it. Returns `None` for an
/// unknown provider, and if only the article names the host.
fn host_of(provider: &Value, kind: &str, base: &str) -> Option<(&'static str, String)> {
    let row = PROVIDER_HOSTS.iter().find(|row| row.kind == kind)?;
    let configured = row.member.and_then(|name| provider.get(name)?.as_str());
    Some((row.directive, join(configured.or(row.default)?, base)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_finds_unknown_members_and_wrong_values() {
        let schema: Value = serde_json::from_str(SCHEMA).expect("JSON");
        let config: Value = serde_json::from_str(
            r#"{"site":{"nam":"A"},"share":["copy","fax"],"comments":{"providers":[{"type":"isso"},{"type":"x"}],
                "timeout":0},"x-own":1,"analytics":{"endpoint":"","adapters":["matomo"]}}"#,
        )
        .expect("JSON");
        let problems = schema::check(&config, &schema).join("\n");
        for wanted in [
            "site.nam: unknown member",
            "share[1]: \"fax\" is none of",
            "comments.providers[0].url: is missing",
            "comments.providers[1]: expected a `type` of baca",
            "comments.timeout: 0 is out of range",
            "analytics.endpoint: is empty",
        ] {
            assert!(problems.contains(wanted), "{wanted}: {problems}");
        }
        assert_eq!(problems.lines().count(), 6, "{problems}");
    }

    #[test]
    fn a_key_is_a_point_of_p_256() {
        let level = |key: &str| {
            let mut found = Findings::default();
            check_key(&mut found, key);
            found.count(super::super::findings::Level::Ok)
        };
        let key = "BFOjdM6AsCL_sX5AYu197RBc0vffI93hcrU1tmujoMfPvIt18HvDnZeoz6khD37k0QmeESLLpeLMfBrMKXpaXzg";
        assert_eq!(level(key), 1);
        assert_eq!(level(&key[..80]), 0);
        assert_eq!(level(&key.replace('B', "A")), 0);
        assert_eq!(level(&key.replace('_', "+")), 0);
    }

    #[test]
    fn the_host_of_every_provider_is_known() {
        // The registry has one row for each provider: `native::isso::Isso`.
        let registry = include_str!("../../../src/comments/registry.rs");
        let start = registry.find("providers! {").expect("the table of providers");
        let rows = registry[start..].lines().take_while(|line| !line.starts_with('}'));
        let rows = rows.filter(|line| line.contains("::")).count();
        let schema: Value = serde_json::from_str(SCHEMA).expect("JSON");
        let mut in_schema = Vec::new();
        collect_types(&schema, &mut in_schema);
        in_schema.retain(|kind| kind != "baca");
        assert_eq!(in_schema.len() + 1, rows, "{in_schema:?}");
        let mut known: Vec<_> = PROVIDER_HOSTS.iter().map(|row| row.kind.to_string()).collect();
        in_schema.sort();
        known.sort();
        assert_eq!(known, in_schema);
    }

    /// Collects the values that the schema gives for the member `type` of an object.
    fn collect_types(schema: &Value, out: &mut Vec<String>) {
        out.extend(
            schema.pointer("/properties/type/const").and_then(Value::as_str).map(str::to_string),
        );
        match schema {
            Value::Array(values) => values.iter().for_each(|value| collect_types(value, out)),
            Value::Object(members) => members.values().for_each(|value| collect_types(value, out)),
            _ => {}
        }
    }

    #[test]
    fn a_host_is_the_configured_one_or_the_default() {
        let host = |provider: &str| {
            let provider: Value = serde_json::from_str(provider).expect("JSON");
            let kind = provider["type"].as_str().expect("a type");
            let (directive, url) = host_of(&provider, kind, "https://site.example/config.json")?;
            Some(format!("{directive} {url}"))
        };
        for (provider, wanted) in [
            (r#"{"type":"bluesky"}"#, Some("connect-src https://public.api.bsky.app/")),
            (
                r#"{"type":"bluesky","url":"https://b.example/"}"#,
                Some("connect-src https://b.example/"),
            ),
            (r#"{"type":"cusdis"}"#, Some("connect-src https://cusdis.com/")),
            (
                r#"{"type":"giscus","host":"https://g.example/"}"#,
                Some("frame-src https://g.example/"),
            ),
            (r#"{"type":"isso","url":"/isso/"}"#, Some("connect-src https://site.example/isso/")),
            (
                r#"{"type":"mastodon","thread":"https://m.example/@a/1"}"#,
                Some("connect-src https://m.example/@a/1"),
            ),
            (r#"{"type":"mastodon"}"#, None),
            (r#"{"type":"baca"}"#, None),
        ] {
            assert_eq!(host(provider).as_deref(), wanted, "{provider}");
        }
    }
}
