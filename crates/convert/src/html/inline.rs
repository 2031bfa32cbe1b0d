//! Converts text and inline elements: white space, marks, links, ruby. Also flattens blocks into inline
//! text.

use super::allowlist::is_credit;
use super::block_builder::{BlockBuilder, Gap};
use super::context::{Context, LineKind, CREDIT};
use super::elements::{lang, text};
use super::prepare::prepare;
use super::span::{anchor, is_visible, trim_end};
use super::style::{self, WhiteSpace};
use baca_model::{Align, Block, Dir, Inline, Kind, Marks, Span, SpanExtra};
use baca_sys::html::{Element, Node};
use baca_sys::url::Purpose;
use baca_wire::decoder::Decoder;
use std::rc::Rc;

/// Elements that add a mark to their text.
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

/// Converts parsed HTML into inline text: one line with marks and links. Blocks are separated by line
/// breaks; images and embeds are left out.
///
/// ```
/// use baca_convert::html::spans;
/// use baca_model::Marks;
/// use baca_wire::decoder::Decoder;
///
/// let nodes = baca_sys::html::parse("<p>Flood in <em>Gothenburg</em></p><p>Two hurt</p>");
/// let line = spans(&nodes, &mut Decoder::new("https://news.example/"));
///
/// assert_eq!(baca_model::plain_text(&line), "Flood in Gothenburg\nTwo hurt");
/// assert!(line[1].marks.has(Marks::ITALIC));
/// ```
pub fn spans(nodes: &[Node], decoder: &mut Decoder) -> Inline {
    let nodes = prepare(nodes, decoder);
    let mut builder = BlockBuilder::new(decoder, false);
    builder.nodes(&nodes, &Context::default());
    flatten(builder.finish()).0
}

/// Joins all text of blocks into one inline, in order. Returns it with the blocks that are not text.
pub fn flatten(blocks: Vec<Block>) -> (Inline, Vec<Block>) {
    let mut text = Inline::new();
    let mut rest = Vec::new();
    for block in blocks {
        flatten_into(block, &mut text, &mut rest);
    }
    (text, rest)
}

