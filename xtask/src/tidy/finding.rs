//! The result of a rule.

use std::fmt;

/// A line that breaks a rule.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// Path below the root of the checkout, with `/` as separator.
    pub file: String,
    /// Number of the line, from 1.
    pub line: usize,
    /// Name of the rule, as in `exceptions.txt` and `open.txt`.
    pub rule: &'static str,
    pub message: String,
    /// All files that are part of the finding, including `file`.
    pub files: Vec<String>,
}

impl Finding {
    /// Creates a finding about one line of one file.
    pub fn new(rule: &'static str, file: &str, line: usize, message: String) -> Self {
        Self { file: file.into(), line, rule, message, files: vec![file.into()] }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}:{}: {}: {}", self.file, self.line, self.rule, self.message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_shows_file_line_rule_and_message() {
        let finding = Finding::new("headers", "src/a.rs", 3, "opens without a comment".into());
        assert_eq!(finding.to_string(), "src/a.rs:3: headers: opens without a comment");
    }
}
