// Accessibility: axe in every state and theme, the keyboard, and small screens.

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Key } from 'selenium-webdriver';
import { assertAccessible } from '../support/axe.mjs';
import { flow, tag, test } from '../support/flow.mjs';
import { file } from '../support/http-responses.mjs';
import { STATIC } from '../support/paths.mjs';
import { t } from '../support/locales.mjs';

const SAMPLES = join(STATIC, 'demo', 'articles');
const THEMES = ['light', 'dark', 'sepia', 'contrast'];
const open = (testPage, given = {}) => testPage.read({ src: '/warta.json', config: '/config.json', ...given });
const click = (reader, css, index = 0) => reader.run((_, root, css, index) => root.querySelectorAll(css)[index].click(), css, index);
const there = (reader, css) => reader.until(`${css} is there`, (_, root, css) => root.querySelector(css), css);

flow('Accessibility', (testPage) => {
  for (const theme of THEMES) {
    test(`axe finds no violation in any state of the theme ${theme}`, async () => {
      testPage.proxy.disqus.set(testPage.shortname, 'blocked');
      const reader = await open(testPage, { theme });
      await reader.tabs();
      // The button "Top" fades in and has too little contrast meanwhile.
      await reader.run(() => scrollTo({ top: 0, behavior: 'instant' }));
      await reader.until('it is gone', (_, root) => !root.querySelector('.top'));
      await assertAccessible(testPage.driver, 'ready');
      await click(reader, '.tools > [aria-expanded]', 0);
      await there(reader, '.panel fieldset');
      await assertAccessible(testPage.driver, 'settings');
      await click(reader, '.tools > [aria-expanded]', 1);
      await there(reader, '.ways');
      await assertAccessible(testPage.driver, 'share');
      await click(reader, '[role=tab]', 0);
      await reader.event('comments', { provider: 'disqus', state: 'failed' });
      await assertAccessible(testPage.driver, 'a provider that failed');
      await click(reader, '[role=tab]', 1);
      await assertAccessible(testPage.driver, 'a provider that loads');
      await reader.event('comments', { provider: 'facebook', state: 'ended' });
      await assertAccessible(testPage.driver, 'a provider that ended');
    });
  }

  test('axe finds no violation while the article loads and after it has failed', async () => {
    const held = testPage.site.hold('/warta.json');
    const reader = await testPage.visit(tag({ src: '/warta.json' }));
    await held.arrived();
    await assertAccessible(testPage.driver, 'loading');
    held.release();
    await reader.ready();
    const failed = await testPage.visit(tag({ src: '/nothing.json' }));
    await failed.failed();
    await assertAccessible(testPage.driver, 'error');
  });

  test('Tab reaches the tools in order, with a visible focus', async () => {
    const reader = await open(testPage);
    await reader.tabs();
    await reader.run((_, root) => root.querySelector('.tools button').focus());
    const names = [];
    for (let step = 0; step < 4; step += 1) {
      const focused = await reader.run((_, root) => {
        const element = root.activeElement;
        return { name: element.getAttribute('aria-label') ?? element.textContent, outline: getComputedStyle(element).outlineStyle };
      });
      names.push(focused.name);
      await testPage.driver.actions().sendKeys(Key.TAB).perform();
    }
    // The bell exists only if the site configures it.
    assert.deepEqual(names.filter((name) => !name.startsWith(t('id', 'panels.promptLabel'))).slice(0, 3), [t('id', 'textSmaller'), t('id', 'textLarger'), `100% ${t('id', 'textReset')}`]);
    const outline = await reader.run((_, root) => getComputedStyle(root.activeElement).outlineStyle);
    assert.notEqual(outline, 'none');
  });

  test('at twice the text size, nothing is wider than a screen of 320 pixels', async () => {
    const window = testPage.driver.manage().window();
    const before = await window.getRect();
    try {
      await window.setRect({ width: 320, height: 700 });
      const page = `<iframe id="narrow" width="320" height="700" src="${testPage.put(tag({ src: '/warta.json', config: '/config.json' }))}"></iframe>`;
      await testPage.visit(page, { script: null });
      await testPage.driver.switchTo().frame(0);
      const reader = testPage.reader();
      await reader.ready();
      await reader.tabs();
      while (await reader.run((_, root) => parseFloat(getComputedStyle(root.querySelector('.baca')).fontSize) < 36)) await click(reader, '.tools .larger');
      const overflow = await reader.run(() => document.scrollingElement.scrollWidth - innerWidth);
      assert.ok(overflow <= 0, `the page is ${overflow} pixels too wide`);

      // All samples at all sizes, also with the spacing of WCAG 1.4.12.
      for (const name of readdirSync(SAMPLES)) {
        testPage.site.put(`/articles/${name}`, file(join(SAMPLES, name)));
        await reader.wait((host, _, src) => {
          host.src = src;
          return new Promise((resolve) => queueMicrotask(resolve)).then(() => host.ready);
        }, `/articles/${name}`);
        const faults = await reader.run((_, root) => {
          const [own, found] = [root.adoptedStyleSheets, []];
          const sheet = new CSSStyleSheet();
          sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }');
          const headline = root.querySelector('h1');
          const splitWords = () => {
            const walker = document.createTreeWalker(headline, NodeFilter.SHOW_TEXT);
            const split = [];
            while (walker.nextNode()) {
              for (const { 0: word, index } of walker.currentNode.data.matchAll(/[\p{L}\p{M}]{2,12}(?![\p{L}\p{M}])/gu)) {
                const range = document.createRange();
                range.setStart(walker.currentNode, index);
                range.setEnd(walker.currentNode, index + word.length);
                const { top, bottom } = range.getBoundingClientRect();
                if (bottom - top > 1.9 * parseFloat(getComputedStyle(headline).fontSize)) split.push(word);
              }
            }
            return split;
          };
          for (const sheets of [own, [...own, sheet]]) {
            root.adoptedStyleSheets = sheets;
            for (const size of [80, 90, 100, 110, 125, 150, 175, 200, 250, 300, 400]) {
              root.querySelector('.baca').style.setProperty('--scale', size / 100);
              const { scrollWidth } = document.scrollingElement;
              const words = splitWords();
              if (scrollWidth > innerWidth || words.length) found.push({ size, spaced: sheets !== own, scrollWidth, words });
            }
          }
          root.adoptedStyleSheets = own;
          return found;
        });
        assert.deepEqual(faults, [], name);
      }
    } finally {
      await testPage.driver.switchTo().defaultContent();
      await window.setRect(before);
    }
  });
}, { engines: ['chromium', 'firefox'], everyPage: true });
