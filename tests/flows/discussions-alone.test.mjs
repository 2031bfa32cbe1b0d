// Discussions that Baca renders are opened by the script, without the module of the panels, and look as that module shows
// them. It replaces them when something else is needed.

import assert from 'node:assert/strict';
import { Key } from 'selenium-webdriver';
import { warta } from '../support/articles.mjs';
import { CORS, mountModuleTabs, NEXT_ARTICLE, outlineComments, pressTab, reachableProvider, reachableUrls, SECOND_PROVIDER, serve, showNextArticle } from '../support/comments.mjs';
import { flow, test } from '../support/flow.mjs';
import { status } from '../support/http-responses.mjs';
import { t } from '../support/locales.mjs';

const word = (key, values) => t('id', `panels.${key}`, values);
const PUBLISHED = '2026-03-01T09:00:00Z';
const POST = 'https://m.example/@warta/100';
const AT = 'at://did:plc:warta/app.bsky.feed.post/3k';

const mastodonReply = (id, text) => ({ id, in_reply_to_id: '100', created_at: PUBLISHED, content: `<p>${text}</p>`, account: { display_name: 'Ani', acct: 'ani', url: 'https://m.example/@ani' }, url: `https://m.example/@ani/${id}` });
const MASTODON = { ancestors: [], descendants: [mastodonReply('101', 'Halo <b>dunia</b>'), mastodonReply('102', 'Dua')] };

const ISSO = [{ type: 'isso', url: 'https://isso.example' }, 'isso.example', { '/': { replies: [{ id: 1, author: 'Ani', text: '<p>Halo</p>', created: 1772355600, replies: [] }], hidden_replies: 0 } }];
/** Providers with a discussion: provider, host, responses, whether they have a link. */
const NATIVE = [
  [{ type: 'mastodon', thread: POST }, 'm.example', { '/api/v1/statuses/100/context': MASTODON }, true],
  [{ type: 'bluesky', thread: AT }, 'public.api.bsky.app', { '/xrpc/app.bsky.feed.getPostThread': { thread: { post: { uri: AT }, replies: [
    { post: { uri: 'at://ani.example/app.bsky.feed.post/4', author: { handle: 'ani.example', displayName: 'Ani' }, record: { text: 'Halo', createdAt: PUBLISHED } } },
  ] } } }, true],
  [{ type: 'activitypub', thread: 'https://f.example/notes/1' }, 'f.example', { '/notes/1': { type: 'Note', replies: { type: 'Collection', items: [{ id: 'https://f.example/2', type: 'Note', attributedTo: 'https://f.example/users/ani', content: '<p>Halo</p>', published: PUBLISHED }] } } }, true],
  [{ type: 'wordpress', url: 'https://cms.example', thread: '7', anonymous: true, label: 'Komentar situs' }, 'cms.example', { '/wp-json/wp/v2/comments': () => ({ answer: { headers: { 'x-wp-total': '1', 'x-wp-totalpages': '1' }, json: [{ id: 3, parent: 0, author_name: 'Ani', date_gmt: '2026-03-01T09:00:00', content: { rendered: '<p>Halo</p>' }, status: 'approved', type: 'comment' }] } }) }, true],
  [...ISSO, true],
  [{ type: 'cusdis', appId: 'app-1' }, 'cusdis.com', { '/api/open/comments': { data: { commentCount: 1, pageCount: 1, data: [{ id: 'c1', by_nickname: 'Ani', createdAt: PUBLISHED, parsedContent: '<p>Halo</p>', replies: { data: [] } }] } } }, false],
];

