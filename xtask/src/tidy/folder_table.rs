//! Rule: the table of folders in `ARCHITECTURE.md` lists every folder that exists and no other.
//!
//! It is the table whose first column has the head `folder`. A cell may contain several paths in
//! backticks, with `{a,b}` for alternatives. `src`, `crates` and `static` need a row for each folder
//! in them.

use super::finding::Finding;
use super::tree::{is_below, SourceFile, SourceTree};

const RULE: &str = "folder-table";
const FILE: &str = "ARCHITECTURE.md";

/// Folders that need a row for each folder in them instead of one for themselves.
const CONTAINERS: [&str; 3] = ["src", "crates", "static"];

/// Returns a finding for each folder that is not in the table, and for each path that does not exist.
pub fn check(tree: &SourceTree) -> Vec<Finding> {
    let Some(file) = tree.file(FILE) else { return Vec::new() };
    let Some((start, rows)) = table(file) else {
        return vec![Finding::new(RULE, FILE, 1, "has no table headed `folder`".into())];
    };
    let mut findings = Vec::new();
    for (line, name) in &rows {
        if !tree.folders.contains(name) && !tree.paths.contains(name) {
            findings.push(Finding::new(RULE, FILE, *line, format!("`{name}` does not exist")));
        }
    }
    for folder in tree.folders.iter().filter(|folder| needs_row(folder)) {
        // For a folder at the top, a row for a part of it is enough.
        let is_inner = folder.contains('/');
        let named = |name: &String| name == folder || (!is_inner && is_below(name, folder));
        if !rows.iter().any(|(_, name)| named(name)) {
            findings.push(Finding::new(RULE, FILE, start, format!("the table lacks `{folder}`")));
        }
    }
    findings
}

fn needs_row(folder: &str) -> bool {
    match folder.split_once('/') {
        None => !CONTAINERS.contains(&folder),
        Some((container, rest)) => CONTAINERS.contains(&container) && !rest.contains('/'),
    }
}

/// Returns the line of the table's head and each path in its first column, with its line.
fn table(file: &SourceFile) -> Option<(usize, Vec<(usize, String)>)> {
    let mut lines = file.text.lines().enumerate();
    let head = |line: &str| {
        let cell = first_cell(line).unwrap_or_default().to_lowercase();
        matches!(cell.as_str(), "folder" | "folders" | "folder or file")
    };
    let (start, _) = lines.find(|(_, line)| head(line))?;
    let rows = lines.map_while(|(index, line)| Some((index + 1, first_cell(line)?)));
    let names = rows.flat_map(|(line, cell)| {
        let quoted = cell.split('`').skip(1).step_by(2);
        let names = quoted.flat_map(expand);
        names.map(|name| (line, name.trim_end_matches('/').to_string())).collect::<Vec<_>>()
    });
    Some((start + 1, names.collect()))
}

fn first_cell(line: &str) -> Option<&str> {
    line.trim().strip_prefix('|')?.split('|').next().map(str::trim)
}

/// Expands `src/{a,b}` to `src/a` and `src/b`.
pub fn expand(name: &str) -> Vec<String> {
    let parts = name.split_once('{').and_then(|(before, rest)| {
        let (inner, after) = rest.split_once('}')?;
        Some(inner.split(',').map(|part| [before, part.trim(), after].concat()).collect())
    });
    parts.unwrap_or_else(|| vec![name.into()])
}

#[cfg(test)]
mod tests {
    use super::super::testing::findings;

    #[test]
    fn folders_without_a_row_and_rows_without_a_folder_are_reported() {
        let table = "# A\n\n| what | else |\n|---|---|\n| x | y |\n\n| folder | holds |\n|---|---|\n\
                     | `src/{web,reader}/` | a |\n| `crates/gone/` | b |\n| `cli/`, `build.rs`, `examples/push/` | c |\n\ntext\n";
        let files = [
            ("ARCHITECTURE.md", table),
            ("src/web/mod.rs", ""),
            ("src/reader/deeper/a.rs", ""),
            ("src/speech/a.rs", ""),
            ("cli/a.rs", ""),
            ("build.rs", ""),
            ("bench/run.mjs", ""),
            ("examples/push/a.mjs", ""),
        ];
        let found = findings(&files, |tree, _| super::check(tree));
        assert_eq!(
            found,
            [
                "ARCHITECTURE.md:7: folder-table: the table lacks `bench`",
                "ARCHITECTURE.md:7: folder-table: the table lacks `src/speech`",
                "ARCHITECTURE.md:10: folder-table: `crates/gone` does not exist"
            ]
        );
    }

    #[test]
    fn a_document_without_the_table_is_reported() {
        let found = findings(&[("ARCHITECTURE.md", "# A\n")], |tree, _| super::check(tree));
        assert_eq!(found, ["ARCHITECTURE.md:1: folder-table: has no table headed `folder`"]);
    }
}
