//! Converts lists, checklists and definition lists.

use super::allowlist::{role, Role};
use super::block_builder::BlockBuilder;
use super::context::{Context, LineKind};
use super::elements::{lang, text_side};
use super::inline::{flatten, paragraph, split_text};
use super::span::anchor;
use super::style;
use baca_model::{plain_text, stats, Block, Dir, Inline, Item, Kind, Marker, Marks, WordList};
use baca_sys::html::{Element, Node};

impl BlockBuilder<'_> {
    /// Converts `ul` and `ol`.
    pub fn list(&mut self, e: &Element, c: &Context) {
        let (ordered, marker) = self.numbering(e);
        let mut items = Vec::new();
        self.items(&e.children, c, ordered, &mut items);
        let mut start = e.attribute("start").and_then(number).filter(|_| ordered);
        let reversed = ordered && e.attribute("reversed").is_some();
        if ordered {
            start = number_items(&mut items, start, reversed);
        } else {
            items.iter_mut().for_each(|item| item.value = None);
        }
        items.retain(|item| !is_empty(item));
        if items.is_empty() {
            return;
        }
        self.emit(Kind::List { items, ordered, start, reversed, marker }.into(), c);
    }

    /// Returns whether the items of a list are numbered, and their marker: by the style of the list or of all its
    /// items, else by its `type`. A style that the model does not have is noted.
    fn numbering(&mut self, e: &Element) -> (bool, Marker) {
        const OTHER_WORDS: WordList =
            WordList("inside outside initial inherit unset revert revert-layer");
        let named = |name: &str| match name {
            "lower-latin" => Some(Marker::LowerAlpha),
            "upper-latin" => Some(Marker::UpperAlpha),
            "usual" => None,
            _ => Marker::NAMES.iter().find(|(n, _)| *n == name).map(|(_, marker)| *marker),
        };
        let is_ol = e.name == "ol";
        let styled = list_style(e);
        let found = styled.as_ref().and_then(|value| value.split(' ').find_map(named));
        let is_type = |word: &str| !OTHER_WORDS.contains(word) && !word.starts_with("url(");
        if let Some(style) = styled.filter(|v| found.is_none() && v.split(' ').any(is_type)) {
            self.decoder.dropped("the style of a list's numbers or bullets", &style);
        }
        let by_type = || {
            let marker = match e.filled("type")? {
                "a" => Marker::LowerAlpha,
                "A" => Marker::UpperAlpha,
                "i" => Marker::LowerRoman,
                "I" => Marker::UpperRoman,
                kind => named(&kind.to_ascii_lowercase())?,
            };
            // Browsers know `type` for the numbers of `ol` and for the bullets of `ul`.
            is_numbered(marker).is_none_or(|numbered| numbered == is_ol).then_some(marker)
        };
        let marker = found.or_else(by_type).unwrap_or_default();
        let ordered = is_numbered(marker).unwrap_or(is_ol);
        let by_default = if ordered { Marker::Decimal } else { Marker::Disc };
        (ordered, if marker == by_default { Marker::Default } else { marker })
    }

    /// Converts the items among nodes; an empty one is kept, as it counts. Other content between them becomes
    /// an item of its own. In an ordered list this would have a number, so it is added to the item before it, or
    /// precedes the list. So does a list between items.
    fn items(&mut self, nodes: &[Node], outer: &Context, ordered: bool, items: &mut Vec<Item>) {
        let c = &outer.for_nested();
        let mut from = 0;
        for (at, node) in nodes.iter().enumerate() {
            let Some(e) = node.element() else { continue };
            let nested = || e.elements().any(|e| e.name == "li");
            let kind = match role(e) {
                Role::Container if e.name == "li" => 0,
                Role::List if !items.is_empty() => 1,
                Role::Container | Role::Inline if nested() => 2,
                _ => continue,
            };
            self.others(nodes.get(from..at).unwrap_or_default(), outer, ordered, items);
            from = at + 1;
            match kind {
                0 => self.item(e, c, items),
                1 => {
                    let body = self.nested(std::slice::from_ref(node), c, false).blocks;
                    if let Some(last) = items.last_mut() {
                        last.body.extend(body);
                    }
                }
                _ => self.items(&e.children, outer, ordered, items),
            }
        }
        self.others(nodes.get(from..).unwrap_or_default(), outer, ordered, items);
    }

    /// Adds nodes of a list that are in no `li`.
    fn others(&mut self, nodes: &[Node], outer: &Context, ordered: bool, items: &mut Vec<Item>) {
        let c = outer.for_nested();
        if !ordered {
            return self.item_of_nodes(nodes, &c, items);
        }
        if nodes.iter().all(Node::is_blank) {
            return;
        }
        let blocks = self.nested(nodes, &c, false).blocks;
        match items.iter_mut().rev().find(|item| !is_empty(item)) {
            Some(item) => item.body.extend(blocks),
            None => self.append_built(blocks, outer),
        }
    }

    /// Adds an item of nodes that are in no `li`.
    fn item_of_nodes(&mut self, nodes: &[Node], c: &Context, items: &mut Vec<Item>) {
        if !nodes.iter().all(Node::is_blank) {
            let blocks = self.nested(nodes, c, false).blocks;
            items.extend(item(blocks));
        }
    }

    fn item(&mut self, e: &Element, c: &Context, items: &mut Vec<Item>) {
        let mut c = c.clone();
        self.apply_scope(e, &mut c);
        let blocks = self.nested(&e.children, &c, false).blocks;
        let id = e.filled("id").map(Into::into);
        let value = e.attribute("value").and_then(number);
        match item(blocks) {
            Some(item) => items.push(Item { id, checked: checked(e), value, ..item }),
            None => {
                self.buffer.pending_ids.extend(id);
                items.push(Item { value, ..Item::default() });
            }
        }
    }

    /// Converts `dl`.
    pub fn definitions(&mut self, e: &Element, c: &Context) {
        let mut items = Vec::new();
        self.definition_items(&e.children, &c.for_nested(), &mut items);
        if !items.is_empty() {
            let (reversed, marker) = (false, Marker::Default);
            let list = Kind::List { items, ordered: false, start: None, reversed, marker };
            self.emit(list.into(), c);
        }
    }

    /// Converts terms and descriptions, each pair into one item; further descriptions of a term become items
    /// of their own.
    fn definition_items(&mut self, nodes: &[Node], c: &Context, items: &mut Vec<Item>) {
        for node in nodes.iter().filter(|node| !node.is_blank()) {
            let inner = node.element().map(|e| {
                let mut inner = c.clone();
                self.apply_scope(e, &mut inner);
                (e, inner)
            });
            match inner {
                Some((e, _)) if role(e) == Role::Drop => {}
                Some((e, inner)) if e.name == "dt" => {
                    let (term, body) = term(self.nested(&e.children, &inner, false).blocks);
                    let id = e.filled("id").map(Into::into);
                    if !term.is_empty() || !body.is_empty() {
                        items.push(Item { term, body, id, ..Item::default() });
                    }
                }
                Some((e, inner)) if e.name == "dd" => {
                    let blocks = self.nested(&e.children, &inner, false).blocks;
                    let id: Option<String> = e.filled("id").map(Into::into);
                    let undescribed =
                        |item: &&mut Item| item.text.is_empty() && item.body.is_empty();
                    match items.last_mut().filter(undescribed) {
                        Some(term) => {
                            (term.text, term.body) = split_text(blocks);
                            // The item has the term's anchor; another one goes into the text.
                            match &term.id {
                                None => term.id = id,
                                Some(_) => {
                                    if let Some(id) = id {
                                        term.text.insert(0, anchor(id));
                                    }
                                }
                            }
                        }
                        None => items.extend(item(blocks).map(|item| Item { id, ..item })),
                    }
                }
                Some((e, inner))
                    if matches!(role(e), Role::Container | Role::Inline)
                        && e.find(&|e| e.name == "dt" || e.name == "dd").is_some() =>
                {
                    self.definition_items(&e.children, &inner, items);
                }
                _ => self.item_of_nodes(std::slice::from_ref(node), c, items),
            }
        }
    }

    /// Applies what an element passes on to its content: language, direction, style.
    pub fn apply_scope(&mut self, e: &Element, c: &mut Context) {
        c.line_kind = LineKind::Paragraph;
        c.in_flex = style::is_flex(e);
        c.lang = lang(e).map(Into::into).or(c.lang.take());
        c.white_space = style::white_space(e).unwrap_or(c.white_space);
        c.marks = style::marks(e, c.marks, Marks::default());
        c.dir = e.attribute("dir").and_then(Dir::parse).or(c.dir);
        c.align = text_side(e).or(c.align);
    }
}

