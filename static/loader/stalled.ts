/** Forgets requests that have stalled, so that a reload of an article sends them again. */

import { forgetPending } from "./configuration.ts";
import { forgetStalled } from "./downloads.ts";
import { forgetMissingTexts } from "./messages.ts";

/** Makes the next load of an element's article request again what hangs: modules, scripts, configuration, texts. */
export function forgetAllStalled(host: Element): void {
  forgetStalled();
  forgetPending(host);
  forgetMissingTexts();
}
