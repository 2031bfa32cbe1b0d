// Server-rendered pages are complete without script. The script then adds controls and keeps all nodes of the
// text.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { file, status, text, typeOf } from '../support/http-responses.mjs';
import { configuration, small, warta } from '../support/articles.mjs';
import { flow, test } from '../support/flow.mjs';
import { t } from '../support/locales.mjs';
import { REPOSITORY, STATIC } from '../support/paths.mjs';
import { join } from 'node:path';
import { convert, render } from '../support/rendered.mjs';

const element = (article = warta, ...given) => render(article, '--fragment', '--src', '/warta.json', ...given);
const rendered = element();
const configured = element(warta, '--config-url', '/config.json');
/** Removes the attributes that mark mount points. */
const withoutMountPoints = (html) => html.replaceAll(/ data-place="?\w+"?/g, '');

/** Bodies that are read from a rendered page. */
const READ_BACK = [
  ['paragraphs, headings and lists, read from their elements', [
    'First.', { type: 'paragraph', text: ['Read ', { text: 'more', href: 'https://warta.example/more', bold: true }, { break: true }, 'here.'], align: 'center' },
    { type: 'heading', level: 3, text: { text: 'Tides', italic: true } }, { type: 'paragraph', text: 'Guten Tag.', lang: 'de' },
    { type: 'list', items: ['One', ['Two ', { text: '2', sup: true }]] }, { type: 'list', ordered: true, items: ['Three'] },
  ]],
  ['blocks that elements do not tell apart, stored beside them', [
    { type: 'quote', text: 'Slowly.', attribution: 'Ayu', pull: true }, { type: 'table', head: 1, caption: 'Tides', rows: [['Hour', 'Height'], ['6', { text: '1.2', align: 'end' }]] },
    { type: 'audio', src: '/hush.wav', transcript: ['A line.'] }, { type: 'image', src: '/a.jpg', alt: 'A pier', width: 600, height: 400, caption: ['The ', { text: 'pier', italic: true }] },
    { type: 'aside', title: 'Beside', open: false, body: ['Inside.'] }, { type: 'list', ordered: true, start: 4, items: [{ text: 'Four', value: 9, body: ['Within.'] }] },
    { type: 'code', language: 'rust', text: 'let a = "</script>";' }, { type: 'divider' }, { type: 'embed', url: 'https://video.example/1', title: 'A film' },
    { type: 'paragraph', id: 'p1', text: [{ text: 'HTML', title: 'A language' }, { text: 'back', href: '#p1' }], dropcap: true },
  ]],
];

/** Returns a silent WAVE file of this length, a format that every browser plays. */
function silence(seconds) {
  const rate = 8000;
  const wave = Buffer.alloc(44 + rate * seconds, 128);
  wave.write('RIFF', 0);
  wave.writeUInt32LE(wave.length - 8, 4);
  wave.write('WAVEfmt ', 8);
  wave.writeUInt32LE(16, 16);
  wave.writeUInt16LE(1, 20);
  wave.writeUInt16LE(1, 22);
  wave.writeUInt32LE(rate, 24);
  wave.writeUInt32LE(rate, 28);
  wave.writeUInt16LE(1, 32);
  wave.writeUInt16LE(8, 34);
  wave.write('data', 36);
  wave.writeUInt32LE(wave.length - 44, 40);
  return wave;
}

/** Marks every node of the text, so that a new node can be recognized. */
const markNodes = (reader) => reader.run((_, root) => {
  for (const node of root.querySelectorAll('article, article > *, .body *')) node.marked = true;
});
const areNodesMarked = (reader) => reader.run((_, root) => {
  const all = [...root.querySelectorAll('article, article > *, .body *')];
  return all.length > 20 && all.every((node) => node.marked);
});

