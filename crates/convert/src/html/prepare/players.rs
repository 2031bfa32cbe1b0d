//! Restores players that consent managers and page builders defer, playlists of WordPress, and figures that
//! are laid out as tables.

use super::controls::ids_of;
use super::text::{has_letters, shown_text};
use crate::html::allowlist::{role, Role};
use crate::html::elements::{noscript_nodes, text};
use crate::html::providers;
use baca_model::WordList;
use baca_sys::html::{Element, Node};
use baca_wire::decoder::Decoder;
use serde_json::Value;

/// Attributes with the id of a video of a known provider.
const VIDEO_ID_ATTRS: WordList = WordList(
    "data-plyr-embed-id data-embed-id videoid data-videoid data-video-id data-youtube-id \
    data-ytid data-yt-id data-vimeo-id data-youtube data-vimeo data-id data-video",
);

/// Providers, with the start of the address of a video's page.
const VIDEO_PAGES: [(&str, &str); 3] = [
    ("youtube", "https://www.youtube.com/watch?v="),
    ("vimeo", "https://vimeo.com/"),
    ("dailymotion", "https://www.dailymotion.com/video/"),
];

/// Elements and attributes that name a post, with the start of its address.
const POST_PAGES: [(&str, &str, &str); 4] = [
    ("", "data-tweetid", "https://x.com/i/status/"),
    ("", "data-tweet-id", "https://x.com/i/status/"),
    ("script", "data-telegram-post", "https://t.me/"),
    ("amp-instagram", "data-shortcode", "https://www.instagram.com/p/"),
];

/// Returns a frame for an element that a script would turn into a player.
pub fn player_of(e: &Element) -> Option<Element> {
    if !can_become_player(e) {
        return None;
    }
    let url = page_of(e).or_else(|| {
        // CKEditor.
        e.filled("url").filter(|_| e.name == "oembed").map(Into::into)
    })?;
    (!has_player(e)).then(|| frame(&url, e))
}

/// Returns the address of a known provider that the attributes of an element hold, or of the page whose id they
/// hold.
pub fn page_of(e: &Element) -> Option<String> {
    let empty = || !has_letters(&e.children);
    e.attributes.iter().find_map(|(name, value)| {
        let is_own = name == "src" && e.name.contains('-');
        if matches!(name.as_str(), "src" | "href" | "cite" | "class" | "style" | "title" | "id")
            && !is_own
        {
            return None;
        }
        address_in(value, &empty).or_else(|| page_by_id(e, name, value))
    })
}

/// Returns whether a script can turn an element into a player: no link or container of the page, and no
/// player with a file of its own.
pub fn can_become_player(e: &Element) -> bool {
    let waits = matches!(e.name.as_str(), "video" | "audio") && !has_file(e);
    let plain = matches!(role(e), Role::Container | Role::Inline | Role::Paragraph | Role::Figure);
    let kept =
        matches!(e.name.as_str(), "a" | "q" | "button" | "body" | "html" | "article" | "main");
    waits || (plain && !kept)
}

/// Returns whether there is a player in an element already.
pub fn has_player(e: &Element) -> bool {
    let plays = |e: &Element| {
        matches!(role(e), Role::Frame | Role::Media | Role::Widget) || e.name == "oembed"
    };
    e.find(&plays).is_some()
}

/// Returns whether a `video` or an `audio` has a file.
fn has_file(e: &Element) -> bool {
    let own = |e: &Element| {
        matches!(e.name.as_str(), "video" | "audio" | "source")
            && e.attributes.iter().any(|(n, v)| n.ends_with("src") && !v.trim().is_empty())
    };
    own(e) || e.find(&own).is_some()
}

/// Returns a frame of this address, with size and title of the element.
pub fn frame(url: &str, e: &Element) -> Element {
    let mut attributes = vec![("src".to_string(), url.to_string())];
    let kept = ["width", "height", "title", "aria-label", "poster"];
    attributes.extend(e.attributes.iter().filter(|(n, _)| kept.contains(&n.as_str())).cloned());
    Element { name: "iframe".into(), attributes, children: Vec::new() }
}

