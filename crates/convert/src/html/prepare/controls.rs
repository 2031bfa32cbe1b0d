//! Recognises controls: form fields, copy buttons of code, share links, anchors of headings, tab lists.

use super::text::{count_letters, has_letters, shown_text};
use crate::html::allowlist::{role, Role};
use baca_model::WordList;
use baca_sys::html::{Element, Node};
use baca_sys::number;
use baca_sys::text::lowercase;
use baca_wire::decoder::Decoder;

/// Classes of share buttons and of lists of related posts.
const SHARE_CLASSES: WordList = WordList(
    "sharedaddy sd-sharing jp-relatedposts jetpack-likes-widget-wrapper \
    wp-block-jetpack-sharing-buttons addtoany_share_save_container addtoany_content a2a_kit \
    addthis_toolbox addthis_inline_share_toolbox heateor_sss_sharing_container ssba ssbp-wrap \
    essb_links swp_social_panel shareaholic-canvas mashsb-container dpsp-content-wrapper \
    novashare-buttons et_social_inline juiz_sps_links simplesocialbuttons \
    sharethis-inline-share-buttons social-share share-buttons social-sharing post-share \
    sassy-social-share scriptlesssocialsharing yarpp-related",
);

/// Addresses of share links.
const SHARE_URLS: WordList = WordList(
    "facebook.com/sharer facebook.com/share.php facebook.com/dialog/share twitter.com/intent \
    twitter.com/share x.com/intent x.com/share linkedin.com/sharearticle linkedin.com/sharing \
    reddit.com/submit pinterest.com/pin/create api.whatsapp.com/send wa.me/?text t.me/share \
    tumblr.com/share bsky.app/intent line.me/lineit lineit.line.me vk.com/share threads.net/intent \
    threads.com/intent",
);

/// Returns whether an element is a group of share buttons or related posts. `has_share_links` is `false`
/// where the page has no share link at all.
pub fn is_share(e: &Element, has_share_links: bool) -> bool {
    SHARE_CLASSES.iter().any(|class| e.has_class(class)) || (has_share_links && is_share_list(e))
}

/// Returns whether an element is a list of share links.
fn is_share_list(e: &Element) -> bool {
    if !matches!(e.name.as_str(), "ul" | "div" | "p" | "nav" | "aside" | "section") {
        return false;
    }
    let mut links = Vec::new();
    links_in(e, &mut links);
    let link_letters: usize = links.iter().map(|link| count_letters(&link.children)).sum();
    let count = links.iter().filter(|link| is_share_link(link)).count();
    let least = if e.class_like(&["share", "sharing"]) { 1 } else { 2 };
    // A short label ("Share:") can precede them; links for mail or print can be among them.
    count >= least
        && count * 2 > links.len()
        && links.iter().all(|link| {
            let href = link.attribute("href").unwrap_or_default();
            is_share_link(link)
                || href.starts_with("mailto:")
                || href.starts_with(['#', 'j'])
                || href.is_empty()
        })
        && count_letters(&e.children) <= link_letters + 40
}

/// Returns whether a link shares its page.
pub fn is_share_link(link: &Element) -> bool {
    let href = link.attribute("href").unwrap_or_default().to_ascii_lowercase();
    SHARE_URLS.iter().any(|url| href.contains(url)) || href.contains("?share=")
}

fn links_in<'e>(e: &'e Element, out: &mut Vec<&'e Element>) {
    for e in e.elements() {
        if e.name == "a" {
            out.push(e);
        }
        links_in(e, out);
    }
}

/// Returns whether an element is an input whose content is no text of the article.
pub fn is_input(e: &Element) -> bool {
    let is_option = |e: &Element| e.name == "option";
    matches!(e.name.as_str(), "select" | "textarea")
        || (e.name == "datalist" && e.find(&is_option).is_some())
}

