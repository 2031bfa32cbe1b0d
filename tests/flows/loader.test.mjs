// Functions of the loader that need no page: language, direction, dates, and length of texts.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mock, test } from 'node:test';
import { build } from 'esbuild';
import { LANGUAGES } from '../support/locales.mjs';
import { REPOSITORY, STATIC } from '../support/paths.mjs';

/** Bundles and imports a file of the loader. */
async function load(name, define = {}) {
  const { outputFiles: [{ text }] } = await build({
    entryPoints: [join(STATIC, 'loader', name)], bundle: true, format: 'esm', write: false, external: ['./baca-*.js'], define,
  });
  return import(`data:text/javascript;base64,${Buffer.from(text).toString('base64')}`);
}

const { interfaceLanguage } = await load('interface-language.ts');
const { directionOf } = await load('direction.ts', { __BACA_LANGUAGES__: JSON.stringify(LANGUAGES.join(' ')) });
const { dateField, formatDate } = await load('dates.ts');
const { characterCount, textField } = await load('preview/fields.ts');
const { blocksOf, readingMinutes, textsOf } = await load('preview/text.ts');
const { textsOf: textsOfScript } = await load('texts.ts');
const { suggest } = await load('diagnostics/suggestion.ts');
const { ATTRIBUTES, VALUES, explain } = await load('diagnostics/mistakes.ts');
const { SharedDownload, silenceTimer, timeoutOf } = await load('silence-limit.ts');
const { stringify } = await load('json.ts');

// The native tests have the same inputs (`tests/languages.rs`).
const languages = JSON.parse(readFileSync(join(REPOSITORY, 'tests/support/languages.json'), 'utf8'));

test('the interface uses the first language that it has', () => {
  for (const { wanted, chosen } of languages.interface) assert.equal(interfaceLanguage(wanted, LANGUAGES) ?? null, chosen, wanted.join());
  assert.equal(interfaceLanguage([null, undefined, 'id'], LANGUAGES), 'id');
  assert.equal(interfaceLanguage(['fr', 'id-ID'], ['id', 'en']), 'id', 'only known languages are found');
});

/**
 * Loads the texts of a build without languages and runs `check(messages, requests, host)`. `lang` is the element's
 * language, `answer(lang)` the response to a language's file; the clock stands still.
 */
async function inBuildWithoutLanguages(lang, answer, check) {
  const messages = await load('messages.ts', {
    __BACA_LOCALES__: '{}', __BACA_NO_LANGUAGE__: 'true', __BACA_LANGUAGES__: '"de en fr"',
    __BACA_PACKAGE__: 'false', __BACA_FOLDER__: '"http://127.0.0.1/"', __BACA_VERSION__: `"${lang}-${Math.random()}"`,
  });
  const { fetch, navigator } = globalThis;
  const requests = [];
  mock.timers.enable({ apis: ['setTimeout'] });
  Object.defineProperty(globalThis, 'navigator', { value: { languages: ['nl'] }, configurable: true });
  globalThis.fetch = (url) => {
    const name = url.match(/(\w+)\.json/)[1];
    requests.push(name);
    return answer(name);
  };
  try {
    await check(messages, requests, { getAttribute: () => lang, parentElement: null });
  } finally {
    mock.timers.reset();
    globalThis.fetch = fetch;
    Object.defineProperty(globalThis, 'navigator', { value: navigator, configurable: true, writable: true });
  }
}

const localeFile = (lang) => Promise.resolve(Response.json({ loader: { by: `By in ${lang}`, retry: 'Try again', unsupported: 'Failed' }, reader: {} }));

test('a build without languages fetches only the one that is wanted, or English', async () => {
  for (const [wanted, articleLang, files] of [
    ['de-AT', undefined, ['de']],
    ['de', 'de', ['de']],
    ['de', 'fr', ['de', 'fr']],
    ['de', 'xx', ['de']],
    ['en', undefined, ['en']],
    ['xx', 'xx', ['en']],
    ['', undefined, ['en']],
    [null, 'fr', ['en', 'fr']],
  ]) {
    await inBuildWithoutLanguages(wanted, localeFile, async ({ messagesFor, textsFor }, requests, host) => {
      await textsFor(host, articleLang);
      assert.deepEqual(requests, files, `${wanted}, ${articleLang}`);
      assert.equal(messagesFor(host).by, `By in ${files[0]}`);
      assert.equal(messagesFor(host, articleLang).by, `By in ${files.at(-1)}`);
    });
  }
});