fn flatten_into(block: Block, text: &mut Inline, rest: &mut Vec<Block>) {
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
                flatten_into(Block { id: item.id, ..paragraph(item.term) }, text, rest);
                flatten_into(paragraph(item.text), text, rest);
                for block in item.body {
                    flatten_into(block, text, rest);
                }
            }
            return;
        }
        Kind::Table { rows, caption, .. } => {
            flatten_into(paragraph(caption), text, rest);
            for cell in rows.into_iter().flatten() {
                flatten_into(paragraph(cell.text), text, rest);
                for block in cell.body {
                    flatten_into(block, text, rest);
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
        flatten_into(block, text, rest);
    }
    flatten_into(paragraph(last), text, rest);
}

/// Returns a plain paragraph of this text.
pub fn paragraph(text: Inline) -> Block {
    Kind::Paragraph { text, dropcap: false, align: Align::Start }.into()
}

/// Splits blocks into the text of the first one and the others. The text is empty where the first block
/// is no plain paragraph.
pub fn split_text(mut blocks: Vec<Block>) -> (Inline, Vec<Block>) {
    let plain = blocks.first().is_some_and(|b| {
        b.lang.is_none()
            && b.dir.is_none()
            && matches!(b.kind, Kind::Paragraph { dropcap: false, align: Align::Start, .. })
    });
    if !plain {
        return (Inline::new(), blocks);
    }
    let rest = blocks.split_off(1);
    (flatten(blocks).0, rest)
}

/// Splits a caption at the credit that ends it; returns the caption and the credit.
pub fn split_credit(mut text: Inline) -> (Inline, Inline) {
    let is_credit = |span: &Span| span.marks.has(CREDIT) || !is_visible(span);
    let at = text.iter().rposition(|span| !is_credit(span)).map_or(0, |last| last + 1);
    let mut credit = text.split_off(at);
    if !credit.iter().any(is_visible) {
        text.append(&mut credit);
    }
    let bare = |span: &Span| !is_visible(span) && span.extra.is_none();
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

impl BlockBuilder<'_> {
    /// Adds text of the source. White space is collapsed as in HTML; a no-break space is kept.
    pub fn text(&mut self, text: &str, c: &Context) {
        if c.line_kind == LineKind::Verbatim {
            return self.push(&text.replace("\r\n", "\n"), c);
        }
        if c.white_space != WhiteSpace::Collapsed {
            return self.preserve_spaces(text, c);
        }
        let mut run = String::with_capacity(text.len());
        let mut has_text = self.buffer.has_text;
        for char in text.chars() {
            if !char.is_ascii_whitespace() {
                run.push(char);
                has_text = true;
            } else if has_text {
                run.push(' ');
                has_text = false;
            }
        }
        self.push(&run, c);
    }

    /// Adds text whose line ends are kept, and with [`WhiteSpace::All`] its spaces as well.
    fn preserve_spaces(&mut self, text: &str, c: &Context) {
        let collapsed = Context { white_space: WhiteSpace::Collapsed, ..c.clone() };
        let text = text.replace("\r\n", "\n");
        let mut lines = text.split('\n').enumerate().peekable();
        while let Some((at, line)) = lines.next() {
            if at > 0 {
                self.line_break(c);
            }
            // A line that does not end here may go on in the next element.
            let is_open = lines.peek().is_none();
            let trimmed = line.trim_end();
            if c.white_space == WhiteSpace::Lines {
                self.text(if is_open { line } else { trimmed }, &collapsed);
                continue;
            }
            // A space after another one, or at the start of the line, would collapse.
            let mut run = String::with_capacity(line.len());
            let mut after_space = !self.buffer.has_text;
            for char in trimmed.chars() {
                let space = char.is_ascii_whitespace();
                match char {
                    '\t' => run.push_str("\u{a0}\u{a0}\u{a0}\u{a0}"),
                    _ if space && after_space => run.push('\u{a0}'),
                    _ if space => run.push(' '),
                    _ => run.push(char),
                }
                after_space = space;
            }
            if is_open && trimmed.len() < line.len() && !after_space {
                run.push(' ');
            }
            self.push(&run, c);
        }
    }

    /// Converts an inline element.
    pub fn inline(&mut self, e: &Element, c: &Context) {
        let after_link = || {
            let last = self.buffer.line.last().and_then(|span| span.extra.as_deref());
            last.is_some_and(|extra| extra.href.is_some())
        };
        // Lists of latest posts have the date right behind the title.
        let is_date = e.name == "time" || (e.class_like(&["date"]) && after_link());
        let display = style::property(e, "display").unwrap_or_default();
        let is_line = matches!(display.as_str(), "block" | "flex" | "grid" | "table" | "list-item");
        let is_control = matches!(e.name.as_str(), "button" | "label")
            || matches!(e.attribute("role"), Some("tab" | "button"));
        let is_button = (e.name == "a" && e.class_like(&["button"]))
            || (is_control && !c.marks.has(Marks::SUP));
        let is_box = (display.starts_with("inline-") || display == "table-cell")
            && text(&e.children).chars().filter(|c| c.is_alphanumeric()).nth(1).is_some();
        let before = is_button
            || is_date
            || is_box
            || (e.name == "small" && after_link())
            || e.has_class("kg-bookmark-publisher");
        if before || (self.buffer.gap == Gap::Weak && !e.children.is_empty()) {
            // The page separates them by style alone.
            self.buffer.gap = Gap::Full;
        }
        if is_line {
            self.end_line(c);
        }
        self.inline_content(e, c);
        if is_line {
            self.end_line(c);
        } else if is_date && self.buffer.gap == Gap::None {
            self.buffer.gap = Gap::Weak;
        } else if is_button || is_box {
            self.buffer.gap = Gap::Full;
        }
    }

    /// Ends the line within a paragraph, unless it is empty or ended already.
    fn end_line(&mut self, c: &Context) {
        if !self.buffer.line.last().is_some_and(|span| span.marks.has(Marks::BREAK)) {
            self.line_break(c);
        }
    }

    fn inline_content(&mut self, e: &Element, c: &Context) {
        let mut c = c.clone();
        let mark = MARKS.iter().find(|(name, _)| *name == e.name).map(|(_, mark)| *mark);
        c.marks = style::marks(e, c.marks, mark.unwrap_or_default());
        c.white_space = style::white_space(e).unwrap_or(c.white_space);
        if c.in_figure && (e.name == "cite" || is_credit(e)) {
            c.marks = c.marks.with(CREDIT);
        }
        let dir = e.attribute("dir").map(str::to_ascii_lowercase);
        let dir = dir.as_deref().and_then(Dir::parse).or((e.name == "bdi").then_some(Dir::Auto));
        let href = e
            .filled("href")
            .filter(|href| e.name == "a" && *href != "#")
            .and_then(|href| self.decoder.url_text(href, Purpose::Link));
        if href.is_some() && self.ends_in_link_other_than(href.as_deref()) {
            // Adjacent links, such as tags, are separated by style alone.
            self.text(" ", &c);
        }
        let titled = matches!(e.name.as_str(), "a" | "abbr" | "acronym" | "dfn");
        let title = e.filled("title").filter(|_| titled);
        let lang = lang(e);
        if href.is_some() || title.is_some() || lang.is_some() || dir.is_some() {
            self.change_extra(&mut c, |extra| {
                extra.href = href.or(extra.href.take());
                extra.title = title.map(Into::into).or(extra.title.take());
                extra.lang = lang.map(Into::into).or(extra.lang.take());
                extra.dir = dir.or(extra.dir);
            });
        }
        self.nodes(&e.children, &c);
    }

    /// Returns whether the line ends with a word of a link to another URL. Writing without spaces between words
    /// has none between links either.
    fn ends_in_link_other_than(&self, href: Option<&str>) -> bool {
        let Some(last) = self.buffer.line.last().filter(|_| self.buffer.has_text) else {
            return false;
        };
        let before = last.extra.as_deref().and_then(|extra| extra.href.as_deref());
        let is_word = |c: char| c.is_alphanumeric() && c < '\u{e00}';
        before.is_some() && before != href && last.text.ends_with(is_word)
    }

    /// Returns whether the line ends with a letter, a digit or closing punctuation.
    pub fn ends_in_word(&self) -> bool {
        let last = self.buffer.line.last().and_then(|span| span.text.chars().last());
        last.is_some_and(|c| c.is_alphanumeric() || ".!?)]»”’\"'".contains(c))
    }

    /// Changes the extra that spans inherit, as long as its repetition is within the limit.
    fn change_extra(&mut self, c: &mut Context, change: impl FnOnce(&mut SpanExtra)) {
        if c.extra.as_deref().is_none_or(|extra| self.charge_repeated(extra)) {
            change(Rc::make_mut(c.extra.get_or_insert_default()));
        }
    }

    /// Converts `ruby`: base text, each with the ruby text that follows it.
    pub fn ruby(&mut self, e: &Element, c: &Context) {
        let mut start = self.buffer.line.len();
        self.buffer.no_merge = true;
        for node in &e.children {
            match node {
                Node::Element(e) if matches!(e.name.as_str(), "rt" | "rtc") => {
                    let ruby = text(&e.children);
                    self.set_ruby(start, ruby.trim(), c);
                    start = self.buffer.line.len();
                    self.buffer.no_merge = true;
                }
                Node::Element(e) if e.name == "rp" => {}
                _ if node.is_blank() => {}
                _ => self.nodes(std::slice::from_ref(node), c),
            }
        }
        self.buffer.no_merge = true;
    }

    /// Sets the ruby text of the spans that were added since index `start`; they become one span.
    fn set_ruby(&mut self, start: usize, annotation: &str, c: &Context) {
        if annotation.is_empty() {
            return;
        }
        let line = &mut self.buffer.line;
        let mut bases = line.split_off(start.min(line.len())).into_iter();
        let Some(mut base) = bases.next().or_else(|| line.pop()) else {
            return self.text(annotation, c);
        };
        for more in bases {
            base.text.push_str(&more.text);
        }
        base.text.truncate(base.text.trim_end_matches(' ').len());
        let ruby = &mut base.extra.get_or_insert_default().ruby;
        match ruby {
            Some(ruby) => {
                ruby.push(' ');
                ruby.push_str(annotation);
            }
            None => *ruby = Some(annotation.into()),
        }
        line.push(base);
        self.buffer.has_text = true;
    }
}
