//! Mutates documents: their text, or their values if they are JSON.

use serde_json::{json, Map, Value};

/// Xorshift numbers: equal seeds give equal numbers on every machine.
pub struct Random(u64);

impl Random {
    /// Returns the numbers of a seed.
    pub fn new(seed: u64) -> Self {
        let mut random = Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        random.below(2);
        random
    }

    /// Returns a number from 0 to `n - 1`; 0 if `n` is 0.
    pub fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 11) % n.max(1) as u64) as usize
    }

    /// Returns one element of a list. Panics if it is empty.
    pub fn one<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())].clone()
    }
}

/// Texts with special meanings: numbers, dates, URLs, markup, control characters.
pub const TEXTS: &[&str] = &[
    "",
    " ",
    "\u{a0}",
    "\u{200b}",
    "\u{feff}",
    "\u{0}",
    "\u{202e}abc",
    "\n\n",
    "\r\n",
    "a\n\nb",
    " x ",
    "0",
    "-0",
    "1e3",
    " 12 ",
    "007",
    "0x10",
    "12px",
    "inf",
    "NaN",
    "null",
    "true",
    "rtl",
    "RTL",
    "ar",
    "en-US",
    "x y",
    "<p>a</p><p>b</p>",
    "<b>bold",
    "a < b & c",
    "&amp;",
    "&lt;p&gt;",
    "&#0;",
    "&#55296;",
    "<ruby>a<rt></rt></ruby>",
    "<ruby>a<rt> </rt></ruby>",
    "<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>",
    "<img src=a.jpg width=0 height=-1>",
    "<img src=a.jpg width=1e9 height=300.7>",
    "<a id=\" \" href=\"#\">x</a>",
    "<abbr title=\"\">x</abbr>",
    "<span lang=\"\">x</span>",
    "<bdo dir=rtl>x</bdo>",
    "<br>",
    "<wbr>",
    "<p> <br> </p>",
    "<table><tr><td></td></tr></table>",
    "<table><td colspan=0 rowspan=70000>x",
    "<ol start=99999999999><li value=-5>x",
    "<iframe src=https://www.youtube.com/embed/abc></iframe>",
    "<video src=a.mp4 poster=b.jpg></video>",
    "<math><mi>x</mi></math>",
    "<q>x</q>",
    "<pre>\n\n a\tb</pre>",
    "<details><summary></summary>x</details>",
    "[caption]x[/caption]",
    "2026-03-01",
    " 2026-03-01 ",
    "2026-03-01T08:00",
    "2026-03-01T24:00:00Z",
    "2026-06-30T23:59:60Z",
    "2026-03-01T08:00:00.123456789123Z",
    "2026-03-01 08:00:00",
    "9999-12-30T24:00",
    "1970-01-01T07:00+07:00",
    "20260301",
    "1770000000",
    "1770000000000",
    "Sun, 01 Mar 2026 08:00:00 +0700",
    "02/03/2026",
    "0000-00-00",
    "https://a.example/x y?q=ä#ü",
    "//b.example/c",
    "../d",
    "#note",
    "#",
    "javascript:alert(1)",
    "https://user:pass@e.example:443/",
    "https://youtu.be/abc",
    "https://www.youtube.com/watch?v=abc",
    "data:image/png;base64,AA==",
    "data:text/html,x",
    "mailto:a@b.example",
    "https://[::1",
    "bundle://a.jpg",
];

/// Returns a value that often has another type than the one it replaces.
fn odd_value(random: &mut Random) -> Value {
    match random.below(16) {
        0 => Value::Null,
        1 => true.into(),
        2 => json!([]),
        3 => json!({}),
        4 => {
            random.one(&[json!(0), json!(-1), json!(1), json!(7), json!(i64::MAX), json!(u64::MAX)])
        }
        5 => random.one(&[
            json!(-0.0),
            json!(0.1 + 0.2),
            json!(5e-324),
            json!(1.797_693_134_862_315_7e308),
            json!(2.5),
            json!(0.833_333_333_333_333_4),
            json!(4_294_967_296.0_f64),
            json!(1e21),
        ]),
        6 => json!([random.one(TEXTS)]),
        7 => json!({ "text": random.one(TEXTS), random.one(MEMBERS): random.one(TEXTS) }),
        8 => json!({ "html": random.one(TEXTS) }),
        9 => json!([random.one(TEXTS), { "text": random.one(TEXTS), "bold": true }]),
        _ => random.one(TEXTS).into(),
    }
}

/// Members of Baca's own format.
const MEMBERS: &[&str] = &[
    "text",
    "html",
    "body",
    "items",
    "type",
    "title",
    "caption",
    "credit",
    "src",
    "url",
    "href",
    "id",
    "lang",
    "dir",
    "size",
    "align",
    "width",
    "height",
    "sources",
    "poster",
    "tracks",
    "seconds",
    "head",
    "rows",
    "level",
    "start",
    "value",
    "marker",
    "checked",
    "term",
    "open",
    "kind",
    "ruby",
    "math",
    "icon",
    "break",
    "wbr",
    "focus",
    "alt",
    "published",
    "modified",
    "byline",
    "name",
    "role",
    "org",
    "bio",
    "image",
    "key",
    "fallback",
    "frame",
    "provider",
    "attribution",
    "pull",
    "layout",
    "slides",
    "language",
    "verse",
    "dropcap",
    "content",
    "children",
    "rating",
    "minutes",
    "comments",
    "threads",
    "tabs",
    "replies",
    "state",
    "likes",
    "count",
    "label",
    "badge",
    "corrections",
    "editor",
    "tags",
    "related",
    "publisher",
    "lead",
    "kicker",
    "dek",
    "headline",
    "dateline",
    "truncated",
    "transcript",
    "reversed",
    "ordered",
    "colspan",
    "rowspan",
    "header",
];

