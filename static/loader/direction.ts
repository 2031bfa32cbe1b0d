/** Determines the writing direction of a language, as `crates/sys/src/intl/direction.rs` does. */

import { localeOf } from "./dates.ts";

/** Scripts that run from right to left. */
const RTL_SCRIPTS = new Set((
  "adlm arab aran armi avst chrs cprt elym gara hatr hebr hung khar lydi mand mani mend merc mero narb nbat nkoo " +
  "orkh ougr palm phli phlp phnx prti rohg samr sarb sidt sogd sogo syrc syre syrj syrn thaa yezi"
).split(" "));

/**
 * Returns the direction of the languages of the interface, which have one in all regions, except Malay; `undefined` of
 * other languages. `Intl` knows all, but its first answer takes a slow processor 40 ms.
 */
function commonDirection(language: string): "ltr" | "rtl" | undefined {
  const isCommon = language.length === 2 && ` ${__BACA_LANGUAGES__}`.includes(` ${language}`) && language !== "ms";
  if (isCommon) return /ar|fa|he|ur/.test(language) ? "rtl" : "ltr";
}

/** Returns the direction of a language (BCP 47); `auto` for tags that name neither a language nor a script. */
export function directionOf(lang: string): "ltr" | "rtl" | "auto" {
  const all = lang.trim().toLowerCase().split(/[-_]/);
  // A subtag of one character starts an extension, whose subtags are not scripts or regions: `ar-u-nu-latn`.
  const end = all.findIndex((subtag) => subtag.length < 2);
  const [language, ...subtags] = end < 0 ? all : all.slice(0, end);
  if (!language) return "auto";
  let script = subtags.find((subtag) => /^[a-z]{4}$/.test(subtag));
  if (!script) {
    const common = commonDirection(language);
    if (common) return common;
    if (/^(und|mul|mis|zxx)$/.test(language)) return "auto";
    const region = subtags.find((subtag) => /^[a-z]{2}$/.test(subtag));
    script = localeOf(region ? `${language}-${region}` : language)?.maximize().script?.toLowerCase();
  }
  return RTL_SCRIPTS.has(script ?? "") ? "rtl" : "ltr";
}
