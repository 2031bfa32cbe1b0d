//! Makes the site of the documentation in `dist/docs`: the pages of `docs` as HTML, an index for the search, and
//! the playground with the release in `dist/baca`. It is a folder of files for any static server.

use crate::bundle::RELEASE;
use crate::files::{copy, read_text, write};
use crate::package::empty;
use crate::tools::{root, Outcome};
use pulldown_cmark::{html, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use serde_json::{json, Value};
use std::collections::BTreeSet;

/// The pages in their order: the headings of the navigation, each with the names of its pages in `docs`.
const GROUPS: [(&str, &[&str]); 5] = [
    ("Begin", &["start", "frameworks", "hosting", "troubleshooting"]),
    ("Articles", &["wordpress", "recipes", "formats", "server-rendering", "edge", "speed"]),
    ("The element", &["element", "events", "styling"]),
    (
        "The site",
        &["configuration", "newsroom", "languages", "comments", "notifications", "privacy"],
    ),
    ("Moving", &["migration"]),
];
/// Heading of the pages that are in none of the groups.
const OTHERS: &str = "More";
/// The page that is also `index.html`.
const FIRST: &str = "start";

/// A page that has been converted.
struct DocPage {
    name: String,
    title: String,
    html: String,
    /// Ids of its headings.
    ids: BTreeSet<String>,
    /// Links to other pages and files of the site, with their fragments.
    links: Vec<String>,
    /// Sections for the search.
    sections: Vec<Value>,
    /// Files outside of `docs` that it links, relative to the root.
    files: BTreeSet<String>,
}

/// Makes the site. Fails if a link leads nowhere.
pub fn make() -> Outcome {
    let pages = pages()?;
    check_links(&pages)?;
    let folder = empty(&root().join("dist/docs"))?;
    let groups = groups()?;
    let mut sections = Vec::new();
    for page in &pages {
        let text = document(page, &pages, &groups);
        write(&folder.join(format!("{}.html", page.name)), text.as_bytes())?;
        if page.name == FIRST {
            write(&folder.join("index.html"), text.as_bytes())?;
        }
        sections.extend(page.sections.iter().cloned());
        for file in &page.files {
            let to = folder.join("files").join(file);
            let parent = to.parent().unwrap_or(&folder);
            std::fs::create_dir_all(parent)
                .map_err(|error| format!("{}: {error}", parent.display()))?;
            copy(&root().join(file), &to)?;
        }
    }
    write(&folder.join("search.json"), Value::from(sections).to_string().as_bytes())?;
    for name in ["site.css", "search.js"] {
        copy(&root().join("docs/site").join(name), &folder.join(name))?;
    }
    copy(&root().join("docs/images"), &folder.join("images"))?;
    copy(&root().join("static/playground"), &folder.join("playground"))?;
    let release = root().join("dist/baca");
    if release.join("baca.js").is_file() {
        copy(&release, &folder.join("baca"))?;
    } else {
        println!("xtask: dist/baca is missing, so the playground does not work: run `cargo xtask dist` first");
    }
    println!("xtask: dist/docs ({} pages)", pages.len());
    Ok(())
}

/// Converts all pages.
fn pages() -> Outcome<Vec<DocPage>> {
    let names = groups()?.into_iter().flat_map(|(_, names)| names);
    names
        .map(|name| Ok(convert(&name, &read_text(&root().join(format!("docs/{name}.md")))?)))
        .collect()
}

/// Returns the groups, and a last one with the pages that are in none.
fn groups() -> Outcome<Vec<(&'static str, Vec<String>)>> {
    let known = |name: &String| GROUPS.iter().any(|(_, names)| names.contains(&name.as_str()));
    let owned = |names: &[&str]| -> Vec<String> { names.iter().map(ToString::to_string).collect() };
    let mut all: Vec<_> = GROUPS.iter().map(|(heading, names)| (*heading, owned(names))).collect();
    let files = crate::package::files(&root().join("docs"))?;
    let pages = files.iter().filter(|file| file.extension().is_some_and(|end| end == "md"));
    let names = pages.filter_map(|file| Some(file.file_stem()?.to_string_lossy().into_owned()));
    all.push((OTHERS, names.filter(|name| !known(name)).collect()));
    Ok(all.into_iter().filter(|(_, names)| !names.is_empty()).collect())
}

/// Converts a page from Markdown.
fn convert(name: &str, text: &str) -> DocPage {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
    let mut page = DocPage {
        name: name.into(),
        title: String::new(),
        html: String::new(),
        ids: BTreeSet::new(),
        links: Vec::new(),
        sections: Vec::new(),
        files: BTreeSet::new(),
    };
    let mut events: Vec<Event> = Parser::new_ext(text, options).collect();
    let mut section = (String::new(), String::new(), String::new());
    let mut at = 0;
    while let Some(event) = events.get(at).cloned() {
        match event {
            Event::Start(Tag::Heading { level, classes, attrs, .. }) => {
                let rest = events.get(at + 1..).unwrap_or_default();
                let heading: String = rest
                    .iter()
                    .take_while(|event| !matches!(event, Event::End(TagEnd::Heading(_))))
                    .filter_map(text_of)
                    .collect();
                let id = page.new_id(&heading);
                if level == HeadingLevel::H1 {
                    page.title.clone_from(&heading);
                }
                page.end_section(std::mem::replace(
                    &mut section,
                    (heading, id.clone(), String::new()),
                ));
                if let Some(event) = events.get_mut(at) {
                    *event =
                        Event::Start(Tag::Heading { level, id: Some(id.into()), classes, attrs });
                }
            }
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let dest_url = CowStr::from(page.link(&dest_url));
                if let Some(event) = events.get_mut(at) {
                    *event = Event::Start(Tag::Link { link_type, dest_url, title, id });
                }
            }
            // Comments mark generated text.
            Event::Html(_) | Event::InlineHtml(_) => {
                events.remove(at);
                continue;
            }
            // The text of the heading is not part of the section's text.
            Event::End(TagEnd::Heading(_)) => section.2.clear(),
            other => {
                if let Some(text) = text_of(&other) {
                    section.2.push_str(text);
                }
                if matches!(other, Event::End(_) | Event::SoftBreak) {
                    section.2.push(' ');
                }
            }
        }
        at += 1;
    }
    page.end_section(section);
    html::push_html(&mut page.html, events.into_iter());
    page.html = page
        .html
        .replace("<table>", "<div class=\"scroll\" tabindex=\"0\"><table>")
        .replace("</table>", "</table></div>")
        .replace("<pre>", "<pre tabindex=\"0\">");
    page
}

