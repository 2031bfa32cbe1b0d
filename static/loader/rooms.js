/** What stands beside the article of one reader (`src/element/rooms.rs`), once it is time for it. */

import { asBacaError } from "./errors.js";
import { misconfigured, report } from "./events.js";
import { ask, tell } from "./instances.js";
import { load } from "./modules.js";
import { pages } from "./services.js";

export class Rooms {
  #host;
  /** The module and the number of those that are open. */
  #open;
  /** Those of the article before: what is open in them waits for the next. */
  #parked;
  /** Marks the latest wish for them. */
  #order;

  constructor(host) {
    this.#host = host;
  }

  /** Those that are open. */
  get open() {
    return this.#open;
  }

  /** Mounts them when it is `time`. `describe` tells what is known of the article, nothing if it is gone. */
  async furnish(describe, { content, base }, time) {
    const order = (this.#order = {});
    try {
      await time;
      const module = await load("baca-rooms");
      // Another article, another configuration, or none: these rooms are not wanted any more.
      const page = order === this.#order && describe();
      if (!page) return;
      pages.set(this.#host, page);
      const { id, problems } = ask(module, "mount", this.#host, page, content, base);
      this.#open = id ? { module, id } : null;
      if (id) this.#parked = null;
      misconfigured(this.#host, problems);
    } catch (error) {
      if (order === this.#order) report(this.#host, asBacaError(error));
    }
  }

  /** Has all of them do something: `restyle`, `listen`. */
  tell(name) {
    if (this.#open) tell(this.#open.module, name, this.#open.id);
  }

  /** Ends them; where they are `followed` by others, what is open in them waits for those. */
  close(followed) {
    this.#order = null;
    const last = this.#open ?? this.#parked;
    this.#open = null;
    this.#parked = followed ? last : null;
    if (last) tell(last.module, followed ? "park" : "unmount", last.id);
  }

  /** Whether they were drawn by this module: it has fallen, and they are gone. */
  fell(module) {
    if ((this.#open ?? this.#parked)?.module !== module) return false;
    this.#open = this.#parked = null;
    return true;
  }
}
