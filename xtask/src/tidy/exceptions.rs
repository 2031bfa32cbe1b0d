//! Applies the list of accepted findings, `exceptions.txt`. It has at most [`MAX_EXCEPTIONS`] lines,
//! each with a reason. A line that accepts nothing is itself a finding.

use super::finding::Finding;
use super::folder_table::expand;
use super::tree::SourceTree;

const RULE: &str = "exceptions";
const FILE: &str = "xtask/src/tidy/exceptions.txt";

/// Maximum number of exceptions. With many exceptions, a rule would be meaningless.
const MAX_EXCEPTIONS: usize = 3;

/// One line of the list.
struct Exception {
    line: usize,
    rule: String,
    files: Vec<String>,
}

/// Removes the accepted findings; adds findings about the list itself.
pub fn apply(tree: &SourceTree, findings: Vec<Finding>) -> Vec<Finding> {
    let text = tree.file(FILE).map_or("", |file| file.text.as_str());
    let (exceptions, mut left) = parse(text);
    let mut used = vec![false; exceptions.len()];
    for finding in findings {
        let accepted = exceptions.iter().position(|exception| exception.accepts(&finding));
        match accepted.and_then(|index| used.get_mut(index)) {
            Some(used) => *used = true,
            None => left.push(finding),
        }
    }
    for (exception, _) in exceptions.iter().zip(used).filter(|(_, used)| !used) {
        left.push(Finding::new(RULE, FILE, exception.line, "accepts nothing: remove it".into()));
    }
    for exception in exceptions.iter().skip(MAX_EXCEPTIONS) {
        let message = format!("more than {MAX_EXCEPTIONS} exceptions");
        left.push(Finding::new(RULE, FILE, exception.line, message));
    }
    left
}

impl Exception {
    /// Returns whether the exception is for the finding's rule and contains all of its files.
    fn accepts(&self, finding: &Finding) -> bool {
        self.rule == finding.rule && finding.files.iter().all(|file| self.files.contains(file))
    }
}

/// Parses the list; returns its exceptions and a finding for each invalid line.
fn parse(text: &str) -> (Vec<Exception>, Vec<Finding>) {
    let (mut exceptions, mut invalid) = (Vec::new(), Vec::new());
    for (index, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let parts = line.split_once(": ").and_then(|(what, reason)| {
            let (rule, files) = what.split_once(' ')?;
            (!reason.trim().is_empty()).then_some((rule, files))
        });
        let Some((rule, files)) = parts else {
            let message = "is not `rule file: reason`".into();
            invalid.push(Finding::new(RULE, FILE, index + 1, message));
            continue;
        };
        let files = split_outside_braces(files).iter().flat_map(|file| expand(file)).collect();
        exceptions.push(Exception { line: index + 1, rule: rule.into(), files });
    }
    (exceptions, invalid)
}

/// Splits at commas outside of braces.
fn split_outside_braces(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0;
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        depth += i32::from(c == '{') - i32::from(c == '}');
        match parts.last_mut() {
            Some(part) if c != ',' || depth > 0 => part.push(c),
            _ => parts.push(String::new()),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::super::testing::findings;
    use super::*;

    fn applied(list: &str) -> Vec<String> {
        findings(&[(FILE, list)], |tree, _| {
            let mut cycle = Finding::new("cycles", "src/a.rs", 4, "a cycle".into());
            cycle.files = vec!["src/a.rs".into(), "src/b.rs".into()];
            apply(tree, vec![cycle, Finding::new("globs", "src/c.rs", 5, "a star".into())])
        })
    }

    #[test]
    fn an_exception_removes_a_finding() {
        let list =
            "# Why.\ncycles src/{a,b}.rs: blocks hold blocks\nglobs src/c.rs, src/d.rs: a list\n";
        assert_eq!(applied(list), Vec::<String>::new());
    }

    #[test]
    fn an_exception_for_a_cycle_needs_all_its_files() {
        assert_eq!(
            applied("cycles src/a.rs: blocks hold blocks\nglobs src/c.rs: a list\n"),
            [
                "src/a.rs:4: cycles: a cycle".to_string(),
                format!("{FILE}:1: exceptions: accepts nothing: remove it")
            ]
        );
    }

    #[test]
    fn a_fourth_an_unused_and_an_unexplained_exception_are_reported() {
        let list = "cycles src/{a,b}.rs: r\nglobs src/c.rs: r\nglobs src/e.rs: r\nglobs src/f.rs: r\nglobs src/g.rs\n";
        assert_eq!(
            applied(list),
            [
                format!("{FILE}:3: exceptions: accepts nothing: remove it"),
                format!("{FILE}:4: exceptions: accepts nothing: remove it"),
                format!("{FILE}:4: exceptions: more than 3 exceptions"),
                format!("{FILE}:5: exceptions: is not `rule file: reason`")
            ]
        );
    }
}
