// A+ and A−: from the site's own size to four times it, kept on this device for the whole site, and
// never losing the line that is being read.

import assert from 'node:assert/strict';
import { flow, test } from '../support/flow.mjs';
import { t } from '../support/locales.mjs';

const larger = t('id', 'textLarger');
const smaller = t('id', 'textSmaller');

/** The size of the body's letters, in pixels. */
const pixels = (reader) =>
  reader.run((_, root) => parseFloat(getComputedStyle(root.querySelector('[part~="body"] [part~="paragraph"]')).fontSize));

/** The text size that was told last, in percent. */
const told = async (reader) => (await reader.events('text-size')).at(-1)?.detail.size;

/** Waits until so many changes were told. */
const changes = (reader, count) =>
  reader.until(`${count} changes are told`, (_, __, count) => window.record.events.filter(({ name }) => name === 'text-size').length === count, count);

/** Presses a button until it is disabled; gives the sizes on the way. */
async function pressToTheEnd(reader, name) {
  const button = await reader.the('button', name);
  const sizes = [];
  while (await button.isEnabled()) {
    assert.ok(sizes.length < 50, `"${name}" should come to an end`);
    await button.click();
    await changes(reader, sizes.length + 1);
    sizes.push(await told(reader));
  }
  return sizes;
}

flow('Text size', (stage) => {
  test('A+ goes to twice the size and beyond, then it is disabled', async () => {
    const reader = await stage.read();
    const usual = await pixels(reader);
    const sizes = await pressToTheEnd(reader, larger);
    assert.ok(sizes.at(-1) >= 200, `the largest size is ${sizes.at(-1)} %`);
    assert.deepEqual(sizes, [...sizes].sort((a, b) => a - b), 'each step is larger');
    const ratio = (await pixels(reader)) / usual;
    assert.ok(Math.abs(ratio - sizes.at(-1) / 100) < 0.02, `${sizes.at(-1)} % should draw the letters ${sizes.at(-1) / 100} times as large, not ${ratio}`);
    const scrolls = await reader.run(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
    assert.ok(!scrolls, 'the page should not scroll sideways with the largest letters');
  });

  test('A− goes below the usual size, then it is disabled', async () => {
    const reader = await stage.read();
    const usual = await pixels(reader);
    const sizes = await pressToTheEnd(reader, smaller);
    assert.ok(sizes.length > 0 && sizes.at(-1) < 100, `the smallest size is ${sizes.at(-1)} %`);
    assert.ok((await pixels(reader)) < usual);
  });

  test('the size is announced, and can be put back', async () => {
    const reader = await stage.read();
    await reader.press(larger);
    await reader.event('text-size');
    const size = await told(reader);
    const written = await reader.run((_, __, size) => new Intl.NumberFormat('id', { style: 'percent' }).format(size / 100), size);
    await reader.until('it is announced', (_, root, text) => [...root.querySelectorAll('[role=status]')].some((live) => live.textContent === text), t('id', 'textSize', { n: written }));
    const reset = await reader.the('button', new RegExp(t('id', 'textReset')));
    assert.equal(await reset.getText(), written, 'the button shows the present size');
    await reset.click();
    await reader.event('text-size', { size: 100 });
    assert.equal(await reset.isEnabled(), false, 'there is nothing to put back at the usual size');
  });

  test('the size stays after a reload and in other pages of the site', async () => {
    const reader = await stage.read();
    await reader.press(larger);
    await reader.press(larger);
    await changes(reader, 2);
    const chosen = await pixels(reader);
    await stage.reload();
    await reader.ready();
    assert.equal(await pixels(reader), chosen, 'after a reload');
    const other = await stage.read({ src: '/arab.json' });
    assert.equal(await pixels(other), chosen, 'in another page of the site');
  });

  test('all readers of a page change together', async () => {
    const first = await stage.visit('<baca-reader src="/warta.json"></baca-reader><baca-reader src="/arab.json"></baca-reader>');
    const second = stage.reader(1);
    await first.ready();
    await second.ready();
    await first.press(larger);
    await first.event('text-size');
    assert.equal(await pixels(second), await pixels(first));
  });

  test('a choice in one tab changes the other', async () => {
    const reader = await stage.read();
    const usual = await pixels(reader);
    const first = await stage.driver.getWindowHandle();
    await stage.driver.switchTo().newWindow('tab');
    const second = await stage.read();
    await second.press(larger);
    await second.event('text-size');
    await stage.driver.close();
    await stage.driver.switchTo().window(first);
    await reader.until('the first tab has changed', (_, root, usual) =>
      parseFloat(getComputedStyle(root.querySelector('[part~="body"] [part~="paragraph"]')).fontSize) > usual, usual);
  });

  test('the paragraph being read stays where it is', async () => {
    const reader = await stage.read();
    // The toolbar stays at the upper edge; the paragraph being read is the first one below it.
    const start = await reader.run((_, root) => {
      const all = [...root.querySelectorAll('[part~="body"] [part~="paragraph"]')];
      const index = Math.floor(all.length / 2);
      scrollTo({ top: scrollY + all[index].getBoundingClientRect().top - 100, behavior: 'instant' });
      return { index, top: all[index].getBoundingClientRect().top };
    });
    for (let step = 1; step <= 6; step += 1) {
      await reader.press(step === 5 ? smaller : larger);
      await changes(reader, step);
      await reader.frame();
      const top = await reader.run((_, root, index) => root.querySelectorAll('[part~="body"] [part~="paragraph"]')[index].getBoundingClientRect().top, start.index);
      assert.ok(Math.abs(top - start.top) < 4, `after step ${step} the paragraph stands at ${top} instead of ${start.top}`);
    }
  });

  test('the paragraph being read stays where it is in a long article', async () => {
    stage.site.json('/long.json', { baca: 1, lang: 'id', headline: 'Panjang', body: Array.from({ length: 600 }, (_, n) => `Paragraf ${n}. ${'Air naik perlahan ke atas papan. '.repeat(3 + (n % 7))}`) });
    const reader = await stage.read({ src: '/long.json' });
    await reader.run((_, root) => root.querySelectorAll('[part~="paragraph"]')[300].scrollIntoView({ block: 'start', behavior: 'instant' }));
    await reader.frame();
    // The first whose end is below the toolbar is the one being read, and may begin above it.
    const reading = await reader.run((_, root) => {
      const all = [...root.querySelectorAll('[part~="paragraph"]')];
      const index = all.findIndex((one) => one.getBoundingClientRect().bottom > 64);
      return { index, top: all[index].getBoundingClientRect().top };
    });
    await reader.press(larger);
    await reader.event('text-size');
    await reader.frame();
    const top = await reader.run((_, root, index) => root.querySelectorAll('[part~="paragraph"]')[index].getBoundingClientRect().top, reading.index);
    assert.ok(Math.abs(top - reading.top) < 4, `the paragraph stands at ${top} instead of ${reading.top}`);
  });

  test('a storage that is full of nonsense is passed over', async () => {
    const reader = await stage.read();
    const usual = await pixels(reader);
    for (const nonsense of ['{', 'null', '{"size":"huge","theme":7}', '[]']) {
      await stage.driver.executeScript('localStorage.setItem("baca:settings", arguments[0])', nonsense);
      await stage.reload();
      await reader.ready();
      assert.equal(await pixels(reader), usual, `with ${nonsense} in the storage`);
    }
  });
}, { everyPage: true });
