//! Reading settings that offer a list of choices. One spelling stands for each setting and each choice in
//! the browser's storage, in attributes, in the event `baca-settings` and in the keys of messages.

/// A setting that offers a list of choices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// Colours.
    Theme,
    /// Typeface.
    Font,
    /// Line spacing.
    Spacing,
    /// Width of the column of text.
    Width,
    /// Space between letters and words.
    Letters,
    /// Alignment of the lines.
    Alignment,
    /// Hyphenation.
    Hyphens,
}

impl Setting {
    /// All settings.
    pub const ALL: [Self; 7] = [
        Self::Theme,
        Self::Font,
        Self::Spacing,
        Self::Width,
        Self::Letters,
        Self::Alignment,
        Self::Hyphens,
    ];

    /// Returns the setting's spelling.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Theme => "theme",
            Self::Font => "font",
            Self::Spacing => "spacing",
            Self::Width => "width",
            Self::Letters => "letters",
            Self::Alignment => "alignment",
            Self::Hyphens => "hyphens",
        }
    }
}

/// Colours of the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// Light or dark, as the system is set.
    Auto,
    /// Light background.
    Light,
    /// Dark background.
    Dark,
    /// Sepia background.
    Sepia,
    /// High contrast.
    Contrast,
}

/// Typeface of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Font {
    /// The site's typeface.
    Site,
    /// A typeface with serifs.
    Serif,
    /// A typeface without serifs.
    Sans,
    /// A typeface for readers with dyslexia.
    Dyslexia,
}

/// Line spacing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spacing {
    /// Less than normal.
    Tight,
    /// The style sheet's.
    Normal,
    /// More than normal.
    Loose,
}

/// Width of the column of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnWidth {
    /// Less than normal.
    Narrow,
    /// The style sheet's.
    Normal,
    /// More than normal.
    Wide,
}

/// Space between letters and words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Letters {
    /// The style sheet's.
    Normal,
    /// More than normal.
    Wide,
    /// As much as WCAG 2.2, 1.4.12 requires to be possible.
    Wider,
}

/// Alignment of the lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alignment {
    /// Lines start at the same edge.
    Start,
    /// Lines start and end at the same edges.
    Justify,
}

/// Hyphenation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hyphens {
    /// By the rules of the language.
    Auto,
    /// Words are not hyphenated.
    None,
}

/// A choice of one of the settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettingChoice {
    /// A choice of [`Setting::Theme`].
    Theme(Theme),
    /// A choice of [`Setting::Font`].
    Font(Font),
    /// A choice of [`Setting::Spacing`].
    Spacing(Spacing),
    /// A choice of [`Setting::Width`].
    Width(ColumnWidth),
    /// A choice of [`Setting::Letters`].
    Letters(Letters),
    /// A choice of [`Setting::Alignment`].
    Alignment(Alignment),
    /// A choice of [`Setting::Hyphens`].
    Hyphens(Hyphens),
}

impl SettingChoice {
    /// All choices of all settings.
    pub const ALL: [Self; 22] = [
        Self::Theme(Theme::Auto),
        Self::Theme(Theme::Light),
        Self::Theme(Theme::Dark),
        Self::Theme(Theme::Sepia),
        Self::Theme(Theme::Contrast),
        Self::Font(Font::Site),
        Self::Font(Font::Serif),
        Self::Font(Font::Sans),
        Self::Font(Font::Dyslexia),
        Self::Spacing(Spacing::Tight),
        Self::Spacing(Spacing::Normal),
        Self::Spacing(Spacing::Loose),
        Self::Width(ColumnWidth::Narrow),
        Self::Width(ColumnWidth::Normal),
        Self::Width(ColumnWidth::Wide),
        Self::Letters(Letters::Normal),
        Self::Letters(Letters::Wide),
        Self::Letters(Letters::Wider),
        Self::Alignment(Alignment::Start),
        Self::Alignment(Alignment::Justify),
        Self::Hyphens(Hyphens::Auto),
        Self::Hyphens(Hyphens::None),
    ];

    /// Finds the choice `value` of the setting `setting`, by their spellings; `None` if there is none.
    pub fn parse(setting: &str, value: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|choice| choice.setting().as_str() == setting && choice.as_str() == value)
    }

    /// Returns the setting that the choice belongs to.
    pub fn setting(self) -> Setting {
        match self {
            Self::Theme(_) => Setting::Theme,
            Self::Font(_) => Setting::Font,
            Self::Spacing(_) => Setting::Spacing,
            Self::Width(_) => Setting::Width,
            Self::Letters(_) => Setting::Letters,
            Self::Alignment(_) => Setting::Alignment,
            Self::Hyphens(_) => Setting::Hyphens,
        }
    }

    /// Returns the choice's spelling.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Theme(Theme::Auto) => "auto",
            Self::Theme(Theme::Light) => "light",
            Self::Theme(Theme::Dark) => "dark",
            Self::Theme(Theme::Sepia) => "sepia",
            Self::Theme(Theme::Contrast) => "contrast",
            Self::Font(Font::Site) => "site",
            Self::Font(Font::Serif) => "serif",
            Self::Font(Font::Sans) => "sans",
            Self::Font(Font::Dyslexia) => "dyslexia",
            Self::Spacing(Spacing::Tight) => "tight",
            Self::Spacing(Spacing::Normal) => "normal",
            Self::Spacing(Spacing::Loose) => "loose",
            Self::Width(ColumnWidth::Narrow) => "narrow",
            Self::Width(ColumnWidth::Normal) => "normal",
            Self::Width(ColumnWidth::Wide) => "wide",
            Self::Letters(Letters::Normal) => "normal",
            Self::Letters(Letters::Wide) => "wide",
            Self::Letters(Letters::Wider) => "wider",
            Self::Alignment(Alignment::Start) => "start",
            Self::Alignment(Alignment::Justify) => "justify",
            Self::Hyphens(Hyphens::Auto) => "auto",
            Self::Hyphens(Hyphens::None) => "none",
        }
    }
}

impl Theme {
    /// Returns the theme's spelling.
    pub fn as_str(self) -> &'static str {
        SettingChoice::Theme(self).as_str()
    }

    /// Finds the theme with this spelling; `None` if there is none.
    pub fn parse(value: &str) -> Option<Self> {
        match SettingChoice::parse(Setting::Theme.as_str(), value) {
            Some(SettingChoice::Theme(theme)) => Some(theme),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_choice_is_found_by_its_spelling() {
        for choice in SettingChoice::ALL {
            let setting = choice.setting().as_str();
            assert_eq!(SettingChoice::parse(setting, choice.as_str()), Some(choice));
        }
        for setting in Setting::ALL {
            let count =
                SettingChoice::ALL.iter().filter(|choice| choice.setting() == setting).count();
            assert!(count > 1, "{setting:?}");
        }
    }

    #[test]
    fn an_unknown_spelling_is_no_choice() {
        for (setting, value) in [
            ("theme", "neon"),
            ("letters", "tight"),
            ("hyphens", "manual"),
            ("alignment", "end"),
            ("theme", "serif"),
            ("size", "auto"),
            ("width", ""),
            ("", "normal"),
        ] {
            assert_eq!(SettingChoice::parse(setting, value), None, "{setting}: {value}");
        }
        assert_eq!(Theme::parse("sepia"), Some(Theme::Sepia));
        assert_eq!(Theme::parse("Sepia"), None);
    }
}
