// Aids to reading that are loaded after the article: the reading position, pictures shown large, the panels of the
// toolbar, contents, footnotes, links to headings and quotes.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { Key } from 'selenium-webdriver';
import { Command, Name } from 'selenium-webdriver/lib/command.js';
import { assertAccessible } from '../support/axe.mjs';
import { flow, tag, test } from '../support/flow.mjs';
import { file, status, text, typeOf } from '../support/http-responses.mjs';
import { t } from '../support/locales.mjs';
import { BUNDLE } from '../support/paths.mjs';
import { render } from '../support/rendered.mjs';

const ENGINES = ['chromium', 'firefox'];

/** An article with so many blocks of different lengths, with a heading before every tenth. */
const longArticle = (count) => ({
  baca: 1, lang: 'id', headline: 'Panjang', url: `https://warta.example/panjang-${count}`,
  body: Array.from({ length: count }, (_, n) => (n % 10 === 4
    ? { type: 'heading', level: 2, text: `Bagian ${n}` }
    : `Paragraf ${n}. ${`Air naik perlahan ke atas papan ${n}. `.repeat(4 + (n * 7) % 23)}`)),
});

const GALLERY = {
  baca: 1, lang: 'id', headline: 'Galeri', url: 'https://warta.example/galeri',
  body: [
    'Awal.',
    { type: 'gallery', items: [1, 2, 3].map((n) => ({ src: `/media/${n}.svg`, width: 900, height: 600, alt: `Gambar ${n}`, caption: `Keterangan ${n}`, credit: `Foto ${n}` })) },
    { type: 'image', src: '/media/sendiri.svg', width: 900, height: 600, alt: 'Sendiri' },
  ],
};

const DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="600"><path d="M0 0l900 600" stroke="#000"/></svg>';

const NOTES = {
  baca: 1, lang: 'id', headline: 'Catatan', url: 'https://warta.example/catatan',
  body: [
    { type: 'heading', level: 2, text: 'Angin & laut' },
    { type: 'paragraph', text: ['Air naik', { text: '1', sup: true, href: '#n1' }, ' dan turun lagi setiap hari di pantai utara.'] },
    { type: 'heading', level: 2, text: 'Bulan' }, ...Array.from({ length: 20 }, (_, n) => `Paragraf ${n}: ${'pasang naik dan surut. '.repeat(9)}`),
    { type: 'heading', level: 3, text: 'Matahari' }, { type: 'code', text: 'let air = 1;\nlet laut = 2;' },
    { type: 'list', ordered: true, items: [{ id: 'n1', text: ['Catatan pertama. ', { text: '↩', href: '#r1' }] }] },
  ],
};

/** Returns the first character of the first line below the toolbar: the index of its block, and the text from there. */
const READ = `window.readingPlace = (root) => {
  const bar = root.querySelector('.toolbar').getBoundingClientRect();
  const line = Math.max(52, bar.bottom) + 4;
  const blocks = [...root.querySelectorAll('.section > *')];
  const index = blocks.findIndex((block) => block.getBoundingClientRect().bottom > line);
  const box = blocks[index]?.getBoundingClientRect();
  return { index, share: box && (line - box.top) / box.height, lines: box && box.height / parseFloat(getComputedStyle(blocks[index]).lineHeight) };
};`;

