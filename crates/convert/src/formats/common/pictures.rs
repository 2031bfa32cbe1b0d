//! Compares addresses of images: proxies and sizes in an address do not make it another image.

use baca_model::{Block, Kind, WordList};

/// Parameters of an address that set size, compression or version of an image.
const SIZES: WordList = WordList(
    "w h width height resize fit crop strip quality q ssl zoom dpr s size sz auto fm format \
    compress cs ixlib ixid v ver cb scale sharp output maxage",
);

/// Collects the [`image_stem`]s of all images among blocks.
pub fn collect_image_stems(blocks: &[Block], out: &mut Vec<String>) {
    for block in blocks {
        match &block.kind {
            Kind::Image(image) => out.push(image_stem(&image.src)),
            Kind::Gallery { items, .. } => out.extend(items.iter().map(|i| image_stem(&i.src))),
            Kind::Group(inner) | Kind::Aside { body: inner, .. } => collect_image_stems(inner, out),
            _ => {}
        }
    }
}

/// Returns whether two [`image_stem`]s are of one image: parameters are compared only where both have some.
pub fn same_image_stem(one: &str, other: &str) -> bool {
    let (path, query) = one.split_once('?').unwrap_or((one, ""));
    let (other_path, other_query) = other.split_once('?').unwrap_or((other, ""));
    path == other_path && (query == other_query || query.is_empty() || other_query.is_empty())
}

/// Returns an image's address without proxy, size and file type:
/// `https://i0.wp.com/a.example/b-300x200.jpg?w=300` → `a.example/b`.
pub fn image_stem(src: &str) -> String {
    let src = original(src);
    let src = src.split('#').next().unwrap_or_default();
    let (path, query) = src.split_once('?').unwrap_or((src, ""));
    let path = path.rsplit_once("://").map_or(path, |(_, rest)| rest);
    let path = path.strip_prefix("cdn.").unwrap_or(path);
    // Sizes as segments of the path: `/640x427/`, `/w_640,c_fill/`.
    let mut steps: Vec<&str> = path.split('/').collect();
    let last = steps.len().saturating_sub(1);
    let mut at = 0;
    steps.retain(|step| {
        at += 1;
        at == 1 || at > last || !is_size(step)
    });
    let path = steps.join("/");
    let (name, end) = path.rsplit_once('.').filter(|(_, end)| end.len() < 6).unwrap_or((&path, ""));
    // One image in another file type: `a.jpg.webp`.
    let name = name.strip_suffix(".jpg").unwrap_or(name);
    let mut out = String::from(without_size(name));
    if end.contains('/') {
        out.push_str(end);
    }
    for (at, part) in query.split('&').enumerate() {
        let key = part.split('=').next().unwrap_or_default().to_ascii_lowercase();
        if !part.is_empty() && !SIZES.contains(&key) {
            out.push_str(if at == 0 { "?" } else { "&" });
            out.push_str(part);
        }
    }
    out
}

/// Returns the original's address, which an image proxy has in its own address, plain or encoded.
fn original(src: &str) -> String {
    let decoded =
        src.replace("%3A", ":").replace("%3a", ":").replace("%2F", "/").replace("%2f", "/");
    let start = decoded.rfind("https://").max(decoded.rfind("http://")).unwrap_or_default();
    let own = decoded.find("://").map_or(0, |at| at + 3);
    let inner = decoded.get(start..).filter(|_| start >= own);
    if let Some(inner) = inner {
        // As a parameter of the proxy it ends at the next one.
        let in_path = decoded.get(..start).is_some_and(|before| !before.contains('?'));
        let end = if in_path { inner.len() } else { inner.find('&').unwrap_or(inner.len()) };
        return inner.get(..end).unwrap_or_default().into();
    }
    let rest = decoded.get(own..).unwrap_or_default();
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let photon = host.len() == 9 && host.starts_with('i') && host.ends_with(".wp.com");
    if photon {
        return path.into();
    }
    let given = ["url=", "src="].iter().find_map(|key| {
        let (before, given) = path.split_once(key)?;
        let given = given.split('&').next().unwrap_or_default();
        (before.ends_with(['?', '&']) && given.contains('/')).then_some(given)
    });
    match given {
        // A path on the proxy's own host.
        Some(given) if given.starts_with('/') => [host, given].concat(),
        Some(given) => given.into(),
        None => decoded,
    }
}

