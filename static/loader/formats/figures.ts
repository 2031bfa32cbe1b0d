/** Reads figures and assigns their texts to their pictures, as `crates/convert/src/html/figures.rs` does. */

import { plain } from "../preview/comparable.ts";
import { type Fields, notPlain } from "../preview/fields.ts";
import { type ContentReader, isText } from "./context.ts";
import { checkPlain } from "./elements.ts";
import { anchor, isBare, isVisible, type Span, trimEnd } from "./line.ts";
import { sizeOf } from "./pictures.ts";

/** With more characters of text per image, a figure may be a container of text. The converter's limit is higher. */
const MAX_CAPTION = 2000;
/** Blocks that can have a caption. */
const CAPTIONED = /^(image|embed|gallery)$/;
/** What an image of a gallery does not have. */
const NO_ITEM = { type: undefined, size: undefined, lang: undefined, dir: undefined };

/** What a text that stays does not have. */
const NO_CAPTION = { id: undefined, align: undefined, dropcap: undefined, isCaption: undefined };

/** Joins two texts, with a line break between them. */
export const joinedTexts = (one: unknown, other: unknown): Span[] => {
  const [first, second] = [one ?? [], other ?? []] as [Span[], Span[]];
  return [...first, ...(first.length && second.length ? [{ break: true } as const] : []), ...second];
};

/** Returns a text without the mark of credits. */
const unmarked = (text: Span[]): Span[] => text.map(({ credit: _, ...span }) => span);

/** Moves the credit that ends the caption of an image to its own field. */
export function withCredit(block: Fields): Fields {
  const text = [...block.caption as Span[] | undefined ?? []];
  if (/^(paragraph|heading)$/.test(block.type as string)) return { ...block, text: unmarked(block.text as Span[]) };
  if (block.type !== "image") return text.length ? { ...block, caption: unmarked(text) } : block;
  const at = text.findLastIndex((span) => !span.credit && isVisible(span)) + 1;
  const credit = text.splice(at);
  if (!credit.some(isVisible)) return { ...block, caption: unmarked([...text, ...credit]) };
  while (!isVisible(credit[0]!) && isBare(credit[0]!)) credit.shift();
  trimEnd(text);
  const [first, ...more] = unmarked(credit);
  return {
    ...block, caption: unmarked(text),
    credit: joinedTexts(block.credit, [{ ...first, text: first!.text?.replace(/^ +/, "") }, ...more]),
  };
}

/**
 * Returns the blocks of a figure with each text as the caption of the picture before it, or else of the one after it.
 * Several images become a gallery. `isNested` says that the figure is in another one.
 */
function withCaptions(blocks: Fields[], isNested: boolean): Fields[] {
  const isParagraph = ({ type }: Fields) => type === "paragraph";
  const images = blocks.filter(({ type }) => type === "image").length;
  const hasOthers = blocks.some((block) => block.type !== "image" && !isParagraph(block));
  const texts = blocks.filter(isParagraph);
  const captions = texts.filter(({ isCaption }) => isCaption);
  if (texts.flatMap(({ text }) => plain(text)).join("").length > MAX_CAPTION * Math.max(images, 1)) notPlain();
  const isShared = images > 1 && !hasOthers && captions.length < images && !!blocks.at(-1)?.isCaption;
  const out: Fields[] = [];
  let [leading, shared]: Span[][] = [[], []];
  for (const block of blocks) {
    const last = out.at(-1);
    if (!isParagraph(block)) {
      const takes = CAPTIONED.test(block.type as string) || (block.type === "table" && blocks[0]!.isCaption);
      if (leading!.length && (!takes || block.fallback)) notPlain();
      out.push(leading!.length ? { ...block, caption: joinedTexts(leading, block.caption) } : block);
      leading = [];
      continue;
    }
    const { id, isCaption } = block;
    const text = [...(id ? [anchor(id as string)] : []), ...block.text as Span[]];
    if (isShared && block === blocks.at(-1)) shared = text;
    else if (isCaption && out.some(({ type }) => type === "table")) {
      // The first table has it if there is nothing else, the last block if that is a table.
      const table = captions.length === 1 && out.every(({ type }) => type === "table") ? out[0]! : last!;
      if (table.type !== "table" || table.caption) notPlain();
      table.caption = unmarked(text);
    } else if (isCaption && last?.type === "quote" && !last.attribution) last.attribution = unmarked(text);
    else if (last && CAPTIONED.test(last.type as string)) last.caption = joinedTexts(last.caption, text);
    else if (!last && (images || hasOthers)) leading = joinedTexts(leading, text);
    else out.push({ ...block, ...NO_CAPTION, text });
  }
  const isGallery = images > 1 && !hasOthers && out.length === images;
  const all = isGallery || !isNested ? out.map(withCredit) : out;
  if (!isGallery) return all;
  const items = all.map((one) => (one.id ? notPlain() : { ...one, ...NO_ITEM }));
  return [{ type: "gallery", items, ...withCredit({ caption: shared!.length ? shared : undefined }) }];
}

/** Reads a figure: pictures, frames, tables or posts of other sites with their captions, or a pull quote. */
export function readFigure(figure: Element, isGallery: boolean, reader: ContentReader): Fields[] {
  const isPull = /(^|\s)wp-block-pullquote(\s|$)/.test(figure.className);
  for (const one of isGallery ? [figure, ...figure.querySelectorAll("*")] : []) {
    one.className = one.className.replace(/(^|\s)((wp-block-|blocks-)?gallery\S*|wp-block-gallery)/g, "");
  }
  figure.className = figure.className.replace("wp-block-pullquote", "");
  checkPlain(figure, true);
  const waiting = reader.targets.ids.length;
  const isCaptioned = !isPull && !!figure.querySelector("figcaption,[class*=caption-text i]");
  const context = { inGallery: isGallery, inFigure: !isPull, isCaptioned };
  const { blocks } = reader.nested(figure.childNodes, undefined, context);
  if (reader.targets.ids.length > waiting) notPlain();
  const [first, other] = blocks;
  if (isPull) return first?.type === "quote" && !other ? [{ ...first, pull: true }] : notPlain();
  const all = withCaptions(blocks, !!reader.context.inFigure);
  // A text that is an address becomes an embed.
  if (figure.matches(".wp-block-embed") && all.every(isText)) notPlain();
  return all.map((block) => ({ ...block, size: block.size ?? (isText(block) ? undefined : sizeOf(figure)) }));
}
