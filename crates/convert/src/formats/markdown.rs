//! Converts the subset of Markdown that articles use into HTML: Apple News, Ghost and ActivityPub contain
//! it. Other text is kept as it is.

use super::common::{escape, heading_tag, open_tag, wrap_in};

/// Maximum nesting of marks and blocks; deeper ones are kept as text.
const MAX_DEPTH: usize = 8;

/// Converts a text with blocks into HTML.
pub fn html(text: &str) -> String {
    let mut out = String::new();
    blocks(text, 0, &mut out);
    out
}

/// Converts a text without blocks into HTML.
pub fn inline_html(text: &str) -> String {
    let mut out = String::new();
    inline(text.trim(), 0, &mut out);
    out
}

fn line(name: &str, text: &str, out: &mut String) {
    wrap_in(out, name, &inline_html(text));
}

fn blocks(text: &str, depth: usize, out: &mut String) {
    let mut open = String::new();
    let mut lines = text.lines().chain([""]).peekable();
    while let Some(raw) = lines.next() {
        let text = raw.trim();
        let level = text.bytes().take_while(|b| *b == b'#').count();
        let heading = (1..=6).contains(&level) && text.as_bytes().get(level) == Some(&b' ');
        let rule = text.len() > 2
            && ["---", "***", "___", "- - -", "* * *"].iter().any(|r| text.starts_with(r))
            && text.bytes().all(|b| b"-*_ ".contains(&b));
        let fence = text.starts_with("```");
        let quote = text.starts_with('>') && depth < MAX_DEPTH;
        let list = item(text).filter(|_| depth < MAX_DEPTH && !rule);
        if !(text.is_empty() || heading || rule || fence || quote || list.is_some()) {
            // Two spaces at the end of a line are a line break.
            open.push_str(if raw.ends_with("  ") { raw.trim_start() } else { text });
            open.push('\n');
            continue;
        }
        line("p", &open, out);
        open.clear();
        if fence {
            out.push_str("<pre><code>");
            for code in lines.by_ref().take_while(|l| !l.trim().starts_with("```")) {
                escape(out, code);
                out.push('\n');
            }
            out.push_str("</code></pre>");
        } else if heading {
            line(heading_tag(level), text.trim_matches('#'), out);
        } else if rule {
            out.push_str("<hr>");
        } else if quote {
            let mut inner = String::from(unquoted(text));
            while let Some(next) = lines.next_if(|l| l.trim().starts_with('>')) {
                inner.push('\n');
                inner.push_str(unquoted(next.trim()));
            }
            let mut quoted = String::new();
            blocks(&inner, depth + 1, &mut quoted);
            wrap_in(out, "blockquote", &quoted);
        } else if let Some((number, first)) = list {
            let mut items = String::new();
            let mut rest = String::new();
            let close = |rest: &mut String, items: &mut String| {
                blocks(rest, depth + 1, items);
                rest.clear();
            };
            items.push_str("<li>");
            items.push_str(&inline_html(first));
            // Indented lines belong to the item.
            while let Some(next) = lines.next_if(|l| {
                !l.trim().is_empty() && (l.starts_with([' ', '\t']) || item(l).is_some())
            }) {
                match item(next) {
                    Some((_, text)) if !next.starts_with([' ', '\t']) => {
                        close(&mut rest, &mut items);
                        items.push_str("<li>");
                        items.push_str(&inline_html(text));
                    }
                    _ => {
                        rest.push_str(next.trim());
                        rest.push('\n');
                    }
                }
            }
            close(&mut rest, &mut items);
            let start = number.unwrap_or_default();
            let start = if start == "1" { "" } else { start };
            open_tag(out, if number.is_some() { "ol" } else { "ul" }, &[("start", start)]);
            out.push_str(&items);
            out.push_str(if number.is_some() { "</ol>" } else { "</ul>" });
        }
    }
}

fn unquoted(line: &str) -> &str {
    line.strip_prefix('>').unwrap_or(line).trim_start()
}

