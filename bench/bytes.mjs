// The bytes of code that one page fetches as it is used more and more: a long article with comments of Disqus and
// Facebook and with notifications; the article in WordPress's format; and a discussion that Baca draws.

/** A key that is valid in form; nobody subscribes with it. */
const KEY = `B${'A'.repeat(86)}`;
const NOTIFICATIONS = { vapidPublicKey: KEY, serviceWorker: '/baca-sw.js', subscribeUrl: '/subscribe', after: { seconds: 0 } };
const TABS = [{ type: 'disqus', shortname: 'dermaga' }, { type: 'facebook', appId: '1' }];
const BLOCKS = 300;

/** Script that scrolls to the comments and waits for their tabs. */
const SCROLL = `(async () => {
  const root = document.querySelector('baca-reader').shadowRoot;
  for (let tabs = []; !tabs.length; tabs = root.querySelectorAll('[role=tab]')) {
    scrollTo({ top: document.scrollingElement.scrollHeight, behavior: 'instant' });
    await new Promise((done) => setTimeout(done, 50));
  }
})()`;

/** Adds the pages to `files`; `page` writes one, `asWordPress` converts an article. */
export function publishBytes(files, { article, asWordPress, page }) {
  const one = article(BLOCKS);
  const tag = (src, config, more = '') => page('<script type="module" src="/baca/baca.js"></script>', `<baca-reader src="${src}" config="${config}"${more}></baca-reader>`);
  const post = asWordPress(one);
  const table = '<table><tbody><tr><td rowspan="2">07.00</td><td>Muara</td></tr><tr><td>Tanjung</td></tr></tbody></table><form><p>Jadwal: pagi</p></form>';
  const content = { ...post.content, rendered: post.content.rendered + table };
  files.set('/used.json', JSON.stringify(one));
  files.set('/used-discussed.json', JSON.stringify({ ...one, comments: { items: [{ author: 'Ayu', text: 'Selamat pagi.' }] } }));
  files.set('/used-wordpress.json', JSON.stringify(post));
  files.set('/used-converted.json', JSON.stringify({ ...post, content }));
  files.set('/used-config.json', JSON.stringify({ comments: { providers: TABS }, notifications: NOTIFICATIONS }));
  files.set('/used-drawn.json', JSON.stringify({ comments: { providers: [...TABS, { type: 'baca' }] }, notifications: NOTIFICATIONS }));
  files.set('/used', tag('/used.json', '/used-config.json'));
  files.set('/used-discussed', tag('/used-discussed.json', '/used-drawn.json'));
  files.set('/used-wordpress', tag('/used-wordpress.json', '/used-config.json', ' format="wordpress"'));
  files.set('/used-converted', tag('/used-converted.json', '/used-config.json', ' format="wordpress"'));
}

/** Resolves with rows of what was done and the bytes that were fetched until then. `open` opens a page. */
export async function measureBytes(files, size, open) {
  const sum = (paths) => paths.reduce((bytes, path) => bytes + size(path), 0);
  const isCode = (path) => /^\/baca\/.*\.(js|wasm)$/.test(path);
  /** Opens a page, does each step, and resolves with the bytes after each. */
  const record = (path, steps) => open(path, async (evaluate) => {
    const after = [];
    for (const step of ['', ...steps]) {
      await evaluate(step);
      // What the browser loads when it is idle is part of it.
      await evaluate('new Promise((done) => setTimeout(() => requestIdleCallback(done), 3000))');
      const names = await evaluate('performance.getEntriesByType("resource").map(({ name }) => new URL(name).pathname)');
      after.push(sum([...new Set(names)].filter((name) => files.has(name) && isCode(name))));
    }
    return after;
  });
  const [opened, scrolled] = await record('/used', [SCROLL]);
  const [wordpress] = await record('/used-wordpress', []);
  const [converted] = await record('/used-converted', []);
  const [, before, discussed] = await record('/used-discussed', [SCROLL, 'bench.openLast()']);
  return [
    ['page with comments and notifications, opened', opened],
    ['the same, scrolled to its end', scrolled],
    ['plain post of WordPress instead', wordpress],
    ['post that the converter reads instead', converted],
    ['a discussion that Baca draws, in addition', discussed - before],
    ['all files', sum([...files.keys()].filter(isCode))],
  ];
}
