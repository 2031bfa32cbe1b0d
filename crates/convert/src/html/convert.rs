//! Converts nodes into blocks: dispatches each element by its role, and converts quotes, details and
//! asides.

use super::allowlist::{is_credit, role, Role};
use super::block_builder::{BlockBuffer, BlockBuilder, Gap};
use super::code::container_language;
use super::context::{Context, LineKind, CREDIT, MAX_DEPTH};
use super::elements::{lang, text_side};
use super::inline::{flatten, paragraph, split_text};
use super::prepare::{is_bracketed_note as is_note, prepare};
use super::style;
use baca_model::{Block, Dir, Inline, Kind, Marks, Span};
use baca_sys::html::{Element, Node};
use baca_sys::url::Purpose;
use baca_wire::decoder::Decoder;
use std::mem::take;

/// Converts parsed HTML into blocks. Elements outside the allow-list are replaced by their content;
/// text and images that are left out are noted in [`Decoder::problems`].
///
/// ```
/// use baca_convert::html::blocks;
/// use baca_model::Kind;
/// use baca_wire::decoder::Decoder;
///
/// let nodes = baca_sys::html::parse(
///     "<h2>Harbour</h2><figure><img src='/ship.jpg' alt='A ship'><figcaption>At dawn</figcaption></figure>",
/// );
/// let mut decoder = Decoder::new("https://news.example/2026/harbour");
/// let blocks = blocks(&nodes, &mut decoder);
///
/// assert!(matches!(&blocks[0].kind, Kind::Heading { level: 2, .. }));
/// let Kind::Image(image) = &blocks[1].kind else { panic!("no image") };
/// assert_eq!(image.src, "https://news.example/ship.jpg");
/// assert_eq!(baca_model::plain_text(&image.caption), "At dawn");
/// ```
///
/// What is left out, and why:
///
/// ```
/// # use baca_convert::html::blocks;
/// # use baca_wire::decoder::Decoder;
/// let nodes = baca_sys::html::parse("<p>Text</p><p hidden>For robots</p>");
/// let mut decoder = Decoder::new("");
/// assert_eq!(blocks(&nodes, &mut decoder).len(), 1);
/// assert_eq!(decoder.problems()[0].message, "left out, a hidden text: For robots");
/// ```
pub fn blocks(nodes: &[Node], decoder: &mut Decoder) -> Vec<Block> {
    let nodes = prepare(nodes, decoder);
    let mut builder = BlockBuilder::new(decoder, true);
    builder.nodes(&nodes, &Context::default());
    builder.finish()
}

