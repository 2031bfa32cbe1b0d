//! Generates the Markdown tables of docs.

use super::declaration::{ElementDeclaration, Event, Named, Union};
use std::fmt::Write;

/// Returns the table of attributes, properties and methods.
pub fn attributes(element: &ElementDeclaration) -> String {
    let mut rows = Vec::new();
    for field in &element.fields {
        let kind = field.attribute.as_ref().map_or(field.kind.as_str(), |_| field.attribute_type());
        let values = element.union(kind).map(|union| format!(" One of {}.", choices(union)));
        rows.push(vec![
            field.attribute.as_deref().map(code).unwrap_or_default(),
            field.property.as_deref().map(code).unwrap_or_default(),
            field.default.as_deref().map(code).unwrap_or_default(),
            field.description.clone() + &values.unwrap_or_default(),
        ]);
    }
    for method in &element.methods {
        let name = code(&format!("{}()", method.name));
        rows.push(vec![String::new(), name, String::new(), method.description.clone()]);
    }
    table(&["attribute", "property or method", "default", "meaning"], rows)
}

/// Returns the table of events with the names of their details. The values of a detail are listed
/// unless an attribute has the type too.
pub fn events(element: &ElementDeclaration) -> String {
    let of_attribute =
        |union: &Union| element.fields.iter().any(|field| field.attribute_type() == union.name);
    let row = |event: &Event| {
        let names: Vec<String> = event.detail.iter().map(|field| code(&field.name)).collect();
        let mut meaning = event.description.clone();
        for field in &event.detail {
            if let Some(union) = element.union(&field.kind).filter(|union| !of_attribute(union)) {
                let _ = write!(meaning, " {}: {}.", code(&field.name), choices(union));
            }
        }
        let link = format!("[{}](events.md#{})", code(&event.name), event.name);
        vec![link, names.join(", "), meaning]
    };
    table(&["event", "detail", "when"], element.events.iter().map(row).collect())
}

/// Returns a section for each event with the types and values of its details.
pub fn event_details(element: &ElementDeclaration) -> String {
    let mut text = String::new();
    for event in &element.events {
        let _ = write!(text, "### {}\n\n{}\n\n", code(&event.name), event.description);
        let fields = event.detail.iter();
        let rows: Vec<_> = fields
            .map(|field| vec![code(&field.name), code(&field.kind), field.description.clone()])
            .collect();
        if !rows.is_empty() {
            let _ = writeln!(text, "{}", table(&["detail", "type", "meaning"], rows));
        }
        for field in &event.detail {
            if let Some(union) = element.union(&field.kind) {
                let _ = writeln!(text, "{}", named(&code(&field.name), &union.values));
            }
        }
    }
    text
}

/// Returns the table of slots.
pub fn slots(element: &ElementDeclaration) -> String {
    let name = |slot: &Named| match slot.name.as_str() {
        "" => "(none)".into(),
        name => code(name),
    };
    let rows = element.slots.iter().map(|slot| vec![name(slot), slot.description.clone()]);
    table(&["slot", "content"], rows.collect())
}

/// Returns the names of the parts as one paragraph of lines up to 100 characters.
pub fn part_names(element: &ElementDeclaration) -> String {
    let mut text = String::new();
    let mut width = 0;
    for part in &element.parts {
        let word = code(&part.name);
        let separator = match width {
            0 => "",
            _ if width + word.len() + 1 > 100 => "\n",
            _ => " ",
        };
        width = if separator == " " { width + 1 + word.len() } else { word.len() };
        text = text + separator + &word;
    }
    text
}

/// Returns the table of parts.
pub fn parts(element: &ElementDeclaration) -> String {
    named("part", &element.parts)
}

/// Returns the table of custom properties with their defaults.
pub fn custom_properties(element: &ElementDeclaration) -> String {
    let rows = element.custom_properties.iter().map(|property| {
        // A default with spaces is a description such as "by theme", not code.
        let is_text = property.default.contains(' ');
        let default = if is_text { property.default.clone() } else { code(&property.default) };
        vec![code(&property.name), default, property.description.clone()]
    });
    table(&["custom property", "default", "meaning"], rows.collect())
}

fn named(head: &str, items: &[Named]) -> String {
    let rows = items.iter().map(|item| vec![code(&item.name), item.description.clone()]);
    table(&[head, "meaning"], rows.collect())
}

fn code(text: &str) -> String {
    format!("`{text}`")
}

/// Returns the values of a union as "`a`, `b` or `c`".
fn choices(union: &Union) -> String {
    let names: Vec<String> = union.values.iter().map(|value| code(&value.name)).collect();
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => names.concat(),
    }
}

/// Formats a Markdown table; escapes `|` inside cells.
fn table(head: &[&str], rows: Vec<Vec<String>>) -> String {
    let mut text = format!("| {} |\n|{}\n", head.join(" | "), "---|".repeat(head.len()));
    for row in rows {
        text.push('|');
        for cell in row {
            let space = if cell.is_empty() { "" } else { " " };
            let _ = write!(text, "{space}{} |", cell.replace('|', "\\|"));
        }
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::declaration::tests::sample;
    use super::*;

    #[test]
    fn each_field_is_one_row_with_its_values() {
        assert_eq!(
            attributes(&sample()),
            "| attribute | property or method | default | meaning |\n|---|---|---|---|\n\
             | `mood` | `mood` | `good` | Its mood. One of `good` or `bad`. |\n\
             | | `state` | | Its state. |\n| | `go()` | | Goes. |\n"
        );
    }

    #[test]
    fn an_event_does_not_repeat_values_that_an_attribute_has() {
        let row = "| [`baca-a`](events.md#baca-a) | `mood`, `ms` | It went. |\n";
        assert!(events(&sample()).contains(row));
        let mut element = sample();
        element.fields.clear();
        let row =
            "| [`baca-a`](events.md#baca-a) | `mood`, `ms` | It went. `mood`: `good` or `bad`. |\n";
        assert!(events(&element).contains(row));
    }

    #[test]
    fn details_are_listed_with_types_and_values() {
        let text = event_details(&sample());
        assert!(text.contains("| `mood` | `BacaMood \\| null` | How. |\n"), "{text}");
        assert!(text.contains(
            "| `mood` | meaning |\n|---|---|\n| `good` | fine |\n| `bad` | not \\| fine |\n"
        ));
        assert!(text.contains("### `baca-b`\n\nIt came.\n"), "{text}");
    }

    #[test]
    fn each_slot_part_and_custom_property_is_a_row() {
        let element = sample();
        assert!(slots(&element).contains("| (none) | Inside. |\n| `after` | Below. |\n"));
        assert!(parts(&element).contains("| `body` | The text. |\n"));
        assert_eq!(part_names(&element), "`body`");
        assert!(custom_properties(&element).contains("| `--baca-gap` | `1em` | Space. |\n"));
    }
}
