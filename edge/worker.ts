/**
 * A worker for edge platforms: fetches an article from the CMS, renders it, streams the page, and caches it
 * (docs/edge.md).
 *
 * - `cms.ts` requests documents, `renderer.ts` renders them, `page-cache.ts` keeps the pages.
 */

import {
  CmsError, Deadline, discard, fillTemplate, PLACEHOLDER, publicUrl, readDocument, requestDocument, requestedPath,
  sourceUrl,
} from "./cms.ts";
import { type CachedPage, getPage, MAX_PAGE_BYTES, putPage } from "./page-cache.ts";
import { render, RenderError } from "./renderer.ts";

interface Variables {
  /** The URL of an article's JSON, with `{path}` in place of the requested path. */
  SOURCE: string;
  /** Options as JSON. */
  OPTIONS?: string;
}

interface ExecutionContext {
  waitUntil(promise: Promise<unknown>): void;
}

type Options = Record<string, unknown>;

const HTML = "text/html; charset=utf-8";
const DEFAULT_SCRIPT = "/baca/baca-later.js";
/** Seconds that the CMS has for a document. */
const DEFAULT_TIMEOUT_S = 10;
const REASONS: Record<number, string> = {
  404: "Not Found", 410: "Gone", 451: "Unavailable For Legal Reasons",
  500: "Internal Server Error", 502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout",
};

/** Reads OPTIONS. Throws a `SyntaxError` if it is not a JSON object. */
function parseOptions({ OPTIONS = "{}" }: Variables): Options {
  const options: unknown = JSON.parse(OPTIONS);
  if (!options || typeof options !== "object" || Array.isArray(options)) throw new SyntaxError("not an object");
  return { script: DEFAULT_SCRIPT, ...options };
}

const textOf = (value: unknown) => (typeof value === "string" ? value : "");
const secondsOf = (value: unknown, fallback: number) => (Number(value) > 0 ? Number(value) : fallback);

/** Returns a short hash of a text (FNV-1a). */
function hash(text: string): string {
  let hash = 0x811c9dc5;
  for (const unit of text) hash = Math.imul(hash ^ unit.codePointAt(0)!, 0x01000193);
  return (hash >>> 0).toString(36);
}

