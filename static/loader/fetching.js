/** Fetching text: with a limit on size and on silence. */

import { BacaError } from "./errors.js";

/** The largest article, in bytes. */
const MAX_BYTES = 8 * 1024 * 1024;
const ACCEPT = "application/json, application/feed+json, application/activity+json, application/ld+json, text/html;q=0.5, */*;q=0.1";

/**
 * Gives `{content, base}`: the text, and the address that it came from in the end. It has failed after
 * `patience` seconds without a byte.
 */
export async function fetchText(url, signal, patience = 20) {
  const silence = new AbortController();
  const stop = () => silence.abort();
  let timer;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(stop, patience * 1000);
  };
  signal?.addEventListener("abort", stop);
  wait();
  try {
    const response = await fetch(url, { signal: silence.signal, headers: { accept: ACCEPT } });
    if (!response.ok) {
      const { status } = response;
      const retryable = status >= 500 || status === 404 || status === 408 || status === 429;
      throw new BacaError("http", `${url} answered ${status}`, { retryable, status });
    }
    return { content: await readText(response, url, wait), base: response.url || url };
  } catch (cause) {
    if (cause instanceof BacaError || signal?.aborted) throw cause;
    if (silence.signal.aborted) {
      throw new BacaError("timeout", `${url}: nothing came for ${patience} s`, { retryable: true, cause });
    }
    throw new BacaError("network", `${url}: ${cause.message}`, { retryable: true, cause });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
    // Ends a body that is still coming, as after a refusal for its size.
    stop();
  }
}

async function readText(response, url, progressed) {
  const tooLarge = () => new BacaError("too-large", `${url}: longer than ${MAX_BYTES} bytes`);
  if (Number(response.headers.get("content-length")) > MAX_BYTES) throw tooLarge();
  if (!response.body) return response.text();
  const decoder = new TextDecoder();
  const chunks = response.body.getReader();
  let text = "";
  let bytes = 0;
  for (;;) {
    const { done, value } = await chunks.read();
    if (done) return text + decoder.decode();
    progressed();
    bytes += value.byteLength;
    if (bytes > MAX_BYTES) throw tooLarge();
    text += decoder.decode(value, { stream: true });
  }
}

/** Configurations on their way or here, by URL: several readers share one. */
const configurations = new Map();

export function fetchConfiguration(url) {
  let entry = configurations.get(url);
  if (!entry) {
    entry = fetchText(url);
    configurations.set(url, entry);
    // A failure is told by whoever asks for it; the next one tries again.
    entry.catch(() => configurations.delete(url));
  }
  return entry;
}