test('a build without languages has signs until one has arrived, and English if a file is missing', async () => {
  const missing = (lang) => (lang === 'en' ? localeFile('en') : Promise.resolve(new Response('', { status: 404 })));
  await inBuildWithoutLanguages('de-AT', missing, async ({ messagesFor, textListeners, textsFor }, requests, host) => {
    const before = messagesFor(host);
    assert.deepEqual([before.lang, before.retry, before.loading, before.unsupported, before.by], ['', '↻', '…', '⚠', '']);
    let isTold = false;
    textListeners.add(() => (isTold = true));
    await textsFor(host);
    assert.deepEqual(requests, ['de', 'en']);
    assert.ok(isTold);
    const { lang, retry, by } = messagesFor(host);
    assert.deepEqual([lang, retry, by], ['en', 'Try again', 'By in en']);
  });
  const none = () => Promise.resolve(new Response('<!doctype html>', { headers: { 'content-type': 'text/html' } }));
  await inBuildWithoutLanguages('de', none, async ({ messagesFor, textsFor }, requests, host) => {
    await textsFor(host);
    assert.deepEqual(requests, ['de', 'en']);
    assert.equal(messagesFor(host).retry, '↻');
  });
});

test('a build without languages shows English while a file is late, and the language once it has arrived', async () => {
  let arrive;
  const late = (lang) => (lang === 'en' ? localeFile('en') : new Promise((resolve) => (arrive = resolve)));
  await inBuildWithoutLanguages('de', late, async ({ messagesFor, textListeners, textsFor }, requests, host) => {
    const told = () => new Promise((resolve) => {
      const listener = () => {
        textListeners.delete(listener);
        resolve();
      };
      textListeners.add(listener);
    });
    const texts = textsFor(host);
    mock.timers.tick(799);
    assert.deepEqual(requests, ['de']);
    const english = told();
    mock.timers.tick(1);
    await texts;
    await english;
    assert.deepEqual([requests, messagesFor(host).by], [['de', 'en'], 'By in en']);
    const german = told();
    arrive(await localeFile('de'));
    await german;
    assert.equal(messagesFor(host).by, 'By in de');
  });
});

/** Returns the texts of a script in a language whose file has been fetched, with the site's own labels. */
const scriptTexts = (lang, labels = {}) => textsOfScript({ en: { left: { one: '{n} minute', other: '{n} minutes' } } }, 'reading', {
  container: { lang },
  configuration: () => ({ content: JSON.stringify({ labels }) }),
  fetchedTexts: () => (lang === 'ru' ? { json: JSON.stringify({ left: { one: '{n} минута', few: '{n} минуты', many: '{n} минут', other: '{n} минуты' } }) } : undefined),
});

test("a plural of the site's labels without a form has Baca's form", () => {
  for (const [forms, wanted] of [
    [undefined, ['1 минута', '3 минуты', '5 минут']],
    [{ one: '{n} мин.!' }, ['1 мин.!', '3 минуты', '5 минут']],
    [{ few: '{n} few' }, ['1 минута', '3 few', '5 минут']],
    [{ other: '{n} мин.' }, ['1 мин.', '3 мин.', '5 мин.']],
    [{ many: '{n} many', other: '{n} мин.' }, ['1 мин.', '3 мин.', '5 many']],
    [{}, ['1 минута', '3 минуты', '5 минут']],
    [7, ['1 минута', '3 минуты', '5 минут']],
    [null, ['1 минута', '3 минуты', '5 минут']],
  ]) {
    const texts = scriptTexts('ru', { ru: { left: forms } });
    assert.deepEqual([1, 3, 5].map((n) => texts.plural('left', n)), wanted, JSON.stringify(forms));
  }
  assert.equal(scriptTexts('tlh', { tlh: { left: { one: 'wa’' } } }).plural('left', 2), '2 minutes');
});

