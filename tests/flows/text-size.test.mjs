// A+ and A−: from the site's own size to four times it, stored on the device for the whole site, without moving the
// line that is being read.

import assert from 'node:assert/strict';
import { flow, tag, test } from '../support/flow.mjs';
import { text } from '../support/http-responses.mjs';
import { t } from '../support/locales.mjs';

const larger = t('id', 'textLarger');
const smaller = t('id', 'textSmaller');

/** Returns the font size of the body, in pixels. */
const pixels = (reader) =>
  reader.run((_, root) => parseFloat(getComputedStyle(root.querySelector('[part~="body"] [part~="paragraph"]')).fontSize));

/** Returns the text size in the last event, in percent. */
const lastSize = async (reader) => (await reader.events('text-size')).at(-1)?.detail.size;

/** Waits until `count` changes are reported. */
const waitForChanges = (reader, count) =>
  reader.until(`${count} changes are reported`, (_, __, count) => window.record.events.filter(({ name }) => name === 'text-size').length === count, count);

/** Presses a tool as by keyboard: while the page is scrolled down, the toolbar is shown only if it has the focus. */
const pressByKeyboard = (reader, name) => reader.run((_, root, name) => {
  const tool = root.querySelector(`.tools [aria-label="${name}"]`);
  tool.focus({ preventScroll: true });
  tool.click();
}, name);

/** Returns whether a tool is enabled. A disabled one can still have the focus. */
const isEnabled = async (button) => (await button.getAttribute('aria-disabled')) !== 'true';

/** Presses a button until it is disabled; returns the sizes. The focus stays on the button. */
async function pressToTheEnd(reader, name) {
  const button = await reader.getByRole('button', name);
  const sizes = [];
  while (await isEnabled(button)) {
    assert.ok(sizes.length < 50, `"${name}" should become disabled`);
    await button.click();
    await waitForChanges(reader, sizes.length + 1);
    sizes.push(await lastSize(reader));
  }
  assert.equal((await reader.focused()).name, name, 'the focus should stay on the button');
  await button.click();
  await reader.frame();
  assert.equal((await reader.events('text-size')).length, sizes.length, 'a disabled button changes nothing');
  return sizes;
}

