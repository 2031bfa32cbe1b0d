// On a slow line the article is there long before the module that draws it: its text is on screen
// meanwhile, where it will stand, and stays if no module comes.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { status, text, typeOf } from '../support/answers.mjs';
import { arabic, picture, small, warta } from '../support/articles.mjs';
import { accessible } from '../support/axe.mjs';
import { flow, tag, test } from '../support/flow.mjs';
import { t } from '../support/locales.mjs';
import { SEED, STATIC } from '../support/paths.mjs';

const MODULE = '/some/folder/reader/baca-app_bg.wasm';

/** Everything that a sketch draws. */
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

/** By name, each longer than the screen: what fits into it has no scrollbar beside it in the end. */
const SAMPLES = [
  ['every plain kind', plain],
  ['the usual article', warta],
  ['a text of one piece', { ...warta, body: warta.body.slice(0, 9).join('\n\n') }],
  ['what stands above markup', { ...warta, body: { html: warta.body.slice(0, 9).map((text) => `<p>${text}</p>`).join('') } }],
  ['an article from right to left', { ...arabic, body: Array(12).fill(arabic.body[0]) }],
  ...[join(STATIC, 'demo/articles'), SEED].filter(Boolean).flatMap(read),
];

/** Where everything stands that a sketch has, by its text. */
const places = (_, root, sketched) => {
  const inside = root.querySelector(sketched ? '.sketch' : '.baca:not(.sketch)');
  const [header] = inside.querySelectorAll('header');
  const picture = (element) => element.querySelector('.box, img') ?? element;
  const elements = [...header.children, ...header.querySelectorAll('.facts > *'), ...inside.querySelectorAll('.lead figure, .lead figcaption, .section > *')];
  return elements.map((element) => {
    const { x, y, width, height } = picture(element).getBoundingClientRect();
    return { text: `${element.localName} ${element.dir} ${element.textContent.trim().replace(/\s+/g, ' ').slice(0, 40)}`, box: [x, y + scrollY, width, height].map(Math.round) };
  });
};

