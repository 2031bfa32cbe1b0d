//! Tests of the reader and its panels in a real browser: what they render and how their controls work.

#![cfg(target_arch = "wasm32")]

use baca::bindings::{panels, reader};
use baca::comments::ui::TabsBefore;
use baca::notifications::ui::BellBefore;
use baca::panels::article_info::ArticleInfo;
use baca::web::{dom, services};
use baca_convert::formats;
use baca_model::Article;
use baca_sys::js;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Element, HtmlElement, ShadowRoot};

wasm_bindgen_test_configure!(run_in_browser);

/// A reader mounted in the test's page; unmounted when dropped.
struct TestPage {
    host: HtmlElement,
    root: ShadowRoot,
    id: u32,
    panels: Cell<Option<u32>>,
}

impl Drop for TestPage {
    fn drop(&mut self) {
        if let Some(panels) = self.panels.take() {
            panels::unmount(panels);
        }
        reader::unmount(self.id);
        self.host.remove();
    }
}

fn article(json: &str) -> Rc<Article> {
    let decoded = formats::read(json, "https://news.example/a/", None, None);
    Rc::new(decoded.expect("an article").article)
}

fn host() -> (HtmlElement, ShadowRoot, Element) {
    let document = dom::document().expect("a document");
    let host = dom::new_element("baca-reader-test", &[]).expect("an element");
    document.body().expect("a body").append_child(&host).expect("appended");
    let init = web_sys::ShadowRootInit::new(web_sys::ShadowRootMode::Open);
    let root = host.attach_shadow(&init).expect("a shadow root");
    let container = dom::new_element("div", &[]).expect("an element");
    root.append_child(&container).expect("appended");
    (host.unchecked_into(), root, container)
}

async fn mount_article(json: &str) -> TestPage {
    let (host, root, container) = host();
    let id = reader::add(host.clone(), container, article(json));
    while reader::mount_next(id) {}
    yew::scheduler::flush().await;
    TestPage { host, root, id, panels: Cell::new(None) }
}

impl TestPage {
    fn all(&self, selector: &str) -> Vec<HtmlElement> {
        let list = self.root.query_selector_all(selector).expect("a selector");
        (0..list.length()).filter_map(|i| list.item(i)?.dyn_into().ok()).collect()
    }

    fn one(&self, selector: &str) -> HtmlElement {
        let mut all = self.all(selector);
        assert_eq!(all.len(), 1, "{selector}");
        all.remove(0)
    }

    fn text(&self, selector: &str) -> String {
        self.one(selector).text_content().unwrap_or_default()
    }

    async fn press(&self, selector: &str) {
        self.one(selector).click();
        yew::scheduler::flush().await;
    }

    async fn key(&self, selector: &str, key: &str) {
        let init = web_sys::KeyboardEventInit::new();
        init.set_key(key);
        init.set_bubbles(true);
        init.set_composed(true);
        init.set_cancelable(true);
        let event = web_sys::KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init);
        self.one(selector).dispatch_event(&event.expect("an event")).expect("dispatched");
        yew::scheduler::flush().await;
    }

    async fn configure(&self, json: &str) -> Vec<String> {
        let base = "https://news.example/";
        let mut configured = reader::configure(self.id, json, base);
        yew::scheduler::flush().await;
        if configured.comments || configured.notifications {
            let article = reader::article_info(self.id).expect("a reader");
            let before = (TabsBefore::default(), BellBefore::default());
            let mounted = panels::mount(&self.host, article, json, base, true, before);
            configured.problems.extend(mounted.problems);
            self.panels.set(mounted.id);
            yew::scheduler::flush().await;
        }
        configured.problems
    }
}

const NEWS: &str = r#"{"baca":1,"lang":"id","headline":"Judul","dateline":"BOGOR",
    "lead":{"type":"image","src":"a.jpg","width":300,"height":200,"alt":"Alt","caption":"Teks","credit":"Ani"},
    "body":["Satu.",{"type":"heading","text":"Dua","level":3}],"editor":"ian"}"#;

