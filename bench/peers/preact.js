// Preact components with hooks, and DOMPurify for the body.

import DOMPurify from 'dompurify';
import { h, render } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
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
    h('p', { class: 'dek' }, article.dek),
    h('p', { class: 'byline' }, `${article.byline} · ${date(article.published)}`),
    h('figure', null, h('img', { src: picture, width, height, alt }), h('figcaption', null, `${caption} ${credit}`)),
    h('div', { class: 'tools' },
      h('button', { type: 'button', onClick: () => setScale(scale - 0.1) }, 'A−'),
      h('button', { type: 'button', class: 'larger', onClick: () => setScale(scale + 0.1) }, 'A+')),
    h('div', { class: 'body', dangerouslySetInnerHTML: html }));
}

customElements.define('peer-reader', class extends HTMLElement {
  connectedCallback() {
    const root = this.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    root.adoptedStyleSheets = [sheet];
    render(h(Reader, { src: this.getAttribute('src') }), root);
  }

  disconnectedCallback() {
    render(null, this.shadowRoot);
  }
});
