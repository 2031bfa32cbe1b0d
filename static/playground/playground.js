/**
 * The playground: shows what somebody pastes, what Baca says about it, and the tag for a page. The state is in the
 * fragment of the URL, which is not sent to a server. It uses only the public interface of the element.
 */

import { LOOKS } from './looks.js';
import { SAMPLES } from './samples.js';

/** @typedef {import("../baca.d.ts").BacaReader} BacaReader */

const FORMATS = [
  'baca', 'wordpress', 'json-feed', 'schema-org', 'ghost', 'activitypub', 'ans', 'apple-news', 'guardian', 'lexical',
  'contentful', 'prosemirror', 'editorjs', 'portable-text', 'strapi', 'headless', 'html',
];
/** The languages of the controls (docs/languages.md). */
const LANGUAGES = [
  'ar', 'bg', 'bn', 'ca', 'cs', 'da', 'de', 'el', 'en', 'es', 'et', 'fa', 'fi', 'fr',
  'he', 'hi', 'hr', 'hu', 'id', 'it', 'ja', 'ko', 'lt', 'lv', 'ms', 'nb', 'nl', 'pl',
  'pt-BR', 'pt-PT', 'ro', 'ru', 'sk', 'sl', 'sr', 'sv', 'ta', 'th', 'tr', 'uk', 'ur', 'vi',
  'zh-Hans', 'zh-Hant',
];
/** Fields of the form that are in the link. */
const FIELDS = ['sample', 'content', 'format', 'theme', 'lang', 'look', 'size', 'width'];
/** Longest link that browsers and messengers pass on unchanged, in characters. */
const MAX_LINK = 8000;

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

const form = find('#controls', HTMLFormElement);
const check = find('#check', HTMLElement);
const said = find('#said', HTMLElement);
const frame = find('#frame', HTMLElement);
/** The style sheet of the chosen look. */
const sheet = new CSSStyleSheet();
document.adoptedStyleSheets.push(sheet);

/** Returns a field of the form. @param {string} name */
const field = (name) => /** @type {HTMLSelectElement | HTMLTextAreaElement} */ (form.elements.namedItem(name));

// What Baca says. It logs problems to the console, once for each.

/** The line that stays while there are no problems. */
const FINE = 'nothing was dropped';

/** Adds a line to the list. @param {string} text */
function addLine(text) {
  const item = document.createElement('li');
  item.textContent = text;
  check.append(item);
}

/** Adds the lines of a message, without the address that they begin with. @param {string} text */
function report(text) {
  for (const item of check.children) if (item.textContent === FINE) item.remove();
  text.split('\n').filter((line) => line && !/^https?:\S+$/.test(line)).forEach(addLine);
}

for (const level of /** @type {const} */ (['warn', 'error'])) {
  const log = console[level];
  console[level] = (...all) => {
    log.apply(console, all);
    const [text] = all;
    if (typeof text === 'string' && text.startsWith('baca-reader: ')) {
      report(text.slice('baca-reader: '.length));
    }
  };
}

// The article.

/** Returns whether a text is the address of an article. @param {string} text */
const isAddress = (text) => /^(https?:\/\/|\/|\.\.?\/)\S+$/.test(text.trim());

/** Returns the attributes of the element that show the content. @returns {Record<string, string>} */
function attributes() {
  const content = field('content').value;
  const all = { src: isAddress(content) ? content.trim() : '' };
  return Object.assign(all, Object.fromEntries(['format', 'theme', 'lang'].map((name) => [name, field(name).value])));
}

/** Shows the content in a new element, so that nothing of the last article remains. */
function show() {
  check.replaceChildren();
  const content = field('content').value.trim();
  const reader = /** @type {BacaReader} */ (document.createElement('baca-reader'));
  for (const [name, value] of Object.entries(attributes())) if (value) reader.setAttribute(name, value);
  if (content && !isAddress(content)) reader.article = content;
  reader.addEventListener('baca-load', ({ detail: { format, blocks, headline } }) => {
    addLine(`${format}: ${blocks} blocks, “${headline}”`);
    if (check.children.length === 1) addLine(FINE);
  });
  frame.replaceChildren(reader);
  restyle();
  write();
}

