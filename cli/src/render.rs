//! `render`: renders one article, or all articles of a folder in parallel.

use crate::files::Found;
use crate::input::Input;
use crate::output::{self, Pages};
use crate::report;
use crate::template::{self, Entry, Parts, Template};
use baca_convert::formats;
use baca_render::page;
use baca_render::page::{Options, Site};
use baca_wire::document::DecodedArticle;
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::Mutex;
use std::thread;

/// Placeholder in `--src` for the name of a file without its extension.
const NAME: &str = "{name}";

/// The arguments of `render`.
#[derive(Args)]
pub struct Rendering {
    #[command(flatten)]
    input: Input,
    /// The site's configuration: a file or a URL
    #[arg(long)]
    config: Option<String>,
    /// Write only the element, for a page of your own
    #[arg(long)]
    fragment: bool,
    /// The site's own page, with %baca.article% where the article goes; also %baca.head%, %baca.title%,
    /// %baca.lang% and %baca.dir%
    #[arg(long, value_name = "FILE", conflicts_with = "fragment")]
    template: Option<PathBuf>,
    /// Write index.html with links to all pages
    #[arg(long, requires = "out")]
    index: bool,
    /// The folder for the pages, which are written nowhere else; required for a folder of articles
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// Write a page for each article of a list or a feed
    #[arg(long, requires = "out", conflicts_with = "item")]
    items: bool,
    /// `src` of the element; `{name}` is replaced with the file's name without extension
    #[arg(long)]
    src: Option<String>,
    /// `config` of the element; by default the URL of `--config`
    #[arg(long, value_name = "URL")]
    config_url: Option<String>,
    /// Language of the controls; by default the article's
    #[arg(long)]
    lang: Option<String>,
    /// `theme` of the element: auto, light, dark, sepia, contrast
    #[arg(long)]
    theme: Option<String>,
    /// URL of the page's script: baca-later.js waits until pictures have loaded, baca.js does not;
    /// `none` for a page without script
    #[arg(long, default_value = "/baca/baca-later.js")]
    script: String,
    /// A nonce for inline styles, for pages whose policy does not allow them by hash
    #[arg(long)]
    nonce: Option<String>,
    /// Print only the style-src directive that the pages need
    #[arg(long)]
    csp: bool,
}

/// Renders the article or folder that the arguments name.
///
/// # Errors
/// A message that says what failed.
pub fn run(rendering: &Rendering) -> Result<(), String> {
    if rendering.csp {
        let mut hashes =
            vec![page::style_hash(), page::csp_hash(page::PAGE_STYLE), page::live_style_hash()];
        let style = Site::read(&rendering.options()?.site.0).unwrap_or_default().newsroom.style();
        if !style.is_empty() {
            hashes.push(page::csp_hash(&style));
        }
        return output::print(&format!("style-src {}\n", hashes.join(" ")));
    }
    let options = rendering.options()?;
    let source = &rendering.input.source;
    if source != "-" && Path::new(source).is_dir() {
        return render_folder(rendering, &options, Path::new(source));
    }
    if rendering.items {
        return render_items(rendering, &options);
    }
    let name = name_of(source);
    let page = rendering.page(&options, &rendering.input, &name)?;
    match &rendering.out {
        Some(out) => {
            let pages = Pages::create(out, rendering.files().chain([Path::new(source)]))?;
            pages.write(&pages.reserve(Path::new(&name), source)?, &page)
        }
        None => output::print(&page),
    }
}

/// Returns the name of a source's page without extension: the file's name, or the last part of a URL's path.
fn name_of(source: &str) -> String {
    let name = match source.split_once("://") {
        Some((_, rest)) => {
            let path = rest.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
            let name = path.rsplit_once('/').map_or("", |(_, name)| name);
            let ends = [".json", ".html", ".htm", ".php"];
            ends.iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name)
        }
        None if source == "-" => "",
        None => Path::new(source).file_stem().and_then(|stem| stem.to_str()).unwrap_or_default(),
    };
    let name = if matches!(name, "" | "." | "..") { "article" } else { name };
    name.into()
}

impl Rendering {
    /// Loads the configuration and returns the options that all pages share.
    fn options(&self) -> Result<SharedOptions, String> {
        let mut site = SiteText::default();
        let mut config_url = self.config_url.clone();
        if let Some(from) = &self.config {
            let document = self.input.load(from, None)?;
            // Reports the error once instead of in each thread.
            Site::read(&document.text)
                .map_err(|error| format!("{from}: not JSON: {}", error.place))?;
            if from.starts_with("http") {
                config_url = config_url.or_else(|| Some(from.clone()));
            }
            site = SiteText(document.text);
        }
        let template = self.template.as_ref().map(|file| {
            let named = |error: &dyn std::fmt::Display| format!("{}: {error}", file.display());
            let text = fs::read_to_string(file).map_err(|error| named(&error))?;
            Template::new(text).map_err(|error| named(&error))
        });
        Ok(SharedOptions {
            site,
            config_url,
            template: template.transpose()?,
            index: Mutex::default(),
        })
    }

