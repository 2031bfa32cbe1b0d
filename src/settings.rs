//! How the reader wants to read: text size, theme, typeface, spacing, width. Kept on this device
//! for the whole site, shared by all readers of the page and by its other tabs.

use crate::dom;
use gloo_events::EventListener;
use serde_json::{Map, Value};
use std::cell::{Cell, RefCell};
use wasm_bindgen::JsCast;
use web_sys::StorageEvent;
use yew::Callback;

/// The entry in the site's storage.
const KEY: &str = "baca:settings";

/// Text sizes in percent of the site's own. 200 % and beyond are for readers of low vision
/// (WCAG 2.2, 1.4.4).
pub const SIZES: [u16; 11] = [80, 90, 100, 110, 125, 150, 175, 200, 250, 300, 400];
const USUAL: u16 = 100;

/// Themes: `auto` follows the system.
pub const THEMES: [&str; 5] = ["auto", "light", "dark", "sepia", "contrast"];
/// Typefaces; the first is the site's.
pub const FONTS: [&str; 3] = ["site", "serif", "sans"];
/// Line spacings.
pub const SPACINGS: [&str; 3] = ["tight", "normal", "loose"];
/// Column widths.
pub const WIDTHS: [&str; 3] = ["narrow", "normal", "wide"];

/// A reader's choices; `None` leaves it to the site.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// Text size, one of [`SIZES`].
    pub size: u16,
    /// One of [`THEMES`].
    pub theme: Option<String>,
    /// One of [`FONTS`].
    pub font: Option<String>,
    /// One of [`SPACINGS`].
    pub spacing: Option<String>,
    /// One of [`WIDTHS`].
    pub width: Option<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self { size: USUAL, theme: None, font: None, spacing: None, width: None }
    }
}

impl Settings {
    /// Reads what was kept; what cannot be understood is passed over.
    pub fn read(value: &Value) -> Self {
        let one_of = |key: &str, known: &[&str]| {
            let choice = value.get(key)?.as_str()?;
            known.contains(&choice).then(|| choice.to_string())
        };
        // A size of an older or newer version becomes the nearest one we have.
        let size = value.get("size").and_then(Value::as_u64).map_or(USUAL, |kept| {
            let distance = |size: &u16| kept.abs_diff(u64::from(*size));
            SIZES.into_iter().min_by_key(distance).unwrap_or(USUAL)
        });
        Self {
            size,
            theme: one_of("theme", &THEMES),
            font: one_of("font", &FONTS),
            spacing: one_of("spacing", &SPACINGS),
            width: one_of("width", &WIDTHS),
        }
    }

    /// What is kept, and what `baca-settings` tells.
    pub fn write(&self) -> Value {
        let choices = [
            ("theme", &self.theme),
            ("font", &self.font),
            ("spacing", &self.spacing),
            ("width", &self.width),
        ];
        let mut out = Map::new();
        out.insert("size".into(), self.size.into());
        for (key, choice) in choices {
            out.insert(key.into(), choice.as_deref().map_or(Value::Null, Value::from));
        }
        Value::Object(out)
    }

    /// The next size up or down; the same at the ends.
    pub fn step(&self, up: bool) -> u16 {
        let next = if up {
            SIZES.iter().find(|size| **size > self.size)
        } else {
            SIZES.iter().rev().find(|size| **size < self.size)
        };
        next.copied().unwrap_or(self.size)
    }

    /// Whether the size is the site's own.
    pub fn is_usual(&self) -> bool {
        self.size == USUAL
    }

    /// The factor for the style sheet: `calc(125 / 100)`.
    pub fn scale_text(&self) -> String {
        ["calc(", &self.size.to_string(), " / 100)"].concat()
    }

    /// The same with the usual size.
    pub fn reset_size(&self) -> Self {
        Self { size: USUAL, ..self.clone() }
    }
}

thread_local! {
    /// The choices as this page knows them; they outlive a refused storage.
    static CURRENT: RefCell<Option<Settings>> = const { RefCell::new(None) };
    static WATCHERS: RefCell<Vec<(u32, Callback<Settings>)>> = const { RefCell::new(Vec::new()) };
    static NEXT: Cell<u32> = const { Cell::new(0) };
}

/// The reader's settings.
pub fn load() -> Settings {
    CURRENT.with_borrow_mut(|current| current.get_or_insert_with(kept).clone())
}

fn kept() -> Settings {
    dom::stored_json(KEY).map_or_else(Settings::default, |value| Settings::read(&value))
}

/// Keeps new settings and tells every reader of the page; the storage tells the other tabs.
pub fn save(settings: &Settings) {
    dom::store_json(KEY, &settings.write());
    spread(settings);
}

fn spread(settings: &Settings) {
    CURRENT.set(Some(settings.clone()));
    let watchers: Vec<_> =
        WATCHERS.with_borrow(|all| all.iter().map(|(_, callback)| callback.clone()).collect());
    for callback in watchers {
        callback.emit(settings.clone());
    }
}

/// A reader that hears of changes until this is dropped.
pub struct Watch {
    id: u32,
    _storage: Option<EventListener>,
}

/// Calls back with every change of the settings, from here or from another tab.
pub fn watch(callback: Callback<Settings>) -> Watch {
    let id = NEXT.get();
    NEXT.set(id.wrapping_add(1));
    WATCHERS.with_borrow_mut(|all| all.push((id, callback)));
    let storage = dom::window().map(|window| {
        EventListener::new(&window, "storage", |event| {
            let event: Option<&StorageEvent> = event.dyn_ref();
            // A storage that was cleared has no key.
            if event.is_some_and(|event| event.key().is_none_or(|key| key == KEY)) {
                spread(&kept());
            }
        })
    });
    Watch { id, _storage: storage }
}

impl Drop for Watch {
    fn drop(&mut self) {
        // The thread's values may be gone when the page is.
        let _ = WATCHERS.try_with(|all| {
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
    fn sizes_reach_beyond_twice_and_stop_at_the_ends() {
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

    #[test]
    fn what_is_kept_is_read_again() {
        let settings = Settings { size: 150, theme: Some("sepia".into()), ..Settings::default() };
        assert_eq!(Settings::read(&settings.write()), settings);
    }

    #[test]
    fn nonsense_in_storage_is_passed_over() {
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
