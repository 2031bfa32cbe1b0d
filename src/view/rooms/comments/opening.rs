//! Which tab is open at first and then, what may be loaded, and when: nothing of anybody else's before
//! the reader, or the site's consent manager, has allowed it.

use super::{Comments, Msg};
use crate::comments::{address, consent, fetch, Look};
use crate::config::comments::Consent;
use crate::view::rooms::scene::Scene;
use yew::Context;

impl Comments {
    /// Opens the tab that is to be open at first, if any: the reader's last one, the site's, or the
    /// only one. Nothing of anybody else's is loaded by that.
    pub(super) fn begin(&mut self, ctx: &Context<Self>) {
        let config = &ctx.props().scene.config.comments;
        let last = consent::last_choice();
        let last = self.tabs.iter().position(|tab| Some(tab.choice()) == last);
        let default =
            || self.tabs.iter().position(|t| Some(t.of.kind.name) == config.default.as_deref());
        let only = || (self.tabs.len() == 1).then_some(0);
        if let Some(index) = last.or_else(default).or_else(only) {
            self.choose(ctx, index, false);
        }
    }

    /// What was open with the article before goes on with this one; gives the tab that was chosen.
    pub(super) fn follow_article(&mut self, ctx: &Context<Self>) -> Option<usize> {
        let scene = &ctx.props().scene;
        let resumed = self.resumed.take()?;
        for (index, tab) in self.tabs.iter_mut().enumerate().filter(|(_, tab)| tab.is_open()) {
            match resumed.chosen {
                Some(chosen) if chosen == index => tab.arrive(&self.look),
                _ => tab.leave(),
            }
            tab.follow(scene, &resumed.page);
            if tab.is_open() {
                tab.tell(scene);
            }
        }
        resumed.chosen
    }

    /// Opens the tab of the comment that the page's address names.
    pub(super) fn follow_address(&mut self, ctx: &Context<Self>) -> bool {
        let address = address::here();
        let named = self
            .tabs
            .iter()
            .enumerate()
            .find_map(|(index, tab)| Some((index, tab.of.names(&address)?)));
        let Some((index, comment)) = named else { return false };
        if let Some(tab) = self.tabs.get_mut(index) {
            tab.seek(comment);
        }
        // Following a link to a comment is asking for it.
        self.choose(ctx, index, true);
        true
    }

    pub(super) fn remember(&self, index: usize) {
        if let Some(tab) = self.tabs.get(index) {
            consent::choose(&tab.choice());
        }
    }

    /// Opens a tab; `asked`: by the reader.
    pub(super) fn choose(&mut self, ctx: &Context<Self>, index: usize, asked: bool) {
        let scene = &ctx.props().scene;
        let before = self.chosen.filter(|before| *before != index);
        if let Some(tab) = before.and_then(|before| self.tabs.get_mut(before)) {
            tab.leave();
        }
        self.chosen = Some(index);
        self.current = index;
        let allowed = self.may_load(scene, index, asked);
        let Some(tab) = self.tabs.get_mut(index) else { return };
        tab.asked |= asked;
        tab.arrive(&self.look);
        if tab.is_open() {
            return;
        }
        if allowed && (asked || tab.of.provider.is_here(&scene.page) || self.is_near) {
            self.open(ctx, index);
        } else if before.is_some() || asked {
            tab.tell(scene);
        }
    }

    /// Has a provider begin. What a document can hold only once ends under another tab of this room.
    fn open(&mut self, ctx: &Context<Self>, index: usize) {
        let kind = self.tabs.get(index).map(|tab| tab.of.kind).filter(|kind| kind.once);
        for (at, tab) in self.tabs.iter_mut().enumerate() {
            if at != index && Some(tab.of.kind) == kind && tab.is_open() {
                tab.close();
            }
        }
        if let Some(tab) = self.tabs.get_mut(index) {
            tab.open(ctx, index, &self.look);
        }
    }

    /// Whether a provider may be asked for anything.
    pub(super) fn may_load(&self, scene: &Scene, index: usize, asked: bool) -> bool {
        let Some(tab) = self.tabs.get(index) else { return false };
        if !tab.is_foreign(&scene.page) {
            return true;
        }
        let config = &scene.config.comments;
        let willing = asked || config.near;
        match config.consent {
            Consent::Chosen | Consent::Granted => willing,
            Consent::Tcf if self.manager.is_some() => self.consent == Some(true) && willing,
            // A site that names a manager and has none asks by itself.
            Consent::Ask | Consent::Tcf => consent::is_allowed(&tab.key(&scene.page)) && willing,
        }
    }

    /// Whether a provider may be asked how many comments it has, which nobody has asked for.
    pub(super) fn may_count(&self, scene: &Scene, index: usize) -> bool {
        let Some(tab) = self.tabs.get(index) else { return false };
        let agreed = match scene.config.comments.consent {
            Consent::Chosen => false,
            Consent::Granted => true,
            Consent::Tcf if self.manager.is_some() => self.consent == Some(true),
            Consent::Ask | Consent::Tcf => consent::is_allowed(&tab.key(&scene.page)),
        };
        agreed || !tab.is_foreign(&scene.page)
    }

    /// What begins when the room is near: the open tab, and counts.
    pub(super) fn begin_near(&mut self, ctx: &Context<Self>) {
        let scene = &ctx.props().scene;
        if let Some(index) = self.chosen {
            let allowed = self.may_load(scene, index, false);
            if allowed && self.tabs.get(index).is_some_and(|tab| !tab.is_open()) {
                self.open(ctx, index);
            }
        }
        for index in 0..self.tabs.len() {
            let may = self.may_count(scene, index);
            let Some(tab) = self.tabs.get_mut(index) else { continue };
            if !may || tab.count.is_some() || tab.is_open() || tab.counting.is_some() {
                continue;
            }
            let patience = (scene.config.comments.timeout * 1000.0) as u32;
            let link = ctx.link().clone();
            tab.counting = tab.of.provider.count_request(&scene.page).map(|request| {
                fetch::ask(
                    &request,
                    patience,
                    Box::new(move |answer| link.send_message(Msg::Counted(index, answer))),
                )
            });
        }
    }

    pub(super) fn consented(&mut self, ctx: &Context<Self>, yes: bool) {
        let scene = &ctx.props().scene;
        self.consent = Some(yes);
        if !yes {
            for tab in
                self.tabs.iter_mut().filter(|tab| tab.is_foreign(&scene.page) && tab.is_open())
            {
                tab.close();
                tab.tell(scene);
            }
            return;
        }
        if let Some(index) = self.chosen {
            let asked = self.tabs.get(index).is_some_and(|tab| tab.asked);
            self.choose(ctx, index, asked);
        }
        if self.is_near {
            self.begin_near(ctx);
        }
    }

    pub(super) fn restyle(&mut self, look: Look) {
        if look != self.look {
            self.look = look;
            for tab in &mut self.tabs {
                tab.restyle(&self.look);
            }
        }
    }
}
