// The contract of <baca-reader>: attributes, properties, states, life cycle, the page's own text.

import assert from 'node:assert/strict';
import { small, warta } from '../support/articles.mjs';
import { flow, tag, test } from '../support/flow.mjs';
import { t } from '../support/locales.mjs';

/** Waits until the reader shows this headline. */
const shows = (reader, headline) =>
  reader.until(`"${headline}" is shown`, (host, root, headline) =>
    host.state === 'ready' && root.querySelector('h1')?.textContent === headline, headline);

flow('The element', (stage) => {
  const states = (reader) => reader.run((host) => ['idle', 'loading', 'ready', 'error'].filter((state) => host.matches(`:state(${state})`)));

  test('the state is a property and a custom state, from loading to ready', async () => {
    const held = stage.site.hold('/warta.json');
    const reader = await stage.visit(tag({ src: '/warta.json' }));
    await held.arrived();
    assert.equal(await reader.state(), 'loading');
    assert.deepEqual(await states(reader), ['loading']);
    assert.equal(await reader.run((host) => host.article), null, 'there is no article yet');
    held.release();
    await reader.ready();
    assert.deepEqual(await states(reader), ['ready']);
    const [load] = await reader.events('load');
    assert.deepEqual(load.detail, { headline: warta.headline, url: warta.url, format: 'baca', blocks: warta.body.length });
    assert.ok(load.bubbles && load.composed);
    assert.equal(load.state, 'ready', 'the state at the time of the event');
  });

  test('the state of a failure is a custom state as well', async () => {
    const reader = await stage.visit(tag({ src: '/nowhere.json' }));
    await reader.failed();
    assert.deepEqual(await states(reader), ['error']);
  });

  test('an element without content is idle', async () => {
    const reader = await stage.visit(tag());
    await reader.until('the element is defined', (host) => host.state);
    assert.equal(await reader.state(), 'idle');
    assert.equal(await reader.run((host) => host.article), null);
    assert.equal(await reader.run((host) => typeof host.ready?.then), 'function');
  });

  test('ready resolves with the article in Baca\'s own format, and rejects with the error', async () => {
    const reader = await stage.visit(tag({ src: '/warta.json' }));
    await reader.until('the element is defined', (host) => host.ready);
    const article = await reader.wait((host) => host.ready);
    assert.equal(article.headline, warta.headline);
    assert.equal(article.baca, 1);
    const code = await reader.wait(async (host) => {
      host.src = '/nowhere.json';
      await new Promise((done) => host.addEventListener('baca-error', done, { once: true }));
      return host.ready.then(() => 'resolved', (error) => `${error.name} ${error.code} ${error.retryable}`);
    });
    assert.equal(code, 'BacaError http true');
  });

  test('attributes and properties mirror each other', async () => {
    const reader = await stage.read({ src: '/warta.json' });
    const mirrored = await reader.run((host) => {
      host.theme = 'sepia';
      host.format = 'baca';
      host.item = '7';
      return {
        src: host.src, theme: host.getAttribute('theme'), format: host.getAttribute('format'), item: host.getAttribute('item'),
        config: host.config, methods: typeof host.reload,
      };
    });
    assert.deepEqual(mirrored, { src: stage.site.url('/warta.json'), theme: 'sepia', format: 'baca', item: '7', config: '', methods: 'function' });
  });

  test('the property article shows an object or a text, and is more than src', async () => {
    const reader = await stage.read({ src: '/warta.json' });
    await reader.run((host, _, article) => { host.article = article; }, small('From an object'));
    await shows(reader, 'From an object');
    assert.equal(await reader.run((host) => host.article.headline), 'From an object');
    await reader.run((host, _, text) => { host.article = text; }, JSON.stringify(small('From a text')));
    await shows(reader, 'From a text');
    await reader.run((host) => { host.article = null; });
    await shows(reader, warta.headline);
  });

  test('the property article shows another format in Baca\'s own', async () => {
    const reader = await stage.visit(tag());
    await reader.until('the element is defined', (host) => host.state);
    await reader.run((host) => {
      host.article = { version: 'https://jsonfeed.org/version/1.1', title: 'Feed', items: [{ id: '1', title: 'An item', content_html: '<p>A <em>little</em> text.</p>' }] };
    });
    await shows(reader, 'An item');
    const { baca, headline } = await reader.run((host) => host.article);
    assert.deepEqual({ baca, headline }, { baca: 1, headline: 'An item' });
    assert.equal((await reader.events('load')).at(-1).detail.format, 'json-feed');
  });

  test('what article gives belongs to who asked: changing it changes nothing', async () => {
    const reader = await stage.read({ src: '/warta.json' });
    const second = await reader.run((host) => {
      host.article.headline = 'changed';
      return host.article.headline;
    });
    assert.equal(second, warta.headline);
  });

  test('properties that were set before the script came are heeded', async () => {
    const reader = await stage.visit(tag(), { script: null });
    await reader.run((host, _, article, script) => {
      host.article = article;
      document.head.append(Object.assign(document.createElement('script'), { type: 'module', src: script }));
    }, small('Early'), stage.site.script);
    await shows(reader, 'Early');
  });

  for (const type of ['application/json', 'application/ld+json']) {
    test(`a child script of ${type} is the article`, async () => {
      const content = type.includes('ld')
        ? { '@context': 'https://schema.org', '@type': 'NewsArticle', headline: 'Inline', articleBody: 'The text of Inline.' }
        : small('Inline');
      const reader = await stage.visit(tag({}, `<script type="${type}">${JSON.stringify(content)}</script>`));
      await shows(reader, 'Inline');
      assert.equal(await reader.text('paragraph'), 'The text of Inline.');
    });
  }

  test('a child article is the article', async () => {
    const reader = await stage.visit(tag({}, '<article><h1>From the page</h1><p>Its <b>own</b> text.</p></article>'));
    await shows(reader, 'From the page');
    assert.equal(await reader.text('paragraph'), 'Its own text.');
    assert.deepEqual(await reader.light(), [], 'the page\'s own text should give way to the article');
  });

  test('a child article is read whole, though a form in it has fields that are named like the DOM', async () => {
    const fields = ['firstChild', 'nextSibling', 'parentNode', 'childNodes', 'nodeType', 'nodeValue', 'localName', 'attributes', 'textContent'];
    const form = `<form>${fields.map((name) => `<input name="${name}">`).join('')}<p>One.</p><p>Two.</p><p>Three.</p></form>`;
    const reader = await stage.visit(tag({}, `<article><h1>From the page</h1><p>Before.</p>${form}<p>Behind.</p></article>`));
    await shows(reader, 'From the page');
    const texts = await reader.run((_, root) => [...root.querySelectorAll('[part~="paragraph"]')].map((p) => p.textContent));
    assert.deepEqual(texts, ['Before.', 'One.', 'Two.', 'Three.', 'Behind.']);
    await stage.calm();
  });

  test('several readers on a page live their own lives', async () => {
    for (const name of ['one', 'two', 'three']) stage.site.json(`/${name}.json`, small(name));
    await stage.visit(['one', 'two', 'three'].map((name) => tag({ id: name, src: `/${name}.json` })).join(''));
    for (const [index, name] of ['one', 'two', 'three'].entries()) await shows(stage.reader(index), name);
    assert.equal(stage.site.requestsTo(/_bg\.wasm$/).length, 1, 'the WebAssembly is fetched once for the page');
    await stage.driver.executeScript('document.getElementById("two").remove()');
    await stage.reader(0).run((host) => { host.src = '/three.json'; });
    await shows(stage.reader(0), 'three');
    await shows(stage.reader(1), 'three');
    const loads = (await stage.reader().events('load')).map(({ target, detail }) => `${target} ${detail.headline}`).sort();
    assert.deepEqual(loads, ['one one', 'one three', 'three three', 'two two']);
    await stage.calm();
  });

  test('moving the element fetches and draws nothing anew', async () => {
    const reader = await stage.read({ src: '/warta.json' }, { children: '' });
    const before = stage.site.requestsTo('/warta.json').length;
    const same = await reader.wait(async (host, root) => {
      const paragraph = root.querySelector('[part~="paragraph"]');
      const place = document.body.appendChild(document.createElement('main'));
      place.append(host);
      await new Promise((done) => setTimeout(done)); // the task in which a removal would end it
      return host.state === 'ready' && root.querySelector('[part~="paragraph"]') === paragraph && paragraph.isConnected;
    });
    assert.ok(same, 'the paragraphs should be the same elements');
    assert.equal(stage.site.requestsTo('/warta.json').length, before);
    await reader.press(/A\+/);
    await reader.event('text-size');
  });

  test('removing ends the reader, and adding it again starts clean', async () => {
    const reader = await stage.read({ src: '/warta.json', config: '/config.json' });
    await reader.event('view');
    await reader.run((host) => {
      window.kept = host;
      host.remove();
    });
    const left = await stage.driver.executeAsyncScript(`const done = arguments[0];
      setTimeout(() => done({ state: kept.state, article: kept.article, elements: kept.shadowRoot.querySelectorAll('[part], .baca').length }));`);
    assert.deepEqual(left, { state: 'idle', article: null, elements: 0 });
    await stage.driver.executeScript('document.body.append(kept)');
    await reader.ready();
    assert.equal(stage.site.requestsTo('/warta.json').length, 2);
    assert.equal(await reader.run((_, root) => root.querySelectorAll('article').length), 1);
    await stage.calm();
  });

  test('removing the element gives up what it was fetching', async () => {
    const held = stage.site.hold('/warta.json');
    const reader = await stage.visit(tag({ src: '/warta.json' }));
    await held.arrived();
    await reader.run((host) => host.remove());
    await stage.site.until(() => stage.site.requestsTo('/warta.json').every(({ aborted }) => aborted), 'the request to be given up');
    assert.deepEqual(await reader.events('error'), []);
  });

  test('an article that was left for another one never shows', async () => {
    stage.site.json('/slow.json', small('Slow'));
    stage.site.json('/next.json', small('Next'));
    const held = stage.site.hold('/slow.json');
    const reader = await stage.visit(tag({ src: '/slow.json' }));
    await held.arrived();
    await reader.run((host) => { host.setAttribute('src', '/next.json'); });
    await shows(reader, 'Next');
    held.release();
    await stage.site.until(() => stage.site.requestsTo('/slow.json').every(({ aborted, finished }) => aborted || finished), 'the first request to end');
    const loads = (await reader.events('load')).map(({ detail }) => detail.headline);
    assert.deepEqual(loads, ['Next'], 'only the second article is told');
    assert.equal(await reader.text('headline'), 'Next');
    assert.deepEqual(await reader.events('error'), []);
  });

  test('many changes in a row end with the last', async () => {
    for (let n = 0; n < 8; n += 1) stage.site.json(`/n${n}.json`, small(`Number ${n}`));
    const reader = await stage.read({ src: '/n0.json' });
    await reader.run((host) => { for (let n = 1; n < 8; n += 1) host.src = `/n${n}.json`; });
    await shows(reader, 'Number 7');
    assert.equal((await reader.events('load')).at(-1).detail.headline, 'Number 7');
  });

  test('reload() fetches again and shows what has changed', async () => {
    stage.site.json('/live.json', small('First'));
    const reader = await stage.read({ src: '/live.json' });
    stage.site.json('/live.json', small('Second'));
    const headline = await reader.wait((host) => Promise.resolve(host.reload()).then(() => host.ready).then((article) => article.headline));
    assert.equal(headline, 'Second');
    assert.equal(await reader.text('headline'), 'Second');
  });

  test('lang changes the words of the controls while the article stays', async () => {
    const reader = await stage.read({ src: '/warta.json' });
    await reader.the('button', t('id', 'settings'));
    await reader.run((host, root) => {
      window.paragraph = root.querySelector('[part~="paragraph"]');
      host.setAttribute('lang', 'en');
    });
    await reader.until('the controls speak English', (_, root, words) => [...root.querySelectorAll('button')].some((button) => button.getAttribute('aria-label') === words), t('en', 'settings'));
    assert.equal(await reader.text('headline'), warta.headline);
    assert.equal(await reader.run((_, root) => root.querySelector('article').lang), 'id');
    assert.equal(stage.site.requestsTo('/warta.json').length, 1);
  });

  test('theme changes the colours', async () => {
    const reader = await stage.read({ src: '/warta.json', theme: 'light' });
    const paper = () => reader.run((_, root) => getComputedStyle(root.querySelector('.baca')).backgroundColor);
    const seen = new Map([['light', await paper()]]);
    for (const theme of ['dark', 'sepia', 'contrast']) {
      await reader.run((host, _, theme) => { host.theme = theme; }, theme);
      await reader.until(`the theme is ${theme}`, (_, root, before) => getComputedStyle(root.querySelector('.baca')).backgroundColor !== before || null, [...seen.values()].at(-1));
      seen.set(theme, await paper());
    }
    assert.equal(new Set([seen.get('light'), seen.get('dark'), seen.get('sepia')]).size, 3, `themes that can be told apart: ${[...seen]}`);
  });

  test('the site styles parts and custom properties', async () => {
    const head = '<link rel="stylesheet" href="/site.css">';
    stage.site.put('/site.css', (response) => response.writeHead(200, { 'content-type': 'text/css' })
      .end('baca-reader { --baca-color-text: rgb(1, 2, 3); --baca-measure: 20rem; } baca-reader::part(headline) { color: rgb(4, 5, 6); }'));
    const reader = await stage.read({ src: '/warta.json' }, { head });
    const style = await reader.run((_, root) => ({
      headline: getComputedStyle(root.querySelector('h1')).color,
      text: getComputedStyle(root.querySelector('[part~="paragraph"]')).color,
      width: root.querySelector('[part~="paragraph"]').getBoundingClientRect().width,
    }));
    assert.deepEqual({ ...style, width: style.width <= 321 }, { headline: 'rgb(4, 5, 6)', text: 'rgb(1, 2, 3)', width: true }, `the paragraph is ${style.width} px wide`);
  });

  test('the page\'s own text is readable before the article comes, and after it fails', async () => {
    const own = '<p>The text of the page.</p>';
    const held = stage.site.hold('/warta.json');
    const reader = await stage.visit(tag({ src: '/warta.json' }, own));
    await held.arrived();
    assert.deepEqual(await reader.light(), ['The text of the page.'], 'while the article comes');
    held.release();
    await reader.ready();
    assert.deepEqual(await reader.light(), [], 'once it is there');
    await reader.run((host) => { host.src = '/nowhere.json'; });
    await reader.failed();
    assert.deepEqual(await reader.light(), ['The text of the page.'], 'after a failure');
  });

  test('the page\'s own text is readable when the script never comes', async () => {
    const reader = await stage.visit(tag({ src: '/warta.json' }, '<p>The text of the page.</p>'), { script: null });
    assert.deepEqual(await reader.light(), ['The text of the page.']);
  });

  test('before and after stand around the article', async () => {
    const reader = await stage.read({ src: '/warta.json' }, { children: '<nav slot="before">Above</nav><aside slot="after">Below</aside>' });
    assert.deepEqual(await reader.light(), ['Above', 'Below']);
    const [above, article, below] = await reader.run((host, root) =>
      [host.querySelector('nav'), root.querySelector('article'), host.querySelector('aside')].map((element) => element.getBoundingClientRect().top));
    assert.ok(above < article && article < below, `from top to bottom: ${above}, ${article}, ${below}`);
  });
});
