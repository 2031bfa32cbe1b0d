// A fake of Disqus's embed.js with the documented behaviour: it finds #disqus_thread in the document (not in a
// shadow root), calls window.disqus_config, and calls `onReady` when its iframe has loaded.
(() => {
  const start = (configure) => {
    const thread = document.getElementById('disqus_thread');
    if (!thread) throw new Error('embed.js: there is no #disqus_thread in the document');
    const context = { page: {}, callbacks: {} };
    for (const name of ['preData', 'preInit', 'onInit', 'onReady', 'afterRender', 'preReset', 'onIdentify', 'beforeComment', 'onNewComment', 'onPaginate']) {
      context.callbacks[name] = [];
    }
    if (typeof configure === 'function') configure.call(context);
    const frame = document.createElement('iframe');
    frame.title = 'Disqus';
    frame.width = '100%';
    frame.height = '300';
    frame.addEventListener('load', () => context.callbacks.onReady.forEach((ready) => ready.call(context)));
    // Its theme follows the colour of the surrounding text.
    const [red] = getComputedStyle(thread).color.match(/[\d.]+/g).map(Number);
    const theme = red > 0x78 ? 'dark' : 'light';
    frame.src = `https://disqus.com/embed/comments/?${new URLSearchParams({ theme, l: context.language ?? '', u: context.page.url ?? '', i: context.page.identifier ?? '', t: context.page.title ?? '' })}`;
    thread.replaceChildren(frame);
  };
  window.DISQUS = {
    reset: ({ reload, config } = {}) => {
      if (reload) start(config ?? window.disqus_config);
      else document.getElementById('disqus_thread')?.replaceChildren();
    },
  };
  start(window.disqus_config);
})();
