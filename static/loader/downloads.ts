/**
 * The downloads of modules and scripts, which all readers of a page share. A download that has failed or stalled is
 * forgotten: the next one has another URL, since browsers cache failed imports and wait for those that hang.
 */

import type { ModuleName } from "./bindings.ts";
import { BacaError } from "./errors.ts";
import type { ScriptName } from "./files.ts";
import { SharedDownload } from "./silence-limit.ts";

type FileName = ModuleName | ScriptName;
type Download = SharedDownload<unknown>;

/** The downloads by name; each resolves with the exports of the file. */
const downloads = new Map<FileName, Download>();

/** Returns whether a file is being downloaded or has been. */
export const hasBegun = (name: FileName): boolean => downloads.has(name);
/** How often each file has been forgotten. The number is part of its URL, so that the browser runs it again. */
const generations = new Map<FileName, number>();

/** Milliseconds without progress after which a download is replaced if the article is requested again. */
const STALLED_MS = 1000;

/** Makes the next request for a file start a new download, unless a newer one than `download` has started. */
export function forget(name: FileName, download = downloads.get(name)): void {
  if (downloads.get(name) !== download) return;
  downloads.delete(name);
  generations.set(name, (generations.get(name) ?? 0) + 1);
}

/** Makes the next request for each file whose download has stalled start a new one. */
export function forgetStalled(): void {
  for (const [name, download] of downloads) if (download.isSilentFor(STALLED_MS)) forget(name, download);
}

/**
 * Resolves with what `start` resolves with, which is called once for all callers. Rejects if that fails, or after
 * `timeout` seconds without progress. After a failure the next call starts anew, with the next generation.
 */
export function shared<Value>(
  name: FileName,
  timeout: number,
  start: (download: SharedDownload<Value>, signal: AbortSignal, generation?: number) => Promise<Value>,
): Promise<Value> {
  let download = downloads.get(name) as SharedDownload<Value> | undefined;
  if (!download) {
    const controller = new AbortController();
    const begin = (own: SharedDownload<Value>) => start(own, controller.signal, generations.get(name));
    download = new SharedDownload(begin, () => controller.abort());
    downloads.set(name, download);
  }
  const late = () =>
    new BacaError("timeout", `${name}: less than 1 KB came in ${timeout} s`, { retryable: true, isInternal: true });
  return download.within(timeout, late).catch((error: unknown) => {
    forget(name, download);
    throw error;
  });
}
