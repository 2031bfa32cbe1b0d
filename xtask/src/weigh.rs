//! What costs how much: the code of a module by crate and, for our own, by feature. The names are
//! those that the compiler gave; what was inlined counts where it went.

use crate::bundle;
use crate::size::compress;
use crate::tools::{target, Outcome};
use std::collections::BTreeMap;
use std::fs;
use wasmparser::{KnownCustom, Name, Parser, Payload};

/// Features of our own, by the beginning of a path; the first that fits counts.
const FEATURES: [(&str, &str); 19] = [
    ("baca::article::formats::baca", "reading Baca's own format"),
    ("baca::article", "the model, JSON, addresses"),
    ("baca::platform", "parsers of the browser"),
    ("baca::html", "the converter of markup"),
    ("baca::view::toolbar", "toolbar and settings panel"),
    ("baca::view::sharing", "share panel"),
    ("baca::share", "share panel"),
    ("baca::settings", "keeping settings"),
    ("baca::reading", "reading position"),
    ("baca::analytics", "analytics"),
    ("baca::view::events", "pictures, media and links"),
    ("baca::view::app", "the app"),
    ("baca::view::rooms", "rooms"),
    ("baca::comments", "comment providers"),
    ("baca::notifications", "notifications"),
    ("baca::view", "drawing the article"),
    ("baca::config", "configuration"),
    ("baca::i18n", "words, Intl"),
    ("baca::intl", "words, Intl"),
];

/// Prints the tables of a module.
pub fn weigh(module: &str) -> Outcome {
    let folder = target().join("weighed");
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let file = bundle::build_named(module, &folder)?;
    let content = fs::read(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    let sizes = functions(&content).map_err(|error| format!("{}: {error}", file.display()))?;
    let data = data(&content).map_err(|error| format!("{}: {error}", file.display()))?;
    let code: usize = sizes.iter().map(|(_, size)| size).sum();
    let (mut crates, mut features) = (BTreeMap::new(), BTreeMap::new());
    for (name, size) in &sizes {
        let home = home(name);
        *crates.entry(home.to_string()).or_insert(0) += size;
        if home == "baca" {
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

fn table(title: &str, rows: &BTreeMap<String, usize>, share: f64) {
    println!("\n{title:<34}{:>8}{:>10}", "bytes", "≈ brotli");
    let mut rows: Vec<_> = rows.iter().collect();
    rows.sort_by_key(|(_, size)| std::cmp::Reverse(**size));
    for (name, size) in rows {
        println!("  {name:<32}{size:>8}{:>10.0}", *size as f64 * share);
    }
}

/// Each function's name and size.
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
        plain(&format!("{:#}", rustc_demangle::demangle(name)))
    };
    Ok(sizes.into_iter().enumerate().map(|(index, size)| (name(index), size)).collect())
}

/// A name without the numbers that tell two versions of a crate apart.
fn plain(name: &str) -> String {
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

fn data(module: &[u8]) -> wasmparser::Result<usize> {
    let mut size = 0;
    for payload in Parser::new(0).parse_all(module) {
        if let Payload::DataSection(section) = payload? {
            size += section.range().len();
        }
    }
    Ok(size)
}

/// The crate that a function comes from: where its code stands, or the type that it is for.
fn home(name: &str) -> &str {
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

fn feature(name: &str) -> &'static str {
    let path = name.trim_start_matches(['<', '&']);
    FEATURES.iter().find(|(begin, _)| path.starts_with(begin)).map_or("the rest", |(_, name)| name)
}
