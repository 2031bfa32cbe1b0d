// Consent: nothing is loaded from a provider before the person or the site's consent manager has allowed it.
// Also tests which tab is open at first.

import assert from 'node:assert/strict';
import { assertAccessible } from '../support/axe.mjs';
import { pressTab, DISCOURSE, GISCUS, reachableProvider, REMARK42, serve, UTTERANCES } from '../support/comments.mjs';
import { flow, tag, test } from '../support/flow.mjs';
import { pattern, t } from '../support/locales.mjs';

const word = (key, values) => t('id', `panels.${key}`, values);

/** A consent manager of IAB TCF 2.2; `decide(yes)` simulates the person's decision. */
const MANAGER = `<script>
  const listeners = new Map(); let last = 0; window.consents = undefined;
  const data = (id) => ({ listenerId: id, gdprApplies: true, eventStatus: window.consents === undefined ? 'cmpuishown' : 'useractioncomplete', purpose: { consents: { 1: window.consents === true } } });
  window.__tcfapi = (command, version, callback, parameter) => {
    if (command === 'addEventListener') { const id = ++last; listeners.set(id, callback); callback(data(id), true); }
    if (command === 'removeEventListener') callback(listeners.delete(parameter));
  };
  window.decide = (yes) => { window.consents = yes; listeners.forEach((callback, id) => callback(data(id), true)); };
  window.listening = () => listeners.size;
</script>`;

