// Before a tab is opened: its count of comments, which is fetched only with consent; which tab a link to a comment
// opens; and which images are fetched.

import assert from 'node:assert/strict';
import { warta } from '../support/articles.mjs';
import { pressTab, CORS, DISCOURSE, GISCUS, waitForFrameMessage, canRunScriptsInFrames, SECOND_PROVIDER, reachableProvider, reachableUrls, REMARK42, serve, waitForTwoTabs, UTTERANCES } from '../support/comments.mjs';
import { flow, tag, test } from '../support/flow.mjs';
import { t } from '../support/locales.mjs';

const POST = 'https://m.example/@warta/100';
/** Returns the response of Commento and Comentario: a count for each requested path of the site. */
function counted(body, site, number) {
  const request = JSON.parse(body || '{}');
  const own = /^(localhost|127\.0\.0\.1)(:\d+)?$/.test(request[site]);
  return { success: own, commentCounts: own ? Object.fromEntries(request.paths.map((path) => [path, path === '/2026/03/dermaga' ? number : 0])) : {} };
}

/** Providers with a request for the count: provider, host, responses, count. */
const COUNTED = [
  [{ type: 'wordpress', url: 'https://cms.example', thread: '7' }, 'cms.example', { '/wp-json/wp/v2/comments': () => ({ answer: { headers: { 'x-wp-total': '12' }, json: [{ id: 1 }] } }) }, 12],
  [{ type: 'isso', url: 'https://isso.example' }, 'isso.example', { '/count': (_, body) => (body === '["/2026/03/dermaga"]' ? [4] : [0]) }, 4],
  [{ type: 'cusdis', appId: 'app-1' }, 'cusdis.com', { '/api/open/comments': { data: { commentCount: 9, pageCount: 2, data: [] } } }, 9],
  [{ type: 'mastodon', thread: POST }, 'm.example', { '/api/v1/statuses/100/context': { descendants: ['1', '2', '3', '4', '5'].map((id) => ({ id })) } }, 5],
  [{ type: 'bluesky', thread: 'at://warta.example/app.bsky.feed.post/3k' }, 'public.api.bsky.app', { '/xrpc/app.bsky.feed.getPostThread': { thread: { post: { replyCount: 1 }, replies: [{ post: {}, replies: [{ post: {} }, { post: {} }] }, { post: {} }, { post: {} }, { post: {} }] } } }, 6],
  [REMARK42, 'remark.example', { '/api/v1/count': (url) => ({ url: url.searchParams.get('url'), count: url.searchParams.get('url') === warta.url ? 8 : 0 }) }, 8],
  [{ type: 'waline', serverURL: 'https://waline.example' }, 'waline.example', { '/api/comment': (url) => ({ errno: 0, data: [url.searchParams.get('url') === '/2026/03/dermaga' ? 3 : 0] }) }, 3],
  [{ type: 'commento', url: 'https://commento.example' }, 'commento.example', { '/api/comment/count': (_, body) => counted(body, 'domain', 7) }, 7],
  [{ type: 'comentario', url: 'https://komentar.example' }, 'komentar.example', { '/api/embed/comments/counts': (_, body) => counted(body, 'host', 11) }, 11],
];

/** Hosts that providers contact besides the one with the count, which the stored consent names too. */
const MORE_HOSTS = { bluesky: ['cdn.bsky.app'], waline: ['unpkg.com'] };

