//! `render`: articles as pages, one or a folder of them on all cores.

use crate::source::Source;
use crate::{report, Input};
use baca::article::formats;
use baca::platform;
use baca::render::{self, Options, Site};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Stands for a file's name without its end, in what is said of a folder.
const NAME: &str = "{name}";

#[derive(Args)]
pub struct Rendering {
    #[command(flatten)]
    input: Input,
    /// The site's configuration: a file or an address
    #[arg(long)]
    config: Option<String>,
    /// The element alone, for a page of your own
    #[arg(long)]
    fragment: bool,
    /// Where the pages of a folder go
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// `src` of the element; `{name}` stands for a file's name without its end
    #[arg(long)]
    src: Option<String>,
    /// `config` of the element; else the address given as `--config`
    #[arg(long, value_name = "ADDRESS")]
    config_url: Option<String>,
    /// Language of the controls; else the article's
    #[arg(long)]
    lang: Option<String>,
    /// `theme` of the element: auto, light, dark, sepia, contrast
    #[arg(long)]
    theme: Option<String>,
    /// Address of the script of a whole page: baca-later.js lets pictures come first, baca.js does not
    /// wait; `none` for a page without script
    #[arg(long, default_value = "/baca/baca-later.js")]
    script: String,
    /// A nonce for inline style, for pages that do not allow it by hash
    #[arg(long)]
    nonce: Option<String>,
    /// Print what style-src has to allow, and do nothing else
    #[arg(long)]
    csp: bool,
}

/// Renders what was asked for.
///
/// # Errors
/// A sentence that tells what could not be done.
pub fn run(rendering: &Rendering) -> Result<(), String> {
    if rendering.csp {
        println!("style-src {} {}", render::style_hash(), render::hash_of(render::PAGE_STYLE));
        return Ok(());
    }
    let options = rendering.options()?;
    let source = &rendering.input.source;
    if source != "-" && Path::new(source).is_dir() {
        return folder(rendering, &options, Path::new(source));
    }
    let page = rendering.page(&options, &rendering.input, Path::new(source).file_stem())?;
    match &rendering.out {
        Some(out) => write(&file_in(out, Path::new(source)), &page),
        None => io::stdout().write_all(page.as_bytes()).map_err(|error| error.to_string()),
    }
}

impl Rendering {
    fn options(&self) -> Result<Shared, String> {
        let mut site = SiteText::default();
        let mut address = self.config_url.clone();
        if let Some(from) = &self.config {
            let source = Source::get(from, None)?;
            // Told once, not by every thread that reads it.
            Site::read(&source.text)
                .map_err(|error| format!("{from}: not JSON: {}", error.place))?;
            if from.starts_with("http") {
                address = address.or_else(|| Some(from.clone()));
            }
            site = SiteText(source.text);
        }
        Ok(Shared { site, config: address })
    }

    fn page(
        &self,
        shared: &Shared,
        input: &Input,
        name: Option<&std::ffi::OsStr>,
    ) -> Result<String, String> {
        let Source { text, base } = Source::get(&input.source, input.base.as_deref())?;
        let (format, item) = (input.format.as_deref(), input.item.as_deref());
        let outcome = formats::read(&text, platform::current(), &base, format, item)
            .map_err(|error| format!("{}: {}: {error}", input.source, error.code()))?;
        for problem in &outcome.problems {
            eprintln!("baca: {}: {}", input.source, report::located(problem, &text));
        }
        let name = name.map(|name| name.to_string_lossy()).unwrap_or_default();
        let address = input.source.starts_with("http").then(|| input.source.clone());
        let options = Options {
            src: self.src.as_ref().map(|src| src.replace(NAME, &name)).or(address),
            config: shared.config.clone(),
            site: Site::read(&shared.site.0).unwrap_or_default(),
            lang: self.lang.clone(),
            theme: self.theme.clone(),
            script: Some(self.script.clone()).filter(|script| script != "none"),
            nonce: self.nonce.clone(),
            format: Some(outcome.format.into()),
            prefix: None,
        };
        let article = Rc::new(outcome.article);
        Ok(if self.fragment {
            render::fragment(&article, &options) + "\n"
        } else {
            render::document(&article, &options)
        })
    }
}

/// What all pages have in common.
struct Shared {
    site: SiteText,
    config: Option<String>,
}

/// The configuration as it was read, since each thread makes its own of it.
struct SiteText(String);

impl Default for SiteText {
    fn default() -> Self {
        Self("{}".into())
    }
}

/// Renders all of a folder's files, each core its next one; one that fails does not keep the others.
fn folder(rendering: &Rendering, shared: &Shared, folder: &Path) -> Result<(), String> {
    let out = rendering.out.as_deref().ok_or("a folder needs --out, for its pages")?;
    let mut files = Vec::new();
    gather(folder, &mut files)?;
    files.sort();
    fs::create_dir_all(out).map_err(|error| format!("{}: {error}", out.display()))?;
    let bar = ProgressBar::new(files.len() as u64);
    let template = "{bar:40} {pos}/{len} articles, {per_sec}, {eta} left";
    bar.set_style(ProgressStyle::with_template(template).map_err(|error| error.to_string())?);
    let (next, failed) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let cores = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if let Err(line) = one(rendering, shared, folder, out, file) {
                        failed.fetch_add(1, Ordering::Relaxed);
                        bar.suspend(|| eprintln!("baca: {line}"));
                    }
                    bar.inc(1);
                }
            });
        }
    });
    bar.finish();
    match failed.into_inner() {
        0 => Ok(()),
        failed => Err(format!("{failed} of {} articles could not be rendered", files.len())),
    }
}

fn one(
    rendering: &Rendering,
    shared: &Shared,
    folder: &Path,
    out: &Path,
    file: &Path,
) -> Result<(), String> {
    let input = Input { source: file.to_string_lossy().into_owned(), ..rendering.input.clone() };
    let page = rendering.page(shared, &input, file.file_stem())?;
    write(&file_in(out, file.strip_prefix(folder).unwrap_or(file)), &page)
}

/// Where the page of a file goes.
fn file_in(out: &Path, file: &Path) -> PathBuf {
    let name = if file.as_os_str() == "-" { Path::new("article") } else { file };
    out.join(name).with_extension("html")
}

/// All JSON and HTML files in a folder and in the folders in it.
fn gather(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        if path.is_dir() {
            gather(&path, files)?;
        } else if path.extension().is_some_and(|end| end == "json" || end == "html") {
            files.push(path);
        }
    }
    Ok(())
}

fn write(file: &Path, page: &str) -> Result<(), String> {
    let failed = |error: io::Error| format!("{}: {error}", file.display());
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    fs::write(file, page).map_err(failed)
}
