// The room of comments, as the flows of its providers look at it.

import assert from 'node:assert/strict';
import { PATIENCE } from './patience.mjs';

export const GISCUS = { type: 'giscus', repo: 'warta/komentar', repoId: 'R1', category: 'Berita', categoryId: 'C1' };
export const UTTERANCES = { type: 'utterances', repo: 'warta/komentar' };
export const REMARK42 = { type: 'remark42', host: 'https://remark.example', siteId: 'warta' };
export const DISCOURSE = { type: 'discourse', url: 'https://forum.example/' };
/** One that loads nothing worth a look: it has ended. */
export const OTHER = { type: 'facebook', appId: '1' };

/** Where providers are by themselves. */
const HOSTS = {
  bluesky: { url: 'https://public.api.bsky.app/' },
  commento: { url: 'https://cdn.commento.io/' },
  cusdis: { host: 'https://cusdis.com/' },
  giscus: { host: 'https://giscus.app/' },
  'hyvor-talk': { host: 'https://talk.hyvor.com/' },
  utterances: { host: 'https://utteranc.es/' },
  waline: { script: 'https://unpkg.com/@waline/client@3.5.7/dist/waline.umd.js', style: 'https://unpkg.com/@waline/client@3.5.7/dist/waline.css' },
};

/**
 * Whatever names stand-ins by their addresses, as this engine reaches them: WebKitGTK's driver does not
 * accept their certificate, but goes to them without HTTPS.
 */
export const reached = ({ engine }, value) =>
  (engine === 'webkit' ? JSON.parse(JSON.stringify(value).replaceAll('https://', 'http://')) : value);

/** Whether a test can look into frames; WebKitGTK's driver does not answer inside them. */
export const looksIntoFrames = ({ engine }) => engine !== 'webkit';

/** Settings of a provider, with its stand-in where this engine reaches it. */
export const reachable = (stage, provider) => (stage.engine === 'webkit' ? reached(stage, { ...HOSTS[provider.type], ...provider }) : provider);

/** Headers that let any site read an answer, whatever it asked with. */
export const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': '*',
  'access-control-expose-headers': '*',
  'content-type': 'application/json',
};

/**
 * Lets a host answer JSON by the beginnings of paths: a value, or `(url, body, method)` that gives one;
 * `{ answer: { status, headers, json } }` for what is not plainly well.
 */
export const serve = (proxy, host, table) => proxy.answers.set(host, async (request, response, url) => {
  let body = '';
  request.setEncoding('utf8').on('data', (chunk) => { body += chunk; });
  const complete = await new Promise((resolve) => request.on('end', () => resolve(true)).on('error', () => resolve(false)));
  if (!complete) return;
  const found = Object.entries(table).find(([path]) => url.pathname.startsWith(path))?.[1];
  const value = typeof found === 'function' && request.method !== 'OPTIONS' ? found(url, body, request.method) : found;
  const { status = 200, headers = {}, ...json } = value?.answer ?? {};
  response.writeHead(found === undefined ? 404 : status, { ...CORS, ...headers }).end(JSON.stringify(json.json ?? value ?? {}));
});

export const choose = (reader, index) => reader.run((_, root, index) => root.querySelectorAll('[role=tab]')[index].click(), index);

/** Two tabs, the first of them the one under test. */
export async function openTabs(stage, provider, { consent, labels, ...more } = {}) {
  stage.site.json('/config.json', { labels, comments: { providers: [reachable(stage, provider), OTHER], timeout: 12, ...more }, ...(consent && { consent: { comments: consent } }) });
  const reader = await stage.read({ src: '/warta.json', config: '/config.json' });
  await tabs(reader);
  return reader;
}

export const tabs = (reader) => reader.until('there are tabs', (_, root) => root.querySelectorAll('[role=tab]').length === 2);

/** Runs in the provider's frame. */
export async function within({ driver }, reader, script, ...args) {
  await driver.switchTo().frame(await reader.run((_, root) => root.querySelector('.home:not([hidden]) iframe.frame')));
  try {
    return await driver.executeScript(script, ...args);
  } finally {
    await driver.switchTo().defaultContent();
  }
}

/** Waits until the frame has heard a message that has these members at `path`. */
export async function hears(stage, reader, path, wanted) {
  const script = 'const [path, keys] = arguments; return heard.map((data) => path.reduce((value, key) => value?.[key], data)).filter(Boolean).filter((value) => keys.some((key) => key in Object(value))).at(-1)';
  const limit = Date.now() + PATIENCE;
  for (;;) {
    const heard = await within(stage, reader, script, path, Object.keys(wanted));
    if (heard && Object.entries(wanted).every(([key, value]) => heard[key] === value)) return;
    assert.ok(Date.now() < limit, `the frame heard ${JSON.stringify(heard)} and not ${JSON.stringify(wanted)}`);
    await stage.driver.sleep(40);
  }
}

/** Another article in the same reader. */
export const LATER = { id: 'pasar-8', url: 'https://warta.example/2026/03/pasar', headline: 'Pasar Ikan Dibuka Lagi' };

export async function turnTo(stage, reader, article, path = '/pasar.json') {
  stage.site.json(path, article);
  await reader.run((host, _, path) => host.setAttribute('src', path), path);
  await reader.until('the other article is shown', (host, root, headline, path) =>
    host.state === 'ready' && host.src.endsWith(path) && root.querySelector('[part=headline]')?.textContent === headline, article.headline, path);
}
