// By keyboard alone, and calmly: the way through the page, where the focus is, and motion only for
// who wants it.

import assert from 'node:assert/strict';
import { Key } from 'selenium-webdriver';
import { flow, tag, test } from '../support/flow.mjs';
import { t } from '../support/locales.mjs';

const ENGINES = ['chromium', 'firefox'];
const open = async (stage) => {
  // The question about notifications has flows of its own.
  stage.site.json('/config.json', { ...stage.page.configuration, notifications: undefined });
  // Firefox tells names and roles once the page is loaded: a picture that a test awaits must not keep it from that.
  const article = stage.site.hold('/warta.json');
  const reader = await stage.visit(`<a href="#x">Before</a>${tag({ src: '/warta.json', config: '/config.json' })}<a href="#y">After</a>`, { lang: 'id' });
  await stage.until('the page is loaded', 'return document.readyState === "complete"');
  article.release();
  await reader.ready();
  await reader.until('the tabs are there', (_, root) => root.querySelectorAll('[role=tab]').length === 2);
  return reader;
};

flow('The keyboard', (stage) => {
  const press = (...keys) => stage.driver.actions().sendKeys(...keys).perform();

  test('Tab leads through everything in the order of the page, always in sight', async () => {
    const reader = await open(stage);
    await stage.driver.executeScript('document.querySelector("a").focus()');
    const way = [];
    for (let step = 0; step < 40; step += 1) {
      await press(Key.TAB);
      const here = await reader.run((host, root) => {
        if (document.activeElement !== host) return { name: document.activeElement.textContent };
        const element = root.activeElement;
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        const { top, bottom } = element.getBoundingClientRect();
        return {
          name: element.localName === 'video' ? 'video' : element.getAttribute('aria-label') ?? element.textContent.trim(),
          outlined: outlineStyle !== 'none' && parseFloat(outlineWidth) > 0,
          seen: bottom > 0 && top < innerHeight,
          // Parts of a player's own controls have a focus of their own.
          player: element.localName === 'video',
        };
      });
      if (here.outlined !== undefined && !here.player) {
        assert.ok(here.outlined, `the focus on "${here.name}" should be seen`);
        assert.ok(here.seen, `"${here.name}" should be on screen when it has the focus`);
      }
      if (way.at(-1) !== here.name) way.push(here.name);
      if (here.name === 'After') break;
    }
    const words = ['textSmaller', 'textLarger', 'settings', 'share'].map((key) => t('id', key));
    // The reset button is off at the usual size; "Top" has come with the way down.
    assert.deepEqual(way, [...words, 'video', 'Disqus', t('id', 'topLabel'), 'After'], 'the way by Tab');
    await stage.calm();
  });

  test('the panel of settings is opened, used and left by keyboard', async () => {
    const reader = await open(stage);
    const opener = await reader.the('button', t('id', 'settings'));
    await reader.run((_, __, element) => element.focus(), opener);
    await press(Key.ENTER);
    await reader.until('the panel is open', (_, root) => root.querySelector('.panel input[type=radio]'));
    assert.equal(await opener.getAttribute('aria-expanded'), 'true');
    // Into the first group, and on to its next choice.
    for (let step = 0; step < 3 && (await reader.run((_, root) => root.activeElement?.type)) !== 'radio'; step += 1) await press(Key.TAB);
    assert.equal(await reader.run((_, root) => root.activeElement?.type), 'radio');
    await press(Key.ARROW_DOWN);
    await reader.event('settings', { theme: 'light' });
    await press(Key.ESCAPE);
    await reader.until('the panel is closed', (_, root) => !root.querySelector('.panel'));
    assert.equal((await reader.focused())?.name, t('id', 'settings'), 'the focus should return to what opened it');
  });

  for (const [kind, href] of [['by its name', '#n1'], ['by the article\'s own address', 'https://warta.example/catatan#n1']]) {
    test(`a link inside the article leads to its place, with the focus: ${kind}`, async () => {
      stage.site.json('/notes.json', {
        baca: 1, lang: 'id', headline: 'Catatan', url: 'https://warta.example/catatan',
        body: [{ type: 'paragraph', text: ['Lihat ', { text: 'catatan', href }, '.'] }, ...Array.from({ length: 60 }, (_, n) => `Paragraf ${n}.`), { type: 'paragraph', id: 'n1', text: 'Catatan pertama.' }],
      });
      const reader = await stage.read({ src: '/notes.json' });
      await (await reader.the('link', 'catatan')).sendKeys(Key.ENTER);
      await reader.until('the note is on screen', (_, root) => {
        const note = [...root.querySelectorAll('[part~="paragraph"]')].at(-1).getBoundingClientRect();
        return note.top >= 0 && note.bottom <= innerHeight;
      });
      assert.equal((await reader.focused())?.text, 'Catatan pertama.');
    });
  }
}, { engines: ENGINES, everyPage: true });

flow('Calm', (stage) => {
  test('nothing moves for who wants no motion', async () => {
    if (stage.engine === 'chromium') {
      await stage.browser.cdp('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-reduced-motion', value: 'reduce' }] });
    }
    const held = stage.site.hold(new URL(stage.page.article.lead.src, stage.site.url('/warta.json')).pathname);
    const reader = await open(stage);
    assert.equal(await reader.run(() => matchMedia('(prefers-reduced-motion: reduce)').matches), true, 'the browser should say so');
    await held.arrived();
    const moving = () => reader.run((_, root) => root.getAnimations().filter(({ playState }) => playState === 'running').map(({ animationName, effect }) => `${animationName} of ${effect.target.className}`));
    assert.deepEqual(await moving(), [], 'while a picture is awaited');
    stage.proxy.disqus.set(stage.shortname, 'never');
    await (await reader.the('tab', 'Disqus')).click();
    await reader.event('comments', { provider: 'disqus', state: 'loading' });
    assert.deepEqual(await moving(), [], 'while comments are awaited');
    await reader.run((_, root) => root.querySelector('[part~="editor"]').scrollIntoView({ block: 'end', behavior: 'instant' }));
    await reader.until('"Top" is there', (_, root) => root.querySelector('[part~="top"]'));
    // Within a frame: a glide would have only begun.
    const top = await reader.wait(async (host, root) => {
      root.querySelector('[part~="top"]').click();
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      return host.getBoundingClientRect().top;
    });
    assert.ok(Math.abs(top) < 40, `"Top" should jump, not glide: the beginning is at ${top}`);
    held.release();
  });

  test('colours that the system forces are kept', async () => {
    if (stage.engine === 'chromium') {
      await stage.browser.cdp('Emulation.setEmulatedMedia', { features: [{ name: 'forced-colors', value: 'active' }] });
    }
    const reader = await open(stage);
    const seen = await reader.run((_, root) => ({
      forced: matchMedia('(forced-colors: active)').matches,
      text: getComputedStyle(root.querySelector('[part~="paragraph"]')).color,
      canvas: (() => {
        const probe = document.body.appendChild(document.createElement('i'));
        probe.style.color = 'CanvasText';
        const { color } = getComputedStyle(probe);
        probe.remove();
        return color;
      })(),
    }));
    assert.equal(seen.forced, true, 'the browser should say so');
    assert.equal(seen.text, seen.canvas);
  });
}, { engines: ENGINES, everyPage: true, prefs: { 'ui.prefersReducedMotion': 1, 'browser.display.document_color_use': 2 } });
