//! `baca`: tells a publisher what Baca makes of their JSON.
//!
//! - `check`: the format found, the blocks by type, what was dropped and why, with path and line.
//! - `convert`: the article in Baca's own format.
//!
//! [`source`] gets the text, [`lines`] finds the line of a path, [`report`] writes the answer.

mod lines;
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
}

#[derive(Args)]
struct Input {
    /// A file, an http(s) address, or `-` for standard input
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
    let (input, convert) = match Arguments::parse().task {
        Task::Check(input) => (input, false),
        Task::Convert(input) => (input, true),
    };
    match run(&input, convert) {
        Ok(answer) => {
            print!("{answer}");
            ExitCode::SUCCESS
        }
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
