/** Reads an item of a JSON Feed (`crates/convert/src/formats/json_feed.rs`). */

import { type Fields, isObject } from "../preview/fields.ts";
import { unseen } from "./certainty.ts";
import { type Draft, leadOf } from "./draft.ts";
import { escapedText } from "./texts.ts";
import { peopleAt } from "./people.ts";
import {
  baseOf, dateOf, firstAt, has, idOf, languageAt, linksAt, pageUrl, pick, textOf, wordsOf,
} from "./values.ts";

const CONTENT = "content_html|content_text";

/** Reads an item, alone or of a feed; throws if its header is not plain. */
export function readFeed(value: unknown, given: string, item: string): Draft | undefined {
  if (!isObject(value)) return undefined;
  const { version, items } = value;
  const isFeed = (typeof version === "string" && /^http.*jsonfeed\.org\/version\/1/.test(version))
    || (Array.isArray(items) && items.some((one) => has(one, `${CONTENT}|date_published`)))
    || (has(value, CONTENT) && has(value, "id|url|date_published"));
  if (!isFeed) return undefined;
  const own = items === undefined ? value : pick(items, ["id", "url", "external_url"], item);
  const hasId = !has(own, "url") && typeof own.id === "string" && own.id.includes("://");
  const base = baseOf(own, hasId ? "id" : "url", given);
  const byline = (from: Fields, base: string) => peopleAt(from, "authors|author", base, escapedText);
  return {
    base,
    article: {
      ...unseen(() => {
        const url = firstAt(own, "url|external_url", pageUrl(base));
        const about = firstAt(own, "external_url", pageUrl(base));
        const name = items === undefined ? undefined : firstAt(value, "title", (title) => wordsOf(title, escapedText));
        const image = firstAt(value, "icon|favicon", (image) => leadOf(image, given, escapedText)?.src);
        return {
          id: firstAt(own, "id", idOf),
          url,
          tags: linksAt(own, "tags", base, escapedText),
          publisher: name && {
            name, url: firstAt(value, "home_page_url", pageUrl(given)), image: image && { src: image },
          },
          related: about && about !== url ? [{ text: about, url: about }] : undefined,
        };
      }),
      lang: languageAt(own, "language") ?? languageAt(value, "language"),
      headline: firstAt(own, "title", escapedText),
      dek: firstAt(own, "summary", escapedText),
      byline: byline(own, base) ?? byline(value, given),
      published: firstAt(own, "date_published", dateOf),
      modified: firstAt(own, "date_modified", dateOf),
    },
    lead: () => firstAt(own, "image|banner_image", (value) => leadOf(value, base, escapedText)),
    html: firstAt(own, "content_html", textOf),
    text: firstAt(own, "content_text", textOf),
    hasMore: has(own, "attachments"),
  };
}
