// Sharing an article: links to other sites, the clipboard, and the system's share sheet, each with its event.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Key } from 'selenium-webdriver';
import { text, typeOf } from '../support/http-responses.mjs';
import { flow, tag, test } from '../support/flow.mjs';
import { t } from '../support/locales.mjs';

const SHEET = readFileSync(new URL('../support/fakes/share.js', import.meta.url));

/** A headline whose characters must be encoded in links. */
const HEADLINE = 'Salt & rice: 100% + more? #1 “naïve” – 米';
const ADDRESS = 'https://news.example/a/?id=1&of=2#part';

const CONFIGURED = { en: { settings: 'Settings of this test' } };

const encoded = { headline: encodeURIComponent(HEADLINE), address: encodeURIComponent(ADDRESS) };

/** Method in the configuration and in the event → name and URL of the link. */
const LINKS = {
  whatsapp: ['WhatsApp', `https://wa.me/?text=${encoded.address}`],
  x: ['X', `https://x.com/intent/post?url=${encoded.address}&text=${encoded.headline}`],
  facebook: ['Facebook', `https://www.facebook.com/sharer/sharer.php?u=${encoded.address}`],
  email: [t('en', 'reading.shareEmail'), `mailto:?body=${encoded.address}&subject=${encoded.headline}`],
};

