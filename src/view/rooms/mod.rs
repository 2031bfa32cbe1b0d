//! The rooms beside the article, a module and an app of their own (`baca-rooms`): they come once the
//! text is there and the browser has time, and what goes wrong in them leaves the text alone.
//!
//! - [`Rooms`]: the app. It stands in the article's place for comments, and reaches the other
//!   places through portals.
//! - [`scene`]: what every room needs to know.
//! - [`comments`]: tabs of providers.
//! - [`prompt`]: the question about notifications; [`berth`]: where it stands without covering text.
//! - [`bell`]: the standing control for them; [`notices`]: what both say.

pub mod bell;
pub mod berth;
pub mod comments;
pub mod notices;
pub mod prompt;
pub mod scene;

use super::place;
use crate::comments::Page;
use crate::config::rooms::Config;
use crate::i18n::{self, Words};
use scene::{Facts, Scene};
use std::rc::Rc;
use web_sys::{Element, HtmlElement};
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
        Rc::ptr_eq(&self.config, &other.config) && self.page == other.page
    }
}

/// What happens to the rooms.
pub enum Msg {
    /// `lang` or `theme` of the element changed.
    Restyle,
}

/// The rooms of one reader.
pub struct Rooms {
    scene: Scene,
    prompt: Option<Element>,
    bell: Option<Element>,
}

impl Component for Rooms {
    type Message = Msg;
    type Properties = RoomsProps;

    fn create(ctx: &Context<Self>) -> Self {
        let props = ctx.props();
        Self {
            scene: scene(props),
            prompt: place::find(&props.host, place::PROMPT),
            bell: place::find(&props.host, place::BELL),
        }
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Restyle => self.scene = scene(ctx.props()),
        }
        true
    }

    fn changed(&mut self, ctx: &Context<Self>, _: &RoomsProps) -> bool {
        self.scene = scene(ctx.props());
        true
    }

    fn view(&self, _: &Context<Self>) -> Html {
        let scene = &self.scene;
        let wanted = scene.config.notifications.is_some();
        let at = |place: &Option<Element>, room: Html| match place.clone().filter(|_| wanted) {
            Some(place) => create_portal(room, place),
            None => Html::default(),
        };
        html! {
            <>
                <comments::Comments scene={scene.clone()} />
                { at(&self.prompt, html! { <prompt::Prompt scene={scene.clone()} /> }) }
                { at(&self.bell, html! { <bell::Bell scene={scene.clone()} /> }) }
            </>
        }
    }
}

fn scene(props: &RoomsProps) -> Scene {
    let wanted = super::languages(&props.host, Some(&props.page.lang));
    let wanted = wanted.iter().map(String::as_str);
    let words = Words::choose(wanted, &props.config.labels, &i18n::ROOMS);
    Scene::new(Facts {
        host: props.host.clone(),
        page: Page { lang: words.lang().into(), ..props.page.clone() },
        config: props.config.clone(),
        words,
        prefix: props.prefix.clone(),
    })
}
