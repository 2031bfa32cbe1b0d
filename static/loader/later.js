/**
 * `baca-later.js`: for pages that bring their articles along. It leaves the line to the page's own
 * pictures and has `baca.js` come once they are there, or sooner where somebody wants to use what is shown.
 */

import { dress } from "./settings.js";
import { painted } from "./time.js";

/** How long pictures may keep the controls waiting, in milliseconds. */
const PATIENCE = 3000;

/** Resolves when the page has what it shows, at the first press of a key or a pointer, or when patience ends. */
const shown = () => new Promise((resolve) => {
  if (document.readyState === "complete") resolve();
  for (const type of ["load", "pointerdown", "keydown"]) addEventListener(type, resolve, { once: true, passive: true });
  setTimeout(resolve, PATIENCE);
});

const readers = [...document.querySelectorAll("baca-reader")];
/** What each of them has to show; nothing where it takes script. */
const rooms = readers.map((host) => host.shadowRoot?.querySelector(".baca"));

rooms.forEach((room, index) => room && dress(room, readers[index]));
if (rooms.every(Boolean)) {
  await shown();
  // On a fast line all is there before anything is on screen.
  await painted();
}
await import("./baca.js");
