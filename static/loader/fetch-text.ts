/** Fetches text with limits on its size and on the time without progress. */

import { BacaError, messageOf } from "./errors.ts";
import { failedRequest } from "./failed-request.ts";
import { readable } from "./own-scripts.ts";
import { DEFAULT_TIMEOUT_S, perKilobyte, type SilenceTimer, silenceTimer } from "./silence-limit.ts";

/** Maximum size of an article, in bytes. */
const MAX_BYTES = 8 * 1024 * 1024;
const ACCEPT = "application/json, application/feed+json, application/activity+json, application/ld+json, "
  + "text/html;q=0.5, */*;q=0.1";

/** A document that was fetched. */
export interface FetchedText {
  content: string;
  /** The response's URL, after redirects. */
  base: string;
}

/**
 * Fetches a text. `timeout` is the longest time without progress, in seconds; `onStart` gets the beginning of the text.
 * Rejects with a `BacaError`, or with the
 * `AbortError` of `fetch` if `signal` aborts.
 */
export async function fetchText(
  url: string,
  signal?: AbortSignal,
  timeout = DEFAULT_TIMEOUT_S,
  onStart?: (text: string) => void,
  cache?: RequestCache,
): Promise<FetchedText> {
  const controller = new AbortController();
  const abort = () => controller.abort();
  let response: Response | undefined;
  const timer = silenceTimer(timeout, abort);
  signal?.addEventListener("abort", abort);
  try {
    response = await fetch(url, { signal: controller.signal, headers: { accept: ACCEPT }, cache });
    const { ok, status } = response;
    if (!ok || status === 204) {
      const retryable = status >= 500 || [204, 404, 408, 429].includes(status);
      throw new BacaError("http", `${url}: answered ${status}`, { retryable, status });
    }
    return { content: await readText(response, url, timer, onStart), base: response.url || url };
  } catch (cause) {
    const isLate = controller.signal.aborted;
    timer.stop();
    // Cancels the download of a body that is too large.
    abort();
    if (cause instanceof BacaError || signal?.aborted) throw cause;
    if (isLate) {
      throw new BacaError("timeout", `${url}: less than 1 KB came in ${timeout} s`, { retryable: true, cause });
    }
    if (!response) throw await failedRequest(url, "text", cause);
    throw new BacaError("network", `${url}: broke off: ${messageOf(cause)}`, { retryable: true, cause });
  } finally {
    timer.stop();
    signal?.removeEventListener("abort", abort);
  }
}

/** Returns whether a document that was decoded as UTF-8 may be in another encoding: JSON is always in UTF-8. */
function mayBeOther(contentType: string, text: string): boolean {
  const charset = /charset\s*=\s*["']?\s*([\w-]+)/i.exec(contentType)?.[1];
  return text.startsWith("\ufffd") || (charset ? !/^utf-?8$/i.test(charset) : /^\s*</.test(text));
}

/**
 * Reads the body as text; each kilobyte restarts `timer`, and the end stops it. Throws `too-large` as soon as the limit
 * is passed.
 */
async function readText(
  response: Response,
  url: string,
  timer: SilenceTimer,
  onStart?: (text: string) => void,
): Promise<string> {
  const tooLarge = () => new BacaError("too-large", `${url}: longer than ${MAX_BYTES} bytes`);
  if (Number(response.headers.get("content-length")) > MAX_BYTES) throw tooLarge();
  if (!response.body) return await response.text();
  const decoder = new TextDecoder();
  const onBytes = perKilobyte(timer.restart);
  const reader = response.body.getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let text = "";
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    onBytes(value.byteLength);
    bytes += value.byteLength;
    if (bytes > MAX_BYTES) throw tooLarge();
    chunks.push(value);
    text += decoder.decode(value, { stream: true });
    onStart?.(text);
    onStart = undefined;
  }
  timer.stop();
  text += decoder.decode();
  const contentType = response.headers.get("content-type") ?? "";
  if (!mayBeOther(contentType, text)) return text;
  const document = new Uint8Array(await new Blob(chunks).arrayBuffer());
  return await readable(({ decoded }) => decoded(document, contentType)) ?? text;
}
