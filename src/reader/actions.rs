//! Actions of the reader's buttons.

/// Action of a button of the toolbar or of the button "Top".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Makes the text smaller.
    DecreaseSize,
    /// Makes the text larger.
    IncreaseSize,
    /// Resets the text size.
    ResetSize,
    /// Opens or closes the reading settings.
    ToggleSettings,
    /// Shares by the system's sheet, or opens or closes the panel of ways to share.
    Share,
    /// Opens or closes the player that reads aloud.
    Listen,
    /// Scrolls to the top of the article.
    ScrollToTop,
}

impl Action {
    const ALL: [Self; 7] = [
        Self::DecreaseSize,
        Self::IncreaseSize,
        Self::ResetSize,
        Self::ToggleSettings,
        Self::Share,
        Self::Listen,
        Self::ScrollToTop,
    ];

    /// Returns the value of the attribute `data-do` that stands for the action.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::DecreaseSize => "smaller",
            Self::IncreaseSize => "larger",
            Self::ResetSize => "reset",
            Self::ToggleSettings => "settings",
            Self::Share => "share",
            Self::Listen => "listen",
            Self::ScrollToTop => "top",
        }
    }

    /// Finds the action of a value of `data-do`; `None` if there is none.
    pub fn parse(value: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.as_str() == value)
    }
}
