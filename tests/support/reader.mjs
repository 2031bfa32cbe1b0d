// Finds elements of one <baca-reader> by role and accessible name or by part, and waits for conditions, never
// for a fixed time.

import assert from 'node:assert/strict';
import { TIMEOUT_MS } from './timeouts.mjs';

const POLL_MS = 40;

/** Selectors of elements that can have a role; the browser computes the role of these only. */
const CANDIDATES = {
  article: 'article,[role=article]',
  alert: '[role=alert]',
  button: 'button,[role=button],summary',
  group: 'fieldset,details,[role=group]',
  heading: 'h1,h2,h3,h4,h5,h6,[role=heading]',
  image: 'img,[role=img],[role=image]',
  link: 'a[href],[role=link]',
  progressbar: 'progress,[role=progressbar]',
  radio: 'input[type=radio],[role=radio]',
  region: 'section,[role=region]',
  status: 'output,[role=status]',
  tab: '[role=tab]',
  tablist: '[role=tablist]',
  tabpanel: '[role=tabpanel]',
  time: 'time',
};

/** Runs `act`; runs it again if an element that it has found was rendered anew meanwhile. */
export async function againIfStale(act) {
  try {
    return await act();
  } catch (error) {
    if (error.name !== 'StaleElementReferenceError') throw error;
    return againIfStale(act);
  }
}

export class Reader {
  #driver;
  #index;

  constructor(driver, index = 0) {
    this.#driver = driver;
    this.#index = index;
  }

  /** Runs `script(host, root, ...args)` in the page and returns its result. */
  run(script, ...args) {
    const source = `const host = document.querySelectorAll('baca-reader')[arguments[0]];
      return (${script})(host, host?.shadowRoot, ...[...arguments].slice(1));`;
    return this.#driver.executeScript(source, this.#index, ...args);
  }

  /** Runs an asynchronous script in the page and resolves with its result. */
  async wait(script, ...args) {
    const source = `const args = [...arguments], done = args.pop();
      const host = document.querySelectorAll('baca-reader')[args[0]];
      Promise.resolve().then(() => (${script})(host, host?.shadowRoot, ...args.slice(1)))
        .then((value) => done({ value }), (error) => done({ error: String(error?.stack || error) }));`;
    const { value, error } = await this.#driver.executeAsyncScript(source, this.#index, ...args);
    if (error) throw new Error(`in the page: ${error}`);
    return value;
  }

  /**
   * Waits until `script(host, root, ...args)` is truthy, and resolves with that value; with `true` for an element, which
   * may be replaced before it is passed.
   */
  until(what, script, ...args) {
    return this.#poll(what, `(...all) => { const value = (${script})(...all); return value instanceof Node || value; }`, args);
  }

  /** Waits until `script(host, root, ...args)` finds an element, and resolves with it. */
  element(what, script, ...args) {
    return this.#poll(what, script, args);
  }

