// Random operations on several readers: sources, settings, panels, failures, removal. Nothing may fail that the page
// could notice, and the numbers of nodes, listeners and open requests and the size of the heap stay within bounds.
//
// `cargo xtask soak` runs more operations; it sets BACA_SOAK, their number, and BACA_SEED. A failure prints the last
// operations and the seed.

import assert from 'node:assert/strict';
import { configuration, warta } from '../support/articles.mjs';
import { CORS, GISCUS } from '../support/comments.mjs';
import { devtools, openRequests } from '../support/devtools.mjs';
import { flow, test } from '../support/flow.mjs';
import { generatedArticles, random } from '../support/generated-articles.mjs';
import { half, hang, json, reset, status, text } from '../support/http-responses.mjs';

const OPERATIONS = Number(process.env.BACA_SOAK ?? 500);
const SEED = Number(process.env.BACA_SEED ?? 1);
/** Operations between two measurements. */
const ROUND = 50;
/** Longest time of a round, in milliseconds. */
const ROUND_MS = 120_000;
/**
 * What may stay after a round beyond the first measurement: the modules keep some elements for the next reader, and
 * the browser may keep the last article, the longest of which has 1,000 nodes. The reason of a failure is looked for
 * after the reader has gone.
 */
const BOUNDS = { nodes: 1200, listeners: 100, requests: 12, heap: 4e6 };

const OWN = { ...warta, comments: { open: true, items: Array.from({ length: 12 }, (_, index) => ({ id: `${index}`, author: 'Ani', text: `Halo ${index}` })) } };
const FEED = { version: 'https://jsonfeed.org/version/1.1', title: 'A feed', items: [1, 2].map((id) => ({ id, title: `Berita ${id}`, content_html: `<h2>Satu</h2><p>Jalan itu <b>dibuka</b>.</p>${'<p>Dua.</p>'.repeat(60)}` })) };
const GOOD = { '/own.json': OWN, '/feed.json': FEED, '/long.json': { ...OWN, body: Array.from({ length: 400 }, (_, index) => `Paragraf ${index}. ${'Kata '.repeat(40)}`) } };
const CONFIGURATIONS = {
  '/config.json': { ...configuration, comments: { providers: [{ type: 'baca' }, GISCUS, { type: 'isso', url: 'https://isso.example' }] } },
  '/other.json': { comments: { providers: [{ type: 'baca' }] }, labels: { en: { 'panels.comments': 'Talk' } } },
  '/bad.json': { comments: { providers: [{ type: 'x' }, 7, { type: 'mastodon' }] }, share: ['x', 7], notifications: { vapidPublicKey: 'x' } },
};

/** Serves articles, configurations, and a file of which each request has another outcome. */
function serve({ site, proxy }, next) {
  for (const [path, value] of [...Object.entries(GOOD), ...Object.entries(CONFIGURATIONS)]) site.json(path, value);
  site.put('/page.html.json', text('<!doctype html><title>Berita</title><article><h1>Berita</h1><p>Teks.</p></article>'));
  const outcomes = [json(OWN), json(FEED), status(404), status(503), hang(), reset(), half(json(OWN)), text('{"baca":1,', 'application/json'), text('')];
  site.put('/flaky.json', (response, record) => outcomes[Math.floor(next() * outcomes.length)](response, record));
  proxy.handlers.set('isso.example', (request, response) => response.writeHead(next() < 0.5 ? 500 : 200, CORS).end('{"total_replies":0,"hidden_replies":0,"replies":[],"config":{}}'));
}