/// Types of blocks.
const TYPES: &[&str] = &[
    "paragraph",
    "heading",
    "list",
    "quote",
    "image",
    "gallery",
    "video",
    "audio",
    "embed",
    "table",
    "code",
    "divider",
    "aside",
    "links",
    "update",
    "html",
    "group",
    "nobody",
];

/// Returns a mutation of `text`; it may contain parts of `other`.
pub fn mutate(random: &mut Random, text: &str, other: &str) -> String {
    let parsed = serde_json::from_str::<Value>(text);
    match parsed {
        Ok(mut value) if random.below(8) > 0 => {
            let donor = serde_json::from_str(other).unwrap_or(Value::from(other));
            for _ in 0..=random.below(4) {
                mutate_value(random, &mut value, &donor);
            }
            value.to_string()
        }
        _ => {
            let mut out = text.to_owned();
            for _ in 0..=random.below(4) {
                out = mutate_text(random, &out, other);
            }
            out
        }
    }
}

/// Changes one value of a document.
fn mutate_value(random: &mut Random, document: &mut Value, donor: &Value) {
    let target = pick(random, document);
    match random.below(12) {
        0..=3 => *target = odd_value(random),
        4 => {
            let mut donor = donor.clone();
            *target = pick(random, &mut donor).take();
        }
        5 => {
            let inner = target.take();
            *target = match random.below(3) {
                0 => json!([inner]),
                1 => json!({ random.one(MEMBERS): inner }),
                _ => json!([inner.clone(), inner]),
            };
        }
        6 | 7 => match target {
            Value::Object(members) => {
                let value =
                    if random.below(4) == 0 { random.one(TYPES).into() } else { odd_value(random) };
                members.insert(random.one(MEMBERS).into(), value);
            }
            Value::Array(list) => {
                let at = random.below(list.len() + 1);
                list.insert(at, odd_value(random));
            }
            other => *other = odd_value(random),
        },
        8 => match target {
            Value::Object(members) => {
                let keys: Vec<String> = members.keys().cloned().collect();
                if !keys.is_empty() {
                    let value = members.remove(&random.one(&keys)).unwrap_or_default();
                    if random.below(2) == 0 {
                        members.insert(random.one(MEMBERS).into(), value);
                    }
                }
            }
            Value::Array(list) if !list.is_empty() => {
                let at = random.below(list.len());
                list.remove(at);
            }
            other => *other = Value::Null,
        },
        9 => {
            if let Value::Array(list) = target {
                let (a, b) = (random.below(list.len()), random.below(list.len()));
                if a != b {
                    list.swap(a, b);
                }
            }
        }
        _ => match target {
            Value::String(text) => {
                *text = mutate_text(random, text, "");
            }
            Value::Number(number) => {
                let number = number.as_f64().unwrap_or_default();
                let changed = [-number, number * 1e9, number / 3.0, number + 0.5, number - 1.0];
                *target = match random.below(6) {
                    5 => number.to_string().into(),
                    at => changed.get(at).copied().into(),
                };
            }
            Value::Object(members) if random.below(2) == 0 => {
                members.insert("type".into(), random.one(TYPES).into());
            }
            other => *other = odd_value(random),
        },
    }
}

/// Returns a value of a document, which can be the document itself.
fn pick<'v>(random: &mut Random, document: &'v mut Value) -> &'v mut Value {
    let count = count(document);
    let mut index = random.below(count);
    find(document, &mut index).expect("an index below the number of values")
}

fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(list) => list.iter().map(count).sum(),
        Value::Object(members) => members.values().map(count).sum(),
        _ => 0,
    }
}

fn find<'v>(value: &'v mut Value, index: &mut usize) -> Option<&'v mut Value> {
    if *index == 0 {
        return Some(value);
    }
    *index -= 1;
    match value {
        Value::Array(list) => list.iter_mut().find_map(|value| find(value, index)),
        Value::Object(members) => in_members(members, index),
        _ => None,
    }
}

fn in_members<'v>(members: &'v mut Map<String, Value>, index: &mut usize) -> Option<&'v mut Value> {
    members.values_mut().find_map(|value| find(value, index))
}

/// Changes one place of a text.
pub fn mutate_text(random: &mut Random, text: &str, other: &str) -> String {
    let place = |random: &mut Random, text: &str| {
        let mut at = random.below(text.len() + 1);
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let (a, b) = (place(random, text), place(random, text));
    let near = place(random, text.get(a..).unwrap_or_default()).min(24) + a;
    let near = (a..=near).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(a);
    let (from, to) = (a.min(b), a.max(b));
    match random.below(8) {
        // Removes a part.
        0 => [&text[..a], &text[near..]].concat(),
        1 => [&text[..from], &text[to..]].concat(),
        // Repeats a part.
        2 => [&text[..near], &text[a..]].concat(),
        3 => text[..a].to_owned(),
        4 => {
            let (c, d) = (place(random, other), place(random, other));
            let part = other.get(c.min(d)..c.max(d)).unwrap_or_default();
            let part: String = part.chars().take(400).collect();
            [&text[..a], &part, &text[a..]].concat()
        }
        5 => [
            &text[..a],
            random.one(&["\"", "<", ">", "&", "\\ud800", "{", "}", "]", ",", ":", "\\", "\0"]),
            &text[a..],
        ]
        .concat(),
        _ => [&text[..a], random.one(TEXTS), &text[a..]].concat(),
    }
}
