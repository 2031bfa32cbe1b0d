//! Finds the file that defines the item of a path.

use super::scan::{Import, Scope};
use super::{Crate, Edge, Packages};

/// Maximum number of steps for one path, since re-exports may form a cycle.
const MAX_HOPS: usize = 16;

/// A module: the index of its crate and its path in the crate.
type ModulePath = (usize, Vec<String>);

impl Packages {
    /// Returns each import of one file by another, except those of tests. An import through a
    /// re-export counts as an import of the file that defines the item.
    pub fn edges(&self) -> Vec<Edge> {
        let mut edges = Vec::new();
        for (index, found) in self.crates.iter().enumerate() {
            for (module, at) in &found.modules {
                let Some(file) = self.files.get(&at.file).filter(|file| !file.test) else {
                    continue;
                };
                let Some(scope) = file.scan.scopes.get(at.scope) else { continue };
                let place = (index, module.clone());
                for (path, line) in used_paths(scope) {
                    let Some(to) = self.file_of(&place, path) else { continue };
                    if to != at.file {
                        let from = at.file.clone();
                        edges.push(Edge { from, line, to, path: path.join("::") });
                    }
                }
            }
        }
        edges.sort();
        edges.dedup();
        edges
    }

    /// Returns the file that defines the item of a path in the module `from`.
    fn file_of(&self, from: &ModulePath, path: &[String]) -> Option<String> {
        let (index, module) = self.resolve(from, path, MAX_HOPS)?;
        Some(self.crates.get(index)?.modules.get(&module)?.file.clone())
    }

    /// Returns the module that defines the item of a path in the module `from`; `None` if the item is
    /// not in this workspace.
    fn resolve(&self, from: &ModulePath, path: &[String], hops: usize) -> Option<ModulePath> {
        let hops = hops.checked_sub(1)?;
        let (index, module) = from;
        let (first, mut rest) = path.split_first()?;
        match first.as_str() {
            "crate" => self.walk((*index, Vec::new()), rest, hops),
            "self" => self.walk(from.clone(), rest, hops),
            "super" => {
                let mut above = module.clone();
                above.pop()?;
                while let Some(("super", more)) = rest.split_first().map(|(f, r)| (f.as_str(), r)) {
                    above.pop()?;
                    rest = more;
                }
                self.walk((*index, above), rest, hops)
            }
            name => {
                if self.names(from, name) {
                    return self.walk(from.clone(), path, hops);
                }
                let named = |found: &Crate| found.name.as_deref() == Some(name);
                let index = self.crates.iter().position(named)?;
                self.walk((index, Vec::new()), rest, hops)
            }
        }
    }

    /// Follows names down from a module. Returns the module that defines the first name that is not a
    /// module.
    fn walk(&self, from: ModulePath, names: &[String], hops: usize) -> Option<ModulePath> {
        let hops = hops.checked_sub(1)?;
        let Some((name, rest)) = names.split_first() else { return Some(from) };
        let mut child = from.clone();
        child.1.push(name.clone());
        if self.crates.get(from.0)?.modules.contains_key(&child.1) {
            return self.walk(child, rest, hops);
        }
        let scope = self.scope(&from)?;
        if scope.declared.iter().any(|module| module.name == *name) {
            // The file of the module is not in the tree.
            return None;
        }
        if scope.items.contains(name) {
            return Some(from);
        }
        let imported = |import: &&Import| import.name.as_ref() == Some(name);
        for import in scope.imports.iter().filter(imported) {
            let path = [import.path.as_slice(), rest].concat();
            if import.path.first() != Some(name) {
                if let Some(found) = self.resolve(&from, &path, hops) {
                    return Some(found);
                }
            } else if let Some(found) = self.resolve_outside(&path, hops) {
                return Some(found);
            }
        }
        for glob in scope.imports.iter().filter(|import| import.name.is_none()) {
            let target = self.resolve(&from, &glob.path, hops);
            let Some(target) = target.filter(|target| *target != from) else { continue };
            if self.names(&target, name) {
                return self.walk(target, names, hops);
            }
        }
        Some(from)
    }

    /// Resolves a path that starts with the name of a crate.
    fn resolve_outside(&self, path: &[String], hops: usize) -> Option<ModulePath> {
        let (name, rest) = path.split_first()?;
        let index = self.crates.iter().position(|found| found.name.as_ref() == Some(name))?;
        self.walk((index, Vec::new()), rest, hops)
    }

    /// Returns whether a module contains `name`: as a module, an item or an import.
    fn names(&self, place: &ModulePath, name: &str) -> bool {
        let mut child = place.1.clone();
        child.push(name.into());
        let modules = self.crates.get(place.0).map(|found| &found.modules);
        modules.is_some_and(|modules| modules.contains_key(&child))
            || self.scope(place).is_some_and(|scope| {
                let own = |import: &Import| import.name.as_deref() == Some(name);
                scope.items.contains(name) || scope.imports.iter().any(own)
            })
    }

