//! Attributes that the article's elements share.

use super::view::ArticleView;
use crate::el::ElementBuilder;
use baca_model::{Block, Dir, Size};
use baca_sys::intl::direction_of;
use baca_sys::text;

impl ElementBuilder {
    /// Sets the id that links in the article point at, with the reader's prefix, which makes it unique on
    /// the page.
    pub fn anchor(self, view: &ArticleView, name: Option<&str>) -> Self {
        match name {
            Some(name) => self.attr("id", &text::concat(&[&view.prefix, name])),
            None => self,
        }
    }

    /// Sets the attributes that every block may have: id, language, direction and size.
    pub fn block(self, view: &ArticleView, block: &Block) -> Self {
        // Without a declared direction, the block's language decides if it differs from the article's.
        let of_lang = || block.lang.as_deref().map(direction_of);
        let differs = |dir: &Dir| *dir != view.direction() && *dir != Dir::Auto;
        let tag = self
            .anchor(view, block.id.as_deref())
            .attr_opt("lang", block.lang.as_deref())
            .dir(block.dir.or_else(|| of_lang().filter(differs)));
        if block.size == Size::Inline {
            tag
        } else {
            tag.attr("data-size", block.size.as_str())
        }
    }
}
