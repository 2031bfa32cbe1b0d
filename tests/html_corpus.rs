//! Over real articles, where they are at hand (`../shared/corpora`): every character of text that
//! is not white space is kept, in order; pictures and frames are placed; no payload gets a scheme
//! through. The expected text is taken from the parse tree by other rules than the converter's.

mod html_support;

use baca::html::{self, Element, Node};
use html_support::*;
use serde_json::Value;
use std::path::{Path, PathBuf};

fn corpora() -> Option<PathBuf> {
    let shared = std::env::var_os("BACA_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let found = shared.join("corpora");
    if found.is_dir() {
        return Some(found);
    }
    eprintln!("no corpora beside the checkout: nothing to compare with");
    None
}

fn files(folder: &Path, wanted: &dyn Fn(&Path) -> bool) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            out.extend(files(&path, wanted));
        } else if wanted(&path) {
            out.push(path);
        }
    }
    out.sort();
    out
}

fn has_extension(path: &Path, extension: &str) -> bool {
    path.extension().is_some_and(|e| e == extension)
}

/// Every text in the JSON that looks like markup.
fn markup(value: &Value, out: &mut Vec<String>) {
    match value {
        Value::String(text) if text.contains('<') && text.contains('>') => out.push(text.clone()),
        Value::Array(values) => values.iter().for_each(|v| markup(v, out)),
        Value::Object(object) => object.values().for_each(|v| markup(v, out)),
        _ => {}
    }
}

/// All HTML there is: whole articles, bodies and captions out of CMS answers, and payloads.
fn documents(corpora: &Path) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for folder in ["readability", "udhr-scripts"] {
        for path in files(&corpora.join(folder), &|p| has_extension(p, "html")) {
            let html = std::fs::read_to_string(&path).expect("a readable file");
            out.push((path.display().to_string(), html));
        }
    }
    let folders =
        ["wordpress", "ghost", "jsonfeed", "ans", "apple-news", "newsarticle-jsonld", "xss"];
    for folder in folders {
        for path in files(&corpora.join(folder), &|p| has_extension(p, "json")) {
            let text = std::fs::read_to_string(&path).expect("a readable file");
            let Ok(value) = serde_json::from_str(&text) else { continue };
            let mut found = Vec::new();
            markup(&value, &mut found);
            let names = (0..).map(|at| format!("{}#{at}", path.display()));
            out.extend(names.zip(found));
        }
    }
    out
}

/// Pictures that are more than a dot holding a place, at an address that may be shown.
fn pictures(e: &Element) -> usize {
    let shows = |e: &Element| {
        let one = |name| e.attribute(name) == Some("1");
        let src = e.attribute("src").unwrap_or_default();
        let holds_place = src.starts_with("data:") && (src.len() < 256 || src.contains("svg"));
        e.name == "img" && !(one("width") && one("height")) && !holds_place
    };
    let inside = |node: &Node| match node {
        Node::Element(e) => usize::from(shows(e)) + pictures(e),
        Node::Text(_) => 0,
    };
    e.children.iter().map(inside).sum()
}

#[test]
fn every_character_is_kept_in_order() {
    let Some(corpora) = corpora() else { return };
    let mut lost = Vec::new();
    let documents = documents(&corpora);
    assert!(documents.len() > 100, "the corpora are there but empty");
    for (name, source) in &documents {
        let nodes = parse(source);
        let mut wanted = String::new();
        expected(&nodes, 0, &mut wanted);
        let kept: String =
            visible(&blocks(source)).chars().filter(|c| !c.is_whitespace()).collect();
        if kept != wanted {
            let same = kept.chars().zip(wanted.chars()).take_while(|(a, b)| a == b).count();
            let around = |text: &str| {
                text.chars().skip(same.saturating_sub(20)).take(80).collect::<String>()
            };
            lost.push(format!(
                "{name}\n  wanted …{}\n  kept   …{}",
                around(&wanted),
                around(&kept)
            ));
        }
    }
    assert!(lost.is_empty(), "{} of {}:\n{}", lost.len(), documents.len(), lost.join("\n"));
}

#[test]
fn pictures_and_frames_are_placed() {
    let Some(corpora) = corpora() else { return };
    let mut lost = Vec::new();
    for path in files(&corpora.join("readability"), &|p| has_extension(p, "html")) {
        let source = std::fs::read_to_string(&path).expect("a readable file");
        let nodes = parse(&source);
        let root = Element { children: nodes, ..Element::default() };
        let (mut images, mut embeds) = (0, 0);
        each_block(&blocks(&source), &mut |block| match &block.kind {
            baca::article::model::Kind::Image(_) => images += 1,
            baca::article::model::Kind::Gallery { items, .. } => images += items.len(),
            baca::article::model::Kind::Embed(_) => embeds += 1,
            _ => {}
        });
        let wanted = (pictures(&root), count(&root, "iframe"));
        if (images, embeds) != wanted {
            lost.push(format!("{}: {wanted:?} became {:?}", path.display(), (images, embeds)));
        }
    }
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}

#[test]
fn no_payload_gets_a_scheme_through() {
    let Some(corpora) = corpora() else { return };
    for (name, source) in documents(&corpora) {
        for url in urls(&blocks(&source)) {
            assert!(is_allowed(&url), "{name}: {url}");
        }
        for span in html::spans(&parse(&source), &mut reading()) {
            assert!(span.href().is_none_or(is_allowed), "{name}: {span:?}");
        }
    }
}
