// The beginning of a post of WordPress, Ghost or JSON Feed that `baca.js` reads without `baca-readable.js` is what the
// module shows in the end.

import assert from 'node:assert/strict';
import { flow, tag, test } from '../support/flow.mjs';
import { text, typeOf } from '../support/http-responses.mjs';
import { ODD_MARKUP, PLAIN_MARKUP } from '../support/markup-samples.mjs';
import { payloads } from '../support/payloads.mjs';
import { fixtures, oddDocuments, samplesOf } from '../support/preview-cases.mjs';
import { compareConverted, differencesOf, ELEMENTS, EVERYWHERE, inBatches, inspect, script } from '../support/preview-compare.mjs';
import { generatedAttacks } from '../support/xss-generator.mjs';

const image = (more) => ({
  id: 9, source_url: 'https://warta.example/pier.jpg', alt_text: 'A pier', caption: { rendered: '<p>Low <em>tide</em></p>\n' },
  media_details: { width: 1600, height: 900, image_meta: { credit: 'Ayu' }, sizes: {
    large: { source_url: 'https://warta.example/pier-1024x576.jpg', width: 1024, height: 576, mime_type: 'image/jpeg' },
    thumbnail: { source_url: 'https://warta.example/pier-150x150.jpg', width: 150, height: 150, mime_type: 'image/jpeg' },
  } }, ...more,
});

/** A post as most sites serve it with `_embed`. */
const post = (rendered, more = {}) => ({
  id: 7, slug: 'seven', type: 'post', date: '2026-03-01T15:00:00', date_gmt: '2026-03-01T08:00:00', modified_gmt: '2026-03-02T08:00:00', link: 'https://warta.example/seven/',
  title: { rendered: 'The pier &#8211; <em>twice</em>' }, excerpt: { rendered: '<p>What is left of it.</p>\n', protected: false }, content: { rendered, protected: false }, author: 3, featured_media: 9,
  yoast_head_json: { og_locale: 'en_US', og_image: [{ url: 'https://warta.example/pier.jpg' }], author: 'Sari' },
  _embedded: {
    author: [{ id: 3, name: 'Sari Wulandari', url: '', link: 'https://warta.example/author/sari/', description: '' }],
    'wp:featuredmedia': [image()],
    'wp:term': [[{ id: 2, taxonomy: 'category', name: 'Coast &amp; sea', link: 'https://warta.example/coast/' }], [{ id: 5, taxonomy: 'post_tag', name: 'tide' }]],
  }, ...more,
});

/** An answer of Ghost's Content API. */
const ghost = (html, more = {}, beside = {}) => ({ posts: [{
  id: '5', uuid: '3a033ce7', slug: 'five', title: 'The pier, twice', html, comment_id: '5', feature_image: '/pier.jpg', feature_image_alt: 'A pier', feature_image_caption: 'Low <em>tide</em>',
  created_at: '2026-03-01T08:00:00.000+00:00', updated_at: '2026-03-02T08:00:00.000+00:00', published_at: '2026-03-01T08:00:00.000+00:00', custom_excerpt: null, excerpt: 'What is left of it', reading_time: 3,
  url: 'https://warta.example/five/', visibility: 'public', access: true, featured: false, tags: [{ id: '1', name: 'Coast', slug: 'coast', url: 'https://warta.example/tag/coast/' }],
  authors: [{ id: '1', name: 'Sari Wulandari', slug: 'sari', profile_image: null, bio: 'Writes.', website: 'https://sari.example', url: 'https://warta.example/author/sari/' }],
  primary_author: { id: '1', name: 'Sari Wulandari', url: 'https://warta.example/author/sari/' }, primary_tag: { id: '1', name: 'Coast', slug: 'coast', url: 'https://warta.example/tag/coast/' }, ...more,
}], meta: { pagination: { page: 1 } }, ...beside });

/** A JSON Feed. */
const feed = (content_html, more = {}, beside = {}) => ({
  version: 'https://jsonfeed.org/version/1.1', title: 'Warta', home_page_url: 'https://warta.example/', language: 'en', authors: [{ name: 'Warta' }],
  items: [{
    id: '7', url: 'https://warta.example/seven/', title: 'The pier, twice', summary: 'What is left of it.', content_html, image: '/pier.jpg',
    date_published: '2026-03-01T08:00:00Z', date_modified: '2026-03-02T08:00:00+07:00', authors: [{ name: 'Sari Wulandari', url: '/sari/', avatar: 'https://warta.example/sari.jpg' }], tags: ['tide'], ...more,
  }], ...beside,
});

