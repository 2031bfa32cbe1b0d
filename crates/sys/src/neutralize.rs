//! Renames attributes and elements in markup before the browser parses it. An inert document runs
//! nothing, but under a strict CSP Chromium reports every inline style and every event handler in it,
//! though none is applied. So `style` and `on…` attributes get a prefix, and `<style>` becomes another
//! element with raw text. Attributes that would shadow properties of the document (DOM clobbering)
//! get the prefix too. [`original_name`] removes it.

/// Elements whose content is raw text up to their end tag.
const RAW: [&str; 7] = ["script", "style", "textarea", "title", "xmp", "iframe", "noembed"];
/// Attributes that get the prefix. `style` is reported by a CSP; `name` and `id` shadow properties:
/// `<img name=body>` shadows `document.body`, `<input id=firstChild>` the `firstChild` of its form.
const RENAMED: [&str; 3] = ["style", "name", "id"];
/// The prefix of renamed attributes.
const PREFIX: &str = "data-baca-";

/// Returns the name that an attribute had before [`neutralize`].
pub fn original_name(name: &str) -> &str {
    name.strip_prefix(PREFIX).unwrap_or(name)
}

/// Maximum number of open elements; tags beyond it are dropped. A browser's time for a tag grows with
/// the number of open elements: a hundred thousand would take a minute.
const MAX_OPEN: usize = 512;
/// Elements that are not counted as open: void elements, and those that the next one of their kind closes.
const UNCOUNTED: [&str; 34] = [
    "a", "area", "base", "br", "button", "col", "dd", "dt", "embed", "h1", "h2", "h3", "h4", "h5",
    "h6", "hr", "img", "input", "li", "link", "meta", "nobr", "option", "p", "param", "rp", "rt",
    "source", "tbody", "td", "th", "tr", "track", "wbr",
];

/// Names of the open elements, as far as tags tell: those whose tags were kept, and those whose tags
/// were dropped.
#[derive(Default)]
struct OpenElements<'h> {
    kept: Vec<&'h str>,
    dropped: Vec<&'h str>,
}

impl<'h> OpenElements<'h> {
    /// Returns whether a tag is kept; `ends` is `true` for an end tag.
    fn accepts(&mut self, name: &'h str, ends: bool) -> bool {
        let is = |known: &&str| known.eq_ignore_ascii_case(name);
        if UNCOUNTED.iter().any(is) {
            return true;
        }
        if !ends {
            let fits = self.kept.len() < MAX_OPEN;
            if fits { &mut self.kept } else { &mut self.dropped }.push(name);
            return fits;
        }
        // An end tag closes one of the innermost 32 elements; a start tag further out is no match for it.
        for (list, keeps) in [(&mut self.dropped, false), (&mut self.kept, true)] {
            let near = list.len().saturating_sub(32);
            if let Some(at) = list.iter().skip(near).rposition(is) {
                list.truncate(near + at);
                return keeps;
            }
        }
        true
    }
}

/// Returns the markup with attributes renamed and with the tags dropped that exceed the maximum number of
/// open elements. Text, comments and everything else stay as they are.
pub fn neutralize(html: &str) -> String {
    let mut out = String::with_capacity(html.len() + 64);
    let mut open = OpenElements::default();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        out.push_str(before);
        rest = if tag.starts_with("<!--") {
            copy_until(tag, "-->", &mut out)
        } else {
            copy_tag(tag, &mut open, &mut out)
        };
    }
    out.push_str(rest);
    out
}

/// Copies a tag, and the raw text after it if there is any, to `out`; returns the rest of the markup.
fn copy_tag<'h>(tag: &'h str, open_elements: &mut OpenElements<'h>, out: &mut String) -> &'h str {
    let start = out.len();
    let slash = usize::from(tag.starts_with("</"));
    let (open, rest) = tag.split_at(1 + slash);
    out.push_str(open);
    if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return rest;
    }
    let ends = |c: char| c.is_ascii_whitespace() || c == '/' || c == '>';
    let (name, mut rest) = rest.split_at(rest.find(ends).unwrap_or(rest.len()));
    out.push_str(if name.eq_ignore_ascii_case("style") { "noembed" } else { name });
    loop {
        let gap = rest.find(|c: char| !c.is_ascii_whitespace() && c != '/').unwrap_or(rest.len());
        let (space, tail) = rest.split_at(gap);
        out.push_str(space);
        if tail.is_empty() {
            return tail;
        }
        if let Some(tail) = tail.strip_prefix('>') {
            out.push('>');
            let raw = RAW.iter().find(|raw| raw.eq_ignore_ascii_case(name));
            if let Some(raw) = raw {
                return if slash == 0 { copy_raw(tail, raw, out) } else { tail };
            }
            if !open_elements.accepts(name, slash > 0) {
                out.truncate(start);
            }
            return tail;
        }
        rest = copy_attribute(tail, out);
    }
}