test('dates, numbers and plurals are readable where Intl throws or is missing', () => {
  const { DateTimeFormat, NumberFormat, PluralRules } = Intl;
  const broken = class {
    constructor() {
      throw new RangeError('no data');
    }
  };
  try {
    for (const replacement of [broken, undefined]) {
      Object.assign(Intl, { DateTimeFormat: replacement, NumberFormat: replacement, PluralRules: replacement });
      assert.equal(formatDate('ru', '2026-03-01'), '2026-03-01');
      const texts = scriptTexts('ru');
      assert.deepEqual([texts.number(1234), texts.plural('left', 1), texts.plural('left', 5)], ['1234', '1 минуты', '5 минуты']);
    }
  } finally {
    Object.assign(Intl, { DateTimeFormat, NumberFormat, PluralRules });
  }
  for (const lang of ['xx-invalid-!!', 'en_GB', '🙂']) assert.equal(scriptTexts(lang).plural('left', 5), '5 minutes', lang);
});

test('a language has the direction of its script', () => {
  for (const [direction, tags] of Object.entries(languages.direction)) {
    for (const lang of tags) assert.equal(directionOf(lang), direction, JSON.stringify(lang));
  }
});

test('a language of the interface has the direction that `Intl` knows, in every region', () => {
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  const regions = letters.flatMap((first) => letters.map((second) => `-${first}${second}`));
  for (const lang of new Set(LANGUAGES.map((name) => name.split('-')[0]))) {
    for (const region of ['', ...regions]) {
      const { script } = new Intl.Locale(lang + region).maximize();
      assert.equal(directionOf(lang + region), /^(Arab|Hebr|Thaa|Nkoo|Rohg)$/.test(script) ? 'rtl' : 'ltr', lang + region);
    }
  }
  for (const [lang, direction] of [['ar bg', 'ltr'], ['ara', 'rtl'], ['h', 'auto'], ['ug', 'rtl']]) assert.equal(directionOf(lang), direction, lang);
});

test('a date is a day with an optional time and offset', () => {
  for (const date of ['2026-03-01', '2026-03-01T08:00', '2026-03-01T08:00:30', '2026-03-01T08:00:30.25Z', '2026-03-01T08:00+07:00', ' 2026-03-01\n', '2024-02-29', '1970-01-01T05:00:00Z', '2026-03-01T08:00:30-03:00']) {
    assert.equal(dateField(date), date.trim(), date);
  }
  for (const date of ['2026-13-45', '2026-02-29', '2026-03-01T24:00', '0001-01-01', '9999-12-31', '1970-01-01T00:00:00Z', '1970-01-01', '2026-03-01T08:00.Z', '1 March 2026', '2026-3-1', '2026-03-01T8:00', '2026-03-01T08', '2026-03-01 08:00', '2026-03-01T08:00+7', '', 20260301, null, ['2026-03-01'], {}]) {
    assert.equal(dateField(date), undefined, String(date));
  }
});

test('a date is formatted for a language; a date that is not in the calendar stays unchanged', () => {
  assert.match(formatDate('en_GB', '2026-03-01'), /^Sunday,? 1 March 2026$/);
  assert.equal(formatDate('id', '2026-03-01'), 'Minggu, 1 Maret 2026');
  assert.equal(formatDate('id', '2026-13-45'), '2026-13-45');
  assert.match(formatDate('??', '2026-03-01T08:05'), /8:05/);
});

test('a text field is a string that is not blank, or a number', () => {
  for (const [value, text] of [['x', 'x'], [' x ', ' x '], [7, '7'], [0.5, '0.5'], [0, '0']]) assert.equal(textField(value), text);
  for (const value of ['', ' \n', null, undefined, true, [], ['x'], {}, { text: 'x' }]) assert.equal(textField(value), undefined);
});

test('the number of characters is the number of code points', () => {
  for (const [text, count] of [['', 0], ['abc', 3], ['🙂', 1], ['a🙂b𝒳', 4], ['é', 1], ['👩‍🚀', 3], ['\ud83d', 1]]) {
    assert.equal(characterCount(text), count, text);
  }
});

