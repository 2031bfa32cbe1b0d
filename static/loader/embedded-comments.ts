/** Finds comments in an article's own data. */

import type { BacaArticle } from "../baca.d.ts";
import type { NativeContent } from "./source.ts";

/** Returns whether an article has comments of its own, or a link to them. A text is parsed only if it may have some. */
export function hasComments(content: NativeContent | null | undefined): boolean {
  if (typeof content === "string" && !content.includes('"comments"')) return false;
  const article = (typeof content === "string" ? JSON.parse(content) : content) as BacaArticle | null | undefined;
  const { items, tabs, url } = article?.comments ?? {};
  return Boolean(items?.length || tabs?.length || url);
}
