/**
 * Reads a page of HTML, as `crates/convert/src/formats/html_page.rs` does: its article, completed from its JSON-LD, its
 * `meta` elements and its root element.
 */

import { comparable, plain } from "../preview/comparable.ts";
import { type Fields, notPlain } from "../preview/fields.ts";
import { certainty, unseen } from "./certainty.ts";
import type { Draft } from "./draft.ts";
import { firstIn, mainOf, setDate, takeHeader, takeHeadline } from "./html-article.ts";
import { inertBody } from "./inert.ts";
import { type Blocks, blocksIn, lineIn } from "./markup.ts";
import { isElsewhere, textsOf } from "./repetitions.ts";
import { readSchemaOrg } from "./schema-org.ts";
import { plainText } from "./texts.ts";
import { nameOf } from "./people.ts";
import { absolute, dateOf } from "./values.ts";

/** Reads a page; `isNamed` says that the site names the format. Throws if its header is not plain. */
export function readHtml(text: string, given: string, isNamed: boolean): Draft {
  const page = inertBody(text);
  const base = baseOf(page, given);
  const data = dataIn(page, base);
  const main = mainOf(page, !!data || metaIn(page, "og:type") === "article");
  if (!main) return isNamed && !data ? readElement(page, base) : notPlain();
  const title = firstIn(page, "h1");
  const hasTitle = !!firstIn(main, "h1");
  const draft = readElement(main, base);
  const { article } = draft;
  const titleFor = (declared: unknown) =>
    titleOf(page, plain(declared ?? []), title && lineIn(title, base), article.headline);
  if (!hasTitle) setHeadline(draft, titleFor(data?.article.headline));
  if (data) merge(draft, data);
  complete(article, page, text, base);
  if (!plain(article.headline ?? [])) setHeadline(draft, titleFor(""));
  return draft;
}

/** What is read of an article, with its blocks and its element. */
type PageDraft = Draft & { read: Blocks; root: Element };

/** Returns the names and attributes of the elements in `root`, without those in `left`. */
function attributesIn(root: Element, left?: Element): string {
  const elements = [...root.querySelectorAll("*")].filter((element) => !left?.contains(element));
  return elements.flatMap(({ localName, attributes }) =>
    [localName, ...[...attributes].map(({ value }) => `"${value}`)]).join(" ");
}

/** Reads an article without its page. */
function readElement(root: Element, base: string): PageDraft {
  const article: Fields = { lang: root.getAttribute("lang") ?? undefined, dir: root.getAttribute("dir") ?? undefined };
  if (Object.values(article).some((value) => value === "")) notPlain();
  article.headline = takeHeadline(root, base);
  Object.assign(article, takeHeader(root, base));
  for (const time of root.querySelectorAll("time[datetime]")) setDate(article, time);
  const read = blocksIn(root, base);
  const [first] = read.blocks;
  const draft = { base, article, read, root, keepsDek: true };
  if (first?.type !== "image") {
    // A gallery becomes the lead.
    const hasNone = first ? first.type !== "gallery" : read.isWhole;
    return { ...draft, lead: () => (hasNone ? undefined : notPlain()) };
  }
  read.blocks.shift();
  const [image] = read.images;
  const around = image!.closest("figure,.wp-caption") ?? image!.closest("a") ?? image!;
  return { ...draft, lead: () => (isElsewhere(first, attributesIn(root, around), base) ? notPlain() : first) };
}

/** Completes an article from its data. Throws if the converter might take the text of the data. */
function merge(draft: PageDraft, data: Draft): void {
  const { article, read } = draft;
  const { kicker, lang, dateline, published, modified, dek, byline, headline, id, url, publisher, copyright, tags } =
    data.article;
  const sum = (texts: string[]) => texts.join("").length;
  const [known, shown, whole] = [sum(textsOf(read.blocks)), read.text.replace(/\s+/g, " ").length,
    (data.html ?? data.text ?? "").length];
  if (2 * known < whole && (read.isWhole || shown < 0.8 * whole)) notPlain();
  const { lead } = draft;
  draft.lead = () => lead() ?? leadOf(data, draft);
  draft.keepsDek = false;
  article.lang ??= lang;
  article.kicker ??= kicker;
  article.dateline = dateline;
  article.published = published ?? article.published;
  article.modified = modified ?? article.modified;
  if (!plain(article.headline ?? [])) article.headline = headline;
  article.dek ??= dek;
  article.byline ??= byline;
  Object.assign(article, { id, url, publisher, copyright, tags });
}

