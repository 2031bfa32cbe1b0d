/**
 * `baca-tabs.js`: the tabs of comments. `baca-beside.js` imports it when the reader comes within a screen of them.
 *
 * - `tabs.ts` shows the tabs; `plain-tabs.ts` and `native-providers.ts` decide whether it can.
 * - `discussion.ts` opens a discussion that Baca renders.
 */

import type { Session } from "../beside/session.ts";
import type { Fields } from "../preview/fields.ts";
import { plainTabs, type Situation } from "./plain-tabs.ts";
import { Tabs } from "./tabs.ts";

export type { Tabs };

/**
 * Creates the tabs of a configuration. They continue with what was open in the tabs of the `last` article. Returns
 * `null` if there are none, `undefined` if the module has to show them.
 */
export function createTabs(
  session: Session,
  configuration: Fields,
  situation: Situation,
  last?: Tabs,
): Tabs | null | undefined {
  const plain = plainTabs(configuration, situation);
  if (!plain?.tabs.length) return plain && null;
  session.addStyle(__BACA_TABS_STYLE__);
  return new Tabs(session, plain, last);
}
