// The bell in the toolbar: turning notifications on and off, topics, and messages about obstacles.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { Key } from 'selenium-webdriver';
import { json } from '../support/http-responses.mjs';
import { assertAccessible } from '../support/axe.mjs';
import { flow, tag, test } from '../support/flow.mjs';
import { t } from '../support/locales.mjs';
import { findBell, waitForBell, inAnotherTab, serveNotifications, openArticle, press, pressBell, waitForPrompt, acceptPrompt, receivedReports } from '../support/push-notices.mjs';
import { startPushService } from '../support/push.mjs';

const push = await startPushService();
after(() => push.close());

const open = (testPage, more = {}, given = {}) => {
  serveNotifications(testPage.site, { after: { seconds: 999 }, ...more });
  testPage.site.put('/push/subscribe', json({}));
  return openArticle(testPage, given);
};
const panel = (reader) => reader.until('the panel is open', (_, root) => root.querySelector('.bell-panel'));
const waitForPanelText = (reader, key) => reader.until(`the panel shows ${key}`, (_, root, text) =>
  root.querySelector('.bell-panel [role=status]')?.textContent.includes(text), t('id', `panels.${key}`));
const openPanel = async (reader, status) => {
  await pressBell(reader, status);
  await panel(reader);
};
const checkboxes = (reader) => reader.run((_, root) => [...root.querySelectorAll('.bell-panel label')].map((label) => [label.textContent, label.querySelector('input').checked]));

flow('The bell', (testPage) => {
  for (const theme of ['light', 'dark', 'contrast', 'sepia']) {
    test(`is a button that opens a panel, reachable by the keyboard, and closes with Escape (${theme})`, async () => {
      const reader = await open(testPage, { follow: ['story', 'author'] }, { theme });
      await waitForBell(reader, 'bellIsOff');
      const button = await reader.getByRole('button', `${t('id', 'panels.promptLabel')}: ${t('id', 'panels.bellIsOff')}`);
      assert.equal(await button.getAttribute('aria-expanded'), 'false');
      await button.sendKeys(Key.ENTER);
      await panel(reader);
      // The panels' own bell has replaced the first one, and has the focus.
      assert.equal(await reader.run((_, root) => root.activeElement.ariaExpanded), 'true');
      await assertAccessible(testPage.driver, 'bell, off');
      await testPage.driver.actions().sendKeys(Key.TAB).perform();
      assert.equal(await reader.run((_, root) => root.activeElement.type), 'checkbox');
      await reader.run(() => document.addEventListener('keydown', ({ key }) => (window.pressedKey = key)));
      await testPage.driver.actions().sendKeys(Key.ESCAPE).perform();
      await reader.until('the panel is closed', (_, root) => !root.querySelector('.bell-panel'));
      assert.equal(await reader.run(() => window.pressedKey ?? null), null, 'the page should not receive the key');
      assert.match((await reader.focused()).name, new RegExp(t('id', 'panels.promptLabel')));
      await testPage.assertClean();
    });
  }

  test('opening its panel closes another panel, and a click outside closes it', async () => {
    const reader = await open(testPage);
    await waitForBell(reader, 'bellIsOff');
    await reader.press(t('id', 'settings'));
    await reader.until('the settings are open', (_, root) => root.querySelector('.panel fieldset'));
    await openPanel(reader, 'bellIsOff');
    await reader.until('the settings are closed', (_, root) => !root.querySelector('.panel fieldset'));
    await reader.press(t('id', 'settings'));
    await reader.until('the settings are open', (_, root) => root.querySelector('.panel fieldset'));
    await reader.until('the panel is closed', (_, root) => !root.querySelector('.bell-panel'));
    await testPage.driver.actions().sendKeys(Key.ESCAPE).perform();
    assert.equal((await reader.focused()).name, t('id', 'settings'));
  });

  test('says how to unblock blocked notifications', async () => {
    const reader = await open(testPage);
    await waitForBell(reader, 'bellIsOff');
    await testPage.browser.permit('notifications', 'denied');
    await openPanel(reader, 'bellIsBlocked');
    await waitForPanelText(reader, 'promptBlocked');
    await waitForPanelText(reader, testPage.engine === 'firefox' ? 'unblockFirefox' : 'unblockChrome');
    await assertAccessible(testPage.driver, 'bell, blocked');
  });

  test('says that a page in a frame has no notifications, and links to the page', async () => {
    serveNotifications(testPage.site);
    const inside = testPage.put(tag({ src: '/warta.json', config: '/config.json' }));
    await testPage.visit(`<iframe src="${inside}" width="900" height="700"></iframe>`, { script: null });
    await testPage.driver.switchTo().frame(0);
    try {
      const reader = testPage.reader();
      await reader.ready();
      await openPanel(reader, 'bellIsImpossible');
      await waitForPanelText(reader, 'bellFramed');
      const link = await reader.getByRole('link', t('id', 'panels.bellOpen'));
      assert.ok((await link.getAttribute('href')).startsWith('http'));
      assert.equal(await reader.run((_, root) => root.querySelector('.prompt')), null);
      await assertAccessible(testPage.driver, 'bell, framed');
    } finally {
      await testPage.driver.switchTo().defaultContent();
    }
  });

  test('says that a page without HTTPS has no notifications', async () => {
    serveNotifications(testPage.site);
    testPage.proxy.sites.set('warta.example', testPage.site);
    const page = testPage.put(tag({ src: '/warta.json', config: '/config.json' }), { script: testPage.site.script.replace(/^http:\/\/[^/]+/, '') });
    const address = page.replace(/^http:\/\/[^/]+/, 'http://warta.example');
    await testPage.goTo(address);
    await testPage.waitForPage(address);
    const reader = testPage.reader();
    await reader.ready();
    await openPanel(reader, 'bellIsImpossible');
    await waitForPanelText(reader, 'bellInsecure');
    await assertAccessible(testPage.driver, 'bell, without HTTPS');
    assert.equal(await reader.run((_, root) => root.querySelector('.prompt')), null);
  });

  test('says on iPhones to add the site to the Home Screen first', async () => {
    // Simulates Safari on iOS, which is not available here: these properties differ in a tab.
    testPage.site.put('/ios.js', (response) => response.writeHead(200, { 'content-type': 'text/javascript' }).end(
      'Object.defineProperty(Navigator.prototype, "standalone", { value: false }); delete window.PushManager; delete window.Notification;'));
    serveNotifications(testPage.site);
    await testPage.visit(tag({ src: '/warta.json', config: '/config.json' }), { head: '<script src="/ios.js"></script>' });
    const reader = testPage.reader();
    await reader.ready();
    await openPanel(reader, 'bellIsImpossible');
    await waitForPanelText(reader, 'bellHomeScreen');
    await assertAccessible(testPage.driver, 'bell, Home Screen first');
  });
}, { engines: ['chromium', 'firefox'] });

