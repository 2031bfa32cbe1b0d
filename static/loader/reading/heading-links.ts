/** Adds a link to each heading, which copies its address. A heading without an id gets one from its text. */

import { make } from "../dom.ts";
import type { ArticlePage } from "./page.ts";

/** Longest id that is made of a text, in characters. */
const MAX_LENGTH = 60;

const HEADINGS = ".section > :is(h2, h3, h4, h5, h6), .update > [part~=heading]";

/** Returns the headings of the article that have a text. */
export const headingsOf = (page: ArticlePage) =>
  [...page.body.querySelectorAll<HTMLElement>(HEADINGS)].filter((heading) => heading.textContent.trim());

/** Start of the ids that this file makes. */
const OWN_PREFIX = "baca-h-";

/** Returns an id without the reader's prefix, as fragments have it. */
function nameOf(page: ArticlePage, { id }: Element): string {
  const prefix = String(page.context.view.serverRendered?.metadata._prefix ?? "");
  return prefix && id.startsWith(prefix) ? id.slice(prefix.length) : id.replace(/^baca-(\d+|h)-/, "");
}

/** Returns an id made of a text: its letters and digits, joined by hyphens. */
const slug = (text: string) =>
  (text.toLowerCase().normalize("NFC").match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).join("-").slice(0, MAX_LENGTH);

/** Returns an id for a heading that has none; it is the first with this text, or has a number. */
function newId(page: ArticlePage, heading: Element): string {
  const id = OWN_PREFIX + slug(heading.textContent);
  for (let n = 1; ; n += 1) {
    const numbered = n > 1 ? `${id}-${n}` : id;
    if (!page.root.getElementById(numbered)) return numbered;
  }
}

/** Adds to each heading the link that copies its URL. */
export function addHeadingLinks(page: ArticlePage): void {
  page.each(HEADINGS, (heading) => {
    if (!heading.textContent.trim()) return;
    heading.id ||= newId(page, heading);
    const name = nameOf(page, heading);
    const link = make("a", { class: "anchor", href: `#${name}` });
    link.addEventListener("click", (event) => {
      // The module follows links to the article's elements; this one copies.
      event.preventDefault();
      event.stopPropagation();
      const url = new URL(page.url);
      url.hash = name;
      void page.copy(url.href);
    });
    heading.append(link);
  });
  page.labelled(() => {
    for (const link of page.body.querySelectorAll<HTMLElement>(".anchor")) {
      const text = link.parentElement!.textContent.trim();
      page.name(link, page.t("headingLink", { text }), page.t("shareCopy"));
    }
  });
  // The module goes to the ids of the article; these are new.
  const go = () => {
    const heading = page.root.getElementById(OWN_PREFIX + decoded(location.hash.slice(1)));
    heading?.scrollIntoView({ block: "start", behavior: "instant" });
  };
  if (!page.context.isNext && scrollY === 0) go();
  page.on(window, "hashchange", go);
  page.removeAtEnd(".anchor");
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
