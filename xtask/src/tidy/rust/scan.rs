//! Scans the tokens of one Rust file for its modules, imports, paths, names and string literals.
//!
//! Tokens are enough for the rules. Unlike a syntax tree, they include the bodies of macros.

use super::tokens::{
    defines, has_markup, is_punct, is_separator, is_separator_before, is_test, item_end,
    method_before, path_attribute, use_tree,
};
use proc_macro2::{Delimiter, LexError, TokenStream, TokenTree};
use std::collections::BTreeSet;

/// The content of a Rust file.
#[derive(Debug, Default)]
pub struct Scan {
    /// The file's own module first, then each module with braces in it.
    pub scopes: Vec<Scope>,
    pub words: Vec<Word>,
    pub literals: Vec<Literal>,
}

/// A module: the file's own, or one with braces.
#[derive(Debug, Default)]
pub struct Scope {
    /// Names of the modules with braces that contain it, and its own name if it has braces.
    pub inline: Vec<String>,
    pub imports: Vec<Import>,
    pub paths: Vec<Path>,
    pub declared: Vec<Declared>,
    /// Names of the items that the module defines.
    pub items: BTreeSet<String>,
}

/// One name that a `use` imports.
#[derive(Debug, Clone)]
pub struct Import {
    /// The names of the path, without `*`.
    pub path: Vec<String>,
    /// The name that the import defines; `None` for `*`.
    pub name: Option<String>,
    pub line: usize,
    pub public: bool,
    pub test: bool,
}

/// A path in code, such as `crate::url::parse`.
#[derive(Debug)]
pub struct Path {
    pub path: Vec<String>,
    pub line: usize,
    pub test: bool,
}

/// A declaration `mod name;`.
#[derive(Debug)]
pub struct Declared {
    pub name: String,
    /// Value of `#[path = "…"]`.
    pub file: Option<String>,
    pub test: bool,
}

/// The role of a name in the code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WordRole {
    /// After `fn`.
    Function,
    /// Before `!`. `markup` is whether the body contains a tag with a lowercase letter: in `html!`,
    /// an element and not a component.
    Macro {
        markup: bool,
    },
    /// Before `::`.
    Qualifier,
    Other,
}

/// An identifier.
#[derive(Debug)]
pub struct Word {
    pub text: String,
    pub line: usize,
    pub role: WordRole,
    pub test: bool,
}

/// A string literal without its quotes; escapes are not decoded.
#[derive(Debug)]
pub struct Literal {
    pub text: String,
    pub line: usize,
    /// The method whose first argument is this literal.
    pub method: Option<String>,
    pub test: bool,
}

/// Scans the text of a file. Fails if it cannot be split into Rust tokens.
pub fn scan(text: &str) -> Result<Scan, LexError> {
    let stream: TokenStream = text.parse()?;
    let mut out = Scan { scopes: vec![Scope::default()], ..Scan::default() };
    let tokens: Vec<TokenTree> = stream.into_iter().collect();
    Scanner { out: &mut out }.tokens(&tokens, Surroundings { scope: 0, test: false, items: true });
    Ok(out)
}

/// The surroundings of tokens.
#[derive(Clone, Copy)]
struct Surroundings {
    /// Index of the module.
    scope: usize,
    /// Whether the tokens are compiled only for tests.
    test: bool,
    /// Whether the tokens are directly in a module, where items are defined.
    items: bool,
}

/// Attributes of the next item.
#[derive(Default)]
struct ItemAttributes {
    test: bool,
    path: Option<String>,
}

struct Scanner<'a> {
    out: &'a mut Scan,
}

