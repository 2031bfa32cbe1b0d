//! The reading tools: text size, reading settings, share. It stays at the upper edge while the
//! article is read.

use super::scene::Scene;
use super::sharing;
use crate::dom;
use crate::intl;
use crate::settings::{self, Settings, FONTS, SPACINGS, THEMES, WIDTHS};
use crate::share;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement, KeyboardEvent};
use yew::{html, Callback, Component, Context, Event, Html, NodeRef, Properties};

/// What the toolbar shows.
#[derive(Properties, PartialEq)]
pub struct ToolbarProps {
    /// What the room knows.
    pub scene: Scene,
    /// The present settings.
    pub settings: Settings,
}

/// Which panel is open.
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
}

/// The reading tools.
pub struct Toolbar {
    open: Option<Panel>,
    /// Told to who does not see the effect.
    said: String,
    opener: NodeRef,
    sharer: NodeRef,
}

impl Component for Toolbar {
    type Message = Msg;
    type Properties = ToolbarProps;

    fn create(_: &Context<Self>) -> Self {
        Self {
            open: None,
            said: String::new(),
            opener: NodeRef::default(),
            sharer: NodeRef::default(),
        }
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        let ToolbarProps { scene, settings } = ctx.props();
        match msg {
            Msg::Size(size) => {
                let settings = Settings { size, ..settings.clone() };
                self.said = self.size_text(scene, size);
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
                    self.close();
                }
            }
            Msg::Close => self.close(),
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let ToolbarProps { scene, settings } = ctx.props();
        let smaller = settings.step(false);
        let larger = settings.step(true);
        let step = |size: u16| ctx.link().callback(move |_| Msg::Size(size));
        let escape = ctx
            .link()
            .batch_callback(|event: KeyboardEvent| (event.key() == "Escape").then_some(Msg::Close));
        let usual = settings.reset_size().size;
        let is_open = |panel| (self.open == Some(panel)).to_string();
        html! {
            <div part="toolbar" class="toolbar" role="group" lang={scene.words.lang().to_string()}
                dir={settings::direction(scene.words.lang()).as_str()}
                aria-label={scene.t("toolbar").to_string()} onkeydown={escape}>
                <div class="tools">
                    <button type="button" aria-label={scene.t("textSmaller").to_string()}
                        disabled={smaller == settings.size} onclick={step(smaller)}>{ "A−" }</button>
                    <button type="button" class="larger" aria-label={scene.t("textLarger").to_string()}
                        disabled={larger == settings.size} onclick={step(larger)}>{ "A+" }</button>
                    <button type="button" aria-label={self.reset_name(scene, settings)}
                        disabled={settings.is_usual()} onclick={step(usual)}>
                        { intl::percent(scene.words.lang(), f64::from(settings.size) / 100.0) }
                    </button>
                    <span class="gap" />
                    <button type="button" ref={self.opener.clone()} aria-expanded={is_open(Panel::Settings)}
                        aria-label={scene.t("settings").to_string()}
                        onclick={ctx.link().callback(|_| Msg::TogglePanel)}>{ "Aa" }</button>
                    <button type="button" ref={self.sharer.clone()} aria-expanded={is_open(Panel::Share)}
                        onclick={ctx.link().callback(|_| Msg::Share)}>{ scene.t("share") }</button>
                </div>
                { match self.open {
                    Some(Panel::Settings) => self.panel(ctx),
                    Some(Panel::Share) => sharing::panel(scene, ctx.link().callback(Msg::Shared)),
                    None => Html::default(),
                } }
                <p class="hush" role="status">{ self.said.clone() }</p>
            </div>
        }
    }
}

impl Toolbar {
    fn toggle(&mut self, panel: Panel) {
        self.open = if self.open == Some(panel) { None } else { Some(panel) };
    }

    /// Closes what is open and gives the focus back to what opened it.
    fn close(&mut self) {
        let opener = match self.open.take() {
            Some(Panel::Settings) => &self.opener,
            Some(Panel::Share) => &self.sharer,
            None => return,
        };
        if let Some(opener) = opener.cast::<HtmlElement>() {
            let _ = opener.focus();
        }
    }

    fn size_text(&self, scene: &Scene, size: u16) -> String {
        let percent = intl::percent(scene.words.lang(), f64::from(size) / 100.0);
        scene.words.fill("textSize", "n", &percent)
    }

    /// The reset button shows the present size, so its name begins with it (WCAG 2.5.3).
    fn reset_name(&self, scene: &Scene, settings: &Settings) -> String {
        let percent = intl::percent(scene.words.lang(), f64::from(settings.size) / 100.0);
        [&percent, " ", scene.t("textReset")].concat()
    }

    fn panel(&self, ctx: &Context<Self>) -> Html {
        let ToolbarProps { scene, settings } = ctx.props();
        let site = scene.host.get_attribute("theme");
        let site = site.as_deref().filter(|theme| THEMES.contains(theme)).unwrap_or("auto");
        let group = |key, values: &[&'static str], chosen: &Option<String>, usual: &str| {
            let chosen = chosen.as_deref().unwrap_or(usual).to_string();
            choices(
                scene,
                key,
                values,
                &chosen,
                ctx.link().callback(move |value| Msg::Choose(key, value)),
            )
        };
        html! {
            <div class="panel" role="group" aria-label={scene.t("settings").to_string()}>
                { group("theme", &THEMES, &settings.theme, site) }
                { group("font", &FONTS, &settings.font, "site") }
                { group("spacing", &SPACINGS, &settings.spacing, "normal") }
                { group("width", &WIDTHS, &settings.width, "normal") }
            </div>
        }
    }
}

/// A group of native radio buttons: keys and roles are the browser's own.
fn choices(
    scene: &Scene,
    key: &'static str,
    values: &[&'static str],
    chosen: &str,
    choose: Callback<String>,
) -> Html {
    let name = [&scene.prefix, key].concat();
    let onchange = Callback::from(move |event: Event| {
        let input = event.target().and_then(|t| t.dyn_into::<HtmlInputElement>().ok());
        if let Some(input) = input {
            choose.emit(input.value());
        }
    });
    let one = |value: &&'static str| {
        let label = scene.t(&word(key, value)).to_string();
        html! {
            <label>
                <input type="radio" name={name.clone()} value={*value} checked={*value == chosen}
                    onchange={onchange.clone()} />
                <span>{ label }</span>
            </label>
        }
    };
    html! {
        <fieldset data-setting={key}>
            <legend>{ scene.t(key) }</legend>
            { for values.iter().map(one) }
        </fieldset>
    }
}

/// The name of a choice's words: `theme` and `dark` make `themeDark`.
fn word(key: &str, value: &str) -> String {
    let mut out = String::from(key);
    let mut chars = value.chars();
    out.extend(chars.next().map(|c| c.to_ascii_uppercase()));
    out.extend(chars);
    out
}
