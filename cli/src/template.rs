//! The site's own page around an article, and the index of the articles that were rendered.

use baca_model::{plain_text, Article};
use std::fmt::Write;
use std::path::Path;

/// The placeholder that a template must have.
const ARTICLE: &str = "%baca.article%";

/// A page of the site with placeholders.
pub struct Template(String);

/// What replaces the placeholders of a page.
pub struct Parts<'a> {
    /// The elements for the head: title, canonical URL, Open Graph, JSON-LD and the script.
    pub head: &'a str,
    /// The element with the article.
    pub article: &'a str,
    /// The title as plain text.
    pub title: &'a str,
    /// Language of the article.
    pub lang: &'a str,
    /// Writing direction: `ltr` or `rtl`.
    pub dir: &'a str,
}

impl Template {
    /// Checks a template.
    ///
    /// # Errors
    /// If it has no place for the article.
    pub fn new(text: String) -> Result<Self, String> {
        if text.contains(ARTICLE) {
            return Ok(Self(text));
        }
        Err(format!("the template has no {ARTICLE}"))
    }

    /// Returns the page. What is inserted is not searched for placeholders again.
    pub fn fill(&self, parts: &Parts) -> String {
        let (title, lang, dir) = (escape(parts.title), escape(parts.lang), escape(parts.dir));
        let values = [
            (ARTICLE, parts.article),
            ("%baca.head%", parts.head),
            ("%baca.title%", &title),
            ("%baca.lang%", &lang),
            ("%baca.dir%", &dir),
        ];
        let mut page = String::new();
        let mut rest = self.0.as_str();
        while let Some(at) = rest.find("%baca.") {
            let (before, from) = rest.split_at(at);
            page.push_str(before);
            let found = values.iter().find(|(name, _)| from.starts_with(name));
            let (name, value) = found.copied().unwrap_or(("%", "%"));
            page.push_str(value);
            rest = from.get(name.len()..).unwrap_or_default();
        }
        page + rest
    }
}

/// An article in the index.
pub struct Entry {
    title: String,
    dek: String,
    published: String,
}

impl Entry {
    /// Returns the entry of an article; `name` is its title if it has no headline.
    pub fn of(article: &Article, name: &str) -> Self {
        let headline = article.headline_text();
        Self {
            title: if headline.is_empty() { name.into() } else { headline },
            dek: plain_text(&article.dek),
            published: article.published.clone().unwrap_or_default(),
        }
    }
}

/// Returns the index of pages, each with its path below the folder of the index, in their order.
pub fn index(entries: &[(&Path, &Entry)], title: &str, template: Option<&Template>) -> String {
    let mut list = String::from("<ol class=\"baca-index\">\n");
    for (path, Entry { title, dek, published }) in entries {
        let parts: Vec<String> = path.iter().map(|part| encode(&part.to_string_lossy())).collect();
        let _ = write!(list, "<li><a href=\"{}\">{}</a>", parts.join("/"), escape(title));
        if let Some(day) = published.get(..10) {
            let _ =
                write!(list, " <time datetime=\"{}\">{}</time>", escape(published), escape(day));
        }
        if !dek.is_empty() {
            let _ = write!(list, "<p>{}</p>", escape(dek));
        }
        list.push_str("</li>\n");
    }
    list.push_str("</ol>\n");
    let head = format!("<title>{}</title>", escape(title));
    let own = "<!doctype html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n\
               <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n%baca.head%\n</head>\n\
               <body>\n%baca.article%</body>\n</html>\n";
    let parts = Parts { head: &head, article: &list, title, lang: "", dir: "auto" };
    match template {
        Some(template) => template.fill(&parts),
        None => Template(own.into()).fill(&parts),
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

/// Encodes a part of a path for a URL.
fn encode(part: &str) -> String {
    let mut out = String::new();
    for byte in part.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts<'a>(article: &'a str, title: &'a str) -> Parts<'a> {
        Parts { head: "<x>", article, title, lang: "id", dir: "ltr" }
    }

    #[test]
    fn placeholders_are_replaced_once_and_texts_are_escaped() {
        let template = "<html lang=%baca.lang%><title>%baca.title%</title>%baca.head%|%baca.article%|%baca.other%|100%";
        let template = Template::new(template.into()).unwrap_or_else(|_| Template(String::new()));
        let page = template.fill(&parts("<p>%baca.title%</p>", "A < B"));
        let wanted =
            "<html lang=id><title>A &lt; B</title><x>|<p>%baca.title%</p>|%baca.other%|100%";
        assert_eq!(page, wanted);
        assert!(Template::new("<main></main>".into()).is_err());
    }

    #[test]
    fn an_index_links_pages_by_encoded_paths() {
        let entry = Entry {
            title: "A & B".into(),
            dek: "C".into(),
            published: "2026-03-01T00:00:00Z".into(),
        };
        let page = index(&[(Path::new("2026/a b.html"), &entry)], "News", None);
        assert!(page.contains("<li><a href=\"2026/a%20b.html\">A &amp; B</a>"), "{page}");
        assert!(
            page.contains("<time datetime=\"2026-03-01T00:00:00Z\">2026-03-01</time><p>C</p>"),
            "{page}"
        );
        assert!(page.contains("<title>News</title>"), "{page}");
    }
}
