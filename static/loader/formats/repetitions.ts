/**
 * Removes what the converter removes as repeated: a dek that is the start of the text, a heading that is the headline,
 * and a lead image that the body has too (`deduplicate.rs`, `document.rs`).
 */

import { type Fields, notPlain } from "../preview/fields.ts";
import type { Blocks } from "./markup.ts";
import type { Span } from "./line.ts";

/** Returns a text without white space, ASCII punctuation, quotation marks and dashes. */
const comparable = (text: string) =>
  text.replace(/[\s\x85…!-/:-@[-`{-~“”„‟‘’‚‛«»‹›′″‐‑‒–—―−]/g, "");

/** Returns the text of an inline. */
export const plain = (spans: unknown) =>
  [spans].flat().map((span) => (typeof span === "string" ? span : (span as Span | undefined)?.text ?? "\n")).join("");

/** Lists the texts of paragraphs, headings, items and quotes. */
export const textsOf = (blocks: Fields[]): string[] => blocks.flatMap(({ type, text, items }) =>
  (type === "list" ? (items as Fields[]).map((item) => plain(item.text)) : text ? [plain(text)] : []));

/** Returns whether a dek only repeats the start of the body. Throws if the rest of the body decides. */
function isRepeated(dek: unknown, { blocks, isWhole, text: body }: Blocks): boolean {
  const text = plain(dek).trimEnd();
  const wanted = comparable(text);
  if (!wanted) return false;
  const isCut = /(…|\.\.\.)\]?$/.test(text);
  const texts = textsOf(blocks).map(comparable);
  const first = texts.find(Boolean);
  const all = texts.join("");
  if (wanted === first || (isCut && all.startsWith(wanted))) return true;
  if (isWhole || !wanted.startsWith(all)) return isWhole && wanted === all;
  // What is known of the body is the start of the dek.
  return (isCut && comparable(body).startsWith(wanted)) || notPlain();
}

/** Returns the lead as it is shown: without the one that the body has in another size. Throws if it is not certain. */
function leadBeside({ blocks, images }: Blocks, lead: Fields, html: string, base: string): unknown {
  const stem = (src: string) => new URL(src, base).href.replace(/(-scaled)?(-\d+x\d+)?\.\w+([?#].*)?$/, "");
  const src = lead.src as string;
  const word = /[\w-]{3,}$/.exec(stem(src))?.[0];
  if (word ? !html.includes(word) : !/img|url\(|\.(jp|png|webp|gif|av)/i.test(html)) return lead;
  const [first] = blocks;
  if (!word || !first || first.type === "image") notPlain();
  const same = images.flatMap((image) => image.getAttribute("src") ?? []).filter((other) => other.includes(word));
  if (plain(lead.caption ?? []) || lead.credit || same.includes(src)) return lead;
  return same.length && same.every((other) => stem(other) === stem(src)) && html.length < 4e4 ? undefined : notPlain();
}

/** Calls a function; returns `null` if it throws. */
export function orNull<Result>(act: () => Result): Result | null {
  try {
    return act();
  } catch {
    return null;
  }
}

/**
 * Returns the fields of an article and its blocks without repetitions. The lead is `null` if it is not certain whether
 * it is shown. Throws if it is not certain whether the dek is.
 */
export function withoutRepetitions(
  article: Fields,
  read: Blocks,
  html: string,
  base: string,
  keepsDek?: boolean,
): Fields & { blocks: Fields[] } {
  const { lead, headline } = article;
  const blocks = [...read.blocks];
  const dek = article.dek && !keepsDek && isRepeated(article.dek, read) ? undefined : article.dek;
  const at = blocks.findIndex(({ type }) => !/^(image|divider)$/.test(type as string));
  const wordsOf = (text: unknown) => comparable(plain(text)).toLowerCase();
  const heading = blocks[at];
  if (heading?.type === "heading" && headline && wordsOf(heading.text) === wordsOf(headline)) blocks.splice(at, 1);
  return { ...article, dek, lead: lead && orNull(() => leadBeside(read, lead as Fields, html, base)), blocks };
}
