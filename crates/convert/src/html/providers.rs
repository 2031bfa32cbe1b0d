//! Known providers of embeds: for an address, the page to link to, and the frame that tracks its viewers
//! least. One line of data per pattern.

/// A provider's page and frame for an address.
#[derive(Debug, PartialEq)]
pub struct ProviderMatch {
    /// The page that the address shows, if it has an address of its own.
    pub page: Option<String>,
    /// The address for a frame.
    pub frame: String,
    /// The provider's name; `_` stands for a space.
    pub provider: &'static str,
}

/// Four columns: pattern of the address, page, frame, name. In the pattern, `$1` and `$2` capture a segment
/// of the path, and a final `?v` captures the parameter `v` as `$1`; `$0` is everything after the host. A
/// page of `$1` alone is the captured value, percent-decoded. A frame of `-` is the address itself. In the
/// name, `_` stands for a space.
const RULES: &str = "
youtube.com/embed/videoseries?list https://www.youtube.com/playlist?list=$1 https://www.youtube-nocookie.com/embed/videoseries?list=$1 YouTube
youtube-nocookie.com/embed/videoseries?list https://www.youtube.com/playlist?list=$1 https://www.youtube-nocookie.com/embed/videoseries?list=$1 YouTube
youtube.com/playlist?list https://www.youtube.com/playlist?list=$1 https://www.youtube-nocookie.com/embed/videoseries?list=$1 YouTube
youtube.com/watch?v https://www.youtube.com/watch?v=$1 https://www.youtube-nocookie.com/embed/$1 YouTube
youtube.com/embed/$1 https://www.youtube.com/watch?v=$1 https://www.youtube-nocookie.com/embed/$1 YouTube
youtube.com/shorts/$1 https://www.youtube.com/watch?v=$1 https://www.youtube-nocookie.com/embed/$1 YouTube
youtube.com/live/$1 https://www.youtube.com/watch?v=$1 https://www.youtube-nocookie.com/embed/$1 YouTube
youtube.com/v/$1 https://www.youtube.com/watch?v=$1 https://www.youtube-nocookie.com/embed/$1 YouTube
youtube-nocookie.com/embed/$1 https://www.youtube.com/watch?v=$1 https://www.youtube-nocookie.com/embed/$1 YouTube
youtu.be/$1 https://www.youtube.com/watch?v=$1 https://www.youtube-nocookie.com/embed/$1 YouTube
player.vimeo.com/video/$1 https://vimeo.com/$1 https://player.vimeo.com/video/$1?dnt=1 Vimeo
vimeo.com/$1 https://vimeo.com/$1 https://player.vimeo.com/video/$1?dnt=1 Vimeo
dailymotion.com/embed/video/$1 https://www.dailymotion.com/video/$1 https://www.dailymotion.com/embed/video/$1 Dailymotion
dailymotion.com/video/$1 https://www.dailymotion.com/video/$1 https://www.dailymotion.com/embed/video/$1 Dailymotion
geo.dailymotion.com/player.html?video https://www.dailymotion.com/video/$1 https://www.dailymotion.com/embed/video/$1 Dailymotion
geo.dailymotion.com/player/$2?video https://www.dailymotion.com/video/$1 https://www.dailymotion.com/embed/video/$1 Dailymotion
dai.ly/$1 https://www.dailymotion.com/video/$1 https://www.dailymotion.com/embed/video/$1 Dailymotion
platform.twitter.com/embed/Tweet.html?id https://x.com/i/status/$1 https://platform.twitter.com/embed/Tweet.html?dnt=true&id=$1 X
twitter.com/$2/status/$1 https://x.com/$2/status/$1 https://platform.twitter.com/embed/Tweet.html?dnt=true&id=$1 X
x.com/$2/status/$1 https://x.com/$2/status/$1 https://platform.twitter.com/embed/Tweet.html?dnt=true&id=$1 X
instagram.com/p/$1 https://www.instagram.com/p/$1/ https://www.instagram.com/p/$1/embed/captioned/ Instagram
instagram.com/tv/$1 https://www.instagram.com/p/$1/ https://www.instagram.com/p/$1/embed/captioned/ Instagram
instagram.com/reel/$1 https://www.instagram.com/p/$1/ https://www.instagram.com/p/$1/embed/captioned/ Instagram
tiktok.com/embed/v2/$1 https://www.tiktok.com/@/video/$1 https://www.tiktok.com/embed/v2/$1 TikTok
tiktok.com/player/v1/$1 https://www.tiktok.com/@/video/$1 https://www.tiktok.com/embed/v2/$1 TikTok
tiktok.com/embed/$1 https://www.tiktok.com/@/video/$1 https://www.tiktok.com/embed/v2/$1 TikTok
tiktok.com/$2/video/$1 https://www.tiktok.com/$2/video/$1 https://www.tiktok.com/embed/v2/$1 TikTok
open.spotify.com/embed/$1/$2 https://open.spotify.com/$1/$2 https://open.spotify.com/embed/$1/$2 Spotify
open.spotify.com/embed-podcast/$1/$2 https://open.spotify.com/$1/$2 https://open.spotify.com/embed/$1/$2 Spotify
open.spotify.com/$1/$2 https://open.spotify.com/$1/$2 https://open.spotify.com/embed/$1/$2 Spotify
w.soundcloud.com/player?url $1 - SoundCloud
soundcloud.com/$1/$2 https://soundcloud.com/$1/$2 https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/$1/$2 SoundCloud
facebook.com/plugins/post.php?href $1 - Facebook
facebook.com/plugins/video.php?href $1 - Facebook
facebook.com/$1/posts/$2 https://www.facebook.com/$1/posts/$2 https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2F$1%2Fposts%2F$2 Facebook
facebook.com/$1/videos/$2 https://www.facebook.com/$1/videos/$2 https://www.facebook.com/plugins/video.php?href=https%3A%2F%2Fwww.facebook.com%2F$1%2Fvideos%2F$2 Facebook
openstreetmap.org/export/embed.html?bbox https://www.openstreetmap.org/?box=yes&bbox=$1 - OpenStreetMap
embed.bsky.app/embed/$1/app.bsky.feed.post/$2 https://bsky.app/profile/$1/post/$2 - Bluesky
bsky.app/profile/$1/post/$2 https://bsky.app/profile/$1/post/$2 https://embed.bsky.app/embed/$1/app.bsky.feed.post/$2 Bluesky
embed.podcasts.apple.com https://podcasts.apple.com$0 - Apple_Podcasts
embed.music.apple.com https://music.apple.com$0 - Apple_Music
podcasts.apple.com https://podcasts.apple.com$0 https://embed.podcasts.apple.com$0 Apple_Podcasts
music.apple.com https://music.apple.com$0 https://embed.music.apple.com$0 Apple_Music
embed.ted.com https://www.ted.com$0 - TED
embed.reddit.com https://www.reddit.com$0 - Reddit
redditmedia.com https://www.reddit.com$0 - Reddit
player.twitch.tv?video https://www.twitch.tv/videos/$1 - Twitch
clips.twitch.tv/embed?clip https://clips.twitch.tv/$1 - Twitch
giphy.com/embed/$1 https://giphy.com/gifs/$1 - GIPHY
codepen.io/$1/embed/$2 https://codepen.io/$1/pen/$2 - CodePen
streamable.com/e/$1 https://streamable.com/$1 - Streamable
loom.com/embed/$1 https://www.loom.com/share/$1 - Loom
e.infogram.com/$1 https://infogram.com/$1 - Infogram
archive.org/embed/$1 https://archive.org/details/$1 - Internet_Archive
player.bilibili.com/player.html?bvid https://www.bilibili.com/video/$1 - bilibili
embed.nicovideo.jp/watch/$1 https://www.nicovideo.jp/watch/$1 - niconico
rutube.ru/play/embed/$1 https://rutube.ru/video/$1/ - RUTUBE
aparat.com/video/video/embed/videohash/$1 https://www.aparat.com/v/$1 - Aparat
tv.naver.com/embed/$1 https://tv.naver.com/v/$1 - Naver_TV
";

