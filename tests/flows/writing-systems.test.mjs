// Articles in many writing systems: every character is kept, and the text has the direction of its writing system,
// whether the article names its language or not.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { flow, test } from '../support/flow.mjs';
import { CORPUS } from '../support/paths.mjs';

/** Language, direction, and a text in it, usually its own name. */
const WORDS = [
  ['ar', 'rtl', 'العربيّة ٱلفُصحى'], ['he', 'rtl', 'עִבְרִית'], ['fa', 'rtl', 'فارسی می‌خوانم'], ['ur', 'rtl', 'اُردُو'], ['ug', 'rtl', 'ئۇيغۇرچە'], ['ps', 'rtl', 'پښتو'], ['sd', 'rtl', 'سنڌي'], ['ckb', 'rtl', 'کوردیی ناوەندی'],
  ['yi', 'rtl', 'ייִדיש'], ['dv', 'rtl', 'ދިވެހި'], ['syr', 'rtl', 'ܣܘܪܝܝܐ'], ['nqo', 'rtl', 'ߒߞߏ'], ['ff-Adlm', 'rtl', '𞤆𞤵𞤤𞤢𞤪'], ['rhg-Rohg', 'rtl', '𐴌𐴟𐴇𐴥𐴝𐴚𐴒𐴙𐴝'], ['myz', 'rtl', 'ࡌࡀࡍࡃࡀࡉࡀ'], ['az-Arab', 'rtl', 'تۆرکجه'],
  ['en', 'ltr', 'English'], ['vi', 'ltr', 'Tiếng Việt'], ['el', 'ltr', 'Ἑλληνικά'], ['ru', 'ltr', 'Русский'], ['hy', 'ltr', 'Հայերէն'], ['ka', 'ltr', 'ქართული'], ['am', 'ltr', 'አማርኛ'], ['hi', 'ltr', 'हिन्दी क्ष्म'], ['mr', 'ltr', 'मराठी र्‍य'],
  ['bn', 'ltr', 'বাংলা ক্ষ'], ['pa', 'ltr', 'ਪੰਜਾਬੀ'], ['gu', 'ltr', 'ગુજરાતી'], ['or', 'ltr', 'ଓଡ଼ିଆ'], ['ta', 'ltr', 'தமிழ்'], ['te', 'ltr', 'తెలుగు'], ['kn', 'ltr', 'ಕನ್ನಡ'], ['ml', 'ltr', 'മലയാളം ന്‍'], ['si', 'ltr', 'සිංහල ක්‍ර'], ['th', 'ltr', 'ภาษาไทย'],
  ['lo', 'ltr', 'ລາວ'], ['my', 'ltr', 'မြန်မာ'], ['km', 'ltr', 'ខ្មែរ'], ['bo', 'ltr', 'བོད་སྐད།'], ['mn-Mong', 'ltr', 'ᠮᠣᠩᠭᠣᠯ'], ['zh-Hans', 'ltr', '汉语'], ['zh-Hant', 'ltr', '漢語𠮷'], ['ja', 'ltr', '日本語カナかな'], ['ko', 'ltr', '한국어'], ['chr', 'ltr', 'ᏣᎳᎩ'],
  ['iu', 'ltr', 'ᐃᓄᒃᑎᑐᑦ'], ['ii', 'ltr', 'ꆈꌠꉙ'], ['jv-Java', 'ltr', 'ꦗꦮ'], ['ban-Bali', 'ltr', 'ᬩᬮᬶ'], ['su-Sund', 'ltr', 'ᮞᮥᮔ᮪ᮓ'], ['btk-Batk', 'ltr', 'ᯅᯖᯂ᯲'], ['bug-Bugi', 'ltr', 'ᨅᨔ ᨕᨘᨁᨗ'], ['tzm', 'ltr', 'ⵜⴰⵎⴰⵣⵉⵖⵜ'], ['vai', 'ltr', 'ꕙꔤ'], ['sat', 'ltr', 'ᱥᱟᱱᱛᱟᱲᱤ'],
];

/** Returns the pages of the corpus: name, HTML, direction and language. */
const samples = () => {
  const folder = join(CORPUS, 'writing-systems');
  const all = readdirSync(folder).map((name) => {
    const html = readFileSync(join(folder, name), 'utf8');
    const [, direction, lang] = html.match(/<html dir="(\w+)" lang="([\w-]+)">/);
    return { name, html, direction, lang };
  });
  assert.ok(all.length >= 30, `only ${all.length} pages`);
  return all;
};

const letters = (text) => text.replace(/\s/gu, '');

flow('Writing systems', (testPage) => {
  const shown = (reader, document_) => reader.wait(async (host, root, document_) => {
    host.article = document_;
    await new Promise((resolve) => queueMicrotask(resolve));
    await host.ready;
    const style = (selector) => getComputedStyle(root.querySelector(selector)).direction;
    return { body: root.querySelector('.body').textContent, headline: root.querySelector('h1').textContent, direction: style('.body p'), ofHeadline: style('h1') };
  }, document_);

  test('keep their characters and their direction', async () => {
    const reader = await testPage.read();
    for (const [lang, direction, word] of WORDS) {
      const text = `${word} 1234 ${word}`;
      for (const document_ of [
        { baca: 1, lang, headline: word, body: [text] },
        { baca: 1, headline: word, body: [text] },
        { version: 'https://jsonfeed.org/version/1.1', language: lang, items: [{ id: '1', title: word, content_html: `<p>${text}</p>` }] },
        { id: 1, type: 'post', slug: 'x', link: '/x', title: { rendered: word }, content: { rendered: `<p>${text}</p>` } },
      ]) {
        const seen = await shown(reader, document_);
        const what = `${lang}: ${JSON.stringify(document_)}`;
        assert.equal(seen.headline, word, what);
        assert.equal(letters(seen.body), letters(text), what);
        assert.deepEqual([seen.direction, seen.ofHeadline], [direction, direction], what);
      }
    }
  });

  test('mix in one article, each paragraph with its own direction', async () => {
    const reader = await testPage.read();
    const html = WORDS.map(([lang, , word]) => `<p lang="${lang}">${word}</p>`).join('');
    for (const language of ['en', 'ar']) {
      await shown(reader, { version: 'https://jsonfeed.org/version/1.1', language, items: [{ id: '1', title: 'x', content_html: html }] });
      const seen = await reader.run((_, root) => [...root.querySelectorAll('.body p')].map((p) => [p.lang, getComputedStyle(p).direction, p.textContent]));
      assert.deepEqual(seen, WORDS);
    }
  });

  test('keep the text of a whole page and its direction', async () => {
    const reader = await testPage.read();
    for (const { name, html, direction, lang } of samples()) {
      const markup = html.replace(/^[^]*?<body[^>]*>|<\/body>[^]*$/gi, '');
      const wanted = await reader.run((_, __, markup) => {
        const parsed = new DOMParser().parseFromString(markup, 'text/html');
        parsed.querySelectorAll('script, style').forEach((element) => element.remove());
        return parsed.body.textContent;
      }, markup);
      const seen = await shown(reader, { version: 'https://jsonfeed.org/version/1.1', language: lang, items: [{ id: '1', title: 'x', content_html: `<p>.</p>${markup}` }] });
      assert.equal(letters(seen.body), `.${letters(wanted)}`, name);
      assert.equal(seen.direction, direction, name);
    }
  });
}, { engines: ['chromium', 'firefox'] });
