/** Reads images, as `crates/convert/src/html/pictures.rs` and `figures.rs` do. */

import { type Fields, notPlain } from "../preview/fields.ts";
import {
  filesOf, filled, isBlankImage, isLazy, isLazySet, isPlaceholder, isSameFile, lazyAddress, pixels,
} from "./addresses.ts";
import { reportLeftOut } from "./certainty.ts";
import { checkPlain, contentOf, propertyOf } from "./elements.ts";
import { absolute } from "./values.ts";

const IMAGES = /^https?:$/;
/** Attributes of an image that are read here, or change nothing whatever they hold. */
const KNOWN = /^(?!hidden$|xml:lang$|itemprop$|role$|data-service$)/;
/** An image without a file of its own. */
const NO_FILE = "a picture that has no file, only counts visits or holds a place";

/** Returns the size of a block by the classes of WordPress and others, by `float` or by `align`. */
export function sizeOf(element: Element): string | undefined {
  const [, , left, wide] =
    /(^|\s)(?:(?:align|float|pull)-?(left|right)|align(wide|full))(?=\s|$)/.exec(element.className) ?? [];
  const float = propertyOf(element, "float") ?? element.getAttribute("align")?.toLowerCase();
  return left ?? wide ?? /^(left|right)$/.exec(float ?? "")?.[0];
}

/** Returns a length of an element's style in pixels: given in them, or relative to text of 16 pixels. */
function stylePixels(element: Element, name: string): number | undefined {
  const [, number, unit] = /^([\d.]+)\s*(px|r?em|ex|ch)$/.exec(propertyOf(element, name) ?? "") ?? [];
  const length = Number(number) * (unit === "px" ? 1 : unit?.endsWith("em") ? 16 : 8);
  return length >= 0 && length < 1e5 ? Math.floor(length) : undefined;
}

/** Returns the size of the file, where the page declares it apart from the displayed size. */
function naturalSize(image: Element): number[] | undefined {
  const get = (name: string) => image.getAttribute(name);
  const declared = ["data-image-dimensions", "data-orig-size", "data-dimensions"]
    .map((name) => /^([^x,]*)[x,]([^]*)$/.exec(get(name) ?? "")?.slice(1)).find(Boolean)
    ?? [get("data-original-width"), get("data-original-height")];
  const sizes = declared.map((text) => pixels(text) ?? 0);
  return sizes.every((size) => size > 1) ? sizes : undefined;
}

/** Lists the files of an element's `srcset`. */
function sourcesOf(element: Element, base: string): Fields[] {
  const shown = pixels(filled(element, "width"));
  const sources = filesOf(element).map(([reference, descriptor]): Fields => {
    const [, times] = /^([\d.]+)x$/.exec(descriptor) ?? (descriptor.endsWith("x") ? notPlain() : []);
    const width = descriptor.endsWith("w") ? pixels(descriptor.slice(0, -1))
      : shown && Math.min(Math.floor(shown * Number(times ?? 1)), 1e5);
    return {
      src: absolute(reference, base, IMAGES), width: width || undefined, type: filled(element, "type"),
      media: filled(element, "media"),
    };
  });
  // Without widths only the last candidate is kept: it has the highest density.
  return sources.some(({ width }) => width) ? sources : sources.slice(-1);
}

/** Returns whether an image is small enough to be a part of a sentence. */
function isIcon(image: Element, full?: number, tall?: number): boolean {
  const limited = (side: number | undefined, names: string[]) => {
    const styled = names.map((name) => stylePixels(image, name) || undefined);
    return Math.min(...[side, ...styled].map((length) => length ?? Infinity));
  };
  let [width, height] = [limited(full, ["width", "max-width"]), limited(tall, ["height", "max-height"])];
  if (full && tall) {
    // The image keeps its ratio.
    [width, height] = [
      Math.min(width, Math.floor((full * Math.min(height, tall)) / tall)),
      Math.min(height, Math.floor((tall * Math.min(width, full)) / full)),
    ];
  }
  const [isWide, isTall] = [width < Infinity, height < Infinity];
  return isWide && isTall ? width <= 128 && height <= 32 : Math.min(width, height) <= 32;
}

