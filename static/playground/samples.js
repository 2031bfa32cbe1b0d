/** One article in each format, as a publisher's system serves it. The texts were written for these samples. */

const HTML = '<p>The ferry leaves at <b>six</b>, before the water falls.</p><h2>The crossing</h2><p>It takes an hour. '
  + 'A <a href="https://example.org/timetable">timetable</a> hangs at the pier.</p><blockquote><p>We have never been '
  + 'late.</p></blockquote><ul><li>Adults: 4</li><li>Children: 2</li></ul>';
const TITLE = 'The first ferry';
const URL_OF_IT = 'https://news.example/first-ferry';
const DATE = '2026-03-01T06:00:00Z';

const paragraph = 'The ferry leaves at six, before the water falls.';

/** @type {Record<string, unknown>} */
export const SAMPLES = {
  'Baca': {
    baca: 1,
    kicker: 'Coast',
    headline: TITLE,
    dek: 'For forty years one family has carried the morning post.',
    byline: [{ name: 'Ines Laurent' }],
    published: DATE,
    lang: 'en',
    body: [
      paragraph,
      { type: 'heading', level: 2, text: 'The crossing' },
      ['It takes an hour. A ', { text: 'timetable', href: 'https://example.org/timetable' }, ' hangs at the pier.'],
      { type: 'quote', text: 'We have never been late.', cite: 'The captain' },
      { type: 'list', items: ['Adults: 4', 'Children: 2'] },
    ],
  },
  'WordPress': [{
    id: 7, link: URL_OF_IT, date_gmt: '2026-03-01T06:00:00', title: { rendered: TITLE }, content: { rendered: HTML },
    excerpt: { rendered: '' }, _embedded: { author: [{ name: 'Ines Laurent' }] },
  }],
  'JSON Feed': {
    version: 'https://jsonfeed.org/version/1.1', title: 'News', language: 'en',
    items: [{
      id: '7', url: URL_OF_IT, title: TITLE, content_html: HTML, date_published: DATE,
      authors: [{ name: 'Ines Laurent' }],
    }],
  },
  'schema.org': {
    '@context': 'https://schema.org', '@type': 'NewsArticle', headline: TITLE, url: URL_OF_IT, datePublished: DATE,
    author: { '@type': 'Person', name: 'Ines Laurent' }, articleBody: `${paragraph}\n\nIt takes an hour.`,
  },
  'Ghost': {
    posts: [{ id: '7', uuid: 'a', title: TITLE, slug: 'first-ferry', html: HTML, url: URL_OF_IT, published_at: DATE }],
  },
  'ActivityPub': {
    '@context': 'https://www.w3.org/ns/activitystreams', type: 'Article', id: URL_OF_IT, name: TITLE, content: HTML,
    published: DATE,
  },
  'Arc ANS': {
    type: 'story', version: '0.10.9', headlines: { basic: TITLE }, canonical_url: '/first-ferry', display_date: DATE,
    content_elements: [{ type: 'text', content: paragraph }, { type: 'header', level: 2, content: 'The crossing' }],
  },
  'Apple News': {
    version: '1.11', identifier: 'first-ferry', title: TITLE, language: 'en', layout: { columns: 7, width: 1024 },
    components: [{ role: 'title', text: TITLE }, { role: 'body', text: HTML, format: 'html' }], componentTextStyles: {},
  },
  'Guardian': {
    response: { status: 'ok', content: {
      id: 'coast/first-ferry', type: 'article', webTitle: TITLE, webUrl: URL_OF_IT, webPublicationDate: DATE,
      fields: { headline: TITLE, body: HTML, byline: 'Ines Laurent' },
    } },
  },
  'ProseMirror, TipTap': {
    type: 'doc', content: [
      { type: 'heading', attrs: { level: 1 }, content: [{ type: 'text', text: TITLE }] },
      {
        type: 'paragraph',
        content: [{ type: 'text', text: 'It leaves at ' }, { type: 'text', text: 'six', marks: [{ type: 'bold' }] }],
      },
    ],
  },
  'Editor.js': {
    time: 1, version: '2.30.0', blocks: [
      { type: 'header', data: { text: TITLE, level: 1 } }, { type: 'paragraph', data: { text: paragraph } },
    ],
  },
  'HTML': `<!doctype html>
<html lang="en"><head><title>${TITLE}</title></head>
<body><article><h1>${TITLE}</h1>
${HTML}
</article></body></html>`,
  'With mistakes': {
    baca: 1, headline: TITLE, titel: 'misspelt', dek: {},
    body: [paragraph, { type: 'image' }, { type: 'carousel', text: 'Its text stays.' }],
  },
};
