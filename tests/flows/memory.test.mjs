// Readers with all panels are added and removed; nothing of them stays in memory.

import { configuration, warta } from '../support/articles.mjs';
import { devtools } from '../support/devtools.mjs';
import { flow, tag, test } from '../support/flow.mjs';
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

  test('leave no node and no listener', async () => {
    testPage.site.json('/warta.json', { ...warta, comments: { open: true, items: [{ author: 'Ayu', text: 'Selamat pagi.' }] } });
    serveNotifications(testPage.site, { after: { seconds: 999 } }, { ...configuration, comments: { providers: [{ type: 'baca' }, { type: 'facebook', appId: '1' }] } });
    const reader = await testPage.visit(tag({ src: '/warta.json', config: '/config.json' }));
    const session = await devtools(testPage.driver, 'page', await reader.run(() => location.href));
    const counted = async () => {
      await session.send('HeapProfiler.collectGarbage');
      const { nodes, jsEventListeners: listeners } = await session.send('Memory.getDOMCounters');
      return { nodes, listeners };
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
      const { nodes, listeners } = await settled();
      return nodes <= before.nodes && listeners <= before.listeners;
    }, 10_000, `no more than ${JSON.stringify(before)}`);
    session.close();
  });
}, { engines: ['chromium'] });
