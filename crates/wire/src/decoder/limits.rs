//! Limits on the size of an article.

/// Maximum number of blocks. Further blocks are dropped, and the article is marked as truncated.
pub const MAX_BLOCKS: usize = 20_000;

/// How much of the limits is used up.
#[derive(Debug, Default)]
pub struct Limits {
    /// Whether a limit dropped anything.
    pub truncated: bool,
    blocks: usize,
}

impl Limits {
    /// Counts one more block; returns whether it is within [`MAX_BLOCKS`].
    pub(super) fn count_block(&mut self) -> bool {
        self.blocks += 1;
        self.blocks <= MAX_BLOCKS
    }
}
