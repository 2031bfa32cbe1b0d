//! Short names between a WebAssembly module and its glue. wasm-bindgen calls each import by its own
//! name and a hash of 16 digits, once in the module and once in the script: bytes that no reader
//! needs and no compression removes (some 5 KB of 120).
//!
//! The import section is the one that <https://webassembly.github.io/spec/core/binary/modules.html>
//! describes in §5.5.5; all other sections are copied.

use std::collections::HashMap;

const IMPORTS: u8 = 2;

/// The module and the glue with short names; `None` if the module is not as expected.
pub fn shorten(module: &[u8], glue: &str) -> Option<(Vec<u8>, String)> {
    let mut out = module.get(..8)?.to_vec();
    let mut names = HashMap::new();
    let mut from = None;
    let mut rest = Bytes(module.get(8..)?);
    while !rest.0.is_empty() {
        let id = rest.byte()?;
        let size = rest.number()?;
        let section = rest.take(size)?;
        let section =
            if id == IMPORTS { rename(section, &mut names, &mut from)? } else { section.to_vec() };
        out.push(id);
        write_number(&mut out, section.len());
        out.extend(section);
    }
    let mut text = replace_identifiers(glue, &names);
    let quoted = format!("\"{}\"", from?);
    if !text.contains(&quoted) {
        return None;
    }
    text = text.replace(&quoted, "a");
    Some((out, text))
}

fn rename(
    section: &[u8],
    names: &mut HashMap<String, String>,
    from: &mut Option<String>,
) -> Option<Vec<u8>> {
    let mut rest = Bytes(section);
    let count = rest.number()?;
    let mut out = Vec::new();
    write_number(&mut out, count);
    for index in 0..count {
        let module = rest.name()?;
        if from.get_or_insert_with(|| module.clone()) != &module {
            return None;
        }
        let short = short(index);
        names.insert(rest.name()?, short.clone());
        out.extend([1, b'a']);
        write_number(&mut out, short.len());
        out.extend(short.as_bytes());
        let kind = rest.import_kind()?;
        out.extend(kind);
    }
    Some(out)
}

/// `a`, `b` … `Z`, `ab`, `bb` …
fn short(index: usize) -> String {
    const LETTERS: &[u8; 52] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let mut out = String::new();
    let mut rest = index;
    loop {
        out.push(LETTERS[rest % 52] as char);
        rest /= 52;
        if rest == 0 {
            return out;
        }
    }
}

/// Replaces whole identifiers only.
fn replace_identifiers(script: &str, names: &HashMap<String, String>) -> String {
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    let mut out = String::with_capacity(script.len());
    let mut rest = script;
    while let Some(start) = rest.find(is_part) {
        let (before, tail) = rest.split_at(start);
        let end = tail.find(|c| !is_part(c)).unwrap_or(tail.len());
        let (word, tail) = tail.split_at(end);
        out.push_str(before);
        out.push_str(names.get(word).map_or(word, String::as_str));
        rest = tail;
    }
    out.push_str(rest);
    out
}

struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    fn take(&mut self, size: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(size)?;
        self.0 = rest;
        Some(taken)
    }

    /// An unsigned LEB128.
    fn number(&mut self) -> Option<usize> {
        let mut value = 0;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            value |= usize::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    fn name(&mut self) -> Option<String> {
        let size = self.number()?;
        String::from_utf8(self.take(size)?.to_vec()).ok()
    }

    /// What is imported: a function's type, or the limits of a table or a memory, as bytes.
    fn import_kind(&mut self) -> Option<&'a [u8]> {
        let whole = self.0;
        match self.byte()? {
            0 => {
                self.number()?;
            }
            1 => {
                self.byte()?;
                self.limits()?;
            }
            2 => self.limits()?,
            3 => {
                self.take(2)?;
            }
            _ => return None,
        }
        whole.get(..whole.len() - self.0.len())
    }

    fn limits(&mut self) -> Option<()> {
        let flags = self.number()?;
        self.number()?;
        if flags & 1 == 1 {
            self.number()?;
        }
        Some(())
    }
}

fn write_number(out: &mut Vec<u8>, mut value: usize) {
    loop {
        let byte = (value & 0x7f) as u8;
        value >>= 7;
        if value == 0 {
            out.push(byte);
            return;
        }
        out.push(byte | 0x80);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module with one type and two imported functions, and nothing else.
    fn module() -> Vec<u8> {
        let mut imports = vec![2];
        for name in ["__wbg_one_0123", "__wbg_two_4567"] {
            imports.extend([4]);
            imports.extend(b"./g.");
            imports.push(name.len() as u8);
            imports.extend(name.as_bytes());
            imports.extend([0, 0]);
        }
        let mut out = b"\0asm\x01\0\0\0".to_vec();
        out.extend([1, 4, 1, 0x60, 0, 0]);
        out.extend([IMPORTS, imports.len() as u8]);
        out.extend(imports);
        out
    }

    #[test]
    fn names_become_short_on_both_sides() {
        let glue = r#"return{"./g.":{__wbg_one_0123:f,__wbg_two_4567(){},x__wbg_one_0123:1}}"#;
        let (module, glue) = shorten(&module(), glue).expect("a well-formed module");
        assert_eq!(glue, "return{a:{a:f,b(){},x__wbg_one_0123:1}}");
        let imports = [IMPORTS, 13, 2, 1, b'a', 1, b'a', 0, 0, 1, b'a', 1, b'b', 0, 0];
        assert!(module.ends_with(&imports));
    }

    #[test]
    fn what_is_not_a_module_is_left_alone() {
        assert!(shorten(b"", "").is_none());
        assert!(shorten(b"\0asm\x01\0\0\0\x02\x05\x01", "").is_none());
    }
}
