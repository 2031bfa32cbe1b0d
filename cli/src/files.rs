//! Finds the articles in a folder.

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The files of a folder and of its subfolders.
#[derive(Default)]
pub struct Found {
    /// All JSON and HTML files.
    pub files: Vec<PathBuf>,
    /// Messages about what cannot be read.
    pub failed: Vec<String>,
}

impl Found {
    /// Adds the files of a folder. Each subfolder is read once, however many links lead to it; `out`, the
    /// folder of the pages, is left out.
    pub fn gather(&mut self, folder: &Path, out: Option<&Path>) {
        let (mut folders, mut links) = (vec![folder.to_path_buf()], BTreeSet::new());
        let root = fs::canonicalize(folder).unwrap_or_default();
        let mut seen = HashSet::new();
        // Links come last, so that a folder is read under its own name.
        while let Some(folder) = folders.pop().or_else(|| links.pop_first()) {
            let failed = |error: io::Error| format!("{}: {error}", folder.display());
            let entries = fs::canonicalize(&folder).and_then(|real| {
                // A link to a parent of the folder would add everything else in it.
                let apart = out != Some(real.as_path()) && !root.starts_with(&real);
                let is_new = (seen.is_empty() || apart) && seen.insert(real);
                is_new.then(|| fs::read_dir(&folder)).transpose()
            });
            let entries = match entries.map_err(failed) {
                Ok(Some(entries)) => entries,
                Ok(None) => continue,
                Err(line) => {
                    self.failed.push(line);
                    continue;
                }
            };
            for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
                let is_article = path.extension().is_some_and(|end| end == "json" || end == "html");
                match fs::metadata(&path) {
                    Ok(data) if data.is_dir() && path.is_symlink() => {
                        links.insert(path);
                    }
                    Ok(data) if data.is_dir() => folders.push(path),
                    _ if !is_article => {}
                    Ok(data) if data.is_file() => self.files.push(path),
                    // Reading a pipe or a device might never end.
                    Ok(_) => self.failed.push(format!("{}: not a file", path.display())),
                    Err(error) => self.failed.push(format!("{}: {error}", path.display())),
                }
            }
        }
    }
}
