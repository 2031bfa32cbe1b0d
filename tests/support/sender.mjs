// Runs the server of examples/push-server, which docs/notifications.md describes, with its own keys, database
// and port.

import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { REPOSITORY } from './paths.mjs';
import { startProgram } from './processes.mjs';

const FOLDER = join(REPOSITORY, 'examples', 'push-server');
const run = promisify(execFile);

class Sender {
  #folder = mkdtempSync(join(tmpdir(), 'baca-sender-'));
  #settings;
  #program;

  /** Starts the server for pages of this origin, with a push service. */
  async start(origin, push) {
    const { stdout } = await run(process.execPath, ['keys.mjs'], { cwd: FOLDER });
    const keys = Object.fromEntries(stdout.split('\n').filter((line) => /^\w+=/.test(line)).map((line) => line.split(/=(.*)/)));
    this.key = keys.VAPID_PUBLIC_KEY;
    this.#settings = {
      ...keys, PORT: '0', DATABASE: join(this.#folder, 'subscriptions.jsonl'), SITE_ORIGIN: origin,
      PUSH_HOSTS: '127.0.0.1', NODE_EXTRA_CA_CERTS: push.certificate,
    };
    this.#program = await startProgram(process.execPath, [join(FOLDER, 'server.mjs')], { ready: /listening on (\S+)/, env: this.#settings });
    this.url = this.#program.match[1];
    return this;
  }

  /** Sends a message; resolves with `{ sent, gone, failed }`. */
  async send(message, topic) {
    const args = ['send.mjs', '--json', typeof message === 'string' ? message : JSON.stringify(message)];
    if (topic) args.push('--topic', topic);
    const { stdout } = await run(process.execPath, args, { cwd: FOLDER, env: { ...process.env, ...this.#settings } })
      .catch((error) => (error.stdout ? error : Promise.reject(error)));
    return JSON.parse(stdout);
  }

  /** Posts a report as a page does; returns the status. */
  async post(body, { method = 'POST', origin = this.#settings.SITE_ORIGIN } = {}) {
    const response = await fetch(this.url, { method, headers: { 'content-type': 'application/json', origin }, body: typeof body === 'string' ? body : JSON.stringify(body) });
    return response.status;
  }

  close() {
    this.#program?.end();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

export const startSender = (origin, push) => new Sender().start(origin, push);
