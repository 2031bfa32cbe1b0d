//! Rule: neither Rust modules nor script modules import each other in a cycle.
//!
//! `mod` declarations, imports of tests and type-only imports (`import type`) do not count. All files
//! that reach each other are one finding, which shows one cycle among them as an example.

use super::finding::Finding;
use super::rust::Packages;
use super::script;
use super::tree::SourceTree;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

const RULE: &str = "cycles";

/// The imports of each file: the imported file and the line of its first import.
type Graph = BTreeMap<String, BTreeMap<String, usize>>;

/// Returns a finding for each group of files that import each other.
pub fn check(tree: &SourceTree, packages: &Packages) -> Vec<Finding> {
    let mut graph = Graph::new();
    for edge in packages.edges() {
        graph.entry(edge.from).or_default().entry(edge.to).or_insert(edge.line);
    }
    for file in tree.files.iter().filter(|file| file.is_script()) {
        for (line, to) in script::imports(tree, file) {
            graph.entry(file.path.clone()).or_default().entry(to).or_insert(line);
        }
    }
    groups(&graph).into_iter().filter_map(|group| finding(&graph, group)).collect()
}

/// Returns the groups of files in which every file reaches every other by imports.
fn groups(graph: &Graph) -> Vec<BTreeSet<String>> {
    let reached: BTreeMap<&String, BTreeSet<&String>> =
        graph.keys().map(|file| (file, reach(graph, file))).collect();
    let mut groups = Vec::new();
    let mut done = BTreeSet::new();
    for (file, others) in &reached {
        if others.contains(file) && !done.contains(*file) {
            let back = |other: &&&String| reached.get(**other).is_some_and(|r| r.contains(file));
            let group: BTreeSet<String> =
                others.iter().filter(back).map(|other| (*other).clone()).collect();
            done.extend(group.iter().cloned());
            groups.push(group);
        }
    }
    groups
}

/// Returns all files that `from` imports directly or indirectly.
fn reach<'a>(graph: &'a Graph, from: &'a String) -> BTreeSet<&'a String> {
    let mut reached = BTreeSet::new();
    let mut next = vec![from];
    while let Some(file) = next.pop() {
        for to in graph.get(file).into_iter().flat_map(BTreeMap::keys) {
            if reached.insert(to) {
                next.push(to);
            }
        }
    }
    reached
}

/// Describes a group by the shortest cycle through its first file.
fn finding(graph: &Graph, group: BTreeSet<String>) -> Option<Finding> {
    let first = group.first()?;
    let cycle = shortest_cycle(graph, &group, first)?;
    let line = *graph.get(first)?.get(cycle.get(1)?)?;
    let mut message = cycle.join(" -> ");
    let others: Vec<&str> =
        group.iter().filter(|file| !cycle.contains(file)).map(String::as_str).collect();
    if !others.is_empty() {
        message.push_str(&format!("; also in a cycle with these: {}", others.join(", ")));
    }
    let mut finding = Finding::new(RULE, first, line, message);
    finding.files = group.into_iter().collect();
    Some(finding)
}

/// Returns the shortest path of imports from `start` back to `start`.
fn shortest_cycle(graph: &Graph, group: &BTreeSet<String>, start: &String) -> Option<Vec<String>> {
    let mut paths = VecDeque::from([vec![start.clone()]]);
    let mut seen = BTreeSet::new();
    while let Some(path) = paths.pop_front() {
        for to in graph.get(path.last()?).into_iter().flat_map(BTreeMap::keys) {
            let longer = [path.as_slice(), std::slice::from_ref(to)].concat();
            if to == start {
                return Some(longer);
            }
            if group.contains(to) && seen.insert(to) {
                paths.push_back(longer);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::testing::findings;
    use super::*;

    const ROOT: (&str, &str) = ("Cargo.toml", "[package]\nname = \"baca\"\n");

    #[test]
    fn a_cycle_of_two_files_is_reported_as_a_path() {
        let found = findings(
            &[
                ROOT,
                ("src/lib.rs", "mod a;\nmod b;"),
                ("src/a.rs", "//! A.\nuse crate::b::B;\npub struct A;"),
                ("src/b.rs", "use crate::a::A;\npub struct B;"),
            ],
            check,
        );
        assert_eq!(found, ["src/a.rs:2: cycles: src/a.rs -> src/b.rs -> src/a.rs"]);
    }

    #[test]
    fn files_that_reach_each_other_are_one_finding() {
        let found = findings(
            &[
                ROOT,
                ("src/lib.rs", "mod a;\nmod b;\nmod c;"),
                ("src/a.rs", "use crate::b;"),
                ("src/b.rs", "use crate::a;\nuse crate::c;"),
                ("src/c.rs", "use crate::b;"),
            ],
            check,
        );
        let message = "src/a.rs -> src/b.rs -> src/a.rs; also in a cycle with these: src/c.rs";
        assert_eq!(found, [format!("src/a.rs:1: cycles: {message}")]);
    }

    #[test]
    fn a_module_and_its_child_may_not_import_each_other() {
        let found = findings(
            &[
                ROOT,
                ("src/lib.rs", "mod a;"),
                ("src/a/mod.rs", "mod child;\nuse child::f;\npub struct A;"),
                ("src/a/child.rs", "use super::A;\npub fn f(_: A) {}"),
            ],
            check,
        );
        let message = "src/a/child.rs -> src/a/mod.rs -> src/a/child.rs";
        assert_eq!(found, [format!("src/a/child.rs:1: cycles: {message}")]);
    }

    #[test]
    fn declarations_and_imports_of_tests_make_no_cycle() {
        let found = findings(
            &[
                ROOT,
                ("src/lib.rs", "mod a;\nmod b;"),
                ("src/a.rs", "use crate::b::B;"),
                ("src/b.rs", "pub struct B;\n#[cfg(test)]\nmod tests { use crate::a::*; }"),
            ],
            check,
        );
        assert_eq!(found, Vec::<String>::new());
    }

    #[test]
    fn script_modules_may_not_import_each_other() {
        let found = findings(
            &[
                ("static/loader/a.ts", "/** A. */\nimport { b } from \"./b.js\";\n"),
                ("static/loader/b.ts", "import type { C } from \"./c.js\";\nimport \"./a.js\";\n"),
                ("static/loader/c.ts", "import {\n  b,\n} from \"./b.js\";\n"),
            ],
            check,
        );
        let message = "static/loader/a.ts -> static/loader/b.ts -> static/loader/a.ts";
        assert_eq!(found, [format!("static/loader/a.ts:2: cycles: {message}")]);
    }
}
