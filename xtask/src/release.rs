//! Makes a release: checks that all packages have its version, that the changelog has a section for it and that
//! the tag has its name, builds everything, and checks what others will get.

use crate::bundle::RELEASE;
use crate::files;
use crate::tools::{output_of, root, Outcome};
use crate::{bundle, docs, package, setup, size, wordpress};
use std::fs;

const CHANGELOG: &str = "CHANGELOG.md";
/// The section of changes that are not in a release yet.
const UNRELEASED: &str = "Unreleased";
/// Maximum size of the packed npm package in bytes.
const MAX_PACKED: u64 = 2_000_000;
/// Files that the npm package must have, beside those that it exports.
const PACKAGED: [&str; 11] = [
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "baca-app_bg.wasm",
    "baca-discussion_bg.wasm",
    "baca-formats_bg.wasm",
    "baca-html_bg.wasm",
    "baca-panels_bg.wasm",
    "baca.d.ts",
    "baca.js",
    "package.json",
];

/// Makes the release of the current version in `dist/release`, `dist/npm` and `dist/docs`. Publishes nothing.
/// Without `dry`, the commit must have the release's tag, and no file may have changed since.
pub fn make(dry: bool) -> Outcome {
    let tag = format!("v{RELEASE}");
    let tags = output_of("git", &["tag", "--points-at", "HEAD"]);
    check_tag(&tags, &tag, dry)?;
    let changed = output_of("git", &["status", "--porcelain", "--untracked-files=no"]);
    match changed.lines().next() {
        Some(line) if !dry => return Err(format!("the checkout has changes: {line}")),
        Some(line) => println!("xtask: release: the checkout has changes: {line} …"),
        None => {}
    }
    check_versions(RELEASE)?;
    let changelog = read(CHANGELOG)?;
    let notes = match section(&changelog, RELEASE) {
        Err(line) if dry => {
            println!("xtask: release: {line}; the notes are those of {UNRELEASED}");
            text_below(&changelog, &format!("## [{UNRELEASED}]")).ok_or(line)?
        }
        notes => {
            check_unreleased(&changelog, dry)?;
            notes?
        }
    };
    setup::for_edge()?;
    package::dist()?;
    bundle::edge()?;
    package::make()?;
    docs::make()?;
    let release = root().join("dist/release");
    files::write(&release.join("notes.md"), (notes + "\n").as_bytes())?;
    package::archive_of("edge", &release)?;
    wordpress::build()?;
    let plugin = root().join(wordpress::ZIP);
    files::copy(&plugin, &release.join(format!("baca-wordpress-{RELEASE}.zip")))?;
    let (files, bytes) = package::pack(&release)?;
    let missing: Vec<&str> =
        PACKAGED.into_iter().filter(|name| !files.iter().any(|file| file == name)).collect();
    if !missing.is_empty() {
        return Err(format!("the npm package lacks {}", missing.join(", ")));
    }
    let compressed = files.iter().find(|file| file.ends_with(".br") || file.ends_with(".gz"));
    if let Some(file) = compressed {
        return Err(format!("the npm package has the compressed file {file}"));
    }
    if bytes > MAX_PACKED {
        return Err(format!("the npm package has {bytes} bytes, more than {MAX_PACKED}"));
    }
    package::write_sums(&release)?;
    if !size::is_recorded()? {
        println!(
            "xtask: release: the sizes differ from xtask/sizes.txt: `cargo xtask size --record`"
        );
    }
    println!("xtask: release {tag}: {} files in the package, {bytes} bytes packed", files.len());
    println!("xtask: to publish: npm publish dist/release/baca-reader-{RELEASE}.tgz --provenance");
    Ok(())
}

