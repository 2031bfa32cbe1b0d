/** Reads a post of the WordPress REST API (`crates/convert/src/formats/wordpress.rs`). */

import { type Fields, isObject, notPlain } from "../preview/fields.ts";
import { inlineOf } from "./markup.ts";
import { plain } from "./repetitions.ts";
import { type Draft, leadOf } from "./draft.ts";
import { firstAt, has, isBlank, languageAt, pageUrl, peopleAt, textOf, utcDate, dateOf, valuesAt } from "./values.ts";

/** Members of documents in other formats. */
const FOREIGN = new RegExp(
  "^(version|items|content_(html|text)|html|lexical|mobiledoc|plaintext|uuid|attributedTo|actor|author_name|posts|"
  + "pages|db|data|result|@.*|baca|headline)$",
);

/** The "read more" link that themes append to an excerpt. */
const MORE = /<a [^>]*(more-link|read-?more)[^]*$/;

/** Returns whether a value is a post that no other format claims. */
export const isPost = (value: unknown): value is Fields =>
  isObject(value) && has(value, "title.rendered") && has(value, "content.rendered") && has(value, "slug|link")
  && !Object.keys(value).some((key) => FOREIGN.test(key));

/** Reads a post; throws if its header is not plain. `given` is the base of its own URL. */
export function draftOf(post: Fields, given: string): Draft {
  const { type, link, content } = post;
  if (type === "attachment" || (isObject(content) && content.protected)) notPlain();
  const base = typeof link === "string" && link.includes("://") ? pageUrl(given)(link) : given;
  const name = (value: unknown) => plain(inlineOf(textOf(value), base));
  const rich = (value: unknown) => inlineOf(textOf(isObject(value) ? value.rendered : value), base);
  return {
    base,
    article: {
      lang: languageAt(post, "lang|language|yoast_head_json.og_locale"),
      kicker: category(post, base, rich),
      headline: rich(post.title),
      dek: firstAt(post, "excerpt.rendered", (value) => inlineOf(textOf(value).replace(MORE, ""), base)),
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

/** Returns the first category among the terms of `_embed`, which has a list for each taxonomy. */
function category(post: Fields, base: string, rich: (value: unknown) => unknown): Fields | undefined {
  const terms = valuesAt(post, "_embedded.wp:term").flat(2) as Fields[];
  const term = terms.find(({ taxonomy }) => taxonomy === "category");
  return term && { text: rich(term.name), url: isBlank(term.link) ? undefined : pageUrl(base)(term.link) };
}
