//! Reads, writes and copies files with errors that name them.

use crate::tools::Outcome;
use std::fs;
use std::path::Path;

/// Copies a file, or a folder with all its content.
pub fn copy(from: &Path, to: &Path) -> Outcome {
    if !from.is_dir() {
        return write(to, &read(from)?);
    }
    let entries = fs::read_dir(from).map_err(|error| format!("{}: {error}", from.display()))?;
    fs::create_dir_all(to).map_err(|error| format!("{}: {error}", to.display()))?;
    for entry in entries.filter_map(Result::ok) {
        copy(&entry.path(), &to.join(entry.file_name()))?;
    }
    Ok(())
}

/// Reads a file; the error names it.
pub fn read(file: &Path) -> Outcome<Vec<u8>> {
    fs::read(file).map_err(|error| format!("{}: {error}", file.display()))
}

/// Reads a file of UTF-8; the error names it.
pub fn read_text(file: &Path) -> Outcome<String> {
    fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))
}

/// Writes a file; the error names it.
pub fn write(file: &Path, content: &[u8]) -> Outcome {
    fs::write(file, content).map_err(|error| format!("{}: {error}", file.display()))
}