/** Reads an image with its address, its size and its files; `undefined` for one that has none or only counts. */
function readFiles(element: Element, image: Element, base: string, isCaptioned = false): Fields | undefined {
  const size = (name: string) => pixels(image.getAttribute(name)) ?? stylePixels(image, name);
  let [width, height] = [size("width"), size("height")];
  const [given, alt] = [filled(image, "src"), filled(image, "alt")];
  // One that only counts visits, unless a text describes it.
  if (width! < 2 && height! < 2) {
    if ((isCaptioned || alt) && given && !isPlaceholder(given)) [width, height] = [undefined, undefined];
    else return undefined;
  }
  // The displayed size is limited to that of the file.
  const [full, tall] = naturalSize(image) ?? [];
  if (full && tall && ((width ?? height) === undefined || width! > full || height! > tall)) {
    [width, height] = [full, tall];
  }
  const sources = [...element === image ? [] : element.querySelectorAll("source"), image]
    .flatMap((one) => sourcesOf(one, base));
  const own = given !== undefined && isPlaceholder(given) ? undefined : given;
  const lazy = lazyAddress(image, own);
  const found = lazy ?? own;
  if (lazy && given && !isBlankImage(given) && !isSameFile(lazy, given)) {
    reportLeftOut("a picture that holds the place of another", given);
  }
  const widthOf = ({ width }: Fields) => (width as number | undefined) ?? 0;
  const fit = sources.filter((source) => !source.media && widthOf(source) <= 2000);
  const best = fit.toSorted((one, other) => widthOf(one) - widthOf(other)).at(-1) ?? sources[0];
  // A file called "pixel" can be a real image: a text or a size indicates one.
  const isDescribed = isCaptioned || alt || width! > 1 || height! > 1;
  const byName = isDescribed && given && !isBlankImage(given) ? given : undefined;
  const src = found === undefined && best ? best.src : (found ?? byName) && absolute(found ?? byName, base, IMAGES);
  const text = image.getAttribute("alt") ?? element.getAttribute("alt");
  if (!src) return undefined;
  return {
    type: "image", src, width: width || undefined, height: height || undefined, alt: text?.trim(), sources,
  };
}

/** Returns an image with what it lacks of another one of the same picture. */
function merged(image: Fields, other: Fields): Fields {
  const { alt, width, height, sources } = image;
  return {
    ...image, alt: alt || (other.alt ?? alt), width: width ?? other.width, height: height ?? other.height,
    sources: (sources as []).length ? sources : other.sources,
  };
}

/** Returns the image in a `picture`, or an image itself; throws if one of them is not plain. */
function imageOf(element: Element): Element {
  const image = element.localName === "img" ? element : element.querySelector("img") ?? notPlain();
  checkPlain(image, false, KNOWN);
  if (image === element) return image;
  const isOdd = (node: ChildNode) => !/^(source|img)$/.test((node as Element).localName);
  checkPlain(element);
  return contentOf(element).some(isOdd) || element.querySelectorAll("img").length > 1 ? notPlain() : image;
}

/**
 * Reads an image or a `picture`; `null` if it is left out. It can be in a figure, which can have a
 * caption; `full` is the image for browsers without scripts beside it.
 */
export function readImage(
  element: Element,
  base: string,
  { inFigure, isCaptioned }: { inFigure?: boolean | undefined; isCaptioned?: boolean | undefined },
  full?: Element,
): Fields | null {
  const image = imageOf(element);
  if (/emoji|smil|latex|math/i.test(element.className)) notPlain();
  const later = full && readFiles(full, imageOf(full), base);
  let read = readFiles(element, image, base, isCaptioned);
  if (full) {
    const isSame = [...element.attributes].some(({ name }) => isLazy(name) || isLazySet(name))
      || (read && (isPlaceholder(read.src as string) || isSameFile(later?.src as string, read.src as string)));
    if (!later || (read && !isSame)) notPlain();
    read = read ? merged(later, read) : later;
  }
  if (!read) {
    const src = filled(image, "src");
    reportLeftOut(NO_FILE, (src && !isBlankImage(src) ? src : filled(image, "alt")) ?? "");
    return null;
  }
  const { width, height } = read as { width?: number; height?: number };
  // A drawing without a size may be a sign in a sentence.
  const isSign = !(width ?? height) && /\.svg$/i.test((read.src as string).split(/[?#]/)[0]!);
  if (!inFigure && (isSign || isIcon(image, width, height))) notPlain();
  return { ...read, size: sizeOf(element) };
}
