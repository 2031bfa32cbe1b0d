//! Components in a real browser: what is drawn, and what the reader can do with it.

#![cfg(target_arch = "wasm32")]

use baca::article::formats;
use baca::article::Article;
use baca::comments::Page;
use baca::dom;
use baca::element::{reader, rooms};
use baca::platform::current;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Element, HtmlElement, ShadowRoot};

wasm_bindgen_test_configure!(run_in_browser);

/// A reader on the test's page, gone when dropped.
struct Stage {
    host: HtmlElement,
    root: ShadowRoot,
    id: u32,
    rooms: Cell<Option<u32>>,
}

impl Drop for Stage {
    fn drop(&mut self) {
        if let Some(rooms) = self.rooms.take() {
            rooms::unmount(rooms);
        }
        reader::unmount(self.id);
        self.host.remove();
    }
}

fn article(json: &str) -> Rc<Article> {
    let outcome = formats::read(json, current(), "https://news.example/a/", None, None);
    Rc::new(outcome.expect("an article").article)
}

fn host() -> (HtmlElement, ShadowRoot, Element) {
    let document = dom::document().expect("a document");
    let host = dom::make("baca-reader-stage", &[]).expect("an element");
    document.body().expect("a body").append_child(&host).expect("appended");
    let init = web_sys::ShadowRootInit::new(web_sys::ShadowRootMode::Open);
    let root = host.attach_shadow(&init).expect("a shadow root");
    let room = dom::make("div", &[]).expect("an element");
    root.append_child(&room).expect("appended");
    (host.unchecked_into(), root, room)
}

async fn stage(json: &str) -> Stage {
    let (host, root, room) = host();
    let id = reader::mount(&host, &room, article(json)).expect("a reader");
    yew::scheduler::flush().await;
    Stage { host, root, id, rooms: Cell::new(None) }
}

impl Stage {
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
        let mut configured = reader::configure(self.id, json, current(), base);
        yew::scheduler::flush().await;
        if configured.rooms {
            let page = reader::page(self.id).expect("a reader");
            let mounted = rooms::mount(&self.host, page, json, current(), base);
            configured.problems.extend(mounted.problems);
            self.rooms.set(mounted.id);
            yew::scheduler::flush().await;
        }
        configured.problems
    }
}

const NEWS: &str = r#"{"baca":1,"lang":"id","headline":"Judul","dateline":"BOGOR",
    "lead":{"type":"image","src":"a.jpg","width":300,"height":200,"alt":"Alt","caption":"Teks","credit":"Ani"},
    "body":["Satu.",{"type":"heading","text":"Dua","level":3}],"editor":"ian"}"#;

#[wasm_bindgen_test]
async fn the_parts_of_an_article_are_there_by_name() {
    let stage = stage(NEWS).await;
    assert_eq!(stage.text("h1[part=headline]"), "Judul");
    assert_eq!(stage.text("p[part=paragraph]"), "BOGOR – Satu.");
    assert_eq!(stage.text("h3[part=heading]"), "Dua");
    assert_eq!(stage.text("[part=caption]"), "Teks");
    assert_eq!(stage.text("[part=credit]"), "Ani");
    assert_eq!(stage.text("[part=editor]"), "(ian)");
    let image = stage.one("[part=lead] img");
    for (name, value) in
        [("alt", "Alt"), ("width", "300"), ("height", "200"), ("fetchpriority", "high")]
    {
        assert_eq!(image.get_attribute(name).as_deref(), Some(value), "{name}");
    }
    assert_eq!(image.get_attribute("src").as_deref(), Some("https://news.example/a/a.jpg"));
}

#[wasm_bindgen_test]
async fn markup_in_a_text_stays_text() {
    let stage =
        stage(r#"{"baca":1,"headline":"<img src=x onerror=alert(1)>","body":["<b>no</b>"]}"#).await;
    assert_eq!(stage.text("h1"), "<img src=x onerror=alert(1)>");
    assert_eq!(stage.text("[part=body] p"), "<b>no</b>");
    assert!(stage.all("[part=body] b, h1 img").is_empty());
}

#[wasm_bindgen_test]
async fn marks_and_links_nest_without_an_order_in_the_source() {
    let stage = stage(
        r#"{"baca":1,"headline":"x","body":[{"type":"paragraph","text":[
            {"text":"both","bold":true,"italic":true,"href":"https://e.example/"},{"break":true},
            {"text":"漢","ruby":"kan"}]}]}"#,
    )
    .await;
    assert_eq!(stage.text("a[rel=noopener] > strong > em"), "both");
    assert_eq!(stage.text("ruby > rt"), "kan");
    assert_eq!(stage.all("[part=body] br").len(), 1);
}

