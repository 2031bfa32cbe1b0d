//! The functions that the loader calls (`static/loader`), on Rust types. The binaries export them with
//! JavaScript types. The loader handles attributes, states and the network; articles, panels and discussions
//! are passed back to it as ids.
//!
//! - `reader`: the article (`baca-app`).
//! - `panels`: the panels beside the article (`baca-panels`).
//! - `discussions`: discussions that Baca renders itself (`baca-discussion`).
//! - `formats`: conversions from other formats (`baca-html`, `baca-formats`).
//! - `app_pool`: a pool of Yew apps; `panics`: the report of panics to the loader.
//! - `panel`: a component for the panels of all features; `panel_config`: the site's configuration of them.

#[cfg(browser)]
mod app_pool;
#[cfg(browser)]
pub mod discussions;
#[cfg(browser)]
pub mod formats;
#[cfg(browser)]
pub mod panel;
pub mod panel_config;
#[cfg(browser)]
pub mod panels;
#[cfg(browser)]
pub mod panics;
#[cfg(browser)]
pub mod reader;
