//! The controls of notifications: [`bell`], the button in the toolbar with its panel. The notification prompt is part of
//! a script (`static/loader/beside/prompt.ts`), which calls [`turn_on::turn_on`] when the reader agrees.

pub mod bell;
mod messages;
pub mod turn_on;

use super::config::NotificationsConfig;
use crate::panels::context::PanelContext;
use std::rc::Rc;
use yew::Properties;

/// Properties of the bell.
#[derive(Properties, PartialEq, Clone)]
pub struct NotificationsProps {
    /// Context of the panels beside the article.
    pub context: Rc<PanelContext>,
    /// The site's configuration.
    pub config: Rc<NotificationsConfig>,
    /// The bell before the panels were loaded.
    pub before: BellBefore,
}

/// The bell before the panels were loaded.
#[derive(PartialEq, Clone, Copy, Default)]
pub struct BellBefore {
    /// It was pressed, so its panel opens.
    pub is_pressed: bool,
    /// It had the focus.
    pub is_focused: bool,
}