test('reading time depends on characters and language, or is the article\'s own value', () => {
  const minutes = (body, more) => readingMinutes({ body, ...more }, blocksOf(body));
  assert.equal(minutes(['字'.repeat(510)], { lang: 'zh-Hans' }), 2);
  assert.equal(minutes(['字'.repeat(511)], { lang: 'zh_TW' }), 3);
  assert.equal(minutes(['字'.repeat(510)], { lang: 'en' }), 2, 'in any language');
  // The values of the test in `crates/model/src/stats.rs`.
  const [han, kana, latin] = ['字'.repeat(2550), 'かな'.repeat(1785), 'a b '.repeat(987)];
  for (const [text, lang, expected] of [
    [han, undefined, 10], [han, 'en', 10], [han, 'id-ID', 10], [han, 'zh-Hant', 10], [kana, undefined, 10], [kana, 'en', 10],
    [latin, 'en', 4], [latin, 'zh', 4], [han + latin, 'en', 14], ['한글 '.repeat(329), undefined, 2],
  ]) assert.equal(minutes([text], { lang }), expected, lang);
  assert.equal(minutes(['🙂'.repeat(987)]), 1, 'a surrogate pair should count once');
  assert.equal(minutes(['🙂'.repeat(988)]), 2);
  assert.equal(minutes(['x'.repeat(987)], { lang: 7 }), 1);
  for (const [given, expected] of [[7, 7], ['7', 7], [2.9, 2], [0, 1], [-3, 1], ['soon', 1], [true, 1], [1e12, 1]]) {
    assert.equal(minutes(['x'], { minutes: given }), expected, String(given));
  }
  for (const empty of [undefined, '', ' \n\n ', [], [null, true, ' '], {}, { html: '' }, 7]) assert.equal(minutes(empty), undefined);
  assert.equal(minutes(`${'x'.repeat(493)}\n\n${'x'.repeat(494)}`), 1, 'blank lines between paragraphs should not count');
  assert.equal(minutes({ html: `<p class="${'x'.repeat(987)}">x</p>` }), 1);
});

test('the counted text of a block is the one that Rust counts', () => {
  const count = (block) => characterCount(textsOf(block, true).join(' ').trimEnd());
  for (const [block, expected] of [
    ['abc ', 3],
    [7, 1],
    [{ type: 'paragraph', text: ['ab', { text: 'c', bold: true }, { break: true }, 'd'] }, 5],
    [{ type: 'list', items: ['a', ['b', { text: 'c' }], { text: ['d', 'e'], body: [{ type: 'paragraph', text: ['f', 'g'] }] }] }, 12],
    [{ type: 'quote', text: 'a', body: ['b'], attribution: 'c' }, 5],
    [{ type: 'table', caption: 'a', rows: [['b', ['c', { text: 'd' }]], [{ text: 'e', header: true }]] }, 8],
    [{ type: 'gallery', items: ['/a.jpg', { src: '/b.jpg', alt: 'x', caption: 'c' }], caption: 'd' }, 3],
    [{ type: 'video', src: '/a.mp4', title: 'not counted', caption: 'c' }, 1],
    [{ type: 'aside', title: 'a', body: ['b'] }, 3],
    [{ type: 'links', title: 'a', items: ['b', { text: 'c', dek: 'd', url: '/e' }] }, 7],
    [{ type: 'divider' }, 0],
  ]) assert.equal(count(block), expected, JSON.stringify(block));
});

test('plain text has the text of every block and no URLs', () => {
  assert.deepEqual(textsOf({ type: 'gallery', items: ['/a.jpg', { src: '/b.jpg', caption: 'c' }] }), ['c']);
  assert.deepEqual(textsOf({ type: 'video', title: 'A film', caption: ['of ', { text: 'tides' }] }), ['A film', 'of tides']);
  assert.deepEqual(textsOf({ type: 'x-unknown', fallback: ['If not, this.'] }), ['If not, this.']);
  assert.deepEqual(textsOf([null, ' ']), []);
});

test('the name that was meant is found', () => {
  const known = ['headline', 'dek', 'byline', 'published', 'body', 'lang', 'url', 'x', 'json-feed'];
  // The values of the test in `crates/wire/src/decoder/misnomers.rs`.
  for (const [name, right] of [
    ['Headline', 'headline'], ['jsonFeed', 'json-feed'], ['subtitle', 'dek'], ['author', 'byline'], ['date_published', 'published'],
    ['twitter', 'x'], ['healdine', 'headline'], ['publishd', 'published'], ['lnag', 'lang'], ['ulr', 'url'], ['bdy', 'body'],
    ['y', undefined], ['weather', undefined], ['', undefined],
  ]) assert.equal(suggest(name, known), right, name);
  assert.equal(explain('site.title: unknown member: expected name, url'), 'site.title: unknown member: did you mean `name`?');
  assert.equal(explain('share[0]: unknown value `twitter`: expected x, email'), 'share[0]: unknown value `twitter`: did you mean `x`?');
  for (const line of ['weather: unknown member: expected dek, body', 'body[3]: unknown type of block: its texts are shown', 'dek: expected a text']) assert.equal(explain(line), line);
});

