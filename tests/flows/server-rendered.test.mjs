// Pages that bring their article along, drawn already: whole without script, and taken over by it
// without a node of the text being made again.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { file, status, text, typeOf } from '../support/answers.mjs';
import { configuration, small, warta } from '../support/articles.mjs';
import { flow, test } from '../support/flow.mjs';
import { t } from '../support/locales.mjs';
import { REPOSITORY, STATIC } from '../support/paths.mjs';
import { join } from 'node:path';
import { render } from '../support/rendered.mjs';

const element = (article = warta, ...given) => render(article, '--fragment', '--src', '/warta.json', ...given);
const made = element();
const configured = element(warta, '--config-url', '/config.json');
/** The same without the places that script looks for. */
const placeless = (html) => html.replaceAll(/ data-place="?\w+"?/g, '');

/** So many seconds of nothing to hear: a format that every browser plays. */
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

/** Marks every node of the text, so that one made anew is known. */
const mark = (reader) => reader.run((_, root) => {
  for (const node of root.querySelectorAll('article, article > *, .body *')) node.marked = true;
});
const marked = (reader) => reader.run((_, root) => {
  const all = [...root.querySelectorAll('article, article > *, .body *')];
  return all.length > 20 && all.every((node) => node.marked);
});

flow('A page that brings its article along', (stage) => {
  /** Opens a page whose script comes only when it is let in, and marks its text. */
  async function before(body, options) {
    const reader = await stage.visit(body, { ...options, script: null });
    await mark(reader);
    const letIn = () => reader.run((_, __, src) => {
      const script = document.createElement('script');
      Object.assign(script, { type: 'module', src });
      document.head.append(script);
    }, stage.site.script);
    return { reader, letIn };
  }

  async function adopted(body = made, options) {
    const { reader, letIn } = await before(body, options);
    await letIn();
    await reader.ready();
    return reader;
  }

  test('it is whole without script', async () => {
    const reader = await stage.visit(made, { script: null });
    assert.equal(await reader.text('headline'), warta.headline);
    assert.match(await reader.text('published'), /Minggu, 1 Maret 2026/);
    const text = await reader.run((_, root) => root.querySelector('.body').innerText);
    for (const block of warta.body.filter((block) => typeof block === 'string')) assert.ok(text.includes(block), block);
    const lead = await reader.run((_, root) => {
      const { width, height } = root.querySelector('[part~=lead] img').getBoundingClientRect();
      return width / height;
    });
    assert.ok(Math.abs(lead - 1.5) < 0.02, 'the picture has its box');
  });

  test('a strict page allows its style by the hash that the command names', async () => {
    const { stdout } = spawnSync('cargo', ['run', '--quiet', '--package', 'baca-cli', '--', 'render', '--csp'], { cwd: REPOSITORY, encoding: 'utf8' });
    const policy = `default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; ${stdout.trim().replace('style-src', "style-src 'self'")}; img-src * data:; require-trusted-types-for 'script'`;
    const reader = await stage.visit(made, { headers: { 'content-security-policy': policy } });
    await reader.ready();
    await reader.press(t('id', 'textLarger'));
    assert.equal(await reader.run((_, root) => getComputedStyle(root.querySelector('.baca')).position), 'relative', 'the style holds');
    await stage.calm();
  });

  test('script takes it over: the nodes of the text stay, controls come, nothing is fetched twice', async () => {
    const reader = await adopted(configured, { lang: 'id' });
    assert.ok(await marked(reader), 'every node of the text should still be the one that the page brought');
    const [load] = await reader.events('load');
    assert.deepEqual(load.detail, { headline: warta.headline, url: warta.url, format: 'baca', blocks: warta.body.length });
    assert.deepEqual(stage.site.requestsTo('/warta.json'), [], 'the article should not be fetched');
    await reader.press(t('id', 'textLarger'));
    await reader.event('text-size', { size: 110 });
    await reader.until('the comments have come', (_, root) => root.querySelectorAll('[role=tab]').length === 2);
    assert.equal(configuration.comments.providers.length, 2);
    assert.ok(await marked(reader));
    await stage.calm();
  });

  test('nothing moves when the controls come', async () => {
    const reader = await adopted();
    await reader.until('the toolbar is there', (_, root) => root.querySelector('.tools button'));
    const shifts = await reader.wait(async () => {
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      window.tellShifts?.(window.shifts.takeRecords());
      return window.record.shifts;
    });
    assert.deepEqual(shifts, []);
  });

  test('a frame that has loaded and a medium that plays go on', async () => {
    stage.site.put('/hush.wav', text(silence(20), 'audio/wav'));
    stage.site.put('/frame.html', file(join(STATIC, 'demo/icon.svg')));
    const article = { ...warta, body: [...warta.body.slice(0, 3), { type: 'audio', src: '/hush.wav' }] };
    const { reader, letIn } = await before(element(article));
    // Browsers play nothing before somebody has touched the page.
    await (await reader.part('headline')).click();
    await reader.wait(async (_, root) => {
      const frame = document.createElement('iframe');
      frame.src = '/frame.html';
      const loaded = new Promise((done) => frame.addEventListener('load', done));
      root.querySelector('.section').append(frame);
      await loaded;
      frame.contentWindow.kept = true;
      const audio = root.querySelector('audio');
      audio.muted = true;
      await audio.play();
      for (const event of ['emptied', 'pause']) audio.addEventListener(event, () => { audio.broken = event; });
    });
    await letIn();
    await reader.ready();
    const state = await reader.run((_, root) => {
      const audio = root.querySelector('audio');
      return { frame: root.querySelector('iframe').contentWindow.kept, paused: audio.paused, broken: audio.broken ?? null };
    });
    assert.deepEqual(state, { frame: true, paused: false, broken: null });
  });

  test('the article can be asked for: its body is read out of the page', async () => {
    const reader = await adopted();
    const article = await reader.wait(async (host) => JSON.parse(JSON.stringify(await host.ready)));
    assert.equal(article.headline, warta.headline);
    assert.equal(article.dateline, warta.dateline);
    assert.deepEqual(article.body.slice(0, 2).map(({ text }) => text.map((span) => span.text).join('')), warta.body.slice(0, 2));
    assert.deepEqual(stage.site.requestsTo('/warta.json'), []);
  });

  test('taken away and put back, it is taken over again', async () => {
    const reader = await adopted();
    await reader.run((host) => { window.kept = host; window.place = host.parentNode; host.remove(); });
    await reader.until('it has ended', () => window.kept.state === 'idle');
    assert.equal(await reader.run(() => window.kept.shadowRoot.querySelectorAll('.tools').length), 0);
    await reader.run(() => window.place.append(window.kept));
    await reader.ready();
    assert.ok(await marked(reader));
    assert.equal(await reader.run((_, root) => root.querySelectorAll('.tools').length), 1);
  });

  test('another address brings another article', async () => {
    stage.site.json('/other.json', small('Another one'));
    const reader = await adopted();
    await reader.run((host) => { host.src = '/other.json'; });
    await reader.until('the other is shown', (host, root) => host.state === 'ready' && root.querySelector('h1')?.textContent === 'Another one');
    assert.equal(await reader.run((_, root) => root.querySelectorAll('.baca').length), 1);
    assert.equal(await reader.run((host) => host.article.headline), 'Another one');
  });

  test('reloading fetches it', async () => {
    const reader = await adopted();
    await reader.run((host) => { host.reload(); });
    await stage.site.requested('/warta.json');
    await reader.ready();
    assert.equal(await reader.text('headline'), warta.headline);
  });

  test('a page of another version is taken over, with the style of this one', async () => {
    const old = made.replace(/"_style":"\w+"/, '"_style":"0"').replace('<footer', '<p class="unknown">Of another time.</p><footer');
    const reader = await adopted(old);
    assert.ok(await reader.run((_, root) => root.querySelector('.unknown') && root.querySelector('.tools')));
    assert.equal(await reader.run((_, root) => root.querySelectorAll('style').length), 0);
    assert.equal(await reader.run((_, root) => getComputedStyle(root.querySelector('.tools')).display), 'flex');
    assert.deepEqual(stage.site.requestsTo('/warta.json'), []);
  });

  test('a page without the places for the controls is replaced by what is at its address', async () => {
    const { reader, letIn } = await before(placeless(made));
    await letIn();
    await reader.ready();
    await stage.site.requested('/warta.json');
    assert.equal(await reader.run((_, root) => root.querySelectorAll('h1').length), 1);
    assert.equal(await reader.run((_, root) => root.querySelectorAll('.tools').length), 1);
  });

  test('without an address it stays as it is, and that is told', async () => {
    const { reader, letIn } = await before(placeless(made).replace(' src="/warta.json"', ''));
    await letIn();
    await reader.failed();
    await reader.event('error', { code: 'unsupported' });
    assert.equal(await reader.text('headline'), warta.headline);
    assert.ok(await marked(reader));
  });

  test('what is known of it may be broken: the text counts', async () => {
    const reader = await adopted(made.replace(/(application\/json">)[^<]*/, '$1{"baca":'));
    assert.equal(await reader.text('headline'), warta.headline);
    assert.ok(await marked(reader));
    await reader.press(t('id', 'textLarger'));
  });

  test('where WebAssembly does not come, the text stays', async () => {
    stage.site.put('/some/folder/reader/baca-app_bg.wasm', status(503));
    const reader = await stage.visit(made);
    await reader.failed();
    await reader.event('error', { code: 'network', retryable: true });
    assert.equal(await reader.text('headline'), warta.headline);
    assert.equal(await reader.run((_, root) => root.querySelectorAll('[part~=error]').length), 0);
  });

  /** The same page with the script that lets pictures come first; `impatient()` is what its three seconds end with. */
  async function later(body) {
    const later = stage.site.script.replace('baca.js', 'baca-later.js');
    const clock = `localStorage.setItem('baca:settings', '{"size":150}');
      const wait = window.setTimeout;
      window.setTimeout = (act, time, ...more) => (time === 3000 ? (window.impatient = act) : wait(act, time, ...more));`;
    stage.site.put('/clock.js', text(clock, typeOf('.js')));
    // Keeps the page from being loaded, as a picture does that is still on its way.
    const picture = stage.site.hold('/slow.png');
    const reader = await stage.visit(`${body}<img src="/slow.png" alt="">`, { script: null, head: `<script src="/clock.js"></script><script type="module" src="${later}"></script>` });
    const fetched = () => stage.site.requestsTo(/\/baca\.js$/).length;
    return { reader, fetched, release: picture.release };
  }
  const waits = (reader) => reader.until('it waits', () => window.impatient);

  for (const [what, act] of [
    ['once its pictures are there', async (_, release) => release()],
    ['at the first press', (reader) => reader.run((_, root) => root.querySelector('h1').dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, composed: true })))],
    ['after a while', (reader) => reader.run(() => window.impatient())],
  ]) {
    test(`script that lets pictures come first comes ${what}; the text is set as it was chosen before`, async () => {
      const { reader, fetched, release } = await later(made);
      await waits(reader);
      assert.equal(await reader.run((_, root) => getComputedStyle(root.querySelector('.body p')).fontSize), '27px');
      assert.equal(fetched(), 0);
      await act(reader, release);
      await reader.ready();
      assert.equal(await reader.run((_, root) => root.querySelectorAll('.tools').length), 1);
      release();
      await stage.calm();
    });
  }

  test('it does not wait in a page with a reader that has nothing to show yet', async () => {
    stage.site.json('/other.json', small('Another one'));
    const { release } = await later(`${made}<baca-reader src="/other.json"></baca-reader>`);
    await stage.reader(1).ready();
    assert.equal(await stage.reader(1).text('headline'), 'Another one');
    release();
  });

  test('put in by script, where no parser declares a shadow root, it is taken over all the same', async () => {
    const reader = await stage.visit('<main></main>');
    await reader.run((_, __, html) => { document.querySelector('main').innerHTML = html; }, made);
    await reader.ready();
    assert.equal(await reader.text('headline'), warta.headline);
    assert.equal(await reader.run((_, root) => root.querySelectorAll('.tools').length), 1);
    assert.deepEqual(stage.site.requestsTo('/warta.json'), []);
  });

  test('several stand on a page, each with its own', async () => {
    const other = element({ ...small('Second', 'id'), url: 'https://warta.example/2' });
    await stage.visit(made + other);
    await stage.reader(0).ready();
    await stage.reader(1).ready();
    assert.equal(await stage.reader(0).text('headline'), warta.headline);
    assert.equal(await stage.reader(1).text('headline'), 'Second');
  });
});
