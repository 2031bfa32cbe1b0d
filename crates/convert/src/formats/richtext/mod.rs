//! Rich-text documents of headless CMSs: as a whole document, as the `body` of Baca's own format, or as a
//! field of a CMS entry. Each is written as HTML, which the one HTML converter reads: so lists, tables, figures and marks
//! are converted alike for all.
//!
//! - [`dialect`]: a kind of rich text.
//! - [`tree`]: nodes with children, common to ProseMirror, Lexical, Contentful and Strapi; [`embeds`]:
//!   images, players, cards; [`unknown`]: nodes of unknown types.
//! - [`prosemirror`], [`lexical`], [`contentful`], [`strapi`]: how each is detected.
//! - [`portable_text`], [`editorjs`]: two dialects with a structure of their own.
//! - [`cms_entry`]: an entry of which one field is such a document.

pub mod cms_entry;
pub mod contentful;
pub mod dialect;
pub mod editorjs;
pub mod embeds;
pub mod lexical;
pub mod portable_text;
pub mod prosemirror;
pub mod strapi;
pub mod tree;
pub mod unknown;

use baca_wire::decoder::Decoder;
use dialect::Dialect;
use serde_json::Value;

/// All dialects, in the order of detection.
const DIALECTS: [Dialect; 6] = [
    lexical::DIALECT,
    contentful::DIALECT,
    prosemirror::DIALECT,
    editorjs::DIALECT,
    portable_text::DIALECT,
    strapi::DIALECT,
];

/// Returns the dialect of a document.
fn detect(value: &Value) -> Option<&'static Dialect> {
    DIALECTS.iter().find(|dialect| (dialect.detect)(value))
}

/// Returns whether a value is a rich-text document. It does not refer to the writers, so that a module that only asks
/// does not contain them.
pub fn is_document(value: &Value) -> bool {
    const DETECTIONS: [fn(&Value) -> bool; DIALECTS.len()] = [
        lexical::DIALECT.detect,
        contentful::DIALECT.detect,
        prosemirror::DIALECT.detect,
        editorjs::DIALECT.detect,
        portable_text::DIALECT.detect,
        strapi::DIALECT.detect,
    ];
    DETECTIONS.iter().any(|detect| detect(value))
}

/// Returns a rich-text document as HTML; `None` if the value is not a rich-text document.
pub fn html(decoder: &mut Decoder, value: &Value) -> Option<String> {
    let mut html = String::new();
    (detect(value)?.write)(decoder, value, &mut html);
    Some(html)
}
