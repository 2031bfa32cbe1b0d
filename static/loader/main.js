/**
 * Baca: the custom element `<baca-reader>`. The bundler makes the one file `baca.js` of this folder.
 *
 * The loader knows attributes, properties, states and lifecycle, fetches the article and the
 * WebAssembly side by side, and shows what must be shown before both are there: loading, the plain
 * text of an article, errors. What an article is, is in the WebAssembly. Between the two stand the
 * functions of `src/element/mod.rs` and a number for each reader.
 *
 * - `element.js`: the element as a page sees it: attributes, properties, lifecycle; `attributes.js`.
 * - `reader.js`: one reader: it loads, adopts, configures and fails; `ready.js`: its promise; `stage.js`:
 *   its shadow root; `drawing.js`: its article, as a module draws it; `rooms.js`: what stands beside that.
 * - `source.js`: where an article comes from, and its way into Baca's own format; `fetching.js`: text
 *   from the network, within limits; `beginning.js`: what of a long one is shown first; `time.js`: moments to wait for.
 * - `brought.js`: articles that the page brought along, drawn already; `later.js`: a file of its own,
 *   `baca-later.js`, for pages that do: it fetches this one once their pictures are there.
 * - `meanwhile.js`: what is shown before there is an article, or instead of it; `sketch.js`: its text,
 *   before there is a module that draws it; `sketch-header.js`, `sketch-photo.js`,
 *   `sketch-blocks.js`. What these need:
 *   `words.js`, `dates.js`, `direction.js`, `settings.js`, `styles.js`, `elements.js`.
 * - `modules.js`: fetches and starts the WebAssembly; `instances.js`: what runs of it, and what happens
 *   when it falls; `services.js`: what the loader does for it; `globals.js`, `trusted.js`.
 * - `errors.js`: failures with their codes; `events.js`: what the page hears.
 */

import { BacaReader } from "./element.js";

if (globalThis.customElements && !customElements.get("baca-reader")) {
  customElements.define("baca-reader", BacaReader);
}

export { BacaReader };
