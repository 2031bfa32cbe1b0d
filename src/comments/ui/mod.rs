//! The comments panel: a tab for each provider. It follows the tabs pattern of the ARIA Authoring Practices
//! with manual activation: arrows move the focus, Enter and Space choose a tab. Nothing of a third party is
//! loaded before the reader, or the site's consent manager, allows it.
//! <https://www.w3.org/WAI/ARIA/apg/patterns/tabs/>
//!
//! - `comments_panel`: the component and its view; `message`: its props and messages.
//! - `selection`: which tab is open, and when its provider may load.
//! - `tab`: one provider and its state; `tab_list`: the tabs; `tab_panel`: the content of the chosen tab.
//! - [`suspended`]: open providers between two articles.

mod comments_panel;
mod message;
mod selection;
pub mod suspended;
mod tab;
mod tab_list;
mod tab_panel;

pub use comments_panel::CommentsPanel;
pub use message::{CommentsProps, TabsBefore};
