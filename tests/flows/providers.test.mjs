// Providers that Baca frames, and those that need a script of their own: each against a stand-in that
// speaks its documented protocol.

import assert from 'node:assert/strict';
import { accessible } from '../support/axe.mjs';
import { choose, DISCOURSE, GISCUS, openTabs, OTHER, REMARK42, UTTERANCES, within } from '../support/comments.mjs';
import { flow, tag, test } from '../support/flow.mjs';
import { pattern, t } from '../support/locales.mjs';

const FRAMES = [
  [GISCUS, 'giscus.app', 420],
  [UTTERANCES, 'utteranc.es', 333],
  [REMARK42, 'remark.example', 512],
  [DISCOURSE, 'forum.example', 600],
];
const SCRIPTS = [
  [{ type: 'hyvor-talk', websiteId: '7' }, 'talk.hyvor.com'],
  [{ type: 'commento' }, 'cdn.commento.io'],
  [{ type: 'comentario', url: 'https://komentar.example' }, 'komentar.example'],
  [{ type: 'waline', serverURL: 'https://waline.example' }, 'unpkg.com'],
  [{ type: 'coral', url: 'https://coral.example' }, 'coral.example'],
];

const frame = (reader) => reader.run((_, root) => {
  const frame = root.querySelector('iframe.frame');
  return frame && { src: frame.src, height: frame.getBoundingClientRect().height, title: frame.title, sandbox: frame.getAttribute('sandbox') };
});

flow('Providers', (stage) => {
  const open = (provider, options) => openTabs(stage, provider, options);

  for (const [provider, host, height] of FRAMES) {
    const { type } = provider;
    test(`${type} is framed, as high as it says, without a script of its own in the page`, async () => {
      const reader = await open(provider);
      assert.deepEqual(stage.proxy.fromPages, []);
      await choose(reader, 0);
      await reader.event('comments', { provider: type, state: 'ready' });
      await reader.until('the frame has its height', (_, root, height) => root.querySelector('iframe.frame').getBoundingClientRect().height === height, height);
      const { src, title, sandbox } = await frame(reader);
      assert.equal(new URL(src).host, host);
      assert.ok(title && sandbox.includes('allow-scripts'));
      // A forum looks at the whole address to see whether it may stand there; nobody else gets it.
      assert.equal(await reader.run((_, root) => root.querySelector('iframe.frame').referrerPolicy), type === 'discourse' ? 'no-referrer-when-downgrade' : 'strict-origin-when-cross-origin');
      assert.equal(await reader.run(() => document.querySelectorAll('script[src*="://"]:not([src*="127.0.0.1"])').length), 0);
      assert.ok(stage.proxy.fromPages.every((asked) => asked.startsWith(host)), stage.proxy.fromPages.join());
      await accessible(stage.driver, type);
    });

    test(`${type} that says nothing ends in a message and another try`, async () => {
      stage.proxy.behaviours.set(host, 'never');
      const reader = await open(provider, { timeout: 1 });
      await choose(reader, 0);
      await reader.event('comments', { provider: type, state: 'timeout' });
      stage.proxy.behaviours.clear();
      await reader.press(t('id', 'rooms.commentsRetry'));
      await reader.event('comments', { provider: type, state: 'ready' });
    });
  }

  for (const [provider, host] of SCRIPTS) {
    const { type } = provider;
    test(`${type} draws into the page's own tree, and leaves nothing behind`, async () => {
      const reader = await open(provider);
      assert.deepEqual(stage.proxy.fromPages, []);
      await choose(reader, 0);
      await reader.event('comments', { provider: type, state: 'ready' });
      assert.ok(await reader.run((host) => host.querySelector('[slot=comments]').children.length > 0));
      await reader.run((host) => host.remove());
      await reader.wait(() => new Promise((done) => setTimeout(done)));
      const left = await reader.run(() => [document.querySelectorAll('script[src*="://"]:not([src*="127.0.0.1"]), link[href^="http"]:not([href*="127.0.0.1"])').length, ['commento', 'Waline', 'Coral'].filter((name) => name in window)]);
      assert.deepEqual(left, [0, []]);
    });
  }
});

