// Sends a message to everybody who wants to hear of a topic:
//   npm run send -- --topic terkini --title "Dermaga dibuka" --url /berita/42
// Whoever is gone (404, 410) is forgotten; whoever cannot be reached now is left for another time.

import { parseArgs } from 'node:util';
import webpush from 'web-push';
import { Store } from './store.mjs';

const { DATABASE = 'subscriptions.sqlite', VAPID_PUBLIC_KEY, VAPID_PRIVATE_KEY, VAPID_SUBJECT } = process.env;
/** Messages under way at once. */
const AT_ONCE = 20;
/** Seconds that a push service keeps a message for a device that is off. */
const TTL = 6 * 60 * 60;

const names = ['topic', 'title', 'body', 'url', 'icon', 'image', 'tag', 'json'];
const { values } = parseArgs({ options: Object.fromEntries(names.map((name) => [name, { type: 'string' }])) });
const { topic, json, ...message } = values;
const payload = json ?? JSON.stringify(message);

webpush.setVapidDetails(VAPID_SUBJECT, VAPID_PUBLIC_KEY, VAPID_PRIVATE_KEY);
const store = new Store(DATABASE);
const count = { sent: 0, gone: 0, failed: 0 };

async function send(subscription) {
  try {
    await webpush.sendNotification(subscription, payload, { TTL, urgency: 'normal', timeout: 15_000 });
    count.sent += 1;
  } catch ({ statusCode, message: cause }) {
    if (statusCode === 404 || statusCode === 410) {
      store.remove(subscription.endpoint);
      count.gone += 1;
    } else {
      console.error(`${new URL(subscription.endpoint).host}: ${statusCode ?? cause}`);
      count.failed += 1;
    }
  }
}

const waiting = store.wanting(topic);
await Promise.all(Array.from({ length: AT_ONCE }, async () => {
  for (let next = waiting.pop(); next; next = waiting.pop()) await send(next);
}));
store.close();
console.log(JSON.stringify(count));
process.exitCode = count.failed ? 1 : 0;
