/**
 * Baca's service worker: shows a site's push notifications. Host it on the page's own origin and name
 * it in the configuration (`notifications.serviceWorker`), or put one line into the worker that the
 * site has already and name that one: `importScripts("/baca-sw.js")`. Everything is in one function,
 * so no name of it meets one of yours.
 *
 * What a message may be, and what is posted where: docs/notifications.md.
 */
(() => {
  const HOME = new URL("/", self.location.href);
  /** In a worker of the site's own, when to take over is the site's decision. */
  const ALONE = self.location.pathname.endsWith("/baca-sw.js");
  const TEXTS = ["body", "lang", "tag"];
  const PICTURES = ["icon", "image", "badge"];
  const SWITCHES = ["silent", "requireInteraction", "renotify"];
  /** Browsers show less; what is longer is an accident. */
  const LONGEST = 1000;

  if (ALONE) {
    self.addEventListener("install", () => self.skipWaiting());
    self.addEventListener("activate", (event) => last(event, () => self.clients.claim()));
  }

  /** Keeps the worker alive until `act` has ended; what fails ends in the console and nowhere else. */
  function last(event, act) {
    event.waitUntil(
      (async () => act())().catch((error) => console.warn(`baca-sw: ${event.type}: ${error?.message ?? error}`)),
    );
  }

  // What the page has told us of the site: it outlives the worker.

  function kept(mode, act) {
    return new Promise((resolve, reject) => {
      const opening = self.indexedDB.open("baca-push", 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore("kept");
      opening.onerror = () => reject(opening.error);
      opening.onsuccess = () => {
        const database = opening.result;
        const request = act(database.transaction("kept", mode).objectStore("kept"));
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
        request.transaction.oncomplete = request.transaction.onabort = () => database.close();
      };
    });
  }
  const settings = async () => {
    const found = await kept("readonly", (store) => store.get("settings")).catch(() => null);
    return found && typeof found === "object" ? found : {};
  };
  const keep = (value) => kept("readwrite", (store) => store.put(value, "settings"));

  self.addEventListener("message", (event) => {
    const told = event.data?.bacaPush;
    if (told && typeof told === "object") last(event, () => keep(told));
  });

  // Showing

  self.addEventListener("push", (event) => {
    const message = read(event.data);
    // A site whose own worker shows some messages marks those.
    if (message.baca === false) return;
    last(event, () => show(message));
  });

  /** A message is JSON; what is not is a title. */
  function read(data) {
    let text = "";
    try {
      text = data?.text() ?? "";
      const message = JSON.parse(text);
      if (message && typeof message === "object" && !Array.isArray(message)) return message;
      return { title: message === null || typeof message === "object" ? "" : String(message) };
    } catch {
      return { title: text };
    }
  }

  async function show(message) {
    // Declarative Web Push wraps it, with the address in `navigate`; others wrap it, too.
    const inner = message.notification;
    const wanted = inner && typeof inner === "object" ? inner : message;
    const { site, news, lang } = await settings();
    const named = line(wanted.title);
    const title = named || line(site) || self.location.hostname;
    const options = { data: { baca: true, url: own(wanted.navigate ?? wanted.url), report: own(message.report) } };
    if (!named && !wanted.body && line(news)) Object.assign(options, { body: line(news), lang: line(lang) });
    for (const key of TEXTS) if (line(wanted[key])) options[key] = line(wanted[key]);
    for (const key of PICTURES) if (own(wanted[key])) options[key] = own(wanted[key]);
    for (const key of SWITCHES) if (typeof wanted[key] === "boolean") options[key] = wanted[key];
    // Without a tag there is nothing to renew, and browsers refuse to.
    if (!options.tag) delete options.renotify;
    if (["ltr", "rtl", "auto"].includes(wanted.dir)) options.dir = wanted.dir;
    if (Number.isFinite(wanted.timestamp)) options.timestamp = wanted.timestamp;
    const actions = choices(wanted.actions);
    if (actions.length) {
      options.actions = actions.map(({ action, title, icon }) => ({ action, title, ...(icon && { icon }) }));
      options.data.actions = Object.fromEntries(actions.map(({ action, url }) => [action, url]));
    }
    try {
      await self.registration.showNotification(title, options);
    } catch {
      // Something must be shown for every message, or the browser says so in its own words.
      await self.registration.showNotification(title, { data: options.data });
    }
    if (Number.isInteger(message.app_badge)) await self.navigator.setAppBadge?.(Math.max(0, message.app_badge));
  }

  function choices(list) {
    const most = self.Notification?.maxActions ?? 2;
    return (Array.isArray(list) ? list : [])
      .map((choice) => ({
        action: line(choice?.action),
        title: line(choice?.title),
        icon: own(choice?.icon),
        url: own(choice?.navigate ?? choice?.url),
      }))
      .filter(({ action, title }) => action && title)
      .slice(0, most);
  }

  const line = (value) =>
    typeof value === "string" ? value.trim().slice(0, LONGEST) : Number.isFinite(value) ? String(value) : "";

  /** An address of the site's own origin; of any other, nothing. */
  function own(value) {
    if (typeof value !== "string" || !value) return undefined;
    try {
      const url = new URL(value, HOME);
      return url.origin === self.location.origin ? url.href : undefined;
    } catch {
      return undefined;
    }
  }

  // What the reader does with it. Notifications that others have shown are others' business.

  self.addEventListener("notificationclick", (event) => {
    const { notification, action } = event;
    if (!notification.data?.baca) return;
    notification.close();
    last(event, () => Promise.all([open(own(notification.data.actions?.[action] ?? notification.data.url) ?? HOME.href), report(notification, "click", action)]));
  });

  self.addEventListener("notificationclose", (event) => {
    if (event.notification.data?.baca) last(event, () => report(event.notification, "close"));
  });

  /** Shows the page: where it is open already, else in a window of the site, else in a new one. */
  async function open(url) {
    const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
    const plain = (address) => address.split("#")[0];
    const there = windows.find((client) => plain(client.url) === plain(url));
    const attempts = [
      () => there?.focus(),
      // Only a window that this worker rules over can be sent elsewhere.
      ...windows.map((client) => async () => (there ? null : (await client.navigate(url))?.focus())),
      () => self.clients.openWindow(url),
    ];
    for (const attempt of attempts) {
      try {
        const client = await attempt();
        if (client) return client;
      } catch {
        // The next one.
      }
    }
    return null;
  }

  /** Tells the site, where the message asks for it. */
  async function report({ tag, data }, event, action = "") {
    const url = own(data.report);
    if (url) await post(url, { event, action, tag, url: data.url });
  }

  const post = (url, body) =>
    fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body), keepalive: true });

  // A subscription that the browser has renewed, or ended.

  self.addEventListener("pushsubscriptionchange", (event) => last(event, () => renew(event)));

  async function renew({ oldSubscription, newSubscription }) {
    const known = await settings();
    const options = { userVisibleOnly: true, applicationServerKey: oldSubscription?.options?.applicationServerKey ?? known.key };
    const { pushManager } = self.registration;
    const subscription =
      newSubscription ?? (await pushManager.getSubscription()) ?? (options.applicationServerKey && (await pushManager.subscribe(options)));
    const replaces = oldSubscription?.endpoint ?? known.endpoint;
    if (!subscription || !known.subscribe) return;
    const { topics, lang } = known;
    const answer = await post(known.subscribe, { subscription, topics, lang, replaces });
    // What was not heard is told by the page, which sees that the endpoint is another one.
    if (answer.ok) await keep({ ...known, endpoint: subscription.endpoint });
  }
})();
