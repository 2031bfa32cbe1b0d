// Failures of each file that the reader fetches, by each kind of fault: the text stays readable, the console shows the
// file and the reason, and a retry succeeds once the server works again. Several faults of a file are tested at the same
// time, each in a frame of its own and with a server of its own.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { file, half, hang, json, reset, status, text, trickle, typeOf } from '../support/http-responses.mjs';
import { small } from '../support/articles.mjs';
import { flow, tag, test } from '../support/flow.mjs';
import { t } from '../support/locales.mjs';
import { BUNDLE, CORPUS } from '../support/paths.mjs';
import { TIMEOUT_MS } from '../support/timeouts.mjs';

const FOLDER = '/some/folder/reader/';
/** The limit of silence of the readers whose file does not arrive, in seconds; the others have the default. */
const TIMEOUT_S = 3;
/** Faults that are tested at the same time: the frames of a page share a thread. */
const AT_A_TIME = 9;
const LATE = /less than 1 KB came in 3 s|did not come in 4000 ms/;
const LOGIN = '<!doctype html><title>Log in</title><form action="/login"><label>Name <input name="user"></label><button>Log in</button></form>';

/** Sends only the headers. */
const headersOnly = () => (response) => {
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': 1000 }).flushHeaders();
};

const redirect = (location) => (response) => response.writeHead(302, { location }).end();

/**
 * The faults: `answer` makes the handler of the server from the right handler `good` and the path; `reason` must match
 * a message in the console. Without `reason`, the file may also work. With `setup`, the site has to correct the fault.
 */
const FAULTS = [
  { name: '404', answer: () => status(404), reason: /404/ },
  { name: '403', answer: () => status(403), reason: /403/ },
  { name: '500', answer: () => status(500), reason: /500/ },
  { name: '503 with Retry-After', answer: () => text('later', 'text/plain', { status: 503, headers: { 'retry-after': '120' } }), reason: /503/ },
  { name: 'silence', answer: () => hang(), reason: LATE },
  { name: 'headers, then silence', answer: headersOnly, reason: LATE },
  { name: 'half of it, then silence', answer: (good) => half(good), reason: LATE },
  { name: 'a trickle', answer: (_, path) => trickle(typeOf(path)), reason: LATE },
  { name: 'half of it, then the end of the connection', answer: (good) => half(good, (response) => response.socket.destroy()), reason: /broke off|breaks off|connection failed|cut/ },
  { name: 'a broken connection', answer: () => reset(), reason: /connection failed|fetch|network/i },
  { name: 'the wrong media type', answer: (good) => (response, record) => {
    const { writeHead } = response;
    response.writeHead = (code, headers) => writeHead.call(response, code, { ...headers, 'content-type': 'text/plain' });
    good(response, record);
  } },
  { name: 'the wrong charset', answer: (good) => (response, record) => {
    const { writeHead } = response;
    response.writeHead = (code, headers) => writeHead.call(response, code, { ...headers, 'content-type': `${headers['content-type'].split(';')[0]}; charset=utf-7` });
    good(response, record);
  } },
  { name: 'damaged gzip', answer: () => (response) => {
    const bytes = gzipSync('x'.repeat(5000));
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(bytes.fill(7, 12));
  }, reason: /./ },
  { name: 'no permission for other origins', answer: (good) => (response, record) => {
    response.removeHeader('access-control-allow-origin');
    good(response, record);
  }, reason: /CORS/, setup: true },
  { name: 'a redirect to itself', answer: (_, path) => redirect(path), reason: /redirect/, setup: true },
  { name: '204', answer: () => status(204), reason: /./ },
  { name: 'a login page', answer: () => text(LOGIN), reason: /./ },
  { name: 'a file of another release', answer: (_, path) => (path.startsWith(FOLDER)
    ? file(join(BUNDLE, path.slice(FOLDER.length).replace(/-(app|formats|html|panels|discussion)/, (_, name) => (name === 'discussion' ? '-panels' : '-discussion'))))
    : status(410)), reason: /./ },
];

