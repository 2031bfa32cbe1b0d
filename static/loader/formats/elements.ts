/**
 * Decides which elements are plain: the converter (`crates/convert/src/html`) makes nothing else of them than their
 * names say. Classes, styles and attributes that may mean more to it make an element one that the module has to show.
 */

import { type Fields, notPlain } from "../preview/fields.ts";
import { mayBePlayer } from "./providers.ts";

/** Selects elements that are left out with their content. */
export const LEFT_OUT = "script,noembed,link,meta,base,title,template,svg";
/** Parts of classes and of `itemprop` by which the converter recognizes credits of pictures. */
const CREDIT = /credit|copyright|photographer|attribution|rights/i;
/** Parts of classes by which the converter recognizes cards, embeds, buttons of code and what it leaves out. */
const SPECIAL = new RegExp(
  "copy(?!right)|clipboard|galle|slideshow|pull-?q|(?<!re)verse|poe|button|-file|(tiktok|bluesky|mastodon|imgur)-e|"
  + "embedded-c|kg-|katex|mathj|twitter-[tv]|reddit-|instagram-m|fb-[pv]|post-media|a2a_kit|addt[oh]|likes-w|essb_|"
  + "ssb[ap]|mashsb-|sps_|dpsp-|shar|social|edposts|yarpp|n-?reader|sr-only|"
  + "screen-only|for-sr|visually-?hidden|toolb|playlist|wistia_|mw-e|vc_tta",
  "i",
);

/** Parts of classes of notes within a sentence, which the converter puts in brackets. */
const NOTES = /tool-?tip|(side|margin|foot)-?note|ref-?body|note-c|notetext/i;
/** Elements that are no such notes. */
const NO_NOTES = /^(a|su[bp]|p|[uo]l|li|h\d|div|section)$/;

/** Attributes that are read elsewhere or change nothing, whatever their values are. */
const HARMLESS = /^(class|data-baca-(style|id|on\w+)|href|title|cite)$/;
/** Attributes that the converter reads, or from which it makes a picture or a player. */
const SPECIAL_ATTRIBUTES = new RegExp(
  "^(hidden|xml:lang|value|reversed|videoid|data-(checked|account|(to|from|number)-value))$|srcdoc|baca(?!-name)|"
  + "^data-.*(vid|vim|yt|tube|tweet|embed|serv|bg|back|thumb|setup|borlabs)",
);

/** Attributes by which a script finds an image. */
const LAZY_ATTRIBUTES = /^data-(url|image|img|echo|full|orig\w*)$|(?<!data-baca-)src|lazy|defer|suppr/;
/** What the address of an image has. */
const FILE = /\.(jpe?g|png|webp|avif|gif|jfif)\b/i;
/** Roles that change how the text in an element is read. */
const ROLES = /^(button|tab|switch|img|tooltip|note|doc-(foot|end)note)$/;

