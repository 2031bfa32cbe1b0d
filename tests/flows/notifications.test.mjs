// The notification prompt: when it appears, and how long a refusal counts. Subscribing is in push.test.mjs,
// failures are in push-trouble.test.mjs.

import assert from 'node:assert/strict';
import { Key } from 'selenium-webdriver';
import { assertAccessible } from '../support/axe.mjs';
import { flow, tag, test } from '../support/flow.mjs';
import { t } from '../support/locales.mjs';
import { waitForBell, inAnotherTab, KEY, serveNotifications, openArticle, press, waitForPrompt } from '../support/push-notices.mjs';

const DAY = 86_400_000;
const open = (testPage, more = {}, given = {}) => {
  serveNotifications(testPage.site, more, testPage.page.configuration);
  return openArticle(testPage, given);
};
const assertNoPrompt = async (reader) => {
  await reader.event('view');
  // The prompt would appear after the first second of reading at the latest.
  const begun = Date.now();
  await reader.until('two seconds have passed', (_, __, begun) => Date.now() - begun > 2000, begun);
  assert.equal(await reader.run((_, root) => root.querySelector('[part~=prompt]')), null);
};
const waitForNoPrompt = (reader) => reader.until('the prompt is removed', (_, root) => !root.querySelector('[part~=prompt]'));
const promptHistory = (reader) => reader.run(() => JSON.parse(localStorage.getItem('baca:notifications')));

