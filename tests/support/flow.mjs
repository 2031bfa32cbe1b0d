// Runs the tests of a flow in each engine, with a new site for each test. The flows of a file share a browser and its
// proxy if they need equal ones.

import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test as one } from 'node:test';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pages, publish } from './articles.mjs';
import { text, typeOf } from './http-responses.mjs';
import { openBrowser, selectBrowsers } from './browsers.mjs';
import { BUNDLE } from './paths.mjs';
import { TIMEOUT_MS } from './timeouts.mjs';
import { startProxy } from './proxy.mjs';
import { Reader } from './reader.mjs';
import { startSite } from './servers.mjs';
import { isLeftOut } from './tools.mjs';

const recorder = readFileSync(new URL('./record.js', import.meta.url));

const attributes = (all) =>
  Object.entries(all)
    .filter(([, value]) => value !== null && value !== undefined && value !== false)
    .map(([name, value]) => (value === true ? ` ${name}` : ` ${name}="${String(value).replace(/&/g, '&amp;').replace(/"/g, '&quot;')}"`))
    .join('');

/** Returns the HTML of a `<baca-reader>` with these attributes. */
export const tag = (given = {}, children = '') => `<baca-reader${attributes(given)}>${children}</baca-reader>`;

/** The browser of each engine that the last flow has left, with its proxy, its options as `key`, and its window. */
const kept = new Map();

async function endKept(engine) {
  const { browser, proxy } = kept.get(engine) ?? {};
  kept.delete(engine);
  await browser?.quit();
  await proxy?.close();
}

after(() => Promise.all([...kept.keys()].map(endKept)));

/** The environment of a test: a browser, a site, and a proxy that records requests to other hosts. */
export class TestPage {
  #pages = 0;
  #otherSites = [];
  #options;
  #key;
  #window;

  constructor(engine, page) {
    this.engine = engine;
    /** The page whose article and configuration are at `/warta.json` and `/config.json`: one of `pages`. */
    this.page = page;
  }

  /** The Disqus shortname in the page's configuration. */
  get shortname() {
    return this.page.configuration.comments.providers.find(({ type }) => type === 'disqus').shortname;
  }