flow('A server-rendered page', (testPage) => {
  /** Opens a page without the reader's script and marks its nodes; `addScript` adds the script. */
  async function openWithoutScript(body, options) {
    const reader = await testPage.visit(body, { ...options, script: null });
    await markNodes(reader);
    const addScript = () => reader.run((_, __, src) => {
      const script = document.createElement('script');
      Object.assign(script, { type: 'module', src });
      document.head.append(script);
    }, testPage.site.script);
    return { reader, addScript };
  }

  async function openAdopted(body = rendered, options) {
    const { reader, addScript } = await openWithoutScript(body, options);
    await addScript();
    await reader.ready();
    return reader;
  }

  test('it is complete without script', async () => {
    const reader = await testPage.visit(rendered, { script: null });
    assert.equal(await reader.text('headline'), warta.headline);
    assert.match(await reader.text('published'), /Minggu, 1 Maret 2026/);
    const text = await reader.run((_, root) => root.querySelector('.body').innerText);
    for (const block of warta.body.filter((block) => typeof block === 'string')) assert.ok(text.includes(block), block);
    const lead = await reader.run((_, root) => {
      const { width, height } = root.querySelector('[part~=lead] img').getBoundingClientRect();
      return width / height;
    });
    assert.ok(Math.abs(lead - 1.5) < 0.02, 'the image should have its box');
  });

  test('a strict page allows its style by the hash that the command prints', async () => {
    const { stdout } = spawnSync('cargo', ['run', '--quiet', '--package', 'baca-cli', '--', 'render', '--csp'], { cwd: REPOSITORY, encoding: 'utf8' });
    const policy = `default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; ${stdout.trim().replace('style-src', "style-src 'self'")}; img-src * data:; require-trusted-types-for 'script'`;
    const reader = await testPage.visit(rendered, { headers: { 'content-security-policy': policy } });
    await reader.ready();
    await reader.press(t('id', 'textLarger'));
    assert.equal(await reader.run((_, root) => getComputedStyle(root.querySelector('.baca')).position), 'relative', 'the style should apply');
    await testPage.assertClean();
  });

  test('the script keeps the nodes of the text, adds the controls, and does not fetch the article', async () => {
    const reader = await openAdopted(configured, { lang: 'id' });
    assert.ok(await areNodesMarked(reader), 'every node of the text should be that of the page');
    const [load] = await reader.events('load');
    assert.deepEqual(load.detail, { headline: warta.headline, url: warta.url, format: 'baca', blocks: warta.body.length });
    assert.deepEqual(testPage.site.requestsTo('/warta.json'), [], 'the article should not be fetched');
    await reader.press(t('id', 'textLarger'));
    await reader.event('text-size', { size: 110 });
    await reader.tabs(2);
    assert.equal(configuration.comments.providers.length, 2);
    assert.ok(await areNodesMarked(reader));
    await testPage.assertClean();
  });

  test('the controls cause no layout shift', async () => {
    const reader = await openAdopted();
    await reader.until('the toolbar is shown', (_, root) => root.querySelector('.tools button'));
    const shifts = await reader.wait(async () => {
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      window.recordShifts?.(window.shifts.takeRecords());
      return window.record.shifts;
    });
    assert.deepEqual(shifts, []);
  });

  test('a loaded frame and a playing video are not interrupted', async () => {
    testPage.site.put('/hush.wav', text(silence(20), 'audio/wav'));
    testPage.site.put('/frame.html', file(join(STATIC, 'demo/icon.svg')));
    const article = { ...warta, body: [...warta.body.slice(0, 3), { type: 'audio', src: '/hush.wav' }] };
    const { reader, addScript } = await openWithoutScript(element(article));
    // Browsers play only after a click in the page.
    await (await reader.part('headline')).click();
    await reader.wait(async (_, root) => {
      const frame = document.createElement('iframe');
      frame.src = '/frame.html';
      const loaded = new Promise((done) => frame.addEventListener('load', done));
      root.querySelector('.section').append(frame);
      await loaded;
      frame.contentWindow.isOldFrame = true;
      const audio = root.querySelector('audio');
      audio.muted = true;
      await audio.play();
      for (const event of ['emptied', 'pause']) audio.addEventListener(event, () => { audio.broken = event; });
    });
    await addScript();
    await reader.ready();
    const state = await reader.run((_, root) => {
      const audio = root.querySelector('audio');
      return { frame: root.querySelector('iframe').contentWindow.isOldFrame, paused: audio.paused, broken: audio.broken ?? null };
    });
    assert.deepEqual(state, { frame: true, paused: false, broken: null });
  });

  test('the property article returns the article with every block unchanged', async () => {
    const reader = await openAdopted();
    const article = await reader.wait(async (host) => JSON.parse(JSON.stringify(await host.ready)));
    assert.deepEqual(article, convert(warta));
    assert.deepEqual(testPage.site.requestsTo('/warta.json'), []);
  });

  for (const [what, body] of READ_BACK) {
    test(`the property article returns ${what}`, async () => {
      const article = { ...small('Read back'), body };
      const reader = await openAdopted(element(article));
      const found = await reader.wait(async (host) => JSON.parse(JSON.stringify((await host.ready).body)));
      assert.deepEqual(found, convert(article).body);
    });
  }

  test('it has its controls without the script that reads the article, and the console shows what is missing', async () => {
    testPage.site.put('/some/folder/reader/baca-rendered.js', status(404));
    const reader = await testPage.visit(rendered);
    await reader.ready();
    const { headline, body = null, _prefix = null } = await reader.run((host) => ({ ...host.article }));
    assert.deepEqual([headline, body, _prefix], [warta.headline, null, null]);
    assert.ok(await reader.run((_, root) => root.querySelector('.toolbar button')));
    await reader.until('the console shows it', () => record.console.some((text) => text.includes('baca-rendered') && text.includes('404')));
  });

  test('it works again after it was removed and added', async () => {
    const reader = await openAdopted();
    await reader.run((host) => { window.kept = host; window.parentNode = host.parentNode; host.remove(); });
    await reader.until('it has ended', () => window.kept.state === 'idle');
    assert.equal(await reader.run(() => window.kept.shadowRoot.querySelectorAll('.tools').length), 0);
    await reader.run(() => window.parentNode.append(window.kept));
    await reader.ready();
    assert.ok(await areNodesMarked(reader));
    assert.equal(await reader.run((_, root) => root.querySelectorAll('.tools').length), 1);
  });

  test('a new src shows another article', async () => {
    testPage.site.json('/other.json', small('Another one'));
    const reader = await openAdopted();
    await reader.run((host) => { host.src = '/other.json'; });
    await reader.until('the other is shown', (host, root) => host.state === 'ready' && root.querySelector('h1')?.textContent === 'Another one');
    assert.equal(await reader.run((_, root) => root.querySelectorAll('.baca').length), 1);
    assert.equal(await reader.run((host) => host.article.headline), 'Another one');
  });

  test('reloading fetches it', async () => {
    const reader = await openAdopted();
    await reader.run((host) => { host.reload(); });
    await testPage.site.requested('/warta.json');
    await reader.ready();
    assert.equal(await reader.text('headline'), warta.headline);
  });

  test('a page of another version gets the controls and this version\'s style', async () => {
    const old = rendered.replace(/"_style":"\w+"/, '"_style":"0"').replace('<footer', '<p class="unknown">Of another version.</p><footer');
    const reader = await openAdopted(old);
    assert.ok(await reader.run((_, root) => root.querySelector('.unknown') && root.querySelector('.tools')));
    assert.equal(await reader.run((_, root) => root.querySelectorAll('style').length), 0);
    assert.equal(await reader.run((_, root) => getComputedStyle(root.querySelector('.tools')).display), 'flex');
    assert.deepEqual(testPage.site.requestsTo('/warta.json'), []);
  });

  test('a page without mount points is replaced with the article at its URL', async () => {
    const { reader, addScript } = await openWithoutScript(withoutMountPoints(rendered));
    await addScript();
    await reader.ready();
    await testPage.site.requested('/warta.json');
    assert.equal(await reader.run((_, root) => root.querySelectorAll('h1').length), 1);
    assert.equal(await reader.run((_, root) => root.querySelectorAll('.tools').length), 1);
  });

  test('a page without mount points and without a URL stays unchanged, and an error is reported', async () => {
    const { reader, addScript } = await openWithoutScript(withoutMountPoints(rendered).replace(' src="/warta.json"', ''));
    await addScript();
    await reader.failed();
    await reader.event('error', { code: 'unsupported' });
    assert.equal(await reader.text('headline'), warta.headline);
    assert.ok(await areNodesMarked(reader));
  });

  test('invalid metadata does not affect the text', async () => {
    const reader = await openAdopted(rendered.replace(/(application\/json">)[^<]*/, '$1{"baca":'));
    assert.equal(await reader.text('headline'), warta.headline);
    assert.ok(await areNodesMarked(reader));
    await reader.press(t('id', 'textLarger'));
  });

  test('the text has its size without script, whatever the size at the page\'s root', async () => {
    testPage.site.put('/root.css', text('html{font-size:62.5%}body{font-size:2rem}', 'text/css'));
    const reader = await testPage.visit(rendered, { script: null, head: '<link rel="stylesheet" href="/root.css">' });
    assert.equal(await reader.run((_, root) => getComputedStyle(root.querySelector('.body p')).fontSize), '18px');
  });

  test('the text stays when WebAssembly does not load', async () => {
    testPage.site.put('/some/folder/reader/baca-app_bg.wasm', status(503));
    const reader = await testPage.visit(rendered);
    await reader.failed();
    await reader.event('error', { code: 'network', retryable: true });
    assert.equal(await reader.text('headline'), warta.headline);
    assert.equal(await reader.run((_, root) => root.querySelectorAll('[part~=error]').length), 0);
    assert.equal(await reader.run((_, root) => root.querySelector('[data-place=tools] p').textContent), t('id', 'loader.plain'));
    testPage.site.remove('/some/folder/reader/baca-app_bg.wasm');
    await reader.press(t('id', 'loader.retry'));
    await reader.ready();
    await reader.press(t('id', 'textLarger'));
    assert.deepEqual(await reader.queryAllByRole('alert'), []);
  });

  /** Opens a page with the deferred script; calling `endTimeout` in the page ends its timeout of three seconds. */
  async function openDeferred(body) {
    const deferred = testPage.site.script.replace('baca.js', 'baca-later.js');
    const clock = `localStorage.setItem('baca:settings', '{"size":150}');
      const original = window.setTimeout;
      window.setTimeout = (act, time, ...more) => (time === 3000 ? (window.endTimeout = act) : original(act, time, ...more));`;
    testPage.site.put('/clock.js', text(clock, typeOf('.js')));
    // An image that is still loading delays the page's load event.
    const picture = testPage.site.hold('/slow.png');
    const reader = await testPage.visit(`${body}<img src="/slow.png" alt="">`, { script: null, head: `<script src="/clock.js"></script><script type="module" src="${deferred}"></script>` });
    const fetched = () => testPage.site.requestsTo(/\/baca\.js$/).length;
    return { reader, fetched, release: picture.release };
  }
  const waitForTimer = (reader) => reader.until('the timeout has started', () => window.endTimeout);

  for (const [what, act] of [
    ['once the images have loaded', async (_, release) => release()],
    ['at the first press', (reader) => reader.run((_, root) => root.querySelector('h1').dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, composed: true })))],
    ['after the timeout', (reader) => reader.run(() => window.endTimeout())],
  ]) {
    test(`the deferred script imports the reader ${what}; the text has its stored size from the start`, async () => {
      const { reader, fetched, release } = await openDeferred(rendered);
      await waitForTimer(reader);
      assert.equal(await reader.run((_, root) => getComputedStyle(root.querySelector('.body p')).fontSize), '27px');
      assert.equal(fetched(), 0);
      await act(reader, release);
      await reader.ready();
      assert.equal(await reader.run((_, root) => root.querySelectorAll('.tools').length), 1);
      release();
      await testPage.assertClean();
    });
  }

  test('the deferred script does not wait if another reader on the page is not server-rendered', async () => {
    testPage.site.json('/other.json', small('Another one'));
    const { release } = await openDeferred(`${rendered}<baca-reader src="/other.json"></baca-reader>`);
    await testPage.reader(1).ready();
    assert.equal(await testPage.reader(1).text('headline'), 'Another one');
    release();
  });

  test('it works when inserted by script, without a declarative shadow root', async () => {
    const reader = await testPage.visit('<main></main>');
    await reader.run((_, __, html) => { document.querySelector('main').innerHTML = html; }, rendered);
    await reader.ready();
    assert.equal(await reader.text('headline'), warta.headline);
    assert.equal(await reader.run((_, root) => root.querySelectorAll('.tools').length), 1);
    assert.deepEqual(testPage.site.requestsTo('/warta.json'), []);
  });

  test('several on a page are independent', async () => {
    const other = element({ ...small('Second', 'id'), url: 'https://warta.example/2' });
    await testPage.visit(rendered + other);
    await testPage.reader(0).ready();
    await testPage.reader(1).ready();
    assert.equal(await testPage.reader(0).text('headline'), warta.headline);
    assert.equal(await testPage.reader(1).text('headline'), 'Second');
  });
});
