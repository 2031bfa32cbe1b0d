/** Requests a document again and again: only while the page is visible and on line, and more slowly after failures. */

import { cancelBody } from "../responses.ts";
import { delay } from "../scheduling.ts";

/** Longest time between two requests after failures, in milliseconds. */
const MAX_WAIT_MS = 600_000;
/** Share of the interval by which requests are spread at random: not all readers send one at once. */
const JITTER = 0.2;

/** Returns the milliseconds that a response demands by `Retry-After`; 0 if it demands nothing. */
export function retryAfter(value: string | null, now: number): number {
  if (!value) return 0;
  const seconds = /^\d+$/.test(value.trim()) ? Number(value) * 1000 : Date.parse(value) - now;
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 0), 3_600_000) : 0;
}

/** Returns the milliseconds until the next request: the interval, twice as long after each failure. */
export function nextWait(interval: number, failures: number, demanded: number, random: number): number {
  const wait = failures ? Math.min(interval * 2 ** Math.min(failures, 16), Math.max(MAX_WAIT_MS, interval)) : interval;
  return Math.max(wait, demanded) * (1 + JITTER * random);
}

/** Resolves after `ms` milliseconds, or when `signal` is aborted. Leaves no listener on it. */
const pause = async (ms: number, signal: AbortSignal) => {
  const end = new AbortController();
  const aborted = new Promise((resolve) => signal.addEventListener("abort", resolve, { signal: end.signal }));
  await Promise.race([delay(ms), aborted]);
  end.abort();
};

/** Resolves once the page is visible and on line. */
const awake = async (signal: AbortSignal) => {
  while ((document.hidden || navigator.onLine === false) && !signal.aborted) {
    await new Promise<void>((resolve) => {
      const end = new AbortController();
      const done = () => {
        end.abort();
        resolve();
      };
      document.addEventListener("visibilitychange", done, { signal: end.signal });
      addEventListener("online", done, { signal: end.signal });
      signal.addEventListener("abort", done, { signal: end.signal });
    });
  }
};

/**
 * Fetches `url` every `interval` milliseconds until `signal` is aborted or `isOver` returns `true`, and passes each new
 * text to `use`, which throws if it cannot be used. A tab that was hidden for long causes one request when it is
 * visible again.
 */
export async function poll(
  url: string,
  interval: number,
  signal: AbortSignal,
  isOver: () => boolean,
  use: (text: string, base: string) => Promise<void>,
): Promise<void> {
  const isOwn = new URL(url).origin === location.origin;
  let tag: string | null = null;
  let last: string | undefined;
  let failures = 0;
  let demanded = 0;
  for (;;) {
    await pause(nextWait(interval, failures, demanded, Math.random()), signal);
    await awake(signal);
    if (signal.aborted) return;
    demanded = 0;
    try {
      // Another origin would have to allow this header.
      const headers: HeadersInit = tag && isOwn ? { "if-none-match": tag } : {};
      const response: Response = await fetch(url, { signal, headers, cache: "no-cache" });
      // A date is one of the server's clock; that of the device may be wrong.
      const now = Date.parse(response.headers.get("date") ?? "") || Date.now();
      demanded = retryAfter(response.headers.get("retry-after"), now);
      if (response.status !== 304) {
        if (!response.ok) {
          cancelBody(response);
          throw new Error(`${url}: answered ${response.status}`);
        }
        const text = await response.text();
        if (text !== last) await use(text, response.url || url);
        last = text;
        tag = response.headers.get("etag");
      }
      failures = 0;
    } catch {
      // The article stays as it is; the next request may succeed.
      failures++;
    }
    if (signal.aborted || isOver()) return;
  }
}
