// What Baca posts to: `POST /push/subscribe` keeps a subscription, `DELETE` forgets it.
// docs/notifications.md describes the JSON.

import { createServer } from 'node:http';
import { Store } from './store.mjs';

const { DATABASE = 'subscriptions.sqlite', PORT = '8090', SITE_ORIGIN = '' } = process.env;
/**
 * A subscription names an address that this machine will post to: only those of push services are
 * taken, or anybody could have us call whatever we can reach.
 */
const PUSH_HOSTS = process.env.PUSH_HOSTS ?? '*.googleapis.com *.push.services.mozilla.com *.push.apple.com *.notify.windows.com';
const MOST_BYTES = 16 * 1024;
const MOST_TOPICS = 100;

const store = new Store(DATABASE);
const origins = SITE_ORIGIN.split(',').map((origin) => origin.trim());
const hosts = PUSH_HOSTS.split(/\s+/).filter(Boolean);

class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function readJson(request) {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) {
    text += chunk;
    if (text.length > MOST_BYTES) throw new Refused(413, 'too long');
  }
  try {
    const value = JSON.parse(text);
    if (value && typeof value === 'object') return value;
  } catch {
    // Told below.
  }
  throw new Refused(400, 'not a JSON object');
}

const text = (value, most = 2000) => (typeof value === 'string' && value.length <= most ? value : '');
const bytes = (value) => Buffer.from(text(value), 'base64url').length;

function endpointOf(value) {
  const url = URL.canParse(text(value)) ? new URL(value) : null;
  const known = url?.protocol === 'https:' && hosts.some((host) => (host.startsWith('*.') ? url.hostname.endsWith(host.slice(1)) : url.hostname === host));
  if (!known) throw new Refused(400, 'the endpoint is not of a push service that is known here');
  return value;
}

/** What was posted, each field looked at; an error says which is wrong. */
function checked({ subscription, topics, lang, article, replaces }) {
  const { p256dh, auth } = subscription?.keys ?? {};
  if (bytes(p256dh) !== 65 || bytes(auth) !== 16) throw new Refused(400, 'the keys are not those of a subscription');
  const list = Array.isArray(topics) ? topics.map((topic) => text(topic, 300)).filter(Boolean) : [];
  return {
    subscription: {
      endpoint: endpointOf(subscription.endpoint),
      expirationTime: Number.isFinite(subscription.expirationTime) ? subscription.expirationTime : null,
      keys: { p256dh, auth },
    },
    topics: list.slice(0, MOST_TOPICS),
    lang: text(lang, 35),
    article: text(article?.url),
    replaces: text(replaces),
  };
}

async function answer(request) {
  const { pathname } = new URL(request.url, 'http://localhost');
  if (pathname !== '/push/subscribe') throw new Refused(404, 'nothing here');
  switch (request.method) {
    case 'OPTIONS':
      return 204;
    case 'POST':
      store.save(checked(await readJson(request)));
      return 201;
    case 'DELETE':
      return store.remove(text((await readJson(request)).endpoint)) ? 204 : 404;
    default:
      throw new Refused(405, 'POST or DELETE');
  }
}

const server = createServer(async (request, response) => {
  const { origin } = request.headers;
  // Where this is on another origin than the pages, browsers ask first (CORS).
  if (origins.includes(origin)) {
    response.setHeader('access-control-allow-origin', origin);
    response.setHeader('access-control-allow-methods', 'POST, DELETE');
    response.setHeader('access-control-allow-headers', 'content-type');
    response.setHeader('vary', 'origin');
  }
  try {
    // A page of another site may not subscribe its visitors here.
    if (origin && !origins.includes(origin)) throw new Refused(403, `${origin} is not SITE_ORIGIN`);
    response.writeHead(await answer(request)).end();
  } catch (error) {
    if (!(error instanceof Refused)) console.error(error);
    response.writeHead(error.status ?? 500, { 'content-type': 'text/plain' }).end(error.status ? error.message : 'failed');
  }
});

server.listen(Number(PORT), '127.0.0.1', () => console.log(`listening on http://127.0.0.1:${server.address().port}/push/subscribe`));
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => server.close(() => (store.close(), process.exit(0))));
