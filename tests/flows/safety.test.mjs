// Attacks in every field of every format, on a page without a policy: no script runs, only allowed elements and
// attributes reach the page, and no unexpected request is sent.

import assert from 'node:assert/strict';
import { flow, tag, test } from '../support/flow.mjs';
import { generatedAttacks, SCHEMES } from '../support/xss-generator.mjs';
import { documents, payloads } from '../support/payloads.mjs';

/** Number of attacks in one article or one test. */
const BATCH = 60;

/** All elements that the reader creates, with all their attributes; a list that is independent of its code. */
const ELEMENTS = {
  a: 'href rel target title', abbr: 'title', article: '', aside: '', audio: 'controls preload', blockquote: 'cite', br: '', button: 'type name value disabled title', caption: '', code: '', dd: '', details: 'open name', div: '',
  dl: '', dt: '', em: '', fieldset: '', figcaption: '', figure: '', footer: '', h1: '', h2: '', h3: '', h4: '', h5: '', h6: '', header: '', hr: '', i: '', iframe: 'src width height title allow allowfullscreen referrerpolicy sandbox loading',
  img: 'src srcset sizes alt width height loading decoding fetchpriority referrerpolicy', input: 'type name value checked', label: '', legend: '', li: '', mark: '', nav: '', ol: 'start', output: '', p: 'title', picture: '', pre: '', progress: 'value max', rp: 'title', rt: '',
  ruby: '', s: '', section: '', slot: 'name', small: '', source: 'src srcset sizes type media', span: 'title', strong: '', sub: '', summary: '', sup: 'title', table: '', tbody: '', td: 'colspan rowspan', textarea: 'readonly rows', th: 'scope colspan rowspan', thead: '', time: 'datetime', tr: '',
  track: 'src kind srclang label default', u: '', ul: '', video: 'controls preload playsinline poster width height', wbr: '',
};
const EVERYWHERE = /^(part|class|id|lang|dir|tabindex|role|hidden|data-(align|baca-[a-z]+|checked|expired|frame|height|index|key|kind|language|level|name|open|part|size|state|theme|title|value|width|[a-z]+)|aria-[a-z]+)$/;
const MATHML = `math merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace msqrt mstyle msub
  msubsup msup mtable mtd mtext mtr munder munderover none semantics`.split(/\s+/);
const OF_MATHML = /^(accent|accentunder|alttext|columnspan|depth|dir|display|displaystyle|fence|form|height|lang|largeop|linethickness|lspace|mathvariant|maxsize|minsize|movablelimits|notation|rowspan|rspace|scriptlevel|separator|stretchy|symmetric|width)$/;

