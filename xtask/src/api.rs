//! `cargo xtask api`: generates the published description of the element from `static/element.json`.
//!
//! - [`declaration`]: the types of that file.
//! - [`typescript`]: the element's part of `static/baca.d.ts`.
//! - [`manifest`]: `custom-elements.json` and the custom data of VS Code.
//! - [`tables`]: the tables of docs.
//!
//! In files that are also written by hand, the generated text is between two comment lines with only
//! `element:NAME` and `/element:NAME`.

mod declaration;
mod manifest;
mod tables;
mod typescript;

use crate::tools::{root, Outcome};
use declaration::ElementDeclaration;
use std::fs;

/// The file that declares the element.
const SOURCE: &str = "static/element.json";
/// Files with generated text between markers.
const MARKED: [&str; 4] =
    ["static/baca.d.ts", "docs/element.md", "docs/events.md", "docs/styling.md"];

/// Generates all files. With `check`, writes nothing and fails if a file on disk differs.
pub fn generate(check: bool) -> Outcome {
    let source = read(SOURCE)?;
    let element: ElementDeclaration =
        serde_json::from_str(&source).map_err(|error| format!("{SOURCE}: {error}"))?;
    element.check_types().map_err(|error| format!("{SOURCE}: {error}"))?;
    let mut files = vec![
        ("static/custom-elements.json", manifest::custom_elements(&element)),
        ("static/vscode.html-custom-data.json", manifest::html_data(&element)),
    ];
    for name in MARKED {
        let filled = fill(&read(name)?, |section| section_of(&element, section));
        files.push((name, filled.map_err(|error| format!("{name}: {error}"))?));
    }
    for (name, generated) in files {
        let path = root().join(name);
        if check {
            same(&fs::read_to_string(&path).unwrap_or_default(), &generated)
                .map_err(|line| format!("{name}:{line}; run `cargo xtask api`"))?;
        } else {
            fs::write(&path, generated).map_err(|error| format!("{name}: {error}"))?;
        }
    }
    Ok(())
}

fn read(name: &str) -> Outcome<String> {
    fs::read_to_string(root().join(name)).map_err(|error| format!("{name}: {error}"))
}

/// Returns the generated text for a marker's name; `None` if the name is unknown.
fn section_of(element: &ElementDeclaration, name: &str) -> Option<String> {
    Some(match name {
        "types" => typescript::element(element),
        "attributes" => tables::attributes(element),
        "events" => tables::events(element),
        "event-details" => tables::event_details(element),
        "slots" => tables::slots(element),
        "part-names" => tables::part_names(element),
        "parts" => tables::parts(element),
        "custom-properties" => tables::custom_properties(element),
        _ => return None,
    })
}

/// Returns the text of a line that is one comment of Markdown or TypeScript.
fn comment(line: &str) -> Option<&str> {
    let line = line.trim();
    let markdown = line.strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->"));
    markdown.or_else(|| line.strip_prefix("//")).map(str::trim)
}

/// Replaces the text between each pair of markers. Fails if a name is unknown, a marker has no end,
/// or the file has no markers.
fn fill(text: &str, section: impl Fn(&str) -> Option<String>) -> Outcome<String> {
    let mut filled = String::new();
    let mut lines = text.lines();
    let mut found = false;
    while let Some(line) = lines.next() {
        filled.push_str(line);
        filled.push('\n');
        let Some(name) = comment(line).and_then(|text| text.strip_prefix("element:")) else {
            continue;
        };
        found = true;
        let new = section(name).ok_or_else(|| format!("there is no section {name}"))?;
        let end = format!("/element:{name}");
        let end = lines.find(|line| comment(line) == Some(&end));
        let end = end.ok_or_else(|| format!("section {name} has no end"))?;
        filled.push_str(&format!("\n{}\n\n{end}\n", new.trim()));
    }
    found.then_some(filled).ok_or_else(|| "there are no markers".into())
}

/// Compares two texts. Fails with the number of the first line that differs and both versions of it.
fn same(present: &str, generated: &str) -> Outcome {
    if present == generated {
        return Ok(());
    }
    let (mut old, mut new) = (present.lines(), generated.lines());
    let mut number = 1;
    loop {
        match (old.next(), new.next()) {
            (None, None) => return Err(format!("{number}: the end of the file differs")),
            (old, new) if old == new => number += 1,
            (old, new) => {
                let (old, new) = (old.unwrap_or("nothing"), new.unwrap_or("nothing"));
                return Err(format!("{number}: `{old}` should be `{new}`"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_are_replaced_and_the_rest_stays() {
        let old = "a\n<!-- element:x -->\nold\nolder\n<!-- /element:x -->\nb\n  // element:y\n  // /element:y\n";
        let new = fill(old, |name| Some(format!("new {name}"))).expect("it is filled");
        assert_eq!(
            new,
            "a\n<!-- element:x -->\n\nnew x\n\n<!-- /element:x -->\nb\n  // element:y\n\nnew y\n\n  // /element:y\n"
        );
        assert_eq!(fill(&new, |name| Some(format!("new {name}"))), Ok(new));
    }

    #[test]
    fn invalid_markers_are_reported() {
        let some = |_: &str| Some(String::new());
        assert_eq!(fill("a\n", some), Err("there are no markers".into()));
        assert_eq!(fill("// element:x\na\n", some), Err("section x has no end".into()));
        let none = fill("// element:x\n// /element:x\n", |_| None);
        assert_eq!(none, Err("there is no section x".into()));
    }

    #[test]
    fn the_first_line_that_differs_is_reported() {
        assert_eq!(same("a\nb\n", "a\nb\n"), Ok(()));
        assert_eq!(same("a\nb\n", "a\nc\n"), Err("2: `b` should be `c`".into()));
        assert_eq!(same("a\n", "a\nb\n"), Err("2: `nothing` should be `b`".into()));
        assert_eq!(same("a", "a\n"), Err("2: the end of the file differs".into()));
    }

    #[test]
    fn generated_files_are_up_to_date() {
        assert_eq!(generate(true), Ok(()));
    }
}
