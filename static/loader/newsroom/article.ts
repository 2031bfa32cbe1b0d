/** Reads the members of an article in Baca's own format that this script uses. */

import type { NativeSource } from "../source.ts";

/** The parts of an article that this script uses. */
export interface ArticleFields {
  id?: string;
  url?: string;
  lang?: string;
  headline?: unknown;
  body?: unknown;
  access?: { free?: unknown };
  live?: unknown;
  liveUntil?: unknown;
  next?: unknown;
}

/** Returns the article as an object; an empty one if it cannot be parsed. */
export function fieldsOf({ content }: NativeSource): ArticleFields {
  try {
    const value: unknown = typeof content === "string" ? JSON.parse(content) : content;
    return typeof value === "object" && value ? value as ArticleFields : {};
  } catch {
    return {};
  }
}