flow('The aids to reading', (testPage) => {
  const SCRIPT = /baca-reading\.js/;
  const open = async (path = '/page-alone.html') => {
    testPage.site.json('/gallery.json', GALLERY);
    for (const name of [1, 2, 3, 'sendiri']) testPage.site.put(`/media/${name}.svg`, text(DRAWING, typeOf('.svg')));
    const reader = await testPage.visit(tag({ src: '/gallery.json' }), { head: '<meta name="unattended">', path });
    await reader.ready();
    return reader;
  };
  /** Waits longer than the script would take if it were wanted. */
  const assertNotFetched = async (reader) => {
    for (let turn = 0; turn < 3; turn += 1) await reader.wait(() => new Promise((done) => requestIdleCallback(done, { timeout: 1000 })));
    assert.deepEqual(testPage.site.requestsTo(SCRIPT), []);
  };
  const waitForButtons = (reader) => reader.until('the pictures can be opened', (_, root) => root.querySelectorAll('.enlarge').length === 4);

  for (const [sign, act] of Object.entries({
    'the pointer moves': () => testPage.driver.actions().move({ x: 40, y: 200 }).perform(),
    'a key is pressed': () => testPage.driver.actions().sendKeys(Key.TAB).perform(),
    'the page is scrolled': (reader) => reader.run(() => scrollTo(0, 40)),
    'the focus moves': (reader) => reader.run((_, root) => root.querySelector('[data-do]').focus()),
  })) {
    test(`are fetched when ${sign}, and not before`, async () => {
      const reader = await open();
      await assertNotFetched(reader);
      await act(reader);
      await waitForButtons(reader);
      assert.equal(testPage.site.requestsTo(SCRIPT).length, 1);
      if (testPage.engine === 'chromium') assert.deepEqual(await reader.shifts(), []);
      await testPage.assertClean();
    });
  }

  test('are fetched after a while for somebody who gives no sign', async () => {
    await waitForButtons(await open());
  });

  test('move nothing when they come', async () => {
    testPage.site.json('/notes.json', { ...NOTES, body: [...GALLERY.body, ...NOTES.body] });
    for (const name of [1, 2, 3, 'sendiri']) testPage.site.put(`/media/${name}.svg`, text(DRAWING, typeOf('.svg')));
    const reader = await testPage.visit(tag({ src: '/notes.json' }), { head: '<meta name="unattended">' });
    await reader.ready();
    const tops = () => reader.run((_, root) => [...root.querySelectorAll('.tools > :not(.gap, [data-do=contents]), .section > *')].map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return [x, y + scrollY, width, height].map(Math.round).join(' ');
    }));
    await assertNotFetched(reader);
    const before = await tops();
    await testPage.driver.executeScript(() => dispatchEvent(new Event('pointermove')));
    await reader.until('all are there', (_, root) => ['.enlarge', '.anchor', '.copy', '[data-do=contents]', '[data-note]'].every((css) => root.querySelector(css)));
    assert.deepEqual(await tops(), before);
  });

  test('open a picture that was pressed before they were there, once', async () => {
    const reader = await open();
    await assertNotFetched(reader);
    await reader.run((_, root) => ['Gambar 1', 'Gambar 2', 'Gambar 2'].forEach((alt) => root.querySelector(`img[alt="${alt}"]`).click()));
    await reader.until('the last is shown', (_, root) => root.querySelector('dialog .stage img')?.alt === 'Gambar 2');
    assert.equal(await reader.run((_, root) => root.querySelectorAll('dialog').length), 1);
    await testPage.driver.actions().sendKeys(Key.ESCAPE).perform();
    await reader.until('it is closed', (_, root) => !root.querySelector('dialog'));
    await reader.run((_, root) => root.querySelector('img[alt="Gambar 3"]').click());
    await reader.until('the next is shown', (_, root) => root.querySelectorAll('dialog').length === 1 && root.querySelector('dialog .stage img')?.alt === 'Gambar 3');
  });

  /** Waits until the script has acted, and asserts that this was before the time at which it acts anyway. */
  const waitForAidsAtOnce = async (reader) => {
    await waitForButtons(reader);
    const ms = await reader.run(() => performance.now());
    assert.ok(ms < 7000, `${ms} ms after the navigation`);
  };

  test('are fetched at once for a fragment', async () => {
    const reader = await open();
    await assertNotFetched(reader);
    await reader.run(() => (location.hash = '#bagian'));
    await testPage.reload();
    await waitForAidsAtOnce(testPage.reader());
  });

  test('are fetched at once for somebody who has read here before', async () => {
    await assertNotFetched(await open());
    await testPage.driver.executeScript(() => localStorage.setItem('baca:places', '{}'));
    await waitForAidsAtOnce(await open('/page-again.html'));
  });
}, { engines: ENGINES });

