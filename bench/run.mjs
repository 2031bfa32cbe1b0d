// Compares the reader with a static page and with JavaScript implementations: one article, one server, one browser,
// and interleaved runs, so that changes of the machine's load affect all of them. Prints ratios to the static page,
// writes JSON and, with --chart, the chart in the README.
//
//   cargo xtask bench [-- --runs 7 --chart]

import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildSync } from 'esbuild';
import { BUNDLE, REPOSITORY, STATIC, VERSION } from '../tests/support/paths.mjs';
import { article, asCms, asFeed, asGhost, asPage, asWordPress } from './article.mjs';
import { launch } from './browser.mjs';
import { measureBytes, publishBytes } from './bytes.mjs';
import { chart } from './chart.mjs';
import { page as staticPage } from './peers/static.mjs';
import { brotli, serve } from './server.mjs';

const { values: options } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    only: { type: 'string', default: 'bytes,short,formats,long,press,scroll,heap,turn' },
    out: { type: 'string', default: 'target/bench.json' },
    ways: { type: 'string' },
    chart: { type: 'boolean', default: false },
  },
});
const runs = Number(options.runs);
const HERE = join(REPOSITORY, 'bench');
const PEERS = ['handwritten', 'preact', 'lit', 'react'];
const NAMES = {
  static: 'static page', client: 'Baca', hinted: 'Baca, with hints', wordpress: 'Baca, WordPress', server: 'Baca, server-rendered', scriptless: 'server-rendered, no script',
  handwritten: 'by hand + DOMPurify', preact: 'Preact + DOMPurify', lit: 'Lit + DOMPurify', react: 'React + DOMPurify',
};
/** Other formats: the article in them, and the attributes of the element besides `src`. */
const FORMATS = {
  wordpress: [asWordPress, 'format="wordpress"'], address: [asWordPress, ''], feed: [asFeed, 'format="json-feed"'], ghost: [asGhost, 'format="ghost"'], page: [asPage, ''],
};
const FORMAT_NAMES = {
  address: 'Baca, WordPress, plain URL', feed: 'Baca, JSON Feed', ghost: 'Baca, Ghost', page: 'Baca, page of HTML',
};
const SIZES = { 8: 8, 300: 300, 10000: 10000 };

const files = new Map([['/lead.webp', readFileSync(join(STATIC, 'demo/media/pasang.webp'))]]);
const page = (head, body) =>
  `<!doctype html><html lang="id"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Dermaga</title><link rel="icon" href="data:,"><style>body{margin:0}</style>${head}</head><body>${body}</body></html>`;

/** Compressed bytes of code for each way to show the article. */
const code = { static: 0, scriptless: 0 };
const size = (path) => brotli(files.get(path)).length;
const sum = (...names) => names.reduce((bytes, name) => bytes + size(`/baca/${name}`), 0);

