// "Aktifkan", with nothing mocked: Firefox's own permission, worker and subscription, against a push
// service on loopback, until a notification is on the screen.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { join } from 'node:path';
import { file, json, status } from '../support/answers.mjs';
import { configuration } from '../support/articles.mjs';
import { flow } from '../support/flow.mjs';
import { t } from '../support/locales.mjs';
import { BUNDLE } from '../support/paths.mjs';
import { startPushService } from '../support/push.mjs';

const KEY = 'BEl62iUYgUivxIkv69yViEuiBIa-Ib9-SkvMeAtA3LFgDzkrxZJjSgSnfckjBJuBkr3qBUYIHBQFLXYp5Nksh8U';

const push = await startPushService();
after(() => push.close());

flow('Notifications that arrive', (stage) => {
  async function ask(subscribe, state) {
    stage.site.put('/baca-sw.js', file(join(BUNDLE, 'baca-sw.js')));
    stage.site.put('/push/subscribe', subscribe);
    stage.site.json('/config.json', {
      ...configuration,
      notifications: { vapidPublicKey: KEY, serviceWorker: '/baca-sw.js', subscribe: '/push/subscribe', topics: ['terkini'], after: { seconds: 0 } },
    });
    const reader = await stage.read({ src: '/warta.json', config: '/config.json' });
    await reader.event('notifications', { state: 'asked' });
    // What the browser's own question will be answered with.
    await stage.browser.permit('notifications', state);
    await reader.press(t('id', 'rooms.promptYes'));
    return reader;
  }

  test('yes subscribes, tells the site, and a message becomes a notification', async () => {
    const reader = await ask(json({}), 'granted');
    await reader.event('notifications', { state: 'subscribed' });
    assert.ok((await reader.text('prompt')).startsWith(t('id', 'rooms.promptGranted')));

    const { method, headers, body } = await stage.site.requested('/push/subscribe');
    assert.equal(method, 'POST');
    assert.match(headers['content-type'], /^application\/json/);
    const { subscription, topics, lang } = JSON.parse(body);
    assert.deepEqual({ topics, lang }, { topics: ['terkini'], lang: 'id' });
    assert.ok(push.channels.has(subscription.endpoint), `the service should know ${subscription.endpoint}`);
    assert.deepEqual(Object.keys(subscription.keys).sort(), ['auth', 'p256dh']);

    assert.equal(await push.send(subscription.endpoint), 100, 'the worker should take the message');
    const key = await reader.wait(async () =>
      (await (await navigator.serviceWorker.ready).pushManager.getSubscription()).options.applicationServerKey.byteLength);
    assert.equal(key, 65, 'the length of the site\'s key');
    const titles = await reader.until('a notification is shown', async () => {
      const shown = await (await navigator.serviceWorker.ready).getNotifications();
      return shown.length > 0 && shown.map(({ title }) => title);
    });
    assert.deepEqual(titles, ['127.0.0.1'], 'an empty message shows the name of the site');
  });

  test('a browser that blocks is told how to undo that', async () => {
    const reader = await ask(json({}), 'denied');
    await reader.event('notifications', { state: 'blocked' });
    assert.ok((await reader.text('prompt')).startsWith(t('id', 'rooms.promptBlocked')));
    assert.deepEqual(stage.site.requestsTo('/push/subscribe'), []);
  });

  test('a site that does not take the subscription is told of, and the article goes on', async () => {
    const reader = await ask(status(500), 'granted');
    await reader.event('notifications', { state: 'failed' });
    assert.ok((await reader.text('prompt')).startsWith(t('id', 'rooms.promptFailed')));
    await reader.press(t('id', 'rooms.promptClose'));
    await reader.until('the prompt has gone', (_, root) => !root.querySelector('[part~="prompt"]'));
    await reader.press(/A\+/);
    await reader.event('text-size');
  });
}, { engines: ['firefox'], prefs: push.prefs });
