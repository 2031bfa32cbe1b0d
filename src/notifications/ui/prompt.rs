//! The notification prompt. It appears after the article has been read for a while, with one sentence and
//! two buttons. It never takes the focus, and a refusal is stored.

use super::messages;
use super::messages::{emit_outcome, emit_prompt_event, manager, PromptEvent};
use super::prompt_placement::PromptPlacement;
use super::NotificationsProps;
use crate::notifications::capabilities::Permission;
use crate::notifications::manager as state;
use crate::notifications::manager::Status;
use crate::notifications::prompt_history;
use crate::notifications::prompt_history::PromptHistory;
use crate::notifications::{capabilities, observers, SubscriptionOutcome};
use crate::web::storage;
use crate::web::timers::Interval;
use crate::web::vdom::{part, tag, VElement};
use crate::web::{dom, services};
use baca_sys::intl::direction_of;
use baca_sys::js;
use gloo_events::EventListener;
use std::cell::Cell;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, Event, HtmlElement};
use yew::virtual_dom::ListenerKind;
use yew::{Component, Context, Html, NodeRef};

/// Interval in which the reading time and the position are measured.
const TICK_MS: u32 = 1_000;

thread_local! {
    /// Set when a prompt has appeared: there is one for a page, even with several readers.
    static HAS_ASKED: Cell<bool> = const { Cell::new(false) };
}

/// Messages of [`Prompt`].
pub enum PromptMsg {
    /// The article is on screen.
    Seen,
    /// A second has passed. Only then does the prompt appear, so that its live region has been there for a while:
    /// assistive technology does not announce what a new region brings along.
    Tick,
    /// The status or the history has changed, on this page or in another tab.
    StatusChanged,
    /// The size of the window or of the text has changed.
    LayoutChanged,
    /// The reader agreed; holds the promise of the browser's permission prompt.
    Accept(JsValue),
    /// The reader refused, pressed Escape, or closed the text about the outcome.
    Close,
    /// Turning notifications on has ended.
    Done(SubscriptionOutcome),
}

/// What the prompt shows.
#[derive(Clone, Copy, PartialEq)]
enum PromptState {
    Hidden,
    /// The question and two buttons.
    Asking,
    /// Notifications are being turned on.
    Working,
    Done(SubscriptionOutcome),
}

/// The prompt.
pub struct Prompt {
    state: PromptState,
    /// Seconds of reading so far.
    seconds: f64,
    /// Largest percent of the body that was on screen.
    percent: f64,
    history: PromptHistory,
    clock: Option<Interval>,
    placement: PromptPlacement,
    container: NodeRef,
    /// Listeners on changes of the layout while the prompt is on screen.
    _layout_listeners: Vec<EventListener>,
    _observer: observers::StateObserver,
}

impl Component for Prompt {
    type Message = PromptMsg;
    type Properties = NotificationsProps;

    fn create(ctx: &Context<Self>) -> Self {
        let link = ctx.link();
        let prompt = Self {
            state: PromptState::Hidden,
            seconds: 0.0,
            percent: 0.0,
            history: PromptHistory::default(),
            clock: None,
            placement: PromptPlacement::Sheet,
            container: NodeRef::default(),
            _layout_listeners: Vec::new(),
            // The bell refreshes the status.
            _observer: observers::observe(
                link.callback(|()| PromptMsg::StatusChanged),
                yew::Callback::noop(),
            ),
        };
        let link = link.clone();
        services::when_seen(&ctx.props().context.host, move || {
            link.send_message(PromptMsg::Seen);
        });
        prompt
    }

