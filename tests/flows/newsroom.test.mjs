// Places, access and parts: what newsrooms add to an article's page.

import assert from 'node:assert/strict';
import { json, text, typeOf } from '../support/http-responses.mjs';
import { flow, tag, test } from '../support/flow.mjs';
import { render } from '../support/rendered.mjs';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const paragraphs = (count, word = 'Paragraph') => Array.from({ length: count }, (_, index) => `${word} ${index + 1}. ${'The tide comes in and goes out. '.repeat(8)}`);
const article = { baca: 1, id: 'tides', url: 'https://warta.example/tides', lang: 'en', headline: 'Tides', kicker: 'Sea', dek: 'A dek.', published: '2026-03-01T10:00:00Z', tags: ['Sea'], body: paragraphs(24) };
const ads = { name: 'ad', after: 3, every: 5, max: 4, height: { 0: 280, 720: 250 }, label: 'ADVERTISEMENT' };
const places = [ads, { name: 'letter', at: 'end' }];

const config = (members) => ({ '/tides.json': json(article), '/news.json': json(members) });
const attributes = { src: '/tides.json', config: '/news.json' };

/** Describes the places and where they are. Runs in the page. */
const placesIn = (_, root) => [...root.querySelectorAll('.place')].map((place) => ({
  slot: place.querySelector('slot').name,
  height: Math.round(place.querySelector('.place-box').getBoundingClientRect().height),
  label: place.getAttribute('aria-label'),
  after: place.previousElementSibling?.textContent.slice(0, 13) ?? null,
}));

