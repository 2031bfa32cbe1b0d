// Live coverage: updates come in without moving the line that is read, and requests respect the server.

import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json, status, text, typeOf } from '../support/http-responses.mjs';
import { flow, test } from '../support/flow.mjs';
import { render } from '../support/rendered.mjs';

/** Holds back timers of more than 10 s, except the limit of 20 s for downloads, until `passTimers()` runs them. */
const CLOCK = `const wait = window.setTimeout;
const held = [];
window.setTimeout = (run, ms, ...values) => (ms > 10000 && ms !== 20000 ? held.push({ run, ms }) : wait(run, ms, ...values));
window.heldTimers = () => held.map(({ ms }) => ms);
window.passTimers = () => { for (const { run } of held.splice(0)) run(); };`;

const update = (number, words = 12, more = {}) => ({
  type: 'update', id: `u${number}`, published: new Date(Date.parse('2026-03-01T10:00:00Z') + number * 60_000).toISOString(), title: `Update ${number}`,
  body: [`The words of update ${number}. ${'The tide comes in. '.repeat(words)}`], ...more,
});
const live = (numbers, more = {}) => ({ baca: 1, id: 'eclipse', lang: 'en', headline: 'Eclipse', live: true, body: numbers.map((number) => (typeof number === 'number' ? update(number) : number)), ...more });
const range = (from, to) => Array.from({ length: from - to + 1 }, (_, index) => from - index);