flow('Tabs before they are opened', (testPage) => {
  const configure = (providers, { consent, ...more } = {}) =>
    testPage.site.json('/config.json', { comments: { providers: providers.map((one) => reachableProvider(testPage, one)), timeout: 12, ...more }, ...(consent && { consent: { comments: consent } }) });
  const near = (reader) => reader.run((_, root) => root.querySelector('[part=comments]').scrollIntoView());
  const count = (reader) => reader.run((_, root) => root.querySelector('[role=tab] .count')?.textContent ?? null);
  const isCounted = (reader, number) => reader.until(`the count is ${number}`, (_, root, text) => root.querySelector('[role=tab] .count')?.textContent === text, ` (${number})`);

  for (const [provider, host, answers, number] of COUNTED) {
    test(`the count of ${provider.type} is in its tab, and nothing else is loaded`, async () => {
      serve(testPage.proxy, host, answers);
      configure([provider, SECOND_PROVIDER], { consent: 'granted' });
      const reader = await testPage.read({ src: '/warta.json', config: '/config.json' });
      await waitForTwoTabs(reader);
      await near(reader);
      await isCounted(reader, number);
      const path = Object.keys(answers)[0];
      assert.ok(testPage.proxy.fromPages.length > 0 && testPage.proxy.fromPages.every((asked) => asked.startsWith(host + path)), testPage.proxy.fromPages.join());
      assert.equal(await reader.run((_, root) => root.querySelectorAll('[role=tab][aria-selected=true]').length), 0);
    });

    test(`the count of ${provider.type} is not fetched before consent`, async () => {
      serve(testPage.proxy, host, answers);
      for (const consent of ['ask', undefined]) {
        configure([provider, SECOND_PROVIDER], { consent });
        const reader = await testPage.read({ src: '/warta.json', config: '/config.json' });
        await waitForTwoTabs(reader);
        await near(reader);
        // The request of the second tab would come after that of the first.
        await pressTab(reader, 1);
        await reader.event('comments', { provider: 'facebook', state: consent ? 'asking' : 'loading' });
        await reader.frame();
        assert.deepEqual(testPage.proxy.fromPages.filter((asked) => asked.startsWith(host)), []);
        assert.equal(await count(reader), null);
      }
      configure([provider, SECOND_PROVIDER], { consent: 'ask' });
      await testPage.driver.executeScript('localStorage.setItem("baca:consent", JSON.stringify({ [arguments[0]]: true }))', [provider.type, host, ...MORE_HOSTS[provider.type] ?? []].join(' '));
      await testPage.reload();
      const reader = testPage.reader();
      await reader.ready();
      await waitForTwoTabs(reader);
      await near(reader);
      await isCounted(reader, number);
    });
  }

  test('a server without a count affects nothing but the count', async () => {
    const [provider, host] = COUNTED[1];
    for (const answer of [{ '/count': () => ({ answer: { status: 500 } }) }, { '/count': 'x' }, { '/count': [-3] }, {}]) {
      serve(testPage.proxy, host, answer);
      configure([provider, SECOND_PROVIDER], { consent: 'granted' });
      const reader = await testPage.read({ src: '/warta.json', config: '/config.json' });
      await waitForTwoTabs(reader);
      await near(reader);
      await testPage.driver.wait(() => testPage.proxy.fromPages.length > 0, 10_000, 'a request is sent');
      testPage.proxy.requests.length = 0;
      await pressTab(reader, 1);
      await reader.until('it is over', () => record.events.some(({ detail }) => detail?.provider === 'facebook' && detail.state !== 'loading'));
      assert.equal(await count(reader), null);
      await testPage.assertClean();
    }
  });

  /** Opens a new page, with this suffix of its URL. */
  const goTo = async (suffix) => {
    const url = testPage.put(tag({ src: '/warta.json', config: '/config.json' }));
    await testPage.goTo(url + suffix);
    const reader = testPage.reader();
    await reader.ready();
    return reader;
  };

  /** Opens a page whose URL refers to a comment; the first tab is that of another provider. */
  const follow = async (provider, suffix, { first = SECOND_PROVIDER, article } = {}) => {
    if (article) testPage.site.json('/warta.json', article);
    configure([first, provider]);
    const reader = await goTo(suffix);
    await reader.until('its tab is open', (_, root, name) => root.querySelector('[role=tab][aria-selected=true]')?.textContent.toLowerCase().startsWith(name), provider.type);
    await reader.event('comments', { provider: provider.type, state: 'ready' });
    return reader;
  };

  // Disqus needs HTTPS.
  if (testPage.engine !== 'webkit') test('a link to a comment of Disqus opens its tab; its script finds the comment', async () => {
    const reader = await follow({ type: 'disqus', shortname: 'warta' }, '#comment-5123456789');
    assert.ok(await reader.run(() => location.hash === '#comment-5123456789' && document.querySelector('#disqus_thread iframe')));
  });

  test('a link to a comment of Remark42 opens its tab and is sent to its frame, as are later links', async () => {
    const reader = await follow(REMARK42, '#remark42__comment-ab-12');
    if (canRunScriptsInFrames(testPage)) {
      await waitForFrameMessage(testPage, reader, [], { hash: '#remark42__comment-ab-12' });
      await reader.run(() => { location.hash = '#remark42__comment-cd-34'; });
      await waitForFrameMessage(testPage, reader, [], { hash: '#remark42__comment-cd-34' });
    }
    assert.equal(testPage.proxy.fromPages.filter((asked) => asked === 'remark.example/web/iframe.html').length, 1);
  });

  test('returning from sign-in opens utterances, stores the session and removes it from the URL', async () => {
    const reader = await follow(UTTERANCES, '?utterances=token-1');
    const src = new URL(await reader.run((_, root) => root.querySelector('iframe.frame').src));
    assert.equal(src.searchParams.get('session'), 'token-1');
    assert.equal(await reader.run(() => location.search), '');
    assert.equal(await reader.run(() => localStorage.getItem('utterances-session')), '"token-1"');
  });

  test('a link to a comment of Coral opens its tab and is passed to its script', async () => {
    const reader = await follow({ type: 'coral', url: 'https://coral.example' }, '?commentID=c0ffee-12');
    assert.equal(await reader.run(() => window.coral.commentID), 'c0ffee-12');
  });

  test('a link to a comment of WordPress opens its tab, with the comment in focus', async () => {
    const comment = (id) => ({ id, parent: 0, author_name: `Pembaca ${id}`, date_gmt: '2026-03-01T09:00:00', content: { rendered: `<p>Komentar ${id}</p>` }, status: 'approved', type: 'comment' });
    serve(testPage.proxy, 'cms.example', { '/wp-json/wp/v2/comments': [comment(1), comment(2), comment(3)] });
    const reader = await follow({ type: 'wordpress', url: 'https://cms.example', thread: '7' }, '#comment-2');
    await reader.until('the comment has the focus', (_, root) => root.activeElement?.querySelector('.name')?.textContent === 'Pembaca 2');
  });

  test('a fragment that belongs to no provider opens no tab', async () => {
    configure([REMARK42, DISCOURSE]);
    for (const fragment of ['#remark42__comment-', '#comments', '#remark42__comment-%3Cimg%3E', '?commentID=1']) {
      const reader = await goTo(fragment);
      await waitForTwoTabs(reader);
      await reader.frame();
      assert.equal(await reader.run((_, root) => root.querySelectorAll('[role=tab][aria-selected=true]').length), 0, fragment);
    }
    assert.deepEqual(testPage.proxy.fromPages, []);
  });

  // Images

  const PICTURE = reachableUrls(testPage, 'https://pictures.example/a.png');
  const pictures = () => testPage.proxy.fromPages.filter((asked) => asked.startsWith('pictures.example'));
  const shown = async (reader) => {
    await reader.comments();
    await reader.until('the discussion is shown', (_, root) => root.querySelector('.comment'));
  };
  const allow = (host) => testPage.proxy.handlers.set(host, (request, response) => response.writeHead(200, { ...CORS, 'content-type': 'image/svg+xml' }).end('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'));

  for (const consent of ['ask', 'tcf']) {
    test(`with "${consent}" no avatar and no image in a comment is fetched from other hosts`, async () => {
      allow('pictures.example');
      const items = [{ id: 'a', author: { name: 'Ani Lestari', image: PICTURE }, text: [{ type: 'html', html: `<p>Lihat <img src="${PICTURE}" alt="ombak"></p>` }] }];
      testPage.site.json('/warta.json', { ...warta, comments: { items } });
      testPage.site.json('/config.json', { consent: { comments: consent } });
      const reader = await testPage.read({ src: '/warta.json', config: '/config.json' });
      await shown(reader);
      await reader.run((_, root) => root.querySelector('.comment').scrollIntoView());
      await reader.until('initials are shown', (_, root) => root.querySelector('.avatar').textContent === 'AL');
      await reader.frame();
      assert.deepEqual(testPage.proxy.fromPages, []);
    });
  }

  test('consent to a provider allows images of its host and of no other', async () => {
    const person = (id, avatar) => ({ id, in_reply_to_id: '100', content: `<p>${id} <img src="${PICTURE}" alt="x"></p>`, account: { display_name: `Orang ${id}`, acct: id, avatar_static: avatar } });
    serve(testPage.proxy, 'm.example', {
      '/api/v1/statuses/100/context': { descendants: [person('101', reachableUrls(testPage, 'https://m.example/ani.png')), person('102', PICTURE)] },
      '/ani.png': {},
    });
    allow('pictures.example');
    configure([{ type: 'mastodon', thread: POST }], { consent: 'ask' });
    const reader = await testPage.read({ src: '/warta.json', config: '/config.json' });
    await reader.comments();
    await reader.until('the consent message is shown', (_, root) => root.querySelector('.outcome button'));
    assert.deepEqual(testPage.proxy.fromPages, []);
    await reader.press(t('id', 'panels.consentAllow'));
    await shown(reader);
    await reader.run((_, root) => root.querySelector('.comment').scrollIntoView());
    await testPage.driver.wait(() => testPage.proxy.fromPages.includes('m.example/ani.png'), 10_000, 'the image of its host is fetched');
    assert.deepEqual(pictures(), []);
  });

  test('if no consent is required, images are fetched once the tab is chosen', async () => {
    const account = { display_name: 'Orang Satu', acct: 'satu', avatar_static: PICTURE };
    serve(testPage.proxy, 'm.example', { '/api/v1/statuses/100/context': { descendants: [{ id: '101', in_reply_to_id: '100', content: '<p>Halo</p>', account }] } });
    allow('pictures.example');
    configure([{ type: 'mastodon', thread: POST }, GISCUS]);
    const reader = await testPage.read({ src: '/warta.json', config: '/config.json' });
    await waitForTwoTabs(reader);
    await pressTab(reader, 0);
    await shown(reader);
    await reader.run((_, root) => root.querySelector('.comment').scrollIntoView());
    await testPage.driver.wait(() => pictures().length > 0, 10_000, 'the image is fetched');
  });
});
