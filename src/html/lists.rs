//! Lists, checklists and definition lists.

use super::inline::{paragraph, split, squash};
use super::roles::{role, Role};
use super::walk::{Context, Line, Walk};
use super::{Element, Node};
use crate::article::model::*;
use crate::article::stats;

impl Walk<'_, '_> {
    pub fn list(&mut self, e: &Element, c: &Context) {
        let mut items = Vec::new();
        self.items(&e.children, &c.deeper(), &mut items);
        if items.is_empty() {
            return;
        }
        let ordered = e.name == "ol";
        let number = |text: &str| text.trim().parse().ok();
        let first = || e.elements().next().filter(|e| e.name == "li")?.attribute("value");
        let start = e.attribute("start").or_else(first).and_then(number).filter(|_| ordered);
        self.emit(Kind::List { items, ordered, start }.into(), c);
    }

    /// The items among nodes; what stands between them becomes an item of its own, a list between
    /// them part of the item before it.
    fn items(&mut self, nodes: &[Node], c: &Context, items: &mut Vec<Item>) {
        let mut from = 0;
        for (at, node) in nodes.iter().enumerate() {
            let Some(e) = node.element() else { continue };
            let nested = || e.elements().any(|e| e.name == "li");
            let kind = match role(e) {
                Role::Box if e.name == "li" => 0,
                Role::List if !items.is_empty() => 1,
                Role::Box | Role::Inline if nested() => 2,
                _ => continue,
            };
            self.stray(nodes.get(from..at).unwrap_or_default(), c, items);
            from = at + 1;
            match kind {
                0 => self.item(e, c, items),
                1 => {
                    let body = self.within(std::slice::from_ref(node), c, false).out;
                    if let Some(last) = items.last_mut() {
                        last.body.extend(body);
                    }
                }
                _ => self.items(&e.children, c, items),
            }
        }
        self.stray(nodes.get(from..).unwrap_or_default(), c, items);
    }

    fn stray(&mut self, nodes: &[Node], c: &Context, items: &mut Vec<Item>) {
        if !nodes.iter().all(Node::is_blank) {
            let blocks = self.within(nodes, c, false).out;
            items.extend(item(blocks));
        }
    }

    fn item(&mut self, e: &Element, c: &Context, items: &mut Vec<Item>) {
        let mut c = c.clone();
        self.scope(e, &mut c);
        let blocks = self.within(&e.children, &c, false).out;
        let id = e.filled("id").map(Into::into);
        let Some(mut item) = item(blocks) else {
            self.flow.ids.extend(id);
            return;
        };
        item.id = id;
        item.checked = checked(e);
        items.push(item);
    }

    pub fn definitions(&mut self, e: &Element, c: &Context) {
        let mut items = Vec::new();
        self.pairs(&e.children, &c.deeper(), &mut items);
        if !items.is_empty() {
            self.emit(Kind::List { items, ordered: false, start: None }.into(), c);
        }
    }

    fn pairs(&mut self, nodes: &[Node], c: &Context, items: &mut Vec<Item>) {
        for node in nodes.iter().filter(|node| !node.is_blank()) {
            let inner = node.element().map(|e| {
                let mut inner = c.clone();
                self.scope(e, &mut inner);
                (e, inner)
            });
            match inner {
                Some((e, _)) if role(e) == Role::Drop => {}
                Some((e, inner)) if e.name == "dt" => {
                    let (term, body) = term(self.within(&e.children, &inner, false).out);
                    let id = e.filled("id").map(Into::into);
                    if !term.is_empty() || !body.is_empty() {
                        items.push(Item { term, body, id, ..Item::default() });
                    }
                }
                Some((e, inner)) if e.name == "dd" => {
                    let blocks = self.within(&e.children, &inner, false).out;
                    let id: Option<String> = e.filled("id").map(Into::into);
                    let fresh = |item: &&mut Item| item.text.is_empty() && item.body.is_empty();
                    match items.last_mut().filter(fresh) {
                        Some(term) => {
                            (term.text, term.body) = split(blocks);
                            // The term keeps its own anchor.
                            match &term.id {
                                None => term.id = id,
                                Some(_) => {
                                    let id = id.map(super::walk::anchor);
                                    term.text.splice(0..0, id);
                                }
                            }
                        }
                        None => items.extend(item(blocks).map(|item| Item { id, ..item })),
                    }
                }
                Some((e, inner))
                    if matches!(role(e), Role::Box | Role::Inline)
                        && e.find(&|e| e.name == "dt" || e.name == "dd").is_some() =>
                {
                    self.pairs(&e.children, &inner, items);
                }
                _ => self.stray(std::slice::from_ref(node), c, items),
            }
        }
    }

    /// Language and direction that an element gives to what is in it.
    pub fn scope(&mut self, e: &Element, c: &mut Context) {
        c.line = Line::Paragraph;
        c.lang = super::inline::lang(e).map(Into::into).or(c.lang.take());
        c.dir = e.attribute("dir").and_then(Dir::parse).or(c.dir);
        c.align = super::inline::side(e).or(c.align);
    }
}

/// A term, and what in it is no text. A picture whose caption comes before the text of its term
/// would come behind it that way: such a term is left as it stands.
fn term(blocks: Vec<Block>) -> (Inline, Vec<Block>) {
    let ink = |blocks: &[Block]| -> String {
        let texts = blocks.iter().map(stats::text);
        texts.collect::<String>().split_whitespace().collect()
    };
    let (text, mut rest) = squash(blocks.clone());
    rest.insert(0, paragraph(text));
    if ink(&rest) == ink(&blocks) {
        split(rest)
    } else {
        split(blocks)
    }
}

fn item(blocks: Vec<Block>) -> Option<Item> {
    let (text, body) = split(blocks);
    (!text.is_empty() || !body.is_empty()).then(|| Item { text, body, ..Item::default() })
}

/// The mark of a checklist's item, in any of the ways editors write it.
fn checked(e: &Element) -> Option<bool> {
    let boxed = e
        .find(&|e| e.name == "input" || matches!(e.name.as_str(), "li" | "ul" | "ol"))
        .filter(|e| e.name == "input" && e.attribute("type") == Some("checkbox"));
    let said = e.attribute("data-checked").map(|value| value != "false");
    boxed.map(|e| e.attribute("checked").is_some()).or(said)
}
