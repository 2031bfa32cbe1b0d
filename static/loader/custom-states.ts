/** The custom states of the element, for style sheets: `:state(loading)`. */

import type { BacaState } from "../baca.d.ts";

/** Replaces a custom state by another. */
export function replaceState(states: CustomStateSet | undefined, from: BacaState, to: BacaState): void {
  try {
    states?.delete(from);
    states?.add(to);
  } catch {
    // Browsers of 2023 accept only names with dashes. The property `state` has the value anyway.
  }
}
