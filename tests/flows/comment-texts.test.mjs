// The texts of comments that `baca-readable.js` converts are those of the converter, and a discussion with such texts
// needs no converter.

import assert from 'node:assert/strict';
import { warta } from '../support/articles.mjs';
import { ODD_TEXTS, PLAIN_TEXTS } from '../support/comment-texts.mjs';
import { reachableUrls, serve } from '../support/comments.mjs';
import { flow, tag, test } from '../support/flow.mjs';
import { status } from '../support/http-responses.mjs';
import { payloads } from '../support/payloads.mjs';
import { generatedAttacks } from '../support/xss-generator.mjs';

const CONVERTER = /baca-(html|formats)(_bg\.wasm|\.js)/;

/** Converts texts with the script and with the converter; returns both trees as JSON. Runs in the page. */
const convertTwice = async (host, _, texts) => {
  const { readComments } = await import('/some/folder/reader/baca-readable.js');
  const module = await import('/some/folder/reader/baca-html.js');
  const wasm = await fetch('/some/folder/reader/baca-html_bg.wasm');
  await module.default({ module_or_path: await WebAssembly.compile(await wasm.arrayBuffer()) });
  const base = 'https://pesisir.example/notes/7';
  const converted = module.convert(texts, base);
  const read = await readComments(texts, base, (html) => html)(async (others) => others.map(() => null));
  return read.map((tree, index) => [tree && JSON.stringify(tree), JSON.stringify(converted[index])]);
};

flow('The texts of comments', (testPage) => {
  /** Asserts that each text is read as the converter does, or not at all; returns which are read. */
  async function assertEqual(texts) {
    const reader = await testPage.visit(tag());
    const read = [];
    for (let at = 0; at < texts.length; at += 200) {
      const part = texts.slice(at, at + 200);
      const found = await reader.wait(convertTwice, part);
      found.forEach(([script, converter], index) => script !== null && assert.equal(script, converter, part[index]));
      read.push(...found.map(([script]) => script !== null));
    }
    return read;
  }

  for (const [name, texts] of Object.entries(PLAIN_TEXTS)) {
    test(`are read without the converter, and as it does: ${name}`, async () => {
      const read = await assertEqual(texts);
      assert.deepEqual(texts.filter((_, index) => !read[index]), []);
    });
  }

  test('are not read in another way than by the converter', async () => {
    const values = [null, 7, true, {}, [], ['One', 'Two'], { text: 'One' }, { html: '<b>x</b>' }, [{ type: 'paragraph', text: 'One' }]];
    const read = await assertEqual([...ODD_TEXTS, ...values]);
    const count = read.filter(Boolean).length;
    assert.ok(count > 30, `only ${count} are read`);
    assert.ok(read.slice(ODD_TEXTS.length).every((one) => !one));
  });

  test('are not read in another way if they are attacks', async () => {
    const attacks = [...payloads(), ...generatedAttacks().filter((_, index) => index % 4 === 0)].flatMap((attack) => [attack, `<p>One</p>${attack}`]);
    const read = await assertEqual(attacks);
    const count = read.filter(Boolean).length;
    assert.ok(count > 100, `only ${count} are read`);
  });

  /** Opens a discussion on Mastodon whose replies have these texts, and returns the texts that are shown. */
  async function shownTexts(contents) {
    const descendants = contents.map((content, index) => ({ id: `${101 + index}`, in_reply_to_id: '100', created_at: new Date(Date.UTC(2026, 2, 1, 9, index)).toISOString(), content, account: { acct: 'ani' } }));
    serve(testPage.proxy, 'm.example', reachableUrls(testPage, { '/api/v1/statuses/100/context': { descendants } }));
    testPage.site.json('/own.json', { ...warta, comments: { threads: reachableUrls(testPage, { mastodon: 'https://m.example/@warta/100' }) } });
    testPage.site.json('/config.json', { comments: { providers: [{ type: 'mastodon' }] } });
    const reader = await testPage.read({ src: '/own.json', config: '/config.json' });
    await reader.comments();
    await reader.until('the button to show the discussion is there, or the discussion', (_, root) => root.querySelector('.outcome button, .comment'));
    await reader.run((_, root) => root.querySelector('.comment') ?? root.querySelector('.outcome button').click());
    await reader.until('the discussion is shown', (_, root, count) => root.querySelectorAll('.says').length === count, contents.length);
    // Not `innerText`, which is empty where the browser has not laid out a comment yet.
    return reader.run((_, root) => [...root.querySelectorAll('.says')].map((text) => [...text.children].map(({ textContent }) => textContent).join(' ')));
  }

  const TABLE = '<table><tr><td>One</td><td>two</td></tr></table>';

  test('of Mastodon need no converter', async () => {
    assert.equal((await shownTexts(PLAIN_TEXTS.mastodon)).length, PLAIN_TEXTS.mastodon.length);
    assert.deepEqual(testPage.site.requestsTo(CONVERTER), []);
  });

  test('load the converter for those among them that need it, in their order', async () => {
    const texts = await shownTexts(['<p>First</p>', TABLE, '<p>Third</p>', `${TABLE}<p>Fourth</p>`, '<p>Fifth</p>']);
    assert.deepEqual(texts.map((text) => text.replace(/\s+/g, ' ').trim()), ['First', 'One two', 'Third', 'One two Fourth', 'Fifth']);
    assert.equal(testPage.site.requestsTo(/baca-html_bg\.wasm/).length, 1);
  });

  test('are converted by the converter if the script does not load', async () => {
    testPage.site.put('/some/folder/reader/baca-readable.js', status(404));
    assert.deepEqual(await shownTexts(['<p>First</p>', '<p>Second</p>']), ['First', 'Second']);
    assert.equal(testPage.site.requestsTo(/baca-html_bg\.wasm/).length, 1);
  });
});
