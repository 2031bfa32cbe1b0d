// Documents at the limits, in the browser: very deep, very wide, very long. They are shown up to the limits,
// with a notice if something is omitted, and the page keeps working.

import assert from 'node:assert/strict';
import { text } from '../support/http-responses.mjs';
import { flow, tag, test } from '../support/flow.mjs';
import { t } from '../support/locales.mjs';

const MANY = 100_000;
const post = (html) => ({ id: 1, type: 'post', slug: 'x', link: '/x', title: { rendered: 'Judul' }, content: { rendered: html } });
const nested = (open, close, inside) => `<p>before</p>${open.repeat(MANY)}${inside}${close.repeat(MANY)}`;

/** Name → document as text, words that must be shown, whether something must be omitted. */
const DOCUMENTS = {
  'brackets in the body': [`{"baca":1,"headline":"Judul","body":["before",${'['.repeat(MANY)}${']'.repeat(MANY)},"after"]}`, ['before', 'after'], true],
  'braces in the body': [`{"baca":1,"headline":"Judul","body":["before",${'{"a":'.repeat(MANY)}1${'}'.repeat(MANY)},"after"]}`, ['before', 'after'], true],
  'divs': [JSON.stringify(post(nested('<div>', '</div>', 'deep'))), ['before', 'deep'], false],
  'bold in bold': [JSON.stringify(post(nested('<b>', '</b>', 'deep'))), ['before', 'deep'], false],
  'lists in lists': [JSON.stringify(post(nested('<ul><li>', '</li></ul>', 'deep'))), ['before', 'deep'], false],
  'quotations in quotations': [JSON.stringify(post(nested('<blockquote>', '</blockquote>', 'deep'))), ['before', 'deep'], false],
  'details in details': [JSON.stringify(post(nested('<details><summary>', '', 'deep'))), ['before', 'deep'], false],
  'formulas in formulas': [JSON.stringify(post(nested('<math><mrow>', '', 'deep'))), ['before', 'deep'], false],
  'unclosed marks': [JSON.stringify(post(`<p>before</p>${'<b><i><p>x'.repeat(3000)}`)), ['before'], false],
  'items of a list that is too long': [JSON.stringify(post(`<p>before</p><ul>${'<li>x'.repeat(30_000)}</ul><p>after</p>`)), ['before'], true],
  'too many paragraphs': [JSON.stringify(post(`<p>before</p>${'<p>x</p>'.repeat(MANY)}`)), ['before'], true],
  'five million characters': [JSON.stringify(post(`<p>before ${'word '.repeat(1_000_000)}last</p>`)), ['before', 'last'], false],
  'an attribute of five million characters': [JSON.stringify(post(`<p title="${'w'.repeat(5_000_000)}">before</p>`)), ['before'], false],
};

flow('Documents at the limits', (testPage) => {
  for (const [name, [source, words, cut]] of Object.entries(DOCUMENTS)) {
    test(`${name} are shown up to the limits`, async () => {
      testPage.site.put('/limits.json', text(source, 'application/json'));
      const reader = await testPage.visit(tag({ src: '/limits.json' }));
      await reader.ready();
      const seen = await reader.run((host, root, words, notice) => {
        const shown = root.querySelector('.body').textContent;
        return { headline: root.querySelector('h1').textContent, missing: words.filter((word) => !shown.includes(word)), blocks: host.article.body.length, cut: root.textContent.includes(notice) };
      }, words, t('id', 'truncated'));
      assert.equal(seen.headline, 'Judul');
      assert.deepEqual(seen.missing, []);
      assert.equal(seen.cut, cut);
      assert.ok(seen.blocks <= 20_000);
    });
  }

  test('brackets that are not an article are rejected', async () => {
    for (const source of ['['.repeat(MANY) + ']'.repeat(MANY), '['.repeat(MANY), '{"a":'.repeat(MANY)]) {
      testPage.site.put('/limits.json', text(source, 'application/json'));
      const reader = await testPage.visit(tag({ src: '/limits.json' }));
      await reader.failed();
      const [{ detail }] = await reader.events('error');
      assert.match(detail.code, /^(not-json|not-an-article)$/);
    }
    // Another article on the page is shown afterwards.
    const reader = testPage.reader();
    await reader.run((host) => host.setAttribute('src', '/warta.json'));
    await reader.ready();
  });
}, { engines: ['chromium', 'firefox'] });
