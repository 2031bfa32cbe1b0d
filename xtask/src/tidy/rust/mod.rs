//! Reads Rust source for the rules. [`scan`] reads one file. [`Packages`] assigns the files to the
//! modules of their crates and finds the imports between files.

mod resolve;
pub mod scan;
mod tokens;

use super::finding::Finding;
use super::tree::SourceTree;
use scan::Scan;
use std::collections::BTreeMap;

/// The Rust files of the tree and their crates.
#[derive(Debug, Default)]
pub struct Packages {
    /// The Rust files by path.
    pub files: BTreeMap<String, RustFile>,
    crates: Vec<Crate>,
    unreadable: Vec<String>,
}

/// A Rust file.
#[derive(Debug)]
pub struct RustFile {
    pub scan: Scan,
    /// Whether the file is compiled only for tests.
    pub test: bool,
}

/// A library or a program.
#[derive(Debug)]
struct Crate {
    /// Name in paths; `None` for programs.
    name: Option<String>,
    /// Modules by path below the crate.
    modules: BTreeMap<Vec<String>, Module>,
}

/// Where a module is defined.
#[derive(Debug, Clone)]
struct Module {
    file: String,
    /// Index among the scopes of the file.
    scope: usize,
}

/// An import of one file by another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edge {
    pub from: String,
    pub line: usize,
    pub to: String,
    /// The path as written in the source.
    pub path: String,
}

impl Packages {
    /// Reads all Rust files of the tree.
    pub fn read(tree: &SourceTree) -> Self {
        let mut out = Self::default();
        for file in tree.files.iter().filter(|file| file.extension() == "rs") {
            let Ok(scan) = scan::scan(&file.text) else {
                out.unreadable.push(file.path.clone());
                continue;
            };
            let test = file.path.split('/').any(|part| part == "tests" || part == "tests.rs");
            out.files.insert(file.path.clone(), RustFile { scan, test });
        }
        for manifest in tree.files.iter().filter(|file| file.path.ends_with("Cargo.toml")) {
            let folder = manifest.path.trim_end_matches("Cargo.toml");
            let name = package_name(&manifest.text).map(|name| name.replace('-', "_"));
            let library = format!("{folder}src/lib.rs");
            if out.files.contains_key(&library) {
                out.add_crate(name, &library);
            }
            let programs = format!("{folder}src/bin/");
            let is_program = |path: &&String| {
                **path == format!("{folder}src/main.rs")
                    || path.strip_prefix(&programs).is_some_and(|rest| !rest.contains('/'))
            };
            let programs: Vec<String> = out.files.keys().filter(is_program).cloned().collect();
            for program in programs {
                out.add_crate(None, &program);
            }
        }
        out
    }

    /// Returns a finding for each file that cannot be split into Rust tokens.
    pub fn unreadable(&self) -> Vec<Finding> {
        let message = || "cannot be read as Rust".to_string();
        self.unreadable.iter().map(|file| Finding::new("rust", file, 1, message())).collect()
    }

    /// Returns the path and the scan of each file, except files that only tests use.
    pub fn code(&self) -> impl Iterator<Item = (&str, &Scan)> {
        let code = self.files.iter().filter(|(_, file)| !file.test);
        code.map(|(path, file)| (path.as_str(), &file.scan))
    }

    /// Adds the crate whose root file is `root`.
    fn add_crate(&mut self, name: Option<String>, root: &str) {
        let mut found = Crate { name, modules: BTreeMap::new() };
        let folder = parent(root).to_string();
        self.add_file(&mut found, root, Vec::new(), &folder, false);
        self.crates.push(found);
    }

    /// Adds the modules of a file and of the files that it declares; `folder` contains the latter.
    fn add_file(
        &mut self,
        to: &mut Crate,
        path: &str,
        module: Vec<String>,
        folder: &str,
        test: bool,
    ) {
        let Some(file) = self.files.get_mut(path) else { return };
        file.test |= test;
        let mut inner = Vec::new();
        for (scope, found) in file.scan.scopes.iter().enumerate() {
            let place = [module.as_slice(), &found.inline].concat();
            let at = Module { file: path.into(), scope };
            to.modules.entry(place.clone()).or_insert(at);
            for declared in &found.declared {
                let mut below: Vec<&str> = vec![folder];
                below.extend(found.inline.iter().map(String::as_str));
                let below = below.join("/");
                let own = declared.file.as_ref().map(|file| join(parent(path), file));
                let child = [place.as_slice(), std::slice::from_ref(&declared.name)].concat();
                inner.push((own, below, declared.name.clone(), child, test || declared.test));
            }
        }
        for (own, below, name, child, test) in inner {
            if let Some(own) = own {
                let folder = parent(&own).to_string();
                self.add_file(to, &own, child, &folder, test);
                continue;
            }
            let folder = format!("{below}/{name}");
            let folder = folder.trim_start_matches('/');
            for file in [format!("{folder}.rs"), format!("{folder}/mod.rs")] {
                if self.files.contains_key(&file) {
                    self.add_file(to, &file, child.clone(), folder, test);
                }
            }
        }
    }
}

/// Returns the `name` of a package from its `Cargo.toml`.
fn package_name(manifest: &str) -> Option<String> {
    let mut lines = manifest.lines().skip_while(|line| line.trim() != "[package]");
    let name = lines.find_map(|line| line.trim().strip_prefix("name"))?;
    Some(name.trim().strip_prefix('=')?.trim().trim_matches('"').to_string())
}

/// Returns the folder of a path.
fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Joins a folder and a relative path, which may contain `..`.
fn join(folder: &str, relative: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in relative.split('/') {
        match part {
            ".." => {
                parts.pop();
            }
            "." | "" => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}
