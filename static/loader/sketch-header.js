/** What stands above the text in a sketch, as `src/view/header.rs` draws it. */

import { dateOf } from "./dates.js";
import { directionOf } from "./direction.js";
import { make } from "./elements.js";
import { line, lengthOf, part, plain, text } from "./sketch-blocks.js";
import { photo } from "./sketch-photo.js";
import SPEEDS from "../../src/article/speeds.json";

/** Headline, dek, byline, dates and reading time; fails at what is not plain. */
export function header({ lang, kicker, headline, dek, byline, published, modified, minutes, body }, words) {
  const date = (text) => make("time", {}, dateOf(lang ?? words.lang, text));
  const ofOurs = (...children) => make("span", { lang: words.lang, dir: directionOf(words.lang) }, ...children);
  const facts = make("p", { class: "facts" });
  if (published) facts.append(part("span", "published", date(published)), " ");
  if (modified && modified !== published) facts.append(ofOurs(words.updated, " ", date(modified)), " ");
  if (body?.length || body?.html) {
    const count = minutes ?? Math.max(1, Math.ceil(lengthOf(body) / (SPEEDS[lang?.toLowerCase().split(/[-_]/)[0]] ?? SPEEDS.en)));
    const { [new Intl.PluralRules(words.lang).select(count)]: form = words.readingTime.other } = words.readingTime;
    facts.append(ofOurs(form.replace("{n}", new Intl.NumberFormat(words.lang).format(count))));
  }
  return part(
    "header", "header",
    ...line("p", "kicker", kicker?.url ? { text: kicker.text, href: kicker.url } : kicker),
    ...line("h1", "headline", headline),
    ...line("p", "dek", dek),
    ...bylineOf(byline, words),
    facts,
  );
}

function bylineOf(byline, words) {
  if (byline == null) return [];
  const people = [byline].flat();
  if (!people.every((one) => one.name ?? (Array.isArray(byline) && typeof one === "string"))) return line("p", "byline", byline);
  if (!people.length) return [];
  const element = part("p", "byline", words.by, " ");
  const pieces = people.length > 1 ? new Intl.ListFormat(words.lang).formatToParts(people.map((_, index) => String(index))) : [{ type: "element", value: 0 }];
  for (const { type, value } of pieces) element.append(...(type === "element" ? person(people[value]) : [value]));
  return [element];
}

function person(one) {
  const { name, url, role, org } = typeof one === "string" ? { name: one } : one;
  const named = make("span", { class: "name" }, text(name));
  const more = [role, org].filter(Boolean).map((what) => make("span", { class: "role" }, ", ", text(what)));
  return [url ? make("a", {}, named) : named, ...more];
}

/** The lead picture, with addresses from `base`; fails at any other lead. */
export function above(lead, base) {
  if (lead == null) return [];
  const block = typeof lead === "string" ? { type: "image", src: lead } : lead;
  const element = part("div", "lead", plain(block));
  element.className = "lead";
  const image = photo(block, base);
  if (image) element.querySelector(".box")?.replaceWith(image);
  return [element];
}
