//! The component of the comments panel.

use super::message::{CommentsMsg, CommentsProps};
use super::suspended::{self, OffscreenHolder, Resumed};
use super::tab::Tab;
use super::{tab_list, tab_panel};
use crate::comments::config::ConsentPolicy;
use crate::comments::consent;
use crate::comments::consent::{ConsentManager, ConsentObserver};
use crate::comments::native::embedded;
use crate::panels::appearance;
use crate::panels::appearance::Appearance;
use crate::panels::appearance::{AppearanceObserver, ProximityObserver};
use crate::web::dom;
use crate::web::vdom::{part, tag};
use baca_sys::intl::direction_of;
use gloo_events::EventListener;
use web_sys::HtmlElement;
use yew::{Callback, Component, Context, Html};

/// The comments panel.
pub struct CommentsPanel {
    pub(super) tabs: Vec<Tab>,
    pub(super) chosen: Option<usize>,
    /// Index of the tab with `tabindex="0"`.
    pub(super) focusable: usize,
    pub(super) appearance: Appearance,
    /// Last report of the consent manager.
    pub(super) consent: Option<bool>,
    pub(super) is_near: bool,
    /// What was open when the reader left the previous article.
    pub(super) resumed: Option<Resumed>,
    /// Holds resumed frames until they have moved into this panel.
    holder: Option<OffscreenHolder>,
    section: yew::NodeRef,
    proximity: Option<ProximityObserver>,
    pub(super) consent_manager: Option<ConsentManager>,
    _appearance: Option<AppearanceObserver>,
    _fragment: Option<EventListener>,
    _stored_consent: ConsentObserver,
}

impl Component for CommentsPanel {
    type Message = CommentsMsg;
    type Properties = CommentsProps;

    fn create(ctx: &Context<Self>) -> Self {
        let props = ctx.props();
        let link = ctx.link();
        let providers = embedded::expand_tabs(&props.config.providers, &props.context.article);
        let has_manager = props.config.consent == ConsentPolicy::Tcf;
        let on_consent = link.callback(CommentsMsg::ConsentChanged);
        let fragment = dom::window().map(|window| {
            let link = link.clone();
            EventListener::new(&window, "hashchange", move |_| {
                link.send_message(CommentsMsg::FragmentChanged);
            })
        });
        let mut tabs: Vec<Tab> = providers
            .into_iter()
            .map(|provider| Tab::new(provider, &props.context.article))
            .collect();
        let mut resumed = suspended::resume(&props.context.host, &send(ctx), &mut tabs);
        let chosen = resumed.as_ref().and_then(|resumed| resumed.chosen);
        Self {
            tabs,
            holder: resumed.as_mut().and_then(|resumed| resumed.holder.take()),
            resumed,
            chosen,
            focusable: chosen.or(props.before.focused).unwrap_or_default(),
            appearance: appearance::current(&props.context),
            consent: None,
            is_near: false,
            section: yew::NodeRef::default(),
            proximity: None,
            consent_manager: has_manager.then(|| ConsentManager::listen(on_consent)).flatten(),
            _appearance: AppearanceObserver::observe(
                &props.context,
                link.callback(|()| CommentsMsg::AppearanceChanged),
            ),
            _fragment: fragment,
            _stored_consent: ConsentObserver::begin(
                link.callback(|()| CommentsMsg::StoredConsentChanged),
            ),
        }
    }