/// Hosts of tracking and advertising frames.
const TRACKERS: [&str; 6] = [
    "googletagmanager.com",
    "doubleclick.net",
    "googlesyndication.com",
    "amazon-adsystem.com",
    "adservice.google.com",
    "taboola.com",
];

/// Returns the host of an absolute address.
pub fn host(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?.split(':').next()?;
    let host = host.strip_suffix('.').unwrap_or(host);
    (!host.is_empty()).then_some(host)
}

/// Returns whether `host` is `domain` or a subdomain of it.
fn is_within(host: &str, domain: &str) -> bool {
    host.strip_suffix(domain).is_some_and(|below| below.is_empty() || below.ends_with('.'))
}

/// Returns whether a frame of this address only tracks or advertises.
pub fn is_tracker(url: &str) -> bool {
    host(url).is_some_and(|host| TRACKERS.iter().any(|tracker| is_within(host, tracker)))
}

/// Returns the address of the frame that shows a page of a known provider; `None` for other pages.
///
/// ```
/// use baca_convert::html::frame_of;
///
/// let frame = frame_of("https://youtu.be/dQw4w9WgXcQ");
/// assert_eq!(frame.as_deref(), Some("https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"));
/// assert_eq!(frame_of("https://news.example/"), None);
/// ```
pub fn frame_of(url: &str) -> Option<String> {
    Some(recognise(url)?.frame)
}

