// A push service on loopback, as Firefox speaks to its own: a WebSocket for the browser, which
// registers channels, and a way to send to them. Messages go without a payload, so nothing has to
// be encrypted.

import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { WebSocketServer } from 'ws';
import { PATIENCE } from './patience.mjs';

class PushService {
  #server;
  #said = new EventEmitter();
  #browser = null;

  /** Channels by endpoint. */
  channels = new Map();

  async start() {
    this.#server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    await once(this.#server, 'listening');
    this.#server.on('connection', (socket) => {
      this.#browser = socket;
      socket.on('message', (text) => this.#answer(socket, JSON.parse(text)));
    });
    return this;
  }

  async close() {
    for (const client of this.#server.clients) client.terminate();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** What Firefox has to be told to use this service. */
  get prefs() {
    return {
      'dom.push.serverURL': `ws://127.0.0.1:${this.#server.address().port}/`,
      'dom.push.testing.allowInsecureServerURL': true,
      'dom.push.connection.enabled': true,
    };
  }

  /** Sends an empty message; resolves with the browser's word on it: 100 is "the worker took it". */
  async send(endpoint) {
    const acknowledged = once(this.#said, 'ack', { signal: AbortSignal.timeout(PATIENCE) });
    this.#browser.send(JSON.stringify({ messageType: 'notification', channelID: this.channels.get(endpoint), version: randomUUID() }));
    const [{ updates }] = await acknowledged;
    return updates[0].code;
  }

  #answer(socket, { messageType, channelID, uaid, ...more }) {
    const say = (message) => socket.send(JSON.stringify({ messageType, status: 200, ...message }));
    if (messageType === 'hello') return say({ uaid: uaid || randomUUID().replace(/-/g, ''), use_webpush: true, broadcasts: {} });
    if (messageType === 'register') {
      const pushEndpoint = `https://push.example/${randomUUID()}`;
      this.channels.set(pushEndpoint, channelID);
      return say({ channelID, pushEndpoint });
    }
    if (messageType === 'unregister') return say({ channelID });
    if (messageType === 'ack') this.#said.emit('ack', more);
  }
}

export const startPushService = () => new PushService().start();
