// Reading aloud. The test system has no voices, so a fake with the standard's interface replaces the device's
// speech: it is silent and ends an utterance when the test calls `end()`.

import assert from 'node:assert/strict';
import { Key } from 'selenium-webdriver';
import { text, typeOf } from '../support/http-responses.mjs';
import { assertAccessible } from '../support/axe.mjs';
import { flow, test } from '../support/flow.mjs';
import { t } from '../support/locales.mjs';

const VOICES = `
  class Speech extends EventTarget {
    voices = [];
    utterances = [];
    #current = null;
    getVoices() { return this.voices; }
    speak(utterance) { this.#current = utterance; this.utterances.push({ text: utterance.text, lang: utterance.lang, rate: utterance.rate }); }
    cancel() { const current = this.#current; this.#current = null; current?.dispatchEvent(new Event('error')); }
    end() { const current = this.#current; this.#current = null; current?.dispatchEvent(new Event('end')); }
    get isSilent() { return this.#current === null; }
    addVoices(...langs) {
      this.voices = langs.map((lang) => ({ lang, name: lang, localService: true }));
      this.dispatchEvent(new Event('voiceschanged'));
    }
  }
  Object.defineProperty(window, 'speechSynthesis', { value: new Speech() });
  window.mediaControls = {};
  const { setActionHandler } = MediaSession.prototype;
  MediaSession.prototype.setActionHandler = function (action, handler) {
    window.mediaControls[action] = handler;
    setActionHandler.call(this, action, handler);
  };`;

