//! Parses common JSON inside the module. Copying each value from the browser's parser takes several
//! times as long, which is noticeable for a long article. Anything uncommon (an error, a lone
//! surrogate, deep nesting, an exponent) is left to the browser's parser, which also reports errors.
//! <https://datatracker.ietf.org/doc/html/rfc8259>

use super::limits::MAX_DEPTH;
use crate::{number, text};
use serde_json::{Map, Value};

/// Parses `text`; `None` if the browser's parser has to decide. `number` parses numbers with a decimal
/// point.
pub fn parse(text: &str, number: fn(&str) -> Option<f64>) -> Option<Value> {
    let mut parser = Parser { text, at: 0, number, is_valid: false, cut: false };
    let value = parser.value(0)?;
    parser.skip_space();
    (parser.at == text.len()).then_some(value)
}

/// Parses `text`, which the browser's parser has accepted. Values deeper than [`MAX_DEPTH`] become `null`; the flag
/// is `true` if there are any. `number` parses numbers that are not whole.
pub fn parse_valid(text: &str, number: fn(&str) -> Option<f64>) -> (Value, bool) {
    let mut parser = Parser { text, at: 0, number, is_valid: true, cut: false };
    let value = parser.value(0).unwrap_or_default();
    (value, parser.cut)
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    number: fn(&str) -> Option<f64>,
    /// Whether the text is known to be JSON, so that what is uncommon can be parsed too.
    is_valid: bool,
    /// Whether values were left out that are nested too deeply.
    cut: bool,
}

