//! Position of the notification prompt: beside the column of text if a margin is wide enough, else along
//! the lower edge. There the end of the page gets extra space, so that the prompt covers no text.

use crate::web::dom;
use baca_sys::js;
use web_sys::{Element, HtmlElement};

/// Minimum width of the card, in CSS pixels.
const MIN_WIDTH: f64 = 240.0;
/// Maximum width of the card, in CSS pixels.
const MAX_WIDTH: f64 = 384.0;
/// Space on both sides of the card, in CSS pixels.
const GAP: f64 = 20.0;

/// Position of the prompt.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum PromptPlacement {
    /// A sheet along the lower edge of the window.
    Sheet,
    /// A card in the lower left corner, with its width in CSS pixels.
    Left(f64),
    /// A card in the lower right corner, with its width in CSS pixels.
    Right(f64),
}

impl PromptPlacement {
    /// Returns the placement for a column of text from `left` to `right` in a window of the width
    /// `window`, all in CSS pixels.
    pub fn beside(left: f64, right: f64, window: f64) -> Self {
        let card_width = |margin: f64| {
            Some((margin - 2.0 * GAP).min(MAX_WIDTH)).filter(|width| *width >= MIN_WIDTH)
        };
        // The left corner is preferred: the "Top" button is in the right one.
        match (card_width(left), card_width(window - right)) {
            (Some(width), _) => Self::Left(width),
            (None, Some(width)) => Self::Right(width),
            (None, None) => Self::Sheet,
        }
    }

    /// Measures the reader in `host` and returns the placement for its present layout.
    pub fn find(host: &HtmlElement) -> Self {
        let (Some(root), Some(window)) = (host.shadow_root(), dom::window()) else {
            return Self::Sheet;
        };
        let found = |selector| root.query_selector(selector).ok().flatten();
        let page = dom::document().and_then(|document| document.document_element());
        let Some((column, page)) =
            found(".body > p, .section").or_else(|| found(".body")).zip(page)
        else {
            return Self::Sheet;
        };
        // Padding sets the width of the column, so the text is narrower than the element.
        let style = window.get_computed_style(&column).ok().flatten();
        let padding = |side: &str| {
            let value = style.as_ref().and_then(|style| style.get_property_value(side).ok());
            js_sys::parse_float(&value.unwrap_or_default())
        };
        let finite = |side: &str| Some(padding(side)).filter(|p| p.is_finite()).unwrap_or_default();
        let rect = column.get_bounding_client_rect();
        let (left, right) =
            (rect.left() + finite("padding-left"), rect.right() - finite("padding-right"));
        Self::beside(left, right, f64::from(page.client_width()))
    }

    /// Returns the value of the attribute that selects the placement in the style sheet.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sheet => "sheet",
            Self::Left(_) => "left",
            Self::Right(_) => "right",
        }
    }

    /// Sets the custom properties of the style sheet on `container`: `--card`, the width of a card, and
    /// `--sheet`, the height of `prompt` if it is a sheet.
    pub fn apply(self, container: &HtmlElement, prompt: Option<&Element>) {
        let (width, height) = match (self, prompt) {
            (Self::Left(width) | Self::Right(width), _) => (width, 0.0),
            (Self::Sheet, Some(prompt)) => (0.0, prompt.get_bounding_client_rect().height()),
            (Self::Sheet, None) => (0.0, 0.0),
        };
        let pixels = |number: f64| [&js::digits(number.ceil()), "px"].concat();
        dom::set_property(container, "--card", &pixels(width));
        dom::set_property(container, "--sheet", &pixels(height));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_fits_beside_the_text_or_the_prompt_is_a_sheet() {
        assert_eq!(PromptPlacement::beside(343.0, 937.0, 1280.0), PromptPlacement::Left(303.0));
        assert_eq!(PromptPlacement::beside(700.0, 1300.0, 2000.0), PromptPlacement::Left(384.0));
        assert_eq!(PromptPlacement::beside(16.0, 610.0, 1000.0), PromptPlacement::Right(350.0));
        assert_eq!(PromptPlacement::beside(16.0, 396.0, 412.0), PromptPlacement::Sheet);
        assert_eq!(PromptPlacement::beside(194.0, 1086.0, 1280.0), PromptPlacement::Sheet);
    }
}
