// Aids to reading in pages and browsers that get in their way: a translator that rewrites the text, a browser without
// dialogs, a window that has almost no room, articles of one word and of very many blocks.

import assert from 'node:assert/strict';
import { Key } from 'selenium-webdriver';
import { flow, test } from '../support/flow.mjs';
import { text, typeOf } from '../support/http-responses.mjs';
import { t } from '../support/locales.mjs';

const ENGINES = ['chromium', 'firefox'];

const ARTICLE = {
  baca: 1, lang: 'id', headline: 'Pasang surut', url: 'https://warta.example/pasang',
  body: [
    { type: 'heading', level: 2, text: 'Angin' },
    { type: 'paragraph', text: ['Air naik', { text: '1', sup: true, href: '#n1' }, ' dan turun lagi setiap hari.'] },
    { type: 'image', src: '/media/satu.svg', width: 900, height: 600, alt: 'Satu', caption: 'Papan di dermaga' },
    { type: 'heading', level: 2, text: 'Bulan' },
    ...Array.from({ length: 12 }, (_, n) => `Paragraf ${n}: ${'pasang naik dan surut. '.repeat(6)}`),
    { type: 'heading', level: 2, text: 'Matahari' }, { type: 'code', text: 'let air = 1;' },
    { type: 'list', ordered: true, items: [{ id: 'n1', text: 'Catatan pertama.' }] },
  ],
};

/** Wraps each text of the article and of its controls in two elements, as translators of browsers do. */
const TRANSLATE = `window.translate = (root) => {
  const walker = document.createTreeWalker(root.querySelector('.baca'), NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) if (walker.currentNode.data.trim() && !walker.currentNode.parentElement.closest('font, style, script')) texts.push(walker.currentNode);
  for (const text of texts) {
    const outer = document.createElement('font');
    const inner = outer.appendChild(document.createElement('font'));
    text.replaceWith(outer);
    inner.append(text);
  }
  return texts.length;
};`;

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="600"><rect width="900" height="600" fill="#357"/></svg>';

