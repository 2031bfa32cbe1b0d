// Comments of a real WordPress, drawn by Baca: read in pages, written without an account, held,
// refused; the site down and back, slow, broken, closed to this one.

import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { warta } from '../support/articles.mjs';
import { flow, test } from '../support/flow.mjs';
import { pattern, t } from '../support/locales.mjs';
import { missing, startWordPress } from '../support/wordpress.mjs';

const word = (key, values) => t('id', `thread.${key}`, values);

const absent = missing();
if (absent) console.log(`not run: ${absent}`);
else {
  let wordpress;
  let post;
  let closed;
  before(async () => {
    wordpress = await startWordPress({ anonymous: true });
    post = await wordpress.post('posts', { title: 'Pasang', content: '<p>Air naik.</p>', status: 'publish' });
    closed = await wordpress.post('posts', { title: 'Tutup', content: '<p>Air turun.</p>', status: 'publish', comment_status: 'closed' });
    const first = await wordpress.post('comments', { post: post.id, content: 'Terima <em>kasih</em> & salam.', author_name: 'Budi & Ani', author_email: 'budi@warta.example' });
    await wordpress.post('comments', { post: post.id, parent: first.id, content: 'Sama-sama.', author_name: 'Redaksi', author_email: 'redaksi@warta.example' });
  });
  after(() => wordpress?.close());

  flow('Comments of WordPress', (stage) => {
    const ask = async (id = post.id, more = { anonymous: true }, timeout) => {
      stage.site.json('/post.json', { ...warta, id: String(id) });
      stage.site.json('/config.json', { comments: { providers: [{ type: 'wordpress', url: `${wordpress.url}/index.php?rest_route=/wp/v2/`, ...more }], timeout } });
      const reader = await stage.read({ src: '/post.json', config: '/config.json' });
      await reader.until('the button is there', (_, root) => root.querySelector('.outcome button'));
      await reader.run((_, root) => root.querySelector('.outcome button').click());
      return reader;
    };
    const open = async (...given) => {
      const reader = await ask(...given);
      await reader.event('comments', { provider: 'wordpress', state: 'ready' });
      return reader;
    };
    const all = (reader) => reader.run((_, root) => [...root.querySelectorAll('.comment > article')].map((article) => [article.querySelector('.name').textContent, article.querySelector('.says').textContent.trim()]));
    const type = (reader, fields) => reader.run((_, root, fields) => {
      for (const [name, words] of Object.entries(fields)) {
        const field = root.querySelector(`.compose [name=${name}]`);
        field.value = words;
        field.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
      }
    }, fields);
    const write = async (reader, text) => {
      await reader.press(word('write'));
      await type(reader, { text, name: 'Citra', email: 'citra@warta.example' });
      await reader.press(word('send'));
    };

    test('are read with their answers, and what they say is converted', async () => {
      const reader = await open();
      assert.deepEqual((await all(reader)).slice(0, 2), [['Budi & Ani', 'Terima kasih & salam.'], ['Redaksi', 'Sama-sama.']]);
      assert.equal(await reader.run((_, root) => root.querySelector('.comment .comment .name').textContent), 'Redaksi');
      assert.equal(await reader.run((_, root) => root.querySelector('.says em').textContent), 'kasih');
    });

    for (const [what, begin, end] of [
      ['is down', () => wordpress.down(), () => wordpress.up()],
      ['is broken', () => wordpress.trouble('broken'), () => wordpress.trouble()],
      ['does not let this one read', () => wordpress.trouble('closed'), () => wordpress.trouble()],
    ]) {
      test(`of a site that ${what} are missed in words, and come once it is well`, async () => {
        await begin();
        try {
          const reader = await ask();
          await reader.event('comments', { provider: 'wordpress', state: 'failed' });
          assert.match(await reader.run((_, root) => root.querySelector('.outcome').textContent), pattern('id', 'rooms.commentsFailed'));
          await reader.the('link', t('id', 'rooms.commentsOpen', { name: 'WordPress' }));
          assert.equal(await reader.state(), 'ready');
          await end();
          await reader.press(t('id', 'rooms.commentsRetry'));
          await reader.event('comments', { provider: 'wordpress', state: 'ready' });
          assert.deepEqual((await all(reader))[0], ['Budi & Ani', 'Terima kasih & salam.']);
        } finally {
          await wordpress.down();
          wordpress.trouble();
          await wordpress.up();
        }
      });
    }

    test('of a slow site are missed in words, and take these back when they come', async () => {
      wordpress.trouble('slow');
      try {
        const reader = await ask(post.id, {}, 1);
        await reader.event('comments', { provider: 'wordpress', state: 'timeout' });
        await reader.event('comments', { provider: 'wordpress', state: 'ready' });
        assert.deepEqual((await all(reader))[0], ['Budi & Ani', 'Terima kasih & salam.']);
      } finally {
        wordpress.trouble();
      }
    });

    test('are written without an account, and seen', async () => {
      const reader = await open();
      const text = `Dari ${stage.engine}: air sampai lutut.`;
      await write(reader, text);
      await reader.until('it is shown', (_, root, text) => [...root.querySelectorAll('.says')].some((says) => says.textContent.trim() === text), text);
      assert.match(await reader.said(), pattern('id', 'thread.sentShown'));
      // The same words once more: WordPress knows them, and nobody has to be told of an error.
      await write(reader, text);
      await reader.until('it is told', (_, root, words) => root.querySelector('.sent').textContent === words, word('sentKnown'));
      const found = (await all(reader)).filter(([, says]) => says === text);
      assert.equal(found.length, 1);
    });

    test('wait for a moderator where the site wants that', async () => {
      const reader = await open();
      await write(reader, `Mohon tahan ini dulu, dari ${stage.engine}.`);
      await reader.until('it is told', (_, root, words) => root.querySelector('.sent')?.textContent === words, word('sentHeld'));
      await reader.until('it is marked', (_, root, words) => [...root.querySelectorAll('.says .quiet')].some((note) => note.textContent === words), word('commentHeld'));
    });

    test('that are closed are refused in words, and nothing is lost', async () => {
      const reader = await open(closed.id);
      await write(reader, 'Masih bisa?');
      await reader.until('it is told', (_, root) => root.querySelector('.problem'));
      assert.match(await reader.run((_, root) => root.querySelector('.problem').textContent), pattern('id', 'thread.sendClosed'));
      assert.equal(await reader.run((_, root) => root.querySelector('.compose textarea').value), 'Masih bisa?');
    });

    test('that the site does not open to all lead to where one can answer', async () => {
      const reader = await open(post.id, {});
      assert.equal(await reader.run((_, root) => root.querySelectorAll('.write, .compose').length), 0);
      const link = await reader.run((_, root) => root.querySelector('.acts a').href);
      assert.match(link, /#comment-\d+$/);
    });
  });
}
