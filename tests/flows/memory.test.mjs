// Readers come and go: nothing of them stays in the page, with everything that stands beside an article.

import assert from 'node:assert/strict';
import { configuration, warta } from '../support/articles.mjs';
import { devtools } from '../support/devtools.mjs';
import { flow, tag, test } from '../support/flow.mjs';
import { offer } from '../support/notices.mjs';

flow('What is left of readers', (stage) => {
  /** Puts a reader in, opens its discussion, and takes it out, so many times. */
  const comeAndGo = (reader, times) => reader.wait(async (_, __, times) => {
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

  test('no node and no listener stays, however many there were', async () => {
    stage.site.json('/warta.json', { ...warta, comments: { open: true, items: [{ author: 'Ayu', text: 'Selamat pagi.' }] } });
    offer(stage.site, { after: { seconds: 999 } }, { ...configuration, comments: { providers: [{ type: 'baca' }, { type: 'facebook', appId: '1' }] } });
    const reader = await stage.visit(tag({ src: '/warta.json', config: '/config.json' }));
    const session = await devtools(stage.driver, 'page', await reader.run(() => location.href));
    const counted = async () => {
      await session.send('HeapProfiler.collectGarbage');
      const { nodes, jsEventListeners: listeners } = await session.send('Memory.getDOMCounters');
      return { nodes, listeners };
    };
    await comeAndGo(reader, 4);
    const before = await counted();
    for (let round = 0; round < 4; round += 1) await comeAndGo(reader, 5);
    assert.deepEqual(await counted(), before);
    session.close();
  });
}, { engines: ['chromium'] });
