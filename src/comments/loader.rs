//! What `baca.js` does for the rooms: it has the modules that draw discussions and convert
//! markup, and it knows how the page's globals were.

use super::contract::{Look, Session, Stage, State, Told};
use super::thread::{Entry, Text};
use crate::article::json::Reading;
use crate::article::words;
use crate::dom;
use crate::html::Node;
use crate::platform;
use js_sys::Array;
use serde_json::{Map, Value};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::JsValue;
use web_sys::HtmlElement;

thread_local! {
    static LOADER: RefCell<JsValue> = const { RefCell::new(JsValue::UNDEFINED) };
}

/// Takes the loader: `{convert(texts, base), keep(), discuss(host, place, options)}`.
pub fn adopt(loader: JsValue) {
    LOADER.set(loader);
}

/// Puts what entries say through the converter where they have to, in one go, and hands them on.
/// Where the converter does not come, they keep their text.
pub fn convert(mut entries: Vec<Entry>, base: String, done: Box<dyn FnOnce(Vec<Entry>)>) {
    let texts: Array = entries.iter().filter_map(|entry| raw(entry).map(dom::to_js)).collect();
    if texts.length() == 0 {
        return done(entries);
    }
    let asked = LOADER
        .with_borrow(|loader| dom::call(loader, "convert", &[texts.into(), base.as_str().into()]));
    dom::settled(asked.unwrap_or_default(), move |converted| {
        let lists: Option<Array> = converted.ok().and_then(dom::cast);
        let mut at = 0;
        let mut r = Reading::new(platform::current(), &base);
        for entry in &mut entries {
            let Some(value) = raw(entry) else { continue };
            let list = lists.as_ref().map(|lists| lists.get(at)).filter(JsValue::is_object);
            at += 1;
            entry.text = match list.and_then(|list| dom::from_js(&list)) {
                Some(list) => Text::Words(words::read(&mut r, &list)),
                None => Text::plain(&text_of(value)),
            };
        }
        done(entries);
    });
}

/// What drawing a discussion takes besides its stage.
pub struct Discuss {
    /// The `<baca-reader>`.
    pub host: HtmlElement,
    /// Where relative addresses in the configuration start.
    pub base: String,
    /// The site's own words.
    pub labels: Map<String, Value>,
    /// Name of the provider.
    pub name: String,
    /// Where the discussion can be read on its own.
    pub link: Option<String>,
    /// The comment that the page's address names.
    pub linked: Option<String>,
    /// Hosts whose pictures may be fetched; `None` for everybody's.
    pub pictures: Option<Vec<String>>,
}

/// A discussion that `baca-thread` draws; it ends with this.
struct Discussion {
    /// What the loader gave, once it did: `{restyle(lang), seek(comment), close()}`.
    handle: Rc<RefCell<Option<JsValue>>>,
    closed: Rc<Cell<bool>>,
    _tell: Closure<dyn FnMut(JsValue, JsValue)>,
}

/// Has a discussion drawn, by the module for that.
pub fn discuss(raw: &Value, stage: &Stage, options: Discuss) -> Option<Box<dyn Session>> {
    let tell = stage.tell.clone();
    let heard =
        Closure::<dyn FnMut(JsValue, JsValue)>::new(move |what: JsValue, value: JsValue| {
            let what = what.as_string().unwrap_or_default();
            tell.emit(match (what.as_str(), value.as_f64()) {
                ("ready", _) => Told::State(State::Ready),
                ("timeout", _) => Told::State(State::Timeout),
                ("count", Some(count)) => Told::Count(count as u32),
                _ => Told::State(State::Failed),
            });
        });
    let text = |text: Option<String>| text.map_or(JsValue::NULL, JsValue::from);
    let pictures = options.pictures.map_or(JsValue::NULL, |hosts| dom::texts(&hosts));
    let given = dom::object(&[
        ("provider", dom::to_js(raw)),
        ("base", options.base.into()),
        ("labels", dom::to_js(&Value::Object(options.labels))),
        ("lang", stage.look.lang.as_str().into()),
        ("name", options.name.into()),
        ("link", text(options.link)),
        ("linked", text(options.linked)),
        ("pictures", pictures),
        ("tell", heard.as_ref().clone()),
    ]);
    let call = [options.host.into(), stage.place.clone().into(), given.into()];
    let asked = LOADER.with_borrow(|loader| dom::call(loader, "discuss", &call))?;
    let handle: Rc<RefCell<Option<JsValue>>> = Rc::default();
    let closed: Rc<Cell<bool>> = Rc::default();
    let (own, gone, tell) = (handle.clone(), closed.clone(), stage.tell.clone());
    dom::settled(asked, move |begun| match begun {
        Ok(handle) if gone.get() => {
            dom::call(&handle, "close", &[]);
        }
        Ok(handle) => {
            own.replace(Some(handle));
        }
        Err(_) => tell.emit(Told::State(State::Failed)),
    });
    Some(Box::new(Discussion { handle, closed, _tell: heard }))
}

impl Discussion {
    fn call(&self, method: &str, arguments: &[JsValue]) {
        if let Some(handle) = self.handle.borrow().as_ref() {
            dom::call(handle, method, arguments);
        }
    }
}

impl Session for Discussion {
    fn restyle(&mut self, look: &Look) {
        self.call("restyle", &[look.lang.as_str().into()]);
    }

    fn seek(&mut self, comment: &str) {
        self.call("seek", &[comment.into()]);
    }
}

impl Drop for Discussion {
    fn drop(&mut self) {
        self.closed.set(true);
        self.call("close", &[]);
    }
}

/// Remembers the page's globals, and gives what puts them back.
pub fn keep_globals() -> Option<js_sys::Function> {
    LOADER.with_borrow(|loader| dom::cast(dom::call(loader, "keep", &[])?))
}

/// The text of what has not been converted.
pub fn text_of(value: &Value) -> String {
    let mut out = String::new();
    match value {
        Value::String(html) => of_nodes(&platform::parse_html(html), &mut out),
        value => of_value(value, &mut out, 0),
    }
    out
}

fn of_nodes(nodes: &[Node], out: &mut String) {
    for node in nodes {
        match node {
            Node::Text(text) => out.push_str(text),
            Node::Element(element) => match element.name.as_str() {
                "script" | "style" | "template" | "title" => {}
                "br" => out.push('\n'),
                name => {
                    of_nodes(&element.children, out);
                    if ["p", "div", "li", "blockquote", "pre", "h1"].contains(&name) {
                        out.push_str("\n\n");
                    }
                }
            },
        }
    }
}

/// Texts of our own format: strings, and what stands under `text`, `body` and `items`.
fn of_value(value: &Value, out: &mut String, depth: usize) {
    match value {
        Value::String(text) => out.push_str(text),
        Value::Array(list) if depth < 64 => list.iter().for_each(|v| of_value(v, out, depth + 1)),
        Value::Object(o) => {
            for key in ["text", "body", "items"] {
                if let Some(value) = o.get(key) {
                    of_value(value, out, depth + 1);
                }
            }
        }
        _ => {}
    }
}

fn raw(entry: &Entry) -> Option<&Value> {
    match &entry.text {
        Text::Raw(value) => Some(value),
        Text::Words(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn words_are_kept_where_markup_cannot_be() {
        let html = "<p>One<br>two &amp; <b>three</b></p><script>x</script><p>Four</p>";
        assert_eq!(text_of(&html.into()), "One\ntwo & three\n\nFour\n\n");
        assert_eq!(
            text_of(&json!(["a", {"text": "b", "href": "x"}, {"type": "list", "items": ["c"]}])),
            "abc"
        );
    }
}
