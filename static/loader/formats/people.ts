/** Reads the people of a byline, and publishers, as `entities.rs` does. */

import { type Fields, isObject, notPlain } from "../preview/fields.ts";
import { certainty, report, unseen } from "./certainty.ts";
import { leadOf } from "./draft.ts";
import type { ReadInline } from "./texts.ts";
import { absolute, firstAt, has, isBlank, pageUrl, textOf, valuesAt, wordsOf } from "./values.ts";

/** What the converter takes for an address, or reads in another way. */
const NO_NAME = /@|:\/\/|^mailto:|[^\P{C}\t\n\r]/iu;

/** Words before a name that the reader writes itself, and such words of one language (`entities.rs`). */
const BEFORE = new RegExp(
  "^(by[ :]|oleh[ :]|(written|words) by |ditulis oleh |(penulis|author|autor|автор|yazan):|بقلم[ :]|[作著]者[：:]|"
  + "文[・：:/＝])\\s*(?=\\S)", "i",
);
const BEFORE_IN: Record<string, RegExp> = {
  de: /^von \s*(?=\S[^]* )/i, fr: /^par \s*(?=\S[^]* )/i, es: /^por \s*(?=\S)/i, pt: /^por \s*(?=\S)/i,
  it: /^di \s*(?=\S[^]* )/i, nl: /^door \s*(?=\S)/i, sv: /^av \s*(?=\S[^]* )/i, no: /^av \s*(?=\S[^]* )/i,
  nb: /^av \s*(?=\S[^]* )/i, da: /^af \s*(?=\S[^]* )/i,
};

/** A name in the URL of a person, which is no number or hash (`name_from_url` in `entities.rs`). */
const NAME_IN_URL = /^https?:\/\/[^/?#]+\/(?=@|.*\/)(?:[^?#]*\/)?@?(?!\d+$|[\da-f-]{21,}$)([^/:?#@]+)$/i;

/** Marks a person of whom there is only a URL. */
const IS_URL = Symbol();

/** Paths of a person's picture. */
const PORTRAITS = "avatar|image|profile_image|icon|logo|avatar_urls.96|avatar_urls.48|author_avatar_urls.96|"
  + "author_avatar_urls.48|avatar_URL|bylineLargeImageUrl|bylineImageUrl";

/** Reads what the header does not show of a person. */
const detailsOf = (value: Fields, base: string, rich: ReadInline) => unseen(() => {
  if (has(value, "data|webUrl|author_url|URL")) notPlain();
  return {
    image: firstAt(value, PORTRAITS, (image) => ({ ...leadOf(image, base, rich), type: undefined })),
    bio: firstAt(value, "bio|description", rich),
  };
});

/** Reads a person as `person` in `entities.rs` does. */
export function person(value: unknown, base: string, rich: ReadInline): Fields | undefined {
  if (!isObject(value)) {
    const [url, found] = NAME_IN_URL.exec(textOf(value)) ?? [];
    return found ? { name: found, url: absolute(url, base), [IS_URL]: true } : { name: nameOf(value, rich) };
  }
  // The first URL is that of the person.
  const url = firstAt(value, "link|url|website|sameAs", pageUrl(base))
    ?? (/^(https?|mailto):/.test(value.id as string) ? pageUrl(base)(value.id) : undefined);
  const name = firstAt(value, "display_name|name", (name) => nameOf(name, rich));
  if (has(value, "byline|org|worksFor|affiliation") || (!name && (url || !has(value, "code")))) notPlain();
  const role = firstAt(value, "jobTitle|role|position", (text) => wordsOf(text, rich));
  return name ? { name, url, role, ...detailsOf(value, base, rich) } : undefined;
}

/** Reads a name that the converter leaves as it is. */
export function nameOf(value: unknown, rich: ReadInline): string {
  const name = wordsOf(value, rich);
  return !name || NO_NAME.test(name) ? notPlain() : name;
}

/** Returns a name without "by" before it, which the reader writes itself, in the language of the article. */
function withoutBefore(name: string, lang = ""): string {
  const rest = name.replace(BEFORE, "");
  return rest === name ? name.replace(BEFORE_IN[lang.slice(0, 2).toLowerCase()] ?? "", "") : withoutBefore(rest, lang);
}

/** Returns a byline without "by" before its names. */
export const withoutPrefixes = (byline: Fields[], lang?: unknown): Fields[] => byline.map((one) =>
  ("name" in one ? { ...one, name: withoutBefore(one.name as string, lang as string) } : one));

/** Reads the people at the first path that has any. */
export function peopleAt(value: unknown, paths: string, base: string, rich: ReadInline): Fields[] | undefined {
  for (const path of paths.split("|")) {
    const [found] = valuesAt(value, path);
    const people = [found].flat().flatMap<Fields>((one, index) => {
      if (isBlank(one)) return [];
      const read = person(one, base, rich);
      if (!read) report(Array.isArray(found) ? `${path}[${index}]` : path, "a person without a name");
      return read ?? [];
    });
    // A URL in place of a name is used only where nobody has a name.
    const named = people.filter((one) => !(IS_URL in one));
    if (named.length && named.length < people.length) certainty.isExact = false;
    if (people.length) return named.length ? named : people;
  }
  return undefined;
}
