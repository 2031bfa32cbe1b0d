//! Compares `static/element.json` with the code: it declares every part, custom property, event,
//! attribute and property of the code, and no other. The code is searched as text.

use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

type Names = BTreeSet<String>;

/// Folders with the code of the element.
const FOLDERS: [&str; 3] = ["src", "crates", "static/loader"];
const LANGUAGES: [&str; 4] = ["rs", "js", "ts", "css"];

/// Elements that have parts.
const ELEMENTS: [&str; 20] = [
    "a",
    "article",
    "aside",
    "blockquote",
    "button",
    "div",
    "figure",
    "footer",
    "h1",
    "h2",
    "header",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "span",
    "table",
    "ul",
    "li",
];

/// Parts whose name or element is a variable in the code.
const BY_VARIABLE: [&str; 3] = ["video", "audio", "list"];

// Reading the code

/// Returns all source files, without lines that are comments.
fn code() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in FOLDERS {
        collect(&root.join(folder), &mut files);
    }
    assert!(files.len() > 50, "only {} files of code were found", files.len());
    files
}

fn collect(folder: &Path, files: &mut Vec<String>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            if path.file_name().is_some_and(|name| name != "target" && name != "tests") {
                collect(&path, files);
            }
        } else if path.extension().is_some_and(|end| LANGUAGES.iter().any(|known| end == *known)) {
            let text = fs::read_to_string(&path).unwrap();
            let is_comment = |line: &&str| {
                let line = line.trim_start();
                ["//", "/*", "* "].iter().any(|start| line.starts_with(start))
            };
            files
                .push(text.lines().filter(|line| !is_comment(line)).collect::<Vec<_>>().join("\n"));
        }
    }
}

/// Returns the string literal at the start of a text, and the rest.
fn literal(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start();
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (value, rest) = text[1..].split_once(quote)?;
    let plain = value.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    (plain && !value.is_empty()).then_some((value, rest.trim_start()))
}

/// Returns the text after each occurrence of `start`.
fn after<'a>(text: &'a str, start: &'a str) -> impl Iterator<Item = &'a str> {
    text.match_indices(start).map(move |(at, _)| &text[at + start.len()..])
}

/// Returns the text before and after each opening parenthesis.
fn calls(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.match_indices('(').map(|(at, _)| (&text[..at], &text[at + 1..]))
}

/// Returns the identifier at the end of a text, and the text before it.
fn callee(before: &str) -> (&str, &str) {
    let name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let rest = before.trim_end_matches(name);
    (&before[rest.len()..], rest)
}

/// Returns the parts that code creates: `part("p", "kicker")`, `set("part", "kicker")`,
/// `{ part: "kicker" }`.
fn parts_made(text: &str) -> Names {
    let by_function = calls(text).filter_map(|(before, arguments)| {
        let (function, rest) = callee(before);
        let (element, rest_of_arguments) = literal(arguments)?;
        let is_function = !function.is_empty() && !rest.ends_with('.');
        let is_part = is_function && ELEMENTS.contains(&element);
        let (part, _) = literal(rest_of_arguments.strip_prefix(',')?)?;
        is_part.then_some(part)
    });
    let by_attribute = after(text, "\"part\",").chain(after(text, " part:"));
    let by_attribute = by_attribute.filter_map(|rest| Some(literal(rest)?.0));
    by_function.chain(by_attribute).map(Into::into).collect()
}

/// Returns the parts in selectors: `[part~="kicker"]`.
fn parts_selected(text: &str) -> Names {
    let selected = after(text, "[part=").chain(after(text, "[part~="));
    let names = selected.filter_map(|rest| {
        let rest = rest.trim_start_matches(['"', '\'', '\\']);
        let end = rest.find(|c: char| !(c.is_ascii_lowercase() || c == '-'))?;
        Some(rest[..end].to_string())
    });
    names.filter(|name| !name.is_empty()).collect()
}

/// Returns the public custom properties with their fallbacks: `var(--baca-radius, 1rem)`.
fn custom_properties(text: &str) -> Vec<(String, Option<String>)> {
    let read = |rest: &str| {
        let end = rest.find(|c: char| !(c.is_ascii_lowercase() || c == '-'))?;
        let name = (end > 0).then(|| format!("--baca-{}", &rest[..end]))?;
        let fallback = rest[end..].strip_prefix(',').map(|rest| {
            let mut depth = 0;
            let end = rest.find(|c| {
                depth += i32::from(c == '(') - i32::from(c == ')');
                depth < 0
            });
            rest[..end.unwrap_or(rest.len())].trim().to_string()
        });
        Some((name, fallback))
    };
    after(text, "--baca-").filter_map(read).collect()
}

/// Returns the events that code dispatches: `emit("view", …)` and `emit(host, "view", …)`.
fn events(text: &str) -> Names {
    let sent = calls(text).filter_map(|(before, arguments)| {
        if !callee(before).0.starts_with("emit") {
            return None;
        }
        let with_host = || {
            let (host, rest) = arguments.split_once(',')?;
            let plain = |c: char| c.is_ascii_alphanumeric() || "_.&#:\n ".contains(c);
            literal(rest).filter(|_| host.chars().all(plain))
        };
        let (name, rest) = literal(arguments).or_else(with_host)?;
        rest.starts_with(',').then(|| format!("baca-{name}"))
    });
    sent.collect()
}

fn all(files: &[String], find: impl Fn(&str) -> Names) -> Names {
    files.iter().flat_map(|text| find(text)).collect()
}

// The declaration

fn declared() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("static/element.json");
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// Returns the member `key` of each entry that has it.
fn names(list: &Value, key: &str) -> Names {
    let entries = list.as_array().unwrap().iter();
    entries.filter_map(|entry| Some(entry[key].as_str()?.to_string())).collect()
}

