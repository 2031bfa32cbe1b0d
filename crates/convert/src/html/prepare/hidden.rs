//! Recognises hidden elements, and those among them that a control of the page reveals.

use super::backgrounds;
use super::code::is_line_number;
use super::controls::{is_share_link, is_tab};
use super::names::Names;
use super::notes::is_note;
use crate::html::allowlist::{role, Role};
use crate::html::{addresses, style};
use baca_model::WordList;
use baca_sys::html::{Element, Node};

/// Classes of text for screen readers only.
const SCREEN_READER_CLASSES: WordList = WordList(
    "screen-reader-text sr-only visually-hidden visuallyhidden elementor-screen-only show-for-sr \
    screenreader-only visually-hidden-focusable",
);

/// WordList in the `id` or class of panels that tabs, accordions and the like reveal.
const PANEL_WORDS: WordList = WordList(
    "tab tabs tabpanel panel pane panels collapse collapsed collapsible collapsable accordion \
    toggle toggled spoiler expand expandable expander readmore more moretext morecontent faq \
    answer reveal truncated drawer disclosure",
);

/// Facts about the page, collected once: searching for them at every element would be slow.
#[derive(Default)]
pub struct PageControls {
    /// Ids and classes of elements that controls reveal.
    names: Names,
    pub has_tabs: bool,
    pub has_share_links: bool,
    pub has_code: bool,
    pub has_line_numbers: bool,
}

impl PageControls {
    /// Collects the facts from all nodes of a page.
    pub fn find_in(nodes: &[Node]) -> Self {
        let mut found = Self::default();
        collect(nodes, &mut found);
        found
    }

    /// Returns whether a control reveals this element, so that its text is part of the article.
    pub fn reveals(&self, e: &Element) -> bool {
        let role = e.attribute("role").unwrap_or_default();
        let words = [e.attribute("class"), e.attribute("id")].into_iter().flatten();
        let is_panel = |text: &str| {
            let text = text.to_ascii_lowercase();
            text.split(|c: char| !c.is_ascii_alphabetic()).any(|word| PANEL_WORDS.contains(word))
        };
        role == "tabpanel"
            || e.filled("id").is_some_and(|id| self.names.contains(id))
            || e.filled("aria-labelledby").is_some()
            || words.into_iter().any(is_panel)
            || is_note(e)
            || holds_formula(e)
    }
}

impl PageControls {
    /// Returns whether an element is a checkbox or a radio button that a label of the page switches.
    pub fn is_switch(&self, e: &Element) -> bool {
        is_checkable(e) && e.filled("id").is_some_and(|id| self.names.contains(id))
    }
}

fn is_checkable(e: &Element) -> bool {
    e.name == "input" && matches!(e.attribute("type"), Some("checkbox" | "radio"))
}

fn collect(nodes: &[Node], found: &mut PageControls) {
    for e in nodes.iter().filter_map(Node::element) {
        found.has_tabs |= is_tab(e);
        found.has_code |= e.name == "pre";
        found.has_share_links |= e.name == "a" && is_share_link(e);
        found.has_line_numbers |= is_line_number(e);
        let names = &mut found.names;
        for (name, value) in &e.attributes {
            let text = value.trim();
            match name.as_str() {
                "aria-controls" | "data-target" | "data-bs-target" | "data-controls"
                | "data-tab" | "data-toggle-target" | "for" | "popovertarget" | "commandfor" => {
                    for id in text.split_ascii_whitespace() {
                        names.insert(id.trim_start_matches(['#', '.']).into());
                    }
                }
                "href" => {
                    if let Some(id) = text.strip_prefix('#').filter(|id| !id.is_empty()) {
                        names.insert(id.into());
                    }
                }
                "onclick" | "on" => {
                    // All words of an event handler: ids are among them.
                    let parts =
                        text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'));
                    for part in parts.filter(|part| !part.is_empty()) {
                        names.insert(part.into());
                    }
                }
                _ => {}
            }
        }
        collect(&e.children, found);
    }
}

/// Returns whether an element is hidden by its own attributes.
pub fn is_hidden(e: &Element) -> bool {
    e.attribute("hidden").is_some_and(|value| value != "until-found") || style::is_hidden(e)
}

