/** Creates elements. Strings become text nodes: nothing here parses markup. */

/** Creates an element with attributes and children. */
export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Record<string, string | number> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value as string);
  element.append(...children);
  return element;
}

/** The element for each mark of Baca's own format, innermost first (`crates/model/src/marks.rs`). */
export const MARKS = {
  code: "code", sup: "sup", sub: "sub", small: "small", mark: "mark",
  strike: "s", underline: "u", italic: "em", bold: "strong",
} as const;

/** Creates an element with a `part`, which sites can style. */
export const makePart = <Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  part: string,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] => make(name, { part }, ...children);

/** Selects the blocks of a body, without the places for the site's own content between them. */
export const BLOCKS = ".section>:not(.place)";

/** Creates an SVG element with attributes. */
export function makeSvg(name: string, attributes: Record<string, string>): SVGElement {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element as SVGElement;
}

/** Copies an element with everything in it. */
export const copyOf = <Original extends Element>(element: Original) => element.cloneNode(true) as Original;