/** Values of properties of an inline style that are read or change nothing, for those that the converter knows. */
const STYLES = {
  "font-weight": /^(normal|lighter|bold|bolder|[1-9]\d\d|in.*)$/,
  "font-style": /^(normal|italic|in.*)$/,
  "text-decoration": /^(none|underline|line-through|in\w+)( (solid|initial|#\w+|rgb\([\d, ]+\)))*$/,
  "text-decoration-line": /^$/,
  "white-space": /^(no(rmal|wrap)|collapse|in.*)$/,
  "vertical-align": /^(?!su)/,
  "font": /^(?!.*(bold|ital))/,
  "display": /^(inline|block)$/,
  "visibility": /^(visible|in.*)$/,
  "mso-hide": /^$/,
};
/** Values that set no mark. */
const WITHOUT_MARK = /^(normal|lighter|none|[1-5]\d\d|in.*)\b/;

/** Returns whether an element is the credit of a picture by class or `itemprop`. */
export function isCredit(element: Element): boolean {
  const role = element.getAttribute("itemprop") ?? "";
  return CREDIT.test(element.className) || CREDIT.test(role) || /^(author|creator)$/i.test(role);
}

/** Addresses of links that seem to share their page. */
const SHARING =
  /((?<!any)\.com|t\.me)\/(dialog\/)?shar|\?share=|\/intent|\/submit|pin\/cr|\.com\/send|wa\.me\/\?|lineit/i;

/** Returns whether an element is a link that may share its page: more links than are certain to. */
export const isSharing = (element: Element): boolean => SHARING.test(element.getAttribute("href") ?? "");

/** Returns the inline style of an element, which was renamed. */
export const styleOf = (element: Element): string => element.getAttribute("data-baca-style")?.toLowerCase() ?? "";

/** Returns the rules of the inline style of an element: names and values. */
const rulesOf = (element: Element): [name: string, value: string][] => styleOf(element).split(";").flatMap((rule) => {
  const [name, value] = rule.split(":").map((part) => part.replace(/!.*/, "").trim());
  return value === undefined ? [] : [[name!, value]];
});

/** Returns the marks of the text in an element: the inherited ones and its `own`, changed by its style. */
export function marksOf(element: Element, inherited: Fields, own?: Fields): Fields {
  const marks = { ...inherited, ...own };
  for (const [name, value] of new Map(rulesOf(element))) {
    const isSet = !WITHOUT_MARK.test(value);
    if (/^in/.test(value)) continue;
    if (name === "font-weight") marks.bold = isSet;
    if (name === "font-style") marks.italic = isSet;
    if (name !== "text-decoration") continue;
    if (!isSet) Object.assign(marks, { underline: inherited.underline, strike: inherited.strike });
    else if (value.startsWith("line")) marks.strike = true;
    else if (element.localName !== "a") marks.underline = true;
  }
  return marks;
}

/** Returns whether a rule of an inline style is read; `hasMarks` says that the element may set marks. */
function isPlainRule([name, value]: [string, string], element: Element, hasMarks?: boolean): boolean {
  if (/url\(/.test(value)) return false;
  // Those that hide an element with a tiny value.
  if (/^(opacity|(max-)?height)$/.test(name)) {
    return !/^(0|[01]px)$/.test(value) || (!element.firstElementChild && !element.parentElement!.textContent.trim());
  }
  // Its children are separated.
  if (name === "display" && /(flex|grid)$/.test(value)) return element.matches("div:not(:has(>:not(div,p,h2,h3,ul)))");
  if (/^(left|top|text-indent)$/.test(name)) return !/^-9/.test(value);
  // Without white space that would collapse.
  const isLeaf = !element.firstElementChild && element.localName !== "a";
  if (/^white-space/.test(name) && isLeaf && !/^\s|\s$|[^\S ]|\s\s/.test(element.textContent)) return true;
  if (name === "vertical-align" && /^su[bp]$/.test(element.localName)) return false;
  const known = STYLES[name.replace("-collapse", "") as "font"];
  return !known || (known.test(value) && (!/^(font-|text-)/.test(name) || !!hasMarks || WITHOUT_MARK.test(value)));
}

/** Throws unless an element is plain. Its text can have marks if it `hasMarks`; `more` are further known attributes. */
export function checkPlain(element: Element, hasMarks?: boolean, more?: RegExp): void {
  const { localName, className, attributes } = element;
  const isPlain = [...attributes].every(({ name, value }) => {
    // A text that has been renamed or escaped twice.
    if (/data-baca-|&(amp|#038);/.test(value)) return false;
    if (more?.test(name) || HARMLESS.test(name)) return true;
    // The module finds players by these.
    if (name === "data-id" && /youtu|vimeo|dailym/i.test([...attributes].map((one) => one.value).join())) return false;
    if (name === "xml:lang" && element.getAttribute("lang")?.trim()) return true;
    // A button that copies code is left out, others change no text.
    const isButton = name === "role" && value === "button" && localName === "div";
    if (isButton && !element.ownerDocument.querySelector("pre")) return true;
    if (name === "role" && ROLES.test(value)) return false;
    const isImage = LAZY_ATTRIBUTES.test(name) && FILE.test(value);
    return !SPECIAL_ATTRIBUTES.test(name) && !isImage && (localName === "a" || !mayBePlayer(value));
  });
  const isNote = NOTES.test(className) && !NO_NOTES.test(localName);
  // Only these separate classes.
  if (/[^\S \t\n\f\r]/.test(className)) notPlain();
  if (!isPlain || isNote || SPECIAL.test(className) || isSharing(element)
    || !rulesOf(element).every((rule) => isPlainRule(rule, element, hasMarks))) notPlain();
}

/** Returns the last value of a property in the inline style of an element. */
export const propertyOf = (element: Element, name: string): string | undefined => new Map(rulesOf(element)).get(name);

/** Returns language and direction of the blocks in an element: the `outer` ones, or those that it declares. */
export function scopeOf(element: Element, outer?: Fields): Fields {
  const [lang, dir] = ["lang", "dir"].map((name) => element.getAttribute(name));
  if (!/^[a-z\d_-]{1,35}$/i.test(lang ?? "x") || !/^(ltr|rtl|auto)$/.test(dir ?? "ltr")) notPlain();
  return { ...outer, ...(lang && { lang }), ...(dir && { dir }) };
}

/** The sides that a text can be aligned to. */
const SIDE = /^(?:-webkit-)?(center|left|right|start|justify|end)$/i;
/** Letters that are written from right to left. */
const RTL = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/;

/** Returns the side to which an element aligns its text: by class, by style, or by `align`. */
export function sideOf(element: Element): string | undefined {
  if (element.localName === "center") return "center";
  const byClass = [...element.classList].flatMap((name) => /^has-text-align-(.*)/.exec(name)?.[1] ?? []);
  const byStyle = rulesOf(element).filter(([name]) => name === "text-align").map(([, value]) => value).reverse();
  const all = [...byClass, ...byStyle, element.getAttribute("align") ?? ""];
  return all.flatMap((value) => SIDE.exec(value.trim())?.[1]!.toLowerCase() ?? [])[0];
}

/** Returns the alignment of a text at a side: that of a text from right to left starts at the right. */
export function alignOf(side: string | undefined, text: Fields[] = [], dir?: unknown): string | undefined {
  if (side === "center" || side === "end") return side;
  const isRtl = dir === "rtl" || text.some((span) => RTL.test((span.text ?? "") as string));
  return (side === "right" && !isRtl) || (side === "left" && dir === "rtl") ? "end" : undefined;
}

/** Returns the children of an element without comments and white space. */
export const contentOf = (element: Element): ChildNode[] =>
  [...element.childNodes].filter((node) =>
    node.nodeType === 1 || (node.nodeType === 3 && /[^ \t\n\f\r]/.test((node as Text).data)));
