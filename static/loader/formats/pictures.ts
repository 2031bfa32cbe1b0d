/** Reads a figure with one image, as `crates/convert/src/html/figures.rs` and `pictures.rs` do. */

import { type Fields, isUrl, LINKS, notPlain } from "../preview/fields.ts";
import { certainty } from "./certainty.ts";
import { checkPlain, styleOf } from "./elements.ts";
import { Line, type Span, type TextLine } from "./line.ts";
import { absolute } from "./values.ts";

const IMAGES = /^https?:$/;
/** Attributes of an image that are read below or change nothing. */
const KNOWN = new RegExp(
  "^(src|srcset|sizes|width|height|alt|loading|decoding|fetchpriority|border|[hv]space|"
  + "data-(permalink|comments-opened|(orig|medium|large)-(file|size)|image-(meta|title|description|caption)))$",
);
/** A text that may be a list of files. */
const SRCSET = /\s\d[\d.]*[wx]\s*(,|$)/;
/** An inline style by which an image may be small enough for a sentence. */
const SMALL_STYLE = /(width|height)\s*:\s*(\d{1,2}|1[0-2]\d)?(\.\d*)?(px|r?em|ex|ch)/;
/** Files that may hold the place of another image (`addresses.rs`), and those beside which another is looked for. */
const PLACEHOLDER =
  /\/(1x1|blank|clear|dummy|empty|grey|load|lazy|pixel|spacer|transp)[^/]*$|placeh|\.(gif|svg)\b/i;
/** Pictures with a side that long, in pixels, are blocks. */
const MIN_SIZE = 33;
/** Captions may be that long: with more text, a figure is a container of text. */
const MAX_CAPTION = 2000;

/** Returns the children of an element without comments and white space. */
export const contentOf = (element: Element): ChildNode[] =>
  [...element.childNodes].filter((node) =>
    node.nodeType === 1 || (node.nodeType === 3 && /[^ \t\n\f\r]/.test((node as Text).data)));

/** Returns the size of a block by the classes of WordPress, or by `align`. */
function sizeOf(element: Element): string | undefined {
  const [, , left, wide] =
    /(^|\s)(?:align-?(left|right)|align(wide|full))(?=\s|$)/.exec(element.className) ?? [];
  const [side] = /^(left|right)$/i.exec(element.getAttribute("align") ?? "") ?? [];
  return left ?? wide ?? side?.toLowerCase();
}

/** Returns a length attribute in pixels. */
function pixels(element: Element, name: string): number | undefined {
  const value = element.getAttribute(name)?.trim();
  if (value == null) return undefined;
  return /^[1-9]\d{0,4}(px)?$/.test(value) ? parseInt(value) : notPlain();
}

/** Reads an image with the address, size and files that it declares. */
function readImage(image: Element, base: string): Fields {
  checkPlain(image, false, KNOWN);
  if (/emoji|smil|latex/i.test(image.className)) notPlain();
  const src = absolute(image.getAttribute("src"), base, IMAGES);
  if (PLACEHOLDER.test(src.replace(/[?#].*/, ""))) notPlain();
  let [width, height] = [pixels(image, "width"), pixels(image, "height")];
  const style = styleOf(image);
  if (SMALL_STYLE.test(style) || (/width|height/.test(style) && !(width && height))) notPlain();
  // One that only counts visits.
  if (width! < 2 && height! < 2) notPlain();
  // A small one may belong to a sentence.
  const isSmall = width && height ? width <= 128 && height <= 32 : (width ?? height ?? MIN_SIZE) < MIN_SIZE;
  if (isSmall) certainty.isExact = false;
  if ([...image.attributes].some(({ name, value }) => name.startsWith("data-") && SRCSET.test(value))) notPlain();
  // The displayed size is limited to that of the file.
  const file = /^(\d{1,5})[x,](\d{1,5})$/.exec(image.getAttribute("data-orig-size") ?? "0,0") ?? notPlain();
  const [full, tall] = [Number(file[1]), Number(file[2])];
  if (full > 1 && tall > 1 && (!(width ?? height) || width! > full || height! > tall)) [width, height] = [full, tall];
  const candidates = (image.getAttribute("srcset") ?? "").split(/,\s+/).filter((text) => text.trim());
  const sources = candidates.map((candidate) => {
    const [, reference, size] = /^\s*(\S+[^\s,])\s+(\d+)w\s*$/.exec(candidate) ?? notPlain();
    return { src: absolute(reference, base, IMAGES), width: Number(size) || notPlain() };
  });
  const alt = image.getAttribute("alt")?.trim();
  return { type: "image", src, width, height, alt, sources, size: sizeOf(image) };
}

/** Returns the image among nodes, alone or in a link; throws if there is something else. */
export function imageIn(nodes: ChildNode[], base: string): Fields {
  const [node, ...others] = nodes as Element[];
  if (!node || others.length) return notPlain();
  if (node.localName === "img") return readImage(node, base);
  if (!/^(a|div)$/.test(node.localName)) notPlain();
  checkPlain(node);
  const image = imageIn(contentOf(node), base);
  const href = node.localName === "a" && node.getAttribute("href")?.trim();
  // The innermost link counts, and one to a part of the article is left out.
  if (!href || href.startsWith("#") || image.href) return image;
  if (!isUrl(href, LINKS)) notPlain();
  return { ...image, href: new URL(href, base).href };
}

/** Reads a figure: an image and its caption. */
export function readFigure(figure: Element, base: string): Fields {
  checkPlain(figure);
  const all = contentOf(figure) as Element[];
  const isCaption = ({ localName, className }: Element) =>
    localName === "figcaption" || (/^(p|span)$/.test(localName) && /\bwp-caption-text\b/.test(className));
  const caption = all.length > 1 && isCaption(all.at(-1)!) ? all.pop() : undefined;
  const image = imageIn(all, base);
  return { ...image, size: image.size ?? sizeOf(figure), ...(caption && { caption: captionOf(caption, base) }) };
}

function captionOf(element: Element, base: string): Span[] {
  checkPlain(element);
  // A `cite` in a figure is a credit.
  if (element.querySelector("cite") || element.textContent.length > MAX_CAPTION) notPlain();
  const line = new Line(base);
  for (const node of element.childNodes) line.add(node);
  line.flush();
  return joined(line.lines);
}

/** Joins lines to one, with line breaks between them. */
export const joined = (lines: TextLine[]): Span[] =>
  lines.flatMap(({ text }, index) => (index ? [{ break: true }, ...text] : text));
