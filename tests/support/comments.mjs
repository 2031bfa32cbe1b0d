// Functions for the flows about comment providers.

import assert from 'node:assert/strict';
import { TIMEOUT_MS } from './timeouts.mjs';

export const GISCUS = { type: 'giscus', repo: 'warta/komentar', repoId: 'R1', category: 'Berita', categoryId: 'C1' };
export const UTTERANCES = { type: 'utterances', repo: 'warta/komentar' };
export const REMARK42 = { type: 'remark42', host: 'https://remark.example', siteId: 'warta' };
export const DISCOURSE = { type: 'discourse', url: 'https://forum.example/' };
/** Waline with files that its server has. */
export const WALINE = { type: 'waline', serverURL: 'https://waline.example', script: 'https://waline.example/waline.umd.js', style: 'https://waline.example/waline.css' };
/** A provider whose service has ended; it loads nothing. */
export const SECOND_PROVIDER = { type: 'facebook', appId: '1' };

/** The default URLs of the providers. */
const HOSTS = {
  bluesky: { url: 'https://public.api.bsky.app/' },
  commento: { url: 'https://cdn.commento.io/' },
  cusdis: { host: 'https://cusdis.com/' },
  giscus: { host: 'https://giscus.app/' },
  'hyvor-talk': { host: 'https://talk.hyvor.com/' },
  utterances: { host: 'https://utteranc.es/' },
};

/**
 * Rewrites the URLs of fakes for this engine: WebKitGTK's driver rejects their certificate, so it uses HTTP.
 */
export const reachableUrls = ({ engine }, value) =>
  (engine === 'webkit' ? JSON.parse(JSON.stringify(value).replaceAll('https://', 'http://')) : value);

/** Returns whether the engine's driver can run scripts in frames; WebKitGTK's cannot. */
export const canRunScriptsInFrames = ({ engine }) => engine !== 'webkit';

/** Returns the configuration of a provider with the URL of its fake for this engine. */
export const reachableProvider = (testPage, provider) => (testPage.engine === 'webkit' ? reachableUrls(testPage, { ...HOSTS[provider.type], ...provider }) : provider);

/** CORS headers that allow every site, method and header. */
export const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': '*',
  'access-control-expose-headers': '*',
  'content-type': 'application/json',
};

/**
 * Serves JSON from a host, by prefix of the path. Each entry is a value or a function `(url, body, method)`
 * that returns one; `{ answer: { status, headers, json } }` sets the whole response.
 */
export const serve = (proxy, host, table) => proxy.handlers.set(host, async (request, response, url) => {
  let body = '';
  request.setEncoding('utf8').on('data', (chunk) => { body += chunk; });
  const complete = await new Promise((resolve) => request.on('end', () => resolve(true)).on('error', () => resolve(false)));
  if (!complete) return;
  const found = Object.entries(table).find(([path]) => url.pathname.startsWith(path))?.[1];
  const value = typeof found === 'function' && request.method !== 'OPTIONS' ? found(url, body, request.method) : found;
  const { status = 200, headers = {}, ...json } = value?.answer ?? {};
  response.writeHead(found === undefined ? 404 : status, { ...CORS, ...headers }).end(JSON.stringify(json.json ?? value ?? {}));
});

/** Presses a tab. */
export const pressTab = (reader, index) => reader.run((_, root, index) => root.querySelectorAll('[role=tab]')[index].click(), index);

/** Makes the module replace the tabs that the script shows, by a fragment without a meaning for their providers. */
export async function mountModuleTabs(reader, fragment = '#remark42') {
  await reader.run((_, __, fragment) => { location.hash = fragment; }, fragment);
  await reader.until('the module shows the tabs', (_, root) => root.querySelector('[data-place=comments] > div > .comments'));
}

/** Describes the comments without the ids, which differ, and the place of providers' own elements. */
export const outlineComments = (reader) => reader.run((_, root) => {
  const copy = root.querySelector('.comments').cloneNode(true);
  for (const slot of copy.querySelectorAll('slot')) slot.remove();
  const describe = (node) => {
    if (node.nodeType === 3) return node.data;
    const attributes = [...node.attributes].filter(({ name }) => name !== 'type').map(({ name, value }) => `${name}=${value.replace(/^baca-[a-z]+-(\d+-)?/, '')}`).sort();
    return [node.localName, ...attributes, ...[...node.childNodes].map(describe).filter((child) => child !== '')];
  };
  const { height } = root.querySelector('.comments').getBoundingClientRect();
  return { height, elements: describe(copy) };
});

/** Opens an article with two tabs; the first is that of `provider`. */
export async function openTabs(testPage, provider, { consent, labels, ...more } = {}) {
  testPage.site.json('/config.json', { labels, comments: { providers: [reachableProvider(testPage, provider), SECOND_PROVIDER], timeout: 12, ...more }, ...(consent && { consent: { comments: consent } }) });
  const reader = await testPage.read({ src: '/warta.json', config: '/config.json' });
  await waitForTwoTabs(reader);
  return reader;
}

/** Waits until the reader has two tabs. */
export const waitForTwoTabs = (reader) => reader.tabs(2);

/** Runs a script in the provider's frame. */
export async function runInFrame({ driver }, reader, script, ...args) {
  await driver.switchTo().frame(await reader.run((_, root) => root.querySelector('.provider:not([hidden]) iframe.frame')));
  try {
    return await driver.executeScript(script, ...args);
  } finally {
    await driver.switchTo().defaultContent();
  }
}

/** Waits until the frame has received a message that has the members `wanted` at `path`. */
export async function waitForFrameMessage(testPage, reader, path, wanted) {
  const script = 'const [path, keys] = arguments; return received.map((data) => path.reduce((value, key) => value?.[key], data)).filter(Boolean).filter((value) => keys.some((key) => key in Object(value))).at(-1)';
  const limit = Date.now() + TIMEOUT_MS;
  for (;;) {
    const received = await runInFrame(testPage, reader, script, path, Object.keys(wanted));
    if (received && Object.entries(wanted).every(([key, value]) => received[key] === value)) return;
    assert.ok(Date.now() < limit, `the frame received ${JSON.stringify(received)} instead of ${JSON.stringify(wanted)}`);
    await testPage.driver.sleep(40);
  }
}

/** Fields of another article. */
export const NEXT_ARTICLE = { id: 'pasar-8', url: 'https://warta.example/2026/03/pasar', headline: 'Pasar Ikan Dibuka Lagi' };

/** Shows another article in the reader. */
export async function showNextArticle(testPage, reader, article, path = '/pasar.json') {
  testPage.site.json(path, article);
  await reader.run((host, _, path) => host.setAttribute('src', path), path);
  await reader.until('the other article is shown', (host, root, headline, path) =>
    host.state === 'ready' && host.src.endsWith(path) && root.querySelector('[part=headline]')?.textContent === headline, article.headline, path);
}
