// The service worker: every message shows a valid notification, URLs of other origins are ignored, and nothing is
// thrown. DevTools delivers the messages in Chromium, which has no push service here; clicks on real notifications
// are in push.test.mjs.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { file, json, status, text } from '../support/http-responses.mjs';
import { devtools } from '../support/devtools.mjs';
import { flow, test } from '../support/flow.mjs';
import { waitForBell, endpointOf, serveNotifications, openArticle, acceptPrompt, receivedReports, WORKER } from '../support/push-notices.mjs';
import { TIMEOUT_MS } from '../support/timeouts.mjs';
import { startPushService } from '../support/push.mjs';

/** Generates pseudo-random messages of all kinds, with a fixed seed. */
function* randomMessages(count) {
  let seed = 20_260_301;
  const next = (below) => ((seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0) >>> 8) % below;
  const keys = ['title', 'body', 'url', 'navigate', 'icon', 'image', 'badge', 'tag', 'lang', 'dir', 'renotify', 'silent', 'requireInteraction',
    'timestamp', 'actions', 'notification', 'web_push', 'app_badge', 'report', 'data', '__proto__', 'constructor', 'action'];
  const texts = ['', ' ', 'x', '\u0000', '\ud800', '🙂'.repeat(500), '/a', '//evil.example/', 'https://evil.example/', 'javascript:alert(1)', 'data:image/png;base64,AA', 'http://[', '<b>', 'auto', 'ltr', 'id', '-1'];
  const value = (depth) => {
    switch (next(depth > 4 ? 5 : 8)) {
      case 0: return texts[next(texts.length)];
      case 1: return [0, -1, 1.5, 1e308, 2 ** 53, -0][next(6)];
      case 2: return null;
      case 3: return next(2) === 1;
      case 4: return texts[next(texts.length)];
      case 5: return Array.from({ length: next(5) }, () => value(depth + 1));
      default: return Object.fromEntries(Array.from({ length: next(7) }, () => [keys[next(keys.length)], value(depth + 1)]));
    }
  };
  for (let n = 0; n < count; n += 1) {
    const text = JSON.stringify(value(0));
    yield n % 5 === 0 ? text.slice(0, next(text.length + 1)) : text;
  }
}

