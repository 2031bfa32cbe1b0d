/**
 * Parses markup into an inert document: scripts in it do not run, and nothing is fetched. Attributes that could affect
 * the page in any way get a prefix first, as in `crates/sys/src/neutralize.rs`.
 */

import { notPlain } from "../preview/fields.ts";
import { tools } from "./values.ts";

/** A start tag, as far as it is well-formed. */
const TAG = /<[a-z](?:[^"'<>]|"[^"]*"|'[^']*')*>/gi;
/** Attributes that a policy reports, and those that shadow properties of the document. */
const RENAMED = /([\s"'])(style|name|id|on\w*)(?=\s*=)/gi;
/** Maximum number of tags. The time that a parser needs for a tag grows with the number of open elements. */
const MAX_TAGS = 4000;

/** Returns the body of an inert document. Throws if the markup is not well-formed enough to be parsed safely. */
export function inertBody(html: string): HTMLElement {
  const safe = html.replace(TAG, (tag) => tag.replace(RENAMED, `$1data-baca-$2`))
    .replace(/<(\/?)style\b/gi, "<$1noembed");
  if (/[\s"'/](style|on\w+)\s*=/i.test(safe) || safe.split("<").length > MAX_TAGS) notPlain();
  const page = new DOMParser().parseFromString(tools.trust(safe), "text/html");
  // Another property of the document with this name would come first.
  return Reflect.get(Document.prototype, "body", page) as HTMLElement;
}