flow('The reading position', (testPage) => {
  const place = async (reader) => {
    await testPage.driver.executeScript(READ);
    return reader.run((_, root) => window.readingPlace(root));
  };
  const scrollTo = async (reader, index, into = 0) => {
    await reader.run((_, root, index, into) => {
      const block = root.querySelectorAll('.section > *')[index];
      block.scrollIntoView({ block: 'start', behavior: 'instant' });
      scrollBy({ top: into, behavior: 'instant' });
    }, index, into);
    await reader.until('the place is stored', (_, __, index) =>
      Object.values(JSON.parse(localStorage.getItem('baca:places') ?? '{}')).some(([, stored]) => Math.abs(stored - index) <= 1), index);
  };
  /** Waits until the reader is at a place, a line more or less. */
  const waitForPlace = async (reader, before, what) => {
    await testPage.driver.executeScript(READ);
    await reader.until(what, (_, root, before) => {
      const now = window.readingPlace(root);
      const lines = (now.index - before.index) * 1000 + (now.share - before.share) * now.lines;
      return Math.abs(lines) <= 1.2;
    }, before);
  };
  const aids = (reader) => reader.until('the aids are there', (_, root) => root.adoptedStyleSheets.some((sheet) => [...sheet.cssRules].some(({ selectorText }) => selectorText === '.stage')));

  for (const count of [12, 300]) {
    test(`is kept after a reload, and in another width: ${count} blocks`, async () => {
      testPage.site.json('/long.json', longArticle(count));
      const reader = await testPage.read({ src: '/long.json' });
      await aids(reader);
      await scrollTo(reader, Math.floor(count * 0.6), 60);
      const before = await place(reader);
      await testPage.reload();
      await reader.ready();
      await waitForPlace(reader, before, 'the place is there after a reload');
      const window = testPage.driver.manage().window();
      const size = await window.getRect();
      try {
        await window.setRect({ width: 600, height: 800 });
        await waitForPlace(reader, before, 'the place is there in another width');
      } finally {
        await window.setRect(size);
      }
    });
  }

  test('is kept in a server-rendered page', async () => {
    const html = render(longArticle(60), '--fragment');
    const reader = await testPage.visit(html, { lang: 'id' });
    await reader.ready();
    await aids(reader);
    await scrollTo(reader, 33, 50);
    const before = await place(reader);
    await testPage.reload();
    await reader.ready();
    await waitForPlace(reader, before, 'the place is there');
  });

  test('is offered after a day and not after the end; a fragment goes first', async () => {
    testPage.site.json('/long.json', longArticle(60));
    const reader = await testPage.read({ src: '/long.json' });
    await aids(reader);
    await scrollTo(reader, 33, 50);
    const before = await place(reader);
    const old = () => reader.run(() => {
      const places = JSON.parse(localStorage.getItem('baca:places'));
      for (const key of Object.keys(places)) places[key][0] -= 2 * 24 * 3600 * 1000;
      localStorage.setItem('baca:places', JSON.stringify(places));
    });
    await old();
    const page = testPage.put(tag({ src: '/long.json' }), { lang: 'id' });
    await testPage.goTo(page);
    await reader.ready();
    await reader.until('it is offered', (_, root) => root.querySelector('.resume'));
    assert.equal(await reader.run(() => scrollY), 0, 'the page should not scroll by itself');
    await assertAccessible(testPage.driver, 'the offered place');
    await reader.run((_, root) => root.querySelector('.resume button').click());
    await waitForPlace(reader, before, 'the place is there');
    await testPage.goTo(`${testPage.put(tag({ src: '/long.json' }), { lang: 'id' })}#Bagian`);
    await reader.ready();
    await aids(reader);
    assert.equal(await reader.run(() => scrollY), 0, 'a fragment goes first');
    await testPage.assertClean();
  });

  test('blocked storage and malformed places do no harm', async () => {
    testPage.site.json('/long.json', longArticle(12));
    const blocked = '<script>Storage.prototype.setItem = Storage.prototype.getItem = () => { throw new DOMException("blocked", "SecurityError"); };</script>';
    const reader = await testPage.read({ src: '/long.json' }, { head: blocked });
    await aids(reader);
    await reader.run(() => scrollTo({ top: 500, behavior: 'instant' }));
    await reader.frame();
    await testPage.assertClean();
    for (const stored of ['{', '[]', '7', '{"https://warta.example/panjang-12 /long.json":7}', '{"https://warta.example/panjang-12 /long.json":["x",{},null]}', '{"x":null}']) {
      await testPage.goTo(testPage.site.url('/record.js'));
      await testPage.driver.executeScript('localStorage.setItem("baca:places", arguments[0])', stored);
      const other = await testPage.read({ src: '/long.json' });
      await aids(other);
      await testPage.assertClean();
    }
  });
}, { engines: ENGINES });

