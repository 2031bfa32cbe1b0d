//! Finding and running programs. What was installed for the project lies in `.tools` and
//! `node_modules`, and comes before what the machine has.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// How a task ends: well, or with one line for a person.
pub type Outcome<T = ()> = Result<T, String>;

/// The checkout.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// Where cargo builds.
pub fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

fn path() -> OsString {
    let own = [root().join(".tools/bin"), root().join("node_modules/.bin")];
    let old = env::var_os("PATH").unwrap_or_default();
    env::join_paths(own.into_iter().chain(env::split_paths(&old))).unwrap_or(old)
}

/// A program with our own tools on its path, started in the checkout.
pub fn command(program: &str) -> Command {
    // A relative or bare name is looked up in the path of this process, not of the new one.
    let mut command = Command::new(find(program).unwrap_or_else(|| program.into()));
    command.current_dir(root()).env("PATH", path());
    // This process was started by cargo, whose choices are not those of the programs it starts.
    for name in ["CARGO", "CARGO_MANIFEST_DIR", "RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS"] {
        command.env_remove(name);
    }
    // Trunk reads this variable as `true` or `false`, and stops at the usual `1`.
    if let Some(value) = env::var_os("NO_COLOR") {
        command.env("NO_COLOR", if value.is_empty() { "false" } else { "true" });
    }
    command
}

/// Where a program is.
pub fn find(program: &str) -> Option<PathBuf> {
    env::split_paths(&path()).map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// Runs a program to its end.
pub fn run(command: &mut Command) -> Outcome {
    let shown = show(command);
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(format!("failed: {shown}")),
        Err(error) => Err(format!("cannot start {shown}: {error}")),
    }
}

/// Runs a program without showing what it says, unless it fails.
pub fn run_quietly(command: &mut Command) -> Outcome {
    let shown = show(command);
    let output = command.stdin(Stdio::null()).output();
    let output = output.map_err(|error| format!("cannot start {shown}: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let end: Vec<&str> = said.lines().rev().take(20).collect();
    for line in end.into_iter().rev() {
        eprintln!("    {line}");
    }
    Err(format!("failed: {shown}"))
}

/// What a program says; nothing if it cannot be started.
pub fn ask(program: &str, arguments: &[&str]) -> String {
    let output = command(program).args(arguments).stderr(Stdio::null()).output();
    output.map_or_else(|_| String::new(), |o| String::from_utf8_lossy(&o.stdout).trim().into())
}

fn show(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or_default();
    let words = std::iter::once(program).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
