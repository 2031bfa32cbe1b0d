//! Values of Open Graph that differ from those of the article: absolute URLs of images, and locales with a
//! territory. <https://ogp.me/>

use baca_model::{Article, Image, Kind};

/// Languages with a single territory that Open Graph's consumers know; `id` alone says nothing to them.
const TERRITORIES: &str = "\
    af_ZA am_ET az_AZ be_BY bg_BG bs_BA ca_ES cs_CZ cy_GB da_DK el_GR et_EE eu_ES fa_IR fi_FI fil_PH ga_IE \
    gl_ES gu_IN he_IL hi_IN hr_HR hu_HU hy_AM id_ID is_IS it_IT ja_JP jv_ID ka_GE kk_KZ km_KH kn_IN ko_KR \
    ky_KG lo_LA lt_LT lv_LV mk_MK ml_IN mn_MN mr_IN ms_MY mt_MT my_MM nb_NO ne_NP nn_NO pa_IN pl_PL ps_AF \
    ro_RO ru_RU si_LK sk_SK sl_SI so_SO sq_AL sr_RS su_ID sv_SE ta_IN te_IN tg_TJ th_TH tl_PH tr_TR uk_UA \
    ur_PK uz_UZ vi_VN";

/// Returns the locale of a language tag (BCP 47) as Open Graph writes it: `pt-BR` is `pt_BR`, `id` is
/// `id_ID`. Returns `None` if its territory is unknown.
pub fn locale(lang: &str) -> Option<String> {
    let mut subtags = lang.split(['-', '_']);
    let language = subtags.next()?.to_ascii_lowercase();
    if !(2..=3).contains(&language.len()) || !language.bytes().all(|b| b.is_ascii_lowercase()) {
        return None;
    }
    // Neither scripts (four letters) nor variants; what follows a singleton is an extension.
    let territory = subtags
        .take_while(|subtag| subtag.len() > 1)
        .find(|subtag| subtag.len() == 2 && subtag.bytes().all(|b| b.is_ascii_alphabetic()));
    match territory {
        Some(territory) => Some([&language, "_", &territory.to_ascii_uppercase()].concat()),
        None => {
            let begin = [&language, "_"].concat();
            TERRITORIES.split(' ').find(|locale| locale.starts_with(&begin)).map(Into::into)
        }
    }
}

/// Returns the article's lead image.
pub fn lead_image(article: &Article) -> Option<&Image> {
    match &article.lead.as_ref()?.kind {
        Kind::Image(image) => Some(image),
        Kind::Gallery { items, .. } => items.first(),
        Kind::Video(media) | Kind::Audio(media) => media.poster.as_ref(),
        _ => None,
    }
}

/// Returns the absolute URL of the lead image, for pages elsewhere that show it. A relative URL is resolved
/// against the article's; without that, and for an image in a `data:` URL, there is none.
pub fn shared_image(article: &Article) -> Option<String> {
    let base = article.url.as_deref().unwrap_or_default();
    let url = baca_sys::url::join(&lead_image(article)?.src, base)?;
    (url.starts_with("https://") || url.starts_with("http://")).then_some(url)
}

/// Returns the URL of a lead image that `og:image` cannot name because the URL is relative.
pub fn unshared_image(article: &Article) -> Option<&str> {
    let src = lead_image(article)?.src.as_str();
    (!src.starts_with("data:") && shared_image(article).is_none()).then_some(src)
}

#[cfg(test)]
mod tests {
    use super::*;
    use baca_model::Block;

    #[test]
    fn a_locale_has_its_territory_where_that_is_known() {
        for (lang, wanted) in [
            ("id", Some("id_ID")),
            ("pt-BR", Some("pt_BR")),
            ("pt_br", Some("pt_BR")),
            ("zh-Hant-TW", Some("zh_TW")),
            ("en-GB-oxendict", Some("en_GB")),
            ("es-419", None),
            ("en", None),
            ("de-u-co-phonebk", None),
            ("sr-Latn", Some("sr_RS")),
            ("fil", Some("fil_PH")),
            ("x-private", None),
            ("", None),
        ] {
            assert_eq!(locale(lang).as_deref(), wanted, "{lang}");
        }
    }

    #[test]
    fn a_shared_image_is_absolute() {
        for (src, url, wanted) in [
            ("https://a.example/b.jpg", None, Some("https://a.example/b.jpg")),
            ("b.jpg", Some("https://a.example/news/1"), Some("https://a.example/news/b.jpg")),
            ("/b.jpg", Some("/news/1"), None),
            ("b.jpg", None, None),
            ("data:image/png;base64,AA==", None, None),
        ] {
            let image = Image { src: src.into(), ..Image::default() };
            let lead = Some(Block::from(Kind::Image(image)));
            let article = Article { lead, url: url.map(Into::into), ..Article::default() };
            assert_eq!(shared_image(&article).as_deref(), wanted, "{src}");
            let warned = wanted.is_none() && !src.starts_with("data:");
            assert_eq!(unshared_image(&article).is_some(), warned, "{src}");
        }
    }
}
