//! Facebook. Its comments plugin ended on 10 February 2026 and has been an empty frame of no size
//! since (<https://developers.facebook.com/docs/plugins/comments>): a site that still names it gets
//! a notice and a way to discuss at Facebook itself, and the plugin, should it come back.

use super::Script;
use crate::comments::settings::{with_query, Fields};
use crate::comments::{Kind, Page, Provider, Session, Settings, Stage, State, Told};
use crate::dom;
use gloo_timers::callback::Interval;
use std::cell::Cell;
use std::rc::Rc;
use web_sys::HtmlElement;
use yew::Callback;

/// Milliseconds between two looks at the frame.
const LOOK: u32 = 300;
/// Looks at an empty frame before it counts as ended.
const LOOKS: u32 = 8;

/// Facebook, as a site configures it.
pub struct Facebook {
    app_id: String,
}

impl Settings for Facebook {
    const KIND: Kind = Kind { name: "facebook", label: "Facebook", once: true, ..Kind::SCRIPTED };

    fn configured(fields: &mut Fields) -> Option<Self> {
        Some(Self { app_id: fields.needed("appId")? })
    }
}

impl Provider for Facebook {
    fn server(&self, _page: &Page) -> &str {
        "https://www.facebook.com/"
    }

    fn link(&self, page: &Page) -> Option<String> {
        Some(with_query("https://www.facebook.com/sharer/sharer.php", &[("u", &page.url)]))
    }

    fn open(&self, stage: Stage) -> Option<Box<dyn Session>> {
        let Stage { place, page, look, tell } = stage;
        let plugin = dom::make(
            "div",
            &[
                ("class", "fb-comments"),
                ("data-href", &page.url),
                ("data-width", "100%"),
                ("data-numposts", "10"),
                ("data-colorscheme", look.scheme()),
            ],
        )?;
        place.append_child(&plugin).ok()?;
        let locale = if look.lang.starts_with("id") { "id_ID" } else { "en_US" };
        let url = ["https://connect.facebook.net/", locale, "/sdk.js"].concat();
        let watch: Rc<Cell<Option<Interval>>> = Rc::default();
        let (app_id, watching) = (self.app_id.clone(), watch.clone());
        let script = Script::load(
            &url,
            &[("id", "facebook-jssdk")],
            &["FB"],
            Box::new(move |came| {
                if came && draw(&place, &app_id) {
                    watching.set(Some(watch_frame(place, tell)));
                } else {
                    tell.emit(Told::State(State::Failed));
                }
            }),
        )?;
        Some(Box::new(Plugin { _script: script, _watch: watch }))
    }
}

/// The plugin in the page.
struct Plugin {
    _script: Script,
    _watch: Rc<Cell<Option<Interval>>>,
}

impl Session for Plugin {}

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
fn watch_frame(place: HtmlElement, tell: Callback<Told>) -> Interval {
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
            tell.emit(Told::State(state));
        }
    })
}
