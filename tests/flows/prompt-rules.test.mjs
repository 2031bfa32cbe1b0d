// When and where the notification prompt appears, without a page.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bundleLoader } from '../support/loader-bundle.mjs';

const source = bundleLoader('export * from "./beside/prompt-rules.ts"; export { placementBeside } from "./beside/prompt-placement.ts";');
const { afterRefusal, allowsPrompt, historyOf, placementBeside, rulesOf } = await import(`data:text/javascript,${encodeURIComponent(source)}`);

const DAY = 86_400_000;
const rules = { seconds: 20, percent: 30, views: 2, days: [3, 7, 30] };
const read = { seconds: 20, percent: 30 };

test('the prompt waits for time, reading and articles', () => {
  const history = { refusals: 0, until: 0, views: 2 };
  assert.ok(allowsPrompt(history, rules, 0, read));
  assert.ok(!allowsPrompt(history, rules, 0, { ...read, seconds: 19 }));
  assert.ok(!allowsPrompt(history, rules, 0, { ...read, percent: 29 }));
  assert.ok(!allowsPrompt({ ...history, views: 1 }, rules, 0, read));
});

test('each refusal postpones the prompt for longer, and the last pause repeats', () => {
  let history = { refusals: 0, until: 0, views: 9 };
  let now = 0;
  for (const days of [3, 7, 30, 30]) {
    history = afterRefusal(history, rules, now);
    assert.equal(history.until, now + days * DAY);
    assert.ok(!allowsPrompt(history, rules, history.until - 1, read));
    assert.ok(allowsPrompt(history, rules, history.until, read));
    now = history.until;
  }
  assert.equal(history.refusals, 4);
});

test('one refusal in two tabs counts once', () => {
  const once = afterRefusal({ refusals: 0, until: 0, views: 1 }, rules, 0);
  assert.deepEqual(afterRefusal(once, rules, 1000), once);
});

test('invalid values of the stored history count as zero', () => {
  assert.deepEqual(historyOf({ refusals: 2, until: 1.5e12, views: 7 }), { refusals: 2, until: 1.5e12, views: 7 });
  for (const stored of [null, 7, [], { refusals: 'x', until: null, views: -3 }]) {
    assert.deepEqual(historyOf(stored), { refusals: 0, until: 0, views: 0 });
  }
});

test('the rules are those of the configuration; what is missing or invalid has its default', () => {
  const usual = { seconds: 20, percent: 0, views: 1, days: [3, 7, 30] };
  assert.deepEqual(rulesOf({ after: { seconds: 0, percent: 30, views: 2 }, remindAfterDays: [0, 2] }), { seconds: 0, percent: 30, views: 2, days: [0, 2] });
  assert.deepEqual(rulesOf({ after: { seconds: ' 5 ', views: '2.9' }, remindAfterDays: 4 }), { ...usual, seconds: 5, views: 2, days: [4] });
  for (const notifications of [
    {}, { after: 5, remindAfterDays: 'x' }, { after: { seconds: 'soon', percent: null, views: 0 }, remindAfterDays: [] }, { after: { views: 1e10 }, remindAfterDays: [-1, '3'] },
  ]) assert.deepEqual(rulesOf(notifications), usual, JSON.stringify(notifications));
});

test('a card fits beside the text, or the prompt is a sheet', () => {
  assert.deepEqual(placementBeside(343, 937, 1280), { side: 'left', width: 303 });
  assert.deepEqual(placementBeside(700, 1300, 2000), { side: 'left', width: 384 });
  assert.deepEqual(placementBeside(16, 610, 1000), { side: 'right', width: 350 });
  assert.deepEqual(placementBeside(16, 396, 412), { side: 'sheet', width: 0 });
  assert.deepEqual(placementBeside(194, 1086, 1280), { side: 'sheet', width: 0 });
});
