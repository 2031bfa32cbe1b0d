/** Converts the texts of comments to trees of few elements, as `crates/wire/src/comment_markup.rs` writes them. */

import { MARKS } from "../dom.ts";
import { type Fields, notPlain } from "../preview/fields.ts";
import { beginDocument, certainty } from "./certainty.ts";
import type { Span } from "./line.ts";
import { blocksOf } from "./markup.ts";
import { orNull } from "./repetitions.ts";
import { tools } from "./values.ts";

/** Text, or an element: its name, the URL of a link or an image or else `null`, its children. */
type Fragment = string | (Fragment | null)[];

/**
 * Reads the texts of comments, as far as it is certain what the converter makes of them. Returns a function that
 * converts the others with `convert` and resolves with the trees of all. `trust` converts markup to the form that the
 * browser's parser accepts.
 */
export function readComments(texts: unknown[], base: string, trust: (html: string) => string) {
  tools.trust = trust;
  const trees: unknown[] = texts.map((text) => orNull(() => {
    beginDocument();
    const { blocks, isWhole } = blocksOf(text as string, base);
    return isWhole && certainty.isExact ? blocks.map(blockOf) : notPlain();
  }));
  return async (convert: (texts: unknown[]) => Promise<unknown[]>): Promise<unknown[]> => {
    const others = texts.filter((_, index) => !trees[index]);
    const converted = others.length ? await convert(others) : [];
    return trees.map((tree) => tree ?? converted.shift());
  };
}

function blockOf({ type, text, body, items, ordered, src, alt, url, title }: Fields): Fragment {
  const inner = spansOf(text);
  const more = ((body ?? []) as Fields[]).map(blockOf);
  if (type === "paragraph") return ["p", null, ...inner];
  if (type === "heading") return ["p", null, ["strong", null, ...inner]];
  if (type === "quote") return ["blockquote", null, ...(text ? [["p", null, ...inner]] : []), ...more];
  if (type === "image") return ["img", src as string, (alt ?? "") as string];
  if (type === "embed") return ["p", null, ["a", url as string, (title || url) as string]];
  if (type === "divider") return ["hr", null];
  if (type !== "list") notPlain();
  const all = (items as Fields[]).map(({ text, body }): Fragment =>
    ["li", null, ...spansOf(text), ...((body ?? []) as Fields[]).map(blockOf)]);
  return [ordered ? "ol" : "ul", null, ...all];
}

const spansOf = (spans: unknown) => ((spans ?? []) as Span[]).map((span): Fragment => {
  if (span.break) return ["br", null];
  let node: Fragment = span.text!;
  for (const [mark, name] of Object.entries(MARKS)) if (span[mark]) node = [name, null, node];
  // Links to a part of an article have no target in a comment.
  return span.href && !span.href.startsWith("#") ? ["a", span.href, node] : node;
});
