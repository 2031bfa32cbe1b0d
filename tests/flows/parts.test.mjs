// The parts of an article, found by role and name.

import assert from 'node:assert/strict';
import { status } from '../support/http-responses.mjs';
import { flow, test } from '../support/flow.mjs';
import { t } from '../support/locales.mjs';

const plain = (body) => body.filter((block) => typeof block === 'string');

flow('The parts of a page', (testPage) => {
  const { article } = testPage.page;
  const open = (options) => testPage.read({ src: '/warta.json', config: '/config.json' }, { lang: 'id', ...options });

  test('the headline is the heading of the article', async () => {
    const reader = await open();
    const headline = await reader.getByRole('heading', article.headline);
    assert.equal((await headline.getTagName()).toLowerCase(), 'h1');
    assert.equal((await reader.queryAllByRole('article')).length, 1);
    assert.equal(await reader.run((_, root) => root.querySelector('article').lang), 'id');
  });

  test('the space of the lead image is reserved before it loads', async () => {
    const lead = new URL(article.lead.src, testPage.site.url('/warta.json')).pathname;
    const held = testPage.site.hold(lead);
    const reader = await open();
    await held.arrived();
    const box = () => reader.run((_, root) => {
      const image = root.querySelector('[part~="lead"] img');
      const { width, height, top } = image.getBoundingClientRect();
      return { width, height, top, state: image.dataset.state ?? 'waiting', background: getComputedStyle(image).backgroundImage };
    });
    const before = await box();
    assert.equal(before.state, 'waiting');
    assert.ok(Math.abs(before.width / before.height - article.lead.width / article.lead.height) < 0.02, `the box should have the image's ratio, not ${before.width} × ${before.height}`);
    assert.match(before.background, /gradient/, 'the box should be visible while the image loads');
    held.release();
    await reader.until('the image has loaded', (_, root) => root.querySelector('[part~="lead"] img').dataset.state === 'ready');
    const { width, height, top } = await box();
    assert.deepEqual({ width, height, top }, { width: before.width, height: before.height, top: before.top }, 'the box should not change');
  });

  test('the lead image has its alternative text, caption and credit', async () => {
    const reader = await open();
    await reader.getByRole('image', article.lead.alt);
    assert.equal(await reader.text('caption'), article.lead.caption);
    assert.equal(await reader.text('credit'), article.lead.credit);
    const figure = await reader.run((_, root) => root.querySelector('[part~="lead"] figcaption').textContent.replace(/\s+/g, ' ').trim());
    assert.equal(figure, `${article.lead.caption} ${article.lead.credit}`);
  });

  test('an image that fails to load has a message and keeps its alternative text', async () => {
    testPage.site.put(new URL(article.lead.src, testPage.site.url('/warta.json')).pathname, status(404));
    const reader = await testPage.read({ src: '/warta.json' }, { lang: 'id' });
    await reader.until('the failure is shown', (_, root) => root.querySelector('[part~="lead"] img').dataset.state === 'failed');
    const { note, alt } = await reader.run((_, root) => ({
      note: root.querySelector('[part~="lead"] .note').textContent,
      alt: root.querySelector('[part~="lead"] img').alt,
    }));
    assert.deepEqual({ note, alt }, { note: t('id', 'imageFailed'), alt: article.lead.alt });
  });

  test('the body follows the dateline, complete and in order', async () => {
    const reader = await open();
    assert.equal(await reader.text('dateline'), article.dateline);
    const paragraphs = await reader.run((_, root) => [...root.querySelectorAll('[part~="body"] [part~="paragraph"]')].map((p) => p.textContent));
    const [first, ...rest] = plain(article.body);
    assert.deepEqual(paragraphs, [`${article.dateline} – ${first}`, ...rest]);
  });

  test('the date of publication is written in the language of the article', async () => {
    const reader = await open();
    const { machine, written, expected } = await reader.run((_, root, moment) => {
      const time = root.querySelector('[part~="published"] time');
      const day = new Intl.DateTimeFormat('id', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(new Date(moment));
      return { machine: time.getAttribute('datetime'), written: time.textContent, expected: day };
    }, article.published);
    assert.equal(new Date(machine).getTime(), new Date(article.published).getTime());
    assert.ok(written.includes(expected), `"${written}" should contain "${expected}"`);
    const month = new Intl.DateTimeFormat('id', { month: 'long' }).format(new Date(article.published));
    assert.ok(written.includes(month), `"${written}" should name the month in Indonesian, ${month}`);
  });

  test('the video loads only its poster before it is played, and plays inline', async () => {
    const video = article.body.find(({ type }) => type === 'video');
    const reader = await open();
    const found = await reader.run((_, root) => {
      const video = root.querySelector('video');
      video.scrollIntoView({ block: 'center', behavior: 'instant' });
      const { width, height } = video.getBoundingClientRect();
      return {
        preload: video.preload, inline: video.playsInline ?? video.hasAttribute('playsinline'), controls: video.controls, autoplay: video.autoplay,
        poster: new URL(video.poster).pathname, sources: [...video.querySelectorAll('source')].map((s) => new URL(s.src).pathname),
        tracks: video.querySelectorAll('track').length, width, height, network: video.networkState, label: video.getAttribute('aria-label'),
      };
    });
    const path = (src) => new URL(src, testPage.site.url('/')).pathname;
    assert.equal(found.preload, 'none');
    assert.ok(found.inline && found.controls && !found.autoplay, `plays inline, with controls, not by itself: ${JSON.stringify(found)}`);
    assert.equal(found.poster, path(video.poster));
    assert.deepEqual(found.sources, [path(video.src)]);
    assert.equal(found.tracks, video.tracks?.length ?? 0);
    assert.ok(found.width > 200 && found.height > 100, `a video with a size, not ${found.width} × ${found.height}`);
    assert.equal(found.label, video.title);
    // The source would have been requested before the poster.
    await testPage.site.requested(path(video.poster));
    assert.deepEqual(testPage.site.requestsTo(path(video.src)), [], 'the video should not be fetched before it is played');
  });

  test('a video that cannot be played offers its file', async () => {
    const reader = await open();
    // Browsers play only after a click in the page. The file is missing.
    await reader.press(t('id', 'textLarger'));
    await reader.run((_, root) => void root.querySelector('video').play().catch(() => {}));
    await reader.event('video', { state: 'error' });
    await reader.getByRole('link', t('id', 'mediaOpen'));
  });

  test('the editor signs with initials', async () => {
    const reader = await open();
    assert.equal(await reader.text('editor'), `(${article.editor})`);
  });

  test('the progress bar follows scrolling, and Top scrolls back to the headline', async () => {
    const reader = await open();
    const bar = await reader.getByRole('progressbar', t('id', 'progress'));
    assert.equal((await reader.queryAllByRole('button', t('id', 'topLabel'))).length, 0, 'no "Top" while the start is visible');
    const scrollBy = (pixels) => reader.run((_, __, pixels) => scrollBy({ top: pixels, behavior: 'instant' }), pixels);
    const isTop = (_, root, opacity) => [...root.querySelectorAll('[part~="top"]')].some((top) => getComputedStyle(top).opacity === opacity);
    const middle = await reader.run((host) => innerHeight + host.getBoundingClientRect().top + 300);
    await scrollBy(middle);
    await reader.until('"Top" is there', (_, root) => root.querySelector('[part~="top"][data-down]'));
    await reader.until('it is hidden while scrolling down', isTop, '0');
    await reader.run((_, root) => root.querySelector('[part~="top"]').focus());
    await reader.until('it is shown while it has the focus', isTop, '1');
    await reader.run((_, root) => root.querySelector('[part~="top"]').blur());
    await scrollBy(-60);
    await reader.until('it is shown after scrolling up', isTop, '1');
    await reader.run((_, root) => root.querySelector('[part~="editor"]').scrollIntoView({ block: 'end', behavior: 'instant' }));
    await reader.until('the bar is full', (_, root) => root.querySelector('[role=progressbar]').getAttribute('aria-valuenow') === '100');
    assert.equal(await bar.getAttribute('aria-valuemax'), '100');
    await reader.event('progress', { percent: 100 });
    await reader.until('"Top" is there', (_, root) => root.querySelector('[part~="top"]'));
    // It hides while the article is scrolled down.
    await reader.run(() => scrollBy({ top: -40, behavior: 'instant' }));
    await reader.until('"Top" is shown', (_, root) => root.querySelector('[part~="top"]:not([data-down])'));
    await reader.press(t('id', 'topLabel'));
    await reader.until('the start is visible', (host) => scrollY < 5 || host.getBoundingClientRect().top >= -5);
    assert.equal((await reader.focused())?.text, article.headline, 'the focus should move to the headline');
    await reader.until('"Top" is removed', (_, root) => !root.querySelector('[part~="top"]'));
  });

  test('the comments have a heading and a tab for each provider', async () => {
    const reader = await open();
    await reader.tabs(2);
    await reader.getByRole('heading', t('id', 'panels.comments'));
    assert.deepEqual(await reader.run((_, root) => [...root.querySelectorAll('[role=tab]')].map((tab) => tab.textContent)), ['Disqus', 'Facebook']);
  });

  test('the tools have names', async () => {
    const reader = await open();
    await reader.getByRole('group', t('id', 'toolbar'));
    for (const key of ['textSmaller', 'textLarger', 'settings', 'share']) await reader.getByRole('button', t('id', key));
  });
}, { everyPage: true });
