/** Collects the targets of links, as `anchors` in `crates/convert/src/html/convert.rs` does. */

import { LEFT_OUT } from "./elements.ts";

/** Selects elements without targets: those that are left out, and what is read as a part of the image beside it. */
const WITHOUT_TARGETS = `:is(${LEFT_OUT},noscript)`;

/** Returns whether links can point at an element. */
export const isTarget = (element: Element): boolean =>
  element.matches("[data-baca-id],a[data-baca-name]") && !element.closest(WITHOUT_TARGETS);

/** Maximum bytes of an id. */
const MAX_ID = 256;

/** Collects the ids of elements that wait for the next text or block, and counts them. */
export class Targets {
  ids: string[] = [];
  count = 0;

  /** Adds the id of an element, or the name of a link. One that has both counts as none. */
  add(element: Element): void {
    const own = element.getAttribute("data-baca-id") ?? "";
    const name = (element.localName === "a" && element.getAttribute("data-baca-name")) || "";
    const [, id] = /^\s*(\S+)\s*$/.exec(own && name ? "" : own + name) ?? [];
    if (!id) return;
    this.count += 1;
    // Longer ones are no targets.
    if (new TextEncoder().encode(id).length <= MAX_ID) this.ids.push(id);
  }

  /** Removes the ids and returns them. */
  take(): string[] {
    return this.ids.splice(0);
  }
}
