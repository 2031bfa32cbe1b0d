// A push service on loopback. Browsers connect to it by the protocol of Firefox's push service: a WebSocket
// for registering channels and receiving messages. Senders use RFC 8030: they POST to an endpoint, encrypted
// (RFC 8291) and signed (VAPID, RFC 8292), and get 201, 404 or 410. The service cannot decrypt messages.

import { createPublicKey, randomUUID, verify } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocketServer } from 'ws';
import { selfSigned } from './certificate.mjs';
import { TIMEOUT_MS } from './timeouts.mjs';

class PushService {
  #sockets;
  #posts;
  #folder = mkdtempSync(join(tmpdir(), 'baca-push-'));
  /** Emits messages of the browser. */
  #events = new EventEmitter().setMaxListeners(0);
  #browser = null;
  #hasLostData = false;

  /** Channels by endpoint: `{ channelID, key }`, with the sender's public key; null for one that has ended. */
  channels = new Map();
  /** Messages of senders, each with the status of its response. */
  posts = [];
  /** The status that every sender gets instead, to simulate a failing push service. */
  forcedStatus = null;

  async start() {
    const { key, cert } = selfSigned('push', { addresses: ['127.0.0.1'] });
    this.#posts = createServer({ key, cert }, (request, response) => this.#receive(request, response));
    await new Promise((resolve) => this.#posts.listen(0, '127.0.0.1', resolve));
    this.origin = `https://127.0.0.1:${this.#posts.address().port}`;
    this.#sockets = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    await once(this.#sockets, 'listening');
    this.#sockets.on('connection', (socket) => {
      this.#browser = socket;
      socket.on('message', (text) => this.#handle(socket, JSON.parse(text)));
    });
    /** The certificate that a sender in Node must trust. */
    this.certificate = join(this.#folder, 'push.pem');
    writeFileSync(this.certificate, cert);
    return this;
  }

  async close() {
    for (const client of this.#sockets.clients) client.terminate();
    this.#posts.closeAllConnections();
    await Promise.all([this.#sockets, this.#posts].map((server) => new Promise((resolve) => server.close(resolve))));
    rmSync(this.#folder, { recursive: true });
  }

  /** Preferences that make Firefox use this service. */
  get prefs() {
    return {
      'dom.push.serverURL': `ws://127.0.0.1:${this.#sockets.address().port}/`,
      'dom.push.testing.allowInsecureServerURL': true,
      'dom.push.connection.enabled': true,
      'dom.push.retryBaseInterval': 100,
    };
  }

  /** Sends an empty message; resolves with the browser's acknowledgement. 100 means that the worker handled it. */
  async send(endpoint) {
    return this.#push(this.channels.get(endpoint), Buffer.alloc(0));
  }

  /** Simulates a loss of data: all subscriptions end, and browsers must subscribe again. */
  loseData() {
    this.#hasLostData = true;
    for (const endpoint of this.channels.keys()) this.channels.set(endpoint, null);
    for (const client of this.#sockets.clients) client.terminate();
  }

  /** Waits until a subscription has ended. */
  async ended(endpoint) {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    while (this.channels.get(endpoint) !== null) await once(this.#events, 'unregister', { signal });
  }

  async #push({ channelID }, body) {
    const version = randomUUID();
    const acknowledged = new Promise((resolve, reject) => {
      const limit = setTimeout(() => reject(new Error('the browser did not acknowledge the message')), TIMEOUT_MS);
      const onAck = ({ updates }) => {
        const update = updates.find((update) => update.version === version);
        if (!update) return;
        clearTimeout(limit);
        this.#events.off('ack', onAck);
        resolve(update.code);
      };
      this.#events.on('ack', onAck);
    });
    const payload = body.length ? { data: body.toString('base64url'), headers: { encoding: 'aes128gcm' } } : {};
    this.#browser.send(JSON.stringify({ messageType: 'notification', channelID, version, ...payload }));
    return acknowledged;
  }

  async #receive(request, response) {
    const parts = [];
    for await (const part of request) parts.push(part);
    const body = Buffer.concat(parts);
    const endpoint = `${this.origin}${request.url}`;
    const status = this.forcedStatus ?? this.#statusOf(request, endpoint, body);
    const post = { endpoint, headers: request.headers, status, bytes: body.length };
    this.posts.push(post);
    if (status === 201) post.code = await this.#push(this.channels.get(endpoint), body);
    response.writeHead(status, status === 201 ? { location: `${endpoint}/${randomUUID()}` } : {}).end();
  }

  /** Returns the status that RFC 8030, 8188 and 8292 require. */
  #statusOf({ method, headers }, endpoint, body) {
    if (method !== 'POST') return 405;
    if (!/^\d+$/.test(headers.ttl ?? '')) return 400;
    if (body.length && headers['content-encoding'] !== 'aes128gcm') return 415;
    if (body.length > 4096) return 413;
    if (!this.channels.has(endpoint)) return 404;
    const channel = this.channels.get(endpoint);
    if (channel === null) return 410;
    return this.#isSigned(headers.authorization, channel.key) ? 201 : 403;
  }

  /** Verifies a VAPID header with the public key of the channel. */
  #isSigned(authorization, key) {
    const [, token, sender] = authorization?.match(/^vapid t=([^,\s]+), ?k=([\w-]+)$/) ?? [];
    if (!token || sender !== key) return false;
    const point = Buffer.from(key, 'base64url');
    const coordinate = (from) => point.subarray(from, from + 32).toString('base64url');
    const publicKey = createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x: coordinate(1), y: coordinate(33) } });
    const [head, claims, signature] = token.split('.');
    const { aud, exp, sub } = JSON.parse(Buffer.from(claims, 'base64url'));
    const now = Date.now() / 1000;
    return aud === this.origin && exp > now && exp <= now + 86_400 && /^(mailto:|https:)/.test(sub) &&
      verify('sha256', Buffer.from(`${head}.${claims}`), { key: publicKey, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'));
  }

  /** Handles a message of the browser. */
  #handle(socket, { messageType, channelID, uaid, key, ...more }) {
    const respond = (message) => socket.send(JSON.stringify({ messageType, status: 200, ...message }));
    if (messageType === 'hello') {
      const known = this.#hasLostData ? '' : uaid;
      this.#hasLostData = false;
      return respond({ uaid: known || randomUUID().replace(/-/g, ''), use_webpush: true, broadcasts: {} });
    }
    if (messageType === 'register') {
      const pushEndpoint = `${this.origin}/push/${randomUUID()}`;
      this.channels.set(pushEndpoint, { channelID, key: key?.replace(/=+$/, '') });
      return respond({ channelID, pushEndpoint });
    }
    if (messageType === 'unregister') {
      for (const [endpoint, channel] of this.channels) if (channel?.channelID === channelID) this.channels.set(endpoint, null);
      this.#events.emit('unregister');
      return respond({ channelID });
    }
    if (messageType === 'ack' || messageType === 'nack') this.#events.emit('ack', messageType === 'ack' ? more : { updates: [more] });
  }
}

export const startPushService = () => new PushService().start();