flow('Text size', (testPage) => {
  test('A+ reaches at least twice the size and is then disabled', async () => {
    const reader = await testPage.read();
    const usual = await pixels(reader);
    const sizes = await pressToTheEnd(reader, larger);
    assert.ok(sizes.at(-1) >= 200, `the largest size is ${sizes.at(-1)} %`);
    assert.deepEqual(sizes, [...sizes].sort((a, b) => a - b), 'each step is larger');
    const ratio = (await pixels(reader)) / usual;
    assert.ok(Math.abs(ratio - sizes.at(-1) / 100) < 0.02, `${sizes.at(-1)} % should be ${sizes.at(-1) / 100} times the default font size, not ${ratio}`);
    const scrolls = await reader.run(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
    assert.ok(!scrolls, 'the page should not scroll horizontally at the largest size');
  });

  test('A− goes below the default size and is then disabled', async () => {
    const reader = await testPage.read();
    const usual = await pixels(reader);
    const sizes = await pressToTheEnd(reader, smaller);
    assert.ok(sizes.length > 0 && sizes.at(-1) < 100, `the smallest size is ${sizes.at(-1)} %`);
    assert.ok((await pixels(reader)) < usual);
  });

  for (const smooth of ['', ';scroll-behavior:smooth']) {
    test(`the line at the top keeps its position inside a scroll container${smooth && ' with smooth scrolling'}`, async () => {
      testPage.site.put('/box.css', text(`html,body{margin:0;height:100%;overflow:hidden}header{height:80px}main{height:calc(100% - 80px);overflow:auto${smooth}}`, 'text/css'));
      const reader = await testPage.visit(`<header>Warta</header><main>${tag({ src: '/warta.json' })}</main>`, { lang: 'id', head: '<link rel="stylesheet" href="/box.css">' });
      await reader.ready();
      // In the middle of the article, each change of size would move another line below the toolbar.
      const before = await reader.run((host, root) => {
        const box = host.parentElement;
        box.scrollTo({ top: box.scrollHeight / 2, behavior: 'instant' });
        const edge = root.querySelector('.tools').getBoundingClientRect().bottom + 36;
        window.line = [...root.querySelectorAll('[part~=paragraph]')].find((p) => p.getBoundingClientRect().bottom > edge);
        return window.line.getBoundingClientRect().top;
      });
      await pressByKeyboard(reader, larger);
      await waitForChanges(reader, 1);
      await pressByKeyboard(reader, larger);
      await waitForChanges(reader, 2);
      await reader.frame();
      const after = await reader.run(() => window.line.getBoundingClientRect().top);
      assert.ok(Math.abs(after - before) < 4, `the paragraph moved from ${before} to ${after}`);
    });
  }

  test('the size is announced and can be reset', async () => {
    const reader = await testPage.read();
    await reader.press(larger);
    await reader.event('text-size');
    const size = await lastSize(reader);
    const written = await reader.run((_, __, size) => new Intl.NumberFormat('id', { style: 'percent' }).format(size / 100), size);
    await reader.until('it is announced', (_, root, text) => [...root.querySelectorAll('[role=status]')].some((live) => live.textContent === text), t('id', 'textSize', { n: written }));
    const reset = await reader.getByRole('button', new RegExp(t('id', 'textReset')));
    assert.equal(await reset.getText(), written, 'the button should show the current size');
    await reset.click();
    await reader.event('text-size', { size: 100 });
    assert.equal(await isEnabled(reset), false, 'the button should be disabled at the default size');
    const { name } = await reader.focused();
    assert.ok(name.includes(t('id', 'textReset')), `the focus should stay on the button, not go to ${name}`);
  });

  test('the size is kept after a reload and on other pages of the site', async () => {
    const reader = await testPage.read();
    await reader.press(larger);
    await reader.press(larger);
    await waitForChanges(reader, 2);
    const chosen = await pixels(reader);
    await testPage.reload();
    await reader.ready();
    assert.equal(await pixels(reader), chosen, 'after a reload');
    const other = await testPage.read({ src: '/arab.json' });
    assert.equal(await pixels(other), chosen, 'on another page of the site');
  });

  test('all readers of a page change together', async () => {
    const first = await testPage.visit('<baca-reader src="/warta.json"></baca-reader><baca-reader src="/arab.json"></baca-reader>');
    const second = testPage.reader(1);
    await first.ready();
    await second.ready();
    await first.press(larger);
    await first.event('text-size');
    assert.equal(await pixels(second), await pixels(first));
  });

  test('a change in one tab applies in the other', async () => {
    const reader = await testPage.read();
    const usual = await pixels(reader);
    const first = await testPage.driver.getWindowHandle();
    await testPage.driver.switchTo().newWindow('tab');
    const second = await testPage.read();
    await second.press(larger);
    await second.event('text-size');
    await testPage.driver.close();
    await testPage.driver.switchTo().window(first);
    await reader.until('the first tab has changed', (_, root, usual) =>
      parseFloat(getComputedStyle(root.querySelector('[part~="body"] [part~="paragraph"]')).fontSize) > usual, usual);
  });

  test('the paragraph being read stays where it is', async () => {
    const reader = await testPage.read();
    // The toolbar is sticky; the paragraph being read is the first one below it.
    const start = await reader.run((_, root) => {
      const all = [...root.querySelectorAll('[part~="body"] [part~="paragraph"]')];
      const index = Math.floor(all.length / 2);
      scrollTo({ top: scrollY + all[index].getBoundingClientRect().top - 100, behavior: 'instant' });
      return { index, top: all[index].getBoundingClientRect().top };
    });
    for (let step = 1; step <= 6; step += 1) {
      await pressByKeyboard(reader, step === 5 ? smaller : larger);
      await waitForChanges(reader, step);
      await reader.frame();
      const top = await reader.run((_, root, index) => root.querySelectorAll('[part~="body"] [part~="paragraph"]')[index].getBoundingClientRect().top, start.index);
      assert.ok(Math.abs(top - start.top) < 4, `after step ${step} the paragraph is at ${top} instead of ${start.top}`);
    }
  });

  test('the paragraph being read stays where it is in a long article', async () => {
    testPage.site.json('/long.json', { baca: 1, lang: 'id', headline: 'Panjang', body: Array.from({ length: 600 }, (_, n) => `Paragraf ${n}. ${'Air naik perlahan ke atas papan. '.repeat(3 + (n % 7))}`) });
    const reader = await testPage.read({ src: '/long.json' });
    await reader.run((_, root) => root.querySelectorAll('[part~="paragraph"]')[300].scrollIntoView({ block: 'start', behavior: 'instant' }));
    await reader.frame();
    // The paragraph being read is the first whose end is below the toolbar; it may start above it.
    const reading = await reader.run((_, root) => {
      const all = [...root.querySelectorAll('[part~="paragraph"]')];
      const index = all.findIndex((one) => one.getBoundingClientRect().bottom > 64);
      return { index, top: all[index].getBoundingClientRect().top };
    });
    await pressByKeyboard(reader, larger);
    await reader.event('text-size');
    await reader.frame();
    const top = await reader.run((_, root, index) => root.querySelectorAll('[part~="paragraph"]')[index].getBoundingClientRect().top, reading.index);
    assert.ok(Math.abs(top - reading.top) < 4, `the paragraph is at ${top} instead of ${reading.top}`);
  });

  test('malformed stored values are ignored', async () => {
    const reader = await testPage.read();
    const usual = await pixels(reader);
    for (const stored of ['{', 'null', '{"size":"huge","theme":7}', '[]']) {
      await testPage.driver.executeScript('localStorage.setItem("baca:settings", arguments[0])', stored);
      await testPage.reload();
      await reader.ready();
      assert.equal(await pixels(reader), usual, `with ${stored} in the storage`);
    }
  });
}, { everyPage: true });
