//! The rooms beside the article, a module and an app of their own (`baca-rooms`): they come once the
//! text is there and the browser has time, and what goes wrong in them leaves the text alone.
//!
//! - [`Rooms`]: the app. It stands in the article's place for comments, and reaches the other
//!   places through portals.
//! - [`scene`]: what every room needs to know.
//! - [`comments`]: tabs of providers.
//! - [`prompt`]: the question about notifications; [`berth`]: where it stands without covering text.
//! - [`bell`]: the standing control for them; [`notices`]: what both say.
//! - [`look`]: the reader's theme and language, as they are and as they change.
//! - [`listen`]: the player of what is read aloud; [`spoken`]: what that is, and where it stands.

pub mod bell;
pub mod berth;
pub mod comments;
pub mod listen;
pub mod look;
pub mod notices;
pub mod prompt;
pub mod scene;
pub mod spoken;

use super::place::{self, Root};
use crate::comments::Page;
use crate::config::rooms::Config;
use crate::dom;
use crate::i18n::{self, Words};
use scene::{Facts, Scene};
use std::rc::Rc;
use web_sys::HtmlElement;
use yew::{create_portal, html, Component, Context, Html, Properties};

/// The style sheet of the rooms, made by `build.rs` from `src/view/style/rooms.css`.
pub const STYLE: &str = include_str!(concat!(env!("OUT_DIR"), "/rooms.css"));

/// What the rooms are mounted with.
#[derive(Properties, Clone)]
pub struct RoomsProps {
    /// The `<baca-reader>` we are in.
    pub host: HtmlElement,
    /// The article, as others need it; the language is its own.
    pub page: Page,
    /// What the site configured.
    pub config: Rc<Config>,
    /// Prefix of element ids, unique on the page.
    pub prefix: Rc<str>,
}

impl PartialEq for RoomsProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.config, &other.config)
    }
}

/// What happens to the rooms.
pub enum Msg {
    /// `lang` or `theme` of the element changed.
    Restyle,
    /// "Listen" was pressed in the toolbar.
    Listen,
    /// Enough has been read aloud.
    Hush,
}

/// The rooms of one reader.
pub struct Rooms {
    scene: Scene,
    listening: bool,
    prompt: Option<Root>,
    bell: Option<Root>,
    player: Option<Root>,
}

impl Component for Rooms {
    type Message = Msg;
    type Properties = RoomsProps;

    fn create(ctx: &Context<Self>) -> Self {
        let props = ctx.props();
        let root = |name| place::find(&props.host, name).as_ref().map(Root::inside);
        let push = |name| props.config.notifications.as_ref().and_then(|_| root(name));
        Self {
            scene: scene(ctx),
            listening: false,
            prompt: push(place::PROMPT),
            bell: push(place::BELL),
            player: root(place::PLAYER),
        }
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Restyle => self.scene = scene(ctx),
            Msg::Listen => self.listening = !self.listening,
            Msg::Hush => {
                self.listening = false;
                self.scene.emit("listen", &[("state", "ended".into())]);
                let root = ctx.props().host.shadow_root();
                let opener = root.and_then(|root| root.query_selector(".listen").ok().flatten());
                if let Some(opener) = opener {
                    dom::call(&opener, "focus", &[]);
                }
            }
        }
        true
    }

    fn changed(&mut self, ctx: &Context<Self>, _: &RoomsProps) -> bool {
        self.scene = scene(ctx);
        true
    }

    fn view(&self, _: &Context<Self>) -> Html {
        let scene = &self.scene;
        let at = |root: &Option<Root>, wanted: bool, room: Html| match root {
            Some(root) if wanted => create_portal(room, root.element()),
            _ => Html::default(),
        };
        html! {
            <>
                <comments::Comments scene={scene.clone()} />
                { at(&self.prompt, true, html! { <prompt::Prompt scene={scene.clone()} /> }) }
                { at(&self.bell, true, html! { <bell::Bell scene={scene.clone()} /> }) }
                { at(&self.player, self.listening, html! { <listen::Listen scene={scene.clone()} /> }) }
            </>
        }
    }
}

impl Rooms {
    /// The `<baca-reader>` they are in.
    pub fn host(&self) -> HtmlElement {
        self.scene.host.clone()
    }
}

fn scene(ctx: &Context<Rooms>) -> Scene {
    let props = ctx.props();
    let wanted = super::languages(&props.host, Some(&props.page.lang));
    let wanted = wanted.iter().map(String::as_str);
    let words = Words::choose(wanted, &props.config.labels, &i18n::ROOMS);
    Scene::new(Facts {
        host: props.host.clone(),
        page: Page { lang: words.lang().into(), ..props.page.clone() },
        article_lang: props.page.lang.clone(),
        config: props.config.clone(),
        done_listening: ctx.link().callback(|()| Msg::Hush),
        words,
        prefix: props.prefix.clone(),
    })
}
