//! Reads the text files of the checkout, once for all rules.

use crate::tools::Outcome;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Folders without source files of the project.
const SKIPPED_FOLDERS: [&str; 3] = ["target", "node_modules", "dist"];

/// Extensions of the text files that are read.
const TEXT_EXTENSIONS: [&str; 14] = [
    "rs", "toml", "ts", "js", "mjs", "css", "html", "json", "md", "txt", "sh", "php", "yml", "yaml",
];

/// A text file.
#[derive(Debug)]
pub struct SourceFile {
    /// Path below the root, with `/` as separator.
    pub path: String,
    pub text: String,
}

impl SourceFile {
    /// Returns the extension of the file; empty if it has none.
    pub fn extension(&self) -> &str {
        extension(&self.path)
    }

    /// Returns whether the file is JavaScript or TypeScript.
    pub fn is_script(&self) -> bool {
        matches!(self.extension(), "js" | "mjs" | "ts")
    }

    /// Returns whether the file is one of `places` or below one of them.
    pub fn is_in(&self, places: &[&str]) -> bool {
        places.iter().any(|place| is_below(&self.path, place))
    }
}

/// Returns the text after the last dot of a path; empty if there is none.
fn extension(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(_, extension)| extension)
}

/// Returns whether `path` is `place` or below it.
pub fn is_below(path: &str, place: &str) -> bool {
    path.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// All files and folders of the checkout. Hidden ones and those of tools are omitted.
#[derive(Debug, Default)]
pub struct SourceTree {
    /// The text files, sorted by path.
    pub files: Vec<SourceFile>,
    /// Paths of the folders below the root.
    pub folders: BTreeSet<String>,
    /// Paths of all files below the root, including those that are not text.
    pub paths: BTreeSet<String>,
}

impl SourceTree {
    /// Reads the tree below `root`. Fails if a folder or a text file cannot be read.
    pub fn load(root: &Path) -> Outcome<Self> {
        let mut tree = Self::default();
        tree.read_folder(root, "")?;
        tree.files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(tree)
    }

    /// Returns the text file with this path.
    pub fn file(&self, path: &str) -> Option<&SourceFile> {
        let index = self.files.binary_search_by(|file| file.path.as_str().cmp(path)).ok()?;
        self.files.get(index)
    }

    /// Adds the content of `folder`, whose path below the root is `path`.
    fn read_folder(&mut self, folder: &Path, path: &str) -> Outcome {
        let fail = |error| format!("{}: {error}", folder.display());
        for entry in fs::read_dir(folder).map_err(fail)? {
            let entry = entry.map_err(fail)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with('.') || SKIPPED_FOLDERS.contains(&name.as_str()) {
                continue;
            }
            let inner = if path.is_empty() { name } else { format!("{path}/{name}") };
            let kind = entry.file_type().map_err(fail)?;
            if kind.is_dir() {
                self.folders.insert(inner.clone());
                self.read_folder(&entry.path(), &inner)?;
            } else if kind.is_file() {
                self.paths.insert(inner.clone());
                self.read_file(&entry.path(), inner)?;
            }
        }
        Ok(())
    }

    /// Adds a file if it has a known extension. Bytes that are not UTF-8, which test inputs may
    /// contain, are replaced.
    fn read_file(&mut self, file: &Path, path: String) -> Outcome {
        if TEXT_EXTENSIONS.contains(&extension(&path)) {
            let bytes = fs::read(file).map_err(|error| format!("{path}: {error}"))?;
            let text = String::from_utf8_lossy(&bytes).into_owned();
            self.files.push(SourceFile { path, text });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::TempTree;

    #[test]
    fn files_of_tools_are_omitted() {
        let tree = TempTree::new(&[
            ("src/lib.rs", "//! A.\n"),
            ("src/photo.webp", "x"),
            ("target/debug/a.rs", ""),
            ("examples/push/node_modules/b/index.js", ""),
            (".git/config.txt", ""),
        ]);
        let tree = tree.load();
        let read: Vec<_> = tree.files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(read, ["src/lib.rs"]);
        assert!(tree.paths.contains("src/photo.webp"));
        assert!(tree.folders.contains("examples/push") && !tree.folders.contains("target"));
    }

    #[test]
    fn a_folder_contains_only_paths_with_its_whole_name() {
        assert!(super::is_below("src/web/http.rs", "src/web"));
        assert!(super::is_below("src/web", "src/web"));
        assert!(!super::is_below("src/webview/http.rs", "src/web"));
    }
}
