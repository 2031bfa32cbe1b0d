/** Parses the dates of Baca's own format and formats them for a language. */

const DAY: Intl.DateTimeFormatOptions = { weekday: "long", day: "numeric", month: "long", year: "numeric" };
const TIME: Intl.DateTimeFormatOptions = { hour: "2-digit", minute: "2-digit" };

/** Returns the locale of a language tag (BCP 47, also with underscores); `undefined` if the tag is invalid. */
export function localeOf(lang: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(lang.trim().replaceAll("_", "-").replace(/-+$/, ""));
  } catch {
    return undefined;
  }
}

/** Matches a day with an optional time and offset (`strict` in `crates/wire/src/decoder/dates/calendar.rs`). */
const DATE = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?(\.\d+)?(Z|[+-]\d\d:\d\d)?)?$/;

/**
 * Returns a date field of Baca's own format. Returns `undefined` if the value is no date, is not in the calendar, or
 * is a placeholder for "no date" (`0001-01-01`, `9999-12-31`, the first second of 1970).
 */
export function dateField(value: unknown): string | undefined {
  const text = typeof value === "string" ? value.trim() : "";
  const match = DATE.exec(text);
  if (!match) return undefined;
  const day = text.slice(0, 10);
  const midnight = new Date(day);
  const whole = text.replace(/\.\d+/, "");
  const moment = Date.parse(match[1] && !match[4] ? `${whole}Z` : whole);
  const inCalendar = !Number.isNaN(Number(midnight)) && midnight.toISOString().startsWith(day);
  const isDay = inCalendar && day > "1000" && day < "9999-12";
  return isDay && moment && !text.includes("T24") ? text : undefined;
}

/**
 * Formats a date that `dateField` accepts, as `crates/sys/src/intl/browser.rs` does: in the reader's time zone if it
 * has an offset, otherwise as written; of a time, without the day unless `hasDay`. Returns a date that is not in the
 * calendar, or that the browser cannot format, unchanged.
 */
export function formatDate(lang: string, text: string, hasDay = true): string {
  const [, time, , , offset] = DATE.exec(text) ?? [];
  const moment = new Date(time && !offset ? `${text}Z` : text);
  if (Number.isNaN(Number(moment))) return text;
  const zone: Intl.DateTimeFormatOptions = offset ? { timeZoneName: "short" } : { timeZone: "UTC" };
  const options = { ...((hasDay || !time) && DAY), ...(time && TIME), ...zone };
  try {
    return new Intl.DateTimeFormat(localeOf(lang), options).format(moment);
  } catch {
    return text;
  }
}
