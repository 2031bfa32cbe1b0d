// The worker for edge platforms, in workerd: it renders articles of a CMS as pages.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { endless, hang, json, reset, text, truncated } from '../support/http-responses.mjs';
import { warta } from '../support/articles.mjs';
import { REPOSITORY } from '../support/paths.mjs';
import { freePort, listening, startProgram } from '../support/processes.mjs';
import { startSite } from '../support/servers.mjs';

/** Seconds of the test under load; `BACA_LOAD_S` sets another number. */
const SECONDS = Number(process.env.BACA_LOAD_S) || 6;
/** Requests after which the cache is full and the memory of the module has its size. */
const WARM_UP = 300;
const CPU = { x64: '64', arm64: 'arm64' }[process.arch];
const PROGRAM = join(REPOSITORY, `node_modules/@cloudflare/workerd-${process.platform}-${CPU}/bin/workerd`);

const CONFIG = (port, source, options) => `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [ (name = "main", worker = .worker), (name = "internet", network = (allow = ["public", "private", "local"])) ],
  sockets = [ (name = "http", address = "127.0.0.1:${port}", http = (), service = "main") ]
);
const worker :Workerd.Worker = (
  modules = [ (name = "worker.mjs", esModule = embed "worker.mjs"), (name = "baca-edge.wasm", wasm = embed "baca-edge.wasm") ],
  bindings = [ (name = "SOURCE", text = ${JSON.stringify(source)}), (name = "OPTIONS", text = ${JSON.stringify(JSON.stringify(options))}) ],
  compatibilityDate = "2025-10-01"
);
`;