flow('Pictures', (testPage) => {
  const serve = (article) => {
    for (const name of ['1', '2', '3', 'sendiri']) testPage.site.put(`/media/${name}.svg`, text(DRAWING, typeOf('.svg')));
    testPage.site.json('/gallery.json', article);
  };
  const press = (...keys) => testPage.driver.actions().sendKeys(...keys).perform();
  const viewer = (reader) => reader.run((_, root) => {
    const dialog = root.querySelector('dialog');
    return dialog && { open: dialog.open, alt: dialog.querySelector('.stage img')?.alt, place: dialog.querySelector('.count').textContent, text: dialog.querySelector('.text').textContent.trim() };
  });
  /** Moves fingers on the screen at once: each from one x to another, at a y. */
  const touch = (...fingers) => testPage.driver.execute(new Command(Name.ACTIONS).setParameter('actions', fingers.map(([from, to, y], index) => ({
    type: 'pointer', id: `finger${index}`, parameters: { pointerType: 'touch' },
    actions: [
      { type: 'pointerMove', duration: 0, x: from, y }, { type: 'pointerDown', button: 0 },
      { type: 'pointerMove', duration: 60, x: Math.round((from + to) / 2), y }, { type: 'pointerMove', duration: 60, x: to, y },
      { type: 'pointerUp', button: 0 },
    ],
  }))));
  const waitForAlt = (reader, alt) => reader.until(`${alt} is shown`, (_, root, alt) => root.querySelector('dialog .stage img')?.alt === alt, alt);

  test('open large in a dialog by Enter and by a press; a gallery is browsed by keys and buttons; Escape returns the focus', async () => {
    serve(GALLERY);
    const reader = await testPage.read({ src: '/gallery.json' }, { lang: 'id' });
    await reader.until('the pictures can be opened', (_, root) => root.querySelectorAll('.enlarge').length === 4);
    const name = t('id', 'reading.enlargeNamed', { text: 'Gambar 2' });
    await reader.run((_, root, name) => root.querySelector(`[aria-label="${name}"]`).focus(), name);
    await press(Key.ENTER);
    await waitForAlt(reader, 'Gambar 2');
    assert.deepEqual(await viewer(reader), { open: true, alt: 'Gambar 2', place: '2/3', text: 'Keterangan 2 Foto 2' });
    await assertAccessible(testPage.driver, 'a picture');
    await press(Key.ARROW_RIGHT);
    await waitForAlt(reader, 'Gambar 3');
    await press(Key.ARROW_RIGHT);
    await waitForAlt(reader, 'Gambar 1');
    await press(Key.ARROW_LEFT);
    await waitForAlt(reader, 'Gambar 3');
    await reader.press(t('id', 'reading.previous'));
    await waitForAlt(reader, 'Gambar 2');
    await press('+');
    await reader.until('it is larger', (_, root) => root.querySelector('.stage').scrollWidth > root.querySelector('.stage').clientWidth);
    await press(Key.ESCAPE);
    await reader.until('the dialog is closed', (_, root) => !root.querySelector('dialog'));
    assert.equal((await reader.focused())?.name, name);
    // A press on the picture itself; this one is alone.
    await reader.run((_, root) => root.querySelector('img[alt="Sendiri"]').click());
    await waitForAlt(reader, 'Sendiri');
    assert.equal((await viewer(reader)).place, '');
    assert.deepEqual(await reader.queryAllByRole('button', t('id', 'reading.next')), []);
    await reader.press(t('id', 'reading.close'));
    await reader.until('the dialog is closed', (_, root) => !root.querySelector('dialog'));
    await testPage.assertClean();
  });

  test('are browsed by swiping and enlarged by pinching', async () => {
    serve(GALLERY);
    const reader = await testPage.read({ src: '/gallery.json' }, { lang: 'id' });
    await reader.until('the pictures can be opened', (_, root) => root.querySelectorAll('.enlarge').length === 4);
    await reader.run((_, root) => root.querySelector('img[alt="Gambar 2"]').click());
    await waitForAlt(reader, 'Gambar 2');
    const { x, y } = await reader.run((_, root) => {
      const { left, top, width, height } = root.querySelector('.stage').getBoundingClientRect();
      return { x: Math.round(left + width / 2), y: Math.round(top + height / 2) };
    });
    await touch([x + 80, x - 80, y]);
    await waitForAlt(reader, 'Gambar 3');
    await touch([x - 80, x + 80, y]);
    await waitForAlt(reader, 'Gambar 2');
    await touch([x - 20, x - 120, y], [x + 20, x + 120, y]);
    await reader.until('it is larger', (_, root) => root.querySelector('.stage').scrollWidth > root.querySelector('.stage').clientWidth);
    // In an enlarged picture, the same movement moves the picture.
    const before = await reader.run((_, root) => root.querySelector('.stage').scrollLeft);
    await touch([x + 80, x - 80, y]);
    await reader.until('the picture is moved', (_, root, before) => root.querySelector('.stage').scrollLeft > before, before);
    assert.equal((await viewer(reader)).alt, 'Gambar 2');
    await testPage.assertClean();
  });

  test('one of three that fails leaves the others; a linked picture keeps its link', async () => {
    const [first, gallery, alone] = GALLERY.body;
    serve({ ...GALLERY, body: [first, gallery, { ...alone, href: 'https://warta.example/peta' }] });
    testPage.site.put('/media/2.svg', status(404));
    const reader = await testPage.read({ src: '/gallery.json' }, { lang: 'id' });
    await reader.until('the failure is shown', (_, root) => root.querySelector('img[data-state=failed]'));
    await reader.until('pictures can be enlarged', (_, root) => root.querySelector('.enlarge'));
    assert.equal(await reader.run((_, root) => root.querySelectorAll('a .enlarge, a + .enlarge').length), 0);
    await reader.run((_, root) => root.querySelector('img[alt="Gambar 1"]').click());
    await waitForAlt(reader, 'Gambar 1');
    await press(Key.ARROW_RIGHT);
    await reader.until('the failure is shown', (_, root, words) => root.querySelector('dialog .stage').textContent.includes(words), t('id', 'reading.pictureFailed'));
    await press(Key.ARROW_RIGHT);
    await waitForAlt(reader, 'Gambar 3');
    await press(Key.ESCAPE);
    await reader.until('the dialog is closed', (_, root) => !root.querySelector('dialog'));
  });
}, { engines: ENGINES });