fn text_of<'a>(event: &'a Event) -> Option<&'a str> {
    match event {
        Event::Text(text) | Event::Code(text) => Some(text),
        _ => None,
    }
}

impl DocPage {
    /// Returns an id for a heading as GitHub makes it, and stores it.
    fn new_id(&mut self, heading: &str) -> String {
        let lower = heading.to_lowercase();
        let kept = lower.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
        let base: String = kept.map(|c| if c == ' ' { '-' } else { c }).collect();
        let mut id = base.clone();
        for number in 1.. {
            if self.ids.insert(id.clone()) {
                break;
            }
            id = format!("{base}-{number}");
        }
        id
    }

    /// Adds a section to the index of the search.
    fn end_section(&mut self, (heading, id, text): (String, String, String)) {
        if heading.is_empty() {
            return;
        }
        let text: Vec<&str> = text.split_whitespace().collect();
        self.sections.push(json!({
            "page": format!("{}.html", self.name),
            "title": self.title,
            "heading": heading,
            "id": id,
            "text": text.join(" "),
        }));
    }

    /// Converts a link of the Markdown to one of the site.
    fn link(&mut self, target: &str) -> String {
        if target.contains("://") || target.starts_with("mailto:") {
            return target.into();
        }
        if let Some(file) = target.strip_prefix("../") {
            let path = file.split('#').next().unwrap_or(file).trim_end_matches('/');
            self.files.insert(path.into());
            return format!("files/{path}");
        }
        let (path, fragment) = target.split_once('#').unwrap_or((target, ""));
        let path = path
            .strip_suffix(".md")
            .map_or_else(|| path.to_string(), |name| format!("{name}.html"));
        let link = if fragment.is_empty() { path } else { format!("{path}#{fragment}") };
        self.links.push(link.clone());
        link
    }
}

