//! Icons of the controls: SVG path data on a 24 × 24 view box, stroked in the text colour. They are hidden
//! from assistive technology; the control around an icon carries the accessible name.

use crate::el::ElementBuilder;

/// Headphones: listen to the article.
pub const HEADPHONES: &str = "M4 15v-3a8 8 0 0 1 16 0v3M4 14h3v6H4zM17 14h3v6h-3z";
/// An arrow out of a box: share.
pub const SHARE: &str = "M12 15V4M8 8l4-4 4 4M5 12v8h14v-8";
/// A bell: notifications.
pub const BELL: &str = "M6 17v-6a6 6 0 0 1 12 0v6l2 2H4zM10 21.5h4";
/// A diagonal line through another icon: off or blocked.
pub const SLASH: &str = "M3.5 3.5l17 17";
/// Play or resume.
pub const PLAY: &str = "M8 5l11 7-11 7z";
/// Pause.
pub const PAUSE: &str = "M9 6v12M15 6v12";
/// Previous block.
pub const PREVIOUS: &str = "M18 6v12l-9-6zM6 6v12";
/// Next block.
pub const NEXT: &str = "M6 6v12l9-6zM18 6v12";
/// Close.
pub const CLOSE: &str = "M6 6l12 12M18 6L6 18";

/// Creates an icon from path data.
///
/// ```
/// use baca_render::icons;
///
/// assert!(icons::icon(icons::CLOSE).to_string().starts_with("<svg class=\"icon\""));
/// ```
pub fn icon(path: &str) -> ElementBuilder {
    ElementBuilder::svg("svg")
        .attr("class", "icon")
        .attr("viewBox", "0 0 24 24")
        .attr("aria-hidden", "true")
        .child(ElementBuilder::svg("path").attr("d", path))
}
