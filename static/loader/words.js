/** The loader's own words, out of `static/locales`: the bundler puts them in. */
const WORDS = __BACA_LOCALES__;

/** The words for an element and its article, in the language that the article's controls will have (`view::languages`). */
export function wordsFor(host, article) {
  const page = host.parentElement?.closest("[lang]")?.lang;
  const wanted = [host.getAttribute("lang"), article?.lang, page, ...(navigator.languages ?? []), "en"];
  const lang = wanted.map((tag) => tag?.toLowerCase().split(/[-_]/)[0]).find((known) => Object.hasOwn(WORDS, known));
  return { lang, ...WORDS[lang] };
}
