/** Reads a post of Ghost's Content API (`crates/convert/src/formats/ghost.rs`). */

import { type Fields, isObject, notPlain } from "../preview/fields.ts";
import { unseen } from "./certainty.ts";
import { type Draft, leadOf } from "./draft.ts";
import { inlineOf } from "./markup.ts";
import { decoded, textOrMarkup } from "./texts.ts";
import { peopleAt } from "./people.ts";
import {
  baseOf, countOf, dateOf, firstAt, has, idOf, languageAt, linkOf, linksAt, pageUrl, pick, textOf, wordsOf,
} from "./values.ts";

/** Members of which a post has at least three. */
const MARKS = ["uuid", "slug", "title", "feature_image", "published_at", "comment_id", "primary_author"];

const isPost = (value: unknown): value is Fields =>
  has(value, "title|slug") && has(value, "html|lexical|mobiledoc|plaintext|uuid")
  && MARKS.filter((name) => has(value, name)).length > 2;

/** Reads a post, or one of a list; throws if its header is not plain, or if not everybody may read its text. */
export function readGhost(value: unknown, given: string, item: string): Draft | undefined {
  if (!isObject(value)) return undefined;
  // Exports and files of migration have their posts in there.
  if (has(value, "db|data|result")) notPlain();
  const list = [value.posts, value.pages].find(Array.isArray) as unknown[] | undefined;
  if (!(list ?? [value]).some(isPost)) return undefined;
  const post = list ? pick(list, ["id", "uuid", "slug", "url"], item, isPost) : value;
  const { access, visibility } = post;
  if (access === false || (access !== true && /^(members|paid|tiers|filter)$/.test(visibility as string))) notPlain();
  const base = baseOf(post, "url", given);
  const rich = textOrMarkup(base);
  return {
    base,
    article: {
      ...unseen(() => ({
        id: firstAt(post, "id|uuid|slug", idOf),
        url: firstAt(post, "canonical_url|url", pageUrl(base)),
        // Tags with a leading # are internal.
        tags: linksAt(post, "tags", base, rich).filter(({ text }) => !String(text).startsWith("#")),
      })),
      lang: languageAt(post, "locale|lang"),
      kicker: firstAt(post, "primary_tag", (tag) => linkOf(tag, base, rich))
        ?? (has(post, "tags") ? notPlain() : undefined),
      headline: firstAt(post, "title", (title) => decoded(textOf(title).trim())),
      dek: firstAt(post, "custom_excerpt|excerpt", rich),
      byline: peopleAt(post, "authors|primary_author|author", base, rich),
      published: firstAt(post, "published_at", dateOf),
      modified: firstAt(post, "updated_at", dateOf),
      minutes: firstAt(post, "reading_time", (minutes) => (minutes === 0 ? undefined : countOf(minutes))),
    },
    lead: () => firstAt(post, "feature_image", (image) => ({
      ...leadOf(image, base, rich),
      alt: firstAt(post, "feature_image_alt", (alt) => wordsOf(alt, rich)),
      caption: firstAt(post, "feature_image_caption", (html) => inlineOf(textOf(html), base)),
    })),
    html: firstAt(post, "html", textOf) ?? notPlain(),
    keepsDek: has(post, "custom_excerpt"),
    mayBeExcerpt: true,
  };
}
