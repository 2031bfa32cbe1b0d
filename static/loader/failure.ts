/** Shows failures: a message with a retry button, and below it the text of the article if it has arrived. */

import type { BacaReader } from "../baca.d.ts";
import type { BacaError } from "./errors.ts";
import { messagesFor, textsFor } from "./messages.ts";
import { readable } from "./own-scripts.ts";
import { failurePanel, failureText, hasFallback } from "./placeholder.ts";
import { renderPlain } from "./preview/preview.ts";
import type { ShadowView } from "./shadow-view.ts";
import { isPlainNative, type NativeContent, type Source } from "./source.ts";
import { trustedHtml } from "./trusted-types.ts";

interface Received {
  /** The article as it was fetched. */
  source?: Source | null | undefined;
  /** The article in Baca's own format, if a module has converted it. */
  converted?: NativeContent | null | undefined;
}

/**
 * Renders the text of an article that cannot be shown because the reader itself has failed. Resolves with `null` if the
 * failure is of another kind, no article has arrived, or the element's children are shown.
 */
export async function textInstead(
  host: BacaReader,
  { isInternal }: BacaError,
  { source, converted }: Received,
): Promise<HTMLElement | null> {
  await textsFor(host);
  if (!isInternal || hasFallback(host) || !source) return null;
  let content = typeof converted === "object" && converted || source.content;
  if (typeof content === "string" && !isPlainNative(content)) {
    const text = content;
    content = await readable((script) => script.readable(text, host.item, trustedHtml)) ?? text;
  }
  const plain = renderPlain(host, { content, base: source.base }, false);
  await plain?.complete();
  return plain?.root ?? null;
}

/** Shows the message of an error, and `text` below it. Returns the button that calls `retry`. */
export function showFailure(
  host: BacaReader,
  view: ShadowView,
  error: BacaError,
  text: HTMLElement | null,
  retry: () => void,
): HTMLElement {
  const isReadable = Boolean(text ?? view.serverRendered);
  const messages = messagesFor(host);
  const { panel, button } = failurePanel(host, messages, failureText(messages, error, isReadable), retry);
  if (view.serverRendered) {
    // The server-rendered text stays.
    view.clearMounts(/./);
    view.mount("tools", panel);
  } else {
    panel.setAttribute("part", "error");
    view.show(text ? [panel, text] : [panel]);
  }
  return button;
}
