// Attacks in every field of every format, on a page without any policy: nothing runs, nothing that
// is not allowed reaches the page, nothing is asked for that a reader has not asked for.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { flow, tag } from '../support/flow.mjs';
import { documents, payloads } from '../support/payloads.mjs';

/** All elements and attributes that the reader makes; the page's own check, not the product's. */
const ELEMENTS = `a abbr article aside audio blockquote br button caption code dd details div dl dt em fieldset figcaption figure footer h1 h2 h3 h4 h5 h6
  header hr i iframe img input label legend li mark nav ol p picture pre rp rt ruby s section slot small source span strong sub summary sup table tbody td
  th thead time tr track u ul video wbr math merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace msqrt mstyle msub
  msubsup msup mtable mtd mtext mtr munder munderover none semantics`.split(/\s+/);
const ATTRIBUTES = /^(part|class|id|lang|dir|href|rel|target|title|src|srcset|sizes|alt|width|height|loading|decoding|fetchpriority|referrerpolicy|controls|playsinline|preload|poster|kind|srclang|label|type|media|start|datetime|cite|scope|colspan|rowspan|tabindex|role|open|name|value|allow|allowfullscreen|checked|disabled|hidden|slot|style|data-[a-z-]+|aria-[a-z]+|display|mathvariant|linethickness|accent|accentunder|alttext|columnspan|depth|displaystyle|fence|form|largeop|lspace|maxsize|minsize|movablelimits|notation|rspace|scriptlevel|separator|stretchy|symmetric)$/;

flow('attacks', (stage) => {
  test('in every field of every format do nothing', async () => {
    await stage.visit(tag({ src: '/warta.json' }), { head: '<script>window.hits = 0; window.hit = window.alert = window.prompt = window.confirm = window.print = () => { window.hits += 1; };</script>' });
    const reader = stage.reader();
    await reader.ready();
    stage.proxy.clear();
    for (const payload of payloads()) {
      const bad = await reader.wait(async (host, root, all, elements, attributes) => {
        const pattern = new RegExp(attributes);
        const wrong = [];
        for (const [format, document_] of Object.entries(all)) {
          host.article = document_;
          await new Promise((resolve) => queueMicrotask(resolve));
          await host.ready.catch(() => {});
          for (const button of root.querySelectorAll('button[data-frame]')) button.click();
          for (const element of root.querySelectorAll('*')) {
            const name = element.localName;
            if (!elements.includes(name)) wrong.push(`${format}: <${name}>`);
            for (const { name: key, value } of element.attributes) {
              if (!pattern.test(key)) wrong.push(`${format}: <${name} ${key}>`);
              if (['href', 'src', 'poster', 'cite', 'data-frame'].includes(key) && !value.startsWith('#')) {
                const { protocol } = new URL(value, location.href);
                const allowed = protocol === 'data:' ? /^data:image\/(png|jpe?g|gif|webp|avif)[;,]/i.test(value) : /^(https?|mailto|tel):$/.test(protocol);
                if (!allowed) wrong.push(`${format}: <${name} ${key}="${value.slice(0, 60)}">`);
              }
              if (key === 'style' && /url|expression|@import/i.test(value)) wrong.push(`${format}: style ${value}`);
              if (key === 'id' && !value.startsWith('baca-')) wrong.push(`${format}: id ${value}`);
            }
          }
          for (const link of root.querySelectorAll('.body a[target]')) if (!/noopener/.test(link.rel)) wrong.push(`${format}: a link without noopener`);
        }
        if (window.hits) wrong.push(`something ran ${window.hits} times`);
        window.hits = 0;
        return wrong;
      }, documents(payload), ELEMENTS, ATTRIBUTES.source);
      assert.deepEqual(bad, [], payload);
    }
    const scripts = stage.proxy.fromPages.filter(({ path }) => /\.(js|css)$/.test(path));
    assert.deepEqual(scripts, []);
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
      return { forms: document.forms.length, cookie: typeof document.cookie, view: document.defaultView === window, hash: location.hash, focus: root.activeElement?.textContent };
    });
    assert.deepEqual(seen, { forms: 0, cookie: 'string', view: true, hash: '', focus: 'a' });
  });
}, { engines: ['chromium', 'firefox'] });
