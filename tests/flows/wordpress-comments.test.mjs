// Comments of a real WordPress, which Baca renders: reading, posting without an account, moderation, rejections,
// and a site that is down, slow, broken or closed to this one.

import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { warta } from '../support/articles.mjs';
import { flow, canUseServer, test } from '../support/flow.mjs';
import { pattern, t } from '../support/locales.mjs';
import { missing, startWordPress } from '../support/wordpress.mjs';

const word = (key, values) => t('id', `discussion.${key}`, values);

if (canUseServer('wordpress', missing())) {
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

  flow('Comments of WordPress', (testPage) => {
    const openTab = async (id = post.id, more = { anonymous: true }, timeout) => {
      testPage.site.json('/post.json', { ...warta, id: String(id) });
      testPage.site.json('/config.json', { comments: { providers: [{ type: 'wordpress', url: `${wordpress.url}/index.php?rest_route=/wp/v2/`, ...more }], timeout } });
      const reader = await testPage.read({ src: '/post.json', config: '/config.json' });
      await reader.comments();
      await reader.until('the button is there', (_, root) => root.querySelector('.outcome button'));
      await reader.run((_, root) => root.querySelector('.outcome button').click());
      return reader;
    };
    const open = async (...given) => {
      const reader = await openTab(...given);
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

    test('are shown with replies, and their HTML is converted', async () => {
      const reader = await open();
      assert.deepEqual((await all(reader)).slice(0, 2), [['Budi & Ani', 'Terima kasih & salam.'], ['Redaksi', 'Sama-sama.']]);
      assert.equal(await reader.run((_, root) => root.querySelector('.comment .comment .name').textContent), 'Redaksi');
      assert.equal(await reader.run((_, root) => root.querySelector('.says em').textContent), 'kasih');
    });

    for (const [what, begin, end] of [
      ['is down', () => wordpress.stop(), () => wordpress.startServer()],
      ['is broken', () => wordpress.simulateFailure('broken'), () => wordpress.simulateFailure()],
      ['is closed to other origins', () => wordpress.simulateFailure('closed'), () => wordpress.simulateFailure()],
    ]) {
      test(`of a site that ${what} have a message and are shown once it works`, async () => {
        await begin();
        try {
          const reader = await openTab();
          await reader.event('comments', { provider: 'wordpress', state: 'failed' });
          assert.match(await reader.run((_, root) => root.querySelector('.outcome').textContent), pattern('id', 'panels.commentsFailed'));
          await reader.getByRole('link', t('id', 'panels.commentsOpen', { name: 'WordPress' }));
          assert.equal(await reader.state(), 'ready');
          await end();
          await reader.press(t('id', 'panels.commentsRetry'));
          await reader.event('comments', { provider: 'wordpress', state: 'ready' });
          assert.deepEqual((await all(reader))[0], ['Budi & Ani', 'Terima kasih & salam.']);
        } finally {
          await wordpress.stop();
          wordpress.simulateFailure();
          await wordpress.startServer();
        }
      });
    }

    test('of a slow site have a message that disappears when they arrive', async () => {
      wordpress.simulateFailure('slow');
      try {
        const reader = await openTab(post.id, {}, 1);
        await reader.event('comments', { provider: 'wordpress', state: 'timeout' });
        await reader.event('comments', { provider: 'wordpress', state: 'ready' });
        assert.deepEqual((await all(reader))[0], ['Budi & Ani', 'Terima kasih & salam.']);
      } finally {
        wordpress.simulateFailure();
      }
    });

    test('are posted without an account and shown', async () => {
      const reader = await open();
      const text = `Dari ${testPage.engine}: air sampai lutut.`;
      await write(reader, text);
      await reader.until('it is shown', (_, root, text) => [...root.querySelectorAll('.says')].some((says) => says.textContent.trim() === text), text);
      assert.match(await reader.liveText(), pattern('id', 'discussion.sentShown'));
      // WordPress rejects a duplicate, which is not an error for the person.
      await write(reader, text);
      await reader.until('it is announced', (_, root, words) => root.querySelector('.sent').textContent === words, word('sentKnown'));
      const found = (await all(reader)).filter(([, says]) => says === text);
      assert.equal(found.length, 1);
    });

    test('are held for approval if the site moderates them', async () => {
      const reader = await open();
      await write(reader, `Mohon tahan ini dulu, dari ${testPage.engine}.`);
      await reader.until('it is announced', (_, root, words) => root.querySelector('.sent')?.textContent === words, word('sentHeld'));
      await reader.until('it is marked', (_, root, words) => [...root.querySelectorAll('.says .note')].some((note) => note.textContent === words), word('commentHeld'));
    });

    test('of a post with closed comments are rejected with a message, and the text is kept', async () => {
      const reader = await open(closed.id);
      await write(reader, 'Masih bisa?');
      await reader.comments();
      await reader.until('the message is shown', (_, root) => root.querySelector('.problem'));
      assert.match(await reader.run((_, root) => root.querySelector('.problem').textContent), pattern('id', 'discussion.sendClosed'));
      assert.equal(await reader.run((_, root) => root.querySelector('.compose textarea').value), 'Masih bisa?');
    });

    test('of a site without anonymous comments have a link for replying', async () => {
      const reader = await open(post.id, {});
      assert.equal(await reader.run((_, root) => root.querySelectorAll('.write, .compose').length), 0);
      const link = await reader.run((_, root) => root.querySelector('.acts a').href);
      assert.match(link, /#comment-\d+$/);
    });
  });
}
