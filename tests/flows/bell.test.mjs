// The bell among the reading tools: on, off, what about, and what stands in the way.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import { Key } from 'selenium-webdriver';
import { json } from '../support/answers.mjs';
import { accessible } from '../support/axe.mjs';
import { flow, tag, test } from '../support/flow.mjs';
import { t } from '../support/locales.mjs';
import { bell, inAnotherTab, offer, openArticle, press, question, sayYes, told } from '../support/notices.mjs';
import { startPushService } from '../support/push.mjs';

const push = await startPushService();
after(() => push.close());

const open = (stage, more = {}, given = {}) => {
  offer(stage.site, { after: { seconds: 999 }, ...more });
  stage.site.put('/push/subscribe', json({}));
  return openArticle(stage, given);
};
const panel = (reader) => reader.until('the panel is open', (_, root) => root.querySelector('.bell-panel'));
const says = (reader, key) => reader.until(`the panel says ${key}`, (_, root, text) =>
  root.querySelector('.bell-panel [role=status]')?.textContent.includes(text), t('id', `rooms.${key}`));
const ask = async (reader, standing) => {
  await (await bell(reader, standing)).click();
  await panel(reader);
};
const ticked = (reader) => reader.run((_, root) => [...root.querySelectorAll('.bell-panel label')].map((label) => [label.textContent, label.querySelector('input').checked]));

flow('The bell', (stage) => {
  for (const theme of ['light', 'dark', 'contrast', 'sepia']) {
    test(`is a button that opens a panel, reachable by the keyboard, and closes with Escape (${theme})`, async () => {
      const reader = await open(stage, { follow: ['story', 'author'] }, { theme });
      await bell(reader, 'bellIsOff');
      const button = await reader.the('button', `${t('id', 'rooms.promptLabel')}: ${t('id', 'rooms.bellIsOff')}`);
      assert.equal(await button.getAttribute('aria-expanded'), 'false');
      await button.sendKeys(Key.ENTER);
      await panel(reader);
      assert.equal(await button.getAttribute('aria-expanded'), 'true');
      await accessible(stage.driver, 'bell, off');
      await stage.driver.actions().sendKeys(Key.TAB).perform();
      assert.equal(await reader.run((_, root) => root.activeElement.type), 'checkbox');
      await stage.driver.actions().sendKeys(Key.ESCAPE).perform();
      await reader.until('the panel is closed', (_, root) => !root.querySelector('.bell-panel'));
      assert.match((await reader.focused()).name, new RegExp(t('id', 'rooms.promptLabel')));
      await stage.calm();
    });
  }

  test('shares the place of panels with the other tools, and closes with a press outside', async () => {
    const reader = await open(stage);
    await bell(reader, 'bellIsOff');
    await reader.press(t('id', 'settings'));
    await reader.until('the settings are open', (_, root) => root.querySelector('.panel fieldset'));
    await ask(reader, 'bellIsOff');
    await reader.until('the settings are closed', (_, root) => !root.querySelector('.panel fieldset'));
    await reader.press(t('id', 'settings'));
    await reader.until('the settings are open', (_, root) => root.querySelector('.panel fieldset'));
    await reader.until('the panel is closed', (_, root) => !root.querySelector('.bell-panel'));
    await stage.driver.actions().sendKeys(Key.ESCAPE).perform();
    assert.equal((await reader.focused()).name, t('id', 'settings'));
  });

  test('tells how to unblock what is blocked', async () => {
    const reader = await open(stage);
    await bell(reader, 'bellIsOff');
    await stage.browser.permit('notifications', 'denied');
    await ask(reader, 'bellIsBlocked');
    await says(reader, 'promptBlocked');
    await says(reader, stage.engine === 'firefox' ? 'unblockFirefox' : 'unblockChrome');
    await accessible(stage.driver, 'bell, blocked');
  });

  test('says that a page inside another has none, and where it has', async () => {
    offer(stage.site);
    const inside = stage.put(tag({ src: '/warta.json', config: '/config.json' }));
    await stage.visit(`<iframe src="${inside}" width="900" height="700"></iframe>`, { script: null });
    await stage.driver.switchTo().frame(0);
    try {
      const reader = stage.reader();
      await reader.ready();
      await ask(reader, 'bellIsImpossible');
      await says(reader, 'bellFramed');
      const link = await reader.the('link', t('id', 'rooms.bellOpen'));
      assert.ok((await link.getAttribute('href')).startsWith('http'));
      assert.equal(await reader.run((_, root) => root.querySelector('.prompt')), null);
      await accessible(stage.driver, 'bell, framed');
    } finally {
      await stage.driver.switchTo().defaultContent();
    }
  });

  test('says that a page without HTTPS has none', async () => {
    offer(stage.site);
    stage.proxy.sites.set('warta.example', stage.site);
    const page = stage.put(tag({ src: '/warta.json', config: '/config.json' }), { script: stage.site.script.replace(/^http:\/\/[^/]+/, '') });
    const address = page.replace(/^http:\/\/[^/]+/, 'http://warta.example');
    await stage.driver.get(address);
    await stage.arrived(address);
    const reader = stage.reader();
    await reader.ready();
    await ask(reader, 'bellIsImpossible');
    await says(reader, 'bellInsecure');
    await accessible(stage.driver, 'bell, without HTTPS');
    assert.equal(await reader.run((_, root) => root.querySelector('.prompt')), null);
  });

  test('tells iPhones to put the site on the Home Screen first', async () => {
    // There is no iOS to test on: this is what its Safari has and has not in a tab.
    stage.site.put('/ios.js', (response) => response.writeHead(200, { 'content-type': 'text/javascript' }).end(
      'Object.defineProperty(Navigator.prototype, "standalone", { value: false }); delete window.PushManager; delete window.Notification;'));
    offer(stage.site);
    await stage.visit(tag({ src: '/warta.json', config: '/config.json' }), { head: '<script src="/ios.js"></script>' });
    const reader = stage.reader();
    await reader.ready();
    await ask(reader, 'bellIsImpossible');
    await says(reader, 'bellHomeScreen');
    await accessible(stage.driver, 'bell, Home Screen first');
  });
}, { engines: ['chromium', 'firefox'] });

