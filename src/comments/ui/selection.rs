//! Which tab is open, and what may be loaded and when: nothing of a third party before the reader, or the
//! site's consent manager, has allowed it.

use super::comments_panel::{send, CommentsPanel};
use super::message::{CommentsMsg, CommentsProps};
use crate::comments::config::ConsentPolicy;
use crate::comments::{consent, permalink};
use crate::panels::appearance::Appearance;
use crate::web::http;
use yew::Context;

impl CommentsPanel {
    /// Selects the first tab to show: the reader's last choice, the site's default, or the only one.
    /// Loads no third-party content.
    pub(super) fn select_initial(&mut self, ctx: &Context<Self>) {
        let config = &ctx.props().config;
        let last = consent::last_choice();
        let last = self.tabs.iter().position(|tab| Some(tab.stored_choice()) == last);
        let default = || {
            self.tabs
                .iter()
                .position(|t| Some(t.configured.descriptor.kind) == config.default.as_deref())
        };
        let only = || (self.tabs.len() == 1).then_some(0);
        if let Some(index) = last.or_else(default).or_else(only) {
            self.choose(ctx, index, false);
        }
    }

    /// Moves resumed providers on to this article. Returns the index of the tab that was chosen.
    pub(super) fn follow_article(&mut self, ctx: &Context<Self>) -> Option<usize> {
        let props = ctx.props();
        let resumed = self.resumed.take()?;
        for (index, tab) in self.tabs.iter_mut().enumerate().filter(|(_, tab)| tab.is_open()) {
            match resumed.chosen {
                Some(chosen) if chosen == index => tab.show(&self.appearance),
                _ => tab.hide(),
            }
            tab.navigate(props, &resumed.article);
            if tab.is_open() {
                tab.emit_state(props);
            }
        }
        // The consent may have been withdrawn in the meantime.
        self.apply_stored_consent(ctx);
        resumed.chosen
    }

    /// Chooses the tab of the comment that the page's URL names. Returns whether there is one.
    pub(super) fn follow_permalink(&mut self, ctx: &Context<Self>) -> bool {
        let url = permalink::current_url();
        let named = self
            .tabs
            .iter()
            .enumerate()
            .find_map(|(index, tab)| Some((index, tab.configured.linked_comment(&url)?)));
        let Some((index, comment)) = named else { return false };
        if let Some(tab) = self.tabs.get_mut(index) {
            tab.focus_comment(comment);
        }
        // A reader who follows a link to a comment has chosen to see it.
        self.choose(ctx, index, true);
        true
    }

    /// Chooses a tab as the reader wants, and stores the choice.
    pub(super) fn choose_stored(&mut self, ctx: &Context<Self>, index: usize) {
        if let Some(tab) = self.tabs.get(index) {
            consent::store_choice(&tab.stored_choice());
        }
        self.choose(ctx, index, true);
    }

    /// Chooses a tab. `by_reader` is whether the reader did.
    pub(super) fn choose(&mut self, ctx: &Context<Self>, index: usize, by_reader: bool) {
        let props = ctx.props();
        let previous = self.chosen.filter(|previous| *previous != index);
        if let Some(tab) = previous.and_then(|previous| self.tabs.get_mut(previous)) {
            tab.hide();
        }
        self.chosen = Some(index);
        self.focusable = index;
        let allowed = self.may_load(props, index, by_reader);
        let Some(tab) = self.tabs.get_mut(index) else { return };
        tab.chosen_by_reader |= by_reader;
        tab.show(&self.appearance);
        if tab.is_open() {
            return;
        }
        if allowed
            && (by_reader
                || tab.configured.provider.is_embedded(&props.context.article)
                || self.is_near)
        {
            self.open(ctx, index);
        } else if previous.is_some() || by_reader {
            tab.emit_state(props);
        }
    }

    /// Opens a provider. Closes another tab of its kind if a document can contain it only once.
    fn open(&mut self, ctx: &Context<Self>, index: usize) {
        let tab = self.tabs.get(index);
        let single = tab.map(|tab| tab.configured.descriptor).filter(|one| one.single_instance);
        for (at, tab) in self.tabs.iter_mut().enumerate() {
            if at != index && Some(tab.configured.descriptor) == single && tab.is_open() {
                tab.close();
            }
        }
        if let Some(tab) = self.tabs.get_mut(index) {
            tab.open(ctx.props(), index, &send(ctx), &self.appearance);
        }
    }

