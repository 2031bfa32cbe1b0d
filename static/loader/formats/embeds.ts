/** Reads frames and posts of other sites, as `crates/convert/src/html/embeds.rs` does. */

import { type Fields, notPlain } from "../preview/fields.ts";
import { isLazy, pixels } from "./addresses.ts";
import { checkPlain } from "./elements.ts";
import { embedOf } from "./providers.ts";
import { absolute } from "./values.ts";

/** Attributes of a frame that are read below. */
const KNOWN = /^(src|allow)$/;

/** Reads a frame; throws if it is not certain what it shows. */
export function readFrame(frame: Element, base: string): Fields {
  frame.classList.remove("wp-embedded-content");
  checkPlain(frame, false, KNOWN);
  // Consent managers keep the address in other attributes.
  const isAddress = ({ name, value }: Attr) => name !== "src" && (isLazy(name) || /^\s*(https?:)?\/\//.test(value));
  if ([...frame.attributes].some(isAddress)) notPlain();
  const embed = embedOf(absolute(frame.getAttribute("src"), base, /^https?:$/), false);
  const [width, height] = ["width", "height"].map((name) => pixels(frame.getAttribute(name)));
  // One that only counts visits.
  if (frame.firstChild || (width! < 2 && height! < 2)) notPlain();
  const title = frame.getAttribute("title")?.trim() || frame.getAttribute("aria-label")?.trim();
  return { ...embed, title, width: width || undefined, height: height || undefined };
}

/** Matches the class of a quote that a script of a provider replaces by a post, or by the frame beside it. */
export const WIDGET = /(^|\s)(twitter-tweet|instagram-media|tiktok-embed|(wp-embedded-content))(\s|$)/;

/** Reads such a quote with its content, `fallback`. */
export function readWidget(quote: Element, base: string, fallback: Fields[]): Fields {
  const [, , , isPost] = WIDGET.exec(quote.className)!;
  const links = [...quote.querySelectorAll("a")].flatMap((link) => link.getAttribute("href")?.trim() || []);
  if (quote.matches("[data-href],[data-text-post-permalink]")) notPlain();
  const given = quote.getAttribute("data-instgrm-permalink") ?? quote.getAttribute("cite");
  const embed = embedOf(absolute(given ?? links.at(isPost ? 0 : -1), base, /^https?:$/), true);
  return (embed.frame === undefined) === !!isPost ? { ...embed, fallback } : notPlain();
}
