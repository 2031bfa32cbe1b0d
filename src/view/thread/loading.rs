//! Where a discussion comes from: its parts, one after another, and what the reader sends.

use super::shared::ThreadProps;
use super::{Msg, Thread};
use crate::article::json::Reading;
use crate::article::model::CommentState;
use crate::comments::drawn::{Answer, Batch};
use crate::comments::fetch::{self, Failure};
use crate::comments::loader;
use crate::comments::thread::{Entry, Order, Tree};
use crate::comments::{State, Told};
use crate::platform;
use yew::Context;

/// Comments that are fetched for one discussion: no page holds more with ease.
const MOST: usize = 5_000;
/// Milliseconds that one request may take.
const PATIENCE: u32 = 60_000;

impl Thread {
    pub(super) fn ask_next(&mut self, ctx: &Context<Self>) {
        if self.next.is_some() && self.job.is_none() {
            self.ask(ctx, self.next.clone());
        }
    }

    pub(super) fn ask(&mut self, ctx: &Context<Self>, next: Option<String>) {
        let ThreadProps { source, scene, .. } = ctx.props();
        let link = ctx.link().clone();
        self.failure = None;
        self.job = source.request(&scene.page, next.as_deref()).map(|request| {
            fetch::ask(
                &request,
                PATIENCE,
                Box::new(move |answer| link.send_message(Msg::Came(answer))),
            )
        });
        self.asked = next;
        if self.job.is_none() {
            ctx.link().send_message(Msg::Came(Err(Failure::Content)));
        }
    }

    pub(super) fn receive(&mut self, ctx: &Context<Self>, answer: Result<Answer, Failure>) {
        self.job = None;
        let ThreadProps { source, scene, .. } = ctx.props();
        let answer = answer.and_then(|answer| match answer.status {
            0..=299 => Ok(answer),
            status => Err(Failure::Status(status)),
        });
        let read = answer.and_then(|mut answer| {
            answer.asked = self.asked.clone();
            let request = source.request(&scene.page, self.asked.as_deref());
            let base = request.map(|request| request.url).unwrap_or_default();
            let mut reading = Reading::new(platform::current(), &base);
            let batch = source.read(&answer, &scene.page, &mut reading).ok_or(Failure::Content)?;
            Ok((batch, base))
        });
        match read {
            Ok((batch, _)) if batch.at_once && batch.next.is_some() && batch.next != self.asked => {
                self.ask(ctx, batch.next);
            }
            Ok((batch, base)) => hand_on(ctx, batch, base),
            Err(failure) if self.came => self.failure = Some(failure),
            Err(Failure::Timeout) => ctx.props().tell.emit(Told::State(State::Timeout)),
            Err(_) => ctx.props().tell.emit(Told::State(State::Failed)),
        }
    }

    pub(super) fn take(&mut self, ctx: &Context<Self>, batch: Batch) {
        let first = !self.came;
        let grown = !batch.entries.is_empty();
        self.came = true;
        if let Some(form) = batch.form {
            self.shared = self.share(ctx, Some(form));
        }
        self.arrange(batch.entries);
        // A source that repeats itself for ever is not asked for ever.
        let full = self.tree.entries.len() >= MOST || !grown;
        self.next = batch.next.filter(|_| !full);
        let unsure = |tree: &Tree| u32::try_from(tree.count()).unwrap_or(u32::MAX);
        let count =
            batch.total.filter(|_| self.next.is_some()).unwrap_or_else(|| unsure(&self.tree));
        ctx.props().tell.emit(Told::Count(count));
        if first {
            ctx.props().tell.emit(Told::State(State::Ready));
            self.resume();
        }
        let looked_for = self.wanted.as_ref().is_some_and(|id| self.tree.until(id).is_none());
        if looked_for || self.order != Order::Oldest {
            self.ask_next(ctx);
        }
        self.reveal();
    }

    pub(super) fn sent(&mut self, ctx: &Context<Self>, entry: Option<Box<Entry>>, held: bool) {
        self.writing = None;
        self.notice = Some(match (&entry, held) {
            (_, true) => "sentHeld",
            (Some(_), false) => "sentShown",
            (None, false) => "sentKnown",
        });
        let Some(mut entry) = entry else {
            // It is there, and not here yet.
            self.next = None;
            return self.ask(ctx, None);
        };
        if held {
            entry.state = CommentState::Held;
        }
        self.wanted = Some(entry.id.clone());
        let link = ctx.link().clone();
        let (next, total) = (self.next.clone(), None);
        loader::convert(
            vec![*entry],
            self.shared.page().url.clone(),
            Box::new(move |entries| {
                link.send_message(Msg::Ready(Batch { entries, next, total, ..Batch::default() }));
            }),
        );
    }
}

/// Puts a part of the discussion through the converter, and takes it.
pub(super) fn hand_on(ctx: &Context<Thread>, mut batch: Batch, base: String) {
    let link = ctx.link().clone();
    let entries = std::mem::take(&mut batch.entries);
    loader::convert(
        entries,
        base,
        Box::new(move |entries| link.send_message(Msg::Ready(Batch { entries, ..batch }))),
    );
}