    fn update(&mut self, ctx: &Context<Self>, msg: PromptMsg) -> bool {
        let props = ctx.props();
        match msg {
            PromptMsg::Tick => {
                let document = dom::document();
                let hidden = document.is_some_and(|d| js::get(&d, "hidden").is_truthy());
                if hidden {
                    return false;
                }
                self.seconds += f64::from(TICK_MS) / 1000.0;
                self.percent = self.percent.max(percent_read(props));
                return self.show_if_due(ctx);
            }
            PromptMsg::Seen => {
                self.start(ctx);
                return false;
            }
            PromptMsg::StatusChanged => {
                // The reader answered in another tab or turned notifications on by the bell.
                let answered = prompt_history::load().is_postponed(dom::now())
                    || state::status() == Some(Status::On);
                if self.state != PromptState::Asking || !answered {
                    return false;
                }
                self.hide(props);
            }
            PromptMsg::LayoutChanged => {
                if let Some(container) = self.container.cast::<HtmlElement>() {
                    dom::set_property(&container, "--high", "0px");
                }
                let placement = PromptPlacement::find(&props.context.host);
                let same = placement == self.placement;
                self.placement = placement;
                return !same && self.state != PromptState::Hidden;
            }
            PromptMsg::Accept(permission) if self.state == PromptState::Asking => {
                let manager = manager(props);
                let link = ctx.link().clone();
                self.state = PromptState::Working;
                spawn_local(async move {
                    link.send_message(PromptMsg::Done(manager.turn_on(permission, None).await));
                });
            }
            PromptMsg::Close if self.state == PromptState::Asking => {
                self.record_refusal(props);
                self.hide(props);
                emit_prompt_event(props, PromptEvent::Refused);
            }
            PromptMsg::Done(outcome) => {
                self.state = PromptState::Done(outcome);
                if matches!(outcome, SubscriptionOutcome::Dismissed | SubscriptionOutcome::Blocked)
                {
                    self.record_refusal(props);
                }
                emit_outcome(props, outcome);
            }
            PromptMsg::Close if matches!(self.state, PromptState::Done(_)) => self.hide(props),
            PromptMsg::Accept(_) | PromptMsg::Close => return false,
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        // The live region exists before the prompt does, so that the prompt is announced.
        tag("div")
            .attr("class", "prompt-container")
            .attr("data-placement", self.placement.as_str())
            .attr("aria-live", "polite")
            .reference(&self.container)
            .child_opt(self.card(ctx))
            .into()
    }

    fn rendered(&mut self, _: &Context<Self>, _: bool) {
        if let Some(container) = self.container.cast::<HtmlElement>() {
            let card = container.first_element_child();
            self.placement.apply(&container, card.as_ref());
            if let (PromptState::Asking, Some(card)) = (self.state, card) {
                // The card keeps its height when the outcome replaces the question.
                let height = card.get_bounding_client_rect().height();
                dom::set_property(&container, "--high", &[&js::digits(height), "px"].concat());
            }
        }
    }

    fn destroy(&mut self, _: &Context<Self>) {
        // Without an answer, another reader of the page may show the prompt.
        if self.state == PromptState::Asking {
            HAS_ASKED.set(false);
        }
    }
}

impl Prompt {
    /// Counts the article and starts the clock, unless the prompt can never appear.
    fn start(&mut self, ctx: &Context<Self>) {
        let config = &ctx.props().config;
        // Without storage a refusal would be lost, and the prompt would appear on every page.
        let has_storage = storage::storage().is_some();
        if !has_storage
            || capabilities::unsupported_reason(config).is_some()
            || capabilities::permission() != Some(Permission::Default)
        {
            return;
        }
        self.history = prompt_history::load();
        if let Some(seconds) = ctx.props().before.seconds {
            self.seconds = seconds;
        } else {
            self.history.views = self.history.views.saturating_add(1);
            prompt_history::save(&self.history);
        }
        let link = ctx.link().clone();
        self.clock = Some(Interval::new(TICK_MS, move || link.send_message(PromptMsg::Tick)));
    }

