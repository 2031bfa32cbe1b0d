// The next article: a card, or one article below the other, whose address and title the page follows.

import assert from 'node:assert/strict';
import { json } from '../support/http-responses.mjs';
import { flow, test } from '../support/flow.mjs';

const article = (testPage, number, more = {}) => ({
  baca: 1, id: `a${number}`, url: testPage.site.url(`/read/${number}`), lang: 'en', headline: `Article ${number}`, ...more,
  body: Array.from({ length: 12 }, (_, index) => `Paragraph ${index + 1} of article ${number}. ${'The tide comes in. '.repeat(12)}`),
});

flow('The next article', (testPage) => {
  const open = async ({ next, list, count = 6, change = (value) => value, title = 'Article 1 – Warta' }) => {
    for (let number = 1; number <= count; number++) testPage.site.put(`/${number}.json`, json(change(article(testPage, number), number)));
    const items = (list ?? Array.from({ length: count }, (_, index) => index + 1)).map((number) => ({ id: `a${number}`, url: `/read/${number}`, title: `Article ${number}`, src: `/${number}.json` }));
    testPage.site.put('/feed.json', json({ version: 'https://jsonfeed.org/version/1.1', items }));
    testPage.site.put('/news.json', json({ next }));
    return testPage.read({ src: '/1.json', config: '/news.json' }, { head: `<script>document.title = ${JSON.stringify(title)}</script>` });
  };
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
    const empty = await open({ next: { feed: '/feed.json', auto: true }, list: [] });
    await empty.run((_, root) => root.querySelector('footer').scrollIntoView({ behavior: 'instant' }));
    await testPage.site.until(() => testPage.site.requestsTo('/feed.json').length >= 6, 'the empty list');
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
}, { engines: ['chromium', 'firefox'] });
