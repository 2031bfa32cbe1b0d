// For everybody: axe in every state and theme, the keyboard alone, small screens, calm.

import assert from 'node:assert/strict';
import { Key } from 'selenium-webdriver';
import { accessible } from '../support/axe.mjs';
import { flow, tag, test } from '../support/flow.mjs';
import { t } from '../support/locales.mjs';

const THEMES = ['light', 'dark', 'sepia', 'contrast'];
const open = (stage, given = {}) => stage.read({ src: '/warta.json', config: '/config.json', ...given });
const click = (reader, css, index = 0) => reader.run((_, root, css, index) => root.querySelectorAll(css)[index].click(), css, index);
const there = (reader, css) => reader.until(`${css} is there`, (_, root, css) => root.querySelector(css), css);

flow('Accessibility', (stage) => {
  for (const theme of THEMES) {
    test(`axe finds nothing in any state of the theme ${theme}`, async () => {
      stage.proxy.disqus.set(stage.shortname, 'blocked');
      const reader = await open(stage, { theme });
      await there(reader, '[role=tab]');
      await accessible(stage.driver, 'ready');
      await click(reader, '.tools > [aria-expanded]', 0);
      await there(reader, '.panel fieldset');
      await accessible(stage.driver, 'settings');
      await click(reader, '.tools > [aria-expanded]', 1);
      await there(reader, '.ways');
      await accessible(stage.driver, 'share');
      await click(reader, '[role=tab]', 0);
      await reader.event('comments', { provider: 'disqus', state: 'failed' });
      await accessible(stage.driver, 'a provider that failed');
      await click(reader, '[role=tab]', 1);
      await accessible(stage.driver, 'a provider that loads');
      await reader.event('comments', { provider: 'facebook', state: 'ended' });
      await accessible(stage.driver, 'a provider that ended');
    });
  }

  test('axe finds nothing while the article loads, and when it fails', async () => {
    const held = stage.site.hold('/warta.json');
    const reader = await stage.visit(tag({ src: '/warta.json' }));
    await held.arrived();
    await accessible(stage.driver, 'loading');
    held.release();
    await reader.ready();
    const failed = await stage.visit(tag({ src: '/nothing.json' }));
    await failed.failed();
    await accessible(stage.driver, 'error');
  });

  test('the keyboard reaches the tools in their order, and sees where it is', async () => {
    const reader = await open(stage);
    await there(reader, '[role=tab]');
    await reader.run((_, root) => root.querySelector('.tools button').focus());
    const names = [];
    for (let step = 0; step < 4; step += 1) {
      const focused = await reader.run((_, root) => {
        const element = root.activeElement;
        return { name: element.getAttribute('aria-label') ?? element.textContent, outline: getComputedStyle(element).outlineStyle };
      });
      names.push(focused.name);
      await stage.driver.actions().sendKeys(Key.TAB).perform();
    }
    // The reset button is off while the size is the usual one; the bell is there where the site has one.
    assert.deepEqual(names.filter((name) => !name.startsWith(t('id', 'rooms.promptLabel'))).slice(0, 3), ['textSmaller', 'textLarger', 'settings'].map((key) => t('id', key)));
    const outline = await reader.run((_, root) => getComputedStyle(root.activeElement).outlineStyle);
    assert.notEqual(outline, 'none');
  });

  test('nothing is wider than a screen of 320 pixels, at twice the text size', async () => {
    const window = stage.driver.manage().window();
    const before = await window.getRect();
    try {
      await window.setRect({ width: 320, height: 700 });
      const page = `<iframe id="narrow" width="320" height="700" src="${stage.put(tag({ src: '/warta.json', config: '/config.json' }))}"></iframe>`;
      await stage.visit(page, { script: null });
      await stage.driver.switchTo().frame(0);
      const reader = stage.reader();
      await reader.ready();
      await there(reader, '[role=tab]');
      while (await reader.run((_, root) => parseFloat(getComputedStyle(root.querySelector('.baca')).fontSize) < 36)) await click(reader, '.tools .larger');
      const overflow = await reader.run(() => document.scrollingElement.scrollWidth - innerWidth);
      assert.ok(overflow <= 0, `the page is ${overflow} pixels too wide`);
    } finally {
      await stage.driver.switchTo().defaultContent();
      await window.setRect(before);
    }
  });
}, { engines: ['chromium', 'firefox'], everyPage: true });
