//! Renders the content of a comment: its text, attachments and poll.

use super::context::DiscussionShared;
use crate::comments::model::comment::{insert_emojis, EMOJI};
use crate::comments::model::{Attachment, Comment, CommentText, Emoji};
use crate::web::vdom::{tag, VElement};
use baca_sys::intl;
use baca_wire::comment_markup::{text, Fragment};
use yew::Html;

/// Appends the text of a comment to an element. Text that has not been converted is not rendered.
pub fn append_text(shared: &DiscussionShared, element: VElement, comment: &Comment) -> VElement {
    match &comment.text {
        CommentText::Fragments(fragments) => {
            append_with_emojis(shared, element, fragments, &comment.emojis)
        }
        CommentText::Unconverted(_) => element,
    }
}

/// Appends fragments whose texts have codes of custom emojis.
pub fn append_with_emojis(
    shared: &DiscussionShared,
    element: VElement,
    fragments: &[Fragment],
    emojis: &[Emoji],
) -> VElement {
    if emojis.is_empty() {
        return append_fragments(shared, element, fragments);
    }
    append_fragments(shared, element, &insert_emojis(fragments, emojis))
}

/// Returns the attachments of a comment: pictures that may be fetched, and links.
pub fn attachments(shared: &DiscussionShared, comment: &Comment) -> Option<VElement> {
    let one = |Attachment { url, preview, text }: &Attachment| {
        let name = if text.trim().is_empty() { shared.context.t("attachment") } else { text };
        let link = tag("a").href(url).attr("rel", "noopener nofollow ugc").attr("target", "_blank");
        let preview = preview.as_deref().filter(|preview| shared.images.allows(preview));
        let link = match preview {
            Some(src) => link.child(picture(src, name)),
            None => link.text(name),
        };
        tag("li").child(link)
    };
    let list = tag("ul").attr("class", "attached").children(comment.attachments.iter().map(one));
    (!comment.attachments.is_empty()).then_some(list)
}

/// Returns the options of a poll, each with its number of votes.
pub fn poll(shared: &DiscussionShared, comment: &Comment) -> Option<VElement> {
    let messages = &shared.context.messages;
    let lang = messages.lang();
    let one = |(option, votes): &(String, Option<u32>)| {
        let votes = votes.map(|votes| {
            let (category, number) =
                (intl::plural(lang, votes.into()), intl::number(lang, votes.into()));
            tag("span").attr("class", "votes").text(&messages.plural("votes", &category, &number))
        });
        tag("li").child(tag("span").attr("dir", "auto").text(option)).text(" ").child_opt(votes)
    };
    let list = tag("ul").attr("class", "poll").children(comment.poll.iter().map(one));
    (!comment.poll.is_empty()).then_some(list)
}

fn picture(src: &str, alt: &str) -> VElement {
    tag("img")
        .attr_text("src", src)
        .attr_text("alt", alt)
        .attr("loading", "lazy")
        .attr("referrerpolicy", "no-referrer")
}

/// Appends fragments to an element.
fn append_fragments(
    shared: &DiscussionShared,
    element: VElement,
    fragments: &[Fragment],
) -> VElement {
    element.children(fragments.iter().map(|fragment| render(shared, fragment)))
}

fn render(shared: &DiscussionShared, fragment: &Fragment) -> Html {
    let (name, url, children) = match fragment {
        Fragment::Text(text) => return text.clone().into(),
        Fragment::Element(name, url, children) => (*name, url.as_deref(), children),
    };
    let element = match (name, url) {
        (EMOJI, Some(src)) if shared.images.allows(src) => {
            picture(src, &text(children)).attr("class", "emoji")
        }
        (EMOJI, _) => return text(children).into(),
        ("img", Some(src)) if shared.images.allows(src) => picture(src, &text(children)),
        // An image that may not be fetched becomes a link to it; one without a usable URL its text.
        ("img", src) => {
            let alt = text(children);
            let name = if alt.trim().is_empty() { src.unwrap_or_default() } else { &alt };
            match src {
                Some(src) => tag("a").href(src).attr("rel", "noopener nofollow").text(name),
                None => tag("span").text(name),
            }
        }
        ("a", Some(href)) => append_fragments(
            shared,
            tag("a").href(href).attr("rel", "noopener nofollow ugc").attr("target", "_blank"),
            children,
        ),
        ("a", None) => append_fragments(shared, tag("span"), children),
        ("pre", _) => append_fragments(shared, tag("pre").attr("tabindex", "0"), children),
        (name, _) => append_fragments(shared, tag(name), children),
    };
    element.into()
}
