/** Reads the markers of lists, as `crates/convert/src/html/lists.rs` does. */

import { notPlain } from "../preview/fields.ts";
import { propertyOf } from "./elements.ts";

/** Markers with numbers, and others. */
const NUMBERS = /^(decimal|(lower|upper)-(alpha|roman)|none)$/;
const BULLETS = /^(disc|circle|square|none)$/;

/** Returns the marker of a list, by the style of it or of all its items. Throws for unknown ones. */
export function markerOf(list: Element, items: Element[]): string | false | undefined {
  const isOrdered = list.localName === "ol";
  const [common, ...others] = items.map((item) => propertyOf(item, "list-style-type"));
  const marker = propertyOf(list, "list-style-type") ?? propertyOf(list, "list-style")
    ?? (others.every((other) => other === common) ? common : undefined);
  const isType = /^(1|disc)$/.test(list.getAttribute("type") ?? "1");
  if (!isType || !(isOrdered ? NUMBERS : BULLETS).test(marker ?? "none")) notPlain();
  return marker !== (isOrdered ? "decimal" : "disc") && marker;
}
