// Readers with all panels are added and removed; nothing of them stays in memory. Of what a reader requests, nothing
// stays open.

import assert from 'node:assert/strict';
import { configuration, warta } from '../support/articles.mjs';
import { countObjects, devtools, openRequests } from '../support/devtools.mjs';
import { flow, tag, test } from '../support/flow.mjs';
import { status, text } from '../support/http-responses.mjs';
import { serveNotifications } from '../support/push-notices.mjs';

flow('Removed readers', (testPage) => {
  /** Adds a reader, opens its discussion, and removes it, `times` times. */
  const addAndRemove = (reader, times) => reader.wait(async (_, __, times) => {
    const soon = () => new Promise((done) => setTimeout(done));
    window.model ??= document.querySelector('baca-reader').cloneNode(false);
    document.querySelector('baca-reader')?.remove();
    for (let time = 0; time < times; time += 1) {
      const host = window.model.cloneNode(false);
      document.body.append(host);
      const find = async (css) => {
        for (;;) {
          const found = host.shadowRoot?.querySelector(css);
          if (found) return found;
          if (css === '[role=tab]') host.shadowRoot?.querySelector('[data-place=comments]')?.scrollIntoView();
          await soon();
        }
      };
      await find('[data-place=bell] button');
      (await find('[role=tab]')).click();
      await find('.discussion');
      host.remove();
      while (host.state !== 'idle') await soon();
      await soon();
    }
  }, times);

  test('leave no node, no listener and no status of a permission', async () => {
    testPage.site.json('/warta.json', { ...warta, comments: { open: true, items: [{ author: 'Ayu', text: 'Selamat pagi.' }] } });
    serveNotifications(testPage.site, { after: { seconds: 999 } }, { ...configuration, comments: { providers: [{ type: 'baca' }, { type: 'facebook', appId: '1' }] } });
    const reader = await testPage.visit(tag({ src: '/warta.json', config: '/config.json' }));
    const session = await devtools(testPage.driver, 'page', await reader.run(() => location.href));
    const counted = async () => {
      await session.send('HeapProfiler.collectGarbage');
      const { nodes, jsEventListeners: listeners } = await session.send('Memory.getDOMCounters');
      return { nodes, listeners, statuses: await countObjects(session, 'PermissionStatus') };
    };
    /** Counts until three counts in a row are equal: what a request or a timer still holds is freed when it ends. */
    const settled = async () => {
      for (let counts = []; ; counts = [...counts.slice(-2), JSON.stringify(await counted())]) {
        if (counts.length === 3 && new Set(counts).size === 1) return JSON.parse(counts[0]);
        await reader.frame();
      }
    };
    await addAndRemove(reader, 4);
    const before = await settled();
    for (let round = 0; round < 4; round += 1) await addAndRemove(reader, 5);
    await testPage.driver.wait(async () => {
      const after = await settled();
      return Object.entries(before).every(([name, count]) => after[name] <= count);
    }, 10_000, `no more than ${JSON.stringify(before)}`);
    session.close();
  });

  const LONG = { baca: 1, id: 'long', lang: 'en', headline: 'Long', body: [{ type: 'paragraph', text: [{ text: 'To the end', href: '#end' }] }, ...Array.from({ length: 300 }, (_, index) => `Paragraph ${index}. ${'Words. '.repeat(40)}`), { type: 'heading', text: 'End', id: 'end' }] };

  // Each of them moves the text, and corrects the position in the next frame.
  for (const [name, act] of [
    ['a text size', (_, root) => root.querySelector('[data-do=larger]').click()],
    ['a line spacing of another tab', () => { localStorage.setItem('baca:settings', '{"spacing":"wide","size":150}'); dispatchEvent(new StorageEvent('storage', { key: 'baca:settings' })); }],
    ['a theme', (host) => { host.theme = 'dark'; }],
    ['a link to its end', (_, root) => root.querySelector('.body a').click()],
  ]) {
    test(`leave no article after ${name}`, async () => {
      testPage.site.json('/long.json', LONG);
      const reader = await testPage.read({ src: '/long.json' });
      const session = await devtools(testPage.driver, 'page', await reader.run(() => location.href));
      if (!name.includes('link')) await reader.run((_, root) => root.querySelectorAll('.section')[3].scrollIntoView({ behavior: 'instant' }));
      await reader.frame();
      await reader.run(act);
      await reader.frame();
      await reader.wait(async (host) => {
        window.removed = new WeakRef(host.shadowRoot.querySelector('.body'));
        host.remove();
        while (host.state !== 'idle') await new Promise((done) => setTimeout(done));
      });
      await testPage.driver.wait(async () => {
        await session.send('HeapProfiler.collectGarbage');
        return reader.run(() => !window.removed.deref());
      }, 10_000, 'the article should be collected');
      session.close();
    });
  }

  const WITH_COMMENTS = { ...LONG, comments: { items: [{ id: '1', author: 'Ani', text: 'Halo' }] }, body: ['Short.'] };
  const body = text('The server says something that nobody reads.', 'text/plain');
  for (const [name, configuration, article, respond] of [
    ['reports to the page\'s origin', { analytics: { endpoint: '/open' } }, LONG, body],
    ['reports that are refused', { analytics: { endpoint: '/open' } }, LONG, status(404)],
    ['reports to another origin', { analytics: { endpoint: 'http://other.example/open' } }, LONG, body],
    ['the module of the panels is missing', { comments: { providers: [{ type: 'baca' }], load: 'near' } }, WITH_COMMENTS, status(404)],
    ['the module of a discussion is missing', { comments: { providers: [{ type: 'baca' }] } }, WITH_COMMENTS, status(404)],
    ['live coverage while the server fails', { live: { every: 15 } }, { ...LONG, live: true }, status(503)],
  ]) {
    test(`leave no request open after ${name}`, async () => {
      const { site, proxy } = testPage;
      const isModule = name.includes('module');
      const isLive = name.includes('live');
      const path = isModule ? `/some/folder/reader/baca-${name.includes('panels') ? 'panels' : 'discussion'}_bg.wasm` : isLive ? '/article.json' : '/open';
      site.json('/article.json', article);
      site.json('/site.json', configuration);
      if (!isLive) site.put(path, respond);
      let received = 0;
      proxy.handlers.set('other.example', (request, response) => { received += 1; body(response); });
      // Polls wait for 15 s at least; the limit of a download is 20 s.
      const head = `<script>const wait = window.setTimeout; window.setTimeout = (run, ms, ...values) => wait(run, ms > 14000 && ms !== 20000 ? 50 : ms, ...values);</script>`;
      const reader = await testPage.visit('', { head, lang: 'en' });
      const session = await devtools(testPage.driver, 'page', await reader.run(() => location.href));
      const open = await openRequests(session);
      await reader.run(() => document.body.insertAdjacentHTML('beforeend', '<baca-reader src="/article.json" config="/site.json"></baca-reader>'));
      await reader.ready();
      if (isLive) site.put(path, respond);
      const enough = isLive ? 4 : 1;
      await testPage.driver.wait(() => received + site.requestsTo(path).filter(({ finished }) => finished).length >= enough, 10_000, 'the requests');
      if (isModule) await reader.until('the failure is reported', () => window.record.events.some((event) => event.name === 'error' || event.detail.state === 'failed'));
      await testPage.driver.wait(async () => !open().some((request) => request.includes(path)), 10_000, `no open request of ${path}`)
        .catch((error) => assert.fail(`${error.message}: ${open().join()}`));
      session.close();
    });
  }
}, { engines: ['chromium'] });
