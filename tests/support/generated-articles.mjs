// Generates articles in Baca's own format from a seed: each field is absent, common, rare or invalid.

/** Language tags as sites write them: common, rare, right-to-left, with scripts, invalid and missing. */
const LANGUAGES = [
  undefined, 'en', 'id', 'en-US', 'en_US', 'id-ID', 'ID', 'in', 'ar', 'ar-EG', 'ar-Latn', 'fa_IR', 'he', 'iw', 'ur', 'ckb', 'ku', 'ku-Arab', 'sd', 'ks', 'ug', 'yi', 'dv', 'nqo', 'syr', 'arc',
  'hbo', 'tmr', 'az-Arab', 'az', 'pa', 'pa-PK', 'pa-Arab', 'uz-AF', 'ff-Adlm', 'rhg', 'und', 'und-Arab', 'und-Hebr', 'mul', 'mis', 'zxx', 'xx', 'x', 'x-private', 'i-klingon', 'zh-TW', 'zh-Hans', 'ja',
  'ko', 'th', 'de', 'en-u-nu-arab', 'english', 'bahasa', '', ' ', ' ar ', 7, null, [], {}, true, 'ar\u0000', 'a-b-c-d', '-', 'en-', 'ar_',
];
const DATES = [
  undefined, undefined, '2026-03-01T08:00:00+07:00', '2026-03-01T08:00:00Z', '2026-03-01', '2026-03-01T08:00:00.123Z', '2026-03-01 08:00:00', '1 March 2026', 'March 1, 2026', '2026-02-30', '2026-13-01',
  '', ' ', 7, 1772330400, 1772330400000, null, {}, [], 'yesterday', '0001-01-01T00:00:00Z', '99999-01-01', 'Sun, 01 Mar 2026 08:00:00 GMT', '2026-03-01T08:00', '20260301', '2026-03', '2026',
];
const INLINES = [
  undefined, 'The pier opens', ['The ', { text: 'pier', italic: true }, ' opens'], { text: 'The pier', bold: true }, [{ text: 'A' }, { break: true }, 'B'], { text: 'The pier', href: 'https://warta.example/' },
  { text: 'The pier', href: 'javascript:alert(1)' }, '', '  ', 7, 0, null, true, {}, [], [[]], [null, 'A'], { html: '<b>Pier</b>' }, { text: 7 }, ['A', 7, 'B'], 'דֶלֶת', 'الرصيف يفتح', '桟橋が開く', 'A\u202eB', ' The pier ',
  { text: 'Pier', code: 'yes' }, { text: 'Pier', mark: true, small: true, sub: true }, [' ', 'A'],
];
const BYLINES = [
  undefined, 'Sari Wulandari', 'By Sari Wulandari', ['Sari', 'Tom'], [{ name: 'Sari', url: 'https://warta.example/sari' }], [{ name: 'Sari', role: 'Reporter', org: 'Warta' }, 'Tom', 'Ayu'],
  { name: 'Sari' }, { name: '' }, [], [''], [null], [{ name: 7 }], [{}], 7, null, true, ['Sari', null], [{ name: 'Sari', url: 'javascript:alert(1)' }], { text: 'By ', bold: true }, [{ text: 'Sari' }], [['Sari']],
];
const NUMBERS = [undefined, 600, 400, 1, 0, -3, 1.5, '600', '', null, 1e10, {}];
const PICTURES = [
  '/a.jpg', '/b, c.jpg', 'a b.jpg', 'https://pictures.example/a.jpg', '//pictures.example/b.jpg', 'data:image/png;base64,AAAA', 'javascript:alert(1)', '', ' ', 7, null, undefined, 'http://[', '/a.jpg?width=1,2',
];
const LEAD_TYPES = ['image', 'image', 'image', 'video', 'figure', undefined, 7];
const TEXTS = ['A short line.', 'Perahu merapat sebelum subuh. ', '桟橋は日曜日に開く。', '码头星期日开放。', '부두는 일요일에 열린다. ', 'ท่าเรือเปิดวันอาทิตย์ ', 'الرصيف يفتح يوم الأحد. ', '🛶🌊', 'a\u0301', ' ', ''];

