/**
 * Baca's service worker: shows a site's push notifications. Host it on the page's own origin, as
 * high as the pages it is for, and name it in the configuration (`notifications.serviceWorker`).
 *
 * A message is JSON: {title, body, url, icon, image, badge, tag, lang, dir}; plain text is shown as
 * the title. `?subscribe=` on the worker's address, which the reader adds, is where a renewed
 * subscription is posted to.
 */

const settings = new URL(self.location.href).searchParams;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("push", (event) => {
  const { title, ...options } = read(event.data);
  // Something must be shown for every message, or the browser says so in its own words.
  event.waitUntil(self.registration.showNotification(title, options));
});

function read(data) {
  const text = data?.text() ?? "";
  let message = {};
  try {
    message = JSON.parse(text) ?? {};
  } catch {
    message = { title: text };
  }
  if (typeof message !== "object") message = { title: String(message) };
  const options = { data: { url: message.url } };
  for (const key of ["body", "icon", "image", "badge", "tag", "lang"]) {
    if (typeof message[key] === "string") options[key] = message[key];
  }
  if (["ltr", "rtl", "auto"].includes(message.dir)) options.dir = message.dir;
  return { title: String(message.title || self.location.hostname), ...options };
}

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data?.url));
});

async function open(target) {
  let url = new URL("/", self.location.href);
  try {
    const wanted = new URL(target, self.location.href);
    if (wanted.protocol === "https:" || wanted.protocol === "http:") url = wanted;
  } catch {
    // No address, or none that can be read: the site's first page.
  }
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const there = windows.find((client) => client.url.split("#")[0] === url.href.split("#")[0]);
  return there ? there.focus() : self.clients.openWindow(url.href);
}

self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(renew(event)));

async function renew({ oldSubscription, newSubscription }) {
  const endpoint = settings.get("subscribe");
  const options = oldSubscription?.options;
  const subscription = newSubscription ?? (options && (await self.registration.pushManager.subscribe(options)));
  if (!subscription || !endpoint) return;
  await fetch(endpoint, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ subscription, replaces: oldSubscription?.endpoint }),
  });
}