flow('The prompt for notifications', (testPage) => {
  for (const theme of ['light', 'dark', 'contrast']) {
    test(`names the site, takes no focus, and is accessible (${theme})`, async () => {
      const reader = await open(testPage, {}, { theme });
      await waitForPrompt(reader);
      assert.ok((await reader.text('prompt')).startsWith(t('id', 'panels.promptText', { site: testPage.page.configuration.site.name })));
      await reader.getByRole('region', t('id', 'panels.promptLabel'));
      assert.equal(await reader.focused(), null);
      if (testPage.engine === 'chromium') assert.deepEqual(await reader.shifts(), [], 'neither prompt nor bell should move anything');
      await assertAccessible(testPage.driver, 'prompt');
      await testPage.assertClean();
    });
  }

  test('has the text that the site configures', async () => {
    const reader = await testPage.read({ src: '/warta.json' });
    await reader.run((host, _, config) => (host.config = config), {
      site: { name: 'Kabar' },
      notifications: { vapidPublicKey: KEY, serviceWorker: '/baca-sw.js', after: { seconds: 0 } },
      labels: { id: { promptText: 'Mau kabar dari {site}?', promptYes: 'Mau', promptNo: 'Nanti' } },
    });
    await waitForPrompt(reader);
    assert.equal(await reader.text('prompt'), 'Mau kabar dari Kabar?MauNanti');
  });

  test('is announced once, and covers no text', async () => {
    const reader = await open(testPage, { after: { seconds: 1 } });
    await reader.run((_, root) => {
      window.announced = 0;
      const observe = (live) => new MutationObserver(() => (window.announced += 1)).observe(live, { childList: true, subtree: true, characterData: true });
      const find = () => {
        const live = root.querySelector('.prompt-container[aria-live=polite]');
        if (live) observe(live);
        else requestAnimationFrame(find);
      };
      find();
    });
    await waitForPrompt(reader);
    const promptPosition = () => reader.run((_, root) => {
      const card = root.querySelector('.prompt').getBoundingClientRect();
      const texts = [...root.querySelectorAll('.body p')].flatMap((p) => {
        const range = document.createRange();
        range.selectNodeContents(p);
        return [...range.getClientRects()];
      });
      const covers = texts.some((line) => line.left < card.right && line.right > card.left && line.top < card.bottom && line.bottom > card.top);
      return { covers, placement: root.querySelector('.prompt-container').dataset.placement };
    });
    await reader.run(() => scrollTo(0, 700));
    assert.deepEqual(await promptPosition(), { covers: false, placement: 'left' });
    assert.equal(await reader.run(() => window.announced), 1);

    // Without a margin it is at the edge of the window, and the page can be scrolled past it.
    for (let step = 0; step < 6; step += 1) await reader.run((_, root) => root.querySelector('.tools .larger').click());
    await reader.until('it is at the edge', (_, root) => root.querySelector('.prompt-container').dataset.placement === 'sheet');
    // The page grows when distant content is laid out, so each attempt scrolls to the end again.
    await reader.until('the comments end above the prompt', (_, root) => {
      scrollTo(0, document.scrollingElement.scrollHeight);
      const card = root.querySelector('.prompt').getBoundingClientRect();
      const comments = root.querySelector('.comments')?.getBoundingClientRect();
      return comments && comments.bottom <= card.top + 1;
    });
    assert.equal(await reader.run(() => window.announced), 1);
  });

  test('can be reached and refused by keyboard, and the focus moves to the bell', async () => {
    const reader = await open(testPage);
    await waitForPrompt(reader);
    const tabbed = async () => {
      await testPage.driver.actions().sendKeys(Key.TAB).perform();
      return reader.focused();
    };
    await reader.comments();
    await reader.run((_, root) => root.querySelectorAll('[role=tab]')[0].focus());
    const next = [await tabbed(), await tabbed()].map((focus) => focus?.text);
    assert.deepEqual(next, [t('id', 'panels.promptYes'), t('id', 'panels.promptNo')]);
    await testPage.driver.actions().sendKeys(Key.ESCAPE).perform();
    await reader.event('notifications', { state: 'refused' });
    await waitForNoPrompt(reader);
    assert.match((await reader.focused()).name, new RegExp(t('id', 'panels.promptLabel')));
  });

  test('stays open when Escape is pressed elsewhere', async () => {
    const reader = await open(testPage);
    await waitForPrompt(reader);
    await testPage.driver.actions().sendKeys(Key.ESCAPE).perform();
    await reader.frame();
    assert.ok(await reader.run((_, root) => root.querySelector('[part~=prompt]')));
  });

  test('waits until enough has been read', async () => {
    const reader = await open(testPage, { after: { seconds: 0, percent: 90 } });
    await assertNoPrompt(reader);
    await reader.run((_, root) => root.querySelector('[part~="editor"]').scrollIntoView({ block: 'end', behavior: 'instant' }));
    await waitForPrompt(reader);
  });

  test('waits for the configured number of articles', async () => {
    const reader = await open(testPage, { after: { seconds: 0, views: 2 } });
    await assertNoPrompt(reader);
    await testPage.reload();
    await reader.ready();
    await waitForPrompt(reader);
  });

  test('is not shown for 3, 7 and then 30 days after a refusal', async () => {
    const reader = await open(testPage);
    for (const [refusals, days] of [[1, 3], [2, 7], [3, 30], [4, 30]]) {
      await waitForPrompt(reader);
      await press(reader, '.prompt', 'promptNo');
      await reader.event('notifications', { state: 'refused' });
      await waitForNoPrompt(reader);
      const kept = await promptHistory(reader);
      assert.equal(kept.refusals, refusals);
      assert.ok(Math.abs(kept.until - Date.now() - days * DAY) < 600_000, `not shown until ${new Date(kept.until)}`);
      if (refusals === 1) {
        await testPage.reload();
        await reader.ready();
        await assertNoPrompt(reader);
      }
      await reader.run((_, __, kept) => localStorage.setItem('baca:notifications', JSON.stringify({ ...kept, until: Date.now() - 1 })), kept);
      await testPage.reload();
      await reader.ready();
    }
  });

  test('is not shown for the configured number of days after a refusal', async () => {
    const reader = await open(testPage, { remindAfterDays: [0.5] });
    await waitForPrompt(reader);
    await press(reader, '.prompt', 'promptNo');
    await reader.event('notifications', { state: 'refused' });
    const { until } = await promptHistory(reader);
    assert.ok(Math.abs(until - Date.now() - DAY / 2) < 600_000);
  });

  test('disappears from other tabs when it is answered in one, and the refusal counts once', async () => {
    const reader = await open(testPage);
    await waitForPrompt(reader);
    await inAnotherTab(testPage, reader, async () => {
      await waitForPrompt(reader);
      await press(reader, '.prompt', 'promptNo');
      await reader.event('notifications', { state: 'refused' });
    }, async () => {
      await waitForNoPrompt(reader);
      assert.deepEqual((await reader.events('notifications')).map(({ detail }) => detail.state), ['asked']);
      assert.equal((await promptHistory(reader)).refusals, 1);
    });
  });

  test('is shown by only one of several readers on a page', async () => {
    serveNotifications(testPage.site);
    const one = tag({ src: '/warta.json', config: '/config.json' });
    await testPage.visit(one + one);
    const [a, b] = [testPage.reader(0), testPage.reader(1)];
    await a.ready();
    await b.ready();
    await a.event('notifications', { state: 'asked' });
    // The panels of a reader open once it is on screen.
    await b.run((host) => host.scrollIntoView());
    await waitForBell(b, 'bellIsOff');
    const asked = await a.run(() => [...document.querySelectorAll('baca-reader')].filter((host) => host.shadowRoot.querySelector('[part~=prompt]')).length);
    assert.equal(asked, 1);
  });

  test('is not shown if the site has no notifications', async () => {
    testPage.site.json('/config.json', { ...testPage.page.configuration, notifications: undefined });
    const reader = await testPage.read({ src: '/warta.json', config: '/config.json' });
    await assertNoPrompt(reader);
    assert.equal(await reader.run((_, root) => root.querySelector('.bell')), null);
  });
}, { engines: ['chromium', 'firefox'], everyPage: true });