/// Returns an address of a known provider in the value of an attribute: the whole value, or a member of JSON
/// settings in an element without text (`empty`).
fn address_in(value: &str, empty: &dyn Fn() -> bool) -> Option<String> {
    let value = value.trim();
    let known = |url: &str| {
        let url = match url.strip_prefix("//") {
            Some(rest) => ["https://", rest].concat(),
            None => url.to_string(),
        };
        let fits = url.starts_with("http") && !url.contains(char::is_whitespace);
        (fits && providers::recognise(&url).is_some()).then_some(url)
    };
    if value.starts_with(['{', '[']) && empty() && value.len() < 100_000 {
        let (value, _) = baca_sys::json::parse(value).ok()?;
        return in_settings(&value, &known);
    }
    known(value)
}

/// Returns the first text of JSON settings that `known` accepts.
pub fn in_settings(value: &Value, known: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    match value {
        Value::String(text) => known(text.trim()),
        Value::Array(values) => values.iter().find_map(|v| in_settings(v, known)),
        Value::Object(members) => {
            // A background video is decoration.
            let is_content = |key: &str| !key.contains("background");
            members
                .iter()
                .filter(|(key, _)| is_content(key))
                .find_map(|(_, v)| in_settings(v, known))
        }
        _ => None,
    }
}

/// Returns the page of a video whose id is in an attribute. The provider is named by the element, the
/// attribute or a class.
fn page_by_id(e: &Element, name: &str, value: &str) -> Option<String> {
    let value = value.trim();
    let is_post = |(of, attr, _): &&(&str, &str, &str)| *attr == name && e.name.contains(of);
    let is_id = is_id(&value.replacen('/', "", 1));
    if let Some((_, _, page)) = POST_PAGES.iter().find(is_post).filter(|_| is_id) {
        return Some([page, value].concat());
    }
    if !VIDEO_ID_ATTRS.contains(name) {
        return None;
    }
    let hints = [
        "class",
        "data-service",
        "data-provider",
        "data-plyr-provider",
        "provider",
        "data-type",
        "type",
        "src",
    ];
    let hints = hints.into_iter().filter_map(|name| e.attribute(name));
    let hints: Vec<&str> = [e.name.as_str(), name].into_iter().chain(hints).collect();
    let hints = hints.join(" ").to_ascii_lowercase();
    video_page(&hints, value)
}

fn is_id(text: &str) -> bool {
    let plain = text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    plain && (5..=40).contains(&text.len())
}

/// Returns the page of a video, by its id and a text with the provider's name.
pub fn video_page(hints: &str, id: &str) -> Option<String> {
    let (_, page) = VIDEO_PAGES.iter().find(|(provider, _)| hints.contains(provider))?;
    (is_id(id) && id.len() <= 24).then(|| [page, id].concat())
}

/// Removes preview images that a provider serves for its own player.
pub fn drop_stills(e: &mut Element, decoder: &mut Decoder) {
    const HOSTS: WordList = WordList(
        "i.ytimg.com img.youtube.com i3.ytimg.com i.vimeocdn.com vumbnail.com i1.ytimg.com",
    );
    e.children.retain_mut(|node| {
        let Node::Element(e) = node else { return true };
        let src = e.filled("src").or(e.filled("data-src")).unwrap_or_default();
        if e.name == "img" && HOSTS.iter().any(|host| src.contains(host)) {
            decoder.dropped("a still of the player", src);
            return false;
        }
        drop_stills(e, decoder);
        true
    });
}

/// Returns the tracks of a WordPress playlist as players, or else its `noscript` links; `None` for other
/// elements.
pub fn playlist(e: &Element) -> Option<Vec<Node>> {
    if !e.has_class("wp-playlist") {
        return None;
    }
    let script = e.find(&|e| e.name == "script" && e.has_class("wp-playlist-script"));
    let text = script.map(|script| text(&script.children)).unwrap_or_default();
    let data = baca_sys::json::parse(text.trim()).ok().map(|(value, _)| value);
    let video =
        data.as_ref().is_some_and(|v| v.get("type").and_then(Value::as_str) == Some("video"));
    let tracks = data.as_ref().and_then(|v| v.get("tracks")?.as_array());
    let players: Vec<Node> = tracks.into_iter().flatten().filter_map(|t| track(t, video)).collect();
    if !players.is_empty() {
        return Some(players);
    }
    Some(noscript_nodes(e.find(&|e| e.name == "noscript")?).into_owned())
}

