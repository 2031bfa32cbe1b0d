//! `baca`: tells a publisher what Baca makes of their JSON, and makes pages of it.
//!
//! - `check`: the format found, the blocks by type, what was dropped and why, with path and line.
//! - `convert`: the article in Baca's own format.
//! - `render`: pages with the article in them, whole without script ([`render`]).
//!
//! [`source`] gets the text, [`lines`] finds the line of a path, [`report`] writes the answer.

mod lines;
mod render;
mod report;
mod source;

use baca::article::{formats, write};
use baca::platform;
use clap::{Args, Parser, Subcommand};
use source::Source;
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "baca", version, about = "What Baca makes of a publisher's article")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Tell the format, the blocks by type, and what was dropped and why
    Check(Input),
    /// Write the article in Baca's own format
    Convert(Input),
    /// Write a page with the article in it, whole without script; of a folder, a page for each file
    Render(render::Rendering),
}

#[derive(Args, Clone)]
struct Input {
    /// A file, an http(s) address, or `-` for standard input; for `render` also a folder
    #[arg(default_value = "-")]
    source: String,
    /// The format, where it is not to be found out
    #[arg(long)]
    format: Option<String>,
    /// Which article of a list: its id or address
    #[arg(long)]
    item: Option<String>,
    /// Address that relative addresses start from
    #[arg(long)]
    base: Option<String>,
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().task {
        Task::Check(input) => run(&input, false).map(|answer| print!("{answer}")),
        Task::Convert(input) => run(&input, true).map(|answer| print!("{answer}")),
        Task::Render(rendering) => render::run(&rendering),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("baca: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run(input: &Input, convert: bool) -> Result<String, String> {
    let Source { text, base } = Source::get(&input.source, input.base.as_deref())?;
    let (format, item) = (input.format.as_deref(), input.item.as_deref());
    let outcome = formats::read(&text, platform::current(), &base, format, item)
        .map_err(|error| format!("{}: {}: {error}", input.source, error.code()))?;
    if !convert {
        return Ok(report::report(&outcome, &text));
    }
    for problem in &outcome.problems {
        eprintln!("baca: {}", report::located(problem, &text));
    }
    let written = serde_json::to_string_pretty(&write::article(&outcome.article));
    written.map(|text| text + "\n").map_err(|error| error.to_string())
}
