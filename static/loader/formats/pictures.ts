/** Reads figures and galleries, as `crates/convert/src/html/figures.rs` and `pictures.rs` do. */

import { type Fields, isUrl, LINKS, notPlain } from "../preview/fields.ts";
import { checkPlain, styleOf } from "./elements.ts";
import { readFrame } from "./embeds.ts";
import { Line, type Span, type TextLine } from "./line.ts";
import { absolute } from "./values.ts";

const IMAGES = /^https?:$/;
/** Attributes of an image that are read below or change nothing. */
const KNOWN = new RegExp(
  "^(src|srcset|sizes|width|height|alt|loading|decoding|fetchpriority|border|[hv]space|"
  + "data-(permalink|comments-opened|(orig|medium|large)-(file|size)|image-(meta|title|description|caption)))$",
);
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
export function sizeOf(element: Element): string | undefined {
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
  // The displayed size is limited to that of the file.
  const file = /^(\d{1,5})[x,](\d{1,5})$/.exec(image.getAttribute("data-orig-size") ?? "0,0") ?? notPlain();
  const [full, tall] = [Number(file[1]), Number(file[2])];
  if (full > 1 && tall > 1 && (!(width ?? height) || width! > full || height! > tall)) [width, height] = [full, tall];
  // A small one may belong to a sentence.
  const isSmall = width && height ? width <= 128 && height <= 32 : (width ?? height ?? MIN_SIZE) < MIN_SIZE;
  if (isSmall) notPlain();
  const candidates = (image.getAttribute("srcset") ?? "").split(/,\s+/).filter((text) => text.trim());
  const sources = candidates.map((candidate) => {
    const [, reference, size] = /^\s*(\S+[^\s,])\s+(\d+)w\s*$/.exec(candidate) ?? notPlain();
    return { src: absolute(reference, base, IMAGES), width: Number(size) || notPlain() };
  });
  const alt = image.getAttribute("alt")?.trim();
  return { type: "image", src, width, height, alt, sources, size: sizeOf(image) };
}

/** Returns the image among nodes, alone or in a link, or a frame; throws if there is something else. */
export function imageIn(nodes: ChildNode[], base: string): Fields {
  const [node, ...others] = nodes as Element[];
  if (!node || others.length) return notPlain();
  if (node.localName === "img") return readImage(node, base);
  if (node.localName === "iframe") return { ...readFrame(node, base), size: sizeOf(node) };
  // The wrapper of Jetpack.
  const isWrapper = node.localName === "span" && /^embed-(youtube|vimeo)$/.test(node.className)
    && styleOf(node) === "text-align:center; display: block;" && node.attributes.length === 2;
  if (!isWrapper) checkPlain(/^(a|div)$/.test(node.localName) ? node : notPlain());
  const image = imageIn(contentOf(node), base);
  const href = node.localName === "a" && node.getAttribute("href")?.trim();
  // The innermost link counts, and one to a part of the article is left out.
  if (!href || href.startsWith("#") || image.href) return image;
  if (!isUrl(href, LINKS) || image.type !== "image") notPlain();
  return { ...image, href: new URL(href, base).href };
}

/** Reads a figure: an image or a frame, and its caption. */
export function readFigure(figure: Element, base: string): Fields {
  checkPlain(figure);
  const { all, caption } = partsOf(figure, base);
  const media = imageIn(all, base);
  return { ...media, size: media.size ?? sizeOf(figure), caption };
}

/** Reads a gallery: figures and their common caption. */
export function readGallery(gallery: Element, base: string): Fields {
  checkPlain(gallery);
  const { all, caption } = partsOf(gallery, base);
  const items = all.map((figure) => {
    if (figure.localName !== "figure") notPlain();
    const { type, size: _, ...image } = readFigure(figure, base);
    return type === "image" ? image : notPlain();
  });
  return items.length > 1 ? { type: "gallery", items, size: sizeOf(gallery), caption } : notPlain();
}

/** Returns the content of a figure, and its caption apart. */
export function partsOf(figure: Element, base: string): { all: Element[]; caption?: Span[] | undefined } {
  const all = contentOf(figure) as Element[];
  const isCaption = ({ localName, className }: Element) =>
    localName === "figcaption" || (/^(p|span)$/.test(localName) && /\bwp-caption-text\b/.test(className));
  const caption = all.length > 1 && isCaption(all.at(-1)!) ? captionOf(all.pop()!, base) : undefined;
  return { all, caption };
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
