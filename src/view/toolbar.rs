//! The reading tools: text size, reading settings, listening, share. They stay at the upper edge while
//! the article is read. What they are is drawn once; what changes is set on what is there.

use super::app::{Link, Msg as Told};
use super::icons;
use super::paper::{tag, Tag};
use super::place;
use super::scene::Scene;
use super::sharing;
use crate::settings::{self, Settings, FONTS, SPACINGS, THEMES, WIDTHS};
use crate::{dom, intl, share, speech};
use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement};
use yew::Callback;

/// Which panel is open.
#[derive(Clone, Copy, PartialEq)]
enum Panel {
    Settings,
    Share,
}

impl Panel {
    /// `data-do` of the button that opens it.
    fn opener(self) -> &'static str {
        match self {
            Self::Settings => "settings",
            Self::Share => "share",
        }
    }
}

/// What happens to the toolbar besides presses.
pub enum Msg {
    /// A new value of a setting was chosen.
    Choose(String, String),
    /// Sharing came to an end: what to say, if anything.
    Shared(Option<&'static str>),
    /// Escape.
    Close,
    /// The device has other voices now.
    Voices,
}

/// The reading tools.
pub struct Toolbar {
    place: Element,
    open: Option<Panel>,
    /// What is told to who does not see the effect.
    said: String,
    /// Whether a voice of this device reads the article's language.
    voice: bool,
    shared: Callback<Option<&'static str>>,
    _listeners: [EventListener; 2],
    _voices: Option<EventListener>,
}

impl Toolbar {
    /// Draws the tools into their place.
    pub fn new(scene: &Scene, settings: &Settings, place: Element, link: &Link) -> Self {
        let (chosen, closing, voices) = (link.clone(), link.clone(), link.clone());
        let listeners = [
            EventListener::new(&place, "change", move |event: &Event| {
                let target = event.target();
                let text = |name| target.as_ref().and_then(|target| dom::get_text(target, name));
                let input: Option<&Element> = target.as_ref().and_then(|t| t.dyn_ref());
                let key = input.and_then(|input| input.get_attribute("data-key"));
                if let Some((key, value)) = key.zip(text("value")) {
                    chosen.send(Told::Tools(Msg::Choose(key, value)));
                }
            }),
            EventListener::new(&place, "keydown", move |event: &Event| {
                if dom::get_text(event, "key").as_deref() == Some("Escape") {
                    closing.send(Told::Tools(Msg::Close));
                }
            }),
        ];
        let tools = Self {
            place,
            open: None,
            said: String::new(),
            voice: speech::speaks(&scene.lang),
            shared: link.callback(|said| Told::Tools(Msg::Shared(said))),
            _listeners: listeners,
            _voices: speech::watch_voices(move || voices.send(Told::Tools(Msg::Voices))),
        };
        tools.draw(scene, settings);
        tools
    }

    /// Leaves the place as it was.
    pub fn clear(&self) {
        self.place.set_text_content(None);
    }

    /// Draws everything anew, as in another language.
    pub fn draw(&self, scene: &Scene, settings: &Settings) {
        let button = |what: &str| tag("button").set("type", "button").set("data-do", what);
        let named = |what: &str, key: &str| button(what).set("aria-label", scene.t(key));
        let opener = |tag: Tag| tag.set("aria-expanded", "false");
        let tools = tag("div")
            .set("class", "tools")
            .with(named("smaller", "textSmaller").say("A−"))
            .with(named("larger", "textLarger").set("class", "larger").say("A+"))
            .with(button("reset"))
            .with(tag("span").set("class", "gap"))
            .with(tag("div").set("data-place", place::BELL))
            .with(opener(named("settings", "settings")).say("Aa"))
            .with_some(self.voice.then(|| {
                let listen = named("listen", "listen").set("class", "listen");
                listen.with(icons::drawn(icons::HEADPHONES))
            }))
            .with(
                opener(button("share"))
                    .set("class", "share")
                    .with(icons::drawn(icons::SHARE))
                    .with(tag("span").say(scene.t("share"))),
            );
        let status = tag("p").set("class", "hush").set("role", "status");
        // What stands in the bell's place is not ours: it stays.
        let bell = self.bell();
        self.clear();
        for tag in [tools, status] {
            if let Some(element) = tag.element() {
                let _ = self.place.append_child(&element);
            }
        }
        if let (Some(was), Some(is)) = (bell, self.bell()) {
            let _ = is.replace_with_with_node_1(&was);
        }
        self.unfold(scene, settings);
        self.refresh(scene, settings);
    }