/** Text as Ghost's editor writes it. */
const KEPT = (text) => `<span style="white-space: pre-wrap;">${text}</span>`;

/** Markup that is read, and how many blocks it has. */
const READ = [
  ['<p>One.</p>\n\n\n\n<p>Two <strong>bold</strong>, <em>italic <b>both</b></em>.</p>\n', 2], ['<p>One <a href="https://warta.example/a" target="_blank" rel="noreferrer noopener">link <em>in</em> it</a>, <a href="/b">two</a>.</p>', 1],
  ['<p>It&#8217;s &#8220;quoted&#8221;&#8230; A &amp; B &#038; C&nbsp;d</p>\n<p>E &quot;f&quot;</p>', 1], ['<p class="">One<br />\ntwo<br>three</p>\n<h2 class="wp-block-heading">Salt <b>and</b> tide</h2>\n<p data-start="1" data-end="9">Three.</p>', 3],
  ['<p>&nbsp;</p>\n<p>One.</p>\n<p> <br> </p><p>Two. </p>', 2], ['<p>  One\n\ttwo <b> three </b> <i>four</i><b>five</b><b>six</b></p>', 1], ['<p>One <b>two</b>\u200b</p><p>سلام می\u200cشود</p>', 2], ['<p>One.</p><ul><li>Two</li></ul><p>Three.</p>', 1],
  ['<h2>Salt</h2><p>One.</p>', 2], ['<p style="text-align: justify;">One <!--more-->two.</p><!--more--><p>Three<!--more--></p>', 2], ['<p>One.</p><p>Two <!--nextpage--></p>', 1], ['<p>One.</p><p>Two [gallery]</p>', 1], ['<p>One.</p><p style="text-align:center">Two</p>', 1], ['<p>One.</p><p><a href="https://warta.example/?share=x">Two</a></p>', 1], ['<p>One.</p><h2>Salt<br></h2>', 2],
  ['<p id="a">One <span style="font-weight: 400;">two</span> <em><span>three</span></em>.</p><h3 id="b-c">Salt</h3><p><b><span>Four</span></b></p>', 3], ['<p>One.</p><p><strong>Two <span style="font-weight: 400">three</span></strong></p>', 1], ['<p>One.</p><p><span style="font-weight: 700">Two</span></p>', 1],
  ['<p>One.</p><p style="font-weight: 400;"><a href="/b"><span style="font-weight:400;">two</span></a></p>', 2], ['<p>One.</p><b style="font-weight: 400;">Two</b>', 1],
  ['<p>One <a href="https://warta.example/?a=1&amp;b=2&#038;c=3">two</a>, <a href="/b?copy=1&para=2&lt=3">three</a>.</p>', 1], ['<p>One.</p><p><a href="/?a&amp;amp;b">two</a></p>', 1], ['<p>One.</p><p><a href="/?a&copy;b">two</a></p>', 1], ['<p>One.</p><p><a href="/?a&b">two</a></p>', 1],
  [`<p>${KEPT('One ')}<a href="/b">${KEPT('two')}</a>${KEPT(' / ')}<b>${KEPT('three')}</b></p><p>Four</p>`, 2], ...[`${KEPT('Two ')}`, `Two ${KEPT(' three')}`, `${KEPT('Two ')} three`, KEPT('Two  three'), KEPT('Two\nthree'), KEPT(' Two'), `${KEPT('Two')}<br>three`].map((text) => [`<p>One.</p><p>${text}</p>`, text.includes('<br>') ? 2 : 1]),
];

