// Comments: one tab for each provider, no request before a tab is chosen, and a timeout for every wait.

import assert from 'node:assert/strict';
import { Key } from 'selenium-webdriver';
import { flow, tag, test } from '../support/flow.mjs';
import { pattern, t } from '../support/locales.mjs';

flow('Comments', (testPage) => {
  const { article } = testPage.page;
  // The notification prompt has its own flows.
  const configuration = { ...testPage.page.configuration, notifications: undefined };
  const open = async (timeout = 12) => {
    testPage.site.json('/config.json', { ...configuration, comments: { ...configuration.comments, timeout } });
    const reader = await testPage.read({ src: '/warta.json', config: '/config.json' });
    await reader.tabs(2);
    return reader;
  };
  const choose = (reader, index) => reader.run((_, root, index) => root.querySelectorAll('[role=tab]')[index].click(), index);
  const panel = (reader) => reader.run((_, root) => root.querySelector('[role=tabpanel]')?.textContent ?? '');
  const place = (reader) => reader.run((host) => host.querySelector('[slot=comments]')?.innerHTML ?? null);

  test('at first no tab is chosen and nothing is loaded', async () => {
    const reader = await open();
    assert.equal(await reader.run((_, root) => root.querySelectorAll('[role=tab][aria-selected=true],[role=tabpanel]').length), 0);
    assert.deepEqual(testPage.proxy.fromPages, []);
  });

  test('arrow keys move between tabs, and Enter chooses a tab', async () => {
    const reader = await open();
    await reader.run((_, root) => root.querySelector('[role=tab]').focus());
    const press = (...keys) => testPage.driver.actions().sendKeys(...keys).perform();
    const focused = async () => (await reader.focused()).text;
    await press(Key.ARROW_RIGHT);
    assert.equal(await focused(), 'Facebook');
    await press(Key.ARROW_RIGHT);
    assert.equal(await focused(), 'Disqus');
    await press(Key.END);
    assert.equal(await focused(), 'Facebook');
    await press(Key.HOME);
    assert.deepEqual(testPage.proxy.fromPages, []);
    await press(Key.ENTER);
    await reader.event('comments', { provider: 'disqus', state: 'ready' });
    assert.equal(await reader.run((_, root) => root.querySelector('[role=tab][aria-selected=true]').textContent), 'Disqus');
  });

  test('Disqus gets its container and the article, and is removed completely', async () => {
    const reader = await open();
    await choose(reader, 0);
    await reader.event('comments', { provider: 'disqus', state: 'ready' });
    const frame = new URL(await reader.run((host) => host.querySelector('[slot=comments] #disqus_thread iframe').src));
    assert.equal(frame.searchParams.get('u'), article.url);
    assert.equal(frame.searchParams.get('i'), article.id ?? article.url);
    assert.equal(frame.searchParams.get('t'), article.headline);
    await reader.run((host) => host.remove());
    await testPage.until('nothing is left', 'return !("DISQUS" in window) && document.querySelectorAll("#disqus_thread, #dsq-embed-scr").length === 0');
  });

  test('Disqus keeps a typed text while another tab is open, and gets the current theme when it is shown again', async () => {
    const reader = await open();
    await reader.run((host) => host.setAttribute('theme', 'light'));
    await choose(reader, 0);
    await reader.event('comments', { provider: 'disqus', state: 'ready' });
    const within = async (script) => {
      await testPage.driver.switchTo().frame(await reader.run((host) => host.querySelector('#disqus_thread iframe')));
      try {
        return await testPage.driver.executeScript(script);
      } finally {
        await testPage.driver.switchTo().defaultContent();
      }
    };
    await within('document.querySelector("textarea").value = "Setengah jalan"');
    await choose(reader, 1);
    await reader.event('comments', { provider: 'facebook', state: 'ended' });
    await choose(reader, 0);
    await reader.until('it is shown again', (host) => host.querySelector('#disqus_thread iframe').getClientRects().length > 0);
    assert.equal(await within('return document.querySelector("textarea").value'), 'Setengah jalan');
    await choose(reader, 1);
    await reader.run((host) => host.setAttribute('theme', 'dark'));
    await reader.until('it is dark', (_, root) => root.querySelector('.baca').dataset.theme === 'dark');
    await choose(reader, 0);
    await reader.until('it is dark as well', (host) => new URL(host.querySelector('#disqus_thread iframe').src).searchParams.get('theme') === 'dark');
  });

  test('a second Disqus in another tab of the reader replaces the first', async () => {
    testPage.site.json('/config.json', { comments: { providers: [{ type: 'disqus', shortname: 'warta', label: 'Satu' }, { type: 'disqus', shortname: 'warta', label: 'Dua' }] } });
    const reader = await testPage.read({ src: '/warta.json', config: '/config.json' });
    await reader.tabs(2);
    for (const index of [0, 1, 0]) {
      await reader.run(() => { record.events.length = 0; });
      await choose(reader, index);
      await reader.event('comments', { provider: 'disqus', state: 'ready' });
      assert.equal(await reader.run(() => document.querySelectorAll('#disqus_thread').length), 1);
    }
  });

  test('the empty plugin of Facebook is detected, and a message with a link is shown', async () => {
    const reader = await open();
    await choose(reader, 1);
    await reader.event('comments', { provider: 'facebook', state: 'ended' });
    assert.ok((await panel(reader)).includes(t('id', 'panels.facebookEnded')));
    const link = await reader.getByRole('link', t('id', 'panels.facebookShare'));
    assert.ok((await link.getAttribute('href')).endsWith(encodeURIComponent(article.url)));
  });

  for (const [behaviour, state, key] of [['blocked', 'failed', 'commentsFailed'], ['silent', 'timeout', 'commentsTimeout'], ['never', 'timeout', 'commentsTimeout'], ['throws', 'timeout', 'commentsTimeout']]) {
    test(`a failing provider (${behaviour}) has a message, a link and a retry button`, async () => {
      testPage.proxy.disqus.set(testPage.shortname, behaviour);
      const reader = await open(1);
      await choose(reader, 0);
      await reader.event('comments', { provider: 'disqus', state });
      assert.match(await panel(reader), pattern('id', `panels.${key}`));
      assert.match(await reader.liveText(), pattern('id', `panels.${key}`));
      assert.ok(await reader.run((_, root) => root.querySelector('[role=tabpanel] a').href.startsWith('https://disqus.com/')));
      testPage.proxy.disqus.set(testPage.shortname, 'works');
      await reader.press(t('id', 'panels.commentsRetry'));
      await reader.event('comments', { provider: 'disqus', state: 'ready' });
      assert.equal(await reader.state(), 'ready');
    });
  }

  test('a second Disqus on the page has a message that the first is open', async () => {
    testPage.site.json('/config.json', configuration);
    const one = await testPage.visit(tag({ src: '/warta.json', config: '/config.json' }) + tag({ src: '/warta.json', config: '/config.json' }));
    const other = testPage.reader(1);
    for (const reader of [one, other]) {
      await reader.ready();
      // The panels of a reader open once it is on screen.
      await reader.run((host) => host.scrollIntoView());
      await reader.tabs();
    }
    await choose(one, 0);
    await one.event('comments', { provider: 'disqus', state: 'ready' });
    await choose(other, 0);
    await other.event('comments', { provider: 'disqus', state: 'busy' });
    assert.match(await panel(other), pattern('id', 'panels.commentsBusy'));
  });

  test('removing the reader removes its comments', async () => {
    const reader = await open();
    await choose(reader, 0);
    await reader.event('comments', { provider: 'disqus', state: 'ready' });
    const rest = await reader.wait(async (host) => {
      host.remove();
      await new Promise((resolve) => setTimeout(resolve));
      return [host.querySelectorAll('[slot=comments]').length, document.querySelectorAll('#dsq-embed-scr').length];
    });
    assert.deepEqual(rest, [0, 0]);
    assert.equal(await place(reader).catch(() => null), null);
  });
}, { engines: ['chromium', 'firefox'], everyPage: true });
