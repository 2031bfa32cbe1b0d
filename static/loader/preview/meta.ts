/** Renders the dates and the reading time of the preview, as `crates/render/src/article/header.rs` does. */

import { dateField, formatDate, localeOf } from "../dates.ts";
import { directionOf } from "../direction.ts";
import { make, makePart } from "../dom.ts";
import type { Messages } from "../messages.ts";
import { type Fields, textField } from "./fields.ts";
import { withSpace } from "./inline.ts";
import { readingMinutes } from "./text.ts";

/** Text that is about as wide as a date, and as a date with a time. */
const DAY_SPACE = "00000 ".repeat(4);
const TIME_SPACE = "00000 ".repeat(6);

/**
 * Renders the line with the dates and the reading time of `blocks`. It is hidden and has text of about the right width
 * until `complete` is called: the first date that a page formats takes as long as the rest of a short article. With
 * `pause`, `complete` waits for it after each text that it has formatted; without, it ends at once.
 */
export function metaLine(article: Fields, { lang, readingTime, updated }: Messages, blocks: unknown[]) {
  const line = make("p", { class: "meta" });
  line.style.visibility = "hidden";
  const formatters: [Element, () => string][] = [];
  const date = (text: string) => {
    const time = make("time", {}, text.length > 10 ? TIME_SPACE : DAY_SPACE);
    formatters.push([time, () => formatDate(textField(article.lang) ?? lang, text)]);
    return time;
  };
  const inOwnLanguage = (...children: (Node | string)[]) =>
    make("span", { lang, dir: directionOf(lang) }, ...children);
  const published = dateField(article.published);
  const modified = dateField(article.modified);
  if (published) line.append(makePart("span", "published", date(published)), " ");
  if (modified && modified !== published) line.append(inOwnLanguage(withSpace(updated), date(modified)), " ");
  const minutes = readingMinutes(article, blocks);
  if (minutes) {
    const { other = "" } = readingTime;
    const time = inOwnLanguage(other.replace("{n}", String(minutes)));
    formatters.push([time, () => {
      const locale = localeOf(lang);
      const form = readingTime[new Intl.PluralRules(locale).select(minutes)] ?? other;
      return form.replace("{n}", new Intl.NumberFormat(locale).format(minutes));
    }]);
    line.append(time);
  }
  const complete = async (pause?: () => Promise<unknown>) => {
    const texts: string[] = [];
    try {
      for (const [, format] of formatters) {
        texts.push(format());
        if (pause) await pause();
      }
    } catch {
      // The browser has no `Intl`: the digits stay.
    }
    const height = line.offsetHeight;
    texts.forEach((text, index) => (formatters[index]![0].textContent = text));
    line.removeAttribute("style");
    // The text below keeps its place. A positive margin would collapse with the next one.
    const excess = height - line.offsetHeight;
    if (excess) line.style[excess > 0 ? "paddingBlockEnd" : "marginBlockEnd"] = `${excess}px`;
  };
  return { line, complete };
}
