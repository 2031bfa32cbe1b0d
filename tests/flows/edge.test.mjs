// The worker for the edge, in the runtime that such networks run: what the CMS serves becomes a page.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { json, text } from '../support/answers.mjs';
import { warta } from '../support/articles.mjs';
import { REPOSITORY } from '../support/paths.mjs';
import { freePort, listening, startProgram } from '../support/processes.mjs';
import { startSite } from '../support/servers.mjs';

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

  before(() => {
    const { status: code, stderr } = spawnSync('cargo', ['run', '--quiet', '--package', 'xtask', '--', 'edge'], { cwd: REPOSITORY, encoding: 'utf8' });
    assert.equal(code, 0, stderr);
    assert.ok(existsSync(PROGRAM), 'workerd is missing: npm ci');
    folder = mkdtempSync(join(tmpdir(), 'baca-edge-'));
    for (const name of ['worker.mjs', 'baca-edge.wasm']) copyFileSync(join(REPOSITORY, 'dist/edge', name), join(folder, name));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  beforeEach(async () => {
    site = await startSite();
    const port = await freePort();
    writeFileSync(join(folder, 'config.capnp'), CONFIG(port, site.url('/api/{path}.json'), { site: JSON.stringify({ site: { name: 'Warta' } }) }));
    worker = await startProgram(PROGRAM, ['serve', join(folder, 'config.capnp')]);
    await listening(port);
    edge = (path, headers = {}) => fetch(`http://127.0.0.1:${port}${path}`, { headers, redirect: 'manual' });
  });
  afterEach(async () => {
    worker.end();
    await site.close();
  });

  test('what the CMS serves becomes a page that is whole without script', async () => {
    site.put('/api/dermaga.json', json(warta));
    const answer = await edge('/dermaga');
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get('content-type'), /^text\/html/);
    const page = await answer.text();
    assert.ok(page.startsWith('<!doctype html>') && page.endsWith('</html>\n'));
    assert.ok(page.includes(`<title>${warta.headline} – Warta</title>`));
    assert.ok(page.includes('<template shadowrootmode="open">'));
    assert.ok(page.includes('Minggu, 1 Maret 2026 pukul 16.10 GMT+7'));
    assert.ok(page.includes(`src="${site.url('/media/dermaga.svg')}"`), 'addresses are those of the CMS');
    for (const block of warta.body.filter((block) => typeof block === 'string')) assert.ok(page.includes(block));
  });

  test('another format will do', async () => {
    site.put('/api/feed.json', json({ version: 'https://jsonfeed.org/version/1.1', title: 'F', items: [{ id: '1', title: 'From a feed', content_html: '<p>Hello <b>you</b><script>alert(1)</script></p>' }] }));
    const page = await (await edge('/feed')).text();
    assert.ok(page.includes('>From a feed</h1>') && page.includes('Hello <strong>you</strong>'));
    assert.ok(!page.includes('alert(1)'));
  });

  test('a page is kept until the tag of the CMS changes, and not sent to those who have it', async () => {
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
    assert.equal(site.requestsTo('/api/a.json')[1].headers['if-none-match'], '"one"', 'the CMS should be asked with its own tag');
    const third = await edge('/a', { 'if-none-match': tag });
    assert.deepEqual([third.status, await third.text()], [304, '']);
    serve('Second', '"two"');
    const fourth = await edge('/a', { 'if-none-match': tag });
    assert.equal(fourth.status, 200);
    assert.ok((await fourth.text()).includes('Second'));
    assert.notEqual(fourth.headers.get('etag'), tag);
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

  test('what cannot be rendered is left to the reader, and what fails is told', async () => {
    site.put('/api/no.json', text('{"a":1}', 'application/json'));
    const no = await edge('/no');
    assert.equal(no.status, 502);
    assert.ok((await no.text()).includes(`<baca-reader src="${site.url('/api/no.json')}"></baca-reader>`));
    assert.equal((await edge('/nowhere')).status, 404);
  });
});