    fn scope(&self, place: &ModulePath) -> Option<&Scope> {
        let module = self.crates.get(place.0)?.modules.get(&place.1)?;
        self.files.get(&module.file)?.scan.scopes.get(module.scope)
    }
}

/// Returns the paths in a module, except those of tests, with their lines.
fn used_paths(scope: &Scope) -> impl Iterator<Item = (&[String], usize)> {
    let imports = scope.imports.iter().filter(|import| !import.test);
    let imports = imports.map(|import| (import.path.as_slice(), import.line));
    let paths = scope.paths.iter().filter(|path| !path.test);
    imports.chain(paths.map(|path| (path.path.as_slice(), path.line)))
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::TempTree;
    use super::*;

    fn edges(files: &[(&str, &str)]) -> Vec<String> {
        let tree = TempTree::new(files).load();
        let show = |edge: &Edge| format!("{}:{} -> {}", edge.from, edge.line, edge.to);
        let mut edges: Vec<String> = Packages::read(&tree).edges().iter().map(show).collect();
        // One `use` with two names gives two edges.
        edges.dedup();
        edges
    }

    const MANIFEST: (&str, &str) = ("Cargo.toml", "[package]\nname = \"baca\"\n");

    #[test]
    fn imports_and_paths_in_code_count_as_imports() {
        let found = edges(&[
            MANIFEST,
            ("src/lib.rs", "mod a;\nmod b;\nmod c;"),
            ("src/b.rs", "pub struct B;"),
            ("src/c/mod.rs", "mod d;"),
            ("src/c/d.rs", "fn f() { super::super::b::B; }"),
            (
                "src/a.rs",
                "use crate::b::B;\nuse crate::{b, c::{self}};\nfn f() {\n  println!(\"{:?}\", crate::b::B);\n  b::B;\n}",
            ),
        ]);
        assert_eq!(
            found,
            [
                "src/a.rs:1 -> src/b.rs",
                "src/a.rs:2 -> src/b.rs",
                "src/a.rs:2 -> src/c/mod.rs",
                "src/a.rs:4 -> src/b.rs",
                "src/a.rs:5 -> src/b.rs",
                "src/c/d.rs:1 -> src/b.rs"
            ]
        );
    }

    #[test]
    fn a_re_export_resolves_to_the_file_of_the_item() {
        let found = edges(&[
            MANIFEST,
            ("src/lib.rs", "mod a;\nmod m;"),
            ("src/m/mod.rs", "mod inner;\npub use inner::{One, Two as Three};"),
            ("src/m/inner.rs", "pub struct One;\npub struct Two;"),
            ("src/a.rs", "use crate::m::One;\nuse crate::m::Three;\nuse crate::m::Unknown;"),
        ]);
        assert_eq!(
            found,
            [
                "src/a.rs:1 -> src/m/inner.rs",
                "src/a.rs:2 -> src/m/inner.rs",
                "src/a.rs:3 -> src/m/mod.rs",
                "src/m/mod.rs:2 -> src/m/inner.rs"
            ]
        );
    }

    #[test]
    fn imports_of_tests_are_ignored() {
        let found = edges(&[
            MANIFEST,
            ("src/lib.rs", "mod a;\nmod b;\n#[cfg(test)]\nmod only;"),
            ("src/b.rs", ""),
            ("src/only.rs", "use crate::a;"),
            (
                "src/a.rs",
                "#[cfg(test)]\nuse crate::b;\n#[cfg(test)]\nmod tests { use crate::b::*; }",
            ),
        ]);
        assert_eq!(found, Vec::<String>::new());
    }

    #[test]
    fn paths_to_other_crates_resolve_to_their_files() {
        let found = edges(&[
            MANIFEST,
            ("src/lib.rs", "fn f() -> baca_model::Block { serde_json::from_str(\"\") }"),
            ("src/main.rs", "mod own;\nuse baca::f;\nuse crate::own::g;"),
            ("src/own.rs", "pub fn g() {}"),
            ("crates/model/Cargo.toml", "[package]\nname = \"baca-model\"\n"),
            ("crates/model/src/lib.rs", "mod blocks;\npub use blocks::Block;"),
            ("crates/model/src/blocks.rs", "pub enum Block {}"),
        ]);
        assert_eq!(
            found,
            [
                "crates/model/src/lib.rs:2 -> crates/model/src/blocks.rs",
                "src/lib.rs:1 -> crates/model/src/blocks.rs",
                "src/main.rs:2 -> src/lib.rs",
                "src/main.rs:3 -> src/own.rs"
            ]
        );
    }
}