flow('The page of a newsroom', (testPage) => {
  const open = async (members, { children = '', article: other, ...options } = {}) => {
    for (const [path, respond] of Object.entries(config(members))) testPage.site.put(path, respond);
    if (other) testPage.site.put('/tides.json', json(other));
    // Until the element is defined, its children are shown where they are.
    const head = '<style>baca-reader:not(:defined) > [slot] { display: none }</style>';
    return testPage.read(attributes, { children, head, ...options });
  };
  const noShift = async (reader) => {
    if (testPage.engine === 'chromium') assert.deepEqual(await reader.shifts(), []);
  };

  test('places stand in the body with their height, slot and label, and nothing moves when their content comes', async () => {
    const reader = await open({ places }, { children: '<p slot="baca-ad-1">An advertisement</p>' });
    const found = await reader.until('the places are there', (_, root) => root.querySelectorAll('.place').length === 5 && true) && await reader.run(placesIn);
    assert.deepEqual(found.map(({ slot, after }) => [slot, after?.slice(0, 12).trim()]), [
      ['baca-ad-1', 'Paragraph 3.'], ['baca-ad-2', 'Paragraph 8.'], ['baca-ad-3', 'Paragraph 13'], ['baca-ad-4', 'Paragraph 18'], ['baca-letter-1', 'Paragraph 1.'],
    ]);
    assert.deepEqual([...new Set(found.slice(0, 4).map(({ label }) => label))], ['ADVERTISEMENT']);
    assert.ok(found.slice(0, 4).every(({ height }) => height === 250 || height === 280), JSON.stringify(found));
    const box = await reader.run((host) => host.querySelector('[slot]').getBoundingClientRect().width);
    assert.ok(box > 100, 'the content is shown');
    const event = await reader.event('place', { name: 'ad', index: 1 });
    assert.ok(event.detail.width > 200 && event.detail.height >= 250, JSON.stringify(event));
    // Content that comes late, grows and is larger than its place.
    const top = (name) => reader.run((_, root, name) => root.querySelector(`slot[name="${name}"]`).closest('.place').nextElementSibling.getBoundingClientRect().top + scrollY, name);
    const before = await top('baca-ad-1');
    await reader.run((host) => {
      const late = document.createElement('div');
      late.slot = 'baca-ad-1';
      late.style.height = '900px';
      host.append(late);
    });
    await reader.frame();
    assert.equal(await top('baca-ad-1'), before);
    await noShift(reader);
    const events = await reader.events('place');
    assert.equal(events.filter(({ detail }) => detail.index === 1 && detail.name === 'ad').length, 1);
    await testPage.assertClean();
  });

  test('a place without a reserved height grows only where nothing on screen moves', async () => {
    const reader = await open({ places: [{ name: 'form', after: 1 }] });
    const add = () => reader.run((host) => {
      const form = document.createElement('form');
      form.slot = 'baca-form-1';
      form.style.height = '300px';
      host.append(form);
    });
    const height = () => reader.run((_, root) => root.querySelector('.place-box').getBoundingClientRect().height);
    await reader.event('place');
    await reader.run((_, root) => root.querySelector('.place').scrollIntoView({ block: 'center', behavior: 'instant' }));
    await reader.frame();
    await add();
    await reader.frame();
    assert.equal(await height(), 0);
    const line = () => reader.run((_, root) => [...root.querySelectorAll('.section > p')][20].getBoundingClientRect().top);
    await reader.run((_, root) => [...root.querySelectorAll('.section > p')][20].scrollIntoView({ block: 'center', behavior: 'instant' }));
    // Sections get their real heights once they are near the window.
    let before = await line();
    for (let rest = 0; rest < 3; rest += 1) {
      await reader.frame();
      const now = await line();
      if (now !== before) rest = -1;
      before = now;
    }
    await reader.until('it has its height above the window', (_, root) => root.querySelector('.place-box').getBoundingClientRect().height === 300);
    await reader.frame();
    assert.ok(Math.abs(await line() - before) < 1, `the line that is read moved from ${before} to ${await line()}`);
  });

  test('content of places that is huge, empty, double, removed and put back moves nothing and hides nothing', async () => {
    const odd = [{ name: 'zero', after: 1 }, { name: 'two', after: 3, height: 60 }, { name: 'huge', after: 5, height: 100 }, { name: 'back', after: 8, height: 80 }, { name: 'far', after: 900, every: 2 }];
    const children = '<i slot="baca-zero-1"></i><p slot="baca-two-1">One</p><p slot="baca-two-1">Two</p><div slot="baca-huge-1" style="inline-size:9000px;block-size:9000px">Huge</div><p slot="baca-back-1">Back</p>';
    const reader = await open({ places: odd }, { children, size: { width: 400, height: 800 } });
    const lines = () => reader.run((_, root) => [...root.querySelectorAll('.section > p')].map((line) => Math.round(line.getBoundingClientRect().top + scrollY)));
    const found = await reader.run(placesIn);
    assert.deepEqual(found.map(({ slot, height }) => [slot, height]), [['baca-zero-1', 0], ['baca-two-1', 60], ['baca-huge-1', 100], ['baca-back-1', 80]]);
    const before = await lines();
    const change = (script) => reader.run(script).then(() => reader.frame());
    await change((host) => {
      window.taken = host.querySelector('[slot=baca-back-1]');
      window.taken.remove();
    });
    assert.deepEqual(await lines(), before);
    await change((host) => host.append(window.taken));
    await change((host) => (host.querySelector('[slot=baca-zero-1]').textContent = ''));
    assert.deepEqual(await lines(), before);
    const shown = await reader.run((host) => ({
      texts: [...host.querySelectorAll('p[slot]')].filter((child) => child.getClientRects().length).map(({ textContent }) => textContent),
      scrolls: document.documentElement.scrollWidth > innerWidth,
    }));
    assert.deepEqual(shown, { texts: ['One', 'Two', 'Back'], scrolls: false });
    await noShift(reader);
    await testPage.assertClean();
  });

  test('the page can give a place up', async () => {
    for (const [path, respond] of Object.entries(config({ places }))) testPage.site.put(path, respond);
    const head = '<script>addEventListener("baca-place", (event) => event.preventDefault())</script>';
    const reader = await testPage.read(attributes, { head });
    // A script that scrolls in the frame in which a place is removed above would be taken for a shift.
    await reader.until('those near the window are given up', (_, root) => [...root.querySelectorAll('.place')].every((place) => place.style.visibility === 'hidden' || place.getBoundingClientRect().top > 2.5 * innerHeight));
    await reader.frame();
    await reader.run((_, root) => [...root.querySelectorAll('.section > p')].at(-1).scrollIntoView({ behavior: 'instant' }));
    await reader.until('all are removed or empty', (_, root) => [...root.querySelectorAll('.place')].every((place) => place.style.visibility === 'hidden' || place.getBoundingClientRect().top < 0));
    await noShift(reader);
  });

  test('places keep to the window in right-to-left text and with the largest letters, and many readers have their own', async () => {
    const rtl = { ...article, lang: 'ar', dir: 'rtl', id: 'rtl' };
    for (const [path, respond] of Object.entries(config({ places }))) testPage.site.put(path, respond);
    testPage.site.put('/rtl.json', json(rtl));
    const reader = await testPage.visit(tag({ src: '/rtl.json', config: '/news.json' }) + tag(attributes).repeat(20), { head: '<style>baca-reader { --baca-font-size: 72px }</style>' });
    await reader.until('all articles have their places', () => [...document.querySelectorAll('baca-reader')].every(({ shadowRoot }) => shadowRoot?.querySelectorAll('.place').length === 5));
    const found = await reader.run((_, root) => ({
      wide: [...root.querySelectorAll('.place')].filter((place) => place.getBoundingClientRect().left < 0 || place.getBoundingClientRect().right > innerWidth).length,
      scrolls: document.documentElement.scrollWidth > innerWidth,
    }));
    assert.deepEqual(found, { wide: 0, scrolls: false });
    await noShift(reader);
  });

  test('100 readers of a page have a place each', async () => {
    for (const [path, respond] of Object.entries(config({ places }))) testPage.site.put(path, respond);
    testPage.site.put('/tides.json', json({ ...article, body: paragraphs(5, 'Line').map((line) => line.slice(0, 40)) }));
    const reader = await testPage.visit(tag(attributes).repeat(100));
    await reader.until('all of them', () => [...document.querySelectorAll('baca-reader')].filter(({ shadowRoot }) => shadowRoot?.querySelectorAll('slot[name=baca-ad-1]').length === 1).length === 100);
    assert.equal(testPage.site.requestsTo('/news.json').length, 1);
    await noShift(reader);
    await testPage.assertClean();
  });

  test('parts are hidden, headings begin at another level, and the gutter is the configured one', async () => {
    const other = { ...article, body: [{ type: 'heading', text: 'Within', level: 2 }, ...article.body], corrections: ['A name was wrong.'] };
    const reader = await open({ parts: { hide: ['lead', 'tags', 'kicker'], headingLevel: 2, gutter: 0 } }, { article: other, size: { width: 360, height: 700 } });
    await reader.until('the headings are lower', (_, root) => root.querySelector('h2[part~=headline]'));
    const found = await reader.run((_, root) => ({
      h1: root.querySelectorAll('h1').length,
      heading: root.querySelector('[part~=heading]').localName,
      shown: [...root.querySelectorAll('[part~=kicker],[part~=tags]')].filter((part) => part.getClientRects().length).length,
      left: root.querySelector('.section').computedStyleMap?.().get('padding-left').toString(),
      gutter: getComputedStyle(root.querySelector('.baca')).getPropertyValue('--gutter').trim(),
    }));
    assert.deepEqual([found.h1, found.heading, found.shown, found.gutter], [0, 'h3', 0, '0px']);
    await noShift(reader);
    const hidden = await open({ parts: { hide: ['header'] } });
    await hidden.until('the header is hidden', (_, root) => root.querySelector('[part~=header]').getClientRects().length === 0);
    assert.equal(await hidden.run((_, root) => root.querySelectorAll('h1').length), 0);
  });

  test('a withheld article ends with the site\'s offer, and goes on where it ended', async () => {
    const withheld = { ...article, access: { free: false } };
    const reader = await open({ access: { preview: 3 } }, { article: withheld, children: '<p slot="paywall">Subscribe to read on</p>' });
    const { detail } = await reader.event('paywall');
    assert.deepEqual(detail, { url: article.url, id: article.id });
    const shown = await reader.run((host, root) => ({
      blocks: root.querySelectorAll('.section > p').length,
      text: root.textContent.includes('Paragraph 4.') || JSON.stringify(host.article).includes('Paragraph 4.'),
      offer: host.querySelector('[slot=paywall]').getClientRects().length,
    }));
    assert.deepEqual(shown, { blocks: 3, text: false, offer: 1 });
    const line = () => reader.run((_, root) => root.querySelectorAll('.section > p')[2].getBoundingClientRect().top);
    await reader.run((_, root) => root.querySelectorAll('.section > p')[2].scrollIntoView({ block: 'center', behavior: 'instant' }));
    const before = await line();
    await reader.run((host, _, whole) => void (host.article = whole), { ...article, access: { free: true } });
    await reader.until('the whole article is there', (_, root) => root.querySelectorAll('.section > p').length === 24);
    await reader.frame();
    assert.ok(Math.abs(await line() - before) < 1, 'what was read has not moved');
    assert.equal(await reader.run((_, root) => root.querySelectorAll('.paywall').length), 0);
    await noShift(reader);
    // Again with `reload()`, after the site lets this person read.
    const again = await open({ access: { preview: 3 } }, { article: withheld });
    await again.event('paywall');
    testPage.site.put('/tides.json', json({ ...article, access: { free: true } }));
    await again.run((host) => void host.reload());
    await again.until('the whole article is there', (_, root) => root.querySelectorAll('.section > p').length === 24);
  });

  test('a withheld text is not shown if the script for it cannot be loaded', async () => {
    testPage.site.put('/tides.json', json({ ...article, access: { free: false } }));
    testPage.site.put('/some/folder/reader/baca-newsroom.js', (response) => response.writeHead(404).end());
    const reader = await testPage.visit(tag({ src: '/tides.json' }));
    await reader.failed();
    assert.ok(!(await reader.run((_, root) => root.textContent)).includes('Paragraph'));
  });

  test('a wrong configuration is reported and disables only itself', async () => {
    const reader = await open({ places: [{ name: 'a b', after: 1 }, { name: 'ok', after: 2 }, { name: 'never', after: 2, every: 0 }], live: { every: 0 }, parts: 7 });
    const { detail } = await reader.event('error', { code: 'config' });
    for (const part of ['places[0].name', 'places[2].every', 'live.every', 'parts']) assert.ok(detail.message.includes(part), detail.message);
    assert.deepEqual((await reader.run(placesIn)).map(({ slot }) => slot), ['baca-ok-1', 'baca-never-1']);
  });

  test('a server-rendered page has the same places, parts and end, also without script', async () => {
    const members = { places, access: { preview: 12 }, parts: { headingLevel: 2, hide: ['kicker'] } };
    const file = join(mkdtempSync(join(tmpdir(), 'baca-')), 'news.json');
    writeFileSync(file, JSON.stringify(members));
    const withheld = { ...article, access: { free: false } };
    const html = render(withheld, '--config', file, '--config-url', '/news.json', '--src', '/tides.json', '--script', testPage.site.script);
    assert.ok(!html.includes('Paragraph 13.'), 'nothing of the withheld text is in the page');
    const metadata = JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/.exec(html)[1]);
    assert.equal(metadata.isAccessibleForFree, false);
    assert.equal(metadata.hasPart.cssSelector, '.paywall');
    testPage.site.put('/news.json', json(members));
    testPage.site.put('/tides.json', json(withheld));
    testPage.site.put('/rendered.html', text(html.replace('<head>', '<head><script src="/record.js"></script>'), typeOf('.html')));
    await testPage.goTo(testPage.site.url('/rendered.html'));
    const reader = testPage.reader();
    await reader.ready();
    await reader.event('paywall');
    await reader.event('place', { name: 'ad', index: 1 });
    const rendered = await reader.run(placesIn);
    assert.equal(await reader.run((_, root) => root.querySelectorAll('h1').length), 0);
    assert.equal(await reader.run((_, root) => root.querySelectorAll('.paywall').length), 1);
    await noShift(reader);
    const body = await reader.run((host) => host.article.body.length);
    assert.equal(body, 12);
    const client = await open(members, { article: withheld });
    assert.deepEqual(await client.run(placesIn), rendered);
    assert.equal(await client.run((_, root) => root.querySelector('h2[part~=headline]') !== null), true);
  });
});
