// Articles of our own for the flows, and the media they name.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from './answers.mjs';
import { SEED } from './paths.mjs';

/** A news page with everything that the page Baca was first asked to be had. */
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

/** A few words under a headline. */
export const small = (headline, lang = 'en') => ({ baca: 1, lang, headline, body: [`The text of ${headline}.`] });

/** Right-to-left, with a number, a date and a word of another direction. */
export const arabic = {
  baca: 1,
  lang: 'ar',
  headline: 'عودة القوارب إلى الرصيف القديم',
  byline: ['سارة'],
  published: '2026-03-01T10:05:00Z',
  body: ['عادت القوارب صباح الأحد، وفق وكالة Reuters، بعد سبع سنوات.', 'لم يكن هناك خطاب.'],
};

/** A configuration with one of everything that asks nothing of the reader. */
export const configuration = {
  site: { name: 'Warta Pesisir', url: 'https://warta.example' },
  comments: { providers: [{ type: 'disqus', shortname: 'warta' }, { type: 'facebook', appId: '1' }] },
  analytics: { endpoint: '/collect' },
};

/** A picture of so many pixels, as a server answers it. */
export const picture = (width, height) =>
  text(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#7a8"/></svg>`, 'image/svg+xml');

const media = {
  '/media/dermaga.svg': picture(900, 600),
  '/media/poster.svg': picture(1280, 720),
  '/media/dermaga.vtt': text('WEBVTT\n\n00:00.000 --> 00:09.000\nSuara mesin.\n', 'text/vtt'),
};

/**
 * Pages with everything that a news page has: ours, and, when it lies beside the repository, the one
 * that Baca was first asked to be. They differ only in what they say.
 */
export const pages = [{ name: '', article: warta, configuration, media }];

if (SEED) {
  const read = (name) => JSON.parse(readFileSync(join(SEED, name), 'utf8'));
  const article = read('article.json');
  const { width, height } = article.lead;
  pages.push({ name: 'the seed\'s article', article, configuration: read('config.json'), media: { '/lead.jpg': picture(width, height) } });
}

/** Puts our articles, and a page with its media and configuration, on a site. */
export function publish(site, page = pages[0]) {
  for (const [path, answer] of Object.entries(page.media)) site.put(path, answer);
  site.json('/warta.json', page.article);
  site.json('/config.json', page.configuration);
  site.json('/arab.json', arabic);
}
