//! Rule: only the element builder in `crates/render/src/el` and the helpers in `src/web` create
//! elements; in scripts, only the files in [`SCRIPTS`] do.

use super::finding::Finding;
use super::rust::scan::WordRole;
use super::rust::Packages;
use super::script;
use super::tree::SourceTree;

const RULE: &str = "element-makers";

/// Folders of the Rust code that may create elements.
const MAKERS: [&str; 2] = ["crates/render/src/el", "src/web"];

/// The native HTML parser, whose nodes are not elements of a page.
const NATIVE: &str = "crates/sys/src";

/// Functions of the DOM that create elements: their names in Rust and in script.
const FUNCTIONS: [(&str, &str); 3] = [
    ("create_element", "createElement"),
    ("create_element_ns", "createElementNS"),
    ("clone_node", "cloneNode"),
];

/// Yew's type of elements.
const TYPES: [&str; 1] = ["VTag"];

/// Macros that create elements, unless they contain only components.
const MACROS: [&str; 2] = ["html", "html_nested"];

/// Folders of scripts that run in a site's page.
const IN_PAGES: [&str; 1] = ["static/loader"];

/// Script files that may create elements, without extension.
const SCRIPTS: [&str; 1] = ["static/loader/dom"];

/// Returns a finding for each place outside of the allowed files that creates elements.
pub fn check(tree: &SourceTree, packages: &Packages) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, scan) in packages.code() {
        let Some(file) = tree.file(path) else { continue };
        if !file.is_in(&["src", "crates"]) || file.is_in(&MAKERS) || file.is_in(&[NATIVE]) {
            continue;
        }
        for word in scan.words.iter().filter(|word| !word.test) {
            let text = word.text.as_str();
            let makes = match word.role {
                WordRole::Function => false,
                WordRole::Macro { markup } => markup && MACROS.contains(&text),
                WordRole::Qualifier => TYPES.contains(&text),
                WordRole::Other => FUNCTIONS.iter().any(|(name, _)| *name == text),
            };
            if makes {
                let message =
                    format!("`{text}` creates elements: only {} may", MAKERS.join(" and "));
                findings.push(Finding::new(RULE, path, word.line, message));
            }
        }
    }
    let in_pages = tree.files.iter().filter(|file| file.is_script() && file.is_in(&IN_PAGES));
    for file in in_pages.filter(|file| !SCRIPTS.iter().any(|name| is_script(&file.path, name))) {
        let code = script::code_only(&file.text, true);
        for (line, word) in script::words(&code) {
            if FUNCTIONS.iter().any(|(_, name)| *name == word) {
                let message =
                    format!("`{word}` creates elements: only {} may", SCRIPTS.join(" and "));
                findings.push(Finding::new(RULE, &file.path, line, message));
            }
        }
    }
    findings
}

/// Returns whether a path is `name` with the extension of a script.
pub fn is_script(path: &str, name: &str) -> bool {
    matches!(path.strip_prefix(name), Some(".js" | ".ts" | ".mjs"))
}

#[cfg(test)]
mod tests {
    use super::super::testing::findings;
    use super::*;

    #[test]
    fn elements_that_other_rust_files_create_are_reported() {
        let text =
            "//! A.\nfn f() { document.create_element(\"p\"); }\nfn g() { html! { <p/> } }\n\
                    fn h() -> VNode { VTag::new(\"p\").into() }\nfn create_element() {}";
        let files = [
            ("src/reader/a.rs", text),
            ("src/web/vdom.rs", text),
            ("crates/render/src/el/dom.rs", text),
            ("crates/sys/src/native/tree.rs", text),
            ("xtask/src/a.rs", text),
        ];
        let found = findings(&files, check);
        let end = "creates elements: only crates/render/src/el and src/web may";
        assert_eq!(
            found,
            [
                format!("src/reader/a.rs:2: element-makers: `create_element` {end}"),
                format!("src/reader/a.rs:3: element-makers: `html` {end}"),
                format!("src/reader/a.rs:4: element-makers: `VTag` {end}")
            ]
        );
    }

    #[test]
    fn markup_with_only_components_creates_no_elements() {
        let text = "fn f() { html! { <Compose eager={a < b} /> }; yew::html!(<><p/></>); }";
        assert_eq!(
            findings(&[("src/reader/a.rs", text)], check),
            ["src/reader/a.rs:1: element-makers: `html` creates elements: only crates/render/src/el \
              and src/web may"]
        );
    }

    #[test]
    fn tests_may_create_elements() {
        let text = "#[cfg(test)]\nmod tests { fn f() { document.create_element(\"p\"); } }";
        assert_eq!(findings(&[("src/reader/a.rs", text)], check), Vec::<String>::new());
    }

    #[test]
    fn elements_that_other_scripts_create_are_reported() {
        let text = "/** Makes. */\nconst p = document.createElement(\"p\"); // createElement\n";
        let files = [("static/loader/dom.ts", text), ("static/loader/preview.ts", text)];
        let end = "creates elements: only static/loader/dom may";
        assert_eq!(
            findings(&files, check),
            [format!("static/loader/preview.ts:2: element-makers: `createElement` {end}")]
        );
    }
}
