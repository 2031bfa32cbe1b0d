// Discussions that Baca renders: comments in the article, and those of Mastodon, Bluesky and ActivityPub. Also
// tests sorting, many comments, links to comments and a strict page.

import assert from 'node:assert/strict';
import { warta } from '../support/articles.mjs';
import { assertAccessible } from '../support/axe.mjs';
import { reachableProvider, reachableUrls, serve } from '../support/comments.mjs';
import { flow, tag, test } from '../support/flow.mjs';
import { t } from '../support/locales.mjs';

const word = (key, values) => t('id', `discussion.${key}`, values);
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

flow('Discussions', (testPage) => {
  const open = async (comments, { config = {}, headers } = {}) => {
    testPage.site.json('/own.json', { ...warta, comments });
    testPage.site.json('/config.json', config);
    return testPage.read({ src: '/own.json', config: '/config.json' }, { headers });
  };
  const names = (reader) => reader.run((_, root) => [...root.querySelectorAll('.thread > .comment > article .name')].map((name) => name.textContent));
  const count = (reader) => reader.run((_, root) => root.querySelectorAll('.comment').length);
  const shown = async (reader) => {
    await reader.comments();
    await reader.until('the discussion is shown', (_, root) => root.querySelector('.comment'));
  };
  const pressShow = async (reader) => {
    await reader.comments();
    await reader.until('the button is there', (_, root) => root.querySelector('.outcome button'));
    await reader.run((_, root) => root.querySelector('.outcome button').click());
  };

  test('comments in the article are shown without a provider and without a request', async () => {
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
    // No avatar is fetched before the person has opened a provider; initials are shown.
    assert.deepEqual(testPage.proxy.fromPages, []);
    assert.equal(await reader.run((_, root) => root.querySelector('.avatar').textContent), 'AL');
    await assertAccessible(testPage.driver, 'comments in the article');
  });

  test('times are in the interface language, with the exact time in the attributes', async () => {
    const recent = new Date(Date.now() - 2 * 3600e3).toISOString();
    const reader = await open({ items: [{ id: 'x', author: 'Ani', published: recent, text: 'Baru.' }, { id: 'y', author: 'Budi', published: '2019-04-25T09:10:00Z', text: 'Lama.' }] });
    await shown(reader);
    const times = () => reader.run((_, root) => [...root.querySelectorAll('.comment time')].map((time) => [time.textContent, time.dateTime, time.title.length > 10]));
    assert.deepEqual(await times(), [['25 Apr 2019', '2019-04-25T09:10:00Z', true], ['2 jam yang lalu', recent, true]]);
    await reader.run((host) => host.setAttribute('lang', 'en'));
    await reader.until('the language is another', (_, root) => /2 hours ago/.test(root.querySelector('.thread').textContent));
  });

  test('comments can be sorted by time or by likes', async () => {
    const reader = await open(OWN);
    await shown(reader);
    for (const [key, first] of [['newest', 'Dewi'], ['oldest', 'Ani Lestari'], ['liked', 'Dewi']]) {
      await reader.press(word(`order-${key}`));
      await reader.until(key, (_, root, first) => root.querySelector('.thread .name').textContent === first, first);
    }
    const pressed = await reader.run((_, root) => [...root.querySelectorAll('.orders [aria-pressed=true]')].map((button) => button.textContent));
    assert.deepEqual(pressed, [word('order-liked')]);
  });

  test('of more than a thousand comments, a hundred are shown at a time', async () => {
    const reader = await open(MANY);
    await shown(reader);
    assert.equal(await count(reader), 100);
    for (const wanted of [200, 300]) {
      // Clicks by script: comments that come on screen get their real height, so the button would move away.
      await reader.run((_, root) => root.querySelector('.more button').click());
      await reader.until('more are shown', (_, root, wanted) => root.querySelectorAll('.comment').length === wanted, wanted);
    }
    assert.match(await reader.run((_, root) => root.querySelector('.head p').textContent), /1\.200/);
    await reader.run((_, root, name) => [...root.querySelectorAll('.orders button')].find((button) => button.textContent === name).click(), word('order-newest'));
    await reader.until('the latest is first', (_, root) => root.querySelector('.thread .name').textContent === 'Pembaca 1199');
  });

  test('a link to a comment shows all comments up to it', async () => {
    testPage.site.json('/own.json', { ...warta, comments: MANY });
    const url = testPage.put(tag({ src: '/own.json' }));
    await testPage.goTo(`${url}#comment-m450`);
    await testPage.waitForPage(`${url}#comment-m450`);
    const reader = testPage.reader();
    await reader.ready();
    await reader.until('the comment has the focus', (_, root) => root.activeElement?.querySelector('.name')?.textContent === 'Pembaca 450');
  });

  test('named lists of the article are tabs, whose comments may be fetched', async () => {
    testPage.site.json('/jauh.json', [{ id: 'j', author: 'Jauh', text: 'Dari tempat lain.' }]);
    const reader = await open({ items: OWN.items, tabs: [{ label: 'Semua' }, { id: 'Pilihan redaksi', label: 'Pilihan' }, { label: 'Lain', src: '/jauh.json' }] });
    await reader.tabs(3);
    assert.deepEqual(await reader.run((_, root) => [...root.querySelectorAll('[role=tab]')].map((tab) => tab.textContent)), ['Semua (4)', 'Pilihan (1)', 'Lain']);
    await reader.run((_, root) => root.querySelectorAll('[role=tab]')[1].click());
    await reader.until('the chosen ones', (_, root) => [...root.querySelectorAll('.provider:not([hidden]) .comment')].length === 1);
    await reader.run((_, root) => root.querySelectorAll('[role=tab]')[2].click());
    await reader.until('the fetched ones', (_, root) => root.querySelector('.provider:not([hidden]) .name')?.textContent === 'Jauh');
  });

  test('an article without comments on a site without providers has no comments section', async () => {
    const reader = await open({ open: true, count: 0 });
    await reader.frame();
    assert.equal(await reader.run((_, root) => root.querySelectorAll('[part=comments]').length), 0);
  });

  test('a discussion violates no strict policy with Trusted Types', async () => {
    const policy = `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self' data:; media-src 'self'; require-trusted-types-for 'script'; trusted-types baca`;
    const reader = await open(OWN, { headers: { 'content-security-policy': policy } });
    await shown(reader);
    await reader.until('it is converted', (_, root) => root.querySelector('.says strong'));
    await testPage.assertClean();
  });

  const serveReachable = (host, table) => serve(testPage.proxy, host, reachableUrls(testPage, table));

  test('replies on Mastodon are shown with links for replying', async () => {
    const account = { display_name: 'Ani :ombak:', acct: 'ani', url: 'https://m.example/@ani', avatar_static: 'https://m.example/a.png', emojis: [{ shortcode: 'ombak' }] };
    serveReachable('m.example', {
      '/api/v1/statuses/100/context': { ancestors: [], descendants: [
        { id: '102', in_reply_to_id: '101', created_at: at(5), content: '<p>Balasan</p>', account: { ...account, display_name: 'Budi' }, url: 'https://m.example/@budi/102' },
        { id: '101', in_reply_to_id: '100', created_at: at(4), content: '<p>Halo <a href="javascript:hit()">dunia</a></p>', favourites_count: 3, account, url: 'https://m.example/@ani/101' },
      ] },
    });
    const reader = await open({ threads: reachableUrls(testPage, { mastodon: 'https://m.example/@warta/100' }) }, { config: { comments: { providers: [{ type: 'mastodon' }] } } });
    assert.deepEqual(testPage.proxy.fromPages, []);
    await pressShow(reader);
    await shown(reader);
    assert.deepEqual(await names(reader), ['Ani']);
    assert.equal(await reader.run((_, root) => root.querySelector('.comment .comment .name').textContent), 'Budi');
    assert.equal(await reader.run((_, root) => root.querySelector('.acts a').href), reachableUrls(testPage, 'https://m.example/@ani/101'));
    assert.equal(await reader.run((_, root) => root.querySelectorAll('.says a[href^=javascript]').length), 0);
    assert.match(await reader.run((_, root) => root.querySelector('.likes').textContent), /3/);
    const picture = await reader.run((_, root) => ['loading', 'referrerpolicy', 'alt'].map((name) => root.querySelector('.avatar img').getAttribute(name)));
    assert.deepEqual(picture, ['lazy', 'no-referrer', '']);
  });

  test('replies on Bluesky are shown after the handle is resolved', async () => {
    const post = (key, handle, text, more = {}) => ({ post: { uri: `at://did:plc:${handle}/app.bsky.feed.post/${key}`, author: { handle, displayName: handle.toUpperCase() }, record: { text, createdAt: at(3) }, likeCount: 1 }, ...more });
    serveReachable('public.api.bsky.app', {
      '/xrpc/com.atproto.identity.resolveHandle': { did: 'did:plc:warta' },
      '/xrpc/app.bsky.feed.getPostThread': { thread: post('1', 'warta', 'Berita', { replies: [post('2', 'ani', 'Baris satu\nbaris dua')] }) },
    });
    const reader = await open({ threads: { bluesky: 'https://bsky.app/profile/warta.example/post/1' } }, { config: { comments: { providers: [reachableProvider(testPage, { type: 'bluesky' })] } } });
    await pressShow(reader);
    await shown(reader);
    assert.deepEqual(await names(reader), ['ANI']);
    assert.equal(await reader.run((_, root) => root.querySelectorAll('.says br').length), 1);
  });

  test('warnings of Mastodon are closed until they are opened; media, polls and custom emojis are shown', async () => {
    const account = { display_name: 'Ani :ombak:', acct: 'ani', url: 'https://m.example/@ani', emojis: [{ shortcode: 'ombak', url: 'https://m.example/o.gif', static_url: 'https://m.example/o.png' }] };
    const media = [{ type: 'image', url: 'https://files.example/1.png', preview_url: 'https://files.example/s.png', description: 'Perahu merah' }];
    serveReachable('m.example', {
      '/api/v1/statuses/100/context': { descendants: [
        { id: '101', in_reply_to_id: '100', created_at: at(1), spoiler_text: 'Bocoran akhir', sensitive: true, content: '<p>Kapalnya selamat</p>', media_attachments: media, account },
        { id: '102', in_reply_to_id: '100', created_at: at(2), sensitive: true, content: '<p>Lihat :ombak:</p>', media_attachments: media, emojis: account.emojis, account: { ...account, display_name: 'B\u202Eu\u200Bdi ' + 'x'.repeat(300) } },
        { id: '103', in_reply_to_id: '100', created_at: at(3), content: '<p>Pilih</p>', poll: { options: [{ title: 'Ya', votes_count: 1200 }, { title: 'Tidak', votes_count: 1 }] }, account },
      ] },
    });
    const threads = reachableUrls(testPage, { mastodon: 'https://m.example/@warta/100' });
    const reader = await open({ threads }, { config: { comments: { providers: [{ type: 'mastodon' }] } } });
    await pressShow(reader);
    await shown(reader);
    const says = (index) => reader.run((_, root, index) => root.querySelectorAll('.says')[index].textContent, index);
    const images = (css) => reader.run((_, root, css) => [...root.querySelectorAll(css)].map((image) => [image.getAttribute('src').replace(/^https?:/, ''), image.alt]), css);
    assert.equal(await says(0), `Bocoran akhir ${word('coverShow')}`);
    assert.equal(await says(1), `Lihat ${word('sensitive')} ${word('coverShow')}`);
    assert.equal(await says(2), 'PilihYa 1.200 suaraTidak 1 suara');
    assert.deepEqual(await images('.attached img'), []);
    assert.deepEqual(await images('.says .emoji'), [['//m.example/o.png', ':ombak:']]);
    assert.deepEqual(await images('.name .emoji'), Array(2).fill(['//m.example/o.png', ':ombak:']));
    assert.equal((await names(reader))[1], `Budi ${'x'.repeat(94)}…`);
    await assertAccessible(testPage.driver, 'covered comments');
    for (const index of [0, 1]) await reader.run((_, root, index) => root.querySelectorAll('.cover button')[index].click(), index);
    await reader.until('they are open', (_, root) => root.querySelectorAll('.cover [aria-expanded=true]').length === 2);
    assert.equal(await says(0), `Bocoran akhir ${word('coverHide')}Kapalnya selamat`);
    assert.deepEqual(await images('.attached img'), Array(2).fill(['//files.example/s.png', 'Perahu merah']));
    assert.equal(await reader.run((_, root) => root.querySelector('.attached a').href.replace(/^https?:/, '')), '//files.example/1.png');
    await assertAccessible(testPage.driver, 'opened comments');
    // The number in the tab list, and in the discussion, is of what is shown.
    assert.match(await reader.run((_, root) => root.querySelector('.head p').textContent), /^3 /);
  });

  test('with a consent for one host, pictures of other hosts are links', async () => {
    const account = { display_name: 'Ani :ombak:', acct: 'ani', emojis: [{ shortcode: 'ombak', url: 'https://files.example/o.png' }] };
    const media = [{ type: 'image', url: 'https://files.example/1.png', preview_url: 'https://files.example/s.png', description: 'Perahu merah' }];
    serveReachable('m.example', { '/api/v1/statuses/100/context': { descendants: [{ id: '101', in_reply_to_id: '100', content: '<p>Lihat :ombak:</p>', media_attachments: media, emojis: account.emojis, account }] } });
    const threads = reachableUrls(testPage, { mastodon: 'https://m.example/@warta/100' });
    const reader = await open({ threads }, { config: { comments: { providers: [{ type: 'mastodon' }] }, consent: { comments: 'ask' } } });
    await pressShow(reader);
    await shown(reader);
    assert.deepEqual(await reader.run((_, root) => [root.querySelector('.says').textContent, root.querySelector('.thread .name').textContent]), ['Lihat :ombak:Perahu merah', 'Ani :ombak:']);
    assert.ok(testPage.proxy.requests.every(({ host }) => host !== 'files.example'));
  });

  test('labels of Bluesky withhold posts or cover them, and its pictures are shown', async () => {
    const post = (key, text, more = {}) => ({ post: { uri: `at://did:plc:a/app.bsky.feed.post/${key}`, author: { handle: 'ani.example', displayName: 'Ani' }, record: { text, createdAt: at(Number(key)) }, ...more } });
    const label = (val) => [{ val, src: 'did:plc:mod', uri: 'at://x' }];
    const replies = [
      post('2', 'Rahasia satu', { author: { handle: 'sepi.example', displayName: 'Sepi', labels: [{ val: '!no-unauthenticated', uri: 'at://did:plc:s/app.bsky.actor.profile/self' }] } }),
      post('3', 'Rahasia dua', { labels: label('porn') }),
      post('4', 'Kasar', { labels: label('rude') }),
      post('5', 'Foto', { embed: { images: [{ thumb: 'https://cdn.example/t.jpg', fullsize: 'https://cdn.example/f.jpg', alt: 'Perahu' }] } }),
    ];
    serveReachable('public.api.bsky.app', { '/xrpc/app.bsky.feed.getPostThread': { thread: { ...post('1', 'Berita'), replies } } });
    const reader = await open({ threads: { bluesky: 'at://did:plc:warta/app.bsky.feed.post/1' } }, { config: { comments: { providers: [reachableProvider(testPage, { type: 'bluesky' }), { type: 'facebook', appId: '1' }] }, consent: { comments: 'granted' } } });
    await reader.tabs(2);
    await reader.run((_, root) => root.querySelector('[part=comments]').scrollIntoView());
    const count = () => reader.run((_, root) => root.querySelector('[role=tab]').textContent);
    await reader.until('the number is known', (_, root) => /\d/.test(root.querySelector('[role=tab]').textContent));
    assert.equal(await count(), 'Bluesky (2)');
    await reader.run((_, root) => root.querySelector('[role=tab]').click());
    await shown(reader);
    assert.equal(await count(), 'Bluesky (2)');
    const says = await reader.run((_, root) => [...root.querySelectorAll('.says')].map((says) => says.textContent));
    const withheld = `${word('commentWithheld')} ${word('readAt', { name: 'bsky.app' })}`;
    assert.deepEqual(says, [withheld, withheld, `${word('sensitive')} ${word('coverShow')}`, 'Foto']);
    assert.deepEqual(await names(reader), [word('nobody'), 'Ani', 'Ani', 'Ani']);
    assert.equal(await reader.run((_, root) => root.querySelector('.says a').href), 'https://bsky.app/profile/sepi.example/post/2');
    assert.equal(await reader.run((_, root) => root.querySelector('.attached img').alt), 'Perahu');
    assert.ok(!/Rahasia|Kasar|Sepi/.test(await reader.text('comments')));
  });

  test('replies of ActivityPub are read from their collection', async () => {
    serveReachable('f.example', {
      '/notes/1/replies': { type: 'CollectionPage', items: [{ id: 'https://g.example/2', inReplyTo: 'https://f.example/notes/1', attributedTo: 'https://g.example/users/ani', content: '<p>Halo</p>', published: at(2) }] },
      '/notes/1': { type: 'Note', id: 'https://f.example/notes/1', replies: { type: 'Collection', first: 'https://f.example/notes/1/replies?page=1' } },
    });
    const reader = await open({ threads: reachableUrls(testPage, { activitypub: 'https://f.example/notes/1' }) }, { config: { comments: { providers: [{ type: 'activitypub' }] } } });
    await pressShow(reader);
    await shown(reader);
    assert.deepEqual(await names(reader), ['@ani@g.example']);
  });

  test('a provider without a discussion of this article has no tab', async () => {
    const reader = await open(undefined, { config: { comments: { providers: [{ type: 'mastodon' }, { type: 'giscus', repo: 'a/b', repoId: '1', category: 'c', categoryId: '2' }, { type: 'utterances', repo: 'a/b' }] } } });
    await reader.tabs();
    assert.deepEqual(await reader.run((_, root) => [...root.querySelectorAll('[role=tab]')].map((tab) => tab.textContent)), ['giscus', 'utterances']);
  });

  test('without the converter, comments have their plain text', async () => {
    testPage.site.put('/some/folder/reader/baca-html_bg.wasm', (response) => response.writeHead(500).end());
    serveReachable('m.example', { '/api/v1/statuses/100/context': { descendants: [{ id: '1', in_reply_to_id: '100', content: '<p>Tetap <bdi>terbaca</bdi></p>', account: { acct: 'ani' } }] } });
    const reader = await open({ threads: reachableUrls(testPage, { mastodon: 'https://m.example/@warta/100' }) }, { config: { comments: { providers: [{ type: 'mastodon' }] } } });
    await pressShow(reader);
    await shown(reader);
    assert.equal(await reader.run((_, root) => root.querySelector('.says').textContent), 'Tetap terbaca');
  });

  test('a discussion whose module does not load is reported and can be tried again', async () => {
    testPage.site.put('/some/folder/reader/baca-discussion_bg.wasm', (response) => response.writeHead(500).end());
    const reader = await open(OWN);
    await reader.comments();
    await reader.event('comments', { provider: 'baca', state: 'failed' });
    testPage.site.remove('/some/folder/reader/baca-discussion_bg.wasm');
    await pressShow(reader);
    await shown(reader);
  });
});
