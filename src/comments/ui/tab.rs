//! One provider on the page, from the choice of its tab until it is closed.

use super::message::{CommentsMsg, CommentsProps};
use crate::comments::config::ConsentPolicy;
use crate::comments::host;
use crate::comments::host::MountOptions;
use crate::comments::provider::{
    ConfiguredProvider, MountContext, MountTarget, ProviderEvent, Session, State,
};
use crate::panels::appearance::Appearance;
use crate::panels::article_info::ArticleInfo;
use crate::web::dom;
use crate::web::http::RequestHandle;
use crate::web::timers::Timeout;
use baca_sys::js;
use serde_json::Value;
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::HtmlElement;
use yew::Callback;

/// Slots of providers outside the shadow root: of the chosen tab, and of tabs that are open but not
/// chosen.
const SLOT: &str = "comments";
const HIDDEN_SLOT: &str = "comments-kept";

/// A provider and its state.
pub struct Tab {
    /// The provider and its configuration.
    pub configured: ConfiguredProvider,
    /// State of the provider.
    pub state: State,
    /// Number of comments, if known.
    pub count: Option<u32>,
    /// Incremented on each close, to discard late reports of an earlier session.
    pub generation: u32,
    /// Id of the comment that the page's URL names.
    linked: Option<String>,
    /// Whether the reader has chosen the tab.
    pub chosen_by_reader: bool,
    /// Whether another tab is chosen.
    is_hidden: bool,
    /// Request for the number of comments.
    pub count_request: Option<RequestHandle>,
    open: Option<OpenProvider>,
}

/// The resources of an open provider, released when dropped.
pub struct OpenProvider {
    session: Option<Box<dyn Session>>,
    container: Option<HtmlElement>,
    is_light_dom: bool,
    timer: Option<Timeout>,
    /// Appearance that the session was last given.
    appearance: Appearance,
    /// Receives the reports: this tab, or the tab of the next article.
    receiver: Rc<RefCell<Callback<ProviderEvent>>>,
}

impl Drop for OpenProvider {
    fn drop(&mut self) {
        self.timer = None;
        // The session ends first, since it may still use its element.
        self.session = None;
        if let Some(container) = self.container.take() {
            container.remove();
        }
    }
}

impl Tab {
    /// Returns a tab whose provider has not started.
    pub fn new(configured: ConfiguredProvider, article: &ArticleInfo) -> Self {
        Self {
            count: configured.provider.embedded_count(article),
            configured,
            state: State::Asking,
            generation: 0,
            linked: None,
            chosen_by_reader: false,
            is_hidden: false,
            count_request: None,
            open: None,
        }
    }

    /// Returns the name on the tab, in the reader's language.
    pub fn name<'s>(&'s self, props: &'s CommentsProps) -> &'s str {
        match self.configured.name.as_str() {
            "" => props.context.t("commentsOwn"),
            name => name,
        }
    }

    /// Returns the value that is stored when the reader chooses this tab.
    pub fn stored_choice(&self) -> String {
        [self.configured.descriptor.kind, ":", &self.configured.name].concat()
    }

    /// Returns the key of the stored consent: the provider and the hosts that it contacts. So the reader is asked
    /// again when there are others.
    pub fn consent_key(&self, article: &ArticleInfo) -> String {
        [self.configured.descriptor.kind, " ", &self.hosts_text(article, " ")].concat()
    }

    /// Returns the hosts that the provider contacts; empty if it sends no requests.
    pub fn hosts(&self, article: &ArticleInfo) -> Vec<String> {
        self.configured.hosts(article)
    }

    /// Returns the hosts that the provider contacts, with `separator` between them.
    pub fn hosts_text(&self, article: &ArticleInfo, separator: &str) -> String {
        let mut text = String::new();
        for host in self.hosts(article) {
            if !text.is_empty() {
                text.push_str(separator);
            }
            text.push_str(&host);
        }
        text
    }

    /// Returns whether the provider contacts a host other than the page's own.
    pub fn is_third_party(&self, article: &ArticleInfo) -> bool {
        let page_host = page_host();
        self.hosts(article).iter().any(|host| *host != page_host)
    }

    /// Returns whether the provider is open and has not failed.
    pub fn is_open(&self) -> bool {
        let failed = matches!(self.state, State::Failed | State::Timeout | State::Busy);
        self.open.is_some() && !failed
    }

