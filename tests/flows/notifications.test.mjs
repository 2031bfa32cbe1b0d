// The question about notifications: after reading, one sentence, and a memory of no. What yes leads
// to is in push.test.mjs.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configuration } from '../support/articles.mjs';
import { file } from '../support/answers.mjs';
import { accessible } from '../support/axe.mjs';
import { flow } from '../support/flow.mjs';
import { t } from '../support/locales.mjs';
import { STATIC } from '../support/paths.mjs';
import { join } from 'node:path';

const KEY = 'BEl62iUYgUivxIkv69yViEuiBIa-Ib9-SkvMeAtA3LFgDzkrxZJjSgSnfckjBJuBkr3qBUYIHBQFLXYp5Nksh8U';
const notifications = { vapidPublicKey: KEY, serviceWorker: '/baca-sw.js', subscribe: '/push/subscribe', topics: ['terkini'], after: { seconds: 0 } };

const open = async (stage, more = {}) => {
  stage.site.put('/baca-sw.js', file(join(STATIC, 'baca-sw.js')));
  stage.site.json('/config.json', { ...configuration, notifications: { ...notifications, ...more } });
  return stage.read({ src: '/warta.json', config: '/config.json' });
};
const prompt = (reader) => reader.until('the question is asked', (_, root) => root.querySelector('[part~=prompt]'));
const silent = async (stage, reader) => {
  await reader.event('view');
  // The question would come with the first second of reading at the latest.
  const begun = Date.now();
  await reader.until('two seconds have passed', (_, __, begun) => Date.now() - begun > 2000, begun);
  assert.equal(await reader.run((_, root) => root.querySelector('[part~=prompt]')), null);
};

flow('The question about notifications', (stage) => {
  test('names the site, takes no focus, and is accessible', async () => {
    const reader = await open(stage);
    await prompt(reader);
    assert.ok((await reader.text('prompt')).startsWith(t('id', 'rooms.promptText', { site: 'Warta Pesisir' })));
    await reader.the('region', t('id', 'rooms.promptLabel'));
    assert.equal(await reader.focused(), null);
    await accessible(stage.driver, 'prompt');
  });

  test('waits until enough has been read', async () => {
    const reader = await open(stage, { after: { seconds: 0, percent: 90 } });
    await silent(stage, reader);
    await reader.run((_, root) => root.querySelector('[part~="editor"]').scrollIntoView({ block: 'end', behavior: 'instant' }));
    await prompt(reader);
  });

  test('takes no for an answer, for days', async () => {
    const reader = await open(stage);
    await prompt(reader);
    await reader.press(t('id', 'rooms.promptNo'));
    await reader.event('notifications', { state: 'refused' });
    await reader.until('the question is gone', (_, root) => !root.querySelector('[part~=prompt]'));
    const kept = JSON.parse(await reader.run(() => localStorage.getItem('baca:notifications')));
    assert.equal(kept.refusals, 1);
    assert.ok(Math.abs(kept.until - Date.now() - 3 * 86_400_000) < 600_000, `silent until ${new Date(kept.until)}`);
    await stage.driver.navigate().refresh();
    await reader.ready();
    await silent(stage, reader);
    await reader.run(() => localStorage.setItem('baca:notifications', JSON.stringify({ refusals: 1, until: Date.now() - 1, views: 3 })));
    await stage.driver.navigate().refresh();
    await reader.ready();
    await prompt(reader);
  });

  test('is not asked where the site does not offer it, nor in a frame of another', async () => {
    const reader = await stage.read({ src: '/warta.json', config: '/config.json' });
    await silent(stage, reader);
  });
}, { engines: ['firefox'] });
