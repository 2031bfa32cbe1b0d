// Comments on a real Isso, drawn by Baca: read, write, see what was written; the server down and
// back, slow, broken, closed to this site.

import assert from 'node:assert/strict';
import { afterEach, beforeEach } from 'node:test';
import { Key } from 'selenium-webdriver';
import { hang, status } from '../support/answers.mjs';
import { accessible } from '../support/axe.mjs';
import { flow, test } from '../support/flow.mjs';
import { missing, startIsso } from '../support/isso.mjs';
import { pattern, t } from '../support/locales.mjs';

const PATH = '/2026/03/dermaga';
const word = (key, values) => t('id', `${key.startsWith('comments') ? 'rooms' : 'thread'}.${key}`, values);

const absent = missing();
if (absent) console.log(`not run: ${absent}`);
else {
  flow('Comments on Isso', (stage) => {
    let isso;
    beforeEach(async () => {
      isso = await startIsso({ host: stage.site.url('').replace(/\/$/, '') });
    });
    afterEach(() => isso?.close());
    const configure = (url, more = {}) =>
      stage.site.json('/config.json', { comments: { providers: [{ type: 'isso', url, ...more }], timeout: 2 } });
    const open = async (url = isso.url, more) => {
      configure(url, more);
      const reader = await stage.read({ src: '/warta.json', config: '/config.json' });
      await reader.until('the button is there', (_, root) => root.querySelector('.outcome button'));
      await reader.run((_, root) => root.querySelector('.outcome button').click());
      return reader;
    };
    const shown = (reader) => reader.run((_, root) => [...root.querySelectorAll('.comment > article')].map((article) => [
      article.querySelector('.name').textContent, article.querySelector('.says').textContent.trim(),
    ]));
    const type = (reader, name, words) => reader.run((_, root, name, words) => {
      const field = root.querySelector(`.compose [name=${name}]`);
      field.value = words;
      field.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    }, name, words);
    const write = async (reader, words, name = 'Budi') => {
      await reader.press(word('write'));
      await type(reader, 'text', words);
      await type(reader, 'name', name);
    };
    const kept = (reader) => reader.run((_, root) => root.querySelector('.compose textarea')?.value);

    test('one provider has no tabs, and asks nobody before its button is pressed', async () => {
      configure(isso.url);
      const reader = await stage.read({ src: '/warta.json', config: '/config.json' });
      await reader.until('the button is there', (_, root) => root.querySelector('.outcome button'));
      assert.equal(await reader.run((_, root) => root.querySelectorAll('[role=tab],[role=tablist]').length), 0);
      assert.equal(await reader.text('comments').then((text) => text.includes(word('commentsShow', { name: 'Isso' }))), true);
      assert.equal(await reader.run(() => performance.getEntriesByType('resource').filter(({ name }) => name.includes('uri=')).length), 0);
    });

    test('what others wrote is shown, nested and safe, and answers can be put away', async () => {
      const first = await isso.post(PATH, { text: 'Halo **semua** <img src=x onerror="hit()"> [tautan](javascript:hit())', author: 'Ani' });
      await isso.post(PATH, { text: 'Balasan pertama', author: null, parent: first.id });
      await isso.post(PATH, { text: 'Komentar kedua', author: 'Citra', website: 'https://citra.example' });
      const reader = await open();
      await reader.event('comments', { provider: 'isso', state: 'ready' });
      const all = await shown(reader);
      assert.deepEqual(all.map(([name]) => name), ['Ani', word('nobody'), 'Citra']);
      assert.match(all[0][1], /^Halo semua/);
      assert.equal(await reader.run((_, root) => root.querySelector('.says strong').textContent), 'semua');
      assert.equal(await reader.run((_, root) => root.querySelectorAll('.says [onerror], .says a[href^="javascript"]').length), 0);
      assert.equal(await reader.run((_, root) => root.querySelector('.comment .comment .says').textContent.trim()), 'Balasan pertama');
      assert.match(await reader.run((_, root) => root.querySelector('.name a').href), /citra\.example/);
      const toggle = () => reader.run((_, root) => {
        const button = root.querySelector('.acts [aria-expanded]');
        return [button.getAttribute('aria-expanded'), root.getElementById(button.getAttribute('aria-controls')).getClientRects().length > 0];
      });
      assert.deepEqual(await toggle(), ['true', true]);
      await reader.run((_, root) => root.querySelector('.acts [aria-expanded]').click());
      assert.deepEqual(await toggle(), ['false', false]);
      await accessible(stage.driver, 'a discussion');
      await reader.press(word('write'));
      await accessible(stage.driver, 'a discussion with its form');
      await stage.calm();
    });

    test('a comment is written by keyboard, sent once, and seen', async () => {
      await isso.post(PATH, { text: 'Halo semua', author: 'Ani' });
      const reader = await open();
      await reader.event('comments', { provider: 'isso', state: 'ready' });
      const press = (...keys) => stage.driver.actions().sendKeys(...keys).perform();
      await reader.run((_, root) => root.querySelector('.acts button').focus());
      await press(Key.ENTER);
      await reader.until('the form has the focus', (_, root) => root.activeElement?.localName === 'textarea');
      await press('Saya setuju.', Key.TAB, 'Dewi');
      await reader.run((_, root) => root.querySelector('.compose [type=submit]').focus());
      await press(Key.ENTER, Key.ENTER);
      await reader.until('the answer is shown', (_, root) => root.querySelector('.comment .comment .says')?.textContent.includes('Saya setuju.'));
      assert.match(await reader.said(), pattern('id', 'thread.sentShown'));
      const all = await isso.all(PATH);
      assert.deepEqual(all.map(({ text, author, parent }) => [text, author, parent]), [['<p>Halo semua</p>', 'Ani', null], ['<p>Saya setuju.</p>', 'Dewi', all[0].id]]);
      assert.equal(await kept(reader), null);
    });

    test('what is missing is said at its field, and what the server refuses in its words', async () => {
      const reader = await open();
      await reader.event('comments', { provider: 'isso', state: 'ready' });
      assert.ok((await reader.text('comments')).includes(word('threadEmpty')));
      await write(reader, '  ');
      await reader.press(word('send'));
      assert.ok((await reader.run((_, root) => root.querySelector('[role=alert]').textContent)).includes(word('sendEmpty')));
      assert.deepEqual(await reader.run((_, root) => [root.activeElement.name, root.activeElement.getAttribute('aria-invalid')]), ['text', 'true']);
      await type(reader, 'text', 'Ya');
      await reader.press(word('send'));
      await reader.until('the refusal is told', (_, root) => /minimum length/.test(root.querySelector('[role=alert]')?.textContent));
      assert.equal(await kept(reader), 'Ya');
    });

    test('a draft survives a reload and a server that is down, and goes out once it is back', async () => {
      const reader = await open();
      await reader.event('comments', { provider: 'isso', state: 'ready' });
      await write(reader, 'Tulisan yang panjang dan berharga.');
      await isso.stop();
      await reader.press(word('send'));
      await reader.until('the failure is told', (_, root) => root.querySelector('.problem'));
      assert.match(await reader.run((_, root) => root.querySelector('.problem').textContent), pattern('id', 'thread.sendNetwork'));
      assert.equal(await kept(reader), 'Tulisan yang panjang dan berharga.');
      await isso.start();
      await stage.reload();
      const again = stage.reader();
      await again.ready();
      await again.until('the button is there', (_, root) => root.querySelector('.outcome button'));
      await again.run((_, root) => root.querySelector('.outcome button').click());
      await again.until('the draft is there', (_, root) => root.querySelector('.compose textarea')?.value === 'Tulisan yang panjang dan berharga.');
      await again.press(word('send'));
      await again.until('it is shown', (_, root) => root.querySelector('.says')?.textContent.includes('berharga'));
      assert.equal((await isso.all(PATH)).length, 1);
    });

    test('a comment that arrived without a word is not sent twice', async () => {
      // What stands between hands everything on, and loses the answer to the first comment. (A connection
      // that breaks would not do: browsers send again by themselves.)
      const between = await stage.anotherSite({ cors: true });
      let swallow = true;
      const hand = (path) => between.put(path, (response, { method, query, body }) => {
        if (method === 'OPTIONS') return response.writeHead(200, { 'access-control-allow-headers': 'content-type' }).end();
        fetch(`${isso.url}${path}${query}`, { method, headers: { 'content-type': 'application/json' }, ...(method === 'POST' && { body }) }).then(async (answer) => {
          if (method === 'POST' && swallow) {
            swallow = false;
            return response.writeHead(504).end();
          }
          response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text());
        });
      });
      ['/', '/new'].forEach(hand);
      const reader = await open(between.url());
      await reader.event('comments', { provider: 'isso', state: 'ready' });
      await write(reader, 'Hanya *sekali* saja.');
      await reader.press(word('send'));
      await reader.until('the failure is told', (_, root) => root.querySelector('.problem'));
      await reader.press(word('send'));
      await reader.until('it is shown', (_, root) => root.querySelector('.says')?.textContent.includes('sekali'));
      assert.equal((await isso.all(PATH)).length, 1);
    });

    test('a comment that waits for a moderator says so', async () => {
      isso.close();
      isso = await startIsso({ host: stage.site.url('').replace(/\/$/, ''), moderated: true });
      const reader = await open();
      await reader.event('comments', { provider: 'isso', state: 'ready' });
      await write(reader, 'Menunggu dulu.');
      await reader.press(word('send'));
      await reader.until('it is shown as waiting', (_, root) => root.querySelector('.says .quiet'));
      assert.match(await reader.said(), pattern('id', 'thread.sentHeld'));
    });

    for (const [what, state, url] of [
      ['is down', 'failed', async () => { await isso.stop(); return isso.url; }],
      ['does not let this site read', 'failed', async () => { isso.close(); isso = await startIsso({ host: 'https://elsewhere.example' }); return isso.url; }],
      ['answers with an error', 'failed', async () => { const site = await stage.anotherSite({ cors: true }); site.put('/', status(500)); return site.url(); }],
      ['answers with something else', 'failed', async () => { const site = await stage.anotherSite({ cors: true }); site.json('/', { hello: 'world' }); return site.url(); }],
      ['never answers', 'timeout', async () => { const site = await stage.anotherSite({ cors: true }); site.put('/', hang()); return site.url(); }],
    ]) {
      test(`a server that ${what} is told, and can be tried again`, async () => {
        const reader = await open(await url());
        await reader.event('comments', { provider: 'isso', state });
        const key = state === 'failed' ? 'commentsFailed' : 'commentsTimeout';
        assert.match(await reader.run((_, root) => root.querySelector('.outcome').textContent), pattern('id', `rooms.${key}`));
        await reader.the('button', word('commentsRetry'));
        await reader.the('link', word('commentsOpen', { name: 'Isso' }));
        assert.equal(await reader.state(), 'ready');
      });
    }

    test('a server that comes back is read at the second try', async () => {
      await isso.post(PATH, { text: 'Masih di sini', author: 'Ani' });
      await isso.stop();
      const reader = await open();
      await reader.event('comments', { provider: 'isso', state: 'failed' });
      await isso.start();
      await reader.press(word('commentsRetry'));
      await reader.event('comments', { provider: 'isso', state: 'ready' });
      assert.deepEqual(await shown(reader), [['Ani', 'Masih di sini']]);
    });

    test('an address that names a comment opens it', async () => {
      await isso.post(PATH, { text: 'Satu', author: 'Ani' });
      const { id } = await isso.post(PATH, { text: 'Dua', author: 'Budi' });
      configure(isso.url);
      const path = stage.put('<baca-reader src="/warta.json" config="/config.json"></baca-reader>');
      await stage.driver.get(`${path}#isso-${id}`);
      await stage.arrived(`${path}#isso-${id}`);
      const reader = stage.reader();
      await reader.ready();
      await reader.event('comments', { provider: 'isso', state: 'ready' });
      await reader.until('the comment has the focus', (_, root) => root.activeElement?.querySelector('.says')?.textContent.trim() === 'Dua');
    });
  });
}