flow('Consent', (testPage) => {
  const open = async (providers, { consent, head, ...more } = {}) => {
    testPage.site.json('/config.json', { comments: { providers: providers.map((one) => reachableProvider(testPage, one)), ...more }, ...(consent && { consent: { comments: consent } }) });
    const reader = await testPage.read({ src: '/warta.json', config: '/config.json' }, { head });
    await reader.comments();
    return reader;
  };
  const selected = (reader) => reader.run((_, root) => root.querySelector('[role=tab][aria-selected=true]')?.textContent ?? null);
  const panel = (reader) => reader.text('tabpanel');
  const reload = async () => {
    await testPage.reload();
    const reader = testPage.reader();
    await reader.ready();
    await reader.comments();
    return reader;
  };
  const scroll = (reader) => reader.run((_, root) => root.querySelector('[part=comments]').scrollIntoView());

  test('"ask" names the recipient, loads nothing before consent, stores consent and can withdraw it', async () => {
    const reader = await open([GISCUS, UTTERANCES], { consent: 'ask' });
    await pressTab(reader, 0);
    await reader.event('comments', { provider: 'giscus', state: 'asking' });
    assert.ok((await panel(reader)).includes(word('consentAsk', { name: 'giscus', host: 'giscus.app' })));
    assert.deepEqual(testPage.proxy.fromPages, []);
    await assertAccessible(testPage.driver, 'asking');
    await reader.press(word('consentAllow'));
    await reader.event('comments', { provider: 'giscus', state: 'ready' });
    // The consent is for one provider only.
    await pressTab(reader, 1);
    await reader.event('comments', { provider: 'utterances', state: 'asking' });
    assert.ok(testPage.proxy.fromPages.every((asked) => asked.startsWith('giscus.app')));
    const again = await reload();
    await pressTab(again, 0);
    await again.event('comments', { provider: 'giscus', state: 'ready' });
    await again.press(word('consentWithdraw'));
    await again.event('comments', { provider: 'giscus', state: 'asking' });
    assert.equal(await again.run((_, root) => root.querySelectorAll('iframe.frame').length), 0);
    const asked = testPage.proxy.fromPages.length;
    const third = await reload();
    await pressTab(third, 0);
    await third.event('comments', { provider: 'giscus', state: 'asking' });
    assert.equal(testPage.proxy.fromPages.length, asked);
  });

  test('"tcf" waits for the consent manager and closes the provider when consent is withdrawn', async () => {
    const reader = await open([GISCUS, UTTERANCES], { consent: 'tcf', head: MANAGER });
    await pressTab(reader, 0);
    await reader.event('comments', { provider: 'giscus', state: 'asking' });
    assert.match(await panel(reader), pattern('id', 'panels.consentRefused'));
    await reader.run(() => decide(false));
    assert.deepEqual(testPage.proxy.fromPages, []);
    await reader.run(() => decide(true));
    await reader.event('comments', { provider: 'giscus', state: 'ready' });
    await reader.run(() => decide(false));
    await reader.until('it is closed', (_, root) => root.querySelectorAll('iframe.frame').length === 0);
    assert.equal(await reader.run(() => listening()), 1);
    await reader.run((host) => host.remove());
    await reader.wait(() => new Promise((done) => setTimeout(done)));
    assert.equal(await reader.run(() => listening()), 0);
  });

  test('"tcf" without a consent manager shows the consent message', async () => {
    const reader = await open([GISCUS, UTTERANCES], { consent: 'tcf' });
    await pressTab(reader, 0);
    await reader.event('comments', { provider: 'giscus', state: 'asking' });
    await reader.press(word('consentAllow'));
    await reader.event('comments', { provider: 'giscus', state: 'ready' });
  });

  test('"granted" shows no consent message and loads only the chosen tab', async () => {
    const reader = await open([GISCUS, UTTERANCES], { consent: 'granted' });
    await scroll(reader);
    await reader.frame();
    assert.deepEqual(testPage.proxy.fromPages, []);
    await pressTab(reader, 0);
    await reader.event('comments', { provider: 'giscus', state: 'ready' });
  });

  test('the last tab is open after a reload and loads nothing before its button is pressed', async () => {
    const reader = await open([GISCUS, UTTERANCES]);
    assert.equal(await selected(reader), null);
    await pressTab(reader, 1);
    await reader.event('comments', { provider: 'utterances', state: 'ready' });
    const asked = testPage.proxy.fromPages.length;
    const again = await reload();
    await again.until('the tab is open', (_, root) => root.querySelector('[role=tab][aria-selected=true]')?.textContent === 'utterances');
    await scroll(again);
    await again.frame();
    assert.equal(testPage.proxy.fromPages.length, asked);
    await again.press(word('commentsShow', { name: 'utterances' }));
    await again.event('comments', { provider: 'utterances', state: 'ready' });
  });

  test('the site can set the tab that is open at first, and that it loads when it is near the viewport', async () => {
    const reader = await open([GISCUS, UTTERANCES], { default: 'utterances' });
    await reader.until('the tab is open', (_, root) => root.querySelector('[role=tab][aria-selected=true]')?.textContent === 'utterances');
    await scroll(reader);
    await reader.frame();
    assert.deepEqual(testPage.proxy.fromPages, []);
    const near = await open([GISCUS, UTTERANCES], { default: 'utterances', load: 'near' });
    await scroll(near);
    await near.event('comments', { provider: 'utterances', state: 'ready' });
  });

  test('"near" loads nothing before the consent of "ask"', async () => {
    const reader = await open([GISCUS, UTTERANCES], { default: 'giscus', load: 'near', consent: 'ask' });
    await scroll(reader);
    await reader.frame();
    assert.deepEqual(testPage.proxy.fromPages, []);
    await reader.press(word('consentAllow'));
    await reader.event('comments', { provider: 'giscus', state: 'ready' });
  });

  // WebKit's driver shows no second tab.
  if (testPage.engine !== 'webkit') {
    test('a consent that is withdrawn in one tab closes the provider in all of them, and stays withdrawn', async () => {
      // Two readers on the page; both are open.
      await open([GISCUS, UTTERANCES], { consent: 'ask' });
      await testPage.visit(tag({ src: '/warta.json', config: '/config.json' }).repeat(2));
      const [one, other] = [testPage.reader(), testPage.reader(1)];
      const frames = (reader) => reader.run((_, root) => root.querySelectorAll('iframe.frame').length);
      const closed = (reader) => reader.until('its frame is gone', (_, root) => root.querySelectorAll('iframe.frame').length === 0);
      const opens = async (reader) => {
        await reader.ready();
        await reader.tabs();
        await pressTab(reader, 0);
      };
      await opens(one);
      await one.press(word('consentAllow'));
      await one.until('the frame is there', (_, root) => root.querySelector('iframe.frame'));
      await opens(other);
      await other.until('the frame is there', (_, root) => root.querySelector('iframe.frame'));
      const url = await testPage.driver.getCurrentUrl();
      const first = await testPage.driver.getWindowHandle();
      await testPage.driver.switchTo().newWindow('tab');
      const second = await testPage.driver.getWindowHandle();
      await testPage.goTo(url);
      await testPage.waitForPage(url);
      await opens(one);
      await one.until('its button to withdraw is there', (_, root, text) => [...root.querySelectorAll('.ending button')].some((button) => button.textContent === text), word('consentWithdraw'));
      await opens(other);
      await other.until('the frame is there', (_, root) => root.querySelector('iframe.frame'));
      await one.press(word('consentWithdraw'));
      await closed(one);
      await closed(other);
      await testPage.driver.switchTo().window(first);
      await closed(one);
      await closed(other);
      // A consent for another provider in the first tab does not bring the withdrawn one back.
      await pressTab(one, 1);
      await one.press(word('consentAllow'));
      await one.until('the frame of the other provider is there', (_, root) => root.querySelector('iframe.frame'));
      assert.deepEqual(await one.run(() => JSON.parse(localStorage.getItem('baca:consent'))), { 'giscus giscus.app': false, 'utterances utteranc.es': true });
      assert.equal(await frames(other), 0);
      await testPage.driver.switchTo().window(second);
      await testPage.driver.close();
      await testPage.driver.switchTo().window(first);
    });
  }
});

