//! `baca`: checks how Baca converts a publisher's article, and renders pages.
//!
//! - `check` prints the detected format, the number of blocks by type, and each dropped part with its
//!   path, line and reason.
//! - `convert` writes the article in Baca's own format.
//! - `doctor` examines a page of a site ([`doctor`]).
//! - `render` writes pages that show the article without script ([`render`]).
//!
//! [`input`] loads the text, [`encoding`] decodes it, [`files`] finds the articles of a folder,
//! [`json_lines`] finds the line of a path,
//! [`template`] has the site's own page,
//! [`report`] formats the output of `check`, and [`output`] writes to the terminal and to files.

mod doctor;
mod encoding;
mod files;
mod input;
mod json_lines;
mod output;
mod render;
mod report;
mod template;

use baca_wire::encode;
use clap::{Parser, Subcommand};
use input::Input;
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "baca", version, about = "Checks, converts and renders a publisher's article")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Print the format, the blocks by type, and each dropped part with the reason
    Check(Input),
    /// Write the article in Baca's own format
    Convert(Input),
    /// Examine a page of a site: its script, policy, article, configuration and endpoints
    Doctor(doctor::Examination),
    /// Write a page that shows the article without script; for a folder, a page for each file
    Render(Box<render::Rendering>),
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().task {
        Task::Check(input) => check(&input).and_then(|text| output::print(&text)),
        Task::Convert(input) => convert(&input).and_then(|text| output::print(&text)),
        Task::Doctor(examination) => return doctor::run(&examination),
        Task::Render(rendering) => render::run(&rendering),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            output::warn(&message);
            ExitCode::FAILURE
        }
    }
}

fn check(input: &Input) -> Result<String, String> {
    let (decoded, text) = input.read()?;
    Ok(report::report(&decoded, &text))
}

/// Returns the article as JSON in Baca's own format. Prints the dropped parts to standard error.
fn convert(input: &Input) -> Result<String, String> {
    let (decoded, text) = input.read()?;
    for problem in &decoded.problems {
        output::warn(&report::located(problem, &text));
    }
    let text = serde_json::to_string_pretty(&encode::article(&decoded.article));
    text.map(|text| text + "\n").map_err(|error| error.to_string())
}
