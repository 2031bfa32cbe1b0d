//! `baca-discussion`: the WebAssembly module that shows discussions whose provider has no interface of its
//! own. The loader loads it when such a discussion is opened.

// A main function would add the start of a program, its arguments and its output.
#![cfg_attr(browser, no_main)]

#[cfg(browser)]
mod exports {
    use baca::bindings;
    use baca::bindings::discussions;
    use baca::comments::discussion::{ImagePolicy, STYLE};
    use baca::comments::host;
    use baca::comments::provider::ProviderEvent;
    use baca::panels::article_info::ArticleInfo;
    use baca::panels::embedded::EmbeddedDiscussion;
    use baca::web::services;
    use baca_sys::js;
    use baca_sys::{json, trusted_types};
    use baca_wire::decoder::Decoder;
    use js_sys::{Array, Function};
    use serde_json::Value;
    use std::rc::Rc;
    use wasm_bindgen::prelude::wasm_bindgen;
    use wasm_bindgen::JsValue;
    use web_sys::{Element, HtmlElement};
    use yew::Callback;

    #[wasm_bindgen(typescript_custom_section)]
    const IMPORTS: &str = r#"import type {
  DiscussionOptions, HostServices, OnPanic, PanelsInfo, TrustedTypesPolicy,
} from "../bindings.ts";"#;

    /// Initializes the module with the page's Trusted Types policy, a callback for panics and the
    /// loader's services.
    #[wasm_bindgen]
    pub fn start(
        #[wasm_bindgen(unchecked_param_type = "TrustedTypesPolicy | undefined")] policy: JsValue,
        #[wasm_bindgen(unchecked_param_type = "OnPanic", js_name = onPanic)] on_panic: Function,
        #[wasm_bindgen(unchecked_param_type = "HostServices")] services: JsValue,
    ) {
        trusted_types::adopt(policy);
        services::adopt(services.clone());
        host::adopt(services);
        bindings::panics::report_panics(on_panic, yew::set_custom_panic_hook);
    }

    /// Mounts a discussion in `container`, an element in a reader's shadow root. Returns its id; 0 if
    /// the discussion cannot be shown.
    #[wasm_bindgen]
    pub fn open(
        host: HtmlElement,
        container: Element,
        #[wasm_bindgen(unchecked_param_type = "PanelsInfo | object")] page: JsValue,
        #[wasm_bindgen(unchecked_param_type = "DiscussionOptions")] options: JsValue,
    ) -> u32 {
        let article_text = |key| js::get_text(&page, key).unwrap_or_default();
        let text = |key| js::get_text(&options, key);
        let discussion = json::value_of(&js::get(&page, "comments")).0;
        let mut decoder = Decoder::new(&article_text("base"));
        let article = ArticleInfo {
            url: article_text("url"),
            title: article_text("title"),
            id: js::get_text(&page, "id"),
            lang: text("lang").unwrap_or_default(),
            comments: EmbeddedDiscussion::read(&mut decoder, &discussion).map(Rc::new),
            ..ArticleInfo::default()
        };
        let images = match js::cast::<Array>(js::get(&options, "pictures")) {
            Some(hosts) => {
                ImagePolicy::Hosts(hosts.iter().filter_map(|host| host.as_string()).collect())
            }
            None => ImagePolicy::AnyHost,
        };
        let labels = match json::value_of(&js::get(&options, "labels")).0 {
            Value::Object(labels) => labels,
            _ => Default::default(),
        };
        host::style(&host, STYLE);
        let receiver = options.clone();
        let report = Callback::from(move |event: ProviderEvent| {
            let (name, value) = event.encode();
            js::call(&receiver, "report", &[name.into(), value.into()]);
        });
        let options = discussions::DiscussionOptions {
            host,
            article,
            provider: json::value_of(&js::get(&options, "provider")).0,
            base: text("base").unwrap_or_default(),
            labels,
            name: text("name").unwrap_or_default(),
            link: text("link"),
            linked: text("linked"),
            images,
        };
        discussions::open(&container, options, report).unwrap_or_default()
    }

    /// Applies another interface language to a discussion.
    #[wasm_bindgen]
    pub fn restyle(id: u32, lang: &str) {
        discussions::restyle(id, lang);
    }

    /// Scrolls to the comment with this id.
    #[wasm_bindgen(js_name = focusComment)]
    pub fn focus_comment(id: u32, comment: String) {
        discussions::focus_comment(id, comment);
    }

    /// Unmounts a discussion.
    #[wasm_bindgen]
    pub fn close(id: u32) {
        discussions::close(id);
    }
}

#[cfg(not(browser))]
fn main() {}
