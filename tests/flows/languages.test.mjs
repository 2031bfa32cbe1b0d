// Languages: words, numbers and dates of the reader's, directions of the article's.

import assert from 'node:assert/strict';
import { warta } from '../support/articles.mjs';
import { flow, tag, test } from '../support/flow.mjs';
import { t } from '../support/locales.mjs';

flow('Languages', (stage) => {
  test('the controls follow the element, then the article, then the page', async () => {
    const share = (reader) => reader.run((_, root) => root.querySelectorAll('.tools > [aria-expanded]')[1].textContent);
    stage.site.json('/plain.json', { baca: 1, headline: 'x', body: ['y'] });
    for (const [given, lang, wanted] of [
      [{ src: '/warta.json', lang: 'en' }, 'id', 'en'],
      [{ src: '/warta.json' }, 'en', 'id'],
      [{ src: '/plain.json' }, 'id', 'id'],
    ]) {
      const reader = await stage.read(given, { lang });
      assert.equal(await share(reader), t(wanted, 'share'), JSON.stringify(given));
    }
    const reader = stage.reader();
    await reader.run((host) => host.setAttribute('lang', 'en'));
    await reader.until('the words have changed', (_, root, word) => root.querySelectorAll('.tools > [aria-expanded]')[1].textContent === word, t('en', 'share'));
  });

  test('an article from right to left is laid out so, its controls in their own direction', async () => {
    const reader = await stage.read({ src: '/arab.json' }, { lang: 'en' });
    const seen = await reader.run((_, root) => ({
      article: root.querySelector('article').dir,
      headline: getComputedStyle(root.querySelector('h1')).direction,
      toolbar: getComputedStyle(root.querySelector('.toolbar')).direction,
      date: root.querySelector('[part=published]').textContent,
      // How far the last line of the headline stays from either edge of its box.
      gaps: (() => {
        const headline = root.querySelector('h1');
        const box = headline.getBoundingClientRect();
        const style = getComputedStyle(headline);
        const range = document.createRange();
        range.selectNodeContents(headline);
        const line = [...range.getClientRects()].at(-1);
        return { left: line.left - box.left - parseFloat(style.paddingLeft), right: box.right - line.right - parseFloat(style.paddingRight) };
      })(),
      words: [...root.querySelectorAll('.facts span')].map((span) => span.textContent),
    }));
    assert.deepEqual([seen.article, seen.headline, seen.toolbar], ['rtl', 'rtl', 'ltr']);
    assert.ok(Math.abs(seen.gaps.right) < 2 && seen.gaps.left > 20, `the headline should stand at the right edge: ${JSON.stringify(seen.gaps)}`);
    assert.ok(seen.words.includes(t('en', 'readingTime.one', { n: 1 })), `the reading time in the words of the controls: ${seen.words}`);
    assert.match(seen.date, /2026|٢٠٢٦/);
    assert.doesNotMatch(seen.date, /March|Maret/);
  });

  test('a language that nobody knows breaks nothing', async () => {
    for (const lang of ['xx-invalid-!!', 'tlh', '🙂']) {
      stage.site.json('/odd.json', { ...warta, lang });
      const reader = await stage.visit(tag({ src: '/odd.json', lang }));
      await reader.ready();
      assert.match(await reader.text('published'), /2026/);
    }
  });

  test("a site's own words come before ours", async () => {
    stage.site.json('/config.json', { labels: { id: { share: 'Sebarkan' } } });
    const reader = await stage.read({ src: '/warta.json', config: '/config.json' });
    await reader.until('the word is there', (_, root) => root.querySelectorAll('.tools > [aria-expanded]')[1].textContent === 'Sebarkan');
  });
});
