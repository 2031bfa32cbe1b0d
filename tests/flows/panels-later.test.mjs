// The module of the panels is fetched when the reader comes within a screen of the comments, when the prompt is due,
// or when the bell is pressed.

import assert from 'node:assert/strict';
import { flow, tag, test } from '../support/flow.mjs';
import { t } from '../support/locales.mjs';
import { findBell, KEY, openArticle, serveNotifications, waitForBell, waitForPrompt } from '../support/push-notices.mjs';

flow('Panels that are not needed yet', (testPage) => {
  const fetched = () => testPage.site.requestsTo(/baca-panels/).length;
  const open = async (more = {}, given = {}) => {
    serveNotifications(testPage.site, { after: { seconds: 999 }, ...more });
    const reader = await openArticle(testPage, given);
    await reader.event('view');
    return reader;
  };
  const assertNotFetched = async (reader) => {
    // The comments are further than a screen away, and what is needed at once would have been fetched by now.
    await reader.wait(() => new Promise((done) => requestIdleCallback(done, { timeout: 1500 })).then(() => new Promise((done) => setTimeout(done, 300))));
    assert.equal(fetched(), 0);
    assert.equal(await reader.run((_, root) => root.querySelector('.comments, .bell-container, .prompt-container')), null);
  };

  test('are fetched near the comments; their space is kept and nothing shifts', async () => {
    const reader = await open();
    await waitForBell(reader, 'bellIsOff');
    await assertNotFetched(reader);
    const height = await reader.run((_, root) => root.querySelector('[data-place=comments]').getBoundingClientRect().height);
    assert.ok(height > 100, `${height}`);
    await reader.run((_, root) => {
      const place = root.querySelector('[data-place=comments]');
      scrollTo(0, place.getBoundingClientRect().top + scrollY - innerHeight * 1.7);
    });
    await reader.until('the comments are there', (_, root) => root.querySelector('[role=tab]'));
    assert.equal(await reader.run((_, root) => root.querySelectorAll('.bell').length), 1);
    await reader.frame();
    assert.deepEqual(await reader.shifts(), []);
    await testPage.assertClean();
  });

  test('are fetched at once if the fragment names a comment, and when it does later', async () => {
    serveNotifications(testPage.site, { after: { seconds: 999 } });
    for (const later of [false, true]) {
      const url = testPage.put(tag({ src: '/warta.json', config: '/config.json' }));
      await testPage.driver.get(url + (later ? '#note' : '#comment-12'));
      const reader = testPage.reader();
      await reader.ready();
      if (later) {
        await waitForBell(reader, 'bellIsOff');
        await reader.run(() => { location.hash = '#comment-12'; });
      }
      await reader.until('the comments are there', (_, root) => root.querySelector('[role=tab]'));
    }
  });

  test('are fetched when the bell is pressed: its panel opens and the focus stays on it', async () => {
    const reader = await open();
    const bell = await findBell(reader, 'bellIsOff');
    await assertNotFetched(reader);
    await bell.click();
    await reader.until('the panel is open', (_, root) => root.querySelector('.bell-panel'));
    assert.equal((await reader.focused()).name, `${t('id', 'panels.promptLabel')}: ${t('id', 'panels.bellIsOff')}`);
    assert.equal(await reader.run((_, root) => root.querySelectorAll('.bell').length), 1);
    await testPage.assertClean();
  });

  test('are fetched when the prompt is due; the article counts as opened once', async () => {
    const reader = await open({ after: { seconds: 3 } });
    assert.equal(fetched(), 0);
    await waitForPrompt(reader);
    assert.equal(await reader.run(() => JSON.parse(localStorage.getItem('baca:notifications')).views), 1);
  });

  test('are not fetched for a prompt that was refused, or that needs more articles', async () => {
    const reader = await open({ after: { seconds: 0, views: 9 } });
    await assertNotFetched(reader);
    await reader.run(() => localStorage.setItem('baca:notifications', JSON.stringify({ refusals: 1, until: Date.now() + 1e8, views: 4 })));
    const again = await open({ after: { seconds: 0 } });
    await assertNotFetched(again);
    assert.deepEqual(await again.run(() => JSON.parse(localStorage.getItem('baca:notifications')).views), 5);
  });

  test('are fetched at once for a subscription, and for a configuration with a mistake', async () => {
    const reader = await open();
    await reader.run(() => localStorage.setItem('baca:push', JSON.stringify({ endpoint: 'https://push.example/1', topics: null, untold: [] })));
    const subscribed = await open();
    await subscribed.until('the bell is that of the panels', (_, root) => root.querySelector('.bell-container'));
    await subscribed.run(() => localStorage.clear());
    const mistaken = await open({ vapidPublicKey: KEY.slice(1) });
    await mistaken.event('error', { code: 'config' });
    assert.equal(await mistaken.run((_, root) => root.querySelector('.bell')), null);
  });
}, { engines: ['chromium'] });
