//! White space, marks, links, anchors, ruby; and nodes → spans.

use super::roles::{is_credit, role, Role};
use super::walk::{anchor, has_ink, trim_end, Context, Line, Side, Walk};
use super::{Element, Node};
use crate::article::json::Reading;
use crate::article::model::*;
use crate::article::url::Purpose;
use std::rc::Rc;

/// In a figure, what says whose the picture is. Never leaves this folder.
pub const CREDIT: Marks = Marks(1 << 15);

/// Elements that only mark their text.
const MARKS: [(&str, Marks); 21] = [
    ("b", Marks::BOLD),
    ("strong", Marks::BOLD),
    ("i", Marks::ITALIC),
    ("em", Marks::ITALIC),
    ("cite", Marks::ITALIC),
    ("dfn", Marks::ITALIC),
    ("var", Marks::ITALIC),
    ("address", Marks::ITALIC),
    ("u", Marks::UNDERLINE),
    ("ins", Marks::UNDERLINE),
    ("s", Marks::STRIKE),
    ("strike", Marks::STRIKE),
    ("del", Marks::STRIKE),
    ("code", Marks::CODE),
    ("kbd", Marks::CODE),
    ("samp", Marks::CODE),
    ("tt", Marks::CODE),
    ("sub", Marks::SUB),
    ("sup", Marks::SUP),
    ("mark", Marks::MARK),
    ("small", Marks::SMALL),
];

/// Converts nodes into spans; what parts blocks becomes a line break.
pub fn spans(nodes: &[Node], r: &mut Reading) -> Inline {
    let mut walk = Walk::new(r, false);
    walk.nodes(nodes, &Context::default());
    squash(walk.done()).0
}

/// The text in nodes, as it stands, without what is dropped by name.
pub fn text(nodes: &[Node]) -> String {
    let mut out = String::new();
    collect(nodes, &mut out);
    out
}

fn collect(nodes: &[Node], out: &mut String) {
    for node in nodes {
        match node {
            Node::Text(text) => out.push_str(text),
            Node::Element(e) if matches!(role(e), Role::Drop | Role::Noscript) => {}
            Node::Element(e) => collect(&e.children, out),
        }
    }
}

/// All text of blocks as one inline, in order, and the pictures and the like that were among it.
pub fn squash(blocks: Vec<Block>) -> (Inline, Vec<Block>) {
    let mut text = Inline::new();
    let mut rest = Vec::new();
    for block in blocks {
        squash_into(block, &mut text, &mut rest);
    }
    (text, rest)
}

fn squash_into(block: Block, text: &mut Inline, rest: &mut Vec<Block>) {
    let mut add = |id: Option<String>, more: Inline| {
        if !more.is_empty() && !text.is_empty() {
            text.push(Span::line_break());
        }
        text.extend(id.map(anchor));
        text.extend(more);
    };
    let (title, body, last) = match block.kind {
        Kind::Paragraph { text, .. } | Kind::Heading { text, .. } | Kind::Code { text, .. } => {
            return add(block.id, text)
        }
        Kind::List { items, .. } => {
            for item in items {
                squash_into(Block { id: item.id, ..paragraph(item.term) }, text, rest);
                squash_into(paragraph(item.text), text, rest);
                for block in item.body {
                    squash_into(block, text, rest);
                }
            }
            return;
        }
        Kind::Table { rows, caption, .. } => {
            squash_into(paragraph(caption), text, rest);
            for cell in rows.into_iter().flatten() {
                squash_into(paragraph(cell.text), text, rest);
                for block in cell.body {
                    squash_into(block, text, rest);
                }
            }
            return;
        }
        Kind::Quote { text, body, attribution, .. } => (text, body, attribution),
        Kind::Aside { title, body, .. } => (title, body, Inline::new()),
        Kind::Group(body) => (Inline::new(), body, Inline::new()),
        kind => return rest.push(Block { kind, ..block }),
    };
    add(block.id, title);
    for block in body {
        squash_into(block, text, rest);
    }
    squash_into(paragraph(last), text, rest);
}

/// A paragraph of this text.
pub fn paragraph(text: Inline) -> Block {
    Kind::Paragraph { text, dropcap: false, align: Align::Start }.into()
}

/// Blocks as a text and what follows it: of one or more blocks the first, if it is a plain
/// paragraph, is the text.
pub fn split(mut blocks: Vec<Block>) -> (Inline, Vec<Block>) {
    let plain = blocks.first().is_some_and(|b| {
        b.lang.is_none()
            && b.dir.is_none()
            && matches!(b.kind, Kind::Paragraph { dropcap: false, align: Align::Start, .. })
    });
    if !plain {
        return (Inline::new(), blocks);
    }
    let rest = blocks.split_off(1);
    (squash(blocks).0, rest)
}

/// Parts a caption from the credit that ends it.
pub fn part_credit(mut text: Inline) -> (Inline, Inline) {
    let is_credit = |span: &Span| span.marks.has(CREDIT) || !has_ink(span);
    let at = text.iter().rposition(|span| !is_credit(span)).map_or(0, |last| last + 1);
    let mut credit = text.split_off(at);
    if !credit.iter().any(has_ink) {
        text.append(&mut credit);
    }
    let bare = |span: &Span| !has_ink(span) && span.extra.is_none();
    while credit.first().is_some_and(bare) {
        credit.remove(0);
    }
    trim_end(&mut text);
    for span in text.iter_mut().chain(&mut credit) {
        span.marks = Marks(span.marks.0 & !CREDIT.0);
    }
    if let Some(first) = credit.first_mut() {
        first.text = first.text.trim_start_matches(' ').into();
    }
    (text, credit)
}

