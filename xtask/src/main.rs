//! `cargo xtask …`: the tasks of this project beyond `cargo build` and `cargo test`.
//!
//! - [`api`] generates the published description of the element from one declaration.
//! - [`setup`] installs missing tools and prints one line for each step; [`tools`] finds and runs programs.
//! - [`bundle`] completes `dist/baca` after Trunk, with the article's style sheets ([`sheets`]).
//!   [`glue`] adapts the scripts of wasm-bindgen, [`shorten_imports`] shortens the names that they share with
//!   the modules. [`size`] prints the sizes and
//!   checks their budgets; [`size_profile`] prints the bytes of each crate and feature.
//! - [`docs`] makes the site of the documentation.
//! - [`wordpress`] builds the plugin for WordPress.
//! - [`package`] makes the npm package and the archive of a release.
//! - [`live_demo`] adds updates to the live article of the demo while it is served.
//! - [`tests`] runs all tests in stages; [`tidy`] checks the rules of this project; [`release`] checks
//!   a version before its release, and [`reproducible`] that two builds are equal.

mod api;
mod bundle;
mod coverage;
mod docs;
mod files;
mod glue;
mod live_demo;
#[path = "../../crates/render/src/locale_files.rs"]
mod locale_files;
mod package;
mod release;
mod reproducible;
mod setup;
#[path = "../../crates/render/src/style/sheets.rs"]
mod sheets;
mod shorten_imports;
mod size;
mod size_profile;
mod tests;
mod tidy;
mod tools;
mod wasm_types;
mod wordpress;

use clap::{Parser, Subcommand};
use std::path::PathBuf;
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
    /// Serve the demo page with live reload; arguments after `--` are passed to Trunk
    Serve {
        #[arg(last = true)]
        trunk: Vec<String>,
    },
    /// Build the demo page into dist/ without optimization, as `serve` does
    Build,
    /// Build a release into dist/ and check its sizes
    Dist,
    /// Make the npm package in dist/npm and the archive in dist/release from the release in dist/
    Package,
    /// Make the site of the documentation in dist/docs, with a search and the playground
    Docs,
    /// Install the programs that the tests need, and run all tests
    Test {
        /// Run only these stages, one after another
        #[arg(long, value_enum)]
        only: Vec<Stage>,
    },
    /// Install the programs that building needs
    Setup {
        /// Install the programs that the tests need too
        #[arg(long)]
        tests: bool,
    },
    /// Print the sizes of the files in dist/baca and check their budgets
    Size {
        /// Build a module with function names, and print its size by crate and by feature
        #[arg(long, value_name = "MODULE", num_args = 0..=1, default_missing_value = "baca-app")]
        by: Option<String>,
        /// Write the sizes to xtask/sizes.txt; later sizes are compared with it
        #[arg(long)]
        record: bool,
    },
    /// Generate types, manifests and tables of the element from static/element.json
    Api {
        /// Write nothing; fail if a generated file is not up to date
        #[arg(long)]
        check: bool,
    },
    /// Check that a version can be released, and print its section of the changelog
    ReleaseNotes {
        /// The version, as 0.1.0 or v0.1.0
        version: String,
    },
    /// Check and build the release of the current version into dist/release, dist/npm and dist/docs
    Release {
        /// Also without the tag of the release and with changes in the checkout
        #[arg(long)]
        dry_run: bool,
    },
    /// Build the worker for edge platforms into dist/edge
    Edge,
    /// Build the WordPress plugin from dist/baca into dist/baca-wordpress.zip
    Wordpress,
    /// Read mutations of the samples: formats, converter, own format, pages, arguments of the command
    Fuzz {
        /// The number of mutations for each property
        #[arg(long, default_value_t = 20_000)]
        count: u64,
        /// Another seed gives other mutations
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Build the current commit twice in new checkouts, and check that all files are equal
    Reproducible,
    /// Perform random operations on readers in browsers with dist/, and check that nothing stays in memory
    Soak {
        /// The number of operations
        #[arg(long, default_value_t = 5_000)]
        count: u64,
        /// Another seed gives other operations
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Measure the reader, a static page and four JavaScript libraries; arguments after `--` are
    /// passed to bench/run.mjs: `--runs 5 --only bytes,short,formats,long,press,scroll,heap,turn --chart`
    Bench {
        #[arg(last = true)]
        options: Vec<String>,
    },
    /// Check formatting, lints, types, documentation, licences and the rules of `tidy`
    Lint,
    /// Check the rules of this project: layers, cycles, headers, locale keys, replaced words …
    Tidy {
        /// The checkout to check, if not this one
        folder: Option<PathBuf>,
        /// Print the findings that open.txt allows too
        #[arg(long)]
        all: bool,
    },
    /// Complete a build of Trunk (called by its hook)
    #[command(hide = true)]
    Bundle,
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().task {
        Task::Serve { trunk } => serve(&trunk),
        Task::Build => build(),
        Task::Dist => package::dist(),
        Task::Package => package::make(),
        Task::Docs => docs::make(),
        Task::Test { only } => tests::run_stages(&only),
        Task::Setup { tests: false } => setup::for_building().map(|()| setup::print_path_hint()),
        Task::Setup { tests: true } => setup::for_testing().map(|()| setup::print_path_hint()),
        Task::Size { record: true, .. } => size::record(),
        Task::Size { by: None, .. } => size::check(),
        Task::Size { by: Some(module), .. } => {
            setup::for_building().and_then(|()| size_profile::print(&module))
        }
        Task::Api { check } => api::generate(check),
        Task::ReleaseNotes { version } => release::notes(&version),
        Task::Fuzz { count, seed } => fuzz(count, seed),
        Task::Reproducible => reproducible::check(),
        Task::Release { dry_run } => release::make(dry_run),
        Task::Edge => setup::for_edge().and_then(|()| bundle::edge()),
        Task::Soak { count, seed } => soak(count, seed),
        Task::Wordpress => wordpress::build(),
        Task::Bench { options } => bench(&options),
        Task::Lint => tests::run_stages(&[Stage::Lint]),
        Task::Tidy { folder, all } => tidy::run(folder, all),
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
    setup::print_path_hint();
    std::thread::spawn(live_demo::run);
    run(command("trunk").arg("serve").args(arguments))
}

fn build() -> Outcome {
    setup::for_building()?;
    run(command("trunk").arg("build"))
}

/// Runs the tests of mutations with more cases, compiled with optimisation. Running the command takes
/// longer than reading a document, so it gets fewer.
fn fuzz(count: u64, seed: u64) -> Outcome {
    for (package, test, count) in
        [("baca", "fuzz", count), ("baca-cli", "arguments", (count / 20).max(20))]
    {
        let mut cargo = command("cargo");
        cargo.args(["test", "--profile", "fuzz", "--package", package, "--test", test]);
        run(cargo.env("BACA_CASES", count.to_string()).env("BACA_SEED", seed.to_string()))?;
    }
    Ok(())
}

/// Runs the flow of random operations with more of them.
fn soak(count: u64, seed: u64) -> Outcome {
    setup::for_testing()?;
    let mut node = command("node");
    node.args(["--test", "--test-reporter=spec", "tests/flows/soak.test.mjs"]);
    run(node.env("BACA_SOAK", count.to_string()).env("BACA_SEED", seed.to_string()))
}

/// Builds a release and runs the benchmark with it.
fn bench(options: &[String]) -> Outcome {
    package::dist()?;
    run(command("node").arg("bench/run.mjs").args(options))
}