/** Adds all pages, articles and scripts to `files`. */
function publish() {
  for (const name of readdirSync(BUNDLE).filter((file) => /\.(js|wasm)$/.test(file))) files.set(`/baca/${name}`, readFileSync(join(BUNDLE, name)));
  code.client = sum('baca.js', 'baca-app.js', 'baca-app_bg.wasm');
  code.server = code.hinted = code.client;
  const hints = readFileSync(join(BUNDLE, 'hints.html'), 'utf8').replaceAll(`/baca/${VERSION}/`, '/baca/');
  const style = readFileSync(join(HERE, 'peers/style.css'), 'utf8');
  for (const peer of PEERS) {
    const { outputFiles } = buildSync({
      entryPoints: [join(HERE, `peers/${peer}.js`)], bundle: true, minify: true, format: 'esm', write: false, loader: { '.css': 'text' },
      define: { 'process.env.NODE_ENV': '"production"' },
    });
    files.set(`/${peer}.js`, outputFiles[0].contents);
    code[peer] = size(`/${peer}.js`);
  }
  publishBytes(files, { article, asWordPress, page });
  files.set('/site.json', JSON.stringify({ comments: { providers: [{ type: 'baca' }, { type: 'facebook', appId: '1' }] } }));
  for (const blocks of Object.keys(SIZES)) {
    const one = article(Number(blocks));
    const json = `/article-${blocks}.json`;
    files.set(json, JSON.stringify(one));
    files.set(`/cms-${blocks}.json`, JSON.stringify(asCms(one)));
    for (const [format, [write, attributes]] of Object.entries(FORMATS)) {
      // The long article is measured in one of them.
      if (blocks > 300 && format !== 'wordpress') continue;
      const content = write(one);
      const path = `/in-${format}-${blocks}.${format === 'page' ? 'html' : 'json'}`;
      files.set(path, format === 'page' ? content : JSON.stringify(content));
      files.set(`/${format}-${blocks}`, page('<script type="module" src="/baca/baca.js"></script>', `<baca-reader src="${path}" ${attributes}></baca-reader>`));
    }
    files.set(`/static-${blocks}`, staticPage(one, style));
    files.set(`/client-${blocks}`, page('<script type="module" src="/baca/baca.js"></script>', `<baca-reader src="${json}"></baca-reader>`));
    files.set(`/discussed-${blocks}`, page('<script type="module" src="/baca/baca.js"></script>', `<baca-reader src="/commented-${blocks}.json" config="/site.json"></baca-reader>`));
    files.set(`/commented-${blocks}.json`, JSON.stringify({ ...one, comments: { items: [{ author: 'Ayu', text: 'Selamat pagi.' }] } }));
    files.set(`/hinted-${blocks}`, page(`${hints}<link rel="preload" href="${json}" as="fetch" crossorigin><script type="module" src="/baca/baca.js"></script>`, `<baca-reader src="${json}"></baca-reader>`));
    if (ways.includes('server')) files.set(`/server-${blocks}`, rendered(one, '--src', json));
    if (ways.includes('scriptless')) files.set(`/scriptless-${blocks}`, rendered(one, '--src', json, '--script', 'none'));
    for (const peer of PEERS) {
      files.set(`/${peer}-${blocks}`, page(`<script type="module" src="/${peer}.js"></script>`, `<peer-reader src="/cms-${blocks}.json"></peer-reader>`));
    }
  }
}

