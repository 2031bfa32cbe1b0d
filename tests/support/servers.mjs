// A site: a web server on loopback, on a port of its own and therefore an origin of its own.
// It hosts the built bundle in an odd folder, whatever a test puts beside it, records every
// request in order, and can hold an answer back until a test lets it go.

import { EventEmitter } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { file, json, status, typeOf } from './answers.mjs';
import { PATIENCE } from './patience.mjs';
import { BUNDLE } from './paths.mjs';

const matches = (path, wanted) => (wanted instanceof RegExp ? wanted.test(path) : path === wanted);

/** The path as it was meant; an attack may not be meant as anything. */
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

  /** Every request so far: { method, path, query, headers, body, finished, aborted }. */
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

  /** Where the element's script is hosted. */
  get script() {
    return this.url(`${this.#options.folder}baca.js`);
  }

  url(path = '/', host = '127.0.0.1') {
    return `http://${host}:${this.port}${path}`;
  }

  /** Answers this path so from now on. */
  put(path, answer) {
    this.#routes.set(path, answer);
    return this.url(path);
  }

  /** Answers this path as if nothing had been put there. */
  forget(path) {
    this.#routes.delete(path);
  }

  json(path, value) {
    return this.put(path, json(value));
  }

  requestsTo(wanted) {
    return this.requests.filter(({ path }) => matches(path, wanted));
  }

  /** Waits until `condition` holds of what was requested; looked at anew with every change. */
  until(condition, what) {
    return new Promise((resolve, reject) => {
      const end = (settle, value) => {
        clearTimeout(limit);
        this.#changes.off('change', look);
        settle(value);
      };
      // What a condition throws is its test's, not the request's that is being received.
      const look = () => {
        try {
          const value = condition();
          if (value) end(resolve, value);
        } catch (error) {
          end(reject, error);
        }
      };
      const limit = setTimeout(() => {
        const seen = this.requests.map(({ method, path, finished, aborted }) => `  ${method} ${path}${finished ? '' : aborted ? ' (given up)' : ' (open)'}`);
        end(reject, new Error(`waited in vain for ${what}; the server saw\n${seen.join('\n')}`));
      }, PATIENCE);
      this.#changes.on('change', look);
      look();
    });
  }

  /** Waits for the first request to a path, its body complete. */
  requested(wanted) {
    return this.until(() => this.requestsTo(wanted).find(({ complete }) => complete), `a request to ${wanted}`);
  }

  /** Holds back every answer to these paths until `release()`. */
  hold(wanted) {
    const hold = { wanted, waiting: [] };
    this.#holds.add(hold);
    return {
      arrived: () => this.until(() => hold.waiting.length > 0, `a request to ${wanted}`),
      release: () => {
        this.#holds.delete(hold);
        hold.waiting.splice(0).forEach((answer) => answer());
      },
    };
  }

  async #receive(request, response) {
    const { pathname, search } = new URL(request.url, this.url());
    const path = decoded(pathname);
    const record = { method: request.method, path, query: search, headers: request.headers, body: '', complete: false, finished: false, aborted: false };
    this.requests.push(record);
    const changed = () => this.#changes.emit('change');
    response.on('close', () => {
      record.finished = response.writableFinished;
      record.aborted = !response.writableFinished;
      changed();
    });
    changed();
    request.on('error', () => {}); // told by `aborted`
    for await (const chunk of request.setEncoding('utf8')) record.body += chunk;
    record.complete = true;
    changed();

    const answer = () => {
      if (this.#options.cors) response.setHeader('access-control-allow-origin', '*');
      response.setHeader('cache-control', 'no-store'); // every use is a request that is seen here
      this.#find(path)(response, record);
    };
    const hold = [...this.#holds].find(({ wanted }) => matches(path, wanted));
    if (!hold) return answer();
    hold.waiting.push(answer);
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

/** Starts a site. Options: `folder` and `bundle` (what is hosted where), `cors`, `wasmType`. */
export const startSite = (options) => new Site(options).start();