impl BlockBuilder<'_> {
    /// Converts sibling nodes.
    pub fn nodes(&mut self, nodes: &[Node], c: &Context) {
        let mut skip = usize::MAX;
        for (at, node) in nodes.iter().enumerate() {
            if self.is_full {
                return;
            }
            match node {
                _ if at == skip => {}
                Node::Text(text) => self.text(text, c),
                Node::Element(e) => {
                    // A lazily loaded image and the `noscript` beside it are one image.
                    let next = nodes.iter().enumerate().skip(at + 1).find(|(_, n)| !n.is_blank());
                    self.buffer.before_text =
                        next.is_some_and(|(_, node)| node.element().is_none());
                    let next = next.and_then(|(at, node)| Some((at, node.element()?)));
                    match next.filter(|(_, other)| self.is_lazy_duplicate(e, other, c)) {
                        Some((at, _)) => skip = at,
                        None => self.element(e, c),
                    }
                }
            }
        }
    }

    /// Converts an element; one with a line of its own ends the current line before and after it.
    pub fn element(&mut self, e: &Element, c: &Context) {
        let role = role(e);
        if role == Role::Drop {
            if e.name == "input" && e.attribute("type") != Some("hidden") {
                self.buffer.gap = Gap::Full;
            }
            return;
        }
        let in_line =
            matches!(role, Role::Inline | Role::Ruby | Role::Break | Role::WordBreak | Role::Math);
        let own_line =
            !in_line && !matches!(role, Role::Picture | Role::Frame | Role::Media | Role::Noscript);
        let mut inner = c.clone();
        inner.in_flex = style::is_flex(e);
        if c.in_flex || is_note(e) {
            self.buffer.gap = Gap::Full;
        }
        if own_line {
            self.flush(c);
            inner.lang = lang(e).map(Into::into).or(inner.lang);
            inner.white_space = style::white_space(e).unwrap_or(inner.white_space);
            if !matches!(role, Role::Heading | Role::Code) {
                inner.marks = style::marks(e, inner.marks, Marks::default());
            }
            let dir = e.attribute("dir").map(str::to_ascii_lowercase);
            inner.dir = dir.as_deref().and_then(Dir::parse).or(inner.dir);
            inner.align = text_side(e).or(inner.align);
        }
        self.anchors(e);
        if let Some(code) = container_language(e) {
            inner.code_language = Some(code.into());
        }
        self.convert_role(role, e, &mut inner);
        if own_line {
            self.flush(&inner);
        } else if c.in_flex || is_note(e) {
            self.buffer.gap = Gap::Full;
        }
    }

    /// Collects the names by which links point at an element: `id`, and `name` of an `a`.
    pub fn anchors(&mut self, e: &Element) {
        let name = e.filled("name").filter(|name| e.name == "a" && e.filled("id") != Some(name));
        for id in [e.filled("id"), name].into_iter().flatten().filter(|id| id.len() <= 256) {
            self.buffer.pending_ids.push(id.into());
        }
    }

    fn convert_role(&mut self, role: Role, e: &Element, c: &mut Context) {
        let can_split = c.line_kind != LineKind::Verbatim;
        let can_nest = c.depth < MAX_DEPTH && can_split;
        match role {
            Role::Drop => {}
            Role::Inline => self.inline(e, c),
            Role::Break => self.line_break(c),
            Role::WordBreak => self.word_break(),
            Role::Ruby => self.ruby(e, c),
            Role::Math => self.formula(e, c),
            Role::Picture => self.picture(e, c),
            Role::Noscript => self.noscript(e, c),
            Role::Media => self.media(e, c),
            Role::Frame => self.frame(e, c),
            Role::Heading if c.line_kind == LineKind::Paragraph => {
                let level = e.name.bytes().last().map_or(2, |digit| (digit - b'0').max(2));
                c.line_kind = LineKind::Heading(level);
                self.nodes(&e.children, c);
            }
            Role::Paragraph => {
                self.buffer.dropcap = e.class_like(&["drop-cap", "dropcap"]);
                self.caption_or_children(e, c);
            }
            Role::Divider => self.emit(Kind::Divider.into(), c),
            Role::Gallery if can_split => self.gallery(e, c),
            Role::Links if can_split => self.links(e, c),
            Role::Card if can_split => self.card(e, c),
            Role::Figure if can_split => self.figure(e, c),
            Role::Caption if c.in_figure => self.caption(e, c),
            Role::List if can_nest && !c.in_gallery => self.list(e, c),
            Role::Definitions if can_nest && !c.in_gallery => self.definitions(e, c),
            Role::Table if can_nest => self.table(e, c),
            Role::Quote if can_nest => self.quote(e, c, false),
            Role::PullQuote if can_nest => self.quote(e, c, true),
            Role::Code if can_nest => self.code(e, c),
            Role::Verse if can_nest => self.verse(e, c),
            Role::Details if can_nest => self.details(e, c),
            Role::Aside if can_nest => self.aside(e, c, None, None),
            Role::Callout if can_nest => self.aside(e, c, Some("callout"), None),
            Role::Product if can_nest => self.aside(e, c, Some("product"), None),
            Role::Toggle if can_nest => self.aside(e, c, None, Some(false)),
            Role::AudioCard if can_split => self.audio_card(e, c),
            Role::Widget if can_nest => self.widget(e, c),
            _ => self.caption_or_children(e, c),
        }
    }

    /// Treats a container as the caption of the preceding image if marked so; otherwise converts its
    /// children.
    fn caption_or_children(&mut self, e: &Element, c: &mut Context) {
        if c.in_figure && is_credit(e) {
            c.marks = c.marks.with(CREDIT);
        }
        if !self.following_caption(e, c) {
            self.nodes(&e.children, c);
        }
    }

    /// Adds a place where a long word may break.
    fn word_break(&mut self) {
        if self.buffer.has_text {
            self.buffer.line.push(Span::word_break());
            self.buffer.no_merge = true;
        }
    }

    /// Converts a quote; `pull` makes it a pull quote. The last child is the attribution if it is a
    /// `cite`, `footer` or `figcaption`, or has such a class.
    pub fn quote(&mut self, e: &Element, c: &Context, pull: bool) {
        let is_attribution = |e: &Element| {
            role(e) != Role::Drop
                && (matches!(e.name.as_str(), "cite" | "footer" | "figcaption")
                    || e.class_like(&["attribution", "author", "cite", "source", "speaker"]))
        };
        let inner = c.for_nested();
        let last = e.children.iter().rposition(|node| !node.is_blank());
        let last = last.and_then(|last| Some((last, e.children.get(last)?.element()?)));
        let (body, by) = match last.filter(|(at, e)| *at > 0 && is_attribution(e)) {
            Some((last, by)) => (e.children.get(..last).unwrap_or_default(), Some(by)),
            None => (e.children.as_slice(), None),
        };
        let mut body = self.nested(body, &inner, false).blocks;
        let mut attribution = Inline::new();
        let mut rest = Vec::new();
        if let Some(by) = by {
            (attribution, rest) = flatten(self.nested(&by.children, &inner, true).blocks);
        }
        // A pull quote around a quote is one quote.
        if let ([Block { kind: Kind::Quote { pull: inner, attribution: by, .. }, .. }], true) =
            (body.as_mut_slice(), pull)
        {
            *inner = true;
            if by.is_empty() {
                *by = take(&mut attribution);
            }
            if attribution.is_empty() {
                return self.append_built(body.into_iter().chain(rest).collect(), c);
            }
        }
        if body.is_empty() {
            // An attribution without a quotation is a paragraph.
            if !attribution.is_empty() {
                rest.insert(0, paragraph(attribution));
            }
            return self.append_built(rest, c);
        }
        let url = e.filled("cite").and_then(|url| self.decoder.url_text(url, Purpose::Link));
        let (text, body) = if body.len() == 1 { split_text(body) } else { (Inline::new(), body) };
        self.emit(Kind::Quote { text, body, attribution, url, pull }.into(), c);
        self.append_built(rest, c);
    }

    /// Converts `details`; its `summary` is the title.
    fn details(&mut self, e: &Element, c: &Context) {
        let inner = c.for_nested();
        let at = e.children.iter().position(|n| n.element().is_some_and(|e| e.name == "summary"));
        let summary = at.and_then(|at| e.children.get(at)?.element());
        let (title, mut body) = match summary {
            Some(summary) => {
                self.anchors(summary);
                flatten(self.nested(&summary.children, &inner, true).blocks)
            }
            None => Default::default(),
        };
        let before = e.children.get(..at.unwrap_or(0)).unwrap_or_default();
        let after = e.children.get(at.map_or(0, |at| at + 1)..).unwrap_or_default();
        body.append(&mut self.nested(before, &inner, false).blocks);
        body.append(&mut self.nested(after, &inner, false).blocks);
        let open = Some(e.attribute("open").is_some());
        if !title.is_empty() || !body.is_empty() {
            self.emit(Kind::Aside { kind: None, title, body, open }.into(), c);
        }
    }

    /// Converts an aside; a heading that opens it is its title. `open` is `None` where it does not
    /// collapse.
    pub fn aside(&mut self, e: &Element, c: &Context, kind: Option<&str>, open: Option<bool>) {
        let mut body = self.nested(&e.children, &c.for_nested(), false).blocks;
        if matches!(body.as_slice(), [Block { kind: Kind::Quote { pull: true, .. }, .. }]) {
            return self.append_built(body, c);
        }
        let title_at = body.iter().position(|b| !matches!(b.kind, Kind::Image(_)));
        let is_title = |b: &Block| matches!(b.kind, Kind::Heading { .. });
        let title = match title_at.filter(|at| body.get(*at).is_some_and(is_title)) {
            Some(at) => flatten(vec![body.remove(at)]).0,
            None => Inline::new(),
        };
        if title.is_empty() && body.is_empty() {
            return;
        }
        self.emit(Kind::Aside { kind: kind.map(Into::into), title, body, open }.into(), c);
    }

    /// Converts the children of an element into a buffer of their own.
    pub fn nested_children(&mut self, e: &Element, c: &Context) -> BlockBuffer {
        self.nested(&e.children, c, false)
    }
}