    /// Returns the files that are read besides the articles.
    fn files(&self) -> impl Iterator<Item = &Path> {
        self.config.iter().map(Path::new).chain(self.template.iter().map(PathBuf::as_path))
    }

    /// Renders the page of one article; `name` replaces the placeholder in `--src`.
    fn page(&self, shared: &SharedOptions, input: &Input, name: &str) -> Result<String, String> {
        let (decoded, text) = input.read()?;
        Ok(self.page_of(decoded, &text, shared, input, name))
    }

    /// Renders the page of an article that was read from `text`.
    fn page_of(
        &self,
        decoded: DecodedArticle,
        text: &str,
        shared: &SharedOptions,
        input: &Input,
        name: &str,
    ) -> String {
        for problem in &decoded.problems {
            output::warn(&format!("{}: {}", input.source, report::located(problem, text)));
        }
        if let Some(src) = page::unshared_image(&decoded.article).filter(|_| !self.fragment) {
            let line = "no og:image, because its URL is relative; --base makes it absolute";
            output::warn(&format!("{}: {src}: {line}", input.source));
        }
        let url = input.source.starts_with("http").then(|| input.source.clone());
        let options = Options {
            src: self.src.as_ref().map(|src| src.replace(NAME, name)).or(url),
            item: input.item.clone(),
            config: shared.config_url.clone(),
            site: Site::read(&shared.site.0).unwrap_or_default(),
            lang: self.lang.clone(),
            theme: self.theme.clone(),
            script: Some(self.script.clone()).filter(|script| script != "none"),
            nonce: self.nonce.clone(),
            format: Some(decoded.format.into()),
            prefix: None,
        };
        if self.index {
            let mut index = shared.index.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
            let key = input.item.as_ref().unwrap_or(&input.source);
            index.insert(key.clone(), Entry::of(&decoded.article, name));
        }
        let article = Rc::new(decoded.article);
        if self.fragment {
            return page::fragment(&article, &options) + "\n";
        }
        let Some(template) = &shared.template else { return page::document(&article, &options) };
        let lang = article.lang.as_deref().or(options.lang.as_deref()).unwrap_or("en");
        template.fill(&Parts {
            head: &page::metadata(&article, &options),
            article: &page::fragment(&article, &options),
            title: &article.headline_text(),
            lang,
            dir: page::direction(&article).as_str(),
        })
    }
}

/// Options that all pages share.
struct SharedOptions {
    site: SiteText,
    config_url: Option<String>,
    template: Option<Template>,
    /// The articles that were rendered, by the name of their page.
    index: Mutex<BTreeMap<String, Entry>>,
}

/// The configuration as text, since its parsed form cannot be shared between threads.
struct SiteText(String);

impl Default for SiteText {
    fn default() -> Self {
        Self("{}".into())
    }
}

/// Renders all files of a folder in parallel. A file that fails does not stop the others.
fn render_folder(
    rendering: &Rendering,
    shared: &SharedOptions,
    folder: &Path,
) -> Result<(), String> {
    let out = rendering.out.as_deref().ok_or("for a folder, --out is required")?;
    let mut found = Found::default();
    found.gather(folder, fs::canonicalize(out).ok().as_deref());
    let Found { mut files, failed, .. } = found;
    files.sort();
    let pages = Pages::create(out, rendering.files().chain(files.iter().map(PathBuf::as_path)))?;
    // In the order of the files, so that of two files with one page always the first one gets it.
    let reserved: Vec<_> = files
        .iter()
        .map(|file| {
            let name = file.strip_prefix(folder).unwrap_or(file).with_extension("");
            (file, pages.reserve(&name, &file.to_string_lossy()))
        })
        .collect();
    let rendered = run_in_parallel(&reserved, &failed, |(file, page)| {
        render_file(rendering, shared, &pages, file, page)
    });
    let written = reserved
        .iter()
        .filter_map(|(file, page)| Some((file.to_string_lossy(), page.as_ref().ok()?)));
    let listed = shared.write_index(rendering, &pages, written);
    rendered.and(listed)
}

