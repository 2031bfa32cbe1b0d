//! `cargo xtask tidy`: checks the rules of this project that compiler and linters do not check.
//!
//! Each rule is one file with one function. It takes the [`tree::SourceTree`] of source files and returns a
//! [`finding::Finding`] for each line that breaks the rule.
//!
//! - [`layers`]: imports only go down, and no feature imports a sibling. [`cycles`]: no files import
//!   each other. [`globs`]: no `use …::*`. All three use the scanner in [`rust`].
//! - [`element_makers`], [`browser_access`]: only some files create elements or use network, storage
//!   and timers.
//! - [`headers`], [`file_lengths`], [`locale_keys`], [`folder_table`], [`replaced_words`]: comments, size, texts and
//!   names.
//! - [`exceptions`]: the accepted findings, each with its reason.

mod browser_access;
mod cycles;
mod element_makers;
mod exceptions;
mod file_lengths;
mod finding;
mod folder_table;
mod globs;
mod headers;
mod layers;
mod locale_keys;
mod replaced_words;
mod rust;
mod script;
#[cfg(test)]
mod testing;
mod tree;

use crate::tools::{root, Outcome};
use finding::Finding;
use rust::Packages;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use tree::SourceTree;

/// Number of findings that existed when a rule was added: on each line a rule and its number. The
/// numbers may only go down; a rule that is not listed allows none.
const OPEN: &str = include_str!("open.txt");

/// Checks the checkout, or the folder `other`. Prints the findings of each rule whose number differs
/// from [`OPEN`], and all findings if `all` is set. Fails if there is such a rule: a number that is
/// too high must be lowered.
pub fn run(other: Option<PathBuf>, all: bool) -> Outcome {
    let findings = check(&SourceTree::load(&other.unwrap_or_else(root))?);
    let mut counts = BTreeMap::new();
    for finding in &findings {
        *counts.entry(finding.rule).or_insert(0) += 1;
    }
    let changed = changed(OPEN, &counts)?;
    for finding in &findings {
        if all || changed.iter().any(|(rule, ..)| rule == finding.rule) {
            println!("{finding}");
        }
    }
    let lines: Vec<String> = changed
        .iter()
        .map(|(rule, count, open)| {
            format!("{rule} has {count} findings, xtask/src/tidy/open.txt says {open}")
        })
        .collect();
    if lines.is_empty() {
        Ok(())
    } else {
        Err(format!("tidy: {}", lines.join("; ")))
    }
}

/// Returns the rules whose number of findings differs from `open`: rule, findings, allowed.
fn changed(open: &str, counts: &BTreeMap<&str, usize>) -> Outcome<Vec<(String, usize, usize)>> {
    let mut allowed = BTreeMap::new();
    for line in open.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let row = line.split_once(' ').and_then(|(rule, n)| Some((rule, n.trim().parse().ok()?)));
        let (rule, count) =
            row.ok_or_else(|| format!("tidy/open.txt: not a rule and a number: {line}"))?;
        allowed.insert(rule, count);
    }
    let rules: BTreeSet<&str> = counts.keys().chain(allowed.keys()).copied().collect();
    let row = |rule: &str| {
        let (count, open) = (counts.get(rule).copied(), allowed.get(rule).copied());
        (rule.to_string(), count.unwrap_or(0), open.unwrap_or(0))
    };
    Ok(rules.into_iter().map(row).filter(|(_, count, open)| count != open).collect())
}

/// Applies all rules and the list of exceptions; returns the remaining findings, sorted.
fn check(tree: &SourceTree) -> Vec<Finding> {
    let packages = Packages::read(tree);
    let mut findings = packages.unreadable();
    findings.extend(layers::check(tree, &packages));
    findings.extend(cycles::check(tree, &packages));
    findings.extend(globs::check(&packages));
    findings.extend(element_makers::check(tree, &packages));
    findings.extend(browser_access::check(tree, &packages));
    findings.extend(headers::check(tree));
    findings.extend(file_lengths::check(tree));
    findings.extend(locale_keys::check(tree, &packages));
    findings.extend(folder_table::check(tree));
    findings.extend(replaced_words::check(tree, &packages));
    let mut left = exceptions::apply(tree, findings);
    left.sort();
    left.dedup();
    left
}

#[cfg(test)]
mod tests {
    use super::testing::TempTree;
    use super::*;

    #[test]
    fn an_empty_checkout_has_no_findings() {
        let tree = TempTree::new(&[("README.md", "Hello.\n")]);
        assert_eq!(check(&tree.load()), []);
    }

    #[test]
    fn more_or_fewer_findings_than_allowed_are_reported() {
        let counts = BTreeMap::from([("cycles", 3), ("globs", 1), ("headers", 1)]);
        let found = changed("# how many\ncycles 3\nglobs 2\n", &counts).expect("a list");
        assert_eq!(found, [("globs".into(), 1, 2), ("headers".into(), 1, 0)]);
        assert!(changed("globs many", &counts).is_err());
    }

    #[test]
    fn findings_of_several_rules_are_sorted_by_file() {
        let tree = TempTree::new(&[
            ("crates/wire/Cargo.toml", "[package]\nname = \"baca-wire\"\n"),
            ("crates/wire/src/lib.rs", "pub use std::fmt::*;\n"),
        ]);
        let found = check(&tree.load());
        let rules: Vec<_> = found.iter().map(|finding| (finding.line, finding.rule)).collect();
        assert_eq!(rules, [(1, "globs"), (1, "headers")]);
    }
}