/** Each provider with the hosts that it contacts, as its documentation lists them. */
const PROVIDERS = [
  [{ type: 'wordpress', url: 'https://cms.example', thread: '7' }, 'cms.example'],
  [{ type: 'isso', url: 'https://isso.example' }, 'isso.example'],
  [{ type: 'cusdis', appId: '1' }, 'cusdis.com'],
  [{ type: 'mastodon', thread: 'https://m.example/@warta/100' }, 'm.example'],
  [{ type: 'bluesky', thread: 'at://did:plc:warta/app.bsky.feed.post/1' }, 'public.api.bsky.app', 'cdn.bsky.app'],
  [{ type: 'activitypub', thread: 'https://f.example/notes/1' }, 'f.example'],
  [GISCUS, 'giscus.app'],
  [UTTERANCES, 'utteranc.es'],
  [REMARK42, 'remark.example'],
  [DISCOURSE, 'forum.example'],
  [{ type: 'disqus', shortname: 'warta' }, 'disqus.com', 'warta.disqus.com', '*.disquscdn.com'],
  [{ type: 'facebook', appId: '1' }, 'www.facebook.com', 'connect.facebook.net'],
  [{ type: 'hyvor-talk', websiteId: '7' }, 'talk.hyvor.com'],
  [{ type: 'commento' }, 'cdn.commento.io'],
  [{ type: 'comentario', url: 'https://komentar.example' }, 'komentar.example'],
  [{ type: 'waline', serverURL: 'https://waline.example' }, 'waline.example', 'unpkg.com'],
  [{ type: 'coral', url: 'https://coral.example' }, 'coral.example'],
];

flow('Requests of all providers', (testPage) => {
  for (const consent of ['ask', 'tcf', 'granted']) {
    test(`with "${consent}" a provider contacts only the hosts that are named, and none before the consent`, async () => {
      const picture = 'https://pictures.example/a.png';
      const posts = { descendants: [{ id: '1', content: `<p>Halo</p><img src="${picture}">`, account: { acct: 'ani', avatar_static: picture }, media_attachments: [{ type: 'image', url: picture, preview_url: picture }] }] };
      serve(testPage.proxy, 'm.example', { '/api/v1/statuses/100/context': posts });
      testPage.site.json('/config.json', { comments: { providers: PROVIDERS.map(([provider]) => provider), timeout: 12 }, consent: { comments: consent } });
      const reader = await testPage.read({ src: '/warta.json', config: '/config.json' }, { head: consent === 'tcf' ? MANAGER : '' });
      await reader.tabs(PROVIDERS.length);
      const own = () => testPage.proxy.requests.map(({ host }) => host).filter((host) => !/mozilla|google(apis)?\.com|gvt1/.test(host));
      const isOpen = (reader, type) => reader.until(`${type} is open or has failed`, (_, __, type) => window.record.events.some(({ name, detail }) => name === 'comments' && detail.provider === type && /ready|failed|ended|timeout/.test(detail.state)), type);
      if (consent !== 'granted') {
        await reader.run((_, root) => root.querySelector('[part=comments]').scrollIntoView());
        for (const [index, [{ type }]] of PROVIDERS.entries()) {
          await pressTab(reader, index);
          await reader.event('comments', { provider: type, state: 'asking' });
        }
        assert.deepEqual(own(), [], 'nothing is requested before the consent');
      }
      if (consent === 'tcf') await reader.run(() => decide(true));
      for (const [index, [{ type }, ...hosts]] of PROVIDERS.entries()) {
        const before = own().length;
        await pressTab(reader, index);
        if (consent === 'ask') {
          await reader.comments();
          await reader.until('the recipients are named', (_, root, text) => root.querySelector('.outcome p')?.textContent.includes(text), ` ${hosts.join(', ')}.`);
          await reader.press(word('consentAllow'));
        }
        await isOpen(reader, type);
        // Providers that were allowed before go on. In the other modes the site has the consent for all of them.
        const named = PROVIDERS.slice(0, consent === 'ask' ? index + 1 : undefined).flatMap(([, ...all]) => all);
        const known = (host) => named.some((one) => (one.startsWith('*.') ? host.endsWith(one.slice(1)) : host === one));
        const asked = own().slice(before);
        // Pictures of other hosts need a choice without a consent manager.
        assert.deepEqual(asked.filter((host) => !known(host) && !(consent === 'granted' && host === 'pictures.example')), [], type);
      }
    });
  }
}, { engines: ['chromium'] });
