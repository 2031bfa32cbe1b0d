//! Interface language and writing direction. The script half is tested with the same inputs
//! (`tests/support/languages.json`, `tests/flows/loader.test.mjs`).

use baca_model::Dir;
use baca_render::messages::{none_fetched, Messages, READER};
use baca_sys::intl::direction_of;
use serde_json::{Map, Value};

fn inputs() -> Value {
    serde_json::from_str(include_str!("support/languages.json")).expect("JSON")
}

fn texts(list: &Value) -> Vec<&str> {
    list.as_array().expect("a list").iter().map(|text| text.as_str().expect("a text")).collect()
}

#[test]
fn the_interface_uses_the_first_language_that_it_has() {
    let inputs = inputs();
    for case in inputs["interface"].as_array().expect("cases") {
        let wanted = texts(&case["wanted"]);
        let messages = Messages::choose(&wanted, &Map::new(), READER, &none_fetched);
        assert_eq!(messages.lang(), case["chosen"].as_str().unwrap_or("en"), "{case}");
    }
}

#[test]
fn a_language_has_the_direction_of_its_script() {
    let inputs = inputs();
    for (name, dir) in [("rtl", Dir::Rtl), ("ltr", Dir::Ltr), ("auto", Dir::Auto)] {
        for lang in texts(&inputs["direction"][name]) {
            assert_eq!(direction_of(lang), dir, "{lang:?}");
        }
    }
}
