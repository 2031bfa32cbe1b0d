/** Blocks and texts of a sketch, as `src/view/blocks.rs` and `src/view/inline.rs` draw them. */

import { make, MARKS } from "./elements.js";

/** Members of an object that hold what can be read: a text, and more such objects. */
const TEXTS = ["term", "title", "text", "caption", "credit", "attribution"];
const MORE = ["body", "items", "rows", "fallback", "transcript"];

export const part = (name, part, ...children) => make(name, { part }, ...children);

/** How blocks are drawn, by their type. */
const KINDS = {
  paragraph: ({ text, dropcap, align }) => {
    const element = part("p", "paragraph", ...spans(text));
    if (dropcap) element.className = "dropcap";
    if (align && align !== "start") element.dataset.align = align;
    return element;
  },
  heading: ({ text, level = 2 }) => part(`h${Math.min(6, Math.max(2, level))}`, "heading", ...spans(text)),
  list: ({ items, ordered, start }) => {
    const item = (value) => make("li", {}, ...spans(Array.isArray(value?.text) ? value.text : value));
    const list = part(ordered ? "ol" : "ul", "list", ...items.map(item));
    if (start) list.setAttribute("start", start);
    return list;
  },
  quote: ({ text, attribution, pull }) => {
    const quote = part("figure", "quote", make("blockquote", {}, make("p", {}, ...spans(text))));
    quote.className = pull ? "quote pull" : "quote";
    if (attribution) quote.append(make("figcaption", {}, ...spans(attribution)));
    return quote;
  },
  image: picture,
  divider: () => make("hr"),
};

/** What may stand in a block besides, without changing how it looks here. */
const KNOWN = ["type", "id", "text", "dropcap", "align", "level", "items", "ordered", "start", "attribution", "url", "pull", "src", "sources", "href", "alt", "width", "height", "caption", "credit", "size"];

/** A block whose looks are certain; fails at any other. */
export function plain(block) {
  if (typeof block === "string") return part("p", "paragraph", block);
  if (!Object.keys(block).every((key) => KNOWN.includes(key))) throw new TypeError("not plain");
  const element = KINDS[block.type](block);
  if (element.textContent.trim() || element.localName === "hr" || element.localName === "figure") return element;
  throw new TypeError("nothing to read");
}

/** A line of text, if it says anything. */
export function line(name, named, value) {
  if (value == null) return [];
  const element = part(name, named, ...spans(value));
  return element.textContent.trim() ? [element] : [];
}

/** The place of a picture, with what is said of it. */
function picture({ src, width, height, caption, credit, size }) {
  const box = make("div", { class: "box" });
  box.style.aspectRatio = width && height ? `${width} / ${height}` : "3 / 2";
  const figure = part("figure", "image", box);
  figure.className = "figure";
  if (!text(src)) throw new TypeError("no picture");
  if (size) figure.dataset.size = size;
  const said = [...line("span", "caption", caption), " ", ...line("span", "credit", credit)];
  if (said.length > 1) figure.append(make("figcaption", {}, ...said));
  return figure;
}

/** Text with its marks; fails at what is more than that. */
function spans(value) {
  return [value].flat().map((span) => {
    if (typeof span === "string") return span;
    const { text: said, href, break: breaks, ...marks } = span;
    if (breaks) return make("br");
    if (!Object.keys(marks).every((mark) => mark in MARKS)) throw new TypeError("not plain");
    let content = text(said);
    for (const [mark, name] of Object.entries(MARKS)) if (marks[mark]) content = make(name, {}, content);
    return href ? make("a", {}, content) : content;
  });
}

/** A value that must be a text. */
export function text(value) {
  if (typeof value !== "string") throw new TypeError("not a text");
  return value;
}

/** All that can be read of a value, piece by piece. */
export function textsOf(value) {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value !== "object" || !value) return [];
  const joined = (spans) => [spans ?? []].flat().map((span) => span?.text ?? span).join("");
  return [...TEXTS.map((key) => joined(value[key])), ...MORE.flatMap((key) => textsOf(value[key]))].filter((text) => text.trim());
}

/** Characters that there are to read in a body. */
export function lengthOf(body) {
  return (body.html?.replace(/<[^<>]*>/g, "") ?? textsOf(body).join(" ")).length;
}
