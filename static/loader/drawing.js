/** An article that a module draws, behind the number that the module gives it. */

import { beginningOf } from "./beginning.js";
import { BacaError } from "./errors.js";
import { ask, tell } from "./instances.js";
import { painted } from "./time.js";

/** A text as UTF-8, as which its way into a module is shorter; what is no text stays. */
const bytes = (content) => (typeof content === "string" ? new TextEncoder().encode(content) : content);

export class Drawing {
  #app;
  #id = 0;

  /** Whether there is one. */
  get there() {
    return this.#id !== 0;
  }

  /** Whether there is one, by this module. */
  by(app) {
    return this.there && this.#app === app;
  }

  /**
   * Draws an article in Baca's own format into `room`; `problem` hears of what could not be read, `revealed` when
   * there is something to see. Gives what `baca-load` tells, once all of it is drawn; nothing if it was ended before.
   */
  async mount(app, host, room, { content, base, format, problem }, revealed) {
    this.#app = app;
    const beginning = beginningOf(content);
    const options = { base, format, problem };
    const first = beginning ? { ...options, share: beginning.share, problem: null } : options;
    let { id, detail } = ask(app, "mount", host, room, bytes(beginning?.content ?? content), first);
    if (!id) throw new BacaError("unsupported", "there is nothing to draw on");
    this.#id = id;
    revealed();
    const extend = () => (detail = ask(app, "extend", id, bytes(content), options));
    return (await this.#drawRest(id, beginning && extend)) ? detail : null;
  }

  /** Takes over what a page brought along in `room`; gives nothing where that has no places for the controls. */
  adopt(app, host, room, facts) {
    this.#app = app;
    const { id, detail } = ask(app, "adopt", host, room, facts, document.baseURI);
    this.#id = id ?? 0;
    return id ? detail : null;
  }

  /** Calls the module for it, if there is one. */
  call(name, ...args) {
    if (this.there) return tell(this.#app, name, this.#id, ...args);
  }

  end() {
    const id = this.#id;
    this.#id = 0;
    if (id) tell(this.#app, "unmount", id);
  }

  /**
   * The beginning of a long article is on screen: the rest comes in steps that leave time for it. The first of them is
   * `extend`, if there is one. Gives whether the article is whole, and still wanted.
   */
  async #drawRest(id, extend) {
    const step = () => {
      if (this.#id !== id) return false;
      if (!extend) return ask(this.#app, "drawOn", id);
      extend();
      extend = null;
      return true;
    };
    // Paper does not wait; what fails here fails below as well.
    const drawAll = () => {
      try {
        while (step());
      } catch {}
    };
    addEventListener("beforeprint", drawAll);
    try {
      if (extend) await painted();
      while (step()) await new Promise((resolve) => setTimeout(resolve));
    } finally {
      removeEventListener("beforeprint", drawAll);
    }
    return this.#id === id;
  }
}
