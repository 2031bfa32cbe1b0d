//! The writing direction of languages.

#[cfg(browser)]
use super::browser::likely_script;
#[cfg(not(browser))]
use super::native::likely_script;
use crate::text;
use baca_model::Dir;

/// Scripts that run from right to left (`static/loader/direction.ts` has them as well).
const RTL_SCRIPTS: &str = "\
    adlm arab aran armi avst chrs cprt elym gara hatr hebr hung khar lydi mand mani mend merc \
    mero narb nbat nkoo orkh ougr palm phli phlp phnx prti rohg samr sarb sidt sogd sogo syrc \
    syre syrj syrn thaa yezi";

/// Returns the writing direction of a language tag (BCP 47, `_` allowed for `-`): that of its script
/// subtag if it has one, else of the language's likely script. [`Dir::Auto`] if the tag names no language.
pub fn direction_of(lang: &str) -> Dir {
    let lang = text::replace(&lang.trim().to_ascii_lowercase(), "_", "-");
    let subtags = text::split(&lang, "-");
    let Some((language, rest)) = subtags.split_first() else { return Dir::Auto };
    if language.len() < 2 {
        return Dir::Auto;
    }
    let find = |length: usize| {
        let is_match =
            |tag: &&&str| tag.len() == length && tag.bytes().all(|b| b.is_ascii_alphabetic());
        // A single letter starts an extension, whose subtags are not scripts or regions: `ar-u-nu-latn`.
        rest.iter().take_while(|subtag| subtag.len() > 1).find(is_match).copied()
    };
    let script = match find(4) {
        Some(script) => Some(script.into()),
        None if matches!(*language, "und" | "mul" | "mis" | "zxx") => return Dir::Auto,
        None => likely_script(language, find(2)),
    };
    let script = script.unwrap_or_default().to_ascii_lowercase();
    match !script.is_empty() && text::find(RTL_SCRIPTS, &script).is_some() {
        true => Dir::Rtl,
        false => Dir::Ltr,
    }
}