/// Returns the number of a list item, if it has one, and its text; `None` for other lines.
fn item(line: &str) -> Option<(Option<&str>, &str)> {
    let line = line.trim();
    if let Some(text) = ["- ", "* ", "+ "].iter().find_map(|bullet| line.strip_prefix(bullet)) {
        return Some((None, text.trim()));
    }
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let text = rest.strip_prefix(". ").or_else(|| rest.strip_prefix(") "))?;
    let number = line.get(..line.len() - rest.len())?;
    (1..4).contains(&number.len()).then(|| (Some(number), text.trim()))
}

/// Delimiters around text, longest first, with their elements.
const MARKS: [(&str, &str); 8] = [
    ("***", "em"),
    ("**", "strong"),
    ("__", "strong"),
    ("~~", "s"),
    ("``", "code"),
    ("`", "code"),
    ("*", "em"),
    ("_", "em"),
];

fn inline(text: &str, depth: usize, out: &mut String) {
    let mut rest = text;
    let mut before = ' ';
    while !rest.is_empty() {
        if let Some(after) = marked(rest, before, depth, out).filter(|_| depth < MAX_DEPTH) {
            rest = after;
            before = ' ';
            continue;
        }
        let escaped = rest.strip_prefix('\\');
        let escaped = escaped.filter(|r| r.starts_with(|c: char| c.is_ascii_punctuation()));
        rest = escaped.unwrap_or(rest);
        before = rest.chars().next().unwrap_or_default();
        let (one, after) = rest.split_at_checked(before.len_utf8()).unwrap_or((rest, ""));
        escape(out, one);
        rest = after;
    }
}

/// Writes the mark, link or image at the start of `text` and returns the rest; `None` if there is none.
fn marked<'t>(text: &'t str, before: char, depth: usize, out: &mut String) -> Option<&'t str> {
    if depth >= MAX_DEPTH {
        return None;
    }
    if let Some(after) = text.strip_prefix("  \n").or_else(|| text.strip_prefix("\\\n")) {
        out.push_str("<br>");
        return Some(after);
    }
    if let Some((url, after)) = text.strip_prefix('<').and_then(|rest| until(rest, ">")) {
        if !url.contains("://") || url.contains(char::is_whitespace) {
            return None;
        }
        open_tag(out, "a", &[("href", url)]);
        escape(out, url);
        out.push_str("</a>");
        return Some(after);
    }
    if let Some(rest) = text.strip_prefix("![") {
        let (alt, url, after) = target(rest)?;
        open_tag(out, "img", &[("src", url), ("alt", alt)]);
        return Some(after);
    }
    if let Some(rest) = text.strip_prefix('[') {
        let (label, url, after) = target(rest)?;
        open_tag(out, "a", &[("href", url)]);
        inline(label, depth + 1, out);
        out.push_str("</a>");
        return Some(after);
    }
    let (mark, name) = MARKS.iter().find(|(mark, _)| text.starts_with(mark))?;
    // No mark within a word such as snake_case.
    if mark.starts_with('_') && (before.is_ascii_alphanumeric() || !before.is_ascii()) {
        return None;
    }
    let (inner, after) = until(text.get(mark.len()..)?, mark)?;
    if inner.is_empty() || inner.trim() != inner {
        return None;
    }
    let both = mark.len() == 3;
    out.push_str(if both { "<strong>" } else { "" });
    open_tag(out, name, &[]);
    match *name {
        "code" => escape(out, inner),
        _ => inline(inner, depth + 1, out),
    }
    out.push_str("</");
    out.push_str(name);
    out.push_str(if both { "></strong>" } else { ">" });
    Some(after)
}

/// Splits a text at the first `end` within its first 2048 bytes. The limit avoids quadratic time for
/// marks that are never closed.
fn until<'t>(text: &'t str, end: &str) -> Option<(&'t str, &'t str)> {
    const MAX_LENGTH: usize = 2048;
    let mut limit = MAX_LENGTH.min(text.len());
    while !text.is_char_boundary(limit) {
        limit -= 1;
    }
    let at = text.get(..limit)?.find(end)?;
    Some((text.get(..at)?, text.get(at + end.len()..)?))
}

/// Parses `label](url "title")`; returns label, URL and the rest.
fn target(text: &str) -> Option<(&str, &str, &str)> {
    let (label, rest) = until(text, "]")?;
    let (url, after) = until(rest.strip_prefix('(')?, ")")?;
    let url = url.trim().split(char::is_whitespace).next().unwrap_or_default();
    Some((label, url, after))
}
