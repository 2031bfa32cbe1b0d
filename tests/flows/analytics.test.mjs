// Analytics: events are always dispatched; requests are sent only if the site configures an endpoint.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Key } from 'selenium-webdriver';
import { small } from '../support/articles.mjs';
import { flow, tag, test } from '../support/flow.mjs';
import { text, typeOf } from '../support/http-responses.mjs';

const CLOCK = readFileSync(new URL('../support/fakes/clock.js', import.meta.url));

flow('Analytics', (testPage) => {
  const collected = () => testPage.site.requestsTo('/collect').filter(({ complete }) => complete).map(({ body }) => JSON.parse(body));
  const toEnd = (reader) => reader.run((_, root) => root.querySelector('[part~="editor"]').scrollIntoView({ block: 'end', behavior: 'instant' }));

  test('the view and each quarter are reported once, by events and to the endpoint', async () => {
    const reader = await testPage.read({ src: '/warta.json', config: '/config.json' });
    await reader.event('view');
    await toEnd(reader);
    await reader.event('progress', { percent: 100 });
    const percents = (await reader.events('progress')).map(({ detail }) => detail.percent);
    assert.deepEqual(percents, [...new Set(percents)].sort((a, b) => a - b), 'each step once, in order');
    await testPage.site.until(() => collected().some(({ type, percent }) => type === 'progress' && percent === 100), 'the last quarter');
    const sent = collected();
    assert.equal(sent.filter(({ type }) => type === 'view').length, 1);
    assert.deepEqual(sent.filter(({ type }) => type === 'progress').map(({ percent }) => percent).sort((a, b) => a - b), [25, 50, 75, 100]);
    for (const { url, headline } of sent) assert.deepEqual([url, headline], [testPage.page.article.url, testPage.page.article.headline]);
    assert.ok(testPage.site.requestsTo('/collect').every(({ method, headers }) => method === 'POST' && !headers.cookie));
  });

  /** Opens a page with a short article at the top of the screen and another article that is not on screen. */
  const openOffScreen = async (attributes, head = '') => {
    testPage.site.json('/short.json', small('Seen'));
    await testPage.visit(`${tag({ src: '/short.json', config: '/config.json' })}<div ${attributes}>${tag({ id: 'unseen', src: '/warta.json', config: '/config.json' })}</div>`, { head });
    const unseen = testPage.reader(1);
    await unseen.ready();
    await testPage.site.until(() => collected().some(({ type }) => type === 'view'), 'the view of the article on screen');
    await unseen.frame();
    return unseen;
  };
  const unseenEvents = (reader) => reader.run(() => window.record.events.filter(({ name, target }) => target === 'unseen' && /view|progress|engaged/.test(name)).map(({ name, detail }) => `${name} ${detail.percent ?? ''}`));

  for (const [name, attributes, show] of [
    ['below the fold', 'style="margin-top:300vh"', (host) => host.scrollIntoView({ behavior: 'instant' })],
    ['in a hidden tab panel', 'hidden', (host) => { host.parentElement.hidden = false; }],
  ]) {
    test(`an article ${name} counts as read once it is on screen, and not before`, async () => {
      const reader = await openOffScreen(attributes);
      assert.deepEqual(await unseenEvents(reader), []);
      assert.deepEqual(collected().map(({ headline }) => headline).filter((headline) => headline !== 'Seen'), []);
      await reader.run(show);
      await reader.until('it is counted', () => window.record.events.some(({ name, target }) => name === 'view' && target === 'unseen'));
      await testPage.site.until(() => collected().some(({ type, headline }) => type === 'view' && headline !== 'Seen'), 'the view');
      assert.ok(!(await unseenEvents(reader)).includes('progress 100'), 'its end has not been on screen');
    });
  }

  if (testPage.engine === 'chromium') {
    test('a page that is prerendered counts once it is activated', async () => {
      const target = testPage.put(tag({ src: '/warta.json', config: '/config.json' }));
      await testPage.visit(`<a href="${target}">Read</a><script type="speculationrules">${JSON.stringify({ prerender: [{ urls: [target], eagerness: 'immediate' }] })}</script>`, { script: null });
      await testPage.site.requested('/config.json');
      assert.deepEqual(collected(), []);
      await testPage.driver.executeScript('document.querySelector("a").click()');
      await testPage.waitForPage(target);
      await testPage.reader().event('view');
      assert.ok(await testPage.driver.executeScript('return performance.getEntriesByType("navigation")[0].activationStart > 0'), 'the page was prerendered');
      await testPage.site.until(() => collected().some(({ type }) => type === 'view'), 'the view');
      assert.equal(collected().filter(({ type }) => type === 'view').length, 1);
    });
  }

  /** Opens a page whose clock the test moves. */
  const withClock = async () => {
    testPage.site.put('/clock.js', text(CLOCK, typeOf('.js')));
    const reader = await testPage.read({ src: '/warta.json', config: '/config.json' }, { head: '<script src="/clock.js"></script>' });
    await testPage.site.until(() => collected().some(({ type }) => type === 'view'), 'the view, with the configuration');
    // The last event of a reader that is removed does not reach the document.
    await reader.run((host) => {
      window.attention = [];
      host.addEventListener('baca-engaged', ({ detail }) => window.attention.push(detail));
    });
    return reader;
  };
  const passTime = (reader, seconds) => reader.run((_, __, ms) => window.passTime(ms), seconds * 1000);
  const attention = async (reader) => (await reader.run(() => window.attention)).map(({ ms }) => ms);
  const show = (reader, state) => reader.run((_, __, state) => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state });
    document.dispatchEvent(new Event('visibilitychange'));
  }, state);

  test('baca-engaged is dispatched after every ten seconds of attention', async () => {
    const reader = await withClock();
    await passTime(reader, 9);
    assert.deepEqual(await attention(reader), []);
    await passTime(reader, 1);
    assert.deepEqual(await attention(reader), [10_000]);
    await passTime(reader, 10);
    assert.deepEqual(await attention(reader), [10_000, 20_000]);
    const [{ detail, bubbles, composed }] = await reader.events('engaged');
    assert.deepEqual({ ...detail, percent: undefined, bubbles, composed }, { ms: 10_000, percent: undefined, bubbles: true, composed: true });
    await toEnd(reader);
    await reader.event('progress', { percent: 100 });
    await passTime(reader, 10);
    await reader.event('engaged', { ms: 30_000, percent: 100 });
    await testPage.assertClean();
  });

  test('attention ends thirty seconds after the last activity and continues with the next', async () => {
    const reader = await withClock();
    await passTime(reader, 600);
    assert.deepEqual(await attention(reader), [10_000, 20_000], 'the thirtieth second is no longer counted');
    await testPage.driver.actions().sendKeys(Key.SHIFT).perform();
    await passTime(reader, 1);
    assert.deepEqual(await attention(reader), [10_000, 20_000, 30_000]);
    await passTime(reader, 600);
    assert.deepEqual(await attention(reader), [10_000, 20_000, 30_000, 40_000, 50_000]);
  });

  test('attention is reported when the page is hidden and not counted until it is shown again', async () => {
    const reader = await withClock();
    await passTime(reader, 4);
    await show(reader, 'hidden');
    assert.deepEqual(await attention(reader), [4000]);
    await passTime(reader, 20);
    await show(reader, 'visible');
    assert.deepEqual(await attention(reader), [4000]);
    await passTime(reader, 5);
    await show(reader, 'hidden');
    assert.deepEqual(await attention(reader), [4000, 9000]);
    await testPage.site.until(() => collected().some(({ type, ms }) => type === 'engaged' && ms === 9000), 'the attention so far');
    assert.deepEqual(collected().filter(({ type }) => type === 'engaged').map(({ ms }) => ms), [4000, 9000]);
  });

  test('attention is reported when the reader is removed from the page', async () => {
    const reader = await withClock();
    await passTime(reader, 3);
    await reader.run((host) => {
      window.removed = host;
      host.remove();
    });
    await reader.until('the attention is reported', () => window.attention.length);
    assert.deepEqual(await attention(reader), [3000]);
    await testPage.site.until(() => collected().some(({ type, ms }) => type === 'engaged' && ms === 3000), 'the attention');
    await passTime(reader, 60);
    assert.deepEqual(await attention(reader), [3000], 'a removed reader counts nothing');
  });

  for (const [signal, script] of [
    ['Global Privacy Control', "Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true })"],
    ['Do Not Track', "Object.defineProperty(Navigator.prototype, 'doNotTrack', { get: () => '1' })"],
  ]) {
    test(`with ${signal} nothing is sent, unless the site says otherwise`, async () => {
      const head = `<script>${script}</script>`;
      const configure = (analytics) => testPage.site.json('/config.json', { ...testPage.page.configuration, analytics: { endpoint: '/collect', ...analytics } });
      configure({});
      const reader = await testPage.read({ src: '/warta.json', config: '/config.json' }, { head });
      await reader.event('view');
      await toEnd(reader);
      await reader.event('progress', { percent: 100 });
      assert.deepEqual(testPage.site.requestsTo('/collect'), []);
      configure({ respect: false });
      await testPage.read({ src: '/warta.json', config: '/config.json' }, { head });
      await testPage.site.until(() => collected().some(({ type }) => type === 'view'), 'the view');
    });
  }

  test('reports have no cookie and no query but the parameters that the site lists', async () => {
    testPage.site.json('/config.json', { ...testPage.page.configuration, analytics: { endpoint: '/collect', query: ['p'] } });
    testPage.site.json('/short.json', { ...small('Seen'), url: undefined });
    const url = testPage.put(`<script>document.cookie = 'rahasia=1'</script>${tag({ src: '/short.json', config: '/config.json' })}`);
    await testPage.goTo(`${url}?p=7&rahasia=1`);
    await testPage.waitForPage(`${url}?p=7&rahasia=1`);
    await testPage.site.until(() => collected().some(({ type }) => type === 'view'), 'the view');
    assert.equal(collected()[0].url, `${url}?p=7`);
    const requests = testPage.site.requestsTo('/collect');
    assert.deepEqual(requests.map(({ headers: { cookie, referer } }) => [cookie, /rahasia/.test(referer)]), requests.map(() => [undefined, false]));
  });

  test('each value of respect and query counts as documented', async () => {
    // What the site says, the signals of the browser, and whether a report is sent.
    const respected = [
      [undefined, 'gpc', false], [undefined, 'dnt', false], [undefined, '', true], [true, 'gpc', false], [false, 'gpc dnt', true],
      [['gpc'], 'gpc', false], [['gpc'], 'dnt', true], [['dnt'], 'dnt', false], [['dnt'], 'gpc', true], [[], 'gpc dnt', true],
      // Without a valid value, the reader's wish counts.
      ['gpc', 'dnt', false], [['gpc', 'x'], 'gpc', false], [7, 'gpc', false],
    ];
    const queries = [
      ['/x?p=1&token=2&id=3#y', ['p', 'id'], '/x?p=1&id=3'], ['/x?token=p', ['p'], '/x'], ['/x?pp=1&p', ['p'], '/x?p'],
      ['/x?#y', ['', 'p'], '/x'], ['/x', ['p'], '/x'], ['/x?a=1?b=2', ['a'], '/x?a=1?b=2'], ['/x?p=1', 'p', '/x'], ['/x?p=1', undefined, '/x'],
    ];
    const reader = await testPage.visit('', { script: null });
    const warnings = await reader.wait(async (_, __, script, respected, queries) => {
      const { send } = await import(script.replace('baca.js', 'baca-reports.js'));
      let signals = '';
      Object.defineProperty(navigator, 'globalPrivacyControl', { get: () => signals.includes('gpc') });
      Object.defineProperty(navigator, 'doNotTrack', { get: () => (signals.includes('dnt') ? '1' : null) });
      const report = (analytics, url) => send({ content: JSON.stringify({ analytics }), base: location.href }, { type: 'view', url, headline: 'x' });
      for (const [index, [respect, sent]] of respected.entries()) {
        signals = sent;
        report({ endpoint: `/respect/${index}`, respect: respect ?? undefined }, '/x');
      }
      signals = '';
      for (const [index, [url, query]] of queries.entries()) report({ endpoint: `/query/${index}`, query: query ?? undefined }, url);
      return window.record.console;
    }, testPage.site.script, respected, queries);
    const bodies = (folder) => testPage.site.requestsTo(new RegExp(`^/${folder}/`)).filter(({ complete }) => complete);
    await testPage.site.until(() => bodies('query').length === queries.length, 'the reports');
    await testPage.site.until(() => bodies('respect').length === respected.filter(([,, sent]) => sent).length, 'the reports');
    for (const [index, [respect, signals, sent]] of respected.entries()) {
      assert.equal(testPage.site.requestsTo(`/respect/${index}`).length, Number(sent), `${JSON.stringify(respect)} with ${signals}`);
    }
    for (const [index, [url,, reported]] of queries.entries()) assert.equal(JSON.parse(testPage.site.requestsTo(`/query/${index}`)[0].body).url, reported, url);
    assert.deepEqual(warnings.map((line) => line.match(/analytics\.\w+/)?.[0]), ['analytics.respect', 'analytics.respect', 'analytics.query'], 'each mistake is named once');
  });

  test('without an endpoint nothing is sent', async () => {
    testPage.site.json('/config.json', { ...testPage.page.configuration, analytics: undefined });
    const reader = await testPage.read({ src: '/warta.json', config: '/config.json' });
    await reader.event('view');
    await toEnd(reader);
    await reader.event('progress', { percent: 100 });
    assert.deepEqual(testPage.site.requests.filter(({ method }) => method !== 'GET'), []);
    assert.deepEqual(testPage.proxy.fromPages, []);
  });

  if (testPage.engine === 'chromium') {
    /** The calls that each tool of the page has got. */
    const tools = () => testPage.driver.executeScript(`return {
      dataLayer: window.dataLayer ?? [], plausible: window.plausible?.q?.map((call) => [...call]) ?? [], matomo: window._paq ?? [] }`);
    const put = (consent) => testPage.site.json('/tools.json', { analytics: { adapters: ['dataLayer', 'plausible', 'matomo'] }, consent });

    test('the tools of the page get the view and the quarters once, and no tool is loaded', async () => {
      put(undefined);
      testPage.proxy.clear();
      const reader = await testPage.read({ src: '/warta.json', config: '/tools.json' });
      await toEnd(reader);
      await reader.event('progress', { percent: 100 });
      await testPage.until('the end is reported', 'return window.dataLayer?.some(({ baca }) => baca.percent === 100)');
      const { dataLayer, plausible, matomo } = await tools();
      const { url, headline } = testPage.page.article;
      assert.deepEqual(dataLayer.filter(({ event }) => event === 'baca_view'), [{ event: 'baca_view', baca: { url, headline } }]);
      assert.deepEqual(dataLayer.filter(({ event }) => event === 'baca_progress').map(({ baca }) => baca.percent), [25, 50, 75, 100]);
      assert.deepEqual(plausible[0], ['baca view', { props: { article: url, headline } }]);
      assert.deepEqual(matomo.filter(([, , action]) => action === 'progress').map((call) => call.slice(3)), [25, 50, 75, 100].map((percent) => [headline, percent]));
      // A new configuration of the same article is no new view.
      await reader.run((host) => { host.config = { analytics: { adapters: ['matomo'] } }; });
      await reader.run((host) => host.dispatchEvent(new CustomEvent('baca-share', { detail: { method: 'copy' } })));
      await testPage.until('the share is reported', 'return window._paq.some(([, , action]) => action === "share copy")');
      assert.equal((await tools()).matomo.filter(([, , action]) => action === 'view').length, 1);
    });

    test('with tcf, nothing is reported before the consent manager permits it', async () => {
      put({ analytics: 'tcf' });
      const head = '<script>window.__tcfapi = (command, version, callback) => { window.decide = (consents) => callback({ eventStatus: "useractioncomplete", purpose: { consents } }, true); callback({ eventStatus: "cmpuishown" }, true); };</script>';
      const reader = await testPage.read({ src: '/warta.json', config: '/tools.json' }, { head });
      await reader.event('view');
      await testPage.until('the manager is asked', 'return Boolean(window.decide)');
      assert.deepEqual((await tools()).dataLayer, []);
      await testPage.driver.executeScript('decide({ 1: true, 8: false })');
      await reader.run((host) => host.dispatchEvent(new CustomEvent('baca-share', { detail: { method: 'copy' } })));
      assert.deepEqual((await tools()).dataLayer, []);
      await testPage.driver.executeScript('decide({ 1: true, 8: true })');
      await reader.run((host) => host.dispatchEvent(new CustomEvent('baca-share', { detail: { method: 'x' } })));
      assert.deepEqual((await tools()).dataLayer.map(({ event, baca }) => [event, baca.method]), [['baca_share', 'x']]);
    });
  }
}, { engines: ['chromium', 'firefox'], everyPage: true });
