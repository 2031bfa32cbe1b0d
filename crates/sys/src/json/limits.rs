//! Limits of JSON documents, and the error for text that is not JSON.

/// Maximum nesting of objects and arrays. Deeper values are replaced by `null`.
pub const MAX_DEPTH: usize = 128;

/// Maximum length of a document in bytes. Longer documents are rejected.
pub const MAX_BYTES: usize = 8 * 1024 * 1024;

/// A text is not JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Malformed {
    /// Position of the first error, `line 2, column 8`; in a browser, its own error message.
    pub place: String,
}
