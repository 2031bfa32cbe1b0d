/**
 * Reads the beginning of markup in another format without a parser: paragraphs and headings of texts with marks and
 * links. The blocks are those that `formats/markup.ts` reads; they end before the first piece that is written in any
 * other way.
 */

import { type Fields, isUrl, LINKS, notPlain } from "./fields.ts";

/** Enough blocks for several screens. */
const MAX_BLOCKS = 48;

/** Character references besides those with numbers. */
const REFERENCES: Record<string, string> = { amp: "&", nbsp: "\u00a0", hellip: "…" };

const MARK_OF: Record<string, string> = { strong: "bold", b: "bold", em: "italic", i: "italic" };

/**
 * A piece of markup: text, a character reference that is not escaped twice, or a tag with attributes that change
 * nothing, except for the address of a link. Shortcodes begin with a bracket, icons are in a private
 * range, and control characters may be shown in another way.
 */
const PIECE = new RegExp(
  "([^\\0<>&[\\x80-\\x9f\\ue000-\\uf8ff\\ufeff]+)|&(?:#(?!0?38;#?\\w+;)(\\d{2,5})|(nbsp|hellip|amp(?!;#?\\w+;)));|"
  + "<(/?)(p|h[2-6]|strong|b|em|i|a|br|span)((?:\\s+(?:"
  + 'class="(?:wp-block-(?:paragraph|heading))?"|'
  + 'style="(?:text-align: ?justify|font-weight: ?400|white-space: ?pre-wrap);?"|'
  + '(?:id|rel|target|data-(?:start|end))="[\\w -]*"|'
  + 'href="(?:[^"&<>]|&(?=\\w+=)|&(?:amp|#038);(?!#?\\w+;))*"))*)\\s*/?>|<!--more-->',
  "y",
);
/** Character references that a parser replaces, or that are no text. */
const ODD = /[^ -;=-Z\\-~\u00a0-\ud7ff\uf900-\ufffd]/;
/** Addresses of links that seem to share their page. */
const SHARING = /shar|\/intent|\/submit|pin\/cr|whatsapp|wa\.me|lineit/i;
/** A character that can be seen (`span.rs`). */
const VISIBLE = /[^\s\p{Default_Ignorable_Code_Point}]|[\ufe00-\ufe0f]/u;

interface Span extends Fields {
  text?: string;
  break?: true;
  href?: string;
}

/** Reads the first blocks of markup, with lines of text as in `formats/line.ts`. `rest` is what follows them. */
export function beginningOf(html: string, base: string): { blocks: Fields[]; rest: string } {
  const blocks: Fields[] = [];
  /** Names of the open elements. */
  const open: string[] = [];
  let spans: Span[] = [];
  let end = 0;
  let href: string | undefined;
  /** Whether the converter may keep white space. */
  let isKept = false;
  /** The number of the last link, and what text has to have in common with the last span to continue it. */
  let [link, key] = [0, ""];
  /** Adds text to the line. White space at its start, and after white space, is left out. */
  const add = (text: string) => {
    const last = spans.at(-1);
    const own = text.replace(/[ \t\n\f\r]+/g, " ").replace(/^ /, /(^| )$/.test(last?.text ?? "") ? "" : " ");
    if (isKept && own !== text) notPlain();
    if (!own) return;
    const marks = Object.fromEntries(open.flatMap((name) => (MARK_OF[name] ? [[MARK_OF[name], true]] : [])));
    const isLink = open.includes("a");
    const next = Object.keys(marks).sort().join() + (isLink && link);
    if (last?.text && key === next) last.text += own;
    else spans.push({ text: own, ...marks, ...(isLink && { href: href! }) });
    key = next;
  };
  /** Ends the line and returns its spans; none if there is nothing to be seen. */
  const take = () => {
    const all = spans;
    spans = [];
    if (isKept && /\s$/.test(all.at(-1)?.text ?? "")) notPlain();
    if (!all.some(({ text }) => VISIBLE.test(text ?? ""))) return [];
    for (let last = all.at(-1)!; ; last = all.at(-1)!) {
      if (!last.break) last.text = last.href || VISIBLE.test(last.text!) ? last.text!.replace(/ +$/, "") : "";
      if (last.text) return all;
      all.pop();
    }
  };
  try {
    PIECE.lastIndex = 0;
    while (blocks.length < MAX_BLOCKS && PIECE.lastIndex < html.length) {
      const [, text, code, reference, isEnd, name, attributes] = PIECE.exec(html) ?? notPlain();
      // A comment.
      if (!(name ?? text ?? code ?? reference)) continue;
      if (!name) {
        const data = text ?? (code ? String.fromCodePoint(Number(code)) : REFERENCES[reference!]!);
        if (open[0] ? code && ODD.test(data) : /[^ \t\n\f\r]/.test(data)) notPlain();
        if (open[0]) add(data);
      } else if (name === "br") {
        const last = spans.at(-1);
        if (!open[0] || isEnd || last?.break) notPlain();
        if (last) {
          last.text = last.text!.replace(/ +$/, "");
          spans.push({ break: true });
        }
      } else if (isEnd) {
        if (open.pop() !== name) notPlain();
        if (open[0]) continue;
        const text = take();
        const level = Number(name[1]);
        if (text[0]) blocks.push(level ? { type: "heading", level, text } : { type: "paragraph", text });
        end = PIECE.lastIndex;
      } else {
        if (/^[ph]/.test(name) ? open[0] : !open[0] || (name === "a" && /a(?!n)|h/.test(open.join()))) notPlain();
        open.push(name);
        isKept ||= /pre-w/.test(attributes!);
        // Texts of other programs have the usual weight, which ends that of `b` and `strong`. A target divides a line.
        if (/font-w/.test(attributes!) ? /b|st/.test(open.join()) : open[1] && /\bid=/.test(attributes!)) notPlain();
        if (name !== "a") continue;
        // The converter may separate two links.
        if (spans.at(-1)?.href) notPlain();
        const [, written] = /href="\s*([^#"\s][^"]*?)\s*"/.exec(attributes!) ?? notPlain();
        const address = written!.replace(/&(amp|#038);/g, "&");
        href = isUrl(address, LINKS) && !SHARING.test(address) ? new URL(address, base).href : notPlain();
        link += 1;
      }
    }
    // White space after the last block.
    if (!open[0] && !/\S/.test(html.slice(end))) end = html.length;
  } catch {
    // The preview ends here.
  }
  return { blocks, rest: html.slice(end) };
}
