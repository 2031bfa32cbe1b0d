//! The style sheets, for the build script, which gives them to Rust, and for the bundler, which gives
//! the reader's own to `baca.js`.

use std::io;
use std::path::PathBuf;

/// The style sheets by module, in the order of the cascade.
pub const SHEETS: [(&str, &[&str]); 3] = [
    (READER, &["base", "themes", "article", "blocks", "figures", "toolbar", "print"]),
    ("rooms", &["comments", "rooms"]),
    ("thread", &["thread"]),
];

/// The name of the one that an article is shown with.
pub const READER: &str = "style";

/// Where these rules are written, from the root of the repository.
pub fn file(name: &str) -> PathBuf {
    PathBuf::from("src/view/style").join(name).with_extension("css")
}

/// Reads these files as one style sheet, without white space and comments that a browser does not need.
pub fn read(names: &[&str], open: impl Fn(PathBuf) -> io::Result<String>) -> io::Result<String> {
    names.iter().map(|name| Ok(minify(&open(file(name))?))).collect()
}

/// Names a style sheet: a page that was made elsewhere says which one it brought along.
/// FNV-1a: <https://datatracker.ietf.org/doc/html/draft-eastlake-fnv>
pub fn id(css: &str) -> String {
    let step = |hash: u32, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    format!("{:08x}", css.bytes().fold(0x811c_9dc5, step))
}

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
    out
}
