/**
 * Baca's service worker: shows a site's push notifications. Host it on the page's own origin and set
 * `notifications.serviceWorker` in the configuration to its URL. If the site already has a worker, set the URL of that
 * one and add this line to it: `importScripts("/baca-sw.js")`. All names are inside one function, so none can clash.
 *
 * docs/notifications.md describes the messages and the requests that this worker sends.
 */
(() => {
  const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
  const HOME = new URL("/", worker.location.href);
  /** Whether this script is the worker itself. If another worker imports it, that worker controls its activation. */
  const IS_STANDALONE = worker.location.pathname.endsWith("/baca-sw.js");
  const TEXTS = ["body", "lang", "tag"];
  const IMAGES = ["icon", "image", "badge"];
  const FLAGS = ["silent", "requireInteraction", "renotify"];
  /**
   * Where messages have the address to open: those of Baca and of Declarative Web Push, then those of Firebase, of
   * Angular's worker and of OneSignal.
   */
  const ADDRESSES = [
    "navigate", "url", "click_action", "data.url", "data.link", "data.click_action", "data.onActionClick.default.url",
    "data.FCM_MSG.notification.click_action", "data.FCM_MSG.data.url", "data.FCM_MSG.fcmOptions.link",
    "fcmOptions.link", "fcm_options.link", "webpush.fcm_options.link", "custom.u",
  ];
  /** Maximum length of a text. Browsers show less; a longer text is an error of the sender. */
  const MAX_LENGTH = 1000;

  /**
   * @typedef {Record<string, unknown>} Fields An object of unknown shape.
   * @typedef {NotificationOptions & Fields} Options
   * @typedef {{ action: string, title: string, icon: string | undefined, url: string | undefined }} Action
   * @typedef {{ baca: true, url: string | undefined, report: string | undefined,
   *   actions?: Record<string, string | undefined> }} Data The `data` of a notification that this worker shows.
   */

  if (IS_STANDALONE) {
    worker.addEventListener("install", () => worker.skipWaiting());
    worker.addEventListener("activate", (event) => keepAlive(event, () => worker.clients.claim()));
  }

  /**
   * Runs `act` and keeps the worker alive until it has ended. Logs a failure.
   * @param {ExtendableEvent} event
   * @param {() => unknown} act
   */
  function keepAlive(event, act) {
    event.waitUntil(
      (async () => act())().catch((error) => console.warn(`baca-sw: ${event.type}: ${error?.message ?? error}`)),
    );
  }

  // Settings from the page. They are stored, since browsers stop the worker between events.

  /**
   * Opens the store, calls `act` with it, and resolves with the result of the request that `act` returns.
   * @template T
   * @param {IDBTransactionMode} mode
   * @param {(store: IDBObjectStore) => IDBRequest<T>} act
   * @returns {Promise<T>}
   */
  function withStore(mode, act) {
    return new Promise((resolve, reject) => {
      const opening = worker.indexedDB.open("baca-push", 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore("kept");
      opening.onerror = () => reject(opening.error);
      opening.onsuccess = () => {
        const database = opening.result;
        const transaction = database.transaction("kept", mode);
        const request = act(transaction.objectStore("kept"));
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
        transaction.oncomplete = transaction.onabort = () => database.close();
      };
    });
  }

  /** @returns {Promise<Fields>} The stored settings; empty if there are none or they cannot be read. */
  const loadSettings = async () => {
    const found = await withStore("readonly", (store) => store.get("settings")).catch(() => null);
    return found && typeof found === "object" ? found : {};
  };
  const saveSettings = (/** @type {object} */ value) => withStore("readwrite", (store) => store.put(value, "settings"));

  worker.addEventListener("message", (event) => {
    const settings = event.data?.bacaPush;
    if (settings && typeof settings === "object") keepAlive(event, () => saveSettings(settings));
  });

  // Showing notifications

  worker.addEventListener("push", (event) => {
    const message = parseMessage(event.data);
    // The site's own worker shows messages that are marked like this.
    if (message.baca === false) return;
    keepAlive(event, () => show(message));
  });

  /**
   * Parses a message as a JSON object; any other text becomes its title.
   * @param {PushMessageData | null} data
   * @returns {Fields}
   */
  function parseMessage(data) {
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

  /**
   * Shows the notification of a message.
   * @param {Fields} message
   */
  async function show(message) {
    // Declarative Web Push and other senders put the notification into this member.
    const inner = message.notification;
    const wanted = /** @type {Fields} */ (inner && typeof inner === "object" ? inner : message);
    // OneSignal's name of the body.
    wanted.body ??= wanted.alert;
    const { site, news, lang } = await loadSettings();
    const wantedTitle = textOf(wanted.title);
    const title = wantedTitle || textOf(site) || worker.location.hostname;
    /** @type {Data} */
    const data = { baca: true, url: addressOf([wanted, message]), report: ownUrl(message.report) };
    /** @type {Options} */
    const options = { data };
    if (!wantedTitle && !wanted.body && textOf(news)) {
      Object.assign(options, { body: textOf(news), lang: textOf(lang) });
    }
    for (const key of TEXTS) if (textOf(wanted[key])) options[key] = textOf(wanted[key]);
    for (const key of IMAGES) if (ownUrl(wanted[key])) options[key] = ownUrl(wanted[key]);
    for (const key of FLAGS) if (typeof wanted[key] === "boolean") options[key] = wanted[key];
    // Browsers reject `renotify` without a tag.
    if (!options.tag) delete options.renotify;
    if (wanted.dir === "ltr" || wanted.dir === "rtl" || wanted.dir === "auto") options.dir = wanted.dir;
    if (Number.isFinite(wanted.timestamp)) options.timestamp = wanted.timestamp;
    const actions = actionsOf(wanted.actions);
    if (actions.length) {
      options.actions = actions.map(({ action, title, icon }) => ({ action, title, ...(icon && { icon }) }));
      data.actions = Object.fromEntries(actions.map(({ action, url }) => [action, url]));
    }
    try {
      await worker.registration.showNotification(title, options);
    } catch {
      // The browser shows a default message if a push shows no notification.
      await worker.registration.showNotification(title, { data });
    }
    const badge = message.app_badge;
    if (typeof badge === "number" && Number.isInteger(badge)) await setBadge(Math.max(0, badge));
  }

  /**
   * Sets the badge of the installed app, if the browser supports it.
   * @param {number} count
   */
  function setBadge(count) {
    const { navigator } = /** @type {{ navigator: { setAppBadge?: (count: number) => Promise<void> } }} */ (
      /** @type {unknown} */ (worker)
    );
    return navigator.setAppBadge?.(count);
  }

  /**
   * Returns the valid buttons of a message, at most as many as the browser shows.
   * @param {unknown} list
   * @returns {Action[]}
   */
  function actionsOf(list) {
    const { maxActions = 2 } = /** @type {{ maxActions?: number }} */ (self.Notification ?? {});
    return (Array.isArray(list) ? list : [])
      .map((item) => ({
        action: textOf(item?.action),
        title: textOf(item?.title),
        icon: ownUrl(item?.icon),
        url: ownUrl(item?.navigate ?? item?.url),
      }))
      .filter(({ action, title }) => action && title)
      .slice(0, maxActions);
  }

  /**
   * Returns the first address of the site's own origin in one of the objects.
   * @param {unknown[]} objects
   */
  function addressOf(objects) {
    const member = (/** @type {any} */ value, /** @type {string} */ name) =>
      value && Object.hasOwn(value, name) ? value[name] : undefined;
    const found = objects.flatMap((object) => ADDRESSES.map((path) => path.split(".").reduce(member, object)));
    return found.map(ownUrl).find(Boolean);
  }

  /**
   * Returns a string or number as trimmed text; an empty text for all other values.
   * @param {unknown} value
   */
  function textOf(value) {
    if (typeof value === "string") return value.trim().slice(0, MAX_LENGTH);
    return Number.isFinite(value) ? String(value) : "";
  }

  /**
   * Returns the absolute URL; `undefined` if it does not have the site's own origin.
   * @param {unknown} value
   */
  function ownUrl(value) {
    if (typeof value !== "string" || !value) return undefined;
    try {
      const url = new URL(value, HOME);
      return url.origin === worker.location.origin ? url.href : undefined;
    } catch {
      return undefined;
    }
  }

  // Clicks and dismissals. Notifications of other scripts are ignored.

  worker.addEventListener("notificationclick", (event) => {
    const { notification, action } = event;
    if (!notification.data?.baca) return;
    notification.close();
    const url = ownUrl(notification.data.actions?.[action] ?? notification.data.url) ?? HOME.href;
    keepAlive(event, () => Promise.all([open(url), report(notification, "click", action)]));
  });

  worker.addEventListener("notificationclose", (event) => {
    if (event.notification.data?.baca) keepAlive(event, () => report(event.notification, "close"));
  });

  /**
   * Shows a page: in the window that has it open, otherwise in another window of the site, otherwise in a new one.
   * @param {string} url
   */
  async function open(url) {
    const windows = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
    const withoutFragment = (/** @type {string} */ address) => address.split("#")[0];
    const showing = windows.find((client) => withoutFragment(client.url) === withoutFragment(url));
    const attempts = [
      async () => showing?.focus(),
      // Only windows that this worker controls can be navigated.
      ...windows.map((client) => async () => (showing ? null : (await client.navigate(url))?.focus())),
      async () => worker.clients.openWindow(url),
    ];
    for (const attempt of attempts) {
      try {
        const client = await attempt();
        if (client) return client;
      } catch {
        // The next attempt may succeed.
      }
    }
    return null;
  }

  /**
   * Sends the reader's action to the site, if the message has a URL for it.
   * @param {Notification} notification
   * @param {string} event
   */
  async function report({ tag, data }, event, action = "") {
    const url = ownUrl(data.report);
    if (url) await post(url, { event, action, tag, url: data.url });
  }

  /**
   * Sends `body` as JSON. Resolves with the response, of which nobody reads the body: until it is cancelled, Chromium
   * keeps the request.
   * @param {string} url
   * @param {object} body
   */
  async function post(url, body) {
    const response = await fetch(url, {
      method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body), keepalive: true,
    });
    response.body?.cancel().catch(() => {});
    return response;
  }

  // Subscriptions that the browser has renewed or ended

  worker.addEventListener("pushsubscriptionchange", (event) => {
    const change = /** @type {SubscriptionChange} */ (event);
    keepAlive(change, () => renew(change));
  });

  /**
   * @typedef {ExtendableEvent & { oldSubscription?: PushSubscription | null,
   *   newSubscription?: PushSubscription | null }} SubscriptionChange
   */

  /**
   * Subscribes again if the browser has not done so, and sends the new subscription to the site.
   * @param {SubscriptionChange} event
   */
  async function renew({ oldSubscription, newSubscription }) {
    const settings = await loadSettings();
    const { key, topics, lang } = settings;
    const applicationServerKey = oldSubscription?.options?.applicationServerKey ?? /** @type {string | null} */ (key);
    const { pushManager } = worker.registration;
    const subscribe = () => applicationServerKey
      ? pushManager.subscribe({ userVisibleOnly: true, applicationServerKey })
      : null;
    const subscription = newSubscription ?? (await pushManager.getSubscription()) ?? (await subscribe());
    const replaces = oldSubscription?.endpoint ?? settings.endpoint;
    if (!subscription || typeof settings.subscribe !== "string" || !settings.subscribe) return;
    const response = await post(settings.subscribe, { subscription, topics, lang, replaces });
    // After a failure the page sends it on its next visit, since the endpoint differs from the stored one.
    if (response.ok) await saveSettings({ ...settings, endpoint: subscription.endpoint });
  }
})();
