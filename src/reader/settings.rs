//! Reading settings: text size, theme, typeface, spacing, column width and others. They are stored on this
//! device for the whole site and shared by all readers of the page and of other tabs.

use super::choices::{
    Alignment, ColumnWidth, Font, Hyphens, Letters, Setting, SettingChoice, Spacing, Theme,
};
use crate::web::storage;
use crate::web::storage_events::observe_storage;
use baca_sys::number::decimal;
use baca_sys::text;
use gloo_events::EventListener;
use serde_json::{Map, Value};
use std::cell::{Cell, RefCell};
use yew::Callback;

/// Key in `localStorage`.
const KEY: &str = "baca:settings";

/// Text sizes in percent of the site's own. 200 % and more are for readers with low vision
/// (WCAG 2.2, 1.4.4).
pub const SIZES: [u16; 11] = [80, 90, 100, 110, 125, 150, 175, 200, 250, 300, 400];
const DEFAULT_SIZE: u16 = 100;

/// Settings of a reader; `None` leaves a choice to the site.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// Text size in percent, one of [`SIZES`].
    pub size: u16,
    /// Colours.
    pub theme: Option<Theme>,
    /// Typeface.
    pub font: Option<Font>,
    /// Line spacing.
    pub spacing: Option<Spacing>,
    /// Width of the column of text.
    pub width: Option<ColumnWidth>,
    /// Space between letters and words.
    pub letters: Option<Letters>,
    /// Alignment of the lines.
    pub alignment: Option<Alignment>,
    /// Hyphenation.
    pub hyphens: Option<Hyphens>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            size: DEFAULT_SIZE,
            theme: None,
            font: None,
            spacing: None,
            width: None,
            letters: None,
            alignment: None,
            hyphens: None,
        }
    }
}

impl Settings {
    /// Parses the stored value. Unknown choices are skipped.
    pub fn read(value: &Value) -> Self {
        // A size that another version of Baca stored becomes the nearest one of this version.
        let size = value.get("size").and_then(Value::as_u64).map_or(DEFAULT_SIZE, |stored| {
            let distance = |size: &u16| stored.abs_diff(u64::from(*size));
            SIZES.into_iter().min_by_key(distance).unwrap_or(DEFAULT_SIZE)
        });
        let mut settings = Self { size, ..Self::default() };
        for setting in Setting::ALL {
            let key = setting.as_str();
            let stored = value.get(key).and_then(Value::as_str);
            if let Some(choice) = stored.and_then(|stored| SettingChoice::parse(key, stored)) {
                settings.set(choice);
            }
        }
        settings
    }

    /// Returns the value to store, which is also the detail of the event `baca-settings`.
    pub fn write(&self) -> Value {
        let mut out = Map::new();
        out.insert("size".into(), self.size.into());
        for setting in Setting::ALL {
            let choice = self.get(setting);
            let value = choice.map_or(Value::Null, |choice| choice.as_str().into());
            out.insert(setting.as_str().into(), value);
        }
        Value::Object(out)
    }

    /// Returns the reader's choice of a setting; `None` if it is left to the site.
    pub fn get(&self, setting: Setting) -> Option<SettingChoice> {
        match setting {
            Setting::Theme => self.theme.map(SettingChoice::Theme),
            Setting::Font => self.font.map(SettingChoice::Font),
            Setting::Spacing => self.spacing.map(SettingChoice::Spacing),
            Setting::Width => self.width.map(SettingChoice::Width),
            Setting::Letters => self.letters.map(SettingChoice::Letters),
            Setting::Alignment => self.alignment.map(SettingChoice::Alignment),
            Setting::Hyphens => self.hyphens.map(SettingChoice::Hyphens),
        }
    }

    /// Sets the choice of its setting.
    pub fn set(&mut self, choice: SettingChoice) {
        match choice {
            SettingChoice::Theme(theme) => self.theme = Some(theme),
            SettingChoice::Font(font) => self.font = Some(font),
            SettingChoice::Spacing(spacing) => self.spacing = Some(spacing),
            SettingChoice::Width(width) => self.width = Some(width),
            SettingChoice::Letters(letters) => self.letters = Some(letters),
            SettingChoice::Alignment(alignment) => self.alignment = Some(alignment),
            SettingChoice::Hyphens(hyphens) => self.hyphens = Some(hyphens),
        }
    }

    /// Returns the next larger size if `up`, else the next smaller one; the present size if there is none.
    pub fn step(&self, up: bool) -> u16 {
        let next = if up {
            SIZES.iter().find(|size| **size > self.size)
        } else {
            SIZES.iter().rev().find(|size| **size < self.size)
        };
        next.copied().unwrap_or(self.size)
    }

    /// Returns the scale of the text as a value for the style sheet: `calc(125 / 100)`.
    pub fn scale_text(&self) -> String {
        text::concat(&["calc(", &decimal(self.size), " / 100)"])
    }

    /// Returns the settings with the default size.
    pub fn reset_size(&self) -> Self {
        Self { size: DEFAULT_SIZE, ..*self }
    }
}

