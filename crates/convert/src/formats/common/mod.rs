//! What the readers of other formats share. A format is mostly tables: for each field of Baca's own format
//! (`headline`, `byline` …), where the source has it and how its value is read. A table fills a document in
//! Baca's own format, which [`baca_wire::decode`] reads.
//!
//! - [`table`]: tables, and the objects they fill.
//! - [`document`]: reads such a document.
//! - [`select`]: detects a document, selects from a list, resolves references.
//! - [`coerce`]: texts, dates, numbers, URLs.
//! - [`entities`]: persons, links, images, comments.
//! - [`markup`]: writes HTML, and plain text as paragraphs.
//! - [`pictures`]: compares addresses of images.

mod coerce;
mod document;
mod entities;
mod markup;
mod pictures;
mod select;
mod table;

pub use coerce::{
    date, html, image_url, joined_names, language, media_url, number, page_url, plain_text,
    positive_int, rich_text, seconds, set_base, text, title_text, utc_date,
};
pub use document::{
    append_body, begins_body, comparable_text, paywall_notice, read_document,
    read_without_repeated_dek, repeats_body, set_free, strip_byline_prefixes,
};
pub use entities::{
    comment, image, link, link_object, media_source, people, person, same_aspect_ratio,
};
pub use markup::{
    balance_html, decode_if_escaped, escape, frame_html, heading_tag, looks_like_markup, open_tag,
    paragraphs, text_or_html, wrap_in,
};
pub use pictures::{collect_image_stems, image_stem, same_image_stem};
pub use select::{has, list, list_at, resolve_refs, select_item, str_at, without, MAX_COPIES};
pub use table::{apply_table, block, html_block, put, typed, Object, Table};
