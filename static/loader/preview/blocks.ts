/** Renders the blocks of the preview, as `crates/render/src/article/blocks.rs` does. */

import { make, makePart } from "../dom.ts";
import { type Fields, flagOf, isUrl, notPlain, stringOf } from "./fields.ts";
import { imageSize } from "./image-size.ts";
import { inlineNodes, line } from "./inline.ts";

/** Schemes of the URLs of images. */
const PICTURES = /^https?:$/;

/** Renderers by type of block. Each throws if the article would show the block differently. */
const RENDERERS: Record<string, (block: Fields) => HTMLElement> = {
  paragraph({ text, dropcap, align }) {
    const element = makePart("p", "paragraph", ...inlineNodes(text, true));
    if (flagOf(dropcap)) element.className = "dropcap";
    if (align && !/^(start|center|end)$/.test(align as string)) notPlain();
    if (align && align !== "start") element.dataset.align = align as string;
    return element;
  },
  heading({ text, level = 2 }) {
    const name = `h${Math.min(6, Math.max(2, level as number))}` as "h2";
    return makePart(name, "heading", ...inlineNodes(text, true));
  },
  list({ items, ordered, start, reversed, marker }) {
    if (reversed || marker) notPlain();
    const item = (value: unknown) => {
      const { text, body } = (value ?? {}) as Fields;
      if (body) notPlain();
      const element = make("li", {}, ...inlineNodes(Array.isArray(text) ? text : value, true));
      return element.textContent.trim() ? element : notPlain();
    };
    if (!Number.isInteger(start ?? 1)) notPlain();
    const list = makePart(flagOf(ordered) ? "ol" : "ul", "list", ...(items as unknown[]).map(item));
    if (start) list.setAttribute("start", start as string);
    return list;
  },
  quote({ text, attribution, pull }) {
    const blockquote = make("blockquote", {}, make("p", {}, ...inlineNodes(text, true)));
    if (!blockquote.textContent.trim()) notPlain();
    const quote = makePart("figure", "quote", blockquote);
    quote.className = flagOf(pull) ? "quote pull" : "quote";
    if (attribution) quote.append(make("figcaption", {}, ...inlineNodes(attribution, true)));
    return quote;
  },
  image,
  divider: () => make("hr"),
};

/** Renders a block; throws if the article might show it differently. */
export function plainBlock(block: unknown): HTMLElement {
  const text = stringOf(block);
  if (text !== undefined) return makePart("p", "paragraph", text);
  const fields = block as Fields;
  const { type, lang, dir, body } = fields;
  if (lang || dir || body) notPlain();
  const element = RENDERERS[type as string]!(fields);
  return element.textContent.trim() || /^(hr|figure)$/.test(element.localName) ? element : notPlain();
}

/** Renders the empty box of an image with its caption and credit. */
function image({ src, width, height, sources, caption, credit, size }: Fields): HTMLElement {
  const shown = imageSize(width, height, sources);
  const box = make("div", { class: `box ${shown.class ?? ""}` });
  if (shown.height) box.style.aspectRatio = `${shown.width} / ${shown.height}`;
  if (shown.width) box.style.setProperty("--natural", `${shown.width}px`);
  const figure = makePart("figure", "image", box);
  figure.className = "figure";
  if (!isUrl(src, PICTURES)) notPlain();
  if (size) figure.dataset.size = size as string;
  const captions = line("span", "caption", caption, true).flatMap((element) => [element, " "]);
  captions.push(...line("span", "credit", credit, true));
  if (captions.length) figure.append(make("figcaption", {}, ...captions));
  return figure;
}
