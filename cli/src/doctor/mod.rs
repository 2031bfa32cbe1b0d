//! `doctor`: fetches a page as a browser would and reports what is right, what is not, and how to correct it.
//!
//! [`http`] fetches; [`page`] finds the element, its script and the policy in the page; [`policy`] evaluates the
//! content security policy; [`context`] has what all checks use, [`findings`] what they have found; [`schema`] checks the configuration. The checks: [`files`] of the script and its
//! modules, [`content`] of the article, [`site`] of the configuration, its endpoints and providers.

mod content;
mod context;
mod files;
mod findings;
mod http;
mod page;
mod policy;
mod schema;
mod site;

use crate::output;
use baca_sys::url::join;
use clap::Args;
use context::CheckContext;
use findings::{counted, Finding, Findings, Level};
use http::Client;
use page::Page;
use policy::Policy;
use serde_json::json;
use std::process::ExitCode;
use std::time::Duration;

/// The arguments of `doctor`.
#[derive(Args)]
pub struct Examination {
    /// The http(s) URL of a page with a `<baca-reader>`
    url: String,
    /// Write JSON
    #[arg(long)]
    json: bool,
    /// Seconds that each request may take
    #[arg(long, value_name = "SECONDS", default_value = "20", value_parser = clap::value_parser!(u64).range(1..=600))]
    timeout: u64,
    /// The header `User-Agent`, for sites that block programs
    #[arg(long, value_name = "TEXT", default_value = http::USER_AGENT)]
    user_agent: String,
}

/// Examines a page and prints the report. The exit code is 0 without errors, 1 with errors, and 2 if the page
/// could not be examined.
pub fn run(examination: &Examination) -> ExitCode {
    let mut found = Findings::default();
    let is_examined = examine(examination, &mut found);
    let (errors, warnings) = (found.count(Level::Error), found.count(Level::Warning));
    let report = if examination.json { as_json(examination, &found) } else { as_text(&found) };
    if let Err(message) = output::print(&report) {
        output::warn(&message);
        return ExitCode::from(2);
    }
    if !examination.json {
        let counts = [counted(errors, "error"), counted(warnings, "warning")].join(", ");
        let _ = output::print(&format!("{counts}, {} ok\n", found.count(Level::Ok)));
    }
    match (is_examined, errors) {
        (false, _) => ExitCode::from(2),
        (true, 0) => ExitCode::SUCCESS,
        (true, _) => ExitCode::FAILURE,
    }
}

/// Runs all checks. Returns `false` if the page cannot be examined.
fn examine(examination: &Examination, found: &mut Findings) -> bool {
    let timeout = Duration::from_secs(examination.timeout);
    let client = Client::new(timeout, &examination.user_agent);
    let response = match client.get(&examination.url, &[("accept", "text/html,*/*;q=0.8")]) {
        Ok(response) => response,
        Err(error) => {
            found.error("page", format!("{}: {}", examination.url, error.message), error.fix);
            return false;
        }
    };
    if !response.is_success() {
        let is_own_agent = examination.user_agent != http::USER_AGENT;
        let fix = match response.status {
            300..=399 => "send the header Location with the redirect",
            401 => "the page needs a password: examine it where it needs none",
            403 if is_own_agent => {
                "the site refuses this browser too: allow this computer in its firewall"
            }
            403 => "the site may block programs: try --user-agent with that of your browser",
            404 | 410 => "check the address",
            429 => "the site limits requests: wait some minutes",
            _ => "see the log of the server",
        };
        found.error("page", format!("{}: answered {}", response.url, response.status), fix);
        return false;
    }
    let kind = response.header("content-type").unwrap_or("no content type").to_string();
    if !kind.contains("html") {
        found.error(
            "page",
            format!("{}: {kind} instead of HTML", response.url),
            "examine the page that shows the article (`baca check` reads articles). A page needs `Content-Type: text/html`",
        );
        return false;
    }
    if response.is_cut {
        let fix = "large pages are slow: only their first 8 MB were examined";
        found.warn("page", format!("{}: longer than 8 MB", response.url), fix);
    } else {
        found.ok("page", format!("{}: {} bytes, {kind}", response.url, response.body.len()));
    }
    let page = Page::read(&response.text());
    let policy = Policy::read(response.headers("content-security-policy").chain(page.policies()))
        .of(&http::origin_of(&response.url));
    let origin = http::origin_of(&response.url);
    let base = page.base.as_deref().and_then(|base| join(base, &response.url));
    let context =
        CheckContext { client, origin, policy, url: base.unwrap_or_else(|| response.url.clone()) };
    content::page(found, &context, &page);
    files::check(found, &context, &page);
    if page.readers.is_empty() {
        if response.is_cut {
            let fix = "make the page shorter, or examine a shorter one: the rest was not read";
            found.error("tag", "the first 8 MB of the page have no <baca-reader>", fix);
            return true;
        }
        let fix = "add `<baca-reader src=\"…\"></baca-reader>`, or examine a page that has one. Elements that a \
                   script adds are not seen";
        found.error("tag", "the page has no <baca-reader>", fix);
        return true;
    }
    for reader in &page.readers {
        content::reader(found, &context, reader);
    }
    let mut configs: Vec<&str> =
        page.readers.iter().filter_map(|reader| reader.filled("config")).collect();
    configs.sort_unstable();
    configs.dedup();
    for config in configs {
        site::check(found, &context, config);
    }
    true
}

fn as_text(found: &Findings) -> String {
    let mut out = String::new();
    for Finding { check, level, message, fix } in &found.0 {
        out += &format!("{:<8} {check:<14} {message}\n", level.name());
        if !fix.is_empty() {
            out += &format!("{:<23} → {fix}\n", "");
        }
    }
    out
}

fn as_json(examination: &Examination, found: &Findings) -> String {
    let findings: Vec<_> = found
        .0
        .iter()
        .map(|Finding { check, level, message, fix }| {
            json!({ "check": check, "level": level.name(), "message": message, "fix": fix })
        })
        .collect();
    let report = json!({
        "url": examination.url,
        "errors": found.count(Level::Error),
        "warnings": found.count(Level::Warning),
        "findings": findings,
    });
    serde_json::to_string_pretty(&report).unwrap_or_default() + "\n"
}