/// Returns page, frame and provider of an absolute address; `None` for unknown providers.
pub fn recognise(url: &str) -> Option<ProviderMatch> {
    let (_, rest) = url.split_once("://")?;
    let host = host(url)?;
    let rest = rest.split('#').next()?;
    let tail = rest.find(['/', '?']).and_then(|at| rest.get(at..)).unwrap_or_default();
    let (path, query) = tail.split_once('?').unwrap_or((tail, ""));
    let parameter = |name: &str| {
        query
            .split('&')
            .find_map(|pair| pair.split_once('=').filter(|(n, _)| *n == name))
            .map(|(_, v)| v)
    };
    if let Some(map) = google_map(host, path, &parameter) {
        return Some(ProviderMatch { page: map, frame: url.into(), provider: "Google Maps" });
    }
    for rule in RULES.trim().lines() {
        let mut parts = rule.split(' ');
        let mut part = || parts.next().unwrap_or_default();
        let (pattern, page, frame, provider) = (part(), part(), part(), part());
        let Some([one, two]) = matches(pattern, host, path, &parameter) else { continue };
        let fill = |text: &str| text.replace("$1", one).replace("$2", two).replace("$0", tail);
        let mut page = if page == "$1" { address(one) } else { Some(fill(page)) };
        let mut frame = if frame == "-" { url.into() } else { fill(frame) };
        let mut add = |to_frame: String, to_page: String| {
            frame.push_str(&to_frame);
            if let Some(page) = &mut page {
                page.push_str(&to_page);
            }
        };
        let number = |text: &&str| text.trim_end_matches('s').parse::<u32>().is_ok();
        match provider {
            "YouTube" => {
                let start = parameter("start").or(parameter("t")).filter(number);
                if let Some(start) = start.map(|start| start.trim_end_matches('s')) {
                    let sign = if pattern.ends_with("?list") { '&' } else { '?' };
                    add(format!("{sign}start={start}"), format!("&t={start}s"));
                }
            }
            "Vimeo" => {
                if let Some(hash) = parameter("h").filter(|hash| is_plain(hash)) {
                    add(format!("&h={hash}"), format!("/{hash}"));
                }
            }
            "OpenStreetMap" => {
                let point = parameter("marker").map(|point| point.replace("%2C", ","));
                if let Some((lat, lon)) = point.as_deref().and_then(|point| point.split_once(',')) {
                    add(String::new(), format!("&mlat={lat}&mlon={lon}"));
                }
            }
            // An address of the API is no page.
            "SoundCloud" => page = page.filter(|page| !page.contains("://api.")),
            _ => {}
        }
        return Some(ProviderMatch { page, frame, provider });
    }
    None
}

/// Matches a pattern of [`RULES`] against an address; returns `$1` and `$2`.
fn matches<'u>(
    pattern: &str,
    host: &str,
    path: &'u str,
    parameter: &dyn Fn(&str) -> Option<&'u str>,
) -> Option<[&'u str; 2]> {
    let (pattern, wanted) = pattern.split_once('?').unwrap_or((pattern, ""));
    let (domain, segments) = pattern.split_once('/').unwrap_or((pattern, ""));
    if !is_within(host, domain) {
        return None;
    }
    let [mut one, mut two] = [""; 2];
    let mut given = path.split('/').filter(|segment| !segment.is_empty());
    for segment in segments.split('/').filter(|segment| !segment.is_empty()) {
        let given = given.next()?;
        match segment {
            "$1" if is_plain(given) => one = given,
            "$2" if is_plain(given) => two = given,
            _ if segment != given => return None,
            _ => {}
        }
    }
    if !wanted.is_empty() {
        one = parameter(wanted).filter(|value| !value.is_empty())?;
    }
    Some([one, two])
}

