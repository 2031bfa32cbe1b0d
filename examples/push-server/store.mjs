// Subscriptions in SQLite: one row each, its endpoint is its name; topics in a table of their own.

import sqlite from 'node-sqlite3-wasm';

const SCHEMA = `
  PRAGMA foreign_keys = ON;
  PRAGMA busy_timeout = 5000;
  CREATE TABLE IF NOT EXISTS subscription (
    endpoint TEXT PRIMARY KEY,
    p256dh   TEXT NOT NULL,
    auth     TEXT NOT NULL,
    expires  INTEGER,
    lang     TEXT NOT NULL DEFAULT '',
    article  TEXT NOT NULL DEFAULT '',
    since    TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
  );
  CREATE TABLE IF NOT EXISTS topic (
    endpoint TEXT NOT NULL REFERENCES subscription ON DELETE CASCADE,
    name     TEXT NOT NULL,
    PRIMARY KEY (endpoint, name)
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS topic_by_name ON topic (name);
`;

export class Store {
  #database;

  constructor(file) {
    this.#database = new sqlite.Database(file);
    this.#database.exec(SCHEMA);
  }

  close() {
    this.#database.close();
  }

  /** Adds a subscription, or changes what is known of it; `replaces` is one that is gone. */
  save({ subscription, topics, lang, article, replaces }) {
    const { endpoint, expirationTime, keys } = subscription;
    this.#together(() => {
      if (replaces && replaces !== endpoint) this.remove(replaces);
      this.#database.run(
        `INSERT INTO subscription (endpoint, p256dh, auth, expires, lang, article) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (endpoint) DO UPDATE SET p256dh = excluded.p256dh, auth = excluded.auth, expires = excluded.expires, lang = excluded.lang`,
        [endpoint, keys.p256dh, keys.auth, expirationTime, lang, article],
      );
      this.#database.run('DELETE FROM topic WHERE endpoint = ?', [endpoint]);
      for (const name of new Set(topics)) this.#database.run('INSERT INTO topic VALUES (?, ?)', [endpoint, name]);
    });
  }

  /** Forgets a subscription; whether there was one. */
  remove(endpoint) {
    return this.#database.run('DELETE FROM subscription WHERE endpoint = ?', [endpoint]).changes > 0;
  }

  /** Who wants to hear of a topic, each as web-push takes it; everybody without one. */
  wanting(topic) {
    const rows = topic
      ? this.#database.all('SELECT s.* FROM subscription s JOIN topic t USING (endpoint) WHERE t.name = ?', [topic])
      : this.#database.all('SELECT * FROM subscription');
    return rows.map(({ endpoint, p256dh, auth, lang }) => ({ endpoint, keys: { p256dh, auth }, lang }));
  }

  #together(act) {
    this.#database.exec('BEGIN');
    try {
      act();
      this.#database.exec('COMMIT');
    } catch (error) {
      this.#database.exec('ROLLBACK');
      throw error;
    }
  }
}