    fn update(&mut self, ctx: &Context<Self>, msg: CommentsMsg) -> bool {
        match msg {
            CommentsMsg::Started => {
                let previous = self.follow_article(ctx);
                if self.follow_permalink(ctx) {
                    return true;
                }
                match previous {
                    Some(index) => {
                        let by_reader =
                            self.tabs.get(index).is_some_and(|tab| tab.chosen_by_reader);
                        self.choose(ctx, index, by_reader);
                    }
                    None => match ctx.props().before.chosen {
                        Some(index) => self.choose_stored(ctx, index),
                        None => self.select_initial(ctx),
                    },
                }
            }
            CommentsMsg::Choose(index) => self.choose_stored(ctx, index),
            CommentsMsg::Allow(index) => {
                if let Some(tab) = self.tabs.get(index) {
                    consent::set_allowed(&tab.consent_key(&ctx.props().context.article), true);
                }
                self.choose_stored(ctx, index);
            }
            CommentsMsg::Withdraw(index) => {
                let props = ctx.props();
                // The panels of all readers observe this and close the provider.
                if let Some(tab) = self.tabs.get(index) {
                    consent::set_allowed(&tab.consent_key(&props.context.article), false);
                }
            }
            CommentsMsg::Key(index, key) => {
                let props = ctx.props();
                if let Some(next) = tab_list::neighbour(props, self.tabs.len(), index, key) {
                    self.focusable = next;
                    tab_list::focus(props, next);
                }
            }
            CommentsMsg::Reported(index, generation, event) => {
                let tab = self.tabs.get_mut(index);
                return tab.is_some_and(|tab| tab.handle_event(ctx.props(), generation, event));
            }
            CommentsMsg::Counted(index, response) => {
                let props = ctx.props();
                let Some(tab) = self.tabs.get_mut(index) else { return false };
                tab.count_request = None;
                let count = response
                    .ok()
                    .filter(|response| response.status < 300)
                    .and_then(|r| tab.configured.provider.read_count(&r, &props.context.article));
                tab.count = count.or(tab.count);
            }
            CommentsMsg::AppearanceChanged => {
                let now = appearance::current(&ctx.props().context);
                self.restyle(now);
                return false;
            }
            CommentsMsg::CameNear => {
                self.proximity = None;
                self.is_near = true;
                self.load_near(ctx);
            }
            CommentsMsg::ConsentChanged(allowed) => self.apply_consent(ctx, allowed),
            CommentsMsg::StoredConsentChanged => self.apply_stored_consent(ctx),
            CommentsMsg::FragmentChanged => return self.follow_permalink(ctx),
        }
        true
    }

    fn changed(&mut self, ctx: &Context<Self>, _: &CommentsProps) -> bool {
        self.restyle(appearance::current(&ctx.props().context));
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let props = ctx.props();
        if self.tabs.is_empty() {
            return Html::default();
        }
        let id = |name: &str| [&props.context.prefix, name].concat();
        let default = props.context.t(if self.tabs.len() > 1 { "comments" } else { "commentsOne" });
        let label = props.config.label.as_deref().unwrap_or(default);
        let status = tag("p").attr("class", "visually-hidden").attr("role", "status");
        let chosen = self.chosen.and_then(|index| Some((index, self.tabs.get(index)?)));
        let announced = chosen.map(|(_, tab)| tab_panel::message(props, tab)).unwrap_or_default();
        let send = send(ctx);
        let tab_list = (self.tabs.len() > 1).then(|| {
            tab_list::tab_list(
                props,
                &send,
                &self.tabs,
                self.chosen,
                self.focusable,
                &id("comments"),
            )
        });
        part("section", "comments")
            .attr("class", "comments")
            .attr_text("aria-labelledby", &id("comments"))
            .attr_text("lang", props.context.messages.lang())
            .dir(Some(direction_of(props.context.messages.lang())))
            .reference(&self.section)
            .child(tag("h2").attr_text("id", &id("comments")).text(label))
            .child_opt(tab_list)
            .child(status.text(&announced))
            .child_opt(chosen.map(|(index, _)| {
                tab_panel::tab_panel(props, &send, &self.tabs, index, self.is_refused(props))
            }))
            .into()
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        tab_panel::settle(ctx.props(), &self.tabs);
        if self.chosen.is_some() {
            self.holder = None;
        }
        if !first || self.tabs.is_empty() {
            return;
        }
        if let Some(index) = ctx.props().before.focused {
            tab_list::focus(ctx.props(), index);
        }
        if let Some(section) = self.section.cast::<HtmlElement>() {
            self.proximity = ProximityObserver::observe(
                &section,
                ctx.link().callback(|()| CommentsMsg::CameNear),
            );
        }
        if self.proximity.is_none() {
            ctx.link().send_message(CommentsMsg::CameNear);
        }
        ctx.link().send_message(CommentsMsg::Started);
    }

    fn destroy(&mut self, ctx: &Context<Self>) {
        let tabs = std::mem::take(&mut self.tabs);
        suspended::store(ctx.props(), tabs, self.chosen);
    }
}

impl CommentsPanel {
    /// Returns whether the site's consent manager does not allow third-party content.
    fn is_refused(&self, props: &CommentsProps) -> bool {
        props.config.consent == ConsentPolicy::Tcf
            && self.consent_manager.is_some()
            && self.consent != Some(true)
    }
}

/// Returns a callback that sends messages to the panel.
pub(super) fn send(ctx: &Context<CommentsPanel>) -> Callback<CommentsMsg> {
    ctx.link().callback(|msg| msg)
}
