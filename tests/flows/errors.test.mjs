// Failures: a helpful message in the interface language, a retry button, an event for the site, and the page's
// own text visible again.

import assert from 'node:assert/strict';
import { endless, hang, json, reset, status, text, truncated } from '../support/http-responses.mjs';
import { small, warta } from '../support/articles.mjs';
import { flow, tag, test } from '../support/flow.mjs';
import { pattern, t } from '../support/locales.mjs';

const OWN = '<p>The text of the page.</p>';

/** Failures: the server's response, the error code, and whether another attempt may succeed. */
const FAILURES = [
  { name: 'a text that is not JSON', answer: text('{"baca":1,"headline":', 'application/json'), code: 'not-json', retryable: false },
  { name: 'an empty body', answer: text('', 'application/json'), code: 'not-json', retryable: false },
  { name: 'a login page', answer: text('<!doctype html><title>Log in</title><form action="/login"><label>Name <input name="user"></label><button>Log in</button></form>'), code: 'not-json', retryable: false },
  { name: 'a missing page', answer: status(404), code: 'http', words: 'http404', retryable: true },
  { name: 'a forbidden page', answer: status(403), code: 'http', status: 403, retryable: false },
  { name: 'a server error', answer: status(500), code: 'http', status: 500, retryable: true },
  { name: 'other JSON', answer: json({ temperature: 31, city: 'Demak' }), code: 'not-an-article', retryable: false },
  { name: 'JSON that is not an object', answer: json(42), code: 'not-an-article', retryable: false },
  { name: 'an article with invalid fields', answer: json({ baca: 1, headline: null, body: { rows: 7 }, lead: [] }), code: 'not-an-article', retryable: false },
  { name: 'a body of 20 MB', answer: endless(20 * 1024 * 1024), code: 'too-large', retryable: false },
  { name: 'a closed connection', answer: reset(), code: 'network', retryable: true },
  { name: 'an incomplete body', answer: truncated('{"baca":1,"headline":"Half'), code: 'network', retryable: true },
  { name: 'a server that never responds', answer: hang(), code: 'timeout', retryable: true, attributes: { timeout: 1 } },
];

