/** What the loader does for the modules: it has the others, and knows how the page's globals were. */

import { BacaError } from "./errors.js";
import { keep } from "./globals.js";
import { ask, standing, tell } from "./instances.js";

/** What is known of the article that a reader shows, by its element, for what stands beside it. */
export const pages = new WeakMap();

/** The services, by a function that loads modules. */
export const servicesBy = (load) => ({
  keep,

  /** What comments say, converted into few elements. */
  async convert(texts, base) {
    const formats = await load("baca-formats");
    return ask(formats, "convert", texts, base);
  },

  /** Has a discussion drawn in `place`; `tell` hears how it goes. */
  async discuss(host, place, options) {
    const thread = await load("baca-thread");
    const id = ask(thread, "open", host, place, pages.get(host) ?? {}, options);
    if (!id) throw new BacaError("unsupported", "this discussion cannot be drawn");
    const leave = () => standing.delete(heard);
    const heard = (glue) => {
      if (glue === thread && leave()) options.tell("failed");
    };
    standing.add(heard);
    return {
      restyle: (lang) => tell(thread, "restyle", id, lang),
      seek: (comment) => tell(thread, "seek", id, comment),
      close: () => leave() && tell(thread, "close", id),
    };
  },
});