flow('The bell on a phone', (testPage) => {
  for (const width of [320, 360, 412]) {
    test(`is in one row with the other tools and causes no layout shift (${width} pixels)`, async () => {
      await testPage.browser.cdp('Emulation.setDeviceMetricsOverride', { width, height: 740, deviceScaleFactor: 2, mobile: true });
      const reader = await open(testPage, { after: { seconds: 0 } });
      await waitForBell(reader, 'bellIsOff');
      await waitForPrompt(reader);
      const tools = await reader.run((_, root) => [...root.querySelectorAll('.tools button')].map((button) => button.getBoundingClientRect().toJSON()));
      assert.equal(new Set(tools.map(({ top }) => Math.round(top))).size, 1, JSON.stringify(tools));
      for (const { width, height } of tools) assert.ok(width >= 44 && height >= 44, `${width} × ${height}`);
      assert.deepEqual(await reader.shifts(), []);
      await reader.run((_, root) => root.querySelector('.body').scrollIntoView({ behavior: 'instant' }));
      await reader.run((_, __, bell) => bell.click(), await findBell(reader, 'bellIsOff'));
      await panel(reader);
      const wide = await reader.run(() => document.scrollingElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, `the page is ${wide} pixels too wide`);
    });
  }
}, { engines: ['chromium'] });

