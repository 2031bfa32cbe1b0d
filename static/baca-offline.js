/**
 * Baca's worker for reading offline: stores articles that people keep and articles that they have read, and answers
 * with them when a request fails. Host it on the page's own origin and register it. If the site has a service worker
 * already, add this line to that one: `importScripts("/baca-offline.js")`. All names are inside one function.
 *
 * docs/reading.md describes what it stores.
 */
(() => {
  const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
  /** Maximum length of a title, in characters. */
  const MAX_LENGTH = 300;
  const CACHE = "baca-offline";
  /** URL of the list of articles in the cache. */
  const LIST = new URL("/baca-offline.json", worker.location.href).href;
  /** Largest numbers of articles that a person has kept, and of those that were only read. */
  const MAX_KEPT = 50;
  const MAX_READ = 20;
  /** Largest number of files of one article. */
  const MAX_FILES = 200;

  /** @typedef {{ url: string, title: string, isKept: boolean, files: string[] }} Stored */

  // If another worker imports this script, that worker controls its activation.
  if (worker.location.pathname.endsWith("/baca-offline.js")) {
    worker.addEventListener("install", () => worker.skipWaiting());
    worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));
  }

  worker.addEventListener("fetch", (event) => {
    const { method, url } = event.request;
    if (method !== "GET" || !url.startsWith("http")) return;
    event.respondWith(fetch(event.request).catch(async (error) => {
      const cache = await worker.caches.open(CACHE);
      const found = await cache.match(event.request, { ignoreVary: true });
      if (found) return found;
      throw error;
    }));
  });

  worker.addEventListener("message", (event) => {
    const request = event.data?.bacaOffline;
    const [port] = event.ports;
    if (!request || typeof request !== "object" || !port) return;
    event.waitUntil(change(request).catch(() => []).then((articles) =>
      port.postMessage({ articles: articles.map(({ url, title, isKept }) => ({ url, title, isKept })) })));
  });

  /** The change of the list that is under way: the next one waits for it. */
  let changing = /** @type {Promise<unknown>} */ (Promise.resolve());

  /**
   * Stores or removes articles; resolves with those that are stored then, the newest first.
   * @param {{ save?: Record<string, unknown>, files?: unknown, remove?: unknown }} request
   * @returns {Promise<Stored[]>}
   */
  function change(request) {
    const result = changing.then(async () => {
      const cache = await worker.caches.open(CACHE);
      /** @type {Stored[]} */
      const before = await cache.match(LIST).then((list) => list?.json() ?? []).catch(() => []);
      let after = before;
      const url = ownUrl(request.save?.url);
      if (url) {
        const files = [...new Set([url, ...(Array.isArray(request.files) ? request.files : [])])]
          .filter((file) => typeof file === "string").slice(0, MAX_FILES);
        const old = before.find((article) => article.url === url);
        const isKept = request.save?.isKept === true || Boolean(old?.isKept);
        if (await store(cache, files)) {
          const title = String(request.save?.title ?? "").slice(0, MAX_LENGTH);
          after = [{ url, title, isKept, files }, ...before.filter((one) => one !== old)];
        }
      }
      if (Array.isArray(request.remove)) {
        const removed = request.remove;
        after = after.filter((article) => !removed.includes(article.url));
      }
      const [kept, read] = [true, false].map((isKept) => after.filter((article) => article.isKept === isKept));
      after = after.filter((one) => kept?.slice(0, MAX_KEPT).includes(one) || read?.slice(0, MAX_READ).includes(one));
      const needed = new Set(after.flatMap(({ files }) => files));
      for (const file of before.flatMap(({ files }) => files)) if (!needed.has(file)) await cache.delete(file);
      await cache.put(LIST, new Response(JSON.stringify(after)));
      return after;
    });
    changing = result.catch(() => {});
    return result;
  }

  /**
   * Stores files; resolves with whether the first one, the page, could be stored.
   * @param {Cache} cache
   * @param {string[]} files
   */
  async function store(cache, files) {
    const results = await Promise.allSettled(files.map(async (file) => {
      const isOwn = new URL(file).origin === worker.location.origin;
      const response = await fetch(file, isOwn ? {} : { mode: "no-cors" });
      if (!response.ok && response.type !== "opaque") {
        response.body?.cancel().catch(() => {});
        throw new Error(`${file}: ${response.status}`);
      }
      await cache.put(file, response);
    }));
    return results[0]?.status === "fulfilled";
  }

  /**
   * Returns the absolute URL; `undefined` if it does not have the site's own origin.
   * @param {unknown} value
   */
  function ownUrl(value) {
    try {
      const url = new URL(String(value), worker.location.href);
      return value && url.origin === worker.location.origin ? url.href : undefined;
    } catch {
      return undefined;
    }
  }
})();
