// Responses of a server, including failures. Each is a function that writes to the open response.

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

/** Returns the media type of a path or an extension. */
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

/** Never responds. */
export const hang = () => () => {};

/** Closes the connection without a response. */
export const reset = () => (response) => response.socket.destroy();

/** Sends half of the announced bytes, then closes the connection. */
export const truncated = (body) => (response) => {
  response.writeHead(200, { 'content-type': TYPES['.json'], 'content-length': Buffer.byteLength(body) * 2 });
  response.write(body, () => response.socket.destroy());
};

/** Sends a byte ten times a second, without an end. */
export const trickle = (type = TYPES['.json']) => (response) => {
  response.writeHead(200, { 'content-type': type });
  const timer = setInterval(() => response.write(' '), 100);
  response.on('close', () => clearInterval(timer));
};

/** Sends the first half of the body of `good`; then `end` is called, or nothing more is sent. */
export const half = (good, end) => (response, record) => {
  const { write, end: finish } = response;
  response.end = (body) => {
    const bytes = Buffer.from(body);
    write.call(response, bytes.subarray(0, bytes.length / 2), () => end?.(response));
    response.end = finish;
  };
  good(response, record);
};

/** Streams at least `bytes` bytes of valid JSON without a `Content-Length`. */
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
