/** Reads images, as `crates/convert/src/html/figures.rs` and `pictures.rs` do. */

import { type Fields, notPlain } from "../preview/fields.ts";
import { checkPlain, propertyOf, styleOf } from "./elements.ts";
import { pixels, readFrame } from "./embeds.ts";
import { absolute } from "./values.ts";

const IMAGES = /^https?:$/;
/** Attributes of an image that are read below, or change nothing with an address in them. */
const KNOWN = new RegExp(
  "^(src|srcset|sizes|alt|data-(permalink|link|full-url|(orig|medium|large)-(file|size)|image-(meta|title|description|"
  + "caption)))$",
);
/** An inline style by which an image may be small enough for a sentence. */
const SMALL_STYLE = /(width|height)\s*:\s*(\d{1,2}|1[0-2]\d)?(\.\d*)?(px|r?em|ex|ch)/;
/** Files that may hold the place of another image (`addresses.rs`), and those beside which another is looked for. */
const PLACEHOLDER =
  /\/(1x1|blank|clear|dummy|empty|grey|load|lazy|pixel|spacer|transp)[^/]*$|placeh|\.(gif|svg)\b/i;
/** Pictures with a side that long, in pixels, are blocks. */
const MIN_SIZE = 33;

/** Returns the children of an element without comments and white space. */
export const contentOf = (element: Element): ChildNode[] =>
  [...element.childNodes].filter((node) =>
    node.nodeType === 1 || (node.nodeType === 3 && /[^ \t\n\f\r]/.test((node as Text).data)));

/** Returns the size of a block by the classes of WordPress and others, by `float` or by `align`. */
export function sizeOf(element: Element): string | undefined {
  const [, , left, wide] =
    /(^|\s)(?:(?:align|float|pull)-?(left|right)|align(wide|full))(?=\s|$)/.exec(element.className) ?? [];
  const float = propertyOf(element, "float") ?? element.getAttribute("align")?.toLowerCase();
  return left ?? wide ?? /^(left|right)$/.exec(float ?? "")?.[0];
}

/** Reads an image with the address, size and files that it declares. */
function readImage(image: Element, base: string): Fields {
  checkPlain(image, false, KNOWN);
  if (/emoji|smil|latex|math/i.test(image.className)) notPlain();
  const src = absolute(image.getAttribute("src"), base, IMAGES);
  if (PLACEHOLDER.test(src.replace(/[?#].*/, ""))) notPlain();
  let [width, height] = [pixels(image, "width"), pixels(image, "height")];
  const style = styleOf(image);
  if (SMALL_STYLE.test(style) || (/(width|height)\s*:\s*[\d.]+[a-z]/.test(style) && !(width && height))) notPlain();
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

/** Reads an image or a frame; throws if it is something else. */
export function readMedia(element: Element, base: string): Fields {
  if (element.localName === "img") return readImage(element, base);
  return { ...readFrame(element, base), size: sizeOf(element) };
}
