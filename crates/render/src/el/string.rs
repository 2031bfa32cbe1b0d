//! Back end that writes HTML. An HTML parser reads the output back into equal elements
//! (<https://html.spec.whatwg.org/multipage/parsing.html#serialising-html-fragments>).

use std::fmt::{self, Display, Formatter};

/// Void elements of this crate's output: they have no end tag.
const VOID: [&str; 8] = ["br", "hr", "img", "link", "meta", "source", "track", "wbr"];

/// Builds an element as HTML text.
pub struct ElementBuilder {
    name: &'static str,
    attributes: String,
    content: String,
}

impl ElementBuilder {
    pub(super) fn new(name: &'static str) -> Self {
        Self { name, attributes: String::new(), content: String::new() }
    }

    /// Creates a MathML element. In HTML text the parser derives the namespace from `math`.
    pub fn mathml(name: &'static str) -> Self {
        Self::new(name)
    }

    /// Creates an SVG element. In HTML text the parser derives the namespace from `svg`.
    pub fn svg(name: &'static str) -> Self {
        Self::new(name)
    }

    pub(super) fn set_attribute(&mut self, key: &str, value: &str) {
        self.remove_attribute(key);
        self.attributes.push(' ');
        self.attributes.push_str(key);
        if !value.is_empty() {
            self.attributes.push_str("=\"");
            escape(value, &mut self.attributes);
            self.attributes.push('"');
        }
    }

    /// Removes an earlier value of an attribute, since the last value counts, as in the DOM.
    fn remove_attribute(&mut self, key: &str) {
        let Some(start) = self.attributes.find(&[" ", key, "=\""].concat()) else { return };
        let value = start + key.len() + 3;
        let end = self.attributes.get(value..).and_then(|rest| rest.find('"'));
        if let Some(end) = end {
            self.attributes.replace_range(start..=value + end, "");
        }
    }

    pub(super) fn append(&mut self, child: Self) {
        child.write_html(&mut self.content);
    }

    pub(super) fn append_text(&mut self, text: &str) {
        // An HTML parser drops a line feed right after `<pre>`.
        if self.name == "pre" && self.content.is_empty() && text.starts_with('\n') {
            self.content.push('\n');
        }
        escape(text, &mut self.content);
    }

    /// Appends HTML without escaping it; only for Baca's own styles and data.
    pub(crate) fn raw_html(mut self, html: &str) -> Self {
        self.content.push_str(html);
        self
    }

    /// Writes the element's HTML to the end of `out`.
    pub fn write_html(&self, out: &mut String) {
        let (begin, end) = self.tags();
        out.push_str(&begin);
        out.push_str(&self.content);
        out.push_str(&end);
    }

    /// Returns the start tag and the end tag, which is empty for a void element.
    pub(crate) fn tags(&self) -> (String, String) {
        let begin = ["<", self.name, &self.attributes, ">"].concat();
        let end =
            if VOID.contains(&self.name) { String::new() } else { ["</", self.name, ">"].concat() };
        (begin, end)
    }
}

impl Display for ElementBuilder {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        self.write_html(&mut text);
        out.write_str(&text)
    }
}

/// Appends `text` to `out`, escaped for text content and for quoted attribute values.
fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // An HTML parser would turn it into a line feed or drop it.
            '\r' => out.push_str("&#13;"),
            '\0' => out.push('\u{fffd}'),
            _ => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::el::{part, tag};

    #[test]
    fn text_stays_text_between_tags_and_in_quotes() {
        let a = tag("a").href("https://e.example/?a=1&b=\"><script>").text("</a><script>&amp;");
        assert_eq!(
            a.to_string(),
            "<a href=\"https://e.example/?a=1&amp;b=&quot;&gt;&lt;script&gt;\" rel=\"noopener\">\
             &lt;/a&gt;&lt;script&gt;&amp;amp;</a>"
        );
    }

    #[test]
    fn the_last_value_of_an_attribute_counts() {
        let p = part("p", "paragraph").attr("class", "a").attr("class", "b").flag("open", true);
        assert_eq!(p.to_string(), "<p part=\"paragraph\" class=\"b\" open></p>");
    }

    #[test]
    fn void_elements_have_no_end_and_a_poem_keeps_its_first_line_break() {
        let text = tag("pre").text("\nx").child(tag("br")).to_string();
        assert_eq!(text, "<pre>\n\nx<br></pre>");
    }
}