/// Renders the articles of a list or a feed in parallel.
fn render_items(rendering: &Rendering, shared: &SharedOptions) -> Result<(), String> {
    let input = &rendering.input;
    let out = rendering.out.as_deref().ok_or("for --items, --out is required")?;
    let document = input.load(&input.source, input.base.as_deref())?;
    let names = formats::item_names(&document.text, input.format.as_deref());
    if names.is_empty() {
        return Err(format!("{}: no list of articles", input.source));
    }
    let pages = Pages::create(out, rendering.files().chain([Path::new(&input.source)]))?;
    let (mut reserved, mut failed) = (Vec::new(), Vec::new());
    for (index, item) in names.into_iter().enumerate() {
        match item {
            Some(item) => {
                let name = page_name(&item);
                let source = format!("{}: {item}", input.source);
                let page = pages.reserve(Path::new(&name), &source);
                reserved.push((item, name, page));
            }
            None => {
                let line = "has no id or URL of its own";
                failed.push(format!("{}: article {} {line}", input.source, index + 1));
            }
        }
    }
    let rendered = run_in_parallel(&reserved, &failed, |(item, name, page)| {
        let page = page.as_ref().map_err(Clone::clone)?;
        let input = Input { item: Some(item.clone()), ..input.clone() };
        let decoded = input.convert(&document).map_err(|line| format!("{item}: {line}"))?;
        let text = rendering.page_of(decoded, &document.text, shared, &input, name);
        pages.write(page, &text)
    });
    let written =
        reserved.iter().filter_map(|(item, _, page)| Some((item.into(), page.as_ref().ok()?)));
    let listed = shared.write_index(rendering, &pages, written);
    rendered.and(listed)
}

impl SharedOptions {
    /// Writes the index of the pages, each given with the key of its article, if it is wanted.
    fn write_index<'a>(
        &self,
        rendering: &Rendering,
        pages: &Pages,
        written: impl Iterator<Item = (Cow<'a, str>, &'a PathBuf)>,
    ) -> Result<(), String> {
        let Some(out) = rendering.out.as_deref().filter(|_| rendering.index) else { return Ok(()) };
        let index = self.index.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        let entries: Vec<_> = written
            .filter_map(|(key, page)| {
                Some((page.strip_prefix(out).ok()?, index.get(key.as_ref())?))
            })
            .collect();
        let site = Site::read(&self.site.0).unwrap_or_default();
        let title = site.name.unwrap_or_default();
        let page = pages.reserve(Path::new("index"), "--index")?;
        pages.write(&page, &template::index(&entries, &title, self.template.as_ref()))
    }
}

/// Returns the name of an item's page: its id, or the last part of its URL, with `-` in place of characters
/// that have a meaning in paths and URLs.
fn page_name(item: &str) -> String {
    let path = item.split_once("://").map_or(item, |(_, rest)| rest).split('#').next();
    let path = path.unwrap_or_default().trim_end_matches(['/', '?']);
    // A query identifies the article if nothing else does: `?p=7`.
    let name = path.rsplit('/').next().unwrap_or_default();
    let plain = |c: char| if c.is_alphanumeric() || "-_.~".contains(c) { c } else { '-' };
    let name: String = name.chars().map(plain).collect();
    match name.trim_matches(['-', '.']) {
        "" => "article".into(),
        name => name.chars().take(100).collect(),
    }
}

/// Calls `render` with each of `jobs`, on all cores, and prints messages and the progress; `failed` are the
/// messages about what cannot be rendered at all.
///
/// # Errors
/// The number of failures.
fn run_in_parallel<J: Sync>(
    jobs: &[J],
    failed: &[String],
    render: impl Fn(&J) -> Result<(), String> + Sync,
) -> Result<(), String> {
    let bar = ProgressBar::new(jobs.len() as u64);
    let template = "{bar:40} {pos}/{len} articles, {per_sec}, {eta} left";
    bar.set_style(ProgressStyle::with_template(template).map_err(|error| error.to_string())?);
    let report = |line: &str| bar.suspend(|| output::warn(line));
    failed.iter().for_each(|line| report(line));
    let (next, failures) = (AtomicUsize::new(0), AtomicUsize::new(failed.len()));
    let cores = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                while let Some(job) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if let Err(line) = render(job) {
                        failures.fetch_add(1, Ordering::Relaxed);
                        report(&line);
                    }
                    bar.inc(1);
                }
            });
        }
    });
    bar.finish();
    match failures.into_inner() {
        0 => Ok(()),
        failures => {
            let all = jobs.len() + failed.len();
            Err(format!("{failures} of {all} articles could not be rendered"))
        }
    }
}

fn render_file(
    rendering: &Rendering,
    shared: &SharedOptions,
    pages: &Pages,
    file: &Path,
    page: &Result<PathBuf, String>,
) -> Result<(), String> {
    let page = page.as_ref().map_err(Clone::clone)?;
    let source = file.to_string_lossy().into_owned();
    let name = name_of(&source);
    let input = Input { source, ..rendering.input.clone() };
    pages.write(page, &rendering.page(shared, &input, &name)?)
}