#[wasm_bindgen_test]
async fn ids_of_an_article_meet_no_others_and_its_links_find_them() {
    let stage = stage(
        r##"{"baca":1,"headline":"x","body":[
            {"type":"paragraph","text":[{"text":"to the note","href":"#note"}]},
            {"type":"paragraph","id":"note","text":"The note"}]}"##,
    )
    .await;
    let note = stage.one("[part=body] p[id]");
    assert!(note.id().starts_with("baca-") && note.id().ends_with("-note"), "{}", note.id());
    stage.press("[part=body] a").await;
    let focused = stage.root.active_element().expect("something has the focus");
    assert_eq!(focused.id(), note.id());
}

#[wasm_bindgen_test]
async fn an_embed_loads_nothing_before_it_is_asked_for() {
    // Reads through the whole reader, which knows the providers' frames.
    let stage = stage(
        r#"{"baca":1,"headline":"x","body":[{"type":"embed","url":"https://www.youtube.com/watch?v=abc"}]}"#,
    )
    .await;
    assert!(stage.all("iframe").is_empty());
    assert_eq!(
        stage.one("[part=embed] a").get_attribute("href").as_deref(),
        Some("https://www.youtube.com/watch?v=abc")
    );
}

#[wasm_bindgen_test]
async fn text_size_goes_up_and_down_and_back_for_every_reader_of_the_page() {
    let (one, other) = (stage(NEWS).await, stage(NEWS).await);
    let scale = |stage: &Stage| stage.one(".baca").style().get_property_value("--scale");
    let scale = |stage: &Stage| scale(stage).expect("a style").trim().to_string();
    one.press(".tools .larger").await;
    assert_eq!(scale(&one), "calc(110 / 100)");
    assert_eq!(scale(&other), scale(&one));
    assert!(one.text(".toolbar [role=status]").contains("110"));
    other.press(".tools button:nth-of-type(3)").await;
    assert_eq!(scale(&one), "calc(100 / 100)");
    assert!(one.one(".tools button:nth-of-type(3)").has_attribute("disabled"));
}

#[wasm_bindgen_test]
async fn a_panel_closes_by_escape_and_gives_the_focus_back() {
    let stage = stage(NEWS).await;
    stage.press(".tools [aria-expanded]:nth-of-type(4)").await;
    assert_eq!(stage.all(".panel fieldset").len(), 4);
    stage.key(".panel fieldset:first-of-type input[value=dark]", "Escape").await;
    assert!(stage.all(".panel").is_empty());
    let focused = stage.root.active_element().expect("something has the focus");
    assert_eq!(focused.get_attribute("aria-expanded").as_deref(), Some("false"));
}

const COMMENTS: &str = r#"{"comments":{"label":"KOMENTAR","providers":[
    {"type":"disqus","shortname":"a"},{"type":"facebook","appId":"0"}]}}"#;

#[wasm_bindgen_test]
async fn tabs_move_by_arrows_and_choose_by_nothing_but_a_choice() {
    let stage = stage(NEWS).await;
    assert_eq!(stage.configure(COMMENTS).await, Vec::<String>::new());
    assert_eq!(stage.text("[part=comments] h2"), "KOMENTAR");
    let tabs = stage.all("[role=tab]");
    assert_eq!(tabs.len(), 2);
    assert!(stage.all("[role=tab][aria-selected=true], [role=tabpanel]").is_empty());
    stage.key("[role=tab]:first-child", "ArrowRight").await;
    let focused = stage.root.active_element().expect("something has the focus");
    assert_eq!(focused.text_content().as_deref(), Some("Facebook"));
    stage.key("[role=tab]:last-child", "ArrowRight").await;
    assert_eq!(stage.one("[role=tab][tabindex='0']").text_content().as_deref(), Some("Disqus"));
    assert!(stage.all("[role=tabpanel]").is_empty());
    assert!(stage.host.query_selector("[slot=comments]").expect("a selector").is_none());
}

#[wasm_bindgen_test]
async fn the_rooms_learn_what_the_article_is() {
    let stage = stage(NEWS).await;
    let page = reader::page(stage.id).expect("a reader");
    let here = dom::window().and_then(|window| window.location().href().ok()).expect("an address");
    let url = here.split('#').next().unwrap_or_default().to_string();
    assert_eq!(page, Page { url, title: "Judul".into(), lang: "id".into(), ..Page::default() });
    assert_eq!(reader::page(0), None);
}

#[wasm_bindgen_test]
async fn the_rooms_learn_whom_and_what_a_reader_may_follow() {
    let stage = stage(
        r#"{"baca":1,"headline":"Judul","byline":["Ani",{"name":"Budi"}],
            "tags":["Laut",{"text":[{"text":"Kota","bold":true},{"text":" tua"}]}],"body":["Satu."]}"#,
    )
    .await;
    let page = reader::page(stage.id).expect("a reader");
    assert_eq!(page.authors, ["Ani", "Budi"]);
    assert_eq!(page.tags, ["Laut", "Kota tua"]);
}

