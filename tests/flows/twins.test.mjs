// Decisions that the loader and the module both make: the interface language, the direction of a language, the
// reading time, the file of an image, and the header and first blocks of the preview. Both render generated
// articles in one page.

import assert from 'node:assert/strict';
import { picture } from '../support/articles.mjs';
import { flow, tag, test } from '../support/flow.mjs';
import { generatedArticles } from '../support/generated-articles.mjs';
import { text, typeOf } from '../support/http-responses.mjs';
import { bundleLoader } from '../support/loader-bundle.mjs';

const COUNT = 600;
/** How many articles one script renders: each takes WebKit several frames. */
const BATCH = 25;
const SEED = 20260301;

const preview = bundleLoader('export { renderPlain } from "./preview/preview.ts";');

/** Renders each article as preview and with the module, and describes both. Runs in the page. */
const compare = async (host, _, cases) => {
  const { renderPlain } = await import('/preview.js');
  const attributes = (element, names) => Object.fromEntries(names.map((name) => [name, element?.getAttribute(name) ?? null]));
  const children = (element) => [...element?.children ?? []].map((child) => `${child.localName} ${child.dir} ${child.textContent}`);
  const describe = (root) => {
    if (!root) return null;
    const article = root.querySelector('article')?.cloneNode(true);
    if (!article) return null;
    // Only the article says, once it is known, that a file of an image is missing.
    for (const note of article.querySelectorAll('figure > .note')) note.remove();
    const header = article.querySelector('header');
    const image = article.querySelector('.lead > figure img');
    return {
      interface: attributes(root, ['lang', 'dir']),
      article: attributes(article, ['lang', 'dir']),
      header: children(header),
      meta: children(header.lastElementChild),
      byline: children(header.querySelector('[part=byline]')),
      lead: article.querySelector('.lead')?.textContent ?? null,
      image: image && attributes(image, ['src', 'srcset', 'sizes', 'width', 'height', 'alt', 'class']),
      blocks: [...article.querySelectorAll('.section > *')].map((block) => `${block.localName} ${block.className} ${block.dataset.align ?? ''} ${block.textContent}`),
    };
  };
  const found = [];
  for (const { host: lang, article } of cases) {
    if (lang === undefined) host.removeAttribute('lang');
    else host.setAttribute('lang', lang);
    const rendered = renderPlain(host, { content: article, base: document.baseURI }, true);
    rendered?.complete();
    const plain = describe(rendered?.root);
    const ended = new Promise((resolve) => {
      for (const name of ['baca-load', 'baca-error']) host.addEventListener(name, resolve, { once: true });
    });
    host.article = article;
    await ended;
    const { state } = host;
    found.push({ state, plain, whole: state === 'ready' ? describe(host.shadowRoot.querySelector('.baca:not(.preview, .plain, .skeleton)')) : null });
  }
  return found;
};

flow('Script and Rust', (testPage) => {
  test(`agree on ${COUNT} generated articles`, async () => {
    testPage.site.put('/preview.js', text(preview, typeOf('preview.js')));
    for (const path of ['/a.jpg', '/b,%20c.jpg', '/b%2C%20c.jpg', '/a%20b.jpg']) testPage.site.put(path, picture(3, 2));
    const reader = await testPage.visit(tag());
    const cases = generatedArticles(COUNT, SEED);
    const found = [];
    for (let at = 0; at < cases.length; at += BATCH) found.push(...await reader.wait(compare, cases.slice(at, at + BATCH)));
    const differences = [];
    let blocks = 0;
    for (const [index, { state, plain, whole }] of found.entries()) {
      if (!whole || !plain) {
        if (whole) differences.push({ state, ...cases[index] });
        continue;
      }
      blocks += plain.blocks.length;
      for (const key of Object.keys(whole)) {
        const expected = key === 'blocks' ? whole.blocks.slice(0, plain.blocks.length) : whole[key];
        // The preview ends at a lead that it might show differently; the module may move the lead to the body.
        const isLeadLeft = plain.lead === null && cases[index].article.lead != null;
        if (isLeadLeft && /^(article|lead|image|meta|header)$/.test(key)) continue;
        if (key === 'image' && plain.image === null) continue;
        if (JSON.stringify(plain[key]) !== JSON.stringify(expected)) differences.push({ key, plain: plain[key], whole: expected, ...cases[index] });
      }
    }
    assert.deepEqual(differences.slice(0, 5), [], `${differences.length} differences`);
    assert.ok(found.filter(({ plain, whole }) => plain && whole).length > COUNT / 2, 'most articles should be shown by both');
    assert.ok(blocks > COUNT / 4, 'the preview should show blocks');
  });
});