/// Returns whether a text can be part of an address without encoding.
fn is_plain(text: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || "-_.~@:%".contains(c);
    !text.is_empty() && text.chars().all(fits)
}

/// Returns the page of a Google map: a search for the place it shows. The outer `None` is for other
/// addresses, the inner one for maps whose place is unknown.
fn google_map<'u>(
    host: &str,
    path: &str,
    parameter: &dyn Fn(&str) -> Option<&'u str>,
) -> Option<Option<String>> {
    let google = host.strip_prefix("www.").or(host.strip_prefix("maps.")).unwrap_or(host);
    if !google.starts_with("google.") || !(path.starts_with("/maps") || host.starts_with("maps.")) {
        return None;
    }
    const SEARCH: &str = "https://www.google.com/maps/search/?api=1&query=";
    if let Some(map) = parameter("mid") {
        return Some(Some(format!("https://www.google.com/maps/d/viewer?mid={map}")));
    }
    // `pb` contains the place as `!2d<longitude>!3d<latitude>`.
    let point = parameter("pb").and_then(|pb| {
        let part = |mark: &str| pb.split('!').find_map(|part| part.strip_prefix(mark));
        Some(format!("{SEARCH}{},{}", part("3d")?, part("2d")?))
    });
    let query = || parameter("q").or(parameter("query")).map(|query| format!("{SEARCH}{query}"));
    Some(point.or_else(query))
}

/// Returns the page of a known provider that a frame of Drupal shows: it is in the frame's address.
pub fn page_in_frame(url: &str) -> Option<String> {
    let (_, page) = url.split_once("/media/oembed?url=")?;
    address(page.split('&').next()?).filter(|page| recognise(page).is_some())
}

/// Decodes the percent-encoding of an address; returns `None` for other texts.
fn address(text: &str) -> Option<String> {
    percent_decoded(text.as_bytes()).filter(|url| url.starts_with("http"))
}

/// Decodes percent-encoding; returns `None` if the result is not UTF-8.
pub fn percent_decoded(mut rest: &[u8]) -> Option<String> {
    let mut bytes = Vec::with_capacity(rest.len());
    while let [first, tail @ ..] = rest {
        let hex = |at: usize| tail.get(at).and_then(|b| char::from(*b).to_digit(16));
        match (first, hex(0).zip(hex(1))) {
            (b'%', Some((high, low))) => {
                bytes.push((high * 16 + low) as u8);
                rest = tail.get(2..).unwrap_or_default();
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(url: &str) -> Option<String> {
        recognise(url)?.page
    }

    #[test]
    fn frames_map_to_the_pages_they_show() {
        for (frame, wanted) in [
            (
                "https://www.youtube.com/embed/a-B_1?rel=0&start=90",
                "https://www.youtube.com/watch?v=a-B_1&t=90s",
            ),
            ("https://player.vimeo.com/video/1?h=ab", "https://vimeo.com/1/ab"),
            ("https://platform.twitter.com/embed/Tweet.html?id=7", "https://x.com/i/status/7"),
            ("https://open.spotify.com/embed/track/9?utm=1", "https://open.spotify.com/track/9"),
            (
                "https://embed.podcasts.apple.com/us/podcast/x/id1?i=2",
                "https://podcasts.apple.com/us/podcast/x/id1?i=2",
            ),
            (
                "https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Ff.example%2F1",
                "https://f.example/1",
            ),
            (
                "https://www.google.com/maps/embed?pb=!1m18!2d106.8!3d-6.2!2m3",
                "https://www.google.com/maps/search/?api=1&query=-6.2,106.8",
            ),
            (
                "https://www.google.co.id/maps/embed/v1/place?key=k&q=Monas",
                "https://www.google.com/maps/search/?api=1&query=Monas",
            ),
        ] {
            assert_eq!(page(frame).as_deref(), Some(wanted), "{frame}");
        }
        assert_eq!(recognise("https://notyoutube.com/embed/x"), None);
        assert_eq!(recognise("https://youtube.com.evil.example/embed/x"), None);
    }

    #[test]
    fn frames_are_those_that_track_least() {
        let frame = |url| recognise(url).map(|p| p.frame);
        assert_eq!(
            frame("https://youtu.be/x").as_deref(),
            Some("https://www.youtube-nocookie.com/embed/x")
        );
        assert_eq!(
            frame("https://vimeo.com/5").as_deref(),
            Some("https://player.vimeo.com/video/5?dnt=1")
        );
    }
}
