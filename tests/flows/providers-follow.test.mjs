// What is open follows the reader's theme and language in the provider's documented way; what comes
// late is shown all the same, as things look by then; what never ends is given up.

import assert from 'node:assert/strict';
import { warta } from '../support/articles.mjs';
import { choose, CORS, DISCOURSE, GISCUS, hears, looksIntoFrames, openTabs, REMARK42, serve, UTTERANCES, within } from '../support/comments.mjs';
import { flow, test } from '../support/flow.mjs';
import { t } from '../support/locales.mjs';

const DISQUS = { type: 'disqus', shortname: 'warta' };
const HYVOR = { type: 'hyvor-talk', websiteId: '7' };
const COMENTARIO = { type: 'comentario', url: 'https://komentar.example' };
const WALINE = { type: 'waline', serverURL: 'https://waline.example' };

/** Frames that are told: what holds the values, and the names and values of both themes. */
const TOLD = [
  [GISCUS, 'giscus.app', ['giscus', 'setConfig'], { theme: 'light', lang: 'id' }, { theme: 'dark', lang: 'id' }],
  [UTTERANCES, 'utteranc.es', [], { type: 'set-theme', theme: 'github-light' }, { type: 'set-theme', theme: 'github-dark' }],
  [REMARK42, 'remark.example', [], { theme: 'light' }, { theme: 'dark' }],
];

/** Elements of scripts: where to look, and what stands there for a theme and a language. */
const ELEMENTS = [
  [HYVOR, 'talk.hyvor.com', 'hyvor-talk-comments', ['colors', 'page-language'], ['light', 'id'], ['dark', 'en']],
  // Its language would lose what was typed.
  [COMENTARIO, 'komentar.example', 'comentario-comments', ['theme', 'lang'], ['light', 'id'], ['dark', 'id']],
];

