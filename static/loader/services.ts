/** Functions that the modules call. */

import type { CommentServices } from "./beside/services.ts";
import type { HostServices, PanelsInfo } from "./bindings.ts";
import { type Configuration, NO_CONFIGURATION } from "./configuration.ts";
import { textsForModule } from "./messages.ts";
import { whenSeen } from "./mounted-article.ts";
import { reports } from "./own-scripts.ts";
import { pageUrl, scrollBoxBy } from "./page.ts";
import type * as reportsScript from "./reports.ts";
import { acceptScripts } from "./trusted-types.ts";

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

const services: Omit<HostServices, keyof CommentServices> = {
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
};

/** The functions that all modules call. `baca-beside.js` adds those of comments before it loads their modules. */
export const hostServices = services as HostServices;
