// A hand-written custom element with fetch, DOMPurify and innerHTML.

import DOMPurify from 'dompurify';
import style from './style.css';

const date = (text) => new Intl.DateTimeFormat('id', { dateStyle: 'full', timeStyle: 'short' }).format(new Date(text));

class PeerReader extends HTMLElement {
  #scale = 1;

  async connectedCallback() {
    const root = this.attachShadow({ mode: 'open' });
    const article = await (await fetch(this.getAttribute('src'))).json();
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    root.adoptedStyleSheets = [sheet];
    const template = document.createElement('template');
    template.innerHTML = `<article><h1></h1><p class="dek"></p><p class="byline"></p>
<figure><img><figcaption></figcaption></figure>
<div class="tools"><button type="button" data-step="-0.1">A−</button><button type="button" data-step="0.1" class="larger">A+</button></div>
<div class="body"></div></article>`;
    const content = template.content;
    const find = (selector) => content.querySelector(selector);
    find('h1').textContent = article.headline;
    find('.dek').textContent = article.dek;
    find('.byline').textContent = `${article.byline} · ${date(article.published)}`;
    const { src, width, height, alt, caption, credit } = article.lead;
    Object.assign(find('img'), { width, height, alt, src });
    find('figcaption').textContent = `${caption} ${credit}`;
    find('.body').append(DOMPurify.sanitize(article.html, { RETURN_DOM_FRAGMENT: true }));
    const host = find('article');
    find('.tools').addEventListener('click', ({ target }) => {
      this.#scale += Number(target.dataset.step);
      host.style.setProperty('--scale', this.#scale);
    });
    root.append(content);
  }
}

customElements.define('peer-reader', PeerReader);
