//! Runs the command with mutated arguments and files: it never panics, ends with a known exit code, and
//! writes only under its folder. `cargo xtask fuzz` runs more cases.

#[path = "../../tests/fuzz/mutate.rs"]
#[allow(dead_code)] // its mutations of two documents
mod mutate;
#[path = "../../tests/fuzz/run.rs"]
mod run;

use mutate::{mutate, Random, TEXTS};
use run::each_case;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const OPTIONS: [&str; 16] = [
    "--format",
    "--item",
    "--base",
    "--timeout",
    "--config",
    "--fragment",
    "--out",
    "--src",
    "--config-url",
    "--lang",
    "--theme",
    "--script",
    "--nonce",
    "--csp",
    "--items",
    "--help",
];
const VALUES: [&str; 18] = [
    "a.json",
    "folder",
    "folder/b.html",
    "nothing.json",
    "out",
    "../out",
    "",
    ".",
    "..",
    "-",
    "html",
    "baca",
    "1",
    "0",
    "{name}",
    "--",
    "a\nb",
    "ar",
];
const SAMPLES: [&str; 3] = [
    r#"{"baca":1,"headline":"H","lead":"/a.jpg","body":["Text.",{"type":"list","items":["a"]}]}"#,
    r#"{"version":"https://jsonfeed.org/version/1.1","title":"F","items":[{"id":"1","title":"T","content_html":"<p>Text</p>"},{"id":"../2","title":"U","content_text":"Text"}]}"#,
    "<!doctype html><title>T</title><article><h1>T</h1><p>A text that is long enough.</p></article>",
];

/// Returns the arguments of a case.
fn arguments(random: &mut Random) -> Vec<String> {
    let mut out = vec![random
        .one(&["check", "convert", "render", "render", "help", "", "rende"])
        .to_string()];
    for _ in 0..random.below(6) {
        let value = match random.below(4) {
            // A process cannot get a zero byte.
            0 => random.one(TEXTS).replace('\0', ""),
            _ => random.one(&VALUES).to_string(),
        };
        match random.below(3) {
            0 => out.push(random.one(&OPTIONS).to_string()),
            1 => out.extend([random.one(&OPTIONS).to_string(), value]),
            _ => out.push(value),
        }
    }
    out
}

/// Returns what is in a folder besides `work`, the command's folder.
fn others(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("readable");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths.filter(|path| !path.ends_with("work")).collect()
}

#[test]
fn the_command_never_panics_and_writes_only_under_its_folder() {
    let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("arguments");
    each_case(60, 30, |random| {
        let _ = fs::remove_dir_all(&root);
        let work = root.join("work");
        fs::create_dir_all(work.join("folder")).expect("a folder");
        for name in ["a.json", "folder/b.html", "folder/c.json"] {
            let (text, other) = (random.one(&SAMPLES), random.one(&SAMPLES));
            fs::write(work.join(name), mutate(random, text, other)).expect("writable");
        }
        let before = fs::read(work.join("a.json")).expect("readable");
        let mut arguments = arguments(random);
        // Nothing may wait for the network or for input.
        arguments.retain(|argument| !argument.contains("://"));
        let output = Command::new(env!("CARGO_BIN_EXE_baca"))
            .args(&arguments)
            .current_dir(&work)
            .stdin(Stdio::null())
            .output()
            .map_err(|error| format!("{arguments:?}: {error}"))?;
        let said = String::from_utf8_lossy(&output.stderr);
        if said.contains("panicked") || !matches!(output.status.code(), Some(0..=2)) {
            return Err(format!("{arguments:?}: {:?}: {said}", output.status));
        }
        // Two of the values name a folder for pages outside of `work`.
        let is_wanted = |path: &PathBuf| {
            let has = |value: &str| arguments.iter().any(|argument| argument == value);
            (has("../out") && path.ends_with("out"))
                || (has("..") && path.extension().is_some_and(|extension| extension == "html"))
        };
        let wrong: Vec<_> = others(&root).into_iter().filter(|path| !is_wanted(path)).collect();
        if !wrong.is_empty() {
            return Err(format!("{arguments:?}: {wrong:?}"));
        }
        if fs::read(work.join("a.json")).ok().as_ref() != Some(&before) {
            return Err(format!("{arguments:?}: the source has changed"));
        }
        Ok(output.status.success())
    });
}
