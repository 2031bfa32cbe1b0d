/** Requests to the CMS: its URL for a requested path, and limits on redirects, bytes and time. */

import { documentDecoder } from "../static/loader/encoding.ts";
import { join } from "./renderer.ts";

/** The largest document, in bytes, as in the reader. */
const MAX_BYTES = 8 * 1024 * 1024;
const MAX_REDIRECTS = 5;
const MAX_PATH_LENGTH = 500;
const ACCEPT = "application/json, application/ld+json, text/html;q=0.5";
export const PLACEHOLDER = "{path}";

/** A failure of the CMS, with the status of the response to the browser. */
export class CmsError extends Error {
  status: number;
  retryAfter: string | null;

  constructor(status: number, message: string, retryAfter: string | null = null) {
    super(message);
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

/** Returns the requested path as text, without the leading slash; `null` if it cannot be one segment of a path. */
export function requestedPath(url: URL): string | null {
  let path;
  try {
    path = decodeURIComponent(url.pathname.slice(1));
  } catch {
    return null;
  }
  // The URL parser would resolve dots to another resource.
  const isUsable = path.length <= MAX_PATH_LENGTH && !["", ".", ".."].includes(path);
  return isUsable ? path : null;
}

/** Replaces each placeholder by the path, encoded as one path segment or query value. */
export function fillTemplate(template: string, path: string): string {
  return template.replaceAll(PLACEHOLDER, () => encodeURIComponent(path));
}

/**
 * Returns the URL of a document in the CMS; `null` if the path would change its origin.
 * Throws a `TypeError` if the template is not a URL.
 */
export function sourceUrl(template: string, path: string): URL | null {
  const { origin } = new URL(template.replaceAll(PLACEHOLDER, "x"));
  const url = fillTemplate(template, path);
  return URL.canParse(url) && new URL(url).origin === origin ? new URL(url) : null;
}

/** Returns a URL for messages: without name, password, query and fragment, which can contain keys. */
export const publicUrl = ({ origin, pathname }: URL) => origin + pathname;

/** Discards the body of a response, so that its download ends. */
export const discard = (response: Response) => response.body?.cancel().catch(() => undefined);

/** How many times the limit of silence a document may take as a whole. */
const TOTAL_FACTOR = 3;

/**
 * The time limits of one document, headers, redirects and body together: `seconds` without progress, and three times
 * as long as a whole. Silence is what counts under load, when this worker itself delays the reading.
 */
export class Deadline {
  #controller = new AbortController();
  #silence?: ReturnType<typeof setTimeout>;
  #total;
  #seconds;
  #over: Promise<never>;
  #end = () => {};

  constructor(seconds: number) {
    this.#seconds = seconds;
    this.#over = new Promise<never>((_, reject) => {
      this.#end = () => {
        reject(new CmsError(504, `nothing came for ${seconds} s, or not all within ${seconds * TOTAL_FACTOR} s`));
        this.#controller.abort();
      };
    });
    this.#over.catch(() => undefined);
    this.#total = setTimeout(this.#end, seconds * TOTAL_FACTOR * 1000);
  }

  get signal() {
    return this.#controller.signal;
  }

  /** Waits for a step: a response or a chunk. */
  async limit<T>(step: Promise<T>): Promise<T> {
    this.#silence = setTimeout(this.#end, this.#seconds * 1000);
    try {
      return await Promise.race([step, this.#over]);
    } finally {
      clearTimeout(this.#silence);
    }
  }

  clear() {
    clearTimeout(this.#silence);
    clearTimeout(this.#total);
  }
}

/**
 * Requests a document. Follows redirects within the CMS's origin. Rejects with a `CmsError` for every response that
 * is neither 200 nor, if `tag` is given, 304.
 */
export async function requestDocument(url: URL, tag: string | null, deadline: Deadline): Promise<Response> {
  const headers = new Headers({ accept: ACCEPT });
  if (tag) headers.set("if-none-match", tag);
  if (url.username || url.password) {
    const pair = [url.username, url.password].map(decodeURIComponent).join(":");
    const bytes = new TextEncoder().encode(pair);
    headers.set("authorization", `Basic ${btoa(String.fromCharCode(...bytes))}`);
  }
  let target = new URL(url);
  target.username = target.password = "";
  for (let redirects = 0; ; redirects += 1) {
    let response;
    try {
      const options = { headers, signal: deadline.signal, redirect: "manual" } as const;
      response = await deadline.limit(fetch(target, options));
    } catch (error) {
      throw error instanceof CmsError ? error : new CmsError(502, (error as Error).message);
    }
    const { status } = response;
    if (status === 200 || (status === 304 && tag)) return response;
    void discard(response);
    const location = response.headers.get("location");
    if (![301, 302, 303, 307, 308].includes(status) || !location) throw refusal(response);
    const next = URL.canParse(location, target.href) ? new URL(location, target.href) : null;
    if (next?.origin !== target.origin) throw new CmsError(502, "a redirect to another origin");
    if (redirects >= MAX_REDIRECTS) throw new CmsError(502, "too many redirects");
    target = next;
  }
}

/** Returns the error for a response without an article. */
function refusal({ status, headers }: Response): CmsError {
  const retryAfter = headers.get("retry-after");
  const known: Record<number, number> = { 404: 404, 410: 410, 451: 451, 429: 503, 503: 503, 504: 504 };
  return new CmsError(known[status] ?? 502, `status ${status}`, retryAfter);
}

/** Reads a document and returns it in UTF-8. Rejects with a `CmsError` if it is too long, too late or cut off. */
export async function readDocument(response: Response, deadline: Deadline): Promise<Uint8Array> {
  const tooLong = () => new CmsError(502, `longer than ${MAX_BYTES} bytes`);
  const reader = response.body?.getReader();
  if (!reader) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    if (Number(response.headers.get("content-length")) > MAX_BYTES) throw tooLong();
    for (;;) {
      const { done, value } = await deadline.limit(reader.read());
      if (done) break;
      bytes += value.length;
      if (bytes > MAX_BYTES) throw tooLong();
      chunks.push(value);
    }
  } catch (error) {
    reader.cancel().catch(() => undefined);
    throw error instanceof CmsError ? error : new CmsError(502, (error as Error).message);
  }
  const document = join(chunks, bytes);
  const decode = documentDecoder(response.headers.get("content-type"));
  return new TextEncoder().encode(decode(document) + decode());
}