flow('Providers follow', (stage) => {
  const open = async (provider, options) => {
    const reader = await openTabs(stage, provider, options);
    await reader.run((host) => host.setAttribute('theme', 'light'));
    await choose(reader, 0);
    return reader;
  };
  const ready = (reader, { type }) => reader.event('comments', { provider: type, state: 'ready' });
  const look = (reader, name, value) => reader.run((host, _, name, value) => host.setAttribute(name, value), name, value);
  const loads = (host) => stage.proxy.fromPages.filter((asked) => asked.startsWith(host)).length;

  for (const [provider, host, path, light, dark] of looksIntoFrames(stage) ? TOLD : []) {
    const { type } = provider;
    test(`${type} is told the theme while it is open`, async () => {
      const reader = await open(provider);
      await ready(reader, provider);
      await hears(stage, reader, path, light);
      await look(reader, 'theme', 'dark');
      await hears(stage, reader, path, dark);
      await look(reader, 'theme', 'sepia');
      await hears(stage, reader, path, light);
      assert.equal(loads(host), 1);
    });

    test(`${type} that comes late takes its notice back, and hears how things look by then`, async () => {
      stage.proxy.behaviours.set(host, 'held');
      const reader = await open(provider, { timeout: 1 });
      await reader.event('comments', { provider: type, state: 'timeout' });
      await reader.until('the notice is there', (_, root) => root.querySelector('.outcome'));
      await look(reader, 'theme', 'dark');
      await reader.until('it is dark', (_, root) => root.querySelector('.baca').dataset.theme === 'dark');
      stage.proxy.behaviours.clear();
      stage.proxy.release();
      await ready(reader, provider);
      await reader.until('the notice is gone', (_, root) => !root.querySelector('.outcome'));
      await hears(stage, reader, path, dark);
      assert.equal(loads(host), 1);
    });
  }

  if (looksIntoFrames(stage)) test('Remark42 takes a language only at its start, and begins anew with another', async () => {
    // The site brings words of a third language.
    const reader = await open(REMARK42, { labels: { de: { commentsOpen: '{name} öffnen' } } });
    await ready(reader, REMARK42);
    const locale = (wanted) => reader.until(`its language is ${wanted}`, (_, root, wanted) => new URL(root.querySelector('iframe.frame').src).searchParams.get('locale') === wanted, wanted);
    // It has no Indonesian.
    await locale('en');
    await look(reader, 'lang', 'en');
    await reader.until('the language is another', (_, root) => root.querySelector('[part=comments]').lang === 'en');
    assert.equal(loads('remark.example'), 1);
    await look(reader, 'lang', 'de');
    await locale('de');
    await hears(stage, reader, [], { theme: 'light' });
    assert.equal(loads('remark.example'), 2);
  });

  if (looksIntoFrames(stage)) test('a frame that takes neither theme nor language is left alone', async () => {
    const reader = await open(DISCOURSE);
    await ready(reader, DISCOURSE);
    await look(reader, 'theme', 'dark');
    await look(reader, 'lang', 'en');
    await reader.until('the language is another', (_, root) => root.querySelector('[part=comments]').lang === 'en');
    assert.deepEqual(await within(stage, reader, 'return heard'), []);
    assert.equal(loads('forum.example'), 1);
  });

  for (const [provider, host, element, names, before, after] of ELEMENTS) {
    test(`${provider.type} has the theme in its element`, async () => {
      const reader = await open(provider);
      await ready(reader, provider);
      const values = (wanted) => reader.until(`it says ${wanted}`, (host, _, element, names, wanted) =>
        names.every((name, at) => host.querySelector(element)?.getAttribute(name) === wanted[at]), element, names, wanted);
      await values(before);
      await look(reader, 'theme', 'dark');
      await look(reader, 'lang', 'en');
      await reader.until('the language is another', (_, root) => root.querySelector('[part=comments]').lang === 'en');
      await values(after);
      assert.equal(loads(host), 1);
    });
  }

  test('Waline is updated, and keeps its path', async () => {
    const reader = await open(WALINE);
    await ready(reader, WALINE);
    await look(reader, 'theme', 'dark');
    await look(reader, 'lang', 'en');
    const last = await reader.until('it is updated', () => window.waline.at(-1).lang === 'en' && window.waline.at(-1));
    assert.deepEqual({ ...last }, { path: '/2026/03/dermaga', dark: true, lang: 'en' });
  });

  // Disqus is only there by HTTPS, which WebKitGTK's driver does not take from stand-ins.
  const hasDisqus = stage.engine !== 'webkit';
  if (hasDisqus) test('Disqus is reset, and takes theme and language anew', async () => {
    const reader = await open(DISQUS);
    await ready(reader, DISQUS);
    const shows = (theme, language) => reader.until(`${theme}, ${language}`, (host, _, theme, language) => {
      const { searchParams } = new URL(host.querySelector('#disqus_thread iframe').src);
      return searchParams.get('theme') === theme && searchParams.get('l') === language;
    }, theme, language);
    await shows('light', 'id');
    await look(reader, 'theme', 'dark');
    await shows('dark', 'id');
    await look(reader, 'lang', 'en');
    await shows('dark', 'en');
    assert.equal(loads('warta.disqus.com'), 1);
  });

  for (const [provider, host] of [...(hasDisqus ? [[DISQUS, 'warta.disqus.com']] : []), [HYVOR, 'talk.hyvor.com'], [WALINE, 'unpkg.com'], [{ type: 'coral', url: 'https://coral.example' }, 'coral.example']]) {
    test(`the script of ${provider.type} that comes late is welcome`, async () => {
      stage.proxy.behaviours.set(host, 'held');
      const reader = await open(provider, { timeout: 1 });
      await reader.event('comments', { provider: provider.type, state: 'timeout' });
      await reader.until('the notice is there', (_, root) => root.querySelector('.outcome'));
      stage.proxy.behaviours.clear();
      stage.proxy.release();
      await ready(reader, provider);
      await reader.until('the notice is gone', (host, root) => !root.querySelector('.outcome') && host.querySelector('[slot=comments]').getClientRects().length);
    });
  }

  const MASTODON = { type: 'mastodon', thread: 'https://m.example/@warta/100' };
  const CONTEXT = { descendants: [{ id: '101', in_reply_to_id: '100', content: '<p>Halo</p>', account: { acct: 'ani' } }] };

  test('an answer that comes late is shown, and its notice is gone', async () => {
    serve(stage.proxy, 'm.example', { '/api/v1/statuses/100/context': CONTEXT });
    stage.proxy.behaviours.set('m.example', 'held');
    const reader = await open(MASTODON, { timeout: 1 });
    await reader.event('comments', { provider: 'mastodon', state: 'timeout' });
    await reader.until('the notice is there', (_, root) => root.querySelector('.outcome'));
    assert.ok(stage.proxy.holds);
    stage.proxy.behaviours.clear();
    stage.proxy.release();
    await ready(reader, MASTODON);
    await reader.until('the comment is there', (_, root) => root.querySelector('.home:not([hidden]) .says')?.textContent === 'Halo' && !root.querySelector('.outcome'));
  });

  test('a late one does not come into a discussion that was begun anew', async () => {
    serve(stage.proxy, 'm.example', { '/api/v1/statuses/100/context': CONTEXT });
    stage.proxy.behaviours.set('m.example', 'held');
    const reader = await open(MASTODON, { timeout: 1 });
    await reader.event('comments', { provider: 'mastodon', state: 'timeout' });
    stage.proxy.behaviours.clear();
    await reader.press(t('id', 'rooms.commentsRetry'));
    await ready(reader, MASTODON);
    stage.proxy.release();
    await reader.until('there is one comment', (_, root) => root.querySelectorAll('.comment').length === 1);
  });

  test('an answer that never ends is given up while it comes', async () => {
    let sent = 0;
    const ended = new Promise((resolve) => {
      stage.proxy.answers.set('m.example', (request, response) => {
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
    assert.equal(await ended, false, 'it is broken off');
    assert.ok(sent > 4 * 1024 * 1024, `after ${sent} bytes`);
    assert.equal(await reader.state(), 'ready');
    assert.equal(await reader.text('headline'), warta.headline);
  });
});
