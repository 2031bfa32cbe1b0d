// Fakes of the frames of comment providers with their documented messages. A frame records the messages that
// it receives in `received`.

const page = (title, behaviour, script) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title></head>
<body><main><h1>${title}</h1><textarea aria-label="Comment"></textarea></main><script>
window.received = [];
const parameters = new URLSearchParams(location.search);
const send = (message, target) => parent.postMessage(message, target);
addEventListener('message', ({ data, source }) => { if (source === parent) { received.push(data); window.onReceive?.(data); } });
const begin = (act) => ${behaviour === 'never' ? '{}' : behaviour === 'twice' ? "addEventListener('load', () => { act(); act(); })" : "addEventListener('load', act)"};
${script}
</script></body></html>`;

/** host → function that returns its document. */
export const FRAMES = {
  // https://github.com/giscus/giscus: sends messages only to the origin in its URL.
  'giscus.app': (behaviour) => page('giscus', behaviour, `
    const origin = new URL(parameters.get('origin')).origin;
    const sendGiscus = (giscus) => send({ giscus }, origin);
    const sendDiscussion = (term) => sendGiscus({ discussion: { totalCommentCount: 3, totalReplyCount: term.endsWith('dermaga') ? 4 : 0 }, viewer: {} });
    window.onReceive = ({ giscus }) => giscus?.setConfig?.term && sendDiscussion(giscus.setConfig.term);
    begin(() => {
      ${behaviour === 'error' ? "return sendGiscus({ error: 'giscus is not installed on this repository' });" : ''}
      ${behaviour === 'stale' ? "if (parameters.get('session')) return sendGiscus({ error: 'Bad credentials' });" : ''}
      ${behaviour === 'junk' ? "for (const junk of [null, 7, 'x', [], { giscus: null }, { giscus: { resizeHeight: 'high' } }, { giscus: { resizeHeight: -5 } }, { giscus: { resizeHeight: Infinity } }, { giscus: { discussion: 7 } }]) send(junk, '*');" : ''}
      ${behaviour === 'grows' ? "let height = 400; setInterval(() => sendGiscus({ resizeHeight: height *= 2 }), 5); return;" : ''}
      sendGiscus({ resizeHeight: 420 });
      sendDiscussion(parameters.get('term'));
    });`),
  // https://github.com/utterance/utterances: sends messages to the origin in its URL.
  'utteranc.es': (behaviour) => page('utterances', behaviour, `
    begin(() => send({ type: 'resize', height: 333 }, parameters.get('origin')));`),
  // https://github.com/umputun/remark42: sends plain objects to any origin, so the reader must check the source.
  'remark.example': (behaviour) => page('Remark42', behaviour, `
    begin(() => { send({ inited: true }, '*'); send({ height: 512 }, '*'); });`),
  'forum.example': (behaviour) => page('Discourse', behaviour, `
    begin(() => send({ type: 'discourse-resize', height: 600 }, '*'));`),
};
