//! Checks of the page, of each element's attributes, and of its article.

use super::context::CheckContext;
use super::findings::{counted, Findings};
use super::http::Response;
use super::page::Page;
use baca_convert::formats::{self, FORMATS};
use baca_sys::html::Element;
use baca_wire::document::Error;
use serde_json::Value;

/// The declaration of the element.
const ELEMENT: &str = include_str!("../../../static/element.json");
/// Global attributes that pages often set.
const GLOBAL: [&str; 11] =
    ["id", "class", "slot", "style", "dir", "hidden", "title", "role", "part", "is", "lang"];
const THEMES: [&str; 5] = ["auto", "light", "dark", "sepia", "contrast"];
/// Maximum number of problems of one article that are shown.
const SHOWN: usize = 10;
/// Articles above this size in bytes load slowly on a phone.
const LARGE: usize = 1024 * 1024;

/// Checks what concerns the page as a whole.
pub fn page(found: &mut Findings, context: &CheckContext, page: &Page) {
    match &page.lang {
        Some(lang) => found.ok("lang", format!("the page's language is {lang}")),
        None => found.warn(
            "lang",
            "<html> has no lang",
            "add lang=\"…\": the controls and screen readers use it where the article has no language",
        ),
    }
    if page.headings > 0 && !page.readers.is_empty() {
        let line =
            format!("the page has {} <h1> of its own beside the article's headline", page.headings);
        found.warn("h1", line, "use another element for the site's name, or h2");
    }
    if let Some(image) = page.meta("og:image") {
        if image.starts_with("http://") || image.starts_with("https://") {
            found.ok("og-image", format!("og:image is absolute: {image}"));
        } else {
            let fix = format!("write {}", context.resolve(image));
            found.error(
                "og-image",
                format!("og:image is relative: {image}; networks do not show it"),
                &fix,
            );
        }
    }
}

/// Checks an element and its article.
pub fn reader(found: &mut Findings, context: &CheckContext, reader: &Element) {
    attributes(found, reader);
    let has_child = reader.elements().any(|child| match child.name.as_str() {
        "article" => true,
        "script" => child.attribute("type").is_some_and(|kind| kind.contains("json")),
        _ => false,
    });
    let Some(src) = reader.filled("src") else {
        if !has_child {
            let fix = "add src, or an <article> inside the element. A script may set `article`, which is not seen";
            found.warn("article", "<baca-reader> has neither src nor content", fix);
        }
        return;
    };
    if !has_child && reader.elements().next().is_none() && !context.is_rendered(reader) {
        let fix = "put the article's HTML inside the element, or render it on the server (docs/server-rendering.md)";
        found.warn(
            "fallback",
            "without JavaScript the element is empty, also for some robots",
            fix,
        );
    }
    let url = context.resolve(src);
    let accept = "application/json, application/activity+json, text/html;q=0.5, */*;q=0.1";
    match context.client.get(&url, &[("accept", accept), ("origin", &context.origin)]) {
        Ok(response) => article(found, context, reader, &response),
        Err(error) => found.error("article", format!("{url}: {}", error.message), error.fix),
    }
}

impl CheckContext {
    /// Returns whether an element has text of its own.
    fn is_rendered(&self, reader: &Element) -> bool {
        reader.children.iter().any(|node| !node.is_blank())
    }
}

/// Returns the names of the element's own attributes.
fn own_attributes() -> Vec<String> {
    let element: Value = serde_json::from_str(ELEMENT).unwrap_or_default();
    let fields = element["fields"].as_array().cloned().unwrap_or_default();
    fields.iter().filter_map(|field| field["attribute"].as_str()).map(Into::into).collect()
}

fn attributes(found: &mut Findings, reader: &Element) {
    let mut is_right = true;
    let own = own_attributes();
    for (name, value) in &reader.attributes {
        let is_known = GLOBAL.contains(&name.as_str())
            || own.contains(name)
            || !name.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if !is_known && !name.starts_with("on") {
            is_right = false;
            let fix = format!("the attributes are {}", own.join(", "));
            found.warn("attributes", format!("unknown attribute {name}=\"{value}\""), &fix);
        }
    }
    let formats = || FORMATS.iter().map(|format| format.name).chain(["html"]);
    if let Some(name) = reader.filled("format").filter(|name| formats().all(|known| known != *name))
    {
        is_right = false;
        let fix = format!("one of {}", formats().collect::<Vec<_>>().join(", "));
        found.error("attributes", format!("unknown format `{name}`"), &fix);
    }
    if let Some(name) = reader.filled("theme").filter(|name| !THEMES.contains(name)) {
        is_right = false;
        found.warn(
            "attributes",
            format!("unknown theme `{name}`"),
            &format!("one of {}", THEMES.join(", ")),
        );
    }
    if let Some(text) =
        reader.filled("timeout").filter(|text| !text.parse::<f64>().is_ok_and(|n| n > 0.0))
    {
        is_right = false;
        found.warn(
            "attributes",
            format!("timeout `{text}` is no number of seconds"),
            "write for example timeout=\"20\"",
        );
    }
    if is_right {
        found.ok("attributes", "all attributes of <baca-reader> are known");
    }
}

fn article(found: &mut Findings, context: &CheckContext, reader: &Element, response: &Response) {
    let url = &response.url;
    context.check_access(found, "article", url, response.header("access-control-allow-origin"));
    if !response.is_success() {
        let fix =
            "check src; if the API needs a key or a header, serve the article from your own server";
        return found.error("article", format!("{url}: answered {}", response.status), fix);
    }
    if response.is_cut {
        return found.error(
            "article",
            format!("{url}: longer than 8 MB"),
            "divide the article; longer ones are not shown",
        );
    }
    let (format, item) = (reader.filled("format"), reader.filled("item"));
    let decoded = match formats::read(&response.text(), url, format, item) {
        Ok(decoded) => decoded,
        Err(error) => {
            let fix = match error {
                Error::Markup => {
                    "no article is found in this page: check src, or mark the article with <article>"
                }
                _ => "docs/formats.md lists the formats; `baca check` shows what is read",
            };
            return found.error("article", format!("{url}: {}: {error}", error.code()), fix);
        }
    };
    let blocks = decoded.article.body.len();
    let size = [counted(blocks, "block"), counted(response.body.len(), "byte")].join(", ");
    let line = format!("{url}: {}, {size}", decoded.format);
    if blocks == 0 {
        found.warn(
            "article",
            format!("{line}: there is no text"),
            "check that the API sends the whole article",
        );
    } else if response.body.len() > LARGE {
        found.warn(
            "article",
            line,
            "the article is large: let the API send only the members that are read",
        );
    } else {
        found.ok("article", line);
    }
    for problem in decoded.problems.iter().take(SHOWN) {
        let fix = "see docs/formats.md, or run `baca check`";
        found.warn("article-parts", format!("{}: {}", problem.path, problem.message), fix);
    }
    if decoded.problems.len() > SHOWN {
        let line = format!("{} more", decoded.problems.len() - SHOWN);
        found.warn("article-parts", line, "`baca check` lists them all");
    }
}