thread_local! {
    /// Settings of this page. They are valid even if the browser's storage is unavailable.
    static CURRENT: Cell<Option<Settings>> = const { Cell::new(None) };
    static OBSERVERS: RefCell<Vec<(u32, Callback<Settings>)>> = const { RefCell::new(Vec::new()) };
    static NEXT_ID: Cell<u32> = const { Cell::new(0) };
}

/// Returns the settings. The first call loads them from the browser's storage.
pub fn load() -> Settings {
    let settings = CURRENT.get().unwrap_or_else(stored);
    CURRENT.set(Some(settings));
    settings
}

/// Reads the settings from the browser's storage; the default if there are none.
fn stored() -> Settings {
    storage::read_json(KEY).map_or_else(Settings::default, |value| Settings::read(&value))
}

/// Stores new settings and passes them to every reader of the page. Other tabs get the event `storage`.
pub fn save(settings: Settings) {
    storage::write_json(KEY, &settings.write());
    broadcast(settings);
}

/// Calls the callbacks of all observers.
fn broadcast(settings: Settings) {
    CURRENT.set(Some(settings));
    let callbacks: Vec<_> =
        OBSERVERS.with_borrow(|all| all.iter().map(|(_, callback)| callback.clone()).collect());
    for callback in callbacks {
        callback.emit(settings);
    }
}

/// Registration of a callback; dropping it removes the callback.
pub struct SettingsObserver {
    id: u32,
    _storage: Option<EventListener>,
}

/// Registers a callback for every change of the settings, on this page and in other tabs.
pub fn observe(callback: Callback<Settings>) -> SettingsObserver {
    let id = NEXT_ID.get();
    NEXT_ID.set(id.wrapping_add(1));
    OBSERVERS.with_borrow_mut(|all| all.push((id, callback)));
    let storage = observe_storage(|key| {
        // The key is null when the whole storage was cleared.
        if key.is_none_or(|key| key == KEY) {
            broadcast(stored());
        }
    });
    SettingsObserver { id, _storage: storage }
}

impl Drop for SettingsObserver {
    fn drop(&mut self) {
        // Thread-local values may be destroyed already when the page unloads.
        let _ = OBSERVERS.try_with(|all| {
            if let Ok(mut all) = all.try_borrow_mut() {
                all.retain(|(id, _)| *id != self.id);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn sizes_exceed_200_percent_and_stop_at_the_ends() {
        let mut settings = Settings::default();
        let mut seen = vec![settings.size];
        while settings.step(true) != settings.size {
            settings.size = settings.step(true);
            seen.push(settings.size);
        }
        assert!(seen.contains(&200) && settings.size > 200);
        settings.size = SIZES[0];
        assert_eq!(settings.step(false), SIZES[0]);
    }

    /// Returns the elements of a list of constants in `static/loader/settings.ts`, without quotation marks.
    fn list_of_loader(name: &str) -> Vec<&'static str> {
        let script = include_str!("../../static/loader/settings.ts");
        let (_, rest) = script.split_once(&text::concat(&["const ", name])).expect("the constant");
        let (_, rest) = rest.split_once("= [").expect("a list");
        let (list, _) = rest.split_once(']').expect("the end of the list");
        list.split(',').map(|element| element.trim().trim_matches('"')).collect()
    }

    #[test]
    fn the_preview_of_the_loader_has_the_same_sizes_and_themes() {
        assert_eq!(list_of_loader("SIZES"), SIZES.map(|size| size.to_string()));
        let choices = SettingChoice::ALL.into_iter();
        let themes = choices.filter(|choice| choice.setting() == Setting::Theme);
        let themes: Vec<&str> = themes.map(SettingChoice::as_str).collect();
        assert_eq!(list_of_loader("THEMES"), themes);
        let script = include_str!("../../static/loader/settings.ts");
        let range = format!("size >= {} && size <= {}", SIZES[0], SIZES[SIZES.len() - 1]);
        assert!(script.contains(&range), "the loader applies sizes outside of {range}");
    }

    #[test]
    fn written_settings_read_back() {
        let settings = Settings { size: 150, theme: Some(Theme::Sepia), ..Settings::default() };
        assert_eq!(
            settings.write(),
            json!({
                "size": 150, "theme": "sepia", "font": null, "spacing": null, "width": null,
                "letters": null, "alignment": null, "hyphens": null
            })
        );
        assert_eq!(Settings::read(&settings.write()), settings);
        for choice in SettingChoice::ALL {
            let mut settings = Settings::default();
            settings.set(choice);
            assert_eq!(settings.get(choice.setting()), Some(choice));
            assert_eq!(Settings::read(&settings.write()), settings, "{choice:?}");
        }
    }

    #[test]
    fn unknown_values_in_storage_are_skipped() {
        for value in [
            json!(null),
            json!(7),
            json!([]),
            json!({"size": "big", "theme": "neon"}),
            json!({"size": -3}),
        ] {
            assert_eq!(Settings::read(&value), Settings::default(), "{value}");
        }
        assert_eq!(Settings::read(&json!({"size": 190})).size, 200);
    }
}
