//! Rule: source files in Rust are not long. Tests, and the tests at the end of a file, do not count. The limit for
//! scripts is in `eslint.config.mjs`.

use super::finding::Finding;
use super::tree::SourceTree;

const RULE: &str = "file-lengths";

/// Maximum number of lines.
const MAX_LINES: usize = 600;

/// Returns a finding for each file that is too long.
pub fn check(tree: &SourceTree) -> Vec<Finding> {
    let files = tree.files.iter().filter(|file| {
        file.extension() == "rs" && !file.path.split('/').any(|folder| folder == "tests")
    });
    let counted = files.map(|file| {
        let lines = file.text.lines().take_while(|line| *line != "#[cfg(test)]").count();
        (file, lines)
    });
    counted
        .filter(|(_, lines)| *lines > MAX_LINES)
        .map(|(file, lines)| {
            let message = format!("has {lines} lines, more than {MAX_LINES}: divide it");
            Finding::new(RULE, &file.path, 1, message)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::findings;

    #[test]
    fn long_files_are_reported_without_their_tests() {
        let code = |lines: usize| "//! A.\n".repeat(lines);
        let tested = code(600) + "#[cfg(test)]\nmod tests {}\n";
        let files = [
            ("src/a.rs", code(601)),
            ("src/b.rs", code(600)),
            ("src/c.rs", tested),
            ("tests/d.rs", code(700)),
            ("static/e.ts", code(700)),
        ];
        let files: Vec<_> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
        assert_eq!(
            findings(&files, |tree, _| super::check(tree)),
            ["src/a.rs:1: file-lengths: has 601 lines, more than 600: divide it"]
        );
    }
}
