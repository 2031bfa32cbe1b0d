//! The table of providers, by their `type` in the configuration.

use super::fields::Fields;
use super::native::CommentApi;
use super::provider::{ConfiguredProvider, Descriptor, FromConfig, Provider};
use super::{iframe, native, script};
use baca_wire::decoder::Decoder;
use serde_json::{Map, Value};
use std::rc::Rc;

/// Makes a provider from the fields of its configuration.
type Make<T> = fn(&mut Fields) -> Option<Rc<T>>;

/// Makes two tables of one list of providers: all of them, and those that Baca renders. They are separate
/// so that each module links only the code that its own table refers to.
macro_rules! providers {
    (native { $($native:ty,)* } third_party { $($third_party:ty,)* }) => {
        const PROVIDERS: &[(&Descriptor, Make<dyn Provider>)] = &[
            $((&<$native as FromConfig>::DESCRIPTOR, make_provider::<$native>),)*
            $((&<$third_party as FromConfig>::DESCRIPTOR, make_provider::<$third_party>),)*
        ];
        const COMMENT_APIS: &[(&Descriptor, Make<dyn CommentApi>)] = &[
            $((&<$native as FromConfig>::DESCRIPTOR, make_comment_api::<$native>),)*
        ];
    };
}

providers! {
    native {
        native::embedded::EmbeddedComments,
        native::wordpress::WordPress,
        native::isso::Isso,
        native::cusdis::Cusdis,
        native::mastodon::Mastodon,
        native::bluesky::Bluesky,
        native::activitypub::ActivityPub,
    }
    third_party {
        iframe::giscus::Giscus,
        iframe::utterances::Utterances,
        iframe::remark42::Remark42,
        iframe::discourse::Discourse,
        script::disqus::Disqus,
        script::facebook::Facebook,
        script::hyvor::Hyvor,
        script::commento::Commento,
        script::comentario::Comentario,
        script::waline::Waline,
        script::coral::Coral,
    }
}

fn make_provider<P: FromConfig + Provider + 'static>(
    fields: &mut Fields,
) -> Option<Rc<dyn Provider>> {
    Some(Rc::new(P::from_config(fields)?))
}

fn make_comment_api<S: FromConfig + CommentApi + 'static>(
    fields: &mut Fields,
) -> Option<Rc<dyn CommentApi>> {
    Some(Rc::new(S::from_config(fields)?))
}

/// Decodes the configuration of one provider. Reports what is invalid to `decoder`.
pub fn read_provider(value: &Value, decoder: &mut Decoder) -> Option<ConfiguredProvider> {
    let Some(object) = value.as_object() else { return decoder.reject("expected an object") };
    let kind = decoder.text_at(object, "type");
    let row = PROVIDERS.iter().find(|(known, _)| Some(known.kind) == kind.as_deref());
    let Some((descriptor, make)) = row else {
        return decoder
            .field(object, "type", |decoder, _| decoder.reject("unknown provider of comments"));
    };
    let mut fields = Fields::of(object, decoder);
    let provider = make(&mut fields)?;
    Some(ConfiguredProvider {
        descriptor,
        name: fields.text_or("label", descriptor.label),
        provider,
        config: value.clone(),
    })
}

/// Decodes the configuration of a provider that Baca renders. Returns `None` for any other provider.
pub fn comment_api_of(
    object: &Map<String, Value>,
    decoder: &mut Decoder,
) -> Option<Rc<dyn CommentApi>> {
    let kind = object.get("type").and_then(Value::as_str);
    let (_, make) = COMMENT_APIS.iter().find(|(known, _)| Some(known.kind) == kind)?;
    make(&mut Fields::of(object, decoder))
}
