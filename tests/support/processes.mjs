// Starts drivers in process groups of their own and ends the whole group afterwards,
// so that no browser outlives the tests, not even when they are interrupted.

import { spawn } from 'node:child_process';
import { connect, createServer } from 'node:net';
import { PATIENCE } from './patience.mjs';

const running = new Set();

const endGroup = (child) => {
  running.delete(child);
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It had ended by itself.
  }
};

process.on('exit', () => running.forEach(endGroup));
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

/**
 * Starts a program and waits until what it prints (on its standard streams or on descriptor 3)
 * matches `ready`; without `ready`, until it runs. Returns the match and a function that ends
 * the program and all its children.
 */
export function startProgram(path, args, { ready, env = {} } = {}) {
  const child = spawn(path, args, { detached: true, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
  running.add(child);
  return new Promise((resolve, reject) => {
    let printed = '';
    let started = false;
    const start = (match) => {
      started = true;
      resolve({ match, end: () => endGroup(child) });
    };
    const listen = (chunk) => {
      if (started) return; // still drained, so that the program never blocks on a full pipe
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

/** A port that nobody uses, for programs that cannot choose one themselves. */
export const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** Waits until a program accepts connections on a port. */
export const listening = (port) => answering(port, true);

/** Waits until none does any more: one that was ended takes a moment to go, and another may want the port. */
export const silent = (port) => answering(port, false);

async function answering(port, wanted) {
  const limit = Date.now() + PATIENCE;
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
