/**
 * The demo page around `<baca-reader>`: which article, which theme, which language, and a log of
 * what the element tells. Nothing here is needed to use Baca; it uses only what every site can.
 */

const EVENTS = [
  'baca-load', 'baca-error', 'baca-view', 'baca-progress', 'baca-engaged', 'baca-text-size',
  'baca-settings', 'baca-comments', 'baca-notifications', 'baca-share', 'baca-video',
];
/** Entries that the log keeps. */
const KEPT = 200;
/** The theme that the reader chose with Baca's own tools, so that the page around it matches. */
const THEME = 'baca-demo:theme';

const reader = document.querySelector('baca-reader');
const { article, theme, lang } = document.getElementById('controls').elements;
const source = document.getElementById('source');

// Which article: the address names it, so that it can be linked and the back button works.

function named() {
  const wanted = new URLSearchParams(location.search).get('artikel');
  return [...article.options].some(({ value }) => value === wanted) ? wanted : article.options[0].value;
}

function open(name) {
  const url = `demo/articles/${name}.json`;
  article.value = name;
  source.href = url;
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
addEventListener('popstate', () => open(named()));

// Theme and language. What a reader has chosen with the tools of the article goes first.

function chosen() {
  try {
    return localStorage.getItem(THEME);
  } catch {
    return null;
  }
}

function choose(value) {
  try {
    if (value) localStorage.setItem(THEME, value);
    else localStorage.removeItem(THEME);
  } catch {
    // No storage: the page matches until it is left.
  }
}

function paint(own = chosen()) {
  document.documentElement.dataset.theme = own || theme.value;
}

theme.addEventListener('change', () => {
  reader.setAttribute('theme', theme.value);
  paint();
});
lang.addEventListener('change', () => {
  if (lang.value) reader.setAttribute('lang', lang.value);
  else reader.removeAttribute('lang');
});
reader.addEventListener('baca-settings', ({ detail }) => {
  choose(detail.theme);
  paint(detail.theme);
});
reader.addEventListener('baca-load', ({ detail }) => {
  document.title = `${detail.headline} · Baca`;
});

// The log, newest first.

const list = document.getElementById('events');
const count = document.getElementById('count');
let told = 0;

function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

function log({ type, detail }) {
  told += 1;
  count.textContent = String(told);
  const entry = document.createElement('li');
  entry.append(element('time', new Date().toLocaleTimeString('id')), element('b', type));
  if (detail && Object.keys(detail).length) entry.append(element('code', JSON.stringify(detail)));
  list.prepend(entry);
  while (list.childElementCount > KEPT) list.lastElementChild.remove();
}

for (const name of EVENTS) document.addEventListener(name, log);

paint();
open(named());
