// Stores subscriptions in a file. Each line is a change; all lines are read at start. A program that is killed while
// it writes leaves at most one incomplete line, which is ignored. Use a database for more than some hundred thousand
// subscriptions.

import { closeSync, fdatasyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';

/**
 * @typedef {{ p256dh: string, auth: string }} Keys
 * @typedef {{ endpoint: string, keys: Keys, expires: number | null, topics: string[], lang: string, article: string,
 *   since: string }} Stored A stored subscription.
 * @typedef {{ add: Stored, replaces?: string } | { remove: string }} Change A line of the file.
 */

export class Store {
  #file;
  /** @type {Map<string, Stored>} */
  #stored = new Map();

  /**
   * Reads the file, if it exists. `compact` removes outdated lines from it. Only the process that adds subscriptions
   * may do so, because lines that another process appends meanwhile are lost.
   * @param {string} file
   */
  constructor(file, { compact = false } = {}) {
    this.#file = file;
    const lines = this.#read();
    if (compact && lines > this.#stored.size) this.#rewrite();
  }

  get size() {
    return this.#stored.size;
  }

  /** @param {string} endpoint */
  has(endpoint) {
    return this.#stored.has(endpoint);
  }

  /**
   * Adds or updates a subscription and removes the one that it replaces. When this returns, the change is on disk.
   * @param {Omit<Stored, 'since'>} entry
   * @param {string} [replaces]
   */
  save(entry, replaces) {
    const { since } = this.#stored.get(entry.endpoint) ?? { since: new Date().toISOString() };
    this.#append({ add: { ...entry, since }, ...(replaces && { replaces }) });
  }

  /**
   * Removes a subscription; returns whether there was one.
   * @param {string} endpoint
   */
  remove(endpoint) {
    if (!this.has(endpoint)) return false;
    this.#append({ remove: endpoint });
    return true;
  }

  /**
   * Lists the subscriptions of a topic; all subscriptions if there is no topic.
   * @param {string} [topic]
   */
  subscribersOf(topic) {
    return [...this.#stored.values()].filter(({ topics }) => !topic || topics.includes(topic));
  }

  /** Reads the file; returns its number of lines. */
  #read() {
    let text = '';
    try {
      text = readFileSync(this.#file, 'utf8');
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ENOENT') throw error;
    }
    if (text.startsWith('SQLite format')) throw new Error(`${this.#file} is a database of an earlier version`);
    const lines = text.split('\n').filter(Boolean);
    for (const line of lines) {
      try {
        this.#apply(JSON.parse(line));
      } catch {
        // The line is incomplete: the program was killed while it wrote.
      }
    }
    return lines.length;
  }

  /** @param {Change} change */
  #apply(change) {
    if ('add' in change) {
      if (change.replaces && change.replaces !== change.add.endpoint) this.#stored.delete(change.replaces);
      this.#stored.set(change.add.endpoint, change.add);
    } else {
      this.#stored.delete(change.remove);
    }
  }

  /** @param {Change} change */
  #append(change) {
    // The line break comes first and ends a line that was left incomplete.
    this.#write('a', `\n${JSON.stringify(change)}`, this.#file);
    this.#apply(change);
  }

  /** Replaces the file by one without outdated lines. Renaming is atomic. */
  #rewrite() {
    const temporary = `${this.#file}.new`;
    this.#write('w', [...this.#stored.values()].map((add) => JSON.stringify({ add })).join('\n'), temporary);
    renameSync(temporary, this.#file);
  }

  /**
   * @param {'a' | 'w'} flag
   * @param {string} text
   * @param {string} file
   */
  #write(flag, text, file) {
    const descriptor = openSync(file, flag, 0o600);
    try {
      const bytes = Buffer.from(text);
      for (let written = 0; written < bytes.length;) written += writeSync(descriptor, bytes, written);
      fdatasyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  }
}
