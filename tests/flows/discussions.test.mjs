// Discussions that Baca draws itself: those that came along with the article, and those of Mastodon,
// Bluesky, ActivityPub and Cusdis. Good to read, in order, by hundreds, by keyboard, on a strict page.

import assert from 'node:assert/strict';
import { warta } from '../support/articles.mjs';
import { accessible } from '../support/axe.mjs';
import { reachable, reached, serve } from '../support/comments.mjs';
import { flow, tag, test } from '../support/flow.mjs';
import { t } from '../support/locales.mjs';

const word = (key, values) => t('id', `thread.${key}`, values);
const at = (minute) => new Date(Date.UTC(2026, 2, 1, 9, minute)).toISOString();

const OWN = {
  open: false,
  url: 'https://warta.example/diskusi/7',
  items: [
    { id: 'a', author: { name: 'Ani Lestari', url: 'https://ani.example/', image: 'https://pictures.example/ani.png' }, published: at(1), text: 'Paragraf satu.\n\nParagraf dua.', likes: 2, badge: 'Pilihan redaksi',
      replies: [
        { id: 'b', author: 'Budi', published: at(2), text: [{ text: 'Setuju', bold: true }, ', ', { text: 'lihat ini', href: 'https://e.example/' }, { html: '<img src=x onerror=hit()>' }] },
        { id: 'c', state: 'removed', replies: [{ id: 'd', author: 'Citra', published: at(4), text: 'Kok dihapus?' }] },
      ] },
    { id: 'e', author: 'Dewi', published: at(9), text: 'Yang terakhir.', likes: 9 },
  ],
};
const MANY = { items: Array.from({ length: 1200 }, (_, index) => ({ id: `m${index}`, author: `Pembaca ${index}`, published: at(index), text: `Komentar ke-${index}.` })) };

