//! The bell in the toolbar. Its panel turns notifications on and off, offers topics, and explains why
//! notifications are blocked or unavailable. Button and panel follow the disclosure pattern of the ARIA
//! Authoring Practices: <https://www.w3.org/WAI/ARIA/apg/patterns/disclosure/>

use super::messages;
use super::messages::{emit_outcome, manager};
use super::NotificationsProps;
use crate::notifications::config::{NotificationsConfig, Topic};
use crate::notifications::manager as state;
use crate::notifications::manager::Status;
use crate::notifications::topics;
use crate::notifications::topics::TopicChoice;
use crate::notifications::{capabilities, observers, outbox, SubscriptionOutcome};
use crate::web::dom;
use crate::web::vdom::icon;
use crate::web::vdom::{part, tag, VElement};
use baca_render::icons;
use baca_sys::intl::direction_of;
use baca_sys::js;
use gloo_events::EventListener;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, Event};
use yew::virtual_dom::ListenerKind;
use yew::{Component, Context, Html, NodeRef};

/// Messages of [`Bell`].
pub enum BellMsg {
    /// The bell was pressed, or the pointer went down outside the open panel.
    Toggle,
    /// Escape was pressed.
    Close,
    /// The status may be out of date. The argument is whether to send pending reports.
    Refresh(bool),
    /// The status has changed.
    StatusChanged,
    /// The button to turn notifications on was pressed; holds the promise of the browser's permission
    /// prompt.
    TurnOn(JsValue),
    /// The button to turn notifications off was pressed.
    TurnOff,
    /// A topic was ticked (`true`) or unticked.
    SetTopic(TopicChoice, bool),
    /// An action has ended.
    Done(SubscriptionOutcome),
}

/// The bell and its panel.
pub struct Bell {
    open: bool,
    /// An action of the reader is in progress.
    busy: bool,
    /// The outcome of the latest action, until the panel is opened again.
    outcome: Option<SubscriptionOutcome>,
    /// Topics that are ticked.
    chosen: Vec<Topic>,
    button: NodeRef,
    /// Listens to presses outside while the panel is open.
    outside: Option<EventListener>,
    _observer: observers::StateObserver,
}

impl Component for Bell {
    type Message = BellMsg;
    type Properties = NotificationsProps;

    fn create(ctx: &Context<Self>) -> Self {
        let link = ctx.link();
        link.send_message(BellMsg::Refresh(true));
        if ctx.props().before.is_pressed {
            link.send_message(BellMsg::Toggle);
        }
        let config = &ctx.props().config;
        Self {
            open: false,
            busy: false,
            outcome: None,
            chosen: state::chosen_topics(config),
            button: NodeRef::default(),
            outside: None,
            _observer: observers::observe(
                link.callback(|()| BellMsg::StatusChanged),
                link.callback(BellMsg::Refresh),
            ),
        }
    }

    fn update(&mut self, ctx: &Context<Self>, msg: BellMsg) -> bool {
        let props = ctx.props();
        let manager = manager(props);
        match msg {
            BellMsg::Toggle if self.open => self.close(false),
            BellMsg::Toggle => self.show(ctx),
            BellMsg::Close if self.open => self.close(true),
            BellMsg::Refresh(send_reports) => {
                let props = props.clone();
                spawn_local(async move {
                    for outcome in manager.refresh(send_reports).await {
                        emit_outcome(&props, outcome);
                    }
                });
                return false;
            }
            BellMsg::StatusChanged if !self.busy => {
                self.chosen = state::chosen_topics(&manager.config);
            }
            BellMsg::TurnOn(permission) if !self.busy => {
                let topics = self.chosen.clone();
                self.run(ctx, async move { manager.turn_on(permission, Some(topics)).await });
            }
            BellMsg::TurnOff if !self.busy => {
                self.run(ctx, async move { manager.turn_off().await });
            }
            BellMsg::SetTopic(choice, ticked) => {
                self.chosen = choice.apply(&self.chosen, ticked);
                if state::status() == Some(Status::On) {
                    let topics = self.chosen.clone();
                    self.run(ctx, async move { manager.set_topics(topics).await });
                }
            }
            BellMsg::Done(outcome) => {
                self.busy = false;
                self.outcome = Some(outcome);
                self.chosen = state::chosen_topics(&manager.config);
                emit_outcome(props, outcome);
            }
            _ => return false,
        }
        true
    }

