//! The allow-list: the role of each element and each known class. Elements that are not listed are
//! treated as inline containers.

use baca_model::WordList;
use baca_sys::html::Element;

/// How an element is converted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Dropped with its content.
    Drop,
    /// A block container without a meaning of its own.
    Container,
    /// Inline content.
    Inline,
    /// A paragraph.
    Paragraph,
    /// A heading of any level.
    Heading,
    /// A line break.
    Break,
    /// A place where a word may be divided.
    WordBreak,
    /// A thematic break: `hr`.
    Divider,
    /// A list: `ul`, `ol`, `menu`.
    List,
    /// A list of terms and definitions: `dl`.
    Definitions,
    /// A table.
    Table,
    /// A quotation that is a block.
    Quote,
    /// Preformatted text: `pre`.
    Code,
    /// Text that opens by a press.
    Details,
    /// A box beside the text.
    Aside,
    /// A figure with its caption.
    Figure,
    /// The caption of a figure.
    Caption,
    /// An image.
    Picture,
    /// Content for browsers without scripts: it may have the image that a script loads.
    Noscript,
    /// A video or audio player.
    Media,
    /// Content of another site in a frame.
    Frame,
    /// Text with its pronunciation.
    Ruby,
    /// A formula.
    Math,
    /// A form; it is kept if it wraps paragraphs.
    Form,
    // Assigned by class only:
    /// Several images that belong together.
    Gallery,
    /// A quotation from the article itself.
    PullQuote,
    /// Lines of a poem.
    Verse,
    /// A list of links to other articles.
    Links,
    /// A bookmark or file card of Ghost.
    Card,
    /// A highlighted box of Ghost.
    Callout,
    /// A collapsible box of Ghost.
    Toggle,
    /// A product card of Ghost.
    Product,
    /// An audio card of Ghost.
    AudioCard,
    /// A quote that a provider's script replaces with an embed.
    Widget,
}

/// Elements by name, in alphabetical order for the binary search.
const ELEMENTS: &[(&str, Role)] = &[
    ("address", Role::Container),
    ("amp-audio", Role::Media),
    ("amp-iframe", Role::Frame),
    ("amp-img", Role::Picture),
    ("amp-video", Role::Media),
    ("amp-youtube", Role::Frame),
    ("applet", Role::Drop),
    ("area", Role::Drop),
    ("article", Role::Container),
    ("aside", Role::Aside),
    ("audio", Role::Media),
    ("base", Role::Drop),
    ("basefont", Role::Drop),
    ("bgsound", Role::Drop),
    ("blockquote", Role::Quote),
    ("body", Role::Container),
    ("br", Role::Break),
    ("caption", Role::Container),
    ("center", Role::Container),
    ("col", Role::Drop),
    ("colgroup", Role::Drop),
    ("dd", Role::Container),
    ("details", Role::Details),
    ("dialog", Role::Container),
    ("dir", Role::List),
    ("div", Role::Container),
    ("dl", Role::Definitions),
    ("dt", Role::Container),
    ("embed", Role::Frame),
    ("fieldset", Role::Container),
    ("figcaption", Role::Caption),
    ("figure", Role::Figure),
    ("footer", Role::Container),
    ("form", Role::Form),
    ("frame", Role::Frame),
    ("frameset", Role::Container),
    ("h1", Role::Heading),
    ("h2", Role::Heading),
    ("h3", Role::Heading),
    ("h4", Role::Heading),
    ("h5", Role::Heading),
    ("h6", Role::Heading),
    ("head", Role::Drop),
    ("header", Role::Container),
    ("hgroup", Role::Container),
    ("hr", Role::Divider),
    ("html", Role::Container),
    ("iframe", Role::Frame),
    ("img", Role::Picture),
    ("input", Role::Drop),
    ("legend", Role::Container),
    ("li", Role::Container),
    ("link", Role::Drop),
    ("listing", Role::Code),
    ("lite-vimeo", Role::Frame),
    ("lite-youtube", Role::Frame),
    ("main", Role::Container),
    ("math", Role::Math),
    ("menu", Role::List),
    ("meta", Role::Drop),
    ("nav", Role::Container),
    ("noembed", Role::Drop),
    ("noframes", Role::Drop),
    ("noscript", Role::Noscript),
    ("object", Role::Frame),
    ("ol", Role::List),
    ("optgroup", Role::Container),
    ("option", Role::Container),
    ("p", Role::Paragraph),
    ("param", Role::Drop),
    ("picture", Role::Picture),
    ("plaintext", Role::Code),
    ("pre", Role::Code),
    ("ruby", Role::Ruby),
    ("script", Role::Drop),
    ("search", Role::Container),
    ("section", Role::Container),
    ("select", Role::Drop),
    ("source", Role::Drop),
    ("style", Role::Drop),
    ("summary", Role::Container),
    ("svg", Role::Drop),
    ("table", Role::Table),
    ("tbody", Role::Container),
    ("td", Role::Container),
    ("template", Role::Drop),
    ("textarea", Role::Drop),
    ("tfoot", Role::Container),
    ("th", Role::Container),
    ("thead", Role::Container),
    ("title", Role::Drop),
    ("tr", Role::Container),
    ("track", Role::Drop),
    ("ul", Role::List),
    ("video", Role::Media),
    ("wbr", Role::WordBreak),
    ("xmp", Role::Code),
];