/// Splits the blocks of a term into its text and the others. Where this would change the order of texts (an
/// image with a caption before the text), only the first paragraph is the term.
fn term(blocks: Vec<Block>) -> (Inline, Vec<Block>) {
    if !flattens_in_order(&blocks, &mut false) {
        return split_text(blocks);
    }
    let (text, mut rest) = flatten(blocks);
    rest.insert(0, paragraph(text));
    split_text(rest)
}

/// Returns whether [`flatten`] keeps the order of the texts: text that follows an image with a caption or the like
/// would come before it. `after_other` is set once there was such a block.
fn flattens_in_order(blocks: &[Block], after_other: &mut bool) -> bool {
    let fits =
        |text: &Inline, after_other: bool| !after_other || plain_text(text).trim().is_empty();
    blocks.iter().all(|block| match &block.kind {
        Kind::Paragraph { text, .. } | Kind::Heading { text, .. } | Kind::Code { text, .. } => {
            fits(text, *after_other)
        }
        Kind::List { items, .. } => items.iter().all(|item| {
            fits(&item.term, *after_other)
                && fits(&item.text, *after_other)
                && flattens_in_order(&item.body, after_other)
        }),
        Kind::Table { rows, caption, .. } => {
            fits(caption, *after_other)
                && rows.iter().flatten().all(|cell| {
                    fits(&cell.text, *after_other) && flattens_in_order(&cell.body, after_other)
                })
        }
        Kind::Quote { text, body, attribution, .. } => {
            fits(text, *after_other)
                && flattens_in_order(body, after_other)
                && fits(attribution, *after_other)
        }
        Kind::Aside { title, body, .. } => {
            fits(title, *after_other) && flattens_in_order(body, after_other)
        }
        Kind::Group(body) => flattens_in_order(body, after_other),
        _ => {
            *after_other |= !stats::text(block).trim().is_empty();
            true
        }
    })
}