    fn rendered(&mut self, ctx: &Context<Self>, is_first: bool) {
        if is_first && ctx.props().before.is_focused {
            if let Some(button) = self.button.get() {
                js::call(&button, "focus", &[js::object(&[("preventScroll", true.into())]).into()]);
            }
        }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let props = ctx.props();
        let config = &props.config;
        let status = state::status();
        let lang = props.context.messages.lang();
        let open = self.open;
        let escape = ctx.link().batch_callback(move |event: Event| {
            (open && dom::take_escape(&event)).then_some(BellMsg::Close)
        });
        let status_name = props.context.t(status_message_key(status));
        let name = [props.context.t("promptLabel"), ": ", status_name].concat();
        let id = [&props.context.prefix, "bell"].concat();
        let mut button = tag("button")
            .attr("class", "bell")
            .attr("aria-expanded", if self.open { "true" } else { "false" })
            .attr_text("aria-label", &name)
            .attr_text("title", &name);
        if self.open {
            button = button.attr_text("aria-controls", &id);
        }
        let button = button
            .on_press(ctx.link().callback(|_| BellMsg::Toggle))
            .reference(&self.button)
            .child(bell_icon(status));
        let panel = self.open.then(|| {
            part("div", "bell")
                .attr("class", "bell-panel")
                // Firefox would make a panel that scrolls a tab stop of its own.
                .attr("tabindex", "-1")
                .attr("role", "group")
                .attr_text("id", &id)
                .attr_text("aria-label", props.context.t("promptLabel"))
                .child(self.panel(ctx, config, status))
        });
        tag("div")
            .attr("class", "bell-container")
            .attr_text("lang", lang)
            .dir(Some(direction_of(lang)))
            .on(ListenerKind::onkeydown, escape)
            .child(button)
            .child_opt(panel)
            .into()
    }
}

impl Bell {
    /// Opens the panel and refreshes the status.
    fn show(&mut self, ctx: &Context<Self>) {
        // Closes a panel of the toolbar: only one is open at a time.
        let root = ctx.props().context.host.shadow_root();
        let open = root
            .and_then(|root| root.query_selector(".tools > [aria-expanded=true]").ok().flatten());
        if let Some(open) = open {
            js::call(&open, "click", &[]);
        }
        self.open = true;
        self.outcome = None;
        ctx.link().send_message(BellMsg::Refresh(false));
        let link = ctx.link().clone();
        let container = self.button.cast::<Element>().and_then(|button| button.parent_element());
        self.outside = dom::document().map(|document| {
            EventListener::new(&document, "pointerdown", move |event| {
                let path = event.composed_path();
                if !container.as_ref().is_some_and(|container| path.includes(container, 0)) {
                    link.send_message(BellMsg::Toggle);
                }
            })
        });
    }

    /// Closes the panel. If it was closed by the keyboard, the bell gets the focus.
    fn close(&mut self, by_key: bool) {
        self.open = false;
        self.outside = None;
        if by_key {
            if let Some(button) = self.button.get() {
                js::call(&button, "focus", &[]);
            }
        }
    }

    /// Runs an action of the reader and sends [`BellMsg::Done`] with its outcome.
    fn run(
        &mut self,
        ctx: &Context<Self>,
        action: impl std::future::Future<Output = SubscriptionOutcome> + 'static,
    ) {
        self.busy = true;
        self.outcome = None;
        let link = ctx.link().clone();
        spawn_local(async move { link.send_message(BellMsg::Done(action.await)) });
    }

