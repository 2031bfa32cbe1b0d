// reload() while a file hangs: the text can be read, the console shows the file and the reason, and the page is complete
// once the server works.

import { small } from '../support/articles.mjs';
import { flow, tag, test } from '../support/flow.mjs';
import { hang } from '../support/http-responses.mjs';
import { t } from '../support/locales.mjs';

const FOLDER = '/some/folder/reader/';
const TEXT = 'Jalan itu dibuka.';
const ARTICLE = { ...small('Jalan baru'), body: [TEXT] };
const FEED = { version: 'https://jsonfeed.org/version/1.1', title: 'A feed', items: [{ id: '1', title: 'Jalan baru', content_html: `<p>${TEXT}</p><form><p>Peta: jalan</p></form>` }] };
const WITHHELD = { ...ARTICLE, access: { isFree: true } };
/** A single provider that needs consent: the module asks for it. */
const CONFIG = { comments: { providers: [{ type: 'giscus', repo: 'a/b', repoId: '1', category: 'c', categoryId: '2' }] }, consent: { comments: 'ask' } };
/** Milliseconds after which a reload replaces the download of a module or script (`downloads.ts`). */
const STALLED_MS = 1000;

const hasComments = (_, root) => root.querySelector('.comments');
const isShown = (host) => host.state === 'ready';
const hasLanguage = (_, root, share) => root.querySelector('.tools .share')?.textContent === share;
/** Presses the button that needs `baca-reading.js`, once for each article; returns whether its panel is open. */
const opensPanel = (host, root) => {
  const button = root.querySelector('.tools .share');
  if (host.state !== 'ready' || !button) return false;
  if (!button.wasPressed) button.click();
  button.wasPressed = true;
  return Boolean(root.querySelector('.toolbar [role=group]'));
};

/** Each file; `isComplete` runs in the page; `isNeeded` says that the text cannot be read without the file. */
const FILES = [
  { what: 'the configuration', path: '/site.json', isComplete: hasComments },
  { what: 'the article', path: '/article.json', isComplete: isShown, isNeeded: true },
  { what: 'the module', path: `${FOLDER}baca-app_bg.wasm`, isComplete: isShown },
  { what: 'the script of the module', path: `${FOLDER}baca-app.js`, isComplete: isShown, isScript: true },
  { what: 'the converter', path: `${FOLDER}baca-html_bg.wasm`, isComplete: isShown, article: FEED },
  { what: 'the script of the comments', path: `${FOLDER}baca-beside.js`, isComplete: hasComments, isScript: true },
  { what: 'the script of the tabs', path: `${FOLDER}baca-tabs.js`, isComplete: hasComments, isScript: true },
  { what: 'the module of the comments', path: `${FOLDER}baca-panels_bg.wasm`, isComplete: hasComments },
  { what: 'the script of the panels', path: `${FOLDER}baca-reading.js`, isComplete: opensPanel, isScript: true },
  { what: 'the script of newsrooms', path: `${FOLDER}baca-newsroom.js`, isComplete: isShown, article: WITHHELD, isNeeded: true, isScript: true },
  { what: 'a language', path: `${FOLDER}locales/de.json`, isComplete: hasLanguage },
];

flow('reload() while a file hangs', (testPage) => {
  async function open({ path, article = ARTICLE }, timeout) {
    const config = testPage.site.json('/site.json', CONFIG);
    const src = testPage.site.json('/article.json', article);
    testPage.site.put(path, hang());
    const reader = await testPage.visit(tag({ src, config, timeout }), { lang: 'de' });
    await testPage.site.until(() => testPage.site.requestsTo(path).length, `a request to ${path}`);
    return reader;
  }

  /** Makes the server work again, and reloads the article. */
  async function repair(reader, { path, article = ARTICLE }) {
    if (path === '/site.json') testPage.site.json(path, CONFIG);
    else if (path === '/article.json') testPage.site.json(path, article);
    else testPage.site.remove(path);
    await reload(reader);
  }

  const reload = (reader) => reader.run((host) => { host.reload().catch(() => {}); });

  for (const file of FILES) {
    const { what, path, isComplete, isNeeded } = file;
    // While a script hangs, Firefox considers the page as loading, and its driver does not respond.
    if (file.isScript && testPage.engine === 'firefox') continue;

    test(`${what}: is requested again at once`, async () => {
      const reader = await open(file, 600);
      await reader.until('the download has stalled', (_, __, ms) => performance.now() - (window.start ??= performance.now()) > ms, STALLED_MS);
      await repair(reader, file);
      await reader.until('the page is complete', isComplete, t('de', 'share'));
    });

    test(`${what}: the text can be read, the reason is logged, and a reload after the repair succeeds`, async () => {
      const reader = await open(file, 1);
      await reload(reader);
      if (isComplete === opensPanel) await reader.until('the article is shown', (host) => host.state === 'ready');
      if (isComplete === opensPanel) await reader.run(opensPanel);
      const name = path.split('/').at(-1).replace(/(_bg\.wasm|\.js)$/, '');
      await reader.until('the reason is logged', (_, __, name) => window.record.console.some((line) => line.includes(name) && /less than 1 KB came in 1 s|did not come in 4000 ms/.test(line)), name);
      if (!isNeeded) await reader.until('the text can be read', (_, root, text) => root.querySelector('.plain,.baca')?.innerText.includes(text), TEXT);
      await repair(reader, file);
      await reader.until('the page is complete', isComplete, t('de', 'share'));
    });
  }
}, { engines: ['chromium', 'firefox'] });