#[wasm_bindgen_test]
async fn the_parts_of_an_article_have_their_names() {
    let mounted = mount_article(NEWS).await;
    assert_eq!(mounted.text("h1[part=headline]"), "Judul");
    assert_eq!(mounted.text("p[part=paragraph]"), "BOGOR – Satu.");
    assert_eq!(mounted.text("h3[part=heading]"), "Dua");
    assert_eq!(mounted.text("[part=caption]"), "Teks");
    assert_eq!(mounted.text("[part=credit]"), "Ani");
    assert_eq!(mounted.text("[part=editor]"), "(ian)");
    let image = mounted.one("[part=lead] img");
    for (name, value) in
        [("alt", "Alt"), ("width", "300"), ("height", "200"), ("fetchpriority", "high")]
    {
        assert_eq!(image.get_attribute(name).as_deref(), Some(value), "{name}");
    }
    assert_eq!(image.get_attribute("src").as_deref(), Some("https://news.example/a/a.jpg"));
}

#[wasm_bindgen_test]
async fn markup_in_a_text_stays_text() {
    let mounted = mount_article(
        r#"{"baca":1,"headline":"<img src=x onerror=alert(1)>","body":["<b>no</b>"]}"#,
    )
    .await;
    assert_eq!(mounted.text("h1"), "<img src=x onerror=alert(1)>");
    assert_eq!(mounted.text("[part=body] p"), "<b>no</b>");
    assert!(mounted.all("[part=body] b, h1 img").is_empty());
}

#[wasm_bindgen_test]
async fn marks_and_links_nest_in_a_fixed_order() {
    let mounted = mount_article(
        r#"{"baca":1,"headline":"x","body":[{"type":"paragraph","text":[
            {"text":"both","bold":true,"italic":true,"href":"https://e.example/"},{"break":true},
            {"text":"漢","ruby":"kan"}]}]}"#,
    )
    .await;
    assert_eq!(mounted.text("a[rel=noopener] > strong > em"), "both");
    assert_eq!(mounted.text("ruby > rt"), "kan");
    assert_eq!(mounted.all("[part=body] br").len(), 1);
}

#[wasm_bindgen_test]
async fn ids_of_an_article_have_a_prefix_and_its_links_find_them() {
    let mounted = mount_article(
        r##"{"baca":1,"headline":"x","body":[
            {"type":"paragraph","text":[{"text":"to the note","href":"#note"}]},
            {"type":"paragraph","id":"note","text":"The note"}]}"##,
    )
    .await;
    let note = mounted.one("[part=body] p[id]");
    assert!(note.id().starts_with("baca-") && note.id().ends_with("-note"), "{}", note.id());
    mounted.press("[part=body] a").await;
    let focused = mounted.root.active_element().expect("something has the focus");
    assert_eq!(focused.id(), note.id());
}

#[wasm_bindgen_test]
async fn an_embed_loads_nothing_before_the_reader_opens_it() {
    let mounted = mount_article(
        r#"{"baca":1,"headline":"x","body":[{"type":"embed","url":"https://www.youtube.com/watch?v=abc"}]}"#,
    )
    .await;
    assert!(mounted.all("iframe").is_empty());
    assert_eq!(
        mounted.one("[part=embed] a").get_attribute("href").as_deref(),
        Some("https://www.youtube.com/watch?v=abc")
    );
}

#[wasm_bindgen_test]
async fn text_size_goes_up_and_down_and_back_for_every_reader_of_the_page() {
    let (one, other) = (mount_article(NEWS).await, mount_article(NEWS).await);
    let scale = |page: &TestPage| page.one(".baca").style().get_property_value("--scale");
    let scale = |page: &TestPage| scale(page).expect("a style").trim().to_string();
    one.press(".tools .larger").await;
    assert_eq!(scale(&one), "calc(110 / 100)");
    assert_eq!(scale(&other), scale(&one));
    assert!(one.text(".toolbar [role=status]").contains("110"));
    other.press(".tools button:nth-of-type(3)").await;
    assert_eq!(scale(&one), "calc(100 / 100)");
    assert!(one.one(".tools button:nth-of-type(3)").has_attribute("aria-disabled"));
}

