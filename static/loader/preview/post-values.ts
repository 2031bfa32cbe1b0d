/** Reads the values of posts (`post.ts`). Each function throws if a value is not as expected. */

import { dateField } from "../dates.ts";
import { plain } from "./comparable.ts";
import { type Fields, isObject, isUrl, LINKS, notPlain } from "./fields.ts";
import { beginningOf } from "./markup.ts";

/** Members of documents in other formats, and members of posts, people and pictures that only the script reads. */
const OTHER = new RegExp(
  "^(@.*|baca|uuid|items|version|content_.*|language|URL|author_name|(co)?authors|display_name|byline|org|role|"
  + "position|code|cre.*|copyright.*|jobTitle|sameAs|worksFor|affiliation|author_url|webUrl|data|fields)$",
);
/** Names with a part that is not shown, or with characters that are rare in names. */
const ODD_NAME = /^(by|oleh|written|words|ditulis|von|par|por|di|door|a[fv]|بقلم)\s|[^\p{L}\p{M} .'’-]|\s\s/iu;
/** Plain text of one line, which is not markup and has no character references. */
const WORDS = /^[^\s<&[]+( [^\s<&[]+)*$/;

/** A text of the WordPress API. */
interface Rendered extends Fields {
  rendered: string;
  raw?: unknown;
}

/** Returns a text as the object that the WordPress API has in its place. */
export const renderedOf = (value: unknown) => (isObject(value) ? value : { rendered: value ?? "" }) as Rendered;

/** The base of the URLs of the post that is being read. */
let base: string;

/** Sets the base: the post's own URL, relative to that of the document. Returns it. */
export function setBase(given: string, own?: unknown): string {
  base = given;
  const url = address(own);
  if (url?.startsWith("http")) base = url;
  return base;
}

/** Returns an object that has none of the members above. */
export const known = (value: unknown): Fields =>
  isObject(value) && !Object.keys(value).some((key) => OTHER.test(key)) ? value : notPlain();

/** Reads a URL; returns `undefined` if it is missing. */
export function address(value: unknown): string | undefined {
  if (value == null || value === "") return undefined;
  if (typeof value !== "string" || /&(amp;|#)|\s/.test(value) || !/^[^#]*[/:.?]/.test(value)) notPlain();
  return isUrl(value, LINKS) ? new URL(value, base).href : notPlain();
}

/** Reads a date; returns `undefined` if it is missing. */
export const date = (value: unknown): string | undefined =>
  (value == null ? undefined : dateField(value) ?? notPlain());

/** Reads a date in UTC that is written without its offset. */
export const utc = (value: unknown) => date(value && `${value as string}Z`);

/** Reads markup of one line, also in an object of the WordPress API; returns `undefined` if it is blank. */
export function inline(value: unknown): Fields[] | undefined {
  const { rendered, raw } = renderedOf(value);
  const html = /^\s*<p/.test(rendered) ? rendered : `<p>${rendered}</p>`;
  const { blocks: [block, other], rest } = beginningOf(html, base);
  return typeof rendered !== "string" || raw || rest || other ? notPlain() : block?.text as Fields[] | undefined;
}

/** Returns a text that is the same as markup and as plain text; `undefined` if it is missing. */
export function words(value: unknown): string | undefined {
  if (value == null || value === "") return undefined;
  return typeof value === "string" && WORDS.test(value) ? value : notPlain();
}

/** Reads markup of one line as text. */
export const text = (value: unknown): string => plain(inline(value) ?? notPlain()).trim();

/** Reads a person, whose name may be markup. */
export function person(value: unknown): Fields {
  const { id, name: written, link, url, website } = known(value);
  const name = text(written);
  const own = link || url || website;
  // Without a URL, the id may be one.
  return ODD_NAME.test(name) || (!own && /^\s*(https?|mailto):/.test(id as string))
    ? notPlain()
    : { name, url: address(own) };
}

/** Reads the people of the first list that has any, whose names are plain text. */
export const people = (...lists: unknown[]): Fields[] =>
  (lists.map((list) => [list ?? []].flat()).find(({ length }) => length) ?? [])
    .map((one) => person(words((one as Fields).name) && one));

/** Reads a link to a section. */
export const section = (value: unknown): Fields | undefined => {
  const { name, link, url } = (value ?? {}) as Fields;
  return value == null ? undefined : { text: inline(name) ?? notPlain(), url: address(link || url) };
};
