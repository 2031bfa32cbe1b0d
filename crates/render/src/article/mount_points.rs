//! The names of the mount points: empty elements in the frame for content that needs script.

/// The toolbar.
pub const TOOLS: &str = "tools";
/// The comments.
pub const COMMENTS: &str = "comments";
/// The notification button in the toolbar.
pub const BELL: &str = "bell";
/// The notification prompt.
pub const PROMPT: &str = "prompt";
/// The player that reads the article aloud.
pub const PLAYER: &str = "player";
/// The button that scrolls to the top.
pub const TOP: &str = "top";
