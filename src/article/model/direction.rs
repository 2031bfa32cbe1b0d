//! The direction that a text is written in.

/// Writing direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dir {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
    /// By the first strong character.
    Auto,
}

impl Dir {
    /// The value of HTML's `dir` attribute.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
            Self::Auto => "auto",
        }
    }

    /// Reads HTML's `dir` value.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "ltr" => Some(Self::Ltr),
            "rtl" => Some(Self::Rtl),
            "auto" => Some(Self::Auto),
            _ => None,
        }
    }
}

/// Languages written from right to left, regions that make another language so, and scripts (BCP 47
/// subtags; <https://cldr.unicode.org>, likely subtags).
const RTL: &str = "ar he fa ur ps sd ug yi dv ckb ks nqo syr iw ji \
    aeb aii ajp apc apd arb arc arq ars ary arz azb bal bft bgn bqi brh cld dcc fas glk gwc gwt haz \
    heb hnd hno jpr jrb khw kvx lad lah lki lrc luz mby mnd mvy mzn myz phl phr pnb prd prs pus rhg \
    rmt sam scl sdh shu siz skr smp snd soj syc tru trw uig urd uzs yid ydd \
    az-iq az-ir ha-sd kk-af kk-cn kk-ir ku-iq ku-ir ky-cn ms-cc pa-pk uz-af \
    arab aran hebr syrc syre syrj syrn thaa nkoo adlm rohg mand samr mend yezi gara hung orkh phnx \
    armi prti phli phlp avst cprt khar lydi sarb narb palm nbat hatr mani merc mero chrs elym sogd \
    sogo";

/// The direction that a language (BCP 47) is written in.
pub fn direction_of(lang: &str) -> Dir {
    let lang = lang.trim().to_ascii_lowercase().replace('_', "-");
    // Single letters begin extensions, which say other things: `ar-u-nu-latn`.
    let mut subtags = lang.split('-').take_while(|subtag| subtag.len() > 1);
    let Some(language) = subtags.next() else { return Dir::Auto };
    let rest: Vec<&str> = subtags.collect();
    let is_script = |tag: &&&str| tag.len() == 4 && tag.bytes().all(|b| b.is_ascii_alphabetic());
    let is_rtl = |tag: &str| RTL.split_ascii_whitespace().any(|known| known == tag);
    let rtl = match rest.iter().find(is_script) {
        // `-Latn` and the like: a script said aloud decides.
        Some(script) => is_rtl(script),
        None if matches!(language, "und" | "mul" | "mis" | "zxx") => return Dir::Auto,
        None => is_rtl(language) || rest.iter().any(|tag| is_rtl(&[language, tag].join("-"))),
    };
    match rtl {
        true => Dir::Rtl,
        false => Dir::Ltr,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_run_as_their_script_does() {
        for lang in [
            "ar",
            "ar-EG",
            "he",
            "iw",
            "fa_IR",
            "ur",
            "ps",
            "sd",
            "ug",
            "yi",
            "dv",
            "nqo",
            "syr",
            "ckb",
            "AR",
            "ar-u-nu-latn",
            "az-Arab",
            "ff-Adlm",
            "ms-Arab-MY",
            "pa-PK",
            "uz-AF",
            "rhg-Rohg",
            "und-Hebr",
            "ur-Aran",
        ] {
            assert_eq!(direction_of(lang), Dir::Rtl, "{lang}");
        }
        for lang in [
            "en",
            "id",
            "ja",
            "zh-Hant",
            "ar-Latn",
            "az",
            "ff",
            "pa",
            "uz",
            "mn-Mong",
            "bo",
            "am",
            "dz",
            "en-Arabia",
            "ku",
            "sd-Deva",
            "x",
            "de-1996",
        ] {
            assert_ne!(direction_of(lang), Dir::Rtl, "{lang}");
        }
        assert_eq!(direction_of("und"), Dir::Auto);
    }
}
