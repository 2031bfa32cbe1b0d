// Frames of comment providers, each as its documented messages describe it. A frame notes what it
// hears, so that a test can look into it.

const page = (title, behaviour, script) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title></head>
<body><main><h1>${title}</h1><textarea aria-label="Comment"></textarea></main><script>
window.heard = [];
const parameters = new URLSearchParams(location.search);
const say = (message, target) => parent.postMessage(message, target);
addEventListener('message', ({ data, source }) => { if (source === parent) { heard.push(data); window.answer?.(data); } });
const begin = (act) => ${behaviour === 'never' ? '{}' : behaviour === 'twice' ? "addEventListener('load', () => { act(); act(); })" : "addEventListener('load', act)"};
${script}
</script></body></html>`;

/** By host: what its documents do. */
export const FRAMES = {
  // https://github.com/giscus/giscus: answers only to the origin that its address names.
  'giscus.app': (behaviour) => page('giscus', behaviour, `
    const origin = new URL(parameters.get('origin')).origin;
    const tell = (giscus) => say({ giscus }, origin);
    const discussed = (term) => tell({ discussion: { totalCommentCount: 3, totalReplyCount: term.endsWith('dermaga') ? 4 : 0 }, viewer: {} });
    window.answer = ({ giscus }) => giscus?.setConfig?.term && discussed(giscus.setConfig.term);
    begin(() => {
      ${behaviour === 'error' ? "return tell({ error: 'giscus is not installed on this repository' });" : ''}
      ${behaviour === 'stale' ? "if (parameters.get('session')) return tell({ error: 'Bad credentials' });" : ''}
      ${behaviour === 'junk' ? "for (const junk of [null, 7, 'x', [], { giscus: null }, { giscus: { resizeHeight: 'high' } }, { giscus: { resizeHeight: -5 } }, { giscus: { resizeHeight: Infinity } }, { giscus: { discussion: 7 } }]) say(junk, '*');" : ''}
      ${behaviour === 'grows' ? "let height = 400; setInterval(() => tell({ resizeHeight: height *= 2 }), 5); return;" : ''}
      tell({ resizeHeight: 420 });
      discussed(parameters.get('term'));
    });`),
  // https://github.com/utterance/utterances: posts to the origin that its address names.
  'utteranc.es': (behaviour) => page('utterances', behaviour, `
    begin(() => say({ type: 'resize', height: 333 }, parameters.get('origin')));`),
  // https://github.com/umputun/remark42: plain objects to anybody, so the source is what counts.
  'remark.example': (behaviour) => page('Remark42', behaviour, `
    begin(() => { say({ inited: true }, '*'); say({ height: 512 }, '*'); });`),
  'forum.example': (behaviour) => page('Discourse', behaviour, `
    begin(() => say({ type: 'discourse-resize', height: 600 }, '*'));`),
};