/// Returns whether a segment of a path is a size.
fn is_size(step: &str) -> bool {
    let is_part = |part: &str| {
        let named = part.split_once(['_', '=']).is_some_and(|(key, value)| {
            matches!(
                key,
                "w" | "h" | "c" | "q" | "f" | "g" | "dpr" | "fit" | "width" | "height" | "quality"
            ) && !value.is_empty()
        });
        let side = part.strip_prefix(['s', 'w', 'h']);
        named || is_dimensions(part) || side.is_some_and(|side| side.len() > 2 && is_digits(side))
    };
    step.split(',').all(is_part)
}

/// Returns a file's name without the size at its end: `a-300x200`, `a@2x`, `a_640w`, `a-scaled`.
fn without_size(name: &str) -> &str {
    let name = name.strip_suffix("-scaled").unwrap_or(name);
    let name = ["@2x", "@3x"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
    match name.rsplit_once('-') {
        Some((stem, size)) if is_dimensions(size) => stem,
        _ => name,
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// Returns whether a text is a width and a height: `300x200`.
fn is_dimensions(text: &str) -> bool {
    text.split_once('x').is_some_and(|(w, h)| is_digits(w) && is_digits(h))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn proxies_and_sizes_make_no_other_picture() {
        let plain = image_stem("https://a.example/up/2026/dermaga.jpg");
        for same in [
            "https://i0.wp.com/a.example/up/2026/dermaga.jpg?resize=640%2C427&ssl=1",
            "http://a.example/up/2026/dermaga-300x200.jpg",
            "https://a.example/up/2026/dermaga-scaled.jpg",
            "https://a.example/up/2026/dermaga@2x.jpg",
            "https://a.example/up/2026/dermaga.jpg?w=640&h=427",
            "https://a.example/up/2026/dermaga.webp",
            "https://a.example/up/2026/640x427/dermaga.jpg",
            "https://images.weserv.nl/?url=https://a.example/up/2026/dermaga.jpg&w=300",
            "https://wsrv.nl/?w=300&url=a.example%2Fup%2F2026%2Fdermaga.jpg",
            "https://a.example/_next/image?url=%2Fup%2F2026%2Fdermaga.jpg&w=1200&q=75",
            "https://a.example/cdn-cgi/image/width=600/https://a.example/up/2026/dermaga.jpg",
            "https://res.example/x/image/fetch/w_600,c_fill/https://a.example/up/2026/dermaga.jpg",
        ] {
            assert_eq!(image_stem(same), plain, "{same}");
        }
    }

    #[test]
    fn another_file_is_another_picture() {
        let plain = image_stem("https://a.example/up/dermaga.jpg?id=1");
        for other in [
            "https://a.example/up/dermaga.jpg?id=2",
            "https://a.example/up/kapal.jpg?id=1",
            "https://a.example/up/dermaga-1.jpg",
            "https://a.example/up/dermaga-2026.jpg",
            "https://a.example/h2/up/dermaga.jpg",
            "https://a.example/down/dermaga.jpg?id=1",
            "https://b.example/up/dermaga.jpg?id=1",
            "https://i0.wp.com/b.example/up/dermaga.jpg?id=1",
        ] {
            assert!(!same_image_stem(&image_stem(other), &plain), "{other}");
        }
        assert!(same_image_stem(&image_stem("https://a.example/up/dermaga-300x200.jpg"), &plain));
        for (one, other) in [("pasar-a", "pasar-b"), ("pasar-1.jpg", "pasar-2.jpg")] {
            let at = |name: &str| image_stem(&["https://a.example/", name].concat());
            assert_ne!(at(one), at(other));
        }
    }
}
