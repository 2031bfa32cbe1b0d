/**
 * Finds the addresses of an image among the attributes of an element, as `crates/convert/src/html/addresses.rs` does:
 * many pages keep them in attributes of their own until a script loads the image.
 */

/** A candidate of a `srcset`: its address and its descriptor. */
type Candidate = [reference: string, descriptor: string];

const LAZY = /^data-(original|lazy|url|image|echo|img|full)$/;
/** Attributes that browsers know; inert elements have some of them under other names. */
const STANDARD = /^(src|alt|title|class|data-baca-(id|style|on\w+)|longdesc|usemap|attributionsrc|dynsrc|lowsrc|ping)$/;
/** Names of attributes with a preview or another image. */
const OTHER_PICTURE = new RegExp(
  "placeholder|thumb|low|error|fallback|blur|preview|tiny|lqip|hover|pin|share|icon|logo|avatar|poster|prev|next|href",
);
/** Names of placeholder files, without extension. */
const PLACEHOLDER =
  /^(1x1|blank|clear|dummy|empty|grey|lazy|lazyload|loader|loading|pixel|spacer|transparent)$|placeholder/;
const PHOTO = /\.(jpe?g|png|webp|avif|gif|jfif)$/i;
/** Addresses of files that are no photos. */
const DRAWING = /\.(gif|svg)$/i;

/** Returns the value of an attribute without surrounding white space; `undefined` if it is blank. */
export const filled = (element: Element, name: string): string | undefined =>
  element.getAttribute(name)?.trim() || undefined;

/** Parses a length in pixels: `640`, `640px`, `640.5`; returns `undefined` for `100%`. */
export function pixels(text: string | null | undefined): number | undefined {
  const [, digits] = /^\s*(\d+)(\.[^]*|\s*px\s*|\s*)$/i.exec(text ?? "") ?? [];
  return digits && Number(digits) < 1e5 ? Number(digits) : undefined;
}

/** Returns the name of an address's file; for an image service, that of the original. */
export function fileOf(address: string): string {
  const at = address.indexOf("url=");
  const [path = ""] = address.slice(at < 0 ? 0 : at + 4).split(/[?#&]/);
  return path.split("/").at(-1)!.split("%2F").at(-1)!;
}

/** Returns whether an address shows no image: it is empty, or an inline placeholder. */
export function isBlankImage(reference: string): boolean {
  const address = reference.trim();
  return /^(about:|$)/.test(address) || /^data:image\/svg\+/i.test(address)
    || (/^data:/i.test(address) && address.length < 256);
}

/** Returns whether an address is a placeholder: inline, or by its file's name. */
export const isPlaceholder = (reference: string): boolean =>
  isBlankImage(reference) || PLACEHOLDER.test(fileOf(reference.trim()).split(".")[0]!.toLowerCase());

/** Returns whether two addresses have one file name, apart from its size: `a-300x200.jpg`, `a.jpg`. */
export function isSameFile(one: string, other: string): boolean {
  const stem = (address: string) => fileOf(address).replace(/\.[^.]*$/, "").replace(/-\d+x\d+$/, "");
  return one === other || (stem(one) !== "" && stem(one) === stem(other));
}

/** Returns whether an attribute of this name holds the address of an image that a script loads lazily. */
export function isLazy(name: string): boolean {
  const isSource = /src$|^data-src-large$/.test(name) && !STANDARD.test(name) && !name.startsWith(":");
  return LAZY.test(name)
    || ((isSource || /lazy|defer|suppressed/.test(name)) && !OTHER_PICTURE.test(name) && !name.endsWith("set"));
}

/** Returns whether an attribute of this name holds a `srcset` that a script loads lazily. */
export const isLazySet = (name: string): boolean => /.srcset$/.test(name) && !OTHER_PICTURE.test(name);

const isPicture = (text: string) => !/[\s{}<>"]/.test(text.trim()) && PHOTO.test(fileOf(text.trim()));

/** Returns the address that a script would move into an `img` whose own address is `src`. */
export function lazyAddress(image: Element, src: string | undefined): string | undefined {
  const all = [...image.attributes];
  const lazy = all.find(({ name, value }) => isLazy(name) && /[./]/.test(value) && !isBlankImage(value));
  if (lazy ?? (src && !DRAWING.test(fileOf(src)))) return lazy?.value;
  return all.find(({ name, value }) => !STANDARD.test(name) && !OTHER_PICTURE.test(name) && !name.startsWith("on")
    && isPicture(value) && (!src || !DRAWING.test(fileOf(value))))?.value;
}

/**
 * Splits a `srcset` into its candidates. Addresses may contain commas.
 * <https://html.spec.whatwg.org/multipage/images.html#parse-a-srcset-attribute>
 */
function candidatesOf(set: string): Candidate[] {
  const all: Candidate[] = [];
  const start = /[ \t\n\f\r,]*([^ \t\n\f\r]+)/y;
  for (let found = start.exec(set); found; found = start.exec(set)) {
    const reference = found[1]!;
    let { length } = reference;
    while (reference[length - 1] === ",") length -= 1;
    const [bare, from] = [reference.slice(0, length), start.lastIndex];
    const end = set.indexOf(",", from);
    const isEnd = length < reference.length;
    all.push([bare, isEnd ? "" : set.slice(from, end < 0 ? undefined : end).trim()]);
    if (!isEnd) start.lastIndex = end < 0 ? set.length : end + 1;
  }
  return all;
}

/** Returns whether a text is a `srcset`: addresses of images with their widths. */
function isSet(text: string): boolean {
  const [first] = candidatesOf(text.slice(0, 4000));
  return !!first && isPicture(first[0]) && /^\d.*[wx]$/.test(first[1]);
}

/** Lists the candidates of an element; those that a script loads come first. */
export function filesOf(element: Element): Candidate[] {
  const all = [...element.attributes];
  const lazy = all.filter(({ name, value }) => isLazySet(name) || (!/^(srcset|sizes)$/.test(name) && isSet(value)));
  const sets = [...lazy, ...all.filter(({ name }) => name === "srcset")];
  return sets.map(({ value }) => candidatesOf(value).filter(([reference]) => !isBlankImage(reference)))
    .find(({ length }) => length) ?? [];
}
