// An open provider gets changes of theme and language in its documented way. A provider that loads late is
// still shown, with the current theme; a response that never ends is aborted.

import assert from 'node:assert/strict';
import { warta } from '../support/articles.mjs';
import { canRunScriptsInFrames, pressTab, CORS, DISCOURSE, GISCUS, openTabs, REMARK42, runInFrame, serve, UTTERANCES, waitForFrameMessage, WALINE } from '../support/comments.mjs';
import { flow, test } from '../support/flow.mjs';
import { t } from '../support/locales.mjs';

const DISQUS = { type: 'disqus', shortname: 'warta' };
const HYVOR = { type: 'hyvor-talk', websiteId: '7' };
const COMENTARIO = { type: 'comentario', url: 'https://komentar.example' };

/** Frames that get messages: provider, host, path of the values, values of the light and of the dark theme. */
const MESSAGED = [
  [GISCUS, 'giscus.app', ['giscus', 'setConfig'], { theme: 'light', lang: 'id' }, { theme: 'dark', lang: 'id' }],
  [UTTERANCES, 'utteranc.es', [], { type: 'set-theme', theme: 'github-light' }, { type: 'set-theme', theme: 'github-dark' }],
  [REMARK42, 'remark.example', [], { theme: 'light' }, { theme: 'dark' }],
];

/** Elements of scripts: provider, host, element, attributes, and their values before and after a change. */
const ELEMENTS = [
  [HYVOR, 'talk.hyvor.com', 'hyvor-talk-comments', ['colors', 'page-language'], ['light', 'id'], ['dark', 'en']],
  // A change of its language would lose typed text, so its language stays.
  [COMENTARIO, 'komentar.example', 'comentario-comments', ['theme', 'lang'], ['light', 'id'], ['dark', 'id']],
];

