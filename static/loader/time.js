/** Moments to wait for. */

/** Resolves when the browser has time, at the latest after a while. */
export const idle = () => new Promise((resolve) => {
  if (globalThis.requestIdleCallback) requestIdleCallback(resolve, { timeout: 1000 });
  else setTimeout(resolve, 50);
});

/** Resolves when the next frame is on screen; in a page that nobody sees, after a while. */
export const painted = () => new Promise((resolve) => {
  requestAnimationFrame(() => setTimeout(resolve));
  setTimeout(resolve, 200);
});
