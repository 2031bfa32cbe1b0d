//! Baca's own format: what is written is read again as it was, whatever it was before.

use baca::article::model::Article;
use baca::article::{formats, write};
use baca::platform::current;
use std::fs;
use std::path::{Path, PathBuf};

const BASE: &str = "https://news.example/a/b.json";

/// Every JSON file of a folder and of those in it; none if it is not there.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            out.extend(files(&path));
        } else if path.extension().is_some_and(|extension| extension == "json") {
            out.push(path);
        }
    }
    out.sort();
    out
}

fn own_examples() -> Vec<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut out = files(&here.join("static/schema/examples"));
    out.extend(files(&here.join("static/demo/articles")));
    out.extend(files(&here.join("../shared/article-format")));
    out.retain(|path| !path.to_string_lossy().ends_with(".schema.json"));
    out
}

fn again(article: &Article) -> Article {
    let written = write::article(article);
    let outcome = formats::read_own(&written, false, current(), BASE, true);
    outcome.expect("what we write is an article").article
}

#[test]
fn every_example_is_read_without_a_problem_but_the_ones_it_shows() {
    let examples = own_examples();
    assert!(!examples.is_empty());
    for path in examples {
        let text = fs::read_to_string(&path).expect("readable");
        let outcome = formats::read(&text, current(), BASE, None, None);
        let outcome = outcome.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert_eq!(outcome.format, "baca");
        let unexpected: Vec<_> =
            outcome.problems.iter().filter(|p| !p.message.contains("unknown type")).collect();
        assert!(unexpected.is_empty(), "{}: {unexpected:?}", path.display());
    }
}

#[test]
fn what_is_written_is_read_again_as_it_was() {
    let mut all = own_examples();
    let corpora = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora");
    all.extend(files(&corpora));
    let mut read = 0;
    for path in all {
        let text = fs::read_to_string(&path).expect("readable");
        let Ok(outcome) = formats::read(&text, current(), BASE, None, None) else { continue };
        read += 1;
        assert_eq!(again(&outcome.article), outcome.article, "{}", path.display());
    }
    assert!(read > 0);
}

#[test]
fn each_way_to_be_malformed_is_told_apart() {
    let code = |text: &str| match formats::read(text, current(), BASE, None, None) {
        Ok(_) => "an article",
        Err(error) => error.code(),
    };
    for (text, wanted) in [
        ("", "not-json"),
        ("{", "not-json"),
        ("<!doctype html><title>Log in</title>", "not-json"),
        ("null", "not-an-article"),
        ("[]", "not-an-article"),
        ("{\"error\":\"no\"}", "not-an-article"),
        ("{\"baca\":1}", "not-an-article"),
        ("{\"baca\":1,\"headline\":7}", "an article"),
        ("{\"baca\":1,\"headline\":{},\"body\":[\"x\"]}", "an article"),
        ("{\"baca\":2,\"headline\":\"x\"}", "unsupported"),
    ] {
        assert_eq!(code(text), wanted, "{text}");
    }
    assert_eq!(code(&" ".repeat(8 * 1024 * 1024 + 1)), "too-large");
}

#[test]
fn a_wrong_field_is_dropped_alone_and_named_by_its_path() {
    let text = r#"{"baca":1,"headline":"H","dek":{},"published":"soon","lang":["id"],
        "body":["One.",{"type":"image"},{"type":"nobody","text":"Two."},7,null,
        {"type":"list","items":[{"text":[{"bold":true}]},"Three."]}]}"#;
    let outcome = formats::read(text, current(), BASE, None, None).expect("an article");
    let body: String = outcome.article.body.iter().map(baca::article::stats::text).collect();
    for wanted in ["One.", "Two.", "7", "Three."] {
        assert!(body.contains(wanted), "{wanted}: {body}");
    }
    let paths: Vec<&str> = outcome.problems.iter().map(|p| p.path.as_str()).collect();
    for wanted in ["dek", "published", "lang", "body[1]", "body[2]"] {
        assert!(paths.iter().any(|path| path.starts_with(wanted)), "{wanted}: {paths:?}");
    }
}

#[test]
fn too_many_blocks_end_in_a_notice_after_what_fits() {
    let body = vec!["\"x\""; 20_001].join(",");
    let text = format!("{{\"baca\":1,\"headline\":\"H\",\"body\":[{body}]}}");
    let outcome = formats::read(&text, current(), BASE, None, None).expect("an article");
    assert_eq!(outcome.article.body.len(), 20_000);
    assert!(outcome.article.truncated);
}
