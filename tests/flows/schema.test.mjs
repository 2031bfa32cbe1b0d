// What is published for others is true: the schemas accept every example and refuse what is
// malformed, and the types accept every example too.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import Ajv from 'ajv/dist/2020.js';
import { FORMAT_EXAMPLES, REPOSITORY, STATIC } from '../support/paths.mjs';

const read = (path) => JSON.parse(readFileSync(path, 'utf8'));
const list = (folder) => (folder && existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json') && !name.endsWith('.schema.json')).map((name) => join(folder, name)) : []);
const articles = () => [join(STATIC, 'schema', 'examples'), join(STATIC, 'demo', 'articles'), FORMAT_EXAMPLES].flatMap(list);

const ajv = new Ajv({ strict: false, allErrors: true });
const article = ajv.compile(read(join(STATIC, 'schema', 'baca-article-1.schema.json')));
const config = ajv.compile(read(join(STATIC, 'schema', 'baca-config.schema.json')));

test('every example is valid', () => {
  assert.ok(articles().length >= 3);
  for (const path of articles()) assert.ok(article(read(path)), `${path}: ${ajv.errorsText(article.errors)}`);
  const site = join(STATIC, 'demo', 'config.json');
  assert.ok(config(read(site)), ajv.errorsText(config.errors));
});

test('what is malformed is refused', () => {
  const good = { baca: 1, headline: 'x', body: ['y'] };
  assert.ok(article(good));
  for (const wrong of [
    { ...good, baca: 2 }, { ...good, headline: undefined }, { ...good, body: 7 }, { ...good, published: 'soon' }, { ...good, nobody: 1 },
    { ...good, body: [{ type: 'image' }] }, { ...good, body: [{ text: 'no type' }] }, { ...good, headline: { bold: true } },
  ]) assert.ok(!article(JSON.parse(JSON.stringify(wrong))), JSON.stringify(wrong));
  for (const wrong of [[], { comments: { providers: [{ type: 'nobody' }] } }, { notifications: {} }, { notifications: { vapidPublicKey: 'short', serviceWorker: '/sw.js' } }, { share: ['telepathy'] }, { nobody: 1 }]) {
    assert.ok(!config(wrong), JSON.stringify(wrong));
  }
});

test('the configurations in the documentation are valid', () => {
  for (const name of ['configuration.md', 'notifications.md']) {
    const text = readFileSync(join(REPOSITORY, 'docs', name), 'utf8').match(/```json\n([^]*?)```/)[1];
    assert.ok(config(JSON.parse(text)), `${name}: ${ajv.errorsText(config.errors)}`);
  }
});

test('the types accept every example and how a site uses them', () => {
  const folder = mkdtempSync(join(REPOSITORY, 'tests', 'types', 'examples-'));
  try {
    const files = articles().map((path, index) => {
      const file = join(folder, `${index}-${basename(path, '.json')}.ts`);
      // The reader takes more than the types do: a block of an unknown type is there on purpose.
      const text = JSON.stringify(read(path)).replaceAll(/"type":"(quiz|x-[a-z]+|poll)"/g, '"type":"x-unknown"');
      writeFileSync(file, `import type { BacaArticle } from "../../../static/baca";\nexport default ${text} satisfies BacaArticle;\n`);
      return file;
    });
    const compiler = join(REPOSITORY, 'node_modules', '.bin', 'tsc');
    const options = ['--noEmit', '--strict', '--target', 'es2022', '--module', 'esnext', '--moduleResolution', 'bundler', '--lib', 'es2022,dom,dom.iterable'];
    execFileSync(compiler, [...options, join(REPOSITORY, 'tests', 'types', 'usage.ts'), ...files], { stdio: 'pipe', encoding: 'utf8' });
  } catch (error) {
    assert.fail(error.stdout || error.message);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
