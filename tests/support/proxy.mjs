// A forward proxy for all hosts except loopback. It records each request and serves fakes of the comment
// providers, so that tests can prove that there is no third-party request and can use the providers'
// protocols without the internet.

import { readFileSync } from 'node:fs';
import { createServer, request as sendRequest } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { selfSigned } from './certificate.mjs';
import { FRAMES } from './fakes/frames.mjs';
import { SCRIPTS } from './fakes/scripts.mjs';

const fake = (name) => readFileSync(new URL(`./fakes/${name}`, import.meta.url));
const script = { 'content-type': 'text/javascript; charset=utf-8' };
const page = { 'content-type': 'text/html; charset=utf-8' };

/** Behaviours of Disqus, which a test sets for a shortname: `proxy.disqus.set('name', 'never')`. */
const DISQUS = {
  works: (response) => response.writeHead(200, script).end(fake('disqus.js')),
  never: () => {},
  throws: (response) => response.writeHead(200, script).end('throw new Error("embed.js failed");'),
  silent: (response) => response.writeHead(200, script).end('/* does nothing */'),
  blocked: (response) => response.writeHead(404).end(),
  twice: (response) => response.writeHead(200, script).end(`${fake('disqus.js')}\n${fake('disqus.js')}`),
  // A script that replaces globals of the page.
  hijacks: (response) => response.writeHead(200, script).end(`window.fetch = () => { throw new Error('mine'); };
    window.JSON = {}; window.Promise = null; window.setTimeout = () => {}; window.queueMicrotask = null; window.Map = 7;\n${fake('disqus.js')}`),
};

/** Forwards a request to loopback, which WebKitGTK's driver sends to the proxy too. */
function forward(request, response, url = request.url) {
  const { method, headers } = request;
  const forwarded = sendRequest(url, { method, headers }, (received) => {
    response.writeHead(received.statusCode, received.headers);
    received.on('error', () => response.destroy());
    received.pipe(response);
  });
  forwarded.on('error', () => response.destroy());
  response.on('close', () => forwarded.destroy());
  request.pipe(forwarded);
}

class Proxy {
  #tls;
  #plain;
  #tunnels = new Set();

  /** { host, path, url, headers } of every request to a host that is not loopback; `url` has the query. */
  requests = [];
  /** Hosts whose requests go to a site of the test, over HTTP: a page on loopback always counts as secure. */
  sites = new Map();
  /** shortname → one of the behaviours above; by default `works`. */
  disqus = new Map();
  /** host → behaviour of its fake; by default it works. With `held` it responds at `release()`. */
  behaviours = new Map();
  #held = [];
  /** host → `(request, response, url)`, for hosts that a test serves. */
  handlers = new Map();

  async start() {
    const { key, cert } = selfSigned('fakes');
    const handle = (request, response) => this.#handle(request, response);
    this.#tls = createTlsServer({ key, cert }, handle).on('tlsClientError', () => {});
    this.#plain = createServer(handle).on('connect', (request, socket) => {
      socket.on('error', () => {});
      this.#tunnels.add(socket.on('close', () => this.#tunnels.delete(socket)));
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      this.#tls.emit('connection', socket);
    });
    await new Promise((resolve) => this.#plain.listen(0, '127.0.0.1', resolve));
    this.address = `127.0.0.1:${this.#plain.address().port}`;
    return this;
  }

  async close() {
    this.#tunnels.forEach((socket) => socket.destroy()); // the server does not close tunnels
    this.#plain.closeAllConnections();
    this.#tls.closeAllConnections();
    await new Promise((resolve) => this.#plain.close(resolve));
  }

  /** Clears the recorded requests and the behaviours. */
  clear() {
    this.requests.length = 0;
    this.disqus.clear();
    this.sites.clear();
    this.behaviours.clear();
    this.handlers.clear();
    this.#held.length = 0;
  }

  /** Whether a response is being held. */
  get holds() {
    return this.#held.length > 0;
  }

  /** Sends the held responses. */
  release() {
    this.#held.splice(0).forEach((respond) => respond());
  }

  /**
   * Requests of the test's pages, as host and path. They have a referrer or are cross-site; the browser's own
   * requests are neither.
   */
  get fromPages() {
    return this.requests
      .filter(({ headers: { referer, origin, 'user-agent': browser = '', ...others } }) => {
        const page = referer ?? origin;
        // WebKitGTK sends no `sec-fetch-site` to HTTP, and requests nothing of its own.
        if (!page && /AppleWebKit/.test(browser) && !/Chrome/.test(browser)) return true;
        return page ? /^https?:\/\/(127\.0\.0\.1|localhost)\b/.test(page) : others['sec-fetch-site'] === 'cross-site';
      })
      .map(({ host, path }) => `${host}${path}`);
  }

  #handle(request, response) {
    const { host, hostname, pathname } = new URL(request.url, `https://${request.headers.host}`);
    if (hostname === '127.0.0.1') return forward(request, response);
    const site = this.sites.get(hostname);
    if (site) return forward(request, response, site.url(request.url.replace(/^http:\/\/[^/]+/, '')));
    this.requests.push({ host, path: pathname, url: request.url, headers: request.headers });
    const respond = () => this.#respond(request, response);
    if (this.behaviours.get(host) === 'held') this.#held.push(respond);
    else respond();
  }

  #respond(request, response) {
    const { host, pathname } = new URL(request.url, `https://${request.headers.host}`);
    const handler = this.handlers.get(host);
    if (handler) return handler(request, response, new URL(request.url, `https://${host}`));
    const behaviour = this.behaviours.get(host);
    if (behaviour === 'hangs') return undefined;
    if (behaviour === 'blocked') return response.writeHead(404).end();
    if (FRAMES[host]) return response.writeHead(200, page).end(FRAMES[host](behaviour));
    // CORS applies to modules of another origin.
    if (SCRIPTS[host + pathname]) return response.writeHead(200, { ...script, 'access-control-allow-origin': '*' }).end(behaviour === 'throws' ? 'throw new Error("broken script")' : SCRIPTS[host + pathname]);
    const shortname = host.match(/^([\w-]+)\.disqus\.com$/)?.[1];
    if (shortname && pathname === '/embed.js') return DISQUS[this.disqus.get(shortname) ?? 'works'](response);
    if (host === 'disqus.com' && pathname === '/embed/comments/') return response.writeHead(200, page).end(fake('disqus.html'));
    if (host === 'connect.facebook.net' && pathname.endsWith('/sdk.js')) return response.writeHead(200, script).end(fake('facebook.js'));
    response.writeHead(404).end();
  }
}

export const startProxy = () => new Proxy().start();
