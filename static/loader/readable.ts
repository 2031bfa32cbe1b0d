/**
 * `baca-readable.js`: reads articles in other formats, and texts of comments, without the module that converts them.
 * `formats/` reads the beginning, which is shown until the module has arrived. This file converts an article in any
 * format to plain paragraphs. It is used when the module cannot be loaded. It knows only the names of the members that
 * contain text in these formats. Markup is parsed into an inert document, of which the text and the links are copied.
 */

import { type Fields, isObject, textField } from "./preview/fields.ts";

export { decoded } from "./encoding.ts";
export { readComments } from "./formats/comment-markup.ts";
export { plainArticle } from "./formats/main.ts";

interface PlainSpan {
  text?: string;
  href?: string | null;
  break?: boolean;
}

type Paragraph = PlainSpan[];

/** Members that contain text in the formats that Baca reads. */
const TEXT =
  /^(rendered|html|text|value|content(_html|_text)?|body|bodyHtml|articleBody|code|caption|items|editor_note)$/;
/** Members that contain no part of the text. */
const NO_TEXT = /^[_@]|^(guid|excerpt|summary|tags?|metadata|sys)$|author|image|comment|link/i;
/** Members that contain the headline, or an object that contains it. */
const HEADLINE = /^(headlines?|title|name|webTitle|basic|rendered)$/;
/** Members that contain a list of articles. */
const LISTS = ["items", "posts", "orderedItems", "@graph", "results"];
/** Types of the inlines of a paragraph in rich text. */
const INLINE = /^(text|span|mention|.*(link|break|mark))$/i;

const BLOCK = new RegExp(
  "^(address|article|aside|blockquote|body|center|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|"
  + "header|hr|legend|li|main|ol|option|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul)$",
);
const INVISIBLE = /^(head|iframe|nav|noscript|object|script|style|svg|template|title)$/;

const MAX_DEPTH = 128;

/** Converts markup to the form that the browser's parser accepts (Trusted Types). */
let trust = (html: string) => html;

const textOf = (paragraph: Paragraph) => paragraph.map(({ text }) => text).join("").trim();

/**
 * Converts the text of a response to an article of plain paragraphs in Baca's own format. `item` is the URL or id of an
 * article in a list; the first article is used if none matches. `trustedHtml` converts markup to the form that the
 * browser's parser accepts. Returns `null` if no text is found.
 */
