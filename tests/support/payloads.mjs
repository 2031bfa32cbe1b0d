// Attacks, and the fields of every format that they are put into.

import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { REPOSITORY } from './paths.mjs';

/** Our own: each would call `hit()` if a script, a handler or a link of it were taken over. */
const OWN = [
  '<script>hit()</script>',
  '<script src="//evil.example/x.js"></script>',
  '<img src=x onerror=hit()>',
  '<img src="https://evil.example/p.gif" srcset="javascript:hit() 2x">',
  '<svg onload=hit()><script>hit()</script></svg>',
  '<svg><a xlink:href="javascript:hit()"><text y=20>x</text></a></svg>',
  '<a href="javascript:hit()">x</a>',
  '<a href=" &#1;java\nscript:hit()">x</a>',
  '<a href="data:text/html,<script>hit()</script>">x</a>',
  '<a href="vbscript:hit()">x</a>',
  '<iframe srcdoc="<script>parent.hit()</script>"></iframe>',
  '<iframe src="javascript:parent.hit()"></iframe>',
  '<object data="data:text/html,<script>parent.hit()</script>"></object>',
  '<embed src="javascript:hit()">',
  '<form action="javascript:hit()"><button autofocus onfocus=hit()>x</button></form>',
  '<math><mtext><table><mglyph><style><img src=x onerror=hit()>',
  '<math href="javascript:hit()"><mi>x</mi></math>',
  '<noscript><p title="</noscript><img src=x onerror=hit()>">',
  '<template><img src=x onerror=hit()></template>',
  '<style>@import "//evil.example/x.css"; * { background: url(//evil.example/y) }</style>',
  '<p style="background:url(//evil.example/z)">x</p>',
  '<link rel=stylesheet href="//evil.example/x.css"><base href="//evil.example/">',
  '<meta http-equiv=refresh content="0;url=javascript:hit()">',
  '<video><source onerror=hit() src=x></video><audio src=x onerror=hit()>',
  '<details open ontoggle=hit()>x</details>',
  '<input onfocus=hit() autofocus><textarea autofocus onfocus=hit()>',
  '<a id=defaultView name=body href=#>x</a><img name=cookie><form id=forms>',
  '<x onclick=hit() tabindex=1 onfocus=hit() autofocus>x</x>',
  '"><img src=x onerror=hit()>',
  '{{constructor.constructor("hit()")()}}',
  'javascript:hit()',
  'data:text/html,<script>hit()</script>',
];

/** Ours, and the collections that lie beside the repository, when they are there. */
export function payloads() {
  const folder = resolve(REPOSITORY, '..', 'shared', 'corpora', 'xss');
  const read = (name) => {
    const path = join(folder, name);
    return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : [];
  };
  const theirs = ['dompurify-expect.json', 'bleach-xss-data.json'].flatMap((name) =>
    read(name).map((entry) => (typeof entry === 'string' ? entry : entry.payload ?? entry.input ?? entry.data)));
  return [...new Set([...OWN, ...theirs.filter((payload) => typeof payload === 'string')])];
}

/** One document of each format with the payload in its texts, its markup and its addresses. */
export const documents = (x) => ({
  baca: {
    baca: 1, id: x, url: x, lang: x, dir: x, headline: x, dek: [{ text: x, href: x, title: x, lang: x, ruby: x, id: x }],
    kicker: { text: x, url: x }, byline: [{ name: x, url: x, role: x }], dateline: x, editor: x, published: x,
    lead: { type: 'image', src: x, alt: x, caption: x, credit: x, href: x, width: 3, height: 2 },
    body: [
      x, { type: 'html', html: x }, { type: 'heading', text: x, id: x }, { type: 'code', text: x, language: x },
      { type: 'image', src: x, sources: [{ src: x, width: 3, type: x, media: x }], alt: x },
      { type: 'video', src: x, poster: x, tracks: [{ src: x, lang: x, label: x, kind: x }], title: x },
      { type: 'embed', url: x, frame: x, title: x, provider: x }, { type: 'embed', url: `https://e.example/?${x}`, frame: `https://e.example/?${x}` },
      { type: 'quote', text: x, attribution: x, url: x }, { type: 'aside', kind: x, title: x, body: [x] },
      { type: 'list', items: [x, { term: x, text: x, id: x }] }, { type: 'table', rows: [[x, { text: x, align: x }]], caption: x },
      { type: 'links', title: x, items: [{ text: x, url: x }] }, { type: x, text: x, fallback: [x] },
      { type: 'paragraph', text: [{ html: x }, { text: x, math: ['math', { href: x, onclick: x }, ['mi', x], ['script', x]] }] },
    ],
    tags: [{ text: x, url: x }], related: [{ text: x, url: x, image: { src: x } }], copyright: x, corrections: [{ text: x }],
  },
  wordpress: {
    id: 1, type: 'post', link: x, date_gmt: x, title: { rendered: x }, content: { rendered: x }, excerpt: { rendered: x },
    _embedded: { author: [{ name: x, link: x }], 'wp:featuredmedia': [{ source_url: x, alt_text: x, caption: { rendered: x } }], 'wp:term': [[{ name: x, link: x, taxonomy: 'category' }]] },
  },
  'json-feed': { version: 'https://jsonfeed.org/version/1.1', title: x, items: [{ id: '1', url: x, title: x, content_html: x, image: x, authors: [{ name: x, url: x }], tags: [x] }] },
  'schema-org': { '@context': 'https://schema.org', '@type': 'NewsArticle', headline: x, articleBody: x, description: x, url: x, image: { url: x, caption: x }, author: { name: x, url: x } },
  ghost: { posts: [{ id: '1', uuid: 'u', slug: 's', title: x, html: x, url: x, feature_image: x, feature_image_caption: x, custom_excerpt: x, published_at: x, primary_author: { name: x, url: x } }] },
  activitypub: { '@context': 'https://www.w3.org/ns/activitystreams', type: 'Article', id: x, url: x, name: x, summary: x, content: x, attachment: [{ type: 'Image', url: x, name: x }] },
  ans: { type: 'story', version: '0.10.9', canonical_url: x, headlines: { basic: x }, subheadlines: { basic: x }, content_elements: [{ type: 'text', content: x }, { type: 'raw_html', content: x }, { type: 'image', url: x, caption: x }] },
  'apple-news': { version: '1.7', identifier: '1', title: x, language: 'en', layout: { columns: 1, width: 1 }, documentStyle: {}, components: [{ role: 'body', text: x, format: 'html' }, { role: 'photo', URL: x, caption: x }], componentTextStyles: {} },
  guardian: { response: { status: 'ok', content: { id: 'a', webUrl: x, webTitle: x, fields: { headline: x, trailText: x, body: x, thumbnail: x, byline: x } } } },
  prosemirror: { baca: 1, headline: x, body: { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: x, marks: [{ type: 'link', attrs: { href: x } }] }] }, { type: 'image', attrs: { src: x, alt: x } }] } },
  'portable-text': { baca: 1, headline: x, body: [{ _type: 'block', style: 'normal', markDefs: [{ _key: 'a', _type: 'link', href: x }], children: [{ _type: 'span', text: x, marks: ['a'] }] }] },
});
