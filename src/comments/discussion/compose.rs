//! The form that writes a comment. Text is stored on the device until the server has it. An error says what
//! the reader can do. After a failure, the form checks whether the comment arrived before it sends it again.

use super::context::{DiscussionMsg, DiscussionShared};
use super::drafts;
use crate::comments::html_text;
use crate::comments::model::{Comment, CommentText};
use crate::comments::native::{Draft, PostResult, Refusal};
use crate::web::http;
use crate::web::http::Response;
use crate::web::http::{Failure, RequestHandle};
use crate::web::vdom::{tag, VElement};
use baca_sys::js;
use baca_wire::comment_markup;
use baca_wire::decoder::Decoder;
use std::rc::Rc;
use web_sys::{Event, HtmlElement};
use yew::virtual_dom::ListenerKind;
use yew::{Component, Context, Html, NodeRef, Properties};

/// Timeout of a request, in milliseconds.
const TIMEOUT_MS: u32 = 30_000;

/// Props of [`Compose`].
#[derive(Properties, Clone)]
pub struct ComposeProps {
    /// Data that all parts of the discussion share.
    pub shared: Rc<DiscussionShared>,
    /// The comment that is answered.
    pub parent: Option<Rc<Comment>>,
    /// Whether the form takes the focus when it opens.
    pub autofocus: bool,
}

impl PartialEq for ComposeProps {
    fn eq(&self, other: &Self) -> bool {
        let id = |props: &Self| props.parent.as_ref().map(|comment| comment.id.clone());
        Rc::ptr_eq(&self.shared, &other.shared) && id(self) == id(other)
    }
}

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormField {
    /// Text of the comment.
    Text,
    /// Name of the author.
    Name,
    /// E-mail address of the author.
    Email,
    /// Web site of the author.
    Website,
}

/// The messages of the form.
pub enum ComposeMsg {
    /// The reader typed into a field.
    Typed(FormField, String),
    /// The reader submits the form.
    Send,
    /// The response to the recheck after a failure.
    Rechecked(Result<Response, Failure>),
    /// The response to the post.
    Posted(Result<Response, Failure>),
    /// The reader cancels.
    Cancel,
}

/// The component of the form.
pub struct Compose {
    draft: Draft,
    request: Option<RequestHandle>,
    /// Error message, and the field it belongs to.
    problem: Option<(Option<FormField>, String)>,
    /// Whether the error message comes with a link to the page where the reader can sign in.
    sign_in: bool,
    /// Whether the last post failed without a response, so that the comment may have arrived.
    may_have_arrived: bool,
    text: NodeRef,
}

impl Component for Compose {
    type Message = ComposeMsg;
    type Properties = ComposeProps;

    fn create(ctx: &Context<Self>) -> Self {
        let shared = &ctx.props().shared;
        let parent = ctx.props().parent.as_ref().map(|comment| comment.id.clone());
        let draft = Draft { parent, ..drafts::load(shared) };
        Self {
            draft,
            request: None,
            problem: None,
            sign_in: false,
            may_have_arrived: false,
            text: NodeRef::default(),
        }
    }