#[wasm_bindgen_test]
async fn a_chosen_setting_is_an_attribute_of_the_article_and_unknown_ones_are_ignored() {
    let mounted = mount_article(NEWS).await;
    let value = |name: &str| mounted.one(".baca").get_attribute(name);
    for (setting, choice) in
        [("letters", "wide"), ("alignment", "justify"), ("hyphens", "none"), ("font", "dyslexia")]
    {
        reader::choose(mounted.id, setting, choice);
        assert_eq!(value(&["data-", setting].concat()).as_deref(), Some(choice));
    }
    for (setting, choice) in [("letters", "tight"), ("size", "200"), ("", "wide")] {
        reader::choose(mounted.id, setting, choice);
    }
    assert_eq!(value("data-letters").as_deref(), Some("wide"));
    reader::choose(mounted.id, "letters", "normal");
    assert_eq!(value("data-letters").as_deref(), Some("normal"));
}

const COMMENTS: &str = r#"{"comments":{"label":"KOMENTAR","providers":[
    {"type":"disqus","shortname":"a"},{"type":"facebook","appId":"0"}]}}"#;

#[wasm_bindgen_test]
async fn arrows_move_between_tabs_without_opening_them() {
    let mounted = mount_article(NEWS).await;
    assert_eq!(mounted.configure(COMMENTS).await, Vec::<String>::new());
    assert_eq!(mounted.text("[part=comments] h2"), "KOMENTAR");
    let tabs = mounted.all("[role=tab]");
    assert_eq!(tabs.len(), 2);
    assert!(mounted.all("[role=tab][aria-selected=true], [role=tabpanel]").is_empty());
    mounted.key("[role=tab]:first-child", "ArrowRight").await;
    let focused = mounted.root.active_element().expect("something has the focus");
    assert_eq!(focused.text_content().as_deref(), Some("Facebook"));
    mounted.key("[role=tab]:last-child", "ArrowRight").await;
    assert_eq!(mounted.one("[role=tab][tabindex='0']").text_content().as_deref(), Some("Disqus"));
    assert!(mounted.all("[role=tabpanel]").is_empty());
    assert!(mounted.host.query_selector("[slot=comments]").expect("a selector").is_none());
}

#[wasm_bindgen_test]
async fn the_panels_get_the_address_title_and_language_of_the_article() {
    let url = "https://news.example/of-the-page";
    let page_url = Closure::<dyn Fn() -> String>::new(move || url.into());
    services::adopt(js::object(&[("pageUrl", page_url.as_ref().clone())]).into());
    let mounted = mount_article(NEWS).await;
    let article = reader::article_info(mounted.id).expect("a reader");
    services::adopt(JsValue::UNDEFINED);
    let url = url.into();
    assert_eq!(
        article,
        ArticleInfo { url, title: "Judul".into(), lang: "id".into(), ..ArticleInfo::default() }
    );
    assert_eq!(reader::article_info(0), None);
}

#[wasm_bindgen_test]
async fn the_panels_get_the_authors_and_tags_of_the_article() {
    let mounted = mount_article(
        r#"{"baca":1,"headline":"Judul","byline":["Ani",{"name":"Budi"}],
            "tags":["Laut",{"text":[{"text":"Kota","bold":true},{"text":" tua"}]}],"body":["Satu."]}"#,
    )
    .await;
    let article = reader::article_info(mounted.id).expect("a reader");
    assert_eq!(article.authors, ["Ani", "Budi"]);
    assert_eq!(article.tags, ["Laut", "Kota tua"]);
}

#[wasm_bindgen_test]
async fn panels_that_end_leave_their_mount_points_empty() {
    let mounted = mount_article(NEWS).await;
    mounted.configure(COMMENTS).await;
    assert_eq!(mounted.all("[part=comments]").len(), 1);
    panels::unmount(mounted.panels.take().expect("panels"));
    yew::scheduler::flush().await;
    assert!(mounted.all("[data-place=comments] > *, [data-place=prompt] > *").is_empty());
    assert_eq!(mounted.text("h1"), "Judul");
}

