// Checks this site as a guest's browser would, and lists the results on the settings page.

/* global bacaChecks */
(() => {
  const { texts, ...urls } = bacaChecks;
  const list = document.querySelector('.baca-checks');
  if (!list) return;

  function report(isGood, text) {
    const item = document.createElement('li');
    item.className = isGood ? 'good' : 'bad';
    const state = document.createElement('strong');
    state.textContent = isGood ? texts.good : texts.bad;
    item.append(state, ' ', text);
    list.append(item);
  }

  /** Fetches a file as a guest; resolves with the response, or null. */
  const get = (url, options) => fetch(url, { credentials: 'omit', cache: 'no-store', ...options }).catch(() => null);
  const typeOf = (response) => response?.headers.get('content-type') ?? '';

  async function checkPage() {
    if (!urls.page) return report(false, texts.noPost);
    const response = await get(urls.page);
    if (!response?.ok) return report(false, `${urls.page} ${texts.unreachable}`);
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    const reader = page.querySelector('.baca-post > baca-reader');
    report(Boolean(reader), reader ? texts.page : texts.pageNot);
    const tags = ['baca-page-js', 'baca-reader-js'].map((id) => page.getElementById(id));
    const isWhole = tags.every((tag) => tag?.getAttribute('type') === 'module' && tag.hasAttribute('src'));
    if (reader) report(isWhole, isWhole ? texts.tag : texts.delayed);
    if (reader?.querySelector('ins.adsbygoogle, [data-ad-slot], [id^="div-gpt-ad"]')) report(false, texts.ads);
    if (reader?.getAttribute('config')?.includes('_wpnonce')) report(false, texts.nonce);
    const policy = response.headers.get('content-security-policy');
    if (policy) {
      const scripts = policy.match(/(?:^|;)\s*script-src(?:-elem)?\s[^;]*/g)?.join() ?? policy.match(/default-src[^;]*/)?.[0] ?? '';
      const isEnough = !scripts || /'(?:wasm-)?unsafe-eval'/.test(scripts);
      report(isEnough, isEnough ? texts.policy : texts.policyNot);
    }
  }

  async function checkFiles() {
    const [script, module] = await Promise.all([get(urls.script), get(urls.module)]);
    if (!script?.ok || !/javascript/.test(typeOf(script))) report(false, texts.scriptNot);
    else if (!module?.ok || !/^application\/wasm/.test(typeOf(module))) report(false, texts.moduleNot);
    else report(true, texts.script);
    const isCompressed = Boolean(module?.headers.get('content-encoding'));
    report(isCompressed, isCompressed ? texts.compressed : texts.plain);
  }

  async function checkRoutes() {
    const config = await get(urls.config);
    const value = config?.ok ? await config.json().catch(() => null) : null;
    report(Boolean(value?.site), value?.site ? texts.config : texts.configNot);
    report(window.isSecureContext, window.isSecureContext ? texts.secure : texts.secureNot);
    if (urls.worker) {
      const worker = await get(urls.worker);
      const isWorker = worker?.ok && /javascript/.test(typeOf(worker));
      report(isWorker, isWorker ? texts.worker : texts.workerNot);
    }
    if (urls.report) {
      // An empty report is rejected by the plugin itself with 400; what blocks the API rejects it otherwise.
      const answer = await get(urls.report, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
      report(answer?.status === 400, answer?.status === 400 ? texts.report : texts.reportNot);
    }
  }

  checkPage().then(checkFiles).then(checkRoutes).then(() => list.setAttribute('data-done', ''));
})();