/** Renders an article with `baca render`. */
function rendered(one, ...more) {
  const arguments_ = ['run', '--quiet', '--release', '--package', 'baca-cli', '--', 'render', '-', ...more];
  const { status, stdout, stderr } = spawnSync('cargo', arguments_, { cwd: REPOSITORY, input: JSON.stringify(one), encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

/** Adds to `code` the formats, with what their pages fetch in order to read the article. */
async function addCodeOfFormats() {
  for (const format of Object.keys(FORMATS)) {
    const urls = await measure(browser, `${server.url}/${format}-8`, 'plain', ({ evaluate }) => evaluate('performance.getEntriesByType("resource").map(({ name }) => name)'));
    const fetched = [...files.keys()].filter((path) => /\/baca-(readable|html|formats)\W/.test(path.replace('_bg', '')) && urls.some((url) => url.includes(path)));
    code[format] = code.client + fetched.reduce((bytes, path) => bytes + size(path), 0);
  }
}

const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.length ? sorted[Math.floor(sorted.length / 2)] : NaN;
};

const script = readFileSync(join(HERE, 'measure.js'), 'utf8');
/** Ways without controls. */
const WITHOUT_CONTROLS = ['static', 'scriptless'];
/** Script that waits for the text and the controls, and then 400 ms for following entries. */
const waitForPage = (hasNoControls) => `new Promise((done) => {
  const wait = () => (bench.visible && (${hasNoControls} || bench.controls) ? setTimeout(done, 400) : setTimeout(wait, 20));
  wait();
})`;

/** Opens a page and resolves with its measurements, or with the result of `then`. */
async function measure(browser, url, profile, then) {
  return browser.open(url, profile, script, async ({ evaluate, heap }) => {
    // Waits for the navigation.
    for (;;) {
      if (await evaluate('typeof bench === "object" && location.href !== "about:blank"').catch(() => false)) break;
    }
    await evaluate(waitForPage(WITHOUT_CONTROLS.some((way) => url.includes(`/${way}-`))));
    return then ? then({ evaluate, heap }) : evaluate('({ ...bench })');
  });
}

/** Resolves with the medians of interleaved runs, by way and name of the measurement. */
async function interleaved(ways, one) {
  const all = Object.fromEntries(ways.map((way) => [way, []]));
  for (let run = 0; run < runs + 1; run += 1) {
    for (const way of ways) {
      const result = await one(way);
      // The first run is a warm-up.
      if (run > 0) all[way].push(result);
    }
    process.stderr.write(`\r  run ${run}/${runs} `);
  }
  process.stderr.write('\r              \r');
  return Object.fromEntries(ways.map((way) => [way, Object.fromEntries(Object.keys(all[way][0])
    .filter((key) => typeof all[way][0][key] === 'number')
    .map((key) => [key, median(all[way].map((result) => result[key]))]))]));
}

function table(title, columns, rows) {
  console.log(`\n${title}`);
  console.log(['', ...columns].map((column, index) => (index ? column.padStart(14) : column.padEnd(46))).join(''));
  for (const [name, ...cells] of rows) console.log([name.padEnd(46), ...cells.map((cell) => String(cell).padStart(14))].join(''));
}

const times = (value, base) => (base > 0 ? `${(value / base).toFixed(2)} ×` : '–');
const ms = (value) => `${Math.round(value)} ms`;
const kilobytes = (value) => `${Math.round(value / 1024)} KB`;

const ways = Object.keys(NAMES).filter((way) => !options.ways || options.ways.split(',').includes(way));
publish();
const server = await serve(files);
const browser = await launch();
if (ways.includes('wordpress') || options.only.includes('formats')) await addCodeOfFormats();
const results = { date: new Date().toISOString().slice(0, 10), runs, code, loads: {}, press: {}, heap: {} };

table('Code, Brotli', ['bytes'], ways.map((way) => [NAMES[way], code[way]]));

async function loads(blocks, profile, which = ways, key = `${blocks} blocks, ${profile}`) {
  const found = await interleaved(which, (way) => measure(browser, `${server.url}/${way}-${blocks}`, profile));
  results.loads[key] = found;
  table(`${key}: text visible, as a multiple of the static page`, ['visible', '', 'largest paint', 'shift', 'blocked', 'longest task', 'A+ there'],
    which.map((way) => {
      const { visible, lcp, shift, blocked, longest, controls } = found[way];
      return [NAMES[way] ?? FORMAT_NAMES[way], times(visible, found.static.visible), ms(visible), times(lcp, found.static.lcp), shift.toFixed(3), ms(blocked), ms(longest), controls ? ms(controls) : '–'];
    }));
  if (found.server && found.scriptless) console.log(`${NAMES.server}: largest paint at ${times(found.server.lcp, found.scriptless.lcp)} of the same page without script`);
}

const wanted = options.only.split(',');
try {
  if (wanted.includes('bytes')) {
    const open = (path, use) => measure(browser, server.url + path, 'plain', ({ evaluate }) => use(evaluate));
    results.bytes = await measureBytes(files, size, open);
    table('One page, used more and more: code, Brotli', ['bytes'], results.bytes);
  }
  if (wanted.includes('short')) {
    for (const blocks of [8, 300]) for (const profile of ['plain', 'slow']) await loads(blocks, profile);
  }
  if (wanted.includes('formats')) {
    for (const blocks of [8, 300]) await loads(blocks, 'slow', ['static', 'client', ...Object.keys(FORMATS), 'handwritten'], `${blocks} blocks, slow, formats of CMSs`);
  }
  if (wanted.includes('long')) await loads(10000, 'plain');
  if (wanted.includes('press')) {
    const pressing = ways.filter((way) => ![...WITHOUT_CONTROLS, 'hinted', 'wordpress'].includes(way));
    results.press = await interleaved(pressing, (way) => measure(browser, `${server.url}/${way}-10000`, 'plain', async ({ evaluate }) => {
      await evaluate('new Promise((done) => { const wait = () => (bench.larger() ? setTimeout(done, 1000) : setTimeout(wait, 20)); wait(); })');
      return { press: await evaluate('bench.press()'), again: await evaluate('bench.press()') };
    }));
    table('10000 blocks: A+ to its paint', ['first', 'second'], pressing.map((way) => [NAMES[way], ms(results.press[way].press), ms(results.press[way].again)]));
  }
  if (wanted.includes('heap')) {
    const mounting = ways.filter((way) => ![...WITHOUT_CONTROLS, 'server', 'hinted', 'wordpress'].includes(way));
    if (mounting.includes('client')) mounting.splice(mounting.indexOf('client') + 1, 0, 'discussed');
    for (const way of mounting) {
      results.heap[way] = await measure(browser, `${server.url}/${way}-300`, 'plain', async ({ evaluate, heap }) => {
        await evaluate('bench.cycle(20)');
        const before = { ...(await heap()), wasm: await evaluate('bench.wasm()') };
        await evaluate('bench.cycle(200)');
        return { before, after: { ...(await heap()), wasm: await evaluate('bench.wasm()') } };
      });
    }
    const grown = ({ before, after }, name) =>
      (before[name] ? `${kilobytes(after[name])} ${((after[name] / before[name] - 1) * 100).toFixed(1)} %` : '–');
    table('300 blocks: after 200 mounts and removals, and grown by', ['data of script', 'compiled', 'WebAssembly'], mounting.map((way) =>
      [NAMES[way] ?? 'Baca, discussion open', ...['data', 'code', 'wasm'].map((name) => grown(results.heap[way], name))]));
  }
  if (wanted.includes('turn') && ways.includes('client')) {
    results.turn = await measure(browser, `${server.url}/client-300`, 'plain', async ({ evaluate, heap }) => {
      await evaluate('bench.turn(20)');
      const before = { ...(await heap()), wasm: await evaluate('bench.wasm()') };
      await evaluate('bench.turn(200)');
      return { before, after: { ...(await heap()), wasm: await evaluate('bench.wasm()') } };
    });
    const { before, after } = results.turn;
    table('From article to article, 200 times', ['before', 'after'], ['data', 'wasm'].map((name) => [name, kilobytes(before[name]), kilobytes(after[name])]));
  }
  if (wanted.includes('scroll')) {
    const scrolling = ways.filter((way) => !['scriptless', 'hinted', 'wordpress'].includes(way));
    results.scroll = await interleaved(scrolling, (way) => measure(browser, `${server.url}/${way}-10000`, 'plain', async ({ evaluate }) => {
      await evaluate('new Promise((done) => setTimeout(done, 1500))');
      return evaluate('bench.scroll()');
    }));
    table('10000 blocks, scrolled through: frames', ['in time', 'longest task'], scrolling.map((way) =>
      [NAMES[way], `${(results.scroll[way].inTime * 100).toFixed(0)} %`, ms(results.scroll[way].longest)]));
  }
} finally {
  await browser.close();
  server.close();
}

const out = join(REPOSITORY, options.out);
mkdirSync(join(out, '..'), { recursive: true });
writeFileSync(out, `${JSON.stringify(results, null, 2)}\n`);
console.log(`\n${options.out}`);
if (options.chart) {
  writeFileSync(join(REPOSITORY, 'docs/images/bench.svg'), chart(results, NAMES));
  console.log('docs/images/bench.svg');
}
