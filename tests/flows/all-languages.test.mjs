// The controls in every interface language: they fit on a narrow screen, have the direction and the digits of the
// language, and are read from its file. One page is switched through all languages.

import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { configuration } from '../support/articles.mjs';
import { flow, tag, test } from '../support/flow.mjs';
import { json, text } from '../support/http-responses.mjs';
import { LANGUAGES, t } from '../support/locales.mjs';
import { serveNotifications } from '../support/push-notices.mjs';

const RTL = new Set(['ar', 'fa', 'he', 'ur']);
const CATEGORIES = new Set(['zero', 'one', 'two', 'few', 'many', 'other']);
/** Folder for screenshots of the controls; none are made without it. */
const SCREENSHOTS = process.env.BACA_SCREENSHOTS;

const providers = [
  { type: 'disqus', shortname: 'baca' },
  { type: 'giscus', repo: 'baca/baca', repoId: 'R_1', category: 'General', categoryId: 'DIC_1' },
];

/** Waits until the button "Share" has its text in a language. */
const waitForLanguage = (reader, lang) => reader.until(`the controls are in ${lang}`, (_, root, word) =>
  root.querySelector('.tools .share')?.textContent === word, t(lang, 'share'));

flow('All languages', (testPage) => {
  test('the controls fit on a narrow screen in every language', async () => {
    await testPage.browser.cdp('Emulation.setDeviceMetricsOverride', { width: 320, height: 740, deviceScaleFactor: 2, mobile: true });
    serveNotifications(testPage.site, {}, { ...configuration, comments: { providers }, consent: { comments: 'ask' } });
    const reader = await testPage.read({ src: '/warta.json', config: '/config.json' }, { lang: 'en' });
    await reader.until('the prompt is shown', (_, root) => root.querySelector('[part~=prompt]'));
    await reader.tabs(2);
    const faults = [];
    for (const lang of LANGUAGES) {
      await reader.run((host, _, lang) => host.setAttribute('lang', lang), lang);
      await waitForLanguage(reader, lang);
      await reader.run((_, root) => root.querySelector('[data-do=settings]').click());
      await reader.until(`the settings are in ${lang}`, (_, root, word) =>
        [...root.querySelectorAll('.panel legend')].some((legend) => legend.textContent === word), t(lang, 'reading.theme'));
      await reader.until(`the prompt is in ${lang}`, (_, root, word) => root.querySelector('.prompt button')?.textContent === word, t(lang, 'panels.promptYes'));
      const seen = await reader.run((_, root) => {
        const controls = [...root.querySelectorAll('.tools button,.panel h2,.panel label,.panel legend,.panel button,.panel a,[role=tab],.prompt p,.prompt button,.comments button,.comments p,.comments h2')];
        const visible = controls.filter((one) => one.getClientRects().length);
        return {
          // Half a pixel may be lost by rounding.
          cut: visible.filter((one) => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline')
            .map((one) => `${one.className || one.localName}: ${one.textContent}`),
          outside: visible.filter((one) => {
            const { left, right } = one.getBoundingClientRect();
            return left < -0.5 || right > innerWidth + 0.5;
          }).map((one) => `${one.className || one.localName}: ${one.textContent}`),
          tops: [...new Set([...root.querySelectorAll('.tools > button, .tools > [data-place] > button')].map((button) => Math.round(button.getBoundingClientRect().top)))],
          width: document.scrollingElement.scrollWidth,
          dir: ['.toolbar', '.prompt', '.tabs,[role=tablist]'].map((selector) => {
            const element = root.querySelector(selector);
            return element && getComputedStyle(element).direction;
          }),
          covering: ['.top', '.prompt'].filter((selector) => {
            const floating = root.querySelector(selector);
            return floating && getComputedStyle(floating).visibility !== 'hidden';
          }),
          lang: root.querySelector('.toolbar').lang,
          categories: new Intl.PluralRules(root.querySelector('.toolbar').lang).resolvedOptions().pluralCategories,
          percent: root.querySelector('[data-do=reset]').textContent,
          expected: new Intl.NumberFormat(root.querySelector('.toolbar').lang, { style: 'percent' }).format(1),
        };
      });
      const check = (isRight, what) => isRight || faults.push(`${lang}: ${what}`);
      check(seen.cut.length === 0, `cut: ${seen.cut.join(' | ')}`);
      check(seen.outside.length === 0, `outside: ${seen.outside.join(' | ')}`);
      check(seen.covering.length === 0, `over the open panel: ${seen.covering.join(' ')}`);
      check(seen.tops.length === 1, `the tools are in ${seen.tops.length} rows`);
      check(seen.width <= 320, `the page is ${seen.width} pixels wide`);
      check(seen.lang === lang, `lang is ${seen.lang}`);
      for (const dir of seen.dir) check(dir === (RTL.has(lang) ? 'rtl' : 'ltr'), `direction ${seen.dir}`);
      check(seen.percent === seen.expected, `"${seen.percent}" should be "${seen.expected}"`);
      check(seen.categories.every((category) => CATEGORIES.has(category) && t(lang, `readingTime.${category}`)), 'a plural form is missing');
      if (SCREENSHOTS) {
        mkdirSync(SCREENSHOTS, { recursive: true });
        for (const [name, selector] of [['tools', '.toolbar'], ['comments', '.comments,[role=tablist]']]) {
          await reader.run((_, root, selector) => root.querySelector(selector)?.scrollIntoView({ block: 'center', behavior: 'instant' }), selector);
          writeFileSync(join(SCREENSHOTS, `${lang}-${name}.png`), await testPage.driver.takeScreenshot(), 'base64');
        }
      }
      await reader.run((_, root) => root.querySelector('[data-do=settings]').click());
      await reader.until('the settings are closed', (_, root) => !root.querySelector('.panel legend'));
    }
    assert.deepEqual(faults, []);
    const files = testPage.site.requests.filter(({ path }) => /locales\/.*\.json/.test(path)).map(({ path }) => path.split('/').at(-1));
    assert.deepEqual(files.sort(), LANGUAGES.filter((lang) => !['id', 'en'].includes(lang)).map((lang) => `${lang}.json`).sort(), 'each language is one file, fetched once');
  });
}, { engines: ['chromium'] });

flow('A language that is not built in', (testPage) => {
  const article = { baca: 1, lang: 'ar', headline: 'عنوان', byline: [{ name: 'ليلى' }, { name: 'سامي' }], published: '2026-03-01', modified: '2026-03-02', body: ['نص المقال'], tags: ['خبر'] };
  const words = (reader) => reader.run((_, root) => ({
    byline: root.querySelector('[part~=byline]').textContent,
    meta: root.querySelector('.meta').textContent,
    tags: root.querySelector('[part~=tags]').ariaLabel,
    share: root.querySelector('.tools .share').textContent,
    toolbar: root.querySelector('.toolbar').dir,
    article: root.querySelector('article').dir,
  }));
  const localeFile = (lang) => `/some/folder/reader/locales/${lang}.json`;

  test('is fetched with the article, and nothing is shown in another one before', async () => {
    testPage.site.json('/ar.json', article);
    await testPage.visit(`<script>
      window.texts = new Set();
      new MutationObserver(() => {
        const root = document.querySelector('baca-reader')?.shadowRoot;
        if (root && !root.observed) {
          root.observed = true;
          new MutationObserver(() => {
            for (const node of root.querySelectorAll('[part~=byline],.share,[role=status]')) if (node.textContent) texts.add(node.textContent);
          }).observe(root, { childList: true, subtree: true, characterData: true });
        }
      }).observe(document, { childList: true, subtree: true });
    </script>${tag({ src: '/ar.json' })}`, { lang: 'de-AT' });
    const reader = testPage.reader();
    await reader.ready();
    const seen = await words(reader);
    assert.ok(seen.byline.startsWith(t('ar', 'by')), seen.byline);
    assert.ok(seen.meta.includes(t('ar', 'updated')) && seen.meta.includes('دقيقة واحدة'), seen.meta);
    assert.deepEqual([seen.tags, seen.share, seen.toolbar, seen.article], [t('ar', 'tags'), t('de', 'share'), 'ltr', 'rtl']);
    const shown = await reader.run(() => [...window.texts]);
    for (const lang of ['en', 'id']) {
      for (const word of [t(lang, 'share'), t(lang, 'loader.loading'), t(lang, 'by')]) assert.ok(!shown.some((text) => text.startsWith(`${word} `) || text === word), `${word}: ${shown}`);
    }
    const order = testPage.site.requests.map(({ path }) => path);
    assert.ok(order.indexOf(localeFile('de')) < order.indexOf('/some/folder/reader/baca-app_bg.wasm'), 'the language should not wait for the module');
  });

  for (const [what, response] of [
    ['is missing', null],
    ['is cut', text('{"loader":{"by":"Vo', 'application/json')],
    ['is HTML', text('<!doctype html><title>Not here</title>', 'text/html')],
    ['is other JSON', json({ loader: 7 })],
    ['is null', json(null)],
  ]) {
    test(`falls back without delay if its file ${what}`, async () => {
      for (const lang of ['de', 'ar']) testPage.site.put(localeFile(lang), response ?? ((answer) => answer.writeHead(404).end()));
      testPage.site.json('/ar.json', article);
      const reader = await testPage.visit(tag({ src: '/ar.json' }), { lang: 'de' });
      await reader.ready();
      const seen = await words(reader);
      assert.ok([t('en', 'share'), t('id', 'share')].includes(seen.share), seen.share);
      assert.equal(seen.toolbar, 'ltr');
    });
  }

  test('falls back if its server does not answer, and is used when it does', async () => {
    const held = testPage.site.hold(localeFile('de'));
    const reader = await testPage.visit(tag({ src: '/warta.json' }), { lang: 'de' });
    await reader.ready();
    assert.notEqual(await reader.run((_, root) => root.querySelector('.tools .share').textContent), t('de', 'share'));
    held.release();
    await waitForLanguage(reader, 'de');
  });

  test('an article of a language without texts has the words of the controls', async () => {
    testPage.site.json('/xx.json', { ...article, lang: 'tlh' });
    for (const [lang, wanted] of [['pt', 'pt-BR'], ['zh-TW', 'zh-Hant'], ['en-u-nu-arab', 'en'], ['iw', 'he']]) {
      const reader = await testPage.visit(tag({ src: '/xx.json', lang }));
      await reader.ready();
      const seen = await words(reader);
      assert.equal(seen.share, t(wanted, 'share'), lang);
      assert.ok(seen.byline.startsWith(t(wanted, 'by')), seen.byline);
      if (wanted === 'zh-Hant') assert.ok(!seen.byline.startsWith(`${t(wanted, 'by')} `), 'no space after a full-width character');
    }
  });
}, { engines: ['chromium'] });
