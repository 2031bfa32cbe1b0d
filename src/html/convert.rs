//! Nodes become blocks: what each element does, and the boxes that hold other blocks.

use super::inline::{lang, side, split, squash};
use super::roles::{role, Role};
use super::walk::{Context, Flow, Line, Walk, MAX_DEPTH};
use super::{Element, Node};
use crate::article::json::Reading;
use crate::article::model::*;
use crate::article::url::Purpose;
use std::mem::take;

/// Converts nodes into blocks.
pub fn blocks(nodes: &[Node], r: &mut Reading) -> Vec<Block> {
    let mut walk = Walk::new(r, true);
    walk.nodes(nodes, &Context::default());
    walk.done()
}

impl Walk<'_, '_> {
    /// Walks nodes that stand side by side.
    pub fn nodes(&mut self, nodes: &[Node], c: &Context) {
        let mut skip = usize::MAX;
        for (at, node) in nodes.iter().enumerate() {
            if self.full {
                return;
            }
            match node {
                _ if at == skip => {}
                Node::Text(text) => self.text(text, c),
                Node::Element(e) => {
                    // A picture and the `noscript` beside it are one.
                    let next = nodes.iter().enumerate().skip(at + 1).find(|(_, n)| !n.is_blank());
                    let next = next.and_then(|(at, node)| Some((at, node.element()?)));
                    match next.filter(|(_, twin)| self.twins(e, twin, c)) {
                        Some((at, _)) => skip = at,
                        None => self.element(e, c),
                    }
                }
            }
        }
    }

    /// Walks an element.
    pub fn element(&mut self, e: &Element, c: &Context) {
        let role = role(e);
        if role == Role::Drop {
            return;
        }
        let in_line =
            matches!(role, Role::Inline | Role::Ruby | Role::Break | Role::WordBreak | Role::Math);
        let own_line =
            !in_line && !matches!(role, Role::Picture | Role::Frame | Role::Media | Role::Noscript);
        let mut inner = c.clone();
        if own_line {
            self.flush(c);
            inner.lang = lang(e).map(Into::into).or(inner.lang);
            let dir = e.attribute("dir").map(str::to_ascii_lowercase);
            inner.dir = dir.as_deref().and_then(Dir::parse).or(inner.dir);
            inner.align = side(e).or(inner.align);
        }
        self.anchors(e);
        self.act(role, e, &mut inner);
        if own_line {
            self.flush(&inner);
        }
    }

    /// Notes the names by which links point at an element.
    pub fn anchors(&mut self, e: &Element) {
        let name = e.filled("name").filter(|name| e.name == "a" && e.filled("id") != Some(name));
        for id in [e.filled("id"), name].into_iter().flatten().filter(|id| id.len() <= 256) {
            self.flow.ids.push(id.into());
        }
    }

