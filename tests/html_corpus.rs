//! Tests the HTML of `tests/corpus`: every character of text, except white space, is kept in order;
//! images and frames are converted; no attack results in a forbidden URL. The expected text is computed
//! from the parse tree by rules that are independent of the converter.

mod corpus_support;
mod html_support;

use baca_convert::html;
use baca_sys::html::{Element, Node};
use corpus_support::{cms_documents, documents, AttackParts};
use html_support::*;
use serde_json::Value;

/// Collects every string in the JSON that looks like HTML.
fn markup(value: &Value, out: &mut Vec<String>) {
    match value {
        Value::String(text) if text.contains('<') && text.contains('>') => out.push(text.clone()),
        Value::Array(values) => values.iter().for_each(|v| markup(v, out)),
        Value::Object(object) => object.values().for_each(|v| markup(v, out)),
        _ => {}
    }
}

/// Returns all HTML of the corpus: whole pages, and bodies and captions of CMS documents.
fn pages() -> Vec<(String, String)> {
    let mut out = documents("html", "html", 25);
    out.extend(documents("writing-systems", "html", 31));
    for (name, text) in cms_documents() {
        let value = serde_json::from_str(&text).expect("JSON");
        let mut found = Vec::new();
        markup(&value, &mut found);
        out.extend((0..).map(|at| format!("{name}#{at}")).zip(found));
    }
    out
}

/// Counts the elements in `e` that `wanted` accepts.
fn count_elements(e: &Element, wanted: &dyn Fn(&Element) -> bool) -> usize {
    let inside = |node: &Node| match node {
        Node::Element(e) => usize::from(wanted(e)) + count_elements(e, wanted),
        Node::Text(_) => 0,
    };
    e.children.iter().map(inside).sum()
}

fn has_class(e: &Element, classes: &[&str]) -> bool {
    let class = e.attribute("class").unwrap_or_default();
    class.split_ascii_whitespace().any(|c| classes.contains(&c))
}

/// Returns whether an element is an image that is converted to one: not a tracking pixel, not a
/// placeholder, and not the image of a formula or smiley, which is converted to text.
fn is_picture(e: &Element) -> bool {
    let one = |name| e.attribute(name) == Some("1");
    let src = e.attribute("src").unwrap_or_default();
    let is_placeholder = src.starts_with("data:") && (src.len() < 256 || src.contains("svg"));
    let is_text = has_class(e, &["latex", "emoji", "wp-smiley"]);
    let is_pixel = one("width") && one("height");
    matches!(e.name.as_str(), "img" | "amp-img") && !is_pixel && !is_placeholder && !is_text
}

/// Returns whether an element is a frame, or a post whose provider's script would replace it with one.
fn is_frame(e: &Element) -> bool {
    matches!(e.name.as_str(), "iframe" | "amp-youtube" | "amp-iframe")
        || e.name == "blockquote"
            && has_class(e, &["twitter-tweet", "instagram-media", "tiktok-embed"])
}

#[test]
fn every_character_is_kept_in_order() {
    let mut lost = Vec::new();
    let mut documents = pages();
    assert!(documents.len() >= 120, "{} documents", documents.len());
    let parts = AttackParts::read();
    documents.extend(parts.list("documents", 100).iter().map(|s| (s.to_string(), s.to_string())));
    for (name, source) in &documents {
        let nodes = parse(source);
        let mut wanted = String::new();
        expected(&nodes, &mut wanted);
        let kept: String = visible(&blocks(source)).chars().filter(|c| !is_unseen(*c)).collect();
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
fn images_and_frames_are_converted() {
    let mut lost = Vec::new();
    let (mut all_images, mut all_embeds) = (0, 0);
    for (name, source) in documents("html", "html", 25) {
        let nodes = parse(&source);
        let root = Element { children: nodes, ..Element::default() };
        let (mut images, mut embeds) = (0, 0);
        each_block(&blocks(&source), &mut |block| match &block.kind {
            baca_model::Kind::Image(_) => images += 1,
            baca_model::Kind::Gallery { items, .. } => images += items.len(),
            baca_model::Kind::Embed(_) => embeds += 1,
            _ => {}
        });
        // Small images become icons in the text.
        each_inline(&blocks(&source), &mut |text| images += icons(text).count());
        let wanted = (count_elements(&root, &is_picture), count_elements(&root, &is_frame));
        if (images, embeds) != wanted {
            lost.push(format!("{name}: {wanted:?} became {:?}", (images, embeds)));
        }
        all_images += images;
        all_embeds += embeds;
    }
    assert!(lost.is_empty(), "{}", lost.join("\n"));
    assert!(all_images >= 20 && all_embeds >= 14, "{all_images} pictures, {all_embeds} frames");
}

#[test]
fn no_attack_results_in_a_forbidden_url() {
    let attacks = AttackParts::read().attacks();
    assert!(attacks.len() > 3_500, "{} attacks", attacks.len());
    let named = attacks.into_iter().map(|attack| (attack.clone(), attack));
    for (name, source) in pages().into_iter().chain(named) {
        for url in urls(&blocks(&source)) {
            assert!(is_allowed(&url), "{name}: {url}");
        }
        for span in html::spans(&parse(&source), &mut decoder()) {
            assert!(span.href().is_none_or(is_allowed), "{name}: {span:?}");
        }
    }
}
