//! The toolbar: text size, reading settings, reading aloud, sharing. Its elements are made once; later
//! changes only set their attributes and texts. The panels that its buttons open are rendered by a script
//! (`static/loader/reading`), which is loaded after the article is shown.

use super::actions::Action;
use super::choices::SettingChoice;
use super::context::ReaderContext;
use crate::reader::settings;
use crate::reader::settings::Settings;
use crate::web::services;
use crate::web::voices;
use baca_render::article::mount_points;
use baca_render::el::{tag, ElementBuilder};
use baca_render::icons;
use baca_sys::intl;
use baca_sys::js;
use baca_sys::text;
use gloo_events::EventListener;
use web_sys::Element;
use yew::Callback;

/// Selector of the bell's mount point.
const BELL_SELECTOR: &str = "[data-place=bell]";

/// The toolbar in its mount point.
pub struct Toolbar {
    mount_point: Element,
    /// Key of the message for the bell's status, until the panels have a bell of their own.
    bell: Option<String>,
    /// Whether a voice of this device speaks the article's language.
    has_voice: bool,
    _voices: Option<EventListener>,
}

impl Toolbar {
    /// Renders the toolbar into `mount_point`. Calls `voices_changed` when the list of the device's voices
    /// has changed.
    pub fn new(
        context: &ReaderContext,
        settings: &Settings,
        mount_point: Element,
        voices_changed: Callback<()>,
    ) -> Self {
        let toolbar = Self {
            mount_point,
            bell: None,
            has_voice: voices::speaks(&context.view.lang),
            _voices: voices::observe_voices(move || voices_changed.emit(())),
        };
        toolbar.render(context, settings);
        toolbar
    }

    /// Empties the mount point.
    pub fn clear(&self) {
        self.mount_point.set_text_content(None);
    }

    /// Renders the toolbar anew, for example in another language.
    pub fn render(&self, context: &ReaderContext, settings: &Settings) {
        let button =
            |action: Action| tag("button").attr("type", "button").attr("data-do", action.as_str());
        let named = |action, key: &str| {
            button(action).attr("aria-label", context.t(key)).attr("title", context.t(key))
        };
        // From right to left, the sign would come before the letter.
        let size = |action, key| named(action, key).attr("dir", "ltr");
        let opener = |tag: ElementBuilder| tag.attr("aria-expanded", "false");
        let tools = tag("div")
            .attr("class", "tools")
            .child(size(Action::DecreaseSize, "textSmaller").text("A−"))
            .child(size(Action::IncreaseSize, "textLarger").attr("class", "larger").text("A+"))
            .child(button(Action::ResetSize))
            .child(tag("span").attr("class", "gap"))
            .child(tag("div").attr("data-place", mount_points::BELL))
            .child(opener(named(Action::ToggleSettings, "settings")).text("Aa"))
            .child_opt(self.has_voice.then(|| {
                let listen = named(Action::Listen, "listen").attr("class", "listen");
                listen.child(icons::icon(icons::HEADPHONES))
            }))
            .child(
                opener(button(Action::Share))
                    .attr("class", "share")
                    .child(icons::icon(icons::SHARE))
                    .child(tag("span").text(context.t("share"))),
            );
        let status = tag("p").attr("class", "visually-hidden").attr("role", "status");
        // The bell's mount point is kept with its content.
        let bell = self.find(BELL_SELECTOR);
        self.clear();
        for tag in [tools, status] {
            if let Some(element) = tag.element() {
                let _ = self.mount_point.append_child(&element);
            }
        }
        if let (Some(bell), Some(empty)) = (bell, self.find(BELL_SELECTOR)) {
            let _ = empty.replace_with_with_node_1(&bell);
        }
        self.render_bell(context);
        self.refresh(context, settings);
    }

    /// Updates attributes and texts to the present settings and state.
    pub fn refresh(&self, context: &ReaderContext, settings: &Settings) {
        let size_text = percent(context, settings.size);
        for (action, size) in [
            (Action::DecreaseSize, settings.step(false)),
            (Action::IncreaseSize, settings.step(true)),
            (Action::ResetSize, settings.reset_size().size),
        ] {
            self.set_disabled(action, size == settings.size);
        }
        if let Some(reset) = self.button(Action::ResetSize) {
            // The visible text is the size, so the name starts with it (WCAG 2.5.3).
            let name = text::concat(&[&size_text, " ", context.t("textReset")]);
            let _ = reset.set_attribute("aria-label", &name);
            reset.set_text_content(Some(&size_text));
        }
    }

