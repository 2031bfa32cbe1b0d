/** Reads buttons, as `crates/convert/src/html/cards.rs` does. */

import { type Fields, notPlain } from "../preview/fields.ts";
import type { ContentReader } from "./context.ts";
import { checkPlain, contentOf } from "./elements.ts";
import { isVisible, type Span } from "./line.ts";

/** Reads buttons: each becomes a link. */
export function readButtons(element: Element, reader: ContentReader): Fields {
  const all = contentOf(element) as Element[];
  for (const one of [element, ...element.querySelectorAll("*")]) {
    one.classList.remove(...[...one.classList].filter((name) => name.includes("button")));
  }
  checkPlain(element, true);
  const items = all.map((button) => {
    const isOne = button.localName === "div" && !button.querySelector("a~a,a a");
    const { blocks: [block, other] } = isOne ? reader.nested([button]) : notPlain();
    const [first, ...more] = (block?.text ?? []) as Span[];
    const isLink = first?.href && block!.type === "paragraph" && !other && !block!.id
      && [first, ...more].every((span) => span.href === first.href && isVisible(span));
    if (!isLink) notPlain();
    return { text: [first, ...more].map((span) => ({ ...span, href: undefined })), url: first.href };
  });
  return items.length ? { type: "links", items } : notPlain();
}