flow('Failures', (testPage) => {
  for (const { name, answer, code, words = code, retryable, status: number, attributes } of FAILURES) {
    test(`${name} is reported, leaves the page's text readable, and a retry succeeds after recovery`, async () => {
      const src = testPage.site.put('/article.json', answer);
      const reader = await testPage.visit(tag({ src, ...attributes }, OWN), { lang: 'id' });
      await reader.failed();

      const { detail, bubbles, composed, state } = await reader.event('error');
      assert.equal(detail.code, code);
      assert.equal(detail.retryable, retryable);
      assert.ok(typeof detail.message === 'string' && detail.message.length > 10, `a message for developers: ${detail.message}`);
      assert.deepEqual({ bubbles, composed, state }, { bubbles: true, composed: true, state: 'error' });

      const alert = await reader.getByRole('alert');
      assert.equal(await reader.run((_, root) => root.querySelector('[role=alert] p').textContent), t('id', `loader.${words}`, { status: number }));
      assert.equal(await alert.getAttribute('lang'), 'id');
      assert.deepEqual(await reader.lightText(), ['The text of the page.'], 'the page\'s own text should be readable');

      testPage.site.json('/article.json', warta);
      await reader.press(t('id', 'loader.retry'));
      await reader.ready();
      assert.equal(await reader.text('headline'), warta.headline);
      assert.deepEqual(await reader.queryAllByRole('alert'), []);
      const { errors } = await testPage.record();
      assert.deepEqual(errors, [], 'uncaught errors');
    });
  }

  test('the message is in the language of the page', async () => {
    testPage.site.put('/article.json', status(503));
    const reader = await testPage.visit(tag({ src: '/article.json' }), { lang: 'en-GB' });
    await reader.failed();
    assert.match(await reader.run((_, root) => root.querySelector('[role=alert]').textContent), pattern('en', 'loader.http'));
    await reader.getByRole('button', t('en', 'loader.retry'));
  });

  test('a retry keeps the focus on its button, or moves it to the headline after success', async () => {
    testPage.site.put('/article.json', status(500));
    const reader = await testPage.visit(tag({ src: '/article.json' }), { lang: 'en' });
    await reader.failed();
    await reader.press(t('en', 'loader.retry'));
    await reader.until('the second failure is reported', () => window.record.events.filter(({ name }) => name === 'error').length === 2);
    assert.equal((await reader.focused())?.text, t('en', 'loader.retry'));
    testPage.site.json('/article.json', warta);
    await reader.press(t('en', 'loader.retry'));
    await reader.ready();
    assert.equal((await reader.focused())?.text, warta.headline);
  });

  test('invalid fields of a configuration are reported, and the valid ones are used', async () => {
    testPage.site.json('/wrong.json', {
      site: 7, comments: { providers: [{ type: 'disqus' }, { type: 'nobody' }, { type: 'facebook', appId: '1' }, { type: 'disqus', shortname: 'warta' }] },
      notifications: 'yes', analytics: [], share: { native: true }, labels: 'none',
    });
    const reader = await testPage.read({ src: '/warta.json', config: '/wrong.json' });
    // The article's module reports its fields at once, the panels report theirs when they are loaded.
    for (const path of ['site', 'comments.providers[0]', 'comments.providers[1]', 'notifications', 'analytics', 'share', 'labels']) {
      await reader.until(`${path} is reported`, (_, __, path) =>
        window.record.events.some(({ name, detail }) => name === 'error' && detail.code === 'config' && detail.message.includes(path)), path);
    }
    assert.equal(await reader.state(), 'ready');
    assert.equal(await reader.text('headline'), warta.headline);
    await reader.getByRole('tab', 'Facebook');
    await reader.getByRole('tab', 'Disqus');
    assert.deepEqual(await reader.queryAllByRole('alert'), [], 'the problems should not be shown on the page');
  });

  for (const [name, answer] of [['is not JSON', text('oops')], ['is missing', status(404)], ['is a list', json([])]]) {
    test(`a configuration that ${name} is reported, and the article is shown`, async () => {
      testPage.site.put('/wrong.json', answer);
      const reader = await testPage.read({ src: '/warta.json', config: '/wrong.json' });
      await reader.event('error', { code: 'config' });
      assert.equal(await reader.state(), 'ready');
      await reader.press(/A\+/);
      await reader.event('text-size');
    });
  }

  test('a configuration that does not arrive does not delay the article', async () => {
    testPage.site.put('/never.json', hang());
    const reader = await testPage.read({ src: '/warta.json', config: '/never.json' });
    assert.equal(await reader.text('headline'), warta.headline);
    await reader.press(/A\+/);
    await reader.event('text-size');
  });

  for (const file of ['baca-app_bg.wasm', 'baca-app.js']) {
    test(`a blocked ${file} leaves the page's own text, and a retry succeeds`, async () => {
      const path = `/some/folder/reader/${file}`;
      testPage.site.put(path, status(404));
      const reader = await testPage.visit(tag({ src: '/warta.json' }, OWN));
      await reader.failed();
      const { detail } = await reader.event('error');
      assert.deepEqual({ code: detail.code, retryable: detail.retryable }, { code: 'network', retryable: true });
      assert.deepEqual(await reader.lightText(), ['The text of the page.']);
      await reader.getByRole('alert');
      testPage.site.remove(path);
      await reader.press(t('id', 'loader.retry'));
      await reader.ready();
      assert.equal(await reader.text('headline'), warta.headline);
    });
  }

  // While a script hangs, Firefox considers the page as loading, and its driver does not respond.
  for (const file of ['baca-app_bg.wasm', ...(testPage.engine === 'firefox' ? [] : ['baca-app.js'])]) {
    test(`a ${file} that never arrives leaves the page's own text after the timeout, and a retry succeeds`, async () => {
      const path = `/some/folder/reader/${file}`;
      testPage.site.put(path, hang());
      const reader = await testPage.visit(tag({ src: '/warta.json', timeout: 1 }, OWN));
      await reader.failed();
      const { detail } = await reader.event('error');
      assert.deepEqual({ code: detail.code, retryable: detail.retryable }, { code: 'timeout', retryable: true });
      assert.match(detail.message, /baca-app/, 'the message should name the file');
      assert.deepEqual(await reader.lightText(), ['The text of the page.']);
      testPage.site.remove(path);
      await reader.press(t('id', 'loader.retry'));
      await reader.ready();
      assert.equal(await reader.text('headline'), warta.headline);
    });
  }

  test('without the converter, an article in another format fails after the timeout, and a retry succeeds', async () => {
    const path = '/some/folder/reader/baca-html_bg.wasm';
    testPage.site.put(path, hang());
    const feed = testPage.site.json('/feed.json', { version: 'https://jsonfeed.org/version/1.1', title: 'A feed', items: [{ id: '1', title: 'One', content_html: '<p>The text of One.</p><form><p>More of it.</p></form>' }] });
    const reader = await testPage.visit(tag({ src: feed, timeout: 1 }, OWN));
    await reader.failed();
    assert.equal((await reader.event('error')).detail.code, 'timeout');
    testPage.site.remove(path);
    await reader.press(t('id', 'loader.retry'));
    await reader.ready();
    assert.equal(await reader.text('headline'), 'One');
  });

  for (const timeout of ['Infinity', '-1', '0', 'soon', '1e400', '']) {
    test(`an article is shown with timeout="${timeout}"`, async () => {
      const reader = await testPage.read({ src: '/warta.json', timeout });
      assert.equal(await reader.text('headline'), warta.headline);
    });
  }

  test('a broken WebAssembly file leaves the page\'s own text', async () => {
    testPage.site.put('/some/folder/reader/baca-app_bg.wasm', text('<!doctype html><p>Not found</p>'));
    const reader = await testPage.visit(tag({ src: '/warta.json' }, OWN));
    await reader.failed();
    const { detail } = await reader.event('error');
    assert.equal(detail.code, 'unsupported');
    assert.equal(await reader.run((_, root) => root.querySelector('[role=alert] p').textContent), t('id', 'loader.unsupported'));
    assert.deepEqual(await reader.lightText(), ['The text of the page.']);
  });

  test('a policy without WebAssembly leaves the page\'s own text', async () => {
    const reader = await testPage.visit(tag({ src: '/warta.json' }, OWN), { headers: { 'content-security-policy': "default-src 'self'" } });
    await reader.failed();
    assert.equal((await reader.event('error')).detail.code, 'unsupported');
    assert.deepEqual(await reader.lightText(), ['The text of the page.']);
    await reader.getByRole('alert');
  });

  test('a failing reader does not affect other readers', async () => {
    testPage.site.json('/good.json', small('Good'));
    await testPage.visit(tag({ src: '/nowhere.json' }) + tag({ src: '/good.json' }));
    await testPage.reader(0).failed();
    await testPage.reader(1).ready();
    assert.equal(await testPage.reader(1).text('headline'), 'Good');
  });
});

