// The server of the benchmark. Files are compressed in advance with Brotli at its highest level.

import { createServer } from 'node:http';
import { brotliCompressSync, constants } from 'node:zlib';

const TYPES = { html: 'text/html; charset=utf-8', js: 'text/javascript', json: 'application/json', wasm: 'application/wasm', webp: 'image/webp' };

export const brotli = (content) => brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22 } });

/** Serves `files`, a map of path to content. Returns `{ url, close }`. */
export async function serve(files) {
  const responses = new Map();
  for (const [path, content] of files) {
    const type = TYPES[path.split('.').pop()] ?? TYPES.html;
    const plain = type === 'image/webp';
    responses.set(path, {
      body: plain ? content : brotli(content),
      headers: { 'content-type': type, 'cache-control': 'max-age=3600', ...(plain ? {} : { 'content-encoding': 'br' }) },
    });
  }
  const server = createServer((request, response) => {
    const found = responses.get(request.url.split('?')[0]);
    if (!found) return response.writeHead(404).end();
    return response.writeHead(200, { ...found.headers, 'content-length': found.body.length }).end(found.body);
  });
  server.keepAliveTimeout = 60_000;
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => (server.closeAllConnections(), server.close()) };
}
