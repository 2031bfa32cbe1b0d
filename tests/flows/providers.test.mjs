// Providers in a frame and providers with a script, each with a fake that has its documented protocol.

import assert from 'node:assert/strict';
import { assertAccessible } from '../support/axe.mjs';
import { pressTab, DISCOURSE, GISCUS, openTabs, SECOND_PROVIDER, reachableProvider, REMARK42, UTTERANCES, WALINE, runInFrame } from '../support/comments.mjs';
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
  [WALINE, 'waline.example'],
  [{ type: 'coral', url: 'https://coral.example' }, 'coral.example'],
];

const frame = (reader) => reader.run((_, root) => {
  const frame = root.querySelector('iframe.frame');
  return frame && { src: frame.src, height: frame.getBoundingClientRect().height, title: frame.title, sandbox: frame.getAttribute('sandbox') };
});

flow('Providers', (testPage) => {
  const open = (provider, options) => openTabs(testPage, provider, options);

  for (const [provider, host, height] of FRAMES) {
    const { type } = provider;
    test(`${type} is in a frame with the height that it reports, without a script in the page`, async () => {
      const reader = await open(provider);
      assert.deepEqual(testPage.proxy.fromPages, []);
      await pressTab(reader, 0);
      await reader.event('comments', { provider: type, state: 'ready' });
      await reader.until('the frame has its height', (_, root, height) => root.querySelector('iframe.frame').getBoundingClientRect().height === height, height);
      const { src, title, sandbox } = await frame(reader);
      assert.equal(new URL(src).host, host);
      assert.ok(title && sandbox.includes('allow-scripts'));
      // Discourse checks the referrer, so its frame has the page's own policy; the others get none.
      assert.equal(await reader.run((_, root) => root.querySelector('iframe.frame').referrerPolicy), type === 'discourse' ? '' : 'no-referrer');
      assert.equal(await reader.run(() => document.querySelectorAll('script[src*="://"]:not([src*="127.0.0.1"])').length), 0);
      assert.ok(testPage.proxy.fromPages.every((asked) => asked.startsWith(host)), testPage.proxy.fromPages.join());
      await assertAccessible(testPage.driver, type);
    });

    test(`${type} that sends nothing has a message and a retry button`, async () => {
      testPage.proxy.behaviours.set(host, 'never');
      const reader = await open(provider, { timeout: 1 });
      await pressTab(reader, 0);
      await reader.event('comments', { provider: type, state: 'timeout' });
      testPage.proxy.behaviours.clear();
      await reader.press(t('id', 'panels.commentsRetry'));
      await reader.event('comments', { provider: type, state: 'ready' });
    });
  }

  for (const [provider] of SCRIPTS) {
    const { type } = provider;
    test(`${type} renders outside of the shadow root and leaves nothing there when removed`, async () => {
      const reader = await open(provider);
      assert.deepEqual(testPage.proxy.fromPages, []);
      await pressTab(reader, 0);
      await reader.event('comments', { provider: type, state: 'ready' });
      assert.ok(await reader.run((host) => host.querySelector('[slot=comments]').children.length > 0));
      await reader.run((host) => host.remove());
      await reader.wait(() => new Promise((done) => setTimeout(done)));
      const left = await reader.run(() => [document.querySelectorAll('script[src*="://"]:not([src*="127.0.0.1"]), link[href^="http"]:not([href*="127.0.0.1"])').length, ['commento', 'Waline', 'Coral'].filter((name) => name in window)]);
      assert.deepEqual(left, [0, []]);
    });
  }
});

