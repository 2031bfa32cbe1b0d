/** Shows a preview of an article before the module renders it. */

import type { BacaReader } from "../baca.d.ts";
import { textsFor } from "./messages.ts";
import type { Beginning } from "./preview/post.ts";
import { type PlainArticle, renderPlain } from "./preview/preview.ts";
import { nextTask, painted } from "./scheduling.ts";
import type { ShadowView } from "./shadow-view.ts";
import { isForeignText, type NativeSource, type Source } from "./source.ts";
import { plainOf, postIn } from "./without-module.ts";

interface Loading {
  /** The article as it was fetched, and in Baca's own format. */
  received: Promise<Source>;
  native: Promise<NativeSource>;
  isNeeded: boolean;
  /** Returns whether the site may withhold or add something, so that the converted article has to be waited for. */
  isSpecial(): Promise<boolean>;
  /** Aborted when the article is no longer the one to show. */
  signal: AbortSignal;
}

/**
 * Shows a preview once the article has arrived, if it `isNeeded`; resolves when it is painted. `onArrival` gets the
 * converted article and returns whether it is still the one to show.
 */
export async function showPreview(
  host: BacaReader,
  view: ShadowView,
  { received, native, isNeeded, isSpecial, signal }: Loading,
  onArrival: (source: NativeSource) => boolean,
): Promise<void> {
  let hasArrived = false;
  /** The early preview, once it is shown. */
  let early: { isWhole: boolean; painted: Promise<void> } | undefined;
  const showEarly = async (source: Source) => {
    const found = await earlyPreview(host, source);
    if (!found || await isSpecial() || hasArrived || signal.aborted) return;
    early = { isWhole: found.isWhole, painted: show(view, found.preview) };
    await early.painted;
  };
  if (isNeeded) received.then(showEarly).catch(() => {});
  const source = await native;
  hasArrived = true;
  if (!onArrival(source) || !isNeeded || document.hidden) return;
  // Another preview would show nothing more.
  if (early?.isWhole) return early.painted;
  const preview = renderPlain(host, source, true);
  // Rendering the whole article takes longer: the preview is painted first.
  if (preview) await show(view, preview);
}

/** Whether dates have been formatted before: the next ones take no time. */
let hasFormatted = false;

/** Shows a preview. Resolves when its text has been painted and its dates have been formatted. */
async function show(view: ShadowView, { root, complete }: PlainArticle): Promise<void> {
  const isFirst = !hasFormatted;
  view.showPreview(root);
  if (!isFirst) await complete();
  await painted();
  if (!isFirst) return;
  hasFormatted = true;
  await complete(nextTask);
  // What follows is a task of its own.
  await nextTask();
}

/**
 * Renders what is plain in an article in another format, before the module that converts it has arrived: at once if it
 * is a plain post, otherwise as `baca-readable.js` reads it. Returns nothing if there is no need for a preview.
 */
async function earlyPreview(
  host: BacaReader,
  source: Source,
): Promise<{ preview: PlainArticle; isWhole: boolean } | undefined> {
  if (!isForeignText(host, source) || document.hidden) return;
  const read: Beginning & { isExact?: boolean } | null | undefined =
    postIn(host, source) ?? await plainOf(host, source);
  // An article that is certain as a whole needs no module and is shown at once.
  if (!read || read.isExact) return;
  const { article, base, isWhole } = read;
  await textsFor(host, article.lang as string | undefined);
  const preview = renderPlain(host, { content: article, base }, true);
  const time = preview?.root.querySelector<HTMLElement>(".meta>:last-child:not([part])");
  // The reading time keeps its space until the whole text is known.
  if (time && !isWhole) time.style.visibility = "hidden";
  return preview ? { preview, isWhole } : undefined;
}