impl Parser<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    /// Consumes white space and the byte after it, and returns that byte.
    fn next(&mut self) -> Option<u8> {
        self.skip_space();
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    /// Consumes `rest`, if it follows, and returns `value`.
    fn literal(&mut self, rest: &str, value: Value) -> Option<Value> {
        self.text.get(self.at..)?.starts_with(rest).then(|| {
            self.at += rest.len();
            value
        })
    }

    fn value(&mut self, depth: usize) -> Option<Value> {
        match self.next()? {
            b'{' | b'[' if depth >= MAX_DEPTH => self.deep_value(),
            b'"' => self.string().map(Value::String),
            b'{' => self.object(depth),
            b'[' => self.array(depth),
            b't' => self.literal("rue", true.into()),
            b'f' => self.literal("alse", false.into()),
            b'n' => self.literal("ull", Value::Null),
            b'-' | b'0'..=b'9' => self.number_literal(),
            _ => None,
        }
    }

    /// Parses the rest of an object or a list after its opening bracket as `null`.
    fn deep_value(&mut self) -> Option<Value> {
        if !self.is_valid {
            return None;
        }
        let mut open = 1;
        while open > 0 {
            match self.next()? {
                b'"' => drop(self.string()?),
                b'{' | b'[' => open += 1,
                b'}' | b']' => open -= 1,
                _ => {}
            }
        }
        self.cut = true;
        Some(Value::Null)
    }

    fn object(&mut self, depth: usize) -> Option<Value> {
        let mut members = Map::new();
        self.skip_space();
        if self.peek() == Some(b'}') {
            self.at += 1;
            return Some(Value::Object(members));
        }
        loop {
            if self.next()? != b'"' {
                return None;
            }
            let key = self.string()?;
            if self.next()? != b':' {
                return None;
            }
            members.insert(key, self.value(depth + 1)?);
            match self.next()? {
                b',' => {}
                b'}' => return Some(Value::Object(members)),
                _ => return None,
            }
        }
    }

    fn array(&mut self, depth: usize) -> Option<Value> {
        let mut values = Vec::new();
        self.skip_space();
        if self.peek() == Some(b']') {
            self.at += 1;
            return Some(Value::Array(values));
        }
        loop {
            values.push(self.value(depth + 1)?);
            match self.next()? {
                b',' => {}
                b']' => return Some(Value::Array(values)),
                _ => return None,
            }
        }
    }

    /// Parses the rest of a string after its opening quote.
    fn string(&mut self) -> Option<String> {
        let mut out = String::new();
        loop {
            let rest = self.text.get(self.at..)?;
            let end = rest.bytes().position(|b| matches!(b, b'"' | b'\\' | 0..=0x1f))?;
            out.push_str(rest.get(..end)?);
            self.at += end + 1;
            match rest.as_bytes().get(end)? {
                b'"' => return Some(out),
                b'\\' => out.push(self.escape()?),
                _ => return None,
            }
        }
    }

    /// Parses the rest of an escape sequence after its backslash.
    fn escape(&mut self) -> Option<char> {
        let byte = self.peek()?;
        self.at += 1;
        Some(match byte {
            b'"' | b'\\' | b'/' => char::from(byte),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.unicode_escape(),
            _ => return None,
        })
    }

    /// Parses the rest of `\u…` after the `u`: one UTF-16 unit, or a surrogate pair. In JSON, a lone surrogate becomes
    /// the replacement character.
    fn unicode_escape(&mut self) -> Option<char> {
        let first = self.hex_digits()?;
        let after = self.at;
        let code = match first {
            0xd800..0xdc00 => {
                self.low_surrogate().map(|low| 0x10000 + ((first - 0xd800) << 10) + low)
            }
            _ => Some(first),
        };
        code.and_then(char::from_u32).or_else(|| {
            self.at = after;
            self.is_valid.then_some(char::REPLACEMENT_CHARACTER)
        })
    }

    /// Parses the second half of a surrogate pair.
    fn low_surrogate(&mut self) -> Option<u32> {
        self.literal("\\u", Value::Null)?;
        self.hex_digits()?.checked_sub(0xdc00).filter(|low| *low < 0x400)
    }

    /// Parses four hexadecimal digits.
    fn hex_digits(&mut self) -> Option<u32> {
        let digits = self.text.get(self.at..self.at + 4)?;
        self.at += 4;
        let plain = digits.bytes().all(|b| b.is_ascii_hexdigit());
        u32::from_str_radix(digits, 16).ok().filter(|_| plain)
    }

    /// Parses a number whose first character has been consumed.
    fn number_literal(&mut self) -> Option<Value> {
        let rest = self.text.get(self.at - 1..)?;
        let part = |b: u8| matches!(b, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E');
        let text = rest.get(..rest.bytes().position(|b| !part(b)).unwrap_or(rest.len()))?;
        self.at += text.len() - 1;
        let digits = text.strip_prefix('-').unwrap_or(text);
        if digits.is_empty()
            || (digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0."))
        {
            return None;
        }
        if let Some(number) = number::whole(digits).filter(|_| digits.len() < 16 && text != "-0") {
            return Some(if digits == text { number } else { -number }.into());
        }
        // Other numbers are common only with digits on both sides of the point and no exponent.
        let plain = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let parts = text::split_once(digits, ".");
        if !self.is_valid && !parts.is_some_and(|(before, after)| plain(before) && plain(after)) {
            return None;
        }
        let number = (self.number)(text)?;
        let whole = number as i64;
        Some(if whole as f64 == number { whole.into() } else { number.into() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Option<Value> {
        parse(text, |number| number.parse().ok())
    }

    #[test]
    fn common_json_is_parsed_as_by_any_parser() {
        for text in [
            r#"{"a":[1,-2,0,0.5,-10.25,true,false,null,"x"],"b":{},"c":[], "d" : "é\n\"\\\/\u00e9\ud83d\ude00" }"#,
            "[ ]",
            "\"\"",
            " {\n\"a\"\t:\r1 } ",
            r#"{"a":1,"a":2}"#,
            "123456789012345",
        ] {
            assert_eq!(parsed(text), serde_json::from_str(text).ok(), "{text}");
            assert!(parsed(text).is_some(), "{text}");
        }
    }

    #[test]
    fn anything_uncommon_is_left_to_the_other_parser() {
        for text in [
            "",
            " ",
            "{",
            "[1,]",
            "{\"a\":}",
            "{a:1}",
            "01",
            "1.",
            ".5",
            "+1",
            "-",
            "1e5",
            "-0",
            "tru",
            "nul",
            "\"\n\"",
            "\"\\x\"",
            "\"\\ud800\"",
            "\"\\ud800\\u0041\"",
            "\"\\u+123\"",
            "\"abc",
            "1 2",
            "[1 2]",
            "{\"a\" 1}",
            "12345678901234567890",
            "00",
            "-01",
            "1.2.3",
            "\u{a0}1",
        ] {
            assert_eq!(parsed(text), None, "{text:?}");
        }
        assert_eq!(parsed(&"[".repeat(MAX_DEPTH * 3)), None);
    }

    #[test]
    fn uncommon_json_is_parsed_once_the_other_parser_has_accepted_it() {
        let valid = |text| parse_valid(text, |number| number.parse().ok());
        let numbers = serde_json::json!([100_000, -0.0005, 1.234_567_890_123_456_7e19]);
        assert_eq!(valid("[1e5, -0.5E-3, 12345678901234567890]"), (numbers, false));
        assert_eq!(valid("-0"), (0.into(), false));
        assert_eq!(
            valid(r#""\ud800\u0041\udc00\ud800""#),
            ("\u{fffd}A\u{fffd}\u{fffd}".into(), false)
        );
        let (mut value, cut) =
            valid(&format!("{}1,{{}},[\"]\"]{}", "[".repeat(100_000), "]".repeat(100_000)));
        assert!(cut);
        for _ in 0..MAX_DEPTH {
            value = value[0].take();
        }
        assert_eq!(value, Value::Null);
    }

    #[test]
    fn all_examples_of_the_repository_are_common_json() {
        let folders = ["schema/examples", "demo/articles", "locales"];
        let shared = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../static");
        let entries = |folder| std::fs::read_dir(shared.join(folder)).expect("a folder");
        for entry in folders.iter().flat_map(entries) {
            let path = entry.expect("an entry").path();
            let text = std::fs::read_to_string(&path).expect("readable");
            assert_eq!(parsed(&text), serde_json::from_str(&text).ok(), "{}", path.display());
        }
    }
}