const FEED = {
  version: 'https://jsonfeed.org/version/1.1', title: 'A feed',
  items: [{ id: '1', title: 'Jalan baru', content_html: '<p>Jalan itu <b>dibuka</b>.</p><ul><li>Satu</li></ul><p>Lihat <a href="/peta">peta</a>.<script>throw 1</script></p><form><p>Rute: jauh</p></form>' }],
};
const DATA = { '@context': 'https://schema.org', '@type': 'NewsArticle', headline: FEED.items[0].title, articleBody: FEED.items[0].content_html };
const OWN = { ...small('Jalan baru'), body: [{ type: 'paragraph', text: ['Jalan itu dibuka. Lihat ', { text: 'peta', href: '/peta' }, '.'] }], comments: { items: [{ id: '1', author: 'Ani', text: 'Halo' }] } };

const CONFIG = { comments: { providers: [{ type: 'giscus', repo: 'a/b', repoId: '1', category: 'c', categoryId: '2' }] } };
/** Comments that the module of the panels shows. */
const WITH_PANELS = { comments: { providers: [{ type: 'baca' }], load: 'near' } };
const WORDS = ['Jalan baru', 'Jalan itu dibuka.', 'Lihat peta.'];

/** Runs in the page: returns the state and the visible text, link and message of the reader in each frame. */
const seen = (host, root) => ({
  state: host.state,
  text: root.querySelector('.plain,.baca')?.innerText ?? '',
  isHidden: Boolean(root.querySelector('.plain,.baca')?.closest('[aria-hidden]')),
  link: root.querySelector('.plain a,.baca a')?.href,
  message: root.querySelector('.error p')?.textContent,
  hasComments: Boolean(root.querySelector('.comments')),
});

/** Name of a module or script without its extension, as the console shows it. */
const baseName = (path) => path.split('/').at(-1).replace(/(_bg\.wasm|\.js)$/, '');

/** The right response at a path of the site. */
const good = (path, value) => (value ? json(value) : file(join(BUNDLE, path.slice(FOLDER.length)), path.endsWith('.wasm') ? typeOf('.wasm') : undefined));

