// An element with Lit, and DOMPurify for the body.

import DOMPurify from 'dompurify';
import { LitElement, html, unsafeCSS } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import style from './style.css';

const date = (text) => new Intl.DateTimeFormat('id', { dateStyle: 'full', timeStyle: 'short' }).format(new Date(text));

class PeerReader extends LitElement {
  static styles = unsafeCSS(style);
  static properties = { src: {}, article: { state: true }, scale: { state: true } };

  constructor() {
    super();
    this.scale = 1;
  }

  async connectedCallback() {
    super.connectedCallback();
    const article = await (await fetch(this.src)).json();
    this.body = DOMPurify.sanitize(article.html);
    this.article = article;
  }

  render() {
    const { article } = this;
    if (!article) return null;
    const { src, width, height, alt, caption, credit } = article.lead;
    return html`<article style="--scale:${this.scale}">
      <h1>${article.headline}</h1>
      <p class="dek">${article.dek}</p>
      <p class="byline">${article.byline} · ${date(article.published)}</p>
      <figure><img src=${src} width=${width} height=${height} alt=${alt}><figcaption>${caption} ${credit}</figcaption></figure>
      <div class="tools">
        <button type="button" @click=${() => { this.scale -= 0.1; }}>A−</button>
        <button type="button" class="larger" @click=${() => { this.scale += 0.1; }}>A+</button>
      </div>
      <div class="body">${unsafeHTML(this.body)}</div>
    </article>`;
  }
}

customElements.define('peer-reader', PeerReader);
