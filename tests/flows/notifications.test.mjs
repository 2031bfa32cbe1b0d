// The question about notifications: after reading, one sentence, and a memory of no. What yes leads
// to is in push.test.mjs; what can go wrong, in push-trouble.test.mjs.

import assert from 'node:assert/strict';
import { Key } from 'selenium-webdriver';
import { accessible } from '../support/axe.mjs';
import { flow, tag, test } from '../support/flow.mjs';
import { t } from '../support/locales.mjs';
import { bell, inAnotherTab, KEY, offer, openArticle, press, question } from '../support/notices.mjs';

const DAY = 86_400_000;
const open = (stage, more = {}, given = {}) => {
  offer(stage.site, more, stage.page.configuration);
  return openArticle(stage, given);
};
const silent = async (reader) => {
  await reader.event('view');
  // The question would come with the first second of reading at the latest.
  const begun = Date.now();
  await reader.until('two seconds have passed', (_, __, begun) => Date.now() - begun > 2000, begun);
  assert.equal(await reader.run((_, root) => root.querySelector('[part~=prompt]')), null);
};
const gone = (reader) => reader.until('the question is gone', (_, root) => !root.querySelector('[part~=prompt]'));
const memory = (reader) => reader.run(() => JSON.parse(localStorage.getItem('baca:notifications')));

