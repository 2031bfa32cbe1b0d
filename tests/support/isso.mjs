// Runs a real Isso server on loopback. It is installed from PyPI under .tools; its database is in a temporary
// folder that `close` deletes.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { REPOSITORY } from './paths.mjs';
import { freePort, listening, notListening, startProgram } from './processes.mjs';
import { findProgram } from './tools.mjs';

const VERSION = '0.13.0';
const HOME = join(REPOSITORY, '.tools', `isso-${VERSION}`);
const PROGRAM = join(HOME, 'bin', 'isso');

/** Installs Isso if necessary; returns what is missing as one line, or null. */
export function missing() {
  if (existsSync(PROGRAM)) return null;
  const python = findProgram('python3');
  if (!python) return 'Isso needs Python: apt-get install --no-install-recommends python3 python3-venv';
  try {
    execFileSync(python, ['-m', 'venv', HOME], { stdio: 'pipe' });
    execFileSync(join(HOME, 'bin', 'pip'), ['install', '--quiet', '--disable-pip-version-check', `isso==${VERSION}`], { stdio: 'pipe' });
    return null;
  } catch (error) {
    rmSync(HOME, { recursive: true, force: true });
    return `Isso could not be installed: python3 -m venv ${HOME} && ${HOME}/bin/pip install isso==${VERSION} (${String(error.stderr ?? error).trim().split('\n').at(-1)})`;
  }
}

class Isso {
  #folder = mkdtempSync(join(tmpdir(), 'baca-isso-'));
  #program = null;

  /** Options: `host` is the origin that may use it; `moderated` holds every comment for approval. */
  constructor({ host, moderated }) {
    this.options = { host, moderated };
  }

  async start() {
    this.port ??= await freePort();
    this.url = `http://127.0.0.1:${this.port}`;
    const config = join(this.#folder, 'isso.cfg');
    writeFileSync(config, `[general]
dbpath = ${join(this.#folder, 'comments.db')}
host = ${this.options.host}
[server]
listen = ${this.url}
[guard]
enabled = false
[moderation]
enabled = ${Boolean(this.options.moderated)}
`);
    this.#program = await startProgram(PROGRAM, ['-c', config, 'run'], {});
    await listening(this.port);
    return this;
  }

  /** Posts a comment as another reader. */
  async post(uri, body) {
    const response = await fetch(`${this.url}/new?uri=${encodeURIComponent(uri)}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ title: 'x', ...body }) });
    if (!response.ok) throw new Error(`Isso refused: ${await response.text()}`);
    return response.json();
  }

  /** Returns all comments of a page, including replies. */
  async all(uri) {
    const { replies } = await (await fetch(`${this.url}/?uri=${encodeURIComponent(uri)}`)).json();
    return replies.flatMap((comment) => [comment, ...comment.replies]);
  }

  /** Stops the server; its data is kept. */
  async stop() {
    this.#program?.end();
    this.#program = null;
    await notListening(this.port);
  }

  close() {
    this.#program?.end();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

export const startIsso = (options) => new Isso(options).start();
