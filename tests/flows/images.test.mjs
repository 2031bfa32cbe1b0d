// Images at their size: none is larger than its file or higher than the window, and the browser chooses a file as
// wide as the image is shown.

import assert from 'node:assert/strict';
import { status, text } from '../support/http-responses.mjs';
import { flow, tag, test } from '../support/flow.mjs';
import { png } from '../support/png.mjs';
import { render } from '../support/rendered.mjs';

const picture = (width, height) => text(png(width, height), 'image/png');
const link = { text: 'link', href: 'https://elsewhere.example/' };

/** Name → image, the width and height that it may have at most. */
const IMAGES = {
  'small': [{ src: '/22x15.png', width: 22, height: 15 }, 22, 15],
  'small, without a size': [{ src: '/22x15.png' }, 22, 15],
  'small, with a width': [{ src: '/22x15.png', width: 22 }, 22, 15],
  'small, declared as large': [{ src: '/22x15.png', width: 800, height: 545 }, 22, 15],
  'narrower than the column': [{ src: '/300x200.png', width: 300, height: 200 }, 300, 200],
  'wider than the column': [{ src: '/1200x800.png', width: 1200, height: 800 }, 595, 397],
  'large, without a size': [{ src: '/1200x800.png' }, 595, 397],
  'tall': [{ src: '/800x1600.png', width: 800, height: 1600 }, 595, Infinity],
  'very tall': [{ src: '/300x3000.png', width: 300, height: 3000 }, 300, Infinity],
  'tall, without a size': [{ src: '/800x1600.png' }, 595, Infinity],
  'with a wider file': [{ src: '/300x200.png', width: 300, height: 200, sources: [{ src: '/1200x800.png', width: 1200 }] }, 595, 397],
  'with only narrow files': [{ src: '/22x15.png', width: 22, height: 15, sources: [{ src: '/300x200.png', width: 300 }] }, 300, 205],
};

const SIZES = [[22, 15], [300, 200], [1200, 800], [800, 1600], [300, 3000], [40, 20], [400, 200], [800, 400], [1600, 800], [2400, 1200]];

/** Name → images of which none can be loaded, as lead or block. */
const MISSING = {
  'the lead': { lead: { type: 'image', src: '/missing-1.png', width: 1200, height: 800, alt: 'A pier', caption: 'The pier.' } },
  'a picture of the body': { body: [{ type: 'image', src: '/missing-1.png', width: 600, height: 400, alt: 'A pier' }] },
  'one with a caption and other files': {
    body: [{ type: 'image', src: '/missing-1.png', width: 600, height: 400, sources: [{ src: '/missing-2.png', width: 1200, type: 'image/png' }], caption: 'The pier.' }],
  },
  'one without a size': { lead: { type: 'image', src: '/missing-1.png', alt: 'A pier' } },
  'a gallery': { body: [{ type: 'gallery', items: [{ src: '/missing-1.png', width: 600, height: 400 }, { src: '/missing-2.png', width: 600, height: 400 }] }] },
};

