/**
 * Removes what the converter removes before it reads elements (`crates/convert/src/html/prepare`): what shares the
 * page, text for screen readers alone, links of headings to themselves, and previews of images. Each text and image
 * that is removed is reported.
 */

import { filled, fileOf, isBlankImage, isLazy, pixels } from "./addresses.ts";
import { certainty, reportLeftOut } from "./certainty.ts";
import { LEFT_OUT, styleOf } from "./elements.ts";

/** Classes of share buttons and of lists of related posts. */
const SHARE_CLASSES = new RegExp(
  "(^|\\s)(sharedaddy|sd-sharing|jp-relatedposts|jetpack-likes-widget-wrapper|wp-block-jetpack-sharing-buttons|"
  + "addtoany_share_save_container|addtoany_content|a2a_kit|addthis_toolbox|addthis_inline_share_toolbox|"
  + "heateor_sss_sharing_container|ssba|ssbp-wrap|essb_links|swp_social_panel|shareaholic-canvas|mashsb-container|"
  + "dpsp-content-wrapper|novashare-buttons|et_social_inline|juiz_sps_links|simplesocialbuttons|"
  + "sharethis-inline-share-buttons|social-share|share-buttons|social-sharing|post-share|sassy-social-share|"
  + "scriptlesssocialsharing|yarpp-related)(?=\\s|$)",
);
/** Addresses of links that share their page. */
const SHARE_URLS = new RegExp(
  "facebook\\.com/(sharer|share\\.php|dialog/share)|(twitter|x)\\.com/(intent|share)|"
  + "linkedin\\.com/(sharearticle|sharing)|reddit\\.com/submit|pinterest\\.com/pin/create|"
  + "api\\.whatsapp\\.com/send|wa\\.me/\\?text|t\\.me/share|tumblr\\.com/share|bsky\\.app/intent|line\\.me/lineit|"
  + "lineit\\.line\\.me|vk\\.com/share|threads\\.(net|com)/intent|\\?share=", "i",
);
/** Classes of text for screen readers only. */
const UNSEEN = new RegExp(
  "(^|\\s)(screen-reader-text|sr-only|visually-hidden|visuallyhidden|elementor-screen-only|show-for-sr|"
  + "screenreader-only|visually-hidden-focusable)(?=\\s|$)",
);
/** Classes of the sign beside a heading that links to it. */
const ANCHOR = new RegExp(
  "(^|\\s)(headerlink|header-anchor|heading-anchor|anchor|anchor-link|anchorjs-link|hash-link|permalink|heading-link|"
  + "header-link|direct-link|autolink-heading)(?=\\s|$)",
);
/** Styles that may hide an element. */
const HIDING = /display|visib|opacity|height|left|top|indent|mso-hide/;
/** Elements whose text is not shown, and what has text but is read elsewhere. */
const NO_TEXT = /^(script|style|template|head|title|noscript|noembed|noframes|iframe|meta|link|param)$/;
const UNPREPARED = /^(math|svg|script|style|template|noscript|noembed)$/;
/** Elements whose text is separated from the text around them. */
const APART = new RegExp(
  "^(address|area|article|aside|audio|blockquote|br|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|embed|"
  + "fieldset|figcaption|figure|footer|form|h[1-6]|header|hgroup|hr|img|input|legend|li|main|math|menu|nav|object|ol|"
  + "optgroup|option|p|picture|pre|ruby|section|source|summary|svg|table|tbody|td|tfoot|th|thead|tr|track|ul|video|"
  + "wbr)$",
);
/** Selects elements that are content even without a text. */
const CONTENT =
  "aside,audio,blockquote,br,details,dir,dl,embed,figcaption,figure,form,h1,h2,h3,h4,h5,h6,hr,img,iframe,input,math,"
  + "menu,object,ol,p,picture,pre,ruby,svg,table,ul,video,wbr,script,noembed,noscript,source,template,link,meta,select,"
  + "textarea,title,param,area,base,col,colgroup";
/** Selects what the converter leaves out within such a part for another reason. */
const ODD =
  "[hidden],input,select,textarea,search,applet,listing,xmp,noframes,[class*=kg-],[class*=mw-e],[class*=katex]";
const FILES = /^(img|image|iframe|embed|video|audio|source)$/;

/** What an element inherits from its ancestors. */
interface Around {
  /** The heading, and whether it has no text besides links to itself. */
  heading?: Element;
  isOnlyAnchors?: boolean;
  /** Whether there is a link with visible text. */
  inLink?: boolean;
  /** Whether the document has links that share its page. */
  isShared: boolean;
}

