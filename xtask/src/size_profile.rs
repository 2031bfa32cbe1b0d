//! Prints the size of a module's code by crate and, for our own crates, by feature. An inlined
//! function counts for the function that contains it.

use crate::bundle;
use crate::size::compress;
use crate::tools::{target, Outcome};
use std::collections::BTreeMap;
use std::fs;
use wasmparser::{KnownCustom, Name, Parser, Payload};

/// Our features by prefix of a function's path; the first prefix that matches counts.
const FEATURES: [(&str, &str); 19] = [
    ("baca_model", "the article's model"),
    ("baca_sys", "URLs, HTML, JSON, Intl"),
    ("baca_wire", "Baca's own format"),
    ("baca_convert::html", "the converter of HTML"),
    ("baca_convert", "other formats"),
    ("baca_render::el", "the element builder"),
    ("baca_render", "rendering the article"),
    ("baca::web", "calls of the browser"),
    ("baca::panels", "panels"),
    ("baca::reader::toolbar", "toolbar and settings panel"),
    ("baca::reader::settings", "keeping settings"),
    ("baca::reader::share", "share panel"),
    ("baca::reader::analytics", "analytics"),
    ("baca::reader::scroll", "scroll tracking"),
    ("baca::reader", "the rest of the reader"),
    ("baca::comments::discussion", "discussions"),
    ("baca::comments", "comment providers"),
    ("baca::notifications", "notifications"),
    ("baca::bindings", "functions for the loader"),
];

/// Builds a module with function names, and prints its size by crate, by feature and by function.
pub fn print(module: &str) -> Outcome {
    let folder = target().join("size-profile");
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let file = bundle::build_named(module, &folder)?;
    let content = fs::read(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    let sizes = functions(&content).map_err(|error| format!("{}: {error}", file.display()))?;
    let data = data(&content).map_err(|error| format!("{}: {error}", file.display()))?;
    let code: usize = sizes.iter().map(|(_, size)| size).sum();
    let (mut crates, mut features) = (BTreeMap::new(), BTreeMap::new());
    for (name, size) in &sizes {
        let of = crate_of(name);
        *crates.entry(of.to_string()).or_insert(0) += size;
        if of.starts_with("baca") {
            *features.entry(feature(name).to_string()).or_insert(0) += size;
        }
    }
    let share = compress(&content)? as f64 / (code + data) as f64;
    println!("{module}: {code} bytes of code, {data} of data; Brotli makes {share:.2} of it");
    table("crate", &crates, share);
    table("feature of our own", &features, share);
    println!("\n{:<58}{:>8}", "largest functions", "bytes");
    let mut largest = sizes;
    largest.sort_by_key(|(_, size)| std::cmp::Reverse(*size));
    for (name, size) in largest.iter().take(40) {
        println!("  {:<56}{size:>8}", name.chars().take(110).collect::<String>());
    }
    Ok(())
}

/// Prints rows by descending size; `share` estimates the bytes after Brotli.
fn table(title: &str, rows: &BTreeMap<String, usize>, share: f64) {
    println!("\n{title:<34}{:>8}{:>10}", "bytes", "≈ brotli");
    let mut rows: Vec<_> = rows.iter().collect();
    rows.sort_by_key(|(_, size)| std::cmp::Reverse(**size));
    for (name, size) in rows {
        println!("  {name:<32}{size:>8}{:>10.0}", *size as f64 * share);
    }
}

/// Returns the name and the size in bytes of each function of the code section.
fn functions(module: &[u8]) -> wasmparser::Result<Vec<(String, usize)>> {
    let (mut sizes, mut names, mut imported) = (Vec::new(), BTreeMap::new(), 0);
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports {
                    if matches!(import?.ty, wasmparser::TypeRef::Func(_)) {
                        imported += 1;
                    }
                }
            }
            Payload::CodeSectionEntry(body) => sizes.push(body.range().len()),
            Payload::CustomSection(section) => {
                let KnownCustom::Name(all) = section.as_known() else { continue };
                for name in all {
                    let Name::Function(functions) = name? else { continue };
                    for naming in functions {
                        let naming = naming?;
                        names.insert(naming.index, naming.name.to_string());
                    }
                }
            }
            _ => {}
        }
    }
    let name = |index: usize| {
        let name = names.get(&(index as u32 + imported)).map_or("unnamed", String::as_str);
        without_hashes(&format!("{:#}", rustc_demangle::demangle(name)))
    };
    Ok(sizes.into_iter().enumerate().map(|(index, size)| (name(index), size)).collect())
}

/// Removes the hashes that distinguish versions of a crate from a demangled name.
fn without_hashes(name: &str) -> String {
    let mut parts = name.split('[');
    let first = parts.next().unwrap_or_default().to_string();
    parts.fold(first, |mut out, part| {
        match part.split_once(']') {
            Some((number, rest))
                if number.len() > 8 && number.chars().all(|c| c.is_ascii_hexdigit()) =>
            {
                out.push_str(rest);
            }
            _ => out.extend(["[", part]),
        }
        out
    })
}

/// Returns the number of bytes in the data sections.
fn data(module: &[u8]) -> wasmparser::Result<usize> {
    let mut size = 0;
    for payload in Parser::new(0).parse_all(module) {
        if let Payload::DataSection(section) = payload? {
            size += section.range().len();
        }
    }
    Ok(size)
}

/// Returns the crate of a function's path, or of the type whose method it is.
fn crate_of(name: &str) -> &str {
    let path = name.trim_start_matches(['<', '&', '*', '(', '[']);
    let path = path.strip_prefix("dyn ").or(path.strip_prefix("mut ")).unwrap_or(path);
    let first = path.split("::").next().unwrap_or(path);
    let named = |c: char| c.is_ascii_alphanumeric() || c == '_';
    if path.contains("::") && first.chars().all(named) {
        first
    } else {
        "glue and the rest"
    }
}

/// Returns the feature of a function.
fn feature(name: &str) -> &'static str {
    let path = name.trim_start_matches(['<', '&']);
    FEATURES.iter().find(|(begin, _)| path.starts_with(begin)).map_or("the rest", |(_, name)| name)
}
