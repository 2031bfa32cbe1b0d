//! The rooms beside the article, in a module of their own (`baca-rooms`), each an app in its place: they
//! come once the text is there and the browser has time, and what goes wrong in them leaves the text
//! alone. Who opens and ends them is [`crate::element::rooms`].
//!
//! - [`Room`]: one of them, of any [`Kind`].
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

use scene::RoomProps;
use yew::{html, Component, Context, Html, Properties};

/// The style sheet of the rooms, made by `build.rs` from `src/view/style/rooms.css`.
pub const STYLE: &str = include_str!(concat!(env!("OUT_DIR"), "/rooms.css"));

/// The rooms that there are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kind {
    /// The room of comments.
    Comments,
    /// The question about notifications.
    Prompt,
    /// The bell.
    Bell,
    /// The player of what is read aloud.
    Player,
}

/// What a room is made of.
#[derive(Properties, PartialEq, Clone)]
pub struct AnyProps {
    /// Which one it is.
    pub kind: Kind,
    /// What it needs to know.
    pub room: RoomProps,
}

/// A room of any kind.
pub struct Room;

impl Component for Room {
    type Message = ();
    type Properties = AnyProps;

    fn create(_: &Context<Self>) -> Self {
        Self
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let room = ctx.props().room.clone();
        match ctx.props().kind {
            Kind::Comments => html! { <comments::Comments ..room /> },
            Kind::Prompt => html! { <prompt::Prompt ..room /> },
            Kind::Bell => html! { <bell::Bell ..room /> },
            Kind::Player => html! { <listen::Listen ..room /> },
        }
    }
}
