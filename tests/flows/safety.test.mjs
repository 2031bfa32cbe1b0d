// Attacks in every field of every format, on a page without any policy: nothing runs, nothing that
// is not allowed reaches the page, nothing is asked for that a reader has not asked for.

import assert from 'node:assert/strict';
import { flow, tag, test } from '../support/flow.mjs';
import { inventions, SCHEMES } from '../support/inventions.mjs';
import { documents, payloads } from '../support/payloads.mjs';

/** Attacks that are shown at a time. */
const BATCH = 60;

/** All elements that the reader makes, with all their attributes; the page's own check, not the product's. */
const ELEMENTS = {
  a: 'href rel target title', abbr: 'title', article: '', aside: '', audio: 'controls preload', blockquote: 'cite', br: '', button: 'type name value disabled', caption: '', code: '', dd: '', details: 'open name', div: '',
  dl: '', dt: '', em: '', fieldset: '', figcaption: '', figure: '', footer: '', h1: '', h2: '', h3: '', h4: '', h5: '', h6: '', header: '', hr: '', i: '', iframe: 'src width height title allow allowfullscreen referrerpolicy sandbox loading',
  img: 'src srcset sizes alt width height loading decoding fetchpriority referrerpolicy', input: 'type name value checked', label: '', legend: '', li: '', mark: '', nav: '', ol: 'start', output: '', p: 'title', picture: '', pre: '', progress: 'value max', rp: 'title', rt: '',
  ruby: '', s: '', section: '', slot: 'name', small: '', source: 'src srcset sizes type media', span: 'title', strong: '', sub: '', summary: '', sup: 'title', table: '', tbody: '', td: 'colspan rowspan', textarea: 'readonly rows', th: 'scope colspan rowspan', thead: '', time: 'datetime', tr: '',
  track: 'src kind srclang label default', u: '', ul: '', video: 'controls preload playsinline poster width height', wbr: '',
};
const EVERYWHERE = /^(part|class|id|lang|dir|tabindex|role|hidden|data-(align|baca-[a-z]+|checked|expired|frame|height|index|key|kind|language|level|name|open|part|size|state|theme|title|value|width|[a-z]+)|aria-[a-z]+)$/;
const MATHML = `math merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace msqrt mstyle msub
  msubsup msup mtable mtd mtext mtr munder munderover none semantics`.split(/\s+/);
const OF_MATHML = /^(accent|accentunder|alttext|columnspan|depth|dir|display|displaystyle|fence|form|height|lang|largeop|linethickness|lspace|mathvariant|maxsize|minsize|movablelimits|notation|rowspan|rspace|scriptlevel|separator|stretchy|symmetric|width)$/;

/** Runs in the page: what is wrong with what stands in the reader now. */
function inspect(root, what, elements, everywhere, mathml, ofMathml) {
  const wrong = [];
  const of = Object.fromEntries(Object.entries(elements).map(([name, attributes]) => [name, attributes.split(' ')]));
  const [all, ofFormulas] = [new RegExp(everywhere), new RegExp(ofMathml)];
  const prefix = /^baca-/;
  for (const element of root.querySelectorAll('*')) {
    const name = element.localName;
    const formula = element.namespaceURI.endsWith('MathML');
    // The signs of the reader's own controls; an article has none.
    if (element.namespaceURI.endsWith('svg') && element.closest('[part~=toolbar] button')) {
      const sign = /^(svg|path) (viewBox|d|aria-hidden|class|width|height)$/;
      for (const { name: key } of element.attributes) if (!sign.test(`${name} ${key}`)) wrong.push(`${what}: <${name} ${key}>`);
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
      // What the reader itself sets through the CSSOM, and no other.
      if (key === 'style' && !/^((--[a-z-]+|aspect-ratio|contain-intrinsic-(block-)?size|transform): [\w .,%/#()-]+;? ?)*$/.test(value)) wrong.push(`${what}: style ${value}`);
      if ((key === 'id' || key === 'name') && name !== 'slot' && !prefix.test(value)) wrong.push(`${what}: ${key} ${value}`);
      if (key === 'target' && value !== '_blank') wrong.push(`${what}: target ${value}`);
    }
    if (name === 'a' && element.hasAttribute('href') && !element.getAttribute('href').startsWith('#') && !/noopener/.test(element.rel)) wrong.push(`${what}: a link without noopener`);
    if (/^(img|iframe)$/.test(name) && element.getAttribute('referrerpolicy') !== 'strict-origin-when-cross-origin') wrong.push(`${what}: <${name}> tells the page's address`);
  }
  return wrong;
}

/** The same as a text for the page, with what it needs to know. */
const INSPECT = `window.inspectReader = ((check) => (root, what) => check(root, what, ${JSON.stringify(ELEMENTS)}, ${JSON.stringify(EVERYWHERE.source)}, ${JSON.stringify(MATHML)}, ${JSON.stringify(OF_MATHML.source)}))(${inspect});`;

/** Runs in the page: shows one document after another, presses what can be pressed; gives what is wrong with them. */
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

flow('attacks', (stage) => {
  test('in every field of every format do nothing', async () => {
    const reader = await stage.visit(tag({ src: '/warta.json' }), { head: HITS });
    await reader.ready();
    stage.proxy.clear();
    for (const payload of payloads()) {
      const bad = await reader.wait(attack, documents(payload));
      assert.deepEqual(bad, [], payload);
    }
    const scripts = stage.proxy.fromPages.filter((address) => /\.(js|css)$/.test(address));
    assert.deepEqual(scripts, []);
  });

  test('that nobody has met before do nothing, and ask for nothing', async () => {
    const reader = await stage.visit(tag({ src: '/warta.json' }), { head: HITS });
    await reader.ready();
    stage.proxy.clear();
    const all = inventions();
    assert.ok(all.length > 5000);
    const batches = Array.from({ length: Math.ceil(all.length / BATCH) }, (_, at) => all.slice(at * BATCH, (at + 1) * BATCH));
    const bad = [];
    for (const batch of batches) {
      bad.push(...await reader.wait(async (host, root, batch, schemes) => {
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
        // Each stands in a block of its own: what it leaves open ends there.
        const blocks = (some) => ({ baca: 1, headline: 'x', body: ['x', ...some.map((html) => ({ type: 'html', html }))] });
        wrong.push(...await show('in a body', blocks(batch)));
        wrong.push(...await show('one after the other', { id: 1, type: 'post', link: '/x', slug: 'x', title: { rendered: batch[0] }, content: { rendered: batch.join('') }, excerpt: { rendered: batch.at(-1) } }));
        // Which one was it?
        if (wrong.length) for (const one of batch) for (const found of await show('alone', blocks([one]))) wrong.push(`${found} of ${one}`);
        return wrong;
      }, batch));
    }
    assert.deepEqual([...new Set(bad)].slice(0, 40), []);
    const asked = stage.proxy.requests.filter(({ host }) => /never\.example/.test(host)).map(({ path }) => path);
    assert.deepEqual([...new Set(asked)], []);
  });

  test('in addresses are seen through in every place for one', async () => {
    const reader = await stage.visit(tag({ src: '/warta.json' }), { head: HITS });
    await reader.ready();
    for (const x of SCHEMES) {
      const bad = await reader.wait(attack, documents(x));
      assert.deepEqual(bad, [], x);
    }
  });

  test('by names and ids do not reach the page', async () => {
    const reader = await stage.visit(tag({ src: '/warta.json' }));
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