flow('The question about notifications', (stage) => {
  for (const theme of ['light', 'dark', 'contrast']) {
    test(`names the site, takes no focus, and is accessible (${theme})`, async () => {
      const reader = await open(stage, {}, { theme });
      await question(reader);
      assert.ok((await reader.text('prompt')).startsWith(t('id', 'rooms.promptText', { site: stage.page.configuration.site.name })));
      await reader.the('region', t('id', 'rooms.promptLabel'));
      assert.equal(await reader.focused(), null);
      if (stage.engine === 'chromium') assert.deepEqual(await reader.shifts(), [], 'neither question nor bell moves anything');
      await accessible(stage.driver, 'prompt');
      await stage.calm();
    });
  }

  test('is worded by the site', async () => {
    const reader = await stage.read({ src: '/warta.json' });
    await reader.run((host, _, config) => (host.config = config), {
      site: { name: 'Kabar' },
      notifications: { vapidPublicKey: KEY, serviceWorker: '/baca-sw.js', after: { seconds: 0 } },
      labels: { id: { promptText: 'Mau kabar dari {site}?', promptYes: 'Mau', promptNo: 'Nanti' } },
    });
    await question(reader);
    assert.equal(await reader.text('prompt'), 'Mau kabar dari Kabar?MauNanti');
  });

  test('is announced once, and stands beside the text or leaves room for it', async () => {
    const reader = await open(stage, { after: { seconds: 1 } });
    await reader.run((_, root) => {
      window.announced = 0;
      const watch = (live) => new MutationObserver(() => (window.announced += 1)).observe(live, { childList: true, subtree: true, characterData: true });
      const look = () => {
        const live = root.querySelector('.prompt-room[aria-live=polite]');
        if (live) watch(live);
        else requestAnimationFrame(look);
      };
      look();
    });
    await question(reader);
    const stands = () => reader.run((_, root) => {
      const card = root.querySelector('.prompt').getBoundingClientRect();
      const texts = [...root.querySelectorAll('.body p')].flatMap((p) => {
        const range = document.createRange();
        range.selectNodeContents(p);
        return [...range.getClientRects()];
      });
      const covers = texts.some((line) => line.left < card.right && line.right > card.left && line.top < card.bottom && line.bottom > card.top);
      return { covers, berth: root.querySelector('.prompt-room').dataset.berth };
    });
    await reader.run(() => scrollTo(0, 700));
    assert.deepEqual(await stands(), { covers: false, berth: 'left' });
    assert.equal(await reader.run(() => window.announced), 1);

    // Without a margin it lies along the edge, and the page can be scrolled past it.
    for (let step = 0; step < 6; step += 1) await reader.run((_, root) => root.querySelector('.tools .larger').click());
    await reader.until('it lies along the edge', (_, root) => root.querySelector('.prompt-room').dataset.berth === 'sheet');
    // The page grows while what was far away is laid out, so its end is looked for anew.
    await reader.until('the comments end above the question', (_, root) => {
      scrollTo(0, document.scrollingElement.scrollHeight);
      const card = root.querySelector('.prompt').getBoundingClientRect();
      const comments = root.querySelector('.comments').getBoundingClientRect();
      return comments.bottom <= card.top + 1;
    });
    assert.equal(await reader.run(() => window.announced), 1);
  });

  test('can be reached and refused by the keyboard, and the focus has somewhere to go', async () => {
    const reader = await open(stage);
    await question(reader);
    const tabbed = async () => {
      await stage.driver.actions().sendKeys(Key.TAB).perform();
      return reader.focused();
    };
    await reader.run((_, root) => root.querySelectorAll('[role=tab]')[0].focus());
    const next = [await tabbed(), await tabbed()].map((focus) => focus?.text);
    assert.deepEqual(next, [t('id', 'rooms.promptYes'), t('id', 'rooms.promptNo')]);
    await stage.driver.actions().sendKeys(Key.ESCAPE).perform();
    await reader.event('notifications', { state: 'refused' });
    await gone(reader);
    assert.match((await reader.focused()).name, new RegExp(t('id', 'rooms.promptLabel')));
  });

  test('is not answered by an Escape that was meant for something else', async () => {
    const reader = await open(stage);
    await question(reader);
    await stage.driver.actions().sendKeys(Key.ESCAPE).perform();
    await reader.frame();
    assert.ok(await reader.run((_, root) => root.querySelector('[part~=prompt]')));
  });

  test('waits until enough has been read', async () => {
    const reader = await open(stage, { after: { seconds: 0, percent: 90 } });
    await silent(reader);
    await reader.run((_, root) => root.querySelector('[part~="editor"]').scrollIntoView({ block: 'end', behavior: 'instant' }));
    await question(reader);
  });

  test('waits for as many articles as the site says', async () => {
    const reader = await open(stage, { after: { seconds: 0, views: 2 } });
    await silent(reader);
    await stage.reload();
    await reader.ready();
    await question(reader);
  });

  test('takes no for an answer, for 3, 7 and then 30 days', async () => {
    const reader = await open(stage);
    for (const [refusals, days] of [[1, 3], [2, 7], [3, 30], [4, 30]]) {
      await question(reader);
      await press(reader, '.prompt', 'promptNo');
      await reader.event('notifications', { state: 'refused' });
      await gone(reader);
      const kept = await memory(reader);
      assert.equal(kept.refusals, refusals);
      assert.ok(Math.abs(kept.until - Date.now() - days * DAY) < 600_000, `silent until ${new Date(kept.until)}`);
      if (refusals === 1) {
        await stage.reload();
        await reader.ready();
        await silent(reader);
      }
      await reader.run((_, __, kept) => localStorage.setItem('baca:notifications', JSON.stringify({ ...kept, until: Date.now() - 1 })), kept);
      await stage.reload();
      await reader.ready();
    }
  });

  test('is silent for as long as the site says', async () => {
    const reader = await open(stage, { remindAfterDays: [0.5] });
    await question(reader);
    await press(reader, '.prompt', 'promptNo');
    await reader.event('notifications', { state: 'refused' });
    const { until } = await memory(reader);
    assert.ok(Math.abs(until - Date.now() - DAY / 2) < 600_000);
  });

  test('that is answered in one tab is gone from the other, and counts once', async () => {
    const reader = await open(stage);
    await question(reader);
    await inAnotherTab(stage, reader, async () => {
      await question(reader);
      await press(reader, '.prompt', 'promptNo');
      await reader.event('notifications', { state: 'refused' });
    }, async () => {
      await gone(reader);
      assert.deepEqual((await reader.events('notifications')).map(({ detail }) => detail.state), ['asked']);
      assert.equal((await memory(reader)).refusals, 1);
    });
  });

  test('is asked by one of several readers of a page', async () => {
    offer(stage.site);
    const one = tag({ src: '/warta.json', config: '/config.json' });
    await stage.visit(one + one);
    const [a, b] = [stage.reader(0), stage.reader(1)];
    await a.ready();
    await b.ready();
    await a.event('notifications', { state: 'asked' });
    await bell(b, 'bellIsOff');
    const asked = await a.run(() => [...document.querySelectorAll('baca-reader')].filter((host) => host.shadowRoot.querySelector('[part~=prompt]')).length);
    assert.equal(asked, 1);
  });

  test('is not asked where the site does not offer it', async () => {
    stage.site.json('/config.json', { ...stage.page.configuration, notifications: undefined });
    const reader = await stage.read({ src: '/warta.json', config: '/config.json' });
    await silent(reader);
    assert.equal(await reader.run((_, root) => root.querySelector('.bell')), null);
  });
}, { engines: ['chromium', 'firefox'], everyPage: true });
