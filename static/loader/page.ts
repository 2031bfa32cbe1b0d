/** Reads the URL of the page and scrolls it. */

/** Query parameters that track where a visitor came from. */
const TRACKING = new RegExp(
  "^(utm_.*|mtm_.*|pk_.*|hsa_.*|_hsenc|_hsmi|mc_[ce]id|mkt_tok|_ga|_gl|ref_src|igsh|igshid|srsltid|gad_source|epik|"
  + "li_fat_id|gbraid|wbraid|(fb|g|d|y|tw|tt)clid|msclkid|sccid)$", "i",
);

/**
 * Returns the canonical URL of the page: that of its `<link rel=canonical>` or `og:url`, otherwise its address without
 * fragment and tracking parameters.
 */
export function pageUrl(): string {
  const canonical = document.querySelector<HTMLLinkElement>("link[rel~=canonical]")?.getAttribute("href");
  const shared = document.querySelector<HTMLMetaElement>("meta[property='og:url']")?.content;
  for (const reference of [canonical, shared]) {
    try {
      const url = new URL(reference!.trim(), document.baseURI);
      url.hash = "";
      if (reference?.trim() && /^https?:$/.test(url.protocol)) return url.href;
    } catch {
      // The page has no such element, or its URL is invalid.
    }
  }
  const url = new URL(location.href);
  url.hash = "";
  for (const name of [...url.searchParams.keys()]) if (TRACKING.test(name)) url.searchParams.delete(name);
  return url.href;
}

/**
 * Returns the result of `act`; the page is scrolled by `top` pixels after it. WebKit scrolls up while an article is
 * rendered, even where it is not displayed yet. Where nothing has moved, a smooth scroll under way goes on.
 */
export function keepingScroll<Result>(act: () => Result, top = document.scrollingElement?.scrollTop): Result {
  const result = act();
  const page = document.scrollingElement;
  if (top && page!.scrollTop !== top) page!.scrollTo({ top, behavior: "instant" });
  return result;
}

/** Scrolls the nearest scroll container of an element, or the page if there is none, without animation. */
export function scrollBoxBy(element: Element, top: number): void {
  const options: ScrollToOptions = { top, behavior: "instant" };
  for (let box: Element | null = element; box; box = parentOf(box)) {
    const before = box.scrollTop;
    if (!/auto|scroll/.test(getComputedStyle(box).overflowY)) continue;
    box.scrollBy(options);
    if (box.scrollTop !== before) return;
  }
  scrollBy(options);
}

const parentOf = (element: Element): Element | null =>
  element.assignedSlot ?? element.parentElement ?? (element.getRootNode() as ShadowRoot).host ?? null;

/** Returns whether the person saves data: then smaller files of pictures are loaded. */
export const savesData = (): boolean => matchMedia("(prefers-reduced-data: reduce)").matches
  || Boolean((navigator as { connection?: { saveData?: boolean } }).connection?.saveData);
