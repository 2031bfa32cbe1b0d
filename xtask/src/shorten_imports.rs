//! Shortens the names of imports in a WebAssembly module and its script, and those of exports that only the
//! script calls. wasm-bindgen gives them hashes of 16 digits, once in the module and once in the script.
//! Nothing needs these digits, and compression does not remove them (some 5 KB of 120). Imports whose functions
//! are written alike, as those that read `length` of different types, become one function.

use std::collections::HashMap;
use std::ops::Range;
use wasm_encoder::reencode::{Reencode, RoundtripReencoder};
use wasm_encoder::{ExportSection, ImportSection, Module, RawSection};
use wasmparser::{Encoding, ExportSectionReader, ImportSectionReader, Parser, Payload};

/// The new name of the module that all imports come from.
const FROM: &str = "a";

/// Returns a module and its script with short names for the imports. Fails if the module is not
/// well-formed, if it imports from more than one module, or if the script does not name that module.
pub fn shorten(module: &[u8], glue: &str) -> Result<(Vec<u8>, String), String> {
    let mut out = Module::new();
    let mut names = HashMap::new();
    let mut functions = Functions::of(glue);
    let mut from = None;
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload.map_err(|error| error.to_string())?;
        if let Payload::Version { encoding: Encoding::Component, .. } = payload {
            return Err("this is a component, not a module".into());
        }
        if let Payload::ImportSection(imports) = payload {
            out.section(&rename(imports, &mut names, &mut functions, &mut from)?);
        } else if let Payload::ExportSection(exports) = payload {
            out.section(&rename_exports(exports, &mut names)?);
        } else if let Some((id, range)) = payload.as_section() {
            let data = module.get(range).ok_or("a section is cut off")?;
            out.section(&RawSection { id, data });
        }
    }
    let from = from.ok_or("it imports nothing")?;
    let text = replace_identifiers(&functions.without_copies(), &names);
    let quoted = format!("\"{from}\"");
    if !text.contains(&quoted) {
        return Err(format!("its script does not name {from}"));
    }
    Ok((out.finish(), text.replace(&quoted, FROM)))
}

/// Returns the import section with short names. Adds each old and short name to `names`; sets `from`
/// to the module that the imports come from.
fn rename<'a>(
    imports: ImportSectionReader<'a>,
    names: &mut HashMap<&'a str, String>,
    functions: &mut Functions,
    from: &mut Option<&'a str>,
) -> Result<ImportSection, String> {
    let mut out = ImportSection::new();
    for (index, import) in imports.into_iter().enumerate() {
        let import = import.map_err(|error| error.to_string())?;
        if *from.get_or_insert(import.module) != import.module {
            return Err("it imports from more than one module".into());
        }
        let kind = RoundtripReencoder.entity_type(import.ty).map_err(|error| error.to_string())?;
        let short = functions.name(import.name, short(index));
        out.import(FROM, &short, kind);
        names.insert(import.name, short);
    }
    Ok(out)
}

/// The functions of a script that a module imports.
struct Functions<'a> {
    glue: &'a str,
    /// The short name of each function, by its text.
    names: HashMap<&'a str, String>,
    /// Where the script defines functions that it has already.
    copies: Vec<Range<usize>>,
}

impl<'a> Functions<'a> {
    fn of(glue: &'a str) -> Self {
        Self { glue, names: HashMap::new(), copies: Vec::new() }
    }

    /// Returns the short name of an import: that of an equal function, or else `short`.
    fn name(&mut self, import: &str, short: String) -> String {
        let Some(entry) = entry_of(self.glue, import) else { return short };
        let text = self.glue.get(entry.start + import.len()..entry.end).unwrap_or_default();
        let text = text.strip_suffix(',').unwrap_or(text);
        if let Some(known) = self.names.get(text) {
            self.copies.push(entry);
            return known.clone();
        }
        self.names.insert(text, short.clone());
        short
    }

    /// Returns the script with each function once.
    fn without_copies(mut self) -> String {
        self.copies.sort_by_key(|copy| copy.start);
        let mut out = String::with_capacity(self.glue.len());
        let mut at = 0;
        for copy in self.copies {
            out.push_str(self.glue.get(at..copy.start).unwrap_or_default());
            at = copy.end;
        }
        out.push_str(self.glue.get(at..).unwrap_or_default());
        out
    }
}

/// Returns where an object of the script defines the member `name`, with the comma after it; `None` if it does not.
fn entry_of(script: &str, name: &str) -> Option<Range<usize>> {
    let (start, _) = script.match_indices(name).find(|(at, _)| {
        let (before, after) = (&script[..*at], &script[at + name.len()..]);
        before.ends_with([',', '{']) && after.starts_with([':', '('])
    })?;
    let mut depth = 0;
    let mut quote = None;
    let mut is_escaped = false;
    for (offset, c) in script[start..].char_indices() {
        if is_escaped {
            is_escaped = false;
            continue;
        }
        match (quote, c) {
            (Some(_), '\\') => is_escaped = true,
            (Some(end), _) if end == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'' | '`') => quote = Some(c),
            (None, '(' | '[' | '{') => depth += 1,
            (None, '}') if depth == 0 => return Some(start..start + offset),
            (None, ')' | ']' | '}') => depth -= 1,
            (None, ',') if depth == 0 => return Some(start..start + offset + 1),
            (None, _) => {}
        }
    }
    None
}