/** Returns a generator of pseudorandom numbers from 0 to 1 (mulberry32). */
export function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let next = Math.imul(state ^ (state >>> 15), 1 | state);
    next = (next + Math.imul(next ^ (next >>> 7), 61 | next)) ^ next;
    return ((next ^ (next >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Generates `count` cases: an article, and as `host` the `lang` of the element, if any. */
export function generatedArticles(count, seed) {
  const next = random(seed);
  const pick = (list) => list[Math.floor(next() * list.length)];
  const sometimes = (chance, value) => (next() < chance ? value() : undefined);
  const long = () => pick(TEXTS).repeat(1 + Math.floor(next() ** 3 * 400));
  const source = () => ({ src: pick(PICTURES), width: pick(NUMBERS), ...(next() < 0.2 && { type: pick(['image/webp', 7, '']) }), ...(next() < 0.1 && { media: '(width > 30em)' }) });
  const lead = () => (next() < 0.2 ? pick(PICTURES) : {
    type: pick(LEAD_TYPES), src: pick(PICTURES), width: pick(NUMBERS), height: pick(NUMBERS), alt: pick(['A pier', '', undefined, null, 7]), caption: pick(INLINES), credit: pick(INLINES),
    ...(next() < 0.5 && { sources: [source(), source()].slice(0, 1 + Math.floor(next() * 2)) }), ...(next() < 0.2 && { size: pick(['wide', 'full', 'huge', 7]) }),
  });
  const block = () => pick([
    long, long, () => ({ type: 'paragraph', text: pick(INLINES) }), () => ({ type: 'paragraph', text: long(), dropcap: pick([true, false, 'yes']), align: pick([undefined, 'center', 'end', 'middle', 7]) }),
    () => ({ type: 'heading', text: pick(INLINES), level: pick([undefined, 2, 3, 6, 9, 0, '3', 1.5]) }), () => ({ type: 'list', items: [pick(INLINES), pick(INLINES)], ordered: pick([undefined, true]), start: pick([undefined, 3, '4']) }),
    () => ({ type: 'list', items: [{ text: pick(INLINES), body: ['Inside.'] }] }), () => ({ type: 'quote', text: pick(INLINES), attribution: pick(INLINES), pull: pick([undefined, true]) }),
    () => ({ type: 'image', src: pick(PICTURES), width: pick(NUMBERS), height: pick(NUMBERS), caption: pick(INLINES) }), () => ({ type: 'divider' }), () => ({ type: 'table', rows: [[pick(INLINES), long()]] }),
    () => ({ type: 'unknown', text: long() }), () => 7, () => null, () => ({}), () => [], () => ({ type: 'paragraph', text: long(), lang: pick(LANGUAGES) }),
  ])();
  return Array.from({ length: count }, () => {
    const article = {
      baca: 1, lang: pick(LANGUAGES), dir: sometimes(0.1, () => pick(['rtl', 'ltr', 'auto', 'up', 7])), headline: pick(INLINES), dek: pick(INLINES), kicker: sometimes(0.5, () => pick([...INLINES, { text: 'Coast', url: '/coast' }])),
      byline: pick(BYLINES), dateline: sometimes(0.4, () => pick(['DEMAK', '', 7, null, ' Demak '])), published: pick(DATES), modified: pick(DATES), minutes: sometimes(0.2, () => pick([3, '4', 0, -1, 2.7, 'many', null, 1e12])),
      lead: sometimes(0.6, lead),
      body: pick([() => Array.from({ length: Math.floor(next() * 8) }, block), () => Array.from({ length: Math.floor(next() * 8) }, block), () => [long(), long()].join('\n\n'), () => pick([undefined, null, 7, '', {}])])(),
    };
    return { host: sometimes(0.3, () => pick(LANGUAGES.filter((lang) => typeof lang === 'string' && !lang.includes('\0')))), article: JSON.parse(JSON.stringify(article)) };
  });
}
