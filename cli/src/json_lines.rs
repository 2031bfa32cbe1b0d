//! Finds the line of a JSON path with a scanner that follows the path and skips all other values. The
//! text has been parsed before, so it is well-formed.

/// Returns the line, from 1, where the value at `path` (`body[3].text`) starts; `None` if the text has
/// no such path.
pub fn line_of(text: &str, path: &str) -> Option<usize> {
    let mut scanner = PathScanner { bytes: text.as_bytes(), at: 0 };
    scanner.skip_space();
    for step in steps(path) {
        match step {
            Step::Key(key) => scanner.enter_member(key)?,
            Step::Index(index) => scanner.enter_element(index)?,
        }
    }
    let before = text.get(..scanner.at)?;
    Some(before.bytes().filter(|byte| *byte == b'\n').count() + 1)
}

enum Step<'a> {
    Key(&'a str),
    Index(usize),
}

/// Splits a path into keys and indexes.
fn steps(path: &str) -> Vec<Step<'_>> {
    let mut out = Vec::new();
    for part in path.split('.').filter(|part| !part.is_empty()) {
        let (key, indexes) = part.split_once('[').unwrap_or((part, ""));
        if !key.is_empty() {
            out.push(Step::Key(key));
        }
        let indexes = indexes.split(['[', ']']).filter_map(|index| index.parse().ok());
        out.extend(indexes.map(Step::Index));
    }
    out
}

struct PathScanner<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl PathScanner<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip_space(&mut self) {
        // A byte order mark is skipped like white space.
        while self.peek().is_some_and(|b| b.is_ascii_whitespace() || b >= 0xef) {
            self.at += 1;
        }
    }

    /// Skips white space and the byte `wanted`; returns `None` if another byte follows.
    fn expect(&mut self, wanted: u8) -> Option<()> {
        self.skip_space();
        (self.peek()? == wanted).then(|| self.at += 1)
    }

    /// Moves to the value of an object's member.
    fn enter_member(&mut self, wanted: &str) -> Option<()> {
        self.expect(b'{')?;
        loop {
            self.skip_space();
            let start = self.at;
            self.skip_string()?;
            let key: String =
                serde_json::from_slice(self.bytes.get(start..self.at)?).unwrap_or_default();
            self.expect(b':')?;
            self.skip_space();
            if key == wanted {
                return Some(());
            }
            self.skip_value()?;
            self.expect(b',')?;
        }
    }

    /// Moves to an element of an array.
    fn enter_element(&mut self, index: usize) -> Option<()> {
        self.expect(b'[')?;
        for _ in 0..index {
            self.skip_value()?;
            self.expect(b',')?;
        }
        self.skip_space();
        Some(())
    }

    /// Skips a value. It is not recursive, since values may be nested deeply.
    fn skip_value(&mut self) -> Option<()> {
        self.skip_space();
        let mut depth = 0_usize;
        loop {
            match self.peek()? {
                b'"' => self.skip_string()?,
                b'{' | b'[' => {
                    depth += 1;
                    self.at += 1;
                }
                b'}' | b']' => {
                    depth = depth.checked_sub(1)?;
                    self.at += 1;
                }
                _ => self.at += 1,
            }
            if depth == 0 && self.peek().is_none_or(|b| matches!(b, b',' | b'}' | b']')) {
                return Some(());
            }
        }
    }

    fn skip_string(&mut self) -> Option<()> {
        self.at += 1;
        loop {
            match self.peek()? {
                b'"' => break,
                b'\\' => self.at += 2,
                _ => self.at += 1,
            }
        }
        self.at += 1;
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "{\n  \"a\": [1, {\"x\": \"]}\"},\n    [\n 2]],\n  \"b\\u0063\": {\n \"d\": 3 }\n}";

    #[test]
    fn a_path_has_the_line_of_its_value() {
        assert_eq!(line_of(TEXT, ""), Some(1));
        assert_eq!(line_of(TEXT, "a"), Some(2));
        assert_eq!(line_of(TEXT, "a[1].x"), Some(2));
        assert_eq!(line_of(TEXT, "a[2][0]"), Some(4));
        assert_eq!(line_of(TEXT, "bc.d"), Some(6));
    }

    #[test]
    fn a_path_that_does_not_exist_has_no_line() {
        for path in ["z", "a[9]", "a.b", "bc.d.e"] {
            assert_eq!(line_of(TEXT, path), None, "{path}");
        }
        assert_eq!(line_of("<html>", "a"), None);
    }
}