flow('Discussions', (stage) => {
  const open = async (comments, { config = {}, headers } = {}) => {
    stage.site.json('/own.json', { ...warta, comments });
    stage.site.json('/config.json', config);
    return stage.read({ src: '/own.json', config: '/config.json' }, { headers });
  };
  const names = (reader) => reader.run((_, root) => [...root.querySelectorAll('.thread > .comment > article .name')].map((name) => name.textContent));
  const count = (reader) => reader.run((_, root) => root.querySelectorAll('.comment').length);
  const shown = (reader) => reader.until('the discussion is shown', (_, root) => root.querySelector('.comment'));
  const ask = async (reader) => {
    await reader.until('the button is there', (_, root) => root.querySelector('.outcome button'));
    await reader.run((_, root) => root.querySelector('.outcome button').click());
  };

  test('comments that came along are shown without any provider, and without asking anybody', async () => {
    const reader = await open(OWN);
    await shown(reader);
    await reader.event('comments', { provider: 'baca', state: 'ready' });
    assert.equal(await reader.run((_, root) => root.querySelectorAll('[role=tab]').length), 0);
    assert.deepEqual(await names(reader), ['Ani Lestari', 'Dewi']);
    assert.deepEqual(await reader.run((_, root) => [...root.querySelector('.says').querySelectorAll('p')].map((p) => p.textContent)), ['Paragraf satu.', 'Paragraf dua.']);
    const says = await reader.run((_, root) => [...root.querySelectorAll('.says')].map((says) => says.textContent));
    assert.ok(says.some((text) => text.startsWith('Setuju, lihat ini')) && says.includes(word('commentRemoved')) && says.includes('Kok dihapus?'), says.join('|'));
    assert.equal(await reader.run((_, root) => root.querySelector('.says strong').textContent), 'Setuju');
    assert.ok((await reader.text('comments')).includes(word('threadClosed')));
    // No picture of anybody is fetched before the reader asks for anything; initials stand there.
    assert.deepEqual(stage.proxy.fromPages, []);
    assert.equal(await reader.run((_, root) => root.querySelector('.avatar').textContent), 'AL');
    await accessible(stage.driver, 'comments that came along');
  });

  test('times are told in the reader\'s language, the moment itself is there', async () => {
    const recent = new Date(Date.now() - 2 * 3600e3).toISOString();
    const reader = await open({ items: [{ id: 'x', author: 'Ani', published: recent, text: 'Baru.' }, { id: 'y', author: 'Budi', published: '2019-04-25T09:10:00Z', text: 'Lama.' }] });
    await shown(reader);
    const times = () => reader.run((_, root) => [...root.querySelectorAll('.comment time')].map((time) => [time.textContent, time.dateTime, time.title.length > 10]));
    assert.deepEqual(await times(), [['25 Apr 2019', '2019-04-25T09:10:00Z', true], ['2 jam yang lalu', recent, true]]);
    await reader.run((host) => host.setAttribute('lang', 'en'));
    await reader.until('the language is another', (_, root) => /2 hours ago/.test(root.querySelector('.thread').textContent));
  });

  test('orders are by time and by likes, and answers can be put away', async () => {
    const reader = await open(OWN);
    await shown(reader);
    for (const [key, first] of [['newest', 'Dewi'], ['oldest', 'Ani Lestari'], ['liked', 'Dewi']]) {
      await reader.press(word(`order-${key}`));
      await reader.until(key, (_, root, first) => root.querySelector('.thread .name').textContent === first, first);
    }
    const pressed = await reader.run((_, root) => [...root.querySelectorAll('.orders [aria-pressed=true]')].map((button) => button.textContent));
    assert.deepEqual(pressed, [word('order-liked')]);
  });

  test('a thousand comments come by hundreds, and the page does not stand still', async () => {
    const reader = await open(MANY);
    await shown(reader);
    assert.equal(await count(reader), 100);
    for (const wanted of [200, 300]) {
      // By script: what comes on screen gets its real height, and the button would move away from under a pointer.
      await reader.run((_, root) => root.querySelector('.more button').click());
      await reader.until('more are shown', (_, root, wanted) => root.querySelectorAll('.comment').length === wanted, wanted);
    }
    assert.match(await reader.run((_, root) => root.querySelector('.head p').textContent), /1\.200/);
    await reader.run((_, root, name) => [...root.querySelectorAll('.orders button')].find((button) => button.textContent === name).click(), word('order-newest'));
    await reader.until('the latest is first', (_, root) => root.querySelector('.thread .name').textContent === 'Pembaca 1199');
  });

  test('an address that names a comment shows as many as it takes', async () => {
    stage.site.json('/own.json', { ...warta, comments: MANY });
    const url = stage.put(tag({ src: '/own.json' }));
    await stage.driver.get(`${url}#comment-m450`);
    await stage.arrived(`${url}#comment-m450`);
    const reader = stage.reader();
    await reader.ready();
    await reader.until('the comment has the focus', (_, root) => root.activeElement?.querySelector('.name')?.textContent === 'Pembaca 450');
  });

  test('named lists of the article are tabs, and one of them is fetched', async () => {
    stage.site.json('/jauh.json', [{ id: 'j', author: 'Jauh', text: 'Dari tempat lain.' }]);
    const reader = await open({ items: OWN.items, tabs: [{ label: 'Semua' }, { id: 'Pilihan redaksi', label: 'Pilihan' }, { label: 'Lain', src: '/jauh.json' }] });
    await reader.until('there are tabs', (_, root) => root.querySelectorAll('[role=tab]').length === 3);
    assert.deepEqual(await reader.run((_, root) => [...root.querySelectorAll('[role=tab]')].map((tab) => tab.textContent)), ['Semua (5)', 'Pilihan (1)', 'Lain (5)']);
    await reader.run((_, root) => root.querySelectorAll('[role=tab]')[1].click());
    await reader.until('the chosen ones', (_, root) => [...root.querySelectorAll('.home:not([hidden]) .comment')].length === 1);
    await reader.run((_, root) => root.querySelectorAll('[role=tab]')[2].click());
    await reader.until('the fetched ones', (_, root) => root.querySelector('.home:not([hidden]) .name')?.textContent === 'Jauh');
  });

  test('an article without comments, and a site without providers, have no room for them', async () => {
    const reader = await open({ open: true, count: 0 });
    await reader.frame();
    assert.equal(await reader.run((_, root) => root.querySelectorAll('[part=comments]').length), 0);
  });

  test('a strict page with Trusted Types has a discussion without a violation', async () => {
    const policy = `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self' data:; media-src 'self'; require-trusted-types-for 'script'; trusted-types baca`;
    const reader = await open(OWN, { headers: { 'content-security-policy': policy } });
    await shown(reader);
    await reader.until('it is converted', (_, root) => root.querySelector('.says strong'));
    await stage.calm();
  });

  const answers = (host, table) => serve(stage.proxy, host, reached(stage, table));

  test('answers on Mastodon are shown, and lead to where one can answer', async () => {
    const account = { display_name: 'Ani :ombak:', acct: 'ani', url: 'https://m.example/@ani', avatar_static: 'https://m.example/a.png', emojis: [{ shortcode: 'ombak' }] };
    answers('m.example', {
      '/api/v1/statuses/100/context': { ancestors: [], descendants: [
        { id: '102', in_reply_to_id: '101', created_at: at(5), content: '<p>Balasan</p>', account: { ...account, display_name: 'Budi' }, url: 'https://m.example/@budi/102' },
        { id: '101', in_reply_to_id: '100', created_at: at(4), content: '<p>Halo <a href="javascript:hit()">dunia</a></p>', favourites_count: 3, account, url: 'https://m.example/@ani/101' },
      ] },
    });
    const reader = await open({ threads: reached(stage, { mastodon: 'https://m.example/@warta/100' }) }, { config: { comments: { providers: [{ type: 'mastodon' }] } } });
    assert.deepEqual(stage.proxy.fromPages, []);
    await ask(reader);
    await shown(reader);
    assert.deepEqual(await names(reader), ['Ani']);
    assert.equal(await reader.run((_, root) => root.querySelector('.comment .comment .name').textContent), 'Budi');
    assert.equal(await reader.run((_, root) => root.querySelector('.acts a').href), reached(stage, 'https://m.example/@ani/101'));
    assert.equal(await reader.run((_, root) => root.querySelectorAll('.says a[href^=javascript]').length), 0);
    assert.match(await reader.run((_, root) => root.querySelector('.likes').textContent), /3/);
    const picture = await reader.run((_, root) => ['loading', 'referrerpolicy', 'alt'].map((name) => root.querySelector('.avatar img').getAttribute(name)));
    assert.deepEqual(picture, ['lazy', 'no-referrer', '']);
  });

  test('answers on Bluesky are shown after the name is resolved', async () => {
    const post = (key, handle, text, more = {}) => ({ post: { uri: `at://did:plc:${handle}/app.bsky.feed.post/${key}`, author: { handle, displayName: handle.toUpperCase() }, record: { text, createdAt: at(3) }, likeCount: 1 }, ...more });
    answers('public.api.bsky.app', {
      '/xrpc/com.atproto.identity.resolveHandle': { did: 'did:plc:warta' },
      '/xrpc/app.bsky.feed.getPostThread': { thread: post('1', 'warta', 'Berita', { replies: [post('2', 'ani', 'Baris satu\nbaris dua')] }) },
    });
    const reader = await open({ threads: { bluesky: 'https://bsky.app/profile/warta.example/post/1' } }, { config: { comments: { providers: [reachable(stage, { type: 'bluesky' })] } } });
    await ask(reader);
    await shown(reader);
    assert.deepEqual(await names(reader), ['ANI']);
    assert.equal(await reader.run((_, root) => root.querySelectorAll('.says br').length), 1);
  });

  test('replies of ActivityPub are followed through their collection', async () => {
    answers('f.example', {
      '/notes/1/replies': { type: 'CollectionPage', items: [{ id: 'https://g.example/2', inReplyTo: 'https://f.example/notes/1', attributedTo: 'https://g.example/users/ani', content: '<p>Halo</p>', published: at(2) }] },
      '/notes/1': { type: 'Note', id: 'https://f.example/notes/1', replies: { type: 'Collection', first: 'https://f.example/notes/1/replies?page=1' } },
    });
    const reader = await open({ threads: reached(stage, { activitypub: 'https://f.example/notes/1' }) }, { config: { comments: { providers: [{ type: 'activitypub' }] } } });
    await ask(reader);
    await shown(reader);
    assert.deepEqual(await names(reader), ['@ani@g.example']);
  });

  test('a provider without a discussion of this article has no tab', async () => {
    const reader = await open(undefined, { config: { comments: { providers: [{ type: 'mastodon' }, { type: 'giscus', repo: 'a/b', repoId: '1', category: 'c', categoryId: '2' }, { type: 'utterances', repo: 'a/b' }] } } });
    await reader.until('there are tabs', (_, root) => root.querySelector('[role=tab]'));
    assert.deepEqual(await reader.run((_, root) => [...root.querySelectorAll('[role=tab]')].map((tab) => tab.textContent)), ['giscus', 'utterances']);
  });

  test('a converter that does not come costs no words', async () => {
    stage.site.put('/some/folder/reader/baca-formats_bg.wasm', (response) => response.writeHead(500).end());
    answers('m.example', { '/api/v1/statuses/100/context': { descendants: [{ id: '1', in_reply_to_id: '100', content: '<p>Tetap <b>terbaca</b></p>', account: { acct: 'ani' } }] } });
    const reader = await open({ threads: reached(stage, { mastodon: 'https://m.example/@warta/100' }) }, { config: { comments: { providers: [{ type: 'mastodon' }] } } });
    await ask(reader);
    await shown(reader);
    assert.equal(await reader.run((_, root) => root.querySelector('.says').textContent), 'Tetap terbaca');
  });

  test('a discussion that never comes is told, and the module that draws it may be missing', async () => {
    stage.site.put('/some/folder/reader/baca-thread_bg.wasm', (response) => response.writeHead(500).end());
    const reader = await open(OWN);
    await reader.event('comments', { provider: 'baca', state: 'failed' });
    stage.site.forget('/some/folder/reader/baca-thread_bg.wasm');
    await ask(reader);
    await shown(reader);
  });
});