/// Returns a track of a playlist as a figure: player and caption.
fn track(track: &Value, video: bool) -> Option<Node> {
    let text = |value: Option<&Value>| {
        value
            .and_then(Value::as_str)
            .map(str::trim)
            .filter(|text| !text.is_empty())
            .map(String::from)
    };
    let mut player = Element {
        name: if video { "video" } else { "audio" }.into(),
        attributes: vec![("src".into(), text(track.get("src"))?)],
        ..Element::default()
    };
    player.attributes.extend(text(track.get("type")).map(|mime| ("type".into(), mime)));
    let poster = text(track.pointer("/image/src")).filter(|_| video);
    player.attributes.extend(poster.map(|poster| ("poster".into(), poster)));
    let mut words: Vec<String> = Vec::new();
    for text in
        [text(track.get("title")), text(track.pointer("/meta/artist"))].into_iter().flatten()
    {
        words.push(text);
    }
    words.extend(text(track.get("caption")).filter(|caption| !words.contains(caption)));
    let caption = Element {
        name: "figcaption".into(),
        children: vec![Node::Text(words.join(" · "))],
        ..Element::default()
    };
    let mut children = vec![Node::Element(player)];
    children.extend((!words.is_empty()).then_some(Node::Element(caption)));
    Some(Node::Element(Element { name: "figure".into(), children, ..Element::default() }))
}

/// Returns a table of two rows, an image and its caption, as a figure; `None` for other tables. Within a figure
/// (`in_figure`), or as a `caption`, the caption can stand above the image.
pub fn figure_of(table: &Element, in_figure: bool) -> Option<Element> {
    if table.name != "table" {
        return None;
    }
    let mut rows = Vec::new();
    rows_in(table, &mut rows);
    let [mut picture, mut caption] = *rows.as_slice() else { return None };
    let is_picture = |e: &Element| role(e) == Role::Picture;
    let has_picture = |e: &Element| e.find(&is_picture).is_some();
    if has_picture(caption) && (in_figure || picture.name == "caption") {
        std::mem::swap(&mut picture, &mut caption);
    }
    let cell = |row: &Element| -> Option<Element> {
        if row.name == "caption" {
            return Some(row.clone());
        }
        let mut cells = row.elements().filter(|e| matches!(e.name.as_str(), "td" | "th"));
        let first = cells.next()?;
        cells.next().is_none().then(|| first.clone())
    };
    let named = [picture, caption].map(Element::clone);
    let (picture, caption) = (cell(picture)?, cell(caption)?);
    let max_caption =
        if table.class_like(&["caption"]) || caption.class_like(&["caption"]) { 3000 } else { 300 };
    let nested =
        |e: &Element| e.find(&|e| matches!(e.name.as_str(), "table" | "ul" | "ol")).is_some();
    let fits = has_picture(&picture)
        && shown_text(&picture.children).trim().is_empty()
        && !has_picture(&caption)
        && has_letters(&caption.children)
        && shown_text(&caption.children).len() <= max_caption
        && !nested(&caption);
    if !fits {
        return None;
    }
    let mut figure = Element { name: "figure".into(), ..Element::default() };
    let kept = |name: &str| matches!(name, "id" | "style" | "align" | "lang" | "dir");
    figure.attributes = table.attributes.iter().filter(|(n, _)| kept(n)).cloned().collect();
    // Links into the table point at the figure.
    for e in named.iter().chain([&picture, &caption]) {
        figure.children.extend(ids_of(e));
    }
    figure.children.extend(picture.children);
    figure.children.push(Node::Element(Element {
        name: "figcaption".into(),
        children: caption.children,
        attributes: caption
            .attributes
            .into_iter()
            .filter(|(n, _)| n == "lang" || n == "dir")
            .collect(),
    }));
    Some(figure)
}

fn rows_in<'e>(e: &'e Element, out: &mut Vec<&'e Element>) {
    for e in e.elements() {
        match e.name.as_str() {
            "tr" | "caption" => out.push(e),
            "tbody" | "thead" | "tfoot" => rows_in(e, out),
            "col" | "colgroup" | "script" | "style" | "template" => {}
            // Anything else: three entries are no two rows.
            _ => out.extend([e, e, e]),
        }
    }
}