flow('Files and referrers of providers', (testPage) => {
  const open = (provider, options) => openTabs(testPage, provider, options);

  test('files of Waline that the site does not host are checked by their hashes', async () => {
    testPage.proxy.handlers.set('unpkg.com', (request, response) => response.writeHead(200, { 'content-type': 'text/javascript', 'access-control-allow-origin': '*' }).end('window.Waline = { init: () => ({}) }; window.ran = true;'));
    const reader = await open({ type: 'waline', serverURL: 'https://waline.example' }, { consent: 'ask' });
    await pressTab(reader, 0);
    await reader.event('comments', { provider: 'waline', state: 'asking' });
    assert.deepEqual(testPage.proxy.fromPages, []);
    assert.ok((await reader.text('tabpanel')).includes('waline.example, unpkg.com'));
    await reader.press(t('id', 'panels.consentAllow'));
    await reader.event('comments', { provider: 'waline', state: 'failed' });
    assert.ok(testPage.proxy.fromPages.some((asked) => asked.startsWith('unpkg.com/')));
    assert.equal(await reader.run(() => 'ran' in window), false);
  });

  test('the Referrer-Policy is not loosened, and no query of the page reaches a provider', async () => {
    const others = [GISCUS, UTTERANCES, REMARK42, DISCOURSE, ...SCRIPTS.map(([provider]) => provider), { type: 'isso', url: 'https://isso.example' }];
    testPage.site.json('/config.json', { comments: { providers: others.map((one) => reachableProvider(testPage, one)), timeout: 12 }, consent: { comments: 'granted' } });
    for (const policy of ['no-referrer', 'unsafe-url', null]) {
      testPage.proxy.requests.length = 0;
      const url = testPage.put(tag({ src: '/warta.json', config: '/config.json' }), { headers: policy ? { 'referrer-policy': policy } : {} });
      await testPage.goTo(`${url}?rahasia=1`);
      await testPage.waitForPage(`${url}?rahasia=1`);
      const reader = testPage.reader();
      await reader.ready();
      await reader.tabs(others.length);
      for (const [index, { type }] of others.entries()) {
        await pressTab(reader, index);
        await reader.until(`${type} is open or has failed`, (_, __, type) => window.record.events.some(({ name, detail }) => name === 'comments' && detail.provider === type && /ready|failed|timeout/.test(detail.state)), type);
      }
      const hosts = new Set();
      for (const { host, url: asked, headers: { referer = '' } } of testPage.proxy.requests) {
        if (/mozilla|google/.test(host)) continue;
        hosts.add(host);
        assert.ok(!/rahasia/.test(asked), `${host} was asked ${asked}`);
        // The frame of Discourse has the page's own policy.
        if (policy !== 'unsafe-url' || host !== 'forum.example') assert.ok(!/rahasia/.test(referer), `${host} got ${referer}`);
        if (policy === 'no-referrer') assert.equal(referer, '', host);
      }
      assert.ok(hosts.size >= 10, [...hosts].join());
    }
  });
}, { engines: ['chromium'] });

