// One script and one tag on anybody's page: from any folder, from another origin, on a strict page,
// in few requests, and with nothing moving.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { warta } from '../support/articles.mjs';
import { flow, tag, test } from '../support/flow.mjs';
import { BUNDLE } from '../support/paths.mjs';

const STRICT = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src * data:; require-trusted-types-for 'script'";

/** Paths that are the page's and not the reader's. */
const OF_THE_PAGE = /^\/(page-\d+\.html|blank\.html|record\.js|favicon\.ico|media\/.*)$/;

test('the script can be imported where there is no page, as a site that is built on a server does', async () => {
  const { BacaReader } = await import(pathToFileURL(join(BUNDLE, 'baca.js')));
  assert.equal(typeof BacaReader, 'function');
});

flow('Embedding', (stage) => {
  test('the bundle works from an odd folder, where it fetches only itself and the article', async () => {
    const reader = await stage.read({ src: '/warta.json' });
    assert.equal(await reader.text('headline'), warta.headline);
    const asked = stage.site.requests.map(({ path }) => path).filter((path) => !OF_THE_PAGE.test(path));
    assert.deepEqual(asked.sort(), [
      '/some/folder/reader/baca-app.js',
      '/some/folder/reader/baca-app_bg.wasm',
      '/some/folder/reader/baca.js',
      '/warta.json',
    ], 'the reader should fetch itself and the article, once each, and no module for other formats');
    await stage.calm();
  });

  test('the bundle works from another origin', async () => {
    const host = await stage.anotherSite({ cors: true, folder: '/cdn/baca-1/' });
    const reader = await stage.read({ src: '/warta.json', config: '/config.json' }, { script: host.script });
    assert.equal(await reader.text('headline'), warta.headline);
    const asked = host.requests.map(({ path }) => path);
    assert.ok(asked.includes('/cdn/baca-1/baca-app_bg.wasm'), `the module should come from beside baca.js; asked: ${asked}`);
    assert.deepEqual(stage.site.requestsTo(/baca-app/), [], 'the page\'s own site does not host the reader');
    await stage.calm();
  });

  test('a server that does not know the type of WebAssembly costs nobody the article', async () => {
    const host = await stage.anotherSite({ cors: true, wasmType: 'application/octet-stream' });
    const reader = await stage.read({ src: '/warta.json' }, { script: host.script });
    assert.equal(await reader.text('headline'), warta.headline);
  });

  test('a strict policy is never violated', async () => {
    const reader = await stage.read({ src: '/warta.json', config: '/config.json' }, { headers: { 'content-security-policy': STRICT } });
    await reader.event('view');
    // Everything that could need a style or a script: sizes, themes, panels.
    await reader.press(/A\+/);
    await reader.event('text-size');
    await reader.press(/Aa/);
    await reader.choose('theme', 'dark');
    await reader.event('settings', { theme: 'dark' });
    await stage.calm();
    const { console } = await stage.record();
    assert.deepEqual(console, [], 'nothing to warn of on a strict page');
  });

  test('a strict policy is never violated by an article in another format', async () => {
    stage.site.json('/feed.json', {
      version: 'https://jsonfeed.org/version/1.1', title: 'Warta',
      items: [{ id: '1', title: 'Dermaga', content_html: '<p style="color:red">Perahu <b onclick="alert(1)">pertama</b>.</p><script>throw 1</script>' }],
    });
    const reader = await stage.read({ src: '/feed.json' }, { headers: { 'content-security-policy': STRICT } });
    assert.equal(await reader.text('paragraph'), 'Perahu pertama.');
    assert.equal(stage.site.requestsTo(/baca-formats_bg\.wasm$/).length, 1, 'another format takes the other module, once');
    await stage.calm();
  });

  test('the article and the WebAssembly are fetched side by side', async () => {
    // None is answered before all were asked for: one after the other would never end.
    const held = [/_bg\.wasm$/, /baca-app\.js$/, '/warta.json'].map((path) => stage.site.hold(path));
    const reader = await stage.visit(tag({ src: '/warta.json', config: '/config.json' }));
    await Promise.all(held.map((hold) => hold.arrived()));
    assert.equal(await reader.state(), 'loading');
    held.forEach((hold) => hold.release());
    await reader.ready();
  });

  test('nothing is asked of anybody else before the reader wants it', async () => {
    const reader = await stage.read({ src: '/warta.json', config: '/config.json' });
    await reader.event('view');
    await reader.until('the tabs of the comments are there', (_, root) => root.querySelectorAll('[role=tab]').length === 2);
    await reader.run((host) => host.scrollIntoView({ block: 'end', behavior: 'instant' }));
    await reader.event('progress', { percent: 100 });
    assert.deepEqual(stage.proxy.fromPages, [], 'requests to third parties');
  });
});

flow('Layout', (stage) => {
  for (const children of ['', '<article><h1>Sebelumnya</h1><p>Teks yang sudah ada.</p></article>']) {
    test(`nothing moves while ${children ? 'an article of the page is replaced' : 'the article comes'}`, async () => {
      const article = stage.site.hold('/warta.json');
      const picture = stage.site.hold('/media/dermaga.svg');
      const config = stage.site.hold('/config.json');
      const reader = await stage.visit(`<header>Warta Pesisir</header>${tag({ src: '/warta.json', config: '/config.json' }, children)}`, { lang: 'id' });
      await article.arrived();
      await reader.until('something is on screen', (host) => host.getBoundingClientRect().height > 50);
      await reader.frame();
      article.release();
      await reader.ready();
      await picture.arrived();
      await reader.frame();
      config.release();
      await reader.event('view');
      picture.release();
      await reader.until('the picture is there', (_, root) => root.querySelector('[part~="lead"] img').dataset.state === 'ready');
      await reader.frame();
      assert.deepEqual(await reader.shifts(), [], 'layout shifts');
    });
  }
}, { engines: ['chromium'] });
