//! What is read aloud, and where it stands: headline, dek and the blocks of the body, in order, as
//! sentences. The sentence being said is marked by a highlight of CSS, so no node is touched.
//! <https://drafts.csswg.org/css-highlight-api-1/>

use crate::dom;
use crate::speech;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, Node};

/// Elements that hold a text of their own.
const TEXTS: &str = "[part~=headline],[part~=dek],.body :is(p,h2,h3,h4,h5,h6,li,dt,dd,figcaption)";
/// Elements whose text is not said: cards and their notes, code, tables.
const SILENT: &str = "[part~=embed],[part~=code],[part~=table],.note,[hidden]";
/// The name of the highlight in the style sheet.
const MARK: &str = "baca-spoken";

/// A block of text with its sentences.
pub struct Text {
    /// The element it stands in.
    pub element: Element,
    /// Its language, BCP 47.
    pub lang: String,
    pieces: Vec<(Node, u32)>,
    text: Vec<u16>,
    sentences: Vec<(u32, u32)>,
}

impl Text {
    fn of(element: Element, lang: &str) -> Option<Self> {
        let own = element.closest("[lang]").ok().flatten().and_then(|e| e.get_attribute("lang"));
        let lang = own.filter(|lang| !lang.is_empty()).unwrap_or_else(|| lang.into());
        let mut pieces = Vec::new();
        let mut text = String::new();
        gather(&element, &mut |node, value| {
            pieces.push((node, text.encode_utf16().count() as u32));
            text.push_str(&value);
        });
        if text.trim().is_empty() {
            return None;
        }
        let sentences = speech::sentences(&text, &lang);
        Some(Self { element, lang, pieces, text: text.encode_utf16().collect(), sentences })
    }

    /// How many sentences it has.
    pub fn len(&self) -> usize {
        self.sentences.len()
    }

    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.sentences.is_empty()
    }

    /// A sentence.
    pub fn sentence(&self, index: usize) -> Option<String> {
        let (start, end) = *self.sentences.get(index)?;
        Some(String::from_utf16_lossy(self.text.get(start as usize..end as usize)?))
    }

    /// Marks a sentence on the page, and brings it into sight.
    pub fn mark(&self, index: usize) {
        let Some((start, end)) = self.sentences.get(index).copied() else { return };
        let range = dom::document().and_then(|document| document.create_range().ok());
        let Some(range) = range else { return };
        let place = |at: u32| self.pieces.iter().rev().find(|(_, begins)| *begins <= at);
        if let (Some((from, begins)), Some((to, ends))) = (place(start), place(end.max(1) - 1)) {
            let _ = range.set_start(from, start - begins);
            let _ = range.set_end(to, end - ends);
        }
        highlight(Some(range.into()));
        let rect = self.element.get_bounding_client_rect();
        let height = dom::window().and_then(|w| w.inner_height().ok()?.as_f64()).unwrap_or(0.0);
        // Under the toolbar, or behind the player at the lower edge.
        if rect.top() < 64.0 || rect.bottom() > height - 96.0 {
            let glide = !dom::media("(prefers-reduced-motion: reduce)");
            let options = dom::object(&[
                ("block", "center".into()),
                ("behavior", if glide { "smooth" } else { "instant" }.into()),
            ]);
            dom::call(&self.element, "scrollIntoView", &[options.into()]);
        }
    }
}

/// Takes the mark away.
pub fn unmark() {
    highlight(None);
}

/// Everything there is to say in a reader.
pub fn texts(host: &HtmlElement, lang: &str) -> Vec<Text> {
    let found = host.shadow_root().and_then(|root| root.query_selector_all(TEXTS).ok());
    let count = found.as_ref().map_or(0, |found| found.length());
    let elements = (0..count).filter_map(|index| found.as_ref()?.item(index)?.dyn_into().ok());
    elements
        .filter(|element: &Element| {
            let silent = element.closest(SILENT).ok().flatten().is_some();
            // An item that holds paragraphs is said by them.
            let holds = element.query_selector("p,li,figcaption").ok().flatten().is_some();
            !silent && !holds
        })
        .filter_map(|element| Text::of(element, lang))
        .collect()
}

/// Where reading is: the first text that is not above the toolbar, or the headline while none of the
/// body is.
pub fn being_read(texts: &[Text]) -> usize {
    let below = |text: &Text| text.element.get_bounding_client_rect().bottom() > 64.0;
    let in_body = |text: &Text| text.element.closest(".body").ok().flatten().is_some();
    let first = texts.iter().position(below).unwrap_or_default();
    if texts.iter().take(first).any(in_body) {
        first
    } else {
        0
    }
}

/// Hands on each text node below `node`, but not what stands above or behind characters.
fn gather(node: &Node, each: &mut dyn FnMut(Node, String)) {
    let mut next = node.first_child();
    while let Some(child) = next {
        match child.node_type() {
            Node::TEXT_NODE => each(child.clone(), child.node_value().unwrap_or_default()),
            _ if ["RT", "RP"].contains(&child.node_name().to_ascii_uppercase().as_str()) => {}
            _ => gather(&child, each),
        }
        next = child.next_sibling();
    }
}

fn highlight(range: Option<JsValue>) -> Option<JsValue> {
    let window: JsValue = dom::window()?.into();
    let all = dom::get(&dom::get(&window, "CSS"), "highlights");
    let Some(range) = range else { return dom::call(&all, "delete", &[MARK.into()]) };
    let mark = dom::construct(&window, "Highlight", &[range])?;
    dom::call(&all, "set", &[MARK.into(), mark])
}