flow('Discussions without the module of the panels', (testPage) => {
  const fetched = () => testPage.site.requestsTo(/baca-panels/).length;
  const serveReachable = (host, table) => serve(testPage.proxy, host, Object.values(table).some((one) => typeof one === 'function') ? table : reachableUrls(testPage, table));
  const serveMastodon = (answer = MASTODON) => serveReachable('m.example', { '/api/v1/statuses': answer });
  const configure = (providers, { consent, ...more } = {}) => testPage.site.json('/config.json', { comments: { providers: providers.map((one) => reachableProvider(testPage, one)), ...more }, ...(consent && { consent: { comments: consent } }) });
  const open = async (providers, { article = warta, ...more } = {}) => {
    configure(providers, more);
    testPage.site.json('/own.json', article);
    const reader = await testPage.read({ src: '/own.json', config: '/config.json' });
    await reader.comments();
    return reader;
  };
  /** Opens an article with a tab of Mastodon beside another one, and chooses it. */
  const openMastodon = async (more) => {
    const reader = await open([{ type: 'mastodon', thread: POST }, SECOND_PROVIDER], more);
    await pressTab(reader, 0);
    return reader;
  };
  const count = (reader, selector) => reader.run((_, root, selector) => root.querySelectorAll(selector).length, selector);
  const states = async (reader) => (await reader.events('comments')).map(({ detail }) => detail.state);
  const isReady = async (reader, type = 'mastodon') => {
    await reader.event('comments', { provider: type, state: 'ready' });
    await reader.until('the comments are shown', (_, root) => root.querySelector('.provider:not([hidden]) .comment'));
  };
  /** Makes the module replace the tabs of the script, and checks that they look alike. */
  const assertAlike = async (reader) => {
    // Comments that are not on screen would have an estimated height.
    await reader.run((_, root) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync('* { content-visibility: visible !important }');
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
      root.querySelector('.comments').scrollIntoView();
    });
    const outline = async () => {
      const { elements, height } = await outlineComments(reader);
      // WebKit gives some comments the estimated height nevertheless.
      return testPage.engine === 'webkit' ? elements : [elements, height];
    };
    const alone = await outline();
    await mountModuleTabs(reader);
    await reader.until('the module shows it', (_, root) => {
      root.querySelector('.comments').scrollIntoView();
      return root.querySelector('[data-place=comments] > div > .comments [aria-busy=false] .provider .comment');
    });
    assert.deepEqual(await outline(), alone);
  };
  const pressButton = (reader) => reader.run((_, root) => root.querySelector('.outcome button').click());
  const outcome = (reader) => reader.run((_, root) => [...root.querySelector('.outcome').children].map((child) => child.textContent));

  for (const [provider, host, answers, hasLink] of NATIVE) {
    test(`of ${provider.type} are those of the module, with the number in the tab and the link`, async () => {
      serveReachable(host, answers);
      const reader = await open([provider, SECOND_PROVIDER]);
      assert.deepEqual(testPage.proxy.fromPages, []);
      await pressTab(reader, 0);
      await isReady(reader, provider.type);
      assert.deepEqual(await states(reader), ['loading', 'ready']);
      assert.match(await reader.run((_, root) => root.querySelector('[role=tab] .count').textContent), /^ \([12]\)$/);
      assert.equal(await count(reader, '.ending a[target=_blank]'), Number(hasLink));
      assert.equal(await reader.run(() => localStorage.getItem('baca:comments')), `${provider.type}:${await reader.run((_, root) => root.querySelector('[role=tab]').firstChild.data)}`);
      assert.equal(fetched(), 0);
      await assertAlike(reader);
      await testPage.assertClean();
    });
  }

  test('in the article are shown at once, with their number and without a request', async () => {
    const items = [{ id: 'a', author: 'Ani', published: PUBLISHED, text: 'Halo', replies: [{ id: 'b', author: 'Budi', text: 'Ya' }, { id: 'c', state: 'removed' }] }, 'Tanpa nama'];
    for (const providers of [[], [{ type: 'baca' }, SECOND_PROVIDER]]) {
      const reader = await open(providers, { article: { ...warta, comments: { items, url: 'https://warta.example/diskusi/7' } } });
      if (providers.length) {
        assert.equal(await reader.run((_, root) => root.querySelector('[role=tab]').textContent), `${word('commentsOwn')} (3)`);
        await pressTab(reader, 0);
      }
      await isReady(reader, 'baca');
      assert.deepEqual(testPage.proxy.fromPages, []);
      assert.equal(fetched(), 0);
      await assertAlike(reader);
      await testPage.driver.executeScript('localStorage.clear()');
      testPage.site.requests.length = 0;
    }
  });

  test('of the page\'s own server open by themselves, as nobody else gets a request', async () => {
    testPage.site.json('/isso/', { replies: [{ id: 1, author: 'Ani', text: '<p>Halo <img src="https://other.example/a.png"></p>', created: 1772355600, replies: [] }], hidden_replies: 0 });
    for (const consent of [undefined, 'ask']) {
      const reader = await open([{ type: 'isso', url: testPage.site.url('/isso/') }], { consent });
      await isReady(reader, 'isso');
      assert.equal(fetched(), 0);
      await assertAlike(reader);
      assert.deepEqual(testPage.proxy.fromPages, []);
      testPage.site.requests.length = 0;
    }
  });

  for (const [consent, hosts] of [[undefined, ['other.example/a.png']], ['ask', []]]) {
    test(`in the article fetch pictures of other hosts only if that needs no consent of its own: ${consent}`, async () => {
      const items = [{ id: 'a', author: { name: 'Ani', image: reachableUrls(testPage, 'https://other.example/a.png') }, text: 'Halo' }];
      const reader = await open([{ type: 'baca' }, SECOND_PROVIDER], { consent, article: { ...warta, comments: { items } } });
      await pressTab(reader, 0);
      await isReady(reader, 'baca');
      await reader.run((_, root) => root.querySelector('.comment').scrollIntoView());
      await reader.until('the picture is there, or its place', (_, root, isAllowed) => Boolean(root.querySelector('.comment img')) === isAllowed, hosts.length > 0);
      if (hosts.length) await testPage.until('the picture is requested', 'return performance.getEntriesByType("resource").some(({ name }) => name.endsWith("/a.png"))');
      assert.deepEqual(testPage.proxy.fromPages, hosts);
      assert.equal(fetched(), 0);
    });
  }

  test('show the comment that the URL names, without a new request', async () => {
    const [provider, host, answers] = NATIVE.find(([{ type }]) => type === 'wordpress');
    serveReachable(host, answers);
    const reader = await open([provider, SECOND_PROVIDER]);
    await pressTab(reader, 0);
    await isReady(reader, 'wordpress');
    const { length } = testPage.proxy.fromPages;
    await reader.run((_, root) => {
      window.discussion = root.querySelector('.discussion');
      location.hash = '#comment-3';
    });
    await reader.until('the comment has the focus', (_, root) => root.activeElement?.closest('.comment'));
    assert.ok(await reader.run(() => window.discussion.isConnected));
    assert.deepEqual([testPage.proxy.fromPages.length, fetched()], [length, 0]);
  });

  test('are opened if the module does not come for the tab that was chosen before', async () => {
    serveMastodon();
    const module = '/some/folder/reader/baca-panels_bg.wasm';
    const { arrived, release } = testPage.site.hold(module);
    testPage.site.put(module, status(500));
    const reader = await open([{ type: 'mastodon', thread: POST }, SECOND_PROVIDER]);
    await pressTab(reader, 1);
    await arrived();
    await pressTab(reader, 0);
    await reader.until('the tab waits', (_, root) => root.querySelector('[role=tab][aria-selected=true]').textContent === 'Mastodon' && root.querySelector('[aria-busy=true]'));
    release();
    await isReady(reader);
    assert.deepEqual(await states(reader), ['loading', 'ready']);
  });

  test('end with an article after which there are no comments', async () => {
    serveMastodon();
    const thread = { threads: { mastodon: reachableUrls(testPage, POST) } };
    const reader = await open([{ type: 'mastodon' }], { article: { ...warta, comments: thread } });
    await pressButton(reader);
    await isReady(reader);
    await reader.run((_, root) => {
      const observer = new MutationObserver((records) => records.forEach(({ target, oldValue }) => {
        if (target.dataset.place === 'comments' && oldValue?.includes('pending')) window.isReleased = !target.classList.contains('pending');
      }));
      observer.observe(root, { subtree: true, attributeFilter: ['class'], attributeOldValue: true });
    });
    await showNextArticle(testPage, reader, { ...warta, ...NEXT_ARTICLE });
    await reader.until('the place of the comments is released', () => window.isReleased);
    assert.equal(await count(reader, '.comments'), 0);
    // The first article again: what was open before is not kept.
    await showNextArticle(testPage, reader, { ...warta, comments: thread }, '/first.json');
    await reader.comments();
    await reader.until('the discussion waits for a press', (_, root) => root.querySelector('.outcome button'));
    assert.equal(testPage.proxy.fromPages.length, 1);
  });

  test('announce that they are loading, keep the focus on the tab, and can be reached by keyboard', async () => {
    serveMastodon();
    const { arrived, release } = testPage.site.hold(/baca-discussion_bg/);
    const reader = await open([SECOND_PROVIDER, { type: 'mastodon', thread: POST }]);
    await reader.run((_, root) => root.querySelector('[role=tab]').focus());
    const press = (key) => testPage.driver.actions().sendKeys(key).perform();
    await press(Key.ARROW_RIGHT);
    await press(Key.ENTER);
    await arrived();
    const text = word('commentsLoading', { name: 'Mastodon' });
    assert.deepEqual(await reader.run((_, root) => [root.querySelector('.comments [role=status]').textContent, root.querySelector('[role=tabpanel][aria-busy=true] .waiting').textContent]), [text, text]);
    assert.equal((await reader.focused()).text, 'Mastodon');
    release();
    await isReady(reader);
    assert.equal(await reader.run((_, root) => root.querySelector('.comments [role=status]').textContent), '');
    assert.equal(await reader.run((_, root) => root.activeElement.id), 'baca-tabs-tab-1');
    assert.equal(fetched(), 0);
  });

  test('that cannot be loaded have a message, a link and a retry', async () => {
    serveMastodon({ answer: { status: 500 } });
    const reader = await openMastodon();
    await reader.event('comments', { provider: 'mastodon', state: 'failed' });
    assert.deepEqual(await outcome(reader), [word('commentsFailed', { name: 'Mastodon' }), word('commentsRetry'), word('commentsOpen', { name: 'Mastodon' })]);
    assert.equal(await reader.run((_, root) => root.querySelector('.provider').hidden), true);
    const alone = await outlineComments(reader);
    serveMastodon();
    await pressButton(reader);
    await isReady(reader);
    assert.deepEqual(await states(reader), ['loading', 'failed', 'loading', 'ready']);
    assert.equal(await count(reader, '.discussion'), 1);
    assert.equal(fetched(), 0);
    serveMastodon({ answer: { status: 500 } });
    await mountModuleTabs(reader);
    await reader.until('the module shows the failure', (_, root) => root.querySelector('.outcome'));
    assert.deepEqual((await outlineComments(reader)).elements.at(-1), alone.elements.at(-1));
  });

  test('whose module cannot be loaded have a message and a retry', async () => {
    serveMastodon();
    const path = '/some/folder/reader/baca-discussion_bg.wasm';
    testPage.site.put(path, status(500));
    const reader = await openMastodon();
    await reader.event('comments', { provider: 'mastodon', state: 'failed' });
    testPage.site.remove(path);
    await pressTab(reader, 0);
    await isReady(reader);
    assert.equal(fetched(), 0);
  });

  test('that do not arrive in time have a message, which they replace when they arrive', async () => {
    let answer;
    testPage.proxy.handlers.set('m.example', (_, response) => { answer = () => response.writeHead(200, CORS).end(JSON.stringify(MASTODON)); });
    const reader = await openMastodon({ timeout: 1 });
    await reader.event('comments', { provider: 'mastodon', state: 'timeout' });
    assert.deepEqual(await outcome(reader), [word('commentsTimeout', { name: 'Mastodon' }), word('commentsRetry'), word('commentsOpen', { name: 'Mastodon' })]);
    answer();
    await isReady(reader);
    assert.equal(await count(reader, '.outcome'), 0);
    assert.deepEqual(await states(reader), ['loading', 'timeout', 'ready']);
  });

  test('stay open while another one is shown, and keep what was typed', async () => {
    serveMastodon();
    serveReachable(...ISSO.slice(1));
    const reader = await open([ISSO[0], { type: 'mastodon', thread: POST }]);
    await pressTab(reader, 0);
    await isReady(reader, 'isso');
    await reader.run((_, root) => root.querySelector('.write').click());
    await reader.until('the form is open', (_, root) => root.querySelector('.compose textarea'));
    await reader.run((_, root) => { root.querySelector('.compose textarea').value = 'Belum selesai'; });
    await pressTab(reader, 1);
    await isReady(reader);
    assert.equal(await count(reader, '.provider:not([hidden])'), 1);
    await pressTab(reader, 0);
    assert.equal(await reader.run((_, root) => root.querySelector('.provider:not([hidden]) .compose textarea').value), 'Belum selesai');
    assert.deepEqual(await states(reader), ['loading', 'ready', 'loading', 'ready']);
    assert.equal(fetched(), 0);
  });

  test('are replaced by the module when a tab is chosen that needs it', async () => {
    serveMastodon();
    const reader = await openMastodon();
    await isReady(reader);
    await pressTab(reader, 1);
    await reader.event('comments', { provider: 'facebook', state: 'loading' });
    await reader.until('the module shows the tab', (_, root) => root.querySelector('[data-place=comments] > div > .comments [role=tab][aria-selected=true]')?.textContent === 'Facebook');
    assert.deepEqual([await count(reader, '.comments'), await count(reader, '.discussion')], [1, 0]);
    await pressTab(reader, 0);
    await reader.until('it is shown again', (_, root) => root.querySelector('.provider:not([hidden]) .comment'));
    assert.equal(await count(reader, '.discussion'), 1);
  });

  test('are shown again if that module cannot be loaded', async () => {
    serveMastodon();
    testPage.site.put('/some/folder/reader/baca-panels_bg.wasm', status(500));
    const reader = await openMastodon();
    await isReady(reader);
    await pressTab(reader, 1);
    await reader.event('error', { code: 'network' });
    await reader.until('it is shown again', (_, root) => root.querySelector('[role=tab][aria-selected=true]')?.textContent.startsWith('Mastodon') && root.querySelector('.provider:not([hidden]) .comment'));
    assert.deepEqual(await states(reader), ['loading', 'ready']);
  });

  test('of the next article open in the tab that was chosen', async () => {
    serveMastodon((url) => (url.pathname.includes('/200/') ? { descendants: [mastodonReply('201', 'Berikutnya')] } : MASTODON));
    const thread = (id) => ({ threads: { mastodon: reachableUrls(testPage, `https://m.example/@warta/${id}`) } });
    const reader = await open([SECOND_PROVIDER, { type: 'mastodon' }], { article: { ...warta, comments: thread(100) } });
    await pressTab(reader, 1);
    await isReady(reader);
    await showNextArticle(testPage, reader, { ...warta, ...NEXT_ARTICLE, comments: thread(200) });
    await reader.until('the next discussion is shown', (_, root) => root.querySelector('.provider:not([hidden]) .says')?.textContent === 'Berikutnya');
    assert.deepEqual(await states(reader), ['loading', 'ready', 'loading', 'ready']);
    // An article without the discussion has one tab less.
    await showNextArticle(testPage, reader, { ...warta, ...NEXT_ARTICLE, url: 'https://warta.example/3' }, '/third.json');
    await reader.comments();
    assert.deepEqual([await count(reader, '[role=tab]'), await count(reader, '.discussion')], [0, 0]);
    assert.equal(fetched(), 0);
  });

  test('stay open when the article is shown again', async () => {
    serveMastodon();
    const reader = await openMastodon();
    await isReady(reader);
    await reader.run((host, root) => {
      window.discussion = root.querySelector('.discussion');
      host.reload();
    });
    await reader.until('it is shown', (_, root) => root.querySelector('.provider:not([hidden]) .comment'));
    assert.equal(await reader.run(() => window.discussion.isConnected), true);
    assert.deepEqual(await states(reader), ['loading', 'ready', 'ready']);
    assert.equal(testPage.proxy.fromPages.length, 1);
    assert.equal(fetched(), 0);
  });

  test('that were chosen on another page wait for the press of a button', async () => {
    serveMastodon();
    const first = await openMastodon();
    await isReady(first);
    const asked = testPage.proxy.fromPages.length;
    const reader = await open([{ type: 'mastodon', thread: POST }, SECOND_PROVIDER]);
    await reader.until('its tab is chosen', (_, root) => root.querySelector('[role=tab][aria-selected=true]')?.textContent === 'Mastodon');
    assert.deepEqual(await states(reader), []);
    assert.equal(testPage.proxy.fromPages.length, asked);
    await pressButton(reader);
    await isReady(reader);
    assert.equal(fetched(), 0);
  });

  test('follow the language of the element, and keep the focus in them', async () => {
    serveMastodon();
    const reader = await openMastodon();
    await isReady(reader);
    await reader.run((host, root) => {
      root.querySelector('.comment article').focus();
      host.lang = 'en';
    });
    await reader.until('the texts are in English', (_, root, link, time) => root.querySelector('.ending a').textContent === link && root.querySelector('.comment time').textContent === time, t('en', 'panels.commentsOpen', { name: 'Mastodon' }), 'Mar 1, 2026');
    assert.equal(await reader.run((_, root) => root.activeElement.matches('.comment article')), true);
    assert.equal(fetched(), 0);
  });

  test('end with the reader, even if a listener of the page removes it', async () => {
    serveMastodon();
    const { arrived, release } = testPage.site.hold(/baca-discussion_bg/);
    for (const state of ['loading', 'loaded']) {
      const reader = await open([{ type: 'mastodon', thread: POST }, SECOND_PROVIDER]);
      await reader.run((host, _, state) => {
        window.host = host;
        if (state === 'loading') host.addEventListener('baca-comments', () => host.remove());
      }, state);
      await pressTab(reader, 0);
      if (state === 'loaded') {
        await arrived();
        await reader.run((host) => host.remove());
        release();
        await testPage.site.requested(/baca-discussion_bg/);
      }
      await testPage.driver.executeScript('document.body.append(window.host)');
      await reader.ready();
      await reader.comments();
      assert.equal(await count(reader, '.discussion, .provider'), 0);
      assert.deepEqual(await states(reader), ['loading']);
      if (state === 'loading') assert.deepEqual(testPage.proxy.fromPages, []);
    }
  });

  test('whose module traps have a message, and a retry opens them with a new instance', async () => {
    serveReachable(...ISSO.slice(1));
    const reader = await open([ISSO[0], SECOND_PROVIDER]);
    await pressTab(reader, 0);
    await isReady(reader, 'isso');
    await reader.run((_, root) => {
      const { insertBefore } = Node.prototype;
      Node.prototype.insertBefore = function (...args) {
        if (!window.isHealed && this.getRootNode() === root) throw new Error('sabotage');
        return insertBefore.apply(this, args);
      };
      root.querySelector('.write').click();
    });
    await reader.event('comments', { provider: 'isso', state: 'failed' });
    await reader.run(() => { window.isHealed = true; });
    await pressButton(reader);
    await reader.until('it is shown again', (_, root) => root.querySelector('.provider:not([hidden]) .comment'));
    assert.deepEqual(await states(reader), ['loading', 'ready', 'failed', 'loading', 'ready']);
    assert.equal(await reader.state(), 'ready');
    assert.equal(await count(reader, '.discussion'), 1);
    assert.equal(fetched(), 0);
  });

  test('are closed by another configuration', async () => {
    serveMastodon();
    const reader = await openMastodon();
    await isReady(reader);
    testPage.site.json('/other.json', { comments: { providers: [SECOND_PROVIDER, { type: 'disqus', shortname: 'warta' }] } });
    await reader.run((host) => host.setAttribute('config', '/other.json'));
    await reader.until('the other tabs are shown', (_, root) => root.querySelectorAll('[role=tab]')[1]?.textContent === 'Disqus');
    assert.deepEqual([await count(reader, '.comments'), await count(reader, '.discussion')], [1, 0]);
    assert.equal(fetched(), 0);
  });
});