flow('The bell on a phone', (stage) => {
  for (const width of [320, 360, 412]) {
    test(`stands in one row with the other tools, and moves nothing when it comes (${width} pixels)`, async () => {
      await stage.browser.cdp('Emulation.setDeviceMetricsOverride', { width, height: 740, deviceScaleFactor: 2, mobile: true });
      const reader = await open(stage, { after: { seconds: 0 } });
      await bell(reader, 'bellIsOff');
      await question(reader);
      const tools = await reader.run((_, root) => [...root.querySelectorAll('.tools button')].map((button) => button.getBoundingClientRect().toJSON()));
      assert.equal(new Set(tools.map(({ top }) => Math.round(top))).size, 1, JSON.stringify(tools));
      for (const { width, height } of tools) assert.ok(width >= 44 && height >= 44, `${width} × ${height}`);
      assert.deepEqual(await reader.shifts(), []);
      await reader.run((_, root) => root.querySelector('.body').scrollIntoView({ behavior: 'instant' }));
      await (await bell(reader, 'bellIsOff')).click();
      await panel(reader);
      const wide = await reader.run(() => document.scrollingElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, `the page is ${wide} pixels too wide`);
    });
  }
}, { engines: ['chromium'] });

flow('The bell, with a push service', (stage) => {
  test('turns notifications on for what was chosen, changes that, and turns them off', async () => {
    const reader = await open(stage, { topics: ['terkini', { id: 'bola', label: 'Bola' }], follow: ['story', 'author'] });
    await stage.browser.permit('notifications', 'granted');
    await ask(reader, 'bellIsOff');
    assert.deepEqual(await ticked(reader), [
      [t('id', 'rooms.bellSite', { site: 'Warta Pesisir' }), true], ['Bola', true], [t('id', 'rooms.bellStory'), false],
      [t('id', 'rooms.bellAuthor', { name: 'Sari Wulandari' }), false], [t('id', 'rooms.bellAuthor', { name: 'Tom Okafor' }), false],
    ]);
    await reader.run((_, root) => [1, 2].forEach((index) => root.querySelectorAll('.bell-panel label')[index].click()));
    await press(reader, '.bell-panel', 'promptYes');
    await reader.event('notifications', { state: 'subscribed' });
    await says(reader, 'promptGranted');
    await accessible(stage.driver, 'bell, on');
    const story = told(stage.site)[0].article;
    const id = `story:${story.id ?? story.url}`;
    assert.deepEqual(told(stage.site)[0].topics, ['terkini', id]);

    await reader.run((_, root) => root.querySelectorAll('.bell-panel label')[3].click());
    await stage.site.until(() => told(stage.site).length > 1, 'the change');
    assert.deepEqual(told(stage.site)[1].topics, ['terkini', id, 'author:Sari Wulandari']);

    // On another article the story is still followed, under its name.
    stage.site.json('/lain.json', { baca: 1, lang: 'id', id: 'lain', headline: 'Lain', body: ['Isi.'] });
    const other = await openArticle(stage, { src: '/lain.json' });
    await ask(other, 'bellIsOn');
    await says(other, 'bellOnText');
    const labels = (await ticked(other)).filter(([, held]) => held).map(([label]) => label);
    assert.deepEqual(labels, [t('id', 'rooms.bellSite', { site: 'Warta Pesisir' }), story.title, 'Sari Wulandari']);

    await press(other, '.bell-panel', 'bellOff');
    await other.event('notifications', { state: 'unsubscribed' });
    await says(other, 'bellStopped');
    await bell(other, 'bellIsOff');
    const last = told(stage.site).at(-1);
    assert.deepEqual(last, { method: 'DELETE', endpoint: told(stage.site)[0].subscription.endpoint });
    await push.ended(last.endpoint);
    await accessible(stage.driver, 'bell, turned off');
  });

  test('knows what was done in another tab', async () => {
    const reader = await open(stage, { after: { seconds: 0 } });
    await reader.event('notifications', { state: 'asked' });
    await inAnotherTab(stage, reader, async () => {
      await sayYes(stage, reader);
      await reader.event('notifications', { state: 'subscribed' });
    }, async () => {
      await bell(reader, 'bellIsOn');
      await reader.until('the question is gone', (_, root) => !root.querySelector('.prompt'));
      assert.deepEqual((await reader.events('notifications')).map(({ detail }) => detail.state), ['asked']);
    });
  });
}, { engines: ['firefox'], prefs: push.prefs });

