//! The lists of style sheet files and their minifier. The build scripts embed the sheets in Rust; the
//! bundler puts the first part of the reader's sheet into `baca.js`.

use std::io;
use std::path::PathBuf;

/// The name and the files of each style sheet: paths from the repository's root, in cascade order.
pub const SHEETS: [(&str, &[&str]); 5] = [
    (
        PREVIEW,
        &[
            "crates/render/src/style/base.css",
            "crates/render/src/style/themes.css",
            "crates/render/src/style/article.css",
            "crates/render/src/style/blocks.css",
            "crates/render/src/style/figures.css",
            "crates/render/src/style/toolbar.css",
            "crates/render/src/style/print.css",
        ],
    ),
    (
        ARTICLE,
        &[
            "crates/render/src/style/sections.css",
            "crates/render/src/style/lists.css",
            "crates/render/src/style/boxes.css",
            "crates/render/src/style/tables.css",
            "crates/render/src/style/media.css",
            "crates/render/src/style/footer.css",
            "crates/render/src/style/controls.css",
            "crates/render/src/style/print-blocks.css",
        ],
    ),
    (NEWSROOM, &["crates/render/src/style/newsroom.css"]),
    (
        "panels",
        &["src/comments/style/comments.css", "src/panels/buttons.css", "src/panels/panels.css"],
    ),
    ("discussion", &["src/comments/style/discussion.css"]),
];

/// The name of the style sheet of pages that the site's configuration changes.
pub const NEWSROOM: &str = "newsroom";
/// The name of the first part of the reader's style sheet: all that a preview shows. `baca.js` contains it.
pub const PREVIEW: &str = "preview";
/// The name of the second part: what only articles have. `baca-app` contains it.
pub const ARTICLE: &str = "article";
/// The sheets that the crate for rendering embeds.
#[allow(dead_code)] // the bundler does not use it
pub const OF_READER: [&str; 3] = [PREVIEW, ARTICLE, NEWSROOM];

/// Reads the files as one style sheet and minifies it. `open` reads a file.
pub fn read(files: &[&str], open: impl Fn(PathBuf) -> io::Result<String>) -> io::Result<String> {
    files.iter().map(|file| Ok(minify(&open(PathBuf::from(file))?))).collect()
}

/// Returns an identifier of a style sheet, which a server-rendered page carries to name its sheet.
/// FNV-1a: <https://datatracker.ietf.org/doc/html/draft-eastlake-fnv>
#[allow(dead_code)] // the panels' build script does not use it
pub fn id(css: &str) -> String {
    let step = |hash: u32, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    format!("{:08x}", css.bytes().fold(0x811c_9dc5, step))
}

/// Removes comments, and the white space, quotes and zeros that CSS does not need.
fn minify(css: &str) -> String {
    let mut without_comments = String::new();
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        without_comments.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    without_comments.push_str(rest);

    let mut out = String::new();
    for c in without_comments.chars() {
        let last = out.chars().last().unwrap_or('\n');
        if c.is_whitespace() {
            if !last.is_whitespace() && !matches!(last, '{' | '}' | ';' | ',' | ':' | '>') {
                out.push(' ');
            }
            continue;
        }
        if matches!(c, '{' | '}' | ';' | ',' | '>') && last == ' ' {
            out.pop();
        }
        if c == '}' && out.ends_with(';') {
            out.pop();
        }
        out.push(c);
    }
    without_zeros(&without_quotes(&out))
}

/// Removes the quotes around the values of attribute selectors that are names.
fn without_quotes(css: &str) -> String {
    let mut parts = css.split("=\"");
    let mut out = String::from(parts.next().unwrap_or_default());
    for part in parts {
        let (value, after) = part.split_once('"').unwrap_or((part, ""));
        let is_name = value.starts_with(|c: char| c.is_ascii_alphabetic())
            && value.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        let quote = if is_name { "" } else { "\"" };
        out.extend(["=", quote, value, quote, after]);
    }
    out
}

/// Removes the zero at the start of numbers like 0.5.
fn without_zeros(css: &str) -> String {
    let mut parts = css.split("0.");
    let mut out = String::from(parts.next().unwrap_or_default());
    for part in parts {
        let is_start = out.ends_with([' ', ':', '(', ',', '-', '/'])
            && part.starts_with(|c: char| c.is_ascii_digit());
        out.extend([if is_start { "." } else { "0." }, part]);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::minify;

    #[test]
    fn minified_css_has_only_what_it_needs() {
        for (css, wanted) in [
            ("/* a */ a > b , c { color : red ; }\n", "a>b,c{color :red}"),
            (
                r#"[data-a="b-c"] p, [part~="dek"] { margin: 0 }"#,
                "[data-a=b-c] p,[part~=dek]{margin:0}",
            ),
            (r#"[tabindex="-1"], [a="b c"], [a=""] { }"#, r#"[tabindex="-1"],[a="b c"],[a=""]{}"#),
            (
                "p { margin: 0.5em -0.25em 10.5px; top: calc(0.1em * 0) }",
                "p{margin:.5em -.25em 10.5px;top:calc(.1em * 0)}",
            ),
            (".l0.a { content: \"0.5\"; }", ".l0.a{content:\"0.5\"}"),
        ] {
            assert_eq!(minify(css), wanted);
        }
    }
}
