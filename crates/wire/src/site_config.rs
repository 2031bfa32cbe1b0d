//! Reads the site's configuration: one JSON object with optional members (`docs/configuration.md`). Each
//! feature reads its own members.

use crate::decoder::{Decoder, Problem};
use baca_sys::json;
use baca_sys::text;
use serde_json::{Map, Value};

/// Parses the configuration at the URL `base`, reads a part of it with `part`, and returns that with the
/// problems found in it.
///
/// # Errors
/// The problem of the whole text, if it is not a JSON object.
pub fn read<C>(
    text: &str,
    base: &str,
    part: impl FnOnce(&mut Map<String, Value>, &mut Decoder) -> C,
) -> Result<(C, Vec<Problem>), Problem> {
    let mut object = parse(text)?;
    let mut decoder = Decoder::new(base);
    let config = part(&mut object, &mut decoder);
    Ok((config, decoder.into_problems()))
}

/// Parses the configuration as an object.
///
/// # Errors
/// The problem, if it is not a JSON object.
fn parse(text: &str) -> Result<Map<String, Value>, Problem> {
    let whole = |message: String| Problem { path: String::new(), message };
    let (value, _) = json::parse(text)
        .map_err(|malformed| whole(text::concat(&["not JSON: ", &malformed.place])))?;
    match value {
        Value::Object(object) => Ok(object),
        _ => Err(whole("expected an object".into())),
    }
}

/// Takes the member `labels` out of the configuration: the site's own interface texts, by language and key.
/// Empty if it is absent.
pub fn labels(object: &mut Map<String, Value>, decoder: &mut Decoder) -> Map<String, Value> {
    decoder.field(object, "labels", |decoder, value| as_object(decoder, value).map(|_| ()));
    match object.get_mut("labels").map(Value::take) {
        Some(Value::Object(labels)) => labels,
        _ => Map::new(),
    }
}

/// Returns the value as an object; anything else is reported.
pub fn as_object<'v>(decoder: &mut Decoder, value: &'v Value) -> Option<&'v Map<String, Value>> {
    value.as_object().or_else(|| decoder.reject("expected an object"))
}