/** Runs in the page: performs operations from a seed, which it logs in `operations`; then removes all readers. */
async function operate(_, __, seed, count, articles) {
  const next = window.random(seed);
  const below = (end) => Math.floor(next() * end);
  const pick = (list) => list[below(list.length)];
  const frame = () => new Promise((done) => requestAnimationFrame(() => done()));
  const readers = () => [...document.querySelectorAll('baca-reader')];
  const settled = async (host) => {
    for (const begun = performance.now(); host.isConnected && host.state === 'loading';) {
      if (performance.now() - begun > 20_000) throw new Error(`${host.outerHTML} loads for 20 s`);
      await frame();
    }
  };
  const sources = ['/own.json', '/feed.json', '/long.json', '/page.html.json', '/flaky.json', '/flaky.json', '/missing.json', 'javascript:1', ''];
  const add = () => {
    const host = document.createElement('baca-reader');
    host.setAttribute('timeout', pick(['0.3', '0.5', '1']));
    host.setAttribute('src', pick(sources.slice(0, 4)));
    if (next() < 0.8) host.setAttribute('config', pick(['/config.json', '/config.json', '/other.json', '/bad.json', '/missing.json']));
    document.body.append(host);
    return host;
  };
  // A link, or a button of the system's dialogs, would leave the page.
  const buttons = (host) => [...host.shadowRoot?.querySelectorAll('button,summary,input,[role=tab]') ?? []].filter((button) => !button.closest('[part~=share]'));
  const operations = {
    add: () => { if (readers().length < 3) add(); },
    remove: (host) => host.remove(),
    move: (host) => document.body.prepend(host),
    detach: async (host) => { host.remove(); await frame(); document.body.append(host); },
    src: (host) => { host.src = pick(sources); },
    'src twice': (host) => { host.src = pick(sources); host.src = pick(sources); },
    article: (host) => { host.article = pick(articles); },
    'article in another format': (host) => { host.article = pick(['<article><h1>A</h1><p>b</p></article>', '{"x":', '[]', 'Text']); },
    'no article': (host) => { host.article = null; },
    reload: (host) => { host.reload().catch(() => {}); },
    config: (host) => { host.setAttribute('config', pick(['/config.json', '/other.json', '/bad.json', '/missing.json'])); },
    'no config': (host) => host.removeAttribute('config'),
    lang: (host) => { host.lang = pick(['en', 'id', 'ar', 'x', '']); },
    theme: (host) => { host.theme = pick(['dark', 'sepia', 'light', 'auto', 'x']); },
    format: (host) => { host.setAttribute('format', pick(['', 'baca', 'html', 'json-feed', 'x'])); },
    item: (host) => { host.item = pick(['1', '2', 'x']); },
    width: (host) => { host.style.width = pick(['20em', '50em', '0', '']); },
    press: (host) => pick(buttons(host))?.click(),
    'press a tab': (host) => pick([...host.shadowRoot?.querySelectorAll('[role=tab]') ?? []])?.click(),
    'press five': (host) => { for (let time = 0; time < 5; time += 1) pick(buttons(host))?.click(); },
    key: (host) => pick(buttons(host))?.dispatchEvent(new KeyboardEvent('keydown', { key: pick(['Escape', 'ArrowRight', 'End', 'Enter', 'Tab']), bubbles: true, composed: true })),
    type: (host) => { for (const field of host.shadowRoot?.querySelectorAll('textarea:not([readonly])') ?? []) { field.value += 'Halo '; field.dispatchEvent(new InputEvent('input', { bubbles: true })); } },
    scroll: () => scrollTo(0, below(document.documentElement.scrollHeight)),
    message: () => postMessage(pick([7, null, 'x', { giscus: {} }, { giscus: { resizeHeight: -1 } }, { type: 'resize' }, '{"a":']), '*'),
    storage: () => { const key = pick(['baca:settings', 'baca:consent', 'baca:push', 'baca:x']); localStorage.setItem(key, pick(['', '{', '[]', '7', '{"size":1e99}', '{"giscus giscus.app":7}'])); dispatchEvent(new StorageEvent('storage', { key })); },
    'page is hidden': () => { dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })); dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })); },
    resize: () => dispatchEvent(new Event('resize')),
  };
  const log = window.operations = [];
  for (let done = 0; done < count; done += 1) {
    const host = readers().length ? pick(readers()) : add();
    const name = pick(Object.keys(operations));
    log.push(`${name} of ${host.getAttribute('src')}`);
    await operations[name](host);
    const pause = next();
    if (pause < 0.3) await frame();
    else if (pause < 0.6) await settled(host);
  }
  // After all of it, a reader works.
  for (const host of readers().slice(1)) host.remove();
  localStorage.clear();
  const host = readers()[0] ?? add();
  for (const name of ['timeout', 'src', 'format', 'item', 'config', 'lang', 'theme', 'style']) host.removeAttribute(name);
  host.article = { baca: 1, headline: 'The end', body: ['The last text.'] };
  await Promise.resolve();
  await host.ready;
  if (!host.shadowRoot.textContent.includes('The last text.')) throw new Error('the last article is not shown');
  host.remove();
  while (host.state !== 'idle') await frame();
  scrollTo(0, 0);
  await frame();
  await frame();
}

flow('Random operations', (testPage) => {
  test(`${OPERATIONS} of them leave nothing behind`, async () => {
    serve(testPage, random(SEED));
    await testPage.driver.manage().setTimeouts({ script: ROUND_MS });
    const reader = await testPage.visit('', { head: `<script>window.random = ${random}</script>` });
    const session = testPage.engine === 'chromium' ? await devtools(testPage.driver, 'page', await reader.run(() => location.href)) : null;
    const requests = session && await openRequests(session);
    const measured = async () => {
      // What waits for an idle browser still has its article.
      for (let turn = 0; turn < 3; turn += 1) await reader.wait(() => new Promise((done) => requestIdleCallback(done)));
      // The browser keeps the messages of the console with their values.
      await session.send('Runtime.discardConsoleEntries');
      await session.send('HeapProfiler.collectGarbage');
      const { nodes, jsEventListeners: listeners } = await session.send('Memory.getDOMCounters');
      const { usedSize: heap } = await session.send('Runtime.getHeapUsage');
      return { nodes, listeners, requests: requests().length, heap };
    };
    const articles = generatedArticles(12, SEED).map(({ article }) => article);
    let first;
    const perform = async (round) => {
      await reader.wait(operate, SEED * 1e6 + round, Math.min(ROUND, OPERATIONS - round * ROUND), articles);
      const found = await reader.run(() => {
        const [errors, violations, logged] = ['errors', 'violations', 'console'].map((name) => [...window.record[name]]);
        for (const list of Object.values(window.record)) list.length = 0;
        return { errors, violations, crashes: logged.filter((line) => /\b(crash|trap|unreachable|panicked)/i.test(line)) };
      });
      assert.deepEqual(found, { errors: [], violations: [], crashes: [] });
      if (!session) return;
      const now = await measured();
      if (process.env.BACA_SOAK) console.log(round, JSON.stringify(now));
      // The first rounds load the modules and fill what is kept.
      if (round < 3) first = now;
      for (const [name, bound] of Object.entries(BOUNDS)) {
        assert.ok(now[name] <= first[name] + bound, `${name}: ${now[name]} after ${first[name]}; open: ${requests().join()}`);
      }
    };
    for (let round = 0; round * ROUND < OPERATIONS; round += 1) {
      await perform(round).catch(async (error) => {
        // Only now: the page keeps what the driver has read from it.
        const last = await reader.run(() => window.operations.slice(-20));
        error.message += `\nseed ${SEED}, round ${round}; the last operations:\n${last.join('\n')}`;
        throw error;
      });
    }
    session?.close();
  }, 2 * 60_000 + OPERATIONS * 500);
}, { engines: ['chromium', 'firefox'] });
