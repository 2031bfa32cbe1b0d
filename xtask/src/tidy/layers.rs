//! Rule: imports only go down, to a lower layer in [`LAYERS`], and no feature imports a sibling. The
//! dependencies in the `Cargo.toml` of a crate count like imports.

use super::finding::Finding;
use super::rust::Packages;
use super::tree::{is_below, SourceFile, SourceTree};
use std::collections::BTreeMap;

const LAYER: &str = "layers";
const SIBLING: &str = "siblings";

/// Folders and files of each layer, from the lowest to the highest.
const LAYERS: [&[&str]; 11] = [
    &["crates/model"],
    &["crates/sys"],
    &["crates/wire"],
    &["crates/convert"],
    &["crates/render"],
    &["src/web"],
    &["src/messages.rs"],
    &["src/panels"],
    // Features, which may not import each other.
    &["src/reader", "src/comments", "src/notifications"],
    &["src/bindings"],
    &["src/lib.rs", "src/main.rs", "src/bin"],
];

/// Returns a finding for each import that goes up or to a sibling, for each dependency that goes up,
/// and for each folder that is in no layer.
pub fn check(tree: &SourceTree, packages: &Packages) -> Vec<Finding> {
    let mut findings = outside(tree);
    for edge in packages.edges() {
        let (Some(from), Some(to)) = (layer(&edge.from), layer(&edge.to)) else { continue };
        let (above, below) = (from.1, to.1);
        if to.0 > from.0 {
            let message = format!("`{}` goes up, from {above} to {below}", edge.path);
            findings.push(Finding::new(LAYER, &edge.from, edge.line, message));
        } else if to.0 == from.0 && above != below && !above.ends_with(".rs") && above != "src/bin"
        {
            let message = format!("`{}` goes from {above} to its sibling {below}", edge.path);
            findings.push(Finding::new(SIBLING, &edge.from, edge.line, message));
        }
    }
    let manifests = tree.files.iter().filter(|file| file.path.ends_with("/Cargo.toml"));
    findings.extend(manifests.flat_map(dependencies));
    findings
}

/// Returns the rank of a file's layer and the entry of the layer that contains the file.
fn layer(path: &str) -> Option<(usize, &'static str)> {
    LAYERS.iter().enumerate().find_map(|(rank, places)| {
        let place = places.iter().find(|place| is_below(path, place))?;
        Some((rank, *place))
    })
}

/// Returns one finding for each folder or file of `src` and `crates` that is in no layer.
fn outside(tree: &SourceTree) -> Vec<Finding> {
    let mut found = BTreeMap::new();
    for file in tree.files.iter().filter(|file| file.extension() == "rs") {
        if file.is_in(&["src", "crates"]) && layer(&file.path).is_none() {
            let place: Vec<&str> = file.path.splitn(3, '/').take(2).collect();
            found.entry(place.join("/")).or_insert(&file.path);
        }
    }
    let message = |place| format!("{place} is in no layer of xtask/src/tidy/layers.rs");
    found.iter().map(|(place, file)| Finding::new(LAYER, file, 1, message(place))).collect()
}

