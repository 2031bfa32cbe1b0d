/** What is read of an article in another format, and the readers that several formats share. */

import { type Fields, isObject, notPlain } from "../preview/fields.ts";
import { certainty } from "./certainty.ts";
import type { Blocks } from "./markup.ts";
import type { ReadInline } from "./texts.ts";
import { absolute, countOf, firstAt, has, isBlank, valuesAt, wordsOf } from "./values.ts";

/** An article that has been read except for its body. */
export interface Draft {
  /** Relative URLs of the body are resolved against it. */
  base: string;
  /** Fields of the header, in Baca's own format. */
  article: Fields;
  /** Reads the lead image; throws if only the module can. */
  lead(): unknown;
  /** The markup of the body, or else its plain text, or its blocks if they have been read. */
  html?: string | undefined;
  /** The path of the markup in the document, by which the converter reports what it leaves out. */
  path?: string;
  text?: string | undefined;
  read?: Blocks;
  /** Whether more follows the body. */
  hasMore?: boolean;
  /** Whether the dek is shown even if it repeats the text. */
  keepsDek?: boolean;
  /** Whether the dek may be the start of the text without a mark of its end. */
  mayBeExcerpt?: boolean;
}

/** Reads the draft of a document, of which `content` is the text; returns `undefined` if it is in another format. */
export type ReadDraft = (value: unknown, base: string, item: string, content: string) => Draft | undefined;

const IMAGES = /^https?:$/;

/** Reads a lead image as `image` in `entities.rs` does. */
export function leadOf(value: unknown, base: string, rich: ReadInline): Fields | undefined {
  if (typeof value === "string") return { type: "image", src: absolute(value, base, IMAGES) };
  if (Array.isArray(value)) return value.length ? leadOf(value[0], base, rich) : undefined;
  if (!isObject(value)) notPlain();
  // The module knows further names of these.
  if (has(value, "alternativeText|accessibilityCaption|typeData|fields")) certainty.isExact = false;
  const [src] = valuesAt(value, "source_url|contentUrl|url|src|URL|href|file");
  const file = absolute([src].flat()[0], base, IMAGES);
  const width = firstAt(value, "media_details.width|width", countOf);
  const height = firstAt(value, "media_details.height|height", countOf);
  const credits = "creditText|credit|media_details.image_meta.credit|creator|author|copyrightNotice|copyright";
  // In WordPress, the author is the number of who has uploaded it.
  const credit = valuesAt(value, credits).find((credit) => typeof credit !== "number");
  return {
    type: "image", src: file, width, height,
    alt: firstAt(value, "alt_text|alt|altText", (text) => wordsOf(text, rich)),
    caption: firstAt(value, "caption", (caption) =>
      ("rendered" in Object(caption) && isBlank((caption as Fields).rendered) ? undefined : rich(caption))),
    credit: credit === undefined ? undefined : rich(isObject(credit) ? credit.name : credit),
    sources: firstAt(value, "media_details.sizes|sizes|formats", (all) => sourcesOf(all, base, width, height)),
  };
}

/** Lists the other sizes of an image. */
function sourcesOf(sizes: unknown, base: string, width = 0, height = 0): Fields[] {
  const all = Object.entries(isObject(sizes) ? sizes : notPlain()).sort().map(([, size]) => ({
    src: absolute((size as Fields).source_url, base, IMAGES),
    width: firstAt(size, "width", countOf) ?? notPlain(),
    height: firstAt(size, "height", countOf) ?? notPlain(),
    type: firstAt(size, "mime_type", (type) => (/\//.test(type as string) ? type : undefined)),
  }));
  // Crops are no other sizes.
  const isWhole = (one: { width: number; height: number }) =>
    !(width && height) || Math.abs(one.width * height - one.height * width) <= 2 * width;
  return all.filter(isWhole);
}
