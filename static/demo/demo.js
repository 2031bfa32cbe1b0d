/**
 * Script of the demo page around `<baca-reader>`: selects article, theme and language, and logs the element's events.
 * It uses only the public interface, and a site needs none of it.
 */

/** @typedef {import("../baca.d.ts").BacaReader} BacaReader */

const EVENTS = /** @type {const} */ ([
  'baca-load', 'baca-error', 'baca-view', 'baca-progress', 'baca-engaged', 'baca-text-size',
  'baca-settings', 'baca-comments', 'baca-notifications', 'baca-share', 'baca-video',
  'baca-place', 'baca-paywall', 'baca-live', 'baca-next',
]);
/** Articles with places, live coverage and next articles, and their configuration. */
const NEWSROOM = ['kabar', 'langsung'];
/** Maximum number of entries in the log. */
const MAX_ENTRIES = 200;
/** Storage key of the theme that was chosen in the article's settings; the page around the article follows it. */
const THEME_KEY = 'baca-demo:theme';

/**
 * Returns an element of the page; throws if it is missing.
 * @template {Element} T
 * @param {string} selector
 * @param {new () => T} kind
 */
function find(selector, kind) {
  const element = document.querySelector(selector);
  if (element instanceof kind) return element;
  throw new Error(`the page has no ${selector}`);
}

const reader = /** @type {BacaReader} */ (find('baca-reader', HTMLElement));
const article = find('#controls [name=article]', HTMLSelectElement);
const theme = find('#controls [name=theme]', HTMLSelectElement);
const lang = find('#controls [name=lang]', HTMLSelectElement);
const source = find('#source', HTMLAnchorElement);

// The article. Its name is in the page's URL, so that it can be linked and the back button works.

/** Returns the article's name in the URL; the first article if the name is missing or unknown. */
function articleInAddress() {
  const wanted = new URLSearchParams(location.search).get('artikel');
  const options = [...article.options].map(({ value }) => value);
  return options.find((value) => value === wanted) ?? options[0] ?? '';
}

/**
 * Shows an article.
 * @param {string} name
 */
function open(name) {
  const url = `demo/articles/${name}.json`;
  article.value = name;
  source.href = url;
  reader.setAttribute('config', NEWSROOM.includes(name) ? 'demo/newsroom.json' : 'demo/config.json');
  if (reader.getAttribute('src') !== url) reader.setAttribute('src', url);
}

article.addEventListener('change', () => {
  const url = new URL(location.href);
  url.searchParams.set('artikel', article.value);
  url.hash = '';
  history.pushState(null, '', url);
  open(article.value);
  scrollTo(0, 0);
});
addEventListener('popstate', () => open(articleInAddress()));

// Theme and language. A choice in the article's settings takes precedence.

function storedTheme() {
  try {
    return localStorage.getItem(THEME_KEY);
  } catch {
    return null;
  }
}

/** @param {string | null} value */
function storeTheme(value) {
  try {
    if (value) localStorage.setItem(THEME_KEY, value);
    else localStorage.removeItem(THEME_KEY);
  } catch {
    // Without storage the choice lasts until the page is closed.
  }
}

/** Applies the theme to the page around the article. */
function applyTheme(chosen = storedTheme()) {
  document.documentElement.dataset.theme = chosen || theme.value;
}

theme.addEventListener('change', () => {
  reader.setAttribute('theme', theme.value);
  applyTheme();
});
lang.addEventListener('change', () => {
  if (lang.value) reader.setAttribute('lang', lang.value);
  else reader.removeAttribute('lang');
});
reader.addEventListener('baca-settings', ({ detail }) => {
  storeTheme(detail.theme);
  applyTheme(detail.theme);
});
reader.addEventListener('baca-load', ({ detail }) => {
  document.title = `${detail.headline} · Baca`;
});

// A stand-in for an ad server: it answers late, the second place never, and the third with another size.

document.addEventListener('baca-place', ({ target, detail: { name, index } }) => {
  if (name !== 'iklan' || index === 2 || !(target instanceof HTMLElement)) return;
  setTimeout(() => {
    const box = element('div', `Iklan contoh ${index}`);
    box.className = 'ad';
    box.slot = `baca-${name}-${index}`;
    if (index === 3) box.style.blockSize = '600px';
    target.append(box);
  }, 1500);
});

// The log, newest entry first.

const list = find('#events', HTMLElement);
const counter = find('#count', HTMLElement);
let count = 0;

/**
 * Creates an element with a text.
 * @param {string} name
 * @param {string} text
 */
function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

/**
 * Adds an event to the log.
 * @param {CustomEvent<object>} event
 */
function log({ type, detail }) {
  count += 1;
  counter.textContent = String(count);
  const entry = document.createElement('li');
  entry.append(element('time', new Date().toLocaleTimeString('id')), element('b', type));
  if (detail && Object.keys(detail).length) entry.append(element('code', JSON.stringify(detail)));
  list.prepend(entry);
  while (list.childElementCount > MAX_ENTRIES) list.lastElementChild?.remove();
}

for (const name of EVENTS) document.addEventListener(name, log);

applyTheme();
open(articleInAddress());