  async open(options) {
    assert.ok(existsSync(join(BUNDLE, 'baca.js')), `there is no ${BUNDLE}: build first (cargo xtask dist)`);
    this.#key = JSON.stringify(options);
    if (kept.get(this.engine)?.key !== this.#key) await endKept(this.engine);
    const { browser, proxy = await startProxy(), window } = kept.get(this.engine) ?? {};
    kept.delete(this.engine);
    this.proxy = proxy;
    this.#options = { proxy, ...options };
    if (browser) [this.browser, this.driver, this.#window] = [browser, browser.driver, window];
    else await this.#start();
  }

  async #start() {
    this.browser = await openBrowser(this.engine, this.#options);
    this.driver = this.browser.driver;
    this.#window = await this.driver.manage().window().getRect();
  }

  /** Starts a new site for the next test. Its origin is new, so it has no storage, cache or worker. */
  async reset() {
    await this.restartIfCrashed();
    await this.goTo('about:blank');
    await this.#closeSites();
    this.proxy.clear();
    this.site = await startSite();
    this.site.put('/record.js', text(recorder, typeOf('record.js')));
    publish(this.site, this.page);
  }

  /** Leaves the browser to the next flow if it is as it was at first; ends it otherwise. */
  async close() {
    const { engine, browser, proxy } = this;
    const isLikeNew = browser && await this.#isLikeNew().catch(() => false);
    if (isLikeNew) kept.set(engine, { browser, proxy, key: this.#key, window: this.#window });
    else await browser?.quit();
    await this.#closeSites();
    if (!isLikeNew) await proxy?.close();
  }

  /** Returns whether the browser has one window, of its first size, and no test has changed more than pages. */
  async #isLikeNew() {
    if (this.browser.isChanged || (await this.driver.getAllWindowHandles()).length > 1) return false;
    await this.goTo('about:blank');
    await this.driver.manage().window().setRect(this.#window);
    const { width, height } = await this.driver.manage().window().getRect();
    return width === this.#window.width && height === this.#window.height;
  }

  async #closeSites() {
    await Promise.all([this.site, ...this.#otherSites.splice(0)].map((site) => site?.close()));
  }

  /** Starts a site on another origin; it is closed after the test. */
  async anotherSite(options) {
    const site = await startSite(options);
    this.#otherSites.push(site);
    return site;
  }

  /** Returns the reader with this index on the page. */
  reader(which = 0) {
    return new Reader(this.driver, which);
  }

  /**
   * Serves a page from the site and returns its URL. `body` is HTML; `lang` is the page's language; `script`
   * is the URL of the reader's script (`null` for none); `headers` are those of the response.
   */
  put(body, { lang = 'id', head = '', headers = {}, script = this.site.script, path = `/page-${++this.#pages}.html` } = {}) {
    const page = `<!doctype html>
<html${attributes({ lang })}>
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>A page</title><link rel="icon" href="data:,">
<script nonce="x" src="/record.js"></script>${script ? `<script type="module" src="${script}"></script>` : ''}${head}</head>
<body>${body}</body>
</html>`;
    return this.site.put(path, text(page, typeOf(path), { headers }));
  }

  /** Serves a page as `put` does and opens it; returns its reader. */
  async visit(body, options) {
    await this.goTo(this.put(body, options));
    return this.reader();
  }

  /** Reloads the page. */
  async reload() {
    await this.driver.executeScript('window.isOldPage = true');
    await this.driver.navigate().refresh();
    await this.until('the page is reloaded', 'return !window.isOldPage && document.readyState !== "loading"');
  }

  /**
   * Opens a page, or scrolls to another fragment of this one, and waits until its document is there: the driver of WebKit
   * may return while the page before is still the one in which scripts run.
   */
  async goTo(url) {
    const before = await this.driver.executeScript('return { href: location.href, timeOrigin: performance.timeOrigin }');
    await this.driver.get(url);
    if (url.includes('#') && withoutFragment(url) === withoutFragment(before.href)) return this.waitForPage(url);
    await this.until(`${url} is opened`, 'return performance.timeOrigin !== arguments[0] && document.readyState !== "loading"', before.timeOrigin);
  }

  /** Restarts the browser if it has crashed; returns whether it has. */
  async restartIfCrashed() {
    const isCrash = ({ name, message }) => name === 'NoSuchSessionError' || /ECONNREFUSED|disconnected|crashed/.test(message);
    if (!(await this.driver.getTitle().then(() => false, isCrash))) return false;
    console.log(`${this.engine} has crashed and is restarted`);
    await this.browser.quit();
    await this.#start();
    return true;
  }

  /** Waits until the browser shows this page. */
  waitForPage(url) {
    return this.until(`${url} is shown`, 'return location.href === arguments[0] && document.readyState !== "loading"', url);
  }

  /** Waits until a condition holds in the current page. Errors are ignored: during a navigation, scripts cannot run. */
  async until(what, condition, ...args) {
    const holds = () => this.driver.executeScript(condition, ...args).catch(() => false);
    await this.driver.wait(holds, TIMEOUT_MS, `timed out waiting until ${what}`, 20);
  }

  /** Opens a page with one reader and waits until its article is shown. */
  async read(given = { src: '/warta.json' }, { children = '', ...options } = {}) {
    const reader = await this.visit(tag(given, children), options);
    await reader.ready();
    return reader;
  }

  /** Returns what record.js has recorded in the page. */
  record() {
    return this.driver.executeScript('return window.record');
  }

  /** Asserts that the page has had no violation of its policy and no uncaught error. */
  async assertClean() {
    // A page whose script library adds `toJSON` to arrays gives Firefox's driver their text.
    const list = (value) => (typeof value === 'string' ? JSON.parse(value) : value);
    const { violations, errors } = await this.record().then(({ violations, errors }) => ({ violations: list(violations), errors: list(errors) }));
    assert.deepEqual({ violations, errors }, { violations: [], errors: [] }, 'violations of the policy, or uncaught errors');
  }
}

const withoutFragment = (url) => url.split('#')[0];

/** The `TestPage` of the running test. */
let currentPage;

/** Longest time that a test may take, in milliseconds: a driver that hangs would otherwise block the run. */
const TEST_TIMEOUT_MS = 12 * TIMEOUT_MS;

/** Runs a test; kills its browser after the timeout, so that all pending commands fail. */
async function runWithTimeout(run, timeout) {
  const limit = setTimeout(() => currentPage?.browser.end(), timeout);
  try {
    await run();
  } finally {
    clearTimeout(limit);
  }
}

/**
 * Defines a test of a flow. If the browser crashes, the test runs once more; a failure without a crash is a
 * failure. `timeout` is in milliseconds.
 */
export const test = (name, run, timeout = TEST_TIMEOUT_MS) =>
  one(name, async () => {
    try {
      await runWithTimeout(run, timeout);
    } catch (error) {
      if (!(await currentPage?.restartIfCrashed())) throw error;
      await currentPage.reset();
      await runWithTimeout(run, timeout);
    }
  });

/**
 * Returns whether the tests with a real server can run. If something is `missing`, it defines a failing test
 * that says what to install, unless `BACA_WITHOUT` contains the server's name.
 */
export function canUseServer(name, missing) {
  if (!missing) return true;
  if (isLeftOut(name)) console.log(`left out: ${name}`);
  else one(`${name} is installed`, () => assert.fail(`${missing} (or leave it out: BACA_WITHOUT=${name})`));
  return false;
}

/**
 * Defines the tests `tests(testPage)` for each engine. Options: `engines` (all by default), `everyPage` (the
 * first engine runs all `pages` of articles.mjs, since an engine does not depend on the page), `size`, `prefs`, `args`.
 */
export function flow(name, tests, { engines, everyPage = false, ...options } = {}) {
  for (const [index, { name: engine, missing }] of selectBrowsers(engines).entries()) {
    for (const page of everyPage && index === 0 ? pages : pages.slice(0, 1)) {
      describe([name, page.name && `with ${page.name}`, `(${engine})`].filter(Boolean).join(' '), () => {
        const testPage = new TestPage(engine, page);
        before(async () => {
          assert.equal(missing, null, missing);
          await testPage.open(options);
        });
        beforeEach(() => {
          currentPage = testPage;
          return testPage.reset();
        });
        after(() => testPage.close());
        tests(testPage);
      });
    }
  }
}
