//! Detects a document by its members, selects an item from a list, resolves references.

use super::table::{put, Object};
use baca_sys::json::{digits, is_blank};
use baca_wire::decoder::Decoder;
use serde_json::{Map, Value};

/// Returns whether there is a value at one of several paths, separated by `|`.
pub fn has(v: &Value, paths: &str) -> bool {
    paths.split('|').any(|path| {
        path.split('.')
            .try_fold(v, |v, key| match v {
                Value::Array(list) => list.get(key.parse::<usize>().ok()?),
                _ => v.get(key),
            })
            .is_some_and(|v| !is_blank(v))
    })
}

/// Returns the text of a member, or an empty one.
pub fn str_at<'v>(v: &'v Value, key: &str) -> &'v str {
    v.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// Returns the elements of a list; none for other values.
pub fn list(v: &Value) -> &[Value] {
    v.as_array().map_or(&[], Vec::as_slice)
}

/// Returns the elements of a member that is a list.
pub fn list_at<'v>(v: &'v Value, key: &str) -> &'v [Value] {
    v.get(key).map_or(&[], list)
}

/// Returns an object without the members that `omits` names; an empty one for other values. It copies the
/// others, because removing a member takes 3 KB of WebAssembly.
pub fn without(v: &Value, omits: &dyn Fn(&str, &Value) -> bool) -> Value {
    let mut own = Map::new();
    if let Some(object) = v.as_object() {
        for (key, value) in object {
            if !omits(key, value) {
                own.insert(key.clone(), value.clone());
            }
        }
    }
    Value::Object(own)
}

/// Selects from a list the item whose value at one of `keys` (ids or URLs) is `item`; without `item`, the
/// first one that is `usable`. A value that is no list counts as a list of one.
pub fn select_item<'v>(
    r: &mut Decoder,
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
    let base = r.base.clone();
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
    found.or_else(|| r.reject("no such item in the list"))
}

/// Returns a copy of a value in which references are replaced by their targets, down to `depth` levels:
/// references can be circular. `find` returns `None` for an object that is no reference, and `Some(None)`
/// for one without a target. `budget` limits the size of all copies, about in bytes.
pub fn resolve_refs<'v>(
    v: &Value,
    find: &dyn Fn(&Object) -> Option<Option<&'v Object>>,
    depth: usize,
    budget: &mut usize,
) -> Value {
    fn weight(v: &Value) -> usize {
        match v {
            Value::String(text) => text.len(),
            Value::Array(list) => list.iter().map(weight).sum(),
            Value::Object(o) => o.iter().map(|(key, v)| key.len() + weight(v)).sum(),
            _ => 8,
        }
    }
    match v {
        Value::Object(o) if depth > 0 => {
            let reference = if *budget > 0 { find(o) } else { None };
            let o = match reference {
                Some(target) => {
                    let copy = target.map_or(0, |target| target.values().map(weight).sum());
                    *budget = budget.saturating_sub(copy + 1000);
                    target.unwrap_or(o)
                }
                None => o,
            };
            let mut out = Object::new();
            for (key, v) in o {
                put(&mut out, key, Some(resolve_refs(v, find, depth - 1, budget)));
            }
            Value::Object(out)
        }
        Value::Array(list) => list.iter().map(|v| resolve_refs(v, find, depth, budget)).collect(),
        _ => v.clone(),
    }
}

/// Maximum size of all copies of [`resolve_refs`], about in bytes.
pub const MAX_COPIES: usize = 2_000_000;