/// Returns the export section with short names for what the script of wasm-bindgen calls by itself. Adds each
/// old and short name to `names`. Names with two underscores keep them: the script does not wrap these
/// functions (`glue`).
fn rename_exports<'a>(
    exports: ExportSectionReader<'a>,
    names: &mut HashMap<&'a str, String>,
) -> Result<ExportSection, String> {
    let mut out = ExportSection::new();
    for (index, export) in exports.into_iter().enumerate() {
        let export = export.map_err(|error| error.to_string())?;
        let kind =
            RoundtripReencoder.export_kind(export.kind).map_err(|error| error.to_string())?;
        let prefix = if export.name.starts_with("__") { "__" } else { "_" };
        if prefix == "__" || export.name.starts_with("wasm_bindgen_") {
            names.insert(export.name, format!("{prefix}{}", short(index)));
        }
        out.export(names.get(export.name).map_or(export.name, String::as_str), kind, export.index);
    }
    Ok(out)
}

/// Returns a different short name for each index: `a`, `b` … `Z`, `ab`, `bb` …
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

/// Replaces identifiers of a script by `names`; only whole identifiers count.
fn replace_identifiers(script: &str, names: &HashMap<&str, String>) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns a module with one type and two imported functions.
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
        out.extend([2, imports.len() as u8]);
        out.extend(imports);
        out
    }

    #[test]
    fn names_are_shortened_in_the_module_and_in_the_script() {
        let glue = r#"return{"./g.":{__wbg_one_0123:f,__wbg_two_4567(){},x__wbg_one_0123:1}}"#;
        let (module, glue) = shorten(&module(), glue).expect("a well-formed module");
        assert_eq!(glue, "return{a:{a:f,b(){},x__wbg_one_0123:1}}");
        let imports = [2, 13, 2, 1, b'a', 1, b'a', 0, 0, 1, b'a', 1, b'b', 0, 0];
        assert!(module.ends_with(&imports));
    }

    #[test]
    fn equal_functions_are_one() {
        let glue = r#"return{"./g.":{__wbg_one_0123(t){return t(",}",[1,2])},x:1,__wbg_two_4567(t){return t(",}",[1,2])}}}"#;
        let (short, glue) = shorten(&module(), glue).expect("a well-formed module");
        assert_eq!(glue, r#"return{a:{a(t){return t(",}",[1,2])},x:1,}}"#);
        let imports = [2, 13, 2, 1, b'a', 1, b'a', 0, 0, 1, b'a', 1, b'a', 0, 0];
        assert!(short.ends_with(&imports));
    }

    #[test]
    fn all_kinds_of_imports_and_other_sections_are_kept() {
        let mut imports = ImportSection::new();
        let memory = wasm_encoder::MemoryType {
            minimum: 17,
            maximum: Some(300),
            memory64: false,
            shared: false,
            page_size_log2: None,
        };
        imports.import("./g.", "__wbg_memory_0123", memory);
        let custom = wasm_encoder::CustomSection { name: "own".into(), data: (&[1, 2, 3]).into() };
        let mut module = Module::new();
        module.section(&imports).section(&custom);
        let (short, glue) = shorten(&module.finish(), r#"{"./g.":{__wbg_memory_0123:m}}"#)
            .expect("a well-formed module");
        assert_eq!(glue, "{a:{a:m}}");
        let mut expected = Module::new();
        let mut imports = ImportSection::new();
        imports.import("a", "a", memory);
        expected.section(&imports).section(&custom);
        assert_eq!(short, expected.finish());
    }

    #[test]
    fn exports_are_shortened_unless_the_loader_calls_them() {
        let mut exports = ExportSection::new();
        for (index, name) in
            ["mount", "__wbindgen_malloc", "wasm_bindgen_0123_invoke"].iter().enumerate()
        {
            exports.export(name, wasm_encoder::ExportKind::Func, index as u32);
        }
        let imports = |name| {
            let mut imports = ImportSection::new();
            imports.import(FROM, name, wasm_encoder::EntityType::Function(0));
            imports
        };
        let mut long = Module::new();
        let mut with_from = ImportSection::new();
        with_from.import("./g.", "__wbg_one_0123", wasm_encoder::EntityType::Function(0));
        long.section(&with_from).section(&exports);
        let glue = r#"{"./g.":{__wbg_one_0123:f}};w.mount();w.__wbindgen_malloc();w.wasm_bindgen_0123_invoke()"#;
        let (module, glue) = shorten(&long.finish(), glue).expect("a well-formed module");
        assert_eq!(glue, "{a:{a:f}};w.mount();w.__b();w._c()");
        let mut expected = Module::new();
        let mut exports = ExportSection::new();
        for (index, name) in ["mount", "__b", "_c"].iter().enumerate() {
            exports.export(name, wasm_encoder::ExportKind::Func, index as u32);
        }
        expected.section(&imports("a")).section(&exports);
        assert_eq!(module, expected.finish());
    }

    #[test]
    fn imports_of_two_modules_and_a_script_without_the_module_are_rejected() {
        let mut imports = ImportSection::new();
        for from in ["./g.", "./h."] {
            imports.import(from, "f", wasm_encoder::EntityType::Function(0));
        }
        let mut two = Module::new();
        two.section(&imports);
        assert!(shorten(&two.finish(), "{\"./g.\":{}}").is_err());
        assert!(shorten(&module(), "{}").is_err());
    }

    #[test]
    fn input_that_is_not_a_module_is_rejected() {
        assert!(shorten(b"", "").is_err());
        assert!(shorten(b"\0asm\x01\0\0\0\x02\x05\x01", "").is_err());
    }
}
