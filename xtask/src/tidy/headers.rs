//! Rule: every source file starts with a comment that says what it contains: `//!` in Rust, any
//! comment in scripts and style sheets.

use super::finding::Finding;
use super::tree::{SourceFile, SourceTree};

const RULE: &str = "headers";

/// Prefixes of comments for tools, which do not count.
const DIRECTIVES: [&str; 5] = ["eslint", "stylelint", "@ts-", "prettier", "<reference"];

/// Returns a finding for each file that does not start with a comment.
pub fn check(tree: &SourceTree) -> Vec<Finding> {
    let failed = tree.files.iter().filter_map(|file| Some((file, problem(file)?)));
    failed.map(|(file, message)| Finding::new(RULE, &file.path, 1, message.into())).collect()
}

/// Returns what is wrong with the start of a file.
fn problem(file: &SourceFile) -> Option<&'static str> {
    let text = file.text.trim_start_matches('\u{feff}');
    match file.extension() {
        "rs" => (!text.starts_with("//!")).then_some("has no `//!` that describes the file"),
        "css" => (!has_comment(text)).then_some(NO_COMMENT),
        _ if file.is_script() => {
            // The first line of an executable script names its interpreter.
            let text = if text.starts_with("#!") { text.split_once('\n')?.1 } else { text };
            (!has_comment(text)).then_some(NO_COMMENT)
        }
        _ => None,
    }
}

/// The message for scripts and style sheets.
const NO_COMMENT: &str = "has no first comment that describes the file";

/// Returns whether a text starts with a comment that is not for a tool.
fn has_comment(text: &str) -> bool {
    text.strip_prefix("//").or(text.strip_prefix("/*")).is_some_and(|rest| {
        let line = rest.trim_start_matches(['/', '*', '!']).trim_start();
        !DIRECTIVES.iter().any(|directive| line.starts_with(directive))
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::findings;

    #[test]
    fn files_that_do_not_start_with_a_comment_are_reported() {
        let files = [
            ("src/a.rs", "/// Not of the file.\nfn a() {}"),
            ("src/b.rs", "//! B.\n"),
            ("static/a.ts", "export {};"),
            ("static/b.js", "// eslint-disable-next-line\nx();"),
            ("static/c.css", "/* C. */\na {}"),
            ("static/d.css", "a {}"),
            ("bench/e.mjs", "#!/usr/bin/env node\n/** E. */\n"),
            ("data.json", "{}"),
        ];
        let found = findings(&files, |tree, _| super::check(tree));
        let comment = "headers: has no first comment that describes the file";
        assert_eq!(
            found,
            [
                "src/a.rs:1: headers: has no `//!` that describes the file".to_string(),
                format!("static/a.ts:1: {comment}"),
                format!("static/b.js:1: {comment}"),
                format!("static/d.css:1: {comment}")
            ]
        );
    }
}
