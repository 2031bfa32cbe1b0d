// The interface of <baca-reader>: attributes, properties, states, lifecycle, and content of the page.

import assert from 'node:assert/strict';
import { small, warta } from '../support/articles.mjs';
import { reachableProvider } from '../support/comments.mjs';
import { flow, tag, test } from '../support/flow.mjs';
import { text, typeOf } from '../support/http-responses.mjs';
import { t } from '../support/locales.mjs';

/** Waits until the reader shows this headline. */
const waitForHeadline = (reader, headline) =>
  reader.until(`"${headline}" is shown`, (host, root, headline) =>
    host.state === 'ready' && root.querySelector('h1')?.textContent === headline, headline);

flow('The element', (testPage) => {
  const states = (reader) => reader.run((host) => ['idle', 'loading', 'ready', 'error'].filter((state) => host.matches(`:state(${state})`)));

  test('the state is a property and a custom state, from loading to ready', async () => {
    const held = testPage.site.hold('/warta.json');
    const reader = await testPage.visit(tag({ src: '/warta.json' }));
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

  test('the state of a failure is a custom state too', async () => {
    const reader = await testPage.visit(tag({ src: '/nowhere.json' }));
    await reader.failed();
    assert.deepEqual(await states(reader), ['error']);
  });

  test('an element without content is idle', async () => {
    testPage.site.put('/clock.js', text(`const wait = window.setTimeout;
      window.setTimeout = (act, time, ...more) => (time === 5000 ? (window.passFiveSeconds = act) : wait(act, time, ...more));`, typeOf('.js')));
    const reader = await testPage.visit(tag(), { head: '<script src="/clock.js"></script>' });
    await reader.until('the element is defined', (host) => host.state);
    assert.equal(await reader.state(), 'idle');
    assert.deepEqual((await testPage.record()).console, []);
    await reader.run(() => window.passFiveSeconds());
    await reader.until('a message is logged', () => window.record.console.some((line) => line.includes('nothing to show')));
    assert.equal(await reader.run((host) => host.article), null);
    assert.equal(await reader.run((host) => typeof host.ready?.then), 'function');
  });

  test('ready resolves with the article in Baca\'s own format, and rejects with the error', async () => {
    const reader = await testPage.visit(tag({ src: '/warta.json' }));
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

  test('an article that is removed or replaced between two steps of showing it does not come back', async () => {
    const reader = await testPage.visit(tag({ src: '/warta.json' }));
    await reader.ready();
    const found = await reader.wait(async (host, _, [first, second]) => {
      const Channel = window.MessageChannel;
      const changes = { removed: (one) => one.remove(), replaced: (one) => { one.article = second; } };
      const add = () => {
        const one = document.createElement('baca-reader');
        one.article = first;
        document.body.append(one);
        return one;
      };
      const headline = (one) => one.shadowRoot.querySelector('h1')?.textContent;
      const found = { steps: 0, wrong: [] };
      for (const [name, change] of Object.entries(changes)) {
        for (let step = 1; ; step += 1) {
          let steps = 0;
          // The loader waits for a message between two steps.
          const changed = new Promise((resolve) => {
            window.MessageChannel = class extends Channel {
              constructor() {
                super();
                steps += 1;
                if (steps === step) resolve(change(one) ?? true);
              }
            };
          });
          const one = add();
          const isChanged = await Promise.race([changed, one.ready.then(() => false)]);
          window.MessageChannel = Channel;
          if (!isChanged) {
            one.remove();
            break;
          }
          found.steps += 1;
          // It needs as many steps.
          const other = add();
          await other.ready;
          if (name === 'replaced') await one.ready;
          const expected = name === 'replaced' ? second.headline : undefined;
          if (headline(one) !== expected || headline(other) !== first.headline) found.wrong.push(`${name} at ${step}: ${headline(one)}`);
          one.remove();
          other.remove();
        }
      }
      return found;
    }, [small('One'), small('Two')]);
    assert.deepEqual(found.wrong, []);
    assert.ok(found.steps > 8, `${found.steps} steps`);
    assert.deepEqual((await testPage.record()).console, []);
  });

  test('setting an equal article changes nothing; a different one is shown', async () => {
    const reader = await testPage.visit(tag());
    const set = (article) => reader.run((host, _, article) => { host.article = article; }, article);
    await set(small('One'));
    await waitForHeadline(reader, 'One');
    await reader.run((_, root) => { root.querySelector('h1').dataset.kept = ''; });
    for (const equal of [small('One'), small('One')]) await set(equal);
    await reader.frame();
    assert.equal(await reader.run((_, root) => root.querySelectorAll('h1[data-kept]').length), 1, 'the article is not rendered again');
    assert.equal((await reader.events('load')).length, 1);
    await set(JSON.stringify(small('Two')));
    await waitForHeadline(reader, 'Two');
    await set(JSON.stringify(small('Two')));
    await reader.run((host) => {
      // An object that the page has changed is a different article.
      const article = { baca: 1, headline: 'Three', body: ['x'] };
      host.article = article;
      article.headline = 'Four';
      host.article = article;
    });
    await waitForHeadline(reader, 'Four');
    assert.equal((await reader.events('load')).length, 3);
  });

  test('setting an article that could not be shown tries it again', async () => {
    const reader = await testPage.visit(tag());
    const set = () => reader.run((host) => { host.article = { nothing: true }; });
    await set();
    await reader.failed();
    await set();
    await reader.until('it is tried again', () => window.record.events.filter(({ name }) => name === 'error').length === 2);
  });

  test('setting an equal configuration changes nothing', async () => {
    const reader = await testPage.read({ src: '/warta.json' });
    const set = (config) => reader.run((host, _, config) => { host.config = config; }, config);
    const problems = () => window.record.events.filter(({ name, detail }) => name === 'error' && detail.code === 'config').length;
    await set({ site: 7 });
    await reader.until('it is parsed', (_, __, count) => count === window.record.events.filter(({ name }) => name === 'error').length, 1);
    for (const again of [{ site: 7 }, { site: 7 }]) await set(again);
    await reader.frame();
    assert.equal(await reader.run(problems), 1);
    await set({ site: 8 });
    await reader.until('the other one is parsed', (_, __, count) => count === window.record.events.filter(({ name }) => name === 'error').length, 2);
  });

  test('each mistake is logged once, with a suggestion', async () => {
    testPage.site.json('/own.json', { baca: 1, title: 'Judul', headline: 'Judul', author: 'Sari', subtitle: 'Anak judul', 'x-own': 1, body: ['Teks.'] });
    testPage.site.json('/site.json', { share: ['copy', 'twitter', 'carrier pigeon'], notification: {}, site: { title: 'Warta' }, analytics: { endpiont: '/collect' } });
    await testPage.visit(tag({ src: '/own.json', config: '/site.json', them: 'dark', language: 'id', 'data-format': 'x', class: 'x' })
      + tag({ scr: '/own.json', them: 'dark' }) + tag({ src: '/own.json', theme: 'night' }) + tag({ src: '/own.json', format: 'wordpres' }));
    const lines = () => testPage.reader().run(() => window.record.console.join('\n'));
    for (const words of [
      'unknown attribute `them`: did you mean `theme`?', 'unknown attribute `language`: did you mean `lang`?', 'unknown attribute `scr`: did you mean `src`?',
      'unknown theme `night`: did you mean `dark`?', 'unknown format `wordpres`: did you mean `wordpress`?',
      'title: unknown member: did you mean `headline`?', 'author: unknown member: did you mean `byline`?', 'subtitle: unknown member: did you mean `dek`?',
      'share[1]: unknown value `twitter`: did you mean `x`?', 'share[2]: unknown value `carrier pigeon`: expected native, copy',
      'notification: unknown member: did you mean `notifications`?', 'site.title: unknown member: did you mean `name`?', 'analytics.endpiont: unknown member: did you mean `endpoint`?',
    ]) await testPage.reader().until(`the console has ${words}`, (_, __, words) => window.record.console.join('\n').includes(words), words);
    const logged = await lines();
    for (const name of ['x-own', 'data-format', 'class']) assert.ok(!logged.includes(name), logged);
    for (const name of ['`them`', '`night`', '`wordpres`']) assert.equal(logged.split(name).length, 2, `${name} once:\n${logged}`);
    assert.equal(await testPage.reader().state(), 'ready');
    assert.equal(await testPage.reader(2).state(), 'ready');
  });

  test('a page without mistakes gets no message and does not fetch the script that explains them', async () => {
    const reader = await testPage.read({ src: '/warta.json', config: '/config.json', id: 'x', class: 'y', style: 'margin: 0', lang: 'id', theme: 'dark', 'aria-label': 'x', timeout: 9 });
    await reader.event('view');
    assert.deepEqual((await testPage.record()).console, []);
    assert.deepEqual(testPage.site.requestsTo(/diagnostics/), []);
  });

  test('properties reflect attributes', async () => {
    const reader = await testPage.read({ src: '/warta.json' });
    const reflected = await reader.run((host) => {
      host.theme = 'sepia';
      host.format = 'baca';
      host.item = '7';
      return {
        src: host.src, theme: host.getAttribute('theme'), format: host.getAttribute('format'), item: host.getAttribute('item'),
        config: host.config, methods: typeof host.reload,
      };
    });
    assert.deepEqual(reflected, { src: testPage.site.url('/warta.json'), theme: 'sepia', format: 'baca', item: '7', config: '', methods: 'function' });
  });

  test('the property article shows an object or a text, and takes precedence over src', async () => {
    const reader = await testPage.read({ src: '/warta.json' });
    await reader.run((host, _, article) => { host.article = article; }, small('From an object'));
    await waitForHeadline(reader, 'From an object');
    assert.equal(await reader.run((host) => host.article.headline), 'From an object');
    await reader.run((host, _, text) => { host.article = text; }, JSON.stringify(small('From a text')));
    await waitForHeadline(reader, 'From a text');
    await reader.run((host) => { host.article = null; });
    await waitForHeadline(reader, warta.headline);
  });

  test('the property article returns another format in Baca\'s own format', async () => {
    const reader = await testPage.visit(tag());
    await reader.until('the element is defined', (host) => host.state);
    await reader.run((host) => {
      host.article = { version: 'https://jsonfeed.org/version/1.1', title: 'Feed', items: [{ id: '1', title: 'An item', content_html: '<p>A <em>little</em> text.</p>' }] };
    });
    await waitForHeadline(reader, 'An item');
    const { baca, headline } = await reader.run((host) => host.article);
    assert.deepEqual({ baca, headline }, { baca: 1, headline: 'An item' });
    assert.equal((await reader.events('load')).at(-1).detail.format, 'json-feed');
  });

  test('changing the object that article returns does not change the reader', async () => {
    const reader = await testPage.read({ src: '/warta.json' });
    const second = await reader.run((host) => {
      host.article.headline = 'changed';
      return host.article.headline;
    });
    assert.equal(second, warta.headline);
  });

  test('properties set before the script loads take effect', async () => {
    const reader = await testPage.visit(tag(), { script: null });
    await reader.run((host, _, article, script) => {
      host.article = article;
      document.head.append(Object.assign(document.createElement('script'), { type: 'module', src: script }));
    }, small('Early'), testPage.site.script);
    await waitForHeadline(reader, 'Early');
  });

  for (const type of ['application/json', 'application/ld+json']) {
    test(`a child script of ${type} is the article`, async () => {
      const content = type.includes('ld')
        ? { '@context': 'https://schema.org', '@type': 'NewsArticle', headline: 'Inline', articleBody: 'The text of Inline.' }
        : small('Inline');
      const reader = await testPage.visit(tag({}, `<script type="${type}">${JSON.stringify(content)}</script>`));
      await waitForHeadline(reader, 'Inline');
      assert.equal(await reader.text('paragraph'), 'The text of Inline.');
    });
  }

  test('a child article is the article', async () => {
    const reader = await testPage.visit(tag({}, '<article><h1>From the page</h1><p>Its <b>own</b> text.</p></article>'));
    await waitForHeadline(reader, 'From the page');
    assert.equal(await reader.text('paragraph'), 'Its own text.');
    assert.deepEqual(await reader.lightText(), [], 'the article should replace the page\'s own text');
  });

  test('a child article is read completely even if a form in it has fields with names of DOM properties', async () => {
    const fields = ['firstChild', 'nextSibling', 'parentNode', 'childNodes', 'nodeType', 'nodeValue', 'localName', 'attributes', 'textContent'];
    const form = `<form>${fields.map((name) => `<input name="${name}">`).join('')}<p>One.</p><p>Two.</p><p>Three.</p></form>`;
    const reader = await testPage.visit(tag({}, `<article><h1>From the page</h1><p>Before.</p>${form}<p>Behind.</p></article>`));
    await waitForHeadline(reader, 'From the page');
    const texts = await reader.run((_, root) => [...root.querySelectorAll('[part~="paragraph"]')].map((p) => p.textContent));
    assert.deepEqual(texts, ['Before.', 'One.', 'Two.', 'Three.', 'Behind.']);
    await testPage.assertClean();
  });

  test('several readers on a page are independent', async () => {
    for (const name of ['one', 'two', 'three']) testPage.site.json(`/${name}.json`, small(name));
    await testPage.visit(['one', 'two', 'three'].map((name) => tag({ id: name, src: `/${name}.json` })).join(''));
    for (const [index, name] of ['one', 'two', 'three'].entries()) await waitForHeadline(testPage.reader(index), name);
    assert.equal(testPage.site.requestsTo(/_bg\.wasm$/).length, 1, 'the WebAssembly is fetched once for the page');
    await testPage.driver.executeScript('document.getElementById("two").remove()');
    await testPage.reader(0).run((host) => { host.src = '/three.json'; });
    await waitForHeadline(testPage.reader(0), 'three');
    await waitForHeadline(testPage.reader(1), 'three');
    const loads = (await testPage.reader().events('load')).map(({ target, detail }) => `${target} ${detail.headline}`).sort();
    assert.deepEqual(loads, ['one one', 'one three', 'three three', 'two two']);
    await testPage.assertClean();
  });

  test('moving the element causes no request and no rendering', async () => {
    const reader = await testPage.read({ src: '/warta.json' }, { children: '' });
    const before = testPage.site.requestsTo('/warta.json').length;
    const same = await reader.wait(async (host, root) => {
      const paragraph = root.querySelector('[part~="paragraph"]');
      const main = document.body.appendChild(document.createElement('main'));
      main.append(host);
      await new Promise((done) => setTimeout(done)); // a removal would take effect by then
      return host.state === 'ready' && root.querySelector('[part~="paragraph"]') === paragraph && paragraph.isConnected;
    });
    assert.ok(same, 'the paragraphs should be the same elements');
    assert.equal(testPage.site.requestsTo('/warta.json').length, before);
    await reader.press(/A\+/);
    await reader.event('text-size');
  });

  test('the reader and its panels keep their style when they move to another document and back', async () => {
    testPage.site.json('/site.json', { comments: { providers: [{ type: 'facebook', appId: '1' }, { type: 'commento' }] } });
    const reader = await testPage.read({ src: '/warta.json', config: '/site.json' });
    await reader.tabs();
    const [before, moved, back] = await reader.wait(async (host, root) => {
      const styles = () => {
        const { getComputedStyle } = host.ownerDocument.defaultView;
        const of = (selector, name) => getComputedStyle(root.querySelector(selector))[name];
        return [of('.tools', 'display'), of('.baca', 'position'), of('[role=tab]', 'borderTopWidth'), getComputedStyle(host).display, root.adoptedStyleSheets.length];
      };
      const results = [styles()];
      const frame = document.body.appendChild(document.createElement('iframe'));
      Object.assign(frame, { width: innerWidth, height: innerHeight, title: 'x' });
      frame.contentDocument.body.append(host);
      results.push(styles());
      document.body.prepend(host);
      results.push(styles());
      return results;
    });
    assert.ok(before[4] >= 3, `the loader's sheet, the article's and the panels': ${before[4]}`);
    assert.deepEqual(moved, before, 'in a frame');
    assert.deepEqual(back, before, 'back in the page');
    await reader.press(/A\+/);
    await reader.event('text-size');
    await testPage.assertClean();
  });

  for (const [name, copy] of [
    ['cloneNode', (host) => {
      const copy = host.parentElement.cloneNode(true);
      host.parentElement.replaceWith(copy);
    }],
    ['innerHTML', (host) => {
      const { parentElement } = host;
      const { innerHTML } = parentElement;
      parentElement.textContent = '';
      parentElement.innerHTML = innerHTML;
    }],
  ]) {
    test(`a copy of the page by ${name} has none of the nodes that the reader has added, and loads its article`, async () => {
      testPage.site.json('/one.json', { comments: { providers: [reachableProvider(testPage, { type: 'commento' })] } });
      const reader = await testPage.visit(`<main>${tag({ src: '/warta.json', config: '/one.json' }, '<p>The page\'s own text.</p>')}</main>`);
      await reader.comments();
      await reader.until('the provider is offered', (_, root) => root?.querySelector('[part=comments] .yes'));
      await reader.run((_, root) => root.querySelector('[part=comments] .yes').click());
      await reader.event('comments', { provider: 'commento', state: 'ready' });
      assert.equal(await reader.run((host) => host.querySelectorAll('[slot=comments]').length), 1, 'the element of the provider in the page');
      const loads = (await reader.events('load')).length;
      await reader.run(copy);
      await reader.until('the copy is shown', (host, _, loads) => host.state === 'ready' && window.record.events.filter(({ name }) => name === 'load').length === loads + 1, loads);
      assert.deepEqual(await reader.run((host) => [...host.querySelectorAll(':scope > :not([slot=baca-text])')].map((child) => child.outerHTML)), ['<p>The page\'s own text.</p>']);
      assert.equal(await reader.text('headline'), warta.headline);
      await reader.comments();
      await reader.until('the provider is offered', (_, root) => root.querySelectorAll('[part=comments] .yes').length === 1);
    });
  }

  test('removing the element ends the reader, and adding it again starts a new one', async () => {
    const reader = await testPage.read({ src: '/warta.json', config: '/config.json' });
    await reader.event('view');
    await reader.run((host) => {
      window.kept = host;
      host.remove();
    });
    const left = await testPage.driver.executeAsyncScript(`const done = arguments[0];
      setTimeout(() => done({ state: kept.state, article: kept.article, elements: kept.shadowRoot.querySelectorAll('[part], .baca').length }));`);
    assert.deepEqual(left, { state: 'idle', article: null, elements: 0 });
    await testPage.driver.executeScript('document.body.append(kept)');
    await reader.ready();
    assert.equal(testPage.site.requestsTo('/warta.json').length, 2);
    assert.equal(await reader.run((_, root) => root.querySelectorAll('article').length), 1);
    await testPage.assertClean();
  });

  test('removing the element aborts its requests', async () => {
    const held = testPage.site.hold('/warta.json');
    const reader = await testPage.visit(tag({ src: '/warta.json' }));
    await held.arrived();
    await reader.run((host) => host.remove());
    await testPage.site.until(() => testPage.site.requestsTo('/warta.json').every(({ aborted }) => aborted), 'the request to be aborted');
    assert.deepEqual(await reader.events('error'), []);
  });

  test('an article that is replaced before it arrives is never shown', async () => {
    testPage.site.json('/slow.json', small('Slow'));
    testPage.site.json('/next.json', small('Next'));
    const held = testPage.site.hold('/slow.json');
    const reader = await testPage.visit(tag({ src: '/slow.json' }));
    await held.arrived();
    await reader.run((host) => { host.setAttribute('src', '/next.json'); });
    await waitForHeadline(reader, 'Next');
    held.release();
    await testPage.site.until(() => testPage.site.requestsTo('/slow.json').every(({ aborted, finished }) => aborted || finished), 'the first request to end');
    const loads = (await reader.events('load')).map(({ detail }) => detail.headline);
    assert.deepEqual(loads, ['Next'], 'only the second article is reported');
    assert.equal(await reader.text('headline'), 'Next');
    assert.deepEqual(await reader.events('error'), []);
  });

  test('after many changes in a row, the last one is shown', async () => {
    for (let n = 0; n < 8; n += 1) testPage.site.json(`/n${n}.json`, small(`Number ${n}`));
    const reader = await testPage.read({ src: '/n0.json' });
    await reader.run((host) => { for (let n = 1; n < 8; n += 1) host.src = `/n${n}.json`; });
    await waitForHeadline(reader, 'Number 7');
    assert.equal((await reader.events('load')).at(-1).detail.headline, 'Number 7');
  });

  test('another src moves the focus of the reader to the headline, and is announced if the focus is elsewhere', async () => {
    for (const name of ['First', 'Second', 'Third']) testPage.site.json(`/${name}.json`, small(name));
    const reader = await testPage.read({ src: '/First.json' });
    assert.equal(await reader.focused(), null, 'the first article takes no focus');
    await reader.run((host, root) => {
      root.querySelector('.tools button').focus();
      host.src = '/Second.json';
    });
    await waitForHeadline(reader, 'Second');
    assert.equal((await reader.focused())?.text, 'Second');
    await reader.run((host, root) => {
      root.activeElement.blur();
      host.src = '/Third.json';
    });
    await waitForHeadline(reader, 'Third');
    await reader.until('it is announced', (_, root) => [...root.querySelectorAll('[role=status]')].some((live) => live.textContent === 'Third'));
    assert.equal(await reader.focused(), null, 'the focus stays elsewhere');
  });

  test('reload() fetches the article again and shows the changes', async () => {
    testPage.site.json('/live.json', small('First'));
    const reader = await testPage.read({ src: '/live.json' });
    testPage.site.json('/live.json', small('Second'));
    const headline = await reader.wait((host) => Promise.resolve(host.reload()).then(() => host.ready).then((article) => article.headline));
    assert.equal(headline, 'Second');
    assert.equal(await reader.text('headline'), 'Second');
  });

  test('lang changes the texts of the controls but not the article', async () => {
    const reader = await testPage.read({ src: '/warta.json' });
    await reader.getByRole('button', t('id', 'settings'));
    await reader.run((host, root) => {
      window.paragraph = root.querySelector('[part~="paragraph"]');
      host.setAttribute('lang', 'en');
    });
    await reader.until('the controls are in English', (_, root, words) => [...root.querySelectorAll('button')].some((button) => button.getAttribute('aria-label') === words), t('en', 'settings'));
    assert.equal(await reader.text('headline'), warta.headline);
    assert.equal(await reader.run((_, root) => root.querySelector('article').lang), 'id');
    assert.equal(testPage.site.requestsTo('/warta.json').length, 1);
  });

  test('theme changes the colours', async () => {
    const reader = await testPage.read({ src: '/warta.json', theme: 'light' });
    const background = () => reader.run((_, root) => getComputedStyle(root.querySelector('.baca')).backgroundColor);
    const seen = new Map([['light', await background()]]);
    for (const theme of ['dark', 'sepia', 'contrast']) {
      await reader.run((host, _, theme) => { host.theme = theme; }, theme);
      await reader.until(`the theme is ${theme}`, (_, root, before) => getComputedStyle(root.querySelector('.baca')).backgroundColor !== before || null, [...seen.values()].at(-1));
      seen.set(theme, await background());
    }
    assert.equal(new Set([seen.get('light'), seen.get('dark'), seen.get('sepia')]).size, 3, `the backgrounds should differ: ${[...seen]}`);
    // The skeleton has the colours of the attribute, or of the reader's own choice.
    const held = testPage.site.hold('/later.json');
    for (const [theme, chosen, wanted] of [['dark', undefined, 'dark'], ['sepia', undefined, 'sepia'], ['dark', 'sepia', 'sepia'], ['light', 'contrast', 'contrast']]) {
      await reader.run((_, __, theme) => localStorage.setItem('baca:settings', JSON.stringify({ size: 100, theme })), chosen);
      const loading = await testPage.visit(tag({ src: '/later.json', theme }));
      const colour = await loading.until('the skeleton is shown', (_, root) => root?.querySelector('.skeleton') && getComputedStyle(root.querySelector('.skeleton')).backgroundColor);
      assert.equal(colour, seen.get(wanted), `${theme}, ${chosen} chosen`);
    }
    held.release();
  });

  test('the site styles parts and custom properties', async () => {
    const head = '<link rel="stylesheet" href="/site.css">';
    testPage.site.put('/site.css', (response) => response.writeHead(200, { 'content-type': 'text/css' })
      .end('baca-reader { --baca-color-text: rgb(1, 2, 3); --baca-measure: 20rem; } baca-reader::part(headline) { color: rgb(4, 5, 6); }'));
    const reader = await testPage.read({ src: '/warta.json' }, { head });
    const style = await reader.run((_, root) => ({
      headline: getComputedStyle(root.querySelector('h1')).color,
      text: getComputedStyle(root.querySelector('[part~="paragraph"]')).color,
      width: root.querySelector('[part~="paragraph"]').getBoundingClientRect().width,
    }));
    assert.deepEqual({ ...style, width: style.width <= 321 }, { headline: 'rgb(4, 5, 6)', text: 'rgb(1, 2, 3)', width: true }, `the paragraph is ${style.width} px wide`);
  });

  test('the page\'s own text is readable while the article loads and after it has failed', async () => {
    const own = '<p>The text of the page.</p>';
    const held = testPage.site.hold('/warta.json');
    const reader = await testPage.visit(tag({ src: '/warta.json' }, own));
    await held.arrived();
    assert.deepEqual(await reader.lightText(), ['The text of the page.'], 'while the article loads');
    held.release();
    await reader.ready();
    assert.deepEqual(await reader.lightText(), [], 'once it is shown');
    await reader.run((host) => { host.src = '/nowhere.json'; });
    await reader.failed();
    assert.deepEqual(await reader.lightText(), ['The text of the page.'], 'after a failure');
  });

  test('the page\'s own text is readable when the script does not load', async () => {
    const reader = await testPage.visit(tag({ src: '/warta.json' }, '<p>The text of the page.</p>'), { script: null });
    assert.deepEqual(await reader.lightText(), ['The text of the page.']);
  });

  test('the slots before and after are around the article', async () => {
    const reader = await testPage.read({ src: '/warta.json' }, { children: '<nav slot="before">Above</nav><aside slot="after">Below</aside>' });
    assert.deepEqual(await reader.lightText(), ['Above', 'Below']);
    const [above, article, below] = await reader.run((host, root) =>
      [host.querySelector('nav'), root.querySelector('article'), host.querySelector('aside')].map((element) => element.getBoundingClientRect().top));
    assert.ok(above < article && article < below, `from top to bottom: ${above}, ${article}, ${below}`);
  });
});
