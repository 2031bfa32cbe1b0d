//! Links to single comments: the comment that the page's URL names.

/// How the page's URL names a comment of a provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PermalinkScheme {
    /// Not at all.
    None,
    /// With a fragment that starts with this prefix.
    Fragment(&'static str),
    /// With a fragment that consists of this prefix and a number.
    Number(&'static str),
    /// With this parameter of the query.
    Query(&'static str),
}

/// The parts of the page's URL that can name a comment.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PageUrl {
    /// The fragment without its `#`.
    pub fragment: String,
    /// Names and values of the query.
    pub query: Vec<(String, String)>,
}

impl PageUrl {
    /// Returns the rest of the fragment after `prefix`, if it is an id: letters, digits and `-_.:`.
    pub fn after(&self, prefix: &str) -> Option<String> {
        let id = self.fragment.strip_prefix(prefix)?;
        let is_id = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | ':');
        (!id.is_empty() && id.chars().all(is_id)).then(|| id.into())
    }

    /// Returns the id of the comment that the URL names by this scheme.
    pub fn comment(&self, scheme: PermalinkScheme) -> Option<String> {
        let number = |id: &String| id.bytes().all(|b| b.is_ascii_digit());
        match scheme {
            PermalinkScheme::None => None,
            PermalinkScheme::Fragment(prefix) => self.after(prefix),
            PermalinkScheme::Number(prefix) => self.after(prefix).filter(number),
            PermalinkScheme::Query(name) => self.value(name).map(Into::into),
        }
    }

    /// Returns the value of the query parameter `name`, if it is not empty.
    pub fn value(&self, name: &str) -> Option<&str> {
        let found = self.query.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }
}

/// Parses the page's current URL.
pub fn current_url() -> PageUrl {
    let location = crate::web::dom::window().map(|window| window.location());
    let text =
        |part: Option<Result<String, _>>| part.and_then(Result::<_, wasm_bindgen::JsValue>::ok);
    let fragment = text(location.as_ref().map(|l| l.hash())).unwrap_or_default();
    let search = text(location.as_ref().map(|l| l.search())).unwrap_or_default();
    let decode = |text: &str| {
        js_sys::decode_uri_component(&text.replace('+', " "))
            .map_or_else(|_| text.into(), String::from)
    };
    let query = search.trim_start_matches('?').split('&').filter_map(|pair| {
        let (name, value) = pair.split_once('=')?;
        Some((decode(name), decode(value)))
    });
    PageUrl { fragment: fragment.trim_start_matches('#').into(), query: query.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_identifier_is_taken_from_a_fragment() {
        let at = |fragment: &str| PageUrl { fragment: fragment.into(), ..PageUrl::default() };
        assert_eq!(at("comment-12").after("comment-").as_deref(), Some("12"));
        for none in ["comment-", "comments", "comment-<img>", "isso-1", ""] {
            assert_eq!(at(none).after("comment-"), None, "{none}");
        }
    }

    #[test]
    fn a_comment_is_named_in_the_way_of_its_provider() {
        let url = PageUrl {
            fragment: "comment-a7".into(),
            query: vec![("commentID".into(), "8".into()), ("giscus".into(), String::new())],
        };
        let named = |scheme| url.comment(scheme);
        assert_eq!(named(PermalinkScheme::Fragment("comment-")).as_deref(), Some("a7"));
        assert_eq!(named(PermalinkScheme::Query("commentID")).as_deref(), Some("8"));
        for none in [
            PermalinkScheme::Number("comment-"),
            PermalinkScheme::Query("giscus"),
            PermalinkScheme::None,
        ] {
            assert_eq!(named(none), None, "{none:?}");
        }
    }
}
