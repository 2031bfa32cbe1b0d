// A long article: drawn in steps and laid out where it is looked at, and still whole for whoever
// searches, follows a link, selects, prints or listens.

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

/** Whether the paragraph of this number can be seen now. */
const onScreen = (_, root, index) => {
  const { top, bottom, height } = root.querySelectorAll('.body p')[index].getBoundingClientRect();
  return height > 0 && bottom > 0 && top < innerHeight;
};

/** Waits until the page stands still. */
const settled = (reader) => reader.until('scrolling has ended', () => {
  const before = window.before;
  window.before = scrollY;
  return before === scrollY;
});

flow('A long article', (stage) => {
  const read = (given = {}, options = {}) => {
    stage.site.json('/long.json', long);
    return stage.read({ src: '/long.json', ...given }, options);
  };

  test('is all there once it is ready, every paragraph once and in order', async () => {
    const reader = await read();
    const wrong = await reader.run((_, root, count) => {
      const all = [...root.querySelectorAll('.body p')].map((p) => p.textContent);
      if (all.length !== count) return `${all.length} paragraphs`;
      return all.slice(1).find((text, index) => !text.startsWith(`Kalimat ${index + 1} `)) ?? null;
    }, COUNT);
    assert.equal(wrong, null);
  });

  test('shows its beginning before the rest is drawn, which moves nothing', async () => {
    stage.site.json('/long.json', long);
    const reader = await stage.visit('<script>new MutationObserver(() => {}).observe(document, { childList: true });</script><baca-reader></baca-reader>');
    const seen = await reader.wait(async (host) => {
      host.setAttribute('src', '/long.json');
      const frame = () => new Promise(requestAnimationFrame);
      while (!host.shadowRoot?.querySelector('.body p')?.getClientRects().length) await frame();
      const first = host.shadowRoot.querySelectorAll('.body p').length;
      await host.ready;
      return { first, all: host.shadowRoot.querySelectorAll('.body p').length };
    });
    assert.ok(seen.first < seen.all, `${seen.first} of ${seen.all} paragraphs were drawn before the first frame`);
    if (stage.engine === 'chromium') assert.deepEqual(await reader.shifts(), []);
  });

  test('says how long the whole takes to read, as a page made without a browser does', async () => {
    const reader = await read();
    const time = await reader.run((_, root) => root.querySelector('.facts > :last-child').textContent);
    const [, minutes] = /(\d+) menit baca/.exec(render(long, '--fragment'));
    assert.equal(time, t('id', 'readingTime.other', { n: minutes }));
  });

  test('may begin with much that cannot be used, which is told once', async () => {
    const body = [...Array(70).fill({ type: 'image' }), ...Array.from({ length: 500 }, (_, n) => `Alinea ${n}.`)];
    stage.site.json('/odd.json', { baca: 1, lang: 'id', headline: 'Ganjil', filler: ' '.repeat(60_000), body });
    const reader = await stage.read({ src: '/odd.json' });
    const texts = await reader.run((_, root) => [...root.querySelectorAll('.body p')].map((p) => p.textContent));
    assert.deepEqual(texts, body.slice(70));
    const warnings = (await stage.record()).console.filter((line) => JSON.stringify(line).includes('body'));
    assert.equal(warnings.length, 1, JSON.stringify(warnings).slice(0, 500));
  });

  test('may have markup far below its beginning', async () => {
    const body = [...Array.from({ length: 900 }, (_, n) => `Alinea ${n}. ${'Air naik perlahan. '.repeat(5)}`), { type: 'html', html: '<p>Dari <b>markah</b>.</p>' }];
    stage.site.json('/marked.json', { baca: 1, lang: 'id', headline: 'Markah', body });
    const reader = await stage.read({ src: '/marked.json' });
    const last = await reader.run((_, root) => [...root.querySelectorAll('.body p')].map((p) => p.innerHTML).slice(-2));
    assert.deepEqual(last, [body[899], 'Dari <strong>markah</strong>.']);
    assert.equal(await reader.run((_, root) => root.querySelectorAll('.body p').length), 901);
    assert.equal((await reader.events('load')).length, 1);
  });

  test('a link leads to its very end, and the way back leads back', async () => {
    const reader = await read();
    const address = await reader.run(() => location.href);
    await (await reader.run((_, root) => root.querySelector('.body a'))).click();
    await reader.until('the last paragraph is on screen', onScreen, COUNT - 1);
    assert.equal(await reader.run(() => location.hash), '#akhir');
    assert.equal((await reader.focused()).text, LAST);
    await settled(reader);
    await stage.driver.navigate().back();
    await reader.until('the first paragraph is on screen', onScreen, 0);
    assert.equal(await reader.run(() => location.href), address);
  });

  test("the page's address leads there as well, when the article comes and later", async () => {
    stage.site.json('/long.json', long);
    const address = stage.put('<a href="#akhir">To the end</a><baca-reader src="/long.json"></baca-reader>');
    await stage.driver.get(`${address}#akhir`);
    await stage.arrived(`${address}#akhir`);
    const reader = stage.reader();
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

  test('whoever reads already is not taken to the place in the address', async () => {
    stage.site.json('/long.json', long);
    const address = stage.put('<div style="height: 200vh"></div><baca-reader src="/long.json"></baca-reader>', { script: null });
    await stage.driver.get(`${address}#akhir`);
    await stage.arrived(`${address}#akhir`);
    const reader = stage.reader();
    await reader.run((_, __, src) => {
      scrollTo(0, 100);
      const script = document.createElement('script');
      Object.assign(script, { type: 'module', src });
      document.head.append(script);
    }, stage.site.script);
    await reader.ready();
    await reader.frame();
    assert.equal(await reader.run(() => scrollY), 100);
  });

  test('an address that the page uses for itself is left alone', async () => {
    const reader = await read();
    await reader.run(() => (location.hash = '#/berita/7'));
    await (await reader.run((_, root) => root.querySelector('.body a'))).click();
    await reader.until('the last paragraph is on screen', onScreen, COUNT - 1);
    assert.equal(await reader.run(() => location.hash), '#/berita/7');
  });

  // `find` of WebKit looks into no shadow root; its search bar does.
  if (stage.engine !== 'webkit') test("the browser's search finds its last sentence, and shows it", async () => {
    const reader = await read();
    assert.equal(await reader.run((_, __, text) => window.find(text), LAST), true);
    await reader.until('the last paragraph is on screen', onScreen, COUNT - 1);
  });

  test('selecting and copying everything gets all of it', async () => {
    stage.site.json('/long.json', long);
    const reader = await stage.read({ src: '/long.json' });
    const field = await reader.run(() => {
      document.body.insertAdjacentHTML('afterbegin', '<textarea style="position: fixed; top: 0; right: 0; z-index: 9"></textarea>');
      return document.querySelector('textarea');
    });
    const keys = (key) => stage.driver.actions().keyDown(Key.CONTROL).sendKeys(key).keyUp(Key.CONTROL).perform();
    await (await reader.run((_, root) => root.querySelectorAll('.body p')[2])).click();
    await keys('a');
    await keys('c');
    await field.click();
    await keys('v');
    const pasted = await reader.until('the text is pasted', () => document.querySelector('textarea').value);
    for (let n = 1; n < COUNT - 1; n += 1) assert.ok(pasted.includes(`Kalimat ${n} berdiri`), `sentence ${n} is missing`);
    assert.ok(pasted.includes(LAST));
  });

  test('all of it is printed, even before it is all drawn', async () => {
    stage.site.json('/long.json', long);
    const reader = await stage.visit('<baca-reader></baca-reader>');
    const printed = await reader.wait(async (host) => {
      const frame = () => new Promise(requestAnimationFrame);
      host.setAttribute('src', '/long.json');
      while (!host.shadowRoot?.querySelector('.baca:not(.sketch) .body p')) await frame();
      dispatchEvent(new Event('beforeprint'));
      return host.shadowRoot.querySelectorAll('.body p').length;
    });
    assert.equal(printed, COUNT);
    await reader.ready();
    assert.equal(await reader.run((_, root) => root.querySelectorAll('.body p').length), COUNT);
  });
});

flow('A long article', (stage) => {
  test('is laid out in full on paper', async () => {
    stage.site.json('/long.json', long);
    await stage.read({ src: '/long.json' });
    const paragraphs = long.body.map((block) => `<p>${typeof block === 'string' ? block : LAST}</p>`).join('');
    const pages = async () => {
      const pdf = Buffer.from(await stage.driver.printPage({}), 'base64').toString('latin1');
      return pdf.match(/\/Type\s*\/Page\b/g).length;
    };
    const ours = await pages();
    await stage.visit(`<style>p { font: 11pt/1.6 serif; margin: 0 0 1em; }</style>${paragraphs}`, { script: null });
    const plain = await pages();
    assert.ok(ours > plain / 2, `${ours} pages, where a plain page takes ${plain}`);
  });
}, { engines: ['chromium'] });

// As with a screen reader at work: without one, Chromium leaves out what is not laid out.
flow('A long article', (stage) => {
  test('is read to its end by those who listen to the page', async () => {
    const reader = await stage.read({ src: stage.site.json('/long.json', long) && '/long.json' });
    const session = await devtools(stage.driver, 'page', await reader.run(() => location.href));
    try {
      const { nodes } = await session.send('Accessibility.getFullAXTree');
      const texts = new Set(nodes.filter(({ ignored }) => !ignored).map(({ name }) => name?.value));
      for (const text of [LAST, 'Panjang']) assert.ok(texts.has(text), `"${text}" should be among ${texts.size} names`);
    } finally {
      session.close();
    }
  });
}, { engines: ['chromium'], args: ['--force-renderer-accessibility'] });