/** Lists the pieces of the text of a node as a page could show it. */
function collectText(node: Node, pieces: string[]): void {
  if (node.nodeType === 3) pieces.push((node as Text).data);
  const { localName, childNodes, nodeType } = node as Element;
  if (nodeType !== 1 || NO_TEXT.test(localName)) return;
  const gap = APART.test(localName) ? " " : "";
  pieces.push(gap);
  for (const child of childNodes) collectText(child, pieces);
  pieces.push(gap);
}

/** Returns the text of a node as a page could show it. */
function shownText(node: Node): string {
  const pieces: string[] = [];
  collectText(node, pieces);
  return pieces.join("");
}

const hasLetters = (text: string): boolean => /[\p{Alphabetic}\p{N}]/u.test(text);

/** Counts letters and digits, up to a limit. */
function countLetters(text: string, limit: number): number {
  const letters = /[\p{Alphabetic}\p{N}]/gu;
  let count = 0;
  while (count <= limit && letters.test(text)) count += 1;
  return count;
}

const hasPicture = (element: Element) => !!element.querySelector("img,picture");

/** Leaves an element out, but for the target of links that an `a` is. */
function leaveOut(element: Element, reason: string): void {
  const text = shownText(element);
  // The converter would give the style as the reason, or reads the text in another way.
  if (HIDING.test(styleOf(element)) || element.matches(ODD) || element.querySelector(ODD)) certainty.isExact = false;
  if (hasLetters(text)) reportLeftOut(reason, text);
  for (const one of [element, ...element.querySelectorAll("*")]) {
    const { attributes, localName } = one;
    // A script could show a picture there.
    const isOdd = ({ name }: Attr) => isLazy(name) || /^data-.*(bg|back|thumb)/.test(name);
    if ([...attributes].some(isOdd)) certainty.isExact = false;
    if (!FILES.test(localName)) continue;
    const src = filled(one, "src") ?? filled(one, "href") ?? filled(one, "xlink:href");
    if (src && !isBlankImage(src)) reportLeftOut(reason, src);
  }
  if (element.localName !== "a") return element.remove();
  for (const { name } of [...element.attributes]) {
    if (!/^data-baca-(id|name)$/.test(name)) element.removeAttribute(name);
  }
  if (element.attributes.length) element.replaceChildren();
  else element.remove();
}

const isShare = (link: Element) => SHARE_URLS.test(link.getAttribute("href") ?? "");

