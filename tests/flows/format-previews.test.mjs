// What the preview shows of articles in other formats (`static/loader/formats`) is what the module shows in the end: the
// same texts with the same marks, in the same order. Both render every sample in one page.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { picture } from '../support/articles.mjs';
import { flow, tag, test } from '../support/flow.mjs';
import { status, text, typeOf } from '../support/http-responses.mjs';
import { assertUnmoved, boxes } from '../support/preview-boxes.mjs';
import { compareConverted, differencesOf, ELEMENTS, EVERYWHERE, inBatches, inspect, script } from '../support/preview-compare.mjs';
import { ODD_MARKUP, PLAIN_MARKUP } from '../support/markup-samples.mjs';
import { CORPUS } from '../support/paths.mjs';
import { payloads } from '../support/payloads.mjs';
import { filesOf, fixtures, oddDocuments, samplesOf } from '../support/preview-cases.mjs';
import { generatedAttacks } from '../support/xss-generator.mjs';

/** How many odd values stand in the place of each value. */
const SHARE = 1;
/**
 * The samples of each format, how many of them have a preview and how many blocks these show at least; after the name of
 * the format, if it is given, of how many the script is certain as a whole.
 */
const SAMPLES = {
  wordpress: [samplesOf('wordpress', 'wordpress'), 13, 40, undefined, 6],
  'json-feed': [samplesOf('json-feed', 'feed'), 15, 20, undefined, 6],
  ghost: [samplesOf('ghost', 'ghost', 'ghost_cards'), 3, 2, undefined, 1],
  activitypub: [samplesOf('', 'activity'), 1, 1],
  'schema-org': [samplesOf('json-ld', 'news_article'), 1, 1, undefined, 3],
  'whole pages': [filesOf('whole-pages', /\.html$/), 12, 45, undefined, 10],
  'named html': [['html', 'writing-systems', 'whole-pages'].flatMap((folder) => filesOf(folder, /\.html$/)), 40, 100, 'html', 45],
  'without a preview': [[...samplesOf('ans', 'ans', 'guardian', 'atlassian'), ...samplesOf('apple-news', 'apple_news')], 0, 0],
};

/** A graph as plugins write it: the article refers to other nodes. */
const GRAPH = { '@context': 'https://schema.org', '@graph': [
  { '@type': 'Article', '@id': 'https://n.example/a/#article', isPartOf: { '@id': 'https://n.example/a/' }, author: { name: 'Sari', '@id': 'https://n.example/#sari' },
    headline: 'The tide', datePublished: '2026-03-01T08:00:00+00:00', mainEntityOfPage: { '@id': 'https://n.example/a/' }, articleBody: 'It came in.\n\nIt went &amp; left salt.',
    image: { '@id': 'https://n.example/a/#image' }, thumbnailUrl: 'https://n.example/b.jpg', articleSection: ['Coast'], inLanguage: 'en-US' },
  { '@type': 'WebPage', '@id': 'https://n.example/a/', url: 'https://n.example/a/', name: 'The tide - News', description: 'What the sea leaves.' },
  { '@type': 'ImageObject', '@id': 'https://n.example/a/#image', url: 'https://n.example/tide.jpg', contentUrl: 'https://n.example/tide.jpg', width: 1200, height: 800, caption: 'Low tide' },
  { '@type': 'Person', '@id': 'https://n.example/#sari', name: 'Sari Wulandari', sameAs: ['https://sari.example/'], url: 'https://n.example/author/sari/' },
] };