flow('The service worker', (testPage) => {
  let page;
  let worker;
  let registrationId;
  let errors;

  async function begin() {
    testPage.site.put('/baca-sw.js', file(WORKER));
    await testPage.visit('<p>The front page</p>', { script: null });
    await testPage.browser.permit('notifications', 'granted');
    page = await devtools(testPage.driver, 'page', testPage.site.url('/page'));
    const registered = page.next('ServiceWorker.workerRegistrationUpdated', ({ registrations }) =>
      registrations.some(({ scopeURL, isDeleted }) => !isDeleted && scopeURL === testPage.site.url('/')));
    await page.send('ServiceWorker.enable');
    await testPage.reader().wait(async () => {
      await navigator.serviceWorker.register('/baca-sw.js');
      await navigator.serviceWorker.ready;
      // The worker takes control of the open page.
      if (!navigator.serviceWorker.controller) await new Promise((done) => navigator.serviceWorker.addEventListener('controllerchange', done, { once: true }));
    });
    const { registrations } = await registered;
    ({ registrationId } = registrations.find(({ scopeURL }) => scopeURL === testPage.site.url('/')));
    worker = await devtools(testPage.driver, 'service_worker', testPage.site.url('/baca-sw.js'));
    errors = [];
    worker.on('Runtime.exceptionThrown', ({ exceptionDetails }) => errors.push(exceptionDetails.exception?.description ?? exceptionDetails.text));
    await worker.send('Runtime.enable');
  }
  async function end() {
    worker?.close();
    page?.close();
    worker = page = null;
  }
  const deliver = (data) => page.send('ServiceWorker.deliverPushMessage', { origin: testPage.site.url(''), registrationId, data });
  const inWorker = async (script) => {
    const { result, exceptionDetails } = await worker.send('Runtime.evaluate', { expression: `(async () => { ${script} })()`, awaitPromise: true, returnByValue: true });
    assert.equal(exceptionDetails, undefined, exceptionDetails?.exception?.description);
    return result.value;
  };
  const READ = `({ title, body, icon, image, badge, tag, lang, dir, renotify, silent, requireInteraction, actions, data }) =>
    ({ title, body, icon, image, badge, tag, lang, dir, renotify, silent, requireInteraction, actions: actions.map(({ action, title, icon }) => ({ action, title, icon })), data })`;
  /** Delivers a message and returns its notification. */
  async function show(message) {
    await inWorker('for (const notice of await registration.getNotifications()) notice.close()');
    const data = typeof message === 'string' ? message : JSON.stringify(message);
    // DevTools sometimes loses a message, so it is sent again.
    let shown = 0;
    for (let attempt = 0; attempt < 4 && !shown; attempt += 1) {
      await deliver(data);
      const limit = Date.now() + TIMEOUT_MS / 4;
      while (!shown && Date.now() < limit) {
        shown = await testPage.reader().wait(async () => (await (await navigator.serviceWorker.ready).getNotifications()).length);
      }
    }
    assert.equal(shown, 1, `notifications after ${data}`);
    return inWorker(`return (await registration.getNotifications()).map(${READ})[0]`);
  }
  const own = (path) => testPage.site.url(path);

  test('shows the fields of a message, with only images and URLs of the site', async () => {
    await begin();
    try {
      const notice = await show({
        title: 'Perahu kembali', body: 'Dermaga dibuka.', url: '/kabar', icon: '/i.png', image: 'https://evil.example/i.png', badge: '/b.png', tag: 'kabar', lang: 'id', dir: 'ltr',
        renotify: true, silent: false, requireInteraction: true, report: '/seen',
        actions: [{ action: 'baca', title: 'Baca', url: '/kabar#baca', icon: '/a.png' }, { action: 'evil', title: 'Lain', url: 'https://evil.example/' }, { title: 'no name' }],
      });
      assert.deepEqual(notice, {
        title: 'Perahu kembali', body: 'Dermaga dibuka.', icon: own('/i.png'), image: '', badge: own('/b.png'), tag: 'kabar', lang: 'id', dir: 'ltr',
        renotify: true, silent: false, requireInteraction: true,
        actions: [{ action: 'baca', title: 'Baca', icon: own('/a.png') }, { action: 'evil', title: 'Lain', icon: '' }],
        data: { baca: true, url: own('/kabar'), report: own('/seen'), actions: { baca: own('/kabar#baca') } },
      });
      assert.deepEqual(errors, []);
    } finally {
      await end();
    }
  });

  test('shows declarative messages, plain text and empty messages', async () => {
    await begin();
    try {
      const declared = await show({ web_push: 8030, notification: { title: 'Gempa', navigate: own('/gempa'), body: 'Terasa di Demak.', silent: true, actions: [{ action: 'peta', title: 'Peta', navigate: '/peta' }] }, app_badge: 3 });
      assert.deepEqual([declared.title, declared.body, declared.silent, declared.data.url, declared.data.actions], ['Gempa', 'Terasa di Demak.', true, own('/gempa'), { peta: own('/peta') }]);
      assert.equal((await show('Hanya kata')).title, 'Hanya kata');
      assert.equal((await show('{"title":')).title, '{"title":');
      assert.equal((await show('7')).title, '7');
      for (const empty of ['', 'null', '[]', '{}', '{"title":{}}']) assert.equal((await show(empty)).title, '127.0.0.1', empty);
      assert.equal((await show({ renotify: true, title: 'x' })).renotify, false, 'renotify should be false without a tag');
      assert.equal((await show({ title: 'x'.repeat(5000) })).title.length, 1000);
      assert.deepEqual(errors, []);
    } finally {
      await end();
    }
  });

  test('finds the address where other senders put it', async () => {
    await begin();
    try {
      const notification = { title: 'Gempa', body: 'Di Demak' };
      for (const message of [
        { notification, data: { url: '/43' }, fcmOptions: { link: own('/other') } },
        { notification, fcmOptions: { link: own('/43') } },
        { notification, fcm_options: { link: '/43' } },
        { notification: { ...notification, click_action: own('/43') } },
        { notification: { ...notification, data: { onActionClick: { default: { operation: 'openWindow', url: '/43' } } } } },
        { notification: { ...notification, data: { FCM_MSG: { notification: { click_action: '/43' } } } } },
        { ...notification, data: { url: '/43' } },
        { title: 'Gempa', alert: 'Di Demak', custom: { i: 'x', u: own('/43') } },
        // An address of another origin is passed over.
        { ...notification, url: 'https://evil.example/', data: { link: '/43' } },
      ]) {
        const { title, body, data } = await show(message);
        assert.deepEqual([title, body, data.url], ['Gempa', 'Di Demak', own('/43')], JSON.stringify(message));
      }
      for (const data of [null, 7, 'x', ['/43'], { url: 43 }, { FCM_MSG: null }]) assert.equal((await show({ ...notification, data })).data.url, undefined);
      assert.deepEqual(errors, []);
    } finally {
      await end();
    }
  });

  test('shows a notification for every random message and throws nothing', async () => {
    await begin();
    try {
      let count = 0;
      for (const message of randomMessages(150)) {
        if (/"baca":false/.test(message)) continue;
        const notice = await show(message);
        count += 1;
        assert.ok(notice.title.length > 0 && notice.title.length <= 1000, message);
        const addresses = [notice.icon, notice.image, notice.badge, notice.data.url, notice.data.report, ...Object.values(notice.data.actions ?? {}), ...notice.actions.map(({ icon }) => icon)];
        for (const address of addresses) assert.ok(!address || address.startsWith(own('/')), `${address} of ${message}`);
      }
      assert.equal(count, 150);
      assert.deepEqual(errors, []);
    } finally {
      await end();
    }
  });

  test('ignores messages and notifications of other scripts', async () => {
    await begin();
    try {
      await deliver(JSON.stringify({ baca: false, title: 'not ours' }));
      assert.equal((await show({ title: 'ours' })).title, 'ours');
      const left = await inWorker(`
        await registration.showNotification('of somebody else', { tag: 'other' });
        const [notification] = await registration.getNotifications({ tag: 'other' });
        self.dispatchEvent(new NotificationEvent('notificationclick', { notification }));
        return (await registration.getNotifications({ tag: 'other' })).length;`);
      assert.equal(left, 1, 'the notification should not be closed');
      assert.deepEqual(errors, []);
    } finally {
      await end();
    }
  });

  // An event that a script dispatches cannot extend the worker's lifetime, so `waitUntil` is replaced. The worker
  // cannot open windows then, but it can navigate its pages.
  const dispatch = (name, notice, more = {}) => `
    await registration.showNotification('x', ${JSON.stringify({ tag: 'x', ...notice })});
    const [notification] = await registration.getNotifications({ tag: 'x' });
    const event = new NotificationEvent('${name}', { notification, ...${JSON.stringify(more)} });
    let handled = null;
    Object.defineProperty(event, 'waitUntil', { value: (promise) => (handled = promise) });
    self.dispatchEvent(event);
    await handled;`;

  test('navigates an open page to the URL of the message or its action, or to the front page', async () => {
    for (const [data, action, path] of [
      [{ url: '/kabar.html', actions: { peta: '/peta.html' } }, '', '/kabar.html'],
      [{ url: '/kabar.html', actions: { peta: '/peta.html' } }, 'peta', '/peta.html'],
      [{ url: 'https://evil.example/' }, '', '/'],
      [{}, 'nobody', '/'],
    ]) {
      await begin();
      try {
        testPage.site.put(path, text('<!doctype html><title>There</title>'));
        await inWorker(dispatch('notificationclick', { data: { baca: true, ...data } }, { action }));
        await testPage.waitForPage(own(path));
        assert.deepEqual(errors, []);
      } finally {
        await end();
      }
    }
  });

  test('reports a closed notification to the site if the message has a URL for it', async () => {
    await begin();
    try {
      testPage.site.put('/seen', status(500));
      await inWorker(dispatch('notificationclose', { data: { baca: true, url: own('/a'), report: own('/seen') } }));
      const { method, body } = await testPage.site.requested('/seen');
      assert.deepEqual({ method, ...JSON.parse(body) }, { method: 'POST', event: 'close', action: '', tag: 'x', url: own('/a') });
      await inWorker(dispatch('notificationclose', { data: { baca: true, url: own('/a') } }));
      assert.equal(testPage.site.requestsTo('/seen').length, 1);
      assert.deepEqual(errors, []);
    } finally {
      await end();
    }
  });
}, { engines: ['chromium'] });

const push = await startPushService();
after(() => push.close());

flow('A subscription that the push service has lost', (testPage) => {
  test('is renewed by the worker, which reports the old and the new endpoint', async () => {
    serveNotifications(testPage.site);
    testPage.site.put('/push/subscribe', json({}));
    const reader = await openArticle(testPage);
    await acceptPrompt(testPage, reader);
    await reader.event('notifications', { state: 'subscribed' });
    const old = await endpointOf(reader);
    await testPage.visit('<p>Elsewhere on the site</p>', { script: null });
    push.loseData();
    const { subscription, replaces, topics, lang } = await testPage.site.until(() => receivedReports(testPage.site)[1], 'the renewal');
    assert.deepEqual({ replaces, topics, lang }, { replaces: old, topics: ['terkini'], lang: 'id' });
    assert.ok(push.channels.get(subscription.endpoint), 'the new subscription should be active');

    const back = await openArticle(testPage);
    await waitForBell(back, 'bellIsOn');
    assert.equal(await endpointOf(back), subscription.endpoint);
    assert.equal(await push.send(subscription.endpoint), 100);
  });
}, { engines: ['firefox'], prefs: push.prefs });
