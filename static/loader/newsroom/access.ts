/** Shortens an article that not everybody may read, and shows the rest when the site sends it. */

import { make } from "../dom.ts";
import type { NativeSource } from "../source.ts";
import { type ArticleFields, fieldsOf } from "./article.ts";
import type { NewsroomConfiguration } from "./configuration.ts";
import type { Context } from "./context.ts";

/** Number of blocks that are shown if the configuration, which has their number, cannot be fetched. */
const FALLBACK_PREVIEW = 1;

/** The withheld article that is on screen. */
interface Withheld {
  id: string | undefined;
  url: string | undefined;
  /** Number of blocks that had been received of it. */
  received: number;
  src: string;
}

/** Returns the number of blocks of an article; of a server-rendered one, whose text is in the page, it is unknown. */
const lengthOf = ({ body }: ArticleFields) => (Array.isArray(body) ? body.length : Infinity);

/** Shortens the article of one reader, and completes it. */
export class Access {
  #context: Context;
  #withheld: Withheld | null = null;
  #isAnnounced = false;

  constructor(context: Context) {
    this.#context = context;
  }

  get keepsArticle(): boolean {
    return this.#withheld?.src === this.#context.host.src && this.#isAnnounced;
  }

  /** Returns an article with only what may be shown of it. `configuration` resolves once it is known. */
  async admit(native: NativeSource, configuration: Promise<NewsroomConfiguration>): Promise<NativeSource> {
    const mayBeWithheld = typeof native.content !== "string" || native.content.includes('"access"');
    let fields = mayBeWithheld ? fieldsOf(native) : {};
    if (fields.access?.free !== false) {
      this.#withheld = null;
      return native;
    }
    const { host, services } = this.#context;
    // The blocks of markup can only be counted after it has been converted.
    if (typeof native.content === "string" && (!Array.isArray(fields.body) || /"html"\s*:/.test(native.content))) {
      native = await services.convert(host, native);
      fields = fieldsOf(native);
    }
    const received = lengthOf(fields);
    const before = this.#withheld;
    const isSame = before && (before.id ?? before.url) === (fields.id ?? fields.url) && before.src === host.src;
    if (isSame && this.#isAnnounced && received > before.received) {
      // The site has sent more than before, so this person may read it.
      this.#withheld = null;
      return native;
    }
    const isPrepared = isSame && received <= before.received;
    if (!isPrepared) this.#withheld = { id: fields.id, url: fields.url, received, src: host.src };
    const preview = await configuration.then(({ preview }) => preview, () => FALLBACK_PREVIEW);
    if (preview === undefined || received <= preview || !Array.isArray(fields.body)) return native;
    const body: unknown[] = fields.body.slice(0, preview);
    const content = { ...fields, body };
    return { ...native, content: typeof native.content === "string" ? JSON.stringify(content) : content };
  }

  /** Adds the slot for the site's offer to the end of a body. */
  arrange(body: HTMLElement): void {
    const slot = body.querySelector(":scope > .paywall");
    if (!this.#withheld) return;
    if (!slot) {
      const last = [...body.querySelectorAll(":scope > :not(.place)")].at(-1);
      const element = make("p", { class: "paywall", part: "paywall" }, make("slot", { name: "paywall" }));
      if (last) last.after(element);
      else body.append(element);
    }
  }

  /** Dispatches the event of a withheld article. */
  announce(): void {
    if (!this.#withheld || this.#isAnnounced) return;
    this.#isAnnounced = true;
    const { id = null, url = null } = this.#withheld;
    this.#context.emit("paywall", { url, id });
  }

  /** Forgets the article. */
  end(): void {
    this.#withheld = null;
    this.#isAnnounced = false;
  }
}