/** A page whose values are those of a document; values that are no texts are not in it. */
const pageOfFields = (fields) => {
  const of = (name) => (typeof fields[name] === 'string' ? fields[name] : '');
  const meta = (key, name) => (typeof fields[name] === 'string' ? `<meta ${key} content="${fields[name].replaceAll('"', '&quot;')}">` : '');
  const attribute = (name, field) => (typeof fields[field] === 'string' ? ` ${name}="${fields[field].replaceAll('"', '&quot;')}"` : '');
  const element = (start, name, end) => (name in fields ? `${start}${of(name)}${end}` : '');
  const data = fields.data ? `<script type="application/ld+json">${JSON.stringify(fields.data)}</script>` : '';
  return `<!doctype html><html${attribute('lang', 'lang')}${attribute('dir', 'dir')}><head>${element('<title>', 'title', '</title>')}${meta('property="og:title"', 'ogTitle')}${meta('property="og:site_name"', 'site')}`
    + `${meta('name="author"', 'author')}${meta('property="article:published_time"', 'published')}${meta('itemprop="dateModified"', 'modified')}${data}</head><body>${element('<h1>', 'siteTitle', '</h1>')}`
    + `<article${attribute('lang', 'articleLang')}>${element('<p>', 'before', '</p>')}<header>${element('<p class="kicker">', 'kicker', '</p>')}${element('<h1>', 'headline', '</h1>')}${element('<h2 class="dek">', 'dek', '</h2>')}`
    + `${element('<p class="byline">', 'byline', '</p>')}${element(`<a rel="author"${attribute('href', 'url')}>`, 'person', '</a>')}<time${attribute('datetime', 'time')}>${of('shownTime')}</time></header>`
    + `${of('first')}${element('<h2>', 'opening', '</h2>')}${'image' in fields ? `<figure><img width="900"${attribute('src', 'image')}>${element('<figcaption>', 'caption', '</figcaption>')}</figure>` : ''}<p>${of('text')}</p><div class="text">${of('more')}</div></article></body></html>`;
};
const PAGES = [
  { lang: 'en', title: 'The tide', ogTitle: 'The tide – News', site: 'News', author: 'Sari', published: '2026-03-01', modified: '2026-03-02', kicker: 'Coast', headline: 'The tide', dek: 'What it leaves.', byline: 'By Sari', time: '2026-03-01T08:00:00Z', shownTime: 'Today',
    image: 'https://n.example/tide.jpg', caption: 'Low tide', text: 'It came in.', more: 'It went.' },
  { articleLang: 'id', siteTitle: 'News', ogTitle: 'The tide', person: 'Sari', url: 'https://n.example/sari', time: '2026-03-01', shownTime: 'x', opening: 'In short', text: 'It came in.', more: '<p>It went.</p>' },
  { lang: 'en', headline: 'The tide', before: 'News', text: 'It came in, and nobody saw it go.', more: '<p>It went.</p>',
    data: { '@context': 'https://schema.org', '@type': 'Article', headline: 'The tide', description: 'What it leaves.', image: 'https://n.example/b.jpg', author: { name: 'Sari', url: 'https://n.example/sari' },
      datePublished: '2026-03-01', inLanguage: 'en', articleSection: 'Coast', articleBody: 'It came in.' } },
  { headline: 'The tide', text: '<svg/>It came in.</svg> <svg><path d="M0 0"/></svg>It went.', more: '<svg><p>And left salt.</p></svg>' },
  { headline: 'The tide', text: 'It came in.', more: '', first: '<figure class="wp-block-gallery"><figure><img src="/a.jpg" width="900" height="600"></figure><figure><img src="/b.jpg" width="900" height="600"></figure></figure>', data: { '@context': 'https://schema.org', '@type': 'Article', headline: 'The tide', image: 'https://n.example/b.jpg' } },
  { ogTitle: 'The tide', opening: 'Other', text: 'It came in.', more: '', data: { '@context': 'https://schema.org', '@type': 'Article', headline: 'The tide', articleSection: 'Coast', dateModified: '2026-03-01' } },
];

/**
 * Documents of which one value after another is replaced by an odd one, how many of them have a preview and of how many
 * the script is certain as a whole, at least.
 */
const ODD = {
  wordpress: [[fixtures.wordpress, { ...fixtures.wordpress, _embedded: { ...fixtures.wordpress._embedded, replies: [] } }, ...[{ name: 'Sari' }, [{ name: 'Sari' }], 3].map((author) => ({ ...fixtures.wordpress, author, _embedded: undefined, yoast_head_json: undefined }))], 100, 50],
  'json-feed': [[{ ...fixtures.feed, items: fixtures.feed.items.slice(0, 1) }, { ...fixtures.feed, items: fixtures.feed.items.slice(1) }], 80, 15],
  ghost: [[fixtures.ghost], 50, 30],
  activitypub: [[fixtures.activity, { ...fixtures.activity, attachment: [], replies: null }], 80, 20],
  'schema-org': [[fixtures.news_article, GRAPH], 80, 40],
  html: [PAGES, 250, 150, pageOfFields, 5],
};

/**
 * Reads each case with the script and, if the script is certain of the whole article, with the module; returns both
 * articles as the module reads and writes them, and as they were written. Runs in the page.
 */
const readTwice = async (host, _, cases) => {
  const { plainArticle, dateField } = await import('/preview.js');
  const module = await import('/some/folder/reader/baca-formats.js');
  const wasm = await fetch('/some/folder/reader/baca-formats_bg.wasm');
  await module.default({ module_or_path: await WebAssembly.compile(await wasm.arrayBuffer()) });
  const base = document.baseURI;
  return cases.map(({ content, format }) => {
    const plain = plainArticle(content, { base, format: format ?? '', item: '' }, { trust: (html) => html, dateField });
    if (!plain?.isExact) return null;
    try {
      const converted = module.read(content, { base, format });
      const describe = ({ article, format }) => ({ article: module.read(JSON.stringify(article), { base }).article, written: article, format });
      const of = (read) => ({ ...describe(read), problems: read.problems });
      return { script: of(plain), module: of(converted) };
    } catch ({ code }) {
      return { script: plain, module: code };
    }
  });
};