flow('The beginnings of posts', (testPage) => {
  const open = async () => {
    testPage.site.put('/preview.js', text(script, typeOf('preview.js')));
    const reader = await testPage.visit(tag());
    await reader.run(() => { window.isEarly = true; });
    return reader;
  };
  /** Asserts that each document which has a beginning begins so when it is converted; returns the previews. */
  const assertBeginnings = async (reader, documents, names = documents) => {
    const found = await inBatches(documents, (cases) => reader.wait(compareConverted, cases));
    const wrong = found.flatMap((one, index) => (one ? differencesOf(one).map((all) => [names[index], ...all]) : []));
    assert.deepEqual(wrong.slice(0, 8), [], `${wrong.length} differences`);
    return found;
  };
  const least = (found, previews) => {
    const count = found.filter(Boolean).length;
    assert.ok(count >= previews, `only ${count} beginnings`);
  };

  test('are the beginning of the article in every sample', async () => {
    const reader = await open();
    for (const [folder, fixture, previews] of [['wordpress', 'wordpress', 1], ['ghost', 'ghost', 1], ['json-feed', 'feed', 1]]) {
      const samples = samplesOf(folder, fixture);
      least(await assertBeginnings(reader, samples.map(([, content]) => content), samples.map(([name]) => name)), previews);
    }
  });

  test('have the header, and text with marks and links up to the first thing that is not as expected', async () => {
    const found = await assertBeginnings(await open(), READ.map(([markup]) => JSON.stringify(post(markup))));
    assert.deepEqual(found.map((one) => one?.preview.blocks.length), READ.map(([, count]) => count));
    for (const { preview } of found) {
      assert.deepEqual([preview.article[0], preview.header.length, preview.dates.length, preview.lead.length], ['en-US', 4, 2, 1]);
    }
  });

  test('have the header in the other formats too', async () => {
    const reader = await open();
    for (const [write, headers] of [[ghost, 4], [feed, 3]]) {
      const found = await assertBeginnings(reader, READ.map(([markup]) => JSON.stringify(write(markup, { locale: 'en' }))));
      assert.deepEqual(found.map((one) => one?.preview.blocks.length), READ.map(([, count]) => count));
      for (const { preview } of found) assert.deepEqual([preview.header.length, preview.dates.length, preview.lead.length], [headers, 2, 1]);
    }
  });

  test('are those of the article, or none, in the other formats too, where another rule decides', async () => {
    const one = '<p>One two three four.</p><p>Five.</p>';
    const person = (more) => ({ authors: [{ name: 'Sari', ...more }] });
    const cases = [
      ...[{ visibility: 'members' }, { access: false }, { access: false, visibility: 'members' }, { uuid: ' ' }, { slug: undefined }, { primary_tag: null }, { primary_tag: null, tags: [] }, { html: null }, { excerpt: 'One two three' }, { excerpt: 'One two…' },
        { custom_excerpt: 'One two three four.' }, { custom_excerpt: 'One two…' }, { custom_excerpt: 'A <b>b</b>' }, { reading_time: 0 }, { reading_time: 2.5 }, { locale: 'de_AT' }, { locale: 'ar' }, { title: 'ميناء' }, { title: 'A  b' }, { title: 'A &amp; b' },
        { title: 'The gallery [1]' }, { url: '/five/' }, { url: null }, { url: '#five' }, { url: 'mailto:a@b.example' }, { authors: [] }, { authors: [], primary_author: null }, { feature_image: null }, { feature_image: '/pier-1.jpg' }, { feature_image: 'pier' },
        { feature_image_alt: 'A &amp; b' }, { feature_image_alt: 7 }, { authors: undefined, primary_author: undefined, author: { name: 'Ayu', url: '/ayu/' } }, { primary_tag: null, tags: { name: 'Coast' } }, { data: { title: 'Inner', slug: 'a', uuid: 'b', html: '<p>Inner.</p>' } }, { reading_time: 1000000 }, { feature_image: 'https://warta.example/pier.jpg?f=/thumb.png' }, { feature_image_alt: ['A', 'B'] }, { excerpt: 7 }, { title: ['A'] }, { feature_image_caption: '<span>Low</span>' }, { feature_image: 'https://images.example/photo-15-a?crop=entropy&fm=jpg&ixlib=rb-4.0.3&w=2000' }, { feature_image: '/photo-15-a?a=1&amp;b=2' }, ...['Low ', ' Low', 'Low', 'Low<br> tide'].map((text) => ({ feature_image_caption: `${KEPT(text)}<a href="https://warta.example/@x?a=1&b=2">${KEPT('Ayu')}</a>${KEPT(' / ')}<a href="/b">${KEPT('Warta')}</a>` })), ...['Low ', 'Low'].map((text) => ({ feature_image_caption: KEPT(text) })), { feature_image: '/resize?url=https://warta.example/pier.jpg' }, { feature_image_caption: '<p>Low</p><p>High</p>' }, person({ website: 'https://sari.example' }), person({ url: null, website: null }), person({ name: 'By Sari' }), person({ sameAs: '/s' }),
      ].map((more) => ghost(one, more)),
      ghost(`${one}<img src="https://warta.example/size/w600/pier.jpg">`), ...['photo-15-a', 'photo-15-a?w=300', 'photo-15?fm=jpg', 'w300/photo-15-a.webp'].map((name) => ghost(`${one}<p><img src="https://images.example/${name}"></p>`, { feature_image: 'https://images.example/photo-15-a?fm=jpg&w=2000' })), ghost(one, {}, { version: 'https://jsonfeed.org/version/1.1', items: [{ content_text: 'Other' }] }), ghost(one, {}, { '@context': 'https://schema.org', '@type': 'Article', headline: 'A' }),
      ...[{ url: undefined }, { url: undefined, id: 'https://warta.example/8/' }, { url: '/eight/' }, { url: 'mailto:a@b.example' }, { language: 'id' }, { authors: [] }, { authors: undefined, author: { name: 'Ayu' } }, { authors: [], author: [] }, { authors: [{}] }, { attachments: [{ url: '/a.mp3', mime_type: 'audio/mpeg' }] },
        { attachments: [] }, { external_url: 'https://n.example/a' }, { image: undefined, banner_image: '/b-1.jpg' }, { image: { url: '/c-1.jpg' } }, { summary: 'One two three four.' }, { summary: 'One two...' }, { summary: 'One two…' }, { summary: 'A\nb' }, { summary: ' A' },
        { title: undefined }, { title: 'A<br>b' }, { title: 'A < b' }, { title: 'A\u00a0b' }, { content_html: undefined, content_text: 'One.' }, { content_text: 'One.' }, { date_published: 'soon' }, { date_published: '2026-03-01 08:00' }, person({ url: 'https://warta.example/@sari' }), person({ url: 1.5 }), person({ url: undefined, id: 'https://warta.example/@sari' }), person({ url: undefined, author_url: '/sari/' }), { image: 1.5 }, { id: 7, url: undefined }, person({ name: 'https://warta.example/@sari' }),
      ].map((more) => feed(one, more)),
      feed(one, { authors: undefined }, { authors: undefined, author: { name: 'Ayu' } }), ...['/about/', 'about/', 'https://n.example/'].map((url) => feed(one, { authors: undefined, url: 'https://other.example/seven/' }, { authors: [{ name: 'Warta', url }] })), ...['<p><strong>☀</strong>\ufe0f</p>', '<p>\ufe0f</p><p>One.</p>'].map((html) => feed(html)),
      feed(`<p>One.</p><ul><li>${'&#1575;&#1604;'.repeat(20)}</li></ul>`, { language: undefined }, { language: undefined }), feed(one, {}, { version: '1' }), feed(one, {}, { baca: 1, headline: 'Own', body: ['Own.'] }), feed(one, {}, { language: 'he' }), feed(one, { language: undefined }, { language: undefined }), feed(one, {}, { items: [] }), feed(`${one}<p><img src="/pier-300x200.jpg"></p>`),
    ];
    least(await assertBeginnings(await open(), cases.map((one) => JSON.stringify(one))), 30);
  });

  test('have no dek that is the start of the text', async () => {
    const excerpt = (rendered) => ({ excerpt: { rendered } });
    const words = 'One two three four five six seven eight nine ten';
    const cases = [
      [post(`<p>${words} eleven.</p>`, excerpt(`<p>${words} [&hellip;]</p>\n`)), 3], [post(`<p>${words} eleven.</p>`, excerpt(`<p>${words}&#8230;</p>`)), 3], [post(`<p>One.</p>`, excerpt('')), 3],
      [post(`<p>One.</p><p>Two.</p>`, excerpt(`<p>${words}.</p>`)), 4], [post(`<p>${words}.</p>`, excerpt(`<p>${words}.</p>`)), undefined], [post(`<p>One.</p>`, excerpt('<p>Other [&hellip;]</p>')), undefined],
    ];
    const found = await assertBeginnings(await open(), cases.map(([document]) => JSON.stringify(document)));
    assert.deepEqual(found.map((one) => one?.preview.header.length), cases.map(([, count]) => count));
  });

  test('are none where the header or the lead is not certain', async () => {
    const embedded = (more) => ({ _embedded: { ...post('')._embedded, ...more } });
    const cases = [
      post('<p>One.</p>', { content: { rendered: '<p>One.</p>', protected: true } }), post('<p>One.</p><img src="https://warta.example/pier-300x169.jpg">'), post('<h2>The pier – twice</h2><p>One.</p>'), post('<ul><li>One</li></ul>'), post(''),
      post('<p>One.</p>', embedded({ author: [{ name: 'By Sari' }] })), post('<p>One.</p>', embedded({ 'wp:featuredmedia': [image({ credit: 'Ayu' })] })),
      post('<p>One.</p>', embedded({ 'wp:featuredmedia': undefined })), post('<p>One.</p>', { coauthors: [{ display_name: 'Ayu' }] }), post('<p>One.</p>', { title: { rendered: 'A<script></script>' } }), post('<p>One.</p>', { date_gmt: 'soon' }),
    ];
    assert.deepEqual(await assertBeginnings(await open(), cases.map((one) => JSON.stringify(one))), cases.map(() => null));
  });

  test('are those of the article, or none, where the rest of it or another rule decides', async () => {
    const bare = (rendered, more) => ({ ...post(rendered), _embedded: undefined, yoast_head_json: undefined, ...more });
    const embedded = (more) => ({ _embedded: { ...post('')._embedded, ...more } });
    const arabic = { title: { rendered: 'ميناء' }, excerpt: { rendered: '' } };
    const latin = 'A long text in Latin letters that nobody sees in this article.';
    const excerpt = (rendered) => ({ excerpt: { rendered } });
    const lead = (name) => embedded({ 'wp:featuredmedia': [{ source_url: `https://warta.example/${name}`, media_details: { width: 900, height: 600 } }] });
    const withName = (name, more) => post('<p>One.</p>', { ...embedded({ author: [{ name }] }), ...more });
    const cases = [
      ...['<script>', '<pre>', '<p hidden>', '<svg><text>', '<noscript>'].map((tag) => bare(`<p>هذا نص عربي قصير</p>${tag}${latin}${tag.replaceAll(/<(\w+)[^>]*>/g, '</$1>')}`, arabic)),
      bare('<p>One.</p><script>هذا نص عربي قصير لا يراه أحد</script>'), bare('<p>100 ﷼</p>'), bare('<p>१२३ ابت</p>'), bare('<p>One\ufeff.</p>'), bare('<p>سلام</p>', { lang: 'ar' }),
      post('<p>Short intro here.</p><figure><img src="/z.jpg" width="900" height="600"><figcaption>Caption words</figcaption></figure><p>More text after it goes on.</p>', excerpt('<p>Short intro here. Caption words More text [&hellip;]</p>')),
      ...['[&hellip;]', '&hellip;', '– &hellip;'].map((text) => post('<p>One.</p>', excerpt(`<p>${text}</p>`))), post('<p>\ufeffShort intro here. more</p>', excerpt('<p>Short int &hellip;</p>')),
      post('<p>x<a href="/a">A2</a><a href="/b"></a>it</p>'), post('<p>x<a href="/a">A2</a><b><a href="/b">B</a></b></p>'), post('<p><a href="/a">A <b>b</b></a>, <a href="/b">B</a></p>'),
      ...[['my%20pier.jpg', 'my pier-300x169.jpg'], ['pier@2x-scaled.jpg', 'pier.jpg'], ['pier-150x150-scaled.jpg', 'pier.jpg'], ['pier.jpg', 'pier-scaled.jpg']].map(([own, other]) =>
        post(`<p>One.</p><p>Two.</p><p><img src="https://warta.example/${other}" width="900" height="600"></p>`, lead(own))),
      ...[[{ code: 'rest_user_invalid_id', message: 'Invalid user ID.' }], [{ code: 'x', link: '/a' }], [{ code: 'x', display_name: 'Ayu' }], [{ name: 'Sari', id: 'https://warta.example/@sari' }], [{ code: 'x' }, { name: 'Ayu' }], [{ code: 'x', name: 'Ayu' }]].flatMap((author) => [undefined, { author: 'Sari' }].map((yoast) => post('<p>One.</p>', { ...embedded({ author }), yoast_head_json: yoast }))),
      post('<p>One.</p>', excerpt('<p>See <a href="https://x.example/read-more-books/">this</a> for it.</p>')), post('<p>One.</p>', { ...embedded({ author: undefined }), yoast_head_json: undefined, author: [{ name: 'Ayu' }] }), post('<p>One.</p>', { ...embedded({ 'wp:term': undefined }), categories: { Coast: { name: 'Coast' } } }),
      bare('<p>One.</p>', { yoast_head_json: [{ og_locale: 'de_DE', author: 'Ayu' }] }), ...[{ alt_text: '', alt: 'Other' }, { author: 'Ayu' }, { author: 3 }, { copyrightNotice: 'Ayu' }].map((more) => post('<p>One.</p>', embedded({ 'wp:featuredmedia': [image(more)] }))),
      post('<h2>The pier – twice!</h2><p>One.</p>'), post('<h3>THE PIER TWICE</h3><p>One.</p>'), post('<p>The pier – twice</p><p>One.</p>'), post('<h2>Salt</h2><h2>The pier – twice</h2><p>One.</p>'),
      withName('Af Jens Hansen', { lang: 'da_DK' }), withName('Von der Leyen', { lang: 'de' }), withName('بقلم سلمى علي', { lang: 'ar' }), withName('Oleh: Sari'),
      post('<p>A</p><p><a href="https://www.facebook.com/Sharer/x">Fb</a> <a href="https://x.com/Share?x">X</a></p>'), post('<p>A</p><p><a href="https://lineit.line.me/a">L</a> <a href="https://lineit.line.me/b">M</a></p>'),
      ...[[[{ taxonomy: 'category' }, { taxonomy: 'category', name: 'After' }]], [[{ taxonomy: 'category', name: '', link: '/a' }]], [{ taxonomy: 'category', name: 'Flat', link: '/a' }]].map((terms) => post('<p>One.</p>', embedded({ 'wp:term': terms }))),
      post('<p>\u0085</p><p>A</p>'), post('<p>A<b>\u0085</b></p>'), post('<p>A</p><p>\u200b</p><p>B</p>'),
      post('<p>One.</p>', { content_html: '<p>Two.</p>' }), post('<p>One.</p>', { '@type': 'NewsArticle', headline: 'Other' }), post('<p>One.</p>', { ...embedded({ author: undefined }), author: { name: 'Ayu' } }), [post('<p>One.</p>'), post('<p>Two.</p>')],
    ];
    least(await assertBeginnings(await open(), cases.map((one) => JSON.stringify(one))), 8);
  });

  test('are those of the article whatever value is odd', async () => {
    const markup = '<p>One <a href="/a">two</a>.</p><p>Three.</p>';
    const all = [...oddDocuments([post(markup, { meta: undefined }), fixtures.wordpress, ghost(markup), feed(markup)], 12)];
    least(await assertBeginnings(await open(), all.map(([, document]) => JSON.stringify(document)), all.map(([name]) => name)), 300);
  });

  test('are those of the article whatever markup follows', async () => {
    const samples = [...Object.values(PLAIN_MARKUP).flat(), ...ODD_MARKUP];
    const bare = (rendered) => JSON.stringify({ ...post(rendered), _embedded: undefined, yoast_head_json: undefined });
    const found = await assertBeginnings(await open(), samples.flatMap((markup) => [bare(markup), bare(`<p>Zero.</p>\n${markup}\n<p>Last.</p>`)]));
    least(found, samples.length);
  });

  test('make no element of any attack but those of plain blocks', async () => {
    const reader = await open();
    const attacks = [...payloads(), ...generatedAttacks()];
    const documents = attacks.flatMap((x, index) => {
      const document = post(`<p>One ${x}</p>`);
      const [author] = document._embedded.author;
      const places = [() => { document.title.rendered = x; }, () => { document.excerpt.rendered = x; }, () => { author.name = x; }, () => { author.link = x; }, () => { document._embedded['wp:featuredmedia'][0].source_url = x; }];
      places[index % places.length]();
      const other = index % 2 ? ghost(`<p>One.</p>${x}`, { title: x }) : feed(`<p>One.</p>${x}`, { authors: [{ name: x, url: x }] });
      return [document, post(`<p>One.</p>${x}`), post(`<p>One <a href="${x}">two</a></p>`), other];
    });
    const found = await inBatches(documents, async (documents) => [await reader.wait(inspect, documents, ELEMENTS, EVERYWHERE)]);
    assert.deepEqual([...new Set(found.flatMap(({ wrong }) => wrong))], []);
    const previews = found.reduce((sum, { previews }) => sum + previews, 0);
    assert.ok(previews > attacks.length, `only ${previews} previews`);
  });

  test('are shown before the script of formats has come', async () => {
    const held = testPage.site.hold(/baca-(readable|app)/);
    const path = testPage.site.json('/post.json', { ...post('<p>One.</p><p>Two.</p>'), _embedded: undefined, yoast_head_json: undefined });
    const reader = await testPage.visit(tag({ src: path }));
    await reader.until('the preview is shown', (_, root) => root?.querySelectorAll('.preview .section > *').length === 2);
    held.release();
    await reader.ready();
    assert.equal(await reader.run((_, root) => root.querySelector('.body').textContent), 'One.Two.');
    await testPage.assertClean();
  });
}, { engines: ['chromium', 'firefox'] });
