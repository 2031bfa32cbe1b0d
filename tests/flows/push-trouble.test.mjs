// Every step of a subscription fails once: the prompt shows a useful message, the console names the cause, and
// the article is not affected.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { file, hang, json, text } from '../support/http-responses.mjs';
import { assertAccessible } from '../support/axe.mjs';
import { flow, test } from '../support/flow.mjs';
import { t } from '../support/locales.mjs';
import { waitForBell, endpointOf, KEY, serveNotifications, openArticle, press, pressBell, acceptPrompt, receivedReports, WORKER } from '../support/push-notices.mjs';
import { TIMEOUT_MS } from '../support/timeouts.mjs';
import { startPushService } from '../support/push.mjs';

const SCRIPT = 'text/javascript';
const push = await startPushService();
after(() => push.close());

/** Waits for a failure, longer than the reader's own timeout. */
const waitForFailure = (testPage, reason) => testPage.driver.wait(
  () => testPage.driver.executeScript('return record.events.some(({ name, detail }) => name === "notifications" && detail.state === "failed" && detail.reason === arguments[0])', reason),
  2 * TIMEOUT_MS, `timed out waiting for the failure ${reason}`);

/** Accepts the prompt and asserts the failure's reason, its text and its line in the console. */
async function assertFailure(testPage, more, { reason, words, cause }) {
  serveNotifications(testPage.site, more);
  const reader = await openArticle(testPage);
  await acceptPrompt(testPage, reader);
  await waitForFailure(testPage, reason);
  await reader.until(`the prompt shows ${words}`, (_, root, words) => root.querySelector('.prompt')?.textContent.startsWith(words), t('id', `panels.${words}`));
  const { console, errors } = await testPage.record();
  assert.ok(console.some((line) => line.includes(`${reason}: `) && cause.test(line)), `the console should name the cause: ${console.join('\n')}`);
  assert.deepEqual(errors, []);
  await assertAccessible(testPage.driver, `prompt, failed: ${reason}`);
  await press(reader, '.prompt', 'promptClose');
  await reader.press(/A\+/);
  await reader.event('text-size');
  assert.deepEqual(receivedReports(testPage.site), []);
  return reader;
}

const testWorkers = (testPage) => {
  test('a missing worker is reported', () =>
    assertFailure(testPage, { serviceWorker: '/nothing.js' }, { reason: 'worker-missing', words: 'promptFailed', cause: /nothing\.js is answered with 404/ }));

  test('a worker with a wrong content type is reported', async () => {
    testPage.site.put('/plain.js', file(WORKER, 'text/plain'));
    await assertFailure(testPage, { serviceWorker: '/plain.js' }, { reason: 'worker-type', words: 'promptFailed', cause: /plain\.js must come as text\/javascript, not as "text\/plain"/ });
  });

  test('a worker whose scope is not allowed is reported', async () => {
    testPage.site.put('/deep/worker.js', file(WORKER));
    await assertFailure(testPage, { serviceWorker: '/deep/worker.js', scope: '/' }, { reason: 'worker-scope', words: 'promptFailed', cause: /Service-Worker-Allowed/ });
  });

  test('a worker that does not start is reported', async () => {
    testPage.site.put('/throws.js', text('throw new Error("no");', SCRIPT));
    await assertFailure(testPage, { serviceWorker: '/throws.js' }, { reason: 'worker', words: 'promptFailed', cause: /throws\.js/ });
  });
};

flow('Failures of notifications', (testPage) => {
  testWorkers(testPage);

  test('a malformed key is reported to the site, and no prompt is shown', async () => {
    serveNotifications(testPage.site, { vapidPublicKey: KEY.slice(0, 50) });
    const reader = await openArticle(testPage);
    const { detail } = await reader.event('error', { code: 'config' });
    assert.match(detail.message, /notifications\.vapidPublicKey: expected a VAPID public key/);
    assert.ok((await testPage.record()).console.some((line) => line.includes('notifications.vapidPublicKey')));
    await reader.tabs();
    assert.equal(await reader.run((_, root) => root.querySelector('.bell, .prompt')), null);
    await testPage.assertClean();
  });

  test('a worker on another origin is reported to the site, and no prompt is shown', async () => {
    const other = await testPage.anotherSite();
    serveNotifications(testPage.site, { serviceWorker: other.put('/baca-sw.js', file(WORKER)) });
    const reader = await openArticle(testPage);
    await pressBell(reader, 'bellIsImpossible');
    await reader.until('the bell shows it', (_, root, words) => root.querySelector('.bell-panel')?.textContent.includes(words), t('id', 'panels.bellMisconfigured'));
    assert.equal(await reader.run((_, root) => root.querySelector('.prompt')), null);
    assert.ok((await testPage.record()).console.some((line) => /worker-origin: .*another origin/.test(line)));
    await testPage.assertClean();
  });
}, { engines: ['chromium', 'firefox'], prefs: push.prefs });