/** Renders each sample as preview and with the module, and describes both. Runs in the page. */
const compare = async (host, _, cases) => {
  const { plainArticle, renderPlain, dateField } = await import('/preview.js');
  const trust = (html) => html;
  /** Writes elements with their marks; links and other elements without attributes. */
  const outline = (node) => {
    if (node.nodeType === 3) return node.data;
    if (node.nodeType !== 1) return '';
    const inner = [...node.childNodes].map(outline).join('');
    const { localName, className, dataset } = node;
    if (localName === 'span' && !className) return inner;
    // Only the article says, once it is known, that a file of an image is missing.
    if (className === 'note' && node.parentElement.localName === 'figure') return '';
    if (node.matches('.box, img, picture') || (localName === 'a' && node.querySelector('img'))) return '<picture>';
    const marks = [className, dataset.align, dataset.size, node.getAttribute('start')].filter(Boolean).join(' ');
    return `<${localName}${marks && ' '}${marks}>${inner}</${localName}>`;
  };
  const children = (element) => [...element?.children ?? []].map(outline);
  const rendered = (source) => {
    const plain = renderPlain(host, source, true);
    plain?.complete();
    return plain?.root;
  };
  const describe = (root) => {
    const article = root?.querySelector('article');
    if (!article) return null;
    const header = article.querySelector('header');
    const meta = header.querySelector('.meta');
    const image = article.querySelector('.lead > figure img');
    const names = ['src', 'width', 'height', 'alt', 'class'];
    return {
      article: [article.lang, article.dir],
      header: children(header).slice(0, -1),
      dates: children(meta).filter((html) => html.includes('<time>')),
      minutes: children(meta).filter((html) => !html.includes('<time>')),
      lead: children(article.querySelector('.lead')),
      image: image && Object.fromEntries(names.map((name) => [name, image.getAttribute(name)])),
      blocks: [...article.querySelectorAll('.section > *')].map(outline),
    };
  };
  const found = [];
  for (const { format, content } of cases) {
    const plain = plainArticle(content, { base: document.baseURI, format: format ?? '', item: '' }, { trust, dateField });
    const preview = plain && describe(rendered({ content: plain.article, base: plain.base }));
    const ended = new Promise((resolve) => {
      for (const name of ['baca-load', 'baca-error']) host.addEventListener(name, resolve, { once: true });
    });
    host.format = format ?? null;
    host.article = content;
    await ended;
    const whole = host.state === 'ready' ? describe(host.shadowRoot.querySelector('.baca:not(.preview, .plain, .skeleton)')) : null;
    host.article = null;
    host.format = null;
    found.push({ preview, whole, isWhole: plain?.isWhole, state: host.state });
  }
  return found;
};

/** Returns a page with these texts as they are. */
const pageWith = ({ title, dek, name, url, image, text }) =>
  `<!doctype html><html lang="en"><head><title>${title}</title><meta name="author" content="${name}"></head><body><article><header><h1>${title}</h1><p class="dek">${dek}</p><a rel="author" href="${url}">${name}</a></header><img src="${image}" width="900" height="600">${text}</article></body></html>`;

/** Returns one document of each format with an attack in this field; without a field, in the text after a paragraph. */
const attacked = (x, field = 'html') => {
  const plain = { html: '', title: 'T', dek: 'D', name: 'N', url: 'https://a.example/', image: 'https://a.example/i.png' };
  const { html, title, dek, name, url, image } = { ...plain, [field]: x };
  const text = `<p>One.</p>${html}`;
  return [
    { id: 1, slug: 's', link: url, title: { rendered: title }, excerpt: { rendered: dek }, content: { rendered: text }, _embedded: { author: [{ name, link: url }], 'wp:featuredmedia': [{ source_url: image }] } },
    { version: 'https://jsonfeed.org/version/1.1', items: [{ id: 1, url, title, summary: dek, content_html: text, image, authors: [{ name, url }] }] },
    { posts: [{ id: 1, uuid: 'u', slug: 's', title, url, html: text, custom_excerpt: dek, feature_image: image, feature_image_caption: dek, primary_author: { name, url } }] },
    { '@context': 'https://www.w3.org/ns/activitystreams', type: 'Article', url, name: title, summary: dek, content: text, image: { type: 'Image', url: image, name }, attributedTo: url },
    pageWith({ title, dek, name, url, image, text }),
    { '@context': 'https://schema.org', '@type': 'Article', headline: title, description: dek, url, articleBody: html || text, image: { url: image, caption: dek }, author: { name, url } },
  ];
};

/** Asserts that the script has read each case as the module does, where it is certain; returns how many these are. */
async function assertExact(reader, cases, names) {
  const found = await inBatches(cases, (cases) => reader.wait(readTwice, cases));
  /** The direction of a text without a language is inferred when it is rendered, too. */
  const withoutDir = ({ written, ...rest }) => ({ ...rest, written: JSON.parse(JSON.stringify(written, (key, value) => (key === 'dir' ? undefined : value))) });
  found.forEach((one, index) => one && assert.deepEqual(withoutDir(one.script), withoutDir(one.module), names[index]));
  return found.filter(Boolean).length;
}

const title = 'The pier that was built twice';
const [dek, name, day, url] = ['What is left of it in the evening.', 'Sari Wulandari', '2026-03-01T08:00:00Z', 'https://kabar-pesisir.example/pier/'];

