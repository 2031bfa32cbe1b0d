/** Functions that the modules call: they load other modules and restore globals. */

import type { HostServices, ModuleName, Modules, PanelsInfo } from "./bindings.ts";
import { type Configuration, NO_CONFIGURATION } from "./configuration.ts";
import { forgetStalled, hasBegun } from "./downloads.ts";
import { BacaError, messageOf } from "./errors.ts";
import { failedRequest } from "./failed-request.ts";
import { snapshotGlobals } from "./globals.ts";
import { textsForModule } from "./messages.ts";
import { whenSeen } from "./mounted-article.ts";
import { readable, reports } from "./own-scripts.ts";
import { pageUrl, scrollBoxBy } from "./page.ts";
import { timeoutOf } from "./silence-limit.ts";
import type * as reportsScript from "./reports.ts";
import { addStyle } from "./styles.ts";
import { acceptScripts, trustedHtml } from "./trusted-types.ts";
import { call, callSafely, trapListeners } from "./wasm-supervisor.ts";

/** Facts about the article for panels and discussions, by reader element. */
export const panelsInfo = new WeakMap<HTMLElement, PanelsInfo>();

/** The sites' configurations, by reader element. */
export const configurations = new WeakMap<HTMLElement, Configuration>();

/** Returns the site's configuration for a reader element; an empty one if it has not been fetched. */
export const configurationFor = (host: HTMLElement): Configuration => configurations.get(host) ?? NO_CONFIGURATION;

/** Opens or closes a panel by its name, for each reader element with an article (`aids.ts`). */
export const openers = new WeakMap<HTMLElement, (name: string) => Promise<void>>();

/** The function that sends reports. It is called at once when a page is left, where a promise would be too late. */
let send: typeof reportsScript.send | undefined;

type Load = <Name extends ModuleName>(name: Name, timeout?: number) => Promise<Modules[Name]>;

/** The `timeout` of the reader whose discussion was opened last, in seconds. */
let lastTimeout: number | undefined;

/** Logs why a module that comments need could not be loaded, and rethrows the error. */
function logAndThrow(error: unknown): never {
  console.error(`baca-reader: comments: ${messageOf(error)}`);
  throw error;
}

/** Adds a style sheet of panels to the shadow root of a reader, unless it has it already. */
export function style(host: HTMLElement, rules: string): void {
  const root = host.shadowRoot!;
  addStyle(root, rules);
  // These style sheets use the browser's default text size as unit, since `rem` depends on the page.
  addStyle(root, `:host{--rem:${getComputedStyle(root.querySelector("div")!).fontSize}}`);
}

/** Creates the services; `load` loads modules. */
export const servicesBy = (load: Load): HostServices => ({
  snapshotGlobals,

  acceptScripts,

  report(host, report) {
    const configuration = configurationFor(host);
    if (send) return send(configuration, report);
    void reports((script) => {
      send = script.send;
      send(configuration, report);
    });
  },

  pageUrl,

  scrollBy: scrollBoxBy,

  seen: (host) => whenSeen.get(host),

  texts: textsForModule,
  open: (host, name) => void openers.get(host)?.(name),

  style,

  async explain(url, reason) {
    const message = reason ? `${url}: ${reason}` : (await failedRequest(url, "text", "the connection failed")).message;
    console.error(`baca-reader: comments: ${message}`);
  },

  async convert(texts, base) {
    const name = hasBegun("baca-formats") ? "baca-formats" : "baca-html";
    const convert = async (texts: unknown[]) =>
      call(await load(name, lastTimeout).catch(logAndThrow), "convert", texts, base);
    const complete = !hasBegun(name) && await readable((script) => script.readComments(texts, base, trustedHtml));
    return complete ? complete(convert) : convert(texts);
  },

  async discuss(host, container, options) {
    lastTimeout = timeoutOf(host);
    // A retry does not wait for a stalled download.
    forgetStalled();
    const module = await load("baca-discussion", lastTimeout).catch(logAndThrow);
    const id = call(module, "open", host, container, panelsInfo.get(host) ?? {}, options);
    if (!id) throw new BacaError("unsupported", "this discussion cannot be shown");
    const unsubscribe = () => trapListeners.delete(onTrap);
    const onTrap = (trapped: unknown) => {
      if (trapped === module && unsubscribe()) options.report("failed");
    };
    trapListeners.add(onTrap);
    return {
      restyle: (lang) => callSafely(module, "restyle", id, lang),
      focusComment: (comment) => callSafely(module, "focusComment", id, comment),
      close: () => {
        if (unsubscribe()) callSafely(module, "close", id);
      },
    };
  },
});
