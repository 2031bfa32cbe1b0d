//! What each element and each known class is. Data, not code: an element that is not here is
//! unknown and only its children count.

use super::Element;

/// What an element is to an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Dropped with all that is in it.
    Drop,
    /// A frame without a meaning of its own: its children stand on lines of their own.
    Box,
    /// Part of a line.
    Inline,
    Paragraph,
    Heading,
    Break,
    WordBreak,
    Divider,
    List,
    Definitions,
    Table,
    Quote,
    Code,
    Details,
    Aside,
    Figure,
    Caption,
    Picture,
    Noscript,
    Media,
    Frame,
    Ruby,
    Math,
    Form,
    // From here on: by class, not by name.
    Gallery,
    Pull,
    Verse,
    Links,
    Card,
    Callout,
    Toggle,
    Product,
    AudioCard,
    Widget,
}

/// Elements by name, in alphabetical order: they are looked up by halving.
const ELEMENTS: &[(&str, Role)] = &[
    ("address", Role::Box),
    ("amp-audio", Role::Media),
    ("amp-iframe", Role::Frame),
    ("amp-img", Role::Picture),
    ("amp-video", Role::Media),
    ("amp-youtube", Role::Frame),
    ("applet", Role::Drop),
    ("area", Role::Drop),
    ("article", Role::Box),
    ("aside", Role::Aside),
    ("audio", Role::Media),
    ("base", Role::Drop),
    ("basefont", Role::Drop),
    ("bgsound", Role::Drop),
    ("blockquote", Role::Quote),
    ("body", Role::Box),
    ("br", Role::Break),
    ("caption", Role::Box),
    ("center", Role::Box),
    ("col", Role::Drop),
    ("colgroup", Role::Drop),
    ("datalist", Role::Drop),
    ("dd", Role::Box),
    ("details", Role::Details),
    ("dialog", Role::Box),
    ("dir", Role::List),
    ("div", Role::Box),
    ("dl", Role::Definitions),
    ("dt", Role::Box),
    ("embed", Role::Frame),
    ("fieldset", Role::Box),
    ("figcaption", Role::Caption),
    ("figure", Role::Figure),
    ("footer", Role::Box),
    ("form", Role::Form),
    ("frame", Role::Frame),
    ("frameset", Role::Box),
    ("h1", Role::Heading),
    ("h2", Role::Heading),
    ("h3", Role::Heading),
    ("h4", Role::Heading),
    ("h5", Role::Heading),
    ("h6", Role::Heading),
    ("head", Role::Drop),
    ("header", Role::Box),
    ("hgroup", Role::Box),
    ("hr", Role::Divider),
    ("html", Role::Box),
    ("iframe", Role::Frame),
    ("img", Role::Picture),
    ("input", Role::Drop),
    ("legend", Role::Box),
    ("li", Role::Box),
    ("link", Role::Drop),
    ("listing", Role::Code),
    ("lite-vimeo", Role::Frame),
    ("lite-youtube", Role::Frame),
    ("main", Role::Box),
    ("math", Role::Math),
    ("menu", Role::List),
    ("meta", Role::Drop),
    ("meter", Role::Drop),
    ("nav", Role::Box),
    ("noembed", Role::Drop),
    ("noframes", Role::Drop),
    ("noscript", Role::Noscript),
    ("object", Role::Frame),
    ("ol", Role::List),
    ("optgroup", Role::Drop),
    ("option", Role::Drop),
    ("p", Role::Paragraph),
    ("param", Role::Drop),
    ("picture", Role::Picture),
    ("plaintext", Role::Code),
    ("pre", Role::Code),
    ("progress", Role::Drop),
    ("rp", Role::Drop),
    ("ruby", Role::Ruby),
    ("script", Role::Drop),
    ("search", Role::Box),
    ("section", Role::Box),
    ("select", Role::Drop),
    ("source", Role::Drop),
    ("style", Role::Drop),
    ("summary", Role::Box),
    ("svg", Role::Drop),
    ("table", Role::Table),
    ("tbody", Role::Box),
    ("td", Role::Box),
    ("template", Role::Drop),
    ("textarea", Role::Drop),
    ("tfoot", Role::Box),
    ("th", Role::Box),
    ("thead", Role::Box),
    ("title", Role::Drop),
    ("tr", Role::Box),
    ("track", Role::Drop),
    ("ul", Role::List),
    ("video", Role::Media),
    ("wbr", Role::WordBreak),
    ("xmp", Role::Code),
];

