// Controls Chromium by the DevTools protocol. Each page has a new context, so that nothing is cached.

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { findProgram } from '../tests/support/tools.mjs';

const ARGUMENTS = [
  '--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-dev-shm-usage', '--no-first-run', '--no-default-browser-check',
  '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-extensions', '--enable-precise-memory-info',
  '--disable-features=OptimizationHints,MediaRouter,Translate', '--remote-debugging-port=0', '--window-size=412,823',
];

/** Network and processor: latency in ms, throughput in bytes per second, slowdown of the processor. */
export const PROFILES = {
  plain: null,
  slow: { latency: 150, throughput: (1.6 * 1000 * 1000) / 8, cpu: 4 },
};

/** Sums the bytes of a heap snapshot: compiled code, and other data of scripts. */
function heapSizes({ snapshot: { meta }, nodes }) {
  const [kinds] = meta.node_types;
  const at = (field) => meta.node_fields.indexOf(field);
  const [type, size, width] = [at('type'), at('self_size'), meta.node_fields.length];
  const sum = { code: 0, data: 0 };
  for (let node = 0; node < nodes.length; node += width) {
    const kind = kinds[nodes[node + type]];
    // Nodes of the page do not count.
    if (kind !== 'native') sum[kind === 'code' ? 'code' : 'data'] += nodes[node + size];
  }
  return sum;
}

/** Starts Chromium and returns a connection to it. */
export async function launch() {
  const program = findProgram('chromium', 'chromium-browser', 'google-chrome');
  if (!program) throw new Error('the benchmark needs Chromium: apt-get install --no-install-recommends chromium');
  const profile = mkdtempSync(join(tmpdir(), 'baca-bench-'));
  const child = spawn(program, [...ARGUMENTS, `--user-data-dir=${profile}`], { stdio: ['ignore', 'ignore', 'pipe'] });
  const address = await new Promise((resolve, reject) => {
    let output = '';
    child.stderr.on('data', (chunk) => {
      output += chunk;
      const found = /DevTools listening on (ws:\S+)/.exec(output);
      if (found) resolve(found[1]);
    });
    child.on('exit', () => reject(new Error(`Chromium did not start: ${output.slice(-500)}`)));
  });
  const socket = new WebSocket(address, { perMessageDeflate: false, maxPayload: 1 << 30 });
  await new Promise((resolve, reject) => { socket.once('open', resolve); socket.once('error', reject); });
  let lastId = 0;
  const pending = new Map();
  let chunks = [];
  socket.on('message', (data) => {
    const { id, result, error, method, params } = JSON.parse(data);
    if (method === 'HeapProfiler.addHeapSnapshotChunk') chunks.push(params.chunk);
    const call = pending.get(id);
    if (!call) return;
    pending.delete(id);
    if (error) call.reject(new Error(error.message));
    else call.resolve(result);
  });
  const send = (method, params = {}, sessionId) => new Promise((resolve, reject) => {
    lastId += 1;
    pending.set(lastId, { resolve, reject });
    socket.send(JSON.stringify({ id: lastId, method, params, sessionId }));
  });

  /** Opens a page in a new context and calls `use({ evaluate, page, heap })`. */
  async function open(url, profileName, script, use) {
    const { browserContextId } = await send('Target.createBrowserContext');
    const { targetId } = await send('Target.createTarget', { url: 'about:blank', browserContextId });
    const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
    const page = (method, params) => send(method, params, sessionId);
    try {
      await page('Page.enable');
      await page('Emulation.setDeviceMetricsOverride', { width: 412, height: 823, deviceScaleFactor: 1, mobile: true });
      const slow = PROFILES[profileName];
      if (slow) {
        await page('Network.enable');
        await page('Network.emulateNetworkConditions', { offline: false, latency: slow.latency, downloadThroughput: slow.throughput, uploadThroughput: slow.throughput });
        await page('Emulation.setCPUThrottlingRate', { rate: slow.cpu });
      }
      await page('Page.addScriptToEvaluateOnNewDocument', { source: script });
      await page('Page.navigate', { url });
      const evaluate = async (expression) => {
        const { result, exceptionDetails } = await page('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
        if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
        return result.value;
      };
      const heap = async () => {
        chunks = [];
        await page('HeapProfiler.collectGarbage');
        await page('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
        return heapSizes(JSON.parse(chunks.join('')));
      };
      return await use({ evaluate, page, heap });
    } finally {
      await send('Target.disposeBrowserContext', { browserContextId });
    }
  }

  async function close() {
    await send('Browser.close').catch(() => {});
    await new Promise((resolve) => (child.exitCode === null ? child.once('exit', resolve) : resolve()));
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }

  return { open, close };
}
