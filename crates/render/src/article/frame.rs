//! The article's frame, with empty mount points for everything that needs script. Browsers and server
//! rendering (`crate::page`) use this one frame.

use super::view::ArticleView;
use super::{blocks, body, footer, header, mount_points};
use crate::el::{part, tag, ElementBuilder};
use baca_sys::intl::direction_of;

/// The frame, in parts: the body's sections come between `before_body` and `footer`.
pub struct Frame {
    /// The element around everything.
    pub root: ElementBuilder,
    /// The progress bar and the slot `before`.
    pub before_article: [ElementBuilder; 2],
    /// The `article` element.
    pub article: ElementBuilder,
    /// Header, lead and toolbar: the children of `article` above the body.
    pub before_body: Vec<ElementBuilder>,
    /// Whether the list of key updates is among them.
    #[cfg(not(browser))]
    pub has_key_updates: bool,
    /// The empty body.
    pub body: ElementBuilder,
    /// The footer of `article`.
    pub footer: ElementBuilder,
    /// Mount points and the slot `after`.
    pub after_article: [ElementBuilder; 5],
}

impl Frame {
    /// Renders the frame.
    pub fn new(view: &ArticleView) -> Self {
        let lang = view.messages.lang();
        let ui = direction_of(lang);
        let bar = part("div", "progress").attr("class", "progress").attr("role", "progressbar");
        let bar = bar.attr("aria-label", view.t("progress"));
        let tools = part("div", "toolbar")
            .attr("class", "toolbar")
            .attr("data-place", mount_points::TOOLS)
            .attr("role", "group")
            .attr("lang", lang)
            .dir(Some(ui))
            .attr("aria-label", view.t("toolbar"));
        let slot = |name| tag("slot").attr("name", name);
        let place = |name| tag("div").attr("data-place", name);
        let article = &view.article;
        let mut before_body = vec![header::header(view)];
        if let Some(lead) = lead(view) {
            before_body.push(lead);
        }
        before_body.push(tools);
        #[cfg(not(browser))]
        let key_updates = super::key_updates::key_updates(view);
        #[cfg(not(browser))]
        let has_key_updates = key_updates.is_some();
        #[cfg(not(browser))]
        before_body.extend(key_updates);
        Self {
            root: tag("div").attr("class", "baca").attr("lang", lang).dir(Some(ui)),
            before_article: [
                bar.attr("aria-valuemin", "0").attr("aria-valuemax", "100"),
                slot("before"),
            ],
            article: tag("article")
                .attr_opt("lang", article.lang.as_deref())
                .dir(Some(view.direction())),
            before_body,
            #[cfg(not(browser))]
            has_key_updates,
            body: body::body(),
            footer: footer::footer(view),
            after_article: [
                place(mount_points::COMMENTS),
                slot("after"),
                place(mount_points::PLAYER),
                place(mount_points::PROMPT),
                place(mount_points::TOP),
            ],
        }
    }
}

/// Renders the lead image, video or gallery.
fn lead(view: &ArticleView) -> Option<ElementBuilder> {
    let lead = view.article.lead.as_ref()?;
    Some(part("div", "lead").attr("class", "lead").child(blocks::block(view, lead, None)))
}