/// Fails if a link leads to a page, heading or file that does not exist.
fn check_links(pages: &[DocPage]) -> Outcome {
    for page in pages {
        for link in &page.links {
            let (path, id) = link.split_once('#').unwrap_or((link, ""));
            let target = match path.strip_suffix(".html") {
                None if path.is_empty() => Some(page),
                name => pages.iter().find(|page| Some(page.name.as_str()) == name),
            };
            let is_there = match target {
                Some(target) => id.is_empty() || target.ids.contains(id),
                None => {
                    root().join("docs").join(path).is_file()
                        || root().join("static").join(path).is_file()
                }
            };
            if !is_there {
                return Err(format!("docs/{}.md: the link {link} leads nowhere", page.name));
            }
        }
        if let Some(file) = page.files.iter().find(|file| !root().join(file).exists()) {
            return Err(format!("docs/{}.md: {file} does not exist", page.name));
        }
    }
    Ok(())
}

/// Returns the whole HTML document of a page.
fn document(page: &DocPage, pages: &[DocPage], groups: &[(&str, Vec<String>)]) -> String {
    let title_of = |name: &str| {
        pages.iter().find(|page| page.name == name).map_or("", |page| page.title.as_str())
    };
    let mut navigation = String::new();
    for (heading, names) in groups {
        navigation += &format!("<h2>{}</h2>\n<ul class=\"pages\">\n", escape(heading));
        for name in names {
            let current = if *name == page.name { " aria-current=\"page\"" } else { "" };
            navigation += &format!(
                "<li><a href=\"{name}.html\"{current}>{}</a></li>\n",
                escape(title_of(name))
            );
        }
        navigation += "</ul>\n";
    }
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title} – Baca</title>\n<link rel=\"icon\" href=\"playground/icon.svg\" type=\"image/svg+xml\">\n\
         <link rel=\"stylesheet\" href=\"site.css\">\n<script type=\"module\" src=\"search.js\"></script>\n</head>\n\
         <body>\n<nav aria-label=\"Pages\">\n<a class=\"skip\" href=\"#text\">To the text</a>\n\
         <a class=\"brand\" href=\"index.html\">Baca {RELEASE}</a>\n\
         <a href=\"playground/index.html\">Playground</a>\n\
         <input type=\"search\" placeholder=\"Search\" aria-label=\"Search\" aria-controls=\"found\">\n\
         <ul id=\"found\" aria-live=\"polite\"></ul>\n{navigation}</nav>\n\
         <main id=\"text\">\n{html}</main>\n</body>\n</html>\n",
        title = escape(&page.title),
        html = page.html,
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_link_leads_somewhere() {
        let pages = pages();
        assert_eq!(pages.and_then(|pages| check_links(&pages)), Ok(()));
    }

    #[test]
    fn headings_have_ids_as_on_github_and_links_become_those_of_the_site() {
        let page = convert("start", "# A `b`, c\n\nText [d](events.md#baca-load) and [e](../LICENSE-MIT).\n\n## A\n\n## A\n");
        assert_eq!(page.title, "A b, c");
        assert_eq!(page.ids.iter().map(String::as_str).collect::<Vec<_>>(), ["a", "a-1", "a-b-c"]);
        assert!(page.html.contains("<h1 id=\"a-b-c\">"), "{}", page.html);
        assert!(page.html.contains("href=\"events.html#baca-load\""), "{}", page.html);
        assert!(page.html.contains("href=\"files/LICENSE-MIT\""), "{}", page.html);
        assert_eq!(page.sections.len(), 3);
        assert!(page.sections[0]["text"]
            .as_str()
            .is_some_and(|text| text.starts_with("Text d and e")));
    }

    #[test]
    fn a_link_that_leads_nowhere_is_an_error() {
        for (text, is_right) in
            [("[a](#b)\n\n## B", true), ("[a](#c)", false), ("[a](none.md)", false)]
        {
            assert_eq!(check_links(&[convert("start", text)]).is_ok(), is_right, "{text}");
        }
    }
}
