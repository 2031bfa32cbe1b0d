/**
 * Removes what the converter removes as repeated: a dek that is the start of the text, a heading that is the headline,
 * and a lead image that the body has too (`deduplicate.rs`, `document.rs`).
 */

import { comparable, comparableWords, plain } from "../preview/comparable.ts";
import { type Fields, notPlain } from "../preview/fields.ts";
import { isLazy } from "./addresses.ts";
import type { Draft } from "./draft.ts";
import type { Blocks } from "./markup.ts";

/** Lists the texts of paragraphs, headings, items and quotes. */
export const textsOf = (blocks: Fields[]): string[] => blocks.flatMap(({ type, text, items, body }) => {
  if (type === "list") return (items as Fields[]).map((item) => plain(item.text ?? []));
  if (/^(code|aside)$/.test(type as string)) return [];
  return [...(text ? [plain(text)] : []), ...textsOf((body ?? []) as Fields[])];
});

/** Returns whether a dek only repeats the start of the body. Throws if the rest of the body decides. */
function isRepeated(dek: unknown, { blocks, isWhole, text: body }: Blocks, mayBeExcerpt?: boolean): boolean {
  const text = plain(dek).trimEnd();
  const wanted = comparable(text);
  if (!wanted) return false;
  const isCut = mayBeExcerpt || /(…|\.\.\.)\]?$/.test(text);
  const texts = textsOf(blocks).map(comparable);
  const first = texts.find(Boolean);
  const all = texts.join("");
  if (wanted === first || (isCut && all.startsWith(wanted))) return true;
  if (isWhole || !wanted.startsWith(all)) return isWhole && wanted === all;
  // What is known of the body is the start of the dek.
  return (isCut && comparable(body).startsWith(wanted)) || notPlain();
}

const stemOf = (src: unknown, base: string) =>
  new URL(src as string, base).href.replace(/(-scaled)?(-\d+x\d+)?\.\w+([?#].*)?$/, "");

/** Returns the name of an image's file without its size; `undefined` if it is too short to be told from others. */
const nameOf = ({ src }: Fields, base: string) => /[\w-]{3,}$/.exec(stemOf(src, base))?.[0];

/** Returns whether markup may have an image. */
export function isElsewhere(image: Fields, html: string, base: string): boolean {
  const file = nameOf(image, base);
  const pattern = file ? `(/|%2f|["'=(]|,\\s*)${file}` : "img|url\\(|\\.(jp|png|webp|gif|av)";
  return new RegExp(pattern, "i").test(html);
}

/** Lists the addresses of images among blocks, as `image_addresses` in `deduplicate.rs` does. */
const imagesIn = (blocks: Fields[]): string[] => blocks.flatMap(({ type, src, items, body }) => {
  if (type === "aside") return imagesIn(body as Fields[]);
  const all = type === "image" ? [{ src }] : type === "gallery" ? items as Fields[] : [];
  return all.map((image) => image.src as string);
});

/** Returns the lead as it is shown: without the one that the body has in another size. Throws if it is not certain. */
function leadBeside({ blocks, images, isWhole }: Blocks, lead: Fields, html: string, base: string): unknown {
  if (!isElsewhere(lead, html, base)) return lead;
  const file = nameOf(lead, base);
  const [first] = blocks;
  if (!file || !first || first.type === "image") notPlain();
  // A script may load it.
  const isLater = ({ name, value }: Attr) => isLazy(name) && value.includes(file);
  if (!isWhole && images.some(({ attributes }) => [...attributes].some(isLater))) notPlain();
  const addresses = isWhole ? imagesIn(blocks) : images.flatMap((image) => image.getAttribute("src") ?? []);
  const same = addresses.filter((other) => other.includes(file));
  if (plain(lead.caption ?? []) || lead.credit || same.includes(lead.src as string)) return lead;
  return same.length && same.every((src) => stemOf(src, base) === stemOf(lead.src, base)) && html.length < 4e4
    ? undefined
    : notPlain();
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
  { base, html = "", keepsDek, mayBeExcerpt }: Draft,
): Fields & { blocks: Fields[] } {
  const { lead, headline } = article;
  const blocks = [...read.blocks];
  const dek = article.dek && !keepsDek && isRepeated(article.dek, read, mayBeExcerpt) ? undefined : article.dek;
  const at = blocks.findIndex(({ type }) => !/^(image|gallery|divider)$/.test(type as string));
  const heading = blocks[at];
  const words = comparableWords(headline ?? []);
  if (heading?.type === "heading" && words && comparableWords(heading.text) === words) {
    blocks.splice(at, 1);
    // Links to the heading point at the block after it.
    const next = blocks[at];
    if (next) blocks[at] = { ...next, id: next.id ?? heading.id };
  }
  return { ...article, dek, lead: lead && orNull(() => leadBeside(read, lead as Fields, html, base)), blocks };
}
