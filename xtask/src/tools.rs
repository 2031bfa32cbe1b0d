//! Finds and runs programs. Programs in the project's `.tools` and `node_modules` come before those
//! of the system.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// The result of a task; the error is a message of one line for the terminal.
pub type Outcome<T = ()> = Result<T, String>;

/// Returns the root folder of the checkout.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// Returns Cargo's target folder.
pub fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// Returns `PATH` with the project's own programs first.
fn path() -> OsString {
    let own = [root().join(".tools/bin"), root().join("node_modules/.bin")];
    let old = env::var_os("PATH").unwrap_or_default();
    env::join_paths(own.into_iter().chain(env::split_paths(&old))).unwrap_or(old)
}

/// Creates a command that runs in the checkout with the project's own programs in its `PATH`.
pub fn command(program: &str) -> Command {
    // A bare name would be searched in the `PATH` of this process instead of the new one.
    let mut command = Command::new(find(program).unwrap_or_else(|| program.into()));
    command.current_dir(root()).env("PATH", path());
    // Cargo sets these for this process; child processes must not inherit them.
    for name in ["CARGO", "CARGO_MANIFEST_DIR", "RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS"] {
        command.env_remove(name);
    }
    // Trunk accepts only `true` and `false`; it fails with the usual `1`.
    if let Some(value) = env::var_os("NO_COLOR") {
        command.env("NO_COLOR", if value.is_empty() { "false" } else { "true" });
    }
    command
}

/// Returns the path of a program; `None` if it is not installed.
pub fn find(program: &str) -> Option<PathBuf> {
    env::split_paths(&path()).map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// Runs a command until it ends. Fails if its exit status is not zero.
pub fn run(command: &mut Command) -> Outcome {
    let shown = show(command);
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(format!("failed: {shown}")),
        Err(error) => Err(format!("cannot start {shown}: {error}")),
    }
}

/// Runs a command; prints the last lines of its standard error only if it fails.
pub fn run_quietly(command: &mut Command) -> Outcome {
    let shown = show(command);
    let output = command.stdin(Stdio::null()).output();
    let output = output.map_err(|error| format!("cannot start {shown}: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    let messages = String::from_utf8_lossy(&output.stderr);
    let end: Vec<&str> = messages.lines().rev().take(20).collect();
    for line in end.into_iter().rev() {
        eprintln!("    {line}");
    }
    Err(format!("failed: {shown}"))
}

/// Calls `work` with each item, on as many threads as there are cores. Returns the first error, once all have ended.
pub fn in_parallel<T: Sync>(items: &[T], work: impl Fn(&T) -> Outcome + Sync) -> Outcome {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    let work_off = || {
        let mut outcome = Ok(());
        while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
            outcome = outcome.and(work(item));
        }
        outcome
    };
    thread::scope(|scope| {
        let threads: Vec<_> = (0..cores).map(|_| scope.spawn(work_off)).collect();
        let join = |thread: thread::ScopedJoinHandle<'_, Outcome>| {
            thread.join().unwrap_or_else(|_| Err("a thread has panicked".into()))
        };
        threads.into_iter().map(join).fold(Ok(()), Result::and)
    })
}

/// Returns the trimmed standard output of a program; empty if it cannot be started.
pub fn output_of(program: &str, arguments: &[&str]) -> String {
    let output = command(program).args(arguments).stderr(Stdio::null()).output();
    output.map_or_else(|_| String::new(), |o| String::from_utf8_lossy(&o.stdout).trim().into())
}

/// Returns a command line for messages.
fn show(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or_default();
    let words = std::iter::once(program).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
