/**
 * `baca-later.js`: the entry point for pages with server-rendered articles. It imports `baca.js` only after the page's
 * pictures have loaded, so that both do not compete for the network, or as soon as somebody uses the page.
 */

import { painted } from "./scheduling.ts";
import { applySettings } from "./settings.ts";

/** Longest time that pictures may delay the controls, in milliseconds. */
const TIMEOUT_MS = 3000;

/** Resolves when the page has loaded, at the first `pointerdown` or `keydown`, or after the timeout. */
const pageShown = () => new Promise<unknown>((resolve) => {
  if (document.readyState === "complete") resolve(undefined);
  for (const type of ["load", "pointerdown", "keydown"]) addEventListener(type, resolve, { once: true, passive: true });
  setTimeout(resolve, TIMEOUT_MS);
});

const readers = [...document.querySelectorAll<HTMLElement>("baca-reader")];
/** The server-rendered article of each reader; missing where the server has rendered none. */
const containers = readers.map((host) => host.shadowRoot?.querySelector<HTMLElement>(".baca"));

containers.forEach((container, index) => container && applySettings(container, readers[index]!));
if (containers.every(Boolean)) {
  await pageShown();
  // On a fast network the page has loaded before its first frame is painted.
  await painted();
}
await import("./baca.js" as string);
