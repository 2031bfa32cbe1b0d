//! Decodes the members about access, live coverage and the next article. In a browser only the converters
//! need them: the script that uses them reads the document itself.

use super::fields::{date_at, Object};
use crate::decoder::Decoder;
use baca_model::{Newsroom, NextArticle};
use baca_sys::url::Purpose;
use serde_json::Value;

/// The members of `access`, and of `next`.
const ACCESS_MEMBERS: [&str; 1] = ["free"];
const NEXT_MEMBERS: [&str; 3] = ["src", "url", "headline"];

impl Decoder {
    /// Decodes the members about access, live coverage and the next article, if a caller needs them.
    pub(super) fn newsroom(&mut self, object: &Object) -> Newsroom {
        #[cfg(not(target_arch = "wasm32"))]
        return newsroom(self, object);
        #[cfg(target_arch = "wasm32")]
        self.converter
            .map_or_else(Newsroom::default, |converter| (converter.newsroom)(self, object))
    }
}

/// Decodes the members `access`, `live`, `liveUntil` and `next` of an article.
pub fn newsroom(decoder: &mut Decoder, object: &Object) -> Newsroom {
    Newsroom {
        free: decoder.field(object, "access", |decoder, value| {
            let Value::Object(access) = value else { return decoder.reject("expected an object") };
            decoder.only(access, &ACCESS_MEMBERS);
            decoder.bool_at(access, "free")
        }),
        live: decoder.bool_at(object, "live"),
        live_until: date_at(object, "liveUntil", decoder),
        next: decoder.field(object, "next", next),
    }
}

/// Decodes the next article: an object, or the URL of its document alone. `None` without a URL.
fn next(decoder: &mut Decoder, value: &Value) -> Option<NextArticle> {
    let Value::Object(object) = value else {
        let src = decoder.url(value, Purpose::Link);
        return src.map(|src| NextArticle { src: Some(src), ..NextArticle::default() });
    };
    decoder.only(object, &NEXT_MEMBERS);
    let next = NextArticle {
        src: decoder.url_at(object, "src", Purpose::Link),
        url: decoder.url_at(object, "url", Purpose::Link),
        headline: decoder.text_at(object, "headline"),
    };
    (next.src.is_some() || next.url.is_some()).then_some(next)
}
