//! Rule: replaced names are not used again. The list is `replaced-words.txt`.
//!
//! Each line is `kind in places: old, old -> new`; `in places` is optional. An old name that ends with
//! `*` is a prefix. The kinds:
//!
//! - `ident`: identifiers in code, without comments and string literals;
//! - `word`: identifiers, and words in comments and documents;
//! - `file`: names of files and folders, without the extension;
//! - `class`: classes in style sheets, and string literals that consist of the name only.

use super::finding::Finding;
use super::rust::Packages;
use super::script;
use super::tree::{is_below, SourceFile, SourceTree};

const RULE: &str = "replaced-words";
const FILE: &str = "xtask/src/tidy/replaced-words.txt";
/// This file, whose tests use old names.
const THIS: &str = "xtask/src/tidy/replaced_words.rs";

/// Files and folders that a line without `in places` applies to.
const PLACES: [&str; 18] = [
    "src",
    "crates",
    "static",
    "tests",
    "docs",
    "cli",
    "edge",
    "bench",
    "examples",
    "integrations",
    "xtask",
    "index.html",
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "RELEASING.md",
    "SECURITY.md",
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum WordKind {
    Ident,
    Word,
    File,
    Class,
}

/// An old name and the name that replaces it.
struct Replaced {
    kind: WordKind,
    places: Vec<String>,
    old: String,
    new: String,
}

impl Replaced {
    /// Returns whether the entry applies to a file or folder.
    fn is_in(&self, path: &str) -> bool {
        self.places.iter().any(|place| is_below(path, place))
    }

    /// Returns whether `name` is the old name.
    fn is(&self, name: &str) -> bool {
        match self.old.strip_suffix('*') {
            Some(start) => name.starts_with(start),
            None => name == self.old,
        }
    }

    fn finding(&self, path: &str, line: usize, name: &str) -> Finding {
        Finding::new(RULE, path, line, format!("`{name}` is now `{}`", self.new))
    }
}

/// Returns a finding for each use of an old name, and for each invalid line of the list.
pub fn check(tree: &SourceTree, packages: &Packages) -> Vec<Finding> {
    let Some(list) = tree.file(FILE) else { return Vec::new() };
    let (replaced, mut findings) = parse(&list.text);
    for path in tree.paths.iter().chain(&tree.folders) {
        let name = path.rsplit('/').next().unwrap_or(path);
        let stem = name.split('.').next().unwrap_or(name);
        let files = replaced.iter().filter(|old| old.kind == WordKind::File && old.is_in(path));
        findings.extend(files.filter(|old| old.is(stem)).map(|old| old.finding(path, 1, stem)));
    }
    for file in tree.files.iter().filter(|file| file.path != THIS) {
        let here: Vec<&Replaced> = replaced.iter().filter(|old| old.is_in(&file.path)).collect();
        if !here.is_empty() {
            findings.extend(check_file(file, packages, &here));
        }
    }
    findings
}

fn check_file(file: &SourceFile, packages: &Packages, replaced: &[&Replaced]) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut compare = |kind: WordKind, line: usize, name: &str| {
        let old = replaced.iter().filter(|old| old.kind == kind && old.is(name));
        found.extend(old.map(|old| old.finding(&file.path, line, name)));
    };
    if matches!(file.extension(), "rs" | "css" | "md" | "php" | "html" | "yml" | "yaml")
        || file.is_script()
    {
        for (line, word) in script::words(&file.text) {
            compare(WordKind::Word, line, word);
        }
    }
    if let Some(rust) = packages.files.get(&file.path) {
        for word in &rust.scan.words {
            compare(WordKind::Ident, word.line, &word.text);
        }
        for literal in &rust.scan.literals {
            compare(WordKind::Class, literal.line, &literal.text);
        }
    } else if file.is_script() {
        for (line, word) in script::words(&script::code_only(&file.text, true)) {
            compare(WordKind::Ident, line, word);
        }
        for (index, line) in script::code_only(&file.text, false).lines().enumerate() {
            let literals = line.split('"').skip(1).step_by(2);
            literals.for_each(|text| compare(WordKind::Class, index + 1, text));
        }
    } else if file.extension() == "css" {
        for (index, line) in script::code_only(&file.text, true).lines().enumerate() {
            let names = line.split('.').skip(1);
            let end = |c: char| !c.is_alphanumeric() && c != '-' && c != '_';
            names.filter_map(|name| name.split(end).next()).for_each(|name| {
                compare(WordKind::Class, index + 1, name);
            });
        }
    }
    found.sort();
    found.dedup();
    found
}

