// The recipes for Ghost and Drupal in docs/recipes.md, with sample answers of these systems.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { flow, tag, test } from '../support/flow.mjs';
import { text, typeOf } from '../support/http-responses.mjs';
import { REPOSITORY } from '../support/paths.mjs';

const read = (...path) => readFileSync(join(REPOSITORY, ...path), 'utf8');
const sample = (name) => JSON.parse(read('tests', 'recipes', name));

flow('The recipes', (testPage) => {
  const article = async (reader) => {
    await reader.ready();
    const { headline, byline, published, lead, tags, body } = await reader.run((host) => host.article);
    return { headline, byline: byline.map(({ name }) => name), published: published.slice(0, 16), lead: [lead.alt, lead.src], tags: tags.map(({ text }) => text), blocks: body.length };
  };
  const wanted = { headline: 'Pasang & surut', byline: ['Ani'], published: '2026-03-01T09:00', tags: ['Laut'] };

  test('for Ghost shows a post of the Content API', async () => {
    testPage.site.json('/post.json', sample('ghost-content-api.json'));
    const reader = await testPage.visit(tag({ src: '/post.json', format: 'ghost' }, '<p>Air naik.</p>'));
    const lead = ['Dermaga', 'https://warta.example/content/images/2026/03/dermaga.jpg'];
    assert.deepEqual(await article(reader), { ...wanted, lead, blocks: 4 });
  });

  test('for Drupal shows a node of JSON:API', async () => {
    const [, script] = read('docs', 'recipes.md').match(/```js\n([^]*?)```/);
    const answer = sample('drupal-jsonapi.json');
    testPage.site.put('/baca-drupal.js', text(script, typeOf('a.js')));
    testPage.site.json(`/jsonapi/node/article/${answer.data.id}`, answer);
    const reader = await testPage.visit(tag({ 'id': 'baca', 'data-node': answer.data.id }, '<p>Air naik.</p>'), { head: '<script type="module" src="/baca-drupal.js"></script>' });
    const lead = ['Muara', testPage.site.url('/sites/default/files/muara.jpg')];
    assert.deepEqual(await article(reader), { ...wanted, lead, blocks: 3 });
    await testPage.assertClean();
  });
}, { engines: ['chromium'] });
