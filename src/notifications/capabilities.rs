//! Feature detection for push notifications: whether this page and browser support them, the permission,
//! and the message that explains how to unblock them.

use crate::notifications::config::NotificationsConfig;
use crate::web::dom;
use baca_sys::js;
use wasm_bindgen::JsValue;

/// Why push notifications are unavailable on this page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnsupportedReason {
    /// The page is not a secure context (HTTPS).
    Insecure,
    /// The page is in a frame: browsers let only a top-level page request the permission.
    Framed,
    /// iOS supports push only for sites that were added to the Home Screen.
    HomeScreen,
    /// The browser, or its private mode, does not support push.
    Browser,
    /// The configured service worker is on another origin than the page.
    Worker,
}

impl UnsupportedReason {
    /// Returns the key of the message that explains the reason to the reader.
    pub fn message_key(self) -> &'static str {
        match self {
            Self::Insecure => "bellInsecure",
            Self::Framed => "bellFramed",
            Self::HomeScreen => "bellHomeScreen",
            Self::Browser => "bellUnsupported",
            Self::Worker => "bellMisconfigured",
        }
    }
}

/// Returns why push notifications are unavailable here; `None` if they are available.
pub fn unsupported_reason(config: &NotificationsConfig) -> Option<UnsupportedReason> {
    let window = dom::window()?;
    let has = |name: &str| !js::get(&window, name).is_undefined();
    let navigator: JsValue = window.navigator().into();
    if js::get(&window, "isSecureContext").is_falsy() {
        return Some(UnsupportedReason::Insecure);
    }
    if !window.top().ok().flatten().is_some_and(|top| top == window) {
        return Some(UnsupportedReason::Framed);
    }
    // In private windows of some browsers only `serviceWorker` is undefined.
    let has_workers = !js::get(&navigator, "serviceWorker").is_undefined();
    if !(has("Notification") && has("PushManager") && has_workers) {
        // Only Safari on iOS and iPadOS has this property: `false` in a tab.
        let is_ios_tab = js::get(&navigator, "standalone").as_bool() == Some(false);
        return Some(if is_ios_tab {
            UnsupportedReason::HomeScreen
        } else {
            UnsupportedReason::Browser
        });
    }
    let origin = web_sys::Url::new(&config.service_worker).ok()?.origin();
    (window.location().origin().ok() != Some(origin)).then_some(UnsupportedReason::Worker)
}

/// Permission to show notifications.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Permission {
    /// The reader has not decided.
    Default,
    /// The reader allowed notifications.
    Granted,
    /// The reader, or a setting of the browser, blocks notifications.
    Denied,
}

impl Permission {
    /// Parses a `NotificationPermission` of the browser; `None` for any other text.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "default" => Some(Self::Default),
            "granted" => Some(Self::Granted),
            "denied" => Some(Self::Denied),
            _ => None,
        }
    }
}

/// Returns the present permission; `None` if the browser has none.
pub fn permission() -> Option<Permission> {
    let notification = dom::window().map(|window| js::get(&window, "Notification"));
    Permission::parse(&js::get_text(&notification?, "permission")?)
}

/// Requests the permission and returns the browser's promise. Must be called synchronously in a click
/// handler: browsers require user activation.
pub fn request_permission() -> JsValue {
    let notification = dom::window().map(|window| js::get(&window, "Notification"));
    notification.and_then(|n| js::call(&n, "requestPermission", &[])).unwrap_or_default()
}

/// Returns the key of the message that explains how to unblock notifications in the browser with this
/// user agent string.
pub fn unblock_message_key(agent: &str) -> &'static str {
    let is = |name: &str| agent.contains(name);
    match () {
        () if is("iPhone") || is("iPad") => "unblockIos",
        () if is("Android") && is("Firefox/") => "unblockFirefoxAndroid",
        () if is("Android") => "unblockAndroid",
        () if is("Firefox/") => "unblockFirefox",
        () if is("Chrome/") => "unblockChrome",
        () if is("Safari/") => "unblockSafari",
        () => "unblock",
    }
}

/// Calls [`unblock_message_key`] with the user agent string of the current browser.
pub fn current_unblock_message_key() -> &'static str {
    let agent = dom::window().and_then(|window| window.navigator().user_agent().ok());
    unblock_message_key(&agent.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_browser_has_its_own_instructions_to_unblock() {
        for (agent, key) in [
            ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "unblockFirefox"),
            ("Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0", "unblockFirefoxAndroid"),
            (
                "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36",
                "unblockAndroid",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36 Edg/140.0",
                "unblockChrome",
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.5 Safari/605.1.15",
                "unblockSafari",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Mobile/15E148 Safari/604.1",
                "unblockIos",
            ),
            ("curl/8", "unblock"),
        ] {
            assert_eq!(unblock_message_key(agent), key, "{agent}");
        }
    }
}
