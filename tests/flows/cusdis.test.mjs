// Comments of Cusdis, which Baca renders from its open API: replies and pages, posting, moderation, and a
// failing server. A fake serves the API.

import assert from 'node:assert/strict';
import { assertAccessible } from '../support/axe.mjs';
import { reachableProvider, serve } from '../support/comments.mjs';
import { flow, test } from '../support/flow.mjs';
import { pattern, t } from '../support/locales.mjs';

const PROVIDER = { type: 'cusdis', appId: 'app-1' };
const word = (key, values) => t('id', `discussion.${key}`, values);

const comment = (id, more = {}) => ({
  id, createdAt: '2026-03-01T09:00:00.000Z', by_nickname: `Pembaca ${id}`, content: `Komentar ${id}`, parsedContent: `<p>Komentar <em>${id}</em></p>\n`,
  moderator: null, replies: { commentCount: 0, pageCount: 0, data: [] }, ...more,
});
const answer = comment('r', { moderator: { displayName: 'Redaksi' }, by_nickname: 'x', parsedContent: '<p>Terima kasih<script>hit()</script></p>' });
const PAGES = {
  1: [comment('a', { replies: { commentCount: 1, pageCount: 1, data: [answer] } }), comment('b', { parsedContent: null, content: 'Tanpa <b>markah' })],
  2: [comment('c')],
};
const list = (url) => ({ data: { commentCount: 4, pageCount: 2, pageSize: 2, data: PAGES[url.searchParams.get('page') ?? 1] } });

flow('Comments of Cusdis', (testPage) => {
  let sent;
  const open = async ({ get = list, post, timeout = 12 } = {}) => {
    sent = [];
    serve(testPage.proxy, 'cusdis.com', {
      '/api/open/comments': (url, body, method) => {
        if (method !== 'POST') return get(url);
        sent.push(JSON.parse(body));
        return post(sent.length);
      },
    });
    testPage.site.json('/config.json', { comments: { providers: [reachableProvider(testPage, PROVIDER)], timeout } });
    const reader = await testPage.read({ src: '/warta.json', config: '/config.json' });
    await reader.comments();
    await reader.until('the button is there', (_, root) => root.querySelector('.outcome button'));
    assert.deepEqual(testPage.proxy.fromPages, []);
    await reader.run((_, root) => root.querySelector('.outcome button').click());
    return reader;
  };
  const ready = (reader) => reader.event('comments', { provider: 'cusdis', state: 'ready' });
  const write = async (reader, fields) => {
    await reader.press(word('write'));
    await reader.run((_, root, fields) => {
      for (const [name, words] of Object.entries(fields)) {
        const field = root.querySelector(`.compose [name=${name}]`);
        field.value = words;
        field.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
      }
    }, fields);
  };
  const all = (reader) => reader.run((_, root) => [...root.querySelectorAll('.comment > article')].map((article) => [article.querySelector('.name').textContent, article.querySelector('.says').textContent.trim()]));

  test('are shown with their replies, without scripts, page by page', async () => {
    const reader = await open();
    await ready(reader);
    assert.deepEqual(await all(reader), [['Pembaca a', 'Komentar a'], ['Redaksi', 'Terima kasih'], ['Pembaca b', 'Tanpa <b>markah']]);
    assert.equal(await reader.run((_, root) => root.querySelector('.says em').textContent), 'a');
    assert.equal(await reader.run((_, root) => root.querySelector('.comment .comment .name').textContent), 'Redaksi');
    await reader.run((_, root) => root.querySelector('.more button').click());
    await reader.until('the next page is there', (_, root) => root.querySelectorAll('.comment').length === 4);
    await assertAccessible(testPage.driver, 'comments of Cusdis');
    await testPage.assertClean();
  });

  test('are posted with a name and held for approval', async () => {
    const reader = await open({ post: () => ({ data: { id: 'n', content: 'x' } }) });
    await ready(reader);
    await write(reader, { text: 'Setuju sekali.' });
    await reader.press(word('send'));
    await reader.until('the name is required', (_, root, words) => root.querySelector('.compose [role=alert]')?.textContent.includes(words), word('sendName'));
    assert.equal(sent.length, 0);
    await reader.run((_, root) => {
      const field = root.querySelector('.compose [name=name]');
      field.value = 'Citra';
      field.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    });
    await reader.press(word('send'));
    await reader.until('it is announced', (_, root, words) => root.querySelector('.sent').textContent === words, word('sentHeld'));
    await reader.until('it is shown as held', (_, root, held) => [...root.querySelectorAll('.comment')].some((one) => one.textContent.includes('Setuju sekali.') && one.textContent.includes(held)), word('commentHeld'));
    assert.deepEqual(sent, [{ appId: 'app-1', pageId: 'dermaga-7', content: 'Setuju sekali.', nickname: 'Citra', email: '', pageUrl: 'https://warta.example/2026/03/dermaga', pageTitle: testPage.page.article.headline }]);
  });

  test('a reply names the comment that it replies to', async () => {
    const reader = await open({ post: () => ({ data: { id: 'n' } }) });
    await ready(reader);
    await reader.run((_, root) => root.querySelector('.comment .acts button').click());
    await reader.until('the form is there', (_, root) => root.querySelector('.comment .compose'));
    await reader.run((_, root) => {
      for (const [name, words] of [['text', 'Betul.'], ['name', 'Citra']]) {
        const field = root.querySelector(`.compose [name=${name}]`);
        field.value = words;
        field.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
      }
    });
    await reader.press(word('send'));
    await reader.until('it is announced', (_, root, words) => root.querySelector('.sent').textContent === words, word('sentHeld'));
    assert.equal(sent[0].parentId, 'a');
  });

  test('a rejection is shown, and the text stays in the form', async () => {
    const reader = await open({ post: (time) => ({ answer: time === 1 ? { status: 403, json: { message: 'Comments are <b>off</b>' } } : { status: 500, json: {} } }) });
    await ready(reader);
    await write(reader, { text: 'Setuju sekali.', name: 'Citra' });
    for (const message of [word('sendRefused', { words: 'Comments are off' }), word('sendStatus', { status: 500 })]) {
      await reader.press(word('send'));
      await reader.until('it is shown', (_, root, message) => root.querySelector('.problem')?.textContent.includes(message), message);
      assert.equal(await reader.run((_, root) => root.querySelector('.compose textarea').value), 'Setuju sekali.');
    }
  });

  for (const [what, get] of [['broken', () => ({ answer: { status: 500 } })], ['no comment server', () => ({ data: 7 })], ['closed to this site', () => ({ answer: { status: 200, headers: { 'access-control-allow-origin': 'https://elsewhere.example' }, json: list } })]]) {
    test(`a server that is ${what} has a message and a retry button`, async () => {
      let works = false;
      const reader = await open({ get: (url) => (works ? list(url) : get(url)) });
      await reader.event('comments', { provider: 'cusdis', state: 'failed' });
      assert.match(await reader.liveText(), pattern('id', 'panels.commentsFailed'));
      works = true;
      await reader.press(t('id', 'panels.commentsRetry'));
      await ready(reader);
      assert.equal((await all(reader)).length, 3);
    });
  }
}, { engines: ['chromium', 'firefox'] }); // What may differ in WebKitGTK is in `discussions.test.mjs`.
