// A long article is rendered in chunks and laid out only where it is visible, but it is complete for search,
// links, selection, printing and screen readers.

import assert from 'node:assert/strict';
import { Key } from 'selenium-webdriver';
import { devtools } from '../support/devtools.mjs';
import { flow, test } from '../support/flow.mjs';
import { t } from '../support/locales.mjs';
import { render } from '../support/rendered.mjs';

const COUNT = 4000;
const LAST = `Kalimat ${COUNT - 1} menutup semuanya.`;
const long = {
  baca: 1,
  lang: 'id',
  headline: 'Panjang',
  body: Array.from({ length: COUNT }, (_, n) => {
    if (n === 0) return { type: 'paragraph', text: ['Lompat ', { text: 'ke akhir', href: '#akhir' }, ' kalau mau.'] };
    if (n === COUNT - 1) return { type: 'paragraph', id: 'akhir', text: LAST };
    return `Kalimat ${n} berdiri di sini. ${'Air naik perlahan ke atas papan. '.repeat(1 + (n % 5))}`;
  }),
};

/** Returns whether the paragraph with this index is visible. */
const onScreen = (_, root, index) => {
  const { top, bottom, height } = root.querySelectorAll('.body p')[index].getBoundingClientRect();
  return height > 0 && bottom > 0 && top < innerHeight;
};

/** Waits until the page no longer scrolls. */
const settled = (reader) => reader.until('scrolling has ended', () => {
  const before = window.before;
  window.before = scrollY;
  return before === scrollY;
});

flow('A long article', (testPage) => {
  const read = (given = {}, options = {}) => {
    testPage.site.json('/long.json', long);
    return testPage.read({ src: '/long.json', ...given }, options);
  };

  test('has every paragraph once and in order when it is ready', async () => {
    const reader = await read();
    const difference = await reader.run((_, root, count) => {
      const all = [...root.querySelectorAll('.body p')].map((p) => p.textContent);
      if (all.length !== count) return `${all.length} paragraphs`;
      return all.slice(1).find((text, index) => !text.startsWith(`Kalimat ${index + 1} `)) ?? null;
    }, COUNT);
    assert.equal(difference, null);
  });

  test('shows its start before the rest is rendered, without a layout shift', async () => {
    testPage.site.json('/long.json', long);
    const reader = await testPage.visit('<script>new MutationObserver(() => {}).observe(document, { childList: true });</script><baca-reader></baca-reader>');
    const seen = await reader.wait(async (host) => {
      host.setAttribute('src', '/long.json');
      const frame = () => new Promise(requestAnimationFrame);
      while (!host.shadowRoot?.querySelector('.body p')?.getClientRects().length) await frame();
      const first = host.shadowRoot.querySelectorAll('.body p').length;
      await host.ready;
      return { first, all: host.shadowRoot.querySelectorAll('.body p').length };
    });
    assert.ok(seen.first < seen.all, `${seen.first} of ${seen.all} paragraphs were rendered before the first frame`);
    if (testPage.engine === 'chromium') assert.deepEqual(await reader.shifts(), []);
  });

  test('shows the reading time of the whole article, as a server-rendered page does', async () => {
    const reader = await read();
    const time = await reader.run((_, root) => root.querySelector('.meta > :last-child').textContent);
    const [, minutes] = /(\d+) menit baca/.exec(render(long, '--fragment'));
    assert.equal(time, t('id', 'readingTime.other', { n: minutes }));
  });

  test('may start with many invalid blocks, which are reported once', async () => {
    const body = [...Array(70).fill({ type: 'image' }), ...Array.from({ length: 500 }, (_, n) => `Alinea ${n}.`)];
    testPage.site.json('/odd.json', { baca: 1, lang: 'id', headline: 'Ganjil', filler: ' '.repeat(60_000), body });
    const reader = await testPage.read({ src: '/odd.json' });
    const texts = await reader.run((_, root) => [...root.querySelectorAll('.body p')].map((p) => p.textContent));
    assert.deepEqual(texts, body.slice(70));
    const warnings = (await testPage.record()).console.filter((line) => JSON.stringify(line).includes('body'));
    assert.equal(warnings.length, 1, JSON.stringify(warnings).slice(0, 500));
  });

  test('may have HTML far below its start', async () => {
    const body = [...Array.from({ length: 900 }, (_, n) => `Alinea ${n}. ${'Air naik perlahan. '.repeat(5)}`), { type: 'html', html: '<p>Dari <b>markah</b>.</p>' }];
    testPage.site.json('/marked.json', { baca: 1, lang: 'id', headline: 'Markah', body });
    const reader = await testPage.read({ src: '/marked.json' });
    const last = await reader.run((_, root) => [...root.querySelectorAll('.body p')].map((p) => p.innerHTML).slice(-2));
    assert.deepEqual(last, [body[899], 'Dari <strong>markah</strong>.']);
    assert.equal(await reader.run((_, root) => root.querySelectorAll('.body p').length), 901);
    assert.equal((await reader.events('load')).length, 1);
  });

  test('a link scrolls to its end, and the back button scrolls back', async () => {
    const reader = await read();
    const address = await reader.run(() => location.href);
    await (await reader.run((_, root) => root.querySelector('.body a'))).click();
    await reader.until('the last paragraph is on screen', onScreen, COUNT - 1);
    assert.equal(await reader.run(() => location.hash), '#akhir');
    assert.equal((await reader.focused()).text, LAST);
    await settled(reader);
    await testPage.driver.navigate().back();
    await reader.until('the first paragraph is on screen', onScreen, 0);
    assert.equal(await reader.run(() => location.href), address);
  });

  test("the fragment of the page's URL scrolls there too, at the start and later", async () => {
    testPage.site.json('/long.json', long);
    const address = testPage.put('<a href="#akhir">To the end</a><baca-reader src="/long.json"></baca-reader>');
    await testPage.goTo(`${address}#akhir`);
    await testPage.waitForPage(`${address}#akhir`);
    const reader = testPage.reader();
    await reader.ready();
    await reader.until('the last paragraph is on screen', onScreen, COUNT - 1);
    await settled(reader);
    await reader.run(() => {
      scrollTo({ top: 0, behavior: 'instant' });
      location.hash = '';
    });
    await reader.until('the first paragraph is on screen', onScreen, 0);
    await reader.run(() => document.querySelector('a').click());
    await reader.until('the last paragraph is on screen', onScreen, COUNT - 1);
  });

  test('after scrolling, the page does not jump to the fragment of the URL', async () => {
    testPage.site.json('/long.json', long);
    const address = testPage.put('<div style="height: 200vh"></div><baca-reader src="/long.json"></baca-reader>', { script: null });
    await testPage.goTo(`${address}#akhir`);
    await testPage.waitForPage(`${address}#akhir`);
    const reader = testPage.reader();
    await reader.run((_, __, src) => {
      scrollTo(0, 100);
      const script = document.createElement('script');
      Object.assign(script, { type: 'module', src });
      document.head.append(script);
    }, testPage.site.script);
    await reader.ready();
    await reader.frame();
    assert.equal(await reader.run(() => scrollY), 100);
  });

  test('a fragment that the page uses for other purposes is not changed', async () => {
    const reader = await read();
    await reader.run(() => (location.hash = '#/berita/7'));
    await (await reader.run((_, root) => root.querySelector('.body a'))).click();
    await reader.until('the last paragraph is on screen', onScreen, COUNT - 1);
    assert.equal(await reader.run(() => location.hash), '#/berita/7');
  });

  // WebKit's `find` does not search shadow roots; its search bar does.
  if (testPage.engine !== 'webkit') test("the browser's search finds its last sentence and scrolls to it", async () => {
    const reader = await read();
    assert.equal(await reader.run((_, __, text) => window.find(text), LAST), true);
    await reader.until('the last paragraph is on screen', onScreen, COUNT - 1);
  });

  test('selecting and copying everything includes all of its text', async () => {
    testPage.site.json('/long.json', long);
    const reader = await testPage.read({ src: '/long.json' });
    const field = await reader.run(() => {
      document.body.insertAdjacentHTML('afterbegin', '<textarea style="position: fixed; top: 0; right: 0; z-index: 9"></textarea>');
      return document.querySelector('textarea');
    });
    const keys = (key) => testPage.driver.actions().keyDown(Key.CONTROL).sendKeys(key).keyUp(Key.CONTROL).perform();
    await (await reader.run((_, root) => root.querySelectorAll('.body p')[2])).click();
    await keys('a');
    await keys('c');
    await field.click();
    await keys('v');
    const pasted = await reader.until('the text is pasted', () => document.querySelector('textarea').value);
    for (let n = 1; n < COUNT - 1; n += 1) assert.ok(pasted.includes(`Kalimat ${n} berdiri`), `sentence ${n} is missing`);
    assert.ok(pasted.includes(LAST));
  });

  test('all of it is printed, even before it is completely rendered', async () => {
    testPage.site.json('/long.json', long);
    const reader = await testPage.visit('<baca-reader></baca-reader>');
    const printed = await reader.wait(async (host) => {
      const frame = () => new Promise(requestAnimationFrame);
      host.setAttribute('src', '/long.json');
      while (!host.shadowRoot?.querySelector('.baca:not(.preview) .body p')) await frame();
      dispatchEvent(new Event('beforeprint'));
      return host.shadowRoot.querySelectorAll('.body p').length;
    });
    assert.equal(printed, COUNT);
    await reader.ready();
    assert.equal(await reader.run((_, root) => root.querySelectorAll('.body p').length), COUNT);
  });
});

