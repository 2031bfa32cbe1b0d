// Runs first in every page: measures when the text is visible, and records the browser's entries for paint, layout
// shifts and long tasks.

window.bench = { visible: 0, controls: 0, lcp: 0, shift: 0, blocked: 0, longest: 0 };

for (const [type, record] of Object.entries({
  'largest-contentful-paint': (entry) => { bench.lcp = entry.startTime; },
  'layout-shift': (entry) => { if (!entry.hadRecentInput) bench.shift += entry.value; },
  longtask: (entry) => {
    bench.blocked += Math.max(0, entry.duration - 50);
    bench.longest = Math.max(bench.longest, entry.duration);
  },
})) {
  new PerformanceObserver((list) => list.getEntries().forEach(record)).observe({ type, buffered: true });
}

bench.root = () => document.querySelector('baca-reader,peer-reader')?.shadowRoot ?? document;
bench.larger = () => bench.root().querySelector('.larger');
bench.painted = () => new Promise((done) => requestAnimationFrame(() => endOfFrame(done)));

/** Calls `then` after the current frame's layout and paint. */
const endOfFrame = (then) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = then;
  port2.postMessage(0);
};

bench.watch = () => {
  if (!bench.seen) {
    const first = bench.root().querySelector('.body p');
    bench.seen = Boolean(first?.textContent.includes('Dermaga itu terbangun') && first.checkVisibility() && first.getClientRects().length);
    if (bench.seen) endOfFrame(() => { bench.visible = performance.now(); });
  }
  if (!bench.controls && bench.larger()) bench.controls = performance.now();
  if (!bench.visible || !bench.controls) requestAnimationFrame(bench.watch);
};
requestAnimationFrame(bench.watch);

/** Resolves with the time from a click on A+ to its paint, in milliseconds. */
bench.press = async () => {
  await bench.painted();
  const begun = performance.now();
  bench.larger().click();
  await bench.painted();
  return performance.now() - begun;
};

/** Adds and removes the reader `times` times. */
bench.cycle = async (times) => {
  const host = document.querySelector('baca-reader,peer-reader');
  bench.model ??= host.cloneNode(false);
  const html = bench.model;
  const parentNode = document.body;
  host?.remove();
  for (let index = 0; index < times; index += 1) {
    const next = html.cloneNode(false);
    parentNode.append(next);
    while (!next.shadowRoot?.querySelector('.body p')) await new Promise((done) => setTimeout(done));
    if (next.ready) await next.ready;
    if (next.hasAttribute('config')) await bench.discuss(next.shadowRoot);
    next.remove();
    await new Promise((done) => setTimeout(done));
  }
};

/** Opens the first discussion of an article. */
bench.discuss = async (root) => {
  const find = async (css) => {
    while (!root.querySelector(css)) await new Promise((done) => setTimeout(done));
    return root.querySelector(css);
  };
  (await find('[role=tab]')).click();
  await find('.discussion');
};

/** Opens the last tab of the comments, and waits for its discussion. */
bench.openLast = async () => {
  const root = bench.root();
  [...root.querySelectorAll('[role=tab]')].at(-1).click();
  while (!root.querySelector('.discussion')) await new Promise((done) => setTimeout(done));
};

/** Shows `times` articles in one reader, one after another. */
bench.turn = async (times) => {
  const host = document.querySelector('baca-reader');
  for (let index = 0; index < times; index += 1) {
    host.src = `/article-${index % 2 ? 300 : 8}.json`;
    await host.ready;
  }
};

/** Resolves with the size of the module's memory in bytes; 0 without a module. */
bench.wasm = async () => {
  const glue = performance.getEntriesByType('resource').find(({ name }) => name.includes('/baca-app.js'));
  return glue ? (await (await import(glue.name)).default()).memory.buffer.byteLength : 0;
};

/** Scrolls down by a screen in each frame. Resolves with the share of frames in time and the longest task in ms. */
bench.scroll = async (frames = 300) => {
  bench.longest = 0;
  let [before, inTime] = [performance.now(), 0];
  for (let frame = 0; frame < frames; frame += 1) {
    scrollBy({ top: innerHeight, behavior: 'instant' });
    const now = await new Promise(requestAnimationFrame);
    // The time of a frame at 60 Hz, with a tolerance for the clock.
    if (now - before < 1000 / 60 + 4) inTime += 1;
    before = now;
  }
  await new Promise((done) => setTimeout(done, 200));
  return { inTime: inTime / frames, longest: bench.longest };
};