flow('Failures of push services', (testPage) => {
  test('an unreachable push service is reported', async () => {
    // Chromium has no push service in the test system.
    await assertFailure(testPage, {}, { reason: 'push-service', words: 'promptPushService', cause: /./ });
  });
}, { engines: ['chromium'] });

flow('Workers of the site', (testPage) => {
  const scopes = (reader) => reader.wait(async () => Object.fromEntries((await navigator.serviceWorker.getRegistrations())
    .map(({ scope, active }) => [new URL(scope).pathname, new URL(active.scriptURL).pathname])));
  const register = (reader, url) => reader.wait(async (_, __, url) => {
    await navigator.serviceWorker.register(url);
    await navigator.serviceWorker.ready;
  }, url);

  test('a registered worker stays, and Baca\'s worker gets a narrow scope', async () => {
    serveNotifications(testPage.site);
    testPage.site.put('/push/subscribe', json({}));
    testPage.site.put('/site.js', text('addEventListener("push", () => {});', SCRIPT));
    const reader = await openArticle(testPage);
    await register(reader, '/site.js');
    await acceptPrompt(testPage, reader);
    await reader.event('notifications', { state: 'subscribed' });
    assert.deepEqual(await scopes(reader), { '/': '/site.js', '/baca-push/': '/baca-sw.js' });
    const endpoint = await endpointOf(reader);
    assert.equal(receivedReports(testPage.site)[0].subscription.endpoint, endpoint);
    assert.equal(await push.send(endpoint), 100, 'Baca\'s worker should get the message');

    // The next page uses that registration.
    await testPage.reload();
    await reader.ready();
    await waitForBell(reader, 'bellIsOn');
    assert.equal(await endpointOf(reader), endpoint);
  });

  test('a worker that imports Baca\'s worker handles the messages of both', async () => {
    testPage.site.put('/site.js', text('const HOME = "mine"; const settings = HOME;\nimportScripts("/baca-sw.js");\naddEventListener("push", (event) => { if (event.data?.json().baca === false) event.waitUntil(registration.showNotification(HOME)); });', SCRIPT));
    serveNotifications(testPage.site, { serviceWorker: '/site.js' });
    testPage.site.put('/push/subscribe', json({}));
    const reader = await openArticle(testPage);
    await register(reader, '/site.js');
    await acceptPrompt(testPage, reader);
    await reader.event('notifications', { state: 'subscribed' });
    assert.deepEqual(await scopes(reader), { '/': '/site.js' });
    assert.equal(testPage.site.requestsTo('/site.js').every(({ query }) => query === ''), true, 'one script with one URL');
    assert.equal(await push.send(await endpointOf(reader)), 100);
    const titles = await reader.until('the message is shown', async () => {
      const registration = await navigator.serviceWorker.ready;
      const shown = await registration.getNotifications();
      return shown.length > 0 && shown.map(({ title }) => title);
    });
    assert.deepEqual(titles, ['Warta Pesisir']);
  });

  test('Baca\'s worker in a folder need not control the page', async () => {
    testPage.site.put('/deep/baca-sw.js', file(WORKER));
    serveNotifications(testPage.site, { serviceWorker: '/deep/baca-sw.js' });
    testPage.site.put('/push/subscribe', json({}));
    const reader = await openArticle(testPage);
    await acceptPrompt(testPage, reader);
    await reader.event('notifications', { state: 'subscribed' });
    assert.deepEqual(await scopes(reader), { '/deep/': '/deep/baca-sw.js' });
    assert.equal(await push.send(await endpointOf(reader)), 100);
  });

  test('Baca\'s worker works on a page with a strict policy', async () => {
    serveNotifications(testPage.site);
    testPage.site.put('/push/subscribe', json({}));
    const policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src * data:; require-trusted-types-for 'script'";
    const reader = await testPage.read({ src: '/warta.json', config: '/config.json' }, { headers: { 'content-security-policy': policy } });
    await acceptPrompt(testPage, reader);
    await reader.event('notifications', { state: 'subscribed' });
    await pressBell(reader, 'bellIsOn');
    await press(reader, '.bell-panel', 'bellOff');
    await reader.event('notifications', { state: 'unsubscribed' });
    await testPage.assertClean();
  });

  test('a worker whose script never arrives fails after a timeout', async () => {
    testPage.site.put('/slow.js', hang());
    serveNotifications(testPage.site, { serviceWorker: '/slow.js' });
    const reader = await openArticle(testPage);
    await acceptPrompt(testPage, reader);
    await reader.until('it is in progress', (_, root, words) => root.querySelector('.prompt')?.textContent.startsWith(words), t('id', 'panels.promptWorking'));
    await reader.press(/A\+/);
    await reader.event('text-size');
    await waitForFailure(testPage, 'worker');
  });
}, { engines: ['firefox'], prefs: push.prefs });