impl Scanner<'_> {
    /// Scans a list of tokens; handles the attributes of its items.
    fn tokens(&mut self, tokens: &[TokenTree], mut place: Surroundings) {
        let mut attributes = ItemAttributes::default();
        let mut i = 0;
        while let Some(token) = tokens.get(i) {
            if is_punct(Some(token), '#') {
                let inner = is_punct(tokens.get(i + 1), '!');
                let at = i + 1 + usize::from(inner);
                if let Some(TokenTree::Group(group)) = tokens.get(at) {
                    let text = group.to_string();
                    if inner && place.items && is_test(&text) {
                        place.test = true;
                    } else if !inner {
                        attributes.test |= is_test(&text);
                        attributes.path = path_attribute(group.stream()).or(attributes.path);
                    }
                    i = at + 1;
                    continue;
                }
            }
            if attributes.test && !place.test {
                let end = item_end(tokens, i);
                if let Some(item) = tokens.get(i..end) {
                    self.step_all(item, Surroundings { test: true, ..place }, &attributes);
                }
                i = end;
            } else {
                i = self.step(tokens, i, place, &attributes);
            }
            attributes = ItemAttributes::default();
        }
    }

    /// Scans the tokens of one item.
    fn step_all(&mut self, tokens: &[TokenTree], place: Surroundings, attributes: &ItemAttributes) {
        let mut i = 0;
        while i < tokens.len() {
            i = self.step(tokens, i, place, attributes);
        }
    }

    /// Scans the token or construct that starts at `i`; returns the index after it.
    fn step(
        &mut self,
        tokens: &[TokenTree],
        i: usize,
        place: Surroundings,
        attributes: &ItemAttributes,
    ) -> usize {
        match tokens.get(i) {
            Some(TokenTree::Ident(ident)) => {
                let word = ident.to_string();
                let line = ident.span().start().line;
                match word.as_str() {
                    "use" => return self.import(tokens, i, place, line),
                    "mod" => {
                        if let Some(end) = self.module(tokens, i, place, attributes) {
                            return end;
                        }
                    }
                    _ => {}
                }
                if place.items && defines(&word) {
                    self.define(place.scope, tokens.get(i + 1));
                }
                if word == "macro_rules" {
                    self.define(place.scope, tokens.get(i + 2));
                }
                if is_separator(tokens, i + 1) && !is_separator_before(tokens, i) {
                    return self.path(tokens, i, place);
                }
                let role = match (tokens.get(i.wrapping_sub(1)), tokens.get(i + 1)) {
                    (Some(TokenTree::Ident(before)), _) if before == "fn" => WordRole::Function,
                    (_, after) if is_punct(after, '!') && !is_punct(tokens.get(i + 2), '=') => {
                        WordRole::Macro { markup: has_markup(tokens.get(i + 2)) }
                    }
                    _ => WordRole::Other,
                };
                self.out.words.push(Word { text: word, line, role, test: place.test });
            }
            Some(TokenTree::Literal(literal)) => {
                let method = None;
                let line = literal.span().start().line;
                self.literal(&literal.to_string(), line, method, place.test);
            }
            Some(TokenTree::Group(group)) => {
                let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                let mut rest = inner.as_slice();
                let method = (group.delimiter() == Delimiter::Parenthesis)
                    .then(|| method_before(tokens, i))
                    .flatten();
                if let (Some(method), Some((TokenTree::Literal(first), others))) =
                    (method, inner.split_first())
                {
                    let line = first.span().start().line;
                    self.literal(&first.to_string(), line, Some(method), place.test);
                    rest = others;
                }
                self.tokens(rest, Surroundings { items: false, ..place });
            }
            _ => {}
        }
        i + 1
    }

    /// Adds the name of an item to a module.
    fn define(&mut self, scope: usize, name: Option<&TokenTree>) {
        if let (Some(TokenTree::Ident(name)), Some(scope)) = (name, self.out.scopes.get_mut(scope))
        {
            scope.items.insert(name.to_string());
        }
    }

    /// Adds a literal if it is a string.
    fn literal(&mut self, source: &str, line: usize, method: Option<String>, test: bool) {
        let text = source.trim_start_matches(['b', 'c', 'r']).trim_matches('#');
        if let Some(text) = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')) {
            self.out.literals.push(Literal { text: text.into(), line, method, test });
        }
    }

    /// Scans the path `a::b::c` that starts at `i`.
    fn path(&mut self, tokens: &[TokenTree], mut i: usize, place: Surroundings) -> usize {
        let mut path = Vec::new();
        let mut line = 0;
        while let Some(TokenTree::Ident(ident)) = tokens.get(i) {
            let at = ident.span().start().line;
            line = if path.is_empty() { at } else { line };
            path.push(ident.to_string());
            let more = is_separator(tokens, i + 1);
            let role = if more {
                WordRole::Qualifier
            } else if is_punct(tokens.get(i + 1), '!') {
                WordRole::Macro { markup: has_markup(tokens.get(i + 2)) }
            } else {
                WordRole::Other
            };
            let word = Word { text: ident.to_string(), line: at, role, test: place.test };
            self.out.words.push(word);
            i += 1;
            if !more {
                break;
            }
            i += 2;
        }
        if let Some(scope) = self.out.scopes.get_mut(place.scope) {
            scope.paths.push(Path { path, line, test: place.test });
        }
        i
    }

    /// Scans `mod name;` or `mod name { … }`; returns `None` if it is neither.
    fn module(
        &mut self,
        tokens: &[TokenTree],
        i: usize,
        place: Surroundings,
        attributes: &ItemAttributes,
    ) -> Option<usize> {
        let TokenTree::Ident(name) = tokens.get(i + 1)? else { return None };
        let name = name.to_string();
        let scope = self.out.scopes.get_mut(place.scope)?;
        match tokens.get(i + 2)? {
            TokenTree::Punct(punct) if punct.as_char() == ';' => {
                let file = attributes.path.clone();
                scope.declared.push(Declared { name, file, test: place.test });
            }
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                let mut inline = scope.inline.clone();
                inline.push(name);
                let index = self.out.scopes.len();
                self.out.scopes.push(Scope { inline, ..Scope::default() });
                let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                self.tokens(&inner, Surroundings { scope: index, test: place.test, items: true });
            }
            _ => return None,
        }
        Some(i + 3)
    }

    /// Scans `use …;` that starts at `i`.
    fn import(
        &mut self,
        tokens: &[TokenTree],
        i: usize,
        place: Surroundings,
        line: usize,
    ) -> usize {
        let end = (i..tokens.len()).find(|&j| is_punct(tokens.get(j), ';')).unwrap_or(tokens.len());
        let before = tokens.get(..i).unwrap_or_default();
        let public = match before {
            [.., TokenTree::Ident(word)] => word == "pub",
            [.., TokenTree::Ident(word), TokenTree::Group(_)] => word == "pub",
            _ => false,
        };
        let mut found = Vec::new();
        use_tree(tokens.get(i + 1..end).unwrap_or_default(), &[], line, &mut found);
        for (path, name, line) in found {
            for text in &path {
                let word =
                    Word { text: text.clone(), line, role: WordRole::Other, test: place.test };
                self.out.words.push(word);
            }
            if let Some(scope) = self.out.scopes.get_mut(place.scope) {
                scope.imports.push(Import { path, name, line, public, test: place.test });
            }
        }
        end + 1
    }
}