    fn act(&mut self, role: Role, e: &Element, c: &mut Context) {
        let parts = c.line != Line::Verbatim;
        let boxed = c.depth < MAX_DEPTH && parts;
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
            Role::Heading if c.line == Line::Paragraph => {
                let level = e.name.bytes().last().map_or(2, |digit| (digit - b'0').max(2));
                c.line = Line::Heading(level);
                self.nodes(&e.children, c);
            }
            Role::Paragraph => {
                self.flow.dropcap = e.class_like(&["drop-cap", "dropcap"]);
                self.caption_or(e, c);
            }
            Role::Divider => self.emit(Kind::Divider.into(), c),
            Role::Form if !holds_text(e) => {}
            Role::Gallery if parts => self.gallery(e, c),
            Role::Links if parts => self.links(e, c),
            Role::Card if parts => self.card(e, c),
            Role::Figure if parts => self.figure(e, c),
            Role::Caption if c.figure => self.caption(e, c),
            Role::List if boxed && !c.gallery => self.list(e, c),
            Role::Definitions if boxed && !c.gallery => self.definitions(e, c),
            Role::Table if boxed => self.table(e, c),
            Role::Quote if boxed => self.quote(e, c, false),
            Role::Pull if boxed => self.quote(e, c, true),
            Role::Code if boxed => self.code(e, c),
            Role::Verse if boxed => self.verse(e, c),
            Role::Details if boxed => self.details(e, c),
            Role::Aside if boxed => self.aside(e, c, None, None),
            Role::Callout if boxed => self.aside(e, c, Some("callout"), None),
            Role::Product if boxed => self.aside(e, c, Some("product"), None),
            Role::Toggle if boxed => self.aside(e, c, None, Some(false)),
            Role::AudioCard if parts => self.audio_card(e, c),
            Role::Widget if boxed => self.widget(e, c),
            _ => self.caption_or(e, c),
        }
    }

    /// A box: the caption of the picture right before it, if it says so, else what is in it.
    fn caption_or(&mut self, e: &Element, c: &mut Context) {
        if let Some(code) = super::code::language_of_box(e) {
            c.code = Some(code.into());
        }
        if c.figure && super::roles::is_credit(e) {
            c.marks = c.marks.with(super::inline::CREDIT);
        }
        if !self.late_caption(e, c) {
            self.nodes(&e.children, c);
        }
    }

    fn word_break(&mut self) {
        if self.flow.inked {
            self.flow.line.push(Span::word_break());
            self.flow.sealed = true;
        }
    }

    pub fn quote(&mut self, e: &Element, c: &Context, pull: bool) {
        // Who said it stands last: `cite`, `footer`, or a line of such a class.
        let signs = |e: &Element| {
            role(e) != Role::Drop
                && (matches!(e.name.as_str(), "cite" | "footer" | "figcaption")
                    || e.class_like(&["attribution", "author", "cite", "source", "speaker"]))
        };
        let inner = c.deeper();
        let last = e.children.iter().rposition(|node| !node.is_blank());
        let signed = last.and_then(|last| Some((last, e.children.get(last)?.element()?)));
        let (body, by) = match signed.filter(|(at, e)| *at > 0 && signs(e)) {
            Some((last, by)) => (e.children.get(..last).unwrap_or_default(), Some(by)),
            None => (e.children.as_slice(), None),
        };
        let mut body = self.within(body, &inner, false).out;
        let mut attribution = Inline::new();
        let mut rest = Vec::new();
        if let Some(by) = by {
            let signed = self.within(&by.children, &inner, true).out;
            (attribution, rest) = squash(signed);
        }
        // A quotation in a frame of its own: one quotation.
        if let ([Block { kind: Kind::Quote { pull: inner, attribution: by, .. }, .. }], true) =
            (body.as_mut_slice(), pull)
        {
            *inner = true;
            if by.is_empty() {
                *by = take(&mut attribution);
            }
            if attribution.is_empty() {
                return self.adopt(body.into_iter().chain(rest).collect(), c);
            }
        }
        if body.is_empty() && attribution.is_empty() {
            return self.adopt(rest, c);
        }
        let url = e.filled("cite").and_then(|url| self.r.url_text(url, Purpose::Link));
        let (text, body) = if body.len() == 1 { split(body) } else { (Inline::new(), body) };
        self.emit(Kind::Quote { text, body, attribution, url, pull }.into(), c);
        self.adopt(rest, c);
    }

    /// Adds blocks that were made, and counted, in a flow of their own.
    pub fn adopt(&mut self, blocks: Vec<Block>, c: &Context) {
        for mut block in blocks {
            block.lang = block.lang.or_else(|| c.lang.as_deref().map(Into::into));
            block.dir = block.dir.or(c.dir);
            if block.id.is_none() && !self.flow.ids.is_empty() {
                block.id = Some(self.flow.ids.remove(0));
            }
            self.flow.out.push(block);
        }
    }

    fn details(&mut self, e: &Element, c: &Context) {
        let inner = c.deeper();
        let at = e.children.iter().position(|n| n.element().is_some_and(|e| e.name == "summary"));
        let summary = at.and_then(|at| e.children.get(at)?.element());
        let (title, mut body) = match summary {
            Some(summary) => {
                self.anchors(summary);
                squash(self.within(&summary.children, &inner, true).out)
            }
            None => Default::default(),
        };
        let before = e.children.get(..at.unwrap_or(0)).unwrap_or_default();
        let after = e.children.get(at.map_or(0, |at| at + 1)..).unwrap_or_default();
        body.append(&mut self.within(before, &inner, false).out);
        body.append(&mut self.within(after, &inner, false).out);
        let open = Some(e.attribute("open").is_some());
        if !title.is_empty() || !body.is_empty() {
            self.emit(Kind::Aside { kind: None, title, body, open }.into(), c);
        }
    }

    /// A box beside the story; a heading that opens it is its title.
    pub fn aside(&mut self, e: &Element, c: &Context, kind: Option<&str>, open: Option<bool>) {
        let mut body = self.within(&e.children, &c.deeper(), false).out;
        if matches!(body.as_slice(), [Block { kind: Kind::Quote { pull: true, .. }, .. }]) {
            return self.adopt(body, c);
        }
        let title_at = body.iter().position(|b| !matches!(b.kind, Kind::Image(_)));
        let is_title = |b: &Block| matches!(b.kind, Kind::Heading { .. });
        let title = match title_at.filter(|at| body.get(*at).is_some_and(is_title)) {
            Some(at) => squash(vec![body.remove(at)]).0,
            None => Inline::new(),
        };
        if title.is_empty() && body.is_empty() {
            return;
        }
        self.emit(Kind::Aside { kind: kind.map(Into::into), title, body, open }.into(), c);
    }

    /// Walks what is in an element into a flow of its own.
    pub fn inside(&mut self, e: &Element, c: &Context) -> Flow {
        self.within(&e.children, c, false)
    }
}

/// Whether a form is a page in disguise: some systems wrap everything in one.
pub fn holds_text(form: &Element) -> bool {
    fn paragraphs(e: &Element) -> usize {
        e.elements().map(|e| usize::from(e.name == "p") + paragraphs(e)).sum()
    }
    paragraphs(form) > 2
}
