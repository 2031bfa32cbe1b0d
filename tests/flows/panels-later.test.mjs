// The module of the panels is fetched when a tab is chosen, the prompt is accepted, or the bell is pressed; and when the
// reader comes within a screen of comments that it has to show.

import assert from 'node:assert/strict';
import { Key } from 'selenium-webdriver';
import { mountModuleTabs, outlineComments, pressTab, serve } from '../support/comments.mjs';
import { flow, tag, test } from '../support/flow.mjs';
import { status } from '../support/http-responses.mjs';
import { t } from '../support/locales.mjs';
import { acceptPrompt, bellName, findBell, KEY, openArticle, press, serveNotifications, waitForBell, waitForPrompt } from '../support/push-notices.mjs';

const MODULE = '/some/folder/reader/baca-panels_bg.wasm';
const SCRIPT = '/some/folder/reader/baca-beside.js';

flow('Panels that are not needed yet', (testPage) => {
  const fetched = () => testPage.site.requestsTo(/baca-panels/).length;
  const open = async (more = {}, given = {}) => {
    serveNotifications(testPage.site, { after: { seconds: 999 }, ...more });
    const reader = await openArticle(testPage, given);
    await reader.event('view');
    return reader;
  };
  const assertNotFetched = async (reader) => {
    // The comments are further than a screen away, and what is needed at once would have been fetched by now.
    await reader.wait(() => new Promise((done) => requestIdleCallback(done, { timeout: 1500 })).then(() => new Promise((done) => setTimeout(done, 300))));
    assert.equal(fetched(), 0);
    assert.equal(await reader.run((_, root) => root.querySelector('.bell-container')), null);
  };

  const goNear = (reader) => reader.run((_, root) => {
    const place = root.querySelector('[data-place=comments]');
    scrollTo(0, place.getBoundingClientRect().top + scrollY - innerHeight * 1.7);
  });

  test('are not fetched near tabs that are plain; the space of the tabs is kept and nothing shifts', async () => {
    const reader = await open();
    await waitForBell(reader, 'bellIsOff');
    await assertNotFetched(reader);
    const height = await reader.run((_, root) => root.querySelector('[data-place=comments]').getBoundingClientRect().height);
    assert.ok(height > 100, `${height}`);
    await goNear(reader);
    await reader.until('the comments are there', (_, root) => root.querySelectorAll('[role=tab]').length === 2);
    assert.equal(await reader.run((_, root) => root.querySelectorAll('.bell').length), 1);
    await assertNotFetched(reader);
    assert.deepEqual(await reader.shifts(), []);
    await testPage.assertClean();
  });

  /** Configurations whose tabs are plain: providers, further members. */
  const PLAIN = [
    [[{ type: 'disqus', shortname: 'warta' }, { type: 'facebook', appId: '1' }]],
    [[{ type: 'giscus', repo: 'a/b', repoId: 'R', category: 'C', categoryId: 'D', themeDark: 'x' }, { type: 'utterances', repo: 'a/b', label: 'Issues' }], { label: 'Obrolan' }],
    [[{ type: 'hyvor-talk', websiteId: 7 }, { type: 'disqus', shortname: 'warta', thread: '7' }], {}, { comments: 'ask' }],
    [[{ type: 'disqus', shortname: 'warta' }]],
    [[{ type: 'facebook', appId: '1', label: 'Grup' }], { timeout: 5 }, { comments: 'granted' }],
    [[{ type: 'mastodon', thread: 'https://m.example/@warta/1' }, { type: 'bluesky', thread: 'https://bsky.app/profile/warta.example/post/3k' }, { type: 'activitypub', thread: 'https://f.example/notes/1' }]],
    [[{ type: 'wordpress', url: 'https://cms.example', thread: 7, anonymous: true }, { type: 'isso', url: 'https://isso.example', label: 'Obrolan' }, { type: 'cusdis', appId: 'app-1' }]],
    [[{ type: 'cusdis', appId: 'app-1', host: 'https://cusdis.example' }]],
    // Mastodon and ActivityPub have no discussion of this article, and it has no comments of its own.
    [[{ type: 'mastodon' }, { type: 'disqus', shortname: 'warta' }, { type: 'activitypub' }, { type: 'baca' }]],
  ];
  for (const [index, [providers, more, consent]] of PLAIN.entries()) {
    test(`are not fetched for plain tabs, which are those of the module (${index + 1})`, async () => {
      testPage.site.json('/config.json', { comments: { providers, ...more }, consent });
      const reader = await openArticle(testPage);
      await reader.comments();
      await assertNotFetched(reader);
      const plain = await outlineComments(reader);
      await mountModuleTabs(reader);
      assert.deepEqual(await outlineComments(reader), plain);
      await testPage.assertClean();
    });
  }

  /** Configurations whose tabs only the module can show. */
  const SPECIAL = [
    { comments: { providers: [{ type: 'disqus', shortname: 'warta' }, { type: 'isso', url: '/isso' }] } },
    { comments: { providers: [{ type: 'disqus', shortname: 'warta' }, { type: 'isso', url: 'https://a@isso.example' }] } },
    { comments: { providers: [{ type: 'disqus', shortname: 'warta' }, { type: 'isso', url: 'https://isso.example' }] }, consent: { comments: 'granted' } },
    { comments: { providers: [{ type: 'mastodon', thread: 'https://m.example/@warta' }] } },
    { comments: { providers: [{ type: 'bluesky', thread: 'https://bsky.app/profile/a b/post/3k' }] } },
    { comments: { providers: [{ type: 'wordpress', url: 'https://cms.example', thread: '7', anonymous: 'yes' }] } },
    { comments: { providers: [{ type: 'cusdis' }] } },
    { comments: { providers: [{ type: 'disqus', shortname: 'warta' }, { type: 'nobody' }] } },
    { comments: { providers: [{ type: 'disqus' }] } },
    { comments: { providers: [{ type: 'disqus', shortname: 'a.b' }] } },
    { comments: { providers: [{ type: 'disqus', shortname: 'warta', theme: 'x' }] } },
    { comments: { providers: [{ type: 'giscus', repo: 'a/b', repoId: 'R', category: 'C', categoryId: 'D', mapping: 'x' }] } },
    { comments: { providers: [{ type: 'facebook', appId: ' ' }] } },
    { comments: { providers: [{ type: 'disqus', shortname: 'warta' }, { type: 'facebook', appId: '1' }], default: 'facebook' } },
    { comments: { providers: [{ type: 'disqus', shortname: 'warta' }], load: 'near' } },
    { comments: { providers: [{ type: 'disqus', shortname: 'warta' }] }, consent: { comments: 'ask' } },
    { comments: { providers: [{ type: 'disqus', shortname: 'warta' }, { type: 'facebook', appId: '1' }] }, consent: { comments: 'tcf' } },
    { comments: { providers: [{ type: 'disqus', shortname: 'warta' }, { type: 'facebook', appId: '1' }], timeout: 'soon' } },
  ];
  for (const configuration of SPECIAL) {
    test(`are fetched near tabs that are not plain: ${JSON.stringify(configuration)}`, async () => {
      testPage.site.json('/config.json', configuration);
      const reader = await openArticle(testPage);
      await assertNotFetched(reader);
      await goNear(reader);
      await testPage.site.requested(MODULE);
    });
  }

  test('are not fetched for the tab that was chosen last, which is that of the module, until its button is pressed', async () => {
    await open();
    await testPage.driver.executeScript(() => localStorage.setItem('baca:comments', 'facebook:Facebook'));
    const reader = await open();
    await goNear(reader);
    await reader.until('its tab is chosen', (_, root) => root.querySelector('[role=tab][aria-selected=true]')?.textContent === 'Facebook');
    await assertNotFetched(reader);
    const plain = await outlineComments(reader);
    await mountModuleTabs(reader);
    assert.deepEqual(await outlineComments(reader), plain);
    const again = await open();
    await again.comments();
    await again.run((_, root) => root.querySelector('.outcome .yes').click());
    await again.event('comments', { provider: 'facebook', state: 'loading' });
  });

  test('are fetched when a tab is chosen by keyboard, which keeps the focus', async () => {
    const reader = await open();
    await reader.comments();
    await reader.run((_, root) => root.querySelector('[role=tab]').focus());
    const press = async (key) => {
      await testPage.driver.actions().sendKeys(key).perform();
      return (await reader.focused()).text;
    };
    const moved = [];
    for (const key of [Key.ARROW_RIGHT, Key.ARROW_RIGHT, Key.ARROW_LEFT, Key.HOME, Key.END]) moved.push(await press(key));
    assert.deepEqual(moved, ['Facebook', 'Disqus', 'Facebook', 'Disqus', 'Facebook']);
    assert.deepEqual(await reader.run((_, root) => [...root.querySelectorAll('[role=tab]')].map((tab) => tab.tabIndex)), [-1, 0]);
    await assertNotFetched(reader);
    await press(Key.ENTER);
    await reader.event('comments', { provider: 'facebook', state: 'loading' });
    assert.equal((await reader.focused()).text, 'Facebook');
    assert.equal(await reader.run((_, root) => root.querySelectorAll('.comments').length), 1);
    assert.equal(await reader.run(() => localStorage.getItem('baca:comments')), 'facebook:Facebook');
  });

  test('are fetched when the button of a single provider is pressed', async () => {
    testPage.site.json('/config.json', { comments: { providers: [{ type: 'facebook', appId: '1' }] } });
    const reader = await openArticle(testPage);
    await reader.comments();
    await reader.press(t('id', 'panels.commentsShow', { name: 'Facebook' }));
    await reader.event('comments', { provider: 'facebook', state: 'loading' });
  });

  test('can be opened again if they could not be fetched: the chosen tab waits, and then can be chosen', async () => {
    const reader = await open();
    await reader.comments();
    const { arrived, release } = testPage.site.hold(MODULE);
    testPage.site.put(MODULE, status(500));
    await reader.run((_, root) => {
      window.live = root.querySelector('.comments [role=status]');
      root.querySelectorAll('[role=tab]')[1].click();
    });
    assert.equal(await reader.run(() => window.live.isConnected && window.live.textContent), t('id', 'panels.commentsLoading', { name: 'Facebook' }));
    await reader.until('the tab waits', (_, root, text) => root.querySelector('[role=tabpanel][aria-busy=true]')?.textContent === text, t('id', 'panels.commentsLoading', { name: 'Facebook' }));
    await arrived();
    release();
    await reader.until('the failure is shown', (_, root) => root.querySelector('[data-place=comments] .error'));
    await reader.event('error', { code: 'network' });
    assert.equal(await reader.run((_, root) => root.querySelector('[role=tab][aria-selected=true]')), null);
    testPage.site.remove(MODULE);
    await pressTab(reader, 1);
    await reader.event('comments', { provider: 'facebook', state: 'loading' });
    assert.equal(await reader.run((_, root) => root.querySelector('[data-place=comments] .error')), null);
  });

  test('say so if their script cannot be fetched, and can be retried', async () => {
    testPage.site.put(SCRIPT, status(500));
    serveNotifications(testPage.site, { after: { seconds: 999 } });
    const reader = await openArticle(testPage);
    await reader.event('error', { code: 'network' });
    await reader.until('the failure is shown', (_, root) => root.querySelector('[data-place=comments] .error'));
    testPage.site.remove(SCRIPT);
    await reader.press(t('id', 'loader.retry'));
    await reader.comments();
    assert.equal(await reader.run((_, root) => root.querySelector('[data-place=comments] .error')), null);
  });

  test('follow the language of the element before they are fetched', async () => {
    const reader = await open();
    await reader.comments();
    await reader.run((host, root) => {
      root.querySelectorAll('[role=tab]')[0].focus();
      host.lang = 'en';
    });
    await reader.until('the heading is in English', (_, root, text) => root.querySelector('.comments > h2').textContent === text, t('en', 'panels.comments'));
    assert.equal((await reader.focused()).text, 'Disqus');
    await assertNotFetched(reader);
  });

  test('are fetched at once if the fragment names a comment, and when it does later', async () => {
    serveNotifications(testPage.site, { after: { seconds: 999 } });
    for (const later of [false, true]) {
      const url = testPage.put(tag({ src: '/warta.json', config: '/config.json' }));
      await testPage.goTo(url + (later ? '#note' : '#comment-12'));
      const reader = testPage.reader();
      await reader.ready();
      if (later) {
        await waitForBell(reader, 'bellIsOff');
        await reader.run(() => { location.hash = '#comment-12'; });
      }
      await reader.until('the comments are there', (_, root) => root.querySelector('[role=tab]'));
    }
  });

  test('are fetched when the bell is pressed: its panel opens and the focus stays on it', async () => {
    const reader = await open();
    const bell = await findBell(reader, 'bellIsOff');
    await assertNotFetched(reader);
    await bell.click();
    await reader.until('the panel is open', (_, root) => root.querySelector('.bell-panel'));
    assert.equal((await reader.focused()).name, `${t('id', 'panels.promptLabel')}: ${t('id', 'panels.bellIsOff')}`);
    assert.equal(await reader.run((_, root) => root.querySelectorAll('.bell').length), 1);
    await testPage.assertClean();
  });

  test('are fetched when the bell is pressed beside an open discussion, which stays as it is; another tab replaces it', async () => {
    serve(testPage.proxy, 'cusdis.com', { '/api/open/comments': { data: { commentCount: 0, pageCount: 1, data: [] } } });
    serveNotifications(testPage.site, { after: { seconds: 999 } }, { comments: { providers: [{ type: 'disqus', shortname: 'warta' }, { type: 'cusdis', appId: 'app-1' }] } });
    const reader = await openArticle(testPage);
    await reader.tabs(2);
    await pressTab(reader, 1);
    await reader.event('comments', { provider: 'cusdis', state: 'ready' });
    assert.equal(fetched(), 0);
    await reader.run((_, root) => (window.discussion = root.querySelector('.discussion')));
    await waitForBell(reader, 'bellIsOff');
    // It may be in the toolbar that is outside of the window.
    await reader.press(bellName('bellIsOff'));
    await reader.until('the panel is open', (_, root) => root.querySelector('.bell-panel'));
    const counts = () => reader.run((_, root) => ['.comments', '.discussion', '[role=tab][aria-selected=true]', '.bell'].map((selector) => root.querySelectorAll(selector).length));
    assert.deepEqual(await counts(), [1, 1, 1, 1]);
    assert.ok(await reader.run((_, root) => window.discussion === root.querySelector('.discussion')));
    assert.deepEqual((await reader.events('comments')).map(({ detail }) => detail.state), ['loading', 'ready']);
    await pressTab(reader, 0);
    await reader.event('comments', { provider: 'disqus', state: 'loading' });
    await reader.until('the tabs of the module are there', (_, root) => root.querySelector('.comments h2').id.startsWith('baca-panels-'));
    assert.deepEqual(await counts(), [1, 0, 1, 1]);
    assert.equal(await reader.run((_, root) => root.querySelectorAll('.bell-panel').length), 0);
    await testPage.assertClean();
  });

  test('are not fetched when the prompt appears or is refused; the article counts as opened once', async () => {
    const reader = await open({ after: { seconds: 2 } });
    await waitForPrompt(reader);
    assert.equal(await reader.run(() => JSON.parse(localStorage.getItem('baca:notifications')).views), 1);
    await press(reader, '.prompt', 'promptNo');
    await reader.event('notifications', { state: 'refused' });
    await assertNotFetched(reader);
  });

  test('are fetched when the prompt is accepted, which says so if they cannot be', async () => {
    const reader = await open({ after: { seconds: 0 } });
    testPage.site.put(MODULE, status(500));
    await acceptPrompt(testPage, reader, 'denied');
    await reader.until('the failure is shown', (_, root, text) => root.querySelector('.prompt')?.textContent.startsWith(text), t('id', 'panels.promptFailed'));
    await press(reader, '.prompt', 'promptClose');
    await reader.until('the prompt is removed', (_, root) => !root.querySelector('.prompt'));
    testPage.site.remove(MODULE);
    await testPage.reload();
    await reader.ready();
    await waitForBell(reader, 'bellIsBlocked');
  });

  test('are not fetched for a prompt that was refused, or that needs more articles', async () => {
    const reader = await open({ after: { seconds: 0, views: 9 } });
    await assertNotFetched(reader);
    await reader.run(() => localStorage.setItem('baca:notifications', JSON.stringify({ refusals: 1, until: Date.now() + 1e8, views: 4 })));
    const again = await open({ after: { seconds: 0 } });
    await assertNotFetched(again);
    assert.deepEqual(await again.run(() => JSON.parse(localStorage.getItem('baca:notifications')).views), 5);
  });

  test('are fetched at once for a subscription, and for a configuration with a mistake', async () => {
    const reader = await open();
    await reader.run(() => localStorage.setItem('baca:push', JSON.stringify({ endpoint: 'https://push.example/1', topics: null, untold: [] })));
    const subscribed = await open();
    await subscribed.until('the bell is that of the panels', (_, root) => root.querySelector('.bell-container'));
    await subscribed.run(() => localStorage.clear());
    const mistaken = await open({ vapidPublicKey: KEY.slice(1) });
    await mistaken.event('error', { code: 'config' });
    assert.equal(await mistaken.run((_, root) => root.querySelector('.bell')), null);
  });
}, { engines: ['chromium'] });
