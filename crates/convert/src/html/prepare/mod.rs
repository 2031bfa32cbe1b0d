//! Rewrites nodes before the conversion: removes what a page hides and what needs its scripts, and turns
//! the markup of page builders, highlighters and consent managers into plain elements. Each text that is
//! removed is noted with the reason.
//!
//! - [`backgrounds`]: pictures that a style puts behind an element.
//! - [`hidden`]: hidden elements, unless a control reveals them.
//! - [`controls`]: form fields, copy buttons of code, share links, anchors of headings.
//! - [`code`]: code with line numbers.
//! - [`shortcodes`], [`shortcode_content`]: shortcodes that WordPress left in the text, and what they show.
//! - [`players`]: players that wait for consent, playlists, figures as tables.
//! - [`script_players`]: players of ids, settings or encoded markup.
//! - [`notes`]: notes within a sentence.
//! - [`previews`]: tiny previews of images.
//! - [`text`]: the text of nodes as a page could show it.

mod backgrounds;
mod code;
mod controls;
mod hidden;
mod names;
mod notes;
mod players;
mod previews;
mod script_players;
mod shortcode_content;
mod shortcodes;
mod text;

use super::allowlist::{role, Role};
use super::elements::{holds_article_text, lang, noscript_nodes};
use super::quotes;
use baca_sys::html::{Element, Node};
use baca_wire::decoder::Decoder;
use hidden::PageControls;
pub use notes::is_bracketed_note;
use shortcodes::ShortcodeNames;
use std::rc::Rc;

/// Returns the rewritten nodes; notes in `decoder` what was left out.
pub fn prepare(nodes: &[Node], decoder: &mut Decoder) -> Vec<Node> {
    let mut nodes = nodes.to_vec();
    let controls = PageControls::find_in(&nodes);
    let shortcodes = ShortcodeNames::find_in(&nodes);
    Preparation { decoder, controls, shortcodes }.nodes(&mut nodes, &PrepareContext::default());
    nodes
}

/// Returns an empty field: in place of a control that is left out, it separates the words beside it.
fn separator() -> Element {
    Element { name: "input".into(), ..Element::default() }
}

fn is_separator(e: &Element) -> bool {
    e.name == "input" && e.attributes.is_empty()
}

struct Preparation<'r> {
    decoder: &'r mut Decoder,
    controls: PageControls,
    shortcodes: ShortcodeNames,
}

/// What an element inherits from its ancestors and siblings.
#[derive(Default, Clone)]
struct PrepareContext {
    /// Within code, inline or preformatted.
    in_code: bool,
    /// Within preformatted text.
    in_pre: bool,
    /// The nearest declared language.
    lang: Option<Rc<str>>,
    /// Within an odd number of `q`.
    in_quote: bool,
    /// Within a form.
    in_form: bool,
    /// Within a link that has visible text.
    in_link: bool,
    /// Within a restored player.
    in_player: bool,
    /// Within a figure.
    in_figure: bool,
    /// Within a heading, a button or a summary.
    heading: Option<Heading>,
    /// Beside a control.
    beside_control: bool,
    /// Within a control that is a button: what is hidden in it is no part of the article.
    in_button: bool,
    /// After a checkbox that a label switches, or within an element after it: the state of the checkbox can
    /// reveal it by style alone.
    after_switch: bool,
    /// Beside a `pre`.
    beside_code: bool,
}

/// The heading, button or summary around an element.
#[derive(Default, Clone)]
struct Heading {
    id: Option<String>,
    /// Whether it has no text besides its own anchors.
    only_anchors: bool,
}

impl PrepareContext {
    /// Returns the context for the content of an element.
    fn inside(&self, e: &Element) -> Self {
        let is_code = role(e) == Role::Code;
        let mut inner = Self {
            heading: self.heading.clone(),
            in_code: self.in_code || is_code || matches!(e.name.as_str(), "code" | "kbd" | "samp"),
            in_pre: self.in_pre || is_code,
            lang: lang(e).map(Into::into).or(self.lang.clone()),
            in_quote: self.in_quote,
            in_form: self.in_form || e.name == "form",
            in_link: self.in_link || e.name == "a" && hidden::has_visible_text(e),
            // Within a short bar of buttons above or below the code.
            beside_code: self.beside_code
                && !controls::is_code(e)
                && text::count_letters(&e.children) <= 40,
            in_player: self.in_player,
            after_switch: self.after_switch,
            in_button: self.in_button || hidden::is_button(e),
            in_figure: self.in_figure || e.name == "figure",
            // The element that a control reveals can be wrapped.
            beside_control: self.beside_control
                && matches!(role(e), Role::Paragraph | Role::Inline),
        };
        if role(e) == Role::Heading || matches!(e.name.as_str(), "button" | "summary") {
            let id = e.filled("id").map(String::from);
            let only_anchors = !controls::has_own_text(e, id.as_deref());
            inner.heading = Some(Heading { id, only_anchors });
        }
        inner
    }
}

