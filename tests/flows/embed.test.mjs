// Embedding with one script and one tag: from any folder, from another origin, on a strict page, with few
// requests and without layout shifts.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { picture, small, warta } from '../support/articles.mjs';
import { devtools } from '../support/devtools.mjs';
import { flow, tag, test } from '../support/flow.mjs';
import { text, typeOf } from '../support/http-responses.mjs';
import { t } from '../support/locales.mjs';
import { BUNDLE, STATIC } from '../support/paths.mjs';

const STRICT = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src * data:; require-trusted-types-for 'script'";

/** Paths of the page, not of the reader. */
const OF_THE_PAGE = /^\/(page-\d+\.html|blank\.html|record\.js|favicon\.ico|media\/.*)$/;

test('the script can be imported without a DOM, as in a build on a server', async () => {
  const { BacaReader } = await import(pathToFileURL(join(BUNDLE, 'baca.js')));
  assert.equal(typeof BacaReader, 'function');
});

flow('Embedding', (testPage) => {
  test('the bundle works from any folder and fetches only itself and the article', async () => {
    const reader = await testPage.read({ src: '/warta.json' });
    assert.equal(await reader.text('headline'), warta.headline);
    // The aids to reading come last, when the browser is idle.
    await testPage.site.requested(/baca-reading\.js/);
    const asked = testPage.site.requests.map(({ path }) => path).filter((path) => !OF_THE_PAGE.test(path));
    assert.deepEqual(asked.sort(), [
      '/some/folder/reader/baca-app.js',
      '/some/folder/reader/baca-app_bg.wasm',
      '/some/folder/reader/baca-reading.js',
      '/some/folder/reader/baca.js',
      '/warta.json',
    ], 'the reader should fetch its files and the article once, and no module for other formats');
    await testPage.assertClean();
  });

  test('the bundle works from another origin', async () => {
    const host = await testPage.anotherSite({ cors: true, folder: '/cdn/baca-1/' });
    const reader = await testPage.read({ src: '/warta.json', config: '/config.json' }, { script: host.script });
    assert.equal(await reader.text('headline'), warta.headline);
    const asked = host.requests.map(({ path }) => path);
    assert.ok(asked.includes('/cdn/baca-1/baca-app_bg.wasm'), `the module should come from beside baca.js; asked: ${asked}`);
    assert.deepEqual(testPage.site.requestsTo(/baca-app/), [], 'the page\'s own site does not host the reader');
    await testPage.assertClean();
  });

  for (const wasmType of ['application/octet-stream', 'application/wasm; charset=utf-8', 'Application/WASM', 'text/plain']) {
    test(`a server that sends WebAssembly as ${wasmType} still works`, async () => {
      const host = await testPage.anotherSite({ cors: true, wasmType });
      const reader = await testPage.read({ src: '/warta.json' }, { script: host.script });
      assert.equal(await reader.text('headline'), warta.headline);
    });
  }

  test('a strict policy is never violated', async () => {
    const reader = await testPage.read({ src: '/warta.json', config: '/config.json' }, { headers: { 'content-security-policy': STRICT } });
    await reader.event('view');
    // Uses everything that could need a style or a script: sizes, themes, panels.
    await reader.run((_, root) => root.querySelector('.tools .larger').click());
    await reader.event('text-size');
    await reader.press(/Aa/);
    await reader.choose('theme', 'dark');
    await reader.event('settings', { theme: 'dark' });
    await testPage.assertClean();
    const { console } = await testPage.record();
    assert.deepEqual(console, [], 'no warnings on a strict page');
  });

  // The second one needs the module that converts articles.
  for (const [what, more, fetched] of [['a plain article', '', 0], ['an article', '<p><ruby>潮<rt>shio</rt></ruby></p>', 1]]) {
    test(`a strict policy is never violated by ${what} in another format`, async () => {
      testPage.site.json('/feed.json', {
        version: 'https://jsonfeed.org/version/1.1', title: 'Warta',
        items: [{ id: '1', title: 'Dermaga', content_html: `<p style="color:red">Perahu <b onclick="alert(1)">pertama</b>.</p><script>throw 1</script>${more}` }],
      });
      const reader = await testPage.read({ src: '/feed.json' }, { headers: { 'content-security-policy': STRICT } });
      assert.equal(await reader.text('paragraph'), 'Perahu pertama.');
      assert.equal(testPage.site.requestsTo(/baca-html_bg\.wasm$/).length, fetched, 'modules for other formats');
      await testPage.assertClean();
    });
  }

  /** Policies that block a file, with the article, the expected message of the error and the key of the shown text. */
  for (const [what, policy, src, named, message] of [
    ['allows no requests', "default-src 'self' 'wasm-unsafe-eval'; connect-src 'none'", '/warta.json', /warta\.json: blocked by the page's content security policy \(connect-src\)/, 'setup'],
    ['allows requests to another site only', "default-src 'self' 'wasm-unsafe-eval'; connect-src https://other.example", '/warta.json', /warta\.json: blocked by the page's content security policy \(connect-src\)/, 'setup'],
    ['allows no WebAssembly', "default-src 'self'", '/warta.json', /baca-app_bg\.wasm.*: blocked by the page's content security policy \(script-src/, 'plain'],
    ['allows no scripts beside baca.js', "default-src 'self' 'wasm-unsafe-eval'; script-src SITE/record.js SITE/some/folder/reader/baca.js 'wasm-unsafe-eval'", '/warta.json', /baca-app\.js.*: blocked by the page's content security policy \(script-src/, 'plain'],
  ]) {
    test(`a policy that ${what} is reported as the reason`, async () => {
      const headers = { 'content-security-policy': policy.replaceAll('SITE', testPage.site.url('')) };
      const reader = await testPage.visit(tag({ src }), { headers });
      await reader.failed();
      const { detail } = await reader.event('error');
      assert.match(detail.message, named);
      assert.equal(await reader.run((_, root) => root.querySelector('[role=alert] p').textContent), t('id', `loader.${message}`));
    });
  }

  for (const policies of ['situs', 'default', "'none'"]) {
    test(`a Trusted Types policy that allows only ${policies} is reported, and the text can be read`, async () => {
      testPage.site.json('/feed.json', {
        version: 'https://jsonfeed.org/version/1.1', title: 'Warta',
        items: [{ id: '1', title: 'Dermaga', content_html: '<p>Perahu <b>pertama</b> &amp; kedua.</p><script>throw 1</script><p>Habis.</p>' }],
      });
      const headers = { 'content-security-policy': `require-trusted-types-for 'script'; trusted-types ${policies}` };
      const reader = await testPage.visit(tag({ src: '/feed.json' }), { headers });
      await reader.until('the load has ended', (host) => /ready|error/.test(host.state));
      const text = await reader.run((_, root) => root.querySelector('article').innerText);
      for (const words of ['Dermaga', 'Perahu pertama & kedua.', 'Habis.']) assert.ok(text.includes(words), text);
      assert.ok(!text.includes('throw'), text);
      const { console } = await testPage.record();
      assert.equal(console.filter((line) => /Trusted Types policy `baca`.*trusted-types baca/.test(line)).length, 1, console.join('\n'));
    });
  }

  test('an article without a URL has the canonical URL of its page, without tracking parameters', async () => {
    testPage.site.json('/own.json', { ...small('Own'), lang: 'id' });
    testPage.site.json('/site.json', { analytics: { endpoint: '/collect', query: ['page', 'id', 'utm_source', 'utm_medium', 'fbclid', 'gclid'] } });
    const url = async (head, query = '') => {
      const views = () => testPage.site.requestsTo('/collect').filter(({ complete, body }) => complete && JSON.parse(body).type === 'view');
      const before = views().length;
      const page = testPage.put(tag({ src: '/own.json', config: '/site.json' }), { head });
      await testPage.goTo(page + query);
      await testPage.waitForPage(page + query);
      await testPage.until('the recorder runs', 'return Boolean(window.record?.events)');
      await testPage.reader().event('view');
      await testPage.site.until(() => views().length > before, 'the view');
      return [JSON.parse(views().at(-1).body).url, page];
    };
    const og = '<meta property="og:url" content="https://warta.example/og">';
    assert.equal((await url(`<link rel="canonical" href="https://warta.example/2026/dermaga#x">${og}`))[0], 'https://warta.example/2026/dermaga');
    assert.equal((await url(`<link rel="canonical" href="">${og}`))[0], 'https://warta.example/og');
    assert.equal((await url('<link rel="canonical" href="/relative">'))[0], testPage.site.url('/relative'));
    assert.equal((await url('<link rel="canonical" href="javascript:alert(1)">'))[0].startsWith('http'), true);
    const [found, page] = await url('', '?page=2&utm_source=a&utm_medium=b&fbclid=c&gclid=d&id=7#top');
    assert.equal(found, `${page}?page=2&id=7`);
  });

  test('additions of an old script library to built-in objects have no effect', async () => {
    const library = `Array.prototype.toJSON = function () { return '[' + this.map((one) => JSON.stringify(one)).join(', ') + ']'; };
      Array.from = (list) => { const copy = []; for (let i = 0; i < (list.length || 0); i += 1) copy.push(list[i]); return copy; };
      Array.prototype.each = Array.prototype.forEach;
      Object.prototype.toJSON = undefined;
      Function.prototype.bind = function (self, ...first) { const own = this; return function (...rest) { return own.apply(self, first.concat(rest)); }; };
      Element.prototype.remove = function () { if (this.parentNode) this.parentNode.removeChild(this); return this; };
      String.prototype.strip = String.prototype.trim;`;
    testPage.site.put('/library.js', text(library, typeOf('.js')));
    const reader = await testPage.visit(tag(), { head: '<script src="/library.js"></script>' });
    await reader.until('the element is defined', (host) => host.state);
    await reader.run((host) => {
      host.config = { comments: { providers: [{ type: 'facebook', appId: '1' }] }, share: ['copy', 'email'] };
      host.article = { baca: 1, headline: 'Kapal', lang: 'id', body: ['Satu.', 'Dua.', { type: 'list', items: ['a', 'b'] }] };
    });
    await reader.ready();
    assert.deepEqual(await reader.run((_, root) => [...root.querySelectorAll('[part~=paragraph],li')].map((element) => element.textContent).join('|')), 'Satu.|Dua.|a|b');
    await reader.comments();
    await reader.until('there are comments', (_, root) => root.querySelector('.comments'));
    await reader.run((_, root) => root.querySelector('.tools .larger').click());
    await reader.event('text-size');
    await testPage.assertClean();
    assert.equal(await reader.run(() => window.record.console.join('|')), '');
  });

  test('the article and the WebAssembly are fetched in parallel', async () => {
    // No response is sent before all requests have arrived: sequential requests would never end.
    const held = [/_bg\.wasm$/, /baca-app\.js$/, '/warta.json'].map((path) => testPage.site.hold(path));
    const reader = await testPage.visit(tag({ src: '/warta.json', config: '/config.json' }));
    await Promise.all(held.map((hold) => hold.arrived()));
    assert.equal(await reader.state(), 'loading');
    held.forEach((hold) => hold.release());
    await reader.ready();
  });

  test('no other host gets a request before a person opens its content', async () => {
    const reader = await testPage.read({ src: '/warta.json', config: '/config.json' });
    await reader.event('view');
    await reader.tabs(2);
    await reader.run((host) => host.scrollIntoView({ block: 'end', behavior: 'instant' }));
    await reader.event('progress', { percent: 100 });
    assert.deepEqual(testPage.proxy.fromPages, [], 'requests to third parties');
  });
});

flow('The network', (testPage) => {
  test('no request for an article that is shown is cancelled', async () => {
    const reader = await testPage.visit('', { script: null });
    const session = await devtools(testPage.driver, 'page', testPage.site.url());
    const failed = [];
    session.on('Network.loadingFailed', ({ errorText }) => failed.push(errorText));
    await session.send('Network.enable');
    testPage.site.json('/feed.json', { version: 'https://jsonfeed.org/version/1.1', items: [{ id: '1', title: 'Satu', content_html: '<p>Teks.</p>' }] });
    await testPage.goTo(testPage.put(tag({ src: '/warta.json', config: '/config.json' }) + tag({ src: '/feed.json' })));
    await reader.event('view');
    await testPage.reader(1).ready();
    await reader.tabs();
    await session.send('Network.disable');
    session.close();
    assert.deepEqual(failed, []);
  });
}, { engines: ['chromium'] });

flow('The page around', (testPage) => {
  const everything = JSON.parse(readFileSync(join(STATIC, 'demo/articles/semua.json'), 'utf8'));

  /** What the article and its tools look like: for each element, its box and what a page's mode or root could change. */
  const look = (_, root) => [...root.querySelectorAll('.baca *')].map((element) => {
    const { width, height } = element.getBoundingClientRect();
    const { color, fontSize, fontWeight, lineHeight, textAlign, whiteSpace, paddingTop, marginTop } = getComputedStyle(element);
    return [`${element.localName}.${element.className}`, Math.round(width), Math.round(height), color, fontSize, fontWeight, lineHeight, textAlign, whiteSpace, paddingTop, marginTop].join(' ');
  });

  test('neither quirks mode nor the text size of the page\'s root changes anything', async () => {
    testPage.site.json('/everything.json', everything);
    for (const [, path] of JSON.stringify(everything).matchAll(/"([^"]*\.(?:jpg|png|svg|webp|gif))"/g)) testPage.site.put(new URL(path, testPage.site.url()).pathname, picture(900, 600));
    testPage.site.json('/site.json', { comments: { providers: [{ type: 'baca' }, { type: 'facebook', appId: '1' }] } });
    testPage.site.put('/root.css', text('html{font-size:62.5%}body{font-size:1.6rem}', 'text/css'));
    testPage.site.put('/big.css', text('html{font-size:200%}', 'text/css'));
    const open = async (doctype, style) => {
      const url = testPage.site.put('/page.html', text(`${doctype}<html lang="en"><head><meta charset="utf-8"><script src="/record.js"></script><link rel="stylesheet" href="${style}">
        <script type="module" src="${testPage.site.script}"></script></head><body>${tag({ src: '/everything.json', config: '/site.json', theme: 'dark' })}</body></html>`));
      await testPage.goTo(url);
      const reader = testPage.reader();
      await reader.comments();
      await reader.until('they have a button', (_, root) => Boolean(root.querySelector('.comments button')));
      await reader.run((_, root) => root.querySelector('[data-do=settings]').click());
      await reader.run((_, root) => root.querySelectorAll('img').forEach((image) => { image.loading = 'eager'; }));
      await reader.until('all pictures are there', (_, root) => [...root.querySelectorAll('.box img')].every((image) => image.dataset.state));
      await reader.frame();
      const size = await reader.run((_, root) => getComputedStyle(root.querySelector('[part~=body] p')).fontSize);
      return { size, all: await reader.run(look) };
    };
    const usual = await open('<!doctype html>', '/none.css');
    assert.equal(usual.size, '18px');
    for (const [name, doctype, style] of [['quirks mode', '', '/none.css'], ['a small root', '<!doctype html>', '/root.css'], ['a big root', '<!doctype html>', '/big.css']]) {
      const { size, all } = await open(doctype, style);
      assert.equal(size, '18px', name);
      assert.equal(all.length, usual.all.length, name);
      // A line break has no box of its own; engines give it different ones in quirks mode.
      const differing = all.flatMap((line, index) => (line === usual.all[index] || line.startsWith('br.') ? [] : [`${line}\n  instead of ${usual.all[index]}`]));
      assert.deepEqual(differing.slice(0, 20), [], name);
    }
  });
}, { engines: ['chromium', 'firefox'] });

flow('Layout', (testPage) => {
  for (const children of ['', '<article><h1>Sebelumnya</h1><p>Teks yang sudah ada.</p></article>']) {
    test(`nothing moves while ${children ? 'an article of the page is replaced' : 'the article loads'}`, async () => {
      const article = testPage.site.hold('/warta.json');
      const picture = testPage.site.hold('/media/dermaga.svg');
      const config = testPage.site.hold('/config.json');
      const reader = await testPage.visit(`<header>Warta Pesisir</header>${tag({ src: '/warta.json', config: '/config.json' }, children)}`, { lang: 'id' });
      await article.arrived();
      await reader.until('something is on screen', (host) => host.getBoundingClientRect().height > 50);
      await reader.frame();
      article.release();
      await reader.ready();
      await picture.arrived();
      await reader.frame();
      config.release();
      await reader.event('view');
      picture.release();
      await reader.until('the image has loaded', (_, root) => root.querySelector('[part~="lead"] img').dataset.state === 'ready');
      await reader.frame();
      assert.deepEqual(await reader.shifts(), [], 'layout shifts');
    });
  }
}, { engines: ['chromium'] });
