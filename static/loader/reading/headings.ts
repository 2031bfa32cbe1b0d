/** Adds a link to each heading, which copies its address. A heading without an id gets one from its text. */

import { make } from "../dom.ts";
import type { ArticlePage } from "./page.ts";

/** Longest id that is made of a text, in characters. */
const MAX_LENGTH = 60;

export const headingsOf = (page: ArticlePage) =>
  [...page.body.querySelectorAll<HTMLElement>(".section > :is(h2, h3, h4, h5, h6), .update > [part~=heading]")]
    .filter((heading) => heading.textContent.trim());

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

export function addHeadingLinks(page: ArticlePage): void {
  const links = new Map<HTMLElement, HTMLAnchorElement>();
  for (const heading of headingsOf(page)) {
    if (!heading.id) {
      const name = slug(heading.textContent);
      let id = OWN_PREFIX + name;
      for (let n = 2; page.root.getElementById(id); n += 1) id = `${OWN_PREFIX}${name}-${n}`;
      heading.id = id;
    }
    const name = nameOf(page, heading);
    const link = make("a", { class: "anchor", href: `#${name}` });
    link.addEventListener("click", async (event) => {
      // The module follows links to the article's elements; this one copies.
      event.preventDefault();
      event.stopPropagation();
      const url = new URL(page.url);
      url.hash = name;
      page.say(page.t(await page.copy(url.href) ? "shareCopied" : "shareFailed"));
    });
    heading.append(link);
    links.set(heading, link);
  }
  page.labelled(() => {
    for (const [heading, link] of links) {
      link.setAttribute("aria-label", page.t("headingLink", { text: heading.textContent.trim() }));
      link.title = page.t("shareCopy");
      link.lang = page.texts.lang;
    }
  });
  // The module goes to the ids of the article; these are new.
  const go = () => {
    const heading = page.root.getElementById(OWN_PREFIX + decoded(location.hash.slice(1)));
    heading?.scrollIntoView({ block: "start", behavior: "instant" });
  };
  if (!page.context.isNext && scrollY === 0) go();
  page.on(window, "hashchange", go);
  page.signal.addEventListener("abort", () => links.forEach((link) => link.remove()));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