/// Returns whether an element of a form is a field, its label or its button.
pub fn is_field(e: &Element) -> bool {
    let is_field = |e: &Element| is_input(e) || e.name == "input";
    match e.name.as_str() {
        "button" => true,
        "label" => e.filled("for").is_some() || e.find(&is_field).is_some(),
        _ => is_input(e),
    }
}

/// Returns whether an element is a `pre`, or a container of one.
pub fn is_code(e: &Element) -> bool {
    let is_pre = |e: &Element| e.name == "pre";
    is_pre(e)
        || (matches!(e.name.as_str(), "div" | "figure" | "figcaption") && e.find(&is_pre).is_some())
}

/// Returns whether an element is a button that copies, wraps or runs code.
pub fn is_code_button(e: &Element, in_code: bool, beside_code: bool) -> bool {
    const COPY: WordList =
        WordList("copy clipboard salin copia copie kopier kopie kopya копир コピー 复制 複製");
    let button = matches!(e.name.as_str(), "button" | "clipboard-copy");
    let leads_away = |e: &Element| {
        e.name == "a" && e.filled("href").is_some_and(|to| !to.starts_with(['#', 'j']))
    };
    let is_script_link = || e.class_like(&["copy", "clipboard"]) && !leads_away(e);
    let is_button =
        button || e.attribute("role") == Some("button") || (e.name == "a" && is_script_link());
    let says_copy = |text: &str| {
        let text = lowercase(text);
        COPY.iter().any(|word| text.contains(word))
    };
    let copies = || {
        let labels = ["class", "aria-label", "title"].iter().filter_map(|name| e.attribute(name));
        e.attributes.iter().any(|(name, _)| name.starts_with("data-clipboard"))
            || labels.into_iter().any(says_copy)
            || says_copy(&shown_text(&e.children))
    };
    let short = || count_letters(&e.children) <= 30;
    // Some containers of code use a `div` as the button.
    let named = || {
        e.class_like(&["copy-btn", "copy-button", "copy-code", "copybtn", "code-copy"])
            || (e.class_like(&["toolbar"]) && !is_code(e) && e.find(&leads_away).is_none())
    };
    (button && in_code) || (beside_code && short() && ((is_button && copies()) || named()))
}

/// Returns whether an element in a heading, a button or a summary is an anchor or an icon beside its text.
/// `id` is that of the heading.
pub fn is_anchor(e: &Element, id: Option<&str>) -> bool {
    const NAMES: WordList = WordList(
        "headerlink header-anchor heading-anchor anchor anchor-link anchorjs-link hash-link \
        permalink heading-link header-link direct-link autolink-heading",
    );
    let named = NAMES.iter().any(|class| e.has_class(class));
    let has_text = || has_letters(&e.children);
    let has_picture = || e.find(&|e| role(e) == Role::Picture).is_some();
    if e.name == "a" {
        let Some((_, fragment)) = e.filled("href").and_then(|href| href.split_once('#')) else {
            return false;
        };
        let own = !fragment.is_empty()
            && [id, e.filled("id"), e.filled("name")].contains(&Some(fragment));
        let labels = ["title", "aria-label"].iter().filter_map(|name| e.attribute(name));
        let text = || shown_text(&e.children);
        let says_permalink = |text: &str| {
            let text = text.to_ascii_lowercase();
            ["permalink", "permanent link", "link to", "tautan ke", "copy link", "anchor link"]
                .iter()
                .any(|words| text.contains(words))
        };
        let is_permalink =
            own && (says_permalink(&text()) || labels.into_iter().any(says_permalink));
        return (named || is_permalink || !has_text()) && !has_picture();
    }
    let is_icon = e.class_like(&["icon", "chevron", "arrow"]);
    let is_sign = e.attribute("aria-hidden") == Some("true") || named || is_icon;
    is_sign && !e.children.is_empty() && !has_text() && !has_picture()
}

