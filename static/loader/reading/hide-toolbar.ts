/** Hides the toolbar while the page is scrolled down. It is back on scrolling up, and while it has the focus. */

import type { ArticlePage } from "./page.ts";

/** Distance in CSS pixels that has to be scrolled in one direction. */
const DISTANCE = 24;

/** Hides the toolbar while the person scrolls down, and shows it when they scroll up. */
export function hideToolbar(page: ArticlePage): void {
  const { container, article } = page;
  let last = article.getBoundingClientRect().top;
  let height = innerHeight;
  page.on(window, "scroll", () => {
    const { top } = article.getBoundingClientRect();
    const way = top - last;
    // A window that changes its height scrolls too.
    if (height !== innerHeight) [last, height] = [top, innerHeight];
    else if (Math.abs(way) >= DISTANCE) {
      last = top;
      container.toggleAttribute("data-hidden", way < 0);
    }
  }, { capture: true, passive: true });
  page.signal.addEventListener("abort", () => container.removeAttribute("data-hidden"));
}
