//! Reads mutations of the samples. Nothing may panic or take long, and what is read must hold the properties
//! below.
//!
//! `cargo xtask fuzz` reads more mutations, with optimisation. It sets `BACA_SEED`, the seed, and `BACA_CASES`,
//! the number of mutations for each property. A failure prints the number of its case: `BACA_CASE=n` runs it
//! alone.
#![recursion_limit = "512"]

#[path = "../corpus_support/mod.rs"]
mod corpus_support;
#[allow(dead_code)] // its readers of blocks
#[path = "../formats_fixtures/mod.rs"]
mod formats_fixtures;
#[path = "../html_support/mod.rs"]
mod html_support;
mod mutate;
mod run;
mod samples;

use baca_convert::formats;
use baca_render::page::{self, Options, Site};
use baca_wire::decoder::dates;
use baca_wire::encode;
use mutate::{mutate, mutate_text, TEXTS};
use run::each_case;
use samples::samples;
use std::rc::Rc;

#[test]
fn an_encoded_article_is_decoded_unchanged() {
    let samples = samples();
    each_case(300, 4, |random| {
        let (name, text) = &samples[random.below(samples.len())];
        let (_, other) = &samples[random.below(samples.len())];
        let text = mutate(random, text, other);
        let base = random.one(&["", "https://news.example/a/b.json"]);
        let hint = random.one(&[None, None, None, Some("html")]);
        let Ok(decoded) = formats::read(&text, base, hint, None) else { return Ok(false) };
        let written = encode::article(&decoded.article).to_string();
        let again = formats::read(&written, base, None, None)
            .map_err(|error| format!("{name}: {error}: {written}"))?;
        if again.article == decoded.article {
            return Ok(true);
        }
        let second = encode::article(&again.article).to_string();
        let difference = match written == second {
            true => difference(&format!("{:?}", decoded.article), &format!("{:?}", again.article)),
            false => difference(&written, &second),
        };
        Err(format!("{name} ({base:?}, {hint:?}): {difference}"))
    });
}

#[test]
fn converted_markup_has_only_allowed_urls() {
    let samples: Vec<_> =
        samples().into_iter().filter(|(name, _)| name.ends_with(".html")).collect();
    each_case(200, 1, |random| {
        let (name, text) = &samples[random.below(samples.len())];
        let (_, other) = &samples[random.below(samples.len())];
        let text = mutate(random, text, other);
        let urls = html_support::urls(&html_support::blocks(&text));
        match urls.into_iter().find(|url| !html_support::is_allowed(url)) {
            Some(url) => Err(format!("{name}: {url}")),
            None => Ok(true),
        }
    });
}

#[test]
fn a_rendered_page_has_no_script_or_style_of_the_article() {
    let samples = samples();
    each_case(150, 4, |random| {
        let (name, text) = &samples[random.below(samples.len())];
        let (_, other) = &samples[random.below(samples.len())];
        let Ok(decoded) = formats::read(&mutate(random, text, other), "", None, None) else {
            return Ok(false);
        };
        let config = mutate(random, r#"{"site":{"name":"N"},"labels":{"en":{"by":"B"}}}"#, text);
        let options = Options {
            src: Some(random.one(TEXTS).into()),
            lang: Some(random.one(TEXTS).into()),
            site: Site::read(&config).unwrap_or_default(),
            ..Options::default()
        };
        let html = page::document(&Rc::new(decoded.article), &options);
        // Text is escaped, so these can only be elements and attributes.
        for wrong in [" style=\"", " onerror=\"", " onload=\"", "href=\"javascript:"] {
            if html.contains(wrong) {
                return Err(format!("{name}: {wrong}"));
            }
        }
        let data = ["application/json\">", "application/ld+json\">"]
            .map(|kind| html.matches(&format!("<script type=\"{kind}")).count());
        match html.matches("<script").count() == data.iter().sum::<usize>() {
            true => Ok(true),
            false => Err(format!("{name}: a script")),
        }
    });
}

#[test]
fn a_date_that_is_read_is_read_again_unchanged() {
    each_case(2_000, 20, |random| {
        let mut text = String::from(random.one(TEXTS));
        for _ in 0..random.below(3) {
            let other = random.one(TEXTS);
            text = mutate_text(random, &text, other);
        }
        let Ok(date) = dates::iso(&text) else { return Ok(false) };
        match dates::is_iso(&date) && dates::iso(&date).as_deref() == Ok(&date) {
            true => Ok(true),
            false => Err(format!("{text:?} is {date:?}, which is {:?}", dates::iso(&date))),
        }
    });
}

#[test]
fn comments_are_converted_to_known_elements() {
    let samples = samples();
    each_case(150, 1, |random| {
        let (name, text) = &samples[random.below(samples.len())];
        let other = random.one(TEXTS);
        let text = mutate(random, text, other);
        let value = serde_json::from_str(&text).unwrap_or(text.into());
        let markup = formats::comment(&value, "https://news.example/").to_string();
        match markup.contains("javascript:") && markup.contains("\"href\":\"javascript:") {
            true => Err(format!("{name}: {markup}")),
            false => Ok(true),
        }
    });
}

/// Returns the text around the first difference of two texts.
fn difference(first: &str, second: &str) -> String {
    let same = first.bytes().zip(second.bytes()).take_while(|(a, b)| a == b).count();
    let around = |text: &str| {
        let bytes =
            &text.as_bytes()[same.saturating_sub(90).min(text.len())..text.len().min(same + 90)];
        String::from_utf8_lossy(bytes).into_owned()
    };
    format!("\n  first  …{}\n  second …{}", around(first), around(second))
}