/** Opens a page with `inner` in a frame and switches the driver to the frame. */
async function inFrame(testPage, inner, attributes = {}) {
  await testPage.visit('', { script: null });
  // The frame is added by script: WebKitGTK's driver never finishes loading a page with a frame.
  await testPage.driver.executeScript(`const frame = document.createElement('iframe');
    for (const [name, value] of Object.entries(arguments[0])) frame.setAttribute(name, value);
    document.body.append(frame);`, { title: 'Inner', width: 900, height: 700, src: inner, ...attributes });
  await testPage.driver.switchTo().frame(0);
  const reader = testPage.reader();
  await reader.ready();
  return reader;
}

flow('Surroundings', (testPage) => {
  test('the reader works in a page in a frame', async () => {
    const reader = await inFrame(testPage, testPage.put(tag({ src: '/warta.json', config: '/config.json' })));
    await reader.event('view');
    await reader.press(/A\+/);
    await reader.event('text-size');
    assert.equal(await reader.text('headline'), warta.headline);
    await testPage.assertClean();
  });

  test('a blocked storage loses only what would have been stored', async () => {
    // A sandbox without the page's own origin blocks every storage. Its requests are cross-origin, so the
    // site must allow them.
    const host = await testPage.anotherSite({ cors: true });
    host.json('/warta.json', warta);
    host.json('/config.json', {});
    const src = host.url('/warta.json');
    const inner = testPage.put(tag({ src, config: host.url('/config.json') }), { script: host.script });
    const reader = await inFrame(testPage, inner, { sandbox: 'allow-scripts' });
    const storage = await reader.run(() => {
      try {
        return Boolean(window.localStorage) && 'allowed';
      } catch (error) {
        return error.name;
      }
    });
    assert.equal(storage, 'SecurityError', 'the storage should be blocked here');
    // Chromium's driver has no accessibility tree in such a frame, so elements are found by label.
    const label = (name) => reader.run((_, root, name) => root.querySelector(`[aria-label="${name}"]`), name);
    await (await label(t('id', 'textLarger'))).click();
    await reader.event('text-size');
    await (await label(t('id', 'settings'))).click();
    await reader.choose('theme', 'dark');
    await reader.event('settings', { theme: 'dark' });
    await testPage.assertClean();
  });
}, { engines: ['chromium', 'firefox'] }); // WebKitGTK's driver cannot run scripts in frames.
