// Comments of a real Isso server, which Baca renders: reading and posting, and a server that is down, slow,
// broken or closed to this site.

import assert from 'node:assert/strict';
import { afterEach, beforeEach } from 'node:test';
import { Key } from 'selenium-webdriver';
import { hang, status } from '../support/http-responses.mjs';
import { assertAccessible } from '../support/axe.mjs';
import { flow, canUseServer, test } from '../support/flow.mjs';
import { missing, startIsso } from '../support/isso.mjs';
import { pattern, t } from '../support/locales.mjs';

const PATH = '/2026/03/dermaga';
const word = (key, values) => t('id', `${key.startsWith('comments') ? 'panels' : 'discussion'}.${key}`, values);

if (canUseServer('isso', missing())) {
  flow('Comments on Isso', (testPage) => {
    let isso;
    beforeEach(async () => {
      isso = await startIsso({ host: testPage.site.url('').replace(/\/$/, '') });
    });
    afterEach(() => isso?.close());
    const configure = (url, more = {}) =>
      testPage.site.json('/config.json', { comments: { providers: [{ type: 'isso', url, ...more }], timeout: 2 } });
    const open = async (url = isso.url, more) => {
      configure(url, more);
      const reader = await testPage.read({ src: '/warta.json', config: '/config.json' });
      await reader.comments();
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

    test('a single provider has no tabs and gets no request before its button is pressed', async () => {
      configure(isso.url);
      const reader = await testPage.read({ src: '/warta.json', config: '/config.json' });
      await reader.comments();
      await reader.until('the button is there', (_, root) => root.querySelector('.outcome button'));
      assert.equal(await reader.run((_, root) => root.querySelectorAll('[role=tab],[role=tablist]').length), 0);
      assert.equal(await reader.text('comments').then((text) => text.includes(word('commentsShow', { name: 'Isso' }))), true);
      assert.equal(await reader.run(() => performance.getEntriesByType('resource').filter(({ name }) => name.includes('uri=')).length), 0);
    });

    test('comments are shown nested, without scripts, and replies can be collapsed', async () => {
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
      await assertAccessible(testPage.driver, 'a discussion');
      await reader.press(word('write'));
      await assertAccessible(testPage.driver, 'a discussion with its form');
      await testPage.assertClean();
    });

    test('a comment is typed and sent by keyboard, posted once, and shown', async () => {
      await isso.post(PATH, { text: 'Halo semua', author: 'Ani' });
      const reader = await open();
      await reader.event('comments', { provider: 'isso', state: 'ready' });
      const press = (...keys) => testPage.driver.actions().sendKeys(...keys).perform();
      await reader.run((_, root) => root.querySelector('.acts button').focus());
      await press(Key.ENTER);
      await reader.until('the form has the focus', (_, root) => root.activeElement?.localName === 'textarea');
      await press('Saya setuju.', Key.TAB, 'Dewi');
      await reader.run((_, root) => root.querySelector('.compose [type=submit]').focus());
      await press(Key.ENTER, Key.ENTER);
      await reader.until('the reply is shown', (_, root) => root.querySelector('.comment .comment .says')?.textContent.includes('Saya setuju.'));
      assert.match(await reader.liveText(), pattern('id', 'discussion.sentShown'));
      const all = await isso.all(PATH);
      assert.deepEqual(all.map(({ text, author, parent }) => [text, author, parent]), [['<p>Halo semua</p>', 'Ani', null], ['<p>Saya setuju.</p>', 'Dewi', all[0].id]]);
      assert.equal(await kept(reader), null);
    });

    test('a missing field has a message, and a rejection shows the server\'s message', async () => {
      const reader = await open();
      await reader.event('comments', { provider: 'isso', state: 'ready' });
      assert.ok((await reader.text('comments')).includes(word('threadEmpty')));
      await write(reader, '  ');
      await reader.press(word('send'));
      assert.ok((await reader.run((_, root) => root.querySelector('[role=alert]').textContent)).includes(word('sendEmpty')));
      assert.deepEqual(await reader.run((_, root) => [root.activeElement.name, root.activeElement.getAttribute('aria-invalid')]), ['text', 'true']);
      await type(reader, 'text', 'Ya');
      await reader.press(word('send'));
      await reader.until('the rejection is shown', (_, root) => /minimum length/.test(root.querySelector('[role=alert]')?.textContent));
      assert.equal(await kept(reader), 'Ya');
    });

    test('a draft survives a reload and a server that is down, and can be sent once it is up', async () => {
      const reader = await open();
      await reader.event('comments', { provider: 'isso', state: 'ready' });
      await write(reader, 'Tulisan yang panjang dan berharga.');
      await isso.stop();
      await reader.press(word('send'));
      await reader.until('the failure is shown', (_, root) => root.querySelector('.problem'));
      assert.match(await reader.run((_, root) => root.querySelector('.problem').textContent), pattern('id', 'discussion.sendNetwork'));
      assert.equal(await kept(reader), 'Tulisan yang panjang dan berharga.');
      await isso.start();
      await testPage.reload();
      const again = testPage.reader();
      await again.ready();
      await again.comments();
      await again.until('the button is there', (_, root) => root.querySelector('.outcome button'));
      await again.run((_, root) => root.querySelector('.outcome button').click());
      await again.until('the draft is restored', (_, root) => root.querySelector('.compose textarea')?.value === 'Tulisan yang panjang dan berharga.');
      await again.press(word('send'));
      await again.until('it is shown', (_, root) => root.querySelector('.says')?.textContent.includes('berharga'));
      assert.equal((await isso.all(PATH)).length, 1);
    });

    test('a comment that arrived although its response was lost is not posted twice', async () => {
      // A proxy forwards everything, but loses the response to the first comment. (Closing the connection
      // does not work: browsers then send the request again.)
      const proxy = await testPage.anotherSite({ cors: true });
      let losesResponse = true;
      const forward = (path) => proxy.put(path, (response, { method, query, body }) => {
        if (method === 'OPTIONS') return response.writeHead(200, { 'access-control-allow-headers': 'content-type' }).end();
        fetch(`${isso.url}${path}${query}`, { method, headers: { 'content-type': 'application/json' }, ...(method === 'POST' && { body }) }).then(async (answer) => {
          if (method === 'POST' && losesResponse) {
            losesResponse = false;
            return response.writeHead(504).end();
          }
          response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text());
        });
      });
      ['/', '/new'].forEach(forward);
      const reader = await open(proxy.url());
      await reader.event('comments', { provider: 'isso', state: 'ready' });
      await write(reader, 'Hanya *sekali* saja.');
      await reader.press(word('send'));
      await reader.until('the failure is shown', (_, root) => root.querySelector('.problem'));
      await reader.press(word('send'));
      await reader.until('it is shown', (_, root) => root.querySelector('.says')?.textContent.includes('sekali'));
      assert.equal((await isso.all(PATH)).length, 1);
    });

    test('a comment that is held for approval is marked', async () => {
      isso.close();
      isso = await startIsso({ host: testPage.site.url('').replace(/\/$/, ''), moderated: true });
      const reader = await open();
      await reader.event('comments', { provider: 'isso', state: 'ready' });
      await write(reader, 'Menunggu dulu.');
      await reader.press(word('send'));
      await reader.until('it is shown as held', (_, root) => root.querySelector('.says .note'));
      assert.match(await reader.liveText(), pattern('id', 'discussion.sentHeld'));
    });

    for (const [what, state, url] of [
      ['is down', 'failed', async () => { await isso.stop(); return isso.url; }],
      ['does not let this site read', 'failed', async () => { isso.close(); isso = await startIsso({ host: 'https://elsewhere.example' }); return isso.url; }],
      ['responds with an error', 'failed', async () => { const site = await testPage.anotherSite({ cors: true }); site.put('/', status(500)); return site.url(); }],
      ['responds with other JSON', 'failed', async () => { const site = await testPage.anotherSite({ cors: true }); site.json('/', { hello: 'world' }); return site.url(); }],
      ['never responds', 'timeout', async () => { const site = await testPage.anotherSite({ cors: true }); site.put('/', hang()); return site.url(); }],
    ]) {
      test(`a server that ${what} has a message and a retry button`, async () => {
        const reader = await open(await url());
        await reader.event('comments', { provider: 'isso', state });
        const key = state === 'failed' ? 'commentsFailed' : 'commentsTimeout';
        assert.match(await reader.run((_, root) => root.querySelector('.outcome').textContent), pattern('id', `panels.${key}`));
        await reader.getByRole('button', word('commentsRetry'));
        await reader.getByRole('link', word('commentsOpen', { name: 'Isso' }));
        assert.equal(await reader.state(), 'ready');
      });
    }

    test('comments of a server that is up again are shown after a retry', async () => {
      await isso.post(PATH, { text: 'Masih di sini', author: 'Ani' });
      await isso.stop();
      const reader = await open();
      await reader.event('comments', { provider: 'isso', state: 'failed' });
      await isso.start();
      await reader.press(word('commentsRetry'));
      await reader.event('comments', { provider: 'isso', state: 'ready' });
      assert.deepEqual(await shown(reader), [['Ani', 'Masih di sini']]);
    });

    test('a URL with the fragment of a comment focuses the comment', async () => {
      await isso.post(PATH, { text: 'Satu', author: 'Ani' });
      const { id } = await isso.post(PATH, { text: 'Dua', author: 'Budi' });
      configure(isso.url);
      const path = testPage.put('<baca-reader src="/warta.json" config="/config.json"></baca-reader>');
      await testPage.goTo(`${path}#isso-${id}`);
      await testPage.waitForPage(`${path}#isso-${id}`);
      const reader = testPage.reader();
      await reader.ready();
      await reader.event('comments', { provider: 'isso', state: 'ready' });
      await reader.until('the comment has the focus', (_, root) => root.activeElement?.querySelector('.says')?.textContent.trim() === 'Dua');
    });
  }, { engines: ['chromium', 'firefox'] }); // What may differ in WebKitGTK is in `discussions.test.mjs`.
}