flow('Images', (testPage) => {
  const serve = () => {
    for (const [width, height] of SIZES) testPage.site.put(`/${width}x${height}.png`, picture(width, height));
  };
  const open = async (body, more = {}) => {
    serve();
    testPage.site.json('/images.json', { baca: 1, headline: 'Images', body, ...more });
    const reader = await testPage.visit(tag({ src: '/images.json' }));
    await reader.ready();
    return reader;
  };
  /** Scrolls each image into view, waits for it, and returns the boxes of all. */
  const boxes = async (reader) => {
    const count = await reader.run((_, root) => root.querySelectorAll('.section img').length);
    for (let index = 0; index < count; index += 1) {
      await reader.run((_, root, index) => root.querySelectorAll('.section img')[index].scrollIntoView({ block: 'center' }), index);
      await reader.until('the image has loaded', (_, root, index) => root.querySelectorAll('.section img')[index].complete, index);
    }
    await reader.frame();
    return reader.run((_, root) => [...root.querySelectorAll('.section img')].map((image) => {
      const { width, height } = image.getBoundingClientRect();
      return [Math.round(width), Math.round(height)];
    }));
  };
  const check = (found, high) => Object.entries(IMAGES).forEach(([name, [, maxWidth, maxHeight]], index) => {
    const [width, height] = found[index];
    assert.ok(width > 0 && width <= maxWidth, `${name}: ${width} pixels wide`);
    assert.ok(height > 0 && height <= Math.min(maxHeight, high * 0.9 + 1), `${name}: ${height} pixels high`);
  });

  test('are never larger than their file, nor higher than the window', async () => {
    const reader = await open(Object.values(IMAGES).map(([image]) => ({ type: 'image', ...image })));
    const high = await reader.run(() => innerHeight);
    const found = await boxes(reader);
    check(found, high);
    // They are as large as they may be.
    const at = (name) => found[Object.keys(IMAGES).indexOf(name)];
    assert.deepEqual(at('small'), [22, 15]);
    assert.deepEqual(at('narrower than the column'), [300, 200]);
    assert.ok(at('wider than the column')[0] > 590 && at('with a wider file')[0] > 590);
    assert.ok(at('tall')[1] > high * 0.7 && Math.abs(at('tall')[1] / at('tall')[0] - 2) < 0.05, String(at('tall')));
    await testPage.assertClean();
  });

  test('are so in a server-rendered page without script', async () => {
    const declared = Object.entries(IMAGES).filter(([name]) => !/without a size|declared as large/.test(name));
    serve();
    const body = declared.map(([, [image]]) => ({ type: 'image', ...image }));
    const page = render({ baca: 1, headline: 'Images', body }, '--script', 'none');
    testPage.site.put('/rendered.html', text(page));
    await testPage.goTo(testPage.site.url('/rendered.html'));
    const reader = testPage.reader();
    const high = await reader.run(() => innerHeight);
    const found = await boxes(reader);
    declared.forEach(([name, [, maxWidth, maxHeight]], index) => {
      const [width, height] = found[index];
      assert.ok(width > 0 && width <= maxWidth && height > 0 && height <= Math.min(maxHeight, high * 0.9 + 1), `${name}: ${found[index]}`);
    });
  });

  test('in a sentence stay in it at their size', async () => {
    const icon = (members) => ({ icon: { src: '/40x20.png', alt: 'flag', ...members }, text: '' });
    const reader = await open([
      { type: 'paragraph', text: ['The ship ', icon({ width: 40, height: 20 }), ' sails.'] },
      { type: 'paragraph', text: ['The ship ', icon({}), ' sails.'] },
      { type: 'paragraph', text: ['The ship ', icon({ src: '/300x3000.png' }), ' sails.'] },
      { type: 'list', items: [['The ship ', icon({ width: 40, height: 20 }), ' sails.']] },
    ]);
    const found = await boxes(reader);
    assert.deepEqual([found[0], found[1], found[3]], [[40, 20], [40, 20], [40, 20]]);
    assert.ok(found[2][1] <= 40, String(found[2]));
    const lines = await reader.run((_, root) => [...root.querySelectorAll('.section img')].map((image) => {
      const line = image.closest('p, li');
      return line.getBoundingClientRect().height / parseFloat(getComputedStyle(line).lineHeight);
    }));
    assert.ok(lines.every((count) => count < 1.6), `lines: ${lines}`);
  });

  test('are loaded in the width in which they are shown', async () => {
    const filesOf = (page) => ({
      src: `/800x400.png?${page}`, width: 800, height: 400,
      sources: [400, 1600, 2400].map((width) => ({ src: `/${width}x${width / 2}.png?${page}`, width })),
    });
    const files = filesOf(1);
    const sizes = ['inline', 'wide', 'full'];
    const chosenFiles = (reader) => reader.run((_, root) => [...root.querySelectorAll('img')].map(({ currentSrc }) => new URL(currentSrc).pathname));
    // Other URLs for the lead image, which is as wide as a wide one: a browser prefers a larger file that it has already.
    const reader = await open(sizes.map((size) => ({ type: 'image', size, ...files })), { lead: { type: 'image', ...filesOf(3) } });
    const found = await boxes(reader);
    const density = await reader.run(() => devicePixelRatio);
    assert.equal(density, 1);
    assert.deepEqual(await chosenFiles(reader), ['/1600x800.png', '/800x400.png', '/1600x800.png', '/2400x1200.png']);
    assert.ok(found[2][0] > 1850, `full: ${found[2][0]} pixels wide`);
    const small = await open(['thumb', 'left'].map((size) => ({ type: 'image', size, ...filesOf(2) })));
    await boxes(small);
    assert.deepEqual(await chosenFiles(small), ['/400x200.png', '/400x200.png']);
  });

  test('have links in their captions that stay in their line', async () => {
    const caption = ['A ', link, ' here.'];
    const image = { src: '/300x200.png', width: 300, height: 200, caption, credit: ['Photo: ', link] };
    const reader = await open([
      { type: 'image', ...image },
      { type: 'gallery', items: [image, image], caption },
      { type: 'video', src: '/none.mp4', caption, credit: ['Film: ', link] },
      { type: 'embed', url: 'https://elsewhere.example/', frame: 'https://elsewhere.example/', caption },
      { type: 'table', rows: [['1', '2']], caption },
      { type: 'quote', text: 'A quotation.', attribution: caption },
    ]);
    const links = await reader.run((_, root) => [...root.querySelectorAll('figcaption a, caption a')].map((link) => {
      const range = document.createRange();
      range.selectNode(link.previousSibling);
      const [before, box] = [[...range.getClientRects()].at(-1), link.getClientRects()[0]];
      return [getComputedStyle(link).display, link.getClientRects().length, Math.abs(box.bottom - before.bottom) < 3];
    }));
    assert.ok(links.length >= 10, `${links.length} links`);
    for (const link of links) assert.deepEqual(link, ['inline', 1, true]);
  });

  for (const [name, { lead, body = [] }] of Object.entries(MISSING)) {
    test(`that cannot be loaded move no text when their message appears: ${name}`, async () => {
      const held = testPage.site.hold(/missing/);
      for (const path of ['/missing-1.png', '/missing-2.png']) testPage.site.put(path, status(404));
      testPage.site.json('/images.json', { baca: 1, headline: 'Images', lead, body: [...body, 'After the picture.'] });
      const reader = await testPage.visit(tag({ src: '/images.json' }));
      await reader.ready();
      const places = () => reader.run((_, root) => [...root.querySelectorAll('figure, figcaption, .toolbar, .section > *')]
        .map((element) => [element.className || element.localName, element.getBoundingClientRect().top, element.getBoundingClientRect().height]));
      await held.arrived();
      const before = await places();
      held.release();
      await reader.until('the message is there', (_, root) => [...root.querySelectorAll('.figure img')].every(({ dataset }) => dataset.state === 'failed') && root.querySelector('.figure .note'));
      assert.deepEqual(await places(), before);
      // The script for enlarging adds a button between the image and the message.
      await reader.until('the pictures can be enlarged', (_, root) => root.querySelector('.enlarge'));
      assert.deepEqual(await places(), before);
      await reader.frame();
      assert.deepEqual(await reader.shifts(), []);
    });
  }
}, { engines: ['chromium'], size: { width: 1920, height: 1000 } });