/// Returns whether an element is for screen readers only.
pub fn is_screen_reader_only(e: &Element) -> bool {
    SCREEN_READER_CLASSES.iter().any(|class| e.has_class(class))
}

/// Returns whether an element is or contains a formula. Pages show an image of it and keep the MathML for
/// screen readers.
pub fn holds_formula(e: &Element) -> bool {
    e.find(&|e| e.name == "math").is_some()
}

/// Returns whether an element has visible text.
pub fn has_visible_text(e: &Element) -> bool {
    e.children.iter().any(|node| match node {
        Node::Text(text) => text.chars().any(char::is_alphanumeric),
        Node::Element(e) => {
            role(e) != Role::Drop
                && !is_screen_reader_only(e)
                && !is_hidden(e)
                && has_visible_text(e)
        }
    })
}

/// Returns whether an element is a control that can reveal its siblings.
pub fn is_control(e: &Element) -> bool {
    is_control_within(e, 3)
}

/// Returns whether an element is a button, or a link that only a script uses as one.
pub fn is_button(e: &Element) -> bool {
    let is_script = |href: &str| href == "#" || href.starts_with("javascript:");
    e.name == "button" || (e.name == "a" && e.filled("href").is_some_and(is_script))
}

/// Like [`is_control`], for a control within at most `wraps` containers.
fn is_control_within(e: &Element, wraps: u8) -> bool {
    let own = e.name == "summary"
        || matches!(e.attribute("role"), Some("button" | "tab" | "switch"))
        || e.attribute("aria-expanded").is_some()
        || e.attribute("aria-controls").is_some()
        || e.attribute("onclick").is_some()
        || is_checkable(e)
        || is_button(e)
        || e.class_like(&["toggle", "trigger", "readmore", "read-more", "spoiler", "accordion"]);
    let wraps_control = matches!(role(e), Role::Heading | Role::Container | Role::Paragraph);
    own || ((wraps_control || e.name == "label")
        && wraps > 0
        && e.elements().count() <= 2
        && e.elements().any(|e| is_control_within(e, wraps - 1)))
}

/// Returns a `span` with the texts of an SVG image, its labels and the images in it.
pub fn svg_text(svg: &Element) -> Element {
    fn span(children: Vec<Node>) -> Node {
        Node::Element(Element { name: "span".into(), children, ..Element::default() })
    }
    fn texts(e: &Element, out: &mut Vec<Node>) {
        if let Some(label) = e.filled("aria-label") {
            out.push(span(vec![Node::Text(label.into())]));
        }
        for e in e.elements() {
            match e.name.as_str() {
                "text" | "foreignobject" | "foreignObject" => out.push(Node::Element(e.clone())),
                "title" | "desc" => out.push(span(e.children.clone())),
                "image" | "img" => out.push(Node::Element(e.clone())),
                _ => texts(e, out),
            }
        }
    }
    let mut found = Vec::new();
    texts(svg, &mut found);
    // A title often repeats the label.
    let mut children: Vec<Node> = Vec::new();
    for node in found {
        if !children.contains(&node) {
            children.extend([node, Node::Text(" ".into())]);
        }
    }
    Element { name: "span".into(), children, ..Element::default() }
}

/// Returns the addresses of images and players among nodes.
pub fn file_addresses(nodes: &[Node]) -> Vec<String> {
    const FILES: WordList = WordList("img image iframe embed video audio source amp-img amp-video");
    let mut out = Vec::new();
    fn collect(nodes: &[Node], out: &mut Vec<String>) {
        for e in nodes.iter().filter_map(Node::element) {
            if FILES.contains(&e.name) {
                let lazy = e.attributes.iter().find(|(name, _)| addresses::is_lazy_attr(name));
                let lazy = lazy.map(|(_, value)| value.as_str());
                let own = ["src", "href", "xlink:href"].iter().find_map(|name| e.filled(name));
                let src = own.or(lazy).filter(|src| !addresses::is_blank_image(src));
                out.extend(src.map(Into::into));
            } else {
                out.extend(backgrounds::script_pictures(e).into_iter().map(Into::into));
            }
            collect(&e.children, out);
        }
    }
    collect(nodes, &mut out);
    out
}
