/** Finds articles that the server has rendered into the page (docs/server-rendering.md). */

import type { BacaArticle } from "../baca.d.ts";
import { scriptFailure } from "./failed-request.ts";
import { renderedScript } from "./own-scripts.ts";

/** The article without its body, in Baca's own format; members that begin with `_` describe the rendering. */
interface Metadata {
  baca: number;
  lang?: string | undefined;
  _style?: string;
  [member: string]: unknown;
}

/** An article that was in the page. */
export interface ServerRendered {
  /** The element that contains the rendered article. */
  container: HTMLElement;
  metadata: Metadata;
  /** The element with the blocks that cannot be read from the page, as JSON by index. */
  stored: Element | null;
  /** Returns the article in Baca's own format; without its body until `baca-rendered.js` has come. */
  read(): BacaArticle;
}

/** Returns the rendered article in a shadow root or template; `null` if there is none. */
export function findServerRendered(root: DocumentFragment): ServerRendered | null {
  const container = root.querySelector<HTMLElement>(".baca");
  if (!container) return null;
  const [script, stored = null] = root.querySelectorAll("script[type='application/json']");
  let metadata: Metadata;
  try {
    metadata = JSON.parse(script!.textContent) as Metadata;
  } catch {
    // The text is kept even if the metadata are invalid.
    metadata = { baca: 1, lang: container.querySelector("article")?.lang || undefined };
  }
  const read = () =>
    Object.fromEntries(Object.entries(metadata).filter(([key]) => !key.startsWith("_"))) as unknown as BacaArticle;
  return { container, metadata, stored, read };
}

/** Loads the script that reads a rendered article. Without it, the property `article` has no body. */
export const makeReadable = (found: ServerRendered): Promise<void> => renderedScript(({ withBody }) => {
  const { read } = found;
  found.read = () => withBody(read(), found);
}, async (cause) => console.error(`baca-reader: ${await scriptFailure("baca-rendered", cause)}`));
