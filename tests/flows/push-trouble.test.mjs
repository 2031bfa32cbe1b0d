// Everything on the way to a subscription goes wrong once: the reader is told what matters, the
// console names the cause, and the article is never disturbed.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { file, hang, json, text } from '../support/answers.mjs';
import { accessible } from '../support/axe.mjs';
import { flow, test } from '../support/flow.mjs';
import { t } from '../support/locales.mjs';
import { bell, endpointOf, KEY, offer, openArticle, press, sayYes, told, WORKER } from '../support/notices.mjs';
import { PATIENCE } from '../support/patience.mjs';
import { startPushService } from '../support/push.mjs';

const SCRIPT = 'text/javascript';
const push = await startPushService();
after(() => push.close());

/** Waits longer than the reader does. */
const ends = (stage, reason) => stage.driver.wait(
  () => stage.driver.executeScript('return record.events.some(({ name, detail }) => name === "notifications" && detail.state === "failed" && detail.reason === arguments[0])', reason),
  2 * PATIENCE, `waited in vain until it fails for the reason ${reason}`);

/** Says yes, and sees it fail for this reason, with these words and this line in the console. */
async function fails(stage, more, { reason, words, cause }) {
  offer(stage.site, more);
  const reader = await openArticle(stage);
  await sayYes(stage, reader);
  await ends(stage, reason);
  await reader.until(`the question says ${words}`, (_, root, words) => root.querySelector('.prompt')?.textContent.startsWith(words), t('id', `rooms.${words}`));
  const { console, errors } = await stage.record();
  assert.ok(console.some((line) => line.includes(`${reason}: `) && cause.test(line)), `the console should name the cause: ${console.join('\n')}`);
  assert.deepEqual(errors, []);
  await accessible(stage.driver, `prompt, failed: ${reason}`);
  await press(reader, '.prompt', 'promptClose');
  await reader.press(/A\+/);
  await reader.event('text-size');
  assert.deepEqual(told(stage.site), []);
  return reader;
}

const trouble = (stage) => {
  test('a worker that is not there', () =>
    fails(stage, { serviceWorker: '/nothing.js' }, { reason: 'worker-missing', words: 'promptFailed', cause: /nothing\.js is answered with 404/ }));

  test('a worker that the server does not call JavaScript', async () => {
    stage.site.put('/plain.js', file(WORKER, 'text/plain'));
    await fails(stage, { serviceWorker: '/plain.js' }, { reason: 'worker-type', words: 'promptFailed', cause: /plain\.js must come as text\/javascript, not as "text\/plain"/ });
  });

  test('a worker that may not rule over what the site wants', async () => {
    stage.site.put('/deep/worker.js', file(WORKER));
    await fails(stage, { serviceWorker: '/deep/worker.js', scope: '/' }, { reason: 'worker-scope', words: 'promptFailed', cause: /Service-Worker-Allowed/ });
  });

  test('a worker that does not start', async () => {
    stage.site.put('/throws.js', text('throw new Error("no");', SCRIPT));
    await fails(stage, { serviceWorker: '/throws.js' }, { reason: 'worker', words: 'promptFailed', cause: /throws\.js/ });
  });
};

flow('Trouble with notifications', (stage) => {
  trouble(stage);

  test('a malformed key is told to the site, and nobody is asked', async () => {
    offer(stage.site, { vapidPublicKey: KEY.slice(0, 50) });
    const reader = await openArticle(stage);
    const { detail } = await reader.event('error', { code: 'config' });
    assert.match(detail.message, /notifications\.vapidPublicKey: expected a VAPID public key/);
    assert.ok((await stage.record()).console.some((line) => line.includes('notifications.vapidPublicKey')));
    await reader.until('the comments are there', (_, root) => root.querySelector('[role=tab]'));
    assert.equal(await reader.run((_, root) => root.querySelector('.bell, .prompt')), null);
    await stage.calm();
  });

  test('a worker on another origin is told to the site, and nobody is asked', async () => {
    const other = await stage.anotherSite();
    offer(stage.site, { serviceWorker: other.put('/baca-sw.js', file(WORKER)) });
    const reader = await openArticle(stage);
    await (await bell(reader, 'bellIsImpossible')).click();
    await reader.until('the bell says so', (_, root, words) => root.querySelector('.bell-panel')?.textContent.includes(words), t('id', 'rooms.bellMisconfigured'));
    assert.equal(await reader.run((_, root) => root.querySelector('.prompt')), null);
    assert.ok((await stage.record()).console.some((line) => /worker-origin: .*another origin/.test(line)));
    await stage.calm();
  });
}, { engines: ['chromium', 'firefox'], prefs: push.prefs });

