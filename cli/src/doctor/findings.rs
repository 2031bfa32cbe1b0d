//! What the checks have found.

/// How serious a finding is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// As it should be.
    Ok,
    /// Works, but can be better.
    Warning,
    /// Does not work.
    Error,
}

impl Level {
    /// Returns the level's name in the report.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// The result of one check.
pub struct Finding {
    /// Name of the check, which stays the same between versions.
    pub check: &'static str,
    /// How serious it is.
    pub level: Level,
    /// What was found.
    pub message: String,
    /// How to correct it; empty if nothing has to be corrected.
    pub fix: String,
}

/// Returns a number with its noun: "1 error", "2 errors".
pub fn counted(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// What has been found so far.
#[derive(Default)]
pub struct Findings(pub Vec<Finding>);

impl Findings {
    fn add(&mut self, level: Level, check: &'static str, message: impl Into<String>, fix: &str) {
        self.0.push(Finding { check, level, message: message.into(), fix: fix.into() });
    }

    /// Adds that something is right.
    pub fn ok(&mut self, check: &'static str, message: impl Into<String>) {
        self.add(Level::Ok, check, message, "");
    }

    /// Adds something that works, and how it can be better.
    pub fn warn(&mut self, check: &'static str, message: impl Into<String>, fix: &str) {
        self.add(Level::Warning, check, message, fix);
    }

    /// Adds something that does not work, and how to correct it.
    pub fn error(&mut self, check: &'static str, message: impl Into<String>, fix: &str) {
        self.add(Level::Error, check, message, fix);
    }

    /// Returns the number of findings of a level.
    pub fn count(&self, level: Level) -> usize {
        self.0.iter().filter(|finding| finding.level == level).count()
    }
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn a_number_has_the_noun_in_its_form() {
        let texts = [0, 1, 2].map(|number| counted(number, "warning"));
        assert_eq!(texts, ["0 warnings", "1 warning", "2 warnings"]);
    }
}