    /// Shows the prompt if all conditions are met. Returns whether it did.
    fn show_if_due(&mut self, ctx: &Context<Self>) -> bool {
        let props = ctx.props();
        let config = &props.config;
        if self.clock.is_none() || HAS_ASKED.get() || !is_undecided() {
            return false;
        }
        // Another tab may have changed the history.
        let stored = prompt_history::load();
        self.history = PromptHistory { views: stored.views.max(self.history.views), ..stored };
        if !self.history.allows_prompt(config, dom::now(), self.seconds, self.percent) {
            return false;
        }
        HAS_ASKED.set(true);
        self.clock = None;
        self.state = PromptState::Asking;
        self.placement = PromptPlacement::find(&props.context.host);
        let listen = |target: &web_sys::EventTarget, name: &'static str| {
            let link = ctx.link().clone();
            EventListener::new(target, name, move |_| link.send_message(PromptMsg::LayoutChanged))
        };
        let window = dom::window();
        self._layout_listeners = window.iter().map(|window| listen(window, "resize")).collect();
        self._layout_listeners.extend(
            ["baca-text-size", "baca-settings"].map(|name| listen(&props.context.host, name)),
        );
        emit_prompt_event(props, PromptEvent::Asked);
        true
    }

    /// Stores a refusal.
    fn record_refusal(&mut self, props: &NotificationsProps) {
        let config = &props.config;
        let mut history = prompt_history::load();
        history.views = history.views.max(self.history.views);
        history.refuse(config, dom::now());
        prompt_history::save(&history);
        self.history = history;
    }

    /// Hides the prompt. If the focus was inside, it moves to the bell.
    fn hide(&mut self, props: &NotificationsProps) {
        self.state = PromptState::Hidden;
        self._layout_listeners.clear();
        let root = props.context.host.shadow_root();
        let focused = root.as_ref().and_then(|root| root.active_element());
        let container = self.container.cast::<Element>();
        let inside = focused
            .zip(container)
            .is_some_and(|(focused, container)| container.contains(Some(&focused)));
        let bell = root.and_then(|root| root.query_selector(".bell").ok().flatten());
        if let (true, Some(bell)) = (inside, bell) {
            js::call(&bell, "focus", &[js::object(&[("preventScroll", true.into())]).into()]);
        }
    }

    /// Renders the prompt; `None` while it is hidden.
    fn card(&self, ctx: &Context<Self>) -> Option<VElement> {
        let props = ctx.props();
        let link = ctx.link();
        let button = |key: &str, act| tag("button").on_press(act).text(props.context.t(key));
        let buttons = tag("div").attr("class", "answers");
        let (text, buttons) = match self.state {
            PromptState::Hidden => return None,
            PromptState::Asking => {
                // The permission is requested inside the click: browsers require user activation.
                let yes = link.callback(|_| PromptMsg::Accept(capabilities::request_permission()));
                let yes = button("promptYes", yes).attr("class", "yes");
                let no = button("promptNo", link.callback(|_| PromptMsg::Close));
                (messages::prompt_text(props), Some(buttons.child(yes).child(no)))
            }
            PromptState::Working => (props.context.t("promptWorking").to_string(), None),
            PromptState::Done(outcome) => {
                let close = button("promptClose", link.callback(|_| PromptMsg::Close));
                (messages::outcome_text(props, outcome), Some(buttons.child(close)))
            }
        };
        let escape = link
            .batch_callback(|event: Event| dom::take_escape(&event).then_some(PromptMsg::Close));
        let card = part("section", "prompt")
            .attr("class", "prompt")
            .attr_text("aria-label", props.context.t("promptLabel"))
            .attr_text("lang", props.context.messages.lang())
            .dir(Some(direction_of(props.context.messages.lang())))
            .on(ListenerKind::onkeydown, escape);
        Some(card.child(tag("p").text(&text)).child_opt(buttons))
    }
}

/// Returns whether the reader has not decided yet: the bell's refresh found notifications off, and the
/// permission is neither granted nor denied.
fn is_undecided() -> bool {
    state::status() == Some(Status::Off) && capabilities::permission() == Some(Permission::Default)
}

/// Returns the percent of the body that has been on screen, read from the progress bar.
fn percent_read(props: &NotificationsProps) -> f64 {
    let root = props.context.host.shadow_root();
    let bar = root.and_then(|root| root.query_selector("[part=progress]").ok().flatten());
    let percent = bar.and_then(|bar| bar.get_attribute("aria-valuenow"));
    percent.and_then(|percent| percent.parse::<u32>().ok()).unwrap_or_default().into()
}
