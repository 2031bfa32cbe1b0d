// A fake of Facebook's SDK since February 2026: the comments plugin is an empty frame of 0 × 0, without an error.
(() => {
  window.FB = {
    init: () => {},
    Event: { subscribe: () => {}, unsubscribe: () => {} },
    XFBML: {
      parse: (root = document, done = () => {}) => {
        for (const plugin of root.querySelectorAll('.fb-comments')) {
          const frame = document.createElement('iframe');
          frame.title = 'fb:comments Facebook Social Plugin';
          frame.width = frame.height = '0';
          frame.style.border = 'none';
          plugin.replaceChildren(frame);
        }
        setTimeout(done);
      },
    },
  };
  window.fbAsyncInit?.();
})();
