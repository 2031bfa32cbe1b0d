// Generates attacks, and documents of every format with an attack in each field. The parts of the attacks are
// in tests/corpus/attacks/parts.json, which the native tests use too.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CORPUS } from './paths.mjs';

const { spellings, places, handlers, containers, documents: whole } = JSON.parse(readFileSync(join(CORPUS, 'attacks', 'parts.json'), 'utf8'));

/** Minimum number of attacks; fewer would mean that parts of the list are missing. */
const MIN_PAYLOADS = 280;

const at = (list, index) => list[index % list.length];
const put = (template, value) => template.replaceAll('{}', () => value);
const address = (spelling, place) => put(place, spelling.replaceAll('"', '&quot;'));

/**
 * Returns the attacks as strings: every whole document, every spelling of a URL, every place for a URL,
 * every event handler and every container, each at least once. An attack calls `hit()` if one of its
 * scripts, handlers or links runs.
 */
export function payloads() {
  const all = [...new Set([
    ...whole,
    ...spellings.map((spelling, index) => address(spelling, at(places, index))),
    ...places.map((place, index) => put(at(containers, index), address(at(spellings, 3 * index + 1), place))),
    ...handlers.map((handler, index) => put(at(containers, index), handler)),
    ...containers.map((container, index) => put(container, at(handlers, 5 * index + 2))),
  ])];
  assert.ok(all.length >= MIN_PAYLOADS, `only ${all.length} attacks are left`);
  return all;
}

/** Returns one document of each format with the attack in its texts, HTML and URLs. */
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
