// The keyboard: the tab order and the focus. Also reduced motion and forced colours.

import assert from 'node:assert/strict';
import { Key } from 'selenium-webdriver';
import { picture } from '../support/articles.mjs';
import { flow, tag, test } from '../support/flow.mjs';
import { t } from '../support/locales.mjs';
import { status } from '../support/http-responses.mjs';
import { openArticle, serveNotifications, waitForPrompt } from '../support/push-notices.mjs';

const ENGINES = ['chromium', 'firefox'];

/** Defines `isSeen(root, element)` in the page: whether at least a part of an element is on screen, and on top there. */
const IS_SEEN = `window.isSeen = (root, element) => [...element.getClientRects()].some((box) => {
  const points = (from, to, end) => [0.05, 0.5, 0.95].map((share) => from + share * (to - from)).filter((at) => at >= 0 && at < end);
  return points(box.left, box.right, innerWidth).some((x) => points(box.top, box.bottom, innerHeight).some((y) => {
    const hit = root.elementFromPoint(x, y);
    // An input that is not drawn is as large as its label.
    return element.contains(hit) || element.parentElement.contains(hit) && element.localName === 'input';
  }));
});`;

const open = async (testPage) => {
  // The notification prompt has its own flows.
  testPage.site.json('/config.json', { ...testPage.page.configuration, notifications: undefined });
  // Firefox reports names and roles only once the page is loaded, so a held image must not delay that.
  const article = testPage.site.hold('/warta.json');
  const reader = await testPage.visit(`<a href="#x">Before</a>${tag({ src: '/warta.json', config: '/config.json' })}<a href="#y">After</a>`, { lang: 'id' });
  await testPage.until('the page is loaded', 'return document.readyState === "complete"');
  article.release();
  await reader.ready();
  await reader.tabs(2);
  await reader.run(() => scrollTo({ top: 0, behavior: 'instant' }));
  await reader.until('the pictures can be opened', (_, root) => root.querySelector('.enlarge'));
  return reader;
};

