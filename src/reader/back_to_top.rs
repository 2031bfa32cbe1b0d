//! The button "Top", which leads back to the top of the article. It is shown while the top is far above.

use super::actions::Action;
use super::context::ReaderContext;
use super::scroll_tracker::ScrollPosition;
use crate::web::dom;
use baca_render::article::mount_points;
use baca_render::el::{part, tag};
use web_sys::{Element, HtmlElement};

/// The button in its mount point. Dropping it removes the button.
pub struct BackToTop {
    mount_point: Option<Element>,
    /// Whether the top of the article is far above, so that the button is shown.
    is_far: bool,
}

impl BackToTop {
    /// Finds the mount point of the button in the reader `host`. The button is not shown yet.
    pub fn new(host: &HtmlElement) -> Self {
        Self { mount_point: dom::mount_point(host, mount_points::TOP), is_far: false }
    }

    /// Shows, marks or removes the button after a change of the reading position.
    pub fn follow(&mut self, position: ScrollPosition, context: &ReaderContext) {
        if self.is_far != position.is_far {
            self.is_far = position.is_far;
            self.render(context);
        }
        let button = self.mount_point.as_ref().and_then(Element::first_element_child);
        if let Some(button) = button {
            let _ = button.toggle_attribute_with_force("data-down", position.is_downward);
        }
    }

    /// Renders the button anew, for example in another language. Returns `None` if it cannot be mounted.
    pub fn render(&self, context: &ReaderContext) -> Option<()> {
        let mount_point = self.mount_point.as_ref()?;
        mount_point.set_text_content(None);
        if self.is_far {
            let arrow = tag("span").attr("aria-hidden", "true").text("↑ ");
            let button = part("button", "top")
                .attr("class", "top")
                .attr("type", "button")
                .attr("data-do", Action::ScrollToTop.as_str())
                .attr("aria-label", context.t("topLabel"))
                .child(arrow)
                .text(context.t("top"));
            mount_point.append_child(&button.element()?.into()).ok()?;
        }
        Some(())
    }
}

impl Drop for BackToTop {
    fn drop(&mut self) {
        if let Some(mount_point) = &self.mount_point {
            mount_point.set_text_content(None);
        }
    }
}
