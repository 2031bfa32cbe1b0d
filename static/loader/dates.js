/** Dates as a language writes them. */

const DAY = { weekday: "long", day: "numeric", month: "long", year: "numeric" };
const TIME = { hour: "2-digit", minute: "2-digit" };

/**
 * A moment of RFC 3339, or a day, as `src/intl/browser.rs` writes it: with a zone in the reader's own,
 * without one as it stands. Fails at what is neither.
 */
export function dateOf(lang, text) {
  const [, time, zone] = /^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d)?)?$/.exec(text);
  const moment = new Date(time && !zone ? `${text}Z` : text);
  const shown = zone ? { timeZoneName: "short" } : { timeZone: "UTC" };
  return new Intl.DateTimeFormat(lang, { ...DAY, ...(time && TIME), ...shown }).format(moment);
}

/**
 * The first date and the first number in a language cost a slow processor as much as the whole
 * article: has the browser write one of each while it waits for the network.
 */
export function rehearse(lang) {
  try {
    dateOf(lang, "2026-01-01T00:00Z");
    new Intl.PluralRules(lang).select(1);
    new Intl.NumberFormat(lang).format(1);
  } catch {
    // No language: the article will be read all the same.
  }
}