flow('The keyboard', (testPage) => {
  const press = (...keys) => testPage.driver.actions().sendKeys(...keys).perform();

  test('Tab moves through all controls in the order of the page, and the focus is always visible', async () => {
    const reader = await open(testPage);
    await testPage.driver.executeScript('document.querySelector("a").focus()');
    await testPage.driver.executeScript(IS_SEEN);
    const way = [];
    for (let step = 0; step < 40; step += 1) {
      await press(Key.TAB);
      const here = await reader.run((host, root) => {
        if (document.activeElement !== host) return { name: document.activeElement.textContent };
        const { isSeen } = window;
        const element = root.activeElement;
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        return {
          name: element.localName === 'video' ? 'video' : element.getAttribute('aria-label') ?? element.textContent.trim(),
          outlined: outlineStyle !== 'none' && parseFloat(outlineWidth) > 0,
          seen: isSeen(root, element),
          // A player's own controls have their own focus.
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
    const [smaller, larger, reset, ...others] = ['textSmaller', 'textLarger', 'textReset', 'settings', 'share'].map((key) => t('id', key));
    // "Top" appeared while scrolling down.
    const enlarge = t('id', 'reading.enlargeNamed', { text: testPage.page.article.lead.alt });
    assert.deepEqual(way, [enlarge, smaller, larger, `100% ${reset}`, ...others, 'video', 'Disqus', t('id', 'topLabel'), 'After'], 'the tab order');
    await testPage.assertClean();
  });

  for (const panel of ['settings', 'share']) {
    test(`Escape in the panel "${panel}" closes only the panel, even in a modal dialog`, async () => {
      testPage.site.json('/config.json', { share: ['copy', 'email'] });
      const reader = await testPage.visit(`<dialog>${tag({ src: '/warta.json', config: '/config.json' })}</dialog>`, { lang: 'id' });
      await testPage.driver.executeScript(`window.escapes = 0;
        document.addEventListener('keydown', ({ key }) => { if (key === 'Escape') window.escapes += 1; });
        document.querySelector('dialog').showModal();`);
      await reader.ready();
      const state = () => reader.run((host, root) => ({ panel: Boolean(root.querySelector('.panel')), dialog: host.parentElement.open, escapes: window.escapes }));
      await reader.run((_, root, panel) => {
        const opener = root.querySelector(`[data-do=${panel}]`);
        opener.focus();
        opener.click();
      }, panel);
      await reader.until('the panel is open', (_, root) => root.querySelector('.panel'));
      assert.deepEqual(await state(), { panel: true, dialog: true, escapes: 0 });
      await press(Key.ESCAPE);
      await reader.until('the panel is closed', (_, root) => !root.querySelector('.panel'));
      await reader.frame();
      assert.deepEqual(await state(), { panel: false, dialog: true, escapes: 0 });
      await press(Key.ESCAPE);
      await reader.until('the dialog is closed', (host) => !host.parentElement.open);
    });
  }

  test('the settings panel can be opened, used and closed by keyboard', async () => {
    const reader = await open(testPage);
    const opener = await reader.getByRole('button', t('id', 'settings'));
    await reader.run((_, __, element) => element.focus(), opener);
    await press(Key.ENTER);
    await reader.until('the panel is open', (_, root) => root.querySelector('.panel input[type=radio]'));
    assert.equal(await opener.getAttribute('aria-expanded'), 'true');
    // Moves into the first group and to its next choice.
    for (let step = 0; step < 3 && (await reader.run((_, root) => root.activeElement?.type)) !== 'radio'; step += 1) await press(Key.TAB);
    assert.equal(await reader.run((_, root) => root.activeElement?.type), 'radio');
    await press(Key.ARROW_DOWN);
    await reader.event('settings', { theme: 'light' });
    assert.ok((await reader.liveText()).includes(`${t('id', 'reading.theme')}: ${t('id', 'reading.themeLight')}`), 'the choice should be announced');
    await press(Key.ESCAPE);
    await reader.until('the panel is closed', (_, root) => !root.querySelector('.panel'));
    assert.equal((await reader.focused())?.name, t('id', 'settings'), 'the focus should return to what opened it');
  });

  test('nothing that has the focus is hidden while panels, prompt and toolbar are open', async () => {
    // On a phone: the prompt is a sheet at the lower edge. The bell needs notifications, the prompt no reading time.
    const window = testPage.driver.manage().window();
    const before = await window.getRect();
    try {
      await window.setRect({ width: 520, height: 800 });
      serveNotifications(testPage.site, {}, testPage.page.configuration);
      const links = Array.from({ length: 30 }, (_, n) => ({ type: 'paragraph', text: [`Paragraf ${n}: `, { text: `tautan ${n}`, href: `https://warta.example/${n}` }, '. Air naik perlahan ke atas papan. Sebagian membawa keranjang, sebagian hanya ingin melihat.'] }));
      testPage.site.json('/links.json', { ...testPage.page.article, body: [...links, { type: 'aside', open: false, title: 'Lagi', body: ['x'] }] });
      const reader = await openArticle(testPage, { src: '/links.json' });
      await testPage.driver.executeScript(IS_SEEN);
      await waitForPrompt(reader);
      for (const panel of ['.bell', '[data-do=settings]']) {
        await reader.run((_, root, panel) => {
          const opener = root.querySelector(panel);
          opener.click();
          opener.focus({ preventScroll: true });
        }, panel);
        await reader.until('a panel is open', (_, root) => root.querySelector('.panel, .bell-panel'));
        for (const keys of [[Key.TAB], [Key.SHIFT, Key.TAB]]) {
          for (let step = 0; step < 45; step += 1) {
            await testPage.driver.actions().sendKeys(...keys, Key.NULL).perform();
            const hidden = await reader.run((host, root) => {
              const element = document.activeElement === host && root.activeElement;
              if (!element || element.matches('video, iframe, h1') || window.isSeen(root, element)) return null;
              const { top, bottom } = element.getBoundingClientRect();
              return `${element.outerHTML.slice(0, 80)} from ${top} to ${bottom} of ${innerHeight}`;
            });
            assert.equal(hidden, null, `${panel}, step ${step}`);
          }
        }
      }
    } finally {
      await window.setRect(before);
    }
  });

  for (const [kind, href] of [['by fragment', '#n1'], ['by the article\'s own URL', 'https://warta.example/catatan#n1']]) {
    test(`a link inside the article scrolls to its target and focuses it: ${kind}`, async () => {
      testPage.site.json('/notes.json', {
        baca: 1, lang: 'id', headline: 'Catatan', url: 'https://warta.example/catatan',
        body: [{ type: 'paragraph', text: ['Lihat ', { text: 'catatan', href }, '.'] }, ...Array.from({ length: 60 }, (_, n) => `Paragraf ${n}.`), { type: 'paragraph', id: 'n1', text: 'Catatan pertama.' }],
      });
      const reader = await testPage.read({ src: '/notes.json' });
      await (await reader.getByRole('link', 'catatan')).sendKeys(Key.ENTER);
      await reader.until('the note is on screen', (_, root) => {
        const note = [...root.querySelectorAll('[part~="paragraph"]')].at(-1).getBoundingClientRect();
        return note.top >= 0 && note.bottom <= innerHeight;
      });
      assert.equal((await reader.focused())?.text, 'Catatan pertama.');
    });
  }
}, { engines: ENGINES, everyPage: true });

flow('Preferences of the system', (testPage) => {
  test('nothing is animated with reduced motion', async () => {
    if (testPage.engine === 'chromium') {
      await testPage.browser.cdp('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-reduced-motion', value: 'reduce' }] });
    }
    const held = testPage.site.hold(new URL(testPage.page.article.lead.src, testPage.site.url('/warta.json')).pathname);
    const reader = await open(testPage);
    assert.equal(await reader.run(() => matchMedia('(prefers-reduced-motion: reduce)').matches), true, 'the browser should say so');
    await held.arrived();
    const moving = () => reader.run((_, root) => root.getAnimations().filter(({ playState }) => playState === 'running').map(({ animationName, effect }) => `${animationName} of ${effect.target.className}`));
    assert.deepEqual(await moving(), [], 'while an image loads');
    testPage.proxy.disqus.set(testPage.shortname, 'never');
    await (await reader.getByRole('tab', 'Disqus')).click();
    await reader.event('comments', { provider: 'disqus', state: 'loading' });
    assert.deepEqual(await moving(), [], 'while comments load');
    await reader.run((_, root) => root.querySelector('[part~="editor"]').scrollIntoView({ block: 'end', behavior: 'instant' }));
    await reader.until('"Top" is shown', (_, root) => root.querySelector('[part~="top"]'));
    // Within two frames, smooth scrolling would have only started.
    const top = await reader.wait(async (host, root) => {
      root.querySelector('[part~="top"]').click();
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      return host.getBoundingClientRect().top;
    });
    assert.ok(Math.abs(top) < 40, `"Top" should scroll without animation: the start is at ${top}`);
    held.release();
  });

  test('print of the text without a module is black on white, without controls', async () => {
    if (testPage.engine !== 'chromium') return;
    const path = '/some/folder/reader/baca-app_bg.wasm';
    testPage.site.put(path, status(404));
    const reader = await testPage.visit(tag({ src: '/warta.json', theme: 'dark' }));
    await reader.failed();
    testPage.site.remove(path);
    await testPage.browser.cdp('Emulation.setEmulatedMedia', { media: 'print', features: [] });
    try {
      const { shown, ...seen } = await reader.run((_, root) => {
        const paragraph = getComputedStyle(root.querySelector('.plain .section p'));
        return {
          shown: root.querySelector('.plain').checkVisibility(), colour: paragraph.color, background: getComputedStyle(root.querySelector('.plain')).backgroundColor,
          buttons: [...root.querySelectorAll('.plain button')].filter((button) => button.checkVisibility()).length,
        };
      });
      assert.ok(shown);
      assert.deepEqual(seen, { colour: 'rgb(0, 0, 0)', background: 'rgb(255, 255, 255)', buttons: 0 });
    } finally {
      await testPage.browser.cdp('Emulation.setEmulatedMedia', { media: '', features: [] });
    }
  });

  test('print is black on white in every theme, complete, without controls, with the address of the article', async () => {
    if (testPage.engine !== 'chromium') return;
    const items = ['1', '2', '3'].map((name) => ({ src: `/media/${name}.svg`, width: 900, height: 600, alt: name }));
    for (const { src } of items) testPage.site.put(src, picture(900, 600));
    testPage.site.json('/print.json', {
      ...testPage.page.article,
      body: [
        { type: 'aside', open: false, title: 'Tertutup', body: ['Isi.'] }, { type: 'gallery', slides: true, items }, { type: 'code', text: 'x' }, testPage.page.article.body.at(-1),
        { type: 'audio', src: '/media/a.mp3', caption: 'Suara', transcript: ['Transkrip.'] }, { type: 'table', rows: [['a']] }, 'Akhir.',
      ],
    });
    for (const [theme, chosen] of [['auto'], ['light'], ['dark'], ['sepia'], ['contrast'], ['light', 'dark'], ['dark', 'sepia']]) {
      const reader = await testPage.read({ src: '/print.json', config: '/config.json', theme });
      if (chosen) {
        await reader.run((_, __, theme) => localStorage.setItem('baca:settings', JSON.stringify({ size: 150, theme, width: 'wide' })), chosen);
        await testPage.reload();
        await reader.ready();
      }
      await testPage.browser.cdp('Emulation.setEmulatedMedia', { media: 'print', features: [{ name: 'prefers-color-scheme', value: 'dark' }] });
      try {
        const seen = await reader.run((_, root) => {
          const style = (selector, pseudo) => getComputedStyle(root.querySelector(selector), pseudo);
          const isShown = (element) => element.checkVisibility({ contentVisibilityAuto: true });
          return {
            colours: [...new Set([...root.querySelectorAll('.section p, .section figcaption, h1, a')].map((element) => getComputedStyle(element).color))].sort(),
            // What is not displayed is not printed.
            backgrounds: [...new Set([...root.querySelectorAll('.baca, .baca *')].filter((element) => element.checkVisibility()).map((element) => getComputedStyle(element).backgroundColor))].sort(),
            controls: [...root.querySelectorAll('button, input, video, audio, iframe, [role=progressbar], [role=status]')].filter(isShown).length,
            details: isShown([...root.querySelectorAll('details p')].find((p) => p.textContent === 'Isi.')),
            transcript: isShown([...root.querySelectorAll('details p')].find((p) => p.textContent === 'Transkrip.')),
            slides: [...root.querySelectorAll('.slides li')].every((item) => item.getBoundingClientRect().right <= root.querySelector('.slides').getBoundingClientRect().right + 1),
            address: style('footer', '::after').content,
          };
        });
        const what = `${theme}, ${chosen} chosen`;
        assert.deepEqual(seen.colours.filter((colour) => !['rgb(0, 0, 0)', 'rgb(68, 68, 68)'].includes(colour) && !/^color\(srgb 0\.15/.test(colour)), [], what);
        assert.deepEqual(seen.backgrounds, ['rgb(255, 255, 255)', 'rgba(0, 0, 0, 0)'].filter((colour) => seen.backgrounds.includes(colour)), what);
        assert.ok(seen.address.includes(testPage.page.article.url), `${what}: ${seen.address}`);
        assert.deepEqual([seen.controls, seen.details, seen.transcript, seen.slides], [0, true, true, true], what);
      } finally {
        await testPage.browser.cdp('Emulation.setEmulatedMedia', { media: '', features: [] });
      }
    }
  });

  test('forced colours are kept', async () => {
    if (testPage.engine === 'chromium') {
      await testPage.browser.cdp('Emulation.setEmulatedMedia', { features: [{ name: 'forced-colors', value: 'active' }] });
    }
    const reader = await open(testPage);
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
