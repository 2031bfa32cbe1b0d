/**
 * `baca-listen.js`: reads an article aloud by the browser's speech synthesis (https://wicg.github.io/speech-api/). The
 * loader imports it when somebody presses Listen (`aids.ts`).
 *
 * - `player.ts` has the panel with the controls.
 * - `text.ts` divides the article into blocks and sentences and marks the sentence that is spoken.
 * - `voices.ts` lists the device's voices; `media-session.ts` adds the controls of the lock screen.
 */

import type { AidContext } from "../aids.ts";
import { emit } from "../events.ts";
import { Player } from "./player.ts";

const players = new WeakMap<HTMLElement, Player>();

/** Opens the player of an article, or closes it if it is open. */
export function listen(context: AidContext): void {
  const { host, view, container, signal } = context;
  const open = players.get(host);
  if (open) {
    open.close();
    return;
  }
  view.addRules(__BACA_LISTEN_STYLE__);
  const player = new Player(context, () => {
    end();
    emit(host, "listen", { state: "ended" });
    container.querySelector<HTMLElement>(".listen")?.focus();
  });
  const end = () => {
    players.delete(host);
    player.remove();
  };
  players.set(host, player);
  signal.addEventListener("abort", end, { once: true });
  view.clearMounts(/player/);
  view.mount("player", player.element);
  player.start();
}
