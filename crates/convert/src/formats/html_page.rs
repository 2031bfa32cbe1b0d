//! Reads a whole HTML page where JSON was expected: its article, completed from JSON-LD, `<meta>` and
//! the root element.

use super::common::{
    collect_image_stems, comparable_text, repeats_body, same_image_stem, strip_byline_prefixes,
};
use super::html_article::{find_element, longest, main_article, read_element, visit_elements};
use super::json_ld::json_ld_article;
use crate::html;
use baca_model::{plain_text, stats, Article, Byline, Dir, Kind, Person, Span};
use baca_sys::html::{Element, Node};
use baca_sys::url::Purpose;
use baca_wire::decoder::{dates, Decoder, UrlBase};
use std::mem::take;

/// Reads a page; returns `None` if it has neither an article element nor JSON-LD with one. A page with
/// text alone (a login form) is no article.
pub fn read(text: &str, nodes: &[Node], decoder: &mut Decoder) -> Option<Article> {
    apply_base_element(nodes, decoder);
    let data = json_ld_article(nodes, decoder);
    let main = main_article(nodes).or_else(|| {
        // A page can declare that it is an article.
        let is_declared = meta(nodes, ["og:type", "og:type"]).is_some_and(|kind| kind == "article");
        (is_declared || data.is_some()).then_some(())?;
        longest(nodes, &|e| e.name == "main" || e.attribute("role") == Some("main"))
    });
    // Several articles without a main one are parts of one article.
    let parts = main.is_none() && find_element(nodes, &|e| e.name == "article").is_some();
    let markup = (main.is_some() || parts).then(|| read_element(main, nodes, decoder)).flatten();
    let markup = markup.map(|mut article| {
        let has_title = main.is_some_and(|e| find_element(&e.children, &is_title).is_some());
        if main.is_some() && !has_title {
            let declared = data.as_ref().map(Article::headline_text).unwrap_or_default();
            set_headline(&mut article, nodes, &declared, decoder);
        }
        article
    });
    let mut article = match (markup, data) {
        (Some(markup), Some(data)) => merge(markup, data),
        (markup, data) => markup.or(data.filter(|data| !data.body.is_empty()))?,
    };
    complete_from_meta(&mut article, text, nodes, decoder);
    Some(article)
}

/// Completes the article from the markup with the fields that only the data has.
fn merge(mut article: Article, mut data: Article) -> Article {
    let length = |article: &Article| article.body.iter().map(stats::chars).sum::<usize>();
    // The page can show less than its data has.
    if 2 * length(&article) < length(&data) {
        article.body = take(&mut data.body);
    }
    let (mut shown, mut of_lead) = (Vec::new(), Vec::new());
    collect_image_stems(&article.body, &mut shown);
    collect_image_stems(data.lead.as_slice(), &mut of_lead);
    let is_shown = |stem: &String| shown.iter().any(|other| same_image_stem(other, stem));
    if !of_lead.iter().any(is_shown) {
        fill_missing(&mut article.lead, data.lead);
    }
    fill_missing(&mut article.id, data.id);
    fill_missing(&mut article.url, data.url);
    fill_missing(&mut article.lang, data.lang);
    fill_missing(&mut article.kicker, data.kicker);
    fill_missing(&mut article.dateline, data.dateline);
    fill_missing(&mut article.publisher, data.publisher);
    fill_missing(&mut article.copyright, data.copyright);
    fill_missing(&mut article.rating, data.rating);
    fill_missing(&mut article.comments, data.comments);
    // The dates of the data are more exact.
    fill_missing(&mut data.published, article.published.take());
    fill_missing(&mut data.modified, article.modified.take());
    (article.published, article.modified) = (data.published, data.modified);
    if article.headline.is_empty() {
        article.headline = data.headline;
    }
    if article.dek.is_empty() {
        article.dek = data.dek;
    }
    if repeats_body(&article.dek, &article.body) {
        article.dek.clear();
    }
    if article.byline.is_empty() {
        article.byline = data.byline;
    }
    if article.tags.is_empty() {
        article.tags = data.tags;
    }
    article.corrections = data.corrections;
    article
}

fn is_author(name: &str) -> bool {
    name.eq_ignore_ascii_case("author")
}

fn is_title(e: &Element) -> bool {
    e.name == "h1"
}

