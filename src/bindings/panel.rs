//! One component for the panels of all features, so that one pool of apps has them all.

use crate::comments::ui::{CommentsPanel, CommentsProps};
use crate::notifications::ui::bell::Bell;
use crate::notifications::ui::NotificationsProps;
use crate::panels::context::PanelContext;
use std::rc::Rc;
use yew::{html, Component, Context, Html, Properties};

/// A panel with its props.
#[derive(PartialEq, Clone)]
pub enum Panel {
    /// The tabs of comment providers.
    Comments(CommentsProps),
    /// The bell in the toolbar.
    Bell(NotificationsProps),
}

impl Panel {
    /// Replaces the panel's context after a change of language or theme.
    pub fn set_context(&mut self, context: Rc<PanelContext>) {
        match self {
            Self::Comments(props) => props.context = context,
            Self::Bell(props) => props.context = context,
        }
    }
}

/// Props of [`AnyPanel`].
#[derive(Properties, PartialEq, Clone)]
pub struct AnyProps {
    /// The panel to render.
    pub panel: Panel,
}

/// Component that renders a panel of any feature.
pub struct AnyPanel;

impl Component for AnyPanel {
    type Message = ();
    type Properties = AnyProps;

    fn create(_: &Context<Self>) -> Self {
        Self
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        match ctx.props().panel.clone() {
            Panel::Comments(props) => html! { <CommentsPanel ..props /> },
            Panel::Bell(props) => html! { <Bell ..props /> },
        }
    }
}
