/** The loader's own words, out of `static/locales`: the bundler puts them in. */
const WORDS = __BACA_LOCALES__;

/** The words in the language of the place where the element stands, or one that the person reads. */
export function wordsFor(host) {
  const page = host.closest("[lang]")?.lang;
  const wanted = [page, ...(navigator.languages ?? []), "en"];
  const lang = wanted.map((tag) => tag?.toLowerCase().split("-")[0]).find((known) => Object.hasOwn(WORDS, known));
  return { lang, ...WORDS[lang] };
}