flow('Live coverage', (testPage) => {
  const open = async (article, config = { live: { every: 15 } }) => {
    testPage.site.put('/live.json', json(article));
    testPage.site.put('/news.json', json(config));
    testPage.site.put('/clock.js', text(CLOCK, typeOf('.js')));
    return testPage.read({ src: '/live.json', config: '/news.json' }, { lang: 'en', head: '<script src="/clock.js"></script>' });
  };
  /** Serves a version and lets the next request happen. */
  const next = async (reader, respond) => {
    const count = testPage.site.requestsTo('/live.json').length;
    testPage.site.put('/live.json', respond);
    // A poll may be waiting for its timer only after the one before has ended.
    await reader.until('a request waits', () => window.heldTimers().length > 0);
    await reader.run(() => window.passTimers());
    await testPage.site.until(() => testPage.site.requestsTo('/live.json').length > count, 'the next request');
    await reader.until('the answer was handled', () => window.heldTimers().length > 0 || window.record.events.some(({ name }) => name === 'live'));
  };
  const titles = (reader) => reader.run((_, root) => [...root.querySelectorAll('.update > h2')].map((title) => title.textContent.replace('Update ', '')));
  const button = (_, root) => root.querySelector('.live-bar button')?.textContent;

  test('new updates wait behind a button and come in without moving the line that is read', async () => {
    const reader = await open(live(range(60, 1)));
    const line = (id) => reader.run((_, root, id) => root.querySelector(`[id$="-${id}"]`).getBoundingClientRect().top, id);
    await reader.run((_, root) => root.querySelector('[id$="-u40"]').scrollIntoView({ block: 'start', behavior: 'instant' }));
    await reader.run(() => scrollBy(0, -120));
    for (let last; last !== await line('u40');) {
      last = await line('u40');
      await reader.frame();
    }
    // The position in each frame that is painted from now on.
    await reader.run((_, root) => {
      window.tops = new Set();
      const sample = () => {
        window.tops.add(Math.round(root.querySelector('[id$="-u40"]').getBoundingClientRect().top));
        requestAnimationFrame(sample);
      };
      sample();
    });
    const before = await line('u40');
    const changed = update(55, 60);
    await next(reader, json(live([62, 61, ...range(60, 56), changed, ...range(54, 51), ...range(49, 1)])));
    await reader.event('live', { added: 2, changed: 1, removed: 1 });
    await reader.until('the button says how many', button);
    assert.equal(await reader.run(button), '2 new updates');
    await reader.until('it is announced', (_, root) => root.querySelector('.live-bar [role=status]').textContent === '2 new updates');
    await reader.frame();
    // WebKitGTK scrolls by whole pixels.
    const tolerance = testPage.engine === 'webkit' ? 1.5 : 1;
    assert.ok(Math.abs(await line('u40') - before) < tolerance, `moved by ${await line('u40') - before}`);
    assert.ok(await reader.run((_, root) => root.querySelector('[id$="-u55"] .live-changed') !== null));
    assert.ok(await reader.run((_, root) => !root.querySelector('[id$="-u50"]')));
    await next(reader, json(live([63, 62, 61, ...range(60, 56), changed, ...range(54, 51), ...range(49, 1)])));
    await reader.until('the count grows', (_, root) => root.querySelector('.live-bar button').textContent === '3 new updates');
    assert.equal(await reader.run((_, root) => root.querySelector('.live-bar [role=status]').textContent), '2 new updates', 'announced once');
    await reader.run((_, root) => root.querySelector('.live-bar button').click());
    await reader.until('they are there', (_, root) => root.querySelector('[id$="-u63"]'));
    await reader.frame();
    assert.ok(Math.abs(await line('u40') - before) < tolerance, `moved by ${await line('u40') - before}`);
    assert.deepEqual((await titles(reader)).slice(0, 5), ['63', '62', '61', '60', '59']);
    assert.equal(await reader.run((host) => host.article.body.length), 62);
    const tops = await reader.run(() => [...window.tops]);
    assert.ok(Math.max(...tops) - Math.min(...tops) <= 1, `positions in frames: ${tops}`);
    // Each update has its own address.
    const prefix = await reader.run((_, root) => new Set([...root.querySelectorAll('.update')].map(({ id }) => id.replace(/u\d+$/, ''))).size);
    assert.equal(prefix, 1, 'new updates have the prefix of the reader');
    await reader.run((_, root) => root.querySelector('[id$="-u63"] .when a').click());
    await reader.until('the address of the page has it', () => location.hash === '#u63');
    await testPage.assertClean();
  });

  test('an update can move, the coverage ends, and nothing is requested afterwards', async () => {
    const reader = await open(live([3, 2, 1]));
    await next(reader, json(live([1, 3, 2])));
    await reader.event('live', { added: 0, changed: 0, removed: 0 });
    assert.deepEqual(await titles(reader), ['1', '3', '2']);
    const count = testPage.site.requestsTo('/live.json').length;
    testPage.site.put('/live.json', json(live([4, 1, 3, 2], { live: false })));
    await reader.until('a request waits', () => window.heldTimers().length > 0);
    await reader.run(() => window.passTimers());
    await reader.event('live', { added: 1 });
    assert.equal(await reader.run(() => window.heldTimers().length), 0);
    assert.equal(testPage.site.requestsTo('/live.json').length, count + 1);
    await reader.run((_, root) => root.querySelector('.live-bar button').click());
    await reader.until('it is there', (_, root) => root.querySelector('[id$="-u4"]'));
    assert.deepEqual(await titles(reader), ['4', '1', '3', '2']);
  });

  /** Describes the list of key updates. Runs in the page. */
  const keyUpdates = (_, root) => [...root.querySelectorAll('nav[part=key-updates] a')].map((link) => [link.getAttribute('href'), link.querySelector('span').textContent, link.querySelector('time').dateTime, link.querySelector('time').textContent.length > 4]);

  test('key updates are a list to jump by, in pages that a browser or a server renders', async () => {
    const key = (number, more) => update(number, 12, { key: true, ...more });
    const article = live([...range(30, 21), key(20), ...range(19, 11), key(10), ...range(9, 1)]);
    const config = join(mkdtempSync(join(tmpdir(), 'baca-')), 'news.json');
    writeFileSync(config, JSON.stringify({ live: { every: 15 } }));
    const html = render(article, '--fragment', '--config', config, '--config-url', '/news.json', '--src', '/live.json');
    testPage.site.put('/live.json', json(article));
    testPage.site.put('/news.json', json({ live: { every: 15 } }));
    const served = await testPage.visit(html, { lang: 'en' });
    await served.ready();
    const before = await served.run(keyUpdates);
    const reader = await open(article);
    const shown = await reader.run(keyUpdates);
    assert.deepEqual(shown, before);
    assert.deepEqual(shown.map(([href, text]) => [href, text]), [['#u20', 'Update 20'], ['#u10', 'Update 10']]);
    assert.equal(await reader.run((_, root) => root.querySelector('[part=key-updates]').getAttribute('aria-label')), 'Key updates');
    // On screen, the list changes without moving what is below it. What waits behind the button is not in it.
    const top = () => reader.run((_, root) => root.querySelector('.body').getBoundingClientRect().top);
    const line = await top();
    await next(reader, json(live([key(31), ...range(30, 21), key(20, { title: 'A much longer title that takes more than one line on any screen of a usual width, since it goes on and on and on' }), ...range(19, 1)])));
    await reader.event('live', { added: 1, changed: 2 });
    await reader.frame();
    assert.deepEqual((await reader.run(keyUpdates)).map(([href]) => href), ['#u20']);
    assert.equal(await top(), line);
    if (testPage.engine === 'chromium') assert.deepEqual(await reader.shifts(), []);
    await reader.run((_, root) => root.querySelector('.live-bar button').click());
    await reader.until('the new one is listed', (_, root) => root.querySelectorAll('[part=key-updates] a').length === 2);
    assert.deepEqual((await reader.run(keyUpdates)).map(([href]) => href), ['#u31', '#u20']);
    await reader.run((_, root) => root.querySelectorAll('[part=key-updates] a')[1].click());
    await reader.until('its update is at the upper edge', (_, root) => {
      const { top } = root.querySelector('[id$="-u20"]').getBoundingClientRect();
      return location.hash === '#u20' && top >= -1 && top < 200;
    });
    await testPage.assertClean();
    // No update, no list.
    const none = await open(live([2, 1]));
    assert.deepEqual(await none.run(keyUpdates), []);
  });

  test('a clock that is wrong does not stop the coverage, and no time is in the future', async () => {
    for (const years of [-20, 20]) {
      testPage.site.put('/wrong.js', text(`const now = Date.now; Date.now = () => now() + ${years} * 31557600000;`, typeOf('.js')));
      testPage.site.put('/live.json', json(live([2, 1], { liveUntil: years < 0 ? '2026-12-31T00:00:00Z' : undefined })));
      testPage.site.put('/news.json', json({ live: { every: 15 } }));
      testPage.site.put('/clock.js', text(CLOCK, typeOf('.js')));
      const reader = await testPage.read({ src: '/live.json', config: '/news.json' }, { lang: 'en', head: '<script src="/clock.js"></script><script src="/wrong.js"></script>' });
      await next(reader, json(live([3, 2, 1])));
      await reader.event('live', { added: 1 });
      const times = await reader.run((_, root) => [...root.querySelectorAll('.when time')].map(({ textContent }) => textContent));
      assert.ok(times.every((time) => !/ago|now|in \d/.test(time)), times.join());
    }
  });

  test('bad answers change nothing and make requests rarer', async () => {
    const reader = await open(live([2, 1]));
    const waits = [];
    // Another format, in which it is not the same article.
    const otherFormat = { version: 'https://jsonfeed.org/version/1.1', items: [{ id: 'nine', content_text: 'Nine.' }] };
    for (const respond of [status(503), text('', 'text/plain', { status: 429, headers: { 'retry-after': '300' } }), text('<!doctype html><title>Log in</title><p>Please log in.'), text('{"baca":1,'), json(live([], {})), json({ ...live([9]), id: 'other' }), json({ error: 'login' }), json(otherFormat)]) {
      await next(reader, respond);
      await reader.until('the next one waits', () => window.heldTimers().length > 0);
      waits.push((await reader.run(() => window.heldTimers()))[0]);
      assert.deepEqual(await titles(reader), ['2', '1']);
    }
    assert.ok(waits[0] >= 30_000 && waits[1] >= 300_000 && waits[2] >= 120_000, waits.join());
    assert.equal((await reader.events('live')).length, 0);
    await next(reader, json(live([3, 2, 1])));
    await reader.event('live', { added: 1 });
  });

  test('a server-rendered page goes on from what it shows without fetching twice', async () => {
    const config = { live: { every: 15 } };
    const file = join(mkdtempSync(join(tmpdir(), 'baca-')), 'news.json');
    writeFileSync(file, JSON.stringify(config));
    const article = live(range(5, 1));
    const html = render(article, '--fragment', '--config', file, '--config-url', '/news.json', '--src', '/live.json');
    testPage.site.put('/news.json', json(config));
    testPage.site.put('/live.json', json(article));
    testPage.site.put('/clock.js', text(CLOCK, typeOf('.js')));
    const reader = await testPage.visit(html, { lang: 'en', head: '<script src="/clock.js"></script>' });
    await reader.ready();
    await reader.until('a request waits', () => window.heldTimers().length > 0);
    assert.equal(testPage.site.requestsTo('/live.json').length, 0);
    await next(reader, json(live([6, 5, update(4, 30), 3, 2, 1])));
    await reader.event('live', { added: 1, changed: 1, removed: 0 });
    await reader.run((_, root) => root.querySelector('.live-bar button').click());
    await reader.until('it is there', (_, root) => root.querySelector('[id$="-u6"]'));
    assert.deepEqual(await titles(reader), ['6', '5', '4', '3', '2', '1']);
  });
});
