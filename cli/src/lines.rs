//! The line of a JSON path: a walk over the text that goes into what the path names and skips the
//! rest. The text has been parsed before, so it is well-formed.

/// The 1-based line where the value at `path` (`body[3].text`) begins; `None` if the text has no
/// such place.
pub fn of(text: &str, path: &str) -> Option<usize> {
    let mut walk = Walk { bytes: text.as_bytes(), at: 0 };
    walk.space();
    for step in steps(path) {
        match step {
            Step::Key(key) => walk.enter_member(key)?,
            Step::Index(index) => walk.enter_element(index)?,
        }
    }
    let before = text.get(..walk.at)?;
    Some(before.bytes().filter(|byte| *byte == b'\n').count() + 1)
}

enum Step<'a> {
    Key(&'a str),
    Index(usize),
}

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

struct Walk<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Walk<'_> {
    fn next(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn space(&mut self) {
        // A byte order mark, if any, is skipped like white space.
        while self.next().is_some_and(|b| b.is_ascii_whitespace() || b >= 0xef) {
            self.at += 1;
        }
    }

    fn take(&mut self, wanted: u8) -> Option<()> {
        self.space();
        (self.next()? == wanted).then(|| self.at += 1)
    }

    fn enter_member(&mut self, wanted: &str) -> Option<()> {
        self.take(b'{')?;
        loop {
            self.space();
            let start = self.at;
            self.string()?;
            let key: String =
                serde_json::from_slice(self.bytes.get(start..self.at)?).unwrap_or_default();
            self.take(b':')?;
            self.space();
            if key == wanted {
                return Some(());
            }
            self.value()?;
            self.take(b',')?;
        }
    }

    fn enter_element(&mut self, index: usize) -> Option<()> {
        self.take(b'[')?;
        for _ in 0..index {
            self.value()?;
            self.take(b',')?;
        }
        self.space();
        Some(())
    }

    /// Skips a value, without recursion: nesting may be deep.
    fn value(&mut self) -> Option<()> {
        self.space();
        let mut depth = 0_usize;
        loop {
            match self.next()? {
                b'"' => self.string()?,
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
            if depth == 0 && self.next().is_none_or(|b| matches!(b, b',' | b'}' | b']')) {
                return Some(());
            }
        }
    }

    fn string(&mut self) -> Option<()> {
        self.at += 1;
        loop {
            match self.next()? {
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
    fn a_path_leads_to_its_line() {
        assert_eq!(of(TEXT, ""), Some(1));
        assert_eq!(of(TEXT, "a"), Some(2));
        assert_eq!(of(TEXT, "a[1].x"), Some(2));
        assert_eq!(of(TEXT, "a[2][0]"), Some(4));
        assert_eq!(of(TEXT, "bc.d"), Some(6));
    }

    #[test]
    fn a_path_that_is_not_there_has_no_line() {
        for path in ["z", "a[9]", "a.b", "bc.d.e"] {
            assert_eq!(of(TEXT, path), None, "{path}");
        }
        assert_eq!(of("<html>", "a"), None);
    }
}
