/** Which way a language is written (`src/article/model/direction.rs`). */

const RTL = /^(Adlm|Arab|Hebr|Mand|Nkoo|Rohg|Samr|Syrc|Thaa)$/;

/** `ltr` or `rtl`; fails at what is no language. */
export const directionOf = (lang) => (RTL.test(new Intl.Locale(lang).maximize().script) ? "rtl" : "ltr");
