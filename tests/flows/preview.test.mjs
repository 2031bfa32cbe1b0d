// On a slow connection the article arrives long before the module that renders it. Until then, a preview shows its
// text in its final position; if no module arrives, the plain text stays.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { json, status, text, typeOf } from '../support/http-responses.mjs';
import { arabic, picture, small, warta } from '../support/articles.mjs';
import { assertAccessible } from '../support/axe.mjs';
import { flow, tag, test } from '../support/flow.mjs';
import { boxes, assertUnmoved } from '../support/preview-boxes.mjs';
import { t } from '../support/locales.mjs';
import { CORPUS, STATIC } from '../support/paths.mjs';

const MODULE = '/some/folder/reader/baca-app_bg.wasm';
const CONVERTER = /baca-(html|formats)_bg\.wasm/;

/** An article with everything that the preview renders. */
const plain = {
  baca: 1,
  lang: 'en-GB',
  kicker: { text: 'Coast', url: '/coast' },
  headline: ['The pier that ', { text: 'learned', italic: true }, ' to float'],
  dek: 'Seven winters, three bids and one carpenter.',
  byline: [{ name: 'Sari Wulandari', url: '/sari', role: 'Reporter', org: 'Warta' }, 'Tom Okafor', 'Ayu Pratiwi'],
  dateline: 'DEMAK',
  published: '2026-03-01T08:00:00+07:00',
  modified: '2026-03-02T01:15:00Z',
  lead: { type: 'image', src: '/media/dermaga.svg', alt: 'A pier', caption: ['At ', { text: 'low', bold: true }, ' tide.'], credit: 'Ayu Pratiwi' },
  body: [
    { type: 'paragraph', dropcap: true, text: ['The carpenter came ', { text: 'before', bold: true, italic: true }, ' the tide', { break: true }, 'and ', { text: 'left after it', href: 'https://tides.example' }, '.', { text: '1', sup: true }] },
    { type: 'heading', text: 'What held' },
    'Nothing held at first. Then the first pile did, and the second, and by the end of the week there was something to stand on.',
    { type: 'list', items: ['Piles of ulin wood', { text: 'Rope, not chain' }, [{ text: 'Patience', bold: true }, ', mostly']] },
    { type: 'heading', level: 3, text: 'What did not' },
    { type: 'list', ordered: true, start: 3, items: ['Concrete', 'The second bid'] },
    { type: 'quote', text: 'You do not build against the water.', attribution: 'The carpenter' },
    { type: 'image', src: '/media/poster.svg', width: 1280, height: 720, size: 'wide', caption: 'The yard.', credit: 'Ayu Pratiwi' },
    { type: 'divider' },
    { type: 'quote', pull: true, text: 'Only with it.' },
    { type: 'paragraph', align: 'center', text: 'The pier opens on Sunday.' },
    { type: 'paragraph', text: 'Nobody will make a speech.' },
  ],
};

const read = (folder) => readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => [name, JSON.parse(readFileSync(join(folder, name), 'utf8'))])
  .filter(([, article]) => article.baca === 1);

/** Articles by name. Each is longer than the screen, so that there is always a scrollbar. */
const SAMPLES = [
  ['an article with every plain block', plain],
  ['a news article', warta],
  ['an article whose body is a string', { ...warta, body: warta.body.slice(0, 9).join('\n\n') }],
  ['an article with an HTML body', { ...warta, body: { html: warta.body.slice(0, 9).map((text) => `<p>${text}</p>`).join('') } }],
  ['an article from right to left', { ...arabic, body: Array(12).fill(arabic.body[0]) }],
  ...[join(STATIC, 'demo/articles'), join(CORPUS, 'page')].flatMap(read),
];

/** Returns all objects of an article whose `src` is an image. */
const images = (value) => {
  if (value === null || typeof value !== 'object') return [];
  const own = /\.(?:jpg|webp)$/.test(value.src) ? [value] : [];
  return [...own, ...Object.values(value).flatMap(images)];
};

