/** The contents of an article with three headings or more: a button in the toolbar and its panel. */

import SPEEDS from "../../../crates/model/src/speeds.json" with { type: "json" };
import { make } from "../dom.ts";
import { inNextFrame } from "../scheduling.ts";
import { headingsOf } from "./heading-links.ts";
import type { Overlay } from "./overlay.ts";
import { icon } from "../icons.ts";
import { type ArticlePage, button } from "./page.ts";

const MIN_HEADINGS = 3;
const LIST = "M4 6h2M4 12h2M4 18h2M9 6h11M9 12h11M9 18h11";

/** Adds the contents to the toolbar, if the article has enough headings. */
export function addContents(page: ArticlePage, overlay: Overlay): void {
  const opener = button("", [icon(LIST)], () => overlay.toggle("contents", () => panel(page, overlay)));
  opener.dataset.do = "contents";
  page.labelled(() => {
    page.name(opener, page.t("contents"));
    // After the space between the sizes and the other tools.
    if (headingsOf(page).length < MIN_HEADINGS) opener.remove();
    else if (!opener.isConnected) page.tools?.querySelector(".gap")?.after(opener);
  });
  page.signal.addEventListener("abort", () => opener.remove());
}

/** Returns the heading of the text at the reading position: the last one above the first lines of the window. */
function currentOf(page: ArticlePage, headings: HTMLElement[]): HTMLElement | undefined {
  // The last headings cannot be scrolled to the upper edge.
  const isEnd = page.body.getBoundingClientRect().bottom <= innerHeight;
  const line = isEnd ? innerHeight : page.firstLine + 48;
  return headings.findLast((heading) => heading.getBoundingClientRect().top < line);
}

/** Returns the minutes that the rest of the text takes. */
function minutesLeft(page: ArticlePage): number {
  const { top, height } = page.body.getBoundingClientRect();
  const left = Math.min(1, Math.max(0, 1 - (page.firstLine - top) / (height || 1)));
  const language = page.article.lang.toLowerCase().split("-")[0]!;
  const speed = (SPEEDS as Record<string, number>)[language] ?? SPEEDS.en;
  return Math.ceil(left * page.body.textContent.replace(/\s/g, "").length / speed);
}

function panel(page: ArticlePage, overlay: Overlay): HTMLElement {
  const headings = headingsOf(page);
  const current = currentOf(page, headings);
  const items = headings.map((heading) => {
    const link = make("a", { href: `#${heading.id}` }, heading.textContent.trim());
    if (heading === current) link.setAttribute("aria-current", "true");
    link.addEventListener("click", (event) => {
      event.preventDefault();
      event.stopPropagation();
      overlay.close(false);
      heading.tabIndex = -1;
      heading.scrollIntoView({ block: "start", behavior: "instant" });
      heading.focus({ preventScroll: true });
    });
    return make("li", { "data-level": heading.localName[1]! }, link);
  });
  const list = make("ol", { class: "contents", lang: page.article.lang, dir: page.article.dir }, ...items);
  const left = minutesLeft(page);
  const rest = make("p", { class: "note" }, left > 0 ? page.texts.plural("minutesLeft", left) : "");
  const nav = make("nav", { class: "panel", "aria-label": page.t("contents") }, rest, list);
  inNextFrame(() => nav.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" }));
  return nav;
}