flow('The panels of the toolbar', (testPage) => {
  const open = (reader, name) => reader.run((_, root, name) => root.querySelector(`[data-do=${name}]`).click(), name);
  const isOpen = (reader) => reader.until('a panel is open', (_, root) => root.querySelector('.panel'));

  test('cover the text without moving it, one at a time, and close by a press outside and by Escape', async () => {
    testPage.site.json('/notes.json', NOTES);
    const reader = await testPage.read({ src: '/notes.json' }, { lang: 'id' });
    await reader.until('the contents are there', (_, root) => root.querySelector('[data-do=contents]'));
    const top = () => reader.run((_, root) => root.querySelector('.section p').getBoundingClientRect().top);
    const before = await top();
    for (const name of ['settings', 'contents', 'settings']) {
      await open(reader, name);
      await reader.until(`${name} is open`, (_, root, name) => root.querySelector(`[data-do=${name}]`).getAttribute('aria-expanded') === 'true', name);
      assert.equal(await reader.run((_, root) => root.querySelectorAll('.panel').length), 1);
      assert.equal(await top(), before, name);
      await assertAccessible(testPage.driver, name);
    }
    await (await reader.part('headline')).click();
    await reader.until('it is closed', (_, root) => !root.querySelector('.panel'));
    await open(reader, 'contents');
    await isOpen(reader);
    await testPage.driver.actions().sendKeys(Key.ESCAPE).perform();
    await reader.until('it is closed', (_, root) => !root.querySelector('.panel'));
    await testPage.assertClean();
  });

  test('every setting changes the text, is announced, and is kept', async () => {
    testPage.site.json('/notes.json', NOTES);
    const reader = await testPage.read({ src: '/notes.json' }, { lang: 'id' });
    const style = () => reader.run((_, root) => {
      const { letterSpacing, wordSpacing, textAlign, hyphens, fontFamily } = getComputedStyle(root.querySelector('.section > p'));
      return { letterSpacing, wordSpacing, textAlign, hyphens, fontFamily };
    });
    const before = await style();
    assert.deepEqual([before.letterSpacing, before.textAlign, before.hyphens], ['normal', 'start', 'auto']);
    await open(reader, 'settings');
    await isOpen(reader);
    for (const [key, value] of [['letters', 'wider'], ['alignment', 'justify'], ['hyphens', 'none'], ['font', 'dyslexia']]) {
      await reader.choose(key, value);
      await reader.event('settings', { [key]: value });
      const name = t('id', `reading.${key}${value[0].toUpperCase()}${value.slice(1)}`);
      assert.ok((await reader.liveText()).includes(`${t('id', `reading.${key}`)}: ${name}`), key);
    }
    const after = await style();
    assert.ok(parseFloat(after.letterSpacing) > 1 && parseFloat(after.wordSpacing) > 1, JSON.stringify(after));
    assert.deepEqual([after.textAlign, after.hyphens], ['justify', 'manual']);
    assert.match(after.fontFamily, /OpenDyslexic/);
    await testPage.reload();
    await reader.ready();
    assert.deepEqual(await style(), after, 'after a reload');
    await open(reader, 'settings');
    await isOpen(reader);
    const checked = await reader.run((_, root) => [...root.querySelectorAll('.panel input:checked')].map(({ value }) => value));
    assert.deepEqual(checked, ['auto', 'dyslexia', 'normal', 'wider', 'normal', 'justify', 'none']);
  });

  test('all tools are in one row at 320 pixels; the toolbar leaves while the page is scrolled down', async () => {
    testPage.site.json('/notes.json', NOTES);
    const window = testPage.driver.manage().window();
    const size = await window.getRect();
    try {
      await window.setRect({ width: 520, height: 700 });
      const reader = await testPage.visit(`<style>body{margin:0;width:320px}</style>${tag({ src: '/notes.json' })}`, { lang: 'id' });
      await reader.ready();
      await reader.until('the contents are there', (_, root) => root.querySelector('[data-do=contents]'));
      await reader.run(() => scrollTo({ top: 900, behavior: 'instant' }));
      await reader.until('the toolbar has left', (_, root) => root.querySelector('.toolbar').getBoundingClientRect().bottom <= 0);
      await reader.run(() => scrollTo({ top: 700, behavior: 'instant' }));
      await reader.until('the toolbar is back', (_, root) => root.querySelector('.toolbar').getBoundingClientRect().top === 0);
      await reader.run(() => scrollTo({ top: 1100, behavior: 'instant' }));
      await reader.until('the toolbar has left', (_, root) => root.querySelector('.toolbar').getBoundingClientRect().bottom <= 0);
      await reader.run((_, root) => root.querySelector('[data-do=settings]').focus());
      await reader.until('the toolbar is back for the focus', (_, root) => root.querySelector('.toolbar').getBoundingClientRect().top === 0);
      await reader.run((host) => host.style.setProperty('--baca-top', '30px'));
      await reader.until('it stays below the header of the page', (_, root) => root.querySelector('.toolbar').getBoundingClientRect().top === 30);
    } finally {
      await window.setRect(size);
    }
  });
}, { engines: ENGINES });

