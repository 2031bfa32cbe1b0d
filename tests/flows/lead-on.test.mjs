// The next article: a card, or one article below the other, whose address and title the page follows.

import assert from 'node:assert/strict';
import { devtools } from '../support/devtools.mjs';
import { json, text } from '../support/http-responses.mjs';
import { flow, tag, test } from '../support/flow.mjs';

const article = (testPage, number, more = {}) => ({
  baca: 1, id: `a${number}`, url: testPage.site.url(`/read/${number}`), lang: 'en', headline: `Article ${number}`, ...more,
  body: Array.from({ length: 12 }, (_, index) => `Paragraph ${index + 1} of article ${number}. ${'The tide comes in. '.repeat(12)}`),
});

flow('The next article', (testPage) => {
  const open = async ({ next, list, feed, count = 6, change = (value) => value, title = 'Article 1 – Warta' }) => {
    for (let number = 1; number <= count; number++) testPage.site.put(`/${number}.json`, json(change(article(testPage, number), number)));
    const items = (list ?? Array.from({ length: count }, (_, index) => index + 1)).map((number) => ({ id: `a${number}`, url: `/read/${number}`, title: `Article ${number}`, src: `/${number}.json` }));
    testPage.site.put('/feed.json', feed ?? json({ version: 'https://jsonfeed.org/version/1.1', items }));
    testPage.site.put('/news.json', json({ next }));
    return testPage.read({ src: '/1.json', config: '/news.json' }, { head: `<script>document.title = ${JSON.stringify(title)}</script>` });
  };
  /** Opens the page `/read/1.html` of a site in which each article has such a page. */
  const openSite = async (members, { count = 5, change = (value) => value } = {}) => {
    for (let number = 1; number <= count; number++) {
      const url = testPage.site.url(`/read/${number}.html`);
      testPage.site.put(`/${number}.json`, json(change({ ...article(testPage, number), url }, number)));
      const script = `<script>document.title = "Article ${number} – Warta"</script>`;
      testPage.put(tag({ src: `/${number}.json`, config: '/news.json' }), { path: `/read/${number}.html`, head: script });
    }
    const items = Array.from({ length: count }, (_, index) => ({ id: `a${index + 1}`, url: `/read/${index + 1}.html`, title: `Article ${index + 1}`, src: `/${index + 1}.json` }));
    testPage.site.put('/feed.json', json({ version: 'https://jsonfeed.org/version/1.1', items }));
    testPage.site.put('/news.json', json({ next: { feed: '/feed.json', auto: true, max: 40 }, ...members }));
    await testPage.visit('<a href="/read/1.html">Read</a>', { script: null, path: '/start.html' });
    await testPage.goTo(testPage.site.url('/read/1.html'));
    const reader = testPage.reader();
    await reader.ready();
    return reader;
  };
  /** Scrolls down by half a screen at a time, as a person would, until an article is in view. */
  const readTo = (reader, number) => reader.wait(async (_, __, number) => {
    const wanted = `/read/${number}.html`;
    for (let rest = 0; location.pathname !== wanted && rest < 4000; rest += 1) {
      scrollBy({ top: innerHeight / 2, behavior: 'instant' });
      await new Promise((done) => requestAnimationFrame(done));
    }
    return location.pathname === wanted;
  }, number);
  /** Returns the first paragraph below the middle of the window. */
  const inView = (reader) => reader.run(() => [...document.querySelectorAll('baca-reader')]
    .flatMap(({ shadowRoot }) => [...shadowRoot?.querySelectorAll('.section > p') ?? []])
    .find((line) => line.getBoundingClientRect().bottom > innerHeight / 2)?.textContent.slice(0, 30));
  const readers = () => testPage.driver.executeScript('return document.querySelectorAll("baca-reader").length');
  /** Scrolls to the end of the last article until there are `count`. */
  const scrollTo = async (reader, count) => {
    await reader.until(`there are ${count} articles`, (_, __, count) => {
      const all = [...document.querySelectorAll('baca-reader')];
      all.at(-1).shadowRoot?.querySelector('footer')?.scrollIntoView({ block: 'end', behavior: 'instant' });
      return all.length >= count && all.at(-1).state === 'ready';
    }, count);
  };
  const middle = (reader, index) => reader.run((_, __, index) => document.querySelectorAll('baca-reader')[index].shadowRoot.querySelectorAll('.section > p')[5].scrollIntoView({ block: 'center', behavior: 'instant' }), index);
  const address = () => testPage.driver.executeScript('return [location.pathname, document.title]');

  test('articles follow one another, and the page has the address and the title of the one in view', async () => {
    const reader = await open({ next: { feed: '/feed.json', auto: true, max: 3 } });
    await scrollTo(reader, 4);
    const [start] = await testPage.driver.executeScript('return [record.events.filter(({ name }) => name === "next").map(({ detail }) => detail.url)]');
    assert.deepEqual(start.map((url) => new URL(url).pathname), ['/read/2', '/read/3', '/read/4']);
    await middle(reader, 2);
    await reader.until('the page follows', () => location.pathname === '/read/3');
    assert.deepEqual(await address(), ['/read/3', 'Article 3 – Warta']);
    await middle(reader, 0);
    await reader.until('the page follows back', () => document.title === 'Article 1 – Warta');
    assert.match((await address())[0], /page-/);
    // Not more than `max`.
    await reader.run(() => scrollTo(0, document.body.scrollHeight));
    await reader.frame();
    assert.deepEqual(await testPage.driver.executeScript('return [...document.querySelectorAll("baca-reader")].map(({ src }) => src.at(-6))'), ['1', '2', '3', '4']);
    const views = await testPage.driver.executeScript('return new Set(record.events.filter(({ name }) => name === "load").map(({ detail }) => detail.headline)).size');
    assert.equal(views, 4, 'each article is loaded as one of its own');
    await testPage.assertClean();
  });

  test('a list that repeats, has the article itself and ends is followed to its end', async () => {
    const reader = await open({ next: { feed: '/feed.json', auto: true, max: 9 }, list: [1, 2, 2, 1, 3] });
    await scrollTo(reader, 3);
    await reader.run(() => document.querySelectorAll('baca-reader')[2].shadowRoot.querySelector('footer').scrollIntoView({ behavior: 'instant' }));
    await testPage.site.until(() => testPage.site.requestsTo('/feed.json').length >= 3, 'the end of the list');
    assert.equal(await readers(), 3);
    // Without an address of its own, an article is recognized by that of its document, or by its id.
    for (const without of ['url', 'id']) {
      const before = testPage.site.requestsTo('/feed.json').length;
      const same = await open({ next: { feed: '/feed.json', auto: true, max: 9 }, list: [1], change: ({ [without]: _, ...value }) => value });
      await same.run((_, root) => root.querySelector('footer').scrollIntoView({ behavior: 'instant' }));
      await testPage.site.until(() => testPage.site.requestsTo('/feed.json').length > before, 'the list');
      await same.frame();
      assert.equal(await readers(), 1);
    }
    // A feed that is the page of a login.
    const requests = testPage.site.requestsTo('/feed.json').length;
    const login = await open({ next: { feed: '/feed.json', auto: true }, feed: text('<!doctype html><title>Log in</title><p>Please log in.') });
    await login.run((_, root) => root.querySelector('footer').scrollIntoView({ behavior: 'instant' }));
    await testPage.site.until(() => testPage.site.requestsTo('/feed.json').length > requests, 'the page of the login');
    await login.frame();
    assert.equal(await readers(), 1);
    assert.equal(await login.run((_, root) => root.querySelectorAll('[part=next]').length), 0);
    await testPage.assertClean();
    const empty = await open({ next: { feed: '/feed.json', auto: true }, list: [] });
    await empty.run((_, root) => root.querySelector('footer').scrollIntoView({ behavior: 'instant' }));
    await testPage.site.until(() => testPage.site.requestsTo('/feed.json').length >= 7, 'the empty list');
    await empty.frame();
    assert.equal(await readers(), 1);
  });

  test('a card links to the next article, and the page can do something else', async () => {
    const reader = await open({ next: { feed: '/feed.json' } });
    await reader.run((_, root) => root.querySelector('footer').scrollIntoView({ behavior: 'instant' }));
    const link = await reader.until('the card is there', (_, root) => root.querySelector('[part=next] a')?.getAttribute('href'));
    assert.equal(new URL(link).pathname, '/read/2');
    await reader.run((host, root) => {
      host.addEventListener('baca-next', (event) => event.preventDefault());
      root.querySelector('[part=next] a').click();
    });
    await reader.event('next', { url: testPage.site.url('/read/2') });
    assert.equal(await readers(), 1);
  });

  test('the article names its own next one; an address of another origin leaves the address bar alone', async () => {
    const change = (value, number) => ({ ...value, ...(number === 1 && { next: { src: '/2.json', headline: 'Two' } }), ...(number === 2 && { url: 'https://other.example/2' }) });
    const reader = await open({ next: { auto: true }, change, count: 2 });
    await scrollTo(reader, 2);
    const [before] = await address();
    await middle(reader, 1);
    await reader.until('the title follows', () => document.title === 'Article 2 – Warta');
    assert.equal((await address())[0], before);
  });

  test('articles far away are folded to their height and come back', async () => {
    const reader = await open({ next: { feed: '/feed.json', auto: true, max: 9 } });
    await scrollTo(reader, 5);
    await reader.until('the last one is in view', () => {
      const line = [...document.querySelectorAll('baca-reader')].at(-1).shadowRoot?.querySelectorAll('.section > p')[5];
      line?.scrollIntoView({ block: 'center', behavior: 'instant' });
      return line;
    });
    await reader.until('the second is folded', () => document.querySelectorAll('body > div[aria-hidden]').length > 0);
    const height = await reader.run(() => [...document.querySelectorAll('div[aria-hidden]')].every((fold) => fold.getBoundingClientRect().height > 500));
    assert.ok(height);
    await reader.run(() => scrollTo({ top: 0, behavior: 'instant' }));
    await reader.until('the second is back', () => document.querySelectorAll('baca-reader')[1].shadowRoot.textContent.includes('of article 2.'));
  });

  test('"Back" leaves the articles, "Forward" and a reload come to the one that was in view, a link within it has an entry of its own', async () => {
    const change = (value) => ({ ...value, body: [{ type: 'paragraph', text: [{ text: 'See below', href: '#end' }] }, ...value.body.slice(0, 7), { type: 'heading', id: 'end', text: 'Below' }, ...value.body.slice(7)] });
    const reader = await openSite({}, { change });
    const at = (number) => reader.until(`article ${number} is in view`, (_, __, number) => location.pathname === `/read/${number}.html` && document.title === `Article ${number} – Warta`, number);
    // A link within the second article, and back to where it was followed.
    assert.ok(await readTo(reader, 2));
    await reader.until('the second is ready', () => document.querySelectorAll('baca-reader')[1].state === 'ready');
    await reader.run(() => {
      const link = document.querySelectorAll('baca-reader')[1].shadowRoot.querySelector('a[href$="#end"]');
      link.scrollIntoView({ block: 'center', behavior: 'instant' });
      link.click();
    });
    await reader.until('the fragment is set', () => location.hash === '#end' && location.pathname === '/read/2.html');
    await reader.until('the target is at the upper edge, and stays', () => {
      const { top } = document.querySelectorAll('baca-reader')[1].shadowRoot.querySelector('[id$="-end"]').getBoundingClientRect();
      const isStill = top === window.lastTop;
      window.lastTop = top;
      return isStill && top < 200;
    });
    await testPage.driver.navigate().back();
    await reader.until('the link is on screen again', () => {
      const { top } = document.querySelectorAll('baca-reader')[1].shadowRoot.querySelector('a[href$="#end"]').getBoundingClientRect();
      return top > 0 && top < innerHeight && !location.hash;
    });
    await at(2);
    // A reload shows the article in view, at the line that was read.
    assert.ok(await readTo(reader, 3));
    await reader.until('the third is ready', () => document.querySelectorAll('baca-reader')[2].state === 'ready');
    await middle(reader, 2);
    await reader.frame();
    const line = await inView(reader);
    assert.match(line, /article 3/);
    await testPage.reload();
    await reader.ready();
    await reader.until('the article is where it was', (_, root, line) => {
      const found = [...root.querySelectorAll('.section > p')].find(({ textContent }) => textContent.startsWith(line));
      const top = found?.getBoundingClientRect().top;
      return top > 0 && top < innerHeight;
    }, line.slice(0, 24));
    await at(3);
    assert.equal(await reader.run((host) => host.src.at(-6)), '3');
    // Out of the articles and back.
    assert.ok(await readTo(reader, 4));
    await testPage.driver.navigate().back();
    await testPage.waitForPage(testPage.site.url('/start.html'));
    await testPage.driver.navigate().forward();
    await testPage.waitForPage(testPage.site.url('/read/4.html'));
    await testPage.until('its article is shown', 'return [...document.querySelectorAll("baca-reader")].some(({ src, state }) => src.endsWith("/4.json") && state === "ready")');
    await at(4);
  });

  test('a smooth scroll under way goes on while another article is shown below', async () => {
    const reader = await open({ next: {} });
    await reader.run((_, root, article) => {
      scrollTo({ top: 100, behavior: 'instant' });
      const later = document.body.appendChild(document.createElement('baca-reader'));
      root.querySelectorAll('.section > p')[4].scrollIntoView({ block: 'start', behavior: 'smooth' });
      later.article = article;
    }, article(testPage, 2));
    await testPage.reader(1).ready();
    await reader.until('the paragraph is at the upper edge', (_, root) => Math.abs(root.querySelectorAll('.section > p')[4].getBoundingClientRect().top) < 60);
  });

  test('views, places, comments and reports are those of each article, once, also after it was folded', async () => {
    testPage.site.put('/collect', (response) => response.writeHead(204).end());
    const viewed = () => testPage.site.requestsTo('/collect').filter(({ complete }) => complete).flatMap(({ body }) => JSON.parse(body))
      .filter(({ type }) => type === 'view').map(({ url }) => url.at(-6));
    const members = {
      analytics: { endpoint: '/collect' }, places: [{ name: 'ad', after: 3, height: 100 }],
      comments: { providers: [{ type: 'baca' }, { type: 'facebook', appId: '1' }] },
    };
    const comments = (number) => ({ open: true, items: [{ author: 'Ayu', text: `About ${number}.` }] });
    const reader = await openSite(members, { count: 6, change: (value, number) => ({ ...value, comments: comments(number) }) });
    for (let number = 2; number <= 6; number += 1) assert.ok(await readTo(reader, number));
    await reader.until('the second is folded', () => document.querySelectorAll('body > div[aria-hidden]').length > 0);
    const heights = () => reader.run(() => [...document.querySelectorAll('body > div[aria-hidden]')].map((fold) => fold.getBoundingClientRect().height));
    const folds = await heights();
    await reader.run(() => dispatchEvent(new Event('beforeprint')));
    assert.equal(await reader.run(() => [...document.querySelectorAll('body > div[aria-hidden]')].filter((fold) => fold.getClientRects().length).length), 0, 'paper has no empty space');
    await reader.run(() => dispatchEvent(new Event('afterprint')));
    assert.deepEqual(await heights(), folds);
    assert.ok(folds.every((height) => height > 500), folds.join());
    await reader.run((_, root) => root.querySelector('footer').scrollIntoView({ block: 'end', behavior: 'instant' }));
    await reader.until('the second is back', () => document.querySelectorAll('baca-reader')[1]?.state === 'ready' && document.querySelectorAll('baca-reader')[1].src.endsWith('/2.json'));
    const second = testPage.reader(1);
    await second.run((host) => host.scrollIntoView({ behavior: 'instant' }));
    await reader.until('the page follows', () => location.pathname === '/read/2.html');
    await second.tabs(2);
    await second.run((_, root) => root.querySelector('[role=tab]').click());
    await second.until('its comments are shown', (_, root) => root.querySelector('.discussion')?.textContent.includes('About 2.'));
    const events = await testPage.driver.executeScript(`return ["view", "place"].map((name) => record.events.filter((event) => event.name === name).length)`);
    assert.deepEqual(events, [6, 6]);
    await testPage.site.until(() => viewed().length >= 6, 'six reports');
    assert.deepEqual(viewed().toSorted(), ['1', '2', '3', '4', '5', '6']);
  });

  if (testPage.engine === 'chromium') test('memory hardly grows from 8 articles to 30, nothing moves, and the text is there again above', async () => {
    const reader = await openSite({}, { count: 30 });
    const session = await devtools(testPage.driver, 'page', await reader.run(() => location.href));
    const measure = async () => {
      await session.send('HeapProfiler.collectGarbage');
      const { nodes, jsEventListeners: listeners } = await session.send('Memory.getDOMCounters');
      return { nodes, listeners };
    };
    /** Measures until the articles around are shown and nothing changes any more. */
    const settled = async () => {
      await reader.until('all articles are shown', () => [...document.querySelectorAll('baca-reader')].every(({ state }) => state === 'ready'));
      for (let counts = []; ; counts = [...counts.slice(-2), JSON.stringify(await measure())]) {
        if (counts.length === 3 && new Set(counts).size === 1) return JSON.parse(counts[0]);
        await reader.frame();
      }
    };
    const textOf = (number) => reader.run((_, __, number) => [...document.querySelectorAll('baca-reader')].find(({ src }) => src.endsWith(`/${number}.json`))?.shadowRoot.querySelector('.body')?.textContent, number);
    assert.ok(await readTo(reader, 8));
    const text = await textOf(8);
    const before = await settled();
    assert.ok(await readTo(reader, 28));
    const after = await settled();
    // Of an article that is folded, the element stays: itself, its empty shadow root, and what has its height.
    assert.ok(after.nodes <= before.nodes + 20 * 6 && after.listeners <= before.listeners + 20 * 5, JSON.stringify({ before, after }));
    assert.deepEqual(await reader.shifts(), []);
    // Upwards, the text that is read stays where it is while folded articles come back.
    for (let number = 27; number >= 8; number -= 1) {
      assert.ok(await reader.wait(async (_, __, number) => {
        for (let rest = 0; location.pathname !== `/read/${number}.html` && rest < 400; rest += 1) {
          scrollBy({ top: -innerHeight / 2, behavior: 'instant' });
          await new Promise((done) => requestAnimationFrame(done));
        }
        return location.pathname === `/read/${number}.html`;
      }, number));
    }
    await reader.until('the text is there', (_, __, number) => [...document.querySelectorAll('baca-reader')].some(({ src, state }) => src.endsWith(`/${number}.json`) && state === 'ready'), 8);
    assert.equal(await textOf(8), text);
    assert.deepEqual(await reader.shifts(), []);
    session.close();
  });
}, { engines: ['chromium', 'firefox'] });
