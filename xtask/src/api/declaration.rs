//! The declaration of the element, `static/element.json`, as the generators use it.

use crate::tools::Outcome;
use serde::Deserialize;

/// The content of `static/element.json`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ElementDeclaration {
    pub tag: String,
    pub class: String,
    pub module: String,
    pub description: String,
    pub types: Vec<Union>,
    pub fields: Vec<Field>,
    pub methods: Vec<Method>,
    pub events: Vec<Event>,
    pub slots: Vec<Named>,
    pub parts: Vec<Named>,
    pub custom_properties: Vec<CustomProperty>,
}

/// A name with its description.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    pub name: String,
    pub description: String,
}

/// A TypeScript union of string literals.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Union {
    pub name: String,
    pub description: String,
    pub values: Vec<Named>,
}

/// An attribute, a property, or both if they have one meaning.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Field {
    pub attribute: Option<String>,
    pub property: Option<String>,
    /// Type that the property returns, and type of the attribute unless `attribute_type` is set.
    #[serde(rename = "type")]
    pub kind: String,
    /// Type of the values that the property accepts.
    pub set: Option<String>,
    pub attribute_type: Option<String>,
    pub default: Option<String>,
    #[serde(default)]
    pub readonly: bool,
    pub description: String,
}

/// A method without parameters.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Method {
    pub name: String,
    pub returns: String,
    pub description: String,
}

/// An event and the fields of its `detail`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    pub name: String,
    pub description: String,
    pub detail: Vec<Detail>,
}

/// A field of an event's `detail`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Detail {
    pub name: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub description: String,
}

/// A CSS custom property that a page can set.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CustomProperty {
    pub name: String,
    pub syntax: String,
    pub default: String,
    pub description: String,
}

impl Field {
    /// Returns the type of the attribute.
    pub fn attribute_type(&self) -> &str {
        self.attribute_type.as_deref().unwrap_or(&self.kind)
    }
}

impl ElementDeclaration {
    /// Returns the union that `kind` names, alone or with `| null`.
    pub fn union(&self, kind: &str) -> Option<&Union> {
        let name = kind.strip_suffix(" | null").unwrap_or(kind);
        self.types.iter().find(|union| union.name == name)
    }

    /// Fails if a field or detail has a `Baca…` type that is neither declared nor written by hand.
    pub fn check_types(&self) -> Outcome {
        let fields = self.fields.iter().flat_map(|f| [Some(f.attribute_type()), f.set.as_deref()]);
        let details = self.events.iter().flat_map(|event| &event.detail).map(|d| d.kind.as_str());
        for kind in fields.flatten().chain(details) {
            let words = kind.split(|c: char| !c.is_ascii_alphanumeric());
            for word in words.filter(|word| word.starts_with("Baca")) {
                let by_hand = ["BacaArticle", "BacaConfig", "BacaCommentProvider"].contains(&word);
                if !by_hand && self.union(word).is_none() {
                    return Err(format!("{word} is not declared"));
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// Returns a small element for the tests of the generators.
    pub fn sample() -> ElementDeclaration {
        let json = r#"{
            "tag": "x-y", "class": "XY", "module": "x.js", "description": "Shows.",
            "types": [{ "name": "BacaMood", "description": "A mood.", "values": [
                { "name": "good", "description": "fine" }, { "name": "bad", "description": "not | fine" }] }],
            "fields": [
                { "attribute": "mood", "property": "mood", "type": "string", "set": "BacaMood | null",
                  "attributeType": "BacaMood", "default": "good", "description": "Its mood." },
                { "property": "state", "type": "string", "readonly": true, "description": "Its state." }],
            "methods": [{ "name": "go", "returns": "void", "description": "Goes." }],
            "events": [
                { "name": "baca-a", "description": "It went.", "detail": [
                    { "name": "mood", "type": "BacaMood | null", "description": "How." },
                    { "name": "ms", "type": "number", "description": "When." }] },
                { "name": "baca-b", "description": "It came.", "detail": [] }],
            "slots": [{ "name": "", "description": "Inside." }, { "name": "after", "description": "Below." }],
            "parts": [{ "name": "body", "description": "The text." }],
            "customProperties": [{ "name": "--baca-gap", "syntax": "<length>", "default": "1em", "description": "Space." }]
        }"#;
        serde_json::from_str(json).expect("the sample is an element")
    }

    #[test]
    fn a_type_that_is_not_declared_is_reported() {
        let mut element = sample();
        assert_eq!(element.check_types(), Ok(()));
        element.events[0].detail[1].kind = "BacaNone | null".into();
        let error = element.check_types().expect_err("the type is unknown");
        assert!(error.contains("BacaNone"), "{error}");
    }
}
