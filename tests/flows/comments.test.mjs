// Comments: a tab for each provider, nothing before one is chosen, an end to every wait.

import assert from 'node:assert/strict';
import { Key } from 'selenium-webdriver';
import { flow, tag, test } from '../support/flow.mjs';
import { pattern, t } from '../support/locales.mjs';

flow('Comments', (stage) => {
  const { article } = stage.page;
  // The question about notifications has flows of its own.
  const configuration = { ...stage.page.configuration, notifications: undefined };
  const open = async (timeout = 12) => {
    stage.site.json('/config.json', { ...configuration, comments: { ...configuration.comments, timeout } });
    const reader = await stage.read({ src: '/warta.json', config: '/config.json' });
    await reader.until('there are tabs', (_, root) => root.querySelectorAll('[role=tab]').length === 2);
    return reader;
  };
  const choose = (reader, index) => reader.run((_, root, index) => root.querySelectorAll('[role=tab]')[index].click(), index);
  const panel = (reader) => reader.run((_, root) => root.querySelector('[role=tabpanel]')?.textContent ?? '');
  const place = (reader) => reader.run((host) => host.querySelector('[slot=comments]')?.innerHTML ?? null);

  test('nothing is chosen and nothing loaded at first', async () => {
    const reader = await open();
    assert.equal(await reader.run((_, root) => root.querySelectorAll('[role=tab][aria-selected=true],[role=tabpanel]').length), 0);
    assert.deepEqual(stage.proxy.fromPages, []);
  });

  test('arrows move between tabs, Enter chooses', async () => {
    const reader = await open();
    await reader.run((_, root) => root.querySelector('[role=tab]').focus());
    const press = (...keys) => stage.driver.actions().sendKeys(...keys).perform();
    const focused = async () => (await reader.focused()).text;
    await press(Key.ARROW_RIGHT);
    assert.equal(await focused(), 'Facebook');
    await press(Key.ARROW_RIGHT);
    assert.equal(await focused(), 'Disqus');
    await press(Key.END);
    assert.equal(await focused(), 'Facebook');
    await press(Key.HOME);
    assert.deepEqual(stage.proxy.fromPages, []);
    await press(Key.ENTER);
    await reader.event('comments', { provider: 'disqus', state: 'ready' });
    assert.equal(await reader.run((_, root) => root.querySelector('[role=tab][aria-selected=true]').textContent), 'Disqus');
  });

  test('Disqus gets its container, the article and the language, and leaves nothing behind', async () => {
    const reader = await open();
    await choose(reader, 0);
    await reader.event('comments', { provider: 'disqus', state: 'ready' });
    const frame = new URL(await reader.run((host) => host.querySelector('[slot=comments] #disqus_thread iframe').src));
    assert.equal(frame.searchParams.get('u'), article.url);
    assert.equal(frame.searchParams.get('i'), article.id ?? article.url);
    assert.equal(frame.searchParams.get('t'), article.headline);
    await reader.run((host) => host.remove());
    await stage.until('nothing is left', 'return !("DISQUS" in window) && document.querySelectorAll("#disqus_thread, #dsq-embed-scr").length === 0');
  });

  test('Disqus is kept with what was typed there while another tab is open, and dressed anew when it is back', async () => {
    const reader = await open();
    await reader.run((host) => host.setAttribute('theme', 'light'));
    await choose(reader, 0);
    await reader.event('comments', { provider: 'disqus', state: 'ready' });
    const within = async (script) => {
      await stage.driver.switchTo().frame(await reader.run((host) => host.querySelector('#disqus_thread iframe')));
      try {
        return await stage.driver.executeScript(script);
      } finally {
        await stage.driver.switchTo().defaultContent();
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

  test('a second Disqus in another tab of the same reader takes the place of the first', async () => {
    stage.site.json('/config.json', { comments: { providers: [{ type: 'disqus', shortname: 'warta', label: 'Satu' }, { type: 'disqus', shortname: 'warta', label: 'Dua' }] } });
    const reader = await stage.read({ src: '/warta.json', config: '/config.json' });
    await reader.until('there are tabs', (_, root) => root.querySelectorAll('[role=tab]').length === 2);
    for (const index of [0, 1, 0]) {
      await reader.run(() => { record.events.length = 0; });
      await choose(reader, index);
      await reader.event('comments', { provider: 'disqus', state: 'ready' });
      assert.equal(await reader.run(() => document.querySelectorAll('#disqus_thread').length), 1);
    }
  });

  test('Facebook shows nothing any more, which is noticed, with a way to discuss all the same', async () => {
    const reader = await open();
    await choose(reader, 1);
    await reader.event('comments', { provider: 'facebook', state: 'ended' });
    assert.ok((await panel(reader)).includes(t('id', 'rooms.facebookEnded')));
    const link = await reader.the('link', t('id', 'rooms.facebookShare'));
    assert.ok((await link.getAttribute('href')).endsWith(encodeURIComponent(article.url)));
  });

  for (const [behaviour, state, key] of [['blocked', 'failed', 'commentsFailed'], ['silent', 'timeout', 'commentsTimeout'], ['never', 'timeout', 'commentsTimeout'], ['throws', 'timeout', 'commentsTimeout']]) {
    test(`a provider that is ${behaviour} ends in a message, a link, and another try`, async () => {
      stage.proxy.disqus.set(stage.shortname, behaviour);
      const reader = await open(1);
      await choose(reader, 0);
      await reader.event('comments', { provider: 'disqus', state });
      assert.match(await panel(reader), pattern('id', `rooms.${key}`));
      assert.match(await reader.said(), pattern('id', `rooms.${key}`));
      assert.ok(await reader.run((_, root) => root.querySelector('[role=tabpanel] a').href.startsWith('https://disqus.com/')));
      stage.proxy.disqus.set(stage.shortname, 'works');
      await reader.press(t('id', 'rooms.commentsRetry'));
      await reader.event('comments', { provider: 'disqus', state: 'ready' });
      assert.equal(await reader.state(), 'ready');
    });
  }

  test('a second Disqus on the page says that the first is open', async () => {
    stage.site.json('/config.json', configuration);
    const one = await stage.visit(tag({ src: '/warta.json', config: '/config.json' }) + tag({ src: '/warta.json', config: '/config.json' }));
    const other = stage.reader(1);
    for (const reader of [one, other]) {
      await reader.ready();
      await reader.until('there are tabs', (_, root) => root.querySelector('[role=tab]'));
    }
    await choose(one, 0);
    await one.event('comments', { provider: 'disqus', state: 'ready' });
    await choose(other, 0);
    await other.event('comments', { provider: 'disqus', state: 'busy' });
    assert.match(await panel(other), pattern('id', 'rooms.commentsBusy'));
  });

  test('removing the reader takes its comments along', async () => {
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
