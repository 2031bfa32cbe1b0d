// Articles rendered at the edge: fetches what the CMS serves, renders it, sends the page as it is
// made, and keeps it for as long as the CMS says that nothing has changed (docs/edge.md).
//
// Variables: SOURCE, the address of an article's JSON with `{path}` for the path that was asked for;
// OPTIONS, JSON of what the renderer may be told: script, config, site, theme, lang, format; and
// `fragment: true` for the element alone.

import renderer from './baca-edge.wasm';

const encoder = new TextEncoder();
const decoder = new TextDecoder();
/** Pages that a worker without a cache of its network keeps in its memory. */
const MOST = 200;

let module;

/** The renderer, one for all requests of this worker. */
function load() {
  module ??= start();
  return module;
}

async function start() {
  let exports;
  const nothing = () => 0;
  // Of WASI it wants random numbers for its tables; what else is linked is never needed.
  const wasi = new Proxy({
    random_get(at, length) {
      crypto.getRandomValues(new Uint8Array(exports.memory.buffer, at, length));
      return 0;
    },
    proc_exit() {
      throw new Error('the renderer has ended');
    },
  }, { get: (own, name) => own[name] ?? nothing });
  const imports = Object.fromEntries(WebAssembly.Module.imports(renderer).map(({ name }) => [name, wasi[name]]));
  ({ exports } = await WebAssembly.instantiate(renderer, { wasi_snapshot_preview1: imports }));
  exports._initialize?.();
  return exports;
}

/** A page as a stream of its pieces; throws with what is wrong with the article. */
function render(exports, request) {
  const input = encoder.encode(JSON.stringify(request));
  // Room first: it may take new memory, and what looked at the old one sees nothing then.
  const at = exports.take(input.length);
  new Uint8Array(exports.memory.buffer, at, input.length).set(input);
  const page = exports.begin();
  const said = (length) => new Uint8Array(exports.memory.buffer, exports.said(), length).slice();
  if (!page) throw new Error(decoder.decode(said(exports.said_length())));
  return new ReadableStream({
    type: 'bytes',
    pull(controller) {
      const length = exports.next(page);
      if (length) controller.enqueue(said(length));
      else controller.close();
    },
    cancel() {
      exports.end(page);
    },
  });
}

const memory = new Map();

/** Pages by address: in the network's cache where there is one, else in this worker's memory. */
const kept = {
  async get(key) {
    try {
      return (await caches.default.match(key)) ?? null;
    } catch {
      const page = memory.get(key);
      return page ? new Response(page.body, { headers: page.headers }) : null;
    }
  },
  async put(key, response) {
    const body = await response.arrayBuffer();
    const headers = [...response.headers];
    try {
      await caches.default.put(key, new Response(body, { headers }));
    } catch {
      memory.delete(key);
      memory.set(key, { body, headers });
      if (memory.size > MOST) memory.delete(memory.keys().next().value);
    }
  },
};

/** A page that leaves everything to the reader: where the article cannot be rendered here. */
function fallback({ src, script, config }) {
  const attribute = (name, value) => (value ? ` ${name}="${String(value).replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"` : '');
  return `<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">` +
    `<script type="module"${attribute('src', script)}></script><baca-reader${attribute('src', src)}${attribute('config', config)}></baca-reader>\n`;
}

const HTML = 'text/html; charset=utf-8';

export default {
  async fetch(request, env, context) {
    const { pathname } = new URL(request.url);
    if (!['GET', 'HEAD'].includes(request.method)) return new Response(null, { status: 405, headers: { allow: 'GET, HEAD' } });
    const source = env.SOURCE.replace('{path}', pathname.slice(1));
    const given = { script: '/baca/baca-later.js', src: source, ...JSON.parse(env.OPTIONS ?? '{}') };
    const known = await kept.get(request.url);
    const headers = { accept: 'application/json, application/ld+json, text/html;q=0.5' };
    // The CMS's own tag stands in ours, so that it can be asked with it.
    const tag = known?.headers.get('x-source-etag');
    if (tag) headers['if-none-match'] = tag;
    const answer = await fetch(source, { headers });
    let page;
    if (answer.status === 304 && known) {
      page = known;
    } else if (!answer.ok) {
      return new Response(fallback(given), { status: answer.status, headers: { 'content-type': HTML } });
    } else {
      const { format, item, fragment, ...options } = given;
      let body;
      try {
        body = render(await load(), { text: await answer.text(), base: answer.url || source, format, item, fragment, options });
      } catch (error) {
        console.error(`baca: ${source}: ${error.message}`);
        return new Response(fallback(given), { status: 502, headers: { 'content-type': HTML } });
      }
      const told = new Headers({ 'content-type': HTML, 'cache-control': answer.headers.get('cache-control') ?? 'no-cache' });
      const from = answer.headers.get('etag');
      if (from) {
        told.set('x-source-etag', from);
        told.set('etag', `W/"baca-${from.replace(/^W\//, '').replaceAll('"', '')}"`);
      }
      page = new Response(body, { headers: told });
      if (from) {
        const [now, later] = page.body.tee();
        context.waitUntil(kept.put(request.url, new Response(later, { headers: told })));
        page = new Response(now, { headers: told });
      }
    }
    const ours = page.headers.get('etag');
    if (ours && request.headers.get('if-none-match') === ours) {
      await page.body?.cancel();
      return new Response(null, { status: 304, headers: { etag: ours, 'cache-control': page.headers.get('cache-control') } });
    }
    return request.method === 'HEAD' ? new Response(null, { headers: page.headers }) : page;
  },
};
