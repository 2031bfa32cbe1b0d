//! Loads a discussion page by page, and adds the comment that the reader has sent.

use super::context::{DiscussionMsg, DiscussionProps};
use super::view::DiscussionView;
use crate::comments::host;
use crate::comments::model::{Comment, CommentTree, Order};
use crate::comments::native::CommentPage;
use crate::comments::provider::{ProviderEvent, State};
use crate::web::http;
use crate::web::http::Failure;
use crate::web::http::Response;
use baca_model::CommentState;
use baca_wire::decoder::Decoder;
use yew::Context;

/// Maximum number of comments loaded for one discussion. More would make the page slow.
const MAX_COMMENTS: usize = 5_000;
/// Timeout of a request, in milliseconds.
const TIMEOUT_MS: u32 = 60_000;

impl DiscussionView {
    /// Requests the next page, unless a request is running.
    pub(super) fn load_next(&mut self, ctx: &Context<Self>) {
        if self.next.is_some() && self.request.is_none() {
            self.load(ctx, self.next.clone());
        }
    }

    /// Requests a page: the first one, or the one that `next` names.
    pub(super) fn load(&mut self, ctx: &Context<Self>, next: Option<String>) {
        let DiscussionProps { api, context, .. } = ctx.props();
        let link = ctx.link().clone();
        self.failure = None;
        let request = api.request(&context.article, next.as_deref());
        self.url = request.as_ref().map_or(String::new(), |request| request.url.clone());
        self.request = request.map(|request| {
            http::send(
                &request,
                TIMEOUT_MS,
                Box::new(move |response| link.send_message(DiscussionMsg::Loaded(response))),
            )
        });
        self.requested = next;
        if self.request.is_none() {
            ctx.link().send_message(DiscussionMsg::Loaded(Err(Failure::Content)));
        }
    }

    /// Reads a response, and converts its comments.
    pub(super) fn receive(&mut self, ctx: &Context<Self>, response: Result<Response, Failure>) {
        self.request = None;
        let DiscussionProps { api, context, .. } = ctx.props();
        let response = response.and_then(|response| match response.status {
            0..=299 => Ok(response),
            status => Err(Failure::Status(status)),
        });
        let read = response.and_then(|mut response| {
            response.cursor = self.requested.clone();
            let page = api.read(&response, &context.article, &mut Decoder::new(&self.url));
            page.ok_or(Failure::Content)
        });
        if let Err(failure) = &read {
            host::explain(&self.url, failure.reason());
        }
        match read {
            Ok(page) if page.is_partial && page.next.is_some() && page.next != self.requested => {
                self.load(ctx, page.next);
            }
            Ok(page) => Self::convert_page(ctx, page, self.url.clone()),
            Err(failure) if self.has_loaded => self.failure = Some(failure),
            Err(Failure::Timeout) => ctx.props().report.emit(ProviderEvent::State(State::Timeout)),
            Err(_) => ctx.props().report.emit(ProviderEvent::State(State::Failed)),
        }
    }

    /// Adds the converted comments of a page. Reports their number, and that the discussion is ready.
    pub(super) fn show_page(&mut self, ctx: &Context<Self>, page: CommentPage) {
        let first = !self.has_loaded;
        let has_comments = !page.comments.is_empty();
        self.has_loaded = true;
        if let Some(form) = page.form {
            self.set_form(ctx, form);
        }
        self.append(page.comments);
        // Stops at a page without comments: a source could repeat itself without end.
        let is_complete = self.tree.comments.len() >= MAX_COMMENTS || !has_comments;
        self.next = page.next.filter(|_| !is_complete);
        let loaded = |tree: &CommentTree| u32::try_from(tree.count()).unwrap_or(u32::MAX);
        let count =
            page.total.filter(|_| self.next.is_some()).unwrap_or_else(|| loaded(&self.tree));
        ctx.props().report.emit(ProviderEvent::Count(count));
        if first {
            ctx.props().report.emit(ProviderEvent::State(State::Ready));
            self.restore_draft();
        }
        let is_target_missing =
            self.target.as_ref().is_some_and(|id| self.tree.count_until(id).is_none());
        if is_target_missing || self.order != Order::Oldest {
            self.load_next(ctx);
        }
        self.show_target();
    }

    /// Closes the form and shows the comment that was sent, or loads the discussion again to get it.
    pub(super) fn show_sent(
        &mut self,
        ctx: &Context<Self>,
        comment: Option<Box<Comment>>,
        held: bool,
    ) {
        self.writing = None;
        self.notice = Some(match (&comment, held) {
            (_, true) => "sentHeld",
            (Some(_), false) => "sentShown",
            (None, false) => "sentKnown",
        });
        let Some(mut comment) = comment else {
            // The server has the comment, but its data is not here yet.
            self.next = None;
            return self.load(ctx, None);
        };
        if held {
            comment.state = CommentState::Held;
        }
        self.target = Some(comment.id.clone());
        let link = ctx.link().clone();
        let (next, total) = (self.next.clone(), None);
        host::convert(
            vec![*comment],
            self.shared.article().url.clone(),
            Box::new(move |comments| {
                link.send_message(DiscussionMsg::Converted(CommentPage {
                    comments,
                    next,
                    total,
                    ..CommentPage::default()
                }));
            }),
        );
    }

    /// Converts the comments of a page, then shows them.
    pub(super) fn convert_page(ctx: &Context<Self>, mut page: CommentPage, base: String) {
        let link = ctx.link().clone();
        let comments = std::mem::take(&mut page.comments);
        host::convert(
            comments,
            base,
            Box::new(move |comments| {
                link.send_message(DiscussionMsg::Converted(CommentPage { comments, ..page }))
            }),
        );
    }
}