flow('Reading in trouble', (testPage) => {
  const open = async (article = ARTICLE, head = '') => {
    testPage.site.json('/trouble.json', article);
    testPage.site.put('/media/satu.svg', text(SVG, typeOf('.svg')));
    const reader = await testPage.read({ src: '/trouble.json' }, { lang: 'id', head });
    await reader.until('the aids are there', (_, root) => root.querySelector('[data-do=settings][aria-expanded]') && root.querySelectorAll('.enlarge').length === root.querySelectorAll('.figure img').length);
    return reader;
  };
  const press = (reader, name) => reader.run((_, root, name) => root.querySelector(`[data-do=${name}]`).click(), name);

  test('a translator that rewrites the text between any two actions breaks none of them', async () => {
    const reader = await open();
    await testPage.driver.executeScript(TRANSLATE);
    const translate = () => reader.run((_, root) => window.translate(root));
    const size = () => reader.run((_, root) => parseFloat(getComputedStyle(root.querySelector('.section > p')).fontSize));
    const words = await reader.run((_, root) => root.querySelector('.body').textContent.replace(/\s+/g, ' '));
    assert.ok(await translate() > 20, 'there is text to translate');
    const before = await size();
    await press(reader, 'larger');
    await reader.until('the text is larger', (_, root, before) => parseFloat(getComputedStyle(root.querySelector('.section > p')).fontSize) > before, before);
    await translate();
    await press(reader, 'settings');
    await reader.until('the settings are open', (_, root) => root.querySelector('.settings'));
    await translate();
    await reader.choose('theme', 'sepia');
    await reader.event('settings', { theme: 'sepia' });
    await translate();
    await press(reader, 'contents');
    await reader.until('the contents are open', (_, root) => root.querySelector('.contents'));
    await translate();
    await reader.run((_, root) => root.querySelectorAll('.contents a')[1].click());
    await reader.until('the heading has the focus', (_, root) => root.activeElement?.localName === 'h2');
    await translate();
    await reader.run((_, root) => root.querySelector('[data-note]').click());
    await reader.until('the note is shown', (_, root) => root.querySelector('.footnote')?.textContent.includes('Catatan pertama'));
    await translate();
    await reader.press(t('id', 'reading.noteBack'));
    await reader.until('the note is closed', (_, root) => !root.querySelector('.footnote'));
    await reader.run((_, root) => root.querySelector('.enlarge').click());
    await reader.until('the picture is large', (_, root) => root.querySelector('dialog')?.open);
    await translate();
    await testPage.driver.actions().sendKeys(Key.ESCAPE).perform();
    await reader.until('the dialog is closed', (_, root) => !root.querySelector('dialog'));
    await press(reader, 'reset');
    await reader.until('the text has its size again', (_, root, before) => parseFloat(getComputedStyle(root.querySelector('.section > p')).fontSize) === before, before);
    assert.equal(await reader.run((_, root) => root.querySelector('.body').textContent.replace(/\s+/g, ' ')), words, 'no text is lost or doubled');
    await testPage.assertClean();
  });

  test('every tool opens with every other open, in a window of 320 × 256 pixels', async () => {
    const reader = await open();
    const window = testPage.driver.manage().window();
    const before = await window.getRect();
    const isOpen = (name) => reader.until(`${name} is open`, (_, root, name) => {
      const panels = root.querySelectorAll('.panel');
      const { top, bottom, left, right } = panels[0]?.getBoundingClientRect() ?? {};
      return panels.length === 1 && root.querySelector(`[data-do=${name}]`).getAttribute('aria-expanded') === 'true'
        && top >= 0 && bottom <= innerHeight + 1 && left >= 0 && right <= innerWidth;
    }, name);
    try {
      await window.setRect({ width: 320, height: 256 + (before.height - await reader.run(() => innerHeight)) });
      const names = ['contents', 'settings', 'share'];
      for (const first of names) {
        for (const second of names.filter((name) => name !== first)) {
          await press(reader, first);
          await isOpen(first);
          await press(reader, second);
          await isOpen(second);
          await press(reader, second);
          await reader.until('no panel is open', (_, root) => !root.querySelector('.panel'));
        }
      }
      assert.ok(await reader.run(() => document.documentElement.scrollWidth <= innerWidth), 'nothing is wider than the window');
      await testPage.assertClean();
    } finally {
      await window.setRect(before);
    }
  });

  test('without dialogs, a picture opens as a file', async () => {
    testPage.site.put('/no-dialog.js', text(`
      delete HTMLDialogElement.prototype.showModal;
      window.opened = [];
      window.open = (...args) => { window.opened.push(args); };`, typeOf('.js')));
    const reader = await open(ARTICLE, '<script src="/no-dialog.js"></script>');
    await reader.run((_, root) => root.querySelector('.enlarge').click());
    const [[url, target, features]] = await reader.run(() => window.opened);
    assert.deepEqual([new URL(url).pathname, target, features], ['/media/satu.svg', '_blank', 'noopener']);
    assert.equal(await reader.run((_, root) => root.querySelector('dialog')), null);
    await testPage.assertClean();
  });

  test('an article of one word has its tools, and one of 20,000 blocks its contents', async () => {
    const short = await open({ baca: 1, lang: 'id', headline: 'Air', body: ['Air.'] });
    assert.equal(await short.run((_, root) => root.querySelectorAll('[data-do=contents]').length), 0);
    await press(short, 'settings');
    await short.until('the settings are open', (_, root) => root.querySelector('.settings'));
    await testPage.assertClean();
    const body = Array.from({ length: 20_000 }, (_, n) => (n % 100 ? `Paragraf ${n}.` : { type: 'heading', level: 2, text: `Bagian ${n / 100}` }));
    const long = await open({ ...ARTICLE, body });
    await long.until('all blocks are there', (_, root) => root.querySelectorAll('.section > *').length === 20_000);
    await long.until('all headings have links', (_, root) => root.querySelectorAll('h2 > .anchor').length === 200);
    await press(long, 'contents');
    await long.until('the contents are open', (_, root) => root.querySelectorAll('.contents li').length === 200);
    await testPage.assertClean();
  });
}, { engines: ENGINES });
