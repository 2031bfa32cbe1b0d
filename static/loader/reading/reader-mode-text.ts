/**
 * Lets reader modes find the text. They look for paragraphs among the page's own elements and do not look into shadow
 * roots. A copy of the text becomes a child of the element, in a slot whose content is never rendered
 * (`content-visibility: hidden`): neither search in the page nor assistive technology finds it twice. Only
 * Firefox gets the copy: Chromium's reader mode uses the accessibility tree, and in WebKit the page would jump to its
 * start.
 */

import { BLOCKS, copyOf, make } from "../dom.ts";
import { idle } from "../scheduling.ts";
import type { ArticlePage } from "./page.ts";

/** Name of the slot; the attribute `data-baca` marks children that Baca has added. */
const SLOT = "baca-text";
const IS_FIREFOX = CSS.supports("-moz-appearance", "none");
/** Number of blocks that are copied: more would cost memory that no reader mode needs. */
const MAX_BLOCKS = 1000;
/** Blocks and elements that have no place in a plain text. */
const OMITTED = "button, .anchor, iframe, video, audio, script, style, [data-place], .note, .place";

/** Adds the text of the article to the light DOM, where reader modes of Firefox look for it. */
export async function addLightText(page: ArticlePage): Promise<void> {
  if (!IS_FIREFOX || !CSS.supports("content-visibility", "hidden")) return;
  await idle();
  // The page itself may have the text inside the element.
  const hasText = page.host.textContent.trim().length > page.body.textContent.length / 2;
  if (page.signal.aborted || hasText) return;
  const copy = make("article", { lang: page.article.lang, dir: page.article.dir });
  const header = page.article.querySelector("[part~=header]");
  const blocks = [...page.body.querySelectorAll(BLOCKS)].slice(0, MAX_BLOCKS);
  copy.append(...[header, ...blocks].flatMap((block) => (block ? [copyOf(block)] : [])));
  for (const element of copy.querySelectorAll(OMITTED)) element.remove();
  for (const element of copy.querySelectorAll("*")) {
    for (const name of ["id", "class", "tabindex", "data-state", "part"]) element.removeAttribute(name);
  }
  // The pictures are loaded by the reader mode only.
  for (const image of copy.querySelectorAll("img")) image.loading = "lazy";
  const slot = make("div", { class: "light", "aria-hidden": "true" }, make("slot", { name: SLOT }));
  page.add(slot);
  // A child `<article>` of the element would be read as its article.
  const child = make("div", { "data-baca": "", slot: SLOT }, copy);
  page.host.append(child);
  page.signal.addEventListener("abort", () => {
    child.remove();
    slot.remove();
  });
  announceText();
}

/**
 * Firefox looks for an article when a page is shown, which may be before the text is there, and when its address
 * changes. So the address changes and changes back, without an entry in the history. Nothing is requested.
 */
function announceText(): void {
  if (window !== top) return;
  const { href } = location;
  const other = new URL(href);
  other.searchParams.append("baca", "");
  try {
    // Not the page's own method, which a router may have replaced.
    const replace = (url: string) => History.prototype.replaceState.call(history, history.state, "", url);
    replace(other.href);
    replace(href);
  } catch {
    // A document without an origin has no such addresses.
  }
}
