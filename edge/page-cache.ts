/** Caches rendered pages: in the platform's cache, or in this worker's memory if there is none. */

/** The bytes of all pages in memory, and of one page anywhere. */
const MAX_MEMORY_BYTES = 24 * 1024 * 1024;
export const MAX_PAGE_BYTES = 6 * 1024 * 1024;
/** Seconds that the platform keeps a page; whether it is still valid is decided here. */
const KEEP_S = 7 * 24 * 60 * 60;

/** A rendered page. */
export interface CachedPage {
  /** Headers of the response. */
  headers: [string, string][];
  body: BodyInit;
  /** The CMS's ETag; empty if it sends none. */
  sourceTag: string;
  /** The time in milliseconds since 1970 until which the page is valid without a request to the CMS. */
  expires: number;
}

interface StoredPage extends CachedPage {
  body: Uint8Array<ArrayBuffer>;
}

/** Pages by key, the least recently used first. */
const memory = new Map<string, StoredPage>();
let memoryBytes = 0;

function forget(key: string) {
  memoryBytes -= memory.get(key)?.body.length ?? 0;
  memory.delete(key);
}

/** Returns the platform's cache; throws, or returns `undefined`, if there is none. */
const platformCache = () => (caches as CacheStorage & { default: Cache }).default;

/** Headers in which the platform's cache keeps what is not sent to browsers. */
const TAG = "x-baca-source-etag";
const EXPIRES = "x-baca-expires";
const CONTROL = "x-baca-cache-control";

/** Returns a cached page. The key is a URL. */
export async function getPage(key: string): Promise<CachedPage | null> {
  try {
    const found = await platformCache().match(key);
    if (!found) return null;
    const { headers } = found;
    const sent = ["content-type", "etag"].map((name): [string, string] => [name, headers.get(name) ?? ""]);
    return {
      headers: [...sent.filter(([, value]) => value), ["cache-control", headers.get(CONTROL) ?? "no-cache"]],
      body: found.body ?? "",
      sourceTag: headers.get(TAG) ?? "",
      expires: Number(headers.get(EXPIRES)),
    };
  } catch {
    const page = memory.get(key);
    if (page) {
      memory.delete(key);
      memory.set(key, page);
    }
    return page ?? null;
  }
}

/** Stores a page. */
export async function putPage(key: string, page: StoredPage): Promise<void> {
  try {
    const headers = new Headers(page.headers);
    headers.set(CONTROL, headers.get("cache-control") ?? "no-cache");
    headers.set("cache-control", `public, max-age=${KEEP_S}`);
    headers.set(TAG, page.sourceTag);
    headers.set(EXPIRES, String(page.expires));
    await platformCache().put(key, new Response(page.body, { headers }));
  } catch {
    forget(key);
    memory.set(key, page);
    memoryBytes += page.body.length;
    for (const oldest of memory.keys()) {
      if (memoryBytes <= MAX_MEMORY_BYTES) break;
      forget(oldest);
    }
  }
}
