//! The tree that `html5ever` builds: one vector of nodes, linked by index. Inserting, removing and
//! dropping nodes takes constant time and no recursion, at any depth.

use crate::html::tree::{Element, Node, MAX_NESTING};
use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode};
use html5ever::tendril::StrTendril;
use html5ever::tree_builder::TreeSink;
use html5ever::{Attribute, ExpandedName, QualName};
use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

/// A node: its index in the vector, and its name if it is an element.
#[derive(Clone)]
pub struct Handle {
    at: usize,
    name: Option<Rc<QualName>>,
}

/// The content of a node.
#[derive(Default)]
enum Data {
    Text(StrTendril),
    Element {
        name: Rc<QualName>,
        attributes: Vec<Attribute>,
        /// Index of the content of a `template`.
        template: Option<usize>,
        /// Whether it is a MathML `annotation-xml` integration point.
        integration: bool,
    },
    /// The document, a comment, a processing instruction, or the content of a template.
    #[default]
    Other,
}

/// A node with its links, which are indices.
#[derive(Default)]
struct Slot {
    parent: Option<usize>,
    previous: Option<usize>,
    next: Option<usize>,
    first: Option<usize>,
    last: Option<usize>,
    data: Data,
}

/// All nodes of a tree.
#[derive(Default)]
struct Slots(Vec<Slot>);

/// The tree; index 0 is the document.
pub struct Tree {
    slots: RefCell<Slots>,
    unnamed: Rc<QualName>,
}

impl Default for Tree {
    fn default() -> Self {
        let unnamed = QualName::new(None, html5ever::ns!(), html5ever::local_name!(""));
        Self { slots: RefCell::new(Slots(vec![Slot::default()])), unnamed: Rc::new(unnamed) }
    }
}

#[allow(clippy::indexing_slicing)] // all indices come from `add`, and no slot is ever removed
impl Slots {
    /// Adds a node without links and returns its index.
    fn add(&mut self, data: Data) -> usize {
        self.0.push(Slot { data, ..Slot::default() });
        self.0.len() - 1
    }

    /// Unlinks a node from its parent and siblings.
    fn detach(&mut self, at: usize) {
        let Slot { parent, previous, next, .. } = self.0[at];
        match (previous, parent) {
            (Some(previous), _) => self.0[previous].next = next,
            (None, Some(parent)) => self.0[parent].first = next,
            _ => {}
        }
        match (next, parent) {
            (Some(next), _) => self.0[next].previous = previous,
            (None, Some(parent)) => self.0[parent].last = previous,
            _ => {}
        }
        let slot = &mut self.0[at];
        (slot.parent, slot.previous, slot.next) = (None, None, None);
    }

    /// Moves a node into `parent`, before `next` or at the end.
    fn attach(&mut self, at: usize, parent: usize, next: Option<usize>) {
        self.detach(at);
        let previous = match next {
            Some(next) => self.0[next].previous.replace(at),
            None => self.0[parent].last.replace(at),
        };
        match previous {
            Some(previous) => self.0[previous].next = Some(at),
            None => self.0[parent].first = Some(at),
        }
        let slot = &mut self.0[at];
        (slot.parent, slot.previous, slot.next) = (Some(parent), previous, next);
    }

    /// Inserts a node or a text into `parent`, before `next` or at the end. Text is appended to an adjacent
    /// text node.
    fn insert(&mut self, child: NodeOrText<Handle>, parent: usize, next: Option<usize>) {
        let at = match child {
            NodeOrText::AppendNode(node) => node.at,
            NodeOrText::AppendText(text) => {
                let previous = match next {
                    Some(next) => self.0[next].previous,
                    None => self.0[parent].last,
                };
                if let Some(Data::Text(before)) = previous.map(|at| &mut self.0[at].data) {
                    before.push_tendril(&text);
                    return;
                }
                self.add(Data::Text(text))
            }
        };
        self.attach(at, parent, next);
    }

    /// Inserts a node or a text before `sibling`, if that has a parent.
    fn insert_before(&mut self, sibling: usize, child: NodeOrText<Handle>) {
        if let Some(parent) = self.0[sibling].parent {
            self.insert(child, parent, Some(sibling));
        }
    }

