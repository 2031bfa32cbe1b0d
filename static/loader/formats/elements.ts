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
  + "embed|kg-|math|tex\\b|twit|reddit|youtu|vimeo|dailym|insta|fb-|togg|trigg|read-?m|spoil|accord|a2a_|addt[oh]|"
  + "likes-w|essb|ssb[ap]|mashsb|sps_|dpsp|shar|social|relat|screen|sr-|-sr|hidden|code|toolb|player|mw-e",
  "i",
);

/** Classes of WordPress that contain such a part and have no meaning of their own. */
const PLAIN_CLASSES =
  /(^|\s)(wp-(block-(embed|table)|embed-)|is-(type|provider)-|blocks-gallery-caption)\S*/g;

const classOf = (element: Element) => element.className.replace(PLAIN_CLASSES, "");

/** Parts of classes that have a meaning in a line of text, in a quote or beside an image. */
const SPECIAL_INLINE =
  /author|byline|speak|cite|sourc|icon|chevr|arrow|note|toolt|body|anchor|permal|-link(?!-color)|lang|float|tab/i;

/** Attributes that change nothing. */
const HARMLESS = /^(class|id|name|href|target|rel|align|title|cite|style|start|translate|aria-level)$/;

/** Properties of an inline style that the converter ignores, and those that hide an element with a tiny value. */
const HARMLESS_STYLE = new RegExp(
  "^(color|background.*|(margin|padding|border|box|object|word|font-variant|table|overflow).*|clear|cursor|font-family|"
  + "letter-spacing|aspect-ratio|text-(align|indent|transform|decoration-(color|style|thickness)))$",
);
const SIZE_STYLE = /^(font-size|line-height|(max-|min-)?(width|height))$/;

/** Properties of an inline style with the values that are read; those before `white-space` set or reset marks. */
const STYLES = {
  "font-weight": /^(normal|lighter|bold|bolder|[1-9]00)$/,
  "font-style": /^(normal|italic)$/,
  "text-decoration": /^(none|underline|line-through)$/,
  "white-space": /^(normal|nowrap)$/,
  "vertical-align": /^(baseline|top|middle|bottom)$/,
};
/** Values that set no mark. */
const WITHOUT_MARK = /^(normal|lighter|none|[1-5]00|nowrap|baseline|top|middle|bottom)$/;

/** Selects links that seem to share their page. */
export const SHARE_LINKS =
  "[href*=shar],[href*='/intent'],[href*='/submit'],[href*='pin/cr'],[href*=whatsapp],[href*='wa.me']";

/** Returns the inline style of an element, which was renamed. */
export const styleOf = (element: Element): string => element.getAttribute("data-baca-style")?.toLowerCase() ?? "";

/** Returns the rules of the inline style of an element: names and values. */
const rulesOf = (element: Element): [name: string, value: string][] => styleOf(element).split(";").map((rule) => {
  const [name = "", value = ""] = rule.split(":").map((part) => part.replace(/!.*/, "").trim());
  return [name, value];
});

/** Returns the marks of the text in an element: the inherited ones and its `own`, changed by its style. */
export function marksOf(element: Element, inherited: Fields, own?: Fields): Fields {
  const marks = { ...inherited, ...own };
  for (const [name, value] of new Map(rulesOf(element))) {
    const isSet = !WITHOUT_MARK.test(value);
    if (name === "font-weight") marks.bold = isSet;
    if (name === "font-style") marks.italic = isSet;
    if (name !== "text-decoration") continue;
    if (!isSet) Object.assign(marks, { underline: inherited.underline, strike: inherited.strike });
    else if (value !== "underline") marks.strike = true;
    else if (element.localName !== "a") marks.underline = true;
  }
  return marks;
}

/** Returns whether a rule of an inline style is read; `hasMarks` says that the element may set marks. */
function isPlainRule([name, value]: [string, string], { localName }: Element, hasMarks?: boolean): boolean {
  if (SIZE_STYLE.test(name)) return !/^[01](px)?$/.test(value);
  if (name === "vertical-align" && /^su[bp]$/.test(localName)) return false;
  return !name || (HARMLESS_STYLE.test(name) && !/url\(|^-9/.test(value))
    || (!!STYLES[name as "font-style"]?.test(value) && (!!hasMarks || WITHOUT_MARK.test(value)));
}

/** Attributes of containers and of names, and the values of some that have another meaning elsewhere. */
const OF_CONTAINERS = /^(item(scope|type)|aria-label(ledby)?|property|typeof)$/;
const VALUES = {
  itemprop: /^(articleBody|text|headline|mainEntityOfPage|name|url|hasPart|blogPost)$/,
  role: /^(main|article|region|document|presentation|contentinfo|banner|heading)$/,
};
/** Attributes for scripts that are neither those of players nor of pictures, of code and of lists. */
const DATA = new RegExp(
  "^data-(?!baca|.*(vid|vim|yt|tube|tweet|serv|embed|src|bg|back|thumb|setup|value|lazy|defer|suppr|borlabs|orig|url|"
  + "im(g|age)|echo|full|lang|check|dimen))",
);

/** Throws unless an element is plain. Its text can have marks if it `hasMarks`; `more` are further known attributes. */
export function checkPlain(element: Element, hasMarks?: boolean, more?: RegExp): void {
  if (SPECIAL_INLINE.test(classOf(element))) notPlain();
  checkAttributes(element, hasMarks, (name) => more?.test(name));
}

/** Like `checkPlain`, for an element whose class says less: a container, or a part of the header. */
export function checkOuter(element: Element, hasMarks?: boolean, more?: RegExp): void {
  checkAttributes(element, hasMarks, (name, value) => more?.test(name) || OF_CONTAINERS.test(name)
    || VALUES[name as "role"]?.test(value));
}

function checkAttributes(
  element: Element,
  hasMarks: boolean | undefined,
  isKnown: (name: string, value: string) => boolean | undefined,
): void {
  const { localName, className, attributes, firstChild } = element;
  const isPlain = [...attributes].every(({ name, value }) => {
    // A text that has been renamed or escaped twice, or a list of files.
    const isList = /^data-(?!baca)/.test(name) && /\.\w+\s+\d/.test(value);
    if (isList || /data-baca-|&(amp|#038);/.test(value)) return false;
    const isLink = localName === "a";
    // The module finds players by these.
    if (name === "data-id" && /youtu|vimeo|dailym/.test(className)) return false;
    return isKnown(name, value) || HARMLESS.test(name.replace("data-baca-", ""))
      || (DATA.test(name) && (isLink || (name !== "data-type" && /^[^/{[]*$/.test(value))))
      || (isLink ? /^aria-/.test(name) : name === "aria-hidden" && !firstChild);
  });
  if (!isPlain || SPECIAL.test(classOf(element)) || element.matches(SHARE_LINKS)
    || !rulesOf(element).every((rule) => isPlainRule(rule, element, hasMarks))) notPlain();
}

/** Returns whether an element centers its text; `undefined` if it does not say. Throws for the end side. */
export function isCentered(element: Element): boolean | undefined {
  const [, byClass] = /(?:^|\s)has-text-align-(\S*)/.exec(element.className) ?? [];
  const [, byStyle] = /[^]*text-align\s*:\s*([\w-]+)/.exec(styleOf(element)) ?? [];
  const side = element.localName === "center" ? "center" : byClass ?? byStyle ?? element.getAttribute("align");
  if (side == null) return undefined;
  return /^center$/i.test(side) || (/^(left|justify|start)$/i.test(side) ? false : notPlain());
}
