// From "Aktifkan" to a notification and back, with nothing mocked: Firefox's own permission, worker
// and subscription, a push service on loopback that speaks the documented protocols, and the server
// of examples/push-server, which encrypts and signs with a stock library.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { json, status } from '../support/answers.mjs';
import { accessible } from '../support/axe.mjs';
import { flow, test } from '../support/flow.mjs';
import { t } from '../support/locales.mjs';
import { bell, endpointOf, KEY, offer, openArticle, OTHER_KEY, press, sayYes, told } from '../support/notices.mjs';
import { startPushService } from '../support/push.mjs';
import { startSender } from '../support/sender.mjs';

const push = await startPushService();
after(() => push.close());

flow('Notifications that arrive', (stage) => {
  async function ask(subscribe, answer) {
    offer(stage.site);
    stage.site.put('/push/subscribe', subscribe);
    const reader = await openArticle(stage);
    await sayYes(stage, reader, answer);
    return reader;
  }
  const shown = (reader, what, condition) =>
    reader.until(what, async (_, __, condition) => {
      const [registration] = await navigator.serviceWorker.getRegistrations();
      const all = (await registration?.getNotifications() ?? []).map(({ title, body, tag, data }) => ({ title, body, tag, data }));
      return new Function('all', `return ${condition}`)(all) && all;
    }, condition);

  test('yes subscribes, tells the site, and a message without a text still says whose it is', async () => {
    const reader = await ask(json({}), 'granted');
    await reader.event('notifications', { state: 'subscribed' });
    assert.ok((await reader.text('prompt')).startsWith(t('id', 'rooms.promptGranted')));
    await accessible(stage.driver, 'prompt, subscribed');

    const { method, headers, body } = await stage.site.requested('/push/subscribe');
    assert.equal(method, 'POST');
    assert.match(headers['content-type'], /^application\/json/);
    const { subscription, topics, lang, article } = JSON.parse(body);
    assert.deepEqual({ topics, lang }, { topics: ['terkini'], lang: 'id' });
    assert.deepEqual(Object.keys(article).sort(), ['id', 'title', 'url']);
    assert.ok(push.channels.has(subscription.endpoint), `the service should know ${subscription.endpoint}`);
    assert.deepEqual(Object.keys(subscription.keys).sort(), ['auth', 'p256dh']);

    assert.equal(await push.send(subscription.endpoint), 100, 'the worker should take the message');
    const [{ title, body: text }] = await shown(reader, 'a notification is shown', 'all.length === 1');
    assert.deepEqual({ title, text }, { title: 'Warta Pesisir', text: t('id', 'rooms.news') });
    await stage.calm();
  });

  test('the browser is asked inside the click, before the worker is fetched', async () => {
    offer(stage.site);
    stage.site.put('/push/subscribe', json({}));
    const reader = await openArticle(stage);
    await reader.event('notifications', { state: 'asked' });
    await stage.browser.permit('notifications', 'granted');
    await reader.run(() => {
      let during = null;
      addEventListener('click', ({ type }) => (during = type), true);
      addEventListener('click', () => (during = null));
      const { requestPermission } = Notification;
      Notification.requestPermission = () => {
        window.asked = { during, active: navigator.userActivation.isActive };
        return requestPermission.call(Notification);
      };
    });
    assert.deepEqual(stage.site.requestsTo('/baca-sw.js'), []);
    await press(reader, '.prompt', 'promptYes');
    await reader.event('notifications', { state: 'subscribed' });
    assert.deepEqual(await reader.run(() => window.asked), { during: 'click', active: true });
    assert.ok(stage.site.requestsTo('/baca-sw.js').length > 0);
  });

  test('a browser that blocks is told how to undo that', async () => {
    const reader = await ask(json({}), 'denied');
    await reader.event('notifications', { state: 'blocked' });
    const text = await reader.text('prompt');
    await accessible(stage.driver, 'prompt, blocked');
    assert.ok(text.includes(t('id', 'rooms.promptBlocked')) && text.includes(t('id', 'rooms.unblockFirefox')), text);
    assert.deepEqual(stage.site.requestsTo('/push/subscribe'), []);
  });

  test('a site that is down is told of, told again, and nobody is lost', async () => {
    const reader = await ask(status(500), 'granted');
    await reader.event('notifications', { state: 'failed', reason: 'report' });
    assert.ok((await reader.text('prompt')).startsWith(t('id', 'rooms.promptReport')));
    const endpoint = await endpointOf(reader);
    assert.ok(push.channels.get(endpoint), 'the subscription should stay');
    await press(reader, '.prompt', 'promptClose');
    await reader.until('the prompt has gone', (_, root) => !root.querySelector('[part~="prompt"]'));
    await reader.press(/A\+/);
    await reader.event('text-size');
    const { console } = await stage.record();
    assert.ok(console.some((line) => /report: POST .*\/push\/subscribe is answered with 500/.test(line)), console.join('\n'));

    stage.site.put('/push/subscribe', json({}));
    await stage.reload();
    await reader.ready();
    await reader.event('notifications', { state: 'subscribed' });
    assert.equal(told(stage.site).at(-1).subscription.endpoint, endpoint);
    const before = told(stage.site).length;
    await stage.reload();
    await reader.ready();
    await bell(reader, 'bellIsOn');
    assert.equal(told(stage.site).length, before, 'what was heard is not told again');
  });

  test('a site that never answers is given up on, and told again when the line is back', async () => {
    offer(stage.site);
    stage.site.put('/push/subscribe', json({}));
    const held = stage.site.hold('/push/subscribe');
    const reader = await openArticle(stage);
    await sayYes(stage, reader);
    await held.arrived();
    assert.ok((await reader.text('prompt')).startsWith(t('id', 'rooms.promptWorking')));
    await reader.event('notifications', { state: 'failed', reason: 'report' });
    held.release();
    await reader.run(() => dispatchEvent(new Event('online')));
    await reader.event('notifications', { state: 'subscribed' });
  });

  test('another key of the site takes the place of the first, without a question', async () => {
    const reader = await ask(json({}), 'granted');
    await reader.event('notifications', { state: 'subscribed' });
    const first = await endpointOf(reader);
    offer(stage.site, { vapidPublicKey: OTHER_KEY });
    await stage.reload();
    await reader.ready();
    await reader.event('notifications', { state: 'subscribed', reason: 'key-changed' });
    const second = await endpointOf(reader);
    assert.notEqual(second, first);
    assert.equal(push.channels.get(first), null, 'the first should have ended');
    const { replaces, subscription } = told(stage.site).at(-1);
    assert.deepEqual({ replaces, endpoint: subscription.endpoint }, { replaces: first, endpoint: second });
  });

  test('a subscription that somebody else made with another key is replaced when the reader says yes', async () => {
    offer(stage.site, { after: { seconds: 999 } });
    stage.site.put('/push/subscribe', json({}));
    const reader = await openArticle(stage);
    await stage.browser.permit('notifications', 'granted');
    await reader.wait(async (_, __, key) => {
      const registration = await navigator.serviceWorker.register('/baca-sw.js');
      const worker = registration.installing ?? registration.waiting ?? registration.active;
      const settled = () => worker.state === 'activated';
      await new Promise((done) => (settled() ? done() : worker.addEventListener('statechange', () => settled() && done())));
      await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
    }, OTHER_KEY);
    const first = await endpointOf(reader);
    await stage.reload();
    await reader.ready();
    await (await bell(reader, 'bellIsOff')).click();
    await press(reader, '.bell-panel', 'promptYes');
    await reader.event('notifications', { state: 'subscribed', reason: 'key-changed' });
    assert.equal(told(stage.site).at(-1).replaces, first);
    assert.ok((await reader.text('bell')).includes(t('id', 'rooms.promptRenewed')));
  });

  test('a permission that was taken back ends it, and the site hears of it', async () => {
    const reader = await ask(json({}), 'granted');
    await reader.event('notifications', { state: 'subscribed' });
    const endpoint = await endpointOf(reader);
    await stage.browser.permit('notifications', 'denied');
    await reader.event('notifications', { state: 'unsubscribed' });
    await stage.site.until(() => told(stage.site).find((post) => post.method === 'DELETE' && post.endpoint === endpoint), 'the farewell');
    await bell(reader, 'bellIsBlocked');
  });

  test('a farewell that the site did not hear is said again', async () => {
    const reader = await ask(json({}), 'granted');
    await reader.event('notifications', { state: 'subscribed' });
    const endpoint = await endpointOf(reader);
    stage.site.put('/push/subscribe', status(503));
    await (await bell(reader, 'bellIsOn')).click();
    await press(reader, '.bell-panel', 'bellOff');
    await reader.event('notifications', { state: 'unsubscribed' });
    assert.equal(await endpointOf(reader), null);
    stage.site.put('/push/subscribe', status(410));
    await stage.reload();
    await reader.ready();
    await bell(reader, 'bellIsOff');
    await stage.site.until(() => told(stage.site).length === 3, 'the second farewell');
    assert.deepEqual(told(stage.site).slice(1), Array(2).fill({ method: 'DELETE', endpoint }));
    await reader.until('nothing is left to tell', () => JSON.parse(localStorage.getItem('baca:push')).untold.length === 0);
  });

  test('a subscription that came later than anybody waited for it is told with the next article', async () => {
    offer(stage.site, { after: { seconds: 999 } });
    stage.site.put('/push/subscribe', json({}));
    // In a page without a reader: one that is there looks by itself, sooner or later.
    const bare = await stage.visit('<p>Nobody reads here.</p>', { script: null });
    await stage.browser.permit('notifications', 'granted');
    await bare.wait(async (_, __, key) => {
      await navigator.serviceWorker.register('/baca-sw.js');
      const registration = await navigator.serviceWorker.ready;
      await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
    }, KEY);
    const reader = await openArticle(stage);
    await reader.event('notifications', { state: 'subscribed', reason: null });
    await bell(reader, 'bellIsOn');
    assert.equal(told(stage.site)[0].subscription.endpoint, await endpointOf(reader));
  });

  test('a message is sent, shown, clicked and read; then it is turned off, and the sender gets 410', async () => {
    const sender = await startSender(new URL(stage.site.url()).origin, push);
    after(() => sender.close());
    offer(stage.site, { vapidPublicKey: sender.key, subscribe: sender.url, follow: ['story'] });
    stage.site.json('/kabar.json', { baca: 1, lang: 'id', headline: 'Kabar', body: ['Isi.'] });
    const article = stage.put('<baca-reader src="/kabar.json"></baca-reader>', { path: '/kabar.html' });
    const reader = await openArticle(stage);
    await sayYes(stage, reader);
    await reader.event('notifications', { state: 'subscribed' });
    const endpoint = await endpointOf(reader);

    assert.deepEqual(await sender.send({ title: 'x' }, 'olahraga'), { sent: 0, gone: 0, failed: 0 }, 'nobody wants that topic');
    const message = { title: 'Perahu kembali', body: 'Dermaga lama dibuka.', url: '/kabar.html', tag: 'kabar', report: '/push/seen' };
    stage.site.put('/push/seen', status(204));
    push.trouble = 503;
    assert.deepEqual(await sender.send(message, 'terkini'), { sent: 0, gone: 0, failed: 1 }, 'who cannot be reached is kept');
    push.trouble = null;
    assert.deepEqual(await sender.send(message, 'terkini'), { sent: 1, gone: 0, failed: 0 });
    const { status: answered, code, headers, bytes } = push.posts.at(-1);
    assert.deepEqual({ answered, code, encoding: headers['content-encoding'] }, { answered: 201, code: 100, encoding: 'aes128gcm' });
    assert.ok(bytes > 100);
    const [notice] = await shown(reader, 'the notification is shown', 'all.length === 1');
    assert.deepEqual([notice.title, notice.body, notice.tag, notice.data.url], ['Perahu kembali', 'Dermaga lama dibuka.', 'kabar', article]);

    await stage.browser.clickNotification('Perahu kembali');
    await stage.arrived(article);
    assert.deepEqual(JSON.parse((await stage.site.requested('/push/seen')).body), { event: 'click', action: '', tag: 'kabar', url: article });

    await stage.driver.navigate().back();
    await stage.until('the first article is back', 'return document.querySelector("baca-reader")?.state === "ready" && location.pathname !== "/kabar.html"');
    await (await bell(reader, 'bellIsOn')).click();
    await press(reader, '.bell-panel', 'bellOff');
    await reader.event('notifications', { state: 'unsubscribed' });
    await push.ended(endpoint);
    assert.equal(await endpointOf(reader), null);
    assert.deepEqual(await sender.send(message), { sent: 0, gone: 0, failed: 0 }, 'the site has forgotten it');

    // A site that missed the farewell finds out from the push service, and forgets then.
    assert.equal(await sender.post({ subscription: { endpoint, keys: { p256dh: KEY, auth: 'AAAAAAAAAAAAAAAAAAAAAA' } }, topics: [] }), 201);
    assert.deepEqual(await sender.send(message), { sent: 0, gone: 1, failed: 0 });
    assert.equal(push.posts.at(-1).status, 410);
    assert.deepEqual(await sender.send(message), { sent: 0, gone: 0, failed: 0 });
  });
}, { engines: ['firefox'], prefs: push.prefs });
