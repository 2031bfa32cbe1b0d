/**
 * Loads the scripts that help with reading: `baca-reading.js`, once the article is shown and somebody is at the page,
 * and `baca-listen.js`, when somebody presses Listen. Both get the context of one article and end with it.
 */

import { BacaError } from "./errors.ts";
import { reportError } from "./events.ts";
import { scriptFailure } from "./failed-request.ts";
import type { FetchedText } from "./fetch-text.ts";
import { messagesFor, textsForScript } from "./messages.ts";
import type { MountedArticle } from "./mounted-article.ts";
import { listeningScript, readingScript } from "./own-scripts.ts";
import { failurePanel } from "./placeholder.ts";
import { savesData } from "./page.ts";
import { idle, nextTask, whenAttended } from "./scheduling.ts";
import { configurationFor, openers } from "./services.ts";
import type { ShadowView } from "./shadow-view.ts";
import { timeoutOf } from "./silence-limit.ts";
import { POSITIONS, readText } from "./storage.ts";
import type { TextContext } from "./texts.ts";

/** What the scripts get. */
export interface AidContext extends TextContext {
  host: HTMLElement;
  view: ShadowView;
  mounted: MountedArticle;
  /** Whether another article was shown in this element before. */
  isNext: boolean;
  /** Aborted when the article is unmounted. */
  signal: AbortSignal;
  /** Returns the site's configuration, an empty one before it has arrived. */
  configuration(): FetchedText;
}

/**
 * Returns whether the script has to act before anybody does: it goes to a place in the article, or makes pictures take
 * smaller files.
 */
const isNeededAtOnce = () => Boolean(location.hash || readText(POSITIONS)) || savesData();

/**
 * Prepares the scripts for an article. Returns a function that loads `baca-reading.js` once somebody is at the page and
 * the browser is idle, or tells it that the configuration has changed.
 */
export function prepareAids(
  host: HTMLElement,
  view: ShadowView,
  mounted: MountedArticle,
  isNext: boolean,
): () => Promise<void> {
  const { signal } = mounted;
  const container = host.shadowRoot!.querySelector<HTMLElement>(".baca")!;
  const configuration = () => configurationFor(host);
  const context: AidContext = {
    host, view, container, mounted, isNext, signal, configuration, fetchedTexts: textsForScript,
  };
  let started: Promise<{ open(name: string): void; update(): void }> | undefined;
  const importAndStart = async () => {
    const script = await readingScript(timeoutOf(host));
    // It has run in this task.
    await nextTask();
    return script.start(context);
  };
  const start = () => started ??= importAndStart().catch((error: unknown) => {
    started = undefined;
    throw error;
  });
  let message: HTMLElement | undefined;
  openers.set(host, async function open(name) {
    const isListening = name === "listen";
    message?.remove();
    try {
      if (isListening) (await listeningScript(timeoutOf(host))).listen(context);
      else (await start()).open(name);
    } catch (cause) {
      const messages = messagesFor(host);
      message?.remove();
      message = failurePanel(host, messages, messages.panels, () => open(name)).panel;
      message.role = "status";
      view.mount(isListening ? "player" : "top", message);
      const failure = await scriptFailure(isListening ? "baca-listen" : "baca-reading", cause);
      reportError(host, new BacaError("network", failure, { retryable: true }));
    }
  });
  signal.addEventListener("abort", () => openers.delete(host));
  const attended = whenAttended();
  // Nobody may come for a while; the article must not be kept until then.
  const gone = new Promise((resolve) => signal.addEventListener("abort", resolve));
  let pressed: EventTarget | null = null;
  container.addEventListener("click", async ({ target }) => {
    if (!(target instanceof HTMLImageElement) || "enlarge" in target.dataset) return;
    pressed = target;
    await start().catch(() => {});
    if (pressed !== target) return;
    pressed = null;
    // The picture has its button only now.
    if ("enlarge" in target.dataset) target.click();
  }, { signal });
  return async () => {
    if (!isNeededAtOnce()) await Promise.race([attended, gone]);
    await idle();
    if (!signal.aborted) await start().then((reading) => reading.update(), () => {});
  };
}
