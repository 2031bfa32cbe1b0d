//! A scanner for JavaScript and TypeScript: separates code from comments and literals, and finds
//! identifiers and imports.

use super::tree::{SourceFile, SourceTree};

/// Returns the text with spaces in place of comments and, if `strings` is set, of the contents of
/// string literals. Line numbers stay valid. Code inside template literals is treated as text.
pub fn code_only(text: &str, strings: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    // The end of the current literal or comment.
    let mut until: Option<&str> = None;
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        let blank = |c: char| if c == '\n' { '\n' } else { ' ' };
        match until {
            None => {
                until = match (c, next) {
                    ('/', Some('/')) => Some("\n"),
                    ('/', Some('*')) => Some("*/"),
                    ('"', _) => Some("\""),
                    ('\'', _) => Some("'"),
                    ('`', _) => Some("`"),
                    _ => None,
                };
                out.push(if until.is_some() && c == '/' { ' ' } else { c });
            }
            Some("*/") if c == '*' && next == Some('/') => {
                chars.next();
                out.push_str("  ");
                until = None;
            }
            Some(comment @ ("*/" | "\n")) => {
                out.push(blank(c));
                until = (comment == "*/" || c != '\n').then_some(comment);
            }
            Some(quote) => {
                let hide = |c| if strings { blank(c) } else { c };
                if c == '\\' {
                    out.push(hide(c));
                    out.extend(chars.next().map(hide));
                } else if quote.starts_with(c) || (c == '\n' && quote != "`") {
                    out.push(c);
                    until = None;
                } else {
                    out.push(hide(c));
                }
            }
        }
    }
    out
}

/// Returns the identifiers of a text, each with its line.
pub fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().flat_map(|(index, line)| {
        let words = line.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '$');
        words.filter(|word| !word.is_empty()).map(move |word| (index + 1, word))
    })
}

/// Returns the files that a file imports, each with the line of the import's path. Type-only imports
/// are omitted, since they do not exist at run time.
pub fn imports(tree: &SourceTree, file: &SourceFile) -> Vec<(usize, String)> {
    let code = code_only(&file.text, false);
    let mut found = Vec::new();
    let mut types_only = false;
    for (index, line) in code.lines().enumerate() {
        let line = line.trim_start();
        if line.starts_with("import ") || line.starts_with("export ") {
            types_only = line.starts_with("import type ") || line.starts_with("export type ");
        }
        let from = line.rsplit_once(" from ").or(line.strip_prefix("import ").map(|l| ("", l)));
        let Some(path) = from.and_then(|(_, path)| quoted(path)).filter(|_| !types_only) else {
            continue;
        };
        found.extend(locate(tree, &file.path, path).map(|to| (index + 1, to)));
    }
    found
}

/// Returns the content of the literal that a text starts with.
fn quoted(text: &str) -> Option<&str> {
    let text = text.trim();
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    text.get(1..)?.split(quote).next()
}

/// Returns the file that a relative path in `from` refers to. `./a.js` may refer to `a.ts`.
fn locate(tree: &SourceTree, from: &str, path: &str) -> Option<String> {
    if !path.starts_with('.') {
        return None;
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            ".." => {
                parts.pop();
            }
            "." => {}
            part => parts.push(part),
        }
    }
    let path = parts.join("/");
    let plain = path.strip_suffix(".js").unwrap_or(&path);
    [path.clone(), format!("{plain}.ts"), format!("{plain}/index.ts")]
        .into_iter()
        .find(|path| tree.file(path).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_strings_are_separated_from_code() {
        let text = "a /* b\nc */ d // e\n\"f\\\"g\" + 'h' `i\nj` k";
        let names = |text: &str| words(text).map(|(l, w)| format!("{l}{w}")).collect::<Vec<_>>();
        assert_eq!(names(&code_only(text, true)), ["1a", "2d", "4k"]);
        assert_eq!(
            names(&code_only(text, false)),
            ["1a", "2d", "3f", "3g", "3h", "3i", "4j", "4k"]
        );
    }

    #[test]
    fn a_quote_in_a_comment_starts_no_string() {
        assert_eq!(code_only("// it's\nfetch()", true).trim(), "fetch()");
        assert_eq!(code_only("x = \"//\"; y()", true), "x = \"  \"; y()");
    }
}
