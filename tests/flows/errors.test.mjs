// Whatever goes wrong: a message that a person can use, in their language, a way to try again, an
// event for the site, and the page's own text back on screen.

import assert from 'node:assert/strict';
import { endless, hang, json, reset, status, text, truncated } from '../support/answers.mjs';
import { small, warta } from '../support/articles.mjs';
import { flow, tag, test } from '../support/flow.mjs';
import { pattern, t } from '../support/locales.mjs';

const OWN = '<p>The text of the page.</p>';

/** What may come instead of an article: how the server answers, the code, whether it may pass. */
const FAILURES = [
  { name: 'a text that is not JSON', answer: text('{"baca":1,"headline":', 'application/json'), code: 'not-json', retryable: false },
  { name: 'an empty body', answer: text('', 'application/json'), code: 'not-json', retryable: false },
  { name: 'a login page', answer: text('<!doctype html><title>Log in</title><form action="/login"><label>Name <input name="user"></label><button>Log in</button></form>'), code: 'not-json', retryable: false },
  { name: 'no such page', answer: status(404), code: 'http', words: 'http404', retryable: true },
  { name: 'a refusal', answer: status(403), code: 'http', status: 403, retryable: false },
  { name: 'a fault of the server', answer: status(500), code: 'http', status: 500, retryable: true },
  { name: 'JSON of something else', answer: json({ temperature: 31, city: 'Demak' }), code: 'not-an-article', retryable: false },
  { name: 'JSON that is no object', answer: json(42), code: 'not-an-article', retryable: false },
  { name: 'an article of the wrong shape', answer: json({ baca: 1, headline: null, body: { rows: 7 }, lead: [] }), code: 'not-an-article', retryable: false },
  { name: 'a body of 20 MB', answer: endless(20 * 1024 * 1024), code: 'too-large', retryable: false },
  { name: 'a connection that breaks at once', answer: reset(), code: 'network', retryable: true },
  { name: 'a body that breaks off', answer: truncated('{"baca":1,"headline":"Half'), code: 'network', retryable: true },
  { name: 'a server that never answers', answer: hang(), code: 'timeout', retryable: true, attributes: { timeout: 1 } },
];

flow('Failures', (stage) => {
  for (const { name, answer, code, words = code, retryable, status: number, attributes } of FAILURES) {
    test(`${name}: told, readable, and over once the server has recovered`, async () => {
      const src = stage.site.put('/article.json', answer);
      const reader = await stage.visit(tag({ src, ...attributes }, OWN), { lang: 'id' });
      await reader.failed();

      const { detail, bubbles, composed, state } = await reader.event('error');
      assert.equal(detail.code, code);
      assert.equal(detail.retryable, retryable);
      assert.ok(typeof detail.message === 'string' && detail.message.length > 10, `a message for developers: ${detail.message}`);
      assert.deepEqual({ bubbles, composed, state }, { bubbles: true, composed: true, state: 'error' });

      const alert = await reader.the('alert');
      assert.equal(await reader.run((_, root) => root.querySelector('[role=alert] p').textContent), t('id', `loader.${words}`, { status: number }));
      assert.equal(await alert.getAttribute('lang'), 'id');
      assert.deepEqual(await reader.light(), ['The text of the page.'], 'the page\'s own text should be readable');

      stage.site.json('/article.json', warta);
      await reader.press(t('id', 'loader.retry'));
      await reader.ready();
      assert.equal(await reader.text('headline'), warta.headline);
      assert.deepEqual(await reader.all('alert'), []);
      const { errors } = await stage.record();
      assert.deepEqual(errors, [], 'errors nobody caught');
    });
  }

  test('the message is in the language of the page', async () => {
    stage.site.put('/article.json', status(503));
    const reader = await stage.visit(tag({ src: '/article.json' }), { lang: 'en-GB' });
    await reader.failed();
    assert.match(await reader.run((_, root) => root.querySelector('[role=alert]').textContent), pattern('en', 'loader.http'));
    await reader.the('button', t('en', 'loader.retry'));
  });

  test('trying again keeps the keyboard where it was, then leads to the headline', async () => {
    stage.site.put('/article.json', status(500));
    const reader = await stage.visit(tag({ src: '/article.json' }), { lang: 'en' });
    await reader.failed();
    await reader.press(t('en', 'loader.retry'));
    await reader.until('the second failure is told', () => window.record.events.filter(({ name }) => name === 'error').length === 2);
    assert.equal((await reader.focused())?.text, t('en', 'loader.retry'));
    stage.site.json('/article.json', warta);
    await reader.press(t('en', 'loader.retry'));
    await reader.ready();
    assert.equal((await reader.focused())?.text, warta.headline);
  });

  test('a configuration of wrong types is told and costs only itself', async () => {
    stage.site.json('/wrong.json', {
      site: 7, comments: { providers: [{ type: 'disqus' }, { type: 'nobody' }, { type: 'facebook', appId: '1' }, { type: 'disqus', shortname: 'warta' }] },
      notifications: 'yes', analytics: [], share: { native: true }, labels: 'none',
    });
    const reader = await stage.read({ src: '/warta.json', config: '/wrong.json' });
    // Told where it is read: what concerns the article at once, the rooms beside it when they come.
    for (const path of ['site', 'comments.providers[0]', 'comments.providers[1]', 'notifications', 'analytics', 'share', 'labels']) {
      await reader.until(`${path} is told`, (_, __, path) =>
        window.record.events.some(({ name, detail }) => name === 'error' && detail.code === 'config' && detail.message.includes(path)), path);
    }
    assert.equal(await reader.state(), 'ready');
    assert.equal(await reader.text('headline'), warta.headline);
    await reader.the('tab', 'Facebook');
    await reader.the('tab', 'Disqus');
    assert.deepEqual(await reader.all('alert'), [], 'the reader of the article need not hear of it');
  });

  for (const [name, answer] of [['is not JSON', text('oops')], ['is not there', status(404)], ['is a list', json([])]]) {
    test(`a configuration that ${name} is told, and the article is shown`, async () => {
      stage.site.put('/wrong.json', answer);
      const reader = await stage.read({ src: '/warta.json', config: '/wrong.json' });
      await reader.event('error', { code: 'config' });
      assert.equal(await reader.state(), 'ready');
      await reader.press(/A\+/);
      await reader.event('text-size');
    });
  }

  test('a configuration that never comes keeps nobody from reading', async () => {
    stage.site.put('/never.json', hang());
    const reader = await stage.read({ src: '/warta.json', config: '/never.json' });
    assert.equal(await reader.text('headline'), warta.headline);
    await reader.press(/A\+/);
    await reader.event('text-size');
  });

  for (const file of ['baca-app_bg.wasm', 'baca-app.js']) {
    test(`a ${file} that is blocked leaves the page's own text, and can be tried again`, async () => {
      const path = `/some/folder/reader/${file}`;
      stage.site.put(path, status(404));
      const reader = await stage.visit(tag({ src: '/warta.json' }, OWN));
      await reader.failed();
      const { detail } = await reader.event('error');
      assert.deepEqual({ code: detail.code, retryable: detail.retryable }, { code: 'network', retryable: true });
      assert.deepEqual(await reader.light(), ['The text of the page.']);
      await reader.the('alert');
      stage.site.forget(path);
      await reader.press(t('en', 'loader.retry'));
      await reader.ready();
      assert.equal(await reader.text('headline'), warta.headline);
    });
  }

  test('a WebAssembly that is none leaves the page\'s own text', async () => {
    stage.site.put('/some/folder/reader/baca-app_bg.wasm', text('<!doctype html><p>Not found</p>'));
    const reader = await stage.visit(tag({ src: '/warta.json' }, OWN));
    await reader.failed();
    const { detail } = await reader.event('error');
    assert.equal(detail.code, 'unsupported');
    assert.equal(await reader.run((_, root) => root.querySelector('[role=alert] p').textContent), t('en', 'loader.unsupported'));
    assert.deepEqual(await reader.light(), ['The text of the page.']);
  });

  test('a policy without WebAssembly leaves the page\'s own text', async () => {
    const reader = await stage.visit(tag({ src: '/warta.json' }, OWN), { headers: { 'content-security-policy': "default-src 'self'" } });
    await reader.failed();
    assert.equal((await reader.event('error')).detail.code, 'unsupported');
    assert.deepEqual(await reader.light(), ['The text of the page.']);
    await reader.the('alert');
  });

  test('one reader that fails leaves the others alone', async () => {
    stage.site.json('/good.json', small('Good'));
    await stage.visit(tag({ src: '/nowhere.json' }) + tag({ src: '/good.json' }));
    await stage.reader(0).failed();
    await stage.reader(1).ready();
    assert.equal(await stage.reader(1).text('headline'), 'Good');
  });
});

