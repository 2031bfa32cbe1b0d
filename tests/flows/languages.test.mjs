// Languages: texts and dates of the interface, and the direction of the article.

import assert from 'node:assert/strict';
import { warta } from '../support/articles.mjs';
import { flow, tag, test } from '../support/flow.mjs';
import { t } from '../support/locales.mjs';

flow('Languages', (testPage) => {
  test('the controls have the language of the element, the page or the browser', async () => {
    const share = (reader) => reader.run((_, root) => root.querySelectorAll('.tools > [aria-expanded]')[1].textContent);
    testPage.site.json('/plain.json', { baca: 1, headline: 'x', body: ['y'] });
    for (const [given, lang, wanted] of [
      [{ src: '/warta.json', lang: 'en' }, 'id', 'en'],
      [{ src: '/warta.json' }, 'en', 'en'],
      [{ src: '/plain.json' }, 'id', 'id'],
    ]) {
      const reader = await testPage.read(given, { lang });
      assert.equal(await share(reader), t(wanted, 'share'), JSON.stringify(given));
    }
    const reader = testPage.reader();
    await reader.run((host) => host.setAttribute('lang', 'en'));
    await reader.until('the text has changed', (_, root, word) => root.querySelectorAll('.tools > [aria-expanded]')[1].textContent === word, t('en', 'share'));
  });

  test('a right-to-left article has its direction, and the controls have theirs', async () => {
    const reader = await testPage.read({ src: '/arab.json' }, { lang: 'en' });
    const seen = await reader.run((_, root) => ({
      article: root.querySelector('article').dir,
      headline: getComputedStyle(root.querySelector('h1')).direction,
      toolbar: getComputedStyle(root.querySelector('.toolbar')).direction,
      date: root.querySelector('[part=published]').textContent,
      // Distance of the headline's last line from the edges of its box.
      gaps: (() => {
        const headline = root.querySelector('h1');
        const box = headline.getBoundingClientRect();
        const style = getComputedStyle(headline);
        const range = document.createRange();
        range.selectNodeContents(headline);
        const line = [...range.getClientRects()].at(-1);
        return { left: line.left - box.left - parseFloat(style.paddingLeft), right: box.right - line.right - parseFloat(style.paddingRight) };
      })(),
      words: [...root.querySelectorAll('.meta span')].map((span) => span.textContent),
    }));
    assert.deepEqual([seen.article, seen.headline, seen.toolbar], ['rtl', 'rtl', 'ltr']);
    assert.ok(Math.abs(seen.gaps.right) < 2 && seen.gaps.left > 20, `the headline should be at the right edge: ${JSON.stringify(seen.gaps)}`);
    assert.ok(seen.words.includes(t('ar', 'readingTime.one')), `the reading time should be in the article's language: ${seen.words}`);
    assert.match(seen.date, /2026|٢٠٢٦/);
    assert.doesNotMatch(seen.date, /March|Maret/);
  });

  test('scripts with joined letters or tall marks have taller lines, no space between letters and no drop cap', async () => {
    const block = (lang) => ({ type: 'paragraph', lang, dropcap: true, text: 'Ab cd ef gh ij kl mn op qr st uv wx yz.' });
    const look = (reader) => reader.run((_, root) => [...root.querySelectorAll('.section > p')].map((p) => {
      const { lineHeight, fontSize } = getComputedStyle(p);
      const letter = getComputedStyle(p, '::first-letter');
      const initial = letter.initialLetter ?? letter.webkitInitialLetter ?? 'normal';
      return { lines: Math.round(100 * parseFloat(lineHeight) / parseFloat(fontSize)) / 100, hasDropCap: initial !== 'normal' || letter.float !== 'none' };
    }));
    const spacing = (reader) => reader.run((_, root) => ['kicker', 'headline', 'dateline'].map((part) => getComputedStyle(root.querySelector(`[part~="${part}"]`)).letterSpacing.replace('normal', '0px')));
    for (const lang of ['ar', 'fa', 'ur', 'th', 'hi', 'ne', 'bn']) {
      testPage.site.json('/joined.json', { ...warta, lang, body: [{ ...block(), lang: undefined }, block('id')] });
      const reader = await testPage.read({ src: '/joined.json' });
      assert.deepEqual((await look(reader))[0], { lines: 1.75, hasDropCap: false }, lang);
      assert.deepEqual(await spacing(reader), ['0px', '0px', '0px'], lang);
    }
    for (const lang of ['id', 'ru', 'ja']) {
      testPage.site.json('/apart.json', { ...warta, dateline: undefined, lang, body: [{ ...block(), lang: undefined }, block('th')] });
      const reader = await testPage.read({ src: '/apart.json' });
      assert.deepEqual(await look(reader), [{ lines: 1.6, hasDropCap: true }, { lines: 1.75, hasDropCap: false }], lang);
    }
    // The reader's own choice of spacing counts in every script.
    await testPage.driver.executeScript('localStorage.setItem("baca:settings", JSON.stringify({ size: 100, spacing: "loose" }))');
    const loose = await testPage.read({ src: '/joined.json' });
    assert.equal((await look(loose))[0].lines, 2.05);
  });

  test('an unknown language breaks nothing', async () => {
    for (const lang of ['xx-invalid-!!', 'tlh', '🙂', '']) {
      testPage.site.json('/odd.json', { ...warta, lang });
      const reader = await testPage.visit(tag({ src: '/odd.json', lang }));
      await reader.ready();
      assert.match(await reader.text('published'), /2026/);
    }
  });

  test("a site's own labels replace the default ones", async () => {
    testPage.site.json('/config.json', { labels: { id: { share: 'Sebarkan' } } });
    const reader = await testPage.read({ src: '/warta.json', config: '/config.json' });
    await reader.until('the label is shown', (_, root) => root.querySelectorAll('.tools > [aria-expanded]')[1].textContent === 'Sebarkan');
  });
});
