//! What decoding blocks and rescuing unknown ones share: the types of block, lists, paragraphs.

use super::fields::Object;
use crate::decoder::Decoder;
use baca_model::{Align, Block, Inline, Kind, WordList};
use serde_json::Value;

/// Decodes a block; `None` if there is nothing to show.
pub type DecodeBlock = fn(&mut Decoder, &Value) -> Option<Block>;

/// The types of block in Baca's own format.
pub const TYPES: WordList = WordList(
    "paragraph heading list quote image gallery video audio embed table code divider aside links \
    update html",
);

/// Returns whether an object is a block of Baca's own format: it has a known type, and no member that
/// only rich-text documents use for content.
pub fn is_own_block(object: &Object) -> bool {
    object.get("type").and_then(Value::as_str).is_some_and(|kind| TYPES.contains(kind))
        && !["children", "content"].iter().any(|key| object.contains_key(*key))
}

/// Creates a paragraph.
pub fn paragraph(text: Inline) -> Block {
    Kind::Paragraph { text, dropcap: false, align: Align::Start }.into()
}

/// Decodes a list of blocks with `decode`. Groups without a language or a direction of their own are
/// replaced by their blocks.
pub fn block_list(decoder: &mut Decoder, value: &Value, decode: DecodeBlock) -> Vec<Block> {
    let mut out = Vec::new();
    for block in decoder.each(value, decode) {
        ungroup(block, &mut out);
    }
    out
}

/// Adds a block to a list. Of a group the blocks in it are added, with its language, direction and id,
/// because an encoded group could not be told from an aside.
pub fn ungroup(block: Block, out: &mut Vec<Block>) {
    let Kind::Group(inner) = block.kind else { return out.push(block) };
    let mut id = block.id;
    for mut inner in inner {
        inner.lang = inner.lang.or_else(|| block.lang.clone());
        inner.dir = inner.dir.or(block.dir);
        if let Some(id) = id.take() {
            inner.id.get_or_insert(id);
        }
        ungroup(inner, out);
    }
}
