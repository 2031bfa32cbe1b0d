//! Formulas as JSON: `["mfrac", {"linethickness": "0"}, ["mi", "x"], …]`. Only the elements and attributes
//! of [`baca_model::math`] are accepted.

use baca_model::math::{attribute, element};
use baca_model::{Math, MathNode};
use serde_json::{Map, Value};

/// Encodes a formula.
pub fn write(math: &Math) -> Value {
    let mut out = vec![Value::from(math.name)];
    if !math.attributes.is_empty() {
        let mut attributes = Map::new();
        for (name, value) in &math.attributes {
            attributes.insert((*name).into(), value.as_str().into());
        }
        out.push(Value::Object(attributes));
    }
    for child in &math.children {
        out.push(match child {
            MathNode::Text(text) => text.as_str().into(),
            MathNode::Element(element) => write(element),
        });
    }
    Value::Array(out)
}

/// Decodes a formula; `None` if its root is not an allowed element. Other elements that are not allowed are
/// dropped with their content, and so are attributes.
pub fn read(value: &Value) -> Option<Math> {
    let (name, rest) = value.as_array()?.split_first()?;
    let mut math = Math { name: element(name.as_str()?)?, ..Math::default() };
    for part in rest {
        match part {
            Value::Object(attributes) => {
                for (name, value) in attributes {
                    if let Some((name, value)) = attribute(name).zip(value.as_str()) {
                        math.attributes.push((name, value.into()));
                    }
                }
            }
            Value::String(text) => math.children.push(MathNode::Text(text.clone())),
            _ => math.children.extend(read(part).map(MathNode::Element)),
        }
    }
    Some(math)
}
