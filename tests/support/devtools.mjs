// The DevTools protocol of Chromium, with its events: a session on a page, and on its workers.

import { EventEmitter, once } from 'node:events';
import { WebSocket } from 'ws';
import { PATIENCE } from './patience.mjs';

class Session extends EventEmitter {
  #socket;
  #last = 0;
  #waiting = new Map();

  async open(url) {
    this.setMaxListeners(0);
    this.#socket = new WebSocket(url);
    await once(this.#socket, 'open');
    this.#socket.on('message', (text) => {
      const { id, result, error, method, params } = JSON.parse(text);
      if (method) return this.emit(method, params);
      const { resolve, reject } = this.#waiting.get(id);
      this.#waiting.delete(id);
      return error ? reject(new Error(error.message)) : resolve(result);
    });
    return this;
  }

  send(method, params = {}) {
    const id = (this.#last += 1);
    this.#socket.send(JSON.stringify({ id, method, params }));
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  /** The first event of this name for which `condition` holds. */
  async next(name, condition = () => true) {
    const signal = AbortSignal.timeout(PATIENCE);
    for (;;) {
      const [params] = await once(this, name, { signal });
      if (condition(params)) return params;
    }
  }

  close() {
    this.#socket.close();
  }
}

/** A session on the first target whose `type` and `url` are these. */
export async function devtools(driver, type, url) {
  const { debuggerAddress } = (await driver.getCapabilities()).get('goog:chromeOptions');
  const limit = Date.now() + PATIENCE;
  for (;;) {
    const targets = await (await fetch(`http://${debuggerAddress}/json/list`)).json();
    const target = targets.find((target) => target.type === type && target.url.startsWith(url));
    if (target) return new Session().open(target.webSocketDebuggerUrl);
    if (Date.now() > limit) throw new Error(`there is no ${type} ${url}: ${JSON.stringify(targets.map(({ type, url }) => [type, url]))}`);
  }
}