    fn update(&mut self, ctx: &Context<Self>, msg: ComposeMsg) -> bool {
        let shared = &ctx.props().shared;
        match msg {
            ComposeMsg::Typed(field, value) => {
                match field {
                    FormField::Text => self.draft.text = value,
                    FormField::Name => self.draft.name = value,
                    FormField::Email => self.draft.email = value,
                    FormField::Website => self.draft.website = value,
                }
                drafts::store(shared, &self.draft);
                return false;
            }
            ComposeMsg::Send => {
                if self.request.is_none() {
                    self.send(ctx);
                }
            }
            ComposeMsg::Rechecked(response) => self.handle_recheck(ctx, response),
            ComposeMsg::Posted(response) => self.handle_post(ctx, response),
            ComposeMsg::Cancel => {
                self.request = None;
                shared.send.emit(DiscussionMsg::CloseForm);
                return false;
            }
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let shared = &ctx.props().shared;
        let context = &shared.context;
        let form = shared.form.unwrap_or_default();
        // Prevented synchronously: afterwards the browser has already navigated away.
        let on_submit = ctx.link().callback(|event: Event| {
            event.prevent_default();
            ComposeMsg::Send
        });
        let heading = match &ctx.props().parent {
            Some(comment) => {
                context.messages.fill("answersTo", "name", &shared.display_name(comment))
            }
            None => context.t("write").to_string(),
        };
        let sending = self.request.is_some();
        let send = tag("button")
            .attr("type", "submit")
            .attr("class", "yes")
            .attr("aria-disabled", if sending { "true" } else { "false" })
            .text(context.t(if sending { "sending" } else { "send" }));
        let cancel = tag("button")
            .on_press(ctx.link().callback(|_| ComposeMsg::Cancel))
            .text(context.t("cancel"));
        let problem = self.problem.as_ref().map(|(_, message)| {
            let link = shared.link.as_deref().filter(|_| self.sign_in).map(|link| {
                let label = context.messages.fill("commentsOpen", "name", &shared.name);
                tag("a").href(link).attr("target", "_blank").text(&label)
            });
            tag("p")
                .attr("role", "alert")
                .attr("class", "problem")
                .attr_text("id", &self.element_id(ctx, "problem"))
                .text(message)
                .text(" ")
                .child_opt(link)
        });
        tag("form")
            .attr("class", "compose")
            .attr("novalidate", "")
            .attr_text("aria-label", &heading)
            .on(ListenerKind::onsubmit, on_submit)
            .child(self.field(ctx, FormField::Text, true))
            .child_opt((!form.is_member).then(|| {
                tag("div")
                    .attr("class", "fields")
                    .child(self.field(ctx, FormField::Name, form.needs_name))
                    .child(self.field(ctx, FormField::Email, form.needs_email))
                    .child_opt(form.has_website.then(|| self.field(ctx, FormField::Website, false)))
            }))
            .child_opt(problem)
            .child(tag("div").attr("class", "answers").child(send).child(cancel))
            .into()
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        if first && ctx.props().autofocus {
            if let Some(text) = self.text.cast::<HtmlElement>() {
                let _ = text.focus();
            }
        }
    }
}

impl Compose {
    fn element_id(&self, ctx: &Context<Self>, name: &str) -> String {
        let shared = &ctx.props().shared;
        [&shared.context.prefix, "write-", &shared.kind, "-", name].concat()
    }

    fn field(&self, ctx: &Context<Self>, field: FormField, required: bool) -> VElement {
        let context = &ctx.props().shared.context;
        let (name, key, kind, autocomplete, value) = match field {
            FormField::Text => ("text", "fieldText", "", "off", &self.draft.text),
            FormField::Name => ("name", "fieldName", "text", "name", &self.draft.name),
            FormField::Email => ("email", "fieldEmail", "email", "email", &self.draft.email),
            FormField::Website => ("website", "fieldWebsite", "url", "url", &self.draft.website),
        };
        let id = self.element_id(ctx, name);
        // Read synchronously: afterwards the event has no target any more.
        let on_input = ctx.link().callback(move |event: Event| {
            let value = js::get_text(&js::get(&event, "target"), "value");
            ComposeMsg::Typed(field, value.unwrap_or_default())
        });
        let is_invalid = self.problem.as_ref().is_some_and(|(at, _)| *at == Some(field));
        let mut input = if field == FormField::Text {
            tag("textarea").attr("rows", "4").reference(&self.text)
        } else {
            tag("input").attr("type", kind)
        };
        if required {
            input = input.attr("required", "");
        }
        if is_invalid {
            input = input
                .attr("aria-invalid", "true")
                .attr_text("aria-describedby", &self.element_id(ctx, "problem"));
        }
        let input = input
            .attr_text("id", &id)
            .attr("name", name)
            .attr("autocomplete", autocomplete)
            .value(value)
            .on(ListenerKind::oninput, on_input);
        let mut label = tag("label").attr_text("for", &id).text(context.t(key));
        if !required {
            label = label.child(tag("small").text(" ").text(context.t("optional")));
        }
        tag("div").attr("class", "field").child(label).child(input)
    }

    fn send(&mut self, ctx: &Context<Self>) {
        let shared = &ctx.props().shared;
        let form = shared.form.unwrap_or_default();
        let (name, email) = (self.draft.name.trim(), self.draft.email.trim());
        let is_valid_email =
            form.is_member || email.is_empty() || email.find('@').is_some_and(|at| at > 0);
        let problem = if self.draft.text.trim().is_empty() {
            Some((FormField::Text, "sendEmpty"))
        } else if form.needs_name && name.is_empty() {
            Some((FormField::Name, "sendName"))
        } else if (form.needs_email && email.is_empty()) || !is_valid_email {
            Some((FormField::Email, "sendEmail"))
        } else {
            None
        };
        self.sign_in = false;
        self.problem = problem.map(|(field, key)| (Some(field), shared.context.t(key).to_string()));
        if let Some((field, _)) = problem {
            let name = match field {
                FormField::Text => "text",
                FormField::Name => "name",
                _ => "email",
            };
            let root = shared.context.host.shadow_root();
            if let Some(input) =
                root.and_then(|root| root.get_element_by_id(&self.element_id(ctx, name)))
            {
                js::call(&input, "focus", &[]);
            }
            return;
        }
        let link = ctx.link().clone();
        let recheck = shared
            .api
            .build_recheck(shared.article(), &self.draft)
            .filter(|_| self.may_have_arrived);
        if let Some(request) = recheck {
            self.request = Some(http::send(
                &request,
                TIMEOUT_MS,
                Box::new(move |response| link.send_message(ComposeMsg::Rechecked(response))),
            ));
            return;
        }
        self.post(ctx);
    }

