// The npm package: installed from the packed file, built by each bundler, and read in a browser.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before } from 'node:test';
import { BUNDLERS, bin, buildFrameworks, buildSvelteKit, compileTypes, exportedScripts, importOnServer, install, missing, PROJECTS, viteProject } from '../support/bundlers.mjs';
import { canUseServer, flow, test } from '../support/flow.mjs';
import { assertSite, withServer } from '../support/frameworks.mjs';
import { VERSION } from '../support/paths.mjs';
import { freePort, startProgram } from '../support/processes.mjs';

const FEED = {
  version: 'https://jsonfeed.org/version/1.1',
  title: 'A feed',
  items: [{ id: '1', title: 'The tide', content_html: '<p>The water <b>rises</b>.</p>' }],
};

const tests = (testPage) => {
  before(install);

  /** Opens the page of a site and asserts that it shows the article. */
  async function assertRead(url) {
    await testPage.goTo(url);
    const reader = testPage.reader();
    await reader.ready();
    assert.match(await reader.run((_, root) => root.querySelector('[part~=body]').textContent), /The water rises\./);
    assert.equal(await reader.run((host) => host.constructor.version), VERSION);
  }

  for (const [name, build] of Object.entries(BUNDLERS)) {
    test(`${name} builds a page that shows an article`, async () => {
      const site = await testPage.anotherSite({ bundle: await build(), folder: '/' });
      site.json('/feed.json', FEED);
      await assertRead(site.url('/index.html'));
    });
  }

  test('the development server of vite shows an article', async () => {
    const port = await freePort();
    const options = ['--port', String(port), '--strictPort', '--host', '127.0.0.1'];
    const server = await startProgram(bin('vite'), [viteProject(FEED), ...options], { ready: /ready in/ });
    try {
      await assertRead(`http://127.0.0.1:${port}/`);
    } finally {
      server.end();
    }
  });

  test('SvelteKit renders the tag on its server, and the page shows articles', async () => {
    const site = await buildSvelteKit(FEED);
    await withServer('sveltekit', 'start', site, (url) => assertSite(testPage, url));
  }, 240_000);

  test('each framework passes objects and listeners to the element', async () => {
    const site = await testPage.anotherSite({ bundle: await buildFrameworks(), folder: '/' });
    await testPage.goTo(site.url('/index.html'));
    const names = ['lit', 'preact', 'react', 'react-component', 'solid', 'svelte', 'vue'];
    await testPage.until('all have loaded', `return Object.keys(window.loaded ?? {}).length === ${names.length}`);
    const loaded = await testPage.driver.executeScript('return window.loaded');
    assert.deepEqual(loaded, Object.fromEntries(names.map((name) => [name, name])));
    assert.equal(await testPage.driver.executeScript('return document.querySelector("#react-component baca-reader").className'), 'mine');
  });

  for (const config of ['tsconfig.json', 'tsconfig.react-18.json', 'tsconfig.package.json']) {
    test(`the types compile with ${config}`, async () => assert.equal(await compileTypes(config), ''));
  }

  test('a server can import each script that it exports', async () => {
    const names = { 'baca-reader': ['BacaReader', 'setBasePath'], 'baca-reader/define': [], 'baca-reader/react': ['BacaReader'] };
    assert.deepEqual(exportedScripts(), Object.keys(names));
    for (const [script, expected] of Object.entries(names)) assert.deepEqual(await importOnServer(script), expected);
  });

  test('a page that has two versions uses the first and warns of the second', async () => {
    const script = readFileSync(join(PROJECTS, 'node_modules', 'baca-reader', 'baca.js'), 'utf8');
    testPage.site.put('/second/baca.js', (response) => response.writeHead(200, { 'content-type': 'text/javascript' }).end(script.replaceAll(VERSION, '9.9.9')));
    testPage.site.json('/feed.json', FEED);
    await testPage.visit('<baca-reader src="/feed.json"></baca-reader>');
    await testPage.reader().ready();
    const warnings = await testPage.reader().wait(async () => {
      const all = [];
      const { warn } = console;
      console.warn = (text) => all.push(text);
      await import('/second/baca.js');
      console.warn = warn;
      return all;
    });
    assert.deepEqual(warnings, [`baca-reader: 9.9.9 is not used: the page has ${VERSION}`]);
    assert.equal(await testPage.reader().run((host) => host.constructor.version), VERSION);
  });
};

if (canUseServer('bundlers', missing())) flow('the npm package', tests, { engines: ['chromium'] });