test('attributes and values that mistakes are compared with are those that are declared', () => {
  const { fields, types } = JSON.parse(readFileSync(join(STATIC, 'element.json'), 'utf8'));
  assert.deepEqual(ATTRIBUTES.toSorted(), fields.flatMap(({ attribute }) => attribute ?? []).toSorted());
  const values = (type) => types.find(({ name }) => name === type).values.map(({ name }) => name);
  assert.deepEqual(VALUES, { theme: values('BacaTheme'), format: values('BacaFormat') });
});

test('a limit of silence of any text is sensible', () => {
  const limit = (text) => timeoutOf({ getAttribute: () => text });
  for (const [text, seconds] of [
    ['5', 5], [' 2.5 ', 2.5], ['0.0001', 0.1], ['1e3', 1000], ['Infinity', 86_400], ['1e400', 86_400], ['999999999', 86_400],
    [null, 20], ['', 20], ['0', 20], ['-1', 20], ['-Infinity', 20], ['NaN', 20], ['soon', 20], ['5s', 20], ['1,5', 20],
  ]) assert.equal(limit(text), seconds, String(text));
});

test('JSON is written as without what a library has added to lists and objects', () => {
  const value = { a: [1, ['b', { c: [] }]], d: new Date(0), e: { toJSON: () => 'own' }, f: null, g: undefined };
  const right = JSON.stringify(value);
  for (const prototype of [Array.prototype, Object.prototype]) prototype.toJSON = () => 'wrong';
  try {
    assert.equal(stringify(value), right);
    assert.equal(stringify([value]), `[${right}]`);
  } finally {
    for (const prototype of [Array.prototype, Object.prototype]) delete prototype.toJSON;
  }
});

/** A clock whose timers run only when `run` is called: before, the page is busy. */
function busyClock() {
  const timers = new Map();
  let [now, id] = [0, 0];
  const real = [globalThis.setTimeout, globalThis.clearTimeout];
  globalThis.setTimeout = (act, ms = 0) => (timers.set(++id, { act, at: now + ms }), id);
  globalThis.clearTimeout = (id) => timers.delete(id);
  return {
    /** Lets time pass, in milliseconds, and then the timers run that are due. */
    run(ms) {
      now += ms;
      const due = [...timers].filter(([, { at }]) => at <= now);
      for (const [id] of due) timers.delete(id);
      for (const [, { act }] of due) act();
    },
    end: () => ([globalThis.setTimeout, globalThis.clearTimeout] = real),
  };
}

test('a limit of silence passes while the page runs, and not while it is busy', () => {
  const clock = busyClock();
  try {
    for (const [name, tasks, ends] of [
      ['idle for a little less', Array(29).fill(100), false], ['idle for the limit', Array(30).fill(100), true],
      ['one long task', [60_000], false], ['long tasks, between which something may be delivered', Array(9).fill(5000), false],
      ['long tasks without an end', Array(10).fill(5000), true],
    ]) {
      let isOver = false;
      const timer = silenceTimer(3, () => (isOver = true));
      for (const ms of tasks) clock.run(ms);
      assert.equal(isOver, ends, name);
      timer.restart();
      isOver = false;
      for (const ms of Array(29).fill(100)) clock.run(ms);
      assert.equal(isOver, false, `${name}: it begins again after progress`);
      timer.stop();
      clock.run(60_000);
      assert.equal(isOver, false, `${name}: it is stopped`);
    }
  } finally {
    clock.end();
  }
});

test('a download has no limit once all of it has arrived', async () => {
  const clock = busyClock();
  try {
    for (const arrives of [true, false]) {
      let finish;
      const files = new SharedDownload(() => new Promise((resolve) => (finish = resolve)), () => {});
      const value = files.within(3, () => new Error('late')).catch(({ message }) => message);
      if (arrives) files.endLimits();
      for (const ms of Array(40).fill(100)) clock.run(ms);
      const later = files.within(3, () => new Error('late')).catch(({ message }) => message);
      for (const ms of Array(40).fill(100)) clock.run(ms);
      finish('a module');
      assert.deepEqual([await value, await later], arrives ? ['a module', 'a module'] : ['late', 'late']);
    }
  } finally {
    clock.end();
  }
});
