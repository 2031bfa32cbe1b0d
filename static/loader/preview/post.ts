/**
 * Reads the beginning of a post of WordPress for the preview, so that its text need not wait for `baca-readable.js`.
 * The result is equal to what `formats/wordpress.ts` reads, which reads all posts with anything that is not expected
 * here.
 */

import { dateField } from "../dates.ts";
import { comparable, plain } from "./comparable.ts";
import { type Fields, isObject, isUrl, LINKS, notPlain } from "./fields.ts";
import { beginningOf } from "./markup.ts";

/** Members of documents in other formats, and members of posts, people and pictures that are read there. */
const OTHER = new RegExp(
  "^(@.*|baca|uuid|items|version|content_.*|language|URL|author_name|(co)?authors|display_name|byline|org|role|"
  + "position|code|cre.*|copyright)$",
);
/** Names with a part that is not shown, or with characters that are rare in names. */
const ODD_NAME = /^(by|oleh|written|words|ditulis|von|par|por|di|door|a[fv]|بقلم)\s|[^\p{L}\p{M} .'’-]|\s\s/iu;
/** Characters of scripts from right to left, by which the direction of a text without a language is inferred. */
const RTL = /[\u0590-\u08ff\ufb1d-\ufefc]/;
const TAG = /^[a-z]{2,3}([_-][a-z\d]+)*$/i;

/** The beginning of an article in Baca's own format, and the base of its URLs. */
export interface Beginning {
  article: Fields;
  base: string;
  /** Whether the whole body is there, so that the reading time is exact. */
  isWhole: boolean;
}

/** A file of an image. */
interface File extends Fields {
  width: number;
  height: number;
}

/** A text of the API. */
interface Rendered {
  rendered: string;
  raw?: unknown;
}

/** The base of the URLs of the post that is being read. */
let base: string;

/** Returns an object that has none of the members above. */
const known = (value: unknown): Fields =>
  isObject(value) && !Object.keys(value).some((key) => OTHER.test(key)) ? value : notPlain();

/** Reads a URL; returns `undefined` if it is missing. */
function address(value: unknown): string | undefined {
  if (value == null || value === "") return undefined;
  return isUrl(value, LINKS) && /^[^#&\s]*[/:.?][^&\s]*$/.test(value) ? new URL(value, base).href : notPlain();
}

const date = (value: unknown): string | undefined => (value == null ? undefined : dateField(value) ?? notPlain());

/** Reads a date in UTC that is written without its offset. */
const utc = (value: unknown) => date(value && `${value as string}Z`);

/** Reads markup of one line; returns `undefined` if it is blank. */
function inline(value: unknown): Fields[] | undefined {
  const { rendered, raw } = (isObject(value) ? value : { rendered: value ?? "" }) as Fields & Rendered;
  const html = /^\s*<p/.test(rendered) ? rendered : `<p>${rendered}</p>`;
  const { blocks: [block, other], rest } = beginningOf(html, base);
  return typeof rendered !== "string" || raw || rest || other ? notPlain() : block?.text as Fields[] | undefined;
}

const text = (value: unknown): string => plain(inline(value) ?? notPlain()).trim();

function person(value: unknown): Fields {
  const { name, link, url } = known(value);
  return ODD_NAME.test(text(name)) ? notPlain() : { name: text(name), url: address(link || url) };
}

function image(value: unknown): Fields {
  const { source_url, alt_text: alt, caption, media_details } = known(value);
  const { width, height, sizes, image_meta } = media_details as File;
  const { credit } = (image_meta ?? {}) as Fields;
  const files = Object.entries((sizes ?? {}) as Record<string, File>).sort().map(([, size]) => {
    const { source_url, width, height, mime_type: type } = size;
    if (!/^image\//.test(type as string)) notPlain();
    return { src: address(source_url) ?? notPlain(), width, height, type };
  });
  const counts = [width, height, ...files.flatMap(({ width, height }) => [width, height])];
  if (!counts.every((count) => Number.isInteger(count) && count > 0 && count < 1e6)) notPlain();
  return {
    type: "image", src: address(source_url), width, height, alt: alt && text(alt), caption: inline(caption),
    credit: inline(isObject(credit) ? notPlain() : credit),
    // Crops are no other sizes.
    sources: files.filter((file) => Math.abs(file.width * height - file.height * width) <= 2 * width),
  };
}

/** Reads the dek, unless it is an excerpt of the body, which begins with `start`. */
function dekOf(excerpt: unknown, start: string): Fields[] | undefined {
  const { rendered } = (excerpt ?? { rendered: "" }) as Rendered;
  // WordPress ends its own excerpts in this way.
  const cut = rendered.replace(/ ?\[&hellip;\]/, "…");
  const dek = inline({ ...excerpt as object, rendered: cut });
  const text = plain(dek ?? []);
  const wanted = comparable(text);
  const isStart = wanted && start.startsWith(wanted);
  if (isStart && /…\s*$/.test(text)) return undefined;
  return isStart || (wanted && wanted.startsWith(start)) || cut !== rendered ? notPlain() : dek;
}

/** Reads the beginning of a post, or of the first one of a list; throws if it is not as expected. */
export function beginningOfPost(value: unknown, given: string): Beginning {
  const post = known([value].flat()[0]);
  const { content, link, lang, date_gmt, modified_gmt, _embedded, yoast_head_json: yoast } = post;
  const { protected: isProtected, rendered: html } = content as Fields;
  if (!link || isObject(post.author) || isProtected || typeof html !== "string") notPlain();
  base = given;
  if (/:\/\//.test(link as string)) base = address(link)!;
  const { author, "wp:term": terms, "wp:featuredmedia": media } = (_embedded ?? {}) as Fields;
  const { author: otherAuthor, og_image, og_locale } = (yoast ?? {}) as Fields;
  const [category] = ((terms ?? []) as Fields[][]).flatMap((list) =>
    list.filter(({ taxonomy }) => taxonomy === "category"));
  const tag = (lang || og_locale) as string | undefined;
  if (!tag && RTL.test(JSON.stringify(post))) notPlain();
  const { blocks, rest } = beginningOf(html, base);
  // The article leaves out a heading that repeats its headline.
  if (blocks[0]?.type !== "paragraph") notPlain();
  const lead = media ? image([media].flat()[0]) : undefined;
  const [, name] = lead ? /\/([\w-]{3,}?)(-scaled|-\d+x\d+|@\dx)*\.\w+$/.exec(lead.src as string) ?? notPlain() : [];
  const byline = [author ?? []].flat().map(person);
  const otherImage = og_image ?? Object.keys(post).find((key) => /featured_(?!media$)/.test(key) && post[key]);
  if ((otherAuthor && !byline[0]) || (otherImage && !lead)) notPlain();
  // The body may have the lead image, too.
  if (name && html.includes(name)) notPlain();
  const article = {
    baca: 1,
    lang: (tag ?? "") === "" ? undefined : TAG.test(tag!) ? tag!.replaceAll("_", "-") : notPlain(),
    kicker: category && { text: inline(category.name) ?? notPlain(), url: address(category.link) },
    headline: inline(post.title) ?? notPlain(),
    dek: dekOf(post.excerpt, comparable(blocks.map(({ text }) => plain(text)).join(""))),
    byline,
    published: utc(date_gmt) ?? date(post.date),
    modified: utc(modified_gmt) ?? date(post.modified),
    lead,
    body: rest ? [...blocks, { type: "rest", text: rest.replace(/<[^<>]*>/g, "") || "…" }] : blocks,
  };
  return { article, base, isWhole: !rest };
}