    /// Returns whether the provider was opened and not closed, even if it has failed.
    pub fn has_content(&self) -> bool {
        self.open.is_some()
    }

    /// Returns the provider's element inside the shadow root, if it has one.
    pub fn container(&self) -> Option<&HtmlElement> {
        let open = self.open.as_ref().filter(|open| !open.is_light_dom)?;
        open.container.as_ref()
    }

    /// Opens the provider of the tab with this index.
    pub fn open(
        &mut self,
        props: &CommentsProps,
        index: usize,
        send: &Callback<CommentsMsg>,
        appearance: &Appearance,
    ) {
        self.close();
        self.state = State::Loading;
        let receiver = Rc::new(RefCell::new(receiver(send, index, self.generation)));
        let current_receiver = receiver.clone();
        let report = Callback::from(move |event| {
            let receiver = current_receiver.borrow().clone();
            receiver.emit(event);
        });
        let on_timeout = report.clone();
        let timeout_ms = (props.config.timeout * 1000.0) as u32;
        let timer =
            Timeout::new(timeout_ms, move || on_timeout.emit(ProviderEvent::State(State::Timeout)));
        let target = self.configured.descriptor.target;
        let is_light_dom = matches!(target, MountTarget::LightDom);
        let container = match target {
            MountTarget::Native | MountTarget::Shadow => make_container(&[]),
            // The mark tells it from the page's own children where the page is copied.
            MountTarget::LightDom => make_container(&[("slot", SLOT), ("data-baca", "")])
                .filter(|container| props.context.host.append_child(container).is_ok()),
        };
        let (timer, appearance) = (Some(timer), appearance.clone());
        let mut open =
            OpenProvider { session: None, container, is_light_dom, timer, appearance, receiver };
        self.emit_state(props);
        if let Some(container) = open.container.clone() {
            let (article, appearance) = (props.context.article.clone(), open.appearance.clone());
            let context = MountContext { container, article, appearance, report: report.clone() };
            open.session = match target {
                MountTarget::Native => host::mount_discussion(
                    &self.configured.config,
                    &context,
                    self.discussion_options(props),
                ),
                _ => self.configured.provider.open(context),
            };
        }
        if open.session.is_none() {
            report.emit(ProviderEvent::State(State::Failed));
        }
        self.open = Some(open);
    }

    /// Returns the options of a discussion that Baca renders.
    fn discussion_options(&self, props: &CommentsProps) -> MountOptions {
        MountOptions {
            host: props.context.host.clone(),
            base: props.config.base.clone(),
            labels: props.context.labels.clone(),
            name: self.name(props).into(),
            link: self.configured.link(&props.context.article),
            linked: self.linked.clone(),
            image_hosts: self.image_hosts(props),
        }
    }

    /// Returns the hosts whose images may be fetched. `None` (any host) once the reader has chosen the tab
    /// and no consent is required; otherwise the page's own host and the provider's.
    fn image_hosts(&self, props: &CommentsProps) -> Option<Vec<String>> {
        let asks = matches!(props.config.consent, ConsentPolicy::Ask | ConsentPolicy::Tcf);
        if self.chosen_by_reader && !asks {
            return None;
        }
        let mut hosts = self.hosts(&props.context.article);
        hosts.push(page_host());
        Some(hosts)
    }

    /// Called when the page's URL names a comment of this provider.
    pub fn focus_comment(&mut self, comment: String) {
        if comment.is_empty() {
            return;
        }
        if let Some(session) = self.open.as_mut().and_then(|open| open.session.as_mut()) {
            session.focus_comment(&comment);
        }
        self.linked = Some(comment);
    }

    /// Turns the tab into one that waits for the next article. Keeps the session if it shows comments.
    pub fn suspend(self) -> SuspendedTab {
        self.set_slot(HIDDEN_SLOT);
        SuspendedTab {
            config: self.configured.config,
            chosen_by_reader: self.chosen_by_reader,
            count: self.count,
            open: self.open.filter(|_| self.state == State::Ready),
        }
    }

