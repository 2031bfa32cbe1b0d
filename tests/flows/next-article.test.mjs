// Another article in the same reader while a provider is open: it follows in its own documented way,
// or begins anew; what the reader has typed stays where it can.

import assert from 'node:assert/strict';
import { warta } from '../support/articles.mjs';
import { choose, GISCUS, hears, LATER, looksIntoFrames, openTabs, reachable, turnTo, UTTERANCES, within } from '../support/comments.mjs';
import { flow, test } from '../support/flow.mjs';

const DISQUS = { type: 'disqus', shortname: 'warta' };
const WALINE = { type: 'waline', serverURL: 'https://waline.example' };

flow('Another article', (stage) => {
  const open = async (provider) => {
    const reader = await openTabs(stage, provider);
    await choose(reader, 0);
    await reader.event('comments', { provider: provider.type, state: 'ready' });
    return reader;
  };
  const later = { ...warta, ...LATER };
  const asked = (place) => stage.proxy.fromPages.filter((one) => one.startsWith(place)).length;
  const back = (reader) => reader.until('the frame is shown again', (_, root) => root.querySelector('[part=comments] .home:not([hidden]) iframe.frame')?.getBoundingClientRect().height > 1);

  test('giscus is told the new term, and stays as it is', async () => {
    const reader = await open(GISCUS);
    const looks = looksIntoFrames(stage);
    if (looks) await within(stage, reader, 'document.querySelector("textarea").value = "Setengah jalan"');
    await turnTo(stage, reader, later);
    await back(reader);
    if (looks) {
      await hears(stage, reader, ['giscus', 'setConfig'], { term: '2026/03/pasar', description: later.headline, backLink: later.url });
      assert.equal(await within(stage, reader, 'return document.querySelector("textarea").value'), 'Setengah jalan');
      assert.equal(asked('giscus.app'), 1);
    }
    await reader.until('the count is the new one', (_, root) => root.querySelector('[role=tab]').textContent === 'giscus (3)');
    assert.equal(await reader.run((_, root) => root.querySelector('[role=tab]').getAttribute('aria-selected')), 'true');
  });

  // Disqus is only there by HTTPS, which WebKitGTK's driver does not take from stand-ins.
  const hasDisqus = stage.engine !== 'webkit';
  if (hasDisqus) test('Disqus is reset to the new article, by the script that is there', async () => {
    const reader = await open(DISQUS);
    await turnTo(stage, reader, later);
    const frame = await reader.until('the thread is the new one', (host) => {
      const frame = host.querySelector('[slot=comments] #disqus_thread iframe');
      return frame?.src.includes('pasar') && frame.getClientRects().length && frame.src;
    });
    const { searchParams } = new URL(frame);
    assert.deepEqual(['u', 'i', 't'].map((name) => searchParams.get(name)), [later.url, later.id, later.headline]);
    assert.equal(asked('warta.disqus.com/embed.js'), 1);
  });

  test('Waline is given the new path', async () => {
    const reader = await open(WALINE);
    await turnTo(stage, reader, later);
    await reader.until('it is updated', () => window.waline.at(-1).path === '/2026/03/pasar');
    assert.equal(asked('unpkg.com'), 2, 'a script and a style sheet');
  });

  test('utterances has no way to follow, and begins anew', async () => {
    const reader = await open(UTTERANCES);
    await turnTo(stage, reader, later);
    await reader.until('the frame is of the new article', (_, root) => {
      const frame = root.querySelector('.home:not([hidden]) iframe.frame');
      return frame && new URL(frame.src).searchParams.get('pathname') === '2026/03/pasar' && frame.getBoundingClientRect().height === 333;
    });
    assert.equal(await reader.run((_, root) => root.querySelectorAll('iframe').length), 1);
    assert.equal(asked('utteranc.es'), 2);
  });

  if (looksIntoFrames(stage)) test('the same article again leaves what is open as it is', async () => {
    const reader = await open(UTTERANCES);
    const show = async () => {
      await reader.run((host, root, article) => {
        root.querySelector('.body').setAttribute('data-before', '');
        host.article = article;
      }, warta);
      await reader.until('it is drawn anew', (host, root) => host.state === 'ready' && root.querySelector('.body') && !root.querySelector('[data-before]'));
      await back(reader);
    };
    await show();
    await within(stage, reader, 'document.querySelector("textarea").value = "Setengah jalan"');
    const before = asked('utteranc.es');
    await show();
    assert.equal(await within(stage, reader, 'return document.querySelector("textarea").value'), 'Setengah jalan');
    assert.equal(asked('utteranc.es'), before);
  });

  test('a provider that has nothing of the new article has no tab, and ends', async () => {
    const reader = await open(GISCUS);
    stage.site.json('/config.json', { comments: { providers: [reachable(stage, UTTERANCES), DISQUS] } });
    await reader.run((host) => host.setAttribute('config', '/config.json?other'));
    await reader.until('the tabs are others', (_, root) => root.querySelector('[role=tab]')?.textContent === 'utterances');
    assert.equal(await reader.run((_, root) => root.querySelectorAll('iframe').length), 0);
  });

  for (const [what, provider, left] of [['a frame', GISCUS, 'giscus.app'], ['a script', hasDisqus ? DISQUS : WALINE, hasDisqus ? 'disqus.com' : 'unpkg.com']]) {
    test(`what waits for an article that never comes ends with it: ${what}`, async () => {
      const reader = await open(provider);
      await reader.run((host) => host.setAttribute('src', '/nowhere.json'));
      await reader.failed();
      const rest = (reader) => reader.until('nothing is left', (host, root) => root.querySelectorAll('iframe').length + document.querySelectorAll('#disqus_thread, iframe, script[src*="://unpkg"], script[src^="https"]').length === 0);
      await rest(reader);
      assert.ok(asked(left) > 0);
    });
  }

  if (hasDisqus) test('a reader that is removed meanwhile takes it along', async () => {
    const reader = await open(DISQUS);
    const held = stage.site.hold('/pasar.json');
    await reader.run((host) => host.setAttribute('src', '/pasar.json'));
    await held.arrived();
    assert.equal(await reader.run(() => document.querySelectorAll('#disqus_thread').length), 1);
    await reader.run((host) => host.remove());
    await stage.until('nothing is left', 'return document.querySelectorAll("#disqus_thread, iframe, #dsq-embed-scr").length === 0 && !("DISQUS" in window)');
    held.release();
  });
});
