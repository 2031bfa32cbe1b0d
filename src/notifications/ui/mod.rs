//! The controls of notifications.
//!
//! - [`prompt`]: the question whether to turn notifications on; `prompt_placement`: its position.
//! - [`bell`]: the button in the toolbar and its panel.
//! - `messages`: events and texts of both.

pub mod bell;
mod messages;
pub mod prompt;
mod prompt_placement;

use super::config::NotificationsConfig;
use crate::panels::context::PanelContext;
use std::rc::Rc;
use yew::Properties;

/// Properties of the prompt and of the bell.
#[derive(Properties, PartialEq, Clone)]
pub struct NotificationsProps {
    /// Context of the panels beside the article.
    pub context: Rc<PanelContext>,
    /// The site's configuration.
    pub config: Rc<NotificationsConfig>,
    /// What has happened before the panels were loaded.
    pub before: Before,
}

/// What has happened before the panels were loaded.
#[derive(PartialEq, Clone, Copy, Default)]
pub struct Before {
    /// Seconds of reading, if the article has been counted as opened (`static/loader/panels-trigger.ts`).
    pub seconds: Option<f64>,
    /// The bell was pressed, so its panel opens.
    pub bell_pressed: bool,
    /// The bell had the focus.
    pub bell_focused: bool,
}
