// A panic in WebAssembly is caught: the page's own text comes back, the site is told, the page goes
// on, and the next reader starts with a fresh instance.

import assert from 'node:assert/strict';
import { warta } from '../support/articles.mjs';
import { flow, tag, test } from '../support/flow.mjs';
import { text, typeOf } from '../support/answers.mjs';

/**
 * Breaks what no page breaks by mistake: a text that cannot be set ends the article's module, an element
 * that cannot be put where it belongs ends Yew in the rooms beside it.
 */
const SABOTAGE = `
  window.sabotage = true;
  const stumble = (node) => {
    if (window.sabotage && node.getRootNode() instanceof ShadowRoot) throw new Error('sabotage');
  };
  const { insertBefore } = Node.prototype;
  Node.prototype.insertBefore = function (...args) {
    stumble(this);
    return insertBefore.apply(this, args);
  };
  const text = Object.getOwnPropertyDescriptor(Node.prototype, 'textContent');
  Object.defineProperty(Node.prototype, 'textContent', { ...text, set(value) {
    stumble(this);
    text.set.call(this, value);
  } });`;

flow('A panic', (stage) => {
  test('while the article is drawn gives the page its text back, and can be tried again', async () => {
    stage.site.put('/sabotage.js', text(SABOTAGE, typeOf('.js')));
    const reader = await stage.visit(tag({ src: '/warta.json' }, '<p>The page\'s own text</p>'), { head: '<script src="/sabotage.js"></script>' });
    await reader.failed();
    assert.equal((await reader.event('error')).detail.code, 'unsupported');
    assert.deepEqual(await reader.light(), ['The page\'s own text']);
    await reader.run(() => { window.sabotage = false; });
    await reader.run((_, root) => root.querySelector('[role=alert] button').click());
    await reader.ready();
    assert.equal(await reader.text('headline'), warta.headline);
    assert.deepEqual(stage.site.requestsTo(/baca-app\.js$/).map(({ query }) => /again=1/.test(query)), [false, true], 'a fresh instance draws it');
  });

  test('while the article is read does the same', async () => {
    stage.site.put('/sabotage.js', text(`${SABOTAGE} window.sabotage = false;`, typeOf('.js')));
    const reader = await stage.read({ src: '/warta.json' }, { children: '<p>The page\'s own text</p>', head: '<script src="/sabotage.js"></script>' });
    await reader.run((_, root) => {
      window.sabotage = true;
      root.querySelector('.tools > [aria-expanded]').click();
    });
    await reader.failed();
    assert.deepEqual(await reader.light(), ['The page\'s own text']);
    assert.equal(await reader.run(() => document.title), 'A page');
  });

  test('beside the article leaves the article alone', async () => {
    stage.site.put('/sabotage.js', text(`${SABOTAGE} window.sabotage = false;`, typeOf('.js')));
    const reader = await stage.read({ src: '/warta.json', config: '/config.json' }, { head: '<script src="/sabotage.js"></script>' });
    await reader.until('there are tabs', (_, root) => root.querySelector('[role=tab]'));
    await reader.run((_, root) => {
      window.sabotage = true;
      root.querySelector('[role=tab]').click();
    });
    await reader.event('error', { code: 'unsupported' });
    await reader.run(() => { window.sabotage = false; });
    assert.equal(await reader.state(), 'ready');
    assert.deepEqual(await reader.run((_, root) => [...root.querySelectorAll('[data-place]')].filter((place) => place.firstChild).map((place) => place.dataset.place)), ['tools'], 'the places with something in them');
    assert.equal(await reader.text('headline'), warta.headline);
    await reader.press(/A\+/);
    await reader.event('text-size');
  });
}, { engines: ['chromium', 'firefox'] });