/** A page with another one in a frame, where the driver goes on. */
async function inFrame(stage, inner, attributes = {}) {
  await stage.visit('', { script: null });
  // By script: WebKitGTK's driver waits in vain for a page that comes with a frame.
  await stage.driver.executeScript(`const frame = document.createElement('iframe');
    for (const [name, value] of Object.entries(arguments[0])) frame.setAttribute(name, value);
    document.body.append(frame);`, { title: 'Inner', width: 900, height: 700, src: inner, ...attributes });
  await stage.driver.switchTo().frame(0);
  const reader = stage.reader();
  await reader.ready();
  return reader;
}

flow('Surroundings', (stage) => {
  test('a page in a frame reads like any other', async () => {
    const reader = await inFrame(stage, stage.put(tag({ src: '/warta.json', config: '/config.json' })));
    await reader.event('view');
    await reader.press(/A\+/);
    await reader.event('text-size');
    assert.equal(await reader.text('headline'), warta.headline);
    await stage.calm();
  });

  test('a storage that is blocked costs only what it would have kept', async () => {
    // A sandbox without the page's own origin refuses every storage; what it fetches is of another
    // origin, so the site must allow that.
    const host = await stage.anotherSite({ cors: true });
    host.json('/warta.json', warta);
    host.json('/config.json', {});
    const src = host.url('/warta.json');
    const inner = stage.put(tag({ src, config: host.url('/config.json') }), { script: host.script });
    const reader = await inFrame(stage, inner, { sandbox: 'allow-scripts' });
    const refused = await reader.run(() => {
      try {
        return Boolean(window.localStorage) && 'allowed';
      } catch (error) {
        return error.name;
      }
    });
    assert.equal(refused, 'SecurityError', 'the storage should be refused here');
    // Chromium's driver knows no accessibility tree in such a frame: by label.
    const label = (name) => reader.run((_, root, name) => root.querySelector(`[aria-label="${name}"]`), name);
    await (await label(t('id', 'textLarger'))).click();
    await reader.event('text-size');
    await (await label(t('id', 'settings'))).click();
    await reader.choose('theme', 'dark');
    await reader.event('settings', { theme: 'dark' });
    await stage.calm();
  });
}, { engines: ['chromium', 'firefox'] }); // WebKitGTK's driver does not answer inside frames.
