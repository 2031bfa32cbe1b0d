/**
 * Renders the header and the lead of the preview, as `crates/render/src/article/header.rs` does. Invalid fields are
 * omitted.
 */

import { localeOf } from "../dates.ts";
import { make, makePart } from "../dom.ts";
import type { Messages } from "../messages.ts";
import { plainBlock } from "./blocks.ts";
import { type Fields, fieldsOf, isObject, isUrl, LINKS, textField } from "./fields.ts";
import { line, link, withSpace } from "./inline.ts";
import { leadImage } from "./lead-image.ts";

/** Renders the header: kicker, headline, dek, byline and the line `meta`. */
export function header(article: Fields, messages: Messages, meta: HTMLElement): HTMLElement {
  const { kicker, headline, dek, byline, lang } = article;
  const section = fieldsOf(kicker, "text");
  const [label] = line("p", "kicker", section.text);
  if (label && isUrl(section.url, LINKS)) label.replaceChildren(link(section.url, ...label.childNodes));
  return makePart(
    "header", "header",
    label ?? "",
    ...line("h1", "headline", headline),
    ...line("p", "dek", dek),
    // Until texts have arrived, the names are joined in the article's language.
    ...bylineOf(byline, messages.by, messages.lang || textField(lang) || ""),
    meta,
  );
}

/** Renders the people of a byline after "by"; a byline without people is rendered as text. */
function bylineOf(byline: unknown, by: string, lang: string): HTMLElement[] {
  const isPerson = (one: unknown) =>
    isObject(one) ? "name" in one : typeof one === "string" && Array.isArray(byline);
  const all = [byline].flat();
  if (!all.every(isPerson)) return line("p", "byline", byline);
  const people = all.flatMap(person);
  if (!people.length) return [];
  const element = makePart("p", "byline", withSpace(by));
  const indexes = people.map((_, index) => String(index));
  // The first `ListFormat` of a page takes tens of milliseconds, and most articles have one author.
  const pieces = people.length > 1
    ? new Intl.ListFormat(localeOf(lang)).formatToParts(indexes)
    : [{ type: "element", value: "0" }];
  for (const { type, value } of pieces) {
    element.append(...(type === "element" ? people[Number(value)]! : [value]));
  }
  return [element];
}

/** Returns a name without invisible characters, and at most 100 characters of it (`crates/model/src/name.rs`). */
function shownName(name: string): string {
  const letters = [...name.replace(/[^\P{Cf}\u200c\u200d]/gu, "")];
  return letters.length > 100 ? letters.slice(0, 99).join("") + "…" : letters.join("");
}

/** Renders a person with link, role and organisation; returns an empty list without a name. */
function person(value: unknown): Node[][] {
  const { name, url, role, org } = fieldsOf(value, "name");
  const text = textField(name);
  if (!text) return [];
  const element = make("span", { class: "name" }, shownName(text));
  const roles = [role, org].flatMap((role) => textField(role) ?? []);
  return [[
    isUrl(url, LINKS) ? link(url, element) : element,
    ...roles.map((text) => make("span", { class: "role" }, ", ", text)),
  ]];
}

/** Renders the lead image, its URL resolved against `base`; throws for every other kind of lead. */
export function leadOf(lead: unknown, base: string): HTMLElement[] {
  if (lead == null) return [];
  const block = typeof lead === "string" ? { type: "image", src: lead } : lead as Fields;
  const element = makePart("div", "lead", plainBlock(block));
  element.className = "lead";
  const image = leadImage(block, base);
  if (image) element.querySelector(".box")?.replaceWith(image);
  return [element];
}
