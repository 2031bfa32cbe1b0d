//! Writing a comment. What is typed is kept until the server has it; what fails says what to do; what
//! may have arrived all the same is looked for before it is sent again.

use super::{drafts, Msg as ThreadMsg, Shared};
use crate::article::json::Reading;
use crate::article::words;
use crate::comments::drawn::{Answer, Draft, Posted, Refusal};
use crate::comments::fetch::{self, Failure, Job};
use crate::comments::loader;
use crate::comments::thread::{Entry, Text};
use crate::dom;
use crate::platform;
use crate::view::tags::{tag, Tag};
use std::rc::Rc;
use web_sys::{Event, HtmlElement};
use yew::virtual_dom::ListenerKind;
use yew::{Component, Context, Html, NodeRef, Properties};

/// Milliseconds that sending may take.
const PATIENCE: u32 = 30_000;

/// What writing is mounted with.
#[derive(Properties, Clone)]
pub struct ComposeProps {
    /// What all comments share.
    pub shared: Rc<Shared>,
    /// The comment that is answered.
    pub under: Option<Rc<Entry>>,
    /// Whether the reader wants to type at once.
    pub eager: bool,
}

impl PartialEq for ComposeProps {
    fn eq(&self, other: &Self) -> bool {
        let id = |props: &Self| props.under.as_ref().map(|entry| entry.id.clone());
        Rc::ptr_eq(&self.shared, &other.shared) && id(self) == id(other)
    }
}

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// What it says.
    Text,
    /// Who writes.
    Name,
    /// How to reach them.
    Email,
    /// Their site.
    Website,
}

/// What happens to the form.
pub enum Msg {
    /// Something was typed.
    Typed(Field, String),
    /// It is to be sent.
    Send,
    /// What the server has was looked at, after a failure.
    Looked(Result<Answer, Failure>),
    /// The server answered, or did not.
    Answered(Result<Answer, Failure>),
    /// It is not to be sent.
    Cancel,
}

/// The form.
pub struct Compose {
    draft: Draft,
    job: Option<Job>,
    /// What is wrong, and with which field.
    problem: Option<(Option<Field>, String)>,
    /// A link that helps with that.
    sign_in: bool,
    /// Whether a comment that was sent may have arrived without a word.
    unsure: bool,
    text: NodeRef,
}

impl Component for Compose {
    type Message = Msg;
    type Properties = ComposeProps;

    fn create(ctx: &Context<Self>) -> Self {
        let shared = &ctx.props().shared;
        let parent = ctx.props().under.as_ref().map(|entry| entry.id.clone());
        let draft = Draft { parent, ..drafts::load(shared) };
        Self {
            draft,
            job: None,
            problem: None,
            sign_in: false,
            unsure: false,
            text: NodeRef::default(),
        }
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        let shared = &ctx.props().shared;
        match msg {
            Msg::Typed(field, value) => {
                match field {
                    Field::Text => self.draft.text = value,
                    Field::Name => self.draft.name = value,
                    Field::Email => self.draft.email = value,
                    Field::Website => self.draft.website = value,
                }
                drafts::keep(shared, &self.draft);
                return false;
            }
            Msg::Send => {
                if self.job.is_none() {
                    self.send(ctx);
                }
            }
            Msg::Looked(answer) => self.looked(ctx, answer),
            Msg::Answered(answer) => self.answered(ctx, answer),
            Msg::Cancel => {
                self.job = None;
                shared.act.emit(ThreadMsg::Cancel);
                return false;
            }
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let shared = &ctx.props().shared;
        let scene = &shared.scene;
        let form = shared.form.unwrap_or_default();
        // At once: later, the browser has left for another page.
        let submit = ctx.link().callback(|event: Event| {
            event.prevent_default();
            Msg::Send
        });
        let heading = match &ctx.props().under {
            Some(entry) => {
                let name = entry.author.as_ref().map_or(scene.t("nobody"), |a| a.name.as_str());
                scene.words.fill("answersTo", "name", name)
            }
            None => scene.t("write").to_string(),
        };
        let sending = self.job.is_some();
        let send = tag("button")
            .set("type", "submit")
            .set("class", "yes")
            .set("aria-disabled", if sending { "true" } else { "false" })
            .say(scene.t(if sending { "sending" } else { "send" }));
        let cancel =
            tag("button").press(ctx.link().callback(|_| Msg::Cancel)).say(scene.t("cancel"));
        let problem = self.problem.as_ref().map(|(_, words)| {
            let link = shared.link.as_deref().filter(|_| self.sign_in).map(|link| {
                let words = scene.words.fill("commentsOpen", "name", &shared.name);
                tag("a").href(link).set("target", "_blank").say(&words)
            });
            tag("p")
                .set("role", "alert")
                .set("class", "problem")
                .text("id", &self.id(ctx, "problem"))
                .say(words)
                .say(" ")
                .with_some(link)
        });
        tag("form")
            .set("class", "compose")
            .set("novalidate", "")
            .text("aria-label", &heading)
            .on(ListenerKind::onsubmit, submit)
            .with(self.field(ctx, Field::Text, true))
            .with(
                tag("div")
                    .set("class", "fields")
                    .with(self.field(ctx, Field::Name, form.needs_name))
                    .with(self.field(ctx, Field::Email, form.needs_email))
                    .with_some(form.takes_website.then(|| self.field(ctx, Field::Website, false))),
            )
            .with_some(problem)
            .with(tag("div").set("class", "answers").with(send).with(cancel))
            .into()
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        if first && ctx.props().eager {
            if let Some(text) = self.text.cast::<HtmlElement>() {
                let _ = text.focus();
            }
        }
    }
}

impl Compose {
    fn id(&self, ctx: &Context<Self>, name: &str) -> String {
        let shared = &ctx.props().shared;
        [&shared.scene.prefix, "write-", &shared.kind, "-", name].concat()
    }

