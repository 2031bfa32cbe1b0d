//! The text of comments that have not been converted.

use baca_sys::html::Node;
use serde_json::Value;

/// Returns the text of a comment that has not been converted: HTML, or Baca's own format.
pub fn text_of(value: &Value) -> String {
    let mut out = String::new();
    match value {
        Value::String(html) => push_nodes(&baca_sys::html::parse(html), &mut out),
        value => push_value(value, &mut out, 0),
    }
    out
}

fn push_nodes(nodes: &[Node], out: &mut String) {
    for node in nodes {
        match node {
            Node::Text(text) => out.push_str(text),
            Node::Element(element) => match element.name.as_str() {
                "script" | "style" | "template" | "title" => {}
                "br" => out.push('\n'),
                name => {
                    push_nodes(&element.children, out);
                    if ["p", "div", "li", "blockquote", "pre", "h1"].contains(&name) {
                        out.push_str("\n\n");
                    }
                }
            },
        }
    }
}

/// Appends the text of a value in Baca's own format: strings, and the members `text`, `body` and `items`.
fn push_value(value: &Value, out: &mut String, depth: usize) {
    match value {
        Value::String(text) => out.push_str(text),
        Value::Array(list) if depth < 64 => list.iter().for_each(|v| push_value(v, out, depth + 1)),
        Value::Object(object) => {
            for key in ["text", "body", "items"] {
                if let Some(value) = object.get(key) {
                    push_value(value, out, depth + 1);
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_text_of_markup_is_kept_without_it() {
        let html = "<p>One<br>two &amp; <b>three</b></p><script>x</script><p>Four</p>";
        assert_eq!(text_of(&html.into()), "One\ntwo & three\n\nFour\n\n");
        assert_eq!(
            text_of(&json!(["a", {"text": "b", "href": "x"}, {"type": "list", "items": ["c"]}])),
            "abc"
        );
    }
}