impl Walk<'_, '_> {
    /// Text of the source: white space collapses as HTML says; a no-break space is none.
    pub fn text(&mut self, text: &str, c: &Context) {
        if c.line == Line::Verbatim {
            return self.push(&text.replace("\r\n", "\n"), c);
        }
        let mut run = String::with_capacity(text.len());
        let mut inked = self.flow.inked;
        for char in text.chars() {
            if !char.is_ascii_whitespace() {
                run.push(char);
                inked = true;
            } else if inked {
                run.push(' ');
                inked = false;
            }
        }
        self.push(&run, c);
    }

    /// An element within a line.
    pub fn inline(&mut self, e: &Element, c: &Context) {
        let apart = e.name == "a" && e.class_like(&["button"]);
        if self.flow.inked && (apart || e.has_class("kg-bookmark-publisher")) {
            // Style keeps it apart from what is before it.
            self.text(" ", c);
        }
        let mut c = c.clone();
        let mark = MARKS.iter().find(|(name, _)| *name == e.name);
        // Google Docs wraps everything that is pasted in a `b` that is not bold.
        let unmarked = |e: &Element| {
            e.attribute("style")
                .is_some_and(|style| style.replace(' ', "").contains("font-weight:normal"))
        };
        if let Some((_, mark)) = mark.filter(|(_, mark)| *mark != Marks::BOLD || !unmarked(e)) {
            c.marks = c.marks.with(*mark);
        }
        if c.figure && (e.name == "cite" || is_credit(e)) {
            c.marks = c.marks.with(CREDIT);
        }
        let dir = e.attribute("dir").map(str::to_ascii_lowercase);
        let dir = dir.as_deref().and_then(Dir::parse).or((e.name == "bdi").then_some(Dir::Auto));
        let href = e
            .filled("href")
            .filter(|href| e.name == "a" && *href != "#")
            .and_then(|href| self.r.url_text(href, Purpose::Link));
        let titled = matches!(e.name.as_str(), "a" | "abbr" | "acronym" | "dfn");
        let title = e.filled("title").filter(|_| titled);
        let lang = lang(e);
        if href.is_some() || title.is_some() || lang.is_some() || dir.is_some() {
            self.extend(&mut c, |extra| {
                extra.href = href.or(extra.href.take());
                extra.title = title.map(Into::into).or(extra.title.take());
                extra.lang = lang.map(Into::into).or(extra.lang.take());
                extra.dir = dir.or(extra.dir);
            });
        }
        if e.name != "q" {
            return self.nodes(&e.children, &c);
        }
        let (open, close) =
            if !c.quotes { ("\u{201c}", "\u{201d}") } else { ("\u{2018}", "\u{2019}") };
        c.quotes = !c.quotes;
        self.push(open, &c);
        self.nodes(&e.children, &c);
        self.push(close, &c);
    }

    /// Changes what runs inherit.
    fn extend(&mut self, c: &mut Context, change: impl FnOnce(&mut SpanExtra)) {
        if c.extra.as_deref().is_none_or(|extra| self.may_repeat(extra)) {
            change(Rc::make_mut(c.extra.get_or_insert_default()));
        }
    }

    /// Bases with the readings that follow them.
    pub fn ruby(&mut self, e: &Element, c: &Context) {
        let mut start = self.flow.line.len();
        self.flow.sealed = true;
        for node in &e.children {
            match node {
                Node::Element(e) if matches!(e.name.as_str(), "rt" | "rtc") => {
                    let reading = text(&e.children);
                    self.read_as(start, reading.trim(), c);
                    start = self.flow.line.len();
                    self.flow.sealed = true;
                }
                Node::Element(e) if e.name == "rp" => {}
                _ if node.is_blank() => {}
                _ => self.nodes(std::slice::from_ref(node), c),
            }
        }
        self.flow.sealed = true;
    }

    /// Sets the reading of what the line gathered since `start`.
    fn read_as(&mut self, start: usize, reading: &str, c: &Context) {
        let line = &mut self.flow.line;
        let mut bases = line.split_off(start.min(line.len())).into_iter();
        let Some(mut base) = bases.next().or_else(|| line.pop()) else {
            return self.text(reading, c);
        };
        for more in bases {
            base.text.push_str(&more.text);
        }
        base.text.truncate(base.text.trim_end_matches(' ').len());
        let ruby = &mut base.extra.get_or_insert_default().ruby;
        match ruby {
            Some(ruby) => {
                ruby.push(' ');
                ruby.push_str(reading);
            }
            None => *ruby = Some(reading.into()),
        }
        line.push(base);
        self.flow.inked = true;
    }
}

/// The language an element declares.
pub fn lang(e: &Element) -> Option<&str> {
    let tag = e.filled("lang").or_else(|| e.filled("xml:lang"))?;
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    (tag.len() <= 35 && tag.chars().all(fits)).then_some(tag)
}

/// Where an element aligns its text to.
pub fn side(e: &Element) -> Option<Side> {
    if e.name == "center" {
        return Some(Side::Center);
    }
    let style = e.attribute("style").unwrap_or_default().to_ascii_lowercase().replace(' ', "");
    let styled = style.split(';').find_map(|rule| rule.strip_prefix("text-align:"));
    let by_class = e.classes().find_map(|class| class.strip_prefix("has-text-align-"));
    match by_class.or(styled).or(e.attribute("align"))? {
        "center" | "CENTER" => Some(Side::Center),
        "right" | "RIGHT" => Some(Side::Right),
        "end" => Some(Side::End),
        _ => Some(Side::Left),
    }
}
