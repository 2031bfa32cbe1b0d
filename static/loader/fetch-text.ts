/** Fetches text with limits on its size and on the time without progress. */

import { documentDecoder } from "./encoding.ts";
import { BacaError, messageOf } from "./errors.ts";
import { failedRequest } from "./failed-request.ts";
import { DEFAULT_TIMEOUT_S, perKilobyte, silenceTimer } from "./silence-limit.ts";

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
    return { content: await readText(response, url, perKilobyte(timer.restart), onStart), base: response.url || url };
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

/** Reads the body as text and calls `onBytes` for each chunk. Throws `too-large` as soon as the limit is passed. */
async function readText(
  response: Response,
  url: string,
  onBytes: (length: number) => void,
  onStart?: (text: string) => void,
): Promise<string> {
  const tooLarge = () => new BacaError("too-large", `${url}: longer than ${MAX_BYTES} bytes`);
  if (Number(response.headers.get("content-length")) > MAX_BYTES) throw tooLarge();
  const decode = documentDecoder(response.headers.get("content-type"));
  if (!response.body) return decode(new Uint8Array(await response.arrayBuffer())) + decode();
  const chunks = response.body.getReader();
  let text = "";
  let bytes = 0;
  for (;;) {
    const { done, value } = await chunks.read();
    if (done) return text + decode();
    onBytes(value.byteLength);
    bytes += value.byteLength;
    if (bytes > MAX_BYTES) throw tooLarge();
    text += decode(value);
    onStart?.(text);
    onStart = undefined;
  }
}