/// Copies an attribute to `out`, renamed if necessary; returns the rest of the markup.
fn copy_attribute<'h>(text: &'h str, out: &mut String) -> &'h str {
    // A name may start with `=`; elsewhere `=` ends it.
    let first = text.chars().next().map_or(0, char::len_utf8);
    let ends = |c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>' | '=');
    let end =
        text.get(first..).and_then(|tail| tail.find(ends)).map_or(text.len(), |at| at + first);
    let (name, rest) = text.split_at(end);
    let renamed = RENAMED.iter().any(|one| name.eq_ignore_ascii_case(one))
        || name.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("on"));
    if renamed {
        out.push_str(PREFIX);
    }
    out.push_str(name);
    let gap = rest.find(|c: char| !c.is_ascii_whitespace()).unwrap_or(rest.len());
    let (space, tail) = rest.split_at(gap);
    let Some(value) = tail.strip_prefix('=') else { return rest };
    out.push_str(space);
    out.push('=');
    let gap = value.find(|c: char| !c.is_ascii_whitespace()).unwrap_or(value.len());
    let (space, value) = value.split_at(gap);
    out.push_str(space);
    match value.chars().next() {
        Some(quote @ ('"' | '\'')) => {
            out.push(quote);
            copy_until(
                value.get(1..).unwrap_or_default(),
                if quote == '"' { "\"" } else { "'" },
                out,
            )
        }
        _ => {
            let ends = |c: char| c.is_ascii_whitespace() || c == '>';
            let (value, rest) = value.split_at(value.find(ends).unwrap_or(value.len()));
            out.push_str(value);
            rest
        }
    }
}

/// Copies raw text up to its end tag to `out`; returns the rest of the markup, from the end tag on.
fn copy_raw<'h>(text: &'h str, name: &str, out: &mut String) -> &'h str {
    let is_end = |at: &usize| {
        let tail = text.get(at + 2..at + 2 + name.len());
        tail.is_some_and(|tail| tail.eq_ignore_ascii_case(name))
    };
    let end = text.match_indices("</").map(|(at, _)| at).find(is_end).unwrap_or(text.len());
    let (raw, rest) = text.split_at(end);
    out.push_str(raw);
    rest
}

/// Copies `text` up to and including `end` to `out`; returns the rest.
fn copy_until<'h>(text: &'h str, end: &str, out: &mut String) -> &'h str {
    let at = text.find(end).map_or(text.len(), |at| at + end.len());
    let (copied, rest) = text.split_at(at);
    out.push_str(copied);
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_that_a_policy_reports_or_that_clobber_are_renamed() {
        for (html, expected) in [
            ("<p style=\"color:red\">x</p>", "<p data-baca-style=\"color:red\">x</p>"),
            ("<P\nSTYLE = 'a>b' onClick=x>y", "<P\ndata-baca-STYLE = 'a>b' data-baca-onClick=x>y"),
            ("<svg/onload=x>", "<svg/data-baca-onload=x>"),
            ("<style>p{}</style>x", "<noembed>p{}</noembed>x"),
            ("<img name=body ID=x>", "<img data-baca-name=body data-baca-ID=x>"),
        ] {
            assert_eq!(neutralize(html), expected);
        }
        assert_eq!(original_name("data-baca-style"), "style");
    }

    #[test]
    fn tags_beyond_the_maximum_of_open_elements_are_dropped_with_their_end_tags() {
        let html = |depth| ["<div>".repeat(depth), "deep".into(), "</div>".repeat(depth)].concat();
        assert_eq!(neutralize(&html(MAX_OPEN + 50)), html(MAX_OPEN));
        for flat in
            ["<p>x", "<li>x", "<b>x</b>", "<div><p>x</div>", "<img src=x>", "<i><b>x</i></b>"]
        {
            let html = flat.repeat(MAX_OPEN + 50);
            assert_eq!(neutralize(&html), html);
        }
    }

    #[test]
    fn everything_else_stays_as_it_is() {
        for html in [
            "a < b style=1 > c",
            "&lt;p style=1&gt;",
            "<p title='style=1 onclick=2'>x</p>",
            "<!-- <p style=1> -->",
            "<textarea><p style=1></textarea>",
            "<script>if (a<b) x = '<p style=1>'</script>",
            "<p =style=1>",
            "<p title=\"",
            "<",
            "</",
            "<p",
            "é<é style=1>",
            "",
        ] {
            assert_eq!(neutralize(html), html);
        }
    }
}
