//! Temporary source trees for the tests of the rules.

use super::finding::Finding;
use super::rust::Packages;
use super::tree::SourceTree;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{env, fs, process};

/// Files in a temporary folder, which is removed on drop.
pub struct TempTree {
    root: PathBuf,
}

impl TempTree {
    /// Writes files, given as path and text, to a new temporary folder.
    pub fn new(files: &[(&str, &str)]) -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let root = env::temp_dir().join(format!("baca-tidy-{}-{number}", process::id()));
        let tree = Self { root };
        for (path, text) in files {
            let file = tree.root.join(path);
            fs::create_dir_all(file.parent().expect("a path below the root"))
                .and_then(|()| fs::write(&file, text))
                .expect("the temporary folder is writable");
        }
        tree
    }

    /// Loads the tree for the rules.
    pub fn load(&self) -> SourceTree {
        SourceTree::load(&self.root).expect("the temporary folder is readable")
    }
}

impl Drop for TempTree {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.root);
    }
}

/// Writes `files` and applies `rule`; returns the sorted findings as `file:line: rule: message`.
pub fn findings(
    files: &[(&str, &str)],
    rule: impl Fn(&SourceTree, &Packages) -> Vec<Finding>,
) -> Vec<String> {
    let tree = TempTree::new(files).load();
    let mut found = rule(&tree, &Packages::read(&tree));
    found.sort();
    found.iter().map(ToString::to_string).collect()
}
