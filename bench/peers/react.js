// React components with hooks, and DOMPurify for the body.

import DOMPurify from 'dompurify';
import { createElement as h, useEffect, useMemo, useState } from 'react';
import { createRoot } from 'react-dom/client';
import style from './style.css';

const date = (text) => new Intl.DateTimeFormat('id', { dateStyle: 'full', timeStyle: 'short' }).format(new Date(text));

function Reader({ src }) {
  const [article, setArticle] = useState(null);
  const [scale, setScale] = useState(1);
  useEffect(() => { fetch(src).then((response) => response.json()).then(setArticle); }, [src]);
  const html = useMemo(() => article && { __html: DOMPurify.sanitize(article.html) }, [article]);
  if (!article) return null;
  const { src: picture, width, height, alt, caption, credit } = article.lead;
  return h('article', { style: { '--scale': scale } },
    h('h1', null, article.headline),
    h('p', { className: 'dek' }, article.dek),
    h('p', { className: 'byline' }, `${article.byline} · ${date(article.published)}`),
    h('figure', null, h('img', { src: picture, width, height, alt }), h('figcaption', null, `${caption} ${credit}`)),
    h('div', { className: 'tools' },
      h('button', { type: 'button', onClick: () => setScale(scale - 0.1) }, 'A−'),
      h('button', { type: 'button', className: 'larger', onClick: () => setScale(scale + 0.1) }, 'A+')),
    h('div', { className: 'body', dangerouslySetInnerHTML: html }));
}

customElements.define('peer-reader', class extends HTMLElement {
  connectedCallback() {
    const root = this.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    root.adoptedStyleSheets = [sheet];
    this.react = createRoot(root);
    this.react.render(h(Reader, { src: this.getAttribute('src') }));
  }

  disconnectedCallback() {
    this.react.unmount();
  }
});