/// Removes the sign of an accordion (`+`, `▾`) in an element of its own at the end of a button's text; returns
/// it.
pub fn take_sign(button: &mut Element) -> Option<String> {
    const SIGNS: &str = "+-−–×✕✖▾▼▿▽▸▶►▹▴▲⌄⌃˅˄∨∧›↓↑";
    let at = button.children.iter().rposition(|node| !node.is_blank())?;
    let last = button.children.get(at)?.element().filter(|e| role(e) == Role::Inline)?;
    let sign = shown_text(&last.children).trim().to_string();
    let mut chars = sign.chars();
    let is_sign = chars.next().is_some_and(|c| SIGNS.contains(c)) && chars.next().is_none();
    let has_label = has_letters(button.children.get(..at)?);
    (is_sign && has_label).then(|| {
        button.children.remove(at);
        sign
    })
}

/// Returns whether a heading has text besides its own anchors.
pub fn has_own_text(heading: &Element, id: Option<&str>) -> bool {
    heading.children.iter().any(|node| match node {
        Node::Text(text) => text.chars().any(char::is_alphanumeric),
        Node::Element(e) => !is_anchor(e, id) && has_own_text(e, id),
    })
}

/// Returns an empty link that keeps the ids of a link that is left out.
pub fn anchor_of(e: &Element) -> Option<Node> {
    ids_of(e).filter(|_| e.name == "a")
}

/// Returns an empty link with the ids of an element; `None` if it has none.
pub fn ids_of(e: &Element) -> Option<Node> {
    let named = |name: &str| name == "id" || (name == "name" && e.name == "a");
    let ids = e.attributes.iter().filter(|(name, _)| named(name));
    let attributes: Vec<_> = ids.cloned().collect();
    (!attributes.is_empty())
        .then(|| Node::Element(Element { name: "a".into(), attributes, children: Vec::new() }))
}

/// Returns whether an element is the name of a tab; those of WPBakery have no role.
pub fn is_tab(e: &Element) -> bool {
    e.attribute("role") == Some("tab") || e.has_class("vc_tta-title-text")
}

/// Returns the number to which a script counts in an element with the first number, or without a text.
pub fn counted(e: &Element) -> Option<String> {
    let number = e.filled("data-to-value").or(e.filled("data-number-value"))?;
    let shown = shown_text(&e.children);
    let is_first = matches!(shown.trim(), "" | "0") || e.filled("data-from-value") == Some(&shown);
    (is_first && number.len() < 20 && number::parse(number).is_some()).then(|| number.into())
}

/// Returns whether the text of an element is the characters of an icon font.
pub fn is_font_icon(e: &Element) -> bool {
    let is_icon = |c: char| matches!(c, '\u{e000}'..='\u{f8ff}');
    matches!(e.children.as_slice(), [Node::Text(text)]
        if !text.trim().is_empty() && text.trim().chars().all(is_icon))
}

/// Removes a list of tabs whose names are repeated at the panels.
pub fn drop_repeated_tabs(e: &mut Element, decoder: &mut Decoder) {
    let is_panel =
        |e: &Element| e.attribute("role") == Some("tabpanel") || e.has_class("vc_tta-panel");
    let list = e.children.iter().position(|node| {
        node.element().is_some_and(|e| e.find(&is_tab).is_some() && e.find(&is_panel).is_none())
    });
    let Some(list) = list else { return };
    let rest = e.children.get(list + 1..).unwrap_or_default();
    let panels = rest.iter().filter_map(Node::element).find(|e| e.find(&is_panel).is_some());
    let (Some(panels), Some(Node::Element(tabs))) = (panels, e.children.get(list)) else { return };
    let (mut above, mut below) = (Vec::new(), Vec::new());
    tab_names(tabs, &mut above);
    tab_names(panels, &mut below);
    if !above.is_empty() && above == below {
        decoder.dropped("names of tabs that stand above the panels as well", &above.join(" "));
        e.children.remove(list);
    }
}

fn tab_names(e: &Element, out: &mut Vec<String>) {
    for e in e.elements() {
        match is_tab(e) {
            true => out.push(shown_text(&e.children).trim().into()),
            false => tab_names(e, out),
        }
    }
}