flow('Long articles', (testPage) => {
  const open = async () => {
    testPage.site.json('/notes.json', NOTES);
    const copied = '<script>Object.defineProperty(navigator, "clipboard", { value: { writeText: async (text) => { window.copied = text; } } });</script>';
    const reader = await testPage.read({ src: '/notes.json' }, { lang: 'id', head: copied });
    await reader.until('the contents are there', (_, root) => root.querySelector('[data-do=contents]'));
    return reader;
  };
  const copied = (reader) => reader.until('something is copied', () => window.copied);

  test('have contents that mark the current heading and go to one', async () => {
    const reader = await open();
    await reader.run((_, root) => root.querySelector('[data-do=contents]').click());
    await reader.until('the contents are open', (_, root) => root.querySelector('.contents'));
    assert.deepEqual(await reader.run((_, root) => [...root.querySelectorAll('.contents a')].map((link) => link.textContent)), ['Angin & laut', 'Bulan', 'Matahari']);
    await reader.run((_, root) => root.querySelectorAll('.contents a')[2].click());
    await reader.until('the heading is at the top', (_, root) => {
      const { top } = root.querySelector('h3').getBoundingClientRect();
      return top > 0 && top < innerHeight;
    });
    assert.match((await reader.focused()).text, /^Matahari/);
    await reader.run((_, root) => root.querySelector('[data-do=contents]').click());
    await reader.until('the current heading is marked', (_, root) => root.querySelector('.contents [aria-current]')?.textContent === 'Matahari');
  });

  test('have headings with links, code that can be copied, and quotes that can be linked to', async () => {
    const reader = await open();
    await reader.run((_, root) => root.querySelector('h2 .anchor').click());
    assert.equal(await copied(reader), 'https://warta.example/catatan#angin-laut');
    assert.equal(await reader.run((_, root) => root.querySelector('h2').textContent), 'Angin & laut', 'the link adds no text');
    await reader.run((_, root) => {
      window.copied = '';
      root.querySelector('.copy').click();
    });
    assert.equal(await copied(reader), 'let air = 1;\nlet laut = 2;');
    await reader.run((_, root) => {
      window.copied = '';
      const [node] = root.querySelectorAll('.section p')[1].childNodes;
      const range = document.createRange();
      range.setStart(node, 0);
      range.setEnd(node, 40);
      const selection = root.getSelection?.() ?? document.getSelection();
      selection.removeAllRanges();
      selection.addRange(range);
    });
    await reader.until('the link is offered', (_, root) => root.querySelector('.quote-tools'));
    await assertAccessible(testPage.driver, 'a selected quote');
    await reader.press(t('id', 'reading.quoteCopy'));
    const link = await copied(reader);
    assert.match(link, /^https:\/\/warta\.example\/catatan#quote=Paragraf%200%3A.*:~:text=Paragraf%200%3A/);
    // The page of the test instead of the article's own address.
    const page = testPage.put(tag({ src: '/notes.json' }), { lang: 'id' });
    await testPage.goTo(page + link.slice(link.indexOf('#')));
    const other = testPage.reader();
    await other.ready();
    await other.until('the quote is marked', () => [...(CSS.highlights.get('baca-quote') ?? [])].join('').startsWith('Paragraf 0'));
  });

  test('show a footnote beside the text, with a way back', async () => {
    const reader = await open();
    await reader.run((_, root) => root.querySelector('[data-note]').click());
    await reader.until('the note is shown', (_, root) => root.querySelector('.footnote'));
    assert.match(await reader.run((_, root) => root.querySelector('.footnote .content').textContent), /^Catatan pertama\.\s*$/);
    await assertAccessible(testPage.driver, 'a footnote');
    await testPage.driver.actions().sendKeys(Key.ESCAPE).perform();
    await reader.until('the note is closed', (_, root) => !root.querySelector('.footnote'));
    assert.equal((await reader.focused()).text, '1');
    await reader.run((_, root) => root.querySelector('[data-note]').click());
    await reader.press(t('id', 'reading.noteGo'));
    await reader.until('the note has the focus', (_, root) => root.activeElement?.localName === 'li');
    await testPage.assertClean();
  });

  test('keep their aids when the controls change their language', async () => {
    const reader = await open();
    const count = (_, root) => ['.anchor', 'pre.code > .copy', '[data-note]', '[data-do=contents]'].map((selector) =>
      root.querySelectorAll(selector).length);
    const before = await reader.run(count);
    assert.ok(before.every((number) => number > 0), `aids: ${before}`);
    await reader.run((host, root) => {
      window.oldHeading = root.querySelector('h2');
      host.lang = 'en';
    });
    const label = t('en', 'reading.codeCopy');
    await reader.until('the article is rendered again with labelled aids', (_, root, label) =>
      !window.oldHeading.isConnected && root.querySelector('.copy')?.title === label, label);
    assert.deepEqual(await reader.run(count), before);
    await reader.run((_, root) => {
      window.copied = '';
      root.querySelector('.copy').click();
    });
    assert.equal(await copied(reader), 'let air = 1;\nlet laut = 2;');
    await testPage.assertClean();
  });
}, { engines: ENGINES });

flow('Reader modes', (testPage) => {
  const open = {
    'a client-rendered': () => testPage.read({ src: '/warta.json' }),
    'a server-rendered': async () => {
      const reader = await testPage.visit(render(testPage.page.article, '--fragment'));
      await reader.ready();
      return reader;
    },
  };
  for (const [kind, read] of Object.entries(open)) {
    test(`find the text of ${kind} article once in the page`, async () => {
      const reader = await read();
      await reader.until('the text is in the page', (host) => host.querySelector('article p'));
      const { article } = testPage.page;
      const texts = await reader.run((host) => [...host.querySelectorAll('article p')].map((p) => [p.textContent, p.clientHeight > 0 && p.clientWidth > 0]));
      assert.ok(texts.some(([text, laidOut]) => laidOut && text.includes(article.body[1])), JSON.stringify(texts.slice(0, 3)));
      assert.equal(await reader.run((host) => [...host.querySelectorAll('article p')].filter((p) => p.checkVisibility()).length), 0, 'the copy is not rendered');
      await testPage.browser.untilInBrowser('Firefox offers its reader mode', `
        return Services.wm.getMostRecentWindow('navigator:browser').gBrowser.selectedBrowser.isArticle;`);
      await reader.run((host) => host.remove());
    });
  }
}, { engines: ['firefox'] });

flow('Reading offline', (testPage) => {
  test('a kept article opens without a network, is listed, and can be removed; an article that was read is stored too', async () => {
    const { site } = testPage;
    site.put('/baca-offline.js', file(join(BUNDLE, 'baca-offline.js')));
    site.json('/config.json', { offline: true, share: ['copy'] });
    site.json('/gallery.json', { ...longArticle(12), url: undefined });
    const page = testPage.put(tag({ src: '/gallery.json', config: '/config.json' }), { lang: 'id' });
    const open = async () => {
      await testPage.goTo(page);
      const reader = testPage.reader();
      await reader.ready();
      return reader;
    };
    const openPanel = async (reader) => {
      await reader.run((_, root) => root.querySelector('[data-do=share]').click());
      await reader.until('the panel is open', (_, root) => root.querySelector('.ways'));
    };
    const first = await open();
    await openPanel(first);
    assert.deepEqual(await first.queryAllByRole('button', t('id', 'reading.keep')), [], 'nothing is offered without the worker');
    await first.wait(async () => {
      await navigator.serviceWorker.register('/baca-offline.js');
      await navigator.serviceWorker.ready;
      if (!navigator.serviceWorker.controller) await new Promise((done) => navigator.serviceWorker.addEventListener('controllerchange', done, { once: true }));
    });
    const reader = await open();
    await openPanel(reader);
    await reader.press(t('id', 'reading.keep'));
    await reader.until('it is kept', (_, root, words) => root.querySelector('.toolbar [role=status]').textContent === words, t('id', 'reading.keepDone'));
    // Every request fails from now on.
    for (const { path } of site.requests) site.put(path, (response) => response.destroy());
    const offline = await open();
    assert.equal(await offline.text('headline'), 'Panjang');
    await openPanel(offline);
    await offline.press(t('id', 'reading.kept'));
    await offline.until('the list is shown', (_, root) => root.querySelector('.kept a'));
    assert.deepEqual(await offline.run((_, root) => [...root.querySelectorAll('.kept a')].map((link) => [link.textContent, link.href])), [['Panjang', page]]);
    await assertAccessible(testPage.driver, 'the list of kept articles');
    await offline.press(t('id', 'reading.keptClear'));
    await offline.until('it is removed', (_, root, words) => root.querySelector('.toolbar [role=status]').textContent === words, t('id', 'reading.keptRemoved'));
    const left = await offline.wait(async () => (await (await caches.open('baca-offline')).keys()).map(({ url }) => new URL(url).pathname));
    assert.deepEqual(left, ['/baca-offline.json'], 'all files of the article are removed');
  });
}, { engines: ENGINES });
