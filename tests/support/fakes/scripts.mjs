// Fakes of the scripts of comment providers with their documented effects on the page.

/** Host and path → script. */
export const SCRIPTS = {
  'talk.hyvor.com/embed/embed.js': `
    if (!customElements.get('hyvor-talk-comments')) customElements.define('hyvor-talk-comments', class extends HTMLElement {
      connectedCallback() { this.#draw(); }
      #draw() {
        const area = document.createElement('textarea'); area.setAttribute('aria-label', 'Comment'); this.replaceChildren(area);
        setTimeout(() => this.dispatchEvent(new CustomEvent('loaded')));
      }
    });`,
  'cdn.commento.io/js/commento.js': `
    (() => {
      const script = document.currentScript;
      window.commento = { main: () => {
        const root = document.getElementById('commento');
        if (!root) throw new Error('commento: no container');
        const area = document.createElement('textarea'); area.setAttribute('aria-label', 'Comment'); area.dataset.page = script.dataset.pageId;
        root.append(area);
      } };
    })();`,
  'komentar.example/comentario.js': `
    if (!customElements.get('comentario-comments')) customElements.define('comentario-comments', class extends HTMLElement {
      connectedCallback() {
        const main = document.createElement('div'); main.className = 'comentario-main-area'; main.textContent = 'Comentario'; this.replaceChildren(main);
      }
    });`,
  'waline.example/waline.umd.js': `
    window.Waline = { init: (options) => {
      if (!options.el || !options.serverURL) throw new Error('waline: el, serverURL');
      const area = document.createElement('textarea'); area.setAttribute('aria-label', 'Comment'); options.el.append(area);
      window.waline = [options];
      return { el: options.el, update: (more) => window.waline.push(more), destroy: () => { window.waline.push('destroyed'); options.el.replaceChildren(); } };
    } };`,
  'coral.example/assets/js/embed.js': `
    window.Coral = { createStreamEmbed: (options) => {
      const container = document.getElementById(options.id);
      if (!container) throw new Error('coral: no container');
      const listeners = {};
      options.events({ on: (name, act) => { listeners[name] = act; } });
      const area = document.createElement('textarea'); area.setAttribute('aria-label', 'Comment'); container.attachShadow({ mode: 'open' }).append(area);
      window.coral = options;
      setTimeout(() => listeners.ready());
      return { remove: () => { window.coral = 'removed'; } };
    } };`,
};
