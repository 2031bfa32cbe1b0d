/** Promises for the moments at which work may continue. */

/** Resolves when the browser is idle, after a second at the latest. */
export const idle = () => new Promise<unknown>((resolve) => {
  if ("requestIdleCallback" in globalThis) requestIdleCallback(resolve, { timeout: 1000 });
  else setTimeout(resolve, 50);
});

/** Resolves after `ms` milliseconds. */
export const delay = (ms: number) => new Promise<unknown>((resolve) => setTimeout(resolve, ms));

/**
 * Resolves in a task of its own, so that the browser can respond and paint between two parts of long work. Unlike a
 * timer, it is not delayed in a hidden page.
 */
export const nextTask = () => new Promise<unknown>((resolve) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = (event) => {
    // An open port would keep its memory.
    port1.close();
    resolve(event);
  };
  port2.postMessage(0);
});

/**
 * Resolves once the page is visible and no longer prerendered, and a part of `element`, if given, is on screen. Never
 * resolves after `signal` is aborted.
 */
export const visible = (signal: AbortSignal, element?: Element) => new Promise<void>((resolve) => {
  const page = document as Document & { prerendering?: boolean };
  let isInView = !element;
  const check = () => {
    if (!isInView || page.hidden || page.prerendering) return;
    observer.disconnect();
    resolve();
  };
  const observer = new IntersectionObserver((entries) => {
    isInView = entries.at(-1)!.isIntersecting;
    check();
  });
  if (element) observer.observe(element);
  for (const type of ["visibilitychange", "prerenderingchange"]) page.addEventListener(type, check, { signal });
  signal.addEventListener("abort", () => observer.disconnect());
  check();
});

/**
 * Options of an observer for what is this near the viewport, or near the element in which a page scrolls. With both
 * margins, browsers add one to the other.
 */
export const within = (margin: string) => ({
  ["scrollMargin" in IntersectionObserver.prototype ? "scrollMargin" : "rootMargin"]: margin,
}) as IntersectionObserverInit;

/** Resolves once an element is at most one screen away. Never resolves after `signal` is aborted. */
export const near = (signal: AbortSignal, element: Element) => new Promise<void>((resolve) => {
  const observer = new IntersectionObserver((entries) => {
    if (!entries.at(-1)!.isIntersecting) return;
    observer.disconnect();
    resolve();
  }, within("100%"));
  observer.observe(element);
  signal.addEventListener("abort", () => observer.disconnect());
});

/** Resolves when the next frame has been painted, after 200 ms at the latest: a hidden page paints no frames. */
export const painted = () => new Promise<unknown>((resolve) => {
  requestAnimationFrame(() => setTimeout(resolve));
  setTimeout(resolve, 200);
});

/** Milliseconds after which a reader is assumed without any input. */
const ASSUMED_MS = 8000;
let attended: Promise<unknown> | undefined;

/**
 * Resolves when somebody moves the pointer, scrolls, touches, presses a key or moves the focus; after 8 s at the
 * latest.
 */
export const whenAttended = () => attended ??= new Promise<unknown>((resolve) => {
  for (const type of ["pointermove", "pointerdown", "touchstart", "wheel", "scroll", "keydown", "focusin"]) {
    addEventListener(type, resolve, { capture: true, passive: true, once: true });
  }
  setTimeout(resolve, ASSUMED_MS);
});

/** Calls `act` in `ms` milliseconds. Returns a function that cancels it. */
export function later(ms: number, act: () => void): () => void {
  const timer = setTimeout(act, ms);
  return () => clearTimeout(timer);
}

/** Calls `act` before the next frame is painted. */
export const inNextFrame = (act: () => void) => void requestAnimationFrame(act);