  async #poll(what, script, args) {
    let value;
    const limit = Date.now() + TIMEOUT_MS;
    while (!(value = await this.run(script, ...args))) {
      if (Date.now() > limit) {
        const page = await this.run((host, root) => ({ state: host?.state, text: root?.textContent.slice(0, 400), record: window.record }));
        throw new Error(`timed out waiting until ${what}; the page: ${JSON.stringify(page)}`);
      }
      await this.#driver.sleep(POLL_MS);
    }
    return value;
  }

  /** Scrolls to the comments, which are loaded then, and waits until they are there. */
  comments() {
    return this.until('the comments are there', (_, root) => {
      if (root?.querySelector('.comments')) return true;
      root?.querySelector('[data-place=comments]')?.scrollIntoView({ block: 'center', behavior: 'instant' });
    });
  }

  /** Scrolls to the comments and waits until there are `count` tabs, or any. */
  async tabs(count) {
    await this.comments();
    await this.until(`there are ${count ?? 'some'} tabs`, (_, root, count) => {
      const tabs = root.querySelectorAll('[role=tab]').length;
      return count === null ? tabs : tabs === count;
    }, count ?? null);
  }

  state() {
    return this.run((host) => host.state);
  }

  ready() {
    return this.until('the article is shown', (host) => host?.state === 'ready');
  }

  failed() {
    return this.until('the reader has failed', (host) => host?.state === 'error');
  }

  /** Returns the recorded events with this name, or all events. */
  events(name) {
    return this.#driver.executeScript('return record.events.filter(({ name }) => !arguments[0] || name === arguments[0])', name ?? '');
  }

  /** Waits for an event with this name and these values in its detail. */
  event(name, detail = {}) {
    return this.until(`baca-${name} ${JSON.stringify(detail)} is dispatched`, (_, __, name, detail) =>
      window.record.events.find((event) => event.name === name &&
        Object.entries(detail).every(([key, value]) => event.detail?.[key] === value)), name, detail);
  }

  /** Returns the elements with a part, in order. */
  parts(part) {
    return this.run((_, root, part) => [...root.querySelectorAll(`[part~="${part}"]`)], part);
  }

  /** Returns the only element with a part. */
  async part(part) {
    const all = await this.parts(part);
    assert.equal(all.length, 1, `there should be one part "${part}"`);
    return all[0];
  }

  /** Returns the text of a part with collapsed white space. */
  text(part) {
    return this.run((_, root, part) => root.querySelector(`[part~="${part}"]`)?.textContent.replace(/\s+/g, ' ').trim() ?? null, part);
  }

  /** Returns the visible elements with this role whose accessible name matches. */
  queryAllByRole(role, name = /(?:)/) {
    const matches = (text) => (typeof name === 'string' ? text === name : name.test(text));
    // The controls are rendered anew, for example, when the configuration arrives.
    return againIfStale(async () => {
      const candidates = await this.run((_, root, selector) =>
        [...root.querySelectorAll(selector)].filter((element) => element.getClientRects().length > 0), CANDIDATES[role]);
      const found = [];
      for (const element of candidates) {
        if ((await element.getAriaRole()).replace(/^img$/, 'image') !== role) continue;
        if (matches((await element.getAccessibleName()).replace(/\s+/g, ' ').trim())) found.push(element);
      }
      return found;
    });
  }

  /** Returns the only visible element with this role and accessible name. */
  async getByRole(role, name) {
    const found = await this.queryAllByRole(role, name);
    assert.equal(found.length, 1, `there should be one ${role} named ${name}, not ${found.length}`);
    return found[0];
  }

  /** Clicks the button with this name, once it has stopped moving. */
  press(name) {
    return againIfStale(async () => this.#pressOnce(await this.getByRole('button', name)));
  }

  async #pressOnce(button) {
    await this.wait(async (_, __, button) => {
      // Tools that are outside of the window while the page is scrolled down come back with the focus.
      if (button.closest('[data-hidden] .tools')) button.focus({ preventScroll: true });
      // The driver of WebKit does not always scroll to it.
      if (button.getBoundingClientRect().bottom > innerHeight) button.scrollIntoView({ block: 'center', behavior: 'instant' });
      const position = () => JSON.stringify(button.getBoundingClientRect());
      for (let last; last !== position();) {
        last = position();
        await new Promise((done) => setTimeout(done, 30));
      }
    }, button);
    await button.click();
  }

  /** Chooses a value of a setting in the open panel. */
  async choose(key, value) {
    const label = await this.run((_, root, key, value) =>
      root.querySelector(`input[type=radio][name$="${key}"][value="${value}"]`)?.closest('label'), key, value);
    assert.ok(label, `there should be a choice ${key} = ${value}`);
    await label.click();
  }

  /** Waits for two frames; then a change of layout has been painted and reported. */
  frame() {
    return this.wait(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  }

  /** Returns the recorded layout shifts; Chromium only. */
  shifts() {
    return this.run(() => {
      window.recordShifts(window.shifts.takeRecords());
      return window.record.shifts;
    });
  }

  /** Returns the text of all polite live regions. */
  liveText() {
    return this.run((_, root) => [...root.querySelectorAll('[role=status]')].map((live) => live.textContent).join(' ').trim());
  }

  /** Returns the text of the element's own children that are visible, without those that Baca has added. */
  lightText() {
    return this.run((host) => [...host.children].filter((child) => !child.matches('[data-baca]') && child.getClientRects().length > 0).map((child) => child.textContent.trim()));
  }

  /** Describes the focused element inside the reader; null if the focus is elsewhere. */
  focused() {
    return this.run((_, root) => root.activeElement && {
      text: root.activeElement.textContent.trim(),
      name: root.activeElement.getAttribute('aria-label'),
      role: root.activeElement.getAttribute('role'),
      part: root.activeElement.getAttribute('part'),
    });
  }
}
