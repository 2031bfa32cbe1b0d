//! Recognising a document, choosing from a list, following references.

use super::{put, Object};
use crate::article::json::{self, is_blank, Reading};
use crate::article::model::{Block, Kind};
use serde_json::Value;

/// Whether something stands at one of the places.
pub fn has(v: &Value, places: &str) -> bool {
    places.split('|').any(|place| {
        place
            .split('.')
            .try_fold(v, |v, key| match v {
                Value::Array(list) => list.get(key.parse::<usize>().ok()?),
                _ => v.get(key),
            })
            .is_some_and(|v| !is_blank(v))
    })
}

/// The text of a member, if it is one.
pub fn str_at<'v>(v: &'v Value, key: &str) -> &'v str {
    v.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// The article of a list that `item` names by one of `keys` (identifiers or URLs); the first
/// without a name.
pub fn pick<'v>(
    r: &mut Reading,
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
        let url = r.platform.resolve(text, &base).unwrap_or_else(|| text.into());
        String::from(url.trim_end_matches('/'))
    };
    let same = |value: &Value| match value {
        Value::String(text) => text.trim() == wanted || absolute(text) == absolute(wanted),
        Value::Number(number) => json::digits(number) == wanted,
        _ => false,
    };
    let found = usable.find(|v| keys.iter().any(|key| v.get(key).is_some_and(same)));
    found.or_else(|| r.wrong("no such item in the list"))
}

/// The value with what only refers to something replaced by what it refers to, so deep and no
/// deeper: references can be circular. `find` gives what an object refers to, if it does; `budget`
/// is what searches and copies may weigh together.
pub fn joined<'v>(
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
                put(&mut out, key, Some(joined(v, find, depth - 1, budget)));
            }
            Value::Object(out)
        }
        Value::Array(list) => list.iter().map(|v| joined(v, find, depth, budget)).collect(),
        _ => v.clone(),
    }
}

/// What all copies of [`joined`] together may weigh, in bytes or so.
pub const MAX_COPIES: usize = 2_000_000;

/// The [`stem`]s of all pictures among blocks.
pub fn stems(blocks: &[Block], out: &mut Vec<String>) {
    for block in blocks {
        match &block.kind {
            Kind::Image(image) => out.push(stem(&image.src)),
            Kind::Gallery { items, .. } => out.extend(items.iter().map(|i| stem(&i.src))),
            Kind::Group(inner) | Kind::Aside { body: inner, .. } => stems(inner, out),
            _ => {}
        }
    }
}

/// A picture's name without what tells its size: `a-300x200.jpg?w=300` → `a`.
pub fn stem(src: &str) -> String {
    let src = src.split(['?', '#']).next().unwrap_or_default();
    let name = src.rsplit_once('.').map_or(src, |(name, _)| name);
    let name = name.strip_suffix("-scaled").unwrap_or(name);
    match name.rsplit_once('-') {
        Some((stem, size)) if size.bytes().all(|b| b.is_ascii_digit() || b == b'x') => stem.into(),
        _ => name.into(),
    }
}
