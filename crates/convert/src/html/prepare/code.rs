//! Reduces the markup of syntax highlighters (tables with line numbers, elements per line, gists) to a
//! `pre` with the code alone.

use super::text::shown_text;
use crate::html::style;
use baca_model::WordList;
use baca_sys::html::{Element, Node};
use baca_wire::decoder::Decoder;

/// Returns the code of an element with line numbers as one `pre`; `None` if it has none.
pub fn code_block(e: &Element, decoder: &mut Decoder) -> Option<Element> {
    let lines = match e.name.as_str() {
        "table" => code_cells(e)?,
        "pre" => match e.find(&|e| e.name == "table").and_then(code_cells) {
            Some(lines) => lines,
            None if e.find(&is_line_number).is_some() => vec![e.children.clone()],
            None => return None,
        },
        _ => return None,
    };
    let is_code = |e: &Element| e.name == "code";
    let inner = e.find(&|e| is_code(e) && e.classes().next().is_some());
    let named = inner.or_else(|| e.find(&|e| e.name == "pre" && e.class_like(&["lang"])));
    let mut code = Element { name: "code".into(), ..Element::default() };
    if let Some(named) = named.or(Some(e)) {
        let kept = ["class", "data-lang", "data-language"];
        code.attributes =
            named.attributes.iter().filter(|(n, _)| kept.contains(&n.as_str())).cloned().collect();
    }
    let mut numbers = Vec::new();
    for mut line in lines {
        take_line_numbers(&mut line, &mut numbers);
        let ended = raw_text(&code.children).ends_with('\n');
        if !code.children.is_empty() && !ended {
            code.children.push(Node::Text("\n".into()));
        }
        code.children.append(&mut line);
    }
    number_cells(e, &mut numbers);
    if numbers.iter().any(|text| text.chars().any(char::is_alphanumeric)) {
        decoder.dropped("line numbers of code", &numbers.join(" "));
    }
    let ids = e.attributes.iter().filter(|(name, _)| name == "id").cloned().collect();
    Some(Element { name: "pre".into(), attributes: ids, children: vec![Node::Element(code)] })
}

/// Returns the contents of the code cells, in order; `None` if the table has no code with line numbers.
fn code_cells(table: &Element) -> Option<Vec<Vec<Node>>> {
    let mut all = Vec::new();
    cells_in(table, &mut all);
    let is_code = |cell: &&Element| {
        cell.find(&|e| e.name == "pre").is_some()
            || cell.class_like(&["code"])
            || cell.find(&|e| e.name == "code" || e.has_class("line")).is_some()
    };
    let is_number = |cell: &Element| is_line_number(cell) || has_only_line_numbers(cell);
    if !all.iter().any(|cell| is_number(cell)) {
        return None;
    }
    let code: Vec<&Element> = all.into_iter().filter(|cell| !is_number(cell)).collect();
    if code.is_empty()
        || !code.iter().all(|cell| is_code(cell) || shown_text(&cell.children).trim().is_empty())
    {
        return None;
    }
    Some(
        code.into_iter()
            .map(|cell| {
                let pre = cell.find(&|e| e.name == "pre");
                pre.unwrap_or(cell).children.clone()
            })
            .collect(),
    )
}

fn cells_in<'e>(e: &'e Element, out: &mut Vec<&'e Element>) {
    for e in e.elements() {
        match e.name.as_str() {
            "td" | "th" => out.push(e),
            "tr" | "tbody" | "thead" | "tfoot" => cells_in(e, out),
            _ => {}
        }
    }
}

/// Returns whether an element is a line number, or a column of them.
pub fn is_line_number(e: &Element) -> bool {
    const NAMES: WordList = WordList(
        "ln lnt lno lnum gl blob-num rouge-gutter gutter line-number line-numbers hljs-ln-n \
        linenodiv",
    );
    let named = e.classes().any(|class| {
        let class = class.to_ascii_lowercase();
        NAMES.contains(&class)
            || ["lineno", "linenum", "line-num", "hljs-ln-num", "crayon-num"]
                .iter()
                .any(|n| class.contains(n))
    });
    let is_unselectable = || {
        ["user-select", "-webkit-user-select"]
            .iter()
            .any(|name| style::property(e, name).as_deref() == Some("none"))
    };
    (named || is_unselectable()) && has_no_letters(e)
}

/// Returns whether all text of a cell is line numbers.
fn has_only_line_numbers(cell: &Element) -> bool {
    if cell.find(&is_line_number).is_none() {
        return false;
    }
    let mut children = cell.children.clone();
    let mut numbers = Vec::new();
    take_line_numbers(&mut children, &mut numbers);
    !numbers.is_empty() && shown_text(&children).trim().is_empty()
}

fn has_no_letters(e: &Element) -> bool {
    shown_text(&e.children).chars().all(|c| !c.is_alphabetic())
}

/// Moves the line numbers of nodes into `numbers`.
fn take_line_numbers(nodes: &mut Vec<Node>, numbers: &mut Vec<String>) {
    nodes.retain_mut(|node| match node {
        Node::Element(e) if is_line_number(e) => {
            numbers.push(shown_text(&e.children).trim().into());
            false
        }
        Node::Element(e) => {
            take_line_numbers(&mut e.children, numbers);
            true
        }
        Node::Text(_) => true,
    });
}

/// Collects the line numbers in cells of their own.
fn number_cells(e: &Element, numbers: &mut Vec<String>) {
    let mut all = Vec::new();
    let table = if e.name == "table" { Some(e) } else { e.find(&|e| e.name == "table") };
    if let Some(table) = table {
        cells_in(table, &mut all);
    }
    for cell in all.into_iter().filter(|cell| is_line_number(cell) || has_only_line_numbers(cell)) {
        numbers.push(shown_text(&cell.children).trim().into());
    }
}

/// Returns all text of nodes, unchanged.
fn raw_text(nodes: &[Node]) -> String {
    let mut out = String::new();
    for node in nodes {
        match node {
            Node::Text(text) => out.push_str(text),
            Node::Element(e) => out.push_str(&raw_text(&e.children)),
        }
    }
    out
}
