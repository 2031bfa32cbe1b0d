//! Reads the article in the JSON-LD of a page: finds the scripts, and parses them in spite of comments and
//! line breaks that templates add.

use super::html_article::visit_elements;
use super::schema_org;
use crate::html;
use baca_model::Article;
use baca_sys::html::Node;
use baca_wire::decoder::Decoder;
use serde_json::Value;

/// Returns the first article in a page's JSON-LD.
pub fn json_ld_article(nodes: &[Node], decoder: &mut Decoder) -> Option<Article> {
    let mut found = None;
    visit_elements(nodes, &mut |e| {
        // Parameters (`; charset=utf-8`) do not change the type.
        let kind = e.attribute("type").unwrap_or_default().split(';').next().unwrap_or_default();
        let is_data = e.name == "script" && kind.trim().eq_ignore_ascii_case("application/ld+json");
        if !is_data || found.is_some() {
            return;
        }
        let text = html::text(&e.children);
        match parse(&text) {
            Some(value) => found = read(&value, decoder),
            None if text.trim().is_empty() => {}
            None => decoder.problem("JSON-LD that is not JSON"),
        }
    });
    found
}

fn read(value: &Value, decoder: &mut Decoder) -> Option<Article> {
    if !(schema_org::FORMAT.detect)(value) {
        return None;
    }
    // Its own URL is the base of its relative URLs only, not of the page's.
    let base = decoder.base.clone();
    let article = (schema_org::FORMAT.read)(value, decoder, None);
    decoder.base = base;
    article
}

/// Parses the text of a script: with or without comments and CDATA around it, and with line breaks in its
/// strings.
fn parse(text: &str) -> Option<Value> {
    const STARTS: [&str; 6] = ["<![CDATA[", "<!--", "-->", "//", "/*", "*/"];
    const ENDS: [&str; 7] = ["]]>", "-->", "<!--", "//", "/*", "*/", ";"];
    let mut text = text.trim();
    while let Some(rest) = STARTS.iter().find_map(|start| text.strip_prefix(start)) {
        text = rest.trim_start();
    }
    while let Some(rest) = ENDS.iter().find_map(|end| text.strip_suffix(end)) {
        text = rest.trim_end();
    }
    let parsed =
        baca_sys::json::parse(text).or_else(|_| baca_sys::json::parse(&escaped_breaks(text)));
    parsed.ok().map(|(value, _)| value)
}

/// Returns the text with control characters in its strings escaped or removed.
fn escaped_breaks(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let (mut in_string, mut escaped) = (false, false);
    for c in text.chars() {
        match c {
            '\n' if in_string => out.push_str("\\n"),
            '\r' if in_string => {}
            c if in_string && c < ' ' => out.push(' '),
            c => out.push(c),
        }
        in_string ^= c == '"' && !escaped;
        escaped = in_string && c == '\\' && !escaped;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_cdata_around_the_data_are_removed() {
        for text in [
            "{\"a\":\"b\"}",
            "//<![CDATA[\n{\"a\":\"b\"}\n//]]>",
            "<![CDATA[ {\"a\":\"b\"} ]]>",
            "/*<![CDATA[*/{\"a\":\"b\"}/*]]>*/",
            "<!--\n{\"a\":\"b\"}\n//-->",
            "{\"a\":\"b\"};",
        ] {
            assert_eq!(parse(text), Some(serde_json::json!({"a": "b"})), "{text}");
        }
    }

    #[test]
    fn line_breaks_in_strings_are_kept() {
        for (text, wanted) in [
            ("{\"a\":\"b\nc\"}", "b\nc"),
            ("{\"a\":\"b\r\nc\"}", "b\nc"),
            ("{\"a\":\"b\tc\"}", "b c"),
            ("{\"a\":\"b\\\"\nc\"\n}", "b\"\nc"),
        ] {
            assert_eq!(parse(text), Some(serde_json::json!({"a": wanted})), "{text}");
        }
        assert_eq!(parse("{\"a\":"), None);
    }
}