flow('The previews of other formats', (testPage) => {
  for (const [name, [samples, leastPreviews, leastBlocks, format]] of Object.entries(SAMPLES)) {
    test(`are the beginning of the article in every sample: ${name}`, async () => {
      testPage.site.put('/preview.js', text(script, typeOf('preview.js')));
      const reader = await testPage.visit(tag());
      // The module mounts each of these.
      const found = await inBatches(samples.map(([, content]) => ({ content, format })), (cases) => reader.wait(compare, cases), 5);
      const shown = found.flatMap((one, index) => (one.preview ? [{ file: samples[index][0], ...one }] : []));
      const differences = shown.flatMap(({ file, ...one }) => differencesOf(one).map((all) => [file, ...all]));
      assert.deepEqual(differences.slice(0, 4), [], `${differences.length} differences`);
      const blocks = shown.flatMap(({ preview }) => preview.blocks);
      assert.ok(shown.length >= leastPreviews && blocks.length >= leastBlocks, `only ${shown.length} previews with ${blocks.length} blocks`);
    });
  }

  for (const [name, [samples, , , format, least = 0]] of Object.entries(SAMPLES)) {
    test(`are the article itself where nothing is uncertain: ${name}`, async () => {
      testPage.site.put('/preview.js', text(script, typeOf('preview.js')));
      const reader = await testPage.visit(tag());
      const count = await assertExact(reader, samples.map(([, content]) => ({ content, format })), samples.map(([name]) => name));
      assert.ok(count >= least, `only ${count} whole articles`);
    });
  }

  const CONVERTER = /baca-(html|formats)_bg\.wasm/;
  /** What an article in another format waits for: the converter, or only the module that renders. */
  const MODULES = /baca-(html|formats|app)_bg\.wasm/;
  /** The documents of which the script is certain as a whole. */
  const EXACT = /^(a list of posts|an item of a feed|a post of Ghost|an article of (schema\.org|ActivityPub)|a page of (a blog|WordPress)|a page with (a figure as lead|microdata|data))$/;
  const read = (path) => JSON.parse(readFileSync(join(CORPUS, path), 'utf8'));
  /** Returns a page of several screens whose files are on the site of the test. */
  const pageOf = (name) => readFileSync(join(CORPUS, `whole-pages/${name}.html`), 'utf8')
    .replaceAll(/https:\/\/(coast|warta)\.example/g, 'https://kabar-pesisir.example')
    .replace(/<p>[^<]+<\/p>/, (paragraph) => paragraph.repeat(30));
  /** The pictures of these pages with their sizes. */
  const PICTURES = [['/2026/pictures/pier.jpg', 1600, 900], ['/foto/dermaga.jpg', 1200, 675]];

  const whole = read('wordpress/post-with-everything.json');
  const html = whole.content.rendered;
  const image = 'https://kabar-pesisir.example/wp-content/uploads/beside-the-text.jpg';

  /** Posts and documents by name, each with the address that it is served at. */
  const DOCUMENTS = [
    ['a post of the block editor', '/wp-json/wp/v2/posts/7', read('wordpress/block-editor.json')],
    ['a list of posts', '/wp-json/wp/v2/posts', read('wordpress/posts-of-a-category.json')],
    ['a post at a plain address', '/post.json', whole],
    ['an item of a feed', '/feed.json', {
      version: 'https://jsonfeed.org/version/1.1', title: 'Coast', authors: [{ name }],
      items: [{ id: url, url, title, summary: dek, content_html: html, image, date_published: day }],
    }],
    ['a post of Ghost', '/ghost/api/content/posts/slug/pier/', { posts: [{
      id: '5c', uuid: '3a', slug: 'pier', title, html, url, custom_excerpt: dek, published_at: day, feature_image: image, reading_time: 4,
      feature_image_caption: 'The <b>pier</b>', primary_tag: { name: 'Coast', url: 'https://kabar-pesisir.example/coast/' }, primary_author: { name },
    }] }],
    ['an article of ActivityPub', '/object.json', {
      '@context': 'https://www.w3.org/ns/activitystreams', type: 'Article', id: url, name: title, summary: `<p>${dek}</p>`, content: html, published: day,
      attributedTo: 'https://kabar-pesisir.example/@sari', image: { type: 'Image', url: image, name: 'The pier', width: 3000, height: 2000 },
    }],
    ['an article of schema.org', '/article.jsonld', {
      '@context': 'https://schema.org', '@type': 'NewsArticle', headline: title, description: dek, datePublished: day, dateModified: '2026-03-02T08:00:00Z', url,
      author: { '@type': 'Person', name, jobTitle: 'Reporter' }, image: { '@type': 'ImageObject', url: image, width: 3000, height: 2000, caption: 'The pier', creditText: 'Ayu' },
      articleBody: 'The boats are back.\n\nNine of them, said the harbour.\nNobody has counted.\n\n'.repeat(20),
    }],
    ['a long post', '/long.json', { ...whole, _embedded: undefined, content: { rendered: '<p>The boats are back, and nobody has counted them.</p>\n'.repeat(2000) } }],
    ['a page of a blog', '/pier.html', pageOf('plain-blog')],
    ['a page with a figure as lead', '/figure.html', pageOf('figure-as-lead')],
    ['a page of WordPress', '/theme.html', pageOf('theme-of-wordpress')],
    ['a page with microdata', '/microdata.html', pageOf('microdata')],
    ['a page with data', '/data.html', pageOf('news-with-data')],
    ['a long page', '/long.html', pageOf('plain-blog').replace('<h2>', `${'<p>The boats are back, and nobody has counted them.</p>\n'.repeat(1000)}<h2>`)],
    ['a note with a picture', '/note.json', {
      '@context': 'https://www.w3.org/ns/activitystreams', type: 'Create', actor: 'https://kabar-pesisir.example/users/sari', object: {
        type: 'Note', id: url, content: '<p>The boats are back.</p><p>Nine of them.</p>'.repeat(20), published: day,
        attachment: [{ type: 'Document', mediaType: 'image/jpeg', url: image, name: 'Boats', width: 3000, height: 2000 }],
      },
    }],
  ];

  /** Opens a page whose converter is held, and waits for the preview with a line of dates like `line`. */
  async function openPreview(path, document, options, line = '.meta:not([style*=hidden])') {
    const held = testPage.site.hold(MODULES);
    const isPage = typeof document === 'string';
    const local = (isPage ? document : JSON.stringify(document)).replaceAll('https://kabar-pesisir.example', new URL(testPage.site.url('/')).origin);
    for (const [file] of local.matchAll(/\/wp-content\/[^"\s\\]+\.jpg/g)) testPage.site.put(file, picture(3000, 2000));
    for (const [file, width, height] of PICTURES) testPage.site.put(file, picture(width, height));
    // The files have the sizes that the markup says: once loaded, a picture has the ratio of its file.
    for (const [tag] of local.matchAll(/<img [^>]*>/g)) {
      const [file, width, height] = [/src=\\?"[^"]*?(\/wp-content\/[^"\\]+)/, /width=\\?"(\d+)/, /height=\\?"(\d+)/].map((pattern) => pattern.exec(tag)?.[1]);
      if (file && width && height) testPage.site.put(file, picture(width, height));
    }
    testPage.site.put(path, text(local, isPage ? 'text/html' : 'application/json'));
    const reader = await testPage.visit(tag({ src: path }), options);
    await reader.until('the preview is shown', (_, root, line) => root?.querySelector('.preview .section > *') && root.querySelector(`.preview ${line}`), line);
    return { reader, held };
  }

  for (const [name, path, document] of DOCUMENTS) {
    for (const [width, height] of [[360, 740], [1280, 900]]) {
      test(`show ${name} before its converter, ${width} pixels wide, in the positions of the article`, async () => {
        await testPage.driver.manage().window().setRect({ width, height });
        const { reader, held } = await openPreview(path, document);
        const before = await reader.run(boxes, true);
        held.release();
        await reader.ready();
        assertUnmoved(before, await reader.run(boxes, false));
        assert.equal(await reader.run((_, root) => root.querySelectorAll('.preview').length), 0);
        await reader.frame();
        if (testPage.engine === 'chromium') assert.deepEqual(await reader.shifts(), []);
        assert.equal(testPage.site.requestsTo(CONVERTER).length, EXACT.test(name) ? 0 : 1);
      });
    }
  }

  const post = (rendered, more = {}) => ({
    id: 7, slug: 'seven', type: 'post', date_gmt: '2026-03-01T08:00:00', modified_gmt: '2026-03-01T08:00:00',
    link: 'https://warta.example/seven/', title: { rendered: 'The <em>pier</em>' }, excerpt: { rendered: '' },
    content: { rendered }, ...more,
  });

  test('leave the dates of the article in sight if the page is hidden before their own are formatted', async () => {
    testPage.site.put('/hiding.js', text(`
      Object.defineProperty(document, 'hidden', { get: () => Boolean(window.isHidden) });
      // No frame is painted, and nobody waits for one in vain.
      window.requestAnimationFrame = () => 0;
      window.setTimeout = ((original) => (act, ms, ...more) => (ms === 200 ? 0 : original(act, ms, ...more)))(window.setTimeout);
    `, typeOf('.js')));
    const { reader, held } = await openPreview(...DOCUMENTS[0].slice(1), { head: '<script src="/hiding.js"></script>' }, '.meta[style*=hidden]');
    await reader.run(() => { window.isHidden = true; });
    held.release();
    await reader.ready();
    assert.equal(await reader.run((_, root) => getComputedStyle(root.querySelector('.baca:not(.preview) .meta')).visibility), 'visible');
  });

  test('make no element of markup but those of plain blocks, and fetch nothing', async () => {
    const rendered = '<p onclick="stolen = 1" id="body">One <b onmouseover="stolen = 1">bold</b> word.</p>'
      + '<p>Two <a href="https://elsewhere.example/a">links</a>.</p>'
      + '<p>Three <a href="javascript:stolen = 1">links</a> <img src="/x.png" onerror="stolen = 1"></p>'
      + '<script>stolen = 1</script><iframe src="/frame.html"></iframe><svg onload="stolen = 1"></svg>'
      + '<p style="background: url(/x.png)">Four</p><form name="body"><input name="childNodes"></form>';
    const headers = { 'content-security-policy': "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; require-trusted-types-for 'script'; trusted-types baca" };
    const { reader, held } = await openPreview('/wp-json/wp/v2/posts/7', post('<p>Zero.</p>' + rendered), { headers });
    const found = await reader.run((_, root) => [...root.querySelectorAll('.preview *')].flatMap(({ localName, attributes }) =>
      [localName, ...[...attributes].map(({ name }) => name)]).filter((name) => /^(img|script|iframe|svg|form|input|href|src|srcset|on.*)$/.test(name)));
    assert.deepEqual(found, []);
    assert.deepEqual(testPage.site.requestsTo(/x\.png|frame/), []);
    held.release();
    await reader.ready();
    assert.equal(await reader.run(() => window.stolen ?? null), null);
  });

  test('make no element of any attack but those of plain blocks, and fetch nothing', async () => {
    testPage.site.put('/preview.js', text(script, typeOf('preview.js')));
    const head = '<script>window.hits = 0; window.hit = window.alert = window.prompt = window.confirm = window.print = () => { window.hits += 1; };</script>';
    const reader = await testPage.visit(tag(), { head });
    testPage.proxy.clear();
    const fields = ['title', 'dek', 'name', 'url', 'image'];
    const known = payloads().flatMap((x, index) => [...attacked(x), attacked(x, fields[index % 5])[Math.floor(index / 5) % 6]]);
    // Of the generated ones, each is in one format, and every other one in the text.
    const generated = generatedAttacks().map((x, index) => attacked(x, index % 2 ? fields[index % 5] : 'html')[index % 7 % 6]).filter((_, index) => index % 6 === 0);
    const documents = [...known, ...generated].map((document) => (typeof document === 'string' ? document : JSON.stringify(document)));
    // A whole article is what the converter makes, whose safety is tested elsewhere.
    const exact = await assertExact(reader, documents.map((content) => ({ content })), documents);
    assert.ok(exact > 300, `only ${exact} whole articles`);
    const found = await inBatches([...known, ...generated], async (documents) => [await reader.wait(inspect, documents, ELEMENTS, EVERYWHERE)]);
    assert.deepEqual([...new Set(found.flatMap(({ wrong }) => wrong))], []);
    assert.equal(found.at(-1).hits, 0);
    const previews = found.reduce((sum, { previews }) => sum + previews, 0);
    assert.ok(previews > 1500, `only ${previews} previews`);
    const asked = testPage.proxy.requests.filter(({ host }) => /never\.example/.test(host)).map(({ path }) => path);
    assert.deepEqual(asked, []);
  });

  for (const [name, content] of [
    ['begins like a post and is none', '[{"title":{"rendered":"T"},"content":{"rendered":7},"slug":"s"}]'],
    ['has a body of nothing but open tags', JSON.stringify(post('<b>'.repeat(20000) + 'x'))],
    ['is cut', JSON.stringify(post('<p>One.</p>')).slice(0, 200)],
    ['has markup that is never closed', JSON.stringify(post('<p>One.</p><div><p>Two <b>three <i>four'))],
    ['is protected', JSON.stringify(post('', { content: { rendered: '<p>One.</p>', protected: true } }))],
  ]) {
    test(`leave a document to the module that ${name}`, async () => {
      testPage.site.put('/wp-json/7', text(content, 'application/json'));
      const reader = await testPage.visit(tag({ src: '/wp-json/7' }));
      await reader.until('it is settled', (host) => host.state === 'ready' || host.state === 'error');
      assert.equal(await reader.run((_, root) => root.querySelectorAll('.preview').length), 0);
    });
  }

  const NOTE = { '@context': 'https://www.w3.org/ns/activitystreams', type: 'Article', id: url, name: title, content: '<p>One.</p>', published: day, attributedTo: { name, url: 'https://n.example/sari' }, tag: [{ type: 'Hashtag', name: '#tide', href: 'https://n.example/tags/tide' }] };
  test('are the article itself, with what only others than its readers see', async () => {
    testPage.site.put('/preview.js', text(script, typeOf('preview.js')));
    const reader = await testPage.visit(tag());
    const terms = [[{ taxonomy: 'category', name: 'Coast', link: 'https://n.example/coast' }], [{ taxonomy: 'post_tag', name: 'tide &amp; salt', link: 'https://n.example/tide' }]];
    const author = { name, link: 'https://n.example/sari', description: 'Reports <b>daily</b>.', avatar_urls: { 48: 'https://n.example/48.png', 96: 'https://n.example/96.png' } };
    const long = Array.from({ length: 300 }, (_, index) => `<p id="p${index}">One <a href="/a" title="A">two</a>, ${index}.</p><ul><li>Three<ul><li id="i${index}">four</li></ul></li></ul><blockquote cite="/b"><p>Five.</p><p>Six.</p></blockquote>`).join('\n');
    const figure = '<figure class="wp-block-image alignwide" id="f"><a href="/large.jpg"><img src="/a.jpg" width="900" height="600" alt=""></a><figcaption>Low <em>tide</em></figcaption></figure>';
    const documents = [
      post(long, { _embedded: { author: [author], 'wp:term': terms }, yoast_head_json: { og_site_name: 'Coast', og_locale: 'en_US' } }),
      post(`<h2 id="h">Salt</h2>${figure}<p>One.</p>`), NOTE,
    ];
    const count = await assertExact(reader, documents.map((document) => ({ content: JSON.stringify(document) })), ['long', 'figure', 'note']);
    assert.equal(count, documents.length);
  });

  /** Posts with this markup: alone, after a paragraph, and within a container. */
  const postsWith = (markup) => [markup, `<p>Zero.</p>${markup}`, `<p>Zero.</p>\n<div class="wp-block-group">\n${markup}\n</div>\n<p>Last.</p>`].map((html) => JSON.stringify(post(html)));

  for (const [name, samples] of Object.entries(PLAIN_MARKUP)) {
    test(`are the article itself, and begin like it, with ${name}`, async () => {
      testPage.site.put('/preview.js', text(script, typeOf('preview.js')));
      const reader = await testPage.visit(tag());
      const posts = samples.flatMap(postsWith);
      const read = await inBatches(posts.map((content) => ({ content })), (cases) => reader.wait(readTwice, cases));
      assert.deepEqual(posts.filter((_, index) => !read[index]), []);
      await assertExact(reader, posts.map((content) => ({ content })), posts);
      const found = await inBatches(posts, (cases) => reader.wait(compareConverted, cases));
      found.forEach((one, index) => assert.deepEqual(differencesOf(one), [], posts[index]));
    });
  }

  test('are not read in another way than by the converter where markup is odd', async () => {
    testPage.site.put('/preview.js', text(script, typeOf('preview.js')));
    const reader = await testPage.visit(tag());
    const pairs = Object.values(PLAIN_MARKUP).flat().map((markup, index, all) => markup + all[(index * 7 + 3) % all.length]);
    const posts = [...ODD_MARKUP, ...pairs].map((markup, index) => postsWith(markup)[index % 3]);
    // A lead that the text repeats, in a list, a quote, a box and alone.
    const pier = 'https://kabar.example/pier';
    const repeated = `<img src="${pier}-300x200.jpg" width="300" height="200">`;
    for (const markup of [`<ol><li>One.<br>${repeated}</li></ol>`, `<blockquote><p>${repeated}</p></blockquote>`, `<div>${repeated}</div>`, `<p>${repeated}</p>`]) {
      posts.push(JSON.stringify(post(`<p>One.</p>${markup}`, { _embedded: { 'wp:featuredmedia': [{ source_url: `${pier}.jpg` }] } })));
    }
    // A lead that a script loads in the text, that is left out of it, or whose caption has a hidden text.
    for (const markup of [`<p><img src="${pier}-20x13.jpg" data-src="${pier}.jpg" width="900" height="600"></p>`, `<div class="yarpp-related"><img src="${pier}-150x150.jpg"></div>`, `<p><img src="${pier}.jpg" data-src="${pier}-1024x683.jpg"></p>`]) {
      posts.push(JSON.stringify(post(`<p>One.</p>${markup}`, { _embedded: { 'wp:featuredmedia': [{ source_url: `${pier}.jpg` }] } })));
    }
    const caption = { rendered: '<p>The pier <span class="screen-reader-text">hidden</span></p>' };
    posts.push(JSON.stringify(post('<p>One.</p>', { _embedded: { 'wp:featuredmedia': [{ source_url: `${pier}.jpg`, caption }] } })));
    posts.push(JSON.stringify(post('<p>One.</p>', { excerpt: { rendered: 'One <a class="read-more" href="/a">Read</a> two <a href="/b">three</a>' } })));
    // Names with a word before them that belongs to them in other languages.
    const names = [['da', 'Af Jens Hansen'], ['id', 'Af Jens'], ['sv', 'Av Jens Hansen'], ['ar', 'بقلم سلمى علي'], ['en', 'By Sari'], ['en', 'by: By Sari'], ['de', 'Von Sari'], ['de', 'von Sari Wulan'], ['ja', '文・サリ'], ['es', 'por Sari'], ['en', 'By'], ['en', 'Sari \n Wulan'],
      ['en', 'Byron Sari'], ['en-GB', 'Written by  Sari'], ['en', 'By\tSari'], ['fr-FR', 'Par Sari Wulan'], ['en', 'Author:'], ['fr', 'Par  Anna'], ['fr', 'Par  Anna Lindqvist']];
    // The author of a site that hides its users has an error instead of a name.
    const hidden = { code: 'rest_user_invalid_id', message: 'Invalid user ID.', data: { status: 404 } };
    const people = [hidden, [hidden], [hidden, { name: 'Sari' }], [null, hidden], [{ ...hidden, link: 'https://warta.example/sari' }]];
    for (const [lang, embedded] of [...names.map(([lang, name]) => [lang, { author: [{ name }] }]), ...people.map((author) => ['en', { author }])]) {
      posts.push(JSON.stringify(post('<p>One.</p>', { lang, _embedded: embedded })));
    }
    const titles = ['', ' ', '<b></b>', '&nbsp;'].flatMap((rendered) => [post('<p>One.</p>', { title: { rendered } }), [post('<p>One.</p>', { title: { rendered }, _embedded: { author: [hidden] } })]]);
    posts.push(...titles.map((document) => JSON.stringify(document)));
    const count = await assertExact(reader, posts.map((content) => ({ content })), posts);
    assert.ok(count > Object.values(PLAIN_MARKUP).flat().length, `only ${count} whole articles`);
    const found = await inBatches(posts, (cases) => reader.wait(compareConverted, cases));
    found.forEach((one, index) => one && assert.deepEqual(differencesOf(one), [], posts[index]));
  });

  test('need no converter where they are the whole article, which is that of its format', async () => {
    const reader = await testPage.visit(tag({ src: testPage.site.json('/wp-json/7', post('<p>One <b>two</b>.</p>', { slug: 'seven' })) }));
    await reader.ready();
    const article = await reader.run(async (host) => host.ready);
    assert.deepEqual(article, {
      baca: 1, id: '7', url: 'https://warta.example/seven/', headline: ['The ', { text: 'pier', italic: true }], published: '2026-03-01T08:00:00Z', modified: '2026-03-01T08:00:00Z',
      body: [{ type: 'paragraph', text: ['One ', { text: 'two', bold: true }, '.'] }],
    });
    assert.equal((await reader.event('load')).detail.format, 'wordpress');
    assert.deepEqual(testPage.site.requestsTo(CONVERTER), []);
  });

  test('give way to the converter if the renderer refuses them', async () => {
    testPage.site.put('/some/folder/reader/baca-readable.js', text('export const plainArticle = () => ({ article: { baca: 1, body: 7 }, base: "", isWhole: true, isExact: true, format: "wordpress" });', typeOf('.js')));
    const reader = await testPage.visit(tag({ src: testPage.site.json('/wp-json/7', post('<p>One.</p>')) }));
    await reader.ready();
    assert.equal(await reader.run((_, root) => root.querySelector('.body').textContent), 'One.');
    assert.equal(testPage.site.requestsTo(CONVERTER).length, 1);
  });

  for (const [what, given] of [['the property', { article: post('<p>One.</p>') }], ['a text', { article: JSON.stringify(post('<p>One.</p>')) }]]) {
    test(`need no converter for an article that ${what} gives`, async () => {
      const reader = await testPage.visit(tag());
      await reader.run((host, _, { article }) => { host.article = article; }, given);
      await reader.ready();
      assert.equal(await reader.run((_, root) => root.querySelector('.body').textContent), 'One.');
      assert.deepEqual(testPage.site.requestsTo(CONVERTER), []);
    });
  }

  test('change nothing if their script is missing', async () => {
    testPage.site.put('/some/folder/reader/baca-readable.js', status(404));
    const reader = await testPage.visit(tag({ src: testPage.site.json('/wp-json/7', post('<p>One.</p>')) }));
    await reader.ready();
    assert.equal(await reader.run((_, root) => root.querySelector('.body').textContent), 'One.');
  });

  test('wait for a configuration that withholds a part of the text', async () => {
    testPage.site.json('/access.json', { access: { free: 0 } });
    const held = testPage.site.hold(CONVERTER);
    const reader = await testPage.visit(tag({ src: testPage.site.json('/wp-json/7', post('<p>One.</p><hr><table></table>')), config: '/access.json' }));
    await held.arrived();
    await testPage.site.requested('/access.json');
    await reader.frame();
    assert.equal(await reader.run((_, root) => root.querySelectorAll('.preview').length), 0);
    held.release();
  });
});

// Two of our readers are compared, not two engines.
flow('The previews of many documents', (testPage) => {
  for (const [name, [documents, least, leastExact, write = JSON.stringify, share = SHARE]] of Object.entries(ODD)) {
    test(`agree with the converter on every odd value, or wait: ${name}`, async () => {
      testPage.site.put('/preview.js', text(script, typeOf('preview.js')));
      const reader = await testPage.visit(tag());
      const cases = [...oddDocuments(documents, share)];
      const found = await inBatches(cases.map(([, document]) => write(document)), (cases) => reader.wait(compareConverted, cases));
      const differences = found.flatMap((one, index) => (one ? differencesOf(one).map((all) => [cases[index][0], ...all]) : []));
      assert.deepEqual(differences.slice(0, 4), [], `${differences.length} differences`);
      const previews = found.filter(Boolean).length;
      assert.ok(previews >= least, `only ${previews} previews`);
      const exact = await assertExact(reader, cases.map(([, document]) => ({ content: write(document) })), cases.map(([description]) => description));
      assert.ok(exact >= leastExact, `only ${exact} whole articles`);
    });
  }

  test('agree with the converter on the markup of whole pages, or wait', async () => {
    testPage.site.put('/preview.js', text(script, typeOf('preview.js')));
    const reader = await testPage.visit(tag());
    const pages = ['html', 'writing-systems'].flatMap((folder) => filesOf(folder, /\.html$/));
    const items = pages.map(([, html]) => JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', items: [{ id: 1, url, title, content_html: html }] }));
    // A page from its first paragraph on has no header that ends the preview.
    const texts = pages.map(([, html]) => JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', items: [{ id: 1, url, title, content_html: html.slice(html.search(/<p[ >]/)) }] }));
    const found = await inBatches([...items, ...texts], (cases) => reader.wait(compareConverted, cases));
    const differences = found.flatMap((one, index) => (one ? differencesOf(one).map((all) => [pages[index % pages.length][0], ...all]) : []));
    assert.deepEqual(differences.slice(0, 4), [], `${differences.length} differences`);
    const blocks = found.flatMap((one) => one?.preview.blocks ?? []);
    assert.ok(blocks.length >= 100, `only ${blocks.length} blocks`);
    const exact = await assertExact(reader, [...items, ...texts].map((content) => ({ content })), [...pages, ...pages].map(([name]) => name));
    assert.ok(exact >= 30, `only ${exact} whole articles`);
  });
}, { engines: ['chromium'] });
