//! Comments: providers, their tabs below the article, and the discussions that Baca renders itself. Each
//! provider is one file and one line in [`registry`]. Nothing of a third party is loaded before the reader,
//! or the site's consent manager, allows it.
//!
//! - [`provider`]: the contract between the tabs and a provider.
//! - [`native`]: providers that Baca renders from JSON, without a third-party script.
//! - [`iframe`]: providers in an iframe that Baca creates.
//! - [`script`]: providers that need their own script in the page.
//! - [`model`]: comments as data, their tree and their order; [`discussion`]: the view of them.
//! - [`ui`]: the tabs.
//! - [`config`] and [`fields`]: the configuration; [`consent`]: the reader's consent; [`permalink`]: links to
//!   comments; [`host`]: services of the script; `html_text`: text without its markup.

pub mod config;
pub mod consent;
pub mod discussion;
pub mod fields;
pub mod host;
mod html_text;
pub mod iframe;
pub mod model;
pub mod native;
pub mod permalink;
pub mod provider;
pub mod registry;
pub mod script;
pub mod ui;
