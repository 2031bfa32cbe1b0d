//! The parts of a page that concern Baca.

use baca_sys::html::{parse, Element, Node};

/// A page.
#[derive(Default)]
pub struct Page {
    /// All `<baca-reader>` elements.
    pub readers: Vec<Element>,
    /// All scripts with `src`.
    pub scripts: Vec<Element>,
    /// All `<meta>` elements.
    pub metas: Vec<Element>,
    /// `href` of `<base>`.
    pub base: Option<String>,
    /// `lang` of `<html>`.
    pub lang: Option<String>,
    /// Number of `<h1>` outside of the elements.
    pub headings: usize,
    /// Whether an article is rendered into the page, with its own inline style.
    pub is_server_rendered: bool,
    /// Nonce of the style of a server-rendered article.
    pub nonce: Option<String>,
}

impl Page {
    /// Reads the text of a page.
    pub fn read(html: &str) -> Self {
        let mut page = Self { lang: lang_of(html), ..Self::default() };
        page.add(&parse(html), false);
        // The parser leaves out templates.
        if let Some((_, rest)) = html.split_once("<template shadowrootmode") {
            page.is_server_rendered = true;
            let style = rest
                .split_once("<style")
                .and_then(|(_, rest)| rest.split_once('>'))
                .map(|(tag, _)| tag);
            let nonce = style
                .and_then(|tag| tag.split_once("nonce=\""))
                .and_then(|(_, rest)| rest.split_once('"'));
            page.nonce = nonce.map(|(value, _)| value.into());
        }
        page
    }

    /// Adds the elements of nodes. No recursion: pages may be nested deeply, but not deeper than the parser allows.
    fn add(&mut self, nodes: &[Node], inside: bool) {
        for element in nodes.iter().filter_map(Node::element) {
            let is_reader = element.name == "baca-reader";
            match element.name.as_str() {
                "script" if element.filled("src").is_some() => self.scripts.push(element.clone()),
                "meta" => self.metas.push(element.clone()),
                "base" => {
                    self.base = self.base.take().or_else(|| element.filled("href").map(Into::into))
                }
                "h1" if !inside => self.headings += 1,
                "baca-reader" => self.readers.push(element.clone()),
                _ => {}
            }
            self.add(&element.children, inside || is_reader);
        }
    }

    /// Returns the policies in `<meta http-equiv>`.
    pub fn policies(&self) -> impl Iterator<Item = &str> {
        let is_policy = |meta: &&Element| {
            let name = meta.attribute("http-equiv").unwrap_or_default();
            name.eq_ignore_ascii_case("content-security-policy")
        };
        self.metas.iter().filter(is_policy).filter_map(|meta| meta.filled("content"))
    }

    /// Returns the content of a `<meta>` with this `property` or `name`.
    pub fn meta(&self, name: &str) -> Option<&str> {
        let is_it = |meta: &&Element| {
            [meta.attribute("property"), meta.attribute("name")].contains(&Some(name))
        };
        self.metas.iter().find(is_it).and_then(|meta| meta.filled("content"))
    }

    /// Returns the scripts whose file has one of these names.
    pub fn scripts_named<'a>(&'a self, names: &'a [&str]) -> impl Iterator<Item = &'a Element> {
        self.scripts.iter().filter(move |script| names.contains(&file_of(script)))
    }
}

/// Returns the name of a script's file, without folders and query.
pub fn file_of(script: &Element) -> &str {
    let src = script.filled("src").unwrap_or_default();
    let path = src.split(['?', '#']).next().unwrap_or_default();
    path.rsplit('/').next().unwrap_or_default()
}

/// Returns `lang` of `<html>`. The parser drops that tag, since it parses a fragment of a body.
fn lang_of(html: &str) -> Option<String> {
    let at = html.to_ascii_lowercase().find("<html")?;
    let tag = html.get(at + 5..)?.split('>').next()?;
    let nodes = parse(&format!("<div{tag}></div>"));
    let element = nodes.first()?.element()?;
    element.filled("lang").map(Into::into)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_and_the_element_are_found_in_a_whole_page() {
        let html = "<!doctype html><HTML class=a lang='id'><head><base href='/b/'><meta property='og:image' content='x'>\
                    <script type=module src='/baca/baca.js?v=1'></script></head><body><h1>A</h1>\
                    <div><baca-reader src=/a.json><h1>B</h1></baca-reader></div></body></html>";
        let page = Page::read(html);
        assert_eq!((page.lang.as_deref(), page.base.as_deref()), (Some("id"), Some("/b/")));
        assert_eq!((page.readers.len(), page.headings), (1, 1));
        assert_eq!(page.meta("og:image"), Some("x"));
        assert_eq!(page.scripts_named(&["baca.js"]).count(), 1);
    }
}