    /// Returns whether a provider may load its comments.
    pub(super) fn may_load(&self, props: &CommentsProps, index: usize, by_reader: bool) -> bool {
        let Some(tab) = self.tabs.get(index) else { return false };
        if !tab.is_third_party(&props.context.article) {
            return true;
        }
        let config = &props.config;
        let wanted = by_reader || config.loads_when_near;
        match config.consent {
            ConsentPolicy::Chosen | ConsentPolicy::Granted => wanted,
            ConsentPolicy::Tcf if self.consent_manager.is_some() => {
                self.consent == Some(true) && wanted
            }
            // The site names a consent manager but the page has none: the reader is asked instead.
            ConsentPolicy::Ask | ConsentPolicy::Tcf => {
                consent::is_allowed(&tab.consent_key(&props.context.article)) && wanted
            }
        }
    }

    /// Returns whether a provider may be requested for the number of its comments before it is chosen.
    pub(super) fn may_count(&self, props: &CommentsProps, index: usize) -> bool {
        let Some(tab) = self.tabs.get(index) else { return false };
        let allowed = match props.config.consent {
            ConsentPolicy::Chosen => false,
            ConsentPolicy::Granted => true,
            ConsentPolicy::Tcf if self.consent_manager.is_some() => self.consent == Some(true),
            ConsentPolicy::Ask | ConsentPolicy::Tcf => {
                consent::is_allowed(&tab.consent_key(&props.context.article))
            }
        };
        allowed || !tab.is_third_party(&props.context.article)
    }

    /// Opens the chosen tab and requests the numbers of comments, once the panel is near the window.
    pub(super) fn load_near(&mut self, ctx: &Context<Self>) {
        let props = ctx.props();
        if let Some(index) = self.chosen {
            let allowed = self.may_load(props, index, false);
            if allowed && self.tabs.get(index).is_some_and(|tab| !tab.is_open()) {
                self.open(ctx, index);
            }
        }
        for index in 0..self.tabs.len() {
            let may = self.may_count(props, index);
            let Some(tab) = self.tabs.get_mut(index) else { continue };
            if !may || tab.count.is_some() || tab.is_open() || tab.count_request.is_some() {
                continue;
            }
            let timeout_ms = (props.config.timeout * 1000.0) as u32;
            let link = ctx.link().clone();
            tab.count_request =
                tab.configured.provider.count_request(&props.context.article).map(|request| {
                    http::send(
                        &request,
                        timeout_ms,
                        Box::new(move |response| {
                            link.send_message(CommentsMsg::Counted(index, response))
                        }),
                    )
                });
        }
    }

    /// Applies a report of the consent manager: loads the chosen tab, or closes what may not be loaded.
    pub(super) fn apply_consent(&mut self, ctx: &Context<Self>, allowed: bool) {
        let props = ctx.props();
        self.consent = Some(allowed);
        if !allowed {
            self.close_tabs(props, &|_| true);
            return;
        }
        if let Some(index) = self.chosen {
            let by_reader = self.tabs.get(index).is_some_and(|tab| tab.chosen_by_reader);
            self.choose(ctx, index, by_reader);
        }
        if self.is_near {
            self.load_near(ctx);
        }
    }

    /// Closes providers that the reader no longer allows, after a withdrawal here or in another tab.
    pub(super) fn apply_stored_consent(&mut self, ctx: &Context<Self>) {
        let props = ctx.props();
        let is_stored = match props.config.consent {
            ConsentPolicy::Ask => true,
            ConsentPolicy::Tcf => self.consent_manager.is_none(),
            ConsentPolicy::Chosen | ConsentPolicy::Granted => false,
        };
        if is_stored {
            self.close_tabs(props, &|key| !consent::is_allowed(key));
        }
    }

    /// Closes open third-party providers, and stops counting their comments, where `may_not` returns `true` for the
    /// key of their consent.
    fn close_tabs(&mut self, props: &CommentsProps, may_not: &dyn Fn(&str) -> bool) {
        let article = &props.context.article;
        for tab in self.tabs.iter_mut().filter(|tab| tab.is_third_party(article)) {
            if !may_not(&tab.consent_key(article)) {
                continue;
            }
            tab.count_request = None;
            if tab.has_content() {
                tab.close();
                tab.emit_state(props);
            }
        }
    }

    /// Applies a change of theme or language to all tabs.
    pub(super) fn restyle(&mut self, appearance: Appearance) {
        if appearance != self.appearance {
            self.appearance = appearance;
            for tab in &mut self.tabs {
                tab.restyle(&self.appearance);
            }
        }
    }
}