/// Classes by which the markup of WordPress, Ghost and others says more than its elements do.
const CLASSES: &[(&str, Role)] = &[
    ("wp-caption", Role::Figure),
    ("wp-block-gallery", Role::Gallery),
    ("blocks-gallery-grid", Role::Gallery),
    ("gallery", Role::Gallery),
    ("tiled-gallery", Role::Gallery),
    ("wp-block-jetpack-tiled-gallery", Role::Gallery),
    ("wp-block-jetpack-slideshow", Role::Gallery),
    ("image-gallery-embed", Role::Gallery),
    ("kg-gallery-card", Role::Gallery),
    ("wp-block-pullquote", Role::Pull),
    ("pullquote", Role::Pull),
    ("pull-quote", Role::Pull),
    ("pullquote-wrap", Role::Pull),
    ("wp-block-verse", Role::Verse),
    ("poem", Role::Verse),
    ("poetry", Role::Verse),
    ("verse", Role::Verse),
    ("wp-block-buttons", Role::Links),
    ("wp-block-button", Role::Links),
    ("wp-block-file", Role::Links),
    ("kg-button-card", Role::Links),
    ("button-wrapper", Role::Links),
    ("kg-bookmark-card", Role::Card),
    ("kg-file-card", Role::Card),
    ("kg-callout-card", Role::Callout),
    ("kg-toggle-card", Role::Toggle),
    ("kg-product-card", Role::Product),
    ("kg-audio-card", Role::AudioCard),
    // Controls that these cards draw in markup, and icons.
    ("kg-audio-player", Role::Drop),
    ("kg-video-player", Role::Drop),
    ("kg-video-overlay", Role::Drop),
    ("kg-bookmark-icon", Role::Drop),
    // What formula renderers draw beside the MathML that says the same.
    ("katex-html", Role::Drop),
    ("MathJax_Preview", Role::Drop),
    ("twitter-tweet", Role::Widget),
    ("twitter-video", Role::Widget),
    ("instagram-media", Role::Widget),
    ("tiktok-embed", Role::Widget),
    ("bluesky-embed", Role::Widget),
    ("mastodon-embed", Role::Widget),
    ("text-post-media", Role::Widget),
    ("reddit-embed-bq", Role::Widget),
    ("reddit-card", Role::Widget),
    ("imgur-embed-pub", Role::Widget),
    ("wp-embedded-content", Role::Widget),
    ("fb-post", Role::Widget),
    ("fb-video", Role::Widget),
];

/// What this element is, by its class where that says more, else by its name.
pub fn role(e: &Element) -> Role {
    let by_name = ELEMENTS
        .binary_search_by(|(name, _)| (*name).cmp(e.name.as_str()))
        .ok()
        .and_then(|index| ELEMENTS.get(index))
        .map_or(Role::Inline, |(_, role)| *role);
    if e.attribute("hidden").is_some_and(|value| value != "until-found") {
        return Role::Drop;
    }
    // Among foreign elements these can hold something; among HTML's they never do.
    const VOID: [&str; 8] = ["area", "base", "col", "input", "link", "meta", "source", "track"];
    if !e.children.is_empty() && VOID.contains(&e.name.as_str()) {
        return Role::Inline;
    }
    let by_class =
        e.classes().find_map(|c| CLASSES.iter().find(|(name, _)| *name == c).map(|(_, r)| *r));
    match (by_name, by_class) {
        (Role::Drop, _) | (_, Some(Role::Drop)) => Role::Drop,
        // A post of another WordPress: the quotation says it, the frame beside it shows it.
        (Role::Frame | Role::Picture | Role::Media, _) => by_name,
        (Role::Code, Some(Role::Verse)) => Role::Code,
        (Role::Quote | Role::Box, Some(role @ (Role::Widget | Role::Pull | Role::Verse))) => role,
        (Role::Paragraph, Some(role @ (Role::Pull | Role::Verse | Role::Links))) => role,
        (Role::Box | Role::Figure | Role::List | Role::Aside, Some(role)) => match role {
            Role::Widget => by_name,
            role => role,
        },
        _ => by_name,
    }
}

/// Whether text of this class says whose a picture is.
pub fn is_credit(e: &Element) -> bool {
    const WORDS: [&str; 5] = ["credit", "copyright", "photographer", "attribution", "rights"];
    e.class_like(&WORDS)
        || e.attribute("itemprop").is_some_and(|p| {
            let p = p.to_ascii_lowercase();
            WORDS.iter().any(|word| p.contains(word)) || p == "author" || p == "creator"
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_stand_in_the_order_that_halving_needs() {
        assert!(ELEMENTS.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }
}