/// Returns the values of a union type.
fn values(element: &Value, name: &str) -> Names {
    let types = element["types"].as_array().unwrap();
    names(&types.iter().find(|one| one["name"] == name).unwrap()["values"], "name")
}

#[test]
fn the_declared_parts_are_those_that_code_creates() {
    let declared = names(&declared()["parts"], "name");
    let files = code();
    let mut made = all(&files, parts_made);
    for name in BY_VARIABLE {
        let quoted = format!("\"{name}\"");
        assert!(files.iter().any(|text| text.contains(&quoted)), "nothing creates {name}");
        made.insert(name.into());
    }
    assert_eq!(declared, made);
    let selected = all(&files, parts_selected);
    assert!(selected.is_subset(&declared), "{:?}", &selected - &declared);
}

#[test]
fn the_declared_custom_properties_and_defaults_are_those_of_the_style_sheets() {
    let element = declared();
    let files = code();
    let used: Vec<_> = files.iter().flat_map(|text| custom_properties(text)).collect();
    let found: Names = used.iter().map(|(name, _)| name.clone()).collect();
    assert_eq!(names(&element["customProperties"], "name"), found);
    for property in element["customProperties"].as_array().unwrap() {
        let fallbacks = used.iter().filter(|(name, _)| property["name"] == name.as_str());
        for fallback in fallbacks.filter_map(|(_, fallback)| fallback.as_deref()) {
            let default = if fallback.starts_with("var(") { "by theme" } else { fallback };
            assert_eq!(property["default"], default, "{}", property["name"]);
        }
    }
}

#[test]
fn the_declared_events_are_those_that_code_dispatches() {
    assert_eq!(names(&declared()["events"], "name"), all(&code(), events));
}

#[test]
fn the_declared_attributes_and_properties_are_those_of_the_class() {
    let element = declared();
    let files = code();
    let class = files.iter().find(|text| text.contains("observedAttributes = [")).unwrap();
    let list = after(class, "observedAttributes = [").next().unwrap();
    let list = list.split_once(']').unwrap().0;
    let observed: Names =
        list.split(',').filter_map(|name| Some(literal(name)?.0.into())).collect();
    let attributes = names(&element["fields"], "attribute");
    let readers = ["host.getAttribute(", "host.get_attribute("];
    let read: Names = files
        .iter()
        .flat_map(|text| readers.map(|start| after(text, start)))
        .flatten()
        .filter_map(|rest| Some(literal(rest)?.0.into()))
        .collect();
    assert_eq!(attributes, &observed | &read);

    let accessors = |kind: &str| -> Names {
        let named = class.lines().filter_map(|line| line.trim_start().strip_prefix(kind));
        named.filter_map(|rest| Some(rest.split_once('(')?.0.to_string())).collect()
    };
    let fields = element["fields"].as_array().unwrap();
    let writable: Value =
        fields.iter().filter(|field| field["readonly"] != true).cloned().collect();
    assert_eq!(names(&element["fields"], "property"), accessors("get "));
    assert_eq!(names(&writable, "property"), accessors("set "));
    for method in names(&element["methods"], "name") {
        assert!(class.contains(&format!("\n  {method}(")), "the class has no {method}()");
    }
}

#[test]
fn every_value_of_a_union_type_is_in_the_code() {
    let files = code();
    for one in declared()["types"].as_array().unwrap() {
        for value in names(&one["values"], "name") {
            let quoted = format!("\"{value}\"");
            assert!(files.iter().any(|text| text.contains(&quoted)), "{}: {value}", one["name"]);
        }
    }
}

#[test]
fn the_error_codes_and_formats_of_the_code_are_declared() {
    let element = declared();
    let files = code();
    let of = |start: &str| {
        all(&files, |text| {
            after(text, start).filter_map(|rest| Some(literal(rest)?.0.to_string())).collect()
        })
    };
    let errors = of("new BacaError(");
    assert!(errors.len() > 4, "{errors:?}");
    assert!(errors.is_subset(&values(&element, "BacaErrorCode")), "{errors:?}");
    let mut formats = of("FORMAT: Format = Format { name:");
    // HTML has no entry in the table of formats.
    formats.insert("html".into());
    assert_eq!(values(&element, "BacaFormat"), formats);
}

#[test]
fn names_are_found_in_each_form_that_code_uses() {
    let set = |names: &[&str]| -> Names { names.iter().map(ToString::to_string).collect() };
    let text = r#"part("p", "kicker"); begin("div", "table"); tag("b").set("part", "top");
        make("div", { class: "x", part: "error" }); list.set("span", "no"); f("p", other); ("p", "no")"#;
    assert_eq!(parts_made(text), set(&["kicker", "table", "top", "error"]));
    let text = r#"[part~="dek"] [part=body] [part~='lead'] `[part=${part}]`"#;
    assert_eq!(parts_selected(text), set(&["dek", "body", "lead"]));
    let text = r#"context.emit("a-b", &[]); emit(this.#host, "c", d); dom::emit(&panels.host, "e", &f);
        call(app, "no", id); done.emit(Some("no")); context.report("no", &g); emit("no")"#;
    assert_eq!(events(text), set(&["baca-a-b", "baca-c", "baca-e"]));
    let text = "var(--baca-a, 1rem) var(--baca-b-c, var(--t, f(1))) `--baca-…`";
    let expected = [("--baca-a", "1rem"), ("--baca-b-c", "var(--t, f(1))")];
    let expected = expected.map(|(name, fallback)| (name.into(), Some(fallback.into())));
    assert_eq!(custom_properties(text), expected);
}
