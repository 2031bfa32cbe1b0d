/**
 * Reads the beginning of a post of WordPress, Ghost or JSON Feed for the preview, so that its text need not wait for
 * `baca-readable.js`. The result is equal to what that script reads (`formats/`), which reads all posts with anything
 * that is not expected here.
 */

import { comparable, comparableWords, plain } from "./comparable.ts";
import { type Fields, isObject, notPlain } from "./fields.ts";
import { beginningOf } from "./markup.ts";
import {
  address, date, inline, known, people, person, renderedOf, section, setBase, text, utc, words,
} from "./post-values.ts";

/** Characters of scripts from right to left, by which the direction of a text without a language is inferred. */
const RTL = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]|&#(?:1[4-9]|2[0-2])\d\d;|&#x0*[5-8]/i;
const TAG = /^[a-z]{2,3}([_-][a-z\d]+)*$/i;

/** The name of an image's file, without what tells its size. Parameters may not name another file. */
const NAME = /^[^?#]*\/([\w-]{3,}?)(-scaled|-\d+x\d+|@\dx)*(\.\w+)?(\?[\w=&.-]*)?$/;

/** The beginning of an article in Baca's own format, and the base of its URLs. */
export interface Beginning {
  article: Fields;
  base: string;
  /** Whether the whole body is there, so that the reading time is exact. */
  isWhole: boolean;
}

/** A post as its format has it: fields of the header in Baca's own format, and what is read with the body. */
interface Post extends Fields {
  base: string;
  lang: unknown;
  lead: Fields | undefined;
  /** The dek, which may be an excerpt of the body. */
  excerpt: unknown;
  html: unknown;
}

/** What begins another element than those whose text counts as text of the body. */
const OTHER_ELEMENT = /<(?!!|\/?(?:[abip]|h\d|[uo]l|li|em|strong|br|img|blockquote)\b)/;

/** Returns the text at the start of markup for comparison: up to another element, without tags and marks. */
const startOf = (html: unknown): string =>
  comparable(String(html).split(OTHER_ELEMENT)[0]!.replace(/<[^<>]*>|&hellip;/g, ""));

/** Returns whether markup begins with an excerpt. Both are written by one site, so references need not be decoded. */
const beginsWith = (html: unknown, excerpt: unknown): boolean =>
  !!startOf(excerpt) && startOf(html).startsWith(startOf(excerpt));

/** A file of an image. */
interface File extends Fields {
  width: number;
  height: number;
}

/** Reads an image of the media library of WordPress. */
function image(value: unknown): Fields {
  const { source_url, alt_text: alt, alt: otherAlt, author, caption, media_details } = known(value);
  if (otherAlt || typeof author === "string") notPlain();
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

/** Reads a post of WordPress, or the first one of a list. */
function readWordPress(value: unknown, given: string): Post {
  const post = known([value].flat()[0]);
  const { content, link, lang, title, excerpt, date_gmt, modified_gmt, _embedded, yoast_head_json: yoast } = post;
  const { protected: isProtected, rendered: html } = content as Fields;
  // The converter reads these in other forms, too.
  const isOdd = isObject([post.author].flat()[0]) || isObject(post.categories)
    || [_embedded, yoast].some((one) => (one as unknown[])?.[0]);
  if (!link || isOdd || isProtected) notPlain();
  const base = setBase(given, /:\/\//.test(link as string) ? link : undefined);
  const { author, "wp:term": terms, "wp:featuredmedia": media } = (_embedded ?? {}) as Fields;
  const { author: otherAuthor, og_image, og_locale } = (yoast ?? {}) as Fields;
  const [category] = ((terms ?? []) as Fields[][]).flatMap((list) =>
    list.filter(({ taxonomy }) => taxonomy === "category"));
  // Some sites hide their authors: an error takes the place of each.
  const isHidden = (one: Fields) => one.code && Object.keys(one).every((key) => /^(code|message|data)$/.test(key));
  const byline = ([author ?? []].flat() as Fields[]).filter((one) => !isHidden(one)).map(person);
  const otherImage = og_image ?? Object.keys(post).find((key) => /featured_(?!media$)/.test(key) && post[key]);
  if ((otherAuthor && !byline[0]) || (otherImage && !media)) notPlain();
  return {
    base, html, excerpt, byline,
    lang: lang || og_locale,
    kicker: section(category),
    headline: inline(title),
    published: utc(date_gmt) ?? date(post.date),
    modified: utc(modified_gmt) ?? date(post.modified),
    lead: media ? image([media].flat()[0]) : undefined,
  };
}

/** Reads the first item of a JSON Feed. */
function readFeed({ baca, version, items, language, authors, author }: Fields, given: string): Post {
  const [item] = items as Fields[];
  const { id, url, title, summary, content_html: html, image, banner_image, attachments } = item!;
  if (baca || attachments || !/^https?:\/\/jsonfeed\.org\/version\/1/.test(version as string)) notPlain();
  // The people of the feed are read with its own base.
  setBase(given);
  const hasOwn = [item!.authors, item!.author].some((one) => [one ?? []].flat().length);
  const others = hasOwn ? [] : people(authors, author);
  const base = setBase(given, url || (/:\/\//.test(id as string) ? id : undefined));
  const src = address(image || banner_image);
  return {
    base, html,
    lang: item!.language || language,
    headline: inline(words(title)),
    excerpt: words(summary),
    byline: hasOwn ? people(item!.authors, item!.author) : others,
    published: date(item!.date_published),
    modified: date(item!.date_modified),
    lead: src ? { type: "image", src } : undefined,
  };
}

/** Reads the first post in an answer of Ghost. */
function readGhost(value: Fields, given: string): Post {
  const [post] = value.posts as Fields[];
  const { uuid, slug, url, html, access, visibility, title, custom_excerpt, excerpt, primary_tag, tags } = post!;
  const isAnswer = Object.keys(value).every((key) => /^(posts|meta)$/.test(key));
  const isPost = isAnswer && words(uuid) && words(slug) && !post!.data;
  const isPublic = access !== false && /^(public|undefined)$/.test(String(visibility));
  if (!isPost || !isPublic || (!primary_tag && [tags ?? []].flat()[0])) notPlain();
  const base = setBase(given, url);
  const src = address(post!.feature_image);
  const minutes = (post!.reading_time ?? 0) as number;
  // Names of tags are no markup here.
  words((primary_tag as Fields | undefined)?.name);
  return {
    base, html,
    lang: post!.locale || post!.lang,
    kicker: section(primary_tag),
    headline: inline(words(title)),
    // One that the site has written is shown even if it repeats the text.
    dek: inline(words(custom_excerpt)),
    // The others are the start of the text, without a mark of their end.
    excerpt: beginsWith(html, excerpt) ? undefined : words(excerpt),
    byline: people(post!.authors, post!.primary_author, post!.author),
    published: date(post!.published_at),
    modified: date(post!.updated_at),
    minutes: Number.isInteger(minutes) && minutes < 1e6 ? minutes || undefined : notPlain(),
    lead: src ? {
      type: "image", src, alt: words(post!.feature_image_alt), caption: inline(post!.feature_image_caption),
    } : undefined,
  };
}

/** The formats by name, and a member of their documents. */
const FORMATS: [string, string, (value: Fields, given: string) => Post][] = [
  ["json-feed", "items", readFeed], ["ghost", "posts", readGhost], ["wordpress", "", readWordPress],
];

/** Reads a language tag, also with underscores; returns `undefined` if it is missing. */
function languageOf(tag: unknown): string | undefined {
  if (tag == null || tag === "") return undefined;
  return TAG.test(tag as string) ? (tag as string).replaceAll("_", "-") : notPlain();
}

/** Reads the dek, unless it is an excerpt of the body, which begins with `start`. */
function dekOf(excerpt: unknown, html: string, start: string): Fields[] | undefined {
  const given = renderedOf(excerpt);
  const { rendered } = given;
  // The converter removes links to the whole article.
  if (/more-link|read-?more/.test(rendered)) notPlain();
  // WordPress ends its own excerpts in this way.
  const cut = rendered.replace(/ ?\[&hellip;\]/, "…");
  const dek = inline({ ...given, rendered: cut });
  const text = plain(dek ?? []);
  const wanted = comparable(text);
  const isStart = wanted && (start.startsWith(wanted) || beginsWith(html, cut));
  if (isStart && /…\s*$/.test(text)) return undefined;
  return isStart || (wanted && wanted.startsWith(start)) || cut !== rendered ? notPlain() : dek;
}

/**
 * Reads the beginning of a post in the format that the site names, or in any of the three; throws if it is not as
 * expected. URLs are relative to `given`.
 */
export function beginningOfPost(value: unknown, given: string, format = ""): Beginning {
  const [, , read] = FORMATS.find(([name, member]) =>
    (!format || format === name) && (!member || member in (value as Fields))) ?? notPlain();
  const { base, lang: tag, lead, excerpt, html, ...header } = read(value as Fields, given);
  if (typeof html !== "string" || (!tag && RTL.test(JSON.stringify(value)))) notPlain();
  const { blocks, rest } = beginningOf(html as string, base);
  // The article leaves out a heading that repeats its headline.
  const [first] = blocks;
  if (!first || !header.headline || comparableWords(first.text) === comparableWords(header.headline)) notPlain();
  const [, name] = lead ? NAME.exec(lead.src as string) ?? notPlain() : [];
  // The body may have the lead image, too.
  if (name && (html as string).includes(name)) notPlain();
  const article = {
    baca: 1,
    ...header,
    lang: languageOf(tag),
    dek: header.dek ?? dekOf(excerpt, html as string, comparable(blocks.map(({ text }) => plain(text)).join(""))),
    lead,
    body: rest ? [...blocks, { type: "rest", text: rest.replace(/<[^<>]*>/g, "") || "…" }] : blocks,
  };
  return { article, base, isWhole: !rest };
}
