//! Runs the tests in stages. If a stage fails, the remaining stages still run.

use crate::tools::{command, find, root, run, Outcome};
use crate::{api, package, setup, size, tidy};
use clap::ValueEnum;
use serde_json::Value;
use std::env;
use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

/// A stage of the tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Stage {
    /// tidy, rustfmt, clippy, rustdoc, types and linters of the scripts, licences
    Lint,
    /// Native tests of the crates and of the command
    Native,
    /// Tests of components and DOM with wasm-bindgen-test in Chromium
    Components,
    /// The release build and its sizes
    Dist,
    /// End-to-end tests in Chromium, Firefox and WebKitGTK with dist/
    Flows,
}

const TARGET: &str = "wasm32-unknown-unknown";

/// Runs the given stages, or all if none is given, and prints a table. Fails if one of them failed.
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
            Stage::Dist => package::dist(),
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

/// Runs all checks that are not tests. The rules of `tidy` come first, since they take a second.
fn lint() -> Outcome {
    tidy::run(None, false)?;
    api::generate(true)?;
    run(command("cargo").args(["fmt", "--all", "--check"]))?;
    let strict = ["--", "--deny", "warnings"];
    run(command("cargo").args(["clippy", "--workspace", "--all-targets", "--quiet"]).args(strict))?;
    let mut wasm = command("cargo");
    wasm.args(["clippy", "--quiet", "--package", "baca", "--lib", "--bins", "--target", TARGET]);
    run(wasm.args(strict))?;
    let mut doc = command("cargo");
    doc.args(["doc", "--workspace", "--no-deps", "--quiet"]).env("RUSTDOCFLAGS", "-D warnings");
    run(&mut doc)?;
    npm_scripts()?;
    if find("cargo-deny").is_none() {
        println!("xtask: cargo-deny is not installed: licences are not checked");
        return Ok(());
    }
    let mut deny = command("cargo");
    deny.args([
        "deny",
        "--log-level",
        "error",
        "--offline",
        "check",
        "licenses",
        "bans",
        "sources",
    ]);
    // Without a copy of the database, only the workflow checks advisories.
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(env::var_os("HOME")?).join(".cargo")));
    let has_database = home.is_some_and(|home| {
        ["advisory-dbs", "advisory-db"].iter().any(|name| home.join(name).is_dir())
    });
    if has_database {
        deny.arg("advisories");
    } else {
        println!("xtask: advisories are checked only if their database is installed; it is not");
    }
    run(&mut deny)
}

/// Checks types, scripts and style sheets with those scripts of `package.json` that exist.
fn npm_scripts() -> Outcome {
    let file = root().join("package.json");
    let text = std::fs::read_to_string(&file).map_err(|error| format!("package.json: {error}"))?;
    let package: Value =
        serde_json::from_str(&text).map_err(|error| format!("package.json: {error}"))?;
    for script in ["types", "lint", "lint:css"] {
        if package.pointer(&format!("/scripts/{script}")).is_some() {
            run(command("npm").args(["run", "--silent", script]))?;
        }
    }
    Ok(())
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
    if !size::hosted().join("baca.js").is_file() {
        return Err("dist/ is missing: run `cargo xtask dist` first".into());
    }
    package::make()?;
    let mut files: Vec<_> = std::fs::read_dir(root().join("tests/flows"))
        .map_err(|error| format!("tests/flows: {error}"))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.to_string_lossy().ends_with(".test.mjs"))
        .collect();
    if files.is_empty() {
        // Without a file argument, Node would search for tests itself.
        return Err("tests/flows contains no *.test.mjs".into());
    }
    files.sort();
    let mut node: Command = command("node");
    // A flow takes one core on average. More than two at a time slow each other down until tests time out.
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let concurrency = format!("--test-concurrency={}", cores.min(2));
    run(node.args(["--test", &concurrency, "--test-reporter=spec"]).args(files))
}