flow('Providers at odds', (stage) => {
  const configure = (providers, more) => stage.site.json('/config.json', { comments: { providers, timeout: 12, ...more } });
  const open = (provider, options) => openTabs(stage, provider, options);

  for (const [provider, host] of FRAMES) {
    const { type } = provider;
    test(`${type} is kept with what was typed there while another tab is open, and loaded once`, async () => {
      const reader = await open(provider);
      await choose(reader, 0);
      await reader.event('comments', { provider: type, state: 'ready' });
      await within(stage, reader, 'document.querySelector("textarea").value = "Setengah jalan"');
      await choose(reader, 1);
      await reader.event('comments', { provider: 'facebook', state: 'ended' });
      await choose(reader, 0);
      assert.equal(await within(stage, reader, 'return document.querySelector("textarea").value'), 'Setengah jalan');
      assert.equal(stage.proxy.fromPages.filter((asked) => asked.startsWith(host)).length, 1);
    });
  }

  for (const [provider, host] of SCRIPTS) {
    const { type } = provider;
    test(`${type} that is blocked, or that throws, is told, and the other tab goes on`, async () => {
      for (const behaviour of ['blocked', 'throws']) {
        stage.proxy.behaviours.set(host, behaviour);
        const reader = await open(provider, { timeout: 1 });
        await choose(reader, 0);
        await reader.until('it is told', (_, root) => root.querySelector('.outcome'));
        const told = (await reader.events('comments')).at(-1).detail;
        assert.equal(told.provider, type);
        assert.ok(['failed', 'timeout'].includes(told.state), told.state);
        await choose(reader, 1);
        await reader.event('comments', { provider: 'facebook', state: 'ended' });
        assert.equal(await reader.state(), 'ready');
      }
    });
  }

  test('theme and language follow the reader, and a frame that came late has them too', async () => {
    const reader = await open(GISCUS);
    await choose(reader, 0);
    await reader.event('comments', { provider: 'giscus', state: 'ready' });
    const config = () => within(stage, reader, 'return heard.map(({ giscus }) => giscus?.setConfig).filter(Boolean).at(-1)');
    assert.deepEqual(await config(), { theme: 'light', lang: 'id' });
    await reader.run((host) => host.setAttribute('theme', 'dark'));
    await reader.until('the theme is told', (_, root) => root.querySelector('.baca').dataset.theme === 'dark');
    const becomes = async (wanted) => {
      const limit = Date.now() + 5000;
      const same = (heard) => heard.theme === wanted.theme && heard.lang === wanted.lang;
      while (!same(await config())) {
        assert.ok(Date.now() < limit, `the frame heard ${JSON.stringify(await config())}`);
      }
    };
    await becomes({ theme: 'dark', lang: 'id' });
    await reader.run((host) => host.setAttribute('lang', 'en'));
    await becomes({ theme: 'dark', lang: 'en' });
  });

  test('giscus is told the page, the article and the term, and counts stand in its tab', async () => {
    const reader = await open(GISCUS);
    await choose(reader, 0);
    await reader.event('comments', { provider: 'giscus', state: 'ready' });
    const { pathname, searchParams } = new URL((await frame(reader)).src);
    assert.equal(pathname, '/id/widget');
    assert.equal(searchParams.get('term'), '2026/03/dermaga');
    assert.equal(searchParams.get('repo'), 'warta/komentar');
    assert.equal(searchParams.get('origin'), await stage.driver.getCurrentUrl());
    await reader.until('the count is there', (_, root) => root.querySelector('[role=tab]').textContent === 'giscus (7)');
  });

  test('coming back from signing in opens giscus, keeps the session and cleans the address', async () => {
    configure([OTHER, GISCUS]);
    const url = stage.put(tag({ src: '/warta.json', config: '/config.json' }));
    await stage.driver.get(`${url}?giscus=token-1#x`);
    // The address is cleaned by and by.
    await stage.until('the page is there', 'return location.href.startsWith(arguments[0]) && document.readyState !== "loading"', url);
    const reader = stage.reader();
    await reader.ready();
    await reader.event('comments', { provider: 'giscus', state: 'ready' });
    assert.equal(new URL((await frame(reader)).src).searchParams.get('session'), 'token-1');
    assert.equal(await stage.driver.getCurrentUrl(), `${url}#x`);
    assert.equal(await reader.run(() => localStorage.getItem('giscus-session')), '"token-1"');
  });

  test('a session that has run out is forgotten, and the frame loaded without it', async () => {
    stage.proxy.behaviours.set('giscus.app', 'stale');
    const reader = await open(GISCUS);
    await reader.run(() => localStorage.setItem('giscus-session', '"old"'));
    await choose(reader, 0);
    await reader.event('comments', { provider: 'giscus', state: 'ready' });
    assert.equal(new URL((await frame(reader)).src).searchParams.get('session'), null);
    assert.equal(await reader.run(() => localStorage.getItem('giscus-session')), null);
  });

  test('nobody but the frame is heard, and nonsense from it is not', async () => {
    stage.proxy.behaviours.set('giscus.app', 'junk');
    const reader = await open(GISCUS);
    await choose(reader, 0);
    await reader.event('comments', { provider: 'giscus', state: 'ready' });
    const height = async () => (await frame(reader)).height;
    assert.equal(await height(), 420);
    // The page itself, and a frame of the same shape from elsewhere.
    await reader.wait(() => new Promise((done) => {
      const other = document.createElement('iframe');
      other.srcdoc = '<script>parent.postMessage({ giscus: { resizeHeight: 9999 } }, "*")</script>';
      addEventListener('message', ({ source }) => source === other.contentWindow && setTimeout(done));
      postMessage({ giscus: { resizeHeight: 8888 } }, '*');
      document.body.append(other);
    }));
    assert.equal(await height(), 420);
    await stage.calm();
  });

  test('a frame that grows for ever gets an end', async () => {
    stage.proxy.behaviours.set('giscus.app', 'grows');
    const reader = await open(GISCUS);
    await choose(reader, 0);
    await reader.until('it has stopped to grow', (_, root) => root.querySelector('iframe.frame')?.getBoundingClientRect().height === 20_000);
    assert.equal(await reader.run((_, root) => root.querySelector('iframe.frame').hasAttribute('scrolling')), false);
  });

  test('giscus that is not set up says so', async () => {
    stage.proxy.behaviours.set('giscus.app', 'error');
    const reader = await open(GISCUS);
    await choose(reader, 0);
    await reader.event('comments', { provider: 'giscus', state: 'failed' });
    assert.match(await reader.said(), pattern('id', 'rooms.commentsFailed'));
  });

  test('a policy of the page that refuses the frame is told', async () => {
    configure([GISCUS, OTHER], { timeout: 5 });
    const reader = await stage.read({ src: '/warta.json', config: '/config.json' }, { headers: { 'content-security-policy': "frame-src 'self'" } });
    await reader.until('there are tabs', (_, root) => root.querySelectorAll('[role=tab]').length === 2);
    await choose(reader, 0);
    await reader.event('comments', { provider: 'giscus', state: 'failed' });
  });

  test('a script that replaces the globals of the page does not take the reader along', async () => {
    stage.proxy.disqus.set('warta', 'hijacks');
    const reader = await open({ type: 'disqus', shortname: 'warta' });
    await choose(reader, 0);
    await reader.event('comments', { provider: 'disqus', state: 'ready' });
    assert.deepEqual(await reader.run(() => [typeof JSON.parse, typeof Promise, typeof queueMicrotask, typeof Map, /native/.test(String(fetch))]), ['function', 'function', 'function', 'function', true]);
    await choose(reader, 1);
    await reader.event('comments', { provider: 'facebook', state: 'ended' });
    await reader.run((_, root) => root.querySelector('.tools .larger').click());
    await reader.event('text-size');
  });

  test('a script that runs twice, and a frame that says all twice, are shown once', async () => {
    for (const [provider, host] of [[{ type: 'disqus', shortname: 'warta' }], [GISCUS, 'giscus.app'], [REMARK42, 'remark.example']]) {
      stage.proxy.disqus.set('warta', 'twice');
      if (host) stage.proxy.behaviours.set(host, 'twice');
      const reader = await open(provider);
      await choose(reader, 0);
      await reader.event('comments', { provider: provider.type, state: 'ready' });
      await choose(reader, 1);
      await reader.event('comments', { provider: 'facebook', state: 'ended' });
      const told = (await reader.events('comments')).map(({ detail }) => detail).filter((detail) => detail.provider === provider.type);
      assert.deepEqual(told.map(({ state }) => state), ['loading', 'ready']);
      assert.equal(await reader.run((host, root) => host.querySelectorAll('#disqus_thread iframe').length + root.querySelectorAll('iframe.frame').length), 1);
      await stage.calm();
    }
  });

  test('two readers can each have a frame, and the second Comentario says that the first is open', async () => {
    const comentario = { type: 'comentario', url: 'https://komentar.example' };
    configure([GISCUS, comentario]);
    const one = await stage.visit(tag({ src: '/warta.json', config: '/config.json' }).repeat(2));
    const other = stage.reader(1);
    for (const reader of [one, other]) {
      await reader.ready();
      await reader.until('there are tabs', (_, root) => root.querySelector('[role=tab]'));
      await choose(reader, 0);
      await reader.until('the frame has its height', (_, root) => root.querySelector('iframe.frame')?.getBoundingClientRect().height === 420);
    }
    await choose(one, 1);
    await one.event('comments', { provider: 'comentario', state: 'ready' });
    await choose(other, 1);
    await other.event('comments', { provider: 'comentario', state: 'busy' });
  });
}, { engines: ['chromium', 'firefox'] });
