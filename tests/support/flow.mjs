// A flow: the same tests in each engine, with one browser, one site and one proxy for the file.

import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test as one } from 'node:test';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pages, publish } from './articles.mjs';
import { text, typeOf } from './answers.mjs';
import { openBrowser, selectBrowsers } from './browsers.mjs';
import { BUNDLE } from './paths.mjs';
import { PATIENCE } from './patience.mjs';
import { startProxy } from './proxy.mjs';
import { Reader } from './reader.mjs';
import { startSite } from './servers.mjs';

const recorder = readFileSync(new URL('./record.js', import.meta.url));

const attributes = (all) =>
  Object.entries(all)
    .filter(([, value]) => value !== null && value !== undefined && value !== false)
    .map(([name, value]) => (value === true ? ` ${name}` : ` ${name}="${String(value).replace(/&/g, '&amp;').replace(/"/g, '&quot;')}"`))
    .join('');

/** The tag, as a site writes it. */
export const tag = (given = {}, children = '') => `<baca-reader${attributes(given)}>${children}</baca-reader>`;

/** What a test works with: a browser, a site and the requests that left for elsewhere. */
export class Stage {
  #pages = 0;
  #others = [];
  #options;

  constructor(engine, page) {
    this.engine = engine;
    /** What is published at `/warta.json` and `/config.json`. */
    this.page = page;
  }

  /** The name that the page's site has at Disqus. */
  get shortname() {
    return this.page.configuration.comments.providers.find(({ type }) => type === 'disqus').shortname;
  }

  async open(options) {
    assert.ok(existsSync(join(BUNDLE, 'baca.js')), `there is no ${BUNDLE}: build first (cargo xtask dist)`);
    this.proxy = await startProxy();
    this.#options = { proxy: this.proxy, ...options };
    await this.#start();
  }

  async #start() {
    this.browser = await openBrowser(this.engine, this.#options);
    this.driver = this.browser.driver;
  }

  /** A new site for each test: a new origin has no storage, no cache and no worker. */
  async reset() {
    await this.revive();
    await this.#goTo('about:blank');
    await this.#leave();
    this.proxy.clear();
    this.site = await startSite();
    this.site.put('/record.js', text(recorder, typeOf('record.js')));
    publish(this.site, this.page);
  }

  async close() {
    await this.browser?.quit();
    await this.#leave();
    await this.proxy?.close();
  }

  async #leave() {
    await Promise.all([this.site, ...this.#others.splice(0)].map((site) => site?.close()));
  }

  /** Another origin; it ends with the test. */
  async anotherSite(options) {
    const site = await startSite(options);
    this.#others.push(site);
    return site;
  }

  /** The reader with this number on the page. */
  reader(which = 0) {
    return new Reader(this.driver, which);
  }

  /**
   * Puts a page on the site and gives its address. `body` is HTML; `script` the address of the
   * reader's script (`null` for none); `headers` of the answer; `lang` of the page.
   */
  put(body, { lang = 'en', head = '', headers = {}, script = this.site.script, path = `/page-${++this.#pages}.html` } = {}) {
    const page = `<!doctype html>
<html${attributes({ lang })}>
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>A page</title><link rel="icon" href="data:,">
<script src="/record.js"></script>${script ? `<script type="module" src="${script}"></script>` : ''}${head}</head>
<body>${body}</body>
</html>`;
    return this.site.put(path, text(page, typeOf(path), { headers }));
  }

  /** The same, and goes there. */
  async visit(body, options) {
    await this.#goTo(this.put(body, options));
    return this.reader();
  }

  /** Loads the page again. */
  async reload() {
    await this.driver.executeScript('window.left = true');
    await this.driver.navigate().refresh();
    await this.#arrive('the page is loaded again', 'return !window.left && document.readyState !== "loading"');
  }

  async #goTo(url) {
    await this.driver.get(url);
    await this.#arrive(`${url} is there`, 'return location.href === arguments[0] && document.readyState !== "loading"', url);
  }

  /** Starts the browser anew if it has ended by itself; gives whether it had. */
  async revive() {
    const gone = ({ name, message }) => name === 'NoSuchSessionError' || /ECONNREFUSED|disconnected|crashed/.test(message);
    if (!(await this.driver.getTitle().then(() => false, gone))) return false;
    console.log(`${this.engine} died: it is started anew`);
    await this.browser.quit();
    await this.#start();
    return true;
  }

  /** Waits until a page has come by itself. */
  arrived(url) {
    return this.#arrive(`${url} has come`, 'return location.href === arguments[0] && document.readyState !== "loading"', url);
  }

  /** Waits until a condition holds in whatever page there is. */
  until(what, condition, ...args) {
    return this.#arrive(what, condition, ...args);
  }

  /** Not every driver waits for a page; between two there may be none to ask. */
  async #arrive(what, condition, ...args) {
    const there = () => this.driver.executeScript(condition, ...args).catch(() => false);
    await this.driver.wait(there, PATIENCE, `waited in vain until ${what}`, 20);
  }

  /** A page with one reader, shown and ready. */
  async read(given = { src: '/warta.json' }, { children = '', ...options } = {}) {
    const reader = await this.visit(tag(given, children), options);
    await reader.ready();
    return reader;
  }

  /** What the page recorded. */
  record() {
    return this.driver.executeScript('return window.record');
  }

  /** Nothing was refused by the page's policy, and nothing was thrown. */
  async calm() {
    const { violations, errors } = await this.record();
    assert.deepEqual({ violations, errors }, { violations: [], errors: [] }, 'violations of the policy, or errors nobody caught');
  }
}

/** The stage of the test that runs. */
let present;

/** What a test takes at most, in milliseconds: a driver that does not answer would be waited for for ever. */
const LIMIT = 12 * PATIENCE;

/** Ends the browser of a test that comes to no end: what waits for it fails then. */
async function watched(run) {
  const limit = setTimeout(() => present?.browser.end(), LIMIT);
  try {
    await run();
  } finally {
    clearTimeout(limit);
  }
}

/**
 * A test of a flow. One in which the browser itself dies has said nothing, and is run once more:
 * processes of an engine crash now and then. What fails while the browser lives has failed.
 */
export const test = (name, run) =>
  one(name, async () => {
    try {
      await watched(run);
    } catch (error) {
      if (!(await present?.revive())) throw error;
      await present.reset();
      await watched(run);
    }
  });

/**
 * Runs `tests(stage)` in each engine. Options: `engines` (all by default), `everyPage` (with each of
 * the pages of articles.mjs, not only with ours), `size`, `prefs`, `args`.
 */
export function flow(name, tests, { engines, everyPage = false, ...options } = {}) {
  for (const { name: engine, missing } of selectBrowsers(engines)) {
    for (const page of everyPage ? pages : pages.slice(0, 1)) {
      describe([name, page.name && `with ${page.name}`, `(${engine})`].filter(Boolean).join(' '), () => {
        const stage = new Stage(engine, page);
        before(async () => {
          assert.equal(missing, null, missing);
          await stage.open(options);
        });
        beforeEach(() => {
          present = stage;
          return stage.reset();
        });
        after(() => stage.close());
        tests(stage);
      });
    }
  }
}
