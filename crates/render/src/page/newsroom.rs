//! The members of the site's configuration that change the article's page: places, access and parts.
//! `static/loader/newsroom/configuration.ts` reads them in a browser.

use crate::article::layout::{Layout, PlaceRule};
use crate::style::NEWSROOM_STYLE;
use baca_model::places::{At, Rule};
use baca_model::Article;
use serde_json::Value;
use std::fmt::Write;
use std::rc::Rc;

/// Maximum number of rules for places.
const MAX_RULES: usize = 20;
/// Maximum height of a place in pixels, and maximum gutter.
const MAX_PIXELS: u64 = 4000;

/// What a site configures for the article's page. The default changes nothing.
#[derive(Debug, Clone, Default)]
pub struct NewsroomConfig {
    rules: Vec<PlaceRule>,
    /// For each rule, the reserved heights: from this width on, this height, in pixels.
    heights: Vec<(String, Vec<(u64, u64)>)>,
    preview: Option<usize>,
    hidden: Vec<String>,
    heading_level: usize,
    gutter: Option<u64>,
}

impl NewsroomConfig {
    /// Reads the members of a configuration. Ignores values of the wrong type.
    pub fn read(config: &Value) -> Self {
        let parts = |key| config.get("parts").and_then(|parts| parts.get(key));
        let mut out = Self {
            preview: config.pointer("/access/preview").and_then(Value::as_u64).map(|n| n as usize),
            heading_level: parts("headingLevel").and_then(Value::as_u64).unwrap_or(1).clamp(1, 6)
                as usize,
            gutter: parts("gutter").and_then(Value::as_u64).map(|gutter| gutter.min(MAX_PIXELS)),
            hidden: parts("hide")
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
                .filter_map(|part| Some(part.as_str().filter(|part| is_name(part))?.into()))
                .collect(),
            ..Self::default()
        };
        let places = config.get("places").and_then(Value::as_array);
        for place in places.into_iter().flatten().take(MAX_RULES) {
            let Some((rule, label)) = place_rule(place) else { continue };
            if !out.heights.iter().any(|(name, _)| *name == rule.name) {
                out.heights.push((rule.name.clone(), heights(place)));
                out.rules.push((rule, label));
            }
        }
        out
    }

    /// Returns an article that ends where not everybody may read on, and its layout.
    pub(super) fn apply(&self, article: &Rc<Article>) -> (Rc<Article>, Layout) {
        let mut article = article.clone();
        let is_withheld = article.newsroom.free == Some(false);
        if let Some(preview) =
            self.preview.filter(|preview| is_withheld && article.body.len() > *preview)
        {
            let mut teaser = (*article).clone();
            teaser.body.truncate(preview);
            article = Rc::new(teaser);
        }
        let hides = |part: &str| self.hidden.iter().any(|hidden| hidden == part);
        let mut layout = Layout::default();
        layout.lower_headings = self.heading_level.saturating_sub(1);
        layout.hides_headline = hides("header") || hides("headline");
        layout.is_withheld = is_withheld;
        layout.set_places(&self.rules, &article.body);
        (article, layout)
    }

    /// Whether the configuration needs the sheet for pages that it changes.
    pub(super) fn has_sheet(&self) -> bool {
        // The end of a withheld text needs no style of its own.
        self.heading_level > 1 || !self.rules.is_empty()
    }

    /// Returns the style that the configuration needs; empty if it needs none.
    pub fn style(&self) -> String {
        let mut css = String::new();
        for part in &self.hidden {
            let _ = write!(css, "[part~=\"{part}\"]{{display:none}}");
        }
        if let Some(gutter) = self.gutter {
            let _ = write!(css, ".baca{{--gutter:{gutter}px}}");
        }
        if self.has_sheet() {
            css.push_str(NEWSROOM_STYLE);
        }
        for (name, heights) in &self.heights {
            for (width, height) in heights {
                let rule =
                    format!(".place[data-name=\"{name}\"]>.place-box{{block-size:{height}px;overflow:auto}}");
                let _ = match width {
                    0 => write!(css, "{rule}"),
                    width => write!(css, "@container(min-width:{width}px){{{rule}}}"),
                };
            }
        }
        css
    }
}

/// Whether a text can be used in selectors and in the name of a slot.
fn is_name(text: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    (1..=64).contains(&text.len()) && text.chars().all(is_plain)
}

/// Reads a rule and its label; `None` without a name or a position.
fn place_rule(place: &Value) -> Option<PlaceRule> {
    let number =
        |key: &str| place.get(key).and_then(Value::as_u64).map(|n| n.min(1_000_000) as u32);
    let name = place.get("name").and_then(Value::as_str).filter(|name| is_name(name))?;
    let at = match (place.get("at").and_then(Value::as_str), number("after")) {
        (Some("before-body"), _) => At::BeforeBody,
        (Some("end"), _) => At::End,
        (_, Some(after)) if after > 0 => At::After(after),
        _ => return None,
    };
    let every = number("every").filter(|every| *every > 0);
    let rule = Rule { name: name.into(), at, every, max: number("max") };
    Some((rule, place.get("label").and_then(Value::as_str).map(Into::into)))
}

/// Reads the reserved heights, in order of their widths.
fn heights(place: &Value) -> Vec<(u64, u64)> {
    let pixels = |height: &Value| height.as_f64().filter(|height| *height >= 0.0).map(|h| h as u64);
    let mut out: Vec<(u64, u64)> = match place.get("height") {
        Some(Value::Object(heights)) => heights
            .iter()
            .filter_map(|(width, height)| Some((width.parse().ok()?, pixels(height)?)))
            .collect(),
        Some(height) => pixels(height).map(|height| (0, height)).into_iter().collect(),
        None => Vec::new(),
    };
    for (_, height) in &mut out {
        *height = (*height).min(MAX_PIXELS);
    }
    out.sort_unstable();
    out
}