flow('Trouble with push services', (stage) => {
  test('a browser that reaches none says so', async () => {
    // Here Chromium has none to reach.
    await fails(stage, {}, { reason: 'push-service', words: 'promptPushService', cause: /./ });
  });
}, { engines: ['chromium'] });

flow('Other workers of the site', (stage) => {
  const scopes = (reader) => reader.wait(async () => Object.fromEntries((await navigator.serviceWorker.getRegistrations())
    .map(({ scope, active }) => [new URL(scope).pathname, new URL(active.scriptURL).pathname])));
  const register = (reader, url) => reader.wait(async (_, __, url) => {
    await navigator.serviceWorker.register(url);
    await navigator.serviceWorker.ready;
  }, url);

  test('one that is there already stays, and ours takes a corner', async () => {
    offer(stage.site);
    stage.site.put('/push/subscribe', json({}));
    stage.site.put('/site.js', text('addEventListener("push", () => {});', SCRIPT));
    const reader = await openArticle(stage);
    await register(reader, '/site.js');
    await sayYes(stage, reader);
    await reader.event('notifications', { state: 'subscribed' });
    assert.deepEqual(await scopes(reader), { '/': '/site.js', '/baca-push/': '/baca-sw.js' });
    const endpoint = await endpointOf(reader);
    assert.equal(told(stage.site)[0].subscription.endpoint, endpoint);
    assert.equal(await push.send(endpoint), 100, 'the message should come to our worker');

    // The next page finds it there.
    await stage.reload();
    await reader.ready();
    await bell(reader, 'bellIsOn');
    assert.equal(await endpointOf(reader), endpoint);
  });

  test('one that takes ours in by a line shows its messages, and keeps its own', async () => {
    stage.site.put('/site.js', text('const HOME = "mine"; const settings = HOME;\nimportScripts("/baca-sw.js");\naddEventListener("push", (event) => { if (event.data?.json().baca === false) event.waitUntil(registration.showNotification(HOME)); });', SCRIPT));
    offer(stage.site, { serviceWorker: '/site.js' });
    stage.site.put('/push/subscribe', json({}));
    const reader = await openArticle(stage);
    await register(reader, '/site.js');
    await sayYes(stage, reader);
    await reader.event('notifications', { state: 'subscribed' });
    assert.deepEqual(await scopes(reader), { '/': '/site.js' });
    assert.equal(stage.site.requestsTo('/site.js').every(({ query }) => query === ''), true, 'one script, under one address');
    assert.equal(await push.send(await endpointOf(reader)), 100);
    const titles = await reader.until('the message is shown', async () => {
      const registration = await navigator.serviceWorker.ready;
      const shown = await registration.getNotifications();
      return shown.length > 0 && shown.map(({ title }) => title);
    });
    assert.deepEqual(titles, ['Warta Pesisir']);
  });

  test('one in a folder of its own need not rule over the page', async () => {
    stage.site.put('/deep/baca-sw.js', file(WORKER));
    offer(stage.site, { serviceWorker: '/deep/baca-sw.js' });
    stage.site.put('/push/subscribe', json({}));
    const reader = await openArticle(stage);
    await sayYes(stage, reader);
    await reader.event('notifications', { state: 'subscribed' });
    assert.deepEqual(await scopes(reader), { '/deep/': '/deep/baca-sw.js' });
    assert.equal(await push.send(await endpointOf(reader)), 100);
  });

  test('a page with a strict policy lets ours in', async () => {
    offer(stage.site);
    stage.site.put('/push/subscribe', json({}));
    const policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src * data:; require-trusted-types-for 'script'";
    const reader = await stage.read({ src: '/warta.json', config: '/config.json' }, { headers: { 'content-security-policy': policy } });
    await sayYes(stage, reader);
    await reader.event('notifications', { state: 'subscribed' });
    await (await bell(reader, 'bellIsOn')).click();
    await press(reader, '.bell-panel', 'bellOff');
    await reader.event('notifications', { state: 'unsubscribed' });
    await stage.calm();
  });

  test('a worker whose script never comes does not keep the reader waiting for ever', async () => {
    stage.site.put('/slow.js', hang());
    offer(stage.site, { serviceWorker: '/slow.js' });
    const reader = await openArticle(stage);
    await sayYes(stage, reader);
    await reader.until('it is under way', (_, root, words) => root.querySelector('.prompt')?.textContent.startsWith(words), t('id', 'rooms.promptWorking'));
    await reader.press(/A\+/);
    await reader.event('text-size');
    await ends(stage, 'worker');
  });
}, { engines: ['firefox'], prefs: push.prefs });
