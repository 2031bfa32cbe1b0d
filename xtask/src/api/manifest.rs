//! Generates the files for editors and catalogues: the custom elements manifest
//! (<https://github.com/webcomponents/custom-elements-manifest>) and VS Code's custom data for HTML.

use super::declaration::{ElementDeclaration, Event, Field, Named};
use serde_json::{json, Value};

/// Returns the text of `custom-elements.json`, schema 2.1.0.
pub fn custom_elements(element: &ElementDeclaration) -> String {
    let own = json!({ "name": element.class });
    let fields = element.fields.iter().filter_map(|field| member(field, field.property.as_ref()?));
    let methods = element.methods.iter().map(|method| {
        json!({
            "kind": "method", "name": method.name, "description": method.description,
            "return": { "type": { "text": method.returns } },
        })
    });
    let class = json!({
        "kind": "class", "name": element.class, "description": element.description,
        "customElement": true, "tagName": element.tag, "superclass": { "name": "HTMLElement" },
        "attributes": each(&element.fields, attribute),
        "members": fields.chain(methods).collect::<Vec<_>>(),
        "events": each(&element.events, event),
        "slots": each(&element.slots, named),
        "cssParts": each(&element.parts, named),
        "cssProperties": each(&element.custom_properties, |property| Some(json!({
            "name": property.name, "syntax": property.syntax,
            "default": property.default, "description": property.description,
        }))),
        "cssStates": each(element.union("BacaState").map_or(&[], |union| &union.values), named),
    });
    text(json!({
        "schemaVersion": "2.1.0",
        "modules": [{
            "kind": "javascript-module", "path": element.module, "declarations": [class],
            "exports": [
                { "kind": "js", "name": element.class, "declaration": own },
                { "kind": "custom-element-definition", "name": element.tag, "declaration": own },
            ],
        }],
    }))
}

/// Returns the text of `vscode.html-custom-data.json`.
pub fn html_data(element: &ElementDeclaration) -> String {
    let attribute = |field: &Field| {
        let mut data =
            json!({ "name": field.attribute.as_ref()?, "description": field.description });
        if let Some(union) = element.union(field.attribute_type()) {
            data["values"] = each(&union.values, named);
        }
        Some(data)
    };
    text(json!({
        "version": 1.1,
        "tags": [{
            "name": element.tag, "description": element.description,
            "attributes": each(&element.fields, attribute),
        }],
    }))
}

/// Converts each item that `write` accepts, to a JSON array.
fn each<T>(items: &[T], write: impl Fn(&T) -> Option<Value>) -> Value {
    items.iter().filter_map(write).collect()
}

fn named(item: &Named) -> Option<Value> {
    Some(json!({ "name": item.name, "description": item.description }))
}

fn attribute(field: &Field) -> Option<Value> {
    let mut value = json!({
        "name": field.attribute.as_ref()?, "description": field.description,
        "type": { "text": field.attribute_type() },
    });
    if let Some(property) = &field.property {
        value["fieldName"] = json!(property);
    }
    if let Some(default) = &field.default {
        value["default"] = json!(default);
    }
    Some(value)
}

fn member(field: &Field, name: &str) -> Option<Value> {
    let mut value = json!({
        "kind": "field", "name": name, "description": field.description,
        "type": { "text": field.kind },
    });
    if let Some(attribute) = &field.attribute {
        value["attribute"] = json!(attribute);
        value["reflects"] = json!(true);
    }
    if let Some(default) = &field.default {
        value["default"] = json!(format!("\"{default}\""));
    }
    if field.readonly {
        value["readonly"] = json!(true);
    }
    Some(value)
}

fn event(event: &Event) -> Option<Value> {
    let fields = event.detail.iter().map(|field| format!("{}: {}", field.name, field.kind));
    let fields = fields.collect::<Vec<_>>().join("; ");
    let detail = if fields.is_empty() { "{}".into() } else { format!("{{ {fields} }}") };
    Some(json!({
        "name": event.name, "description": event.description,
        "type": { "text": format!("CustomEvent<{detail}>") },
    }))
}

/// Formats JSON with sorted keys, so that the text does not depend on the features of `serde_json`.
fn text(mut value: Value) -> String {
    value.sort_all_objects();
    format!("{value:#}\n")
}

#[cfg(test)]
mod tests {
    use super::super::declaration::tests::sample;
    use super::*;

    fn class() -> Value {
        let manifest: Value = serde_json::from_str(&custom_elements(&sample())).expect("JSON");
        manifest["modules"][0]["declarations"][0].clone()
    }

    #[test]
    fn attribute_and_property_refer_to_each_other() {
        let class = class();
        assert_eq!(class["attributes"].as_array().map(Vec::len), Some(1));
        assert_eq!(class["attributes"][0]["fieldName"], "mood");
        assert_eq!(class["attributes"][0]["default"], "good");
        assert_eq!(class["members"][0]["attribute"], "mood");
        assert_eq!(class["members"][1]["readonly"], true);
        assert_eq!(class["members"][2]["kind"], "method");
    }

    #[test]
    fn an_event_has_the_type_of_its_detail() {
        let class = class();
        let kind = "CustomEvent<{ mood: BacaMood | null; ms: number }>";
        assert_eq!(class["events"][0]["type"]["text"], kind);
        assert_eq!(class["events"][1]["type"]["text"], "CustomEvent<{}>");
    }

    #[test]
    fn an_attribute_whose_type_is_a_union_lists_the_values() {
        let data: Value = serde_json::from_str(&html_data(&sample())).expect("JSON");
        let values = &data["tags"][0]["attributes"][0]["values"];
        assert_eq!(values[1], json!({ "name": "bad", "description": "not | fine" }));
    }
}
