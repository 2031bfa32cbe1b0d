//! Where the question stands: beside the column of text where there is room, else at the lower edge,
//! with as much room left at the end of the page as it takes, so that no text stays under it.

use crate::dom;
use web_sys::{Element, HtmlElement};

/// The narrowest card, in CSS pixels, and the space around it.
const NARROWEST: f64 = 240.0;
const GAP: f64 = 20.0;
/// The widest.
const WIDEST: f64 = 384.0;

/// Where the question stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Berth {
    /// Along the lower edge.
    Sheet,
    /// In the left corner, so wide.
    Left(f64),
    /// In the right corner, so wide.
    Right(f64),
}

impl Berth {
    /// The one beside a column from `left` to `right` in a window so wide, if it fits there.
    pub fn beside(left: f64, right: f64, window: f64) -> Self {
        let wide = |room: f64| Some((room - 2.0 * GAP).min(WIDEST)).filter(|w| *w >= NARROWEST);
        // "Top" has the other corner.
        match (wide(left), wide(window - right)) {
            (Some(width), _) => Self::Left(width),
            (None, Some(width)) => Self::Right(width),
            (None, None) => Self::Sheet,
        }
    }

    /// The one for this reader as it stands now.
    pub fn find(host: &HtmlElement) -> Self {
        let (Some(root), Some(window)) = (host.shadow_root(), dom::window()) else {
            return Self::Sheet;
        };
        let found = |selector| root.query_selector(selector).ok().flatten();
        let whole = dom::document().and_then(|document| document.document_element());
        let Some((column, whole)) =
            found(".body > p, .section").or_else(|| found(".body")).zip(whole)
        else {
            return Self::Sheet;
        };
        // The column is made by padding.
        let style = window.get_computed_style(&column).ok().flatten();
        let padding = |side: &str| {
            let value = style.as_ref().and_then(|style| style.get_property_value(side).ok());
            js_sys::parse_float(&value.unwrap_or_default())
        };
        let around = |side: &str| Some(padding(side)).filter(|p| p.is_finite()).unwrap_or_default();
        let rect = column.get_bounding_client_rect();
        let (left, right) =
            (rect.left() + around("padding-left"), rect.right() - around("padding-right"));
        Self::beside(left, right, f64::from(whole.client_width()))
    }

    /// Its name for the style sheet.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sheet => "sheet",
            Self::Left(_) => "left",
            Self::Right(_) => "right",
        }
    }

    /// Hands the style sheet what it cannot know: how wide a card may be, how high a sheet is.
    pub fn measure(self, room: &HtmlElement, card: Option<&Element>) {
        let (width, height) = match (self, card) {
            (Self::Left(width) | Self::Right(width), _) => (width, 0.0),
            (Self::Sheet, Some(card)) => (0.0, card.get_bounding_client_rect().height()),
            (Self::Sheet, None) => (0.0, 0.0),
        };
        let pixels = |number: f64| [&dom::digits(number.ceil()), "px"].concat();
        dom::set_property(room, "--card", &pixels(width));
        dom::set_property(room, "--sheet", &pixels(height));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_stands_beside_the_text_or_not_at_all() {
        assert_eq!(Berth::beside(343.0, 937.0, 1280.0), Berth::Left(303.0));
        assert_eq!(Berth::beside(700.0, 1300.0, 2000.0), Berth::Left(384.0));
        assert_eq!(Berth::beside(16.0, 610.0, 1000.0), Berth::Right(350.0));
        assert_eq!(Berth::beside(16.0, 396.0, 412.0), Berth::Sheet);
        assert_eq!(Berth::beside(194.0, 1086.0, 1280.0), Berth::Sheet);
    }
}
