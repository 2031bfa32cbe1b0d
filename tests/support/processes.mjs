// Starts programs in their own process groups and kills the whole group afterwards, so that no browser
// outlives the tests, not even when they are interrupted.

import { spawn } from 'node:child_process';
import { connect, createServer } from 'node:net';
import { TIMEOUT_MS } from './timeouts.mjs';

const running = new Set();

const endGroup = (child) => {
  running.delete(child);
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The group has already ended.
  }
};

process.on('exit', () => running.forEach(endGroup));
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

/**
 * Starts a program and waits until its output (standard streams and descriptor 3) matches `ready`, or,
 * without `ready`, until it runs. Resolves with the match, the process id, and a function that kills the program
 * and all its children.
 */
export function startProgram(path, args, { ready, env = {}, cwd } = {}) {
  const child = spawn(path, args, { cwd, detached: true, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
  running.add(child);
  return new Promise((resolve, reject) => {
    let printed = '';
    let started = false;
    const start = (match) => {
      started = true;
      resolve({ match, pid: child.pid, end: () => endGroup(child) });
    };
    const listen = (chunk) => {
      if (started) return; // the output is still read, so that the program never blocks on a full pipe
      printed += chunk;
      const match = ready && printed.match(ready);
      if (match) start(match);
    };
    child.stdio.slice(1).forEach((stream) => stream.on('data', listen));
    if (!ready) child.on('spawn', () => start(null));
    child.on('error', reject);
    child.on('exit', (code) => {
      running.delete(child);
      if (!started) reject(new Error(`${path} ended with code ${code}: ${printed.trim()}`));
    });
  });
}

/** Resolves with a free port, for programs that cannot choose one. */
export const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** Waits until a program accepts connections on a port. */
export const listening = (port) => waitForPort(port, true);

/** Waits until no program accepts connections on a port, so that another can use it. */
export const notListening = (port) => waitForPort(port, false);

async function waitForPort(port, wanted) {
  const limit = Date.now() + TIMEOUT_MS;
  const attempt = () =>
    new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1', () => (socket.destroy(), resolve(true)));
      socket.on('error', () => resolve(false));
    });
  while ((await attempt()) !== wanted) {
    if (Date.now() > limit) throw new Error(`${wanted ? 'nothing' : 'something still'} listens on port ${port}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
