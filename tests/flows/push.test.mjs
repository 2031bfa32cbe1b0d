// Notifications end to end in Firefox: its permission, worker and subscription, a push service on loopback with
// the documented protocols, and the server of examples/push-server, which encrypts and signs with a common
// library.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { json, status } from '../support/http-responses.mjs';
import { assertAccessible } from '../support/axe.mjs';
import { flow, test } from '../support/flow.mjs';
import { t } from '../support/locales.mjs';
import { waitForBell, endpointOf, KEY, serveNotifications, openArticle, OTHER_KEY, press, pressBell, acceptPrompt, receivedReports } from '../support/push-notices.mjs';
import { startPushService } from '../support/push.mjs';
import { startSender } from '../support/sender.mjs';

const push = await startPushService();
after(() => push.close());

flow('Notifications', (testPage) => {
  async function openAndAccept(subscribe, permission) {
    serveNotifications(testPage.site);
    testPage.site.put('/push/subscribe', subscribe);
    const reader = await openArticle(testPage);
    await acceptPrompt(testPage, reader, permission);
    return reader;
  }
  const shown = (reader, what, condition) =>
    reader.until(what, async (_, __, condition) => {
      const [registration] = await navigator.serviceWorker.getRegistrations();
      const all = (await registration?.getNotifications() ?? []).map(({ title, body, tag, data }) => ({ title, body, tag, data }));
      // eslint-disable-next-line no-new-func -- conditions are sent to the page as text
      return new Function('all', `return ${condition}`)(all) && all;
    }, condition);

  test('accepting the prompt subscribes and reports to the site; a message without text shows the site\'s name', async () => {
    const reader = await openAndAccept(json({}), 'granted');
    await reader.event('notifications', { state: 'subscribed' });
    assert.ok((await reader.text('prompt')).startsWith(t('id', 'panels.promptGranted')));
    await assertAccessible(testPage.driver, 'prompt, subscribed');

    const { method, headers, body } = await testPage.site.requested('/push/subscribe');
    assert.equal(method, 'POST');
    assert.match(headers['content-type'], /^application\/json/);
    const { subscription, topics, lang, article } = JSON.parse(body);
    assert.deepEqual({ topics, lang }, { topics: ['terkini'], lang: 'id' });
    assert.deepEqual(Object.keys(article).sort(), ['id', 'title', 'url']);
    assert.ok(push.channels.has(subscription.endpoint), `the service should have ${subscription.endpoint}`);
    assert.deepEqual(Object.keys(subscription.keys).sort(), ['auth', 'p256dh']);

    assert.equal(await push.send(subscription.endpoint), 100, 'the worker should handle the message');
    const [{ title, body: text }] = await shown(reader, 'a notification is shown', 'all.length === 1');
    assert.deepEqual({ title, text }, { title: 'Warta Pesisir', text: t('id', 'panels.news') });
    await testPage.assertClean();
  });

  test('the permission is requested inside the click, before the worker is fetched', async () => {
    serveNotifications(testPage.site);
    testPage.site.put('/push/subscribe', json({}));
    const reader = await openArticle(testPage);
    await reader.event('notifications', { state: 'asked' });
    await testPage.browser.permit('notifications', 'granted');
    await reader.run(() => {
      let during = null;
      addEventListener('click', ({ type }) => (during = type), true);
      addEventListener('click', () => (during = null));
      const { requestPermission } = Notification;
      Notification.requestPermission = () => {
        window.permissionRequest = { during, active: navigator.userActivation.isActive };
        return requestPermission.call(Notification);
      };
    });
    assert.deepEqual(testPage.site.requestsTo('/baca-sw.js'), []);
    await press(reader, '.prompt', 'promptYes');
    await reader.event('notifications', { state: 'subscribed' });
    assert.deepEqual(await reader.run(() => window.permissionRequest), { during: 'click', active: true });
    assert.ok(testPage.site.requestsTo('/baca-sw.js').length > 0);
  });

  test('a blocked permission has a message that says how to unblock it', async () => {
    const reader = await openAndAccept(json({}), 'denied');
    await reader.event('notifications', { state: 'blocked' });
    const text = await reader.text('prompt');
    await assertAccessible(testPage.driver, 'prompt, blocked');
    assert.ok(text.includes(t('id', 'panels.promptBlocked')) && text.includes(t('id', 'panels.unblockFirefox')), text);
    assert.deepEqual(testPage.site.requestsTo('/push/subscribe'), []);
  });

  test('reports to a site that is down are sent again, and no subscription is lost', async () => {
    const reader = await openAndAccept(status(500), 'granted');
    await reader.event('notifications', { state: 'failed', reason: 'report' });
    assert.ok((await reader.text('prompt')).startsWith(t('id', 'panels.promptReport')));
    const endpoint = await endpointOf(reader);
    assert.ok(push.channels.get(endpoint), 'the subscription should stay');
    await press(reader, '.prompt', 'promptClose');
    await reader.until('the prompt is removed', (_, root) => !root.querySelector('[part~="prompt"]'));
    await reader.press(/A\+/);
    await reader.event('text-size');
    const { console } = await testPage.record();
    assert.ok(console.some((line) => /report: POST .*\/push\/subscribe is answered with 500/.test(line)), console.join('\n'));

    testPage.site.put('/push/subscribe', json({}));
    await testPage.reload();
    await reader.ready();
    await reader.event('notifications', { state: 'subscribed' });
    assert.equal(receivedReports(testPage.site).at(-1).subscription.endpoint, endpoint);
    const before = receivedReports(testPage.site).length;
    await testPage.reload();
    await reader.ready();
    await waitForBell(reader, 'bellIsOn');
    assert.equal(receivedReports(testPage.site).length, before, 'a received report should not be sent again');
  });

  test('a report without a response fails after a timeout and is sent again when the browser is online', async () => {
    serveNotifications(testPage.site);
    testPage.site.put('/push/subscribe', json({}));
    const held = testPage.site.hold('/push/subscribe');
    const reader = await openArticle(testPage);
    await acceptPrompt(testPage, reader);
    await held.arrived();
    assert.ok((await reader.text('prompt')).startsWith(t('id', 'panels.promptWorking')));
    await reader.event('notifications', { state: 'failed', reason: 'report' });
    held.release();
    await reader.run(() => dispatchEvent(new Event('online')));
    await reader.event('notifications', { state: 'subscribed' });
  });

  test('with a new key of the site, the subscription is replaced without a prompt', async () => {
    const reader = await openAndAccept(json({}), 'granted');
    await reader.event('notifications', { state: 'subscribed' });
    const first = await endpointOf(reader);
    serveNotifications(testPage.site, { vapidPublicKey: OTHER_KEY });
    await testPage.reload();
    await reader.ready();
    await reader.event('notifications', { state: 'subscribed', reason: 'key-changed' });
    const second = await endpointOf(reader);
    assert.notEqual(second, first);
    assert.equal(push.channels.get(first), null, 'the first should have ended');
    const { replaces, subscription } = receivedReports(testPage.site).at(-1);
    assert.deepEqual({ replaces, endpoint: subscription.endpoint }, { replaces: first, endpoint: second });
  });

  test('a subscription of another script with another key is replaced after acceptance', async () => {
    serveNotifications(testPage.site, { after: { seconds: 999 } });
    testPage.site.put('/push/subscribe', json({}));
    const reader = await openArticle(testPage);
    await testPage.browser.permit('notifications', 'granted');
    await reader.wait(async (_, __, key) => {
      await navigator.serviceWorker.register('/baca-sw.js');
      const registration = await navigator.serviceWorker.ready;
      await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
    }, OTHER_KEY);
    const first = await endpointOf(reader);
    await testPage.reload();
    await reader.ready();
    await pressBell(reader, 'bellIsOff');
    await press(reader, '.bell-panel', 'promptYes');
    await reader.event('notifications', { state: 'subscribed', reason: 'key-changed' });
    assert.equal(receivedReports(testPage.site).at(-1).replaces, first);
    assert.ok((await reader.text('bell')).includes(t('id', 'panels.promptRenewed')));
  });

  test('revoking the permission ends the subscription and reports it to the site', async () => {
    const reader = await openAndAccept(json({}), 'granted');
    await reader.event('notifications', { state: 'subscribed' });
    const endpoint = await endpointOf(reader);
    await testPage.browser.permit('notifications', 'denied');
    await reader.event('notifications', { state: 'unsubscribed' });
    await testPage.site.until(() => receivedReports(testPage.site).find((post) => post.method === 'DELETE' && post.endpoint === endpoint), 'the report of the end');
    await waitForBell(reader, 'bellIsBlocked');
  });

  test('the report of an unsubscription that failed is sent again', async () => {
    const reader = await openAndAccept(json({}), 'granted');
    await reader.event('notifications', { state: 'subscribed' });
    const endpoint = await endpointOf(reader);
    testPage.site.put('/push/subscribe', status(503));
    await pressBell(reader, 'bellIsOn');
    await press(reader, '.bell-panel', 'bellOff');
    await reader.event('notifications', { state: 'unsubscribed' });
    assert.equal(await endpointOf(reader), null);
    testPage.site.put('/push/subscribe', status(410));
    await testPage.reload();
    await reader.ready();
    await waitForBell(reader, 'bellIsOff');
    await testPage.site.until(() => receivedReports(testPage.site).length === 3, 'the second report of the end');
    assert.deepEqual(receivedReports(testPage.site).slice(1), Array(2).fill({ method: 'DELETE', endpoint }));
    await reader.until('no report is pending', () => JSON.parse(localStorage.getItem('baca:push')).untold.length === 0);
  });

  test('a subscription that arrives after the timeout is reported with the next article', async () => {
    serveNotifications(testPage.site, { after: { seconds: 999 } });
    testPage.site.put('/push/subscribe', json({}));
    // A page without a reader, since a reader would check the subscription by itself.
    const bare = await testPage.visit('<p>No reader.</p>', { script: null });
    await testPage.browser.permit('notifications', 'granted');
    await bare.wait(async (_, __, key) => {
      await navigator.serviceWorker.register('/baca-sw.js');
      const registration = await navigator.serviceWorker.ready;
      await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
    }, KEY);
    const reader = await openArticle(testPage);
    await reader.event('notifications', { state: 'subscribed', reason: null });
    await waitForBell(reader, 'bellIsOn');
    assert.equal(receivedReports(testPage.site)[0].subscription.endpoint, await endpointOf(reader));
  });

  test('a message is sent, shown and clicked; after turning notifications off, the sender gets 410', async () => {
    const sender = await startSender(new URL(testPage.site.url()).origin, push);
    after(() => sender.close());
    serveNotifications(testPage.site, { vapidPublicKey: sender.key, subscribe: sender.url, follow: ['story'] });
    testPage.site.json('/kabar.json', { baca: 1, lang: 'id', headline: 'Kabar', body: ['Isi.'] });
    const article = testPage.put('<baca-reader src="/kabar.json"></baca-reader>', { path: '/kabar.html' });
    const reader = await openArticle(testPage);
    await acceptPrompt(testPage, reader);
    await reader.event('notifications', { state: 'subscribed' });
    const endpoint = await endpointOf(reader);

    assert.deepEqual(await sender.send({ title: 'x' }, 'olahraga'), { sent: 0, gone: 0, failed: 0 }, 'no subscription has that topic');
    const message = { title: 'Perahu kembali', body: 'Dermaga lama dibuka.', url: '/kabar.html', tag: 'kabar', report: '/push/seen' };
    testPage.site.put('/push/seen', status(204));
    push.forcedStatus = 503;
    assert.deepEqual(await sender.send(message, 'terkini'), { sent: 0, gone: 0, failed: 1 }, 'a subscription should be kept after a failure');
    push.forcedStatus = null;
    assert.deepEqual(await sender.send(message, 'terkini'), { sent: 1, gone: 0, failed: 0 });
    const { status: answered, code, headers, bytes } = push.posts.at(-1);
    assert.deepEqual({ answered, code, encoding: headers['content-encoding'] }, { answered: 201, code: 100, encoding: 'aes128gcm' });
    assert.ok(bytes > 100);
    const [notice] = await shown(reader, 'the notification is shown', 'all.length === 1');
    assert.deepEqual([notice.title, notice.body, notice.tag, notice.data.url], ['Perahu kembali', 'Dermaga lama dibuka.', 'kabar', article]);

    await testPage.browser.clickNotification('Perahu kembali');
    await testPage.waitForPage(article);
    assert.deepEqual(JSON.parse((await testPage.site.requested('/push/seen')).body), { event: 'click', action: '', tag: 'kabar', url: article });

    await testPage.driver.navigate().back();
    await testPage.until('the first article is back', 'return document.querySelector("baca-reader")?.state === "ready" && location.pathname !== "/kabar.html"');
    await pressBell(reader, 'bellIsOn');
    await press(reader, '.bell-panel', 'bellOff');
    await reader.event('notifications', { state: 'unsubscribed' });
    await push.ended(endpoint);
    assert.equal(await endpointOf(reader), null);
    assert.deepEqual(await sender.send(message), { sent: 0, gone: 0, failed: 0 }, 'the site should have removed the subscription');

    // A site that missed the report gets 410 from the push service and then removes the subscription.
    assert.equal(await sender.post({ subscription: { endpoint, keys: { p256dh: KEY, auth: 'AAAAAAAAAAAAAAAAAAAAAA' } }, topics: [] }), 201);
    assert.deepEqual(await sender.send(message), { sent: 0, gone: 1, failed: 0 });
    assert.equal(push.posts.at(-1).status, 410);
    assert.deepEqual(await sender.send(message), { sent: 0, gone: 0, failed: 0 });
  });
}, { engines: ['firefox'], prefs: push.prefs });
