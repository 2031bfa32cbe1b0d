// The published schemas accept every example and reject malformed documents. The types accept every example.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import Ajv7 from 'ajv';
import Ajv from 'ajv/dist/2020.js';
import { CORPUS, REPOSITORY, STATIC } from '../support/paths.mjs';

const read = (path) => JSON.parse(readFileSync(path, 'utf8'));
const list = (folder) => readdirSync(folder).filter((name) => name.endsWith('.json')).map((name) => join(folder, name));
const articles = () => [join(STATIC, 'schema', 'examples'), join(STATIC, 'demo', 'articles'), join(CORPUS, 'baca')].flatMap(list);

const ajv = new Ajv({ strict: false, allErrors: true });
const article = ajv.compile(read(join(STATIC, 'schema', 'baca-article-1.schema.json')));
const config = ajv.compile(read(join(STATIC, 'schema', 'baca-config.schema.json')));

test('every example is valid', () => {
  assert.ok(articles().length >= 12, `only ${articles().length} examples`);
  for (const path of articles()) assert.ok(article(read(path)), `${path}: ${ajv.errorsText(article.errors)}`);
  for (const name of ['config.json', 'newsroom.json']) assert.ok(config(read(join(STATIC, 'demo', name))), ajv.errorsText(config.errors));
});

test('malformed documents are rejected', () => {
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

test('the custom elements manifest is valid and describes the element', () => {
  const schema = read(createRequire(import.meta.url).resolve('custom-elements-manifest'));
  // The schema accepts unknown members, so an invalid element would pass as a plain class. This forbids them, and
  // adds the two members that only the types of the schema have (`CustomElementField`).
  Object.assign(schema.definitions.ClassField.properties, { attribute: { type: 'string' }, reflects: { type: 'boolean' } });
  for (const definition of Object.values(schema.definitions)) if (definition.properties) definition.additionalProperties = false;
  const validate = new Ajv7({ strict: false, allErrors: true }).compile(schema);
  const manifest = read(join(STATIC, 'custom-elements.json'));
  assert.ok(validate(manifest), validate.errors?.map((error) => `${error.instancePath} ${error.message}`).join('\n'));
  const [{ declarations: [element] }] = manifest.modules;
  assert.equal(manifest.schemaVersion, '2.1.0');
  assert.equal(element.tagName, 'baca-reader');
  for (const list of ['attributes', 'members', 'events', 'slots', 'cssParts', 'cssProperties', 'cssStates']) {
    assert.ok(element[list].length > 1 && element[list].every(({ description }) => description), list);
  }

  const accepts = (change) => {
    const changed = structuredClone(manifest);
    change(changed.modules[0].declarations[0]);
    return validate(changed);
  };
  assert.ok(!accepts((element) => delete element.events[0].type), 'an event without its type');
  assert.ok(!accepts((element) => delete element.cssParts[0].name), 'a part without its name');
  assert.ok(!accepts((element) => (element.kind = 'element')), 'a declaration of an unknown kind');
  assert.ok(!accepts((element) => (element.colour = 'red')), 'an unknown member');
});

test('the custom data for editors has every attribute and its values', () => {
  const [element] = read(join(STATIC, 'vscode.html-custom-data.json')).tags;
  const [{ declarations: [declared] }] = read(join(STATIC, 'custom-elements.json')).modules;
  assert.equal(element.name, declared.tagName);
  assert.deepEqual(element.attributes.map(({ name }) => name), declared.attributes.map(({ name }) => name));
  const values = element.attributes.find(({ name }) => name === 'theme').values.map(({ name }) => name);
  assert.deepEqual(values, ['auto', 'light', 'dark', 'sepia', 'contrast']);
});

test('the types accept every example and the code of a site', () => {
  const folder = mkdtempSync(join(REPOSITORY, 'tests', 'types', 'examples-'));
  try {
    const files = articles().map((path, index) => {
      const file = join(folder, `${index}-${basename(path, '.json')}.ts`);
      // The reader accepts more than the types: some examples have a block of an unknown type on purpose.
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
