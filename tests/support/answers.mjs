// What a server may answer: well, badly, or never. Each is a function of the open response.

import { readFileSync } from 'node:fs';
import { extname } from 'node:path';

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.mp4': 'video/mp4',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.vtt': 'text/vtt; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webm': 'video/webm',
  '.webp': 'image/webp',
};

/** The type of a file, or of an extension alone. */
export const typeOf = (path) => TYPES[extname(`file${path}`)] ?? 'application/octet-stream';

export const text = (body, type = TYPES['.html'], { status = 200, headers = {} } = {}) => (response) =>
  response.writeHead(status, { 'content-type': type, ...headers }).end(body);

export const json = (value, options) => text(JSON.stringify(value), TYPES['.json'], options);

export const file = (path, type = typeOf(path)) => (response) => {
  let body;
  try {
    body = readFileSync(path);
  } catch {
    return status(404)(response);
  }
  text(body, type)(response);
};

export const status = (code) => text(`error ${code}`, 'text/plain', { status: code });

/** The connection is accepted and nothing ever comes. */
export const hang = () => () => {};

/** The connection breaks at once. */
export const reset = () => (response) => response.socket.destroy();

/** Fewer bytes than promised, then the connection breaks. */
export const truncated = (body) => (response) => {
  response.writeHead(200, { 'content-type': TYPES['.json'], 'content-length': Buffer.byteLength(body) * 2 });
  response.write(body, () => response.socket.destroy());
};

/** Valid JSON of so many bytes in chunks, its length not told beforehand. */
export const endless = (bytes) => (response) => {
  const chunk = `${JSON.stringify('A long line that never seems to end. '.repeat(1700))},`;
  response.writeHead(200, { 'content-type': TYPES['.json'] });
  response.write('{"baca":1,"headline":"Too much","body":[');
  let sent = 0;
  const more = () => {
    while (sent < bytes && !response.destroyed) {
      sent += chunk.length;
      if (!response.write(chunk)) return response.once('drain', more);
    }
    response.end('"The end."]}');
  };
  more();
};
