/** Reads preformatted text, as `crates/convert/src/html/code.rs` does. */

import { notPlain } from "../preview/fields.ts";
import { filled } from "./addresses.ts";
import { Line, type Span } from "./line.ts";
import { isTarget } from "./targets.ts";

/** Classes of line numbers, which the converter leaves out. */
const NUMBERS = new RegExp(
  "(^|\\s)(ln|lnt|lno|lnum|gl|blob-num|rouge-gutter|gutter|line-numbers?|hljs-ln-n|linenodiv)(\\s|$)|lineno|linenum|"
  + "line-num|hljs-ln-num|crayon-num", "i",
);

/** Returns the language of code, from the classes and attributes of syntax highlighters. */
export function languageOf(element: Element): string | undefined {
  const { className, localName } = element;
  const names = className.split(/\s+/).filter(Boolean);
  const byPrefix = names.flatMap((name) => /^(?:language-|lang-|highlight-source-|brush:)(.+)/.exec(name)?.[1] ?? []);
  const [, byBrush] = /brush:[; ]*([^; ]+)/.exec(className) ?? [];
  const byContainer = localName === "figure" && names.length === 2 && names[0] === "highlight" ? names[1]
    : names.includes("blob-wrapper") && names.find((name) => name.startsWith("type-"))?.slice(5);
  const byData = filled(element, "data-language") ?? filled(element, "data-lang");
  const name = byPrefix[0] ?? byBrush ?? byData ?? byContainer;
  return name ? /^[\w+#.-]{1,32}(?=;*$)/.exec(name)?.[0] : undefined;
}

/** Returns whether there is an element that may be a line number. */
export const hasNumbers = (element: Element): boolean => [...element.querySelectorAll("*")].some((one) =>
  NUMBERS.test(one.className) || /user-select/.test(one.getAttribute("data-baca-style") ?? ""));

/** Reads a `pre`: its text with marks and links, and the language of the code. Throws if it has anything else. */
export function readCode(pre: Element, base: string): { text: Span[]; language: string | undefined } {
  if (hasNumbers(pre) || [...pre.querySelectorAll("*")].some(isTarget)) notPlain();
  const line = new Line(base);
  line.isVerbatim = true;
  for (const node of pre.childNodes) line.add(node);
  const code = pre.querySelector("code");
  return { text: line.takeVerbatim(), language: (code && languageOf(code)) ?? languageOf(pre) };
}
