// The playground: samples of each format, pasted content, what Baca says, the tag, and the link.

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { flow, test } from '../support/flow.mjs';
import { HOSTED, STATIC } from '../support/paths.mjs';
import { SAMPLES } from '../../static/playground/samples.js';

/** Names of formats by sample; the others have the name of their sample in lower case. */
const FORMATS = {
  'JSON Feed': 'json-feed', 'schema.org': 'schema-org', 'Arc ANS': 'ans', 'Apple News': 'apple-news',
  'ProseMirror, TipTap': 'prosemirror', 'Editor.js': 'editorjs', 'With mistakes': 'baca',
};

flow('The playground', (testPage) => {
  const open = async (hash = '') => {
    const site = await testPage.anotherSite({ bundle: join(HOSTED, '..'), folder: '/' });
    site.json('/own.json', { baca: 1, headline: 'By address', body: ['A.'] });
    await testPage.goTo(site.url(`/playground/index.html${hash}`));
    await testPage.reader().ready();
  };
  const run = (script, ...args) => testPage.driver.executeScript(script, ...args);
  const set = (name, value) => run(`const field = document.forms[0].elements[arguments[0]];
    field.value = arguments[1];
    field.dispatchEvent(new Event('change', { bubbles: true }));`, name, value);
  const lines = () => run('return [...document.querySelectorAll("#check li")].map((item) => item.textContent)');
  /** Waits until the list has a line that matches. */
  const says = (pattern) => testPage.until(`the list has ${pattern}`,
    'return [...document.querySelectorAll("#check li")].some((item) => new RegExp(arguments[0]).test(item.textContent))', pattern);

  test('shows a sample of each format, with what Baca says of it', async () => {
    await open();
    for (const name of Object.keys(SAMPLES)) {
      await set('sample', name);
      const format = FORMATS[name] ?? name.toLowerCase();
      await says(`^${format}: [1-9]\\d* blocks`);
      assert.deepEqual((await lines()).filter((line) => /error|not-an-article/.test(line)), [], name);
    }
    await says('titel');
    await says('dek');
    assert.ok(!(await lines()).includes('nothing was dropped'));
    await set('sample', 'Ghost');
    await says('nothing was dropped');
  });

  test('offers every language of the controls', async () => {
    await open();
    const offered = await run('return [...document.forms[0].elements.lang.options].map(({ value }) => value).filter(Boolean)');
    const all = readdirSync(join(STATIC, 'locales')).filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -5));
    assert.deepEqual(offered.sort(), all.sort());
  });

  test('shows pasted text and addresses, the tag, and a link that carries the state', async () => {
    await open();
    await set('content', '<article><h1>Pasted</h1><p>Some <b>text</b> of my own.</p></article>');
    await says('“Pasted”');
    await set('theme', 'sepia');
    await set('size', '2em');
    await set('width', '320');
    await set('lang', 'id');
    await set('look', 'newspaper');
    assert.match(await run('return getComputedStyle(document.querySelector("baca-reader")).getPropertyValue("--baca-measure")'), /30em/);
    const look = await run(`const reader = document.querySelector('baca-reader');
      return [reader.theme, reader.lang, reader.offsetWidth, getComputedStyle(reader).getPropertyValue('--baca-font-size')]`);
    assert.deepEqual(look, ['sepia', 'id', 320, '2em']);
    const href = await run('return location.href');

    await testPage.goTo('about:blank');
    await testPage.goTo(href);
    await testPage.reader().ready();
    await says('“Pasted”');
    const again = await run('const { theme, size, width, lang } = document.forms[0].elements; return [theme, size, width, lang].map(({ value }) => value)');
    assert.deepEqual(again, ['sepia', '2em', '320', 'id']);

    await set('content', '/own.json');
    await says('“By address”');
    const tag = await run('return document.querySelector("#tag").textContent');
    assert.match(tag, /<script type="module" src="\/baca\/baca\.js"><\/script>/);
    assert.match(tag, /<baca-reader src="\/own\.json" theme="sepia" lang="id"><\/baca-reader>/);
    await set('content', '{"baca":1');
    await says('not-json|not-an-article');
    assert.match(tag, /--baca-measure: 30em/);
  });
});