flow('A long article', (testPage) => {
  test('is laid out completely for printing', async () => {
    testPage.site.json('/long.json', long);
    await testPage.read({ src: '/long.json' });
    const paragraphs = long.body.map((block) => `<p>${typeof block === 'string' ? block : LAST}</p>`).join('');
    const pages = async () => {
      const pdf = Buffer.from(await testPage.driver.printPage({}), 'base64').toString('latin1');
      return pdf.match(/\/Type\s*\/Page\b/g).length;
    };
    const ours = await pages();
    await testPage.visit(`<style>p { font: 11pt/1.6 serif; margin: 0 0 1em; }</style>${paragraphs}`, { script: null });
    const plain = await pages();
    assert.ok(ours > plain / 2, `${ours} pages, where a plain page takes ${plain}`);
  });
}, { engines: ['chromium'] });

// Simulates an active screen reader: without one, Chromium omits content that is not laid out.
flow('A long article', (testPage) => {
  test('is complete in the accessibility tree', async () => {
    const reader = await testPage.read({ src: testPage.site.json('/long.json', long) && '/long.json' });
    const session = await devtools(testPage.driver, 'page', await reader.run(() => location.href));
    try {
      const { nodes } = await session.send('Accessibility.getFullAXTree');
      const texts = new Set(nodes.filter(({ ignored }) => !ignored).map(({ name }) => name?.value));
      for (const text of [LAST, 'Panjang']) assert.ok(texts.has(text), `"${text}" should be among ${texts.size} names`);
    } finally {
      session.close();
    }
  });
}, { engines: ['chromium'], args: ['--force-renderer-accessibility'] });