    /// Converts the children of `parent`, which is at `depth` of the result.
    fn nodes(&self, parent: usize, depth: usize) -> Vec<Node> {
        let mut out = Vec::new();
        let mut next = self.0[parent].first;
        while let Some(at) = next {
            match &self.0[at].data {
                Data::Text(text) => out.push(Node::Text(text.to_string())),
                Data::Element { name, attributes, .. } if depth < MAX_NESTING => {
                    let attributes = attributes.iter().map(|a| {
                        (a.name.local.to_ascii_lowercase().to_string(), a.value.to_string())
                    });
                    out.push(Node::Element(Element {
                        name: name.local.to_ascii_lowercase().to_string(),
                        attributes: attributes.collect(),
                        children: self.nodes(at, depth + 1),
                    }));
                }
                Data::Element { .. } => self.collect_texts(at, &mut out),
                Data::Other => {}
            }
            next = self.0[at].next;
        }
        out
    }

    /// Appends the texts in `root` to `out`, except scripts and style sheets; without recursion.
    fn collect_texts(&self, root: usize, out: &mut Vec<Node>) {
        let mut at = root;
        loop {
            let slot = &self.0[at];
            let skipped = match &slot.data {
                Data::Text(text) => {
                    out.push(Node::Text(text.to_string()));
                    false
                }
                Data::Element { name, .. } => matches!(&*name.local, "script" | "style"),
                Data::Other => false,
            };
            if let Some(first) = slot.first.filter(|_| !skipped) {
                at = first;
                continue;
            }
            while self.0[at].next.is_none() || at == root {
                match self.0[at].parent.filter(|_| at != root) {
                    Some(parent) => at = parent,
                    None => return,
                }
            }
            match self.0[at].next {
                Some(next) => at = next,
                None => return,
            }
        }
    }
}

impl Tree {
    /// Converts the nodes of the fragment, which `html5ever` wraps in an `html` element.
    pub fn nodes(&self) -> Vec<Node> {
        let slots = self.slots.borrow();
        slots
            .0
            .first()
            .and_then(|root| root.first)
            .map_or_else(Vec::new, |html| slots.nodes(html, 0))
    }

    /// Returns the number of nodes created, including detached ones.
    pub fn len(&self) -> usize {
        self.slots.borrow().0.len()
    }

    /// Calls `read` with the slot of a node.
    fn with<T>(&self, node: &Handle, read: impl FnOnce(&mut Slot) -> T) -> Option<T> {
        self.slots.borrow_mut().0.get_mut(node.at).map(read)
    }
}

impl TreeSink for Tree {
    type Handle = Handle;
    type Output = Self;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Self {
        self
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle { at: 0, name: None }
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        target.name.as_deref().unwrap_or(&self.unnamed).expanded()
    }

    fn create_element(
        &self,
        name: QualName,
        attributes: Vec<Attribute>,
        flags: ElementFlags,
    ) -> Handle {
        let mut slots = self.slots.borrow_mut();
        let name = Rc::new(name);
        let template = flags.template.then(|| slots.add(Data::Other));
        let integration = flags.mathml_annotation_xml_integration_point;
        let data = Data::Element { name: name.clone(), attributes, template, integration };
        Handle { at: slots.add(data), name: Some(name) }
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        Handle { at: self.slots.borrow_mut().add(Data::Other), name: None }
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        Handle { at: self.slots.borrow_mut().add(Data::Other), name: None }
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.slots.borrow_mut().insert(child, parent.at, None);
    }

    fn append_based_on_parent_node(
        &self,
        element: &Handle,
        previous: &Handle,
        child: NodeOrText<Handle>,
    ) {
        if self.with(element, |slot| slot.parent.is_some()) == Some(true) {
            self.slots.borrow_mut().insert_before(element.at, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &Handle) -> Handle {
        let template = self.with(target, |slot| match &slot.data {
            Data::Element { template, .. } => *template,
            _ => None,
        });
        Handle { at: template.flatten().unwrap_or(target.at), name: None }
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        x.at == y.at
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        self.slots.borrow_mut().insert_before(sibling.at, child);
    }

    fn add_attrs_if_missing(&self, target: &Handle, more: Vec<Attribute>) {
        self.with(target, |slot| {
            if let Data::Element { attributes, .. } = &mut slot.data {
                for attribute in more {
                    if attributes.iter().all(|a| a.name != attribute.name) {
                        attributes.push(attribute);
                    }
                }
            }
        });
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.slots.borrow_mut().detach(target.at);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        while let Some(first) = self.with(node, |slot| slot.first).flatten() {
            self.slots.borrow_mut().attach(first, new_parent.at, None);
        }
    }

    fn is_mathml_annotation_xml_integration_point(&self, node: &Handle) -> bool {
        let found = self.with(node, |slot| match slot.data {
            Data::Element { integration, .. } => integration,
            _ => false,
        });
        found.unwrap_or(false)
    }
}
