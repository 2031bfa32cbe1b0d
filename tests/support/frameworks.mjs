// Sites of frameworks that render on a server, with the npm package: each has a reader that fetches an article, and a
// reader that is given one as an object and whose event gives the page its headline.

import assert from 'node:assert/strict';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { logging } from 'selenium-webdriver';
import { freePort, startProgram } from './processes.mjs';
import { REPOSITORY } from './paths.mjs';

export const FRAMEWORKS = join(REPOSITORY, 'tests', 'frameworks');

/** No framework reports its use. */
const ENV = { NEXT_TELEMETRY_DISABLED: '1', ASTRO_TELEMETRY_DISABLED: '1', NUXT_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' };

/** Milliseconds that a server for development may take for its first page, and for the scripts of it. */
const START_MS = 60_000;

/** The options of each framework: the program and its arguments. */
export const SITES = {
  next: {
    build: ['next', 'build'],
    start: (port) => ['next', 'start', '--hostname', '127.0.0.1', '--port', port],
    dev: (port) => ['next', 'dev', '--hostname', '127.0.0.1', '--port', port],
  },
  astro: {
    build: ['astro', 'build'],
    start: (port) => ['astro', 'preview', '--host', '127.0.0.1', '--port', port],
    dev: (port) => ['astro', 'dev', '--host', '127.0.0.1', '--port', port],
  },
  sveltekit: {
    build: ['vite', 'build', '--logLevel', 'error'],
    start: () => [process.execPath, 'build/index.js'],
    dev: (port) => ['vite', 'dev', '--host', '127.0.0.1', '--strictPort', '--port', port],
    assets: 'static',
  },
  nuxt: {
    build: ['nuxt', 'build'],
    start: () => [process.execPath, '.output/server/index.mjs'],
    dev: (port) => ['nuxt', 'dev', '--no-fork', '--host', '127.0.0.1', '--port', port],
  },
};

/** Copies the project of a framework to `folder`, with this feed at `/feed.json`; returns the folder. */
export function copySite(name, folder, feed) {
  rmSync(folder, { recursive: true, force: true });
  cpSync(join(FRAMEWORKS, name), folder, { recursive: true });
  const assets = join(folder, SITES[name].assets ?? 'public');
  mkdirSync(assets, { recursive: true });
  writeFileSync(join(assets, 'feed.json'), JSON.stringify(feed));
  return folder;
}

/** Builds a site. Fails with what the framework has printed. */
export const buildSite = (name, folder, run) => run(SITES[name].build, folder, ENV);

/** Starts the server of a built site, or that for its development, and passes its URL to `use`. */
export async function withServer(name, mode, { folder, programs }, use) {
  const port = String(await freePort());
  const [program, ...args] = SITES[name][mode](port);
  const path = program === process.execPath ? program : join(programs, program);
  const env = { ...ENV, HOST: '127.0.0.1', PORT: port, NODE_ENV: mode === 'dev' ? 'development' : 'production' };
  const server = await startProgram(path, args, { cwd: folder, env });
  try {
    const url = `http://127.0.0.1:${port}/`;
    await answered(url);
    await use(url);
  } finally {
    server.end();
  }
}

/** Waits until a server answers; the first page of a server for development takes some seconds. */
async function answered(url) {
  const limit = Date.now() + START_MS;
  for (;;) {
    const response = await fetch(url).catch(() => null);
    if (response?.ok) return;
    if (Date.now() > limit) assert.fail(`${url} answers ${response?.status ?? 'nothing'}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Asserts that the server renders the tag with its content, and that both readers show their articles in the browser. */
export async function assertSite(testPage, url) {
  const html = await (await fetch(url)).text();
  assert.match(html, /<baca-reader[^>]* src="\/feed\.json"[^>]*><p[^>]*>Before<\/p><\/baca-reader>/);
  await testPage.goTo(url);
  const isDefined = () => testPage.driver.executeScript('return Boolean(customElements.get("baca-reader"))');
  await testPage.driver.wait(isDefined, START_MS, 'timed out waiting until the element is defined', 50);
  for (const [index, text] of [/The water rises\./, /It works\./].entries()) {
    const reader = testPage.reader(index);
    await reader.ready();
    assert.match(await reader.run((_, root) => root.querySelector('[part~=body]').textContent), text);
  }
  await testPage.until('the listener has been called', 'return document.documentElement.dataset.headline === "Given"');
  const messages = await testPage.driver.manage().logs().get('browser');
  // Servers for development also write what is neither a warning nor an error.
  const problems = messages.filter(({ level }) => level.value >= logging.Level.WARNING.value);
  assert.deepEqual(problems.map(({ message }) => message), []);
}
