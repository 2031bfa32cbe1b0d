/**
 * Keeps the reading position. It is stored in this browser only, and restored after a reload, after "Back", within a
 * day, and when the width of the window changes. After a day, a button offers it. A fragment in the page's URL takes
 * precedence.
 */

import type { BacaReader } from "../../baca.d.ts";
import { make } from "../dom.ts";
import { scrollBoxBy } from "../page.ts";
import { inNextFrame, later } from "../scheduling.ts";
import { POSITIONS, readStored, store } from "../storage.ts";
import { type Anchor, anchorAt, blockOf, distanceOf } from "./text-anchor.ts";
import { type ArticlePage, button } from "./page.ts";

/** Largest number of articles whose positions are kept. */
const MAX_PLACES = 50;
/** Milliseconds for which a position is restored without a question, and for which it is kept. */
const RESTORED_MS = 24 * 3600 * 1000;
const KEPT_MS = 90 * RESTORED_MS;
/** Milliseconds of rest after which a position is stored. */
const REST_MS = 300;
/** Milliseconds for which a restored position is held while pictures and sections get their sizes. */
const HOLD_MS = 2000;
/** What a person does to scroll. */
const SCROLLING = "wheel touchstart pointerdown keydown";

/** A stored position: the time it was stored, and the anchor's members. */
type StoredPosition = [time: number, index: number, text: string, offset: number, shift: number];

type StoredPositions = Record<string, StoredPosition>;

/** Returns the stored positions without malformed ones. */
const read = (): StoredPositions => Object.fromEntries(
  Object.entries(readStored<StoredPositions>(POSITIONS) ?? {}).filter(([, place]) =>
    Array.isArray(place) && typeof place[2] === "string" && [0, 1, 3, 4].every((at) => Number.isFinite(place[at]))),
);

/** Stores the position of an article, or removes it. The oldest positions are dropped. */
function write(key: string, place: StoredPosition | null): void {
  const entries = Object.entries(read()).filter(([name, [time]]) => name !== key && Date.now() - time < KEPT_MS);
  if (place) entries.push([key, place]);
  entries.sort(([, [a]], [, [b]]) => b - a);
  store(POSITIONS, Object.fromEntries(entries.slice(0, MAX_PLACES)));
}

/** The key of the article that each element has shown last. */
const shown = new WeakMap<Element, string>();

/** Whether the page was loaded again, or is shown again by "Back" or "Forward". */
function isReturn(): boolean {
  const [entry] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  return entry?.type === "reload" || entry?.type === "back_forward";
}

/** Scrolls to a position and holds it for a while, until the person scrolls. Returns a function that ends it. */
function hold(page: ArticlePage, anchor: Anchor): () => void {
  const block = blockOf(page.body, anchor);
  const limit = Date.now() + HOLD_MS;
  let isHeld = Boolean(block);
  const end = () => (isHeld = false);
  const correct = () => {
    if (!isHeld || page.signal.aborted || Date.now() > limit) return;
    const distance = distanceOf(block!, anchor, page.firstLine);
    if (distance && Math.abs(distance) >= 1) scrollBoxBy(block!, distance);
    inNextFrame(correct);
  };
  page.on(window, SCROLLING, end, { once: true, passive: true, capture: true });
  correct();
  return end;
}

/** Stores the reading position of an article, and restores or offers the stored one. */
export function trackPosition(page: ArticlePage): void {
  const { signal, body } = page;
  // Articles without a URL of their own may share the page.
  const key = `${page.url} ${(page.host as BacaReader).src}`.trim();
  let last: Anchor | null = null;
  let width = innerWidth;
  let cancel: (() => void) | null = null;
  let end = () => {};
  const measure = () => {
    cancel = null;
    if (innerWidth !== width || !page.container.isConnected) return;
    const { bottom } = body.getBoundingClientRect();
    const isEnd = bottom <= innerHeight;
    const isElsewhere = bottom <= 0 || body.getClientRects().length === 0;
    if (isElsewhere) return;
    last = anchorAt(body, page.firstLine);
    write(key, last && !isEnd ? [Date.now(), last.index, last.text, last.offset, last.shift] : null);
  };
  const flush = () => {
    if (!cancel) return;
    cancel();
    measure();
  };

  const restore = (anchor: Anchor) => {
    last = anchor;
    end = hold(page, anchor);
  };

  const places = read();
  const [time, index, text, offset, shift] = places[key] ?? [];
  const place = time && { index: index!, text: text!, offset: offset!, shift: shift! };
  const before = shown.get(page.host);
  shown.set(page.host, key);
  // A page with several readers goes back to the one that was read last.
  const isLast = !Object.entries(places).some(([name, [other]]) => name !== key && other > (time ?? 0));
  const isAlone = document.querySelectorAll(page.host.localName).length === 1;
  // An article that follows another one on the page is read from its beginning.
  const follows = page.host.dataset.baca === "next";
  if (place && !before && !follows && !location.hash && (isAlone || isLast)) {
    if (isReturn() || Date.now() - time! < RESTORED_MS) restore(place);
    else offer(page, place, () => restore(place));
  } else if (place && before && before !== key && !location.hash) {
    offer(page, place, () => restore(place));
  }

  const onScroll = () => {
    if (innerWidth !== width) return;
    cancel?.();
    cancel = later(REST_MS, measure);
  };
  page.on(window, "scroll", onScroll, { capture: true, passive: true });
  // Scrolling may be what this script was loaded for.
  if (body.getBoundingClientRect().top < 0) onScroll();
  page.on(window, "resize", () => {
    if (innerWidth === width) return;
    width = innerWidth;
    end();
    if (last) restore(last);
  });
  page.on(window, "pagehide", flush);
  page.on(document, "visibilitychange", flush);
  signal.addEventListener("abort", () => {
    end();
    cancel?.();
  });
}

/** Offers to continue at a position, by a button below the article's header. */
function offer(page: ArticlePage, place: Anchor, accept: () => void): void {
  const block = blockOf(page.body, place);
  if (!block) return;
  const box = make("div", { class: "resume", role: "group" });
  const remove = () => box.remove();
  page.labelled(() => {
    const words = page.t("resume", { text: `${place.text.split(" ").slice(0, 6).join(" ")}…` });
    const go = button("", [words], () => {
      remove();
      accept();
      page.announce(page.t("resumed"));
    });
    box.setAttribute("aria-label", page.t("resumeLabel"));
    box.lang = page.texts.lang;
    box.replaceChildren(go, button(page.t("close"), ["×"], remove));
  });
  page.add(box);
  page.signal.addEventListener("abort", remove);
}
