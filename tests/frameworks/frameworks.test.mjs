// The npm package in frameworks that render on a server: each is installed as its lock file says, built, served, and
// read in Chromium, then the same with its server for development. It takes minutes, so it is not one of the flows:
//   cargo xtask dist && cargo xtask package && node --test tests/frameworks/frameworks.test.mjs
// Astro and Nuxt need Node.js 22. SvelteKit is in tests/flows/package.test.mjs.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { before } from 'node:test';
import { promisify } from 'node:util';
import { flow, test } from '../support/flow.mjs';
import { assertSite, buildSite, copySite, FRAMEWORKS, withServer } from '../support/frameworks.mjs';
import { REPOSITORY } from '../support/paths.mjs';

const PACKAGE = join(REPOSITORY, 'dist', 'npm');
const WORK = join(FRAMEWORKS, '.work');
const FEED = {
  version: 'https://jsonfeed.org/version/1.1',
  title: 'A feed',
  items: [{ id: '1', title: 'The tide', content_html: '<p>The water <b>rises</b>.</p>' }],
};
/** Milliseconds that a test may take: the packages have to arrive first. */
const TIMEOUT_MS = 600_000;

const run = (program, args, cwd, env = {}) => promisify(execFile)(program, args, { cwd, env: { ...process.env, ...env }, maxBuffer: 1e8 });
const npm = (args, cwd) => run('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], cwd);

const tests = (testPage) => {
  before(() => assert.ok(existsSync(join(PACKAGE, 'package.json')), 'there is no dist/npm: run `cargo xtask package`'));

  for (const name of ['next', 'astro', 'nuxt']) {
    const folder = join(WORK, name);
    const programs = join(folder, 'node_modules', '.bin');

    test(`${name} builds a site that shows articles`, async () => {
      copySite(name, folder, FEED);
      await npm(['ci'], folder);
      await npm(['pack', '--pack-destination', folder], PACKAGE);
      const packed = readdirSync(folder).find((file) => file.endsWith('.tgz'));
      await npm(['install', '--no-save', '--legacy-peer-deps', `./${packed}`], folder);
      await buildSite(name, folder, ([program, ...args], cwd, env) => run(join(programs, program), args, cwd, env));
      await withServer(name, 'start', { folder, programs }, (url) => assertSite(testPage, url));
    }, TIMEOUT_MS);

    test(`the development server of ${name} shows articles`, async () => {
      await withServer(name, 'dev', { folder, programs }, (url) => assertSite(testPage, url));
    }, TIMEOUT_MS);
  }
};

flow('the npm package in frameworks', tests, { engines: ['chromium'] });
