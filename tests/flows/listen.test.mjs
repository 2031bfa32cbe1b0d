// Reading aloud. No voice is installed where the tests run, so the device's speech has a stand-in with
// the interface of the standard: it says nothing, and ends a sentence when the test says so.

import assert from 'node:assert/strict';
import { Key } from 'selenium-webdriver';
import { text, typeOf } from '../support/answers.mjs';
import { accessible } from '../support/axe.mjs';
import { flow, test } from '../support/flow.mjs';
import { t } from '../support/locales.mjs';

const VOICES = `
  class Speech extends EventTarget {
    voices = [];
    said = [];
    #now = null;
    getVoices() { return this.voices; }
    speak(utterance) { this.#now = utterance; this.said.push({ text: utterance.text, lang: utterance.lang, rate: utterance.rate }); }
    cancel() { const now = this.#now; this.#now = null; now?.dispatchEvent(new Event('error')); }
    end() { const now = this.#now; this.#now = null; now?.dispatchEvent(new Event('end')); }
    get silent() { return this.#now === null; }
    come(...langs) {
      this.voices = langs.map((lang) => ({ lang, name: lang, localService: true }));
      this.dispatchEvent(new Event('voiceschanged'));
    }
  }
  Object.defineProperty(window, 'speechSynthesis', { value: new Speech() });`;

flow('Listening', (stage) => {
  const { article } = stage.page;

  const open = async (...langs) => {
    stage.site.put('/voices.js', text(VOICES, typeOf('.js')));
    const reader = await stage.read({ src: '/warta.json' }, { head: '<script src="/voices.js"></script>', lang: 'id' });
    await reader.run((_, __, langs) => speechSynthesis.come(...langs), langs);
    return reader;
  };
  const said = (reader) => reader.run(() => speechSynthesis.said);
  const saying = async (reader, words) => {
    await reader.until(`"${words}" is said`, (_, __, words) => !speechSynthesis.silent && speechSynthesis.said.at(-1).text.includes(words), words);
  };
  const end = (reader) => reader.run(() => speechSynthesis.end());
  const listen = async (reader) => {
    await reader.press(t('id', 'listen'));
    await reader.until('the player is there', (_, root) => root.querySelector('[part~=player]'));
  };
  const paragraph = article.body[0].split('. ')[0];

  test('is offered where the device has a voice for the article', async () => {
    const reader = await open('en-GB');
    assert.deepEqual(await reader.all('button', t('id', 'listen')), []);
    await reader.run(() => speechSynthesis.come('en-GB', 'id-ID'));
    await reader.until('listening is offered', (_, root) => root.querySelector('.listen'));
    assert.deepEqual(stage.site.requestsTo(/baca-rooms/), [], 'nothing is fetched before it is wanted');
  });

  test('says the article sentence by sentence, in its language, and marks where it is', async () => {
    const reader = await open('id-ID');
    await listen(reader);
    await saying(reader, article.headline);
    assert.equal((await reader.focused()).name, t('id', 'rooms.listenPause'));
    await accessible(stage.driver, 'player');
    for (let step = 0; step < 8 && !(await said(reader)).at(-1).text.includes(paragraph); step += 1) await end(reader);
    await saying(reader, paragraph);
    const { lang, rate } = (await said(reader)).at(-1);
    assert.deepEqual([lang, rate], ['id', 1]);
    const marked = await reader.run(() => [...CSS.highlights.get('baca-spoken')].map(String).join(''));
    assert.ok(marked.includes(paragraph), `marked: "${marked}"`);
    assert.equal((await reader.all('alert')).length, 0);
    await stage.calm();
  });

  test('pauses and goes on with the sentence it was in, skips, and is as fast as one likes', async () => {
    const reader = await open('id-ID');
    await listen(reader);
    await saying(reader, article.headline);
    await reader.press(t('id', 'rooms.listenPause'));
    await reader.until('it is silent', () => speechSynthesis.silent);
    await reader.press(t('id', 'rooms.listenPlay'));
    await saying(reader, article.headline);
    await reader.press(t('id', 'rooms.listenNext'));
    await reader.until('it goes on', (_, __, headline) => !speechSynthesis.said.at(-1).text.includes(headline), article.headline);
    await reader.press(t('id', 'rooms.listenPrevious'));
    await saying(reader, article.headline);
    await reader.press(t('id', 'rooms.listenRate', { n: '1×' }));
    await reader.until('it is faster', () => speechSynthesis.said.at(-1).rate === 1.25);
    await stage.reload();
    await reader.ready();
    await reader.run(() => speechSynthesis.come('id-ID'));
    await listen(reader);
    assert.equal((await said(reader)).at(-1).rate, 1.25, 'the rate is kept');
  });

  test('Escape ends it, gives the keyboard back and leaves no mark', async () => {
    const reader = await open('id-ID');
    await listen(reader);
    await saying(reader, article.headline);
    await stage.driver.actions().sendKeys(Key.ESCAPE).perform();
    await reader.until('the player is gone', (_, root) => !root.querySelector('[part~=player]'));
    assert.deepEqual(await reader.run(() => [speechSynthesis.silent, CSS.highlights.has('baca-spoken')]), [true, false]);
    assert.equal((await reader.focused()).name, t('id', 'listen'));
  });

  test('a voice that fails is told of, and removing the reader ends it', async () => {
    const reader = await open('id-ID');
    await listen(reader);
    await saying(reader, article.headline);
    await reader.run(() => speechSynthesis.cancel());
    await reader.until('the failure is told', (_, root, words) => root.querySelector('[part~=player] [role=status]').textContent === words, t('id', 'rooms.listenFailed'));
    await reader.press(t('id', 'rooms.listenPlay'));
    await saying(reader, article.headline);
    await reader.run((host) => host.remove());
    await stage.driver.wait(() => stage.driver.executeScript('return speechSynthesis.silent'), 5000);
  });
}, { engines: ['chromium', 'firefox'], everyPage: true });
