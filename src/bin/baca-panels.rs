//! `baca-panels`: the WebAssembly module with the panels beside the article: comments and notifications. The
//! loader loads it after the article is shown, if the site has configured panels or the article has comments.

// A main function would add the start of a program, its arguments and its output.
#![cfg_attr(browser, no_main)]

#[cfg(browser)]
mod exports {
    use baca::bindings;
    use baca::bindings::panels;
    use baca::comments::host;
    use baca::comments::ui::TabsBefore;
    use baca::notifications::ui::BellBefore;
    use baca::notifications::SubscriptionOutcome;
    use baca::panels::article_info::ArticleInfo;
    use baca::panels::embedded::EmbeddedDiscussion;
    use baca::web::services;
    use baca_sys::js;
    use baca_sys::{json, trusted_types};
    use baca_wire::decoder::Decoder;
    use std::rc::Rc;
    use wasm_bindgen::prelude::wasm_bindgen;
    use wasm_bindgen::JsValue;
    use wasm_bindgen_futures::future_to_promise;
    use web_sys::HtmlElement;

    #[wasm_bindgen(typescript_custom_section)]
    const IMPORTS: &str = r#"import type {
  BeforePanels, HostServices, MountedPanels, OnPanic, PanelsInfo, PushOutcome, TrustedTypesPolicy,
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
        let index = |key| js::get(&before, key).as_f64().map(|index| index as usize);
        let is = |key| js::get(&before, key).is_truthy();
        let tabs = TabsBefore { chosen: index("chosenTab"), focused: index("focusedTab") };
        let bell = BellBefore { is_pressed: is("isPressed"), is_focused: is("isFocused") };
        let may_name_scripts = may_name_scripts.unwrap_or_default();
        let mounted = panels::mount(&host, article, config, base, may_name_scripts, (tabs, bell));
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

    /// Turns notifications on for the reader of these panels. `permission` is the promise of the browser's permission
    /// prompt. Resolves with the outcome; with `null` if the panels have been unmounted.
    #[wasm_bindgen(js_name = turnOn, unchecked_return_type = "Promise<PushOutcome | null>")]
    pub fn turn_on(id: u32, permission: JsValue) -> js_sys::Promise {
        future_to_promise(async move {
            let Some((outcome, text)) = panels::turn_on(id, permission).await else {
                return Ok(JsValue::NULL);
            };
            let is_refusal =
                matches!(outcome, SubscriptionOutcome::Dismissed | SubscriptionOutcome::Blocked);
            Ok(js::object(&[("text", text.into()), ("isRefusal", is_refusal.into())]).into())
        })
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
