//! Expands shortcodes that WordPress left in the text. Those of page builders are removed, their content
//! stays; `[caption]` becomes a figure, `[embed]` and the like an embed. Other text in brackets stays.

use super::names::Names;
use super::shortcode_content::{convert, element, is_builder, titles_of};
use baca_model::WordList;
use baca_sys::html::Node;
use baca_wire::decoder::Decoder;

/// Names that are shortcodes if they have attributes or an end tag.
const NAMES: WordList = WordList(
    "caption wp_caption embed video audio gallery playlist youtube vimeo soundcloud button row \
    col column columns section tab tabs tabgroup accordion toggle spoiler box highlight dropcap \
    pullquote divider spacer container gravityform quote blockquote title embedyt googlemaps",
);

/// Words in the names of shortcodes that are lines of their own.
const BLOCKS: WordList = WordList(
    "row col column columns section tab tabs tabgroup accordion toggle spoiler box pullquote divider \
    spacer container quote blockquote half third fourth fifth heading title",
);

/// Words in the names of shortcodes within a sentence.
const INLINE: WordList =
    WordList("dropcap highlight tooltip popover label icon fontawesome abbr link counter color");

/// Returns the empty element that separates a shortcode from the text beside it; `None` within a sentence.
fn separator(name: &str) -> Option<&'static str> {
    let has = |words: WordList| words.iter().any(|word| name.contains(word));
    if has(INLINE) {
        return None;
    }
    if name.contains("button") || name.contains("btn") {
        return Some("input");
    }
    let part = |part: &str| BLOCKS.contains(part.trim_matches(|c: char| c.is_ascii_digit()));
    (is_builder(name) || name.split(['_', '-']).any(part)).then_some("div")
}

/// A start or end tag of a shortcode.
struct Tag<'t> {
    end: usize,
    name: String,
    closes: bool,
    attributes: Vec<(String, &'t str)>,
    text: &'t str,
}

impl Tag<'_> {
    /// Returns whether an attribute has a name.
    fn has_names(&self) -> bool {
        self.attributes.iter().any(|(key, _)| !key.is_empty())
    }
}

/// The names that have an end tag in the page, and whether the page has any brackets.
pub struct ShortcodeNames {
    ends: Names,
    /// The names that have a start tag with attributes.
    starts: Names,
    any: bool,
}

impl ShortcodeNames {
    /// Collects the names from all texts of nodes.
    pub fn find_in(nodes: &[Node]) -> Self {
        let mut names = Self { ends: Names::default(), starts: Names::default(), any: false };
        names.collect(nodes);
        names
    }

    /// Returns whether the page has no brackets at all.
    pub fn is_empty(&self) -> bool {
        !self.any
    }

    fn collect(&mut self, nodes: &[Node]) {
        for node in nodes {
            match node {
                Node::Text(text) => {
                    for (at, _) in text.match_indices('[') {
                        self.any = true;
                        match tag_at(text, at) {
                            Some(tag) if tag.closes => self.ends.insert(tag.name),
                            Some(tag) if tag.has_names() => self.starts.insert(tag.name),
                            _ => {}
                        }
                    }
                }
                Node::Element(e) => self.collect(&e.children),
            }
        }
    }

    /// Returns whether a tag is that of a shortcode, and not text in brackets.
    fn is_shortcode(&self, tag: &Tag) -> bool {
        let name = tag.name.as_str();
        let paired = tag.closes || self.ends.contains(name);
        let has_parts = !tag.attributes.is_empty() || paired;
        let has_named = tag.has_names();
        is_builder(name)
            || (has_parts && (NAMES.contains(name) || name.contains(['_', '-'])))
            || ((has_named || self.starts.contains(name)) && paired)
            || tag.attributes.iter().filter(|(key, _)| !key.is_empty()).count() > 1
            || (has_named && tag.text.ends_with("/]"))
    }
}

/// Parses the tag that begins at the bracket at byte `at`.
fn tag_at(text: &str, at: usize) -> Option<Tag<'_>> {
    let rest = text.get(at + 1..)?;
    let length = rest.find(['[', ']'])?;
    if !rest.get(length..)?.starts_with(']') || length > 2000 {
        return None;
    }
    let inner = rest.get(..length)?;
    let (closes, inner) = match inner.strip_prefix('/') {
        Some(inner) => (true, inner.trim()),
        None => (false, inner.trim_end_matches('/').trim_end()),
    };
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    let end = inner.find(|c| !fits(c)).unwrap_or(inner.len());
    let (name, rest) = inner.split_at(end);
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) || (closes && !rest.is_empty()) {
        return None;
    }
    let attributes = attributes(rest)?;
    let (name, end) = (name.to_ascii_lowercase(), at + length + 2);
    Some(Tag { end, name, closes, attributes, text: text.get(at..end)? })
}