/// Classes of WordPress, Ghost and others that are more specific than their elements.
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
    ("wp-block-pullquote", Role::PullQuote),
    ("pullquote", Role::PullQuote),
    ("pull-quote", Role::PullQuote),
    ("pullquote-wrap", Role::PullQuote),
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
    // Controls and icons of these cards.
    ("kg-audio-player", Role::Drop),
    ("kg-video-player", Role::Drop),
    ("kg-video-overlay", Role::Drop),
    ("kg-bookmark-icon", Role::Drop),
    // The link to the editor of a section in a wiki.
    ("mw-editsection", Role::Drop),
    // The visual rendering of formulas, beside their MathML.
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

/// Returns the role of an element: by class where that is more specific, else by name.
pub fn role(e: &Element) -> Role {
    let by_name = ELEMENTS
        .binary_search_by(|(name, _)| (*name).cmp(e.name.as_str()))
        .ok()
        .and_then(|index| ELEMENTS.get(index))
        .map_or(Role::Inline, |(_, role)| *role);
    if e.attribute("hidden").is_some_and(|value| value != "until-found") {
        return Role::Drop;
    }
    // Void in HTML; within foreign elements (SVG, XML) they can have content.
    const VOID: WordList = WordList("area base col input link meta source track");
    if !e.children.is_empty() && VOID.contains(&e.name) {
        return Role::Inline;
    }
    let by_class =
        e.classes().find_map(|c| CLASSES.iter().find(|(name, _)| *name == c).map(|(_, r)| *r));
    match (by_name, by_class) {
        (Role::Drop, _) | (_, Some(Role::Drop)) => Role::Drop,
        // The frame of an embedded WordPress post has the class of its quote.
        (Role::Frame | Role::Picture | Role::Media, _) => by_name,
        (Role::Code, Some(Role::Verse)) => Role::Code,
        (
            Role::Quote | Role::Container,
            Some(role @ (Role::Widget | Role::PullQuote | Role::Verse)),
        ) => role,
        (Role::Paragraph, Some(role @ (Role::PullQuote | Role::Verse | Role::Links))) => role,
        (Role::Container | Role::Figure | Role::List | Role::Aside, Some(role)) => match role {
            Role::Widget => by_name,
            role => role,
        },
        _ => by_name,
    }
}

/// Returns whether an element is dropped with its content.
pub fn is_dropped(e: &Element) -> bool {
    role(e) == Role::Drop
}

/// Returns whether an element is the credit of an image, by class or `itemprop`.
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
    fn elements_are_in_the_order_of_the_binary_search() {
        assert!(ELEMENTS.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }
}