flow('The bell, with a push service', (testPage) => {
  test('turns notifications on for the chosen topics, changes the topics, and turns them off', async () => {
    const reader = await open(testPage, { topics: ['terkini', { id: 'bola', label: 'Bola' }], follow: ['story', 'author'] });
    await testPage.browser.permit('notifications', 'granted');
    await openPanel(reader, 'bellIsOff');
    assert.deepEqual(await checkboxes(reader), [
      [t('id', 'panels.bellSite', { site: 'Warta Pesisir' }), true], ['Bola', true], [t('id', 'panels.bellStory'), false],
      [t('id', 'panels.bellAuthor', { name: 'Sari Wulandari' }), false], [t('id', 'panels.bellAuthor', { name: 'Tom Okafor' }), false],
    ]);
    await reader.run((_, root) => [1, 2].forEach((index) => root.querySelectorAll('.bell-panel label')[index].click()));
    await press(reader, '.bell-panel', 'promptYes');
    await reader.event('notifications', { state: 'subscribed' });
    await waitForPanelText(reader, 'promptGranted');
    await assertAccessible(testPage.driver, 'bell, on');
    const story = receivedReports(testPage.site)[0].article;
    const id = `story:${story.id ?? story.url}`;
    assert.deepEqual(receivedReports(testPage.site)[0].topics, ['terkini', id]);

    await reader.run((_, root) => root.querySelectorAll('.bell-panel label')[3].click());
    await testPage.site.until(() => receivedReports(testPage.site).length > 1, 'the change');
    assert.deepEqual(receivedReports(testPage.site)[1].topics, ['terkini', id, 'author:Sari Wulandari']);

    // With another article, the followed story is listed with its title.
    testPage.site.json('/lain.json', { baca: 1, lang: 'id', id: 'lain', headline: 'Lain', body: ['Isi.'] });
    const other = await openArticle(testPage, { src: '/lain.json' });
    await openPanel(other, 'bellIsOn');
    await waitForPanelText(other, 'bellOnText');
    const labels = (await checkboxes(other)).filter(([, held]) => held).map(([label]) => label);
    assert.deepEqual(labels, [t('id', 'panels.bellSite', { site: 'Warta Pesisir' }), story.title, 'Sari Wulandari']);

    await press(other, '.bell-panel', 'bellOff');
    await other.event('notifications', { state: 'unsubscribed' });
    await waitForPanelText(other, 'bellStopped');
    await waitForBell(other, 'bellIsOff');
    const last = receivedReports(testPage.site).at(-1);
    assert.deepEqual(last, { method: 'DELETE', endpoint: receivedReports(testPage.site)[0].subscription.endpoint });
    await push.ended(last.endpoint);
    await assertAccessible(testPage.driver, 'bell, turned off');
  });

  test('shows a change made in another tab', async () => {
    const reader = await open(testPage, { after: { seconds: 0 } });
    await reader.event('notifications', { state: 'asked' });
    await inAnotherTab(testPage, reader, async () => {
      await acceptPrompt(testPage, reader);
      await reader.event('notifications', { state: 'subscribed' });
    }, async () => {
      await waitForBell(reader, 'bellIsOn');
      await reader.until('the prompt is removed', (_, root) => !root.querySelector('.prompt'));
      assert.deepEqual((await reader.events('notifications')).map(({ detail }) => detail.state), ['asked']);
    });
  });
}, { engines: ['firefox'], prefs: push.prefs });

flow('The bell in a private window', (testPage) => {
  test('shows the result, and the article is not affected', async () => {
    const reader = await open(testPage);
    await testPage.browser.permit('notifications', 'granted');
    await openPanel(reader, 'bellIsOff');
    await press(reader, '.bell-panel', 'promptYes');
    // Firefox subscribes until the window is closed; Chromium grants the permission but does not subscribe.
    const [state, words] = testPage.engine === 'firefox' ? ['subscribed', 'promptGranted'] : ['blocked', 'promptBlocked'];
    await reader.event('notifications', { state });
    await waitForPanelText(reader, words);
    await testPage.assertClean();
  });
}, { engines: ['chromium', 'firefox'], args: ['--incognito'], prefs: { ...push.prefs, 'browser.privatebrowsing.autostart': true, 'permissions.default.desktop-notification': 1 } });

flow('The bell without storage', (testPage) => {
  test('the prompt is not shown if a refusal cannot be stored, but the bell turns notifications on', async () => {
    const reader = await open(testPage, { after: { seconds: 0 } });
    assert.equal(await reader.run(() => window.localStorage), null);
    await waitForBell(reader, 'bellIsOff');
    const begun = Date.now();
    await reader.until('two seconds have passed', (_, __, begun) => Date.now() - begun > 2000, begun);
    assert.equal(await reader.run((_, root) => root.querySelector('.prompt')), null);
    await testPage.browser.permit('notifications', 'granted');
    await openPanel(reader, 'bellIsOff');
    await press(reader, '.bell-panel', 'promptYes');
    await reader.event('notifications', { state: 'subscribed' });
    await waitForBell(reader, 'bellIsOn');
    await press(reader, '.bell-panel', 'bellOff');
    await reader.event('notifications', { state: 'unsubscribed' });
    assert.deepEqual(receivedReports(testPage.site).map(({ method }) => method), ['POST', 'DELETE']);
    await testPage.assertClean();
  });
}, { engines: ['firefox'], prefs: { ...push.prefs, 'dom.storage.enabled': false } });

flow('The bell without a push service', (testPage) => {
  test('says that there is no push service, and the article is not affected', async () => {
    const reader = await open(testPage, { after: { seconds: 0 } });
    await openPanel(reader, 'bellIsImpossible');
    await waitForPanelText(reader, 'bellUnsupported');
    assert.equal(await reader.run((_, root) => root.querySelector('.prompt')), null);
    await assertAccessible(testPage.driver, 'bell, not supported');
    await testPage.assertClean();
  });
}, { engines: ['webkit'] });
