//! Checks a value against those parts of JSON Schema (2020-12) that the schema of the configuration uses.

use serde_json::Value;

/// Returns what is wrong, each with its path.
pub fn check(value: &Value, schema: &Value) -> Vec<String> {
    let mut problems = Vec::new();
    check_value(value, schema, "", &mut problems);
    problems
}

fn check_value(value: &Value, schema: &Value, path: &str, problems: &mut Vec<String>) {
    let mut report = |text: String| {
        problems.push(if path.is_empty() { text } else { format!("{path}: {text}") })
    };
    if let Some(kind) = schema.get("type") {
        let names: Vec<&str> =
            kind.as_str().into_iter().chain(list(kind).iter().filter_map(Value::as_str)).collect();
        if !names.iter().any(|name| is_of(value, name)) {
            return report(format!("expected {}", names.join(" or ")));
        }
    }
    if let Some(wanted) = schema.get("const").filter(|wanted| *wanted != value) {
        report(format!("expected {wanted}"));
    }
    if let Some(all) = schema.get("enum").filter(|all| !list(all).contains(value)) {
        let names: Vec<String> = list(all).iter().map(Value::to_string).collect();
        report(format!("{value} is none of {}", names.join(", ")));
    }
    if let Some(number) = value.as_f64() {
        let limit = |name: &str| schema.get(name).and_then(Value::as_f64);
        if limit("minimum").is_some_and(|least| number < least)
            || limit("maximum").is_some_and(|most| number > most)
            || limit("exclusiveMinimum").is_some_and(|least| number <= least)
        {
            report(format!("{number} is out of range"));
        }
    }
    if let Some(text) = value.as_str() {
        let least = schema.get("minLength").and_then(Value::as_u64).unwrap_or(0);
        if (text.chars().count() as u64) < least {
            report("is empty".into());
        }
    }
    if let Some(choices) = schema.get("oneOf").or_else(|| schema.get("anyOf")) {
        choose(value, list(choices), path, problems);
    }
    if let Some(members) = value.as_object() {
        object(members, schema, path, problems);
    }
    if let (Some(items), Some(schema)) = (value.as_array(), schema.get("items")) {
        for (index, item) in items.iter().enumerate() {
            check_value(item, schema, &format!("{path}[{index}]"), problems);
        }
    }
}

/// Checks a value of which one of several schemas must hold. For objects, the one with their `type` is meant.
fn choose(value: &Value, choices: &[Value], path: &str, problems: &mut Vec<String>) {
    let kind = value.get("type");
    let same_type =
        |schema: &&Value| kind.is_some() && schema.pointer("/properties/type/const") == kind;
    if let Some(schema) = choices.iter().find(same_type) {
        return check_value(value, schema, path, problems);
    }
    if choices.iter().any(|schema| check(value, schema).is_empty()) {
        return;
    }
    let names: Vec<&str> = choices
        .iter()
        .filter_map(|schema| schema.pointer("/properties/type/const")?.as_str())
        .collect();
    problems.push(match names.is_empty() {
        true => format!("{path}: has none of the accepted forms"),
        false => format!("{path}: expected a `type` of {}", names.join(", ")),
    });
}

fn object(
    members: &serde_json::Map<String, Value>,
    schema: &Value,
    path: &str,
    problems: &mut Vec<String>,
) {
    let at = |name: &str| if path.is_empty() { name.to_string() } else { format!("{path}.{name}") };
    for name in
        list(schema.get("required").unwrap_or(&Value::Null)).iter().filter_map(Value::as_str)
    {
        if !members.contains_key(name) {
            problems.push(format!("{}: is missing", at(name)));
        }
    }
    let properties = schema.get("properties");
    for (name, value) in members {
        // Members with these first characters are the site's own.
        if name.starts_with(['_', '$', '@']) || name.starts_with("x-") {
            continue;
        }
        let patterns = schema.get("patternProperties").and_then(Value::as_object);
        let by_pattern = || {
            let found = patterns?.iter().find(|(pattern, _)| matches_pattern(pattern, name));
            found.map(|(_, schema)| schema)
        };
        let own = properties.and_then(|all| all.get(name)).or_else(by_pattern);
        match (own, schema.get("additionalProperties")) {
            (Some(schema), _) => check_value(value, schema, &at(name), problems),
            (None, Some(Value::Bool(false))) => {
                problems.push(format!("{}: unknown member", at(name)))
            }
            (None, Some(schema @ Value::Object(_))) => {
                check_value(value, schema, &at(name), problems)
            }
            _ => {}
        }
    }
}

/// Returns whether a name matches a pattern. Only the pattern of numbers is used; any other matches all names.
fn matches_pattern(pattern: &str, name: &str) -> bool {
    pattern != "^\\d+$" || name.bytes().all(|byte| byte.is_ascii_digit())
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn is_of(value: &Value, kind: &str) -> bool {
    match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "number" => value.is_number(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        "null" => value.is_null(),
        _ => true,
    }
}
