//! Waline: a self-hosted comment server (<https://waline.js.org/en/reference/client/api.html>). Uses the
//! build of its client that creates a global. The site hosts its files, or they come from unpkg.com, which the
//! reader is told and whose files are checked by their hashes.

use super::{call_global, Script};
use crate::comments::fields::{with_query, Fields};
use crate::comments::provider::{
    Descriptor, FromConfig, MountContext, Provider, ProviderEvent, Session, State,
};
use crate::panels::appearance::Appearance;
use crate::panels::article_info::ArticleInfo;
use crate::web::dom;
use crate::web::http::{Request, Response};
use baca_sys::js;
use baca_sys::url::Purpose;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use web_sys::Element;

/// URL of a file, and its hash (Subresource Integrity) if it is not the site's.
type File = (String, &'static str);

/// Base URL of its client, unless the site hosts it.
const CLIENT: &str = "https://unpkg.com/@waline/client@3.5.7/dist/";
/// Name and hash of its script.
const SCRIPT: [&str; 2] =
    ["waline.umd.js", "sha384-gmZDM78a7lIh+Sxzoq1p3jJI9WD8GWl60QvMqlQb8W1u1ULfYj4jFt8A7n+YXGvx"];
/// Name and hash of its style sheet.
const STYLE: [&str; 2] =
    ["waline.css", "sha384-NIo4N3ocfzf1ngI7MS9DuCyTc53isjmc93NlQ+TQ9yyzPClj208rkogCOgkXMSs2"];

/// The configuration of Waline.
#[derive(Clone)]
pub struct Waline {
    server: String,
    script: File,
    style: File,
    thread: Option<String>,
}

impl FromConfig for Waline {
    const DESCRIPTOR: Descriptor =
        Descriptor { kind: "waline", label: "Waline", anchor: "waline", ..Descriptor::SCRIPT };

    fn from_config(fields: &mut Fields) -> Option<Self> {
        let mut file = |key, [name, hash]: [&'static str; 2]| {
            // A file that is named and cannot be used is not replaced by another host's.
            let is_named = fields.has(key);
            match fields.url(key, Purpose::Media) {
                Some(url) => Some((url, "")),
                None if is_named => None,
                None => Some(([CLIENT, name].concat(), hash)),
            }
        };
        let (script, style) = (file("script", SCRIPT)?, file("style", STYLE)?);
        let thread = fields.text("thread");
        Some(Self { server: fields.required_server("serverURL")?, script, style, thread })
    }
}

impl Waline {
    fn path<'p>(&'p self, article: &'p ArticleInfo) -> &'p str {
        article.thread_or_path(Self::DESCRIPTOR.kind, &self.thread)
    }

    /// Returns the options of each call. Without a path, Waline would use that of the page.
    fn options(
        &self,
        article: &ArticleInfo,
        appearance: &Appearance,
    ) -> Vec<(&'static str, JsValue)> {
        vec![
            ("path", self.path(article).into()),
            ("dark", appearance.dark.into()),
            ("lang", appearance.lang.as_str().into()),
        ]
    }
}

impl Provider for Waline {
    fn server_url(&self) -> &str {
        &self.server
    }

    fn servers(&self, _article: &ArticleInfo) -> Vec<String> {
        vec![self.style.0.clone()]
    }

    fn scripts(&self) -> Vec<String> {
        vec![self.script.0.clone()]
    }

    fn count_request(&self, article: &ArticleInfo) -> Option<Request> {
        let url = [&self.server, "api/comment"].concat();
        Some(Request::get(with_query(&url, &[("type", "count"), ("url", self.path(article))])))
    }

    fn read_count(&self, response: &Response, _article: &ArticleInfo) -> Option<u32> {
        // Depending on its version: a number, a list with one number per path, or either as `data`.
        let data = response.value.get("data").unwrap_or(&response.value);
        data.get(0).unwrap_or(data).as_u64()?.try_into().ok()
    }

    fn open(&self, context: MountContext) -> Option<Box<dyn Session>> {
        let MountContext { container, article, appearance, report } = context;
        let (style_url, style_hash) = (&self.style.0, self.style.1);
        let style =
            dom::new_element("link", &[("rel", "stylesheet"), ("referrerpolicy", "no-referrer")])?;
        for (name, value) in integrity(style_hash) {
            let _ = style.set_attribute(name, value);
        }
        let _ = style.set_attribute("href", style_url);
        dom::document()?.head()?.append_child(&style).ok()?;
        let current = Rc::new(RefCell::new((article, appearance)));
        let instance: Rc<RefCell<JsValue>> = Rc::default();
        let server = self.server.trim_end_matches('/').to_string();
        let (created, latest, config) = (instance.clone(), current.clone(), self.clone());
        let (script_url, script_hash) = (&self.script.0, self.script.1);
        let script = Script::load(
            script_url,
            &integrity(script_hash),
            &["Waline"],
            Box::new(move |loaded| {
                let (article, appearance) = &*latest.borrow();
                let mut options = config.options(article, appearance);
                options.push(("el", container.into()));
                options.push(("serverURL", server.into()));
                // By default its emojis come from unpkg.com and its search for pictures from giphy.com.
                options.push(("search", false.into()));
                if !config.script.0.starts_with(CLIENT) {
                    options.push(("emoji", false.into()));
                }
                let result = loaded
                    .then(|| call_global("Waline", "init", &[js::object(&options).into()]))
                    .flatten()
                    .filter(JsValue::is_object);
                let state = if result.is_some() { State::Ready } else { State::Failed };
                created.replace(result.unwrap_or_default());
                report.emit(ProviderEvent::State(state));
            }),
        );
        // If the script fails, dropping this removes the style sheet.
        let open = WalineSession { config: self.clone(), instance, current, style, script };
        open.script.is_some().then(|| Box::new(open) as Box<dyn Session>)
    }
}

/// Returns the attributes by which the browser checks a file; none without a hash.
fn integrity(hash: &'static str) -> Vec<(&'static str, &'static str)> {
    match hash {
        "" => Vec::new(),
        hash => vec![("integrity", hash), ("crossorigin", "anonymous")],
    }
}

/// An open Waline.
struct WalineSession {
    config: Waline,
    instance: Rc<RefCell<JsValue>>,
    current: Rc<RefCell<(ArticleInfo, Appearance)>>,
    style: Element,
    script: Option<Script>,
}

impl WalineSession {
    fn update(&self) {
        let (article, appearance) = &*self.current.borrow();
        let options = js::object(&self.config.options(article, appearance));
        js::call(&self.instance.borrow(), "update", &[options.into()]);
    }
}

impl Session for WalineSession {
    fn restyle(&mut self, appearance: &Appearance) {
        self.current.borrow_mut().1 = appearance.clone();
        self.update();
    }

    fn navigate(&mut self, article: &ArticleInfo) -> bool {
        self.current.borrow_mut().0 = article.clone();
        self.update();
        true
    }
}

impl Drop for WalineSession {
    fn drop(&mut self) {
        js::call(&self.instance.borrow(), "destroy", &[]);
        self.script = None;
        self.style.remove();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::comments::registry::read_provider;
    use baca_wire::decoder::Decoder;
    use serde_json::json;

    #[test]
    fn the_hosts_of_its_files_are_declared() {
        let hosts = |more: serde_json::Value| {
            let mut config = json!({ "type": "waline", "serverURL": "https://w.example" });
            for (key, value) in more.as_object().into_iter().flatten() {
                config[key] = value.clone();
            }
            let mut r = Decoder::new("https://warta.example/config.json");
            let provider = read_provider(&config, &mut r)?;
            Some(provider.hosts(&ArticleInfo::default()))
        };
        let of =
            |hosts: &[&str]| Some(hosts.iter().map(|host| (*host).to_string()).collect::<Vec<_>>());
        assert_eq!(hosts(json!({})), of(&["w.example", "unpkg.com"]));
        assert_eq!(
            hosts(json!({ "script": "/w.js", "style": "/w.css" })),
            of(&["w.example", "warta.example"])
        );
        assert_eq!(
            hosts(json!({ "script": "https://cdn.example/w.js", "style": "/w.css" })),
            of(&["w.example", "cdn.example", "warta.example"])
        );
        assert_eq!(hosts(json!({ "script": "data:text/javascript,1" })), None);
        assert_eq!(hosts(json!({ "style": "blob:https://a.example/7" })), None);
    }
}
