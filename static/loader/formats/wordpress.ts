/** Reads a post of the WordPress REST API (`crates/convert/src/formats/wordpress.rs`). */

import { type Fields, isObject, notPlain } from "../preview/fields.ts";
import { unseen } from "./certainty.ts";
import { type Draft, leadOf } from "./draft.ts";
import { inlineOf } from "./markup.ts";
import { markup } from "./texts.ts";
import { peopleAt } from "./people.ts";
import {
  dateOf, firstAt, has, idOf, isBlank, languageAt, linkOf, pageUrl, pick, textOf, utcDate, valuesAt, wordsOf,
} from "./values.ts";

/** The "read more" link that themes append to an excerpt. */
const MORE = /^<a [^>]*(more-link|read-?more)/;

/** Returns an excerpt without the "read more" link at its end. */
function withoutMore(html: string): string {
  const at = html.lastIndexOf("<a ");
  return at >= 0 && MORE.test(html.slice(at)) ? html.slice(0, at) : html;
}

/** Returns whether a value is a post that no other format claims. */
const isPost = (value: unknown): value is Fields =>
  isObject(value) && "rendered" in Object(value.title) && has(value, "content.rendered") && has(value, "slug|link")
  && !has(value, "author_name|baca");

/** Reads a post, or one of a list; throws if its header is not plain. `given` is the base of its own URL. */
export function readWordPress(value: unknown, given: string, item: string): Draft | undefined {
  if (![value].flat().every(isPost)) return undefined;
  const post = Array.isArray(value) ? pick(value, ["id", "link", "slug"], item) : value as Fields;
  const { type, link, content, excerpt, author } = post;
  const { rendered = "" } = Object(excerpt) as Fields;
  const isOdd = has(post, "excerpt.raw") || !(isBlank(excerpt) || "rendered" in Object(excerpt)) || rendered === false;
  // The converter reads names in the place of the author's number, too.
  const isNamed = isObject([author].flat()[0]);
  if (isOdd || isNamed || type === "attachment" || (isObject(content) && content.protected)) notPlain();
  const base = typeof link === "string" && link.includes("://") ? pageUrl(given)(link) : given;
  const rich = markup(base);
  const categories = termsOf(post, "category");
  const readTerm = (term: Fields) => linkOf(term, base, rich);
  return {
    base,
    article: {
      ...unseen(() => ({
        id: firstAt(post, "id|ID", idOf),
        url: firstAt(post, "link|yoast_head_json.canonical", pageUrl(base)),
        tags: termsOf(post, "post_tag").map(readTerm),
        publisher: firstAt(post, "yoast_head_json.og_site_name", (name) => ({ name: wordsOf(name, rich) })),
        // Only the module reads comments, and reports what is wrong with another category.
        comments: has(post, "URL|_embedded.replies.0") || !categories.map(readTerm) ? notPlain() : undefined,
      })),
      lang: languageAt(post, "lang|language|yoast_head_json.og_locale"),
      kicker: categories.slice(0, 1).map(readTerm)[0],
      headline: firstAt(post, "title.rendered", rich),
      dek: firstAt(post, "excerpt.rendered", (value) => inlineOf(withoutMore(textOf(value)), base)),
      byline: peopleAt(post, "coauthors|authors|_embedded.author|yoast_head_json.author", base, rich),
      published: firstAt(post, "date_gmt", utcDate) ?? firstAt(post, "date", dateOf),
      modified: firstAt(post, "modified_gmt", utcDate) ?? firstAt(post, "modified", dateOf),
    },
    lead: () => firstAt(
      post,
      "_embedded.wp:featuredmedia|jetpack_featured_media_url|better_featured_image|featured_image|"
      + "yoast_head_json.og_image",
      (value) => leadOf(value, base, rich),
    ),
    html: textOf(valuesAt(post, "content.rendered")[0]),
    ...(!Array.isArray(value) && { path: "content.rendered" }),
  };
}

/** Lists the terms of a taxonomy that `_embed` adds: it has a list for each taxonomy. Without it there are only ids. */
function termsOf(post: Fields, taxonomy: string): Fields[] {
  const [lists] = valuesAt(post, "_embedded.wp:term");
  if (isObject(lists) || isObject(post.categories) || isObject(post.tags)) notPlain();
  return ((lists ?? []) as Fields[]).flat(2).filter((term) => (term as Fields | null)?.taxonomy === taxonomy);
}