    /// Shows the present state.
    pub fn refresh(&self, scene: &Scene, settings: &Settings) {
        let present = percent(scene, settings.size);
        for (what, size) in [
            ("smaller", settings.step(false)),
            ("larger", settings.step(true)),
            ("reset", settings.reset_size().size),
        ] {
            self.flag(what, "disabled", size == settings.size);
        }
        if let Some(reset) = self.button("reset") {
            // It shows the present size, so its name begins with it (WCAG 2.5.3).
            let name = [&present, " ", scene.t("textReset")].concat();
            let _ = reset.set_attribute("aria-label", &name);
            reset.set_text_content(Some(&present));
        }
        for panel in [Panel::Settings, Panel::Share] {
            if let Some(opener) = self.button(panel.opener()) {
                let open = if self.open == Some(panel) { "true" } else { "false" };
                let _ = opener.set_attribute("aria-expanded", open);
            }
        }
        if let Some(status) = self.status() {
            status.set_text_content(Some(&self.said));
        }
        let inputs = self.place.query_selector_all("input[data-key]");
        let count = inputs.as_ref().map_or(0, |inputs| inputs.length());
        for index in 0..count {
            let input = inputs.as_ref().ok().and_then(|inputs| inputs.item(index));
            if let Some(input) = input.and_then(|i| i.dyn_into::<HtmlInputElement>().ok()) {
                let key = input.get_attribute("data-key").unwrap_or_default();
                input.set_checked(input.value() == chosen(scene, settings, &key));
            }
        }
    }

    /// A button of the toolbar or of a panel was pressed.
    pub fn press(&mut self, what: &str, control: &Element, scene: &Scene, settings: &Settings) {
        let size = match what {
            "smaller" => Some(settings.step(false)),
            "larger" => Some(settings.step(true)),
            "reset" => Some(settings.reset_size().size),
            _ => None,
        };
        match what {
            "settings" => self.toggle(Panel::Settings, scene, settings),
            "share" if !share::native(scene, self.shared.clone()) => {
                self.toggle(Panel::Share, scene, settings);
            }
            "listen" => scene.emit("listen", &[("state", "asked".into())]),
            "copy" => share::copy(scene, self.shared.clone()),
            "way" => {
                let method = control.get_attribute("data-method").unwrap_or_default();
                scene.emit("share", &[("method", method.into())]);
            }
            _ => {}
        }
        if let Some(size) = size {
            self.said = scene.words.fill("textSize", "n", &percent(scene, size));
            // Told back to every reader of the page, and so to this one.
            settings::save(&Settings { size, ..settings.clone() });
            scene.emit("text-size", &[("size", size.into())]);
        }
    }

    /// Something else happened.
    pub fn update(&mut self, msg: Msg, scene: &Scene, settings: &Settings) {
        match msg {
            Msg::Choose(key, value) => {
                let mut settings = settings.clone();
                let place = match key.as_str() {
                    "theme" => &mut settings.theme,
                    "font" => &mut settings.font,
                    "spacing" => &mut settings.spacing,
                    _ => &mut settings.width,
                };
                *place = Some(value);
                settings::save(&settings);
                scene.tell("settings", &dom::to_js(&settings.write()));
            }
            Msg::Shared(said) => {
                self.said = said.map(|key| scene.t(key).to_string()).unwrap_or_default();
                if said.is_some() {
                    self.close(scene, settings);
                }
                self.refresh(scene, settings);
            }
            Msg::Close => self.close(scene, settings),
            Msg::Voices => {
                let voice = speech::speaks(&scene.lang);
                if self.voice != voice {
                    self.voice = voice;
                    self.draw(scene, settings);
                }
            }
        }
    }

