/**
 * Parses markup into an inert document: scripts in it do not run, and nothing is fetched. Attributes that could affect
 * the page in any way get a prefix first, as in `crates/sys/src/neutralize.rs`.
 */

import { notPlain } from "../preview/fields.ts";
import { certainty } from "./certainty.ts";
import { tools } from "./values.ts";

/** A start tag, as far as it is well-formed, after `<` and its name. */
const REST_OF_TAG = "(?:[^\"'<>]|\"[^\"]*\"|'[^']*')*>";
const TAG = new RegExp(`<[a-z]${REST_OF_TAG}`, "gi");
/**
 * A comment, a drawing, an element whose content is raw text, or another start tag. What is never closed goes to the
 * end.
 */
const TOKEN = new RegExp(
  `<!--(?:[^]*?-->|[^]*)|(<(script|style|svg|title|textarea|iframe|xmp|noembed|noframes)(?=[\\s/>])${REST_OF_TAG})`
  + `(?:[^]*?</\\2(?=[\\s/>])|[^]*)|${TAG.source}`,
  "gi",
);
/** The content of a drawing that has nothing else in it. It is not shown. */
const DRAWING = new RegExp(
  "^(?:[^<]|</?(?:path|g|use|circle|rect|line|polygon|polyline|ellipse|defs|symbol|stop|mask|clippath|(?:linear|radial)"
  + "gradient)[\\s/>])*$",
  "i",
);
/** Attributes that a policy reports, and those that shadow properties of the document. */
const RENAMED = /([\s"'])(style|name|id|on\w*)(?=\s*=)/gi;
/** Maximum length of a page. */
const MAX_LENGTH = 2e6;
/** Maximum numbers of tags and of open elements. The time that a parser needs for a tag grows with the latter. */
const MAX_TAGS = 20_000;
const MAX_OPEN = 200;
/** Tags of elements that count as open. */
const NESTING = /<(\/?)(?!(?:br|img|hr|p|li|meta|link|input|source|option|t[dhr])\b)[a-z]/gi;

const renamed = (text: string) => text.replace(TAG, (tag) => tag.replace(RENAMED, "$1data-baca-$2"));

/** Returns a token as it may be parsed: of scripts, styles and drawings, only data has its content. */
function safeToken(token: string, start: string | undefined): string {
  const end = /<\/(script|style|svg)$/i.exec(token)?.[0];
  if (!start || !end || token.includes("<!--")) return renamed(token);
  const content = token.slice(start.length, -end.length);
  if (/svg$/i.test(end) && (start.endsWith("/>") || !DRAWING.test(content))) return renamed(token);
  return renamed(start) + (/ld\+json/i.test(start) ? content : "") + end;
}

/** Returns the body of an inert document. Throws if the markup is not well-formed enough to be parsed safely. */
export function inertBody(html: string): HTMLElement {
  if (html.length > MAX_LENGTH) notPlain();
  const safe = html.replace(TOKEN, safeToken).replace(/<(\/?)style\b/gi, "<$1noembed");
  let open = 0;
  for (const [, isEnd] of safe.matchAll(NESTING)) {
    open = Math.max(0, open + (isEnd ? -1 : 1));
    if (open > MAX_OPEN) notPlain();
  }
  if (/[\s"'/](style|on\w+)\s*=/i.test(safe) || safe.split("<").length > MAX_TAGS) notPlain();
  const page = new DOMParser().parseFromString(tools.trust("<!doctype html><body>" + safe), "text/html");
  // An attribute that was not renamed.
  if (page.querySelector("[id],[name]")) notPlain();
  // Scripts and Rust do not have the same white space, which they remove from the ends of attributes.
  const hasOdd = ({ attributes }: Element) => [...attributes].some(({ value }) => value.includes("\ufeff"));
  if (/\ufeff|&#(x0*feff|0*65279)\b/i.test(html) && [...page.querySelectorAll("*")].some(hasOdd)) {
    certainty.isExact = false;
  }
  // Another property of the document with this name would come first.
  return Reflect.get(Document.prototype, "body", page) as HTMLElement;
}