#[wasm_bindgen_test]
async fn an_invalid_configuration_does_not_affect_the_article() {
    let mounted = mount_article(NEWS).await;
    let problems = mounted
        .configure(r#"{"comments":{"providers":[{"type":"nobody"}]},"share":{"x":1}}"#)
        .await;
    assert_eq!(problems.len(), 2, "{problems:?}");
    assert_eq!(mounted.configure("[").await.len(), 1);
    assert_eq!(mounted.text("h1"), "Judul");
}

#[wasm_bindgen_test]
async fn configuration_and_text_size_do_not_render_the_body_again() {
    let mounted = mount_article(NEWS).await;
    let before = mounted.one("p[part=paragraph]");
    mounted.configure(COMMENTS).await;
    mounted.press(".tools .larger").await;
    mounted.press(".tools button:nth-of-type(3)").await;
    assert!(before.is_connected());
    assert_eq!(mounted.one("p[part=paragraph]"), before);
}

#[wasm_bindgen_test]
async fn a_long_body_has_sections_with_an_estimate_of_their_height() {
    let body: Vec<String> = (0..120).map(|n| format!("\"Paragraph {n}.\"")).collect();
    let mounted =
        mount_article(&format!(r#"{{"baca":1,"headline":"x","body":[{}]}}"#, body.join(","))).await;
    // The first ones are mounted at once, the rest chunk by chunk.
    assert!((1..3).contains(&mounted.all(".section").len()));
    while reader::render_next_chunk(mounted.id) {}
    let sections = mounted.all(".section");
    assert_eq!(sections.len(), 3);
    // The last one is always laid out, so that a selection to the end can be copied.
    assert_eq!(mounted.all(".section.long").len(), 2);
    assert_eq!(mounted.all(".section > p").len(), 120);
    // Two lines each make 100 lines, which the classes round down to 64 + 32.
    assert_eq!(sections[0].class_name(), "section long l3 l2");
}

#[wasm_bindgen_test]
async fn blocks_nested_too_deeply_keep_their_text() {
    let mut json = String::from(r#"{"type":"paragraph","text":"deepest"}"#);
    for _ in 0..50 {
        json = format!(r#"{{"type":"quote","body":[{json}]}}"#);
    }
    let mounted = mount_article(&format!(r#"{{"baca":1,"headline":"x","body":[{json}]}}"#)).await;
    assert!(mounted.text("[part=body]").contains("deepest"));
    assert!(mounted.all("blockquote").len() < 50);
}

#[wasm_bindgen_test]
async fn a_right_to_left_article_does_not_change_the_direction_of_the_controls() {
    let mounted = mount_article(r#"{"baca":1,"lang":"ar","headline":"عنوان","body":["نص"]}"#).await;
    assert_eq!(mounted.one("article").get_attribute("dir").as_deref(), Some("rtl"));
    assert_eq!(mounted.one(".toolbar").get_attribute("dir").as_deref(), Some("ltr"));
}

#[wasm_bindgen_test]
async fn a_date_is_written_in_the_language_of_the_article() {
    let at = |date: &str| {
        format!(r#"{{"baca":1,"lang":"id","headline":"x","body":["y"],"published":"{date}"}}"#)
    };
    let day = mount_article(&at("2019-04-25")).await;
    assert_eq!(day.text("[part=published]"), "Kamis, 25 April 2019");
    let moment = mount_article(&at("2019-04-25T16:10:00")).await;
    assert!(
        moment.text("[part=published]").contains("16.10"),
        "{}",
        moment.text("[part=published]")
    );
}

#[wasm_bindgen_test]
async fn an_unmounted_reader_has_no_listeners_left() {
    let events = Rc::new(RefCell::new(0));
    let counter = events.clone();
    let mounted = mount_article(NEWS).await;
    mounted.configure("{}").await;
    let listener = Closure::<dyn FnMut(JsValue)>::new(move |_| *counter.borrow_mut() += 1);
    let host = mounted.host.clone();
    host.add_event_listener_with_callback("baca-progress", listener.as_ref().unchecked_ref())
        .expect("listening");
    drop(mounted);
    yew::scheduler::flush().await;
    let window = dom::window().expect("a window");
    window.dispatch_event(&web_sys::Event::new("scroll").expect("an event")).expect("dispatched");
    assert_eq!(*events.borrow(), 0);
    // The article itself stays: the loader removes it, or keeps a server-rendered one.
    let root = host.shadow_root().expect("a root");
    assert!(root.query_selector(".tools, .top").expect("a selector").is_none());
}
