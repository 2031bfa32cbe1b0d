/**
 * Part of `baca-readable.js`: reads what is plain in an article in another format, so that its text is shown before the
 * module that converts it has arrived. The result is equal to the beginning of what the converter makes
 * (`crates/convert`); it ends before the first thing that is not certain.
 *
 * - `draft.ts` has the common parts of formats; `wordpress.ts` and the like are one format each, `values.ts` reads
 *   their values, `texts.ts` their texts. `html.ts` reads whole pages, `html-article.ts` the header of their article.
 * - `markup.ts` converts markup to blocks. `inert.ts` parses it, and `prepare.ts` removes what is not shown.
 *   `reader.ts` converts elements, with the `context.ts` that they pass on. `line.ts` reads text with marks, and
 *   `targets.ts` targets of links; `figures.ts`, `lists.ts`, `quotes.ts`, `tables.ts`, `links.ts`, `code.ts` make a
 *   kind of block each. `pictures.ts` reads images, whose files `addresses.ts` finds; `embeds.ts` frames and posts of
 *   other sites, whose addresses `providers.ts` knows. `elements.ts` decides which elements are plain.
 * - `repetitions.ts` removes what the converter removes as repeated. `certainty.ts` notes whether the whole article is
 *   certain, and the problems that the converter would report; then `written.ts` writes it as the converter does, which
 *   is not loaded.
 * - `comment-markup.ts` converts the texts of comments.
 */

import { type Fields, notPlain } from "../preview/fields.ts";
import type { Beginning } from "../preview/post.ts";
import { readActivity } from "./activitypub.ts";
import { beginDocument, certainty } from "./certainty.ts";
import type { Draft, ReadDraft } from "./draft.ts";
import { readGhost } from "./ghost.ts";
import { readHtml } from "./html.ts";
import { readFeed } from "./json-feed.ts";
import { blocksOf } from "./markup.ts";
import { withoutPrefixes } from "./people.ts";
import { orNull, textsOf, withoutRepetitions } from "./repetitions.ts";
import { readSchemaOrg } from "./schema-org.ts";
import { paragraphsOf } from "./texts.ts";
import { written } from "./written.ts";
import { has, type Tools, tools } from "./values.ts";
import { readWordPress } from "./wordpress.ts";

/** The formats by name, in the order of their detection. */
const FORMATS: Record<string, ReadDraft> = {
  "json-feed": readFeed,
  activitypub: readActivity,
  "schema-org": readSchemaOrg,
  ghost: readGhost,
  wordpress: readWordPress,
};

/** The beginning of an article, or all of it. */
export interface PlainArticle extends Beginning {
  /** Whether the article is in every member what the converter makes, which is then not needed. */
  isExact: boolean;
  /** Name of the format. */
  format: string;
  /** What is wrong with the document, as the module reports it. */
  problems: string[];
}

/**
 * Reads the beginning of an article. `format` is the format that the site names, `item` selects an article of a list,
 * `value` is the content if it has been parsed as JSON. Returns `null` if it is not certain of its header.
 */
export function plainArticle(
  content: string,
  { base, format: wanted, item, value: parsed }: { base: string; format: string; item: string; value?: unknown },
  functions: Tools,
): PlainArticle | null {
  try {
    Object.assign(tools, functions);
    beginDocument();
    const isPage = wanted === "html" || (!wanted && /^\s*</.test(content));
    if (isPage) return finish("html", readHtml(content, base, !!wanted));
    const value = parsed ?? JSON.parse(content) as unknown;
    if (has(value, "baca")) return null;
    for (const [name, read] of Object.entries(FORMATS)) {
      const draft = !wanted || wanted === name ? read(value, base, item, content) : undefined;
      if (draft) return finish(name, draft);
    }
  } catch {
    // The module shows the article.
  }
  return null;
}

/**
 * Completes an article with its lead and body. A block at the end that no renderer knows ends the preview; its text
 * counts for the reading time and the direction.
 */
function finish(format: string, draft: Draft): PlainArticle {
  const { article, base, lead, html, text = "", hasMore, path = "" } = draft;
  // What its caption leaves out is not reported.
  const image = orNull(lead);
  if (Array.isArray(article.byline)) article.byline = withoutPrefixes(article.byline as Fields[], article.lang);
  certainty.path = path;
  const read = draft.read ?? (html ? blocksOf(html, base) : paragraphsOf(text));
  const fields = withoutRepetitions({ ...article, lead: image }, read, draft);
  const { blocks, headline } = fields;
  // `inert.ts` has renamed a part of a text, too.
  if ((!blocks.length && !headline) || JSON.stringify(fields).includes("data-baca-")) notPlain();
  // The preview ends before a lead without a type.
  const isWhole = read.isWhole && !hasMore && fields.lead !== null;
  if (fields.lead === null) Object.assign(fields, { lead: {}, blocks: blocks.length = 0 });
  if (!isWhole) blocks.push({ type: "rest", text: read.text.slice(textsOf(blocks).join(" ").length) || "…" });
  const { blocks: body, ...header } = fields;
  const { problems } = certainty;
  const isExact = isWhole && blocks.length > 0 && certainty.isExact && (!problems.length || path !== "");
  const whole = { baca: 1, ...header, body };
  return { article: isExact ? { headline: "", ...written(whole) } : whole, base, isWhole, isExact, format, problems };
}
