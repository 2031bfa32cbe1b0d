/** Infers the direction of articles without a language (`crates/model/src/inferred_direction.rs`). */

import type { Fields } from "./fields.ts";
import { textsOf } from "./text.ts";

/** Letters in the Unicode blocks of scripts that are written from right to left. */
const RTL_LETTERS =
  /(?=[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}])\p{Alphabetic}/gu;

/** Returns the direction of the majority of the letters; `undefined` if there are none. */
export function heavierDirection(texts: string[]): "ltr" | "rtl" | undefined {
  const text = texts.join("");
  const count = (kind: RegExp) => text.match(kind)?.length ?? 0;
  const letters = count(/\p{Alphabetic}/gu);
  if (!letters) return undefined;
  return count(RTL_LETTERS) * 2 > letters ? "rtl" : "ltr";
}

/** Returns the direction of the majority of an article's letters; `undefined` if none is right-to-left. */
export function directionByLetters({ headline, dek }: Fields, blocks: unknown[]): "ltr" | "rtl" | undefined {
  const counted = blocks.filter((block) => !/^(code|embed)$/.test((block as Fields | null)?.type as string));
  const texts = [headline, dek, ...counted].flatMap((value) => textsOf(value));
  return texts.join("").search(RTL_LETTERS) < 0 ? undefined : heavierDirection(texts);
}
