/** Parts of the article that the site hides or changes: hidden parts, the level of headings, the gutter. */

import { make } from "../dom.ts";
import type { NewsroomConfiguration } from "./configuration.ts";

/** Returns the style of hidden parts and of the gutter; empty if nothing is configured. */
export function styleOfParts({ hidden, gutter }: NewsroomConfiguration): string {
  const rules = hidden.map((part) => `[part~="${part}"]{display:none!important}`);
  if (gutter !== undefined) rules.push(`.baca{--gutter:${gutter}px}@media print{.baca{--gutter:0px}}`);
  return rules.join("");
}

/**
 * Replaces the headings of an article by those of other levels, which keep their usual level in `data-level`. A hidden
 * headline is no heading at all. Headings in panels keep their level: they belong to other modules.
 */
export function lowerHeadings(article: Element, { headingLevel, hidden }: NewsroomConfiguration): void {
  const hidesHeadline = hidden.includes("header") || hidden.includes("headline");
  if (headingLevel === 1 && !hidesHeadline) return;
  for (const heading of article.querySelectorAll<HTMLElement>("h1,h2,h3,h4,h5,h6")) {
    if (heading.dataset.level || heading.closest("[data-place]")) continue;
    const level = Number(heading.localName[1]);
    const isHidden = level === 1 && hidesHeadline;
    if (headingLevel === 1 && !isHidden) continue;
    const name = isHidden ? "p" : `h${Math.min(6, level + headingLevel - 1)}`;
    const replacement = make(name as "h2");
    for (const { name, value } of heading.attributes) replacement.setAttribute(name, value);
    replacement.dataset.level = String(level);
    replacement.append(...heading.childNodes);
    const isFocused = (heading.getRootNode() as ShadowRoot).activeElement === heading;
    heading.replaceWith(replacement);
    if (isFocused) replacement.focus({ preventScroll: true });
  }
}
