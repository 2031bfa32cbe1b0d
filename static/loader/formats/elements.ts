/**
 * Decides which elements are plain: the converter (`crates/convert/src/html`) makes nothing else of them than their
 * names say. Classes, styles and attributes that may mean more to it make an element one that the module has to show.
 */

import { type Fields, notPlain } from "../preview/fields.ts";

/**
 * Parts of classes by which the converter recognizes captions, cards, controls, embeds and what it leaves out, but not
 * those of captions of WordPress.
 */
const SPECIAL = new RegExp(
  "(?<!wp-(element-)?)caption(?!-text)|cred|copy|photog|attrib|right\\w|galle|slide|pull|verse|poe|btn|butt|-file|"
  + "embed|kg-|math|tex\\b|twit|youtu|vimeo|insta|fb-|togg|trigg|read-?m|spoil|accord|a2a_|addt[oh]|likes-w|essb|"
  + "ssb[ap]|mashsb|sps_|dpsp|shar|social|relat|screen|sr-|-sr|hidden|code|toolb|player|mw-e",
  "i",
);

/** Parts of classes that have a meaning in a line of text, in a quote or beside an image. */
const SPECIAL_INLINE =
  /author|byline|cite|sourc|icon|chevr|arrow|note|toolt|body|anchor|permal|-link|lang|float|tab/i;

/** Attributes that change nothing, and `data-` attributes that do so with a short value that is no address. */
const HARMLESS = new RegExp(
  "^(class|id|href|target|rel|align|title|cite|style|start|translate|"
  + "data-(start|end|id|elem.*|widget.*|e-.*|recalc.*|attach.*))$",
);

/** Properties of an inline style that the converter ignores. */
const HARMLESS_STYLE =
  /^((background-)?color|(margin|padding|border).*|font-(family|size)|line-height|text-align|(max-)?(width|height))$/;

/** Selects links that seem to share their page. */
export const SHARE_LINKS =
  "[href*=shar],[href*='/intent'],[href*='/submit'],[href*='pin/cr'],[href*=whatsapp],[href*='wa.me']";

/** Returns the inline style of an element, which was renamed. */
export const styleOf = (element: Element): string => element.getAttribute("data-baca-style")?.toLowerCase() ?? "";

/** Returns whether a rule of an inline style changes nothing in a text with these marks. */
function isPlainRule(rule: string, { bold }: Fields): boolean {
  const [name, value = ""] = rule.split(":").map((part) => part.trim());
  if (name === "font-weight") return /^(normal|400)$/.test(value) && !bold;
  return !name || (HARMLESS_STYLE.test(name) && !/^[01](px)?$|!/.test(value));
}

/** Attributes of containers and of names, and the values of some that have another meaning elsewhere. */
const OF_CONTAINERS = /^(item(scope|type)|aria-label(ledby)?|property|typeof)$/;
const VALUES = {
  itemprop: /^(articleBody|text|headline|mainEntityOfPage|name|url|hasPart|blogPost)$/,
  role: /^(main|article|region|document|presentation|contentinfo|banner|heading)$/,
};
/** Attributes for scripts that are neither those of players nor of pictures. */
const DATA = /^data-(?!baca|.*(vid|play|account|embed|src|bg|back|thumb|setup|value|load|lazy|borlabs|orig))/;

/** Throws unless an element is plain. `marks` are those of its text, `more` are further attributes that are known. */
export function checkPlain(element: Element, marks: Fields = {}, more?: RegExp): void {
  if (SPECIAL_INLINE.test(element.className)) notPlain();
  checkAttributes(element, marks, (name) => more?.test(name));
}

/** Like `checkPlain`, for an element whose class says less: a container, or a part of the header. */
export function checkOuter(element: Element, marks: Fields = {}, more?: RegExp): void {
  checkAttributes(element, marks, (name, value) => more?.test(name) || OF_CONTAINERS.test(name)
    || VALUES[name as "role"]?.test(value) || (DATA.test(name) && /^[\w ,.#-]*$/.test(value)));
}

function checkAttributes(
  element: Element,
  marks: Fields,
  isKnown: (name: string, value: string) => boolean | undefined,
): void {
  const { localName, className, attributes, firstChild } = element;
  const isPlain = [...attributes].every(({ name, value }) =>
    isKnown(name, value) || (localName === "a" && /^(data|aria)-/.test(name)) || (name === "aria-hidden" && !firstChild)
    || (HARMLESS.test(name.replace("data-baca-", "")) && !(/^data-(?!baca)/.test(name) && /[/{]/.test(value))));
  if (!isPlain || SPECIAL.test(className) || element.matches(SHARE_LINKS)
    || !styleOf(element).split(";").every((rule) => isPlainRule(rule, marks))) notPlain();
}

/** Returns whether an element centers its text; `undefined` if it does not say. Throws for the end side. */
export function isCentered(element: Element): boolean | undefined {
  const [, byClass] = /(?:^|\s)has-text-align-(\S*)/.exec(element.className) ?? [];
  const [, byStyle] = /[^]*text-align\s*:\s*([\w-]+)/.exec(styleOf(element)) ?? [];
  const side = element.localName === "center" ? "center" : byClass ?? byStyle ?? element.getAttribute("align");
  if (side == null) return undefined;
  return /^center$/i.test(side) || (/^(left|justify|start)$/i.test(side) ? false : notPlain());
}