flow('Sharing', (testPage) => {
  /** Opens a page with the article; `share` is the configured list, `head` runs before the reader's script. */
  const open = async ({ share, head = '', article = {} } = {}) => {
    testPage.site.json('/shared.json', { baca: 1, lang: 'en', headline: HEADLINE, url: ADDRESS, body: ['Text.'], ...article });
    testPage.site.json('/share-config.json', { share, labels: CONFIGURED });
    testPage.site.put('/share-sheet.js', text(SHEET, typeOf('.js')));
    const reader = await testPage.read({ src: '/shared.json', config: '/share-config.json' }, { head, lang: 'en' });
    await configured(reader);
    return reader;
  };
  /** Waits for the configuration: its label replaces the default one. */
  const configured = (reader) => reader.until('the configuration is applied', (_, root, label) =>
    root.querySelector(`.toolbar [aria-label="${label}"]`), CONFIGURED.en.settings);
  const withSheet = '<script src="/share-sheet.js"></script>';
  const withoutSheet = '<script>delete Navigator.prototype.share;</script>';
  const openPanel = async (reader) => {
    await reader.press(t('en', 'share'));
    await reader.until('the panel is open', (_, root) => root.querySelector('.toolbar [role=group]'));
  };
  /** Returns the ways in the panel in order: links by URL, the button by its text. */
  const ways = (reader) => reader.run((_, root) =>
    [...root.querySelectorAll('.toolbar [role=group] :is(a, button)')].map((way) => way.getAttribute('href') ?? way.textContent));
  const shared = async (reader) => (await reader.events('share')).map(({ detail }) => detail.method);
  const panelIsOpen = (reader) => reader.run((_, root) => Boolean(root.querySelector('.toolbar [role=group]')));

  test('offers every way in the default order', async () => {
    const reader = await open({ head: withoutSheet });
    await openPanel(reader);
    assert.deepEqual(await ways(reader), [t('en', 'reading.shareCopy'), ...Object.values(LINKS).map(([, href]) => href)]);
    await testPage.assertClean();
  });

  for (const [method, [name, href]] of Object.entries(LINKS)) {
    test(`the link of ${method} has the article in its URL and dispatches baca-share`, async () => {
      const reader = await open({ share: [method], head: withoutSheet });
      await openPanel(reader);
      const link = await reader.getByRole('link', name);
      const seen = await reader.run((_, __, link) => ({ href: link.getAttribute('href'), target: link.target, rel: link.rel }), link);
      assert.deepEqual({ href: seen.href, target: seen.target }, { href, target: '_blank' });
      assert.match(seen.rel, /noopener/);
      // Navigation is prevented: the other site is not part of the test.
      await reader.run(() => addEventListener('click', (event) => event.preventDefault()));
      await link.click();
      await reader.event('share', { method });
      assert.deepEqual(await shared(reader), [method], 'dispatched once');
      assert.deepEqual(testPage.proxy.fromPages, [], 'nothing should be loaded from the other site');
    });
  }

  test('the site chooses the ways and their order', async () => {
    const reader = await open({ share: ['email', 'copy', 'x'] });
    await openPanel(reader);
    assert.deepEqual(await ways(reader), [LINKS.email[1], t('en', 'reading.shareCopy'), LINKS.x[1]]);
  });

  test('an article without a URL is shared with the page\'s URL without fragment', async () => {
    testPage.site.json('/config.json', { share: ['whatsapp'], labels: CONFIGURED });
    testPage.site.json('/unnamed.json', { baca: 1, lang: 'en', headline: 'x', body: ['y'] });
    const page = testPage.put(tag({ src: '/unnamed.json', config: '/config.json' }), { path: '/page.html', lang: 'en' });
    await testPage.goTo(`${page}?from=list#comments`);
    const reader = testPage.reader();
    await reader.ready();
    await configured(reader);
    await openPanel(reader);
    assert.deepEqual(await ways(reader), [`https://wa.me/?text=${encodeURIComponent(`${page}?from=list`)}`]);
  });

  test('copying puts the URL on the clipboard, announces it and dispatches baca-share', async () => {
    const reader = await open({ head: withoutSheet });
    await openPanel(reader);
    await reader.press(t('en', 'reading.shareCopy'));
    await reader.event('share', { method: 'copy' });
    await reader.until('it is announced', (_, root, words) => root.querySelector('.toolbar [role=status]').textContent === words, t('en', 'reading.shareCopied'));
    assert.equal(await panelIsOpen(reader), false, 'the panel should be closed');
    assert.deepEqual(await shared(reader), ['copy']);
    // Pasting by keyboard needs no permission to read the clipboard.
    await reader.run(() => document.body.append(Object.assign(document.createElement('textarea'), { id: 'paste' })));
    await testPage.driver.findElement({ id: 'paste' }).sendKeys(Key.chord(Key.CONTROL, 'v'));
    await reader.until('the URL is pasted', (_, __, address) => document.getElementById('paste').value === address, ADDRESS);
    await testPage.assertClean();
  });

  for (const [what, script] of [
    ['refused', 'navigator.clipboard.writeText = () => Promise.reject(new DOMException("no", "NotAllowedError"))'],
    ['missing', 'Object.defineProperty(Navigator.prototype, "clipboard", { value: undefined })'],
  ]) {
    test(`a clipboard that is ${what} has a message and dispatches no event`, async () => {
      const reader = await open({ head: `${withoutSheet}<script>${script}</script>` });
      await openPanel(reader);
      await reader.press(t('en', 'reading.shareCopy'));
      await reader.until('the failure is announced', (_, root, words) => root.querySelector('.toolbar [role=status]').textContent === words, t('en', 'reading.shareFailed'));
      assert.deepEqual(await shared(reader), []);
      await testPage.assertClean();
    });
  }

  test('the system\'s share sheet gets headline and URL, and baca-share is dispatched when it succeeds', async () => {
    const reader = await open({ head: withSheet });
    await reader.press(t('en', 'share'));
    await reader.until('the sheet is open', () => window.shareSheet.calls.length);
    assert.deepEqual(await reader.run(() => window.shareSheet.calls), [{ title: HEADLINE, url: ADDRESS }]);
    assert.deepEqual([await panelIsOpen(reader), await shared(reader)], [false, []], 'nothing should be shared yet, and no panel open');
    await reader.run(() => window.shareSheet.end());
    await reader.event('share', { method: 'native' });
    assert.deepEqual(await shared(reader), ['native']);
    assert.equal(await reader.liveText(), '');
    await testPage.assertClean();
  });

  test('a cancelled share sheet dispatches no event and can be opened again', async () => {
    const reader = await open({ head: withSheet });
    for (let time = 1; time <= 2; time += 1) {
      await reader.press(t('en', 'share'));
      await reader.until('the sheet is open', (_, __, time) => window.shareSheet.calls.length === time, time);
      await reader.run(() => window.shareSheet.end('AbortError'));
      await reader.frame();
      assert.deepEqual([await panelIsOpen(reader), await shared(reader), await reader.liveText()], [false, [], '']);
    }
    await testPage.assertClean();
  });

  test('without the share sheet in the configuration, the panel opens', async () => {
    const reader = await open({ share: ['copy', 'email'], head: withSheet });
    await openPanel(reader);
    assert.deepEqual(await reader.run(() => window.shareSheet.calls), []);
    assert.deepEqual(await ways(reader), [t('en', 'reading.shareCopy'), LINKS.email[1]]);
  });
}, { engines: ['chromium', 'firefox'] });
