//! What the site's configuration changes in a rendered page: the level of headings, places for the site's
//! own content, and the end of a text that not everybody may read. In a browser `baca-newsroom.js` makes
//! these changes, since most sites do not configure them.

#[cfg(not(browser))]
use crate::el::part;
use crate::el::{tag, ElementBuilder};
#[cfg(not(browser))]
use baca_model::places::{self, At, BlockRole, Place, Rule};
#[cfg(not(browser))]
use baca_model::Block;

/// A rule for places and their label.
#[cfg(not(browser))]
pub type PlaceRule = (Rule, Option<String>);

/// Names of the elements by level of heading.
#[cfg(not(browser))]
const HEADINGS: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];

/// The configured layout of a page.
#[derive(Debug, Clone, Default)]
pub struct Layout {
    /// Number of levels by which headings are lower than usual.
    #[cfg(not(browser))]
    pub lower_headings: usize,
    /// Whether the headline is hidden, and therefore no heading.
    #[cfg(not(browser))]
    pub hides_headline: bool,
    /// The rules for places.
    #[cfg(not(browser))]
    rules: Vec<PlaceRule>,
    /// The places of the body.
    #[cfg(not(browser))]
    places: Vec<Place>,
    /// Whether the text ends with the slot for the site's offer.
    #[cfg(not(browser))]
    pub is_withheld: bool,
}

/// Creates the element of a heading, whose usual level is 1 (the headline) to 6.
#[cfg(browser)]
pub fn heading(_: &Layout, usual: &'static str) -> ElementBuilder {
    tag(usual)
}

/// Creates the element of a heading, whose usual level is 1 (the headline) to 6. A heading of another level
/// has its usual one in `data-level`, by which it is styled.
#[cfg(not(browser))]
pub fn heading(layout: &Layout, usual: &'static str) -> ElementBuilder {
    let level = HEADINGS.iter().position(|name| *name == usual).unwrap_or_default();
    if layout.hides_headline && level == 0 {
        return tag("p");
    }
    let lower = HEADINGS.get(level + layout.lower_headings).copied().unwrap_or("h6");
    let number = (level + 1).to_string();
    tag(lower).attr_opt("data-level", (layout.lower_headings > 0).then_some(number.as_str()))
}

/// Creates the element of a heading in the body.
pub fn body_heading(layout: &Layout, usual: &'static str) -> ElementBuilder {
    heading(layout, usual).attr("part", "heading")
}

#[cfg(not(browser))]
impl Layout {
    /// Finds the positions of the places in a body.
    pub fn set_places(&mut self, rules: &[PlaceRule], body: &[Block]) {
        self.rules = rules.to_vec();
        let rules: Vec<Rule> = rules.iter().map(|(rule, _)| rule.clone()).collect();
        let roles: Vec<BlockRole> = body.iter().map(BlockRole::of).collect();
        self.places = places::places(&roles, &rules);
    }

    /// Renders the places before the block with this index; at the end, it is the number of blocks.
    pub fn places_before(&self, index: usize) -> impl Iterator<Item = ElementBuilder> + '_ {
        let here = self.places.iter().filter(move |place| place.before == index);
        here.filter_map(|place| self.place(*place))
    }

    /// Renders the place at one end of the body.
    pub fn place_at(&self, at: At) -> Option<ElementBuilder> {
        let is_here =
            |place: &&Place| self.rules.get(place.rule).is_some_and(|(rule, _)| rule.at == at);
        self.place(*self.places.iter().find(is_here)?)
    }

    /// Renders a place. The site's content is in a slot, and thus in the page around the reader.
    fn place(&self, place: Place) -> Option<ElementBuilder> {
        let (rule, label) = self.rules.get(place.rule)?;
        let slot = ["baca-", &rule.name, "-", &place.number.to_string()].concat();
        let mut element =
            part("aside", "place").attr("class", "place").attr("data-name", &rule.name);
        if let Some(label) = label {
            element = element.attr("aria-label", label);
            let line = tag("p").attr("class", "place-label").attr("aria-hidden", "true");
            element = element.child(line.text(label));
        }
        let inner = tag("div").attr("class", "place-box");
        Some(element.child(inner.child(tag("slot").attr("name", &slot))))
    }
}

/// Renders the end of a text that not everybody may read.
#[cfg(not(browser))]
pub fn paywall() -> ElementBuilder {
    // Paragraphs of the body have the width of the text in the article's style sheet.
    part("p", "paywall").attr("class", "paywall").child(tag("slot").attr("name", "paywall"))
}
