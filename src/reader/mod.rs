//! One reader: the article on the page and its controls.
//!
//! - `app`: the reader's state and its messages; [`context`]: what its parts share.
//! - `mount`: renders the article into the page, or finds a server-rendered one.
//! - `toolbar`: the controls; [`actions`]: what their buttons do.
//! - `back_to_top`: the button that leads back to the top.
//! - [`settings`], [`choices`]: text size, theme, typeface, spacing, width and others.
//! - [`events`]: events of images, media, links and embeds; [`anchors`]: targets of links and fragments.
//! - [`scroll_tracker`]: the reading position; [`analytics`]: events and requests about it.
//! - [`config`]: the part of the site's configuration that the article itself uses.

pub mod actions;
pub mod analytics;
pub mod anchors;
#[cfg(browser)]
pub mod app;
#[cfg(browser)]
pub mod back_to_top;
pub mod choices;
pub mod config;
pub mod context;
pub mod events;
#[cfg(browser)]
pub mod mount;
pub mod scroll_tracker;
pub mod settings;
#[cfg(browser)]
pub mod toolbar;