    fn field(&self, ctx: &Context<Self>, field: Field, needed: bool) -> Tag {
        let scene = &ctx.props().shared.scene;
        let (name, key, kind, complete, value) = match field {
            Field::Text => ("text", "fieldText", "", "off", &self.draft.text),
            Field::Name => ("name", "fieldName", "text", "name", &self.draft.name),
            Field::Email => ("email", "fieldEmail", "email", "email", &self.draft.email),
            Field::Website => ("website", "fieldWebsite", "url", "url", &self.draft.website),
        };
        let id = self.id(ctx, name);
        // Read at once: later, the event does not know its target any more.
        let typed = ctx.link().callback(move |event: Event| {
            let value = dom::get_text(&dom::get(&event, "target"), "value");
            Msg::Typed(field, value.unwrap_or_default())
        });
        let wrong = self.problem.as_ref().is_some_and(|(at, _)| *at == Some(field));
        let mut input = if field == Field::Text {
            tag("textarea").set("rows", "4").reference(&self.text)
        } else {
            tag("input").set("type", kind)
        };
        if needed {
            input = input.set("required", "");
        }
        if wrong {
            input = input
                .set("aria-invalid", "true")
                .text("aria-describedby", &self.id(ctx, "problem"));
        }
        let input = input
            .text("id", &id)
            .set("name", name)
            .set("autocomplete", complete)
            .value(value)
            .on(ListenerKind::oninput, typed);
        let mut label = tag("label").text("for", &id).say(scene.t(key));
        if !needed {
            label = label.with(tag("small").say(" ").say(scene.t("optional")));
        }
        tag("div").set("class", "field").with(label).with(input)
    }

    fn send(&mut self, ctx: &Context<Self>) {
        let shared = &ctx.props().shared;
        let form = shared.form.unwrap_or_default();
        let (name, email) = (self.draft.name.trim(), self.draft.email.trim());
        let reachable = email.is_empty() || email.find('@').is_some_and(|at| at > 0);
        let problem = if self.draft.text.trim().is_empty() {
            Some((Field::Text, "sendEmpty"))
        } else if form.needs_name && name.is_empty() {
            Some((Field::Name, "sendName"))
        } else if (form.needs_email && email.is_empty()) || !reachable {
            Some((Field::Email, "sendEmail"))
        } else {
            None
        };
        self.sign_in = false;
        self.problem = problem.map(|(field, key)| (Some(field), shared.scene.t(key).to_string()));
        if let Some((field, _)) = problem {
            let name = match field {
                Field::Text => "text",
                Field::Name => "name",
                _ => "email",
            };
            let root = shared.scene.host.shadow_root();
            if let Some(input) = root.and_then(|root| root.get_element_by_id(&self.id(ctx, name))) {
                dom::call(&input, "focus", &[]);
            }
            return;
        }
        let link = ctx.link().clone();
        let look = shared.source.looking(shared.page(), &self.draft).filter(|_| self.unsure);
        if let Some(request) = look {
            self.job = Some(fetch::ask(
                &request,
                PATIENCE,
                Box::new(move |answer| link.send_message(Msg::Looked(answer))),
            ));
            return;
        }
        self.post(ctx);
    }