/// Fails if the commit's tags do not fit: a release needs its own tag, and no other version's.
fn check_tag(tags: &str, wanted: &str, dry: bool) -> Outcome {
    let is_version = |tag: &&str| {
        tag.strip_prefix('v').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    if let Some(other) = tags.lines().filter(is_version).find(|tag| *tag != wanted) {
        return Err(format!("the commit has the tag {other}, but the version is {wanted}"));
    }
    match tags.lines().any(|tag| tag == wanted) {
        false if !dry => Err(format!("the commit has no tag {wanted}: git tag -a {wanted}")),
        false => {
            println!("xtask: release: the commit has no tag {wanted} yet");
            Ok(())
        }
        true => Ok(()),
    }
}

/// Fails if there are changes that the notes of the release do not name.
fn check_unreleased(changelog: &str, dry: bool) -> Outcome {
    if text_below(changelog, &format!("## [{UNRELEASED}]")).is_none() {
        return Ok(());
    }
    let line =
        format!("{CHANGELOG}: {UNRELEASED} has entries: they belong to a section with a version");
    if !dry {
        return Err(line);
    }
    println!("xtask: release: {line}");
    Ok(())
}

/// Prints the changelog's section for a version (with or without `v`). Fails if a package has
/// another version, or if the section is missing, has no date or is empty.
pub fn notes(version: &str) -> Outcome {
    let version = version.strip_prefix('v').unwrap_or(version);
    check_versions(version)?;
    println!("{}", section(&read(CHANGELOG)?, version)?);
    Ok(())
}

/// Fails if a package has another version.
fn check_versions(version: &str) -> Outcome {
    for manifest in manifests()? {
        let text = read(&manifest)?;
        let other = versions(&text).into_iter().find(|found| found != version);
        if let Some(other) = other {
            return Err(format!("{manifest} has version {other}, not {version}"));
        }
    }
    Ok(())
}

/// Returns the paths of all `Cargo.toml` files, below the root.
fn manifests() -> Outcome<Vec<String>> {
    let mut found = vec!["Cargo.toml".to_string()];
    for folder in ["", "crates"] {
        let Ok(entries) = fs::read_dir(root().join(folder)) else { continue };
        for entry in entries {
            let entry = entry.map_err(|error| format!("{folder}: {error}"))?;
            if entry.path().join("Cargo.toml").is_file() {
                let name = entry.file_name().to_string_lossy().into_owned();
                let parts = [folder, &name, "Cargo.toml"];
                found.push(
                    parts
                        .iter()
                        .filter(|part| !part.is_empty())
                        .copied()
                        .collect::<Vec<_>>()
                        .join("/"),
                );
            }
        }
    }
    found.sort();
    Ok(found)
}

fn read(path: &str) -> Outcome<String> {
    fs::read_to_string(root().join(path)).map_err(|error| format!("{path}: {error}"))
}

/// Returns the versions that a manifest sets for its package and its workspace.
fn versions(manifest: &str) -> Vec<String> {
    let mut own = false;
    let mut found = Vec::new();
    for line in manifest.lines().map(str::trim) {
        if line.starts_with('[') {
            own = matches!(line, "[package]" | "[workspace.package]");
        }
        let value = line.strip_prefix("version").map(str::trim_start);
        if let Some(value) = value.and_then(|rest| rest.strip_prefix('=')).filter(|_| own) {
            found.push(value.trim().trim_matches('"').to_string());
        }
    }
    found
}

/// Returns the text below `## [version] - date`, up to the next section.
fn section(changelog: &str, version: &str) -> Outcome<String> {
    let head = format!("## [{version}]");
    let title = changelog.lines().find(|line| line.starts_with(&head));
    let title = title.ok_or_else(|| format!("{CHANGELOG} has no section `{head} - date`"))?;
    let date = title.trim_start_matches(&head).trim_start_matches([' ', '-', '–']);
    let is_date = date.len() == 10 && date.chars().all(|c| c.is_ascii_digit() || c == '-');
    if !is_date {
        return Err(format!("{CHANGELOG}: `{title}` has no date like 2026-01-31"));
    }
    text_below(changelog, &head)
        .ok_or_else(|| format!("{CHANGELOG}: the section of {version} is empty"))
}

/// Returns the text of the section whose title begins with `head`; `None` if it is missing or empty.
fn text_below(changelog: &str, head: &str) -> Option<String> {
    let lines = changelog.lines().skip_while(|line| !line.starts_with(head)).skip(1);
    let text: Vec<&str> = lines.take_while(|line| !line.starts_with("## ")).collect();
    let text = text.join("\n").trim().to_string();
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHANGES: &str =
        "# Changelog\n\n## [Unreleased]\n\n- Later.\n\n## [0.2.0] - 2026-11-29\n\n### Added\n\n\
                           - A.\n\n## [0.1.0]\n\n- First.\n\n## [0.0.9] - 2026-01-01\n";

    #[test]
    fn a_section_ends_at_the_next_version() {
        assert_eq!(section(CHANGES, "0.2.0"), Ok("### Added\n\n- A.".into()));
    }

    #[test]
    fn a_missing_undated_or_empty_section_is_rejected() {
        assert!(section(CHANGES, "0.3.0").is_err_and(|line| line.contains("no section")));
        assert!(section(CHANGES, "0.1.0").is_err_and(|line| line.contains("no date")));
        assert!(section(CHANGES, "0.0.9").is_err_and(|line| line.contains("empty")));
    }

    #[test]
    fn a_release_has_no_changes_that_its_notes_do_not_name() {
        let empty = "# Changelog\n\n## [Unreleased]\n\n## [0.2.0] - 2026-11-29\n\n- A.\n";
        for (changelog, dry, is_right) in [
            (CHANGES, false, false),
            (CHANGES, true, true),
            (empty, false, true),
            ("## [0.2.0] - 2026-11-29\n\n- A.\n", false, true),
        ] {
            assert_eq!(check_unreleased(changelog, dry).is_ok(), is_right, "{changelog}");
        }
    }

    #[test]
    fn a_release_needs_its_own_tag_and_no_other() {
        for (tags, dry, is_right) in [
            ("v0.2.0", false, true),
            ("v0.2.0\nlatest", false, true),
            ("", false, false),
            ("", true, true),
            ("v0.1.9", true, false),
            ("v0.1.9\nv0.2.0", false, false),
            ("vendor", true, true),
        ] {
            assert_eq!(check_tag(tags, "v0.2.0", dry).is_ok(), is_right, "{tags:?}");
        }
    }

    #[test]
    fn versions_of_dependencies_are_ignored() {
        let manifest = "[package]\nname = \"a\"\nversion = \"0.1.0\"\n[dependencies]\nb = \"2\"\n\
                        [dependencies.c]\nversion = \"3\"\n";
        assert_eq!(versions(manifest), ["0.1.0"]);
        assert_eq!(versions("[workspace.package]\nversion = \"0.2.0\"\n"), ["0.2.0"]);
        assert_eq!(versions("[package]\nversion.workspace = true\n"), Vec::<String>::new());
    }
}