/** Returns the lead of the data, unless the text has it. Throws if that is not certain. */
function leadOf(data: Draft, { read, root, base }: PageDraft): unknown {
  const lead = data.lead() as Fields | undefined;
  if (!lead || !isElsewhere(lead, attributesIn(root), base)) return lead;
  const isShown = read.blocks.some(({ type, src }) => type === "image" && src === lead.src);
  return isShown ? undefined : notPlain();
}

/** Completes language, direction, dates and people from the page. */
function complete(article: Fields, page: Element, text: string, base: string): void {
  const root = rootOf(text);
  article.lang ??= root?.getAttribute("lang") ?? undefined;
  article.dir ??= root?.getAttribute("dir") ?? undefined;
  if (article.lang === "" || !/^(ltr|rtl|auto|undefined)$/.test(String(article.dir))) certainty.isExact = false;
  article.published ??= metaDate(page, "article:published_time", "datePublished");
  article.modified ??= metaDate(page, "article:modified_time", "dateModified");
  article.url = unseen(() => {
    const url = metaIn(page, "canonical", "og:url");
    return url ? absolute(url, base) : article.url;
  });
  const publisher = metaIn(page, "og:site_name", "publisher");
  article.publisher ??= publisher && { name: publisher };
  if (article.byline) return;
  const metas = [...page.querySelectorAll("meta")]
    .filter((meta) => meta.getAttribute("data-baca-name")?.toLowerCase() === "author");
  const all = metas.map((meta) => meta.content.trim());
  const names = new Set(all.filter((name) => name && !name.includes("://")));
  if (all.some((name) => name.includes("://"))) certainty.isExact = false;
  if (names.size) article.byline = [...names].map((name) => ({ name: nameOf(name, plainText) }));
}

/** Sets the headline; a different heading at the start of the text becomes a heading of the body. */
function setHeadline({ article, read }: PageDraft, title: unknown): void {
  const { headline } = article;
  if (title === headline) return;
  article.headline = title;
  if (plain(headline ?? [])) read.blocks.unshift({ type: "heading", level: 2, text: headline });
}

/** Returns the title of an article: `declared`, that of its page as it is shown, or the heading that opens it. */
function titleOf(page: Element, declared: string, shown: unknown, opening: unknown): unknown {
  const given = withoutSite(
    declared || (metaIn(page, "og:title", "twitter:title") ?? ""),
    metaIn(page, "og:site_name") ?? "",
  );
  const isDeclared = (text: unknown) => {
    const words = comparable(plain(text ?? []));
    return words !== "" && comparable(given).startsWith(words);
  };
  if (isDeclared(opening) || (!given && opening)) return opening;
  return !given || isDeclared(shown) ? shown : given;
}

/** Returns a page's title without the site's name at its end. */
function withoutSite(title: string, site: string): string {
  const text = title.trim();
  const rest = site && text.endsWith(site) ? text.slice(0, -site.length) : text;
  const cut = rest.replace(/[ \-|–—·:»]+$/, "");
  return rest !== text && cut && cut !== rest ? cut : text;
}

/** Returns the base of relative URLs: that of the page's `base` element, else `given`. */
function baseOf(page: Element, given: string): string {
  const href = page.querySelector("base[href]")?.getAttribute("href")?.trim();
  const own = href ? new URL(href, given).href : "";
  return own.startsWith("http") ? own : given;
}

/** Returns the value of the first `meta` or `link` with one of these names. */
function metaIn(page: Element, ...names: string[]): string | undefined {
  const isNamed = (element: Element) => {
    const key = ["property", "data-baca-name", "itemprop", "rel"].find((key) => element.hasAttribute(key));
    return key && names.includes(element.getAttribute(key)!);
  };
  const found = [...page.querySelectorAll("meta,link")].find(isNamed);
  return (found?.getAttribute("content") ?? found?.getAttribute("href"))?.trim() || undefined;
}

function metaDate(page: Element, ...names: string[]): string | undefined {
  const date = metaIn(page, ...names);
  return date === undefined ? undefined : dateOf(date);
}

/** Reads the first article in a page's JSON-LD. Throws if it is not plain, or not JSON as it stands. */
function dataIn(page: Element, base: string): Draft | undefined {
  for (const script of page.querySelectorAll("script")) {
    const [type] = script.type.split(";");
    const text = script.textContent.trim();
    if (type!.trim().toLowerCase() !== "application/ld+json" || !text) continue;
    if (/data-baca-|noembed/.test(text)) notPlain();
    const draft = readSchemaOrg(JSON.parse(text), base, "", text);
    if (draft) return draft.article.headline ? draft : notPlain();
  }
  return undefined;
}

/** Returns an element with the attributes of the root element as the text has them. */
function rootOf(text: string): Element | null {
  const at = text.indexOf("<html");
  return at < 0 ? null : inertBody(`<p${text.slice(at + 5).split(">", 1)[0]!}>`).firstElementChild;
}
