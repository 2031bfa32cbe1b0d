//! Players that a script makes of ids, settings or encoded markup.

use super::players::{can_become_player, frame, has_player, in_settings, page_of};
use super::text::has_letters;
use crate::html::allowlist::{role, Role};
use crate::html::elements::text;
use baca_sys::html::{parse, Element, Node};

/// Returns a frame or a player for an element whose provider's script knows it by a class, ids or settings.
pub fn player_of(e: &Element) -> Option<Element> {
    if !can_become_player(e) {
        return None;
    }
    let url = wistia(e).or_else(|| brightcove(e));
    let player = url.map_or_else(|| file_player(e), |url| Some(frame(&url, e)))?;
    (!has_player(e)).then_some(player)
}

/// Addresses of scripts that put something in their place: how they go on after the host, how they end, and how
/// the address of what they show ends.
const SCRIPTS: [(&str, &str, &str); 5] = [
    ("jwplayer.com/players/", ".js", ".html"),
    ("jwplatform.com/players/", ".js", ".html"),
    ("datawrapper.dwcdn.net/", "embed.js", ""),
    ("asciinema.org/a/", ".js", "/iframe"),
    ("gist.github.com/", ".js", ""),
];

/// Returns what a script shows in its place, by its address or by an id in its attributes.
pub fn of_script(e: &Element) -> Option<Element> {
    let src = e.filled("src")?;
    let path = src.split(['?', '#']).next().unwrap_or_default();
    let by_address = SCRIPTS.iter().find_map(|(start, end, shown)| {
        let page = path.strip_suffix(end).filter(|_| path.contains(start))?;
        Some(["https://", page.split_once("//")?.1, shown].concat())
    });
    let url = by_address.or_else(|| page_of(e))?;
    if url.contains("gist.") || url.contains("//t.me/") {
        // The page itself cannot be in a frame.
        let children = vec![Node::Text(url)];
        let attributes = vec![("class".into(), "wp-block-embed".into())];
        return Some(Element { name: "figure".into(), attributes, children });
    }
    Some(frame(&url, e))
}

fn is_id(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_:.".contains(&b))
}

/// Returns the frame of a video of Wistia, whose id is in a class.
fn wistia(e: &Element) -> Option<String> {
    let id = e.classes().find_map(|class| class.strip_prefix("wistia_async_"))?;
    is_id(id).then(|| ["https://fast.wistia.net/embed/iframe/", id].concat())
}

/// Returns the frame of a video of Brightcove.
fn brightcove(e: &Element) -> Option<String> {
    let part = |name, other| {
        let given = e.filled(name).unwrap_or(other);
        is_id(given).then_some(given)
    };
    let (account, video) = (part("data-account", "")?, part("data-video-id", "")?);
    let (player, embed) = (part("data-player", "default")?, part("data-embed", "default")?);
    let start = ["https://players.brightcove.net/", account, "/", player, "_", embed].concat();
    Some([&start, "/index.html?videoId=", video].concat())
}

/// Returns a player of the file in the settings of a script (`data-setup`).
fn file_player(e: &Element) -> Option<Element> {
    let settings =
        e.filled("data-setup").filter(|_| role(e) == Role::Media || !has_letters(&e.children))?;
    let (settings, _) = baca_sys::json::parse(settings).ok()?;
    let is_file = |url: &str| {
        let path = url.split(['?', '#']).next().unwrap_or_default();
        let ends = [".mp4", ".webm", ".m3u8", ".mp3", ".m4a", ".ogg", ".mov"];
        ends.iter().any(|end| path.ends_with(end)).then(|| url.to_string())
    };
    let url = in_settings(&settings, &is_file)?;
    let is_audio = e.name == "audio" || url.contains(".mp3") || url.contains(".m4a");
    let name = match role(e) {
        Role::Media => &e.name,
        _ if is_audio => "audio",
        _ => "video",
    };
    Some(Element { name: name.into(), ..frame(&url, e) })
}

/// Returns service and id of a player whose address cannot be made from them.
pub fn unknown_player(e: &Element) -> Option<String> {
    let amp = || e.name.strip_prefix("amp-");
    let service = e.filled("data-service").or_else(amp)?;
    let is_id = |name: &str| name.starts_with("data-") && name.ends_with("id");
    let (_, id) = e.attributes.iter().find(|(name, id)| is_id(name) && !id.trim().is_empty())?;
    Some([service, " ", id].concat())
}

/// Returns the players in the markup that Borlabs Cookie keeps in base64 until the reader agrees.
pub fn blocked_players(e: &Element) -> Option<Vec<Node>> {
    let is_template = e.name == "script" && e.attribute("type") == Some("text/template");
    let code = match e.filled("data-borlabs-cookie-content") {
        Some(code) => code.into(),
        None if is_template => text(&e.children),
        None => return None,
    };
    let html = String::from_utf8(base64(&code)?).ok().filter(|html| html.contains('<'))?;
    Some(parse(&html))
}

/// Decodes base64; returns `None` for other texts.
pub fn base64(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let (mut bits, mut count) = (0u32, 0);
    for b in text.trim().trim_end_matches('=').bytes().filter(|b| !b.is_ascii_whitespace()) {
        let value = match b {
            b'A'..=b'Z' => b - b'A',
            b'a'..=b'z' => b - b'a' + 26,
            b'0'..=b'9' => b - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = (bits << 6 | u32::from(value)) & 0xffff;
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count) as u8);
        }
    }
    Some(out)
}
