// The rules of the page of a newsroom that need no page: where places go, how live articles are merged and fetched.

import assert from 'node:assert/strict';
import { buildSync } from 'esbuild';
import { join } from 'node:path';
import { test } from 'node:test';
import { render } from '../support/rendered.mjs';
import { REPOSITORY } from '../support/paths.mjs';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';

/** Imports a file of the loader. */
async function load(file) {
  const { text } = buildSync({ entryPoints: [join(REPOSITORY, 'static/loader/newsroom', file)], bundle: true, format: 'esm', write: false }).outputFiles[0];
  return import(`data:text/javascript,${encodeURIComponent(text)}`);
}
const { placesOf } = await load('spacing.ts');
const { compare, keysOf } = await load('merge.ts');
const { nextWait, retryAfter } = await load('polling.ts');
const { ago } = await load('live-body.ts');

/** Returns a function that gives numbers below its argument, the same ones in each run. */
function generator(seed) {
  return (below) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return (seed >>> 16) % below;
  };
}

const BLOCKS = {
  text: (index) => `Paragraph ${index}.`,
  heading: (index) => ({ type: 'heading', text: `Heading ${index}` }),
  float: (index) => ({ type: 'image', src: `/${index}.jpg`, alt: '', size: 'left' }),
  other: () => ({ type: 'divider' }),
};

const rule = (name, given) => ({ name, at: 'after', after: 0, every: 0, max: undefined, ...given });

test('the places of 1,000 generated bodies are apart from headings, floats and one another', () => {
  const random = generator(20260301);
  const names = ['text', 'text', 'text', 'text', 'heading', 'float', 'other'];
  for (let index = 0; index < 1000; index++) {
    const roles = Array.from({ length: 1 + random(60) }, () => names[random(names.length)]);
    const rules = [rule('a', { after: 1 + random(6), every: random(6), max: random(5) || undefined }), rule('b', { after: 1 + random(9), every: random(4) }), rule('c', { at: 'end' })];
    const found = placesOf(roles, rules);
    for (const [at, { before, rule }] of found.entries()) {
      if (at) assert.ok(found[at - 1].before < before, JSON.stringify({ roles, found }));
      if (rules[rule].at !== 'after') continue;
      assert.ok(before < roles.length && roles[before - 1] !== 'heading' && roles[before - 1] !== 'float' && roles[before - 2] !== 'float', JSON.stringify({ roles, found }));
      assert.ok(roles.slice(0, before).filter((role) => role === 'text').length >= rules[rule].after);
    }
  }
});

test('server-rendered pages have the places where the browser puts them', () => {
  const random = generator(7);
  for (let index = 0; index < 6; index++) {
    const roles = Array.from({ length: 90 }, () => ['text', 'text', 'text', 'heading', 'float', 'other'][random(6)]);
    const given = [{ name: 'a', after: 1 + random(6), every: 1 + random(6) }, { name: 'b', after: 1 + random(9), every: 1 + random(4), max: 6 }, { name: 'c', at: 'before-body' }, { name: 'd', at: 'end' }];
    const file = join(mkdtempSync(join(tmpdir(), 'baca-')), 'news.json');
    writeFileSync(file, JSON.stringify({ places: given }));
    const html = render({ baca: 1, headline: 'x', body: roles.map((role, at) => BLOCKS[role](at)) }, '--fragment', '--config', file);
    const expected = placesOf(roles, given.map(({ name, ...members }) => rule(name, members))).map(({ rule, number }) => `baca-${given[rule].name}-${number}`);
    assert.deepEqual([...html.matchAll(/<slot name="(baca-[a-d]-\d+)"/g)].map(([, slot]) => slot), expected);
  }
});

const update = (id, text = 'x') => ({ type: 'update', id, published: `2026-03-01T10:00:0${id}Z`, body: [text] });

test('versions of a live article are compared by id', () => {
  const before = [update(3), update(2), update(1)];
  const none = { added: [], changed: [], removed: [], isReordered: false };
  assert.deepEqual(compare(before, structuredClone(before)), none);
  assert.deepEqual(compare(before, [update(4), ...before]), { ...none, added: ['id 4'] });
  assert.deepEqual(compare(before, [update(3), update(2, 'y'), update(1)]), { ...none, changed: ['id 2'] });
  assert.deepEqual(compare(before, [update(3), update(1)]), { ...none, removed: ['id 2'] });
  assert.deepEqual(compare(before, [update(1), update(3), update(2)]), { ...none, isReordered: true });
  assert.deepEqual(compare(before, [update(1), update(4), update(3, 'y')]), { added: ['id 4'], changed: ['id 3'], removed: ['id 2'], isReordered: true });
  assert.deepEqual(compare([], before), { ...none, added: ['id 3', 'id 2', 'id 1'] });
  // The order of members is no change.
  assert.deepEqual(compare([{ id: 'a', text: 'x', type: 'paragraph' }], [{ type: 'paragraph', text: 'x', id: 'a' }]), none);
});

test('blocks without an id are recognized by time or content, and equal ones are counted', () => {
  const { id: _id, ...timed } = update(1);
  assert.deepEqual(keysOf([timed, 'A line.', 'A line.', { type: 'divider' }, update(1), update(1)]), [
    'at 2026-03-01T10:00:01Z', 'is "A line."', 'is "A line." (2)', 'is {"type":"divider"}', 'id 1', 'id 1 (2)',
  ]);
  assert.deepEqual(compare([timed], [{ ...timed, title: 'New' }]), { added: [], changed: ['at 2026-03-01T10:00:01Z'], removed: [], isReordered: false });
  assert.deepEqual(compare(['A', 'B'], ['B', 'C']), { added: ['is "C"'], changed: [], removed: ['is "A"'], isReordered: false });
  assert.deepEqual(keysOf([null, 7, { id: '' }]), ['is null', 'is 7', 'is {"id":""}']);
});

test('requests are spread, and rarer after failures', () => {
  assert.equal(nextWait(30_000, 0, 0, 0), 30_000);
  assert.equal(nextWait(30_000, 0, 0, 1), 36_000);
  assert.equal(nextWait(30_000, 2, 0, 0), 120_000);
  assert.equal(nextWait(30_000, 99, 0, 0), 600_000);
  assert.equal(nextWait(30_000, 1, 3_600_000, 0), 3_600_000);
  const now = Date.parse('2026-03-01T10:00:00Z');
  for (const [value, expected] of [[null, 0], ['120', 120_000], ['Sun, 01 Mar 2026 10:01:00 GMT', 60_000], ['Sun, 01 Mar 2026 09:00:00 GMT', 0], ['soon', 0], ['99999999', 3_600_000]]) {
    assert.equal(retryAfter(value, now), expected, String(value));
  }
});

test('times are relative for a day, also with clocks that are wrong', () => {
  const now = Date.parse('2026-03-01T10:00:00Z');
  assert.equal(ago('en', now - 5000, now), 'now');
  assert.equal(ago('en', now - 61_000, now), '1 minute ago');
  assert.equal(ago('id', now - 7_200_000, now), '2 jam yang lalu');
  for (const time of [now + 60_000, now - 90_000_000, NaN]) assert.equal(ago('en', time, now), undefined);
});
