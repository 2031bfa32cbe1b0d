/**
 * Decides which elements are plain: the converter (`crates/convert/src/html`) makes nothing else of them than their
 * names say. Classes, styles and attributes that may mean more to it make an element one that the module has to show.
 */

import { type Fields, notPlain } from "../preview/fields.ts";

/**
 * Parts of classes by which the converter recognizes captions, cards, controls, embeds and what it leaves out, but not
 * those of captions and images of WordPress and Ghost.
 */
const SPECIAL = new RegExp(
  "(?<!wp-(element-)?)caption(?!-text)|cred|copy|photog|attrib|right\\w|author|byline|cite|sourc|speak|galle|slide|"
  + "pull|verse|poe|btn|button|-file|embed|kg-(?!card|image|width)|edits|math|tex\\b|twe|twit|youtu|vimeo|insta|tikt|"
  + "bluesk|mastod|post-m|reddit|imgur|fb-|smil|thumb|toggle|trigg|read-?m|spoil|accord|icon|chevr|arrow|shar|social|"
  + "relat|note|toolt|body|screen|sr-|hidden|anchor|permal|-link|code|lang|a2a|addt|sd-|jp-|ss[bp]|swp|juiz|sassy|"
  + "yarpp|dps|et_|mash|heat|float|player|tab",
  "i",
);

/** Attributes that change nothing, and `data-` attributes that do so with a short value that is no address. */
const HARMLESS = new RegExp(
  "^(class|id|href|target|rel|align|title|cite|style|color|face|size|start|"
  + "data-(?!.*(.id|embed|yout|che|ta[brg]|tog|src|lazy|url|clip|lang|im[ag]|or?ig|full|echo)).*)$",
);

/** Properties of an inline style that the converter ignores. */
const HARMLESS_STYLE =
  /^((background-)?color|(margin|padding|border).*|font-(family|size)|line-height|text-align|(max-)?(width|height))$/;

/** Parts of addresses with which pages are shared. */
const SHARES = /shar|intent\b|submit|pin\/cr|whatsapp|wa\.me/i;

/** Returns the inline style of an element, which was renamed. */
export const styleOf = (element: Element): string => element.getAttribute("data-baca-style")?.toLowerCase() ?? "";

/** Returns whether a rule of an inline style changes nothing in a text with these marks. */
function isPlainRule(rule: string, { bold, italic }: Fields): boolean {
  const [name, value = ""] = rule.split(":").map((part) => part.trim());
  if (name === "font-weight") return /^(normal|400)$/.test(value) && !bold;
  if (name === "font-style") return value === "normal" && !italic;
  return !name || (HARMLESS_STYLE.test(name) && !/^[01](px)?$|!/.test(value));
}

/** Throws unless an element is plain. `marks` are those of its text, `more` are further attributes that are known. */
export function checkPlain(element: Element, marks: Fields = {}, more?: RegExp): void {
  const { localName, className, attributes, firstChild } = element;
  const isPlain = [...attributes].every(({ name, value }) =>
    more?.test(name) || (localName === "a" && /^(data|aria)-/.test(name)) || (name === "aria-hidden" && !firstChild)
    || (HARMLESS.test(name.replace("data-baca-", "")) && !/^data-(?!baca).*([/{]|.{40})/.test(name + value)));
  const href = element.getAttribute("href");
  if (!isPlain || SPECIAL.test(className) || (href && SHARES.test(href))
    || !styleOf(element).split(";").every((rule) => isPlainRule(rule, marks))) notPlain();
}

/** Returns whether an element has links with which its page is shared. */
export const hasShareLinks = (element: Element): boolean =>
  [...element.querySelectorAll("a")].some((link) => SHARES.test(link.getAttribute("href")!));

/** Returns whether an element centers its text; `undefined` if it does not say. Throws for the end side. */
export function isCentered(element: Element): boolean | undefined {
  const [, byClass] = /(?:^|\s)has-text-align-(\S*)/.exec(element.className) ?? [];
  const [, byStyle] = /text-align:\s*(\w+)/.exec(styleOf(element)) ?? [];
  const side = element.localName === "center" ? "center" : byClass ?? byStyle ?? element.getAttribute("align");
  if (side == null) return undefined;
  return /^center$/i.test(side) || (/^(left|justify|start)$/i.test(side) ? false : notPlain());
}