flow('A sketch', (stage) => {
  /** A page whose module is held back, with the sketch on screen. */
  async function sketched(article, given = {}, options = {}) {
    const held = stage.site.hold(MODULE);
    const src = stage.site.json('/held.json', article);
    for (const name of JSON.stringify(article).match(/[\w./-]+\.(?:jpg|webp)/g) ?? []) stage.site.put(new URL(name, src).pathname, picture(3, 2));
    const reader = await stage.visit(tag({ src, ...given }), options);
    await reader.until('the text is there', (_, root) => root?.querySelector('.sketch'));
    return { reader, held };
  }

  async function settle(reader, held) {
    held.release();
    await reader.ready();
    assert.equal(await reader.run((_, root) => root.querySelectorAll('.sketch').length), 0, 'what is drawn takes its place');
  }

  for (const [name, article] of SAMPLES) {
    for (const [width, height] of [[360, 740], [1280, 900]]) {
      test(`of ${name}, ${width} pixels wide, stands where the article will`, async () => {
        await stage.driver.manage().window().setRect({ width, height });
        const { reader, held } = await sketched(article);
        const before = await reader.run(places, true);
        assert.ok(before.length > 2, 'there is something to read');
        await settle(reader, held);
        const after = await reader.run(places, false);
        for (const [index, { text, box }] of before.entries()) {
          assert.equal(text, after[index].text);
          const shift = Math.max(...box.map((side, which) => Math.abs(side - after[index].box[which])));
          assert.ok(shift <= 1, `${text}: ${box} became ${after[index].box}`);
        }
        await stage.calm();
      });
    }
  }

  test('keeps the line that is being read where it is when the article takes its place', async () => {
    const { reader, held } = await sketched({ ...warta, body: warta.body.filter((block) => typeof block === 'string') });
    const line = (_, root) => [...root.querySelectorAll('.section > p')].at(12).getBoundingClientRect().top;
    await reader.run((_, root) => [...root.querySelectorAll('.section > p')].at(12).scrollIntoView({ block: 'center' }));
    await reader.until('it is scrolled', () => scrollY > 0);
    const before = await reader.run(line);
    await settle(reader, held);
    await reader.frame();
    const after = await reader.run(line);
    assert.ok(Math.abs(after - before) <= 1, `${before} became ${after}`);
  });

  test('is dressed as the person wants to read', async () => {
    const settings = { size: 150, theme: 'sepia', font: 'serif', spacing: 'loose', width: 'narrow' };
    stage.site.put('/settings.js', text(`localStorage.setItem('baca:settings', '${JSON.stringify(settings)}')`, typeOf('.js')));
    const { reader, held } = await sketched(warta, { theme: 'dark' }, { head: '<script src="/settings.js"></script>' });
    const looks = (_, root, selector) => {
      const body = getComputedStyle(root.querySelector(selector));
      return [body.color, body.backgroundColor, body.fontFamily, body.fontSize, body.lineHeight];
    };
    const before = await reader.run(looks, '.sketch');
    await settle(reader, held);
    assert.deepEqual(before, await reader.run(looks, '.baca'));
  });

  for (const kept of ['"oops', '7', 'null', '{"size":"big","theme":"neon","font":7}']) {
    test(`does not mind what else is kept: ${kept}`, async () => {
      stage.site.put('/settings.js', text(`localStorage.setItem('baca:settings', ${JSON.stringify(kept)})`, typeOf('.js')));
      const { reader, held } = await sketched(warta, {}, { head: '<script src="/settings.js"></script>' });
      assert.deepEqual(await reader.run((_, root) => [root.querySelector('.sketch').dataset.theme, getComputedStyle(root.querySelector('.sketch')).getPropertyValue('--scale')]), [null, '']);
      await settle(reader, held);
    });
  }

  const LEADS = {
    'an address alone': '/media/dermaga.svg',
    'a size': { type: 'image', src: 'media/dermaga.svg', alt: 'A pier', width: 1200, height: 800 },
    'half a size': { type: 'image', src: '/media/dermaga.svg', width: 1200 },
    'widths to choose from': { type: 'image', src: '/media/dermaga.svg', width: 1200, height: 800, sources: [{ src: '/media/a,b c.svg', width: 400 }, { src: '/media/poster.svg', width: 2400 }] },
    'widths that have its own among them': { type: 'image', src: '/media/dermaga.svg', width: 1200, height: 800, sources: [{ src: '/media/dermaga.svg', width: 1200 }, { src: '/media/poster.svg' }] },
    'another file': { type: 'image', src: '/media/dermaga.svg', sources: [{ src: '/media/poster.svg' }] },
    'a link': { type: 'image', src: '/media/dermaga.svg', href: 'https://elsewhere.example' },
  };

  for (const [name, lead] of Object.entries(LEADS)) {
    test(`fetches the lead picture that the article has: ${name}`, async () => {
      const attributes = (_, root, where) => Object.fromEntries([...root.querySelector(`${where} .lead img`).attributes].map(({ name, value }) => [name, value]));
      const { reader, held } = await sketched({ ...plain, lead });
      await reader.until('it is there', (_, root) => root.querySelector('.sketch img[data-state]'));
      const [{ path }] = stage.site.requestsTo(/media/);
      const { 'data-state': state, style, ...before } = await reader.run(attributes, '.sketch');
      await settle(reader, held);
      const { 'data-state': _, decoding, style: same, ...after } = await reader.run(attributes, '.baca');
      assert.deepEqual({ ...before, decoding: 'sync' }, { ...after, decoding }, 'the same, without a flicker');
      assert.equal(style, same);
      assert.equal(state, 'ready', 'nothing stands in for it any more');
      assert.equal(stage.site.requestsTo(path).length, 1, 'once');
      await stage.calm();
    });
  }

  test('fetches its lead picture once, also where that is still on its way when the article comes', async () => {
    const picture = stage.site.hold('/media/dermaga.svg');
    const { reader, held } = await sketched(plain);
    await picture.arrived();
    await settle(reader, held);
    await reader.frame();
    picture.release();
    await reader.until('it is there', (_, root) => root.querySelector('.lead [data-state=ready]'));
    assert.equal(stage.site.requestsTo('/media/dermaga.svg').length, 1);
  });

  for (const [name, lead] of Object.entries({
    'a script': 'javascript:window.stolen = true',
    'data': 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg"/>',
    'a file': 'file:///etc/hostname',
    'no address': 'http://',
    'other types of file': { type: 'image', src: '/media/dermaga.svg', sources: [{ src: '/media/poster.svg', type: 'image/avif' }] },
    'a size that is none': { type: 'image', src: '/media/dermaga.svg', width: '1200', height: -8 },
    'files that are none': { type: 'image', src: '/media/dermaga.svg', sources: 7 },
  })) {
    test(`leaves a lead picture to the module that is ${name}`, async () => {
      const { reader, held } = await sketched({ ...plain, lead });
      assert.equal(await reader.run((_, root) => root.querySelectorAll('.sketch img').length), 0);
      assert.equal(await reader.run((_, root) => root.querySelectorAll('.sketch .lead .box').length), 1);
      assert.deepEqual(stage.site.requestsTo(/media/), []);
      await settle(reader, held);
      assert.equal(await reader.run(() => window.stolen ?? null), null);
    });
  }

  test('leads nowhere, fetches nothing besides, and parses nothing', async () => {
    const { reader, held } = await sketched({
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
    const found = await reader.run((_, root) => [...root.querySelectorAll('.sketch *')].flatMap(({ localName, attributes }) =>
      [localName, ...[...attributes].map(({ name }) => name)]).filter((name) => /^(img|script|iframe|href|src|srcset|on.*)$/.test(name)));
    assert.deepEqual(found, []);
    assert.deepEqual(stage.site.requestsTo(/media/), []);
    await settle(reader, held);
    assert.equal(await reader.run(() => window.stolen ?? null), null);
  });

  test('is for the eye; who listens hears that the article is coming, and then the article', async () => {
    const { reader, held } = await sketched(warta, {}, { lang: 'id' });
    assert.equal(await reader.said(), t('id', 'loader.loading'));
    assert.equal(await reader.run((_, root) => root.querySelector('.sketch').getAttribute('aria-hidden')), 'true');
    for (const theme of ['light', 'dark', 'sepia', 'contrast']) {
      await reader.run((host, root, theme) => { root.querySelector('.sketch').dataset.theme = theme; }, theme);
      await accessible(stage.driver, `a sketch in ${theme}`);
    }
    await settle(reader, held);
    assert.equal(await reader.said(), '');
    await reader.the('heading', warta.headline);
  });

  test('comes from another format as well, once that is understood', async () => {
    const { reader, held } = await sketched({ version: 'https://jsonfeed.org/version/1.1', title: 'A feed', items: [{ id: '1', title: 'One', content_html: '<p>The <b>text</b> of One.</p>' }] });
    assert.equal(await reader.run((_, root) => root.querySelector('.sketch .body').textContent), 'The text of One.');
    await settle(reader, held);
    await stage.calm();
  });

  const feed = { version: 'https://jsonfeed.org/version/1.1', title: 'A feed', items: [{ id: '1', title: 'One', content_text: 'The text of One.' }] };
  for (const [what, given, content] of [
    ['that the element names', { src: '/held.json', format: 'json-feed' }, feed],
    ['that its address gives away', { src: '/wp-json/wp/v2/posts/7' }, { id: 7, type: 'post', link: 'https://warta.example/7', title: { rendered: 'One' }, content: { rendered: '<p>The text of One.</p>' } }],
    ['whose address is wrong about it', { src: '/feed.json' }, { ...small('One'), body: ['The text of One.'] }],
  ]) test(`of a format ${what} has its module fetched beside the article, and before the one that draws`, async () => {
    const article = stage.site.hold(given.src);
    const formats = stage.site.hold(/baca-formats_bg/);
    stage.site.json(given.src, content);
    const reader = await stage.visit(tag(given));
    await article.arrived();
    await formats.arrived();
    assert.deepEqual(stage.site.requestsTo(/baca-app/), []);
    const app = stage.site.hold(MODULE);
    formats.release();
    article.release();
    await reader.until('the text is there', (_, root) => root?.querySelector('.sketch'));
    await app.arrived();
    app.release();
    await reader.ready();
    assert.equal(await reader.text('headline'), 'One');
  });

  test('is not drawn where the page has a text of its own', async () => {
    const held = stage.site.hold(MODULE);
    const reader = await stage.visit(tag({ src: '/warta.json' }, '<p>The text of the page.</p>'));
    await held.arrived();
    await stage.site.requested('/warta.json');
    await reader.frame();
    assert.equal(await reader.run((_, root) => root.querySelectorAll('.sketch').length), 0);
    assert.deepEqual(await reader.light(), ['The text of the page.']);
    await settle(reader, held);
  });

  for (const [name, article] of Object.entries({
    'with a number for a headline': { ...small('x'), headline: 7 },
    'with a date that is none': { ...small('x'), published: 'yesterday' },
  })) {
    test(`waits for the module with an article ${name}`, async () => {
      const held = stage.site.hold(MODULE);
      const reader = await stage.visit(tag({ src: stage.site.json('/held.json', article) }));
      await held.arrived();
      await stage.site.requested('/held.json');
      await reader.frame();
      assert.equal(await reader.run((_, root) => root.querySelectorAll('.sketch').length), 0);
      held.release();
      await reader.ready();
      assert.ok(await reader.text('headline'));
      await stage.calm();
    });
  }

  /** What can be read of an article whose module does not come. */
  const readable = (_, root) => ({
    told: root.querySelector('[role=alert] p').textContent,
    headline: root.querySelector('[part~=headline]')?.textContent,
    text: root.querySelector('.body')?.innerText,
    hidden: Boolean(root.querySelector('.body')?.closest('[aria-hidden]')),
  });

  test('stays when no module comes, whole and for everybody, and trying again brings the article', async () => {
    stage.site.put(MODULE, status(404));
    const reader = await stage.visit(tag({ src: '/warta.json' }), { lang: 'id' });
    await reader.failed();
    await reader.event('error', { code: 'network', retryable: true });
    const { told, headline, text, hidden } = await reader.run(readable);
    assert.equal(told, t('id', 'loader.plain'));
    assert.equal(headline, warta.headline);
    for (const block of warta.body.slice(1, -1)) assert.ok(text.includes(block), block);
    assert.ok(text.includes(warta.body.at(-1).caption), 'what is said of what cannot be drawn');
    assert.equal(hidden, false);
    await accessible(stage.driver, 'an article without its module');
    stage.site.forget(MODULE);
    await reader.press(t('id', 'loader.retry'));
    await reader.ready();
    assert.deepEqual(await reader.all('alert'), []);
    assert.equal(await reader.run((_, root) => root.querySelectorAll('.plain').length), 0);
    await reader.press(t('id', 'textLarger'));
  });

  test('is all there where the page allows no WebAssembly', async () => {
    const policy = "default-src 'self'; require-trusted-types-for 'script'";
    const reader = await stage.visit(tag({ src: '/warta.json' }), { headers: { 'content-security-policy': policy } });
    await reader.failed();
    await reader.event('error', { code: 'unsupported' });
    assert.equal((await reader.run(readable)).headline, warta.headline);
    assert.equal(await reader.run((_, root) => getComputedStyle(root.querySelector('[part~=headline]')).fontWeight), '750', 'in its style');
  });

  test('loses no text of what it cannot draw', async () => {
    stage.site.put(MODULE, status(404));
    const body = [
      { type: 'table', rows: [['Jam', 'Tinggi'], ['04.12', '1,9 m']] },
      { type: 'aside', title: 'Catatan', body: ['Air surut.', { type: 'list', items: ['satu', ['dua ', { text: 'tebal', bold: true }]] }] },
      { type: 'unheard', fallback: ['Kalau tidak, ini.'] },
      7, null, { type: 'paragraph', text: ['Sebuah ', { text: 'rubi', ruby: 'r' }] },
    ];
    const reader = await stage.visit(tag({ src: stage.site.json('/odd.json', { baca: 1, lang: 'id', headline: 'Aneh', lead: { type: 'video', caption: 'Di laut.' }, body }) }));
    await reader.failed();
    const text = await reader.run((_, root) => root.querySelector('article').textContent);
    for (const piece of ['Jam', '04.12', '1,9 m', 'Catatan', 'Air surut.', 'satu', 'dua tebal', 'Kalau tidak, ini.', 'Sebuah rubi', 'Di laut.']) assert.ok(text.includes(piece), piece);
  });
});