describe('The worker for the edge', () => {
  let folder;
  let site;
  let worker;
  let edge;
  let base;

  before(() => {
    const { status: code, stderr } = spawnSync('cargo', ['run', '--quiet', '--package', 'xtask', '--', 'edge'], { cwd: REPOSITORY, encoding: 'utf8' });
    assert.equal(code, 0, stderr);
    assert.ok(existsSync(PROGRAM), 'workerd is missing: npm ci');
    folder = mkdtempSync(join(tmpdir(), 'baca-edge-'));
    for (const name of ['worker.mjs', 'baca-edge.wasm']) copyFileSync(join(REPOSITORY, 'dist/edge', name), join(folder, name));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** Starts the worker with a source and options. */
  const serve = async (source, options = {}) => {
    worker?.end();
    const port = await freePort();
    const all = { site: JSON.stringify({ site: { name: 'Warta' } }), ...options };
    writeFileSync(join(folder, 'config.capnp'), CONFIG(port, source, all));
    worker = await startProgram(PROGRAM, ['serve', join(folder, 'config.capnp')]);
    await listening(port);
    base = `http://127.0.0.1:${port}`;
    edge = (path, headers = {}, options = {}) => fetch(base + path, { headers, redirect: 'manual', ...options });
  };

  /** Returns the worker's memory in megabytes. */
  const memory = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${worker.pid}/status`, 'utf8'))[1]) / 1024;

  beforeEach(async () => {
    site = await startSite();
    await serve(site.url('/api/{path}.json'), { src: site.url('/api/{path}.json') });
  });
  afterEach(async () => {
    worker.end();
    worker = null;
    await site.close();
  });

  test('an article is rendered as a page that is complete without script', async () => {
    site.put('/api/dermaga.json', json(warta));
    const answer = await edge('/dermaga');
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get('content-type'), /^text\/html/);
    const page = await answer.text();
    assert.ok(page.startsWith('<!doctype html>') && page.endsWith('</html>\n'));
    assert.ok(page.includes(`<title>${warta.headline} – Warta</title>`));
    assert.ok(page.includes('<template shadowrootmode="open">'));
    assert.ok(page.includes('Minggu, 1 Maret 2026 pukul 16.10 GMT+7'));
    assert.ok(page.includes(`src="${site.url('/media/dermaga.svg')}"`), 'URLs are resolved against the CMS');
    for (const block of warta.body.filter((block) => typeof block === 'string')) assert.ok(page.includes(block));
  });

  test('an article in another format is rendered too', async () => {
    site.put('/api/feed.json', json({ version: 'https://jsonfeed.org/version/1.1', title: 'F', items: [{ id: '1', title: 'From a feed', content_html: '<p>Hello <b>you</b><script>alert(1)</script></p>' }] }));
    const page = await (await edge('/feed')).text();
    assert.ok(page.includes('>From a feed</h1>') && page.includes('Hello <strong>you</strong>'));
    assert.ok(!page.includes('alert(1)'));
  });

  test('a page is cached until the CMS changes its ETag, and clients that have it get 304', async () => {
    const serve = (headline, tag) => site.put('/api/a.json', (response) => {
      const { headers } = site.requestsTo('/api/a.json').at(-1);
      if (headers['if-none-match'] === tag) return response.writeHead(304, { etag: tag }).end();
      return json({ baca: 1, headline, body: ['Text.'] }, { headers: { etag: tag } })(response);
    });
    serve('First', '"one"');
    const first = await edge('/a');
    const page = await first.text();
    const tag = first.headers.get('etag');
    assert.ok(page.includes('First') && tag);
    const second = await edge('/a');
    assert.equal(await second.text(), page);
    assert.equal(site.requestsTo('/api/a.json')[1].headers['if-none-match'], '"one"', 'the request to the CMS should have the tag of the CMS');
    const third = await edge('/a', { 'if-none-match': tag });
    assert.deepEqual([third.status, await third.text()], [304, '']);
    serve('Second', '"two"');
    const fourth = await edge('/a', { 'if-none-match': tag });
    assert.equal(fourth.status, 200);
    assert.ok((await fourth.text()).includes('Second'));
    assert.notEqual(fourth.headers.get('etag'), tag);
  });

  test('live coverage is rendered as it is now, with its key updates', async () => {
    const update = (id, key) => ({ type: 'update', id, key, published: '2026-03-01T10:00:00Z', title: `News ${id}`, body: [`The words of ${id}.`] });
    const serve = (...updates) => site.put('/api/live.json', json({ baca: 1, id: 'live', lang: 'en', headline: 'Live', live: true, body: updates }, { headers: { etag: `"${updates.length}"` } }));
    const listed = (page) => [...page.matchAll(/<li><a href="#(\w+)">/g)].map(([, id]) => id);
    serve(update('one', true));
    assert.deepEqual(listed(await (await edge('/live')).text()), ['one']);
    serve(update('three', true), update('two', false), update('one', true));
    const page = await (await edge('/live')).text();
    assert.deepEqual(listed(page), ['three', 'one']);
    assert.ok(['one', 'two', 'three'].every((id) => page.includes(`The words of ${id}.`)));
  });

  test('a long article is sent in pieces, several at once', async () => {
    const body = Array.from({ length: 5000 }, (_, index) => `Paragraph ${index}.`);
    site.put('/api/long.json', json({ baca: 1, headline: 'Long', body }));
    const pieces = async () => {
      const answer = await edge('/long');
      let count = 0;
      let page = '';
      const decoder = new TextDecoder();
      for await (const piece of answer.body) {
        count += 1;
        page += decoder.decode(piece, { stream: true });
      }
      assert.ok(page.includes('Paragraph 4999.') && page.endsWith('</html>\n'));
      return count;
    };
    const counts = await Promise.all([pieces(), pieces(), pieces()]);
    assert.ok(counts.every((count) => count > 3), `pieces: ${counts}`);
  });

  test('an article that cannot be rendered becomes a page with only the element', async () => {
    site.put('/api/no.json', text('{"a":1}', 'application/json'));
    const no = await edge('/no');
    assert.equal(no.status, 502);
    assert.ok((await no.text()).includes(`<baca-reader src="${site.url('/api/no.json')}"></baca-reader>`));
    assert.equal((await edge('/nowhere')).status, 404);
  });

  test('the path is one encoded segment or query value', async () => {
    const asked = async (path) => {
      const count = site.requests.length;
      const { status } = await edge(path);
      const [request] = site.requests.slice(count);
      return request ? request.raw : status;
    };
    for (const [path, wanted] of [
      ['/a', '/api/a.json'],
      ['/a/b', '/api/a%2Fb.json'],
      ['/a%2fb', '/api/a%2Fb.json'],
      ['/$&$`$1', '/api/%24%26%24%60%241.json'],
      ['/a%3Fkey=1%23x', '/api/a%3Fkey%3D1%23x.json'],
      ['/%D0%B0', '/api/%D0%B0.json'],
      ['//evil.example/x', '/api/%2Fevil.example%2Fx.json'],
      ['/a%00', '/api/a%00.json'],
      ['/', 404],
      ['/%2e%2e', 404],
      ['/%E0%A4%A', 404],
      [`/${'a'.repeat(600)}`, 404],
    ]) assert.equal(await asked(path), wanted, path);
    await serve(site.url('/posts?slug={path}&n=1'));
    for (const [path, wanted] of [
      ['/a&b=c', '/posts?slug=a%26b%3Dc&n=1'],
      ['/a+b', '/posts?slug=a%2Bb&n=1'],
    ]) assert.equal(await asked(path), wanted, path);
    await serve(site.url('/').replace('127.0.0.1', '{path}.example'));
    assert.equal((await edge('/a')).status, 404);
    assert.equal((await edge('/evil.example%2F')).status, 404);
  });

  test('a failing CMS is reported as a gateway would report it', async () => {
    await serve(site.url('/api/{path}.json'), { timeout: 1 });
    const other = await startSite();
    other.put('/api/a.json', json({ baca: 1, headline: 'Elsewhere', body: ['Text.'] }));
    const moved = (location, status = 302) => text('', 'text/plain', { status, headers: { location } });
    for (const [name, response, status] of [
      ['500', text('', 'text/plain', { status: 500 }), 502],
      ['503', text('', 'text/plain', { status: 503, headers: { 'retry-after': '120' } }), 503],
      ['429', text('', 'text/plain', { status: 429, headers: { 'retry-after': 'Sun, 01 Mar 2026 08:00:00 GMT' } }), 503],
      ['401', text('', 'text/plain', { status: 401 }), 502],
      ['404', text('', 'text/plain', { status: 404 }), 404],
      ['410', text('', 'text/plain', { status: 410 }), 410],
      ['204', (response) => response.writeHead(204).end(), 502],
      ['206', json({ baca: 1, headline: 'H', body: ['Text.'] }, { status: 206 }), 502],
      ['304 that nobody asked for', (response) => response.writeHead(304).end(), 502],
      ['reset', reset(), 502],
      ['cut', truncated('{"baca":1,"headline":"H"'), 502],
      ['silence', hang(), 504],
      ['half', (response) => response.writeHead(200).write('{"baca":1,'), 504],
      ['too long', endless(9 * 1024 * 1024), 502],
      ['announced as too long', (response) => {
        response.writeHead(200, { 'content-length': 9 * 1024 * 1024 });
        response.write('{');
      }, 502],
      ['a login page', text('<!doctype html><title>Log in</title><form></form>'), 502],
      ['another origin', moved(other.url('/api/a.json')), 502],
      ['another origin without scheme', moved(`//localhost:${site.port}/api/ok.json`), 502],
      ['no URL', moved('http://['), 502],
      ['a loop', moved('/api/page.json', 307), 502],
    ]) {
      site.put('/api/page.json', response);
      const answer = await edge('/page');
      const page = await answer.text();
      assert.equal(answer.status, status, name);
      assert.ok(!page.includes('127.0.0.1') && !page.includes('Elsewhere'), name);
      assert.equal(answer.headers.get('cache-control'), 'no-store', name);
      const retryAfter = { 503: '120', 429: 'Sun, 01 Mar 2026 08:00:00 GMT' }[name] ?? null;
      assert.equal(answer.headers.get('retry-after'), retryAfter, name);
    }
    assert.equal(other.requests.length, 0);
    await other.close();
    // Redirects within the origin are followed, and the worker is well.
    site.put('/api/page.json', moved('/v2/page.json', 301));
    site.put('/v2/page.json', json({ baca: 1, headline: 'Moved', body: ['Text.'] }));
    assert.ok((await (await edge('/page')).text()).includes('>Moved</h1>'));
  });

  test('an empty list and an item that is not in it are not found', async () => {
    const feed = (items) => json({ version: 'https://jsonfeed.org/version/1.1', title: 'F', items });
    site.put('/api/list.json', json([]));
    site.put('/api/feed.json', feed([]));
    site.put('/api/posts.json', json({ posts: [], meta: {} }));
    site.put('/api/object.json', json({}));
    for (const [path, status] of [['/list', 404], ['/feed', 404], ['/posts', 404], ['/object', 502]]) {
      assert.equal((await edge(path)).status, status, path);
    }
    await serve(site.url('/api/feed.json'), { item: '{path}', src: '/feed.json' });
    site.put('/api/feed.json', feed([{ id: 'a', title: 'First', content_html: '<p>A</p>' }, { id: 'b/c', title: 'Second', content_html: '<p>B</p>' }]));
    const second = await (await edge('/b/c')).text();
    assert.ok(second.includes('>Second</h1>') && second.includes('<baca-reader src="/feed.json" item="b/c">'));
    assert.equal((await edge('/d')).status, 404);
  });

  test('neither the source nor its keys reach a page', async () => {
    const source = new URL(site.url('/api/{path}.json?key=SECRET'));
    source.username = 'user';
    source.password = 'PASSWORD';
    await serve(source.href.replaceAll('%7B', '{').replaceAll('%7D', '}'));
    site.put('/api/a.json', json({ baca: 1, headline: 'H', lead: 'foto.jpg', body: [{ type: 'paragraph', text: [{ text: 'link', href: '?page=2' }, { text: 'note', href: '#n' }] }] }));
    const answer = await edge('/a');
    const page = await answer.text();
    const sent = page + [...answer.headers].join();
    assert.equal(answer.status, 200);
    assert.equal(site.requestsTo('/api/a.json')[0].query, '?key=SECRET');
    assert.equal(site.requestsTo('/api/a.json')[0].headers.authorization, `Basic ${btoa('user:PASSWORD')}`);
    assert.ok(!/SECRET|PASSWORD|user:/.test(sent), sent);
    assert.ok(page.includes(`src="${site.url('/api/foto.jpg')}"`), 'relative URLs are resolved all the same');
    site.put('/api/b.json', json({}));
    assert.ok(!/SECRET|PASSWORD|api/.test(await (await edge('/b')).text()));
  });

  test('the query of a request is not part of the key, and a nonce is not offered', async () => {
    await serve(site.url('/api/{path}.json'), { nonce: 'abc', lifetime: 60 });
    site.put('/api/a.json', json({ baca: 1, headline: 'H', body: ['Text.'] }));
    for (const query of ['', '?utm_source=x', '?a=1&b=2']) {
      const answer = await edge(`/a${query}`);
      assert.equal(answer.headers.get('cache-control'), 'max-age=60');
      assert.ok(!(await answer.text()).includes('nonce'));
    }
    assert.equal(site.requestsTo('/api/a.json').length, 1, 'within its lifetime the page is not requested again');
    site.put('/api/b.json', json({ baca: 1, headline: 'H', body: ['Text.'] }, { headers: { 'cache-control': 'private' } }));
    for (const _ of [1, 2]) await (await edge('/b')).text();
    assert.equal(site.requestsTo('/api/b.json').length, 2);
  });

  test('If-None-Match may be a list', async () => {
    site.put('/api/a.json', json({ baca: 1, headline: 'H', body: ['Text.'] }, { headers: { etag: '"one, two"' } }));
    const tag = (await edge('/a')).headers.get('etag');
    for (const [header, status] of [
      [`"x", ${tag}`, 304],
      [`${tag.replace('W/', '')} , "y"`, 304],
      ['*', 304],
      ['"x", W/"y"', 200],
      ['nonsense', 200],
    ]) {
      const answer = await edge('/a', { 'if-none-match': header });
      assert.deepEqual([header, answer.status], [header, status]);
      await answer.text();
    }
  });

  test('documents in other encodings than UTF-8 are decoded', async () => {
    const page = (head, text) => Buffer.concat([Buffer.from(`<!doctype html><html><head>${head}</head><body><article><h1>`), text, Buffer.from('</h1><p>Text of the article.</p></article>')]);
    const fish = Buffer.from([0xd0, 0xfb, 0xe1, 0xe0]);
    site.put('/api/meta.json', text(page('<meta charset="windows-1251">', fish), 'text/html'));
    site.put('/api/header.json', text(page('', fish), 'text/html; charset=windows-1251'));
    site.put('/api/mark.json', text(Buffer.from('\ufeff{"baca":1,"headline":"Рыба","body":["Text."]}', 'utf16le'), 'application/json'));
    site.put('/api/surrogate.json', text('{"baca":1,"headline":"Рыба","body":["a\\ud800b"]}', 'application/json'));
    for (const name of ['meta', 'header', 'mark', 'surrogate']) {
      const answer = await (await edge(`/${name}`)).text();
      assert.ok(answer.includes('>Рыба</h1>'), `${name}: ${answer.slice(0, 400)}`);
    }
    assert.ok((await (await edge('/surrogate')).text()).includes('a\ufffdb'));
  });

  test('what nobody reads is not downloaded, rendered or kept', async () => {
    const body = Array.from({ length: 20_000 }, (_, index) => `Paragraph ${index} of a text that is long enough to matter, and goes on.`);
    site.put('/api/long.json', json({ baca: 1, headline: 'Long', body }));
    for (let count = 0; count < 20; count += 1) await edge('/long', {}, { method: 'HEAD' });
    const before = memory();
    for (let count = 0; count < 200; count += 1) {
      const answer = await edge('/long', {}, { method: 'HEAD' });
      assert.deepEqual([answer.status, await answer.text()], [200, '']);
    }
    assert.ok(memory() - before < 20, `${before} MB before, ${memory()} MB after`);
    // Clients that leave: the first piece, then nothing.
    const leave = async () => {
      const controller = new AbortController();
      const answer = await edge('/long', {}, { signal: controller.signal });
      await answer.body.getReader().read();
      controller.abort();
    };
    for (let count = 0; count < 5; count += 1) await leave();
    const early = memory();
    for (let count = 0; count < 30; count += 1) await leave();
    assert.ok(memory() - early < 60, `${early} MB before, ${memory()} MB after`);
    const page = await (await edge('/long')).text();
    assert.ok(page.includes('Paragraph 19999') && page.endsWith('</html>\n'));
  });

  test('under load, with a CMS that is slow, failing or sends too much, memory stays flat and every response is right', async () => {
    await serve(site.url('/api/{path}.json'), { timeout: 4 });
    const body = (words) => Array.from({ length: words / 10 }, (_, index) => `Paragraph ${index} of a text that is not short.`);
    const article = (name, words) => json({ baca: 1, headline: name, body: body(words) }, { headers: { etag: `"${name}"` } });
    site.put('/api/slow.json', (response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"baca":1,"headline":"slow",');
      setTimeout(() => response.end('"body":["Text."]}'), 200);
    });
    site.put('/api/stalled.json', hang());
    site.put('/api/failing.json', reset());
    site.put('/api/huge.json', endless(20 * 1024 * 1024));
    for (let index = 0; index < 40; index += 1) site.put(`/api/a${index}.json`, article(`a${index}`, 40_000));
    // Of what is too long, either limit may be reached first.
    const wanted = { stalled: [504], failing: [502], huge: [502, 504] };
    const wrong = [];
    let count = 0;
    const visit = async (worker, round) => {
      const names = ['slow', 'failing', 'huge', 'stalled', ...Array.from({ length: 8 }, (_, index) => `a${(worker * 7 + round * 3 + index) % 40}`)];
      const name = names[(worker + round) % names.length];
      const answer = await edge(`/${name}?visit=${count += 1}`);
      const page = await answer.text();
      const isRight = (wanted[name] ?? [200]).includes(answer.status) && (answer.status !== 200 || (page.includes(`>${name}</h1>`) && page.endsWith('</html>\n')));
      if (!isRight) wrong.push([name, answer.status, page.slice(0, 80)]);
    };
    const run = async (milliseconds, least = 0) => {
      const end = Date.now() + milliseconds;
      await Promise.all(Array.from({ length: 12 }, async (_, worker) => {
        for (let round = 0; Date.now() < end || count < least; round += 1) await visit(worker, round);
      }));
    };
    await run(SECONDS * 500, WARM_UP);
    const before = memory();
    await run(SECONDS * 500);
    assert.deepEqual(wrong, []);
    assert.ok(memory() < before * 1.25 + 30, `${before} MB, then ${memory()} MB after ${count} requests`);
    if (SECONDS > 10) console.log(`${count} requests: ${before} MB, then ${memory()} MB`);
  });
});
