// A panic in WebAssembly is handled: the page's own text is visible again, an event is dispatched, and the next
// load uses a new instance.

import assert from 'node:assert/strict';
import { warta } from '../support/articles.mjs';
import { mountModuleTabs } from '../support/comments.mjs';
import { flow, tag, test } from '../support/flow.mjs';
import { text, typeOf } from '../support/http-responses.mjs';

/**
 * Makes DOM functions throw: setting a text in the article's module causes a panic, and so does inserting an
 * element with Yew in the panels.
 */
const SABOTAGE = `
  window.sabotage = true;
  const throwIfSabotaged = (node) => {
    if (window.sabotage && node.getRootNode() instanceof ShadowRoot) throw new Error('sabotage');
  };
  const { insertBefore } = Node.prototype;
  Node.prototype.insertBefore = function (...args) {
    throwIfSabotaged(this);
    return insertBefore.apply(this, args);
  };
  const text = Object.getOwnPropertyDescriptor(Node.prototype, 'textContent');
  Object.defineProperty(Node.prototype, 'textContent', { ...text, set(value) {
    throwIfSabotaged(this);
    text.set.call(this, value);
  } });`;

flow('A panic', (testPage) => {
  test('while the article is rendered shows the page\'s text, and a retry succeeds', async () => {
    testPage.site.put('/sabotage.js', text(SABOTAGE, typeOf('.js')));
    const reader = await testPage.visit(tag({ src: '/warta.json' }, '<p>The page\'s own text</p>'), { head: '<script src="/sabotage.js"></script>' });
    await reader.failed();
    assert.equal((await reader.event('error')).detail.code, 'unsupported');
    assert.deepEqual(await reader.lightText(), ['The page\'s own text']);
    await reader.run(() => { window.sabotage = false; });
    await reader.run((_, root) => root.querySelector('[role=alert] button').click());
    await reader.ready();
    assert.equal(await reader.text('headline'), warta.headline);
    assert.deepEqual(testPage.site.requestsTo(/baca-app\.js$/).map(({ query }) => /again=1/.test(query)), [false, true], 'a new instance should render it');
  });

  test('in the toolbar shows the page\'s text', async () => {
    testPage.site.put('/sabotage.js', text(`${SABOTAGE} window.sabotage = false;`, typeOf('.js')));
    const reader = await testPage.read({ src: '/warta.json' }, { children: '<p>The page\'s own text</p>', head: '<script src="/sabotage.js"></script>' });
    await reader.run((_, root) => {
      window.sabotage = true;
      root.querySelector('.tools .larger').click();
    });
    await reader.failed();
    assert.deepEqual(await reader.lightText(), ['The page\'s own text']);
    assert.equal(await reader.run(() => document.title), 'A page');
  });

  test('of somebody else\'s WebAssembly leaves the reader alone, whatever its file is called', async () => {
    // A module with one function, `f`, that traps.
    const trap = Buffer.from([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11]);
    testPage.site.put('/other/baca-app_bg.wasm', text(trap, 'application/wasm'));
    testPage.site.put('/other.js', text(`window.heard = 0;
      addEventListener('error', () => (window.heard += 1));
      window.trap = async () => {
        const url = '/other/baca-app_bg.wasm';
        const named = await WebAssembly.instantiateStreaming(fetch(url));
        const unnamed = await WebAssembly.instantiate(await (await fetch(url)).arrayBuffer());
        for (const { instance } of [named, unnamed]) setTimeout(() => instance.exports.f());
      };`, typeOf('.js')));
    const host = await testPage.anotherSite({ cors: true, wasmType: 'application/octet-stream' });
    const reader = await testPage.read({ src: '/warta.json' }, { script: host.script, head: '<script src="/other.js"></script>' });
    await testPage.driver.executeScript('document.body.append(Object.assign(document.createElement("script"), { textContent: "trap()" }))');
    await reader.until('both have trapped', () => window.heard === 2);
    await reader.frame();
    assert.deepEqual(await reader.events('error'), []);
    await reader.press(/A\+/);
    await reader.event('text-size');
    assert.equal(await reader.state(), 'ready');
  });

  test('in the panels does not affect the article', async () => {
    testPage.site.put('/sabotage.js', text(`${SABOTAGE} window.sabotage = false;`, typeOf('.js')));
    const reader = await testPage.read({ src: '/warta.json', config: '/config.json' }, { head: '<script src="/sabotage.js"></script>' });
    await reader.tabs();
    await mountModuleTabs(reader);
    await reader.run((_, root) => {
      window.sabotage = true;
      root.querySelector('[role=tab]').click();
    });
    await reader.event('error', { code: 'unsupported' });
    await reader.run(() => { window.sabotage = false; });
    assert.equal(await reader.state(), 'ready');
    assert.deepEqual(await reader.run((_, root) => [...root.querySelectorAll('[data-place]:not([data-place=top])')].filter((place) => place.firstChild).map((place) => place.dataset.place)), ['tools'], 'the mount points with content');
    assert.equal(await reader.text('headline'), warta.headline);
    await reader.press(/A\+/);
    await reader.event('text-size');
  });
}, { engines: ['chromium', 'firefox'] });
