//! Detects a document by its members, selects an item from a list, resolves references.

use super::table::{put, Object};
use baca_sys::json::{digits, is_blank};
use baca_wire::decoder::Decoder;
use serde_json::{Map, Value};

/// Returns whether there is a value at one of several paths, separated by `|`.
pub fn has(value: &Value, paths: &str) -> bool {
    paths.split('|').any(|path| {
        path.split('.')
            .try_fold(value, |value, key| match value {
                Value::Array(list) => list.get(key.parse::<usize>().ok()?),
                _ => value.get(key),
            })
            .is_some_and(|value| !is_blank(value))
    })
}

/// Returns the text of a member, or an empty one.
pub fn str_at<'v>(value: &'v Value, key: &str) -> &'v str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// Returns the elements of a list; none for other values.
pub fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// Returns the elements of a member that is a list.
pub fn list_at<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value.get(key).map_or(&[], list)
}

/// Returns an object without the members that `omits` names; an empty one for other values. It copies the
/// others, because removing a member takes 3 KB of WebAssembly.
pub fn without(value: &Value, omits: &dyn Fn(&str, &Value) -> bool) -> Value {
    let mut own = Map::new();
    if let Some(object) = value.as_object() {
        for (key, member) in object {
            if !omits(key, member) {
                own.insert(key.clone(), member.clone());
            }
        }
    }
    Value::Object(own)
}

/// Selects from a list the item whose value at one of `keys` (ids or URLs) is `item`; without `item`, the
/// first one that is `usable`. A value that is no list counts as a list of one.
pub fn select_item<'v>(
    decoder: &mut Decoder,
    items: &'v Value,
    keys: &[&str],
    item: Option<&str>,
    usable: fn(&Value) -> bool,
) -> Option<&'v Value> {
    let lone = std::slice::from_ref(items);
    let list = items.as_array().map_or(lone, Vec::as_slice);
    let mut usable = list.iter().filter(|v| usable(v));
    let Some(wanted) = item.map(str::trim).filter(|item| !item.is_empty() && items.is_array())
    else {
        return usable.next();
    };
    let base = decoder.base.clone();
    let absolute = |text: &str| {
        let url = base.join(text).unwrap_or_else(|| text.into());
        String::from(url.trim_end_matches('/'))
    };
    let same = |value: &Value| match value {
        Value::String(text) => text.trim() == wanted || absolute(text) == absolute(wanted),
        Value::Number(number) => digits(number) == wanted,
        _ => false,
    };
    let found = usable.find(|v| keys.iter().any(|key| v.get(key).is_some_and(same)));
    found.or_else(|| decoder.reject("no such item in the list"))
}

/// Returns a copy of a value in which references are replaced by their targets, down to `depth` levels:
/// references can be circular. `find` returns `None` for an object that is no reference, and `Some(None)`
/// for one without a target. `budget` limits the size of all copies, about in bytes.
pub fn resolve_refs<'v>(
    value: &Value,
    find: &dyn Fn(&Object) -> Option<Option<&'v Object>>,
    depth: usize,
    budget: &mut usize,
) -> Value {
    fn weight(value: &Value) -> usize {
        match value {
            Value::String(text) => text.len(),
            Value::Array(list) => list.iter().map(weight).sum(),
            Value::Object(object) => {
                object.iter().map(|(key, value)| key.len() + weight(value)).sum()
            }
            _ => 8,
        }
    }
    match value {
        Value::Object(object) if depth > 0 => {
            let reference = if *budget > 0 { find(object) } else { None };
            let object = match reference {
                Some(target) => {
                    let copy = target.map_or(0, |target| target.values().map(weight).sum());
                    *budget = budget.saturating_sub(copy + 1000);
                    target.unwrap_or(object)
                }
                None => object,
            };
            let mut out = Object::new();
            for (key, value) in object {
                put(&mut out, key, Some(resolve_refs(value, find, depth - 1, budget)));
            }
            Value::Object(out)
        }
        Value::Array(list) => {
            list.iter().map(|value| resolve_refs(value, find, depth, budget)).collect()
        }
        _ => value.clone(),
    }
}

/// Maximum size of all copies of [`resolve_refs`], about in bytes.
pub const MAX_COPIES: usize = 2_000_000;
