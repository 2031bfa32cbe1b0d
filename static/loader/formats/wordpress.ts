/** Reads a post of the WordPress REST API (`crates/convert/src/formats/wordpress.rs`). */

import { type Fields, isObject, notPlain } from "../preview/fields.ts";
import { inlineOf, plainTextOf } from "./markup.ts";
import { type Draft, leadOf } from "./draft.ts";
import { firstAt, has, isBlank, languageAt, pageUrl, peopleAt, textOf, utcDate, dateOf, valuesAt } from "./values.ts";

/** Members of documents in other formats. */
const FOREIGN = new RegExp(
  "^(version|items|content_(html|text)|html|lexical|mobiledoc|plaintext|uuid|attributedTo|actor|author_name|posts|"
  + "pages|db|data|result|@.*|baca|headline)$",
);

/** Returns whether a value is a post that no other format claims. */
export const isPost = (value: unknown): value is Fields =>
  isObject(value) && has(value, "title.rendered") && has(value, "content.rendered") && has(value, "slug|link")
  && !Object.keys(value).some((key) => FOREIGN.test(key));

/** Reads a post; throws if its header is not plain. `given` is the base of its own URL. */
export function draftOf(post: Fields, given: string): Draft {
  const { type, link, content } = post;
  if (type === "attachment" || (isObject(content) && content.protected)) notPlain();
  const base = typeof link === "string" && link.includes("://") ? pageUrl(given)(link) : given;
  const name = (value: unknown) => plainTextOf(textOf(value));
  const rich = (value: unknown) => inlineOf(textOf(isObject(value) ? value.rendered : value), base);
  return {
    base,
    article: {
      lang: languageAt(post, "lang|language|yoast_head_json.og_locale"),
      kicker: category(post, base, rich),
      headline: rich(post.title),
      dek: firstAt(post, "excerpt.rendered", (value) => inlineOf(withoutMore(textOf(value)), base)),
      byline: peopleAt(post, "coauthors|authors|_embedded.author|yoast_head_json.author", base, name),
      published: firstAt(post, "date_gmt", utcDate) ?? firstAt(post, "date", dateOf),
      modified: firstAt(post, "modified_gmt", utcDate) ?? firstAt(post, "modified", dateOf),
    },
    lead: () => firstAt(
      post,
      "_embedded.wp:featuredmedia|jetpack_featured_media_url|better_featured_image|featured_image|"
      + "yoast_head_json.og_image",
      (value) => leadOf(value, base, rich, name),
    ),
    html: textOf(valuesAt(post, "content.rendered")[0]),
  };
}

/** Returns an excerpt without the "read more" link at its end. */
function withoutMore(html: string): string {
  const at = html.lastIndexOf("<a ");
  return at >= 0 && /^[^>]*(more-link|read-?more)/.test(html.slice(at)) ? html.slice(0, at) : html;
}

/** Returns the first category among the terms of `_embed`. */
function category(post: Fields, base: string, rich: (value: unknown) => unknown): Fields | undefined {
  const lists = valuesAt(post, "_embedded.wp:term").flat();
  const terms = lists.flatMap((list) => (Array.isArray(list) ? list as unknown[] : notPlain()));
  const term = terms.find((term) => isObject(term) && term.taxonomy === "category") as Fields | undefined;
  if (!term) return undefined;
  return { text: rich(term.name), url: isBlank(term.link) ? undefined : pageUrl(base)(term.link) };
}
