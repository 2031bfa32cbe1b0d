//! Generates the element's part of `static/baca.d.ts`.

use super::declaration::{ElementDeclaration, Field, Union};
use std::fmt::Write;

/// Maximum length of a union type on one line, in bytes.
const WIDTH: usize = 100;

/// Returns the declarations of the element's types, class and events.
pub fn element(element: &ElementDeclaration) -> String {
    let types: Vec<String> = element.types.iter().map(union).collect();
    format!("{}\n{}\n{}", types.join("\n"), class(element), events(element))
}

fn union(union: &Union) -> String {
    let mut text = format!("/**\n * {}\n", union.description);
    for value in &union.values {
        let _ = writeln!(text, " * - `{}`: {}", value.name, value.description);
    }
    let values: Vec<String> =
        union.values.iter().map(|value| format!("\"{}\"", value.name)).collect();
    let line = format!("export type {} = {};", union.name, values.join(" | "));
    let lines = format!("export type {} =\n  | {};", union.name, values.join("\n  | "));
    text + " */\n" + if line.len() <= WIDTH { &line } else { &lines } + "\n"
}

fn class(element: &ElementDeclaration) -> String {
    let ElementDeclaration { tag, class, description, .. } = element;
    let mut text = format!("/** `<{tag}>`: {description} */\n");
    let _ = writeln!(text, "export class {class} extends HTMLElement {{");
    text += "  /** The version of the release, such as `0.1.0`. */\n  static readonly version: string;\n";
    for field in &element.fields {
        if let Some(name) = &field.property {
            let _ = writeln!(text, "  /** {} */", field.description);
            text += &property(name, field);
        }
    }
    for method in &element.methods {
        let _ = writeln!(text, "  /** {} */", method.description);
        let _ = writeln!(text, "  {}(): {};", method.name, method.returns);
    }
    for (method, options) in
        [("add", "AddEventListenerOptions"), ("remove", "EventListenerOptions")]
    {
        let _ = write!(
            text,
            "\n  {method}EventListener<Name extends keyof HTMLElementEventMap>(\n    \
             type: Name,\n    \
             listener: (this: {class}, event: HTMLElementEventMap[Name]) => unknown,\n    \
             options?: boolean | {options},\n  ): void;\n  \
             {method}EventListener(\n    \
             type: string,\n    \
             listener: EventListenerOrEventListenerObject,\n    \
             options?: boolean | {options},\n  ): void;\n"
        );
    }
    text + "}\n"
}

fn property(name: &str, field: &Field) -> String {
    let kind = &field.kind;
    match &field.set {
        Some(set) => format!("  get {name}(): {kind};\n  set {name}(value: {set});\n"),
        None if field.readonly => format!("  readonly {name}: {kind};\n"),
        None => format!("  {name}: {kind};\n"),
    }
}

fn events(element: &ElementDeclaration) -> String {
    let mut text =
        String::from("/** The `detail` of each event. All events bubble and are composed. */\n");
    text += "export interface BacaEventDetails {\n";
    for event in &element.events {
        let _ = writeln!(text, "  /** {} */", event.description);
        if event.detail.is_empty() {
            let _ = writeln!(text, "  \"{}\": Record<string, never>;", event.name);
            continue;
        }
        let _ = writeln!(text, "  \"{}\": {{", event.name);
        for field in &event.detail {
            let _ = writeln!(text, "    /** {} */", field.description);
            let _ = writeln!(text, "    {}: {};", field.name, field.kind);
        }
        text += "  };\n";
    }
    text += "}\n\n/** An event of the element, by its name. */\n";
    text += "export type BacaEvent<Name extends keyof BacaEventDetails> = CustomEvent<BacaEventDetails[Name]>;\n";
    text += "type BacaEventMap = { [Name in keyof BacaEventDetails]: BacaEvent<Name> };\n\n";
    text += "declare global {\n  interface HTMLElementTagNameMap {\n";
    let _ = writeln!(text, "    \"{}\": {};\n  }}", element.tag, element.class);
    for target in ["HTMLElement", "Document", "Window"] {
        let _ = writeln!(text, "  interface {target}EventMap extends BacaEventMap {{}}");
    }
    text + "}\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_property_has_the_types_of_its_getter_and_setter() {
        let text = element(&super::super::declaration::tests::sample());
        assert!(
            text.contains("  get mood(): string;\n  set mood(value: BacaMood | null);\n"),
            "{text}"
        );
        assert!(text.contains("  readonly state: string;\n"), "{text}");
        assert!(text.contains("  go(): void;\n"), "{text}");
        assert!(text.contains("export type BacaMood = \"good\" | \"bad\";\n"), "{text}");
    }

    #[test]
    fn an_event_has_the_types_of_its_details() {
        let text = element(&super::super::declaration::tests::sample());
        assert!(
            text.contains("  \"baca-a\": {\n    /** How. */\n    mood: BacaMood | null;\n"),
            "{text}"
        );
        assert!(text.contains("  \"baca-b\": Record<string, never>;\n"), "{text}");
        assert!(text.contains("    \"x-y\": XY;\n"), "{text}");
    }
}
