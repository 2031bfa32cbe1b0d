/** Fetches the site's configuration as text; the modules parse it. */

import type { BacaConfig } from "../baca.d.ts";
import { urlAttribute } from "./attributes.ts";
import { type FetchedText, fetchText } from "./fetch-text.ts";
import { stringify } from "./json.ts";
import { timeoutOf } from "./silence-limit.ts";

/** The text of a configuration and its URL. */
export interface Configuration extends FetchedText {
  /**
   * Whether it may name scripts. Otherwise somebody who can inject an element could run any script with the attribute
   * `config`, whatever the page's policy says of scripts.
   */
  mayNameScripts: boolean;
}

/**
 * Returns whether a configuration from this URL may name scripts: only one of the page's own origin, after redirects.
 * A `blob:` URL has that origin too, but anything may have made it.
 */
function isOwn(url: string): boolean {
  const { protocol, origin } = new URL(url);
  return protocol.startsWith("http") && origin === globalThis.origin;
}

/** Resolves with the configuration of an element: the one that the page has `given`, or the one that it names. */
export async function configurationOf(host: Element, given: BacaConfig | null): Promise<Configuration> {
  if (given) return { content: stringify(given), base: document.baseURI, mayNameScripts: true };
  const fetched = await fetchConfiguration(host, given);
  return fetched ? { ...fetched, mayNameScripts: isOwn(fetched.base) } : NO_CONFIGURATION;
}

/** An empty configuration, for sites without one. */
export const NO_CONFIGURATION: Configuration = { content: "{}", base: "", mayNameScripts: false };

/** Configurations that are fetched or being fetched, by URL. All readers of a page share them. */
const configurations = new Map<string, Promise<FetchedText>>();
/** URLs of the configurations that are being fetched. */
const pending = new Set<string>();
/** Once a request was forgotten, the next ones bypass the cache: Firefox would let them wait for it. */
let cache: RequestCache | undefined;

/** Makes the next `fetchConfiguration` send a new request if the element's configuration has not arrived yet. */
export function forgetPending(host: Element): void {
  const url = urlAttribute(host, "config");
  if (pending.delete(url) && configurations.delete(url)) cache = "reload";
}

/**
 * Fetches the configuration that the attribute `config` names, once for the page. Returns `undefined` if there is no
 * attribute, or the page has set a configuration as property. After a failure the next call tries again.
 */
export function fetchConfiguration(host: Element, given: BacaConfig | null): Promise<FetchedText> | undefined {
  const url = !given && urlAttribute(host, "config");
  if (!url) return;
  let entry = configurations.get(url);
  if (!entry) {
    const own = entry = fetchText(url, undefined, timeoutOf(host), undefined, cache);
    configurations.set(url, own);
    pending.add(url);
    const settle = () => configurations.get(url) === own && pending.delete(url);
    // Callers report the failure.
    own.then(({ content }) => JSON.parse(content)).then(settle, () => settle() && configurations.delete(url));
  }
  return entry;
}
