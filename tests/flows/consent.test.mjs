// Who gets what, and who says so: nothing of others is loaded before the reader, or the site's consent
// manager, has allowed it. And which tab is open at first.

import assert from 'node:assert/strict';
import { accessible } from '../support/axe.mjs';
import { choose, GISCUS, reachable, UTTERANCES } from '../support/comments.mjs';
import { flow, test } from '../support/flow.mjs';
import { pattern, t } from '../support/locales.mjs';

const word = (key, values) => t('id', `rooms.${key}`, values);

/** A consent manager as IAB TCF 2.2 describes it; `decide(yes)` is the reader's word. */
const MANAGER = `<script>
  const listeners = new Map(); let last = 0; window.consents = undefined;
  const data = (id) => ({ listenerId: id, gdprApplies: true, eventStatus: window.consents === undefined ? 'cmpuishown' : 'useractioncomplete', purpose: { consents: { 1: window.consents === true } } });
  window.__tcfapi = (command, version, callback, parameter) => {
    if (command === 'addEventListener') { const id = ++last; listeners.set(id, callback); callback(data(id), true); }
    if (command === 'removeEventListener') callback(listeners.delete(parameter));
  };
  window.decide = (yes) => { window.consents = yes; listeners.forEach((callback, id) => callback(data(id), true)); };
  window.listening = () => listeners.size;
</script>`;

flow('Consent', (stage) => {
  const open = async (providers, { consent, head, ...more } = {}) => {
    stage.site.json('/config.json', { comments: { providers: providers.map((one) => reachable(stage, one)), ...more }, ...(consent && { consent: { comments: consent } }) });
    const reader = await stage.read({ src: '/warta.json', config: '/config.json' }, { head });
    await reader.until('the room is there', (_, root) => root.querySelector('[part=comments]'));
    return reader;
  };
  const selected = (reader) => reader.run((_, root) => root.querySelector('[role=tab][aria-selected=true]')?.textContent ?? null);
  const panel = (reader) => reader.text('tabpanel');
  const reload = async () => {
    await stage.reload();
    const reader = stage.reader();
    await reader.ready();
    await reader.until('the room is there', (_, root) => root.querySelector('[part=comments]'));
    return reader;
  };
  const scroll = (reader) => reader.run((_, root) => root.querySelector('[part=comments]').scrollIntoView());

  test('"ask" says who gets what, loads nothing before yes, remembers it, and lets it be taken back', async () => {
    const reader = await open([GISCUS, UTTERANCES], { consent: 'ask' });
    await choose(reader, 0);
    await reader.event('comments', { provider: 'giscus', state: 'asking' });
    assert.ok((await panel(reader)).includes(word('consentAsk', { name: 'giscus', host: 'giscus.app' })));
    assert.deepEqual(stage.proxy.fromPages, []);
    await accessible(stage.driver, 'asking');
    await reader.press(word('consentAllow'));
    await reader.event('comments', { provider: 'giscus', state: 'ready' });
    // For this one alone.
    await choose(reader, 1);
    await reader.event('comments', { provider: 'utterances', state: 'asking' });
    assert.ok(stage.proxy.fromPages.every((asked) => asked.startsWith('giscus.app')));
    const again = await reload();
    await choose(again, 0);
    await again.event('comments', { provider: 'giscus', state: 'ready' });
    await again.press(word('consentWithdraw'));
    await again.event('comments', { provider: 'giscus', state: 'asking' });
    assert.equal(await again.run((_, root) => root.querySelectorAll('iframe.frame').length), 0);
    const asked = stage.proxy.fromPages.length;
    const third = await reload();
    await choose(third, 0);
    await third.event('comments', { provider: 'giscus', state: 'asking' });
    assert.equal(stage.proxy.fromPages.length, asked);
  });

  test('"tcf" waits for the consent manager, and closes when it takes consent back', async () => {
    const reader = await open([GISCUS, UTTERANCES], { consent: 'tcf', head: MANAGER });
    await choose(reader, 0);
    await reader.event('comments', { provider: 'giscus', state: 'asking' });
    assert.match(await panel(reader), pattern('id', 'rooms.consentRefused'));
    await reader.run(() => decide(false));
    assert.deepEqual(stage.proxy.fromPages, []);
    await reader.run(() => decide(true));
    await reader.event('comments', { provider: 'giscus', state: 'ready' });
    await reader.run(() => decide(false));
    await reader.until('it is closed', (_, root) => root.querySelectorAll('iframe.frame').length === 0);
    assert.equal(await reader.run(() => listening()), 1);
    await reader.run((host) => host.remove());
    await reader.wait(() => new Promise((done) => setTimeout(done)));
    assert.equal(await reader.run(() => listening()), 0);
  });

  test('"tcf" without a manager on the page asks by itself', async () => {
    const reader = await open([GISCUS, UTTERANCES], { consent: 'tcf' });
    await choose(reader, 0);
    await reader.event('comments', { provider: 'giscus', state: 'asking' });
    await reader.press(word('consentAllow'));
    await reader.event('comments', { provider: 'giscus', state: 'ready' });
  });

  test('"granted" asks nothing; choosing a tab is still the reader\'s', async () => {
    const reader = await open([GISCUS, UTTERANCES], { consent: 'granted' });
    await scroll(reader);
    await reader.frame();
    assert.deepEqual(stage.proxy.fromPages, []);
    await choose(reader, 0);
    await reader.event('comments', { provider: 'giscus', state: 'ready' });
  });

  test('the last tab is open again, and loads nothing before its button is pressed', async () => {
    const reader = await open([GISCUS, UTTERANCES]);
    assert.equal(await selected(reader), null);
    await choose(reader, 1);
    await reader.event('comments', { provider: 'utterances', state: 'ready' });
    const asked = stage.proxy.fromPages.length;
    const again = await reload();
    await again.until('the tab is open', (_, root) => root.querySelector('[role=tab][aria-selected=true]')?.textContent === 'utterances');
    await scroll(again);
    await again.frame();
    assert.equal(stage.proxy.fromPages.length, asked);
    await again.press(word('commentsShow', { name: 'utterances' }));
    await again.event('comments', { provider: 'utterances', state: 'ready' });
  });

  test('the site says which tab is open at first, and that it may load when the reader is near', async () => {
    const reader = await open([GISCUS, UTTERANCES], { default: 'utterances' });
    await reader.until('the tab is open', (_, root) => root.querySelector('[role=tab][aria-selected=true]')?.textContent === 'utterances');
    await scroll(reader);
    await reader.frame();
    assert.deepEqual(stage.proxy.fromPages, []);
    const near = await open([GISCUS, UTTERANCES], { default: 'utterances', load: 'near' });
    await near.until('the tab is open', (_, root) => root.querySelector('[role=tab][aria-selected=true]'));
    assert.deepEqual(stage.proxy.fromPages, []);
    await scroll(near);
    await near.event('comments', { provider: 'utterances', state: 'ready' });
  });

  test('"near" does not outweigh "ask"', async () => {
    const reader = await open([GISCUS, UTTERANCES], { default: 'giscus', load: 'near', consent: 'ask' });
    await scroll(reader);
    await reader.frame();
    assert.deepEqual(stage.proxy.fromPages, []);
    await reader.press(word('consentAllow'));
    await reader.event('comments', { provider: 'giscus', state: 'ready' });
  });
});