/** Applies what needs no new load. */
function restyle() {
  const reader = /** @type {BacaReader} */ (find('baca-reader', HTMLElement));
  for (const name of ['theme', 'lang']) {
    if (field(name).value) reader.setAttribute(name, field(name).value);
    else reader.removeAttribute(name);
  }
  const size = field('size').value;
  if (size) reader.style.setProperty('--baca-font-size', size);
  else reader.style.removeProperty('--baca-font-size');
  sheet.replaceSync(LOOKS[field('look').value] ?? '');
  frame.style.inlineSize = field('width').value ? `${field('width').value}px` : '';
  find('#tag', HTMLElement).textContent = tag();
}

/** Returns the lines for a page. */
function tag() {
  const escape = (/** @type {string} */ text) => text.replace(/&/g, '&amp;').replace(/"/g, '&quot;');
  const isSet = ([name = '', value = '']) => value && !(name === 'theme' && value === 'auto');
  const given = Object.entries(attributes()).filter(isSet);
  const src = given.some(([name]) => name === 'src') || !field('content').value ? [] : [['src', '/articles/42.json']];
  const all = [...src, ...given].map(([name, value]) => ` ${name}="${escape(value ?? '')}"`).join('');
  const size = field('size').value;
  const rules = [LOOKS[field('look').value], size && `baca-reader { --baca-font-size: ${size} }`].filter(Boolean);
  const style = rules.length ? `<style>\n${rules.join('\n')}\n</style>\n` : '';
  return `<script type="module" src="/baca/baca.js"></script>\n${style}<baca-reader${all}></baca-reader>`;
}

// The link.

/** Writes the state into the URL. */
function write() {
  const state = new URLSearchParams();
  for (const name of FIELDS) {
    const { value } = field(name);
    // A sample has its content already.
    const isKnown = (name === 'content' && field('sample').value) || (name === 'theme' && value === 'auto');
    if (value && !isKnown) state.set(name, value);
  }
  const url = new URL(location.href);
  url.hash = state.toString();
  if (url.href.length > MAX_LINK) {
    said.textContent = 'too long for a link: paste an address instead';
    url.hash = '';
  } else {
    said.textContent = '';
  }
  history.replaceState(null, '', url);
}

/** Reads the state from the URL. */
function read() {
  const state = new URLSearchParams(location.hash.slice(1));
  for (const name of FIELDS) field(name).value = state.get(name) ?? (name === 'theme' ? 'auto' : '');
  if (!state.has('sample') && !state.has('content')) field('sample').value = 'Baca';
  useSample();
}

function useSample() {
  const sample = SAMPLES[field('sample').value];
  if (sample) field('content').value = typeof sample === 'string' ? sample : JSON.stringify(sample, null, 2);
}

/** Copies a text. @param {string} text */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    said.textContent = 'copied';
  } catch {
    said.textContent = 'the browser does not allow copying';
  }
}

for (const name of Object.keys(SAMPLES)) field('sample').append(new Option(name));
for (const name of Object.keys(LOOKS)) field('look').append(new Option(name));
for (const code of LANGUAGES) {
  field('lang').append(new Option(new Intl.DisplayNames([code], { type: 'language' }).of(code), code));
}
for (const name of FORMATS) field('format').append(new Option(name));
form.addEventListener('submit', (event) => {
  event.preventDefault();
  show();
});
form.addEventListener('change', ({ target }) => {
  const { name } = /** @type {HTMLSelectElement} */ (target);
  if (name === 'sample') useSample();
  if (name === 'content') field('sample').value = '';
  if (name === 'sample' || name === 'format' || name === 'content') show();
  else {
    restyle();
    write();
  }
});
field('content').addEventListener('input', () => (field('sample').value = ''));
find('#copy-link', HTMLElement).addEventListener('click', () => copy(location.href));
find('#copy-tag', HTMLElement).addEventListener('click', () => copy(tag()));
addEventListener('hashchange', () => {
  read();
  show();
});
read();
show();
