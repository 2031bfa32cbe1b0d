//! Expands shortcodes that WordPress left in the text. Those of page builders are removed, their content
//! stays; `[caption]` becomes a figure, `[embed]` and the like an embed. Other text in brackets stays.

use super::names::Names;
use crate::html::allowlist::{role, Role};
use crate::html::elements::text;
use crate::html::providers;
use baca_model::WordList;
use baca_sys::html::{Element, Node};
use baca_wire::decoder::Decoder;

/// Prefixes of the shortcodes of page builders.
const BUILDER_PREFIXES: WordList = WordList(
    "vc_ wpb_ et_pb_ fusion_ av_ fl_ mk_ tatsu_ ux_ su_ cs_ kc_ rev_slider contact-form-7 mvc_",
);

/// Names that are shortcodes if they have attributes or an end tag.
const NAMES: WordList = WordList(
    "caption wp_caption embed video audio gallery playlist youtube vimeo soundcloud button row \
    col column columns section tab tabs tabgroup accordion toggle spoiler box highlight dropcap \
    pullquote divider spacer container gravityform quote blockquote",
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
    let is_block =
        BUILDER_PREFIXES.iter().any(|p| name.starts_with(p)) || name.split(['_', '-']).any(part);
    is_block.then_some("div")
}

/// A start or end tag of a shortcode.
struct Tag<'t> {
    end: usize,
    name: String,
    closes: bool,
    attributes: Vec<(String, &'t str)>,
    text: &'t str,
}

/// The names that have an end tag in the page, and whether the page has any brackets.
pub struct ShortcodeNames {
    ends: Names,
    any: bool,
}

impl ShortcodeNames {
    /// Collects the names from all texts of nodes.
    pub fn find_in(nodes: &[Node]) -> Self {
        let mut names = Self { ends: Names::default(), any: false };
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
                        if let Some(tag) = tag_at(text, at).filter(|tag| tag.closes) {
                            self.ends.insert(tag.name);
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
        let builder = BUILDER_PREFIXES.iter().any(|prefix| name.starts_with(prefix));
        let paired = tag.closes || self.ends.contains(name);
        let has_parts = !tag.attributes.is_empty() || paired;
        let has_named = tag.attributes.iter().any(|(key, _)| !key.is_empty());
        builder
            || (has_parts && (NAMES.contains(name) || name.contains(['_', '-'])))
            || (has_named && paired)
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
    const QUOTES: [char; 13] = ['"', '\'', '“', '”', '″', '‘', '’', '′', '»', '«', '‚', '„', '&'];
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
        let value = bare.trim_start_matches(QUOTES);
        let end = if value.len() < bare.len() {
            // The closing quote can be another character than the opening one.
            value.find(QUOTES).unwrap_or(value.len())
        } else {
            value.find(char::is_whitespace).unwrap_or(value.len())
        };
        let (value, after) = value.split_at(end);
        out.push((key.to_ascii_lowercase(), value.trim()));
        rest = after.trim_start_matches(QUOTES);
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
    pub fn expand(&self, nodes: &mut Vec<Node>, r: &mut Decoder) {
        if !nodes.iter().any(|node| matches!(node, Node::Text(text) if text.contains('['))) {
            return;
        }
        let mut out: Vec<Node> = Vec::new();
        let mut open: Vec<OpenShortcode> = Vec::new();
        for node in std::mem::take(nodes) {
            match node {
                Node::Text(text) if text.contains('[') => {
                    self.expand_text(&text, &mut out, &mut open, r);
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
        r: &mut Decoder,
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
            r.dropped("a shortcode", tag.text);
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
            out.extend(title_of(&tag.name, &attributes));
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

fn element(name: &str, attributes: &[(&str, &str)], children: Vec<Node>) -> Node {
    let attributes = attributes.iter().map(|(n, v)| (n.to_string(), v.to_string())).collect();
    Node::Element(Element { name: name.into(), attributes, children })
}

/// Returns the text that a builder shows from attributes: the title of a tab, the label of a button.
fn title_of(name: &str, attributes: &[(String, String)]) -> Option<Node> {
    const TITLED: WordList = WordList("heading toggle tab accordion btn button cta tta_section");
    if !TITLED.iter().any(|part| name.contains(part)) {
        return None;
    }
    let text = attributes.iter().find(|(key, value)| {
        matches!(key.as_str(), "title" | "text" | "heading") && !value.is_empty()
    });
    let (_, text) = text?;
    let strong = element("strong", &[], vec![Node::Text(text.clone())]);
    Some(element("p", &[], vec![strong]))
}

/// Converts a shortcode and its content into nodes.
fn convert(name: &str, attributes: &[(String, String)], wrapped: Vec<Node>) -> Vec<Node> {
    let attribute = |keys: &[&str]| {
        let found = attributes
            .iter()
            .find(|(key, value)| keys.contains(&key.as_str()) && !value.is_empty());
        found.map(|(_, value)| value.as_str())
    };
    if matches!(name, "caption" | "wp_caption") {
        return vec![figure(attribute(&["align"]), attribute(&["caption"]), wrapped)];
    }
    let text = text(&wrapped);
    let text = text.trim();
    let is_url = |text: &str| text.starts_with("http") && !text.contains(char::is_whitespace);
    let addresses = attributes.iter().map(|(_, value)| value.as_str()).chain([text]);
    let known =
        addresses.into_iter().find(|url| is_url(url) && providers::recognise(url).is_some());
    let embed = name == "embed" && is_url(text);
    if let Some(url) = known.or(embed.then_some(text)) {
        let address = vec![Node::Text(url.into())];
        let mut out = vec![element("figure", &[("class", "wp-block-embed")], address)];
        if text != url {
            out.extend(wrapped);
        }
        return out;
    }
    if matches!(name, "video" | "audio") {
        let files = ["src", "mp4", "m4v", "webm", "ogv", "mp3", "m4a", "ogg", "wav", "flv"];
        if let Some(src) = attribute(&files) {
            let mut given = vec![("src", src)];
            given.extend(attribute(&["poster"]).map(|poster| ("poster", poster)));
            let mut out = vec![element(name, &given, Vec::new())];
            out.extend(wrapped);
            return out;
        }
    }
    wrapped
}

/// Returns a figure of the images and the text within `[caption]`.
fn figure(align: Option<&str>, caption: Option<&str>, wrapped: Vec<Node>) -> Node {
    let is_picture = |e: &Element| matches!(role(e), Role::Picture | Role::Frame | Role::Media);
    let has_picture = |node: &Node| {
        node.element().is_some_and(|e| is_picture(e) || e.find(&is_picture).is_some())
    };
    let (mut children, mut others): (Vec<Node>, Vec<Node>) =
        wrapped.into_iter().partition(has_picture);
    others.extend(caption.map(|caption| Node::Text(caption.into())));
    if !text(&others).trim().is_empty() {
        children.push(element("figcaption", &[], others));
    }
    element("figure", &[("class", align.unwrap_or_default())], children)
}
