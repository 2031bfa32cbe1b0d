//! The text of HTML without its structure, for pages that forbid their scripts to parse HTML.

use super::tree::{Element, Node};

/// Elements that part no paragraphs.
const INLINE: [&str; 26] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "em", "font", "i", "ins", "kbd", "mark",
    "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "u", "wbr",
];
/// Elements whose content is not text.
const INVISIBLE: [&str; 5] = ["script", "style", "template", "title", "noscript"];
const REFERENCES: [(&str, &str); 7] = [
    ("&nbsp;", "\u{a0}"),
    ("&quot;", "\""),
    ("&#39;", "'"),
    ("&#039;", "'"),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&amp;", "&"),
];

/// Returns the text of HTML as paragraphs: every tag but those of [`INLINE`] parts two of them.
pub(crate) fn paragraphs(html: &str) -> Vec<Node> {
    let mut out = Vec::new();
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, tail)) = rest.split_once('<') {
        text.push_str(before);
        rest = tail;
        let name = tail.strip_prefix('/').unwrap_or(tail);
        if !name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!') {
            text.push('<');
            continue;
        }
        let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
        let name = name.get(..end).unwrap_or_default().to_ascii_lowercase();
        if INVISIBLE.contains(&name.as_str()) && !tail.starts_with('/') {
            let closing = ["</", &name].concat();
            let end = tail.to_ascii_lowercase().find(&closing).unwrap_or(tail.len());
            rest = tail.get(end..).unwrap_or_default();
            continue;
        }
        rest = tail.split_once('>').map_or("", |(_, after)| after);
        if !INLINE.contains(&name.as_str()) {
            finish(&mut text, &mut out);
        }
    }
    text.push_str(rest);
    finish(&mut text, &mut out);
    out
}

fn finish(text: &mut String, out: &mut Vec<Node>) {
    let words = std::mem::take(text);
    if words.trim().is_empty() {
        return;
    }
    let decoded = REFERENCES.iter().fold(words, |text, (from, to)| text.replace(from, to));
    let children = vec![Node::Text(decoded)];
    out.push(Node::Element(Element { name: "p".into(), attributes: Vec::new(), children }));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(html: &str) -> Vec<String> {
        let text = |node: &Node| match node.element()?.children.first()? {
            Node::Text(text) => Some(text.trim().to_string()),
            Node::Element(_) => None,
        };
        paragraphs(html).iter().filter_map(text).collect()
    }

    #[test]
    fn every_text_is_kept_and_no_tag() {
        assert_eq!(
            texts("<h2>One</h2><p>Two <b>three</b> &amp; four<br>five</p><script>x<y</script>six"),
            ["One", "Two three & four", "five", "six"]
        );
        assert_eq!(texts("1 < 2 <!-- no --> &amp;lt; <img alt='x'>"), ["1 < 2", "&lt;"]);
        assert_eq!(texts("open <em"), ["open"]);
        assert_eq!(texts("<style>a"), Vec::<String>::new());
    }
}
