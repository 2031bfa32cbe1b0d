//! Checks that the release build is reproducible: builds the current commit in two new checkouts and
//! compares all files of `dist`.

use crate::setup;
use crate::tools::{command, root, run, run_quietly, target, Outcome};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The checkouts, below `target/reproducible`. Paths of different lengths show whether a path gets into
/// the files.
const CHECKOUTS: [&str; 2] = ["one", "two/with-a-longer-path"];

/// Builds twice and compares. Fails if a file differs or exists only once.
pub fn check() -> Outcome {
    setup::for_building()?;
    setup::for_edge()?;
    let folder = target().join("reproducible");
    let mut builds = Vec::new();
    for name in CHECKOUTS {
        println!("xtask: {name}: a clean build");
        builds.push(build(&folder.join(name))?);
    }
    let [first, second] = builds.as_slice() else { return Err("two builds are needed".into()) };
    let differences = differences(first, second);
    for line in &differences {
        println!("  {line}");
    }
    match differences.len() {
        0 if !first.is_empty() => {
            println!("xtask: {} files are equal", first.len());
            fs::remove_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))
        }
        0 => Err("the builds have no files".into()),
        count => Err(format!("{count} files differ: see {}", folder.display())),
    }
}

/// Builds the current commit in a new checkout; returns the files of its `dist`.
fn build(checkout: &Path) -> Outcome<BTreeMap<PathBuf, Vec<u8>>> {
    let failed = |error: std::io::Error| format!("{}: {error}", checkout.display());
    if checkout.exists() {
        fs::remove_dir_all(checkout).map_err(failed)?;
    }
    let mut clone = command("git");
    run_quietly(clone.args(["clone", "--quiet", "--no-hardlinks"]).arg(root()).arg(checkout))?;
    // Installed programs are no part of the build.
    for name in [".tools", "node_modules"] {
        let program = root().join(name);
        if program.exists() {
            link(&program, &checkout.join(name)).map_err(failed)?;
        }
    }
    for task in ["dist", "edge"] {
        let mut cargo = command("cargo");
        cargo.current_dir(checkout).env_remove("CARGO_TARGET_DIR");
        run(cargo.args(["run", "--quiet", "--package", "xtask", "--", task]))?;
    }
    let mut files = BTreeMap::new();
    read_all(&checkout.join("dist"), Path::new(""), &mut files)?;
    Ok(files)
}

#[cfg(unix)]
fn link(original: &Path, link: &Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(original, link)
}

#[cfg(not(unix))]
fn link(original: &Path, link: &Path) -> std::io::Result<()> {
    std::os::windows::fs::symlink_dir(original, link)
}

/// Reads all files under `folder` into `files`, by their paths below `name`.
fn read_all(folder: &Path, name: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) -> Outcome {
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let (path, name) = (entry.path(), name.join(entry.file_name()));
        if path.is_dir() {
            read_all(&path, &name, files)?;
        } else {
            files.insert(name, fs::read(&path).map_err(failed)?);
        }
    }
    Ok(())
}

/// Describes each file that differs or exists only once.
fn differences(
    first: &BTreeMap<PathBuf, Vec<u8>>,
    second: &BTreeMap<PathBuf, Vec<u8>>,
) -> Vec<String> {
    let mut lines = Vec::new();
    for (name, bytes) in first {
        let other = second.get(name);
        let name = name.display();
        match other {
            None => lines.push(format!("{name}: only in the first build")),
            Some(other) if other != bytes => {
                let equal = bytes.iter().zip(other).take_while(|(a, b)| a == b).count();
                let (one, two) = (bytes.len(), other.len());
                lines.push(format!("{name}: {one} and {two} bytes, equal up to byte {equal}"));
            }
            Some(_) => {}
        }
    }
    let only = second.keys().filter(|name| !first.contains_key(*name));
    lines.extend(only.map(|name| format!("{}: only in the second build", name.display())));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(list: &[(&str, &str)]) -> BTreeMap<PathBuf, Vec<u8>> {
        list.iter().map(|(name, text)| (PathBuf::from(name), text.as_bytes().to_vec())).collect()
    }

    #[test]
    fn each_difference_is_found() {
        let first = files(&[("a.js", "same"), ("b/c.wasm", "one"), ("only.css", "")]);
        assert!(differences(&first, &first).is_empty());
        let second = files(&[("a.js", "same"), ("b/c.wasm", "other"), ("new.css", "")]);
        assert_eq!(
            differences(&first, &second),
            [
                "b/c.wasm: 3 and 5 bytes, equal up to byte 1",
                "only.css: only in the first build",
                "new.css: only in the second build",
            ]
        );
    }
}
