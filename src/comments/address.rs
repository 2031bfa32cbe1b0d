//! Which comment the page's address names.

/// How an address names a comment of a provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Naming {
    /// In no way.
    None,
    /// By a fragment that begins so.
    Fragment(&'static str),
    /// By a fragment that begins so and ends in a number.
    Number(&'static str),
    /// By a parameter of the query.
    Query(&'static str),
}

/// The parts of an address that can name a comment.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Address {
    /// Without its `#`.
    pub fragment: String,
    /// Names and values of the query.
    pub query: Vec<(String, String)>,
}

impl Address {
    /// What follows `prefix` in the fragment: an identifier of letters, digits and dashes.
    pub fn after(&self, prefix: &str) -> Option<String> {
        let id = self.fragment.strip_prefix(prefix)?;
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | ':');
        (!id.is_empty() && id.chars().all(plain)).then(|| id.into())
    }

    /// The comment that is named in this way.
    pub fn comment(&self, naming: Naming) -> Option<String> {
        let number = |id: &String| id.bytes().all(|b| b.is_ascii_digit());
        match naming {
            Naming::None => None,
            Naming::Fragment(prefix) => self.after(prefix),
            Naming::Number(prefix) => self.after(prefix).filter(number),
            Naming::Query(name) => self.value(name).map(Into::into),
        }
    }

    /// A member of the query.
    pub fn value(&self, name: &str) -> Option<&str> {
        let found = self.query.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }
}

/// The page's address now.
pub fn here() -> Address {
    let location = crate::dom::window().map(|window| window.location());
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
    Address { fragment: fragment.trim_start_matches('#').into(), query: query.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_identifier_is_taken_from_a_fragment() {
        let at = |fragment: &str| Address { fragment: fragment.into(), ..Address::default() };
        assert_eq!(at("comment-12").after("comment-").as_deref(), Some("12"));
        for none in ["comment-", "comments", "comment-<img>", "isso-1", ""] {
            assert_eq!(at(none).after("comment-"), None, "{none}");
        }
    }

    #[test]
    fn a_comment_is_named_in_the_way_of_its_provider() {
        let address = Address {
            fragment: "comment-a7".into(),
            query: vec![("commentID".into(), "8".into()), ("giscus".into(), String::new())],
        };
        let named = |naming| address.comment(naming);
        assert_eq!(named(Naming::Fragment("comment-")).as_deref(), Some("a7"));
        assert_eq!(named(Naming::Query("commentID")).as_deref(), Some("8"));
        for none in [Naming::Number("comment-"), Naming::Query("giscus"), Naming::None] {
            assert_eq!(named(none), None, "{none:?}");
        }
    }
}