/// Returns a list item of these blocks; `None` if there are none.
fn item(blocks: Vec<Block>) -> Option<Item> {
    let (text, body) = split_text(blocks);
    (!text.is_empty() || !body.is_empty()).then(|| Item { text, body, ..Item::default() })
}

fn is_empty(item: &Item) -> bool {
    item.text.is_empty() && item.body.is_empty()
}

/// Gives each item that follows an empty one its number, since empty items are left out. Returns the start of the
/// list, which is the number of its first item if that has one.
fn number_items(items: &mut [Item], start: Option<i32>, reversed: bool) -> Option<i32> {
    let count = i32::try_from(items.len()).unwrap_or_default();
    let mut next = start.unwrap_or(if reversed { count } else { 1 });
    let mut start = start.or((reversed && items.iter().any(is_empty)).then_some(count));
    let (mut is_first, mut after_empty) = (true, false);
    for item in items {
        let number = item.value.unwrap_or(next);
        next = number.saturating_add(if reversed { -1 } else { 1 });
        if is_empty(item) {
            after_empty = true;
            continue;
        }
        let value = item.value.take().or(after_empty.then_some(number));
        after_empty = false;
        if is_first && value.is_some() {
            start = value;
        } else {
            item.value = value;
        }
        is_first = false;
    }
    start
}

/// Parses an integer as HTML does: ignores what follows the digits.
/// <https://html.spec.whatwg.org/multipage/common-microsyntaxes.html#rules-for-parsing-integers>
fn number(text: &str) -> Option<i32> {
    let text = text.trim_start().trim_start_matches('+');
    let digits = text.strip_prefix('-').unwrap_or(text);
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    text.get(..text.len() - digits.len() + end)?.parse().ok()
}

/// Returns the style of a list, or the one that all its items have: some editors write it into each.
fn list_style(e: &Element) -> Option<String> {
    let own = style::property(e, "list-style-type").or_else(|| style::property(e, "list-style"));
    own.or_else(|| {
        let mut items = e.elements().filter(|e| e.name == "li");
        let first = style::property(items.next()?, "list-style-type")?;
        let same = |e: &Element| style::property(e, "list-style-type").as_ref() == Some(&first);
        items.all(same).then_some(first)
    })
}

/// Returns whether a marker numbers the items; `None` if the kind of list decides.
fn is_numbered(marker: Marker) -> Option<bool> {
    match marker {
        Marker::Default | Marker::None => None,
        Marker::Disc | Marker::Circle | Marker::Square => Some(false),
        _ => Some(true),
    }
}

/// Returns the state of a checklist item, in any of the forms that editors write; `None` for other items.
fn checked(e: &Element) -> Option<bool> {
    let checkbox = e
        .find(&|e| e.name == "input" || matches!(e.name.as_str(), "li" | "ul" | "ol"))
        .filter(|e| e.name == "input" && e.attribute("type") == Some("checkbox"));
    let by_data = e.attribute("data-checked").map(|value| value != "false");
    checkbox.map(|e| e.attribute("checked").is_some()).or(by_data)
}
