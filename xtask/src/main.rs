//! `cargo xtask …`: everything about Baca that is not `cargo build`.
//!
//! - [`setup`]: installs what is missing, one line a step; [`tools`]: finds and runs programs.
//! - [`bundle`]: completes `dist/baca` (Trunk calls it), with the article's [`sheets`] of style;
//!   [`names`]: short names in the modules; [`size`]: the table of sizes, and their budget; [`weigh`]:
//!   what costs how much.
//! - [`tests`]: all tests, stage by stage.

mod bundle;
mod names;
mod setup;
#[path = "../../src/view/style/sheets.rs"]
mod sheets;
mod size;
mod tests;
mod tools;
mod weigh;

use clap::{Parser, Subcommand};
use std::process::ExitCode;
use tests::Stage;
use tools::{command, run, Outcome};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Set-up, serving, building and testing of Baca")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Serve the demo page with live reload; what follows `--` goes to Trunk
    Serve {
        #[arg(last = true)]
        trunk: Vec<String>,
    },
    /// Build the demo page into dist/ quickly, as `serve` does
    Build,
    /// Build everything for release into dist/, and check its size
    Dist,
    /// Install what the tests need, and run them
    Test {
        /// Only these stages, one after another
        #[arg(long, value_enum)]
        only: Vec<Stage>,
    },
    /// Install what building needs; with `--tests`, what the tests need as well
    Setup {
        #[arg(long)]
        tests: bool,
    },
    /// Print the sizes of what is in dist/baca
    Size {
        /// Build a module with its names, and print what costs how much by crate and by feature
        #[arg(long, value_name = "MODULE", num_args = 0..=1, default_missing_value = "baca-app")]
        by: Option<String>,
        /// Take the present sizes as the record that changes are measured against
        #[arg(long)]
        record: bool,
    },
    /// Build the worker that renders at the edge into dist/edge
    Edge,
    /// Measure the reader beside a static page and the ways of JavaScript; what follows `--` goes to
    /// bench/run.mjs: `--runs 5 --only short,long,press,scroll,heap,turn --chart`
    Bench {
        #[arg(last = true)]
        options: Vec<String>,
    },
    /// Complete a build of Trunk's (called by its hook)
    #[command(hide = true)]
    Bundle,
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().task {
        Task::Serve { trunk } => serve(&trunk),
        Task::Build => build(),
        Task::Dist => dist(),
        Task::Test { only } => tests::run_stages(&only),
        Task::Setup { tests: false } => setup::for_building().map(|()| setup::tell_path()),
        Task::Setup { tests: true } => setup::for_testing().map(|()| setup::tell_path()),
        Task::Size { record: true, .. } => size::record(),
        Task::Size { by: None, .. } => size::check(),
        Task::Size { by: Some(module), .. } => {
            setup::for_building().and_then(|()| weigh::weigh(&module))
        }
        Task::Edge => setup::for_edge().and_then(|()| bundle::edge()),
        Task::Bench { options } => bench(&options),
        Task::Bundle => bundle::complete(),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(line) => {
            eprintln!("xtask: {line}");
            ExitCode::FAILURE
        }
    }
}

fn serve(arguments: &[String]) -> Outcome {
    setup::for_building()?;
    setup::tell_path();
    run(command("trunk").arg("serve").args(arguments))
}

fn build() -> Outcome {
    setup::for_building()?;
    run(command("trunk").arg("build"))
}

/// Builds for release, and holds the budget.
fn dist() -> Outcome {
    setup::for_building()?;
    run(command("trunk").args(["build", "--release"]))?;
    size::check()
}

/// Runs the benchmark on a new release.
fn bench(options: &[String]) -> Outcome {
    dist()?;
    run(command("node").arg("bench/run.mjs").args(options))
}