flow('The preview', (testPage) => {
  /** Opens a page whose module is held, and waits for the preview. */
  async function openPreview(article, given = {}, options = {}) {
    const held = testPage.site.hold(MODULE);
    const src = testPage.site.json('/held.json', article);
    for (const image of images(article)) testPage.site.put(new URL(image.src, src).pathname, picture(image.width ?? 3000, image.height ?? 2000));
    const reader = await testPage.visit(tag({ src, ...given }), options);
    await reader.until('the preview and its dates are shown', (_, root) => root?.querySelector('.preview .meta:not([style*=hidden])'));
    return { reader, held };
  }

  /** Releases the module and waits until the article has replaced the preview. */
  async function finish(reader, held) {
    held.release();
    await reader.ready();
    assert.equal(await reader.run((_, root) => root.querySelectorAll('.preview').length), 0, 'the article should replace the preview');
  }

  for (const [name, article] of SAMPLES) {
    for (const [width, height] of [[360, 740], [1280, 900]]) {
      test(`of ${name}, ${width} pixels wide, has the positions of the article`, async () => {
        await testPage.driver.manage().window().setRect({ width, height });
        const { reader, held } = await openPreview(article);
        const before = await reader.run(boxes, true);
        assert.ok(before.length > 2, 'the preview should have elements');
        await finish(reader, held);
        const after = await reader.run(boxes, false);
        assertUnmoved(before, after);
        await testPage.assertClean();
      });
    }
  }

  test('keeps the line that is being read in place when the article replaces it', async () => {
    const { reader, held } = await openPreview({ ...warta, body: warta.body.filter((block) => typeof block === 'string') });
    const line = (_, root) => [...root.querySelectorAll('.section > p')].at(12).getBoundingClientRect().top;
    await reader.run((_, root) => [...root.querySelectorAll('.section > p')].at(12).scrollIntoView({ block: 'center' }));
    await reader.until('it is scrolled', () => scrollY > 0);
    const before = await reader.run(line);
    await finish(reader, held);
    await reader.frame();
    const after = await reader.run(line);
    assert.ok(Math.abs(after - before) <= 1, `${before} became ${after}`);
  });

  test('shows the text before a date is formatted; a date that takes more or fewer lines than its space moves nothing', async () => {
    testPage.site.put('/first-date.js', text(`Intl.DateTimeFormat = new Proxy(Intl.DateTimeFormat, { construct(target, given) {
      const body = document.querySelector('baca-reader').shadowRoot.querySelector('.preview .section');
      window.textTop ??= body?.checkVisibility() && body.getBoundingClientRect().top;
      return Reflect.construct(target, given);
    } })`, typeOf('.js')));
    const topOf = (_, root, where) => root.querySelector(`${where} .section`).getBoundingClientRect().top;
    let unlike = 0;
    for (const lang of ['id', 'ta', 'ja']) {
      for (const width of [340, 380, 420, 460, 520, 580, 640]) {
        await testPage.driver.manage().window().setRect({ width, height: 740 });
        const { reader, held } = await openPreview({ ...plain, lang }, {}, { head: '<script src="/first-date.js"></script>' });
        const before = await reader.run(() => window.textTop);
        assert.ok(before > 0, `${lang}, ${width}: ${before}`);
        unlike += await reader.run((_, root) => root.querySelector('.preview .meta').style.length > 0);
        const moved = async (where) => Math.abs(await reader.run(topOf, where) - before);
        assert.ok(await moved('.preview') <= 1, `${lang}, ${width}: ${await moved('.preview')} in the preview`);
        await finish(reader, held);
        assert.ok(await moved('.baca') <= 1, `${lang}, ${width}: ${await moved('.baca')} in the article`);
        if (testPage.engine === 'chromium') assert.deepEqual(await reader.shifts(), []);
      }
    }
    assert.ok(unlike > 0, 'a date should take another number of lines than its space');
  });

  test('has the reader\'s own reading settings', async () => {
    const settings = { size: 150, theme: 'sepia', font: 'serif', spacing: 'loose', width: 'narrow' };
    testPage.site.put('/settings.js', text(`localStorage.setItem('baca:settings', '${JSON.stringify(settings)}')`, typeOf('.js')));
    const { reader, held } = await openPreview(warta, { theme: 'dark' }, { head: '<script src="/settings.js"></script>' });
    const styleOf = (_, root, selector) => {
      const body = getComputedStyle(root.querySelector(selector));
      return [body.color, body.backgroundColor, body.fontFamily, body.fontSize, body.lineHeight];
    };
    const before = await reader.run(styleOf, '.preview');
    await finish(reader, held);
    assert.deepEqual(before, await reader.run(styleOf, '.baca'));
  });

  test('has A− and A+, which answer before the module is loaded and keep their place, their focus and the size', async () => {
    const { reader, held } = await openPreview({ ...warta, dir: 'rtl' });
    const stateOf = (_, root, where) => ({
      boxes: [...root.querySelectorAll(`${where} .tools > [data-do=smaller], ${where} .tools > [data-do=larger]`)].map((button) => {
        const { x, y, width, height } = button.getBoundingClientRect();
        return [button.textContent, button.title, button.ariaLabel, button.ariaDisabled, x, y + scrollY, width, height].join();
      }),
      focused: root.activeElement?.dataset.do,
      scale: root.querySelector(where).style.getPropertyValue('--scale'),
      stored: localStorage.getItem('baca:settings') && JSON.parse(localStorage.getItem('baca:settings')).size,
    });
    const press = (name) => reader.run((_, root, name) => {
      const button = root.querySelector(`.preview [data-do=${name}]`);
      button.focus();
      button.click();
    }, name);
    assert.equal((await reader.run(stateOf, '.preview')).boxes.length, 2);
    await press('smaller');
    await press('larger');
    await press('larger');
    await reader.event('text-size', { size: 110 });
    const before = await reader.run(stateOf, '.preview');
    assert.deepEqual([before.focused, before.scale, before.stored], ['larger', 'calc(110 / 100)', 110]);
    await finish(reader, held);
    assert.deepEqual(await reader.run(stateOf, '.baca'), before);
    await testPage.assertClean();
  });

  for (const [size, names] of [[80, ['smaller']], [100, []], [400, ['larger']]]) {
    test(`says before and after the module which sizes are left at ${size} %`, async () => {
      testPage.site.put('/settings.js', text(`localStorage.setItem('baca:settings', '{"size":${size}}')`, typeOf('.js')));
      const { reader, held } = await openPreview(warta, {}, { head: '<script src="/settings.js"></script>' });
      const disabled = (_, root, where) => [...root.querySelectorAll(`${where} .tools :is([data-do=smaller], [data-do=larger])[aria-disabled="true"]`)].map((tool) => tool.dataset.do);
      assert.deepEqual(await reader.run(disabled, '.preview'), names);
      await finish(reader, held);
      assert.deepEqual(await reader.run(disabled, '.baca'), names);
      await testPage.assertClean();
    });
  }

  for (const stored of ['"oops', '7', 'null', '{"size":"big","theme":"neon","font":7}']) {
    test(`ignores malformed stored settings: ${stored}`, async () => {
      testPage.site.put('/settings.js', text(`localStorage.setItem('baca:settings', ${JSON.stringify(stored)})`, typeOf('.js')));
      const { reader, held } = await openPreview(warta, {}, { head: '<script src="/settings.js"></script>' });
      assert.deepEqual(await reader.run((_, root) => [root.querySelector('.preview').dataset.theme, getComputedStyle(root.querySelector('.preview')).getPropertyValue('--scale')]), [null, '']);
      await finish(reader, held);
    });
  }

  const LEADS = {
    'only a URL': '/media/dermaga.svg',
    'a size': { type: 'image', src: 'media/dermaga.svg', alt: 'A pier', width: 1200, height: 800 },
    'only a width': { type: 'image', src: '/media/dermaga.svg', width: 1200 },
    'files of several widths': { type: 'image', src: '/media/dermaga.svg', width: 1200, height: 800, sources: [{ src: '/media/a,b c.svg', width: 400 }, { src: '/media/poster.svg', width: 2400 }] },
    'files that include its own': { type: 'image', src: '/media/dermaga.svg', width: 1200, height: 800, sources: [{ src: '/media/dermaga.svg', width: 1200 }, { src: '/media/poster.svg' }] },
    'another file': { type: 'image', src: '/media/dermaga.svg', sources: [{ src: '/media/poster.svg' }] },
    'a link': { type: 'image', src: '/media/dermaga.svg', href: 'https://elsewhere.example' },
  };

  for (const [name, lead] of Object.entries(LEADS)) {
    test(`fetches the lead image of the article: ${name}`, async () => {
      const attributes = (_, root, where) => Object.fromEntries([...root.querySelector(`${where} .lead img`).attributes].map(({ name, value }) => [name, value]));
      const { reader, held } = await openPreview({ ...plain, lead });
      await reader.until('the image has loaded', (_, root) => root.querySelector('.preview img[data-state]'));
      const [{ path }] = testPage.site.requestsTo(/media/);
      const { 'data-state': state, style, ...before } = await reader.run(attributes, '.preview');
      await finish(reader, held);
      const { 'data-state': _, 'data-enlarge': __, decoding, style: styleAfter, ...after } = await reader.run(attributes, '.baca');
      assert.deepEqual({ ...before, decoding: 'sync' }, { ...after, decoding }, 'equal attributes, and no flicker');
      assert.equal(style, styleAfter);
      assert.equal(state, 'ready', 'the placeholder should be removed');
      assert.equal(testPage.site.requestsTo(path).length, 1, 'once');
      await testPage.assertClean();
    });
  }

  test('fetches its lead image once, even if it is still loading when the article replaces the preview', async () => {
    const picture = testPage.site.hold('/media/dermaga.svg');
    const { reader, held } = await openPreview(plain);
    await picture.arrived();
    await finish(reader, held);
    await reader.frame();
    picture.release();
    await reader.until('the image has loaded', (_, root) => root.querySelector('.lead [data-state=ready]'));
    assert.equal(testPage.site.requestsTo('/media/dermaga.svg').length, 1);
  });

  for (const [name, lead] of Object.entries({
    'a script': 'javascript:window.stolen = true',
    'data': 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg"/>',
    'a file': 'file:///etc/hostname',
    'an invalid URL': 'http://',
    'a list of types': { type: 'image', src: '/media/dermaga.svg', sources: [{ src: '/media/poster.svg', type: 'image/avif' }] },
    'an invalid size': { type: 'image', src: '/media/dermaga.svg', width: '1200', height: -8 },
    'an invalid list of files': { type: 'image', src: '/media/dermaga.svg', sources: 7 },
  })) {
    test(`does not fetch a lead image that only the module can judge: ${name}`, async () => {
      const { reader, held } = await openPreview({ ...plain, lead });
      assert.equal(await reader.run((_, root) => root.querySelectorAll('.preview img').length), 0);
      const boxes = await reader.run((_, root) => root.querySelectorAll('.preview .lead .box').length);
      assert.deepEqual(testPage.site.requestsTo(/media/), []);
      await finish(reader, held);
      // The article has no lead if the URL of the image is not allowed.
      assert.equal(boxes, typeof lead === 'string' ? 0 : 1);
      assert.equal(await reader.run((_, root) => root.querySelectorAll('.lead').length), boxes);
      assert.equal(await reader.run(() => window.stolen ?? null), null);
    });
  }

  test('has no links, fetches nothing else, and parses no HTML', async () => {
    const { reader, held } = await openPreview({
      ...plain,
      lead: { type: 'image', src: 'javascript:alert(1)' },
      url: 'javascript:alert(1)',
      kicker: { text: '<b>Coast</b>', url: 'javascript:alert(1)' },
      headline: '<img src=x onerror="window.stolen = true">',
      body: [
        { type: 'paragraph', text: [{ text: 'a link', href: 'javascript:window.stolen = true' }, '<script>window.stolen = true</script>'] },
        { type: 'image', src: 'https://elsewhere.example/x.png', caption: '<iframe src="//elsewhere.example">' },
      ],
    });
    const found = await reader.run((_, root) => [...root.querySelectorAll('.preview *')].flatMap(({ localName, attributes }) =>
      [localName, ...[...attributes].map(({ name }) => name)]).filter((name) => /^(img|script|iframe|href|src|srcset|on.*)$/.test(name)));
    assert.deepEqual(found, []);
    assert.deepEqual(testPage.site.requestsTo(/media/), []);
    await finish(reader, held);
    assert.equal(await reader.run(() => window.stolen ?? null), null);
  });

  test('is hidden from screen readers, which get a loading message and then the article', async () => {
    const { reader, held } = await openPreview(warta, {}, { lang: 'id' });
    assert.equal(await reader.liveText(), t('id', 'loader.loading'));
    assert.equal(await reader.run((_, root) => [...root.querySelectorAll('.preview article > :not(.toolbar)')].map((element) => element.getAttribute('aria-hidden'))).then((all) => [...new Set(all)].join()), 'true');
    for (const theme of ['light', 'dark', 'sepia', 'contrast']) {
      await reader.run((host, root, theme) => { root.querySelector('.preview').dataset.theme = theme; }, theme);
      await assertAccessible(testPage.driver, `the preview in ${theme}`);
    }
    await finish(reader, held);
    assert.equal(await reader.liveText(), '');
    await reader.getByRole('heading', warta.headline);
  });

  test('is shown for another format too, once the article is converted', async () => {
    const { reader, held } = await openPreview({ version: 'https://jsonfeed.org/version/1.1', title: 'A feed', items: [{ id: '1', title: 'One', content_html: '<p>The <b>text</b> of One.</p>' }] });
    assert.equal(await reader.run((_, root) => root.querySelector('.preview .body').textContent), 'The text of One.');
    await finish(reader, held);
    await testPage.assertClean();
  });

  const feed = { version: 'https://jsonfeed.org/version/1.1', title: 'A feed', items: [{ id: '1', title: 'One', content_text: 'The text of One.' }] };
  for (const [what, given, content] of [
    ['given by the attribute', { src: '/held.json', format: 'json-feed' }, feed],
    ['recognized by its URL', { src: '/wp-json/wp/v2/posts/7' }, { id: 7, type: 'post', link: 'https://warta.example/7', title: { rendered: 'One' }, content: { rendered: '<p>The text of One.</p>' } }],
    ['that is HTML, recognized by its URL', { src: '/one.html' }, '<!doctype html><html lang="en"><title>One</title><article><h1>One</h1><p>The text of One, which is long enough to be the article of a page.</p></article></html>'],
    ['wrongly recognized by its URL', { src: '/feed.json' }, { ...small('One'), body: ['The text of One.'] }],
  ]) test(`of a format ${what}: the script that reads it is fetched in parallel to the article and before the renderer`, async () => {
    const article = testPage.site.hold(given.src);
    const script = testPage.site.hold(/baca-readable/);
    testPage.site.put(given.src, typeof content === 'string' ? text(content, 'text/html') : json(content));
    const reader = await testPage.visit(tag(given));
    await article.arrived();
    await script.arrived();
    assert.deepEqual(testPage.site.requestsTo(/baca-app/), []);
    const app = testPage.site.hold(MODULE);
    script.release();
    article.release();
    await reader.until('the preview is shown', (_, root) => root?.querySelector('.preview'));
    await app.arrived();
    app.release();
    await reader.ready();
    assert.equal(await reader.text('headline'), 'One');
    assert.deepEqual(testPage.site.requestsTo(CONVERTER), []);
  });

  const post = (rendered) => ({ id: 7, type: 'post', link: 'https://warta.example/7', title: { rendered: 'One' }, content: { rendered } });
  test('of a format that needs the converter: it is fetched as soon as the article shows it, and before the renderer', async () => {
    const converter = testPage.site.hold(CONVERTER);
    const script = testPage.site.hold(/baca-readable/);
    const reader = await testPage.visit(tag({ src: testPage.site.json('/wp-json/wp/v2/posts/7', post('<form><p>The text of One.</p></form>')) }));
    await converter.arrived();
    script.release();
    converter.release();
    await reader.ready();
    assert.equal(await reader.text('headline'), 'One');
    const requests = testPage.site.requestsTo(/_bg\.wasm/).map(({ path }) => path.replace(/^.*\/|[?].*$/g, ''));
    assert.deepEqual(requests.slice(0, 2), ['baca-html_bg.wasm', 'baca-app_bg.wasm']);
  });

  test('of a format that only the converter reads: it is fetched in parallel to the article and before the renderer', async () => {
    const article = testPage.site.hold('/story.json');
    const converter = testPage.site.hold(CONVERTER);
    testPage.site.json('/story.json', { type: 'story', version: '0.10.9', headlines: { basic: 'One' }, content_elements: [{ type: 'text', content: 'The text of One.' }] });
    const reader = await testPage.visit(tag({ src: '/story.json', format: 'ans' }));
    await article.arrived();
    await converter.arrived();
    assert.deepEqual(testPage.site.requestsTo(/baca-app/), []);
    converter.release();
    article.release();
    await reader.ready();
    assert.equal(await reader.text('headline'), 'One');
  });

  for (const [what, answer] of [['is missing', status(404)], ['never comes', () => {}]]) {
    test(`of another format: the converter is fetched if the script that reads it ${what}`, async () => {
      testPage.site.put('/some/folder/reader/baca-readable.js', answer);
      const reader = await testPage.read({ src: testPage.site.json('/wp-json/wp/v2/posts/7', post('<p>The text of One.</p>')) });
      assert.equal(await reader.text('paragraph'), 'The text of One.');
      assert.equal(testPage.site.requestsTo(CONVERTER).length, 1);
    });
  }

  const TEXT = [{ type: 'paragraph', content: [{ type: 'text', text: 'The text of One.' }] }];
  // What is said about comments needs the converter.
  const data = { '@context': 'https://schema.org', '@type': 'NewsArticle', headline: 'One', articleBody: 'The text of One.', commentCount: 3 };
  for (const [what, given, content, ofCommon] of [
    ['schema.org at an address of WordPress', { src: '/wp-json/wp/v2/posts/7' }, data, 0],
    ['rich text in Baca\'s own format', { src: '/rich.json' }, { ...small('One'), body: { type: 'doc', content: TEXT } }, 1],
    ['data with a member of WordPress', { src: '/data.json' }, { ...data, rendered: 1 }, 1],
  ]) test(`${what}: the converter of common formats leaves the article to the other`, async () => {
    const reader = await testPage.read({ src: testPage.site.json(given.src, content) });
    assert.deepEqual([await reader.text('headline'), await reader.text('paragraph')], ['One', 'The text of One.']);
    assert.deepEqual([/baca-html_bg/, /baca-formats_bg/].map((file) => testPage.site.requestsTo(file).length), [ofCommon, 1]);
    await testPage.assertClean();
  });

  test('is not shown if the element has its own content', async () => {
    const held = testPage.site.hold(MODULE);
    const reader = await testPage.visit(tag({ src: '/warta.json' }, '<p>The text of the page.</p>'));
    await held.arrived();
    await testPage.site.requested('/warta.json');
    await reader.frame();
    assert.equal(await reader.run((_, root) => root.querySelectorAll('.preview').length), 0);
    assert.deepEqual(await reader.lightText(), ['The text of the page.']);
    await finish(reader, held);
  });

  /** Unusual header fields that the decoder converts or drops. */
  const UNUSUAL = {
    'a number for a headline': { headline: 7 },
    'numbers in a headline': { headline: [7, ' piers, ', { text: 8, bold: true }, null, ' carpenters'] },
    'flags for texts': { dek: true, kicker: false, dateline: true },
    'a span without a text': { dek: ['Seven ', { bold: true }, 'winters.'] },
    'a span in another language': { headline: ['Pier ', { text: 'Demak', lang: 'id', title: 'a town' }] },
    'a language with an underscore': { lang: 'en_US' },
    'an invalid language': { lang: '??' },
    'a language that is a number': { lang: 7 },
    'an invalid direction': { dir: 'sideways' },
    'a date in words': { published: '1 March 2026' },
    'a day that is not in the calendar': { published: '2026-13-45', modified: '2026-03-01' },
    'white space around a date': { published: ' 2026-03-01 ' },
    'a time without a zone': { published: '2026-03-01T08:00' },
    'a list for a date': { modified: ['2026-03-01'] },
    'a kicker without a text': { kicker: { url: '/coast' } },
    'a list for a kicker': { kicker: ['Coast ', { text: 'and sea', italic: true }] },
    'authors without a name': { byline: [{ name: ' ' }, { name: 'Sari Wulandari', role: 7, org: {} }, { name: null }, { name: 8 }] },
    'no author with a name': { byline: [{ name: [] }] },
    'a text for authors': { byline: ['By ', { text: 'Sari', bold: true }] },
    'a number for authors': { byline: 7 },
    'an object for a place': { dateline: {} },
    'minutes in a text': { minutes: '12' },
    'negative minutes': { minutes: -3 },
  };

  const headerOf = (_, root, where) => {
    const header = root.querySelector(`${where} header`);
    const { lang, dir } = header.parentElement;
    const text = (element) => `${element.localName} ${element.textContent.trim().replace(/\s+/g, ' ')}`;
    return { lang, dir, texts: [...header.children, ...header.querySelectorAll('.meta > *')].map(text) };
  };

  for (const [name, fields] of Object.entries(UNUSUAL)) {
    test(`has the header of the article with ${name}`, async () => {
      const { reader, held } = await openPreview({ ...plain, ...fields });
      const before = await reader.run(headerOf, '.preview');
      await finish(reader, held);
      assert.deepEqual(before, await reader.run(headerOf, '.baca:not(.preview)'));
      await testPage.assertClean();
    });
  }

  for (const [field, value] of [['dek', { html: 'The <b>pier</b> floats.' }], ['kicker', { text: { html: '<i>Coast</i>' } }], ['headline', ['The pier ', { html: '<i>floats</i>' }]]]) {
    test(`shows the text of HTML in a ${field}, and everything else`, async () => {
      const { reader, held } = await openPreview({ ...plain, [field]: value });
      const { texts } = await reader.run(headerOf, '.preview');
      assert.ok(!texts.join().includes('<'), texts.join());
      if (field !== 'kicker') assert.ok(texts.join().includes('floats'), texts.join());
      assert.ok(texts.some((text) => text.startsWith('p By Sari Wulandari')), texts.join());
      assert.equal(await reader.run((_, root) => root.querySelectorAll('.preview .section > *').length), plain.body.length);
      await finish(reader, held);
    });
  }

  test('shows the text despite unusual header fields, even if no module arrives', async () => {
    testPage.site.put(MODULE, status(404));
    const article = { ...small('x'), headline: 7, lang: 'en_US', published: '1 March 2026', dek: { html: '<b>x</b>' }, byline: { name: {} } };
    const reader = await testPage.visit(tag({ src: testPage.site.json('/odd.json', article) }));
    await reader.failed();
    assert.equal(await reader.run((_, root) => root.querySelector('.plain h1').textContent), '7');
    assert.equal(await reader.run((_, root) => root.querySelector('.plain article').dir), 'ltr');
    assert.ok(await reader.run((_, root) => root.querySelector('.plain .body').textContent.trim()));
  });

  /** Runs in the page: returns the readable content of an article whose module did not arrive. */
  const readable = (_, root) => ({
    message: root.querySelector('[role=alert] p').textContent,
    headline: root.querySelector('[part~=headline]')?.textContent,
    text: root.querySelector('.body')?.innerText,
    hidden: Boolean(root.querySelector('.body')?.closest('[aria-hidden]')),
  });

  test('becomes complete and accessible plain text if no module arrives, and a retry shows the article', async () => {
    testPage.site.put(MODULE, status(404));
    const reader = await testPage.visit(tag({ src: '/warta.json' }), { lang: 'id' });
    await reader.failed();
    await reader.event('error', { code: 'network', retryable: true });
    const { message, headline, text, hidden } = await reader.run(readable);
    assert.equal(message, t('id', 'loader.plain'));
    assert.equal(headline, warta.headline);
    for (const block of warta.body.slice(1, -1)) assert.ok(text.includes(block), block);
    assert.ok(text.includes(warta.body.at(-1).caption), 'the caption of a block that cannot be rendered');
    assert.equal(hidden, false);
    await assertAccessible(testPage.driver, 'an article without its module');
    testPage.site.remove(MODULE);
    await reader.press(t('id', 'loader.retry'));
    await reader.ready();
    assert.deepEqual(await reader.queryAllByRole('alert'), []);
    assert.equal(await reader.run((_, root) => root.querySelectorAll('.plain').length), 0);
    await reader.press(t('id', 'textLarger'));
  });

  test('becomes complete plain text if the page allows no WebAssembly', async () => {
    const policy = "default-src 'self'; require-trusted-types-for 'script'";
    const reader = await testPage.visit(tag({ src: '/warta.json' }), { headers: { 'content-security-policy': policy } });
    await reader.failed();
    await reader.event('error', { code: 'unsupported' });
    assert.equal((await reader.run(readable)).headline, warta.headline);
    assert.equal(await reader.run((_, root) => getComputedStyle(root.querySelector('[part~=headline]')).fontWeight), '750', 'with its style');
  });

  test('becomes plain text with the texts of all blocks', async () => {
    testPage.site.put(MODULE, status(404));
    const body = [
      { type: 'table', rows: [['Jam', 'Tinggi'], ['04.12', '1,9 m']] },
      { type: 'aside', title: 'Catatan', body: ['Air surut.', { type: 'list', items: ['satu', ['dua ', { text: 'tebal', bold: true }]] }] },
      { type: 'unheard', fallback: ['Kalau tidak, ini.'] },
      7, null, { type: 'paragraph', text: ['Sebuah ', { text: 'rubi', ruby: 'r' }] },
    ];
    const reader = await testPage.visit(tag({ src: testPage.site.json('/odd.json', { baca: 1, lang: 'id', headline: 'Aneh', lead: { type: 'video', caption: 'Di laut.' }, body }) }));
    await reader.failed();
    const text = await reader.run((_, root) => root.querySelector('article').textContent);
    for (const piece of ['Jam', '04.12', '1,9 m', 'Catatan', 'Air surut.', 'satu', 'dua tebal', 'Kalau tidak, ini.', 'Sebuah rubi', 'Di laut.']) assert.ok(text.includes(piece), piece);
  });
});