/// Sets the headline of an article without an `<h1>`: `declared` by the data, by `og:title`, or the
/// page's first `<h1>`. A different heading at the start of the text becomes a heading of the body.
fn set_headline(article: &mut Article, nodes: &[Node], declared: &str, decoder: &mut Decoder) {
    let site = meta(nodes, ["og:site_name", "og:site_name"]).unwrap_or_default();
    let declared = match declared {
        "" => meta(nodes, ["og:title", "twitter:title"]).unwrap_or_default(),
        declared => declared.into(),
    };
    let declared = without_site(&declared, &site);
    let shown = find_element(nodes, &is_title)
        .map(|e| html::spans(&e.children, decoder))
        .unwrap_or_default();
    let opening = comparable_text(&plain_text(&article.headline));
    let is_declared = |text: &str| !text.is_empty() && comparable_text(declared).starts_with(text);
    if is_declared(&opening) || (declared.is_empty() && !opening.is_empty()) {
        return;
    }
    let title = match declared.is_empty() || is_declared(&comparable_text(&plain_text(&shown))) {
        true => shown,
        false => vec![Span::plain(declared)],
    };
    let heading = std::mem::replace(&mut article.headline, title);
    if !heading.is_empty() {
        article.body.insert(0, Kind::Heading { text: heading, level: 2 }.into());
    }
}

/// Returns a page's title without the site's name at its end.
fn without_site<'t>(title: &'t str, site: &str) -> &'t str {
    const SEPARATORS: [char; 8] = [' ', '-', '|', '–', '—', '·', ':', '»'];
    let title = title.trim();
    let rest = title.strip_suffix(site.trim()).unwrap_or(title);
    let cut = rest.trim_end_matches(SEPARATORS);
    let separated = !site.is_empty() && rest.len() < title.len() && cut.len() < rest.len();
    if separated && !cut.is_empty() {
        cut
    } else {
        title
    }
}

/// Sets the base of relative URLs from the page's `<base>`.
fn apply_base_element(nodes: &[Node], decoder: &mut Decoder) {
    let href = find_element(nodes, &|e| e.name == "base" && e.attribute("href").is_some());
    let href = href.and_then(|e| e.attribute("href")).unwrap_or_default().trim();
    let base = decoder.base.join(href).filter(|base| base.starts_with("http") && !href.is_empty());
    if let Some(base) = base {
        decoder.base = UrlBase::new(&base);
    }
}

fn fill_missing<T>(into: &mut Option<T>, from: Option<T>) {
    if into.is_none() {
        *into = from;
    }
}

/// Completes an article from the page's root element and `<meta>`.
fn complete_from_meta(article: &mut Article, text: &str, nodes: &[Node], decoder: &mut Decoder) {
    // The parser drops the root element: its attributes are read from the text.
    let root = text.find("<html").and_then(|at| text.get(at + 5..)?.split('>').next());
    let root = root.map(|attributes| baca_sys::html::parse(&["<p", attributes, ">"].concat()));
    if let Some(Node::Element(root)) = root.as_ref().and_then(|nodes| nodes.first()) {
        article.lang = article.lang.take().or(root.attribute("lang").map(Into::into));
        article.dir = article.dir.or(root.attribute("dir").and_then(Dir::parse));
    }
    let meta = |names| meta(nodes, names);
    let person = |name: String| Person { name, ..Person::default() };
    if let Some(url) = meta(["canonical", "og:url"]) {
        article.url = decoder.url_text(&url, Purpose::Link).or(article.url.take());
    }
    let dates = [
        (&mut article.published, ["article:published_time", "datePublished"]),
        (&mut article.modified, ["article:modified_time", "dateModified"]),
    ];
    for (date, names) in dates {
        if let (None, Some(text)) = (&date, meta(names)) {
            match dates::iso(&text) {
                Ok(iso) => *date = Some(iso),
                Err(why) => decoder.problem(&[&text, ": ", why.message()].concat()),
            }
        }
    }
    let publisher = || meta(["og:site_name", "publisher"]).map(person);
    article.publisher = article.publisher.take().or_else(publisher);
    if article.byline.is_empty() {
        let mut names = Vec::new();
        visit_elements(nodes, &mut |e| {
            let named = e.name == "meta" && e.attribute("name").is_some_and(is_author);
            let name = e.attribute("content").filter(|_| named).unwrap_or_default().trim();
            if name.contains("://") {
                decoder.problem("an address instead of a name");
            } else if !name.is_empty() && !names.iter().any(|known| known == name) {
                names.push(String::from(name));
            }
        });
        let people: Vec<Person> = names.into_iter().map(person).collect();
        if !people.is_empty() {
            article.byline = Byline::People(people);
        }
    }
    if article.headline.is_empty() {
        set_headline(article, nodes, "", decoder);
    }
    strip_byline_prefixes(article);
}

/// Returns the value of a `<meta>` or `<link>` with one of these names.
fn meta(nodes: &[Node], names: [&str; 2]) -> Option<String> {
    let named = |e: &Element| {
        let name = ["property", "name", "itemprop", "rel"].iter().find_map(|a| e.attribute(a));
        matches!(e.name.as_str(), "meta" | "link") && name.is_some_and(|n| names.contains(&n))
    };
    let e = find_element(nodes, &named)?;
    let value = e.attribute("content").or(e.attribute("href"))?.trim();
    (!value.is_empty()).then(|| value.into())
}
