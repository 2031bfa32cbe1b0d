// Test articles and their media.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from './http-responses.mjs';
import { CORPUS } from './paths.mjs';

/** A news article with kicker, dek, two authors, dateline, lead image, a long body, a video and an editor. */
export const warta = {
  baca: 1,
  id: 'dermaga-7',
  url: 'https://warta.example/2026/03/dermaga',
  lang: 'id',
  kicker: 'Nusantara',
  headline: 'Dermaga Kayu Itu Kembali Ramai Setelah Tujuh Tahun',
  dek: 'Perahu pertama merapat sebelum subuh.',
  byline: ['Sari Wulandari', 'Tom Okafor'],
  dateline: 'DEMAK',
  published: '2026-03-01T16:10:00+07:00',
  lead: {
    type: 'image',
    src: '/media/dermaga.svg',
    width: 900,
    height: 600,
    alt: 'Perahu nelayan bersandar di dermaga kayu',
    caption: 'Perahu pertama merapat pada Minggu pagi.',
    credit: 'Foto/Ayu Pratiwi',
  },
  body: [
    'Tujuh tahun lamanya dermaga itu kosong. Pada Minggu pagi, belasan perahu kembali bersandar.',
    ...Array.from({ length: 24 }, (_, index) =>
      `Paragraf ke-${index + 1}: air naik perlahan, dan orang-orang menunggu di atas papan yang baru dipasang. ` +
      'Sebagian membawa keranjang, sebagian hanya ingin melihat. Tidak ada pidato hari itu, hanya suara mesin dan burung.'),
    {
      type: 'video',
      src: '/media/dermaga.mp4',
      poster: '/media/poster.svg',
      width: 1280,
      height: 720,
      title: 'Perahu pertama',
      caption: 'Delapan jam dalam satu menit.',
      tracks: [{ src: '/media/dermaga.vtt', lang: 'id', label: 'Indonesia' }],
    },
  ],
  editor: 'ian',
  comments: { open: true },
};

/** A minimal article: a headline and one paragraph. */
export const small = (headline, lang = 'en') => ({ baca: 1, lang, headline, body: [`The text of ${headline}.`] });

/** A right-to-left article with a number, a date and a word in Latin script. */
export const arabic = {
  baca: 1,
  lang: 'ar',
  headline: 'عودة القوارب إلى الرصيف القديم',
  byline: ['سارة'],
  published: '2026-03-01T10:05:00Z',
  body: ['عادت القوارب صباح الأحد، وفق وكالة Reuters، بعد سبع سنوات.', 'لم يكن هناك خطاب.'],
};

/** A site configuration without notifications, so that no prompt appears. */
export const configuration = {
  site: { name: 'Warta Pesisir', url: 'https://warta.example' },
  comments: { providers: [{ type: 'disqus', shortname: 'warta' }, { type: 'facebook', appId: '1' }] },
  analytics: { endpoint: '/collect' },
};

/** Returns a response with an SVG image of this size. */
export const picture = (width, height) =>
  text(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#7a8"/></svg>`, 'image/svg+xml');

const media = {
  '/media/dermaga.svg': picture(900, 600),
  '/media/poster.svg': picture(1280, 720),
  '/media/dermaga.vtt': text('WEBVTT\n\n00:00.000 --> 00:09.000\nSuara mesin.\n', 'text/vtt'),
};

const readPage = (name) => JSON.parse(readFileSync(join(CORPUS, 'page', name), 'utf8'));
const town = { name: 'another page', article: readPage('article.json'), configuration: readPage('config.json') };
const { width, height } = town.article.lead;

/** Two news pages with article, configuration and media. Tests with `everyPage` run with both. */
export const pages = [
  { name: '', article: warta, configuration, media },
  { ...town, media: { '/lead.jpg': picture(width, height) } },
];

/** Adds a page's article, configuration and media to a site. */
export function publish(site, page = pages[0]) {
  for (const [path, response] of Object.entries(page.media)) site.put(path, response);
  site.json('/warta.json', page.article);
  site.json('/config.json', page.configuration);
  site.json('/arab.json', arabic);
}
