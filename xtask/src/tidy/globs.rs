//! Rule: no `use …::*`, which hides where a name comes from. Imports of a `prelude` and imports in
//! tests are allowed; `pub use …::*` is not.

use super::finding::Finding;
use super::rust::Packages;

const RULE: &str = "globs";

/// Returns a finding for each import by `*` that is not allowed.
pub fn check(packages: &Packages) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, scan) in packages.code() {
        for import in scan.scopes.iter().flat_map(|scope| &scope.imports) {
            let prelude = import.path.last().is_some_and(|last| last == "prelude");
            if import.name.is_some() || import.test || (prelude && !import.public) {
                continue;
            }
            let from = import.path.join("::");
            let message = if import.public {
                format!("`pub use {from}::*` re-exports without names: list them")
            } else {
                format!("`use {from}::*` imports without names: list them")
            };
            findings.push(Finding::new(RULE, path, import.line, message));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::testing::findings;

    #[test]
    fn imports_by_star_are_reported() {
        let text = "//! A.\npub use a::*;\npub(crate) use b::{\n  c,\n  d::*,\n};\nuse e::f::*;\n\
                    use yew::prelude::*;\npub use g::h;";
        let found = findings(&[("src/web/a.rs", text)], |_, packages| super::check(packages));
        assert_eq!(
            found,
            [
                "src/web/a.rs:2: globs: `pub use a::*` re-exports without names: list them",
                "src/web/a.rs:5: globs: `pub use b::d::*` re-exports without names: list them",
                "src/web/a.rs:7: globs: `use e::f::*` imports without names: list them"
            ]
        );
    }

    #[test]
    fn tests_may_import_by_star() {
        let files = [
            ("src/web/a.rs", "#[cfg(test)]\nmod tests {\n  use super::*;\n}"),
            ("src/web/b.rs", "#[cfg(all(test, not(browser)))]\nmod tests {\n  use super::*;\n}"),
            ("tests/c.rs", "use baca::*;"),
        ];
        let found = findings(&files, |_, packages| super::check(packages));
        assert_eq!(found, Vec::<String>::new());
    }
}