#[wasm_bindgen_test]
async fn rooms_that_end_leave_their_places_empty() {
    let stage = stage(NEWS).await;
    stage.configure(COMMENTS).await;
    assert_eq!(stage.all("[part=comments]").len(), 1);
    rooms::unmount(stage.rooms.take().expect("rooms"));
    yew::scheduler::flush().await;
    assert!(stage.all("[data-place=comments] > *, [data-place=prompt] > *").is_empty());
    assert_eq!(stage.text("h1"), "Judul");
}

#[wasm_bindgen_test]
async fn a_wrong_configuration_leaves_the_article() {
    let stage = stage(NEWS).await;
    let problems =
        stage.configure(r#"{"comments":{"providers":[{"type":"nobody"}]},"share":{"x":1}}"#).await;
    assert_eq!(problems.len(), 2, "{problems:?}");
    assert_eq!(stage.configure("[").await.len(), 1);
    assert_eq!(stage.text("h1"), "Judul");
}

#[wasm_bindgen_test]
async fn the_body_is_not_drawn_again_for_anything_else() {
    let stage = stage(NEWS).await;
    let before = stage.one("p[part=paragraph]");
    stage.configure(COMMENTS).await;
    stage.press(".tools .larger").await;
    stage.press(".tools button:nth-of-type(3)").await;
    assert!(before.is_connected());
    assert_eq!(stage.one("p[part=paragraph]"), before);
}

#[wasm_bindgen_test]
async fn a_long_body_stands_in_sections_with_a_guess_of_their_height() {
    let body: Vec<String> = (0..120).map(|n| format!("\"Paragraph {n}.\"")).collect();
    let stage = stage(&format!(r#"{{"baca":1,"headline":"x","body":[{}]}}"#, body.join(","))).await;
    // The first of them are on screen before the rest is drawn, step by step.
    assert!((1..3).contains(&stage.all(".section").len()));
    while reader::draw_on(stage.id) {}
    let sections = stage.all(".section");
    assert_eq!(sections.len(), 3);
    // The last is laid out in any case: what is selected ends there.
    assert_eq!(stage.all(".section.long").len(), 2);
    assert_eq!(stage.all(".section > p").len(), 120);
    // Two lines each, a hundred in all, of which 96 are told.
    assert_eq!(sections[0].class_name(), "section long l3 l2");
}

#[wasm_bindgen_test]
async fn blocks_too_deep_to_draw_keep_their_text() {
    let mut json = String::from(r#"{"type":"paragraph","text":"deepest"}"#);
    for _ in 0..50 {
        json = format!(r#"{{"type":"quote","body":[{json}]}}"#);
    }
    let stage = stage(&format!(r#"{{"baca":1,"headline":"x","body":[{json}]}}"#)).await;
    assert!(stage.text("[part=body]").contains("deepest"));
    assert!(stage.all("blockquote").len() < 50);
}

#[wasm_bindgen_test]
async fn a_right_to_left_article_has_its_direction_and_the_controls_theirs() {
    let stage = stage(r#"{"baca":1,"lang":"ar","headline":"عنوان","body":["نص"]}"#).await;
    assert_eq!(stage.one("article").get_attribute("dir").as_deref(), Some("rtl"));
    assert_eq!(stage.one(".toolbar").get_attribute("dir").as_deref(), Some("ltr"));
}

#[wasm_bindgen_test]
async fn a_date_is_written_in_the_articles_language_and_nonsense_as_it_is() {
    let at = |date: &str| {
        format!(r#"{{"baca":1,"lang":"id","headline":"x","body":["y"],"published":"{date}"}}"#)
    };
    let day = stage(&at("2019-04-25")).await;
    assert_eq!(day.text("[part=published]"), "Kamis, 25 April 2019");
    let moment = stage(&at("2019-04-25T16:10:00")).await;
    assert!(
        moment.text("[part=published]").contains("16.10"),
        "{}",
        moment.text("[part=published]")
    );
}

#[wasm_bindgen_test]
async fn what_is_unmounted_leaves_nothing_that_listens() {
    let heard = Rc::new(RefCell::new(0));
    let counter = heard.clone();
    let stage = stage(NEWS).await;
    stage.configure("{}").await;
    let listener = Closure::<dyn FnMut(JsValue)>::new(move |_| *counter.borrow_mut() += 1);
    let host = stage.host.clone();
    host.add_event_listener_with_callback("baca-progress", listener.as_ref().unchecked_ref())
        .expect("listening");
    drop(stage);
    yew::scheduler::flush().await;
    let window = dom::window().expect("a window");
    window.dispatch_event(&web_sys::Event::new("scroll").expect("an event")).expect("dispatched");
    assert_eq!(*heard.borrow(), 0);
    // The article itself is the loader's, which takes it away or keeps what the page brought.
    let root = host.shadow_root().expect("a root");
    assert!(root.query_selector(".tools, .top").expect("a selector").is_none());
}
