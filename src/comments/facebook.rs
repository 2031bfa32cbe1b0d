//! Facebook. Its comments plugin ended on 10 February 2026 and has been an empty frame of no size
//! since (<https://developers.facebook.com/docs/plugins/comments>): a site that still names it gets
//! a notice and a way to discuss at Facebook itself, and the plugin, should it come back.

use super::script::Script;
use super::{needed, Page, Provider, State};
use crate::article::json::Reading;
use crate::dom;
use gloo_timers::callback::Interval;
use serde_json::{Map, Value};
use std::any::Any;
use std::cell::Cell;
use std::rc::Rc;
use web_sys::HtmlElement;
use yew::Callback;

/// Its `type` in the configuration.
pub const KIND: &str = "facebook";

/// Milliseconds between two looks at the frame.
const LOOK: u32 = 300;
/// Looks at an empty frame before it counts as ended.
const LOOKS: u32 = 8;

struct Facebook {
    app_id: String,
    name: String,
}

/// Reads its part of the configuration.
pub fn read(o: &Map<String, Value>, r: &mut Reading) -> Option<Rc<dyn Provider>> {
    let app_id = needed(o, r, "appId")?;
    let name = r.text_at(o, "label").unwrap_or_else(|| "Facebook".into());
    Some(Rc::new(Facebook { app_id, name }))
}

impl Provider for Facebook {
    fn kind(&self) -> &'static str {
        KIND
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn link(&self, page: &Page) -> Option<String> {
        let url = String::from(js_sys::encode_uri_component(&page.url));
        Some(["https://www.facebook.com/sharer/sharer.php?u=", &url].concat())
    }

    fn open(&self, place: &HtmlElement, page: &Page, tell: Callback<State>) -> Box<dyn Any> {
        let plugin = dom::make(
            "div",
            &[
                ("class", "fb-comments"),
                ("data-href", &page.url),
                ("data-width", "100%"),
                ("data-numposts", "10"),
            ],
        );
        let added = plugin.and_then(|plugin| place.append_child(&plugin).ok());
        let locale = if page.lang.starts_with("id") { "id_ID" } else { "en_US" };
        let url = ["https://connect.facebook.net/", locale, "/sdk.js"].concat();
        let watch: Rc<Cell<Option<Interval>>> = Rc::default();
        let (place, app_id, on_end) = (place.clone(), self.app_id.clone(), tell.clone());
        let watching = watch.clone();
        let script = added.and_then(|_| {
            Script::load(&url, &[("id", "facebook-jssdk")], move |came| {
                if came && draw(&place, &app_id) {
                    watching.set(Some(look(place, on_end)));
                } else {
                    on_end.emit(State::Failed);
                }
            })
        });
        if script.is_none() {
            tell.emit(State::Failed);
        }
        Box::new((script, watch))
    }
}

/// Asks the SDK to draw the plugin; `false` if there is no SDK.
fn draw(place: &HtmlElement, app_id: &str) -> bool {
    let Some(window) = dom::window() else { return false };
    let sdk = dom::get(&window, "FB");
    let options = dom::object(&[
        ("appId", app_id.into()),
        ("xfbml", false.into()),
        ("version", "v24.0".into()),
    ]);
    dom::call(&sdk, "init", &[options.into()]);
    dom::call(&dom::get(&sdk, "XFBML"), "parse", &[place.into()]).is_some()
}

/// Watches for a frame with a size, or one that stays without.
fn look(place: HtmlElement, tell: Callback<State>) -> Interval {
    let looks = Cell::new(0);
    let told = Cell::new(None);
    Interval::new(LOOK, move || {
        let frame = place.query_selector("iframe").ok().flatten();
        let seen = frame.is_some_and(|frame| frame.get_bounding_client_rect().height() > 1.0);
        looks.set(looks.get() + 1);
        let state = match (seen, looks.get() >= LOOKS) {
            (true, _) => State::Ready,
            (false, true) => State::Ended,
            (false, false) => return,
        };
        if told.replace(Some(state)) != Some(state) {
            tell.emit(state);
        }
    })
}