flow('The bell in a private window', (stage) => {
  test('says how it went, and the article is as it was', async () => {
    const reader = await open(stage);
    await stage.browser.permit('notifications', 'granted');
    await ask(reader, 'bellIsOff');
    await press(reader, '.bell-panel', 'promptYes');
    // Firefox subscribes for as long as the window is open; Chromium says yes, and then no.
    const [state, words] = stage.engine === 'firefox' ? ['subscribed', 'promptGranted'] : ['blocked', 'promptBlocked'];
    await reader.event('notifications', { state });
    await says(reader, words);
    await stage.calm();
  });
}, { engines: ['chromium', 'firefox'], args: ['--incognito'], prefs: { ...push.prefs, 'browser.privatebrowsing.autostart': true, 'permissions.default.desktop-notification': 1 } });

flow('The bell without storage', (stage) => {
  test('nobody is asked whose no could not be remembered; the bell turns notifications on all the same', async () => {
    const reader = await open(stage, { after: { seconds: 0 } });
    assert.equal(await reader.run(() => window.localStorage), null);
    await bell(reader, 'bellIsOff');
    const begun = Date.now();
    await reader.until('two seconds have passed', (_, __, begun) => Date.now() - begun > 2000, begun);
    assert.equal(await reader.run((_, root) => root.querySelector('.prompt')), null);
    await stage.browser.permit('notifications', 'granted');
    await ask(reader, 'bellIsOff');
    await press(reader, '.bell-panel', 'promptYes');
    await reader.event('notifications', { state: 'subscribed' });
    await bell(reader, 'bellIsOn');
    await press(reader, '.bell-panel', 'bellOff');
    await reader.event('notifications', { state: 'unsubscribed' });
    assert.deepEqual(told(stage.site).map(({ method }) => method), ['POST', 'DELETE']);
    await stage.calm();
  });
}, { engines: ['firefox'], prefs: { ...push.prefs, 'dom.storage.enabled': false } });

flow('The bell where there is no push', (stage) => {
  test('says so, and the article is as it was', async () => {
    const reader = await open(stage, { after: { seconds: 0 } });
    await ask(reader, 'bellIsImpossible');
    await says(reader, 'bellUnsupported');
    assert.equal(await reader.run((_, root) => root.querySelector('.prompt')), null);
    await accessible(stage.driver, 'bell, not supported');
    await stage.calm();
  });
}, { engines: ['webkit'] });