/** Returns whether the browser has the page: `If-None-Match` names its tag (RFC 9110, 13.1.2). */
function isKnown(request: Request, headers: [string, string][]): boolean {
  const known = request.headers.get("if-none-match") ?? "";
  const tag = new Headers(headers).get("etag");
  const opaque = (tag: string) => tag.replace(/^W\//, "");
  const tags: string[] = known.match(/(?:W\/)?"[^"]*"/g) ?? [];
  return Boolean(tag) && (known.trim() === "*" || tags.some((one) => opaque(one) === opaque(tag ?? "")));
}

/** Sends a page, without a body if the browser has it or wants only the headers. */
async function respond(request: Request, { headers, body }: CachedPage): Promise<Response> {
  const status = isKnown(request, headers) ? 304 : 200;
  if (status === 200 && request.method !== "HEAD") return new Response(body, { headers });
  if (body instanceof ReadableStream) await body.cancel();
  const sent = headers.filter(([name]) => status === 200 || name !== "content-type");
  return new Response(null, { status, headers: sent });
}

/**
 * Sends an error. If the element has a `src`, the page contains the element: the browser can fetch and render an
 * article that cannot be rendered here.
 */
function failure(status: number, options: Options, path: string | null, retryAfter: string | null = null): Response {
  const quote = (value: string) => value.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  const attribute = (name: string, value: string) => (value ? ` ${name}="${quote(value)}"` : "");
  const src = path === null ? "" : fillTemplate(textOf(options.src), path);
  const title = `${status} ${REASONS[status] ?? ""}`.trim();
  const element = status >= 500 && src
    ? `<script type="module"${attribute("src", textOf(options.script))}></script>`
      + `<baca-reader${attribute("src", src)}${attribute("config", textOf(options.config))}></baca-reader>`
    : `<h1>${title}</h1>`;
  const page = `<!doctype html><meta charset="utf-8"><title>${title}</title>`
    + `<meta name="viewport" content="width=device-width, initial-scale=1">${element}\n`;
  const headers = new Headers({ "content-type": HTML, "cache-control": "no-store" });
  // A number of seconds or a date (RFC 9110, 10.2.3).
  if (retryAfter && /^[\w ,:+-]{1,40}$/.test(retryAfter)) headers.set("retry-after", retryAfter);
  return new Response(page, { status, headers });
}

/** Returns the headers of a page, and whether it may be cached. */
function pageHeaders(response: Response, options: Options, version: string) {
  const control = response.headers.get("cache-control") ?? "";
  // `no-store` is no reason: a page with an ETag is only sent after the CMS has confirmed it.
  const isPrivate = /(^|[\s,])private\b/i.test(control);
  const sourceTag = response.headers.get("etag") ?? "";
  const lifetime = sourceTag || isPrivate ? 0 : secondsOf(options.lifetime, 0);
  const headers: [string, string][] = [
    ["content-type", HTML],
    ["cache-control", lifetime ? `max-age=${lifetime}` : control || "no-cache"],
  ];
  // The page also depends on the renderer and its options.
  const opaque = sourceTag.replace(/^W\//, "").replaceAll('"', "");
  if (sourceTag) headers.push(["etag", `W/"baca-${version}-${encodeURIComponent(opaque)}"`]);
  const isCacheable = !isPrivate && Boolean(sourceTag || lifetime);
  return { headers, sourceTag, isCacheable, expires: Date.now() + lifetime * 1000 };
}

async function handle(
  request: Request,
  env: Variables,
  context: ExecutionContext,
  options: Options,
): Promise<Response> {
  const url = new URL(request.url);
  const path = requestedPath(url);
  const item = textOf(options.item);
  const isTemplate = [env.SOURCE, item].some((text) => text.includes(PLACEHOLDER));
  const source = isTemplate && path === null ? null : sourceUrl(env.SOURCE, path ?? "");
  if (!source) return failure(404, options, path);
  const version = `${__BACA_EDGE_VERSION__}-${hash(env.SOURCE + env.OPTIONS)}`;
  // The query of the request changes nothing, so it is no part of the key.
  const key = `${url.origin}/.baca/${version}/${isTemplate ? encodeURIComponent(path ?? "") : ""}`;
  const cached = await getPage(key);
  if (cached && cached.expires > Date.now()) return respond(request, cached);
  let unused = cached;
  const deadline = new Deadline(secondsOf(options.timeout, DEFAULT_TIMEOUT_S));
  try {
    const response = await requestDocument(source, cached?.sourceTag || null, deadline);
    if (response.status === 304 && cached) {
      void discard(response);
      unused = null;
      return await respond(request, cached);
    }
    const { headers, sourceTag, isCacheable, expires } = pageHeaders(response, options, version);
    if (request.method === "HEAD" || isKnown(request, headers)) {
      void discard(response);
      return await respond(request, { headers, body: "", sourceTag, expires });
    }
    const document = await readDocument(response, deadline);
    const body = await render(document, {
      base: textOf(options.base) || publicUrl(response.url ? new URL(response.url) : source),
      format: options.format,
      item: item ? item.replaceAll(PLACEHOLDER, () => path ?? "") : undefined,
      fragment: options.fragment,
      options: { ...options, src: fillTemplate(textOf(options.src), path ?? "") || undefined },
    }, isCacheable ? MAX_PAGE_BYTES : 0, (page) => {
      if (isCacheable) context.waitUntil(putPage(key, { headers, body: page, sourceTag, expires }));
    });
    return new Response(body, { headers });
  } catch (error) {
    console.error(`baca: ${publicUrl(source)}: ${(error as Error).message}`);
    if (error instanceof CmsError) return failure(error.status, options, path, error.retryAfter);
    return failure(error instanceof RenderError && error.isMissing ? 404 : 502, options, path);
  } finally {
    deadline.clear();
    if (unused?.body instanceof ReadableStream) unused.body.cancel().catch(() => undefined);
  }
}

export default {
  async fetch(request: Request, env: Variables, context: ExecutionContext): Promise<Response> {
    if (!["GET", "HEAD"].includes(request.method)) {
      return new Response(null, { status: 405, headers: { allow: "GET, HEAD" } });
    }
    let response;
    try {
      response = await handle(request, env, context, parseOptions(env));
    } catch (error) {
      console.error(`baca: SOURCE is not a URL, or OPTIONS is not JSON: ${(error as Error).message}`);
      response = failure(500, {}, null);
    }
    return request.method === "HEAD" ? new Response(null, response) : response;
  },
};
