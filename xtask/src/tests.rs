//! All tests, stage by stage; a stage that fails does not hide the next.

use crate::tools::{command, find, root, run, Outcome};
use crate::{setup, size};
use clap::ValueEnum;
use std::process::Command;
use std::time::Instant;

/// A stage of the tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Stage {
    /// rustfmt, clippy for this machine and for WebAssembly, licences
    Lint,
    /// The model, the formats, the command line: natively
    Native,
    /// Components and DOM, by wasm-bindgen-test in Chromium
    Components,
    /// The release build, and its size
    Dist,
    /// Whole flows in Chromium, Firefox and WebKitGTK against dist/
    Flows,
}

const TARGET: &str = "wasm32-unknown-unknown";

/// Runs the stages; all of them if none is named.
pub fn run_stages(only: &[Stage]) -> Outcome {
    let stages = if only.is_empty() { Stage::value_variants() } else { only };
    if stages.iter().any(|stage| matches!(stage, Stage::Components | Stage::Flows)) {
        setup::for_testing()?;
    } else {
        setup::for_linting()?;
    }
    let mut table = Vec::new();
    for stage in stages {
        println!("\nxtask: {stage:?}");
        let begun = Instant::now();
        let outcome = match stage {
            Stage::Lint => lint(),
            Stage::Native => run(command("cargo").args(["test", "--workspace", "--quiet"])),
            Stage::Components => components(),
            Stage::Dist => {
                run(command("trunk").args(["build", "--release"])).and_then(|()| size::check())
            }
            Stage::Flows => flows(),
        };
        if let Err(line) = &outcome {
            eprintln!("xtask: {stage:?}: {line}");
        }
        table.push((stage, outcome.is_ok(), begun.elapsed().as_secs()));
    }
    println!();
    for (stage, passed, seconds) in &table {
        let end = if *passed { "passed" } else { "FAILED" };
        println!("{:<12}{end:>8}{seconds:>6} s", format!("{stage:?}"));
    }
    let failed = table.iter().filter(|(_, passed, _)| !passed).count();
    if failed == 0 {
        Ok(())
    } else {
        Err(format!("{failed} of {} stages failed", table.len()))
    }
}

fn lint() -> Outcome {
    run(command("cargo").args(["fmt", "--all", "--check"]))?;
    let strict = ["--", "--deny", "warnings"];
    run(command("cargo").args(["clippy", "--workspace", "--all-targets", "--quiet"]).args(strict))?;
    let mut wasm = command("cargo");
    wasm.args(["clippy", "--quiet", "--package", "baca", "--lib", "--bins", "--target", TARGET]);
    run(wasm.args(strict))?;
    if find("cargo-deny").is_none() {
        println!("xtask: licences are checked where cargo-deny is installed; it is not here");
        return Ok(());
    }
    run(command("cargo").args(["deny", "--log-level", "error", "check", "licenses", "bans"]))
}

fn components() -> Outcome {
    let mut test = command("cargo");
    test.args(["test", "--package", "baca", "--target", TARGET, "--test", "components"]);
    test.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner");
    test.env("WASM_BINDGEN_TEST_TIMEOUT", "120");
    if let Some(driver) = find("chromedriver") {
        test.env("CHROMEDRIVER", driver);
    }
    run(&mut test)
}

fn flows() -> Outcome {
    if !root().join("dist/baca/baca.js").is_file() {
        return Err("dist/ is not there: run `cargo xtask dist` first".into());
    }
    let mut files: Vec<_> = std::fs::read_dir(root().join("tests/flows"))
        .map_err(|error| format!("tests/flows: {error}"))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.to_string_lossy().ends_with(".test.mjs"))
        .collect();
    if files.is_empty() {
        // Without a file, Node would look for tests of its own choosing.
        return Err("tests/flows holds no *.test.mjs".into());
    }
    files.sort();
    let mut node: Command = command("node");
    // One at a time: browsers that share two cores only make each other late.
    run(node.args(["--test", "--test-concurrency=1", "--test-reporter=spec"]).args(files))
}
