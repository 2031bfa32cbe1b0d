/** Extracts the text of articles, for the reading time and for the plain text without a module. */

import SPEEDS from "../../../crates/model/src/speeds.json" with { type: "json" };
import { characterCount, type Fields, fieldsOf, isObject, stringOf, textField } from "./fields.ts";

/** Fields of a block, item or cell that contain an inline. */
const INLINES = /^(term|title|text|caption|credit|dek|attribution)$/;
/** Fields that contain blocks, items or cells. */
const CHILDREN = /^(body|items|rows|fallback|transcript)$/;

/** Joins the spans of an inline to one text; returns an empty list if it is blank. */
function inlineTexts(value: unknown, gap = ""): string[] {
  const text = [value].flat().map((span) => {
    const { break: isBreak, text } = fieldsOf(span, "text");
    return isBreak === true ? "\n" : stringOf(text);
  }).join(gap);
  return text.trim() ? [text] : [];
}

/**
 * Calls `read` for each inline of a block, item or cell, and lists the results. With `isCounted`, the titles of media
 * are omitted and the spans of list items are separated, as in `crates/model/src/stats.rs`.
 */
export function readInlines<Result>(
  value: unknown,
  read: (inline: unknown, gap?: string) => Result[],
  isCounted?: boolean,
  gap = "",
): Result[] {
  if (!isObject(value)) return read(value, gap);
  const { type, body, items } = value;
  const itemGap = isCounted && type === "list" ? " " : "";
  return Object.entries(value).flatMap(([key, field]) => {
    if (key === "title" && isCounted && !(body ?? items)) return [];
    if (INLINES.test(key)) return read(field, gap);
    // A string in a gallery is the URL of an image.
    const children = CHILDREN.test(key) ? [field].flat(key === "rows" ? 2 : 1) : [];
    return children.flatMap((child) =>
      type === "gallery" && !isObject(child) ? [] : readInlines(child, read, isCounted, itemGap));
  });
}

/** Lists the texts of a block, item or cell. */
export const textsOf = (value: unknown, isCounted?: boolean): string[] => readInlines(value, inlineTexts, isCounted);

/** Lists the blocks of a body; a string is split at blank lines. A body of HTML has none here. */
export function blocksOf(body: unknown): unknown[] {
  const blocks: unknown = typeof body === "string" ? body.split("\n\n").map((text) => text.trim()) : body;
  return Array.isArray(blocks) ? blocks.filter((block) => isObject(block) || textField(block)) : [];
}

/** Types of blocks that are not empty without a text. */
const WITHOUT_TEXT = /^(divider|image|gallery|video|audio|embed)$/;

/** Characters and punctuation of Chinese and Japanese, kana (Japanese only), and Korean syllables. */
const CJK = /[\u2e80-\u312f\u31a0-\u9fff\uf900-\ufaff\uff00-\uffef\u{20000}-\u{3ffff}]/gu;
const KANA = /[\u3040-\u30ff\u31f0-\u31ff]/gu;
const HANGUL = /[\uac00-\ud7a3]/gu;

/**
 * Returns the reading time in minutes, as `crates/model/src/stats.rs` does: the article's own value, otherwise computed
 * from its characters and language. Chinese and Japanese characters have their own speed in every language, and a
 * Korean syllable counts as two letters. Takes the blocks of the body, unless it is markup; returns `undefined` if
 * they are empty.
 */
export function readingMinutes({ body, lang, minutes }: Fields, blocks: unknown[]): number | undefined {
  const markup = isObject(body) && textField(body.html)?.replace(/<[^<>]*>/g, "");
  if (markup) blocks = [markup];
  if (!blocks.some((block) => textsOf(block).length || WITHOUT_TEXT.test((block as Fields)?.type as string))) return;
  const given = Number(textField(minutes));
  if (given >= 1 && given <= 1e9) return Math.trunc(given);
  const text = blocks.map((block) => textsOf(block, true).join(" ").trimEnd()).join("");
  const count = (kind: RegExp) => text.match(kind)?.length ?? 0;
  const cjk = count(CJK);
  const primary = textField(lang)?.trim().toLowerCase().split(/[-_]/)[0] as keyof typeof SPEEDS;
  const isCjk = primary === "ja" || primary === "zh";
  const cjkSpeed = SPEEDS[isCjk ? primary : count(KANA) * 10 > cjk ? "ja" : "zh"];
  const speed = (!isCjk && SPEEDS[primary]) || SPEEDS.en;
  const hundredths = (characters: number, perMinute: number) => Math.ceil(characters * 100 / perMinute);
  const letters = characterCount(text) - cjk + count(HANGUL);
  return Math.max(1, Math.ceil((hundredths(letters, speed) + hundredths(cjk, cjkSpeed)) / 100));
}
