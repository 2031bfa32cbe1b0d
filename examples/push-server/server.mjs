// Receives Baca's reports: `POST /push/subscribe` stores a subscription, `DELETE` removes it. docs/notifications.md
// describes the JSON.

import { createServer } from 'node:http';
import { RateLimit } from './rate-limit.mjs';
import { Store } from './store.mjs';
import { endpointUrl, subscriptionKeys } from './subscription.mjs';

const { DATABASE = 'subscriptions.jsonl', PORT = '8090', SITE_ORIGIN = '' } = process.env;
/** The header in which a proxy in front of this server names the client. Without a proxy, anybody could set it. */
const { CLIENT_HEADER = '' } = process.env;
/** Requests that one client may send at once, and per minute in the long run. */
const { BURST = '200', PER_MINUTE = '600' } = process.env;
/** How many clients at their limit may send at the same time. */
const CLIENTS_AT_LIMIT = 10;
const MAX_BYTES = 16 * 1024;
const MAX_SUBSCRIPTIONS = 500_000;
const MAX_TOPICS = 100;
const MAX_TEXT = 2000;
/** Milliseconds in which a request must be complete. */
const REQUEST_MS = 10_000;

const store = new Store(DATABASE, { compact: true });
const origins = SITE_ORIGIN.split(',').map((origin) => origin.trim());
const perClient = new RateLimit(Number(BURST), Number(PER_MINUTE));
const overall = new RateLimit(Number(BURST) * CLIENTS_AT_LIMIT, Number(PER_MINUTE) * CLIENTS_AT_LIMIT);

/** An error that rejects a request, with the status of the response. */
class Rejection extends Error {
  /**
   * @param {number} status
   * @param {string} message
   * @param {Record<string, string>} [headers]
   */
  constructor(status, message, headers = {}) {
    super(message);
    this.status = status;
    this.headers = headers;
  }
}

/**
 * Limits the number of requests; throws a `Rejection` beyond it.
 * @param {import('node:http').IncomingMessage} request
 */
function limitRate({ headers, socket }) {
  const named = CLIENT_HEADER && headers[CLIENT_HEADER.toLowerCase()];
  // A proxy appends the address that it sees to those that it was given.
  const client = named ? String(named).split(',').at(-1)?.trim() : socket.remoteAddress;
  const wait = perClient.take(client ?? '') || overall.take('');
  if (wait) throw new Rejection(429, 'too many requests', { 'retry-after': String(wait) });
}

/**
 * Reads a JSON object from the request's body; throws a `Rejection` for everything else.
 * @param {import('node:http').IncomingMessage} request
 */
async function readJson(request) {
  const tooLong = () => new Rejection(413, 'too long', { connection: 'close' });
  if (Number(request.headers['content-length']) > MAX_BYTES) throw tooLong();
  const chunks = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) throw tooLong();
    chunks.push(chunk);
  }
  try {
    const value = JSON.parse(Buffer.concat(chunks).toString());
    if (value && typeof value === 'object') return value;
  } catch {
    // Falls through to the error below.
  }
  throw new Rejection(400, 'not a JSON object');
}

/**
 * Returns a string of at most `maxLength` characters; an empty string for all other values.
 * @param {unknown} value
 */
const textOf = (value, maxLength = MAX_TEXT) =>
  typeof value === 'string' && value.length <= maxLength ? value : '';

/**
 * Stores a subscription. Checks each member; throws a `Rejection` for the one that is invalid.
 * @param {any} posted
 */
function save({ subscription, topics, lang, article, replaces }) {
  const keys = subscriptionKeys(subscription?.keys);
  if (!keys) throw new Rejection(400, 'the keys are not those of a subscription');
  const endpoint = endpointUrl(subscription.endpoint);
  if (!endpoint) throw new Rejection(400, 'the endpoint is not of a push service that is known here');
  if (!store.has(endpoint) && store.size >= MAX_SUBSCRIPTIONS) throw new Rejection(507, 'the store is full');
  const list = Array.isArray(topics) ? topics.slice(0, MAX_TOPICS).map((topic) => textOf(topic, 300)) : [];
  const { expirationTime } = subscription;
  store.save({
    endpoint,
    keys,
    expires: Number.isFinite(expirationTime) ? expirationTime : null,
    topics: [...new Set(list.filter(Boolean))],
    lang: textOf(lang, 35),
    article: textOf(article?.url),
  }, endpointUrl(replaces) ?? undefined);
}

/**
 * Handles a request and returns the status of the response; throws a `Rejection`.
 * @param {import('node:http').IncomingMessage} request
 */
async function handle(request) {
  if (request.url?.split('?')[0] !== '/push/subscribe') throw new Rejection(404, 'nothing here');
  switch (request.method) {
    case 'OPTIONS':
      return 204;
    case 'POST':
      save(await readJson(request));
      return 201;
    case 'DELETE':
      return store.remove(endpointUrl((await readJson(request)).endpoint) ?? '') ? 204 : 404;
    default:
      throw new Rejection(405, 'POST or DELETE', { allow: 'POST, DELETE' });
  }
}

const server = createServer({ requestTimeout: REQUEST_MS, headersTimeout: REQUEST_MS }, async (request, response) => {
  const { origin } = request.headers;
  // Browsers ask for permission (CORS) if the pages are on another origin than this server.
  if (origin !== undefined && origins.includes(origin)) {
    response.setHeader('access-control-allow-origin', origin);
    response.setHeader('access-control-allow-methods', 'POST, DELETE');
    response.setHeader('access-control-allow-headers', 'content-type');
    response.setHeader('vary', 'origin');
  }
  try {
    limitRate(request);
    // A page of another site may not subscribe its visitors here.
    if (origin && !origins.includes(origin)) throw new Rejection(403, `${origin} is not SITE_ORIGIN`);
    response.writeHead(await handle(request)).end();
  } catch (error) {
    const rejection = error instanceof Rejection ? error : null;
    if (!rejection && !request.destroyed) console.error(error);
    response.writeHead(rejection?.status ?? 500, { 'content-type': 'text/plain', ...rejection?.headers });
    response.end(rejection?.message ?? 'failed');
  }
});

server.listen(Number(PORT), '127.0.0.1', () => {
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  console.log(`listening on http://127.0.0.1:${port}/push/subscribe`);
});
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => server.close(() => process.exit(0)));