/// Returns the element with the content of a `noscript` that was never closed, or that has the article for
/// browsers without scripts; any other element as it is.
fn with_noscript_text(e: Element) -> Element {
    if e.name == "noscript" {
        let nodes = noscript_nodes(&e);
        if holds_article_text(&nodes) {
            let children = nodes.into_owned();
            return Element { name: "div".into(), attributes: e.attributes, children };
        }
    }
    e
}

impl Preparation<'_> {
    fn nodes(&mut self, nodes: &mut Vec<Node>, c: &PrepareContext) {
        if !c.in_code && !self.shortcodes.is_empty() {
            self.shortcodes.expand(nodes, self.decoder);
        }
        previews::drop_previews(nodes, self.decoder);
        let controls: Vec<bool> =
            nodes.iter().map(|n| n.element().is_some_and(hidden::is_control)).collect();
        let beside_code =
            self.controls.has_code && nodes.iter().filter_map(Node::element).any(controls::is_code);
        let mut out = Vec::with_capacity(nodes.len());
        let given = std::mem::take(nodes);
        let mut elements: Vec<usize> = Vec::new();
        for (at, node) in given.iter().enumerate() {
            if node.element().is_some() {
                elements.push(at);
            }
        }
        let mut after_switch = c.after_switch;
        for (at, node) in given.into_iter().enumerate() {
            let e = match node {
                Node::Element(e) => e,
                text => {
                    out.push(text);
                    continue;
                }
            };
            let index = elements.binary_search(&at).unwrap_or_default();
            let beside = |at: Option<usize>| {
                let at = at.and_then(|at| elements.get(at));
                at.and_then(|at| controls.get(*at)).copied().unwrap_or_default()
            };
            let beside_control = beside(index.checked_sub(1)) || beside(Some(index + 1));
            let c = PrepareContext {
                beside_control: !c.in_form && (beside_control || c.beside_control),
                beside_code: beside_code || c.beside_code,
                after_switch,
                ..c.clone()
            };
            after_switch |= !c.in_form && self.controls.is_switch(&e);
            self.element(e, &c, &mut out);
        }
        // The last element can have a meaning, such as the source of a quote.
        while out.last().and_then(Node::element).is_some_and(is_separator) {
            out.pop();
        }
        *nodes = out;
    }

    /// Prepares one element and its content, and appends what it becomes.
    fn element(&mut self, e: Element, c: &PrepareContext, out: &mut Vec<Node>) {
        let mut e = with_noscript_text(e);
        if let Some(mut nodes) = script_players::blocked_players(&e) {
            self.nodes(&mut nodes, c);
            out.extend(nodes);
        }
        if matches!(e.name.as_str(), "math" | "svg" | "script" | "style" | "template" | "noscript")
        {
            return out.push(self.without_preparation(e));
        }
        let hidden = self.hidden_reason(&e, c);
        e.attributes.retain(|(name, _)| name != "hidden");
        let is_field = hidden.is_none() && (e.name == "button" || controls::is_input(&e));
        if let Some(why) = hidden.or_else(|| self.drop_reason(&e, c)) {
            return self.leave_out(e, why, is_field, out);
        }
        if let Some(picture) = backgrounds::picture_of(&e) {
            return out.push(Node::Element(picture));
        }
        self.note_pictures(&e);
        if !c.in_code && self.replace(&mut e, c, out) {
            return;
        }
        if let Some(number) = controls::counted(&e) {
            e.children = vec![Node::Text(number)];
        }
        let mut inner = c.inside(&e);
        if !c.in_player && !c.in_code {
            inner.in_player = self.take_player(&mut e, out);
        }
        if e.name == "button" && c.heading.is_some() {
            if let Some(sign) = controls::take_sign(&mut e) {
                self.decoder.dropped("the sign of an accordion", &sign);
            }
        }
        let is_note = notes::is_note(&e) && !c.in_code;
        if e.name == "ruby" {
            // Brackets for renderers without ruby.
            e.children.retain(|node| node.element().is_none_or(|e| e.name != "rp"));
        }
        if e.name == "q" {
            self.write_quotation_marks(&mut e, c, &mut inner);
        }
        self.nodes(&mut e.children, &inner);
        if is_note {
            e.children.insert(0, Node::Text(" [".into()));
            e.children.push(Node::Text("]".into()));
            e.attributes.push((notes::MARK.into(), String::new()));
        }
        out.push(Node::Element(e));
    }

    /// Returns what an element becomes whose content is not prepared: a player that a script describes, or the
    /// element itself.
    fn without_preparation(&mut self, e: Element) -> Node {
        if let Some(player) = script_players::of_script(&e) {
            return Node::Element(player);
        }
        if e.name == "svg" {
            self.note_dropped("a drawing's text", &[Node::Element(hidden::svg_text(&e))]);
        }
        Node::Element(e)
    }

    /// Leaves an element out, but for the target of links in it. A field still separates what is around it.
    fn leave_out(&mut self, e: Element, why: &str, is_field: bool, out: &mut Vec<Node>) {
        let kept = controls::anchor_of(&e);
        // The visual rendering of a formula is no loss: its MathML stays.
        if !e.has_class("katex-html") && !e.has_class("MathJax_Preview") {
            // The text of an element without any on a page counts where it was written into a text.
            let e = if e.name == "title" { Element { name: "span".into(), ..e } } else { e };
            self.note_dropped(why, &[Node::Element(e)]);
        }
        if is_field && !out.is_empty() {
            out.push(Node::Element(separator()));
        }
        out.extend(kept);
    }

    /// Notes the pictures of an element that are not converted.
    fn note_pictures(&mut self, e: &Element) {
        if let Some(address) = backgrounds::decoration(e) {
            self.decoder.dropped("a picture behind the text", address);
        }
        for address in backgrounds::script_pictures(e) {
            self.decoder.dropped("a picture that a script shows", address);
        }
    }

    /// Replaces an element that is code with numbered lines, a player's figure or a playlist. Returns whether it
    /// was replaced; otherwise its repeated tabs are removed.
    fn replace(&mut self, e: &mut Element, c: &PrepareContext, out: &mut Vec<Node>) -> bool {
        let numbered = self.controls.has_line_numbers;
        if let Some(code) = numbered.then(|| code::code_block(e, self.decoder)).flatten() {
            out.push(Node::Element(code));
        } else if let Some(figure) = players::figure_of(e, c.in_figure) {
            self.element(figure, c, out);
        } else if let Some(tracks) = players::playlist(e) {
            out.extend(tracks);
        } else {
            if self.controls.has_tabs {
                controls::drop_repeated_tabs(e, self.decoder);
            }
            return false;
        }
        true
    }

    /// Makes the player that an element stands for: of the element itself, or before it. Returns whether there
    /// is one.
    fn take_player(&mut self, e: &mut Element, out: &mut Vec<Node>) -> bool {
        let player = players::player_of(e).or_else(|| script_players::player_of(e));
        let Some(mut frame) = player else {
            let unknown = script_players::unknown_player(e).filter(|_| role(e) != Role::Frame);
            if let Some(player) = unknown {
                self.decoder.dropped("a player without an address", &player);
            }
            return false;
        };
        if frame.name == e.name {
            e.attributes.append(&mut frame.attributes);
        } else {
            out.push(Node::Element(frame));
            if role(e) == Role::Media {
                e.name = "div".into(); // Its content is shown as text.
            }
        }
        players::drop_stills(e, self.decoder);
        true
    }

    /// Writes the quotation marks of the element `q` into its text.
    fn write_quotation_marks(
        &self,
        e: &mut Element,
        c: &PrepareContext,
        inner: &mut PrepareContext,
    ) {
        let lang = inner.lang.as_deref().unwrap_or(&self.decoder.source.lang);
        let [open, close, inner_open, inner_close] = quotes::marks_for(lang);
        let (open, close) = if c.in_quote { (inner_open, inner_close) } else { (open, close) };
        inner.in_quote = !c.in_quote;
        e.name = "span".into();
        e.children.insert(0, Node::Text(open.into()));
        e.children.push(Node::Text(close.into()));
    }

    /// Returns why an element is left out if it is hidden.
    fn hidden_reason(&self, e: &Element, c: &PrepareContext) -> Option<&'static str> {
        let is_beside = c.beside_control && !c.in_button;
        let is_revealed = || is_beside || c.after_switch || self.controls.reveals(e);
        let hidden = hidden::is_hidden(e) && !is_revealed();
        // Within a link, text for screen readers completes its label.
        let unseen = hidden::is_screen_reader_only(e) && !c.in_link && !hidden::holds_formula(e);
        (hidden || unseen).then_some("a hidden text")
    }

    /// Returns why an element is left out if it is no content.
    fn drop_reason(&self, e: &Element, c: &PrepareContext) -> Option<&'static str> {
        if controls::is_share(e, self.controls.has_share_links) {
            return Some("what shares and recommends");
        }
        if c.in_form && controls::is_field(e) || controls::is_input(e) {
            return Some("a form's field");
        }
        if role(e) == Role::Drop && text::has_letters(&e.children) {
            return Some("what is no text");
        }
        if controls::is_font_icon(e) {
            return Some("an icon of a font");
        }
        if e.name == "label"
            && !text::has_letters(&e.children)
            && e.find(&|e| role(e) == Role::Picture).is_none()
        {
            return Some("a control");
        }
        if controls::is_code_button(e, c.in_pre, c.beside_code) {
            return Some("a button of code");
        }
        let heading = c.heading.as_ref()?;
        let anchor = controls::is_anchor(e, heading.id.as_deref());
        let has_letters = text::has_letters(&e.children);
        let is_copy = e.name == "button" && !heading.only_anchors && !has_letters;
        if is_copy && e.find(&|e| role(e) == Role::Picture).is_none() {
            return Some("a button of a heading");
        }
        let kept = heading.only_anchors && has_letters;
        (anchor && !kept).then_some("a link to its own heading")
    }

    /// Notes that nodes are left out, if they have text or images.
    fn note_dropped(&mut self, why: &str, nodes: &[Node]) {
        let text = text::shown_text(nodes);
        if text.chars().any(char::is_alphanumeric) {
            self.decoder.dropped(why, &text);
        }
        for address in hidden::file_addresses(nodes) {
            self.decoder.dropped(why, &address);
        }
    }
}
