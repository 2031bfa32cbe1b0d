//! Converts a shortcode and what it wraps: pictures, players, encoded markup, titles and buttons.

use super::players::video_page;
use super::script_players::base64;
use crate::html::allowlist::{role, Role};
use crate::html::elements::text;
use crate::html::{addresses, providers};
use baca_model::WordList;
use baca_sys::html::{parse, Element, Node};

/// Prefixes of the shortcodes of page builders.
const BUILDER_PREFIXES: WordList = WordList(
    "vc_ wpb_ et_pb_ fusion_ av_ fl_ mk_ tatsu_ ux_ su_ cs_ kc_ rev_slider contact-form-7 mvc_",
);

/// Names and values of a shortcode's attributes.
type Attributes = [(String, String)];

/// Returns whether a name is that of a page builder's shortcode.
pub fn is_builder(name: &str) -> bool {
    BUILDER_PREFIXES.iter().any(|prefix| name.starts_with(prefix))
}

/// Returns an element.
pub fn element(name: &str, attributes: &[(&str, &str)], children: Vec<Node>) -> Node {
    let attributes = attributes.iter().map(|(n, v)| (n.to_string(), v.to_string())).collect();
    Node::Element(Element { name: name.into(), attributes, children })
}

/// Returns the value of the first attribute with one of these names.
fn value_of<'a>(attributes: &'a Attributes, names: &'static str) -> Option<&'a str> {
    let named = |name: &str| WordList(names).contains(name);
    let found = attributes.iter().find(|(name, value)| named(name) && !value.is_empty());
    found.map(|(_, value)| value.as_str())
}

/// Returns the texts that a builder shows from attributes: the title of a tab, the label of a button.
pub fn titles_of(name: &str, attributes: &Attributes) -> Vec<Node> {
    const TITLED: WordList = WordList("heading toggle tab accordion btn button cta title");
    const OTHERS: WordList =
        WordList("row column container pb_section image img video gallery map slider form su_box");
    const TITLES: WordList = WordList("title heading h2 h4 text author cite button_text");
    let has = |words: WordList| words.iter().any(|part| name.contains(part));
    if !(has(TITLED) || is_builder(name)) || has(OTHERS) {
        return Vec::new();
    }
    let link = link_of(attributes);
    let (name, href) = if link.is_some() { ("a", "href") } else { ("strong", "class") };
    let href = [(href, link.as_deref().unwrap_or_default())];
    let mut out = Vec::new();
    for title in TITLES.iter() {
        if let Some(text) = value_of(attributes, title) {
            let label = element(name, &href, vec![Node::Text(text.into())]);
            out.push(element("p", &[], vec![label]));
        }
    }
    out
}

/// Returns the address to which a button leads. WPBakery writes `url:https%3A%2F%2F…|title:…`.
fn link_of(attributes: &Attributes) -> Option<String> {
    let link = value_of(attributes, "link url href button_url button_link")?;
    let link = link.strip_prefix("url:").and_then(|rest| rest.split('|').next()).unwrap_or(link);
    providers::percent_decoded(link.as_bytes()).filter(|url| url.starts_with("http"))
}

/// Converts a shortcode and its content into nodes.
pub fn convert(name: &str, attributes: &Attributes, wrapped: Vec<Node>) -> Vec<Node> {
    let value = |names: &'static str| value_of(attributes, names);
    if matches!(name, "caption" | "wp_caption") {
        return vec![figure(value("align"), value("caption"), wrapped)];
    }
    let text = text(&wrapped);
    let text = text.trim();
    if let Some(markup) = encoded_markup(name, value("code").unwrap_or(text)) {
        return parse(&markup);
    }
    if let Some(url) = embedded_url(name, attributes, text) {
        return embed(url, text, wrapped);
    }
    let picture = value("src image image_url image_external_link").unwrap_or(text);
    if is_builder(name) && is_url(picture) && addresses::looks_like_picture(picture) {
        return captioned_picture(name, attributes, picture, text, wrapped);
    }
    let player = player(name, attributes);
    if player.is_some() {
        return player.into_iter().chain(wrapped).collect();
    }
    if name.contains("button") || name.contains("btn") {
        if let Some(url) = link_of(attributes).filter(|_| !text.is_empty()) {
            return vec![element("a", &[("href", &url)], wrapped)];
        }
    }
    wrapped
}

fn is_url(text: &str) -> bool {
    text.starts_with("http") && !text.contains(char::is_whitespace)
}

/// Returns the markup that a page builder has encoded; `None` if the text of the shortcode is none.
fn encoded_markup(name: &str, text: &str) -> Option<String> {
    if !(is_builder(name) && (name.contains("raw") || name.contains("code"))) {
        return None;
    }
    let bytes = base64(text)?;
    let markup = match bytes.contains(&b'<') {
        true => String::from_utf8(bytes).ok(),
        false => providers::percent_decoded(&bytes),
    };
    markup.filter(|markup| markup.contains('<'))
}

/// Returns the address of what a shortcode embeds: one of a known provider, that of `[embed]`, or the page of a
/// video with an id.
fn embedded_url(name: &str, attributes: &Attributes, text: &str) -> Option<String> {
    let mut addresses = attributes.iter().map(|(_, value)| value.as_str()).chain([text]);
    let known = addresses.find(|url| is_url(url) && providers::recognise(url).is_some());
    let embed = name == "embed" && is_url(text);
    let by_id = || video_page(name, value_of(attributes, "id").unwrap_or(text));
    known.or(embed.then_some(text)).map(String::from).or_else(by_id)
}

/// Returns the embed of an address, and what the shortcode wraps besides it.
fn embed(url: String, text: &str, wrapped: Vec<Node>) -> Vec<Node> {
    let has_more = text != url && !url.ends_with(text);
    let mut out = vec![element("figure", &[("class", "wp-block-embed")], vec![Node::Text(url)])];
    if has_more {
        out.extend(wrapped);
    }
    out
}

/// Returns a page builder's picture with its caption. In a shortcode that is not for images, the text that it
/// wraps follows the picture.
fn captioned_picture(
    name: &str,
    attributes: &Attributes,
    picture: &str,
    text: &str,
    wrapped: Vec<Node>,
) -> Vec<Node> {
    let value = |names: &'static str| value_of(attributes, names);
    let given = [("src", picture), ("alt", value("alt").unwrap_or_default())];
    let mut parts = vec![element("img", &given, Vec::new())];
    let has_text = !text.is_empty() && text != picture;
    if has_text && !(name.contains("image") || name.contains("img")) {
        parts.extend(wrapped);
        return parts;
    }
    let caption = value("caption image_caption caption_text").filter(|_| !has_text);
    parts.extend(has_text.then_some(wrapped).into_iter().flatten());
    vec![figure(value("align"), caption, parts)]
}

/// Returns the player of `[video]` or `[audio]`, if it has a file.
fn player(name: &str, attributes: &Attributes) -> Option<Node> {
    if !matches!(name, "video" | "audio") {
        return None;
    }
    let src = value_of(attributes, "src mp4 m4v webm ogv mp3 m4a ogg wav flv")?;
    let poster = value_of(attributes, "poster").map(|poster| ("poster", poster));
    let given: Vec<_> = [("src", src)].into_iter().chain(poster).collect();
    Some(element(name, &given, Vec::new()))
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
