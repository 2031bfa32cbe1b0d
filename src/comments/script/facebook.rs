//! Facebook. Its comments plugin was discontinued on 10 February 2026 and has rendered an empty iframe since
//! (<https://developers.facebook.com/docs/plugins/comments>). A site that still configures it gets a message
//! and a link to share the article on Facebook; the plugin is shown if it ever works again.

use super::Script;
use crate::comments::fields::{with_query, Fields};
use crate::comments::provider::{
    Descriptor, FromConfig, MountContext, Provider, ProviderEvent, Session, State,
};
use crate::panels::article_info::ArticleInfo;
use crate::web::dom;
use crate::web::timers::Interval;
use baca_sys::js;
use std::cell::Cell;
use std::rc::Rc;
use web_sys::HtmlElement;
use yew::Callback;

/// Interval of checks of the iframe, in milliseconds.
const POLL_MS: u32 = 300;
/// Number of checks that find an empty iframe before the plugin counts as discontinued.
const MAX_POLLS: u32 = 8;

/// Locales of the SDK that are used.
const LOCALES: [&str; 2] = ["id_ID", "en_US"];

fn sdk_url(locale: &str) -> String {
    ["https://connect.facebook.net/", locale, "/sdk.js"].concat()
}

/// The configuration of Facebook.
pub struct Facebook {
    app_id: String,
}

impl FromConfig for Facebook {
    const DESCRIPTOR: Descriptor = Descriptor {
        kind: "facebook",
        label: "Facebook",
        single_instance: true,
        ..Descriptor::SCRIPT
    };

    fn from_config(fields: &mut Fields) -> Option<Self> {
        Some(Self { app_id: fields.required("appId")? })
    }
}

impl Provider for Facebook {
    fn server_url(&self) -> &str {
        "https://www.facebook.com/"
    }

    fn scripts(&self) -> Vec<String> {
        LOCALES.iter().map(|locale| sdk_url(locale)).collect()
    }

    fn link(&self, article: &ArticleInfo) -> Option<String> {
        Some(with_query("https://www.facebook.com/sharer/sharer.php", &[("u", &article.url)]))
    }

    fn open(&self, context: MountContext) -> Option<Box<dyn Session>> {
        let MountContext { container, article, appearance, report } = context;
        let plugin = dom::new_element(
            "div",
            &[
                ("class", "fb-comments"),
                ("data-href", &article.url),
                ("data-width", "100%"),
                ("data-numposts", "10"),
                ("data-colorscheme", appearance.scheme()),
            ],
        )?;
        container.append_child(&plugin).ok()?;
        let [indonesian, english] = LOCALES;
        let url = sdk_url(if appearance.lang.starts_with("id") { indonesian } else { english });
        let watch: Rc<Cell<Option<Interval>>> = Rc::default();
        let (app_id, watching) = (self.app_id.clone(), watch.clone());
        let script = Script::load(
            &url,
            &[("id", "facebook-jssdk")],
            &["FB"],
            Box::new(move |loaded| {
                if loaded && render(&container, &app_id) {
                    watching.set(Some(poll_frame(container, report)));
                } else {
                    report.emit(ProviderEvent::State(State::Failed));
                }
            }),
        )?;
        Some(Box::new(FacebookSession { _script: script, _watch: watch }))
    }
}

/// The open plugin.
struct FacebookSession {
    _script: Script,
    _watch: Rc<Cell<Option<Interval>>>,
}

impl Session for FacebookSession {}

/// Renders the plugin with the SDK. Returns `false` if there is no SDK.
fn render(container: &HtmlElement, app_id: &str) -> bool {
    let Some(window) = dom::window() else { return false };
    let sdk = js::get(&window, "FB");
    let options = js::object(&[
        ("appId", app_id.into()),
        ("xfbml", false.into()),
        ("version", "v24.0".into()),
    ]);
    js::call(&sdk, "init", &[options.into()]);
    js::call(&js::get(&sdk, "XFBML"), "parse", &[container.into()]).is_some()
}

/// Checks whether the plugin's iframe gets a height, or stays empty.
fn poll_frame(container: HtmlElement, report: Callback<ProviderEvent>) -> Interval {
    let polls = Cell::new(0);
    let reported = Cell::new(None);
    Interval::new(POLL_MS, move || {
        let frame = container.query_selector("iframe").ok().flatten();
        let is_visible = frame.is_some_and(|frame| frame.get_bounding_client_rect().height() > 1.0);
        polls.set(polls.get() + 1);
        let state = match (is_visible, polls.get() >= MAX_POLLS) {
            (true, _) => State::Ready,
            (false, true) => State::Ended,
            (false, false) => return,
        };
        if reported.replace(Some(state)) != Some(state) {
            report.emit(ProviderEvent::State(state));
        }
    })
}