    fn post(&mut self, ctx: &Context<Self>) {
        let shared = &ctx.props().shared;
        let link = ctx.link().clone();
        self.job = shared.source.posting(shared.page(), &self.draft).map(|request| {
            fetch::ask(
                &request,
                PATIENCE,
                Box::new(move |answer| link.send_message(Msg::Answered(answer))),
            )
        });
    }

    /// Whether it had arrived after all.
    fn looked(&mut self, ctx: &Context<Self>, answer: Result<Answer, Failure>) {
        self.job = None;
        let shared = &ctx.props().shared;
        let answer = match answer {
            Ok(answer) if answer.status < 300 => answer,
            Ok(answer) => return self.failed(ctx, Failure::Status(answer.status)),
            Err(failure) => return self.failed(ctx, failure),
        };
        let mut reading = Reading::new(platform::current(), &shared.page().url);
        let batch = shared.source.read(&answer, shared.page(), &mut reading).unwrap_or_default();
        let same = |entry: &Entry| {
            let name = entry.author.as_ref().map_or("", |author| author.name.as_str());
            name == self.draft.name.trim() && letters(&text_of(entry)) == letters(&self.draft.text)
        };
        match batch.entries.into_iter().rev().find(same) {
            Some(entry) => self.done(ctx, Some(Box::new(entry)), false),
            None => self.post(ctx),
        }
    }

    fn answered(&mut self, ctx: &Context<Self>, answer: Result<Answer, Failure>) {
        self.job = None;
        let shared = &ctx.props().shared;
        let answer = match answer {
            Ok(answer) if answer.status < 500 => answer,
            Ok(answer) => return self.failed(ctx, Failure::Status(answer.status)),
            Err(failure) => return self.failed(ctx, failure),
        };
        let mut reading = Reading::new(platform::current(), &shared.page().url);
        match shared.source.posted(&answer, &self.draft, &mut reading) {
            Posted::Shown(entry) => self.done(ctx, Some(entry), false),
            Posted::Held(entry) => self.done(ctx, Some(entry), true),
            Posted::Known => self.done(ctx, None, false),
            Posted::Refused(refusal) => self.refused(ctx, &refusal),
        }
    }

    fn done(&mut self, ctx: &Context<Self>, entry: Option<Box<Entry>>, held: bool) {
        let shared = &ctx.props().shared;
        // Who writes stays, for the next one.
        drafts::forget(shared);
        drafts::keep(shared, &Draft { text: String::new(), parent: None, ..self.draft.clone() });
        shared.act.emit(ThreadMsg::Sent(entry, held));
    }

    /// Nobody knows whether it arrived.
    fn failed(&mut self, ctx: &Context<Self>, failure: Failure) {
        self.unsure = true;
        let words = &ctx.props().shared.scene.words;
        let words = match failure {
            Failure::Timeout => words.t("sendTimeout").to_string(),
            Failure::Status(status) => words.fill("sendStatus", "status", &status.to_string()),
            Failure::Network | Failure::Content => words.t("sendNetwork").to_string(),
        };
        self.problem = Some((None, words));
    }

    fn refused(&mut self, ctx: &Context<Self>, refusal: &Refusal) {
        let words = &ctx.props().shared.scene.words;
        self.sign_in = *refusal == Refusal::SignIn;
        let words = match refusal {
            Refusal::SignIn => words.t("sendSignIn").to_string(),
            Refusal::Closed => words.t("sendClosed").to_string(),
            Refusal::TooFast => words.t("sendTooFast").to_string(),
            Refusal::Words(said) => words.fill("sendRefused", "words", said),
            Refusal::Status(status) => words.fill("sendStatus", "status", &status.to_string()),
        };
        self.problem = Some((None, words));
    }
}

fn text_of(entry: &Entry) -> String {
    match &entry.text {
        Text::Raw(value) => loader::text_of(value),
        Text::Words(said) => words::text(said),
    }
}

/// Letters and digits alone: what a server makes of quotes and signs is its own affair.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}