    /// Performs the action of a button of the toolbar. A new text size is saved and announced.
    pub fn press(&self, action: Action, context: &ReaderContext, settings: &Settings) {
        let size = match action {
            Action::DecreaseSize => settings.step(false),
            Action::IncreaseSize => settings.step(true),
            Action::ResetSize => settings.reset_size().size,
            Action::Listen => return context.emit("listen", &[("state", "asked".into())]),
            Action::ToggleSettings | Action::Share => {
                return services::open(&context.host, action.as_str());
            }
            Action::ScrollToTop => return,
        };
        if size == settings.size {
            return;
        }
        if let Some(status) = self.find(":scope > [role=status]") {
            let text = context.view.messages.fill("textSize", "n", &percent(context, size));
            status.set_text_content(Some(&text));
        }
        // This calls back every reader of the page, this one included, which then refreshes.
        settings::save(Settings { size, ..*settings });
        context.emit("text-size", &[("size", size.into())]);
    }

    /// Renders the toolbar anew if it has to gain or lose the button "Listen".
    pub fn update_voices(&mut self, context: &ReaderContext, settings: &Settings) {
        let has_voice = voices::speaks(&context.view.lang);
        if self.has_voice != has_voice {
            self.has_voice = has_voice;
            self.render(context, settings);
        }
    }

    /// Shows the bell with this status (the key of its message), or removes it. The loader handles presses.
    pub fn show_bell(&mut self, status: Option<String>, context: &ReaderContext) {
        self.bell = status;
        self.render_bell(context);
    }

    /// Renders the bell as the panels do at first (`src/notifications/ui/bell.rs`).
    fn render_bell(&self, context: &ReaderContext) -> Option<()> {
        let place = self.find(BELL_SELECTOR)?;
        let old = place.query_selector(":scope > .bell").ok().flatten();
        let Some(status) = &self.bell else {
            old?.remove();
            return None;
        };
        let name = text::concat(&[context.t("promptLabel"), ": ", context.t(status)]);
        let crossed = (status != "bellIsOff").then(|| tag("path").attr("d", icons::SLASH));
        let bell = tag("button")
            .attr("type", "button")
            .attr("class", "bell")
            .attr("aria-expanded", "false")
            .attr("aria-label", &name)
            .attr("title", &name)
            .child(icons::icon(icons::BELL).child_opt(crossed))
            .element()?;
        match old {
            // The button keeps the focus.
            Some(old) => {
                for key in ["aria-label", "title"] {
                    let _ = old.set_attribute(key, &name);
                }
                old.set_text_content(None);
                let _ = old.append_child(&bell.first_element_child()?.into());
            }
            None => {
                let _ = place.append_child(&bell.into());
            }
        }
        Some(())
    }

    fn find(&self, selector: &str) -> Option<Element> {
        self.mount_point.query_selector(selector).ok().flatten()
    }

    /// Returns the button with this action.
    fn button(&self, action: Action) -> Option<Element> {
        self.find(&text::concat(&["[data-do=", action.as_str(), "]"]))
    }

    /// Marks a button as disabled or enabled. It can be focused in any case: the focus would be lost if the
    /// button that has it could not.
    fn set_disabled(&self, action: Action, disabled: bool) {
        if let Some(button) = self.button(action) {
            let _ = if disabled {
                button.set_attribute("aria-disabled", "true")
            } else {
                button.remove_attribute("aria-disabled")
            };
        }
    }
}

/// Formats a text size in the language of the controls.
fn percent(context: &ReaderContext, size: u16) -> String {
    intl::percent(context.view.messages.lang(), f64::from(size) / 100.0)
}

/// Saves the reader's choice of a setting and dispatches `baca-settings`.
pub fn choose(choice: SettingChoice, context: &ReaderContext, settings: &Settings) {
    let mut settings = *settings;
    settings.set(choice);
    settings::save(settings);
    context.emit_detail("settings", &js::to_js(&settings.write()));
}
