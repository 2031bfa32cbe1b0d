//! The reading tools: text size, reading settings, share. It stays at the upper edge while the
//! article is read.

use super::icons::{self, icon};
use super::place;
use super::scene::Scene;
use super::sharing;
use super::tags::{tag, Tag};
use crate::dom;
use crate::intl;
use crate::settings::{self, Settings, FONTS, SPACINGS, THEMES, WIDTHS};
use crate::share;
use crate::speech;
use gloo_events::EventListener;
use web_sys::Event;
use yew::virtual_dom::ListenerKind;
use yew::{Callback, Component, Context, Html, Properties};

/// What the toolbar shows.
#[derive(Properties, PartialEq)]
pub struct ToolbarProps {
    /// What the room knows.
    pub scene: Scene,
    /// The present settings.
    pub settings: Settings,
}

/// Which panel is open; in the order of the buttons.
#[derive(Clone, Copy, PartialEq)]
enum Panel {
    Settings,
    Share,
}

/// What happens to the toolbar.
pub enum Msg {
    /// A new text size was chosen.
    Size(u16),
    /// A new value of a setting was chosen.
    Choose(&'static str, String),
    /// The settings' panel was asked for, or done with.
    TogglePanel,
    /// Sharing was asked for.
    Share,
    /// Sharing came to an end: what to say, if anything.
    Shared(Option<&'static str>),
    /// Escape.
    Close,
    /// The device has other voices now.
    Voices,
}

/// The reading tools.
pub struct Toolbar {
    open: Option<Panel>,
    /// Told to who does not see the effect.
    said: String,
    /// Whether a voice of this device reads the article's language.
    voice: bool,
    _voices: Option<EventListener>,
}

impl Component for Toolbar {
    type Message = Msg;
    type Properties = ToolbarProps;

    fn create(ctx: &Context<Self>) -> Self {
        let link = ctx.link().clone();
        Self {
            open: None,
            said: String::new(),
            voice: speech::speaks(&ctx.props().scene.lang),
            _voices: speech::watch_voices(move || link.send_message(Msg::Voices)),
        }
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        let ToolbarProps { scene, settings } = ctx.props();
        match msg {
            Msg::Size(size) => {
                let settings = Settings { size, ..settings.clone() };
                self.said = scene.words.fill("textSize", "n", &percent(scene, size));
                settings::save(&settings);
                scene.emit("text-size", &[("size", size.into())]);
            }
            Msg::Choose(key, value) => {
                let mut settings = settings.clone();
                let place = match key {
                    "theme" => &mut settings.theme,
                    "font" => &mut settings.font,
                    "spacing" => &mut settings.spacing,
                    _ => &mut settings.width,
                };
                *place = Some(value);
                settings::save(&settings);
                scene.tell("settings", &dom::to_js(&settings.write()));
            }
            Msg::TogglePanel => self.toggle(Panel::Settings),
            Msg::Share => {
                let done = ctx.link().callback(Msg::Shared);
                if !share::native(scene, done) {
                    self.toggle(Panel::Share);
                }
            }
            Msg::Shared(said) => {
                self.said = said.map(|key| scene.t(key).to_string()).unwrap_or_default();
                if said.is_some() {
                    self.close(scene);
                }
            }
            Msg::Close => self.close(scene),
            Msg::Voices => {
                let before = self.voice;
                self.voice = speech::speaks(&scene.lang);
                return self.voice != before;
            }
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let ToolbarProps { scene, settings } = ctx.props();
        let link = ctx.link();
        let size = |text: &str, name: &str, size: u16| {
            tag("button")
                .text("aria-label", name)
                .flag("disabled", size == settings.size)
                .press(link.callback(move |_| Msg::Size(size)))
                .say(text)
        };
        let opener = |panel| {
            let open = if self.open == Some(panel) { "true" } else { "false" };
            tag("button").set("aria-expanded", open)
        };
        // The reset button shows the present size, so its name begins with it (WCAG 2.5.3).
        let present = percent(scene, settings.size);
        let reset = [&present, " ", scene.t("textReset")].concat();
        let tools = tag("div")
            .set("class", "tools")
            .with(size("A−", scene.t("textSmaller"), settings.step(false)))
            .with(size("A+", scene.t("textLarger"), settings.step(true)).set("class", "larger"))
            .with(size(&present, &reset, settings.reset_size().size))
            .with(tag("span").set("class", "gap"))
            .with(tag("div").set("data-place", place::BELL))
            .with(
                opener(Panel::Settings)
                    .text("aria-label", scene.t("settings"))
                    .press(link.callback(|_| Msg::TogglePanel))
                    .say("Aa"),
            )
            .with_some(self.voice.then(|| listen(scene)))
            .with(
                opener(Panel::Share)
                    .set("class", "share")
                    .press(link.callback(|_| Msg::Share))
                    .with(icon(icons::SHARE))
                    .with(tag("span").say(scene.t("share"))),
            );
        let panel = match self.open {
            Some(Panel::Settings) => Some(self.panel(ctx)),
            Some(Panel::Share) => Some(sharing::panel(scene, link.callback(Msg::Shared))),
            None => None,
        };
        let escape = link.batch_callback(|event: Event| {
            (dom::get_text(&event, "key").as_deref() == Some("Escape")).then_some(Msg::Close)
        });
        tag("div")
            .on(ListenerKind::onkeydown, escape)
            .with(tools)
            .with_some(panel)
            .with(tag("p").set("class", "hush").set("role", "status").say(&self.said))
            .into()
    }
}

impl Toolbar {
    fn toggle(&mut self, panel: Panel) {
        self.open = if self.open == Some(panel) { None } else { Some(panel) };
    }

    /// Closes what is open and gives the focus back to what opened it.
    fn close(&mut self, scene: &Scene) {
        let Some(panel) = self.open.take() else { return };
        let root = scene.host.shadow_root();
        let openers = root.and_then(|r| r.query_selector_all(".tools > [aria-expanded]").ok());
        if let Some(opener) = openers.and_then(|all| all.item(panel as u32)) {
            dom::call(&opener, "focus", &[]);
        }
    }

    fn panel(&self, ctx: &Context<Self>) -> Tag {
        let ToolbarProps { scene, settings } = ctx.props();
        let site = scene.host.get_attribute("theme");
        let site = site.as_deref().filter(|theme| THEMES.contains(theme)).unwrap_or("auto");
        let group = |key, values, chosen: &Option<String>, usual| {
            let choose = ctx.link().callback(move |value| Msg::Choose(key, value));
            choices(scene, key, values, chosen.as_deref().unwrap_or(usual), choose)
        };
        tag("div")
            .set("class", "panel")
            .set("role", "group")
            .text("aria-label", scene.t("settings"))
            .with(group("theme", &THEMES, &settings.theme, site))
            .with(group("font", &FONTS, &settings.font, "site"))
            .with(group("spacing", &SPACINGS, &settings.spacing, "normal"))
            .with(group("width", &WIDTHS, &settings.width, "normal"))
    }
}

/// The button that reads aloud.
fn listen(scene: &Scene) -> Tag {
    tag("button")
        .set("class", "listen")
        .text("aria-label", scene.t("listen"))
        .press({
            let scene = scene.clone();
            Callback::from(move |_| scene.emit("listen", &[("state", "asked".into())]))
        })
        .with(icon(icons::HEADPHONES))
}

fn percent(scene: &Scene, size: u16) -> String {
    intl::percent(scene.words.lang(), f64::from(size) / 100.0)
}

/// A group of native radio buttons: keys and roles are the browser's own.
fn choices(
    scene: &Scene,
    key: &'static str,
    values: &[&'static str],
    chosen: &str,
    choose: Callback<String>,
) -> Tag {
    let onchange = Callback::from(move |event: Event| {
        let value = event.target().and_then(|target| dom::get_text(&target, "value"));
        if let Some(value) = value {
            choose.emit(value);
        }
    });
    let name = [&scene.prefix, key].concat();
    let one = |value: &&'static str| {
        let input = tag("input")
            .set("type", "radio")
            .text("name", &name)
            .set("value", value)
            .checked(*value == chosen)
            .on(ListenerKind::onchange, onchange.clone());
        tag("label").with(input).with(tag("span").say(scene.t(&word(key, value))))
    };
    tag("fieldset").with(tag("legend").say(scene.t(key))).with_all(values.iter().map(one))
}

/// The name of a choice's words: `theme` and `dark` make `themeDark`.
fn word(key: &str, value: &str) -> String {
    let (first, rest) = value.split_at_checked(1).unwrap_or((value, ""));
    [key, &first.to_ascii_uppercase(), rest].concat()
}
