/** Reads lists, as `crates/convert/src/html/lists.rs` does. */

import { type Fields, notPlain } from "../preview/fields.ts";
import { type ContentReader, textOfAll } from "./context.ts";
import { checkPlain, contentOf, propertyOf, sideOf } from "./elements.ts";
import { anchor, isLeftOut } from "./line.ts";
import { isTarget, Targets } from "./targets.ts";

/** Markers with numbers, and others. */
const NUMBERS = /^(decimal|(lower|upper)-(alpha|roman)|none)$/;
const BULLETS = /^(disc|circle|square|none)$/;

/** Returns the marker of a list, by the style of it or of all its items. Throws for unknown ones. */
function markerOf(list: Element, items: Element[]): string | false | undefined {
  const isOrdered = list.localName === "ol";
  const [common, ...others] = items.map((item) => propertyOf(item, "list-style-type"));
  const marker = propertyOf(list, "list-style-type") ?? propertyOf(list, "list-style")
    ?? (others.every((other) => other === common) ? common : undefined);
  const isType = /^(1|disc)$/.test(list.getAttribute("type") ?? "1");
  if (!isType || !(isOrdered ? NUMBERS : BULLETS).test(marker ?? "none")) notPlain();
  return marker !== (isOrdered ? "decimal" : "disc") && marker;
}

/** Returns the id of an item, which is a target of links. */
function idOf(item: Element, reader: ContentReader): string | undefined {
  const own = new Targets();
  own.add(item);
  reader.targets.count += own.count;
  return own.ids[0];
}

/** Reads a list; returns `undefined` if it is empty. */
export function readList(element: Element, reader: ContentReader): Fields | undefined {
  const ordered = element.localName === "ol";
  const start = element.getAttribute("start");
  if (start !== null && !(ordered && /^\d{1,6}$/.test(start))) notPlain();
  const items: Fields[] = [];
  const parts = (contentOf(element) as Element[]).filter((part) => part.nodeType === 3 || !isLeftOut(part));
  for (const part of parts) {
    const last = items.at(-1);
    if (last && /^[uo]l$/.test(part.localName)) {
      last.body = [...(last.body as Fields[] | undefined) ?? [], ...reader.nested([part]).blocks];
      continue;
    }
    if (part.localName !== "li") notPlain();
    checkPlain(part, true);
    const { text, body } = reader.nested(part.childNodes, part);
    const id = idOf(part, reader);
    if (text ?? body.length) items.push({ text, id, ...(body.length && { body }) });
    // It has a number, or what follows belongs to it.
    else if (ordered || id || parts.some(({ localName }) => localName !== "li")) notPlain();
  }
  const marker = markerOf(element, parts.filter(({ localName }) => localName === "li"));
  if (!items.length) return undefined;
  return { type: "list", ordered, ...(start && { start: Number(start) }), marker, items };
}

/** Reads a list of terms and their descriptions; returns `undefined` if it is empty. */
export function readDefinitions(element: Element, reader: ContentReader): Fields | undefined {
  const items: Fields[] = [];
  const add = (parent: Element) => {
    for (const part of contentOf(parent) as Element[]) {
      if (part.nodeType === 1 && isLeftOut(part)) continue;
      if (!/^(d[td]|div)$/.test(part.localName)) notPlain();
      checkPlain(part, part.localName !== "div");
      const id = idOf(part, reader);
      if (part.localName === "div") {
        if (isTarget(part) || sideOf(part) || part.matches("[lang],[dir],:not(:has(>dt,>dd))")) notPlain();
        add(part);
        continue;
      }
      const { blocks, text, body } = reader.nested(part.childNodes, part);
      const last = items.at(-1);
      if (part.localName === "dt") {
        const term = textOfAll(blocks);
        if (term.length) items.push({ term, id });
        else if (id) notPlain();
      } else if (last && !last.text && !last.body) {
        Object.assign(last, { text, ...(body.length && { body }) });
        if (last.id && id) last.text = [anchor(id), ...text ?? []];
        last.id ??= id;
      } else if (blocks.length) items.push({ text, id, ...(body.length && { body }) });
      else if (id) notPlain();
    }
  };
  add(element);
  return items.length ? { type: "list", items } : undefined;
}