flow('Files that cannot be fetched', (testPage) => {
  /** For each frame: its fault, and the site of the reader and the article. The page is on another origin. */
  let frames;
  /** The faults that are being tested. */
  let present;

  /** Defines a test that runs with all faults, some at a time. */
  const testFaults = (name, run) => test(name, async () => {
    for (let at = 0; at < FAULTS.length; at += AT_A_TIME) {
      present = FAULTS.slice(at, at + AT_A_TIME);
      await run();
    }
  });

  /** Opens a page with a frame for each fault; in it, the response at `path` has the fault. */
  async function open({ path, value, faults = present, article = OWN, config, more = [], timeout = TIMEOUT_S, lang = 'en' }) {
    frames = await Promise.all(faults.map(async (fault) => ({ fault, host: await testPage.anotherSite({ cors: true }) })));
    const tags = frames.map(({ fault, host }) => {
      const src = host.json('/article.json', article);
      const attributes = { timeout: fault.reason === LATE ? timeout : null, src, config: config && host.json('/site.json', config) };
      host.put(path, fault.answer(good(path, value), path));
      for (const [other, response] of more) host.put(other, response);
      return `<iframe width="320" height="440" src="${testPage.put(tag(attributes), { lang, script: host.script })}"></iframe>`;
    });
    await testPage.visit(tags.join(''), { script: null });
  }

  /** Makes all servers work again. */
  const heal = (path, value) => frames.forEach(({ host }) => (value ? host.json(path, value) : host.remove(path)));

  /** Runs `script(host, root, window, ...args)` for the reader in each frame, and returns the results in a list. */
  const each = (script, ...args) => testPage.driver.executeScript(`
    return [...document.querySelectorAll('iframe')].map(({ contentDocument, contentWindow }) => {
      const host = contentDocument.querySelector('baca-reader');
      return host && (${script})(host, host.shadowRoot, contentWindow, ...arguments);
    });`, ...args);

  /** Waits until `script` is truthy in each frame. All frames share a thread, so the limit begins again with each. */
  async function until(what, script, ...args) {
    let [most, limit] = [0, 0];
    for (;;) {
      const all = await each(`(...all) => Boolean((${script})(...all))`, ...args);
      if (all.every(Boolean)) return;
      const count = all.filter(Boolean).length;
      if (count > most || !limit) [most, limit] = [count, Date.now() + 3 * TIMEOUT_MS];
      const open = frames.filter((_, index) => !all[index]).map(({ fault }) => fault.name);
      assert.ok(Date.now() < limit, `timed out waiting until ${what}, after: ${open.join(', ')}`);
      await testPage.driver.sleep(40);
    }
  }

  const records = () => each((_, __, { record }) => record);

  function assertLogged({ console }, name, { name: fault, reason }) {
    assert.ok(console.some((line) => line.includes(name) && (!reason || reason.test(line))), `${fault}: the console should name ${name} and the reason:\n${console.join('\n')}`);
    assert.ok(!console.some((line) => /undefined|\[object/.test(line)), console.join('\n'));
  }

  /** Presses the button of the message in each frame that has one. */
  const retry = () => each((_, root) => root.querySelector('.error button')?.click());

  const ended = () => until('it has ended', (host) => /ready|error/.test(host.state));

  for (const [name, what, article] of [
    ['baca-app.js', 'the article', OWN], ['baca-app_bg.wasm', 'the article', OWN],
    ['baca-html.js', 'an article in a common format', FEED], ['baca-html_bg.wasm', 'an article in a common format', FEED],
    ['baca-formats.js', 'an article in another format', DATA], ['baca-formats_bg.wasm', 'an article in another format', DATA],
  ]) {
    testFaults(`${name}: the text of ${what} is shown after each fault, and the article after a retry`, async () => {
      await open({ path: FOLDER + name, article });
      await ended();
      const [all, recorded] = [await each(seen), await records()];
      for (const [index, { fault, host }] of frames.entries()) {
        const { state, text, isHidden, link, message } = all[index];
        if (fault.reason) assert.equal(state, 'error', fault.name);
        for (const words of WORDS) assert.ok(text.includes(words), `${fault.name}: ${words} in ${text}`);
        assert.ok(!text.includes('throw'), text);
        assert.equal(isHidden, false, fault.name);
        assert.equal(link, host.url('/peta'), fault.name);
        if (state === 'ready') continue;
        assert.equal(message, t('en', 'loader.plain'), fault.name);
        assertLogged(recorded[index], baseName(name), fault);
      }
      heal(FOLDER + name);
      await retry();
      await until('the article is shown', (host) => host.state === 'ready');
    });
  }

  for (const name of ['baca-beside.js', 'baca-panels.js', 'baca-panels_bg.wasm']) {
    testFaults(`${name}: the article stays; a message replaces the comments until a retry`, async () => {
      await open({ path: FOLDER + name, config: WITH_PANELS });
      await until('it has ended', (host, root) => host.state === 'ready' && root.querySelector('[data-place=comments] > *'));
      const [all, recorded] = [await each(seen), await records()];
      for (const [index, { fault }] of frames.entries()) {
        const { state, message, hasComments } = all[index];
        if (hasComments) continue;
        assert.equal(message, t('en', 'loader.panels'), fault.name);
        assertLogged(recorded[index], baseName(name), fault);
        assert.equal(state, 'ready');
      }
      heal(FOLDER + name);
      await retry();
      await until('there are comments', (_, root) => root.querySelector('.comments') && !root.querySelector('.error'));
    });
  }

  testFaults('baca-tabs.js: the module shows the comments instead', async () => {
    await open({ path: `${FOLDER}baca-tabs.js`, config: CONFIG });
    await until('there are comments, and the reason is known', (_, root, { record }) => {
      const heading = root?.querySelector('.comments h2');
      return heading && (heading.id.startsWith('baca-tabs-') || record.console.some((message) => message.includes('baca-tabs')));
    });
    const [all, recorded] = [await each((_, root) => root.querySelector('.comments h2').id), await records()];
    for (const [index, { fault }] of frames.entries()) if (!all[index].startsWith('baca-tabs-')) assertLogged(recorded[index], 'baca-tabs', fault);
    assert.ok(all.some((id) => id.startsWith('baca-panels-')), all.join());
  });

  testFaults('the article: the message shows what the person can do, the console shows the reason', async () => {
    await open({ path: '/article.json', value: OWN });
    await ended();
    const [all, recorded] = [await each(seen), await records()];
    for (const [index, { fault }] of frames.entries()) {
      const { state, message } = all[index];
      if (state === 'ready') {
        assert.ok(!fault.reason, fault.name);
        continue;
      }
      assert.equal(message === t('en', 'loader.setup'), Boolean(fault.setup), `${fault.name}: ${message}`);
      if (!/connection/.test(fault.name) && !/gzip/.test(fault.name)) assert.notEqual(message, t('en', 'loader.network'), fault.name);
      assertLogged(recorded[index], 'article.json', fault);
    }
    heal('/article.json', OWN);
    await retry();
    await until('the article is shown', (host) => host.state === 'ready');
  });

  testFaults('the configuration: the article is shown without it; a reload applies it', async () => {
    await open({ path: '/site.json', value: CONFIG, config: CONFIG, article: { ...OWN, comments: undefined } });
    await until('it has ended', (host, root, { record }) =>
      host.state === 'ready' && (root.querySelector('.comments') || record.events.some(({ name }) => name === 'error')));
    const [all, recorded] = [await each(seen), await records()];
    for (const [index, { fault }] of frames.entries()) if (!all[index].hasComments) assertLogged(recorded[index], 'site.json', fault);
    heal('/site.json', CONFIG);
    await each((host) => { host.reload(); });
    await until('there are comments', (_, root) => root.querySelector('.comments'));
  });

  for (const name of ['baca-discussion.js', 'baca-discussion_bg.wasm']) {
    testFaults(`${name}: the tab shows the failure, the console the reason, and a retry shows the discussion`, async () => {
      // The limit of the tab covers all that it waits for, and the frames wait for each other.
      await open({ path: FOLDER + name, config: { comments: { providers: [{ type: 'baca' }], timeout: 60 } } });
      const states = () => each((_, __, { record }) => record.events.filter(({ name }) => name === 'comments').map(({ detail }) => detail.state));
      await until('it has ended', (_, __, { record }) => record.events.some(({ name, detail }) => name === 'comments' && /ready|failed|timeout/.test(detail.state)));
      const [all, recorded] = [await states(), await records()];
      for (const [index, { fault }] of frames.entries()) if (!all[index].includes('ready')) assertLogged(recorded[index], baseName(name), fault);
      heal(FOLDER + name);
      await until('the discussion is shown', (_, root, { record }) => {
        if (record.events.some(({ name, detail }) => name === 'comments' && detail.state === 'ready')) return true;
        // The button is there once, and pressed once.
        const button = root.querySelector('.comments button');
        if (button && !button.wasPressed) button.click();
        if (button) button.wasPressed = true;
        return false;
      });
    });
  }

  testFaults('baca-newsroom.js: a text that may be withheld is not shown, and a retry shows it', async () => {
    const path = `${FOLDER}baca-newsroom.js`;
    await open({ path, article: { ...OWN, access: { free: true } } });
    await ended();
    const [all, recorded] = [await each(seen), await records()];
    for (const [index, { fault }] of frames.entries()) {
      if (all[index].state === 'ready') continue;
      assert.ok(!all[index].text.includes(WORDS[1]), `${fault.name}: ${all[index].text}`);
      assertLogged(recorded[index], 'baca-newsroom', fault);
    }
    heal(path);
    await retry();
    await until('the article is shown', (host) => host.state === 'ready');
  });

  testFaults('baca-reading.js: a message replaces the panel until a retry', async () => {
    const path = `${FOLDER}baca-reading.js`;
    await open({ path });
    await until('the article is shown', (host) => host.state === 'ready');
    await each((_, root) => root.querySelector('.tools .share').click());
    await until('it has ended', (_, root) => root.querySelector('.toolbar [role=group], .error'));
    await until('the reason is known', (_, root, { record }) => !root.querySelector('.error') || record.console.length);
    const [all, recorded] = [await each(seen), await records()];
    for (const [index, { fault }] of frames.entries()) if (all[index].message) assertLogged(recorded[index], 'baca-reading', fault);
    heal(path);
    await retry();
    await until('the panel is open', (_, root) => root.querySelector('.toolbar [role=group]'));
  });

  testFaults('a language: the article has another one; a reload applies it', async () => {
    const path = `${FOLDER}locales/de.json`;
    await open({ path, lang: 'de' });
    const hasLanguage = (_, root, __, share) => root.querySelector('.tools .share')?.textContent === share;
    await until('it has ended', (host, root, { record }, share) =>
      host.state === 'ready' && (root.querySelector('.tools .share')?.textContent === share || record.console.length), t('de', 'share'));
    const [all, recorded] = [await each(hasLanguage, t('de', 'share')), await records()];
    for (const [index, { fault }] of frames.entries()) if (!all[index]) assertLogged(recorded[index], 'de.json', fault);
    heal(path);
    await each((host) => { host.reload(); });
    await until('the language is there', hasLanguage, t('de', 'share'));
  });

  for (const name of ['baca-readable.js', 'baca-diagnostics.js']) {
    testFaults(`${name}: without it, a failure of the converter is still shown and repaired by a retry`, async () => {
      await open({ path: FOLDER + name, article: FEED, more: [[`${FOLDER}baca-html_bg.wasm`, status(404)]] });
      await until('it has failed', (host) => host.state === 'error');
      const [all, recorded] = [await each(seen), await records()];
      for (const [index, { fault }] of frames.entries()) {
        assert.ok(all[index].message, fault.name);
        if (name !== 'baca-readable.js') for (const words of WORDS) assert.ok(all[index].text.includes(words), `${fault.name}: ${words} in ${all[index].text}`);
        assert.deepEqual(recorded[index].errors, [], fault.name);
      }
      heal(FOLDER + name);
      heal(`${FOLDER}baca-html_bg.wasm`);
      await retry();
      await until('the article is shown', (host) => host.state === 'ready');
    });
  }

  for (const name of ['baca-app.js', 'baca-app_bg.wasm', 'baca-html_bg.wasm']) {
    test(`${name}: reload() replaces a request that hangs`, async () => {
      const path = FOLDER + name;
      await open({ path, faults: FAULTS.filter(({ name }) => name === 'silence'), article: name.includes('html') ? FEED : OWN, timeout: 600 });
      const [{ host }] = frames;
      await host.until(() => host.requestsTo(path).length, 'the request');
      heal(path);
      // An earlier reload waits for the request that is in progress, so it is repeated.
      await until('it is reloaded', (host) => host.state === 'ready' || (performance.now() % 7 < 6 && void host.reload()));
    });
  }
}, { engines: ['chromium', 'firefox'], size: { width: 2400, height: 1500 } });

flow('A slow device', (testPage) => {
  /** Runs in the page: makes compiling take one and a half seconds more. */
  const slow = () => {
    const { compileStreaming } = WebAssembly;
    WebAssembly.compileStreaming = async (response) => {
      const module = await compileStreaming(response);
      await new Promise((done) => setTimeout(done, 1500));
      return module;
    };
  };

  for (const [name, article] of [['an article', OWN], ['an article in another format', FEED]]) {
    test(`compiles ${name} and its panels for longer than files may be silent`, async () => {
      const src = testPage.site.json('/article.json', article);
      const config = testPage.site.json('/site.json', WITH_PANELS);
      const reader = await testPage.visit(tag({ src, config, timeout: 1 }), { lang: 'en', head: `<script>(${slow})()</script>` });
      await reader.ready();
      if (article === OWN) await reader.event('comments', { state: 'ready' });
      assert.deepEqual((await testPage.record()).console, []);
    });
  }
}, { engines: ['chromium', 'firefox'] });

flow('A connection that ends half-way', (testPage) => {
  const files = ['baca-app.js', 'baca-app_bg.wasm', 'baca-html.js', 'baca-html_bg.wasm'];
  const offline = (is) => testPage.driver.setNetworkConditions({ offline: is, latency: 0, download_throughput: -1, upload_throughput: -1 });

  test('the text is shown while the device is offline, and the article after a retry', async () => {
    for (const name of [...files, 'article.json']) {
      const host = await testPage.anotherSite({ cors: true });
      const path = name === 'article.json' ? '/article.json' : FOLDER + name;
      const article = name.includes('html') ? FEED : OWN;
      const src = host.json('/article.json', article);
      host.put(path, half(good(path, name === 'article.json' && article)));
      const reader = await testPage.visit(tag({ src, timeout: TIMEOUT_S }), { lang: 'en', script: host.script });
      await host.until(() => host.requestsTo(path).length && host.requestsTo('/article.json').length, 'the request');
      await reader.until('the script runs', (host) => host.state === 'loading');
      await offline(true);
      await reader.failed();
      const { text } = await reader.run(seen);
      if (name !== 'article.json') for (const words of WORDS) assert.ok(text.includes(words), `${name}: ${words} in ${text}`);
      assert.ok((await testPage.record()).console.some((line) => line.includes(baseName(path))), name);
      // A retry fails at once.
      await reader.run((_, root) => { window.record.events.length = 0; root.querySelector('.error button').click(); });
      await reader.event('error');
      await reader.failed();
      if (name === 'article.json') assert.equal((await reader.run(seen)).message, t('en', 'loader.network'));
      await offline(false);
      host.remove(path);
      host.json('/article.json', article);
      await reader.run((_, root) => root.querySelector('.error button').click());
      await reader.ready();
    }
  });
}, { engines: ['chromium'] });

/** The samples of every format, by name. */
const SAMPLES = ['ans', 'apple-news', 'ghost', 'html', 'json-feed', 'json-ld', 'wordpress'].flatMap((format) =>
  readdirSync(join(CORPUS, format)).filter((name) => /\.(json|html)$/.test(name)).map((name) => [`${format}/${name}`, readFileSync(join(CORPUS, format, name), 'utf8')]));

flow('The text of other formats', (testPage) => {
  test('is found without the module that converts them', async () => {
    const reader = await testPage.visit(tag());
    await reader.until('the element is defined', (host) => host.state);
    const poor = [];
    for (const [name, sample] of SAMPLES) {
      const [found, all, missing] = await reader.wait(async (host, root, sample, script) => {
        const { readable } = await import(script);
        const words = (text) => new Set(text.match(/\p{L}{4,}/gu));
        const text = readable(sample, '', (html) => html);
        const spans = text?.body.flatMap(({ text }) => text.map(({ text }) => text ?? ' ')) ?? [];
        const found = words([text?.headline, ...spans].join(' '));
        host.article = sample;
        await Promise.resolve();
        const shown = await host.ready.then(() => true, () => false);
        const all = words(shown ? [...root.querySelectorAll('[part~=headline],.section [part~=paragraph],.section [part~=heading],.section li')].map((element) => element.textContent).join(' ') : '');
        const missing = [...all].filter((word) => !found.has(word));
        return [all.size - missing.length, all.size, missing.slice(0, 12)];
      }, sample, testPage.site.script.replace('baca.js', 'baca-readable.js'));
      // In a text of a few words, three are more than a tenth.
      if (found < all * 0.9 && found < all - 3) poor.push(`${name}: ${found} of ${all} words; without ${missing.join(' ')}`);
    }
    assert.deepEqual(poor, []);
  });
}, { engines: ['chromium'] });
