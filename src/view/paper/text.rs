//! Elements as HTML. What is written is what a parser of HTML makes the same elements of again
//! (<https://html.spec.whatwg.org/multipage/parsing.html#serialising-html-fragments>).

use std::fmt::{self, Display, Formatter};

/// Elements without an end tag.
const VOID: [&str; 8] = ["br", "hr", "img", "link", "meta", "source", "track", "wbr"];

/// An element of the article in the making.
pub struct Tag {
    name: &'static str,
    attributes: String,
    content: String,
}

impl Tag {
    pub(super) fn begin(name: &'static str) -> Self {
        Self { name, attributes: String::new(), content: String::new() }
    }

    /// Begins a part of a formula: a parser knows where it belongs.
    pub fn of_formula(name: &'static str) -> Self {
        Self::begin(name)
    }

    /// Begins a part of a drawing, likewise.
    pub fn of_drawing(name: &'static str) -> Self {
        Self::begin(name)
    }

    pub(super) fn put(&mut self, key: &str, value: &str) {
        self.forget(key);
        self.attributes.push(' ');
        self.attributes.push_str(key);
        if !value.is_empty() {
            self.attributes.push_str("=\"");
            escape(value, &mut self.attributes);
            self.attributes.push('"');
        }
    }

    /// Takes out what an attribute was before: the last word counts, as in the DOM.
    fn forget(&mut self, key: &str) {
        let Some(start) = self.attributes.find(&[" ", key, "=\""].concat()) else { return };
        let value = start + key.len() + 3;
        let end = self.attributes.get(value..).and_then(|rest| rest.find('"'));
        if let Some(end) = end {
            self.attributes.replace_range(start..=value + end, "");
        }
    }

    pub(super) fn push(&mut self, child: Self) {
        child.print(&mut self.content);
    }

    pub(super) fn write(&mut self, text: &str) {
        // A parser takes a line break at the beginning of `pre` away.
        if self.name == "pre" && self.content.is_empty() && text.starts_with('\n') {
            self.content.push('\n');
        }
        escape(text, &mut self.content);
    }

    /// What is HTML already: style and data of ours.
    pub(crate) fn with_html(mut self, html: &str) -> Self {
        self.content.push_str(html);
        self
    }

    /// Adds the element to a page.
    pub fn print(&self, out: &mut String) {
        let (begin, end) = self.around();
        out.push_str(&begin);
        out.push_str(&self.content);
        out.push_str(&end);
    }

    /// What stands before the content, and after it.
    pub(crate) fn around(&self) -> (String, String) {
        let begin = ["<", self.name, &self.attributes, ">"].concat();
        let end =
            if VOID.contains(&self.name) { String::new() } else { ["</", self.name, ">"].concat() };
        (begin, end)
    }
}

impl Display for Tag {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        self.print(&mut text);
        out.write_str(&text)
    }
}

/// Adds a text so that it stays text, between tags and in quotes.
fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // A parser would make a line feed of it, or drop it.
            '\r' => out.push_str("&#13;"),
            '\0' => out.push('\u{fffd}'),
            _ => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{part, tag};

    #[test]
    fn text_stays_text_between_tags_and_in_quotes() {
        let a = tag("a").href("https://e.example/?a=1&b=\"><script>").say("</a><script>&amp;");
        assert_eq!(
            a.to_string(),
            "<a href=\"https://e.example/?a=1&amp;b=&quot;&gt;&lt;script&gt;\" rel=\"noopener\">\
             &lt;/a&gt;&lt;script&gt;&amp;amp;</a>"
        );
    }

    #[test]
    fn the_last_word_on_an_attribute_counts() {
        let p = part("p", "paragraph").set("class", "a").set("class", "b").flag("open", true);
        assert_eq!(p.to_string(), "<p part=\"paragraph\" class=\"b\" open></p>");
    }

    #[test]
    fn void_elements_have_no_end_and_a_poem_keeps_its_first_line_break() {
        let text = tag("pre").say("\nx").with(tag("br")).to_string();
        assert_eq!(text, "<pre>\n\nx<br></pre>");
    }
}