    /// Takes over the session of the previous article's tab.
    pub fn resume(&mut self, index: usize, send: &Callback<CommentsMsg>, suspended: SuspendedTab) {
        self.chosen_by_reader = suspended.chosen_by_reader;
        // An iframe that has left the document has lost its content.
        let is_connected =
            |open: &OpenProvider| open.container.as_ref().is_some_and(|c| c.is_connected());
        if let Some(open) = suspended.open.filter(is_connected) {
            open.receiver.replace(receiver(send, index, self.generation));
            self.count = suspended.count;
            self.state = State::Ready;
            self.open = Some(open);
        }
    }

    /// Moves the session on to this article, or closes it if it cannot follow. `previous` is the previous
    /// article.
    pub fn navigate(&mut self, props: &CommentsProps, previous: &ArticleInfo) {
        let Some(session) = self.open.as_mut().and_then(|open| open.session.as_mut()) else {
            return;
        };
        if *previous != props.context.article {
            if !session.navigate(&props.context.article) {
                self.close();
            }
            self.count = self.configured.provider.embedded_count(&props.context.article);
        }
    }

    /// Ends the session and resets the state.
    pub fn close(&mut self) {
        self.open = None;
        self.generation = self.generation.wrapping_add(1);
        self.state = State::Asking;
    }

    /// Called when another tab is chosen. The session stays open, so that typed text is kept.
    pub fn hide(&mut self) {
        self.is_hidden = true;
        self.set_slot(HIDDEN_SLOT);
    }

    /// Called when the tab is chosen. Applies changes of the appearance only now, since some providers
    /// derive their theme from the elements around them once they are visible.
    pub fn show(&mut self, appearance: &Appearance) {
        self.is_hidden = false;
        self.set_slot(SLOT);
        self.restyle(appearance);
    }

    fn set_slot(&self, name: &str) {
        let open = self.open.as_ref().filter(|open| open.is_light_dom);
        if let Some(container) = open.and_then(|open| open.container.as_ref()) {
            let _ = container.set_attribute("slot", name);
        }
    }

    /// Handles a report of the provider. Returns whether the view changes.
    pub fn handle_event(
        &mut self,
        props: &CommentsProps,
        generation: u32,
        event: ProviderEvent,
    ) -> bool {
        if generation != self.generation {
            return false;
        }
        match event {
            ProviderEvent::Count(count) => {
                let is_new = self.count != Some(count);
                self.count = Some(count);
                is_new
            }
            // A timeout counts only while loading. Comments that arrive after it replace its message.
            ProviderEvent::State(State::Timeout) if self.state != State::Loading => false,
            ProviderEvent::State(state) if state == self.state => false,
            ProviderEvent::State(state) => {
                self.state = state;
                if let Some(open) = &mut self.open {
                    open.timer = None;
                }
                self.emit_state(props);
                true
            }
        }
    }

    /// Emits `baca-comments` with the provider and its state.
    pub fn emit_state(&self, props: &CommentsProps) {
        let provider = self.configured.descriptor.kind;
        let state = self.state.as_str();
        props.context.emit("comments", &[("provider", provider.into()), ("state", state.into())]);
    }

    /// Applies a change of the reader's theme or language.
    pub fn restyle(&mut self, appearance: &Appearance) {
        let Some(open) =
            self.open.as_mut().filter(|open| !self.is_hidden && open.appearance != *appearance)
        else {
            return;
        };
        open.appearance = appearance.clone();
        if let Some(session) = &mut open.session {
            session.restyle(appearance);
        }
    }
}

/// A tab between two articles.
pub struct SuspendedTab {
    /// The provider's part of the configuration.
    pub config: Value,
    chosen_by_reader: bool,
    count: Option<u32>,
    open: Option<OpenProvider>,
}

/// Returns host and port of the page; empty if it has none.
fn page_host() -> String {
    dom::window().and_then(|window| window.location().host().ok()).unwrap_or_default()
}

/// Returns a callback for the reports of the session of this generation.
fn receiver(
    send: &Callback<CommentsMsg>,
    index: usize,
    generation: u32,
) -> Callback<ProviderEvent> {
    send.reform(move |event| CommentsMsg::Reported(index, generation, event))
}

fn make_container(attributes: &[(&str, &str)]) -> Option<HtmlElement> {
    dom::new_element("div", attributes).and_then(|container| js::cast(container.into()))
}