/// Parses the attributes of a tag; one without a name is an address. Returns `None` for prose.
fn attributes(mut rest: &str) -> Option<Vec<(String, &str)>> {
    // The closing quote can be another character than the opening one, but is of its kind.
    const QUOTES: [&[char]; 3] =
        [&['"', '“', '”', '″', '»', '«', '„'], &['\'', '‘', '’', '′', '‚'], &['&']];
    let mut out = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',' || c == ':');
        if rest.is_empty() {
            return Some(out);
        }
        if rest.starts_with("http") {
            let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
            let (url, after) = rest.split_at(end);
            out.push((String::new(), url));
            rest = after;
            continue;
        }
        let (key, value) = rest.split_once('=')?;
        let key = key.trim();
        let fits = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        if key.is_empty() || !key.chars().all(fits) {
            return None;
        }
        let bare = value.trim_start();
        let kind = QUOTES.into_iter().find(|kind| bare.starts_with(*kind));
        let (value, end) = match kind {
            Some(kind) => {
                let value = bare.get(bare.chars().next().map_or(0, char::len_utf8)..)?;
                // A quote within the value has a letter after it.
                let closes = |at: usize| {
                    let mut after = value.get(at..).unwrap_or_default().chars().skip(1);
                    after.next().is_none_or(|c| !c.is_alphanumeric())
                };
                let mut ends = value.match_indices(kind).map(|(at, _)| at);
                (value, ends.find(|at| closes(*at)).unwrap_or(value.len()))
            }
            None => (bare, bare.find(char::is_whitespace).unwrap_or(bare.len())),
        };
        let (value, after) = value.split_at(end);
        out.push((key.to_ascii_lowercase(), value.trim()));
        rest = after;
        if let Some(kind) = kind {
            rest = rest.trim_start_matches(kind);
        }
    }
}

/// An open shortcode, and the index of the first node in it.
struct OpenShortcode {
    name: String,
    at: usize,
    attributes: Vec<(String, String)>,
}

impl ShortcodeNames {
    /// Expands the shortcodes in the texts of sibling nodes.
    pub fn expand(&self, nodes: &mut Vec<Node>, decoder: &mut Decoder) {
        if !nodes.iter().any(|node| matches!(node, Node::Text(text) if text.contains('['))) {
            return;
        }
        let mut out: Vec<Node> = Vec::new();
        let mut open: Vec<OpenShortcode> = Vec::new();
        for node in std::mem::take(nodes) {
            match node {
                Node::Text(text) if text.contains('[') => {
                    self.expand_text(&text, &mut out, &mut open, decoder);
                }
                node => out.push(node),
            }
        }
        *nodes = out;
    }

    fn expand_text(
        &self,
        text: &str,
        out: &mut Vec<Node>,
        open: &mut Vec<OpenShortcode>,
        decoder: &mut Decoder,
    ) {
        let mut from = 0;
        for (at, _) in text.match_indices('[') {
            let tag = tag_at(text, at).filter(|tag| at >= from && self.is_shortcode(tag));
            let Some(tag) = tag else { continue };
            let before = text.get(from..at).unwrap_or_default();
            if !before.is_empty() {
                out.push(Node::Text(before.into()));
            }
            from = tag.end;
            decoder.dropped("a shortcode", tag.text);
            if let (Some(name), false) = (separator(&tag.name), tag.closes) {
                out.push(element(name, &[], Vec::new()));
            }
            if tag.closes {
                let Some(last) = open.iter().rposition(|o| o.name == tag.name) else { continue };
                let opened = open.remove(last);
                open.truncate(last);
                let wrapped = out.split_off(opened.at.min(out.len()));
                out.extend(convert(&opened.name, &opened.attributes, wrapped));
                out.extend(separator(&opened.name).map(|name| element(name, &[], Vec::new())));
                continue;
            }
            let attributes: Vec<(String, String)> = tag
                .attributes
                .iter()
                .map(|(key, value)| (key.clone(), value.to_string()))
                .collect();
            out.extend(titles_of(&tag.name, &attributes));
            if self.ends.contains(&tag.name) {
                open.push(OpenShortcode { name: tag.name, at: out.len(), attributes });
            } else {
                out.extend(convert(&tag.name, &attributes, Vec::new()));
            }
        }
        let rest = text.get(from..).unwrap_or_default();
        if !rest.is_empty() {
            out.push(Node::Text(rest.into()));
        }
    }
}
