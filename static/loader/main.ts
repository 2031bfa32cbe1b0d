/**
 * Baca: the custom element `<baca-reader>`. The bundler makes `baca.js` from this folder.
 *
 * The loader implements the attributes, properties, states and lifecycle of the element. It fetches the article and
 * the WebAssembly in parallel. Until both have arrived it shows a skeleton, a preview of the text, or an error. The
 * WebAssembly decodes and renders articles; `bindings.ts` lists the functions that connect the two halves.
 *
 * The element:
 * - `element.ts` has the attributes, properties and callbacks; `attributes.ts` reads and reflects attributes.
 * - `reader.ts` loads an article, configures it and handles failures; `ready.ts` has the promise `ready`,
 *   `custom-states.ts` the custom states.
 * - `newsroom.ts` uses `baca-newsroom.js` for the pages of newsrooms; `newsroom/` is that script.
 * - `shadow-view.ts` has the shadow root, `styles.ts` its style sheets.
 * - `mounted-article.ts` has the article that a module has rendered, `embedded-comments.ts` finds comments in its data,
 *   `panels.ts` has the panels beside it, with `beside/`, which becomes the file `baca-beside.js`,
 *   and `tabs/`, which becomes `baca-tabs.js`.
 *
 * Loading the article:
 * - `source.ts` finds it and converts it to Baca's own format; `fetch-text.ts` fetches text within limits,
 *   `responses.ts` ends responses that nobody reads. `encoding.ts`, a part of `baca-readable.js`, decodes documents
 *   that are not in UTF-8.
 * - `configuration.ts` fetches the site's configuration. `stalled.ts` makes a reload request again what hangs.
 * - `first-chunk.ts` separates the first blocks of a long article, which are shown first.
 * - `server-rendered.ts` finds articles that the server has rendered. `rendered-article.ts` becomes the file
 *   `baca-rendered.js`, which reads them. `deferred.ts` becomes the file `baca-later.js`: pages with such articles use
 *   it to import this one after their pictures have loaded.
 *
 * Shown before the article, or instead of it:
 * - `placeholder.ts` creates the skeleton and the error message, `failure.ts` shows the message and the text of the
 *   article. `readable.ts` becomes a separate file, `baca-readable.js`: it extracts the text from other formats.
 * - `show-preview.ts` shows the preview, `preview/` renders it: `preview.ts` the frame, `header.ts` the header,
 *   `meta.ts` its dates and reading time, `lead-image.ts` the lead image, `blocks.ts` and `inline.ts` the body.
 *   `text.ts` extracts and counts text, `fields.ts` reads values as the Rust decoder does. `formats/`, a part of
 *   `baca-readable.js`, reads the beginning of articles in other formats for it, and a plain article as a whole, which
 *   then needs no module; `without-module.ts` decides that. `post.ts`, `post-values.ts` and `markup.ts` read the
 *   beginning of a plain post of WordPress, Ghost or JSON Feed without that script.
 * - `messages.ts` has the interface texts, `interface-language.ts` chooses their language.
 * - `dates.ts` formats dates, `direction.ts` determines writing directions, `settings.ts` applies the reader's
 *   settings, `dom.ts` creates elements.
 *
 * The WebAssembly:
 * - `modules.ts` fetches and starts its modules; `downloads.ts` shares downloads and forgets those that have failed;
 *   `wasm-supervisor.ts` calls the modules and handles traps.
 * - `files.ts` knows where the files are, `package-files.ts` where bundlers put them. `package.ts` is the entry point
 *   of the npm package.
 * - `services.ts` has the functions that modules call, `beside/services.ts` those that only comments need;
 *   `trusted-types.ts` belongs to them. `script-services.ts` has the functions that scripts call.
 *
 * After the article:
 * - `aids.ts` loads `reading/`, which becomes the file `baca-reading.js`, and `listen/`, which becomes
 *   `baca-listen.js`. Both use `texts.ts`, `icons.ts` and `storage.ts`.
 *
 * `analytics/` becomes a separate file, `baca-analytics.js`, which passes events to the analytics tools of the page.
 * `mistakes.ts` detects mistakes of the site. `failed-request.ts` finds the reason why a file could not be fetched.
 * `diagnostics/` becomes a separate file, `baca-diagnostics.js`, which explains both to developers. `reports.ts`
 * becomes `baca-reports.js`, which sends reports of reading. `own-scripts.ts` imports such files. `page.ts` has the
 * canonical URL and scrolls; `json.ts` writes JSON.
 *
 * Used by all of them: `errors.ts` has the error type, `events.ts` dispatches events, `scheduling.ts` waits for frames,
 * tasks and idle time, `silence-limit.ts` limits the time without progress.
 */

import { BacaReader } from "./element.ts";

const defined = globalThis.customElements?.get("baca-reader") as { version?: string } | undefined;
if (!defined) {
  globalThis.customElements?.define("baca-reader", BacaReader);
} else if (defined.version !== __BACA_RELEASE__) {
  console.warn(`baca-reader: ${__BACA_RELEASE__} is not used: the page has ${defined.version ?? "another version"}`);
}

export { BacaReader };
