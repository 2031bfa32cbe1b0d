// The beginning of a post of WordPress that `baca.js` reads without `baca-readable.js` is what the module shows in the end.

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

/** Markup that is read, and how many blocks it has. */
const READ = [
  ['<p>One.</p>\n\n\n\n<p>Two <strong>bold</strong>, <em>italic <b>both</b></em>.</p>\n', 2], ['<p>One <a href="https://warta.example/a" target="_blank" rel="noreferrer noopener">link <em>in</em> it</a>, <a href="/b">two</a>.</p>', 1],
  ['<p>It&#8217;s &#8220;quoted&#8221;&#8230; A &amp; B &#038; C&nbsp;d</p>\n<p>E &quot;f&quot;</p>', 1], ['<p class="">One<br />\ntwo<br>three</p>\n<h2 class="wp-block-heading">Salt <b>and</b> tide</h2>\n<p data-start="1" data-end="9">Three.</p>', 3],
  ['<p>&nbsp;</p>\n<p>One.</p>\n<p> <br> </p><p>Two. </p>', 2], ['<p>  One\n\ttwo <b> three </b> <i>four</i><b>five</b><b>six</b></p>', 1], ['<p>One <b>two</b>\u200b</p><p>سلام می\u200cشود</p>', 2], ['<p>One.</p><ul><li>Two</li></ul><p>Three.</p>', 1],
  ['<p>One.</p><p>Two [gallery]</p>', 1], ['<p>One.</p><p style="text-align:center">Two</p>', 1], ['<p>One.</p><p><a href="https://warta.example/?share=x">Two</a></p>', 1], ['<p>One.</p><h2>Salt<br></h2>', 2],
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
    const samples = samplesOf('wordpress', 'wordpress');
    least(await assertBeginnings(await open(), samples.map(([, content]) => content), samples.map(([name]) => name)), 1);
  });

  test('have the header, and text with marks and links up to the first thing that is not as expected', async () => {
    const found = await assertBeginnings(await open(), READ.map(([markup]) => JSON.stringify(post(markup))));
    assert.deepEqual(found.map((one) => one?.preview.blocks.length), READ.map(([, count]) => count));
    for (const { preview } of found) {
      assert.deepEqual([preview.article[0], preview.header.length, preview.dates.length, preview.lead.length], ['en-US', 4, 2, 1]);
    }
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
      post('<p>One.</p>', embedded({ author: [{ name: 'By Sari' }] })), post('<p>One.</p>', embedded({ author: [{ code: 'rest_user_invalid_id', message: 'Invalid user ID.' }] })), post('<p>One.</p>', embedded({ 'wp:featuredmedia': [image({ credit: 'Ayu' })] })),
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
      withName('Af Jens Hansen', { lang: 'da_DK' }), withName('Von der Leyen', { lang: 'de' }), withName('بقلم سلمى علي', { lang: 'ar' }), withName('Oleh: Sari'),
      post('<p>A</p><p><a href="https://www.facebook.com/Sharer/x">Fb</a> <a href="https://x.com/Share?x">X</a></p>'), post('<p>A</p><p><a href="https://lineit.line.me/a">L</a> <a href="https://lineit.line.me/b">M</a></p>'),
      ...[[[{ taxonomy: 'category' }, { taxonomy: 'category', name: 'After' }]], [[{ taxonomy: 'category', name: '', link: '/a' }]], [{ taxonomy: 'category', name: 'Flat', link: '/a' }]].map((terms) => post('<p>One.</p>', embedded({ 'wp:term': terms }))),
      post('<p>\u0085</p><p>A</p>'), post('<p>A<b>\u0085</b></p>'), post('<p>A</p><p>\u200b</p><p>B</p>'),
      post('<p>One.</p>', { content_html: '<p>Two.</p>' }), post('<p>One.</p>', { '@type': 'NewsArticle', headline: 'Other' }), post('<p>One.</p>', { ...embedded({ author: undefined }), author: { name: 'Ayu' } }), [post('<p>One.</p>'), post('<p>Two.</p>')],
    ];
    least(await assertBeginnings(await open(), cases.map((one) => JSON.stringify(one))), 8);
  });

  test('are those of the article whatever value is odd', async () => {
    const all = [...oddDocuments([post('<p>One <a href="/a">two</a>.</p><p>Three.</p>', { meta: undefined }), fixtures.wordpress], 12)];
    least(await assertBeginnings(await open(), all.map(([, document]) => JSON.stringify(document)), all.map(([name]) => name)), 100);
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
      return [document, post(`<p>One.</p>${x}`), post(`<p>One <a href="${x}">two</a></p>`)];
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
