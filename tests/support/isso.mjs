// A real Isso on loopback: from PyPI, in an environment of its own under .tools, with a database and a
// folder of its own, gone when it ends.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { REPOSITORY } from './paths.mjs';
import { freePort, listening, silent, startProgram } from './processes.mjs';
import { findProgram } from './tools.mjs';

const VERSION = '0.13.0';
const HOME = join(REPOSITORY, '.tools', `isso-${VERSION}`);
const PROGRAM = join(HOME, 'bin', 'isso');

/** What is missing on this machine, as one line; null if nothing is. Installs what can be. */
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

  /** `host`: the origin that may read it; `moderated`: every comment waits. */
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

  /** Writes a comment, as another reader would. */
  async post(uri, body) {
    const response = await fetch(`${this.url}/new?uri=${encodeURIComponent(uri)}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ title: 'x', ...body }) });
    if (!response.ok) throw new Error(`Isso refused: ${await response.text()}`);
    return response.json();
  }

  /** All comments of a page, answers included. */
  async all(uri) {
    const { replies } = await (await fetch(`${this.url}/?uri=${encodeURIComponent(uri)}`)).json();
    return replies.flatMap((comment) => [comment, ...comment.replies]);
  }

  /** The server goes down, with what it keeps. */
  async stop() {
    this.#program?.end();
    this.#program = null;
    await silent(this.port);
  }

  close() {
    this.#program?.end();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

export const startIsso = (options) => new Isso(options).start();
