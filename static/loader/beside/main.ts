/**
 * `baca-beside.js`: what stands beside an article. `baca.js` imports it once the article is on screen, if the site has
 * comments or notifications (`panels.ts`). It decides when the module `baca-panels` is needed, and shows until then
 * what needs none of it.
 *
 * - `session.ts` opens and closes the panels of one reader. It imports `baca-tabs.js` (`tabs/`) near the comments.
 * - `bell.ts` shows the bell, `permission.ts` reads what it depends on.
 * - `services.ts` has functions that the modules of panels and discussions call; `globals.ts` is one of them.
 * - `prompt.ts` is the notification prompt: `prompt-rules.ts` decides when it appears, `prompt-placement.ts` where.
 */

import { commentServices } from "./services.ts";
import { type Services, Session } from "./session.ts";

/** Returns what opens the panels of a reader. */
export function open(host: HTMLElement, services: Services): Session {
  Object.assign(services.hostServices, commentServices(services));
  return new Session(host, services);
}