/** Runs in the page: returns the elements and attributes in the reader that are not allowed. */
function inspect(root, what, elements, everywhere, mathml, ofMathml) {
  const wrong = [];
  const of = Object.fromEntries(Object.entries(elements).map(([name, attributes]) => [name, attributes.split(' ')]));
  const [all, ofFormulas] = [new RegExp(everywhere), new RegExp(ofMathml)];
  const prefix = /^baca-/;
  for (const element of root.querySelectorAll('*')) {
    const name = element.localName;
    const formula = element.namespaceURI.endsWith('MathML');
    // Icons of the reader's own controls; an article has none.
    if (element.namespaceURI.endsWith('svg') && element.closest('[part~=toolbar] button')) {
      const icon = /^(svg|path) (viewBox|d|aria-hidden|class|width|height)$/;
      for (const { name: key } of element.attributes) if (!icon.test(`${name} ${key}`)) wrong.push(`${what}: <${name} ${key}>`);
      continue;
    }
    if (formula ? !mathml.includes(name) : !Object.hasOwn(of, name)) wrong.push(`${what}: <${name}>`);
    if (!formula && element.namespaceURI !== 'http://www.w3.org/1999/xhtml') wrong.push(`${what}: ${element.namespaceURI}`);
    for (const { name: key, value, namespaceURI } of element.attributes) {
      if (namespaceURI || !(formula ? ofFormulas.test(key) : all.test(key) || key === 'style' || of[name]?.includes(key))) wrong.push(`${what}: <${name} ${key}>`);
      if (/^(href|src|poster|cite|data-frame)$/.test(key) && !value.startsWith('#')) {
        const { protocol } = new URL(value, location.href);
        const raster = /^(img|source)$/.test(name) || key === 'poster';
        const allowed = protocol === 'data:' ? raster && /^data:image\/(png|jpe?g|gif|webp|avif)[;,]/i.test(value) : (key === 'href' ? /^(https?|mailto|tel):$/ : /^https?:$/).test(protocol);
        if (!allowed) wrong.push(`${what}: <${name} ${key}="${value.slice(0, 60)}">`);
      }
      if (key === 'srcset') {
        for (const candidate of value.split(', ')) {
          const [address] = candidate.split(' ');
          const { protocol } = new URL(address, location.href);
          if (!/^https?:$/.test(protocol) && !/^data:image\/(png|jpe?g|gif|webp|avif)[;%,]/i.test(address)) wrong.push(`${what}: <${name} srcset="${value.slice(0, 60)}">`);
        }
      }
      // Only properties that the reader sets through the CSSOM are allowed.
      if (key === 'style' && !/^((--[a-z-]+|aspect-ratio|contain-intrinsic-(block-)?size|transform): [\w .,%/#()-]+;? ?)*$/.test(value)) wrong.push(`${what}: style ${value}`);
      if ((key === 'id' || key === 'name') && name !== 'slot' && !prefix.test(value)) wrong.push(`${what}: ${key} ${value}`);
      if (key === 'target' && value !== '_blank') wrong.push(`${what}: target ${value}`);
    }
    if (name === 'a' && element.hasAttribute('href') && !element.getAttribute('href').startsWith('#') && !/noopener/.test(element.rel)) wrong.push(`${what}: a link without noopener`);
    if (/^(img|iframe)$/.test(name) && element.hasAttribute('referrerpolicy')) wrong.push(`${what}: <${name}> changes the page's Referrer-Policy`);
  }
  return wrong;
}

/** `inspect` with its lists, as a script for the page. */
const INSPECT = `window.inspectReader = ((check) => (root, what) => check(root, what, ${JSON.stringify(ELEMENTS)}, ${JSON.stringify(EVERYWHERE.source)}, ${JSON.stringify(MATHML)}, ${JSON.stringify(OF_MATHML.source)}))(${inspect});`;

/** Runs in the page: shows each document, clicks its buttons and links, and returns what is not allowed. */
async function attack(host, root, documents) {
  const wrong = [];
  for (const [format, given] of Object.entries(documents)) {
    host.article = given;
    await new Promise((resolve) => queueMicrotask(resolve));
    await host.ready.catch(() => {});
    for (const button of root.querySelectorAll('button[data-frame]')) button.click();
    for (const link of root.querySelectorAll('.body a[href^="#"]')) link.click();
    wrong.push(...window.inspectReader(root, format));
  }
  if (window.hits) wrong.push(`something ran ${window.hits} times`);
  window.hits = 0;
  return wrong;
}

const HITS = `<script>window.hits = 0; window.hit = window.alert = window.prompt = window.confirm = window.print = () => { window.hits += 1; }; ${INSPECT.replaceAll('</', '<\\/')}</script>`;

flow('Attacks', (testPage) => {
  const all = payloads();
  for (let first = 0; first < all.length; first += BATCH) {
    test(`in every field of every format have no effect (from attack ${first})`, async () => {
      const reader = await testPage.visit(tag({ src: '/warta.json' }), { head: HITS });
      await reader.ready();
      testPage.proxy.clear();
      for (const payload of all.slice(first, first + BATCH)) {
        const bad = await reader.wait(attack, documents(payload)).catch((error) => [String(error)]);
        assert.deepEqual(bad, [], payload);
      }
      const scripts = testPage.proxy.fromPages.filter((address) => /\.(js|css)$/.test(address));
      assert.deepEqual(scripts, []);
    });
  }

  test('of the generator have no effect and send no request', async () => {
    const reader = await testPage.visit(tag({ src: '/warta.json' }), { head: HITS });
    await reader.ready();
    testPage.proxy.clear();
    const generated = generatedAttacks();
    assert.ok(generated.length > 5000);
    const batches = Array.from({ length: Math.ceil(generated.length / BATCH) }, (_, at) => generated.slice(at * BATCH, (at + 1) * BATCH));
    const bad = [];
    for (const batch of batches) {
      bad.push(...await reader.wait(async (host, root, batch, _schemes) => {
        const wrong = [];
        const show = async (what, document_) => {
          host.article = document_;
          await new Promise((resolve) => queueMicrotask(resolve));
          await host.ready.catch(() => {});
          const found = [...window.inspectReader(root, what)];
          if (window.hits) found.push(`something ran ${window.hits} times`);
          window.hits = 0;
          return found;
        };
        // Each attack is in its own block, where unclosed elements end.
        const blocks = (some) => ({ baca: 1, headline: 'x', body: ['x', ...some.map((html) => ({ type: 'html', html }))] });
        wrong.push(...await show('in a body', blocks(batch)));
        wrong.push(...await show('in sequence', { id: 1, type: 'post', link: '/x', slug: 'x', title: { rendered: batch[0] }, content: { rendered: batch.join('') }, excerpt: { rendered: batch.at(-1) } }));
        // Finds the attacks that had an effect.
        if (wrong.length) for (const one of batch) for (const found of await show('alone', blocks([one]))) wrong.push(`${found} of ${one}`);
        return wrong;
      }, batch));
    }
    assert.deepEqual([...new Set(bad)].slice(0, 40), []);
    const asked = testPage.proxy.requests.filter(({ host }) => /never\.example/.test(host)).map(({ path }) => path);
    assert.deepEqual([...new Set(asked)], []);
  });

  test('in URLs are rejected in every place for a URL', async () => {
    const reader = await testPage.visit(tag({ src: '/warta.json' }), { head: HITS });
    await reader.ready();
    for (const x of SCHEMES) {
      const bad = await reader.wait(attack, documents(x));
      assert.deepEqual(bad, [], x);
    }
  });

  test('with names and ids do not clobber DOM properties', async () => {
    const reader = await testPage.visit(tag({ src: '/warta.json' }));
    await reader.ready();
    const seen = await reader.wait(async (host, root) => {
      host.article = '<article><h1>x</h1><p id="location">a</p><form id="forms"></form><img name="cookie" src="data:image/gif;base64,R0lGODlhAQABAAAAACw="><a id="defaultView" href="#location">to a</a></article>';
      host.format = 'html';
      await new Promise((resolve) => setTimeout(resolve));
      await host.ready;
      root.querySelector('a[href="#location"]').click();
      return { forms: document.forms.length, cookie: typeof document.cookie, view: document.defaultView === window, location: typeof location.assign, hash: location.hash, focus: root.activeElement?.textContent };
    });
    assert.deepEqual(seen, { forms: 0, cookie: 'string', view: true, location: 'function', hash: '#location', focus: 'a' });
  });
}, { engines: ['chromium', 'firefox'] });

flow('Injected elements', (testPage) => {
  const SCRIPTED = [
    { type: 'comentario', url: 'https://evil.example' }, { type: 'waline', serverURL: 'https://evil.example', script: 'https://evil.example/x.js', style: 'https://evil.example/x.css' },
    { type: 'coral', url: 'https://evil.example' }, { type: 'commento', url: 'https://evil.example' }, { type: 'hyvor-talk', websiteId: '1', host: 'https://evil.example' },
    { type: 'disqus', shortname: 'evil' }, { type: 'facebook', appId: '1' },
  ];
  const GISCUS = { type: 'giscus', repo: 'a/b', repoId: '1', category: 'c', categoryId: '2' };
  const POLICY = { 'content-security-policy': "script-src 'nonce-x' 'strict-dynamic' 'wasm-unsafe-eval'; require-trusted-types-for 'script'; trusted-types baca" };
  const configuration = (providers) => JSON.stringify({ comments: { providers }, consent: { comments: 'granted' }, notifications: { vapidPublicKey: 'BFOjdM6AsCL_sX5AYu197RBc0vffI93hcrU1tmujoMfPvIt18HvDnZeoz6khD37k0QmeESLLpeLMfBrMKXpaXzg', serviceWorker: '/evil.js' } });
  const head = () => `<script nonce="x" type="module" src="${testPage.site.script}"></script>`;
  /** Opens the page with a configuration from this address, chooses each tab, and returns the problems. */
  const openWith = async (config, headers = POLICY) => {
    const reader = await testPage.read({ src: '/warta.json', config }, { script: null, head: head(), headers });
    await reader.comments();
    await reader.until('there is a provider', (_, root) => root.querySelector('[part=comments]'));
    await reader.run((_, root) => root.querySelectorAll('[role=tab]').forEach((tab) => tab.click()));
    return reader;
  };
  const scripts = (reader) => reader.run(() => [...document.querySelectorAll('script[src], link[rel=stylesheet]')].map((element) => element.src || element.href).filter((url) => !url.startsWith(location.origin)));

  test('no configuration of another origin runs a script, and it works for all else', async () => {
    const evil = await testPage.anotherSite({ cors: true });
    evil.put('/config.json', (response) => response.writeHead(200, { 'content-type': 'application/json', 'access-control-allow-origin': '*' }).end(configuration([...SCRIPTED, GISCUS])));
    testPage.site.put('/redirect.json', (response) => response.writeHead(302, { location: evil.url('/config.json') }).end());
    const data = `data:application/json,${encodeURIComponent(configuration([...SCRIPTED, GISCUS]))}`;
    for (const headers of [POLICY, {}]) {
      for (const config of [evil.url('/config.json'), '/redirect.json', data]) {
        testPage.proxy.requests.length = 0;
        const reader = await openWith(config, headers);
        // Only giscus is left; it has no tab, since it is the only one.
        await reader.run((_, root) => root.querySelector('.outcome button')?.click());
        await reader.event('comments', { provider: 'giscus', state: 'ready' });
        assert.equal(await reader.run((_, root) => root.querySelectorAll('[role=tab]').length), 0);
        assert.deepEqual(await scripts(reader), []);
        const asked = testPage.proxy.requests.map(({ host }) => host).filter((host) => /evil|disqus|facebook/.test(host));
        assert.deepEqual(asked, [], config);
        const { detail } = await reader.event('error', { code: 'config' });
        for (const { type } of SCRIPTED) assert.ok(detail.message.includes(`${type} needs a script`), detail.message);
        assert.ok(detail.message.includes('notifications'), detail.message);
        const { console } = await testPage.record();
        assert.ok(console.some((line) => JSON.stringify(line).includes('comentario needs a script')));
      }
    }
  });

  test('a configuration from a blob: address runs no script', async () => {
    const reader = await testPage.read({ src: '/warta.json' }, { script: null, head: head(), headers: POLICY });
    await reader.run((host, _, text) => host.setAttribute('config', URL.createObjectURL(new Blob([text], { type: 'application/json' }))), configuration([...SCRIPTED, GISCUS]));
    const { detail } = await reader.event('error', { code: 'config' });
    assert.ok(detail.message.includes('coral needs a script'), detail.message);
    assert.deepEqual(await scripts(reader), []);
  });

  test('a configuration that is set as property may name scripts, and no other script passes the policy', async () => {
    const spy = `<script nonce="x">
      const { createPolicy } = trustedTypes;
      TrustedTypePolicyFactory.prototype.createPolicy = function (name, rules) { window.rules = rules; return createPolicy.call(this, name, rules); };
    </script>`;
    const reader = await testPage.read({ src: '/warta.json' }, { script: null, head: spy + head(), headers: POLICY });
    await reader.run((host, _, text) => { host.config = JSON.parse(text); }, JSON.stringify({ comments: { providers: [{ type: 'comentario', url: 'https://komentar.example' }] }, consent: { comments: 'granted' } }));
    await reader.comments();
    await reader.until('the button is there', (_, root) => root.querySelector('.outcome button'));
    await reader.run((_, root) => root.querySelector('.outcome button').click());
    await reader.event('comments', { provider: 'comentario', state: 'ready' });
    const passes = (urls) => reader.run((_, __, urls) => urls.filter((url) => { try { return window.rules.createScriptURL(url); } catch { return false; } }), urls);
    const named = 'https://komentar.example/comentario.js';
    assert.deepEqual(await passes([named, `${named}?again=5`]), [named, `${named}?again=5`]);
    assert.deepEqual(await passes([
      'https://evil.example/x.js', 'https://komentar.example/other.js', `${named}x`, `${named}?x`, 'https://komentar.example@evil.example/comentario.js',
      'data:text/javascript,1', 'blob:https://komentar.example/1', 'javascript:1', '/x.js', '', 'https://warta.disqus.com/embed.js',
    ]), []);
  });

  test('addresses of discussions never become javascript: links', async () => {
    const bad = 'javascript://m.example/@warta/100';
    const article = (threads, more) => ({ baca: 1, headline: 'Dermaga', url: 'https://warta.example/x', body: ['Teks.'], comments: { threads, ...more } });
    const types = ['mastodon', 'bluesky', 'activitypub', 'giscus', 'utterances', 'discourse', 'isso', 'cusdis', 'remark42', 'wordpress'];
    testPage.site.json('/bad.json', article(Object.fromEntries(types.map((type) => [type, bad])), { url: bad, items: [{ text: 'x', url: bad, author: { name: 'Ani', url: bad } }], tabs: [{ label: 'Lain', src: bad, items: [{ text: 'y', url: ' java\nscript:hit()' }] }] }));
    testPage.site.json('/config.json', { comments: { providers: [{ type: 'baca' }, { type: 'mastodon' }, { type: 'bluesky' }, { type: 'activitypub' }, GISCUS, { type: 'utterances', repo: 'a/b' }, { type: 'discourse', url: 'https://forum.example' }] } });
    const reader = await testPage.read({ src: '/bad.json', config: '/config.json' });
    await reader.tabs();
    const count = await reader.run((_, root) => root.querySelectorAll('[role=tab]').length);
    assert.ok(count > 2);
    for (let index = 0; index < count; index += 1) {
      await reader.run((_, root, index) => root.querySelectorAll('[role=tab]')[index].click(), index);
      await reader.frame();
      const hrefs = await reader.run((_, root) => [...root.querySelectorAll('a[href]')].map((link) => link.getAttribute('href')));
      assert.deepEqual(hrefs.filter((href) => !/^(https?:|mailto:|#)/.test(href)), []);
    }
  });
}, { engines: ['chromium'] });
