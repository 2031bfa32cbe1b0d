// Compares what the preview shows of articles in other formats with what the converter makes of them.

import { bundleLoader } from './loader-bundle.mjs';

/** Functions of the loader for a page. `plainArticle` reads an article with the script of formats or, if `isEarly` is set, without it. */
export const script = bundleLoader([
  'import { plainArticle as readPlain } from "./formats/main.ts";',
  'import { beginningOfPost } from "./preview/post.ts";',
  'const beginning = (content, base) => { try { return beginningOfPost(JSON.parse(content), base); } catch { return null; } };',
  'export const plainArticle = (content, options, tools) => globalThis.isEarly ? beginning(content, options.base) : readPlain(content, options, tools);',
  'export { renderPlain } from "./preview/preview.ts";',
  'export { dateField } from "./dates.ts";',
].join(''));

/** Number of documents that are read in one call of the page. */
const BATCH = 50;

/** Calls `run` with a batch of the cases after the other, and lists the results. */
export async function inBatches(cases, run, size = BATCH) {
  const found = [];
  for (let at = 0; at < cases.length; at += size) found.push(...await run(cases.slice(at, at + size)));
  return found;
}

/** Renders each sample as preview and as converted by the module. Runs in the page. */
export const compareConverted = async (host, _, cases) => {
  const { plainArticle, renderPlain, dateField } = await import('/preview.js');
  const module = await import('/some/folder/reader/baca-formats.js');
  const wasm = await fetch('/some/folder/reader/baca-formats_bg.wasm');
  await module.default({ module_or_path: await WebAssembly.compile(await wasm.arrayBuffer()) });
  const describe = (source) => {
    const plain = source && renderPlain(host, source, true);
    if (!plain) return null;
    const { root, complete } = plain;
    complete();
    const article = root.querySelector('article');
    const html = (selector) => [...article.querySelectorAll(selector)].map((element) => element.outerHTML.replace(/\s+/g, ' '));
    return { article: [article.lang, article.dir], header: html('header > :not(.meta)'), dates: html('.meta time'), minutes: html('.meta > :last-child'), lead: html('.lead'), blocks: html('.section > *') };
  };
  /** Returns an article without the empty spans that are targets of links: they show nothing. */
  const withoutTargets = (article) => JSON.parse(typeof article === 'string' ? article : JSON.stringify(article), (_, value) =>
    (Array.isArray(value) ? value.filter((one) => !(one?.id && !one.type && !one.text && !one.name && !one.term && !one.body)) : value));
  return cases.map((content) => {
    const options = { base: document.baseURI, format: '', item: '' };
    const plain = plainArticle(content, options, { trust: (html) => html, dateField });
    if (!plain) return null;
    let article = null;
    try {
      ({ article } = module.read(content, { base: options.base }));
    } catch {
      // There is no article in it.
    }
    const preview = describe({ content: plain.article, base: plain.base });
    return preview && { preview, whole: article && describe({ content: withoutTargets(article), base: options.base }), isWhole: plain.isWhole };
  });
};

/** Lists the fields in which a preview differs from the article. */
export function differencesOf({ preview, whole, isWhole }) {
  if (!whole) return [['it is no article', preview]];
  const isLeadLeft = !preview.lead.length && whole.lead.length;
  return Object.keys(whole).flatMap((key) => {
    const expected = key === 'blocks' ? whole.blocks.slice(0, preview.blocks.length) : whole[key];
    if (key === 'minutes' && !isWhole) return [];
    if (key === 'image' && !preview.image) return [];
    if (key === 'lead' && isLeadLeft && !preview.blocks.length) return [];
    return JSON.stringify(preview[key]) === JSON.stringify(expected) ? [] : [[key, preview[key], expected]];
  });
}

/** Elements of a preview with their attributes; no other comes from a document, whatever is in it. */
export const ELEMENTS = {
  a: 'data-href', article: '', blockquote: '', br: '', button: 'type aria-label title data-do aria-disabled', code: '', div: '', em: '', figcaption: '', figure: '', h1: '', h2: '', h3: '', h4: '',
  h5: '', h6: '', header: '', hr: '', img: 'src srcset sizes alt width height decoding fetchpriority', li: '', mark: '', ol: 'start', p: '', s: '', section: '', slot: 'name', small: '', span: '',
  strong: '', sub: '', sup: '', time: '', u: '', ul: '',
};
export const EVERYWHERE = 'class part lang dir aria-hidden style data-align data-size';

/** Renders documents in the page. Returns how many have a preview, and what is in the previews but not allowed. */
export const inspect = async (host, _, documents, elements, everywhere) => {
  const { plainArticle, renderPlain, dateField } = await import('/preview.js');
  const wrong = [];
  let previews = 0;
  for (const given of documents) {
    const plain = plainArticle(typeof given === 'string' ? given : JSON.stringify(given), { base: document.baseURI, format: '', item: '' }, { trust: (html) => html, dateField });
    const rendered = plain && renderPlain(host, { content: plain.article, base: plain.base }, true);
    if (!rendered) continue;
    const { root, complete } = rendered;
    complete();
    previews += 1;
    for (const element of root.querySelectorAll('*')) {
      const { localName } = element;
      const allowed = `${elements[localName]} ${everywhere}`.split(' ');
      const isPicture = localName !== 'img' || element.closest('.lead');
      if (!(localName in elements) || element.namespaceURI !== 'http://www.w3.org/1999/xhtml' || !isPicture) wrong.push(`<${localName}>`);
      for (const { name, value } of element.attributes) {
        const isUrl = /^(src|data-href)$/.test(name) && !value.startsWith('#');
        const isAllowed = allowed.includes(name) && (!isUrl || /^(https?|mailto|tel):$/.test(new URL(value, location.href).protocol));
        if (!isAllowed || (name === 'style' && !/^((--natural|aspect-ratio): [\w ./]+;? ?)*$/.test(value))) wrong.push(`<${localName} ${name}="${value}">`);
      }
    }
    // A script or a handler would run now.
    for (const image of root.querySelectorAll('img')) image.remove();
    document.body.append(root);
    root.remove();
  }
  return { previews, wrong, hits: window.hits };
};
