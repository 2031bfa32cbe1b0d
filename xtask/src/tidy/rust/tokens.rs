//! Functions on lists of tokens for [`super::scan`].

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// Splits the tree of a `use` into its paths. Adds each to `out` with the name that it defines (`None`
/// for `*`) and its line.
pub fn use_tree(
    tokens: &[TokenTree],
    prefix: &[String],
    mut line: usize,
    out: &mut Vec<(Vec<String>, Option<String>, usize)>,
) {
    let mut path = prefix.to_vec();
    let mut rename = None;
    let mut i = 0;
    while let Some(token) = tokens.get(i) {
        match token {
            TokenTree::Ident(word) if word == "as" => {
                rename = tokens.get(i + 1).map(ToString::to_string);
                i += 1;
            }
            TokenTree::Ident(word) => {
                line = word.span().start().line;
                path.push(word.to_string());
            }
            TokenTree::Punct(punct) if punct.as_char() == '*' => {
                out.push((path, None, punct.span().start().line));
                return;
            }
            TokenTree::Group(group) => {
                let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                for part in inner.split(|token| is_punct(Some(token), ',')) {
                    use_tree(part, &path, line, out);
                }
                return;
            }
            _ => {}
        }
        i += 1;
    }
    if path.len() > 1 && path.last().is_some_and(|last| last == "self") {
        path.pop();
    }
    if let Some(last) = path.last().cloned() {
        out.push((path, Some(rename.unwrap_or(last)), line));
    }
}

/// Returns whether a word precedes the name of an item.
pub fn defines(word: &str) -> bool {
    matches!(word, "fn" | "struct" | "enum" | "union" | "trait" | "type" | "const" | "static")
}

/// Returns whether an attribute limits its item to tests.
pub fn is_test(attribute: &str) -> bool {
    let plain: String = attribute.chars().filter(|c| !c.is_whitespace()).collect();
    plain == "[test]" || plain.starts_with("[cfg(test") || plain.starts_with("[cfg(all(test")
}

/// Returns the value of `path = "…"`.
pub fn path_attribute(stream: TokenStream) -> Option<String> {
    let mut tokens = stream.into_iter();
    let name = tokens.next()?.to_string();
    let literal = tokens.nth(1)?.to_string();
    (name == "path").then(|| literal.trim_matches('"').to_string())
}

/// Returns the index after the item that starts at `i`: after its `;` or its braces.
pub fn item_end(tokens: &[TokenTree], i: usize) -> usize {
    let ends = |token: &TokenTree| match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        token => is_punct(Some(token), ';'),
    };
    let is_use = matches!(tokens.get(i), Some(TokenTree::Ident(word)) if word == "use");
    let rest = tokens.iter().enumerate().skip(i);
    let mut found =
        rest.filter(|(_, token)| if is_use { is_punct(Some(token), ';') } else { ends(token) });
    found.next().map_or(tokens.len(), |(index, _)| index + 1)
}

/// Returns whether the body of a macro contains a tag that starts with a lowercase letter.
pub fn has_markup(body: Option<&TokenTree>) -> bool {
    let Some(TokenTree::Group(group)) = body else { return false };
    let inner: Vec<TokenTree> = group.stream().into_iter().collect();
    inner.windows(2).any(|pair| match pair {
        [open, TokenTree::Ident(name)] => {
            is_punct(Some(open), '<') && name.to_string().starts_with(char::is_lowercase)
        }
        _ => false,
    })
}

/// Returns whether a token is the punctuation character `wanted`.
pub fn is_punct(token: Option<&TokenTree>, wanted: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == wanted)
}

/// Returns whether `::` and a name follow at `i`.
pub fn is_separator(tokens: &[TokenTree], i: usize) -> bool {
    is_punct(tokens.get(i), ':')
        && is_punct(tokens.get(i + 1), ':')
        && matches!(tokens.get(i + 2), Some(TokenTree::Ident(_)))
}

/// Returns whether a name and `::` precede `i`.
pub fn is_separator_before(tokens: &[TokenTree], i: usize) -> bool {
    i >= 3
        && is_punct(tokens.get(i - 1), ':')
        && is_punct(tokens.get(i - 2), ':')
        && matches!(tokens.get(i - 3), Some(TokenTree::Ident(_)))
}

/// Returns the name in `.name(` whose parentheses are the group at `i`.
pub fn method_before(tokens: &[TokenTree], i: usize) -> Option<String> {
    let TokenTree::Ident(name) = tokens.get(i.checked_sub(1)?)? else { return None };
    is_punct(tokens.get(i.checked_sub(2)?), '.').then(|| name.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<TokenTree> {
        text.parse::<TokenStream>().expect("tokens of Rust").into_iter().collect()
    }

    #[test]
    fn the_tree_of_a_use_is_split_into_named_paths() {
        let mut found = Vec::new();
        use_tree(&tokens("a::{self, b as c,\nd::{e, f::*}}"), &[], 1, &mut found);
        let shown: Vec<String> = found
            .iter()
            .map(|(path, name, line)| {
                format!("{line} {} {}", path.join("::"), name.as_deref().unwrap_or("*"))
            })
            .collect();
        assert_eq!(shown, ["1 a a", "1 a::b c", "2 a::d::e e", "2 a::d::f *"]);
    }

    #[test]
    fn attributes_of_tests_are_recognized() {
        for attribute in ["[test]", "[cfg(test)]", "[cfg (all(test, browser))]"] {
            assert!(is_test(attribute), "{attribute}");
        }
        for attribute in ["[cfg(browser)]", "[cfg(not(test))]", "[derive(Debug)]"] {
            assert!(!is_test(attribute), "{attribute}");
        }
    }

    #[test]
    fn an_item_ends_after_its_semicolon_or_braces() {
        assert_eq!(item_end(&tokens("use a::{b, c}; fn f() {}"), 0), 6);
        assert_eq!(item_end(&tokens("fn f() {} fn g() {}"), 0), 4);
        assert_eq!(item_end(&tokens("const A: u8 = 1; x"), 0), 7);
    }

    #[test]
    fn markup_has_tags_with_lowercase_letters() {
        assert!(has_markup(tokens("{ <p>{ a }</p> }").first()));
        assert!(!has_markup(tokens("{ <Tab name={a < b} /> }").first()));
    }
}