    /// Renders the panel's content: a sentence, the topics, and the button for the next action.
    fn panel(
        &self,
        ctx: &Context<Self>,
        config: &NotificationsConfig,
        status: Option<Status>,
    ) -> Html {
        let props = ctx.props();
        let link = ctx.link();
        let is_available = matches!(status, Some(Status::On | Status::Off));
        let choices = if is_available {
            topics::choices(config, &props.context.article, &self.chosen)
        } else {
            Vec::new()
        };
        let groups = (!choices.is_empty()).then(|| {
            let legend = tag("legend").text(props.context.t("bellTopics"));
            tag("fieldset")
                .child(legend)
                .children(choices.into_iter().map(|choice| self.choice(ctx, choice)))
        });
        let mut buttons = tag("div").attr("class", "answers");
        // During an action the button stays, marked as disabled, so that it keeps the focus.
        let disabled = if self.busy { "true" } else { "false" };
        match status {
            Some(Status::Off) => {
                let turn_on =
                    link.callback(|_| BellMsg::TurnOn(capabilities::request_permission()));
                let button = tag("button").on_press(turn_on).attr("class", "yes");
                let button = button.attr("aria-disabled", disabled);
                buttons = buttons.child(button.text(props.context.t("promptYes")));
            }
            Some(Status::On) => {
                let button = tag("button").on_press(link.callback(|_| BellMsg::TurnOff));
                let button = button.attr("aria-disabled", disabled);
                buttons = buttons.child(button.text(props.context.t("bellOff")));
            }
            _ => (),
        }
        let is_framed =
            status == Some(Status::Unsupported(capabilities::UnsupportedReason::Framed));
        let page_link = is_framed.then(|| {
            tag("a")
                .href(&props.context.article.url)
                .attr("target", "_blank")
                .text(props.context.t("bellOpen"))
        });
        tag("div")
            .child(tag("p").attr("role", "status").text(&self.status_text(props, status)))
            .child_opt(groups)
            .child(buttons)
            .child_opt(page_link)
            .into()
    }

    /// Returns the panel's sentence: the outcome of the latest action, else the status.
    fn status_text(&self, props: &NotificationsProps, status: Option<Status>) -> String {
        if self.busy {
            return props.context.t("promptWorking").into();
        }
        if let Some(outcome) = self.outcome {
            return messages::outcome_text(props, outcome);
        }
        match status {
            None => props.context.t("promptWorking").into(),
            Some(Status::Unsupported(reason)) => props.context.t(reason.message_key()).into(),
            Some(Status::Blocked) => messages::outcome_text(props, SubscriptionOutcome::Blocked),
            Some(Status::Off) => messages::prompt_text(props),
            Some(Status::On) if outbox::load().pending.is_empty() => {
                props.context.t("bellOnText").into()
            }
            Some(Status::On) => props.context.t("promptReport").into(),
        }
    }

    /// Renders a topic as a native check box, with the browser's own keyboard control and role.
    fn choice(&self, ctx: &Context<Self>, choice: TopicChoice) -> VElement {
        let props = ctx.props();
        let label = match choice.name.as_str() {
            "" => match &props.context.site_name {
                Some(site) => props.context.messages.fill(choice.message_key, "site", site),
                None => props.context.t("bellSiteNoName").into(),
            },
            name => props.context.messages.fill(choice.message_key, "name", name),
        };
        let checked = choice.is_in(&self.chosen);
        let change = ctx.link().batch_callback(move |event: Event| {
            let target = event.target()?;
            let ticked = js::get(&target, "checked").is_truthy();
            Some(BellMsg::SetTopic(choice.clone(), ticked))
        });
        let input = tag("input").attr("type", "checkbox").checked(checked);
        let input = input.on(ListenerKind::onchange, change);
        tag("label").child(input).child(tag("span").text(&label))
    }
}

/// Returns the key of the message that names the status in the bell's label.
fn status_message_key(status: Option<Status>) -> &'static str {
    match status {
        None | Some(Status::Off) => "bellIsOff",
        Some(Status::On) => "bellIsOn",
        Some(Status::Blocked) => "bellIsBlocked",
        Some(Status::Unsupported(_)) => "bellIsImpossible",
    }
}

/// Renders the icon: a filled bell if notifications are on, a crossed one if they are blocked or
/// unavailable.
fn bell_icon(status: Option<Status>) -> VElement {
    let crossed = matches!(status, Some(Status::Blocked | Status::Unsupported(_)));
    let bell = icon(icons::BELL).child_opt(crossed.then(|| tag("path").attr("d", icons::SLASH)));
    if status == Some(Status::On) {
        bell.attr("class", "icon rings")
    } else {
        bell
    }
}
