// The examples of docs/hosting.md, run by the servers of Debian's packages, and releases beside each other.

import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canUseServer, flow, tag, test } from '../support/flow.mjs';
import { freePort, listening, startProgram } from '../support/processes.mjs';
import { HOSTED, REPOSITORY, VERSION } from '../support/paths.mjs';
import { findProgram } from '../support/tools.mjs';

const DOCUMENT = readFileSync(join(REPOSITORY, 'docs', 'hosting.md'), 'utf8');

/** Returns the example of a server, for this folder and port. */
const example = (name, root, port) =>
  DOCUMENT.split(`<!-- example: ${name} -->\n`)[1].split('```')[1].replace(/^.*\n/, '').replaceAll('/srv/www', root).replaceAll('8080', port);

/** The arguments with which each server runs an example in a folder, without other configuration. */
const SERVERS = {
  nginx: (folder, port) => {
    const config = `pid ${folder}/pid; error_log ${folder}/errors; daemon off; user root;
events {}
http { include /etc/nginx/mime.types; access_log off; ${example('nginx', `${folder}/www`, port)} }`;
    writeFileSync(join(folder, 'nginx.conf'), config);
    return ['-c', join(folder, 'nginx.conf')];
  },
  caddy: (folder, port) => {
    writeFileSync(join(folder, 'Caddyfile'), `{\n  admin off\n}\n${example('caddy', `${folder}/www`, port)}`);
    return ['run', '--config', join(folder, 'Caddyfile'), '--adapter', 'caddyfile'];
  },
  apache2: (folder, port) => {
    const modules = ['mpm_event', 'authz_core', 'headers', 'mime', 'rewrite'];
    const config = `ServerRoot ${folder}
ServerName 127.0.0.1
PidFile ${folder}/pid
ErrorLog ${folder}/errors
Listen 127.0.0.1:${port}
${modules.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join('\n')}
TypesConfig /etc/mime.types
DocumentRoot ${folder}/www
<Directory ${folder}/www>
  Require all granted
</Directory>
${example('apache', `${folder}/www`, port)}`;
    writeFileSync(join(folder, 'apache.conf'), config);
    return ['-D', 'FOREGROUND', '-f', join(folder, 'apache.conf')];
  },
};

const find = (name) => findProgram(name) ?? (name === 'caddy' ? null : `/usr/sbin/${name}`);

/** Requests only the headers of a file. */
const headersOf = (url, encoding) =>
  new Promise((resolve, reject) => {
    get(url, { headers: { 'accept-encoding': encoding } }, (response) => {
      response.resume();
      resolve({ status: response.statusCode, ...response.headers });
    }).on('error', reject);
  });

flow('Hosting', (testPage) => {
  for (const [name, prepare] of Object.entries(SERVERS)) {
    if (!canUseServer(name, find(name) ? null : `${name} is not installed: cargo xtask setup --tests`)) continue;
    test(`the example for ${name} serves a page that shows an article`, async () => {
      const folder = mkdtempSync(join(tmpdir(), 'baca-hosting-'));
      const www = join(folder, 'www');
      mkdirSync(www);
      cpSync(HOSTED, join(www, 'baca'), { recursive: true });
      writeFileSync(join(www, 'a.json'), '{"baca":1,"headline":"Tide","body":["It rises."]}');
      writeFileSync(join(www, 'index.html'), `<!doctype html><script type="module" src="/baca/baca.js"></script>${tag({ src: '/a.json' })}`);
      const port = await freePort();
      const server = await startProgram(find(name), prepare(folder, port));
      try {
        await listening(port);
        const at = (path) => `http://127.0.0.1:${port}/baca/${path}`;
        const script = await headersOf(at('baca.js'), 'gzip');
        assert.deepEqual(
          [script.status, script['cache-control'], script['content-encoding'], script['access-control-allow-origin']],
          [200, 'no-cache', 'gzip', '*'],
        );
        assert.match(script['content-type'], /^(text|application)\/javascript/);
        const wasm = await headersOf(at(`${VERSION}/baca-app_bg.wasm`), 'gzip, br');
        assert.equal(wasm['content-type'], 'application/wasm');
        assert.equal(wasm['cache-control'], 'public, max-age=31536000, immutable');
        assert.equal(wasm['content-encoding'], name === 'nginx' ? 'gzip' : 'br');
        const plain = await headersOf(at(`${VERSION}/baca-app_bg.wasm`), 'identity');
        assert.equal(plain['content-encoding'], undefined);

        await testPage.goTo(`http://127.0.0.1:${port}/index.html`);
        await testPage.reader().ready();
      } finally {
        server.end();
        rmSync(folder, { recursive: true, force: true });
      }
    });
  }

  test('a page keeps its release when the next one is put beside it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'baca-releases-'));
    cpSync(HOSTED, folder, { recursive: true });
    const site = await testPage.anotherSite({ bundle: folder, folder: '/baca/' });
    site.json('/a.json', { baca: 1, headline: 'Tide', body: ['It rises.'] });
    const other = { version: 'https://jsonfeed.org/version/1.1', title: 'F', items: [{ id: '1', title: 'Ebb', content_html: '<p>It falls.<form><p>Low water</p></form>' }] };
    site.json('/feed.json', other);
    const page = `<!doctype html><script type="module" src="/baca/baca.js"></script>${tag({ src: '/a.json' })}`;
    site.put('/page', (response) => response.writeHead(200, { 'content-type': 'text/html' }).end(page));
    try {
      await testPage.goTo(site.url('/page'));
      await testPage.reader().ready();
      // The next release: another folder, another script.
      cpSync(join(folder, VERSION), join(folder, '9.9.9'), { recursive: true });
      const script = readFileSync(join(folder, 'baca.js'), 'utf8');
      writeFileSync(join(folder, 'baca.js'), script.replaceAll(VERSION, '9.9.9'));
      await testPage.reader().run((host) => { host.src = '/feed.json'; });
      await testPage.reader().until('the other article is shown', (_, root) => root.textContent.includes('It falls.'));
      assert.ok(site.requestsTo(`/baca/${VERSION}/baca-html_bg.wasm`).length);
      assert.deepEqual(site.requestsTo(/9\.9\.9/), []);

      await testPage.driver.navigate().refresh();
      await testPage.reader().ready();
      assert.equal(await testPage.reader().run((host) => host.constructor.version), '9.9.9');
      assert.ok(site.requestsTo('/baca/9.9.9/baca-app_bg.wasm').length);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}, { engines: ['chromium'] });
