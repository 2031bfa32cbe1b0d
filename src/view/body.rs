//! The body: drawn once, in sections, and never compared again while article and words stay the
//! same. A section off screen costs neither style nor layout.

use super::blocks;
use super::scene::{RoomProps, Scene};
use super::tags::{part, tag};
use crate::article::model::{Block, Kind};
use crate::article::stats;
use crate::dom;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::{Component, Context, Html, NodeRef};

/// Blocks in a section (50 paints fastest of 1, 50, 200).
const SECTION: usize = 50;

/// The body of an article.
pub struct Body {
    first: NodeRef,
}

impl Component for Body {
    type Message = ();
    type Properties = RoomProps;

    fn create(_: &Context<Self>) -> Self {
        Self { first: NodeRef::default() }
    }

    fn changed(&mut self, ctx: &Context<Self>, before: &RoomProps) -> bool {
        !same(&ctx.props().scene, &before.scene)
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let scene = &ctx.props().scene;
        let body = &scene.article.body;
        let long = body.len() > SECTION;
        let mut rooms: Vec<Html> = Vec::new();
        let opens = matches!(body.first().map(|b| &b.kind), Some(Kind::Paragraph { .. }));
        if let Some(dateline) = blocks::dateline(scene).filter(|_| !opens) {
            rooms.push(part("p", "paragraph").with(dateline).into());
        }
        for (index, chunk) in body.chunks(SECTION).enumerate() {
            let section = tag("div").set("class", if long { "section long" } else { "section" });
            let (opening, rest) = match chunk {
                [first, rest @ ..] if index == 0 => (Some(blocks::opening(scene, first)), rest),
                _ => (None, chunk),
            };
            let section = section.with_some(opening);
            rooms.push(section.with_all(rest.iter().map(|b| blocks::block(scene, b))).into());
        }
        if scene.article.truncated {
            let note = tag("p").set("class", "note").set("role", "note");
            let note = note.text("lang", scene.words.lang()).say(scene.t("truncated")).say(" ");
            rooms.push(note.with(tag("a").href(&scene.url).say(&scene.url)).into());
        }
        yew::html! { <div part="body" class="body" ref={self.first.clone()}>{ for rooms }</div> }
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        let body = &ctx.props().scene.article.body;
        if !first || body.len() <= SECTION {
            return;
        }
        // A guess keeps the scrollbar steady until a section has been on screen once.
        let sections = self.first.cast::<HtmlElement>().map(|root| root.children());
        for (index, chunk) in body.chunks(SECTION).enumerate() {
            let section = sections.as_ref().and_then(|all| all.item(index as u32));
            let lines: usize = chunk.iter().map(lines).sum();
            if let Some(section) = section.and_then(|s| s.dyn_into::<HtmlElement>().ok()) {
                let guess = ["auto ", &(lines * 2).to_string(), "em"].concat();
                dom::set_property(&section, "contain-intrinsic-block-size", &guess);
            }
        }
    }
}

/// Whether the body looks the same in both.
fn same(one: &Scene, other: &Scene) -> bool {
    one == other || (Rc::ptr_eq(&one.article, &other.article) && one.words == other.words)
}

/// Lines a block will take, at some 62 characters in a line.
fn lines(block: &Block) -> usize {
    match &block.kind {
        Kind::Image(_) | Kind::Video(_) | Kind::Gallery { .. } | Kind::Embed(_) => 14,
        _ => stats::text(block).chars().count().div_ceil(62) + 1,
    }
}
