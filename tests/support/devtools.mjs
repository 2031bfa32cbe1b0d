// Sessions of the DevTools protocol with pages and workers of Chromium, including events.

import { EventEmitter, once } from 'node:events';
import { WebSocket } from 'ws';
import { TIMEOUT_MS } from './timeouts.mjs';

class Session extends EventEmitter {
  #socket;
  #lastId = 0;
  #pending = new Map();

  async open(url) {
    this.setMaxListeners(0);
    this.#socket = new WebSocket(url);
    await once(this.#socket, 'open');
    this.#socket.on('message', (text) => {
      const { id, result, error, method, params } = JSON.parse(text);
      if (method) return this.emit(method, params);
      const { resolve, reject } = this.#pending.get(id);
      this.#pending.delete(id);
      return error ? reject(new Error(error.message)) : resolve(result);
    });
    return this;
  }

  send(method, params = {}) {
    const id = (this.#lastId += 1);
    this.#socket.send(JSON.stringify({ id, method, params }));
    return new Promise((resolve, reject) => this.#pending.set(id, { resolve, reject }));
  }

  /** Waits for an event with this name that `condition` accepts. */
  async next(name, condition = () => true) {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    for (;;) {
      const [params] = await once(this, name, { signal });
      if (condition(params)) return params;
    }
  }

  close() {
    this.#socket.close();
  }
}

/** Opens a session with the first target of this `type` whose URL starts with `url`. */
export async function devtools(driver, type, url) {
  const { debuggerAddress } = (await driver.getCapabilities()).get('goog:chromeOptions');
  const limit = Date.now() + TIMEOUT_MS;
  for (;;) {
    const targets = await (await fetch(`http://${debuggerAddress}/json/list`)).json();
    const target = targets.find((target) => target.type === type && target.url.startsWith(url));
    if (target) return new Session().open(target.webSocketDebuggerUrl);
    if (Date.now() > limit) throw new Error(`there is no ${type} ${url}: ${JSON.stringify(targets.map(({ type, url }) => [type, url]))}`);
  }
}

/** Follows the requests of a page from now on. Returns a function that lists those whose response has not ended. */
export async function openRequests(session) {
  const open = new Map();
  session.on('Network.requestWillBeSent', ({ requestId, request: { method, url } }) => open.set(requestId, `${method} ${url}`));
  for (const name of ['Network.loadingFinished', 'Network.loadingFailed']) session.on(name, ({ requestId }) => open.delete(requestId));
  await session.send('Network.enable');
  return () => [...open.values()];
}

/** Returns how many objects of a class of the browser the page has. */
export async function countObjects(session, name) {
  const { result: prototype } = await session.send('Runtime.evaluate', { expression: `${name}.prototype` });
  const { objects } = await session.send('Runtime.queryObjects', { prototypeObjectId: prototype.objectId });
  const { result: count } = await session.send('Runtime.callFunctionOn', {
    objectId: objects.objectId, functionDeclaration: 'function () { return this.length; }', returnByValue: true,
  });
  for (const { objectId } of [prototype, objects]) await session.send('Runtime.releaseObject', { objectId });
  return count.value;
}
