//! Converts HTML into blocks, by one allow-list. It has the elements of FEP-b2b8 (long-form text in the
//! Fediverse) and others that articles use. The input is a tree of inert nodes ([`baca_sys::html`]); markup is
//! never inserted into a page.
//!
//! - `allowlist`: the role of each element and each known class; what is dropped.
//! - `context`, `block_builder`, `span`: what elements inherit, and the blocks that are built.
//! - `elements`, `style`, `quotes`: facts about elements, inline style, quotation marks.
//! - `prepare`: rewrites what a page hides, wraps or leaves to its scripts, before the conversion.
//! - `convert`: nodes to blocks; quotes, details, asides.
//! - `inline`: nodes to spans; white space, marks, links, ruby.
//! - `lists`, `tables`, `code`, `math`: one kind of block each.
//! - `figures`, `pictures`, `addresses`, `media`, `embeds`, `providers`, `cards`: images, players and
//!   links.

mod addresses;
mod allowlist;
mod block_builder;
mod cards;
mod code;
mod context;
mod convert;
mod elements;
mod embeds;
mod figures;
mod inline;
mod lists;
mod math;
mod media;
mod pictures;
mod prepare;
mod providers;
mod quotes;
mod span;
mod style;
mod tables;

pub use allowlist::is_dropped;
pub use convert::blocks;
pub use elements::text;
pub use inline::spans;
pub use providers::frame_of;