flow('Listening', (testPage) => {
  const { article } = testPage.page;

  const open = async (...langs) => {
    testPage.site.put('/voices.js', text(VOICES, typeOf('.js')));
    const reader = await testPage.read({ src: '/warta.json' }, { head: '<script src="/voices.js"></script>', lang: 'id' });
    await reader.run((_, __, langs) => speechSynthesis.addVoices(...langs), langs);
    return reader;
  };
  const utterances = (reader) => reader.run(() => speechSynthesis.utterances);
  const waitForSpeech = async (reader, words) => {
    await reader.until(`"${words}" is spoken`, (_, __, words) => !speechSynthesis.isSilent && speechSynthesis.utterances.at(-1).text.includes(words), words);
  };
  const end = (reader) => reader.run(() => speechSynthesis.end());
  const listen = async (reader) => {
    await reader.press(t('id', 'listen'));
    await reader.until('the player is shown', (_, root) => root.querySelector('[part~=player]'));
  };
  const paragraph = article.body[0].split('. ')[0];

  test('is offered if the device has a voice for the article', async () => {
    const reader = await open('en-GB');
    assert.deepEqual(await reader.queryAllByRole('button', t('id', 'listen')), []);
    await reader.run(() => speechSynthesis.addVoices('en-GB', 'id-ID'));
    await reader.until('listening is offered', (_, root) => root.querySelector('.listen'));
    assert.deepEqual(testPage.site.requestsTo(/baca-listen/), [], 'nothing should be fetched before the button is pressed');
  });

  test('speaks the article sentence by sentence, in its language, and marks the sentence', async () => {
    const reader = await open('id-ID');
    await listen(reader);
    await waitForSpeech(reader, article.headline);
    assert.equal((await reader.focused()).name, t('id', 'player.listenPause'));
    await assertAccessible(testPage.driver, 'player');
    for (let step = 0; step < 8 && !(await utterances(reader)).at(-1).text.includes(paragraph); step += 1) await end(reader);
    await waitForSpeech(reader, paragraph);
    const { lang, rate } = (await utterances(reader)).at(-1);
    assert.deepEqual([lang, rate], ['id', 1]);
    const marked = await reader.run(() => [...CSS.highlights.get('baca-spoken')].map(String).join(''));
    assert.ok(marked.includes(paragraph), `marked: "${marked}"`);
    assert.equal((await reader.queryAllByRole('alert')).length, 0);
    await testPage.assertClean();
  });

  test('has the controls of the lock screen', async () => {
    const reader = await open('id-ID');
    await listen(reader);
    await waitForSpeech(reader, article.headline);
    const session = () => reader.run(() => ({ title: navigator.mediaSession.metadata?.title ?? null, state: navigator.mediaSession.playbackState }));
    const control = (action) => reader.run((_, __, action) => window.mediaControls[action](), action);
    assert.deepEqual(await session(), { title: article.headline, state: 'playing' });
    await control('pause');
    await reader.until('it is silent', () => speechSynthesis.isSilent);
    assert.equal((await session()).state, 'paused');
    await control('play');
    await waitForSpeech(reader, article.headline);
    const count = (await utterances(reader)).length;
    await control('nexttrack');
    await reader.until('the next sentence is spoken', (_, __, count) => speechSynthesis.utterances.length > count, count);
    await control('previoustrack');
    await waitForSpeech(reader, article.headline);
    await control('stop');
    await reader.until('the player is gone', (_, root) => !root.querySelector('[part~=player]'));
    assert.deepEqual(await session(), { title: null, state: 'none' });
    assert.deepEqual(await reader.run(() => Object.values(window.mediaControls).filter(Boolean).length), 0, 'no control is left');
    await testPage.assertClean();
  });

  test('pauses and resumes at the sentence, skips, and changes its speed', async () => {
    const reader = await open('id-ID');
    await listen(reader);
    await waitForSpeech(reader, article.headline);
    await reader.press(t('id', 'player.listenPause'));
    await reader.until('it is silent', () => speechSynthesis.isSilent);
    await reader.press(t('id', 'player.listenPlay'));
    await waitForSpeech(reader, article.headline);
    await reader.press(t('id', 'player.listenNext'));
    await reader.until('it continues', (_, __, headline) => !speechSynthesis.utterances.at(-1).text.includes(headline), article.headline);
    await reader.press(t('id', 'player.listenPrevious'));
    await waitForSpeech(reader, article.headline);
    await reader.press(t('id', 'player.listenRate', { n: '1×' }));
    await reader.until('it is faster', () => speechSynthesis.utterances.at(-1).rate === 1.25);
    await testPage.reload();
    await reader.ready();
    await reader.run(() => speechSynthesis.addVoices('id-ID'));
    await listen(reader);
    assert.equal((await utterances(reader)).at(-1).rate, 1.25, 'the rate should be stored');
  });

  test('Escape ends it, returns the focus and removes the highlight', async () => {
    const reader = await open('id-ID');
    await listen(reader);
    await waitForSpeech(reader, article.headline);
    await testPage.driver.actions().sendKeys(Key.ESCAPE).perform();
    await reader.until('the player is removed', (_, root) => !root.querySelector('[part~=player]'));
    assert.deepEqual(await reader.run(() => [speechSynthesis.isSilent, CSS.highlights.has('baca-spoken')]), [true, false]);
    assert.equal((await reader.focused()).name, t('id', 'listen'));
  });

  test('reads everything once: parents of nested lists, rows of tables, poems; no credits, code or embeds', async () => {
    testPage.site.put('/voices.js', text(VOICES, typeOf('.js')));
    testPage.site.json('/all.json', {
      baca: 1, lang: 'id', headline: 'Judul', body: [
        'Paragraf satu.',
        { type: 'list', items: [{ text: 'Induk', body: [{ type: 'list', items: ['Anak satu', 'Anak dua'] }] }] },
        { type: 'table', head: 1, caption: 'Tabel', rows: [['Kota', 'Jam'], ['Utara', '7']] },
        { type: 'code', verse: true, text: 'Air naik,\nair turun.' }, { type: 'code', text: 'let x' },
        { type: 'image', src: '/media/a.svg', alt: 'x', caption: 'Keterangan.', credit: 'Foto/Ayu' },
        { type: 'links', title: 'Baca juga', items: [{ text: 'Tautan satu', url: 'https://warta.example/1', dek: 'Ringkasan.' }] },
      ],
    });
    const reader = await testPage.read({ src: '/all.json' }, { head: '<script src="/voices.js"></script>', lang: 'id' });
    await reader.run(() => speechSynthesis.addVoices('id-ID', 'id-ID'));
    await listen(reader);
    await waitForSpeech(reader, 'Judul');
    const last = t('id', 'player.listenPlay');
    for (let step = 0; step < 30 && !(await reader.run((_, root, last) => root.querySelector(`[part~=player] [aria-label="${last}"]`), last)); step += 1) await end(reader);
    const words = (await utterances(reader)).map(({ text }) => text.replace(/\s+/g, ' ').replace(/ ,/g, ',').trim());
    assert.deepEqual(words, ['Judul', 'Paragraf satu.', 'Induk', 'Anak satu', 'Anak dua', 'Tabel', 'Kota, Jam', 'Utara, 7',
      'Air naik,', 'air turun.', 'Keterangan.', 'Baca juga', 'Tautan satu', 'Ringkasan.']);
    const voices = await reader.run((_, root) => [...root.querySelector('[part~=player] select').options].length);
    assert.equal(voices, 2, 'the voices should be offered');
    await testPage.assertClean();
  });

  const states = async (reader) => (await reader.events('listen')).map(({ detail }) => detail.state);

  test('baca-listen is dispatched at each start and each end', async () => {
    const reader = await open('id-ID');
    assert.deepEqual(await states(reader), []);
    await listen(reader);
    await waitForSpeech(reader, article.headline);
    assert.deepEqual(await states(reader), ['asked']);
    await reader.press(t('id', 'player.listenPause'));
    await reader.press(t('id', 'player.listenPlay'));
    assert.deepEqual(await states(reader), ['asked'], 'a pause is not an end');
    await reader.press(t('id', 'player.listenStop'));
    await reader.event('listen', { state: 'ended' });
    await listen(reader);
    await testPage.driver.actions().sendKeys(Key.ESCAPE).perform();
    await reader.until('the second end is reported', () => window.record.events.filter(({ name, detail }) => name === 'listen' && detail.state === 'ended').length === 2);
    assert.deepEqual(await states(reader), ['asked', 'ended', 'asked', 'ended']);
    const { bubbles, composed, target } = (await reader.events('listen')).at(-1);
    assert.deepEqual({ bubbles, composed, target }, { bubbles: true, composed: true, target: '' });
    await testPage.assertClean();
  });

  test('pressing "Listen" again ends it, dispatches baca-listen and keeps the focus', async () => {
    const reader = await open('id-ID');
    await listen(reader);
    await waitForSpeech(reader, article.headline);
    // Pressed by keyboard, since the player may cover the button.
    await (await reader.getByRole('button', t('id', 'listen'))).sendKeys(Key.ENTER);
    await reader.until('the player is removed', (_, root) => !root.querySelector('[part~=player]'));
    await reader.event('listen', { state: 'ended' });
    assert.equal(await reader.run(() => speechSynthesis.isSilent), true);
    assert.equal((await reader.focused()).name, t('id', 'listen'));
  });

  test('a failing voice is reported, and removing the reader ends the speech', async () => {
    const reader = await open('id-ID');
    await listen(reader);
    await waitForSpeech(reader, article.headline);
    await reader.run(() => speechSynthesis.cancel());
    await reader.until('the failure is shown', (_, root, words) => root.querySelector('[part~=player] [role=status]').textContent === words, t('id', 'player.listenFailed'));
    await reader.press(t('id', 'player.listenPlay'));
    await waitForSpeech(reader, article.headline);
    await reader.run((host) => host.remove());
    await testPage.driver.wait(() => testPage.driver.executeScript('return speechSynthesis.isSilent'), 5000);
  });
}, { engines: ['chromium', 'firefox'], everyPage: true });
