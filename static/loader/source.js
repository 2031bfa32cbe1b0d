/** Where an article comes from, and its way into Baca's own format. */

import { BacaError } from "./errors.js";
import { fetchText } from "./fetching.js";
import { ask } from "./instances.js";
import { load } from "./modules.js";

/**
 * A promise of `{content, base}`, or nothing where there is no article; the content is a text or an
 * element. What the page has `given` comes before `src`, and that before the element's children.
 */
export function sourceOf(host, given, signal) {
  const base = document.baseURI;
  if (given !== null) {
    try {
      return Promise.resolve({ content: typeof given === "string" ? given : JSON.stringify(given), base });
    } catch (cause) {
      return Promise.reject(new BacaError("not-json", `article: ${cause.message}`, { cause }));
    }
  }
  if (host.hasAttribute("src")) {
    return fetchText(host.src, signal, Number(host.getAttribute("timeout")) || undefined);
  }
  const script = host.querySelector(":scope>script[type='application/json'],:scope>script[type='application/ld+json']");
  const content = script?.textContent ?? host.querySelector(":scope>article");
  return content === null ? null : Promise.resolve({ content, base });
}

const isOwn = (format) => (format || "baca") === "baca";

/** Where WordPress, Ghost and feeds are served by default. */
const FOREIGN = /\/wp-json\/|[?&]rest_route=|\/ghost\/api\/|\/feed\.json$/;

/**
 * Fetches what another format will need beside the article, where the element names one or the address gives it
 * away; resolves when that is here.
 */
export async function foresee({ format, src }) {
  // Whoever needs it is told if it does not come.
  if (!isOwn(format) || (!format && FOREIGN.test(src))) await load("baca-formats").catch(() => {});
}

/** Turns what is plainly not in Baca's own format into it, while the other module still loads. */
export function prepare(host, source) {
  const { content } = source;
  const own = isOwn(host.format) && typeof content === "string" && /^[^]{0,4096}?"baca"\s*:/.test(content);
  return own ? source : convert(host, source);
}

/** Turns what is in another format, or has markup in it, into Baca's own format. */
export async function convert(host, { content, base }) {
  const formats = await load("baca-formats");
  const { article, format, problems } = ask(formats, "read", content, {
    base,
    format: host.format || undefined,
    item: host.item || undefined,
  });
  return { content: article, format, problems, base };
}
