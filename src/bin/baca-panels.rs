//! `baca-panels`: the WebAssembly module with the panels beside the article: comments and notifications. The
//! loader loads it after the article is shown, if the site has configured panels or the article has comments.

// A main function would add the start of a program, its arguments and its output.
#![cfg_attr(browser, no_main)]

#[cfg(browser)]
mod exports {
    use baca::bindings;
    use baca::bindings::panels;
    use baca::comments::host;
    use baca::notifications::ui::Before;
    use baca::panels::article_info::ArticleInfo;
    use baca::panels::embedded::EmbeddedDiscussion;
    use baca::web::services;
    use baca_sys::js;
    use baca_sys::{json, trusted_types};
    use baca_wire::decoder::Decoder;
    use std::rc::Rc;
    use wasm_bindgen::prelude::wasm_bindgen;
    use wasm_bindgen::JsValue;
    use web_sys::HtmlElement;

    #[wasm_bindgen(typescript_custom_section)]
    const IMPORTS: &str = r#"import type {
  BeforePanels, HostServices, MountedPanels, OnPanic, PanelsInfo, TrustedTypesPolicy,
} from "../bindings.ts";"#;

    /// Initializes the module with the page's Trusted Types policy, a callback for panics and the
    /// loader's services.
    #[wasm_bindgen]
    pub fn start(
        #[wasm_bindgen(unchecked_param_type = "TrustedTypesPolicy | undefined")] policy: JsValue,
        #[wasm_bindgen(unchecked_param_type = "OnPanic", js_name = onPanic)]
        on_panic: js_sys::Function,
        #[wasm_bindgen(unchecked_param_type = "HostServices")] services: JsValue,
    ) {
        trusted_types::adopt(policy);
        services::adopt(services.clone());
        host::adopt(services);
        bindings::panics::report_panics(on_panic, yew::set_custom_panic_hook);
    }

    /// Mounts the panels of a reader. `config` is the text of the site's configuration, which came from
    /// `base`. Unless it `mayNameScripts`, nothing that needs a script is mounted. `before` describes what has
    /// happened before. The returned id is 0 if the article has no mount points for panels.
    #[wasm_bindgen(unchecked_return_type = "MountedPanels")]
    pub fn mount(
        host: HtmlElement,
        #[wasm_bindgen(unchecked_param_type = "PanelsInfo")] page: JsValue,
        config: &str,
        base: &str,
        #[wasm_bindgen(js_name = mayNameScripts)] may_name_scripts: Option<bool>,
        #[wasm_bindgen(unchecked_param_type = "BeforePanels")] before: JsValue,
    ) -> JsValue {
        let text = |key| js::get_text(&page, key);
        let texts = |key| {
            let all = js_sys::Array::from(&js::get(&page, key));
            all.iter().filter_map(|text| text.as_string()).collect()
        };
        let article = ArticleInfo {
            url: text("url").unwrap_or_default(),
            title: text("title").unwrap_or_default(),
            id: text("id"),
            lang: text("lang").unwrap_or_default(),
            authors: texts("authors"),
            tags: texts("tags"),
            comments: discussion(&js::get(&page, "comments"), &text("base").unwrap_or_default()),
        };
        host::style(&host, baca::panels::STYLE);
        let before = Before {
            seconds: js::get(&before, "seconds").as_f64(),
            bell_pressed: js::get(&before, "isPressed").is_truthy(),
            bell_focused: js::get(&before, "isFocused").is_truthy(),
        };
        let may_name_scripts = may_name_scripts.unwrap_or_default();
        let mounted = panels::mount(&host, article, config, base, may_name_scripts, before);
        js::object(&[
            ("id", mounted.id.unwrap_or_default().into()),
            ("problems", js::texts(&mounted.problems)),
        ])
        .into()
    }

    /// Decodes the discussion that the article's own data contains.
    fn discussion(comments: &JsValue, base: &str) -> Option<Rc<EmbeddedDiscussion>> {
        let (value, _) = json::value_of(comments);
        EmbeddedDiscussion::read(&mut Decoder::new(base), &value).map(Rc::new)
    }

    /// Applies the element's `lang` and `theme` after a change.
    #[wasm_bindgen]
    pub fn restyle(id: u32) {
        panels::restyle(id);
    }

    /// Unmounts the panels, but keeps open discussions for the panels of the next article.
    #[wasm_bindgen]
    pub fn suspend(id: u32) {
        panels::suspend(id);
    }

    /// Unmounts the panels, suspended ones as well.
    #[wasm_bindgen]
    pub fn unmount(id: u32) {
        panels::unmount(id);
    }
}

#[cfg(not(browser))]
fn main() {}
