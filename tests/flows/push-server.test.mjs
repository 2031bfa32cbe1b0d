// The server in examples/push-server, without a browser: what it rejects, and what it keeps when it is killed.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { createECDH, randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, before, beforeEach, describe, test } from 'node:test';
import { selfSigned } from '../support/certificate.mjs';
import { REPOSITORY } from '../support/paths.mjs';

const FOLDER = join(REPOSITORY, 'examples', 'push-server');
/** Number of times that the server is killed; `BACA_CASES` overrides it. */
const ROUNDS = Number(process.env.BACA_CASES) || 6;
const ORIGIN = 'https://news.example';

/** Returns a pair of keys as a browser makes them. */
function keys() {
  const pair = createECDH('prime256v1');
  return { p256dh: pair.generateKeys('base64url'), auth: randomBytes(16).toString('base64url') };
}

const subscription = (endpoint = `https://127.0.0.1/push/${randomUUID()}`) => ({ endpoint, expirationTime: null, keys: keys() });

describe('The push server', () => {
  let vapid;
  let folder;
  let settings;
  let child;
  let url;

  before(() => {
    const { stdout } = spawnSync(process.execPath, ['keys.mjs'], { cwd: FOLDER, encoding: 'utf8' });
    const lines = stdout.split('\n').filter((line) => /^\w+=/.test(line));
    vapid = Object.fromEntries(lines.map((line) => line.split(/=(.*)/).slice(0, 2)));
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'baca-push-server-'));
    settings = {
      ...vapid,
      PORT: '0', DATABASE: join(folder, 'subscriptions.jsonl'), SITE_ORIGIN: ORIGIN,
      PUSH_HOSTS: '127.0.0.1 *.push.example', BURST: '100000', PER_MINUTE: '100000',
    };
  });
  afterEach(async () => {
    await kill();
    rmSync(folder, { recursive: true, force: true });
  });

  async function start(more = {}) {
    const env = { ...process.env, ...settings, ...more };
    child = spawn(process.execPath, [join(FOLDER, 'server.mjs')], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = await once(child.stdout, 'data');
    [, url] = /listening on (\S+)/.exec(line);
  }

  async function kill() {
    if (!child || child.exitCode !== null || child.signalCode) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  const post = (body, { method = 'POST', headers = { origin: ORIGIN } } = {}) =>
    fetch(url, { method, headers, body: typeof body === 'string' ? body : JSON.stringify(body) });
  const status = async (...args) => (await post(...args)).status;

  /** Sends a message to all subscribers; resolves with `{ sent, gone, failed }`. */
  async function send(more = {}) {
    const env = { ...process.env, ...settings, ...more };
    const sender = spawn(process.execPath, ['send.mjs', '--title', 'T'], { cwd: FOLDER, env, stdio: ['ignore', 'pipe', 'ignore'] });
    let printed = '';
    for await (const chunk of sender.stdout) printed += chunk;
    return JSON.parse(printed);
  }

  test('a server that is killed while it writes starts again with everything that it confirmed', async () => {
    const confirmed = new Map();
    let replaced = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      await start();
      const victim = child;
      let alive = true;
      const write = async () => {
        while (alive) {
          const one = subscription();
          // Some replace an earlier subscription, some are removed immediately.
          const [earlier] = replaced % 5 === 4 ? confirmed.keys() : [];
          replaced += 1;
          try {
            if (earlier) confirmed.set(earlier, 'unknown');
            if (await status({ subscription: one, topics: ['a'], replaces: earlier }) === 201) {
              confirmed.set(one.endpoint, 'there');
              if (earlier) confirmed.delete(earlier);
            }
          } catch {
            return; // the server was killed: it may or may not have stored this one
          }
        }
      };
      const writers = Array.from({ length: 4 }, write);
      const enough = confirmed.size + 5 + round;
      while (confirmed.size < enough && victim.exitCode === null) await new Promise(setImmediate);
      victim.kill('SIGKILL');
      alive = false;
      await Promise.all(writers);
      await kill();
      // Simulates a server that was killed in the middle of a line.
      if (round % 4 === 0) appendFileSync(settings.DATABASE, '\n{"add":{"endpoint":"https://127.0.0.1/ha');
    }
    await start();
    assert.equal(await status({ subscription: subscription() }), 201);
    for (const [endpoint, state] of confirmed) {
      const answer = await status({ endpoint }, { method: 'DELETE' });
      if (state === 'there') assert.equal(answer, 204, endpoint);
    }
    assert.deepEqual(readdirSync(folder), ['subscriptions.jsonl'], 'nothing is left beside the file');
  });

  test('the file of an earlier version stops the server with a message', async () => {
    writeFileSync(settings.DATABASE, 'SQLite format 3\0…');
    const { status: code, stderr } = spawnSync(process.execPath, [join(FOLDER, 'server.mjs')], { env: { ...process.env, ...settings }, encoding: 'utf8' });
    assert.equal(code, 1);
    assert.match(stderr, /earlier version/);
    assert.match(readFileSync(settings.DATABASE, 'utf8'), /^SQLite/);
  });

  test('endpoints are parsed as by fetch, and only those of known push services are stored', async () => {
    await start();
    for (const [endpoint, wanted] of [
      ['https://fcm.push.example/a', 201],
      ['https://FCM.PUSH.example/a%20b', 201],
      ['https://127.0.0.1:8443/a', 201],
      ['https://127.0.0.1;.push.example/', 400],
      ['https://127.0.0.1#.push.example/', 201], // the host is 127.0.0.1, which this server accepts
      ['https://127.0.0.1\\.push.example/', 201], // to the parser, a backslash ends the host
      ['https://localhost\\.push.example/', 400],
      ['https://localhost#.push.example/', 400],
      ['https://localhost\\@fcm.push.example/', 400],
      ['https://user@fcm.push.example/', 400],
      ['https://fcm.push.example:22/', 400],
      ['https://fcm.push.example.evil.example/', 400],
      ['https://evilpush.example/', 400],
      ['https://fcm.push.example./', 400],
      ['https://a,b.push.example/', 400],
      ['https://a\u3002push.example/', 201], // an ideographic full stop is a dot to the parser
      ['http://fcm.push.example/', 400],
      ['https://2130706433/', 201], // 127.0.0.1 as a number
      ['https://[::1]/', 400],
      [`https://fcm.push.example/${'a'.repeat(3000)}`, 400],
      [7, 400],
    ]) assert.equal(await status({ subscription: subscription(endpoint) }), wanted, String(endpoint));
    const stored = readFileSync(settings.DATABASE, 'utf8');
    assert.ok(stored.includes('"https://fcm.push.example/a%20b"') && stored.includes('"https://a.push.example/"'));
    assert.equal(await status({ endpoint: 'https://FCM.push.example/a' }, { method: 'DELETE' }), 204);
  });

  test('only keys as in RFC 8291 are stored', async () => {
    await start();
    const good = keys();
    const point = Buffer.from(good.p256dh, 'base64url');
    const off = Buffer.from(point);
    off[64] ^= 1;
    const compressed = Buffer.concat([Buffer.from([2]), point.subarray(1)]);
    for (const [changed, wanted] of [
      [{}, 201],
      [{ p256dh: `${good.p256dh}=` }, 201],
      [{ p256dh: off.toString('base64url') }, 400],
      [{ p256dh: compressed.toString('base64url') }, 400],
      [{ p256dh: Buffer.alloc(65, 4).toString('base64url') }, 400],
      [{ p256dh: `${good.p256dh} ` }, 400],
      [{ p256dh: good.p256dh.slice(2) }, 400],
      [{ auth: good.auth.slice(2) }, 400],
      [{ auth: '!!!!!!!!!!!!!!!!!!!!!!' }, 400],
      [{ auth: 7 }, 400],
      [{ p256dh: undefined }, 400],
    ]) {
      const { endpoint } = subscription();
      assert.equal(await status({ subscription: { endpoint, keys: { ...good, ...changed } } }), wanted, JSON.stringify(changed));
    }
    for (const body of ['', '[]', 'null', '{', '"x"', '{"subscription":null}', '{"subscription":{"keys":[]}}']) {
      assert.equal(await status(body), 400, body);
    }
  });

  test('rate and size are limited, with an origin and without', async () => {
    await start({ BURST: '20', PER_MINUTE: '60' });
    for (const headers of [{}, { origin: ORIGIN }]) {
      assert.equal(await status('x'.repeat(20_000), { headers }), 413);
      const slow = new ReadableStream({
        start(controller) {
          controller.enqueue(new Uint8Array(20_000));
          controller.close();
        },
      });
      assert.equal((await fetch(url, { method: 'POST', headers, body: slow, duplex: 'half' })).status, 413);
    }
    assert.equal(await status({ subscription: subscription() }, { headers: { origin: 'https://evil.example' } }), 403);
    let answer;
    for (let count = 0; count < 40 && answer?.status !== 429; count += 1) answer = await post({ endpoint: 'x' }, { method: 'DELETE', headers: {} });
    assert.equal(answer.status, 429);
    assert.match(answer.headers.get('retry-after'), /^[1-9]\d*$/);
    // Behind a proxy, each client has its own limit.
    await kill();
    await start({ BURST: '2', PER_MINUTE: '60', CLIENT_HEADER: 'X-Forwarded-For' });
    const from = (client) => status({ endpoint: 'x' }, { method: 'DELETE', headers: { 'x-forwarded-for': client } });
    assert.deepEqual([await from('1.1.1.1'), await from('1.1.1.1'), await from('1.1.1.1')], [404, 404, 429]);
    assert.equal(await from('9.9.9.9, 2.2.2.2'), 404);
    assert.equal(await from('2.2.2.2, 1.1.1.1'), 429);
  });

  test('a subscription to which no message can be sent is removed and does not stop the others', async () => {
    const { key, cert } = selfSigned('push', { addresses: ['127.0.0.1'] });
    const certificate = join(folder, 'push.pem');
    writeFileSync(certificate, cert);
    const received = [];
    const service = createServer({ key, cert }, (request, response) => {
      received.push(request.url);
      if (request.url === '/reset') return request.socket.destroy();
      const code = { '/gone': 410, '/unknown': 404, '/broken': 500, '/moved': 307 }[request.url] ?? 201;
      request.resume().on('end', () => response.writeHead(code, { location: '/elsewhere' }).end());
    });
    await new Promise((resolve) => service.listen(0, '127.0.0.1', resolve));
    const at = (path) => `https://127.0.0.1:${service.address().port}${path}`;
    const line = (endpoint, changed = {}) => JSON.stringify({ add: { endpoint, keys: { ...keys(), ...changed }, topics: [], since: '' } });
    writeFileSync(settings.DATABASE, [
      line(at('/one')),
      line('not a URL'),
      line('https://127.0.0.1;.push.example/'),
      line(at('/off'), { p256dh: Buffer.alloc(65, 4).toString('base64url') }),
      line(at('/short'), { auth: 'AA' }),
      JSON.stringify({ add: { endpoint: at('/no-keys'), topics: [] } }),
      line(at('/gone')),
      line(at('/unknown')),
      line(at('/broken')),
      line(at('/moved')),
      line(at('/reset')),
      line(at('/two')),
    ].join('\n'));
    try {
      const trusting = { NODE_EXTRA_CA_CERTS: certificate };
      assert.deepEqual(await send(trusting), { sent: 2, gone: 7, failed: 3 });
      assert.ok(!received.includes('/elsewhere') && !received.includes('/off'));
      assert.deepEqual(await send(trusting), { sent: 2, gone: 0, failed: 3 });
    } finally {
      service.closeAllConnections();
      await new Promise((resolve) => service.close(resolve));
    }
  });
});
