/** What is dear the first time is done once while the module is still on its way. */

/** The date of an article, as `src/intl/browser.rs` writes it. */
const DATE = { weekday: "long", day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", timeZoneName: "short" };

/** The language of an article in Baca's own format, near its beginning. */
const LANG = /^[^]{0,4096}?"lang"\s*:\s*"([\w-]+)"/;

/**
 * The first date and the first number in a language cost a slow processor as much as the whole
 * article: has the browser write one of each, unless the module `came` in the meantime.
 */
export function rehearse(content, came) {
  let late = false;
  const stop = () => (late = true);
  came.then(stop, stop);
  setTimeout(() => {
    const [, lang] = LANG.exec(content) ?? [];
    if (late || !lang) return;
    try {
      new Intl.DateTimeFormat(lang, DATE).format();
      new Intl.PluralRules(lang).select(1);
      new Intl.NumberFormat(lang).format(1);
    } catch {
      // No language: the article will be read all the same.
    }
  });
}
