/** Uses `baca-newsroom.js` for places, access, live articles, the next article and parts, if a page has them. */

import type { BacaReader } from "../baca.d.ts";
import { delay } from "./scheduling.ts";
import { BacaError } from "./errors.ts";
import { scriptFailure } from "./failed-request.ts";
import type { FetchedText } from "./fetch-text.ts";
import type { Session } from "./newsroom/main.ts";
import { newsroom } from "./own-scripts.ts";
import { services } from "./script-services.ts";
import type { NativeSource } from "./source.ts";

/** Members of the configuration and of articles that need the script. */
const MEMBERS = /"(places|access|live|next|parts)"/;
/** Milliseconds that the text waits for the configuration, which may reserve space in it. */
const CONFIGURATION_MS = 250;

/** The connection of one reader to the script. */
export class Newsroom {
  session: Session | undefined;

  /** Returns whether an article with these members, or the site's configuration, needs the script. */
  async isNeeded(members: string, configuration: Promise<FetchedText>): Promise<boolean> {
    const arrived = Promise.race([configuration, delay(CONFIGURATION_MS)]) as Promise<FetchedText | undefined>;
    const known = await arrived.catch(() => undefined);
    return Boolean(this.session) || MEMBERS.test(members + known?.content);
  }

  /**
   * Prepares an article that is about to be shown, or is on screen already: returns it without what not everybody may
   * read. Rejects with a `BacaError` if the article says who may read it and the script cannot be loaded.
   */
  async admit(host: BacaReader, native: NativeSource, configuration: Promise<FetchedText>): Promise<NativeSource> {
    const { content } = native;
    const members = typeof content === "string" ? content : JSON.stringify(Object.keys(content));
    if (!await this.isNeeded(members, configuration)) return native;
    // Two loads may import the script at once; there is one session.
    let failure: unknown;
    const onFailure = (cause: unknown) => (failure = cause);
    if (!this.session) await newsroom(({ open }) => (this.session ??= open(host, services)), onFailure);
    if (this.session) return this.session.admit(native, configuration);
    if (!/"access"/.test(members)) return native;
    // Not an internal error, after which the whole text would be shown.
    throw new BacaError("network", await scriptFailure("baca-newsroom", failure), { retryable: true });
  }
}
