// One <baca-reader> on the page, seen as a reader sees it: by role and accessible name, by part,
// and by what is on screen. Everything waits for conditions, never for time.

import assert from 'node:assert/strict';
import { PATIENCE } from './patience.mjs';

const POLL = 40;

/** Elements that can have a role, so that the browser need be asked about few. */
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

export class Reader {
  #driver;
  #which;

  constructor(driver, which = 0) {
    this.#driver = driver;
    this.#which = which;
  }

  /** Runs `script(host, root, ...args)` in the page; what it returns comes back. */
  run(script, ...args) {
    const source = `const host = document.querySelectorAll('baca-reader')[arguments[0]];
      return (${script})(host, host?.shadowRoot, ...[...arguments].slice(1));`;
    return this.#driver.executeScript(source, this.#which, ...args);
  }

  /** The same for a script that takes time: its promise is waited for. */
  async wait(script, ...args) {
    const source = `const args = [...arguments], done = args.pop();
      const host = document.querySelectorAll('baca-reader')[args[0]];
      Promise.resolve().then(() => (${script})(host, host?.shadowRoot, ...args.slice(1)))
        .then((value) => done({ value }), (error) => done({ error: String(error?.stack || error) }));`;
    const { value, error } = await this.#driver.executeAsyncScript(source, this.#which, ...args);
    if (error) throw new Error(`in the page: ${error}`);
    return value;
  }

  /** Waits until `script(host, root, ...args)` is truthy, and gives that. */
  async until(what, script, ...args) {
    let value;
    const limit = Date.now() + PATIENCE;
    while (!(value = await this.run(script, ...args))) {
      if (Date.now() > limit) {
        const there = await this.run((host, root) => ({ state: host?.state, text: root?.textContent.slice(0, 400), record: window.record }));
        throw new Error(`waited in vain until ${what}; the page: ${JSON.stringify(there)}`);
      }
      await this.#driver.sleep(POLL);
    }
    return value;
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

  /** The events of one name so far, or all of them. */
  events(name) {
    return this.#driver.executeScript('return record.events.filter(({ name }) => !arguments[0] || name === arguments[0])', name ?? '');
  }

  /** Waits for an event of this name, with these values in its detail. */
  event(name, detail = {}) {
    return this.until(`baca-${name} ${JSON.stringify(detail)} is told`, (_, __, name, detail) =>
      window.record.events.find((event) => event.name === name &&
        Object.entries(detail).every(([key, value]) => event.detail?.[key] === value)), name, detail);
  }

  /** Elements of a part, in order. */
  parts(part) {
    return this.run((_, root, part) => [...root.querySelectorAll(`[part~="${part}"]`)], part);
  }

  /** The one element of a part. */
  async part(part) {
    const all = await this.parts(part);
    assert.equal(all.length, 1, `there should be one part "${part}"`);
    return all[0];
  }

  /** The text of a part as it stands in the page, white space folded. */
  text(part) {
    return this.run((_, root, part) => root.querySelector(`[part~="${part}"]`)?.textContent.replace(/\s+/g, ' ').trim() ?? null, part);
  }

  /** All elements of a role, as the browser computes it, whose accessible name matches. */
  async all(role, name = /(?:)/) {
    const matches = (text) => (typeof name === 'string' ? text === name : name.test(text));
    const candidates = await this.run((_, root, selector) =>
      [...root.querySelectorAll(selector)].filter((element) => element.getClientRects().length > 0), CANDIDATES[role]);
    const found = [];
    for (const element of candidates) {
      if ((await element.getAriaRole()).replace(/^img$/, 'image') !== role) continue;
      if (matches((await element.getAccessibleName()).replace(/\s+/g, ' ').trim())) found.push(element);
    }
    return found;
  }

  /** The one element of a role and name. */
  async the(role, name) {
    const found = await this.all(role, name);
    assert.equal(found.length, 1, `there should be one ${role} named ${name}, not ${found.length}`);
    return found[0];
  }

  /** Activates a button of this name. */
  async press(name) {
    await (await this.the('button', name)).click();
  }

  /** Chooses a reading setting in the open panel, by its value. */
  async choose(key, value) {
    const label = await this.run((_, root, key, value) =>
      root.querySelector(`input[type=radio][name$="${key}"][value="${value}"]`)?.closest('label'), key, value);
    assert.ok(label, `there should be a choice ${key} = ${value}`);
    await label.click();
  }

  /** Two frames later: what a change did to the layout has been painted and told. */
  frame() {
    return this.wait(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  }

  /** Layout shifts so far; Chromium only. */
  shifts() {
    return this.run(() => {
      window.tellShifts(window.shifts.takeRecords());
      return window.record.shifts;
    });
  }

  /** What is announced politely, of all live regions together. */
  said() {
    return this.run((_, root) => [...root.querySelectorAll('[role=status]')].map((live) => live.textContent).join(' ').trim());
  }

  /** The page's own children that are on screen, by their text. */
  light() {
    return this.run((host) => [...host.children].filter((child) => child.getClientRects().length > 0).map((child) => child.textContent.trim()));
  }

  /** The text with the focus, inside the reader; null if it is elsewhere. */
  focused() {
    return this.run((_, root) => root.activeElement && {
      text: root.activeElement.textContent.trim(),
      name: root.activeElement.getAttribute('aria-label'),
      role: root.activeElement.getAttribute('role'),
      part: root.activeElement.getAttribute('part'),
    });
  }
}