export function readable(content: string, item: string, trustedHtml: (html: string) => string): Fields | null {
  trust = trustedHtml;
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    return /^\s*[[{]/.test(content) ? null : article(...pageOf(content));
  }
  if (isObject(value) && "baca" in value) {
    const replace = (key: string, value: unknown) => (isObject(value) ? withoutMarkup(key, value) : value);
    return JSON.parse(content, replace) as Fields;
  }
  const entry = select(value, item);
  const paragraphs = paragraphsOf(entry);
  const description = isObject(entry) && !paragraphs.some(textOf) && textField(entry.description);
  // Encyclopedias have a name, and a short description as their headline.
  const second = isObject(entry) && textField(entry.headline);
  const body = description ? markup(description) : paragraphs;
  return article(headlineOf(entry, 4), [...(second ? markup(second) : []), ...body]);
}

function article(headline: string | undefined, paragraphs: Paragraph[]): Fields | null {
  // Some formats contain the text twice.
  const known = new Set([headline]);
  const body = paragraphs.filter((paragraph) => {
    const text = textOf(paragraph);
    const isNew = text && !known.has(text);
    if (text.length > 40) known.add(text);
    return isNew;
  });
  return body.length || headline ? { baca: 1, headline, body: blocks(body) } : null;
}

const blocks = (paragraphs: Paragraph[]) => paragraphs.map((text) => ({ type: "paragraph", text }));

/** Replaces `{html}` in Baca's own format by blocks, or by an inline where an inline is expected. */
function withoutMarkup(key: string, value: Fields): unknown {
  if (typeof value.html !== "string") return key === "body" ? blocks(paragraphsOf(value)) : value;
  const paragraphs = markup(value.html);
  return key === "body" ? blocks(paragraphs) : /^\d+$/.test(key) ? { body: blocks(paragraphs) } : paragraphs.flat();
}

// JSON

/** Returns the entry of a list whose URL or id is `item`; otherwise the first entry that has a headline. */
function select(value: unknown, item: string): unknown {
  if (Array.isArray(value)) {
    const entries = value.filter(isObject);
    const isWanted = ({ id, url, link, slug }: Fields) => [id, url, link, slug].some((name) => String(name) === item);
    const isList = entries.length && entries.every((entry) => headlineOf(entry, 1));
    return isList ? entries.find(isWanted) ?? entries.find((entry) => entry.headline) ?? entries[0] : value;
  }
  if (!isObject(value)) return value;
  const list = LISTS.map((name) => value[name]).find((list) => Array.isArray(list) && list.some(isObject));
  return list ? select(list, item) : value;
}

/** Finds the headline in an object or in the objects inside it, down to `depth` levels. */
function headlineOf(value: unknown, depth: number): string | undefined {
  if (!isObject(value) || !depth) return undefined;
  const members = Object.entries(value).filter(([key]) => !NO_TEXT.test(key));
  for (const [key, member] of members) {
    const text = HEADLINE.test(key) && (textField(member) ?? headlineOf(member, 1));
    if (text) return markup(text).map(textOf).join(" ");
  }
  return members.map(([, member]) => headlineOf(member, depth - 1)).find(Boolean);
}

/** Lists the paragraphs of a value, in order. The inlines of a paragraph in rich text are joined. */
function paragraphsOf(value: unknown, key = "", depth = 0): Paragraph[] {
  if (typeof value === "string") return TEXT.test(key) ? markup(value) : [];
  if (typeof value !== "object" || !value || depth > MAX_DEPTH) return [];
  if (!Array.isArray(value)) {
    return Object.entries(value).flatMap(([key, member]) =>
      NO_TEXT.test(key) ? [] : paragraphsOf(member, key, depth + 1));
  }
  const paragraphs: Paragraph[] = [];
  let open: Paragraph | null = null;
  for (const entry of value as unknown[]) {
    const parts = paragraphsOf(entry, key, depth + 1);
    const { type, nodeType, _type, content, url } = (isObject(entry) ? entry : {}) as Fields;
    const kind = String(type ?? nodeType ?? _type);
    // In Arc ANS, `text` with `content` is a paragraph, not an inline.
    if (!INLINE.test(kind) || typeof content === "string") {
      open = null;
      paragraphs.push(...parts);
    } else {
      if (!open) paragraphs.push(open = []);
      const href = textField(url);
      open.push(...parts.flat().map((span) => (href ? { ...span, href } : span)));
      if (kind.endsWith("reak")) open.push({ break: true });
    }
  }
  return paragraphs;
}

// Markup

/** Returns the headline and the paragraphs of an HTML page. */
function pageOf(html: string): [string | undefined, Paragraph[]] {
  const page = parse(html);
  if (!page) return [undefined, markup(html)];
  const headline = page.querySelector("h1")?.textContent.trim() || page.title;
  return [headline, paragraphsIn(page.querySelector("article,[itemprop=articleBody],main") ?? page.body)];
}

/** Parses markup into an inert document. Returns `undefined` if the page forbids that (Trusted Types). */
function parse(html: string): Document | undefined {
  try {
    return new DOMParser().parseFromString(trust(html), "text/html");
  } catch {
    return undefined;
  }
}

const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'", nbsp: "\u00a0" };

/** Lists the paragraphs of a text that may contain markup. */
function markup(html: string): Paragraph[] {
  const page = /[<&]/.test(html) && parse(html);
  if (page) return paragraphsIn(page.body);
  const text = html.replace(/<(script|style)\b[^]*?<\/\1>|<\/?(p|div|li|h\d|br|td)\b[^<>]*>/gi, "\n\n")
    .replace(/<[^<>]*>/g, "")
    .replace(/&(\w+|#39);/g, (reference, name: string) => ENTITIES[name] ?? reference);
  return text.split(/\n\s*\n/).map((text) => [{ text }]);
}

/** Lists the paragraphs in an element, with their links. */
function paragraphsIn(root: Element): Paragraph[] {
  const paragraphs: Paragraph[] = [[]];
  const visit = (node: Node, href?: string | null) => {
    if (node.nodeType === 3) paragraphs.at(-1)!.push({ text: (node as Text).data, href: href ?? null });
    const { localName } = node as Element;
    if (!localName || INVISIBLE.test(localName)) return;
    if (localName === "br") paragraphs.at(-1)!.push({ break: true });
    const isBlock = BLOCK.test(localName);
    if (isBlock) paragraphs.push([]);
    const link = localName === "a" ? (node as Element).getAttribute("href") : href;
    // In a form, `childNodes` may be a field with that name.
    const children = Reflect.get(Node.prototype, "childNodes", node) as NodeListOf<Node>;
    for (const child of children) visit(child, link);
    if (isBlock) paragraphs.push([]);
  };
  visit(root);
  return paragraphs;
}