/// Parses the list; returns its entries and a finding for each invalid line.
fn parse(text: &str) -> (Vec<Replaced>, Vec<Finding>) {
    let (mut replaced, mut invalid) = (Vec::new(), Vec::new());
    for (index, line) in text.lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        match parse_line(line) {
            Some(names) => replaced.extend(names),
            None => {
                let message = "is not `kind in places: old -> new`".into();
                invalid.push(Finding::new(RULE, FILE, index + 1, message));
            }
        }
    }
    (replaced, invalid)
}

fn parse_line(line: &str) -> Option<Vec<Replaced>> {
    let (scope, names) = line.split_once(": ")?;
    let (kind, places) = scope.split_once(" in ").unwrap_or((scope, ""));
    let kind = match kind.trim() {
        "ident" => WordKind::Ident,
        "word" => WordKind::Word,
        "file" => WordKind::File,
        "class" => WordKind::Class,
        _ => return None,
    };
    let list = |text: &str| text.split(',').map(|part| part.trim().to_string()).collect::<Vec<_>>();
    let places = if places.is_empty() { PLACES.map(str::to_string).to_vec() } else { list(places) };
    let (old, new) = names.split_once(" -> ")?;
    let made = list(old).into_iter().map(|old| Replaced {
        kind,
        places: places.clone(),
        old,
        new: new.trim().to_string(),
    });
    Some(made.collect())
}

#[cfg(test)]
mod tests {
    use super::super::testing::findings;
    use super::*;

    fn found(list: &str, files: &[(&str, &str)]) -> Vec<String> {
        findings(&[files, &[(FILE, list)]].concat(), check)
    }

    #[test]
    fn old_identifiers_are_reported_only_in_code() {
        let rust = "//! A berth.\nfn berth() {\n  \"berth\";\n  a.berth();\n}";
        let script = "// berth\nberth(\"berth\");\n";
        let files =
            [("src/a.rs", rust), ("static/loader/a.ts", script), ("unlisted/src/b.rs", rust)];
        let end = "replaced-words: `berth` is now `prompt_placement`";
        assert_eq!(
            found("ident: berth -> prompt_placement\n", &files),
            [
                format!("src/a.rs:2: {end}"),
                format!("src/a.rs:4: {end}"),
                format!("static/loader/a.ts:2: {end}")
            ]
        );
    }

    #[test]
    fn old_words_are_reported_in_comments_and_documents_too() {
        let files = [
            ("src/a.rs", "//! Of draw_on.\nfn draw_on_more() {}"),
            ("docs/a.md", "# A\n`draw_on` draws.\n"),
            ("docs/a.json", "\"draw_on\""),
        ];
        let end = "replaced-words: `draw_on` is now `render_next_chunk`";
        assert_eq!(
            found("word: draw_on -> render_next_chunk\n", &files),
            [format!("docs/a.md:2: {end}"), format!("src/a.rs:1: {end}")]
        );
    }

    #[test]
    fn old_names_of_files_and_folders_are_reported() {
        let files = [
            ("static/loader/sketch-blocks.ts", ""),
            ("src/desk/mod.rs", ""),
            ("src/notifications/desk.rs", ""),
            ("static/baca.d.ts", ""),
        ];
        let list = "file: sketch* -> preview/*\nfile in src/notifications: desk, d -> manager\n";
        assert_eq!(
            found(list, &files),
            [
                "src/notifications/desk.rs:1: replaced-words: `desk` is now `manager`",
                "static/loader/sketch-blocks.ts:1: replaced-words: `sketch-blocks` is now `preview/*`"
            ]
        );
    }

    #[test]
    fn old_classes_are_reported_in_style_sheets_and_in_code() {
        let files = [
            ("src/reader/a.css", "/* .hush */\na.hush:hover,\n.hushed { color: red }"),
            (
                "src/reader/a.rs",
                "//! A.\nfn f() { e.attr(\"class\", \"hush\").say(\"hush now\"); }",
            ),
            ("static/loader/a.ts", "part(\"p\", \"hush\");"),
        ];
        let end = "replaced-words: `hush` is now `visually-hidden`";
        assert_eq!(
            found("class: hush -> visually-hidden\n", &files),
            [
                format!("src/reader/a.css:2: {end}"),
                format!("src/reader/a.rs:2: {end}"),
                format!("static/loader/a.ts:1: {end}")
            ]
        );
    }

    #[test]
    fn every_line_of_the_list_is_valid() {
        let (replaced, invalid) = parse(include_str!("replaced-words.txt"));
        assert_eq!(invalid, []);
        assert!(replaced.iter().any(|old| old.kind == WordKind::Word && old.old == "draw_on"));
    }

    #[test]
    fn an_invalid_line_is_reported() {
        let message = "replaced-words: is not `kind in places: old -> new`";
        assert_eq!(found("# A list.\n\nberth -> x\n", &[]), [format!("{FILE}:3: {message}")]);
    }
}
