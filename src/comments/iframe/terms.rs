//! The terms by which giscus and utterances find the discussion of an article, made as their own clients make
//! them, so that existing discussions are found:
//! <https://github.com/giscus/giscus/blob/main/client.ts>,
//! <https://github.com/utterance/utterances/blob/master/src/client.ts>.
//!
//! The clients read the page. Baca reads the article, which may be shown on another page or beside other articles,
//! and reads the page only where it is the article's own: two articles on one page have one `document.title`.

use crate::panels::article_info::ArticleInfo;
use crate::web::dom;
use baca_sys::js;

/// Returns the term of a path: without its first slash and its extension, `index` for the root. The extension is
/// a dot and the letters, digits and underscores after it, up to the end (`/\.\w+$/`).
pub fn of_path(path: &str) -> &str {
    if path.len() < 2 {
        return "index";
    }
    let path = path.strip_prefix('/').unwrap_or(path);
    let rest = path.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || c == '_');
    rest.strip_suffix('.').filter(|_| rest.len() < path.len()).unwrap_or(path)
}

/// Returns the term of a URL: without its fragment. The query is a part of it.
pub fn of_url(url: &str) -> &str {
    url.split('#').next().unwrap_or_default()
}

/// The titles of an article.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Titles {
    /// Term of the mapping `title`.
    pub title: String,
    /// Term of the mapping `og:title`.
    pub og_title: String,
}

/// Returns the titles of an article: those of the page if it is the article's own, else the headline.
/// `meta` is the selector by which the provider's client finds the Open Graph title.
pub fn titles(article: &ArticleInfo, meta: &str) -> Titles {
    let headline = collapse(&article.title);
    let page = dom::document().filter(|document| {
        let canonical = document.query_selector("link[rel='canonical']").ok().flatten();
        let canonical = canonical.and_then(|link| js::get_text(&link, "href")).unwrap_or_default();
        is_page_of(&article.url, &super::page_url(), &canonical)
    });
    let page_title = page.as_ref().map(|document| document.title()).unwrap_or_default();
    let meta = page.and_then(|document| document.query_selector(meta).ok().flatten());
    let og_title = meta.and_then(|meta| meta.get_attribute("content")).unwrap_or_default();
    let or_headline = |text: String| if text.is_empty() { headline.clone() } else { text };
    Titles { title: or_headline(page_title), og_title: or_headline(og_title) }
}

/// Returns whether a page with this URL and this canonical URL is the article's own.
fn is_page_of(article: &str, page: &str, canonical: &str) -> bool {
    let (article, page) = (of_url(article), of_url(page));
    let path = page.split('?').next().unwrap_or_default();
    [page, path, canonical].contains(&article)
}

/// Collapses white space, as `document.title` does.
fn collapse(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_becomes_the_term_of_the_clients() {
        for (path, term) in [
            ("/", "index"),
            ("", "index"),
            ("/a/b.html", "a/b"),
            ("/a/b.php5", "a/b"),
            ("/a/b/", "a/b/"),
            ("/a/b.html/", "a/b.html/"),
            ("/a.b/c", "a.b/c"),
            ("/x", "x"),
            ("/rilis-1.2-beta", "rilis-1.2-beta"),
            ("/berita/harga-2.500-naik", "berita/harga-2.500-naik"),
            ("/berita/harga-2.500", "berita/harga-2"),
            ("/berita/a.b.html", "berita/a.b"),
            ("/berita/selesai.", "berita/selesai."),
            ("/berita/a.", "berita/a."),
            ("/caf%C3%A9.html", "caf%C3%A9"),
            ("/a.caf%C3%A9", "a.caf%C3%A9"),
            ("/a.b_c", "a"),
            ("/a.b-c", "a.b-c"),
        ] {
            assert_eq!(of_path(path), term, "{path}");
        }
    }

    #[test]
    fn a_page_is_the_articles_own_by_its_address_or_its_canonical_one() {
        let article = "https://warta.example/a?p=1";
        for (page, canonical, own) in [
            ("https://warta.example/a?p=1#x", "", true),
            ("https://warta.example/a?p=2", "", false),
            ("https://warta.example/a", "", false),
            ("https://warta.example/b", article, true),
            ("https://warta.example/b", "https://warta.example/a", false),
        ] {
            assert_eq!(is_page_of(article, page, canonical), own, "{page} {canonical}");
        }
        assert!(is_page_of("https://warta.example/a", "https://warta.example/a?utm_source=x", ""));
        assert_eq!(collapse("  Dua\n kata "), "Dua kata");
    }
}
