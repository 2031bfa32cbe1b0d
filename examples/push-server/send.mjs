// Sends a message to the subscribers of a topic:
//   npm run send -- --topic terkini --title "Dermaga dibuka" --url /berita/42
// Subscriptions that have ended (404, 410) or that no message can be sent to are removed. Those that fail otherwise
// are kept.

import { parseArgs } from 'node:util';
import webpush from 'web-push';
import { Store } from './store.mjs';
import { endpointUrl, subscriptionKeys } from './subscription.mjs';

const { DATABASE = 'subscriptions.jsonl' } = process.env;
const { VAPID_PUBLIC_KEY = '', VAPID_PRIVATE_KEY = '', VAPID_SUBJECT = '' } = process.env;
/** Messages that are sent at the same time. */
const MAX_PARALLEL = 20;
/** Seconds that a push service keeps a message for a device that is off. */
const TTL_S = 6 * 60 * 60;
/** Milliseconds that a push service has to respond. */
const TIMEOUT_MS = 15_000;

const text = /** @type {const} */ ({ type: 'string' });
const { values } = parseArgs({
  options: { topic: text, title: text, body: text, url: text, icon: text, image: text, tag: text, json: text },
});
const { topic, json, ...message } = values;
const payload = json ?? JSON.stringify(message);

webpush.setVapidDetails(VAPID_SUBJECT, VAPID_PUBLIC_KEY, VAPID_PRIVATE_KEY);
const store = new Store(DATABASE);
const count = { sent: 0, gone: 0, failed: 0 };

/**
 * Sends the message to one subscriber. Returns whether the subscription is still of use.
 * @param {import('./store.mjs').Stored} stored
 */
async function send(stored) {
  const endpoint = endpointUrl(stored.endpoint);
  const keys = subscriptionKeys(stored.keys);
  if (!endpoint || !keys) return false;
  const options = { TTL: TTL_S, urgency: /** @type {const} */ ('normal') };
  const { method, headers, body } = webpush.generateRequestDetails({ endpoint, keys }, payload, options);
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const response = await fetch(endpoint, {
    method,
    headers: /** @type {Record<string, string>} */ (headers),
    body: body && new Uint8Array(body),
    redirect: 'error',
    signal,
  });
  await response.body?.cancel();
  if (response.status === 404 || response.status === 410) return false;
  if (!response.ok) throw new Error(`${new URL(endpoint).host}: ${response.status}`);
  count.sent += 1;
  return true;
}

/** @param {import('./store.mjs').Stored} stored */
async function handle(stored) {
  try {
    if (await send(stored)) return;
    store.remove(stored.endpoint);
    count.gone += 1;
  } catch (error) {
    const { message, cause } = /** @type {Error} */ (error);
    console.error(cause instanceof Error ? `${message}: ${cause.message}` : message);
    count.failed += 1;
  }
}

const queue = store.subscribersOf(topic);
await Promise.all(Array.from({ length: MAX_PARALLEL }, async () => {
  for (let next = queue.pop(); next; next = queue.pop()) await handle(next);
}));
console.log(JSON.stringify(count));
process.exitCode = count.failed ? 1 : 0;
