// A forward proxy for everything that is not loopback. It records each request and answers with
// stand-ins of the comment providers, so that "no third-party request" can be proved and the
// providers' contracts can be tried without the internet.

import { readFileSync } from 'node:fs';
import { createServer, request as ask } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { selfSigned } from './certificate.mjs';
import { FRAMES } from './stand-ins/frames.mjs';
import { SCRIPTS } from './stand-ins/scripts.mjs';

const standIn = (name) => readFileSync(new URL(`./stand-ins/${name}`, import.meta.url));
const script = { 'content-type': 'text/javascript; charset=utf-8' };
const page = { 'content-type': 'text/html; charset=utf-8' };

/** What Disqus can do to a page, set by a test for a shortname: `proxy.disqus.set('name', 'never')`. */
const DISQUS = {
  works: (response) => response.writeHead(200, script).end(standIn('disqus.js')),
  never: () => {},
  throws: (response) => response.writeHead(200, script).end('throw new Error("embed.js failed");'),
  silent: (response) => response.writeHead(200, script).end('/* loaded, and nothing comes of it */'),
  blocked: (response) => response.writeHead(404).end(),
  twice: (response) => response.writeHead(200, script).end(`${standIn('disqus.js')}\n${standIn('disqus.js')}`),
  // What a script of a bad day does to the page that lets it in.
  hijacks: (response) => response.writeHead(200, script).end(`window.fetch = () => { throw new Error('mine'); };
    window.JSON = {}; window.Promise = null; window.setTimeout = () => {}; window.queueMicrotask = null; window.Map = 7;\n${standIn('disqus.js')}`),
};

/** WebKitGTK's driver sends requests to loopback here as well: each goes on as it is, and ends as it ends. */
function forward(request, response, url = request.url) {
  const { method, headers } = request;
  const onwards = ask(url, { method, headers }, (answer) => {
    response.writeHead(answer.statusCode, answer.headers);
    answer.on('error', () => response.destroy());
    answer.pipe(response);
  });
  onwards.on('error', () => response.destroy());
  response.on('close', () => onwards.destroy());
  request.pipe(onwards);
}

class Proxy {
  #tls;
  #plain;
  #tunnels = new Set();

  /** { host, path, headers } of every request that left loopback because of a page. */
  requests = [];
  /** Hosts that are a site of ours, by name, without HTTPS: what a page on loopback cannot be. */
  sites = new Map();
  /** shortname → one of the behaviours above; without an entry it works. */
  disqus = new Map();
  /** host → how its stand-in behaves; without an entry it works. `held` ones answer at `release()`. */
  behaviours = new Map();
  #held = [];
  /** host → `(request, response, url)`, for what a test answers by itself. */
  answers = new Map();

  async start() {
    const { key, cert } = selfSigned('stand-ins');
    const answer = (request, response) => this.#answer(request, response);
    this.#tls = createTlsServer({ key, cert }, answer).on('tlsClientError', () => {});
    this.#plain = createServer(answer).on('connect', (request, socket) => {
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
    this.#tunnels.forEach((socket) => socket.destroy()); // no longer the server's to close
    this.#plain.closeAllConnections();
    this.#tls.closeAllConnections();
    await new Promise((resolve) => this.#plain.close(resolve));
  }

  /** Forgets what was recorded and arranged. */
  clear() {
    this.requests.length = 0;
    this.disqus.clear();
    this.sites.clear();
    this.behaviours.clear();
    this.answers.clear();
    this.#held.length = 0;
  }

  /** Whether something is held. */
  get holds() {
    return this.#held.length > 0;
  }

  /** Answers what was held. */
  release() {
    this.#held.splice(0).forEach((answer) => answer());
  }

  /**
   * What our pages asked for, as host and path: their requests name the page, or at least come from
   * another site; what a browser asks for itself does neither.
   */
  get fromPages() {
    return this.requests
      .filter(({ headers: { referer, origin, ...others } }) => {
        const page = referer ?? origin;
        return page ? /^https?:\/\/(127\.0\.0\.1|localhost)\b/.test(page) : others['sec-fetch-site'] === 'cross-site';
      })
      .map(({ host, path }) => `${host}${path}`);
  }

  #answer(request, response) {
    const { host, hostname, pathname } = new URL(request.url, `https://${request.headers.host}`);
    if (hostname === '127.0.0.1') return forward(request, response);
    const site = this.sites.get(hostname);
    if (site) return forward(request, response, site.url(request.url.replace(/^http:\/\/[^/]+/, '')));
    this.requests.push({ host, path: pathname, headers: request.headers });
    const respond = () => this.#respond(request, response);
    if (this.behaviours.get(host) === 'held') this.#held.push(respond);
    else respond();
  }

  #respond(request, response) {
    const { host, pathname } = new URL(request.url, `https://${request.headers.host}`);
    const answer = this.answers.get(host);
    if (answer) return answer(request, response, new URL(request.url, `https://${host}`));
    const behaviour = this.behaviours.get(host);
    if (behaviour === 'hangs') return undefined;
    if (behaviour === 'blocked') return response.writeHead(404).end();
    if (FRAMES[host]) return response.writeHead(200, page).end(FRAMES[host](behaviour));
    // Modules are fetched across origins by the rules of CORS.
    if (SCRIPTS[host + pathname]) return response.writeHead(200, { ...script, 'access-control-allow-origin': '*' }).end(behaviour === 'throws' ? 'throw new Error("a bad day")' : SCRIPTS[host + pathname]);
    const shortname = host.match(/^([\w-]+)\.disqus\.com$/)?.[1];
    if (shortname && pathname === '/embed.js') return DISQUS[this.disqus.get(shortname) ?? 'works'](response);
    if (host === 'disqus.com' && pathname === '/embed/comments/') return response.writeHead(200, page).end(standIn('disqus.html'));
    if (host === 'connect.facebook.net' && pathname.endsWith('/sdk.js')) return response.writeHead(200, script).end(standIn('facebook.js'));
    response.writeHead(404).end();
  }
}

export const startProxy = () => new Proxy().start();
