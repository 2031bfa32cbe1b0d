/** Functions that the modules of panels and discussions call, besides those of `../services.ts`. */

import type { HostServices } from "../bindings.ts";
import { messageOf } from "../errors.ts";
import { snapshotGlobals } from "./globals.ts";
import type { Services } from "./session.ts";

/** The services of comments. */
export type CommentServices = Pick<HostServices, "snapshotGlobals" | "style" | "explain" | "convert" | "discuss">;

/** The `timeout` of the reader whose discussion was opened last, in seconds. */
let lastTimeout: number | undefined;

/** Logs why a module that comments need could not be loaded, and rethrows the error. */
function logAndThrow(error: unknown): never {
  console.error(`baca-reader: comments: ${messageOf(error)}`);
  throw error;
}

/** Creates the services of comments with functions of the loader. */
export function commentServices(loader: Services): CommentServices {
  const { call, callSafely, load, trapListeners } = loader;
  return {
    snapshotGlobals,

    style(host, rules) {
      const root = host.shadowRoot!;
      loader.addStyle(root, rules);
      // These style sheets use the browser's default text size as unit, since `rem` depends on the page.
      const { fontSize } = getComputedStyle(root.querySelector("div")!);
      loader.addStyle(root, `:host{--rem:${fontSize}}`);
    },

    async explain(url, reason) {
      const failure = () => loader.failedRequest(url, "text", "the connection failed");
      console.error(`baca-reader: comments: ${reason ? `${url}: ${reason}` : (await failure()).message}`);
    },

    async convert(texts, base) {
      const name = loader.hasBegun("baca-formats") ? "baca-formats" : "baca-html";
      const convert = async (texts: unknown[]) =>
        call(await load(name, lastTimeout).catch(logAndThrow), "convert", texts, base);
      const complete = !loader.hasBegun(name)
        && await loader.readable((script) => script.readComments(texts, base, loader.trustedHtml));
      return complete ? complete(convert) : convert(texts);
    },

    async discuss(host, container, options) {
      lastTimeout = loader.timeoutOf(host);
      // A retry does not wait for a stalled download.
      loader.forgetStalled();
      const module = await load("baca-discussion", lastTimeout).catch(logAndThrow);
      const id = call(module, "open", host, container, loader.panelsInfo.get(host) ?? {}, options);
      if (!id) throw new Error("this discussion cannot be shown");
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
  };
}
