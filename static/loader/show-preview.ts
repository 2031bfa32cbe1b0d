/** Shows a preview of an article that has arrived before the module that renders it. */

import type { BacaReader } from "../baca.d.ts";
import type { App } from "./bindings.ts";
import { warmUpIntl } from "./dates.ts";
import { renderPlain } from "./preview/preview.ts";
import { delay, painted } from "./scheduling.ts";
import type { ShadowView } from "./shadow-view.ts";
import type { NativeSource } from "./source.ts";

/**
 * Shows a preview once the article has arrived, if the module has not and the preview `isNeeded`. `onArrival` gets the
 * article and returns whether it is still the one to show.
 */
export async function showPreview(
  host: BacaReader,
  view: ShadowView,
  { native, app, isNeeded }: { native: Promise<NativeSource>; app: Promise<App>; isNeeded: boolean },
  onArrival: (source: NativeSource) => boolean,
): Promise<void> {
  let isDone = false;
  let hasArrived = false;
  const done = () => (isDone = true);
  app.then(done, done);
  delay(0).then(() => {
    if (!isDone && !hasArrived) warmUpIntl(host.closest<HTMLElement>("[lang]")?.lang || undefined);
  });
  const source = await native;
  hasArrived = true;
  if (!onArrival(source) || !isNeeded || isDone || document.hidden) return;
  const preview = renderPlain(host, source, true);
  if (!preview) return;
  view.showPreview(preview);
  // Rendering the whole article takes longer: the preview is painted first.
  await painted();
}
