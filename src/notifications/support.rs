//! What this page and this browser can, and what stands in the way.

use crate::config::notifications::Notifications;
use crate::dom;
use wasm_bindgen::JsValue;

/// Why there can be no notifications here, whatever the reader wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
    /// The page did not come by HTTPS.
    Insecure,
    /// The page is in a frame: browsers let only the page itself ask.
    Framed,
    /// iOS has them for sites on the Home Screen only.
    HomeScreen,
    /// The browser, or its private mode, has none.
    Browser,
    /// The site's worker is on another origin.
    Worker,
}

impl Obstacle {
    /// The name of the words that tell the reader.
    pub fn words(self) -> &'static str {
        match self {
            Self::Insecure => "bellInsecure",
            Self::Framed => "bellFramed",
            Self::HomeScreen => "bellHomeScreen",
            Self::Browser => "bellUnsupported",
            Self::Worker => "bellMisconfigured",
        }
    }
}

/// What stands in the way.
pub fn obstacle(config: &Notifications) -> Option<Obstacle> {
    let window = dom::window()?;
    let has = |name: &str| !dom::get(&window, name).is_undefined();
    let navigator: JsValue = window.navigator().into();
    if dom::get(&window, "isSecureContext").is_falsy() {
        return Some(Obstacle::Insecure);
    }
    if !window.top().ok().flatten().is_some_and(|top| top == window) {
        return Some(Obstacle::Framed);
    }
    // `undefined` in a private window of some browsers, where everything else is there.
    let worker = !dom::get(&navigator, "serviceWorker").is_undefined();
    if !(has("Notification") && has("PushManager") && worker) {
        // Only Safari on iOS and iPadOS has this property.
        let tab = dom::get(&navigator, "standalone").as_bool() == Some(false);
        return Some(if tab { Obstacle::HomeScreen } else { Obstacle::Browser });
    }
    let origin = web_sys::Url::new(&config.service_worker).ok()?.origin();
    (window.location().origin().ok() != Some(origin)).then_some(Obstacle::Worker)
}

/// `default`, `granted` or `denied`.
pub fn permission() -> String {
    let notification = dom::window().map(|window| dom::get(&window, "Notification"));
    notification.and_then(|n| dom::get_text(&n, "permission")).unwrap_or_default()
}

/// Asks the browser for permission and gives its promise. To be called in the handler of a click,
/// before anything else: a browser wants to see that the reader wished it.
pub fn request() -> JsValue {
    let notification = dom::window().map(|window| dom::get(&window, "Notification"));
    notification.and_then(|n| dom::call(&n, "requestPermission", &[])).unwrap_or_default()
}

/// The name of the words that tell how to allow what was blocked, in the browser of this user agent.
pub fn unblock_words(agent: &str) -> &'static str {
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

/// The same in this browser.
pub fn unblock_words_here() -> &'static str {
    let agent = dom::window().and_then(|window| window.navigator().user_agent().ok());
    unblock_words(&agent.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_browser_is_told_its_own_way_to_unblock() {
        for (agent, words) in [
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
            assert_eq!(unblock_words(agent), words, "{agent}");
        }
    }
}
