// A site: a web server on loopback with its own port, and thus its own origin. It serves the built bundle from
// an unusual folder and the responses that a test adds, records every request in order, and can hold
// responses until a test releases them.

import { EventEmitter } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { file, json, status, typeOf } from './http-responses.mjs';
import { TIMEOUT_MS } from './timeouts.mjs';
import { BUNDLE } from './paths.mjs';

const matches = (path, wanted) => (wanted instanceof RegExp ? wanted.test(path) : path === wanted);

/** Returns the decoded path. Some attacks cannot be decoded and stay unchanged. */
const decoded = (path) => {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
};

class Site {
  #server = createServer((request, response) => this.#receive(request, response));
  #routes = new Map();
  #holds = new Set();
  #changes = new EventEmitter().setMaxListeners(0);
  #options;

  /** All requests so far: { method, raw (path and query as sent), path, query, headers, body, complete, finished, aborted }. */
  requests = [];

  constructor(options) {
    this.#options = { folder: '/some/folder/reader/', bundle: BUNDLE, cors: false, wasmType: typeOf('a.wasm'), ...options };
  }

  async start() {
    await new Promise((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.port = this.#server.address().port;
    return this;
  }

  async close() {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** The URL of the element's script. */
  get script() {
    return this.url(`${this.#options.folder}baca.js`);
  }

  url(path = '/', host = '127.0.0.1') {
    return `http://${host}:${this.port}${path}`;
  }

  /** Serves this response at a path. */
  put(path, respond) {
    this.#routes.set(path, respond);
    return this.url(path);
  }

  /** Removes the response of a path. */
  remove(path) {
    this.#routes.delete(path);
  }

  json(path, value) {
    return this.put(path, json(value));
  }

  requestsTo(wanted) {
    return this.requests.filter(({ path }) => matches(path, wanted));
  }

  /** Waits until `condition` holds. It is checked after every request. */
  until(condition, what) {
    return new Promise((resolve, reject) => {
      const end = (settle, value) => {
        clearTimeout(limit);
        this.#changes.off('change', check);
        settle(value);
      };
      // An error of the condition fails the test and not the request that is being received.
      const check = () => {
        try {
          const value = condition();
          if (value) end(resolve, value);
        } catch (error) {
          end(reject, error);
        }
      };
      const limit = setTimeout(() => {
        const seen = this.requests.map(({ method, path, finished, aborted }) => `  ${method} ${path}${finished ? '' : aborted ? ' (aborted)' : ' (open)'}`);
        end(reject, new Error(`timed out waiting for ${what}; the requests:\n${seen.join('\n')}`));
      }, TIMEOUT_MS);
      this.#changes.on('change', check);
      check();
    });
  }

  /** Waits for the first complete request to a path. */
  requested(wanted) {
    return this.until(() => this.requestsTo(wanted).find(({ complete }) => complete), `a request to ${wanted}`);
  }

  /** Holds every response at these paths until `release()`. `arrived()` waits for the first request. */
  hold(wanted) {
    const hold = { wanted, pending: [] };
    this.#holds.add(hold);
    return {
      arrived: () => this.until(() => hold.pending.length > 0, `a request to ${wanted}`),
      release: () => {
        this.#holds.delete(hold);
        hold.pending.splice(0).forEach((respond) => respond());
      },
    };
  }

  async #receive(request, response) {
    const { pathname, search } = new URL(request.url, this.url());
    const path = decoded(pathname);
    const record = { method: request.method, raw: request.url, path, query: search, headers: request.headers, body: '', complete: false, finished: false, aborted: false };
    this.requests.push(record);
    const changed = () => this.#changes.emit('change');
    response.on('close', () => {
      record.finished = response.writableFinished;
      record.aborted = !response.writableFinished;
      changed();
    });
    changed();
    request.on('error', () => {}); // `aborted` records it
    for await (const chunk of request.setEncoding('utf8')) record.body += chunk;
    record.complete = true;
    changed();

    const respond = () => {
      if (this.#options.cors) response.setHeader('access-control-allow-origin', '*');
      response.setHeader('cache-control', 'no-store'); // so that every use causes a request
      this.#find(path)(response, record);
    };
    const hold = [...this.#holds].find(({ wanted }) => matches(path, wanted));
    if (!hold) return respond();
    hold.pending.push(respond);
    changed();
  }

  #find(path) {
    const { folder, bundle, wasmType } = this.#options;
    const route = this.#routes.get(path);
    if (route) return route;
    if (path.startsWith(folder) && !path.includes('..')) {
      return file(join(bundle, path.slice(folder.length)), path.endsWith('.wasm') ? wasmType : undefined);
    }
    return status(404);
  }
}

/** Starts a site. Options: `bundle` (the hosted folder), `folder` (its path in URLs), `cors`, `wasmType`. */
export const startSite = (options) => new Site(options).start();
