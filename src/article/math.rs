//! Formulas: the elements and attributes of MathML Core that may be drawn, and formulas as JSON.
//! None of the attributes is a link, a style or a handler. <https://www.w3.org/TR/mathml-core/>

use super::model::{Math, MathNode};
use serde_json::{Map, Value};

const ELEMENTS: [&str; 28] = [
    "math",
    "merror",
    "mfrac",
    "mi",
    "mmultiscripts",
    "mn",
    "mo",
    "mover",
    "mpadded",
    "mphantom",
    "mprescripts",
    "mroot",
    "mrow",
    "ms",
    "mspace",
    "msqrt",
    "mstyle",
    "msub",
    "msubsup",
    "msup",
    "mtable",
    "mtd",
    "mtext",
    "mtr",
    "munder",
    "munderover",
    "none",
    "semantics",
];

/// The attributes that may be set, in alphabetical order.
pub const ATTRIBUTES: [&str; 27] = [
    "accent",
    "accentunder",
    "alttext",
    "columnspan",
    "depth",
    "dir",
    "display",
    "displaystyle",
    "fence",
    "form",
    "height",
    "lang",
    "largeop",
    "linethickness",
    "lspace",
    "mathvariant",
    "maxsize",
    "minsize",
    "movablelimits",
    "notation",
    "rowspan",
    "rspace",
    "scriptlevel",
    "separator",
    "stretchy",
    "symmetric",
    "width",
];

/// The element of this name, if it may be drawn.
pub fn element(name: &str) -> Option<&'static str> {
    ELEMENTS.into_iter().find(|known| *known == name)
}

/// The attribute of this name, if it may be set.
pub fn attribute(name: &str) -> Option<&'static str> {
    ATTRIBUTES.into_iter().find(|known| *known == name)
}

/// A formula as JSON: `["mfrac", {"linethickness": "0"}, ["mi", "x"], …]`.
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

/// Reads a formula; what is not known is left out with what is in it.
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