flow('Providers follow', (testPage) => {
  const open = async (provider, options) => {
    const reader = await openTabs(testPage, provider, options);
    await reader.run((host) => host.setAttribute('theme', 'light'));
    await pressTab(reader, 0);
    return reader;
  };
  const ready = (reader, { type }) => reader.event('comments', { provider: type, state: 'ready' });
  const setAttribute = (reader, name, value) => reader.run((host, _, name, value) => host.setAttribute(name, value), name, value);
  const requestCount = (host) => testPage.proxy.fromPages.filter((url) => url.startsWith(host)).length;

  for (const [provider, host, path, light, dark] of canRunScriptsInFrames(testPage) ? MESSAGED : []) {
    const { type } = provider;
    test(`${type} gets the theme in a message while it is open`, async () => {
      const reader = await open(provider);
      await ready(reader, provider);
      await waitForFrameMessage(testPage, reader, path, light);
      await setAttribute(reader, 'theme', 'dark');
      await waitForFrameMessage(testPage, reader, path, dark);
      await setAttribute(reader, 'theme', 'sepia');
      await waitForFrameMessage(testPage, reader, path, light);
      assert.equal(requestCount(host), 1);
    });

    test(`${type} that loads late replaces its message, and gets the current theme`, async () => {
      testPage.proxy.behaviours.set(host, 'held');
      const reader = await open(provider, { timeout: 1 });
      await reader.event('comments', { provider: type, state: 'timeout' });
      await reader.comments();
      await reader.until('the message is shown', (_, root) => root.querySelector('.outcome'));
      await setAttribute(reader, 'theme', 'dark');
      await reader.until('it is dark', (_, root) => root.querySelector('.baca').dataset.theme === 'dark');
      testPage.proxy.behaviours.clear();
      testPage.proxy.release();
      await ready(reader, provider);
      await reader.until('the message is removed', (_, root) => !root.querySelector('.outcome'));
      await waitForFrameMessage(testPage, reader, path, dark);
      assert.equal(requestCount(host), 1);
    });
  }

  if (canRunScriptsInFrames(testPage)) test('Remark42, which gets its language only at its start, is loaded again with another', async () => {
    // The site has labels in a third language.
    const reader = await open(REMARK42, { labels: { de: { commentsOpen: '{name} öffnen' } } });
    await ready(reader, REMARK42);
    const locale = (wanted) => reader.until(`its language is ${wanted}`, (_, root, wanted) => new URL(root.querySelector('iframe.frame').src).searchParams.get('locale') === wanted, wanted);
    // Remark42 has no Indonesian.
    await locale('en');
    await setAttribute(reader, 'lang', 'en');
    await reader.until('the language is another', (_, root) => root.querySelector('[part=comments]').lang === 'en');
    assert.equal(requestCount('remark.example'), 1);
    await setAttribute(reader, 'lang', 'de');
    await locale('de');
    await waitForFrameMessage(testPage, reader, [], { theme: 'light' });
    assert.equal(requestCount('remark.example'), 2);
  });

  if (canRunScriptsInFrames(testPage)) test('a frame that supports neither theme nor language gets no messages', async () => {
    const reader = await open(DISCOURSE);
    await ready(reader, DISCOURSE);
    await setAttribute(reader, 'theme', 'dark');
    await setAttribute(reader, 'lang', 'en');
    await reader.until('the language is another', (_, root) => root.querySelector('[part=comments]').lang === 'en');
    assert.deepEqual(await runInFrame(testPage, reader, 'return received'), []);
    assert.equal(requestCount('forum.example'), 1);
  });

  for (const [provider, host, element, names, before, after] of ELEMENTS) {
    test(`${provider.type} has the theme in its element`, async () => {
      const reader = await open(provider);
      await ready(reader, provider);
      const values = (wanted) => reader.until(`it has ${wanted}`, (host, _, element, names, wanted) =>
        names.every((name, at) => host.querySelector(element)?.getAttribute(name) === wanted[at]), element, names, wanted);
      await values(before);
      await setAttribute(reader, 'theme', 'dark');
      await setAttribute(reader, 'lang', 'en');
      await reader.until('the language is another', (_, root) => root.querySelector('[part=comments]').lang === 'en');
      await values(after);
      assert.equal(requestCount(host), 1);
    });
  }

  test('Waline is updated, and keeps its path', async () => {
    const reader = await open(WALINE);
    await ready(reader, WALINE);
    await setAttribute(reader, 'theme', 'dark');
    await setAttribute(reader, 'lang', 'en');
    const last = await reader.until('it is updated', () => window.waline.at(-1).lang === 'en' && window.waline.at(-1));
    assert.deepEqual({ ...last }, { path: '/2026/03/dermaga', dark: true, lang: 'en' });
  });

  // Disqus needs HTTPS, and WebKitGTK's driver rejects the certificate of fakes.
  const hasDisqus = testPage.engine !== 'webkit';
  if (hasDisqus) test('Disqus is reset with the new theme and language', async () => {
    const reader = await open(DISQUS);
    await ready(reader, DISQUS);
    const shows = (theme, language) => reader.until(`${theme}, ${language}`, (host, _, theme, language) => {
      const { searchParams } = new URL(host.querySelector('#disqus_thread iframe').src);
      return searchParams.get('theme') === theme && searchParams.get('l') === language;
    }, theme, language);
    await shows('light', 'id');
    await setAttribute(reader, 'theme', 'dark');
    await shows('dark', 'id');
    await setAttribute(reader, 'lang', 'en');
    await shows('dark', 'en');
    assert.equal(requestCount('warta.disqus.com'), 1);
  });

  for (const [provider, host] of [...(hasDisqus ? [[DISQUS, 'warta.disqus.com']] : []), [HYVOR, 'talk.hyvor.com'], [WALINE, 'waline.example'], [{ type: 'coral', url: 'https://coral.example' }, 'coral.example']]) {
    test(`the script of ${provider.type} that loads late is still used`, async () => {
      testPage.proxy.behaviours.set(host, 'held');
      const reader = await open(provider, { timeout: 1 });
      await reader.event('comments', { provider: provider.type, state: 'timeout' });
      await reader.comments();
      await reader.until('the message is shown', (_, root) => root.querySelector('.outcome'));
      testPage.proxy.behaviours.clear();
      testPage.proxy.release();
      await ready(reader, provider);
      await reader.until('the message is removed', (host, root) => !root.querySelector('.outcome') && host.querySelector('[slot=comments]').getClientRects().length);
    });
  }

  const MASTODON = { type: 'mastodon', thread: 'https://m.example/@warta/100' };
  const CONTEXT = { descendants: [{ id: '101', in_reply_to_id: '100', content: '<p>Halo</p>', account: { acct: 'ani' } }] };

  test('a late response is shown, and its message is removed', async () => {
    serve(testPage.proxy, 'm.example', { '/api/v1/statuses/100/context': CONTEXT });
    testPage.proxy.behaviours.set('m.example', 'held');
    const reader = await open(MASTODON, { timeout: 1 });
    await reader.event('comments', { provider: 'mastodon', state: 'timeout' });
    await reader.comments();
    await reader.until('the message is shown', (_, root) => root.querySelector('.outcome'));
    assert.ok(testPage.proxy.holds);
    testPage.proxy.behaviours.clear();
    testPage.proxy.release();
    await ready(reader, MASTODON);
    await reader.until('the comment is there', (_, root) => root.querySelector('.provider:not([hidden]) .says')?.textContent === 'Halo' && !root.querySelector('.outcome'));
  });

  test('a late response is ignored after a retry', async () => {
    serve(testPage.proxy, 'm.example', { '/api/v1/statuses/100/context': CONTEXT });
    testPage.proxy.behaviours.set('m.example', 'held');
    const reader = await open(MASTODON, { timeout: 1 });
    await reader.event('comments', { provider: 'mastodon', state: 'timeout' });
    testPage.proxy.behaviours.clear();
    await reader.press(t('id', 'panels.commentsRetry'));
    await ready(reader, MASTODON);
    testPage.proxy.release();
    await reader.until('there is one comment', (_, root) => root.querySelectorAll('.comment').length === 1);
  });

  test('a response that never ends is aborted', async () => {
    let sent = 0;
    const ended = new Promise((resolve) => {
      testPage.proxy.handlers.set('m.example', (request, response) => {
        response.writeHead(200, CORS);
        response.on('close', () => resolve(response.writableFinished));
        response.write('{"descendants":[');
        const part = `${JSON.stringify({ id: '1', content: 'x'.repeat(60_000) })},`;
        const more = () => {
          while (!response.destroyed) {
            sent += part.length;
            if (!response.write(part)) return response.once('drain', more);
          }
        };
        more();
      });
    });
    const reader = await open(MASTODON);
    await reader.event('comments', { provider: 'mastodon', state: 'failed' });
    assert.equal(await ended, false, 'it should be aborted');
    assert.ok(sent > 4 * 1024 * 1024, `after ${sent} bytes`);
    assert.equal(await reader.state(), 'ready');
    assert.equal(await reader.text('headline'), warta.headline);
  });
});
