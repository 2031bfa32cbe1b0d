// The article of the benchmark, in Baca's own format and as responses of a CMS with HTML.

const SENTENCES = [
  'Air naik perlahan di antara tiang-tiang dermaga, seperti yang dilakukannya dua kali sehari.',
  'Nelayan pertama datang sebelum subuh dengan lampu yang masih menyala.',
  'Di pasar, harga ikan ditulis dengan kapur dan dihapus lagi sebelum tengah hari.',
  'Tidak ada yang tahu pasti kapan jembatan itu dibangun, tetapi semua orang melewatinya.',
  'Anak-anak menghitung perahu, lalu berdebat tentang yang keempat belas.',
  'Angin dari timur membawa bau garam dan kabar tentang hujan.',
];

export const MARKER = 'Dermaga itu terbangun sebelum matahari.';

/** Returns an article with this number of blocks: paragraphs, some with marks and links, and some headings. */
export function article(blocks) {
  const body = [`${MARKER} ${SENTENCES[0]}`];
  for (let index = 1; index < blocks; index += 1) {
    const one = (offset) => SENTENCES[(index * 7 + offset * 5) % SENTENCES.length];
    if (index % 12 === 0) body.push({ type: 'heading', level: 2, text: `Bagian ${index / 12}` });
    else if (index % 5 === 0) {
      body.push({ type: 'paragraph', text: [`${one(0)} `, { text: 'Kata orang tua', bold: true }, ', ', { text: 'laut tidak pernah lupa', href: 'https://warta.example/laut' }, `. ${one(1)}`] });
    } else body.push(`${one(0)} ${one(1)} ${one(2)}`);
  }
  return {
    baca: 1,
    lang: 'id',
    url: `https://warta.example/dermaga-${blocks}`,
    headline: 'Dermaga Kayu Itu Kembali Ramai',
    dek: 'Perahu pertama merapat sebelum subuh, dan pasar dibuka lebih awal.',
    byline: ['Sari Wulandari'],
    published: '2026-03-01T16:10:00+07:00',
    lead: { type: 'image', src: '/lead.webp', width: 1200, height: 800, alt: 'Perahu di dermaga', caption: 'Perahu pertama merapat.', credit: 'Foto/Ayu' },
    body,
  };
}

const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const inline = (spans) => [spans].flat().map((span) => {
  if (typeof span === 'string') return escape(span);
  const text = span.bold ? `<strong>${escape(span.text)}</strong>` : escape(span.text);
  return span.href ? `<a href="${span.href}">${text}</a>` : text;
}).join('');

const html = (block) => {
  if (typeof block === 'string') return `<p>${escape(block)}</p>`;
  return block.type === 'heading' ? `<h2>${escape(block.text)}</h2>` : `<p>${inline(block.text)}</p>`;
};

/**
 * Converts an article to a WordPress REST response (`?_embed`). Its link is relative, so that its lead image is that of
 * the benchmark's server.
 */
export function asWordPress({ lang, url, headline, dek, byline, published, lead, body }) {
  const { src, alt, width, height, caption } = lead;
  return {
    id: 42, date_gmt: new Date(published).toISOString().slice(0, 19), link: new URL(url).pathname, type: 'post', lang, title: { rendered: headline },
    excerpt: { rendered: `<p>${dek}</p>` }, content: { rendered: markup(body), protected: false },
    _embedded: {
      author: byline.map((name, id) => ({ id, name })),
      'wp:featuredmedia': [{ source_url: src, alt_text: alt, caption: { rendered: `<p>${caption}</p>` }, media_details: { width, height } }],
    },
  };
}

const markup = (body) => body.map(html).join('\n');

/** Converts an article to a JSON Feed with one item. */
export function asFeed({ lang, headline, dek, byline, published, lead, body }) {
  const item = { id: '42', title: headline, summary: dek, content_html: markup(body), image: lead.src, date_published: published, authors: byline.map((name) => ({ name })) };
  return { version: 'https://jsonfeed.org/version/1.1', title: 'Warta', language: lang, items: [item] };
}

/** Converts an article to a response of Ghost's Content API. */
export function asGhost({ lang, headline, dek, byline, published, lead, body }) {
  return { posts: [{
    id: '42', uuid: 'd1', slug: 'dermaga', locale: lang, title: headline, custom_excerpt: dek, html: markup(body), published_at: published, feature_image: lead.src,
    feature_image_alt: lead.alt, feature_image_caption: lead.caption, primary_author: { name: byline[0] },
  }] };
}

/** Converts an article to a page as sites write it, with JSON-LD in its head. */
export function asPage({ lang, headline, dek, byline, published, lead, body }) {
  const { src, alt, width, height, caption } = lead;
  const data = {
    '@context': 'https://schema.org', '@type': 'NewsArticle', headline, description: dek, datePublished: published, author: byline.map((name) => ({ '@type': 'Person', name })),
  };
  return `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>${headline}</title><meta property="og:type" content="article"><script type="application/ld+json">${JSON.stringify(data)}</script></head>
<body><nav><a href="/">Warta</a></nav><main><article><header><h1>${headline}</h1></header>
<figure><img src="${src}" width="${width}" height="${height}" alt="${alt}"><figcaption>${caption}</figcaption></figure>
<div class="article-body">${markup(body)}</div></article></main></body></html>`;
}

/** Converts an article to a CMS response: fields, and the body as HTML. */
export function asCms({ headline, dek, byline, published, lead, body }) {
  return { headline, dek, byline: byline.join(', '), published, lead, html: markup(body) };
}
