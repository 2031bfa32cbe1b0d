// A static page: the article as HTML, without script.

import { asCms } from '../article.mjs';

export function page(article, style) {
  const { headline, dek, byline, published, lead, html } = asCms(article);
  return `<!doctype html><html lang="id"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${headline}</title><style>body{margin:0}${style}</style></head>
<body><article><h1>${headline}</h1><p class="dek">${dek}</p><p class="byline">${byline} · <time>${published}</time></p>
<figure><img src="${lead.src}" width="${lead.width}" height="${lead.height}" alt="${lead.alt}"><figcaption>${lead.caption} ${lead.credit}</figcaption></figure>
<div class="tools"></div>
<div class="body">${html}</div></article></body></html>`;
}