    fn toggle(&mut self, panel: Panel, scene: &Scene, settings: &Settings) {
        self.open = if self.open == Some(panel) { None } else { Some(panel) };
        self.unfold(scene, settings);
        self.refresh(scene, settings);
    }

    /// Closes what is open and gives the focus back to what opened it.
    fn close(&mut self, scene: &Scene, settings: &Settings) {
        let Some(panel) = self.open else { return };
        self.toggle(panel, scene, settings);
        if let Some(opener) = self.button(panel.opener()) {
            dom::call(&opener, "focus", &[]);
        }
    }

    /// Puts the open panel below the tools, and takes the other away.
    fn unfold(&self, scene: &Scene, settings: &Settings) {
        if let Some(panel) = self.find(".panel") {
            panel.remove();
        }
        let panel = match self.open {
            Some(Panel::Settings) => choices(scene, settings),
            Some(Panel::Share) => sharing::panel(scene),
            None => return,
        };
        if let (Some(status), Some(panel)) = (self.status(), panel.element()) {
            let _ = self.place.insert_before(&panel, Some(&status));
        }
    }

    fn find(&self, selector: &str) -> Option<Element> {
        self.place.query_selector(selector).ok().flatten()
    }

    fn status(&self) -> Option<Element> {
        self.find(":scope > [role=status]")
    }

    fn bell(&self) -> Option<Element> {
        self.find(&["[data-place=", place::BELL, "]"].concat())
    }

    fn button(&self, what: &str) -> Option<Element> {
        self.find(&["[data-do=", what, "]"].concat())
    }

    fn flag(&self, what: &str, name: &str, holds: bool) {
        if let Some(button) = self.button(what) {
            let _ = button.toggle_attribute_with_force(name, holds);
        }
    }
}

fn percent(scene: &Scene, size: u16) -> String {
    intl::percent(scene.words.lang(), f64::from(size) / 100.0)
}

/// What holds for a setting: the reader's choice, else the site's.
fn chosen(scene: &Scene, settings: &Settings, key: &str) -> String {
    let site = || scene.host.get_attribute("theme").filter(|t| THEMES.contains(&t.as_str()));
    match key {
        "theme" => settings.theme.clone().or_else(site).unwrap_or_else(|| "auto".into()),
        "font" => settings.font.clone().unwrap_or_else(|| "site".into()),
        "spacing" => settings.spacing.clone().unwrap_or_else(|| "normal".into()),
        _ => settings.width.clone().unwrap_or_else(|| "normal".into()),
    }
}

/// The panel of reading settings.
fn choices(scene: &Scene, settings: &Settings) -> Tag {
    let groups: [(&str, &[&str]); 4] =
        [("theme", &THEMES), ("font", &FONTS), ("spacing", &SPACINGS), ("width", &WIDTHS)];
    let panel = tag("div").set("class", "panel").set("role", "group");
    panel.set("aria-label", scene.t("settings")).with_all(
        groups
            .into_iter()
            .map(|(key, values)| group(scene, key, values, &chosen(scene, settings, key))),
    )
}

/// A group of native radio buttons: keys and roles are the browser's own.
fn group(scene: &Scene, key: &str, values: &[&str], chosen: &str) -> Tag {
    let name = [&scene.prefix, key].concat();
    let one = |value: &&str| {
        let input = tag("input")
            .set("type", "radio")
            .set("name", &name)
            .set("value", value)
            .set("data-key", key)
            .flag("checked", *value == chosen);
        tag("label").with(input).with(tag("span").say(scene.t(&word(key, value))))
    };
    tag("fieldset").with(tag("legend").say(scene.t(key))).with_all(values.iter().map(one))
}

/// The name of a choice's words: `theme` and `dark` make `themeDark`.
fn word(key: &str, value: &str) -> String {
    let (first, rest) = value.split_at_checked(1).unwrap_or((value, ""));
    [key, &first.to_ascii_uppercase(), rest].concat()
}
