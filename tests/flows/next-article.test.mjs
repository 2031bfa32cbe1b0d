// Another article in the reader while a provider is open: the provider is updated in its documented way, or
// loaded again.

import assert from 'node:assert/strict';
import { warta } from '../support/articles.mjs';
import { canRunScriptsInFrames, pressTab, GISCUS, NEXT_ARTICLE, openTabs, reachableProvider, runInFrame, showNextArticle, UTTERANCES, waitForFrameMessage, WALINE } from '../support/comments.mjs';
import { flow, test } from '../support/flow.mjs';

const DISQUS = { type: 'disqus', shortname: 'warta' };

flow('Another article', (testPage) => {
  const open = async (provider) => {
    const reader = await openTabs(testPage, provider);
    await pressTab(reader, 0);
    await reader.event('comments', { provider: provider.type, state: 'ready' });
    return reader;
  };
  const next = { ...warta, ...NEXT_ARTICLE };
  const requestCount = (prefix) => testPage.proxy.fromPages.filter((one) => one.startsWith(prefix)).length;
  const waitForFrame = (reader) => reader.until('the frame is shown again', (_, root) => root.querySelector('[part=comments] .provider:not([hidden]) iframe.frame')?.getBoundingClientRect().height > 1);

  test('giscus gets the new term in a message and is not loaded again', async () => {
    const reader = await open(GISCUS);
    const canCheckFrame = canRunScriptsInFrames(testPage);
    if (canCheckFrame) await runInFrame(testPage, reader, 'document.querySelector("textarea").value = "Setengah jalan"');
    await showNextArticle(testPage, reader, next);
    await waitForFrame(reader);
    if (canCheckFrame) {
      await waitForFrameMessage(testPage, reader, ['giscus', 'setConfig'], { term: '2026/03/pasar', description: next.headline, backLink: next.url });
      assert.equal(await runInFrame(testPage, reader, 'return document.querySelector("textarea").value'), 'Setengah jalan');
      assert.equal(requestCount('giscus.app'), 1);
    }
    await reader.until('the count is the new one', (_, root) => root.querySelector('[role=tab]').textContent === 'giscus (3)');
    assert.equal(await reader.run((_, root) => root.querySelector('[role=tab]').getAttribute('aria-selected')), 'true');
  });

  // Disqus needs HTTPS, and WebKitGTK's driver rejects the certificate of fakes.
  const hasDisqus = testPage.engine !== 'webkit';
  if (hasDisqus) test('Disqus is reset to the new article without loading its script again', async () => {
    const reader = await open(DISQUS);
    await showNextArticle(testPage, reader, next);
    const frame = await reader.until('the thread is the new one', (host) => {
      const frame = host.querySelector('[slot=comments] #disqus_thread iframe');
      return frame?.src.includes('pasar') && frame.getClientRects().length && frame.src;
    });
    const { searchParams } = new URL(frame);
    assert.deepEqual(['u', 'i', 't'].map((name) => searchParams.get(name)), [next.url, next.id, next.headline]);
    assert.equal(requestCount('warta.disqus.com/embed.js'), 1);
  });

  test('Waline gets the new path', async () => {
    const reader = await open(WALINE);
    await showNextArticle(testPage, reader, next);
    await reader.until('it is updated', () => window.waline.at(-1).path === '/2026/03/pasar');
    assert.equal(requestCount('waline.example/waline.'), 2, 'a script and a style sheet');
  });

  test('utterances cannot be updated and is loaded again', async () => {
    const reader = await open(UTTERANCES);
    await showNextArticle(testPage, reader, next);
    await reader.until('the frame is of the new article', (_, root) => {
      const frame = root.querySelector('.provider:not([hidden]) iframe.frame');
      return frame && new URL(frame.src).searchParams.get('pathname') === '2026/03/pasar' && frame.getBoundingClientRect().height === 333;
    });
    assert.equal(await reader.run((_, root) => root.querySelectorAll('iframe').length), 1);
    assert.equal(requestCount('utteranc.es'), 2);
  });

  if (canRunScriptsInFrames(testPage)) test('a correction of the article does not affect an open provider', async () => {
    const reader = await open(UTTERANCES);
    const show = async (dek) => {
      await reader.run((host, root, article) => {
        root.querySelector('.body').setAttribute('data-before', '');
        host.article = article;
      }, { ...warta, dek });
      await reader.until('it is rendered again', (host, root) => host.state === 'ready' && root.querySelector('.body') && !root.querySelector('[data-before]'));
      await waitForFrame(reader);
    };
    await show('Perahu kedua merapat sebelum siang.');
    await runInFrame(testPage, reader, 'document.querySelector("textarea").value = "Setengah jalan"');
    const before = requestCount('utteranc.es');
    await show('Perahu ketiga merapat sebelum malam.');
    assert.equal(await runInFrame(testPage, reader, 'return document.querySelector("textarea").value'), 'Setengah jalan');
    assert.equal(requestCount('utteranc.es'), before);
  });

  test('a provider without settings for the new article has no tab and is removed', async () => {
    const reader = await open(GISCUS);
    testPage.site.json('/config.json', { comments: { providers: [reachableProvider(testPage, UTTERANCES), DISQUS] } });
    await reader.run((host) => host.setAttribute('config', '/config.json?other'));
    await reader.until('the tabs are others', (_, root) => root.querySelector('[role=tab]')?.textContent === 'utterances');
    assert.equal(await reader.run((_, root) => root.querySelectorAll('iframe').length), 0);
  });

  for (const [what, provider, left] of [['a frame', GISCUS, 'giscus.app'], ['a script', hasDisqus ? DISQUS : WALINE, hasDisqus ? 'disqus.com' : 'waline.example']]) {
    test(`an open provider is removed when the next article fails: ${what}`, async () => {
      const reader = await open(provider);
      await reader.run((host) => host.setAttribute('src', '/nowhere.json'));
      await reader.failed();
      const rest = (reader) => reader.until('nothing is left', (host, root) => root.querySelectorAll('iframe').length + document.querySelectorAll('#disqus_thread, iframe, script[src*="waline"], script[src^="https"]').length === 0);
      await rest(reader);
      assert.ok(requestCount(left) > 0);
    });
  }

  if (hasDisqus) test('an open provider is removed with a reader that waits for the next article', async () => {
    const reader = await open(DISQUS);
    const held = testPage.site.hold('/pasar.json');
    await reader.run((host) => host.setAttribute('src', '/pasar.json'));
    await held.arrived();
    assert.equal(await reader.run(() => document.querySelectorAll('#disqus_thread').length), 1);
    await reader.run((host) => host.remove());
    await testPage.until('nothing is left', 'return document.querySelectorAll("#disqus_thread, iframe, #dsq-embed-scr").length === 0 && !("DISQUS" in window)');
    held.release();
  });
});