/** Returns whether an element is a list of links that share the page. */
function isShareList(element: Element): boolean {
  if (!/^(ul|div|p|nav|aside|section)$/.test(element.localName)) return false;
  const links = [...element.querySelectorAll("a")];
  const count = links.filter(isShare).length;
  const isList = count >= (/shar(e|ing)/i.test(element.className) ? 1 : 2) && count * 2 > links.length
    && links.every((link) => isShare(link) || /^(mailto:|#|j|$)/.test(link.getAttribute("href") ?? ""));
  if (!isList) return false;
  const letters = links.reduce((sum, link) => sum + countLetters(shownText(link), Infinity), 0);
  return countLetters(shownText(element), letters + 40) <= letters + 40;
}

/** Returns whether an element in a heading is a link to it, or a sign beside its text. */
function isAnchor(element: Element, heading: Element): boolean {
  const { className, localName } = element;
  if (hasPicture(element)) return false;
  const isNamed = ANCHOR.test(className);
  const text = shownText(element);
  if (localName !== "a") {
    const isSign = element.getAttribute("aria-hidden") === "true" || isNamed || /icon|chevron|arrow/i.test(className);
    return isSign && !!element.firstChild && !hasLetters(text);
  }
  const [, fragment] = /#([^]*)$/.exec(filled(element, "href") ?? "") ?? [];
  if (fragment === undefined) return false;
  const ids = [heading, element].map((one) => filled(one, "data-baca-id"));
  const isOwn = fragment !== "" && [...ids, filled(element, "data-baca-name")].includes(fragment);
  const labels = [text, element.getAttribute("title"), element.getAttribute("aria-label")];
  const isPermalink = labels.some((label) =>
    /permalink|permanent link|link to|tautan ke|copy link|anchor link/i.test(label ?? ""));
  return isNamed || (isOwn && isPermalink) || !hasLetters(text);
}

/** Returns whether a heading has text besides links to itself. */
const hasOwnText = (element: Element, heading: Element): boolean => [...element.childNodes].some((node) =>
  (node.nodeType === 3
    ? hasLetters((node as Text).data)
    : node.nodeType === 1 && !isAnchor(node as Element, heading) && hasOwnText(node as Element, heading)));

/** Returns whether an element has text that is not for screen readers alone. */
const hasVisibleText = (element: Element): boolean => [...element.childNodes].some((node) =>
  (node.nodeType === 3
    ? hasLetters((node as Text).data)
    : node.nodeType === 1 && !(node as Element).matches(LEFT_OUT) && !UNSEEN.test((node as Element).className)
      && hasVisibleText(node as Element)));

/** Returns whether an image is a preview of another one: by its class, its size or its address. */
function isPreview(element: Element): boolean {
  const image = element.querySelector("img") ?? element;
  const address = addressOf(element) ?? "";
  if (address.startsWith("data:")) return address.length < 8192 && !filled(image, "alt");
  const isSmall = (text: string) => /^0*([1-9]|[1-5]\d|6[0-4])$/.test(text);
  const [path = "", query = ""] = address.split(/\?([^]*)/);
  return /thumb|preview|tiny|lqip|blur|placeholder|low-res/i.test(element.className)
    || (pixels(filled(image, "width")) ?? 65) <= 64 || path.split("/").some(isSmall)
    || query.split("&").some((pair) => isSmall(/^(?:w|width|h|height|resize)=([^]*)$/.exec(pair)?.[1] ?? ""));
}

/** Returns the address of an image: the one that a script loads, else its own. */
function addressOf(element: Element): string | undefined {
  const image = element.querySelector("img") ?? element;
  const lazy = [...image.attributes].find(({ name }) => isLazy(name));
  return lazy?.value ?? filled(image, "src");
}

/** Removes previews of the images beside them. Text or another element between two images separates them. */
function removePreviews(parent: Element): void {
  if (parent.querySelectorAll(":scope>img,:scope>picture").length < 2) return;
  const previews: [element: Element, group: number][] = [];
  /** Groups with a full image, and the files of these. */
  const full = new Set<number | string>();
  let group = 0;
  for (const node of parent.childNodes) {
    const element = node as Element;
    if (node.nodeType === 3) group += Number(/[^ \t\n\f\r]/.test((node as Text).data));
    if (node.nodeType !== 1) continue;
    const isEmpty = () =>
      !element.matches(CONTENT) && !element.querySelector(CONTENT) && !hasLetters(shownText(element));
    if (!/^(img|picture)$/.test(element.localName)) group += Number(element.localName !== "noscript" && !isEmpty());
    else if (isPreview(element)) previews.push([element, group]);
    else if (addressOf(element) !== undefined) full.add(group).add(`${group} ${fileOf(addressOf(element)!)}`);
  }
  for (const [element, own] of previews) {
    const address = addressOf(element) ?? "";
    if (!full.has(address.startsWith("data:") ? own : `${own} ${fileOf(address)}`)) continue;
    if (!isBlankImage(address)) reportLeftOut("a preview of the picture beside it", address);
    element.remove();
  }
}

/** Returns why an element is left out; `undefined` if it is not. */
function reasonFor(element: Element, open: Set<Node>, around: Around): string | undefined {
  const { heading, isOnlyAnchors, inLink, isShared } = around;
  const { className } = element;
  // Only these separate classes.
  if (/[^\S \t\n\f\r]/.test(className)) return undefined;
  if (UNSEEN.test(className) && !inLink && !element.querySelector("math")) return "a hidden text";
  const isGroup = SHARE_CLASSES.test(className) || (isShared && !open.has(element) && isShareList(element));
  if (isGroup) return "what shares and recommends";
  const isSign = heading && isAnchor(element, heading) && !(isOnlyAnchors && hasLetters(shownText(element)));
  return isSign ? "a link to its own heading" : undefined;
}

function walk(parent: Element, open: Set<Node>, around: Around): void {
  removePreviews(parent);
  for (const element of [...parent.children]) {
    const { localName, className } = element;
    if (UNPREPARED.test(localName)) continue;
    const reason = reasonFor(element, open, around);
    if (reason) {
      leaveOut(element, reason);
      continue;
    }
    if (around.inLink) element.className = className.replace(new RegExp(UNSEEN, "g"), "");
    const inner = { ...around };
    if (localName === "a") inner.inLink ||= hasVisibleText(element);
    if (/^(h[1-6]|summary)$/.test(localName)) {
      Object.assign(inner, { heading: element, isOnlyAnchors: !hasOwnText(element, element) });
    }
    walk(element, open, inner);
  }
}

/** Removes parts of the content of an inert element; elements in `open` may go on after the markup at hand. */
export function removeUnshown(root: Element, open: Set<Node>): void {
  walk(root, open, { isShared: [...root.querySelectorAll("a")].some(isShare) });
}
