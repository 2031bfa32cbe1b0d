// What a site learns of reading: by events always, by requests only where it asks for them.

import assert from 'node:assert/strict';
import { flow, test } from '../support/flow.mjs';

flow('Analytics', (stage) => {
  const collected = () => stage.site.requestsTo('/collect').filter(({ complete }) => complete).map(({ body }) => JSON.parse(body));
  const toEnd = (reader) => reader.run((_, root) => root.querySelector('[part~="editor"]').scrollIntoView({ block: 'end', behavior: 'instant' }));

  test('the view and each quarter are told once, as events and to the endpoint', async () => {
    const reader = await stage.read({ src: '/warta.json', config: '/config.json' });
    await reader.event('view');
    await toEnd(reader);
    await reader.event('progress', { percent: 100 });
    const percents = (await reader.events('progress')).map(({ detail }) => detail.percent);
    assert.deepEqual(percents, [...new Set(percents)].sort((a, b) => a - b), 'each step once, in order');
    await stage.site.until(() => collected().some(({ type, percent }) => type === 'progress' && percent === 100), 'the last quarter');
    const sent = collected();
    assert.equal(sent.filter(({ type }) => type === 'view').length, 1);
    assert.deepEqual(sent.filter(({ type }) => type === 'progress').map(({ percent }) => percent).sort((a, b) => a - b), [25, 50, 75, 100]);
    for (const { url, headline } of sent) assert.deepEqual([url, headline], [stage.page.article.url, stage.page.article.headline]);
    assert.ok(stage.site.requestsTo('/collect').every(({ method, headers }) => method === 'POST' && !headers.cookie));
  });

  test('attention is told at the end', async () => {
    const reader = await stage.read({ src: '/warta.json', config: '/config.json' });
    await reader.event('view');
    // A whole second of reading must have been counted before there is something to tell.
    const begun = Date.now();
    await reader.until('a second has been read', (_, __, begun) => Date.now() - begun > 2200, begun);
    await reader.run((host) => host.remove());
    await reader.until('attention is told', () => window.record.events.length);
    await stage.site.until(() => collected().some(({ type, ms }) => type === 'engaged' && ms >= 1000), 'the attention');
  });

  test('without an endpoint nothing is sent', async () => {
    stage.site.json('/config.json', { ...stage.page.configuration, analytics: undefined });
    const reader = await stage.read({ src: '/warta.json', config: '/config.json' });
    await reader.event('view');
    await toEnd(reader);
    await reader.event('progress', { percent: 100 });
    assert.deepEqual(stage.site.requests.filter(({ method }) => method !== 'GET'), []);
    assert.deepEqual(stage.proxy.fromPages, []);
  });
}, { engines: ['chromium', 'firefox'], everyPage: true });