flow('Failing providers', (testPage) => {
  const configure = (providers, more) => testPage.site.json('/config.json', { comments: { providers, timeout: 12, ...more } });
  const open = (provider, options) => openTabs(testPage, provider, options);

  for (const [provider, host] of FRAMES) {
    const { type } = provider;
    test(`${type} keeps typed text while another tab is open, and is loaded once`, async () => {
      const reader = await open(provider);
      await pressTab(reader, 0);
      await reader.event('comments', { provider: type, state: 'ready' });
      await runInFrame(testPage, reader, 'document.querySelector("textarea").value = "Setengah jalan"');
      await pressTab(reader, 1);
      await reader.event('comments', { provider: 'facebook', state: 'ended' });
      await pressTab(reader, 0);
      assert.equal(await runInFrame(testPage, reader, 'return document.querySelector("textarea").value'), 'Setengah jalan');
      assert.equal(testPage.proxy.fromPages.filter((asked) => asked.startsWith(host)).length, 1);
    });
  }

  for (const [provider, host] of SCRIPTS) {
    const { type } = provider;
    test(`${type} that is blocked or throws has a message, and the other tab works`, async () => {
      for (const behaviour of ['blocked', 'throws']) {
        testPage.proxy.behaviours.set(host, behaviour);
        const reader = await open(provider, { timeout: 1 });
        await pressTab(reader, 0);
        await reader.comments();
        await reader.until('the message is shown', (_, root) => root.querySelector('.outcome'));
        const last = (await reader.events('comments')).at(-1).detail;
        assert.equal(last.provider, type);
        assert.ok(['failed', 'timeout'].includes(last.state), last.state);
        await pressTab(reader, 1);
        await reader.event('comments', { provider: 'facebook', state: 'ended' });
        assert.equal(await reader.state(), 'ready');
      }
    });
  }

  test('a frame gets the theme and the language, and their changes', async () => {
    const reader = await open(GISCUS);
    await pressTab(reader, 0);
    await reader.event('comments', { provider: 'giscus', state: 'ready' });
    const config = () => runInFrame(testPage, reader, 'return received.map(({ giscus }) => giscus?.setConfig).filter(Boolean).at(-1)');
    assert.deepEqual(await config(), { theme: 'light', lang: 'id' });
    await reader.run((host) => host.setAttribute('theme', 'dark'));
    await reader.until('the theme is dark', (_, root) => root.querySelector('.baca').dataset.theme === 'dark');
    const waitForConfig = async (wanted) => {
      const limit = Date.now() + 5000;
      const same = (config) => config.theme === wanted.theme && config.lang === wanted.lang;
      while (!same(await config())) {
        assert.ok(Date.now() < limit, `the frame received ${JSON.stringify(await config())}`);
      }
    };
    await waitForConfig({ theme: 'dark', lang: 'id' });
    await reader.run((host) => host.setAttribute('lang', 'en'));
    await waitForConfig({ theme: 'dark', lang: 'en' });
  });

  test('giscus gets the page and the term, and its count is in its tab', async () => {
    const reader = await open(GISCUS);
    await pressTab(reader, 0);
    await reader.event('comments', { provider: 'giscus', state: 'ready' });
    const { pathname, searchParams } = new URL((await frame(reader)).src);
    assert.equal(pathname, '/id/widget');
    assert.equal(searchParams.get('term'), '2026/03/dermaga');
    assert.equal(searchParams.get('repo'), 'warta/komentar');
    assert.equal(searchParams.get('origin'), await testPage.driver.getCurrentUrl());
    await reader.until('the count is shown', (_, root) => root.querySelector('[role=tab]').textContent === 'giscus (7)');
  });

  test('returning from sign-in opens giscus, stores the session and removes it from the URL', async () => {
    configure([SECOND_PROVIDER, GISCUS]);
    const url = testPage.put(tag({ src: '/warta.json', config: '/config.json' }));
    await testPage.goTo(`${url}?giscus=token-1#x`);
    // The session is removed from the URL some time later.
    await testPage.until('the page is shown', 'return location.href.startsWith(arguments[0]) && document.readyState !== "loading"', url);
    const reader = testPage.reader();
    await reader.ready();
    await reader.event('comments', { provider: 'giscus', state: 'ready' });
    assert.equal(new URL((await frame(reader)).src).searchParams.get('session'), 'token-1');
    assert.equal(await testPage.driver.getCurrentUrl(), `${url}#x`);
    assert.equal(await reader.run(() => localStorage.getItem('giscus-session')), '"token-1"');
  });

  test('an expired session is deleted, and the frame is loaded without it', async () => {
    testPage.proxy.behaviours.set('giscus.app', 'stale');
    const reader = await open(GISCUS);
    await reader.run(() => localStorage.setItem('giscus-session', '"old"'));
    await pressTab(reader, 0);
    await reader.event('comments', { provider: 'giscus', state: 'ready' });
    assert.equal(new URL((await frame(reader)).src).searchParams.get('session'), null);
    assert.equal(await reader.run(() => localStorage.getItem('giscus-session')), null);
  });

  test('messages of other sources and malformed messages are ignored', async () => {
    testPage.proxy.behaviours.set('giscus.app', 'junk');
    const reader = await open(GISCUS);
    await pressTab(reader, 0);
    await reader.event('comments', { provider: 'giscus', state: 'ready' });
    const height = async () => (await frame(reader)).height;
    assert.equal(await height(), 420);
    // Messages of the page and of another frame.
    await reader.wait(() => new Promise((done) => {
      const other = document.createElement('iframe');
      other.srcdoc = '<script>parent.postMessage({ giscus: { resizeHeight: 9999 } }, "*")</script>';
      addEventListener('message', ({ source }) => source === other.contentWindow && setTimeout(done));
      postMessage({ giscus: { resizeHeight: 8888 } }, '*');
      document.body.append(other);
    }));
    assert.equal(await height(), 420);
    await testPage.assertClean();
  });

  test('the height of a frame that keeps growing is limited', async () => {
    testPage.proxy.behaviours.set('giscus.app', 'grows');
    const reader = await open(GISCUS);
    await pressTab(reader, 0);
    await reader.until('it has stopped growing', (_, root) => root.querySelector('iframe.frame')?.getBoundingClientRect().height === 20_000);
    assert.equal(await reader.run((_, root) => root.querySelector('iframe.frame').hasAttribute('scrolling')), false);
  });

  test('giscus that is not set up has a message', async () => {
    testPage.proxy.behaviours.set('giscus.app', 'error');
    const reader = await open(GISCUS);
    await pressTab(reader, 0);
    await reader.event('comments', { provider: 'giscus', state: 'failed' });
    assert.match(await reader.liveText(), pattern('id', 'panels.commentsFailed'));
  });

  test('a frame that the page\'s policy blocks is reported', async () => {
    configure([GISCUS, SECOND_PROVIDER], { timeout: 5 });
    const reader = await testPage.read({ src: '/warta.json', config: '/config.json' }, { headers: { 'content-security-policy': "frame-src 'self'" } });
    await reader.tabs(2);
    await pressTab(reader, 0);
    await reader.event('comments', { provider: 'giscus', state: 'failed' });
  });

  test('a script that replaces the globals of the page does not break the reader', async () => {
    testPage.proxy.disqus.set('warta', 'hijacks');
    const reader = await open({ type: 'disqus', shortname: 'warta' });
    await pressTab(reader, 0);
    await reader.event('comments', { provider: 'disqus', state: 'ready' });
    assert.deepEqual(await reader.run(() => [typeof JSON.parse, typeof Promise, typeof queueMicrotask, typeof Map, /native/.test(String(fetch))]), ['function', 'function', 'function', 'function', true]);
    await pressTab(reader, 1);
    await reader.event('comments', { provider: 'facebook', state: 'ended' });
    await reader.run((_, root) => root.querySelector('.tools .larger').click());
    await reader.event('text-size');
  });

  test('a script that runs twice and a frame that sends everything twice are shown once', async () => {
    for (const [provider, host] of [[{ type: 'disqus', shortname: 'warta' }], [GISCUS, 'giscus.app'], [REMARK42, 'remark.example']]) {
      testPage.proxy.disqus.set('warta', 'twice');
      if (host) testPage.proxy.behaviours.set(host, 'twice');
      const reader = await open(provider);
      await pressTab(reader, 0);
      await reader.event('comments', { provider: provider.type, state: 'ready' });
      await pressTab(reader, 1);
      await reader.event('comments', { provider: 'facebook', state: 'ended' });
      const details = (await reader.events('comments')).map(({ detail }) => detail).filter((detail) => detail.provider === provider.type);
      assert.deepEqual(details.map(({ state }) => state), ['loading', 'ready']);
      assert.equal(await reader.run((host, root) => host.querySelectorAll('#disqus_thread iframe').length + root.querySelectorAll('iframe.frame').length), 1);
      await testPage.assertClean();
    }
  });

  test('two readers can each have a frame, but the second Comentario has a message that the first is open', async () => {
    const comentario = { type: 'comentario', url: 'https://komentar.example' };
    configure([GISCUS, comentario]);
    const one = await testPage.visit(tag({ src: '/warta.json', config: '/config.json' }).repeat(2));
    const other = testPage.reader(1);
    for (const reader of [one, other]) {
      await reader.ready();
      // The panels of a reader open once it is on screen.
      await reader.run((host) => host.scrollIntoView());
      await reader.tabs();
      await pressTab(reader, 0);
      await reader.until('the frame has its height', (_, root) => root.querySelector('iframe.frame')?.getBoundingClientRect().height === 420);
    }
    await pressTab(one, 1);
    await one.event('comments', { provider: 'comentario', state: 'ready' });
    await pressTab(other, 1);
    await other.event('comments', { provider: 'comentario', state: 'busy' });
  });
}, { engines: ['chromium', 'firefox'] });
