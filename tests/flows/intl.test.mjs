// Engines whose `Intl` lacks a language, throws or is missing: texts keep their language, and dates stay readable.

import assert from 'node:assert/strict';
import { flow, tag, test } from '../support/flow.mjs';
import { json, text, typeOf } from '../support/http-responses.mjs';
import { pattern, t } from '../support/locales.mjs';

/** Replaces the formatters of `Intl`; `Own` is the browser's constructor of `name`. */
const replaced = (statement) => `for (const name of ['PluralRules', 'NumberFormat', 'DateTimeFormat', 'RelativeTimeFormat', 'ListFormat', 'Segmenter']) {
  const Own = Intl[name];
  ${statement}
}`;

/** Scripts that run before the reader loads. `date` is what a date of the article looks like then. */
const ENGINES = {
  // A constructor uses the browser's own language then (ECMA-402, ResolveLocale), and still rejects what is no tag.
  'knows English only': {
    script: replaced(`Intl[name] = function (tags, options) {
        Own.supportedLocalesOf(tags ?? []);
        return new Own('en', options);
      };
      Intl[name].prototype = Own.prototype;
      Intl[name].supportedLocalesOf = (tags) => Own.supportedLocalesOf(tags).filter((tag) => /^en\\b/.test(tag));`),
    date: /March 1, 2026/,
  },
  'throws': {
    script: replaced(`Intl[name] = class { constructor() { throw new RangeError(name); } static supportedLocalesOf() { return []; } };`),
    date: /2026-03-01/,
  },
  'has no formatters': { script: replaced('delete Intl[name];'), date: /2026-03-01/ },
};

const HOUR = 3_600_000;
const ago = (hours) => new Date(Date.now() - hours * HOUR).toISOString();
const paragraph = 'آب آرام بالا می‌آید. '.repeat(40);

const article = (lang) => ({
  baca: 1, lang, headline: 'جزر و مد', byline: [{ name: 'Leyla' }, { name: 'Sam' }], published: '2026-03-01', modified: '2026-03-02',
  body: ['الف', 'ب', 'پ'].flatMap((title) => [{ type: 'heading', text: title }, paragraph, paragraph]),
  comments: { open: false, items: [{ id: 'a', author: 'Ani', published: ago(3), text: 'A' }, { id: 'b', author: 'Budi', published: '2026-03-01', text: 'B' }] },
});

flow('An engine whose Intl', (testPage) => {
  const open = (path, engine, more) => {
    testPage.site.put('/intl.js', text(ENGINES[engine].script, typeOf('.js')));
    return testPage.read({ src: path, ...more }, { lang: '', head: '<script src="/intl.js"></script>' });
  };
  const assertQuiet = async () => {
    await testPage.assertClean();
    const { console: logged } = await testPage.record();
    assert.deepEqual(logged, []);
  };

  for (const [engine, { date }] of Object.entries(ENGINES)) {
    for (const lang of ['fa', 'ar']) {
      test(`${engine} shows an article in ${lang} with its words`, async () => {
        testPage.site.json('/article.json', article(lang));
        const reader = await open('/article.json', engine, { lang });
        const seen = await reader.run((_, root) => ({
          byline: root.querySelector('[part~=byline]').textContent,
          published: root.querySelector('[part~=published]').textContent,
          meta: root.querySelector('.meta').textContent,
          share: root.querySelector('.tools .share').textContent,
          size: root.querySelector('[data-do=reset]').textContent,
          toolbar: [root.querySelector('.toolbar').lang, getComputedStyle(root.querySelector('.toolbar')).direction],
        }));
        assert.match(seen.byline, /Leyla.+Sam/);
        assert.ok(seen.byline.startsWith(t(lang, 'by')), seen.byline);
        assert.match(seen.published, date);
        assert.ok(seen.meta.includes(t(lang, 'updated')), seen.meta);
        assert.match(seen.meta, pattern(lang, 'readingTime.other'));
        assert.match(seen.size, /100/);
        assert.deepEqual([seen.share, seen.toolbar], [t(lang, 'share'), [lang, 'rtl']]);

        await reader.until('the contents are there', (_, root) => root.querySelector('[data-do=contents]'));
        await reader.run((_, root) => root.querySelector('[data-do=contents]').click());
        await reader.until('the contents are open', (_, root) => root.querySelector('.panel .contents'));
        const rest = await reader.run((_, root) => root.querySelector('.panel .note').textContent);
        assert.match(rest, pattern(lang, 'reading.minutesLeft.other'));

        await reader.comments();
        await reader.until('the comments are shown', (_, root) => root.querySelectorAll('.comment time').length === 2);
        const times = await reader.run((_, root) => [...root.querySelectorAll('.comment time')].map((time) => time.textContent));
        assert.ok(times.every((time) => /\d/.test(time)), `each comment has a time: ${times}`);
        await assertQuiet();
      });
    }

    test(`${engine} shows when updates of a live article were`, async () => {
      const update = (id, published) => ({ type: 'update', id, published, title: id, body: [paragraph] });
      testPage.site.put('/live.json', json({ ...article('fa'), live: true, comments: undefined, body: [update('b', ago(2)), update('a', ago(48))] }));
      const reader = await open('/live.json', engine, { lang: 'fa' });
      await reader.until('the times have their titles', (_, root) => root.querySelectorAll('.when time[title]').length === 2);
      const times = await reader.run((_, root) => [...root.querySelectorAll('.when time')].map((time) => time.textContent));
      assert.ok(times.every((time) => /\d/.test(time)), times.join(' | '));
      await assertQuiet();
    });
  }
}, { engines: ['chromium'] });

flow('A live article', (testPage) => {
  test('shows when its updates were in a language with any tag', async () => {
    for (const [lang, wanted] of [['en', /hours ago/], ['id_ID', /jam yang lalu/], ['xx-invalid-!!', /\d/], ['', /\d/]]) {
      testPage.site.json('/live.json', { baca: 1, lang, headline: 'A', live: true, body: [{ type: 'update', id: 'a', published: ago(2), title: 'A', body: ['B'] }] });
      const reader = await testPage.visit(tag({ src: '/live.json' }), { lang: 'en' });
      await reader.ready();
      await reader.until(`the time of an update in "${lang}" has a title`, (_, root) => root.querySelector('.when time[title]'));
      assert.match(await reader.run((_, root) => root.querySelector('.when time').textContent), wanted, lang);
      await testPage.assertClean();
    }
  });
}, { engines: ['chromium'] });