    fn post(&mut self, ctx: &Context<Self>) {
        let shared = &ctx.props().shared;
        let link = ctx.link().clone();
        self.request = shared.api.build_post(shared.article(), &self.draft).map(|request| {
            http::send(
                &request,
                TIMEOUT_MS,
                Box::new(move |response| link.send_message(ComposeMsg::Posted(response))),
            )
        });
    }

    /// Handles the recheck: finishes if the comment had arrived, otherwise posts it.
    fn handle_recheck(&mut self, ctx: &Context<Self>, response: Result<Response, Failure>) {
        self.request = None;
        let shared = &ctx.props().shared;
        let response = match response {
            Ok(response) if response.status < 300 => response,
            Ok(response) => return self.show_failure(ctx, Failure::Status(response.status)),
            Err(failure) => return self.show_failure(ctx, failure),
        };
        let mut decoder = Decoder::new(&shared.article().url);
        let page = shared.api.read(&response, shared.article(), &mut decoder).unwrap_or_default();
        let is_sent = |comment: &Comment| {
            let name = comment.author.as_ref().map_or("", |author| author.name.as_str());
            name == self.draft.name.trim()
                && alphanumeric(&text_of(comment)) == alphanumeric(&self.draft.text)
        };
        match page.comments.into_iter().rev().find(is_sent) {
            Some(comment) => self.finish(ctx, Some(Box::new(comment)), false),
            None => self.post(ctx),
        }
    }

    fn handle_post(&mut self, ctx: &Context<Self>, response: Result<Response, Failure>) {
        self.request = None;
        let shared = &ctx.props().shared;
        let response = match response {
            Ok(response) if response.status < 500 => response,
            Ok(response) => return self.show_failure(ctx, Failure::Status(response.status)),
            Err(failure) => return self.show_failure(ctx, failure),
        };
        let mut decoder = Decoder::new(&shared.article().url);
        match shared.api.parse_post(&response, &self.draft, &mut decoder) {
            PostResult::Shown(comment) => self.finish(ctx, Some(comment), false),
            PostResult::Held(comment) => self.finish(ctx, Some(comment), true),
            PostResult::Known => self.finish(ctx, None, false),
            PostResult::Refused(refusal) => self.show_refusal(ctx, &refusal),
        }
    }

    fn finish(&mut self, ctx: &Context<Self>, comment: Option<Box<Comment>>, held: bool) {
        let shared = &ctx.props().shared;
        // The author's details are kept for the next comment.
        drafts::remove(shared);
        drafts::store(shared, &Draft { text: String::new(), parent: None, ..self.draft.clone() });
        shared.send.emit(DiscussionMsg::Sent(comment, held));
    }

    /// Handles a post without a response: whether it arrived is unknown.
    fn show_failure(&mut self, ctx: &Context<Self>, failure: Failure) {
        self.may_have_arrived = true;
        let messages = &ctx.props().shared.context.messages;
        let message = match failure {
            Failure::Timeout => messages.t("sendTimeout").to_string(),
            Failure::Status(status) => messages.fill("sendStatus", "status", &status.to_string()),
            Failure::Network | Failure::Content => messages.t("sendNetwork").to_string(),
        };
        self.problem = Some((None, message));
    }

    fn show_refusal(&mut self, ctx: &Context<Self>, refusal: &Refusal) {
        let messages = &ctx.props().shared.context.messages;
        self.sign_in = *refusal == Refusal::SignIn;
        let message = match refusal {
            Refusal::SignIn => messages.t("sendSignIn").to_string(),
            Refusal::Closed => messages.t("sendClosed").to_string(),
            Refusal::TooFast => messages.t("sendTooFast").to_string(),
            Refusal::Message(text) => messages.fill("sendRefused", "words", text),
            Refusal::Status(status) => messages.fill("sendStatus", "status", &status.to_string()),
        };
        self.problem = Some((None, message));
    }
}

fn text_of(comment: &Comment) -> String {
    match &comment.text {
        CommentText::Unconverted(value) => html_text::text_of(value),
        CommentText::Fragments(fragments) => comment_markup::text(fragments),
    }
}

/// Returns letters and digits only, since servers change quotes and other signs.
fn alphanumeric(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}