/// Returns a finding for each dependency on a crate that is not below. `dev-dependencies` are free.
fn dependencies(manifest: &SourceFile) -> Vec<Finding> {
    let Some((rank, folder)) = layer(&manifest.path) else { return Vec::new() };
    let mut findings = Vec::new();
    let mut counts = false;
    for (index, line) in manifest.text.lines().enumerate() {
        let line = line.trim();
        let mut name = line.split(['=', '.', ' ']).next().unwrap_or_default();
        if let Some(section) = line.strip_prefix('[') {
            let section = section.trim_matches(['[', ']']);
            counts = section.contains("dependencies") && !section.contains("dev-dependencies");
            name = section.rsplit_once("dependencies.").map_or("", |(_, name)| name);
        }
        let Some(wanted) = name.strip_prefix("baca-").filter(|_| counts) else { continue };
        let above = layer(&format!("crates/{wanted}")).is_some_and(|(other, _)| other >= rank);
        if above {
            let message = format!("{folder} depends on {name}, which is not below it");
            findings.push(Finding::new(LAYER, &manifest.path, index + 1, message));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::testing::findings;
    use super::*;

    const ROOT: (&str, &str) = ("Cargo.toml", "[package]\nname = \"baca\"\n");

    #[test]
    fn an_import_that_goes_up_is_reported() {
        let found = findings(
            &[
                ROOT,
                ("src/lib.rs", "mod web;\nmod reader;"),
                ("src/web/mod.rs", "//! W.\nfn f() { crate::reader::Toolbar::new(); }"),
                ("src/reader/mod.rs", "use crate::web;\npub struct Toolbar;"),
            ],
            check,
        );
        let message = "`crate::reader::Toolbar::new` goes up, from src/web to src/reader";
        assert_eq!(found, [format!("src/web/mod.rs:2: layers: {message}")]);
    }

    #[test]
    fn an_import_by_super_or_through_a_re_export_is_reported() {
        let found = findings(
            &[
                ROOT,
                (
                    "src/lib.rs",
                    "mod web;\nmod panels;\nmod notifications;\npub use notifications::Voice;",
                ),
                ("src/web/mod.rs", "use super::notifications::Voice;"),
                ("src/panels/mod.rs", "use crate::Voice;"),
                ("src/notifications/mod.rs", "pub struct Voice;"),
            ],
            check,
        );
        let panels = "`crate::Voice` goes up, from src/panels to src/notifications";
        let web = "`super::notifications::Voice` goes up, from src/web to src/notifications";
        assert_eq!(
            found,
            [
                format!("src/panels/mod.rs:1: layers: {panels}"),
                format!("src/web/mod.rs:1: layers: {web}")
            ]
        );
    }

    #[test]
    fn an_import_of_a_sibling_is_reported() {
        let found = findings(
            &[
                ROOT,
                ("src/lib.rs", "mod comments;\nmod notifications;\nmod bindings;"),
                ("src/bindings/mod.rs", "use crate::comments;\nuse crate::notifications;"),
                ("src/comments/mod.rs", "mod tab;"),
                ("src/comments/tab.rs", "use super::Provider;\nuse crate::notifications::Voice;"),
                ("src/notifications/mod.rs", "pub struct Voice;"),
            ],
            check,
        );
        let message =
            "`crate::notifications::Voice` goes from src/comments to its sibling src/notifications";
        assert_eq!(found, [format!("src/comments/tab.rs:2: siblings: {message}")]);
    }

    #[test]
    fn a_dependency_that_goes_up_is_reported() {
        let manifest = "[package]\nname = \"baca-wire\"\n[dependencies]\nbaca-model.workspace = true\n\
                        baca-render = { path = \"../render\" }\n[dev-dependencies]\nbaca-convert = \"1\"\n\
                        [target.'cfg(unix)'.dependencies.baca-convert]\npath = \"../convert\"\n";
        let found = findings(&[("crates/wire/Cargo.toml", manifest)], check);
        let start = "crates/wire depends on";
        let end = "which is not below it";
        assert_eq!(
            found,
            [
                format!("crates/wire/Cargo.toml:5: layers: {start} baca-render, {end}"),
                format!("crates/wire/Cargo.toml:8: layers: {start} baca-convert, {end}")
            ]
        );
    }

    #[test]
    fn a_folder_in_no_layer_is_reported_once() {
        let found =
            findings(&[("src/view/a.rs", ""), ("src/view/b.rs", ""), ("src/lib.rs", "")], check);
        let message = "src/view is in no layer of xtask/src/tidy/layers.rs";
        assert_eq!(found, [format!("src/view/a.rs:1: layers: {message}")]);
    }
}
