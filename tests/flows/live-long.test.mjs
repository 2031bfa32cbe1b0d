// Live coverage for hours, with a simulated clock: memory stays flat, and each update is drawn once.

import assert from 'node:assert/strict';
import { devtools } from '../support/devtools.mjs';
import { json, text, typeOf } from '../support/http-responses.mjs';
import { flow, test } from '../support/flow.mjs';

/** Length of the coverage, its updates, and how many of them the site keeps in the article. */
const HOURS = 6;
const UPDATES = 2000;
const KEPT = 60;
const EVERY_S = 120;
const POLLS_PER_HOUR = 3600 / EVERY_S;

/**
 * A clock that `advance(ms)` moves. Timers of more than 5 s run on it, except the limits of downloads (20 s); the rest
 * of the page runs in real time. Also counts the articles that are rendered outside of the page, and the elements of
 * updates that come into it.
 */
const CLOCK = `const { setTimeout: wait, clearTimeout: cancel } = window;
const start = Date.now();
let passed = 0;
const held = new Map();
let last = 1e9;
Date.now = () => start + passed;
window.setTimeout = (run, ms = 0, ...values) => {
  if (ms < 5000 || ms === 20000) return wait(run, ms, ...values);
  held.set(++last, { run, at: passed + ms, ms });
  return last;
};
window.clearTimeout = (id) => held.delete(id) || cancel(id);
const isPoll = ({ ms }) => ms >= 15000;
window.advance = async (ms) => {
  const end = passed + ms;
  for (;;) {
    // The next request is due only after the answer of the last one was handled.
    while (!document.hidden && ![...held.values()].some(isPoll)) await new Promise((done) => wait(done));
    const [id, timer] = [...held].sort(([, a], [, b]) => a.at - b.at)[0] ?? [];
    if (!timer || timer.at > end) break;
    held.delete(id);
    passed = Math.max(passed, timer.at);
    timer.run();
    await null;
  }
  passed = end;
};
window.rendered = 0;
const attach = Element.prototype.attachShadow;
Element.prototype.attachShadow = function (...options) {
  if (this.localName === 'div') window.rendered += 1;
  return attach.apply(this, options);
};
window.drawn = {};
window.countDrawn = (root) => new MutationObserver((records) => {
  const nodes = records.flatMap(({ addedNodes }) => [...addedNodes]);
  // A new section is recorded, and so is what is put into it afterwards.
  const updates = nodes.flatMap((node) => (node.matches?.('.update') ? [node] : [...node.querySelectorAll?.('.update') ?? []]));
  for (const { id } of new Set(updates)) window.drawn[id.replace(/.*-/, '')] = (window.drawn[id.replace(/.*-/, '')] ?? 0) + 1;
}).observe(root.querySelector('.body'), { childList: true, subtree: true });`;

flow('Hours of live coverage', (testPage) => {
  test(`${UPDATES} updates in ${HOURS} hours: memory is flat, each is drawn once, and requests stop in a hidden tab`, async () => {
    const began = Date.now();
    const update = (number) => ({
      type: 'update', id: `u${number}`, published: new Date(began + number * 1000).toISOString(), title: `Update ${number}`, key: number % 10 === 0,
      body: [`The words of update ${number}. ${'The tide comes in. '.repeat(8)}`],
    });
    const { site } = testPage;
    let count = KEPT;
    const first = count;
    const article = () => ({ baca: 1, id: 'eclipse', lang: 'en', headline: 'Eclipse', live: true, body: Array.from({ length: KEPT }, (_, index) => update(count - index)) });
    const polls = HOURS * POLLS_PER_HOUR;
    let answered = 0;
    site.put('/live.json', (response) => {
      count = first + Math.min(UPDATES, Math.ceil((answered * UPDATES) / (polls - 10)));
      answered += 1;
      json(article())(response);
    });
    site.put('/news.json', json({ live: { every: EVERY_S } }));
    site.put('/clock.js', text(CLOCK, typeOf('.js')));
    const reader = await testPage.read({ src: '/live.json', config: '/news.json' }, { lang: 'en', head: '<script src="/clock.js"></script>' });
    await reader.wait((_, root) => {
      // Without jitter, each hour has the same number of requests.
      Math.random = () => 0;
      window.countDrawn(root);
    });
    const session = await devtools(testPage.driver, 'page', await reader.run(() => location.href));
    const measure = async () => {
      await session.send('HeapProfiler.collectGarbage');
      const { nodes, jsEventListeners: listeners } = await session.send('Memory.getDOMCounters');
      const { usedSize: heap } = await session.send('Runtime.getHeapUsage');
      return { nodes, listeners, heap };
    };
    const measured = [];
    for (let hour = 0; hour < HOURS; hour += 1) {
      // Somebody presses the button every few minutes.
      await reader.wait(async (_, root, { polls, every }) => {
        for (let poll = 0; poll < polls; poll += 3) {
          await window.advance(3 * every * 1000);
          root.querySelector('.live-bar button')?.click();
        }
      }, { polls: POLLS_PER_HOUR, every: EVERY_S });
      await reader.until('the button is gone', (_, root) => !root.querySelector('.live-bar'));
      await reader.frame();
      measured.push(await measure());
    }
    const shown = await reader.run((_, root) => [...root.querySelectorAll('.update')].map(({ id }) => id.replace(/.*-/, '')));
    assert.equal(shown.length, KEPT);
    assert.equal(shown[0], `u${first + UPDATES}`);
    const { drawn, rendered } = await reader.run(() => ({ drawn: window.drawn, rendered: window.rendered }));
    const expected = Array.from({ length: UPDATES }, (_, index) => `u${first + index + 1}`);
    assert.deepEqual(expected.filter((id) => drawn[id] !== 1), [], 'drawn more or less than once');
    assert.equal(Object.keys(drawn).length, UPDATES);
    assert.equal(rendered, UPDATES, 'nothing is rendered that is not shown');
    const [, early] = measured;
    const late = measured.at(-1);
    const all = JSON.stringify(measured);
    assert.ok(late.nodes <= early.nodes * 1.02 && late.listeners <= early.listeners + 2, all);
    assert.ok(late.heap <= early.heap * 1.1, all);

    // In a hidden tab nothing is requested for an hour, and once when it is visible again.
    const before = site.requestsTo('/live.json').length;
    await reader.wait(async () => {
      Object.defineProperty(document, 'hidden', { value: true, configurable: true });
      await window.advance(3_600_000);
    });
    assert.equal(site.requestsTo('/live.json').length, before);
    await reader.wait(async () => {
      delete document.hidden;
      document.dispatchEvent(new Event('visibilitychange'));
      await window.advance(1000);
    });
    assert.equal(site.requestsTo('/live.json').length, before + 1);
    session.close();
  });
}, { engines: ['chromium'] });
