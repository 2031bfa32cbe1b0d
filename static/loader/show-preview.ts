/** Shows a preview of an article that has arrived before the module that renders it. */

import type { BacaReader } from "../baca.d.ts";
import type { App } from "./bindings.ts";
import { dateField, warmUpIntl } from "./dates.ts";
import { textsFor } from "./messages.ts";
import { readable } from "./own-scripts.ts";
import { renderPlain } from "./preview/preview.ts";
import { delay, painted } from "./scheduling.ts";
import type { ShadowView } from "./shadow-view.ts";
import { foreignText, type NativeSource, type Source } from "./source.ts";
import { trustedHtml as trust } from "./trusted-types.ts";

interface Loading {
  /** The article as it was fetched, and in Baca's own format. */
  received: Promise<Source>;
  native: Promise<NativeSource>;
  app: Promise<App>;
  isNeeded: boolean;
  /** Returns whether the site may withhold or add something, so that the converted article has to be waited for. */
  isSpecial(): Promise<boolean>;
  /** Aborted when the article is no longer the one to show. */
  signal: AbortSignal;
}

/**
 * Shows a preview once the article has arrived, if the module has not and the preview `isNeeded`. `onArrival` gets the
 * converted article and returns whether it is still the one to show.
 */
export async function showPreview(
  host: BacaReader,
  view: ShadowView,
  { received, native, app, isNeeded, isSpecial, signal }: Loading,
  onArrival: (source: NativeSource) => boolean,
): Promise<void> {
  let isDone = false;
  let hasArrived = false;
  const done = () => (isDone = true);
  app.then(done, done);
  delay(0).then(() => {
    if (!isDone && !hasArrived) warmUpIntl(host.closest<HTMLElement>("[lang]")?.lang || undefined);
  });
  const isEarly = async () => !await isSpecial() && !hasArrived && !signal.aborted;
  if (isNeeded) received.then((source) => showEarly(host, view, source, isEarly)).catch(() => {});
  const source = await native;
  hasArrived = true;
  if (!onArrival(source) || !isNeeded || isDone || document.hidden) return;
  const preview = renderPlain(host, source, true);
  if (!preview) return;
  view.showPreview(preview);
  // Rendering the whole article takes longer: the preview is painted first.
  await painted();
}

/** Shows what is plain in an article in another format, before the module that converts it has arrived. */
async function showEarly(
  host: BacaReader,
  view: ShadowView,
  source: Source,
  mayShow: () => Promise<boolean>,
): Promise<void> {
  const text = foreignText(host, source);
  if (!text || document.hidden) return;
  const { format, item } = host;
  const read = await readable(({ plainArticle }) =>
    plainArticle(text, { base: source.base, format, item }, { dateField, trust }));
  if (!read) return;
  const { article, base, isWhole } = read;
  await textsFor(host, article.lang as string | undefined);
  const preview = renderPlain(host, { content: article, base }, true);
  const time = preview?.querySelector<HTMLElement>(".meta>:last-child:not([part])");
  // The reading time keeps its space until the whole text is known.
  if (time && !isWhole) time.style.visibility = "hidden";
  if (preview && await mayShow()) view.showPreview(preview);
}
