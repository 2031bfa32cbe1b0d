/**
 * Offers selected text as a link to it. The link has a text fragment
 * (https://wicg.github.io/scroll-to-text-fragment/), and the text again in a fragment that scripts can read: browsers
 * search for text fragments before a script has rendered the article.
 */

import { make } from "../dom.ts";
import { emit } from "../events.ts";
import { later } from "../scheduling.ts";
import { type ArticlePage, button } from "./page.ts";

/** Start of the fragment that scripts can read. */
const FRAGMENT = "#quote=";
/** Number of words at each end of a long quote that identify it, and the number from which a quote is long. */
const END_WORDS = 5;
const LONG_WORDS = 14;
/** Length of the shortest quote, in characters. */
const MIN_LENGTH = 12;
/** Milliseconds after which a selection that stays is offered. */
const REST_MS = 350;
/** Name of the highlight in the style sheet. */
const HIGHLIGHT = "baca-quote";

/** Encodes text for a text directive, in which hyphens and commas have a meaning. */
const encode = (words: string[]) => encodeURIComponent(words.join(" ")).replaceAll("-", "%2D");

/** Returns the part of a text directive for a quote. */
function directive(quote: string): string {
  const words = quote.trim().split(/\s+/);
  if (words.length < LONG_WORDS) return encode(words);
  return `${encode(words.slice(0, END_WORDS))},${encode(words.slice(-END_WORDS))}`;
}

/** Returns the selected range of the article; `null` if nothing or something else is selected. */
function selectedRange(page: ArticlePage): Range | null {
  const { root } = page;
  const selection = (root as unknown as Document).getSelection?.() ?? document.getSelection();
  if (!selection?.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  return page.body.contains(range.startContainer) && page.body.contains(range.endContainer) ? range : null;
}

/** Offers a link to the text that the person has selected. */
export function shareSelection(page: ArticlePage): void {
  const box = make("div", { class: "quote-tools", role: "group" });
  let cancel = () => {};
  const hide = () => box.remove();
  const link = () => {
    const text = selectedRange(page)?.toString() ?? "";
    const part = directive(text);
    return { text, url: `${page.url.split("#")[0]}${FRAGMENT}${part}:~:text=${part}` };
  };
  page.labelled(() => {
    const copy = button("", [page.t("quoteCopy")], async () => {
      const copied = page.copy(link().url);
      hide();
      if (await copied) emit(page.host, "share", { method: "copy" });
    });
    const share = button("", [page.t("quoteShare")], () => {
      const { text, url } = link();
      hide();
      const shared = () => emit(page.host, "share", { method: "native" });
      navigator.share({ text: `“${text.trim()}”`, url }).then(shared, () => {});
    });
    box.setAttribute("aria-label", page.t("quoteLabel"));
    box.lang = page.texts.lang;
    box.replaceChildren(copy, ...("share" in navigator ? [share] : []));
  });
  // A press on a button must not end the selection.
  box.addEventListener("pointerdown", (event) => event.preventDefault());
  const onSelection = () => {
    cancel();
    const range = selectedRange(page);
    if (!range || range.toString().trim().length < MIN_LENGTH) {
      if (!box.contains(page.root.activeElement)) hide();
      return;
    }
    cancel = later(REST_MS, () => show(page, box, range));
  };
  page.on(document, "selectionchange", onSelection);
  onSelection();
  page.on(window, "scroll", hide, { capture: true, passive: true });
  page.on(page.container, "keydown", (event) => (event as KeyboardEvent).key === "Escape" && hide());
  page.signal.addEventListener("abort", () => {
    cancel();
    hide();
  });
  if (!page.context.isNext && location.hash.startsWith(FRAGMENT)) find(page, location.hash.slice(FRAGMENT.length));
}

/** Shows the tools below the end of the selection. */
function show(page: ArticlePage, box: HTMLElement, range: Range): void {
  const lines = [...range.getClientRects()];
  const last = lines.at(-1);
  if (!last || last.bottom < 0 || last.top > innerHeight) return;
  page.add(box);
  const { width, height } = box.getBoundingClientRect();
  const left = Math.max(8, Math.min(innerWidth - width - 8, last.right - width / 2));
  const below = last.bottom + 10;
  const top = below + height < innerHeight ? below : lines[0]!.top - height - 10;
  box.style.setProperty("left", `${left}px`);
  box.style.setProperty("top", `${Math.max(8, top)}px`);
}

/** Finds a quote in the body, marks it and scrolls to it. */
function find(page: ArticlePage, part: string): void {
  let ends: string[];
  try {
    ends = part.split(",").map(decodeURIComponent);
  } catch {
    return;
  }
  const walker = document.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  // The text with single spaces, and the node and index of each character.
  let text = "";
  const places: [Text, number][] = [];
  for (let node; (node = walker.nextNode() as Text | null);) {
    for (let index = 0; index < node.data.length; index += 1) {
      const character = /\s/.test(node.data[index]!) ? " " : node.data[index]!;
      if (character === " " && text.endsWith(" ")) continue;
      text += character;
      places.push([node, index]);
    }
    if (!text.endsWith(" ")) {
      text += " ";
      places.push([node, node.data.length - 1]);
    }
  }
  const start = text.indexOf(ends[0]!);
  const end = ends[1] ? text.indexOf(ends[1], start) + ends[1].length : start + ends[0]!.length;
  const [from, to] = [places[start], places[end - 1]];
  if (!from || !to || start < 0 || end <= start) return;
  const range = document.createRange();
  range.setStart(...from);
  range.setEnd(to[0], to[1] + 1);
  globalThis.CSS?.highlights?.set(HIGHLIGHT, new Highlight(range));
  const block = from[0].parentElement;
  block?.scrollIntoView({ block: "center", behavior: "instant" });
  page.announce(page.t("quoteFound"));
  page.signal.addEventListener("abort", () => globalThis.CSS?.highlights?.delete(HIGHLIGHT));
}
