/** Shows the bell until the module's own bell replaces it. */

import { observePermission, permission } from "./permission.ts";
import type { Session } from "./session.ts";

/**
 * Shows the bell with its status. `isNeeded` is whether notifications need the module at once, `show` shows the bell
 * with a status (the key of a message) or removes it, `onPress` is called when it is pressed.
 */
export function showBell(
  session: Session,
  isNeeded: () => boolean,
  show: (status?: string) => void,
  onPress: () => void,
): void {
  const { bellReplaced: signal, root } = session;
  const update = () => {
    if (signal.aborted) return;
    if (isNeeded()) return void session.need({ hasComments: false });
    const status = permission();
    show(status === "default" ? "bellIsOff" : status ? "bellIsBlocked" : "bellIsImpossible");
  };
  signal.addEventListener("abort", () => show());
  update();
  root.querySelector("[data-place=bell]")?.addEventListener("click", onPress, { signal });
  observePermission(signal, update);
}
