//! Writes to the terminal and to files. A closed pipe is no error. A page is written completely or not at
//! all, and never outside its folder.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::Mutex;

/// Writes to standard output. A closed pipe (`| head`) is no error.
///
/// # Errors
/// A message about any other failure.
pub fn print(text: &str) -> Result<(), String> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error.to_string()),
        _ => Ok(()),
    }
}

/// Writes a line to standard error; a failure is ignored.
pub fn warn(line: &str) {
    let _ = writeln!(io::stderr().lock(), "baca: {line}");
}

/// The folder of the pages.
pub struct Pages {
    /// The path as given.
    folder: PathBuf,
    /// The path with all links resolved.
    real: PathBuf,
    /// The files that are read, with links resolved: no page is written over one.
    sources: HashSet<PathBuf>,
    /// The source of each page.
    taken: Mutex<HashMap<PathBuf, String>>,
    temporary: AtomicUsize,
}

impl Pages {
    /// Creates the folder if it does not exist. `sources` are files that must not be overwritten.
    ///
    /// # Errors
    /// A message that says why the folder cannot be used.
    pub fn create<'p>(
        folder: &Path,
        sources: impl IntoIterator<Item = &'p Path>,
    ) -> Result<Self, String> {
        let failed = |error: io::Error| format!("{}: {error}", folder.display());
        fs::create_dir_all(folder).map_err(failed)?;
        Ok(Self {
            folder: folder.into(),
            real: fs::canonicalize(folder).map_err(failed)?,
            sources: sources.into_iter().filter_map(|file| fs::canonicalize(file).ok()).collect(),
            taken: Mutex::default(),
            temporary: AtomicUsize::new(0),
        })
    }

    /// Returns the page of a name (`2026/a` becomes `2026/a.html`) for one source.
    ///
    /// # Errors
    /// If the name leads out of the folder, or if another source has that page.
    pub fn reserve(&self, name: &Path, source: &str) -> Result<PathBuf, String> {
        let inside = name.components().all(|part| matches!(part, Component::Normal(_)));
        if !inside || name.file_name().is_none() {
            return Err(format!(
                "{source}: {} leads out of {}",
                name.display(),
                self.folder.display()
            ));
        }
        let mut page = self.folder.join(name).into_os_string();
        page.push(".html");
        let page = PathBuf::from(page);
        let mut taken = self.taken.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        match taken.entry(folded(&page)) {
            Entry::Vacant(entry) => {
                entry.insert(source.into());
                Ok(page)
            }
            Entry::Occupied(entry) => {
                Err(format!("{source}: {} is the page of {} already", page.display(), entry.get()))
            }
        }
    }

    /// Writes a reserved page to a temporary file and renames it. So the page is never incomplete, and a
    /// link at its path is replaced, not followed.
    ///
    /// # Errors
    /// If the page is a source, is outside the folder, or cannot be written.
    pub fn write(&self, page: &Path, text: &str) -> Result<(), String> {
        let failed = |error: io::Error| format!("{}: {error}", page.display());
        let (Some(parent), Some(name)) = (page.parent(), page.file_name()) else {
            return Err(format!("{}: not a file name", page.display()));
        };
        self.make(parent)?;
        let real = fs::canonicalize(parent).map_err(failed)?;
        let is_source = self.sources.contains(&real.join(name))
            || fs::canonicalize(page).is_ok_and(|target| self.sources.contains(&target));
        if is_source {
            return Err(format!("{}: is a source, and is not overwritten", page.display()));
        }
        let number = self.temporary.fetch_add(1, Ordering::Relaxed);
        let beside = parent.join(format!(".baca-{}-{number}", std::process::id()));
        let written = create(&beside, text).and_then(|()| fs::rename(&beside, page));
        written.map_err(|error| {
            let _ = fs::remove_file(&beside);
            failed(error)
        })
    }

    /// Creates a subfolder; fails if a link leads out of the folder.
    fn make(&self, folder: &Path) -> Result<(), String> {
        // The deepest existing part decides where the rest would be created.
        let there = folder.ancestors().find_map(|part| fs::canonicalize(part).ok());
        if !there.is_some_and(|there| there.starts_with(&self.real)) {
            return Err(format!("{}: leads out of {}", folder.display(), self.folder.display()));
        }
        fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))
    }
}

fn create(file: &Path, text: &str) -> io::Result<()> {
    let mut file = fs::File::create_new(file)?;
    file.write_all(text.as_bytes())?;
    file.flush()
}

/// Returns a path as the file system compares it: without case on some systems.
fn folded(page: &Path) -> PathBuf {
    if cfg!(any(windows, target_vendor = "apple")) {
        return page.to_string_lossy().to_lowercase().into();
    }
    page.into()
}
