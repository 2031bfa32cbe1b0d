//! Formats the output of `check`.

use crate::json_lines;
use baca_model::{plain_text, Article, Block, Byline, Kind};
use baca_wire::decoder::Problem;
use baca_wire::document::DecodedArticle;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Returns the format, the header, the blocks by type and the problems of a converted document.
pub fn report(decoded: &DecodedArticle, text: &str) -> String {
    let mut out = String::new();
    let article = &decoded.article;
    let mut line = |name: &str, value: &str| {
        if !value.is_empty() {
            let _ = writeln!(out, "{name:<11}{value}");
        }
    };
    line("format", decoded.format);
    line("headline", &article.headline_text());
    line("dek", &plain_text(&article.dek));
    line("byline", &byline(article));
    for (name, value) in [
        ("dateline", &article.dateline),
        ("published", &article.published),
        ("modified", &article.modified),
        ("language", &article.lang),
        ("address", &article.url),
    ] {
        line(name, value.as_deref().unwrap_or_default());
    }
    line("lead", article.lead.as_ref().map_or("none", |lead| kind(&lead.kind)));
    let mut counts = BTreeMap::new();
    count(&article.body, &mut counts);
    let counted: Vec<String> = counts.iter().map(|(name, n)| format!("{n} {name}")).collect();
    line("blocks", &if counted.is_empty() { "none".into() } else { counted.join(", ") });
    if article.truncated {
        line("", "too long: parts beyond the limits were dropped");
    }
    // Unknown parts whose texts are shown are not lost.
    let (noted, dropped): (Vec<_>, Vec<_>) =
        decoded.problems.iter().partition(|problem| problem.message.ends_with(SHOWN));
    if dropped.is_empty() && !article.truncated {
        out.push_str("nothing was dropped\n");
    }
    for (name, problems) in [("dropped", dropped), ("noted", noted)] {
        if problems.is_empty() {
            continue;
        }
        let _ = writeln!(out, "{name:<11}{}", problems.len());
        for problem in problems {
            let _ = writeln!(out, "  {}", located(problem, text));
        }
    }
    out
}

/// End of the messages about unknown parts whose texts are shown.
const SHOWN: &str = "its texts are shown";

/// Returns a problem as text, with the line of its path if `text` contains it.
pub fn located(problem: &Problem, text: &str) -> String {
    match json_lines::line_of(text, &problem.path) {
        Some(line) => format!("line {line}: {problem}"),
        None => problem.to_string(),
    }
}

fn byline(article: &Article) -> String {
    match &article.byline {
        Byline::Line(line) => plain_text(line),
        Byline::People(people) => {
            people.iter().map(|p| p.name.as_str()).collect::<Vec<_>>().join(", ")
        }
    }
}

/// Counts blocks by type, including nested ones.
fn count(blocks: &[Block], counts: &mut BTreeMap<&'static str, usize>) {
    for block in blocks {
        *counts.entry(kind(&block.kind)).or_default() += 1;
        match &block.kind {
            Kind::Quote { body, .. } | Kind::Aside { body, .. } | Kind::Group(body) => {
                count(body, counts);
            }
            Kind::List { items, .. } => items.iter().for_each(|item| count(&item.body, counts)),
            Kind::Update(update) => count(&update.body, counts),
            _ => {}
        }
    }
}

/// Returns the type of a block in Baca's own format.
fn kind(kind: &Kind) -> &'static str {
    match kind {
        Kind::Paragraph { .. } => "paragraph",
        Kind::Heading { .. } => "heading",
        Kind::List { .. } => "list",
        Kind::Quote { .. } => "quote",
        Kind::Image(_) => "image",
        Kind::Gallery { .. } => "gallery",
        Kind::Video(_) => "video",
        Kind::Audio(_) => "audio",
        Kind::Embed(_) => "embed",
        Kind::Table { .. } => "table",
        Kind::Code { .. } => "code",
        Kind::Divider => "divider",
        Kind::Aside { .. } => "aside",
        Kind::Links { .. } => "links",
        Kind::Update(_) => "update",
        Kind::Group(_) => "group",
    }
}
