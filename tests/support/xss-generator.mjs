// Generates thousands of attacks from parts: disguised URLs, event handlers on every element, HTML whose
// meaning changes when it is parsed twice, foreign namespaces, style sheets, names that clobber DOM
// properties, and elements that cause requests.

/** An origin that must never get a request. */
export const NEVER = 'https://never.example';

/** A call that the test counts, without quotation marks. */
const HIT = 'hit()';

const SCHEMES = [
  'javascript:hit()', 'JaVaScRiPt:hit()', ' javascript:hit()', '\tjavascript:hit()', 'java\tscript:hit()', 'java\nscript:hit()', 'java\r\nscript:hit()',
  '\u0001javascript:hit()', '\u0000javascript:hit()', 'javascript\t:hit()', 'javascript&colon;hit()', '&#106;avascript:hit()', '&#x6A;avascript:hit()',
  '&#0000106avascript:hit()', 'java&Tab;script:hit()', 'java&NewLine;script:hit()', '&#x1F;javascript:hit()', 'javascript://%0ahit()',
  'javascript://a.example/%0ahit()', 'javascript:/*--></script>*/hit()', 'view-source:javascript:hit()', 'feed:javascript:hit()', 'jar:javascript:hit()!/',
  'vbscript:hit()', 'livescript:hit()', 'mocha:hit()', 'data:text/html,<script>parent.hit()</script>', 'data:text/html;base64,PHNjcmlwdD5wYXJlbnQuaGl0KCk8L3NjcmlwdD4=',
  'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" onload="parent.hit()"/>', 'data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9InBhcmVudC5oaXQoKSIvPg==',
  'data:IMAGE/SVG+XML,<svg onload=parent.hit()>', 'data:image/png+svg,x', 'data:application/xhtml+xml,<x:script xmlns:x="http://www.w3.org/1999/xhtml">parent.hit()</x:script>',
  'data:text/javascript,hit()', 'data:,hit()', 'blob:https://a.example/x', 'filesystem:https://a.example/x', 'file:///etc/passwd', 'about:blank#javascript:hit()',
  'intent://x#Intent;scheme=javascript;end', 'x-javascript:hit()', 'javascript\u2028:hit()', '\u00a0javascript:hit()', '\ufeffjavascript:hit()', '//javascript:hit()@image.example/',
  'javascript\u0000:hit()', 'jav\u00adascript:hit()', 'ｊavascript:hit()', 'javascript&#58;hit()', 'javascript&#x3A;hit()', 'wyciwyg://x', 'ms-its:x', 'ws://never.example/', 'ftp://never.example/x',
];

/** Elements with an attribute that contains a URL. */
const ADDRESSES = [
  'a href', 'a xlink:href', 'a ping', 'area href', 'img src', 'img srcset', 'img longdesc', 'img lowsrc', 'img dynsrc', 'img data-src', 'img data-srcset', 'img data-original',
  'source src', 'source srcset', 'video src', 'video poster', 'video data-src', 'audio src', 'track src', 'iframe src', 'iframe data-src', 'iframe srcdoc', 'frame src', 'embed src', 'object data',
  'object codebase', 'applet code', 'applet archive', 'form action', 'button formaction', 'input formaction', 'input src', 'isindex action', 'link href', 'base href', 'script src',
  'body background', 'table background', 'td background', 'blockquote cite', 'q cite', 'ins cite', 'del cite', 'svg xlink:href', 'image href', 'image xlink:href', 'use href', 'use xlink:href',
  'math href', 'mi xlink:href', 'maction actiontype', 'mglyph src', 'amp-img src', 'amp-iframe src', 'portal src', 'fencedframe src', 'bgsound src', 'layer src', 'ilayer src', 'xml src', 'command icon',
  'menuitem icon', 'html manifest', 'head profile', 'animate values', 'set to', 'annotation-xml src', 'blockquote data-instgrm-permalink', 'div data-href', 'meta content',
];

const EVENTS = [
  'onload', 'onerror', 'onclick', 'onfocus', 'onblur', 'ontoggle', 'onstart', 'onbegin', 'onend', 'onrepeat', 'onanimationstart', 'ontransitionend', 'ontransitionrun', 'onscroll',
  'onscrollend', 'onwheel', 'onpointerrawupdate', 'onbeforetoggle', 'oncanplay', 'onloadstart', 'onpageshow', 'onhashchange', 'onresize', 'onmouseover', 'onformdata', 'onslotchange',
  'onsecuritypolicyviolation', 'oncontentvisibilityautostatechange', 'onbounce', 'onfinish', 'onpropertychange', 'onreadystatechange', 'FSCommand', 'seekSegmentTime',
];
const HANDLED = [
  'img src=x', 'svg', 'body', 'iframe', 'details open', 'input autofocus', 'video src=x', 'audio src=x', 'marquee', 'object data=x', 'p style=animation-name:x', 'a href=# autofocus tabindex=0',
  'select autofocus', 'textarea autofocus', 'keygen autofocus', 'math', 'x-y tabindex=0 autofocus', 'style', 'link rel=stylesheet href=x', 'script src=x', 'dialog open', 'div popover', 'slot', 'form', 'button popovertarget=x',
];

const WRAPPERS = [
  (x) => x, (x) => `<svg>${x}</svg>`, (x) => `<math><mtext>${x}</mtext></math>`, (x) => `<svg><foreignObject>${x}</foreignObject></svg>`, (x) => `<math><annotation-xml encoding="text/html">${x}</annotation-xml></math>`,
  (x) => `<noscript>${x}</noscript>`, (x) => `<template>${x}</template>`, (x) => `<svg><style>${x}</style></svg>`, (x) => `<table><caption>${x}</caption></table>`, (x) => `<select><option>${x}</select>`, (x) => `<figure>${x}<figcaption>${x}</figcaption></figure>`,
  (x) => `<details><summary>${x}</summary></details>`, (x) => `<ruby>${x}<rt>${x}</ruby>`, (x) => `<pre><code>${x}</code></pre>`, (x) => `<blockquote class=twitter-tweet>${x}</blockquote>`, (x) => `<div class=kg-bookmark-card>${x}</div>`,
];

/** HTML whose meaning changes when it is serialized and parsed again, and other known attacks. */
const MUTATIONS = [
  '<svg></p><style><a id="</style><img src=1 onerror=hit()>">', '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=hit()&gt;">',
  '<form><math><mtext></form><form><mglyph><style></math><img src onerror=hit()>', '<math><mtext><h1><a><h6></a></h6><mglyph><svg><mtext><style><a title="</style><img src onerror=hit()>"></style></h1>',
  '<svg><p><style><g title="</style><img src onerror=hit()>">', '<noscript><style></noscript><img src=x onerror=hit()>', '<noembed><img title="</noembed><img src onerror=hit()>"></noembed>',
  '<xmp><p title="</xmp><img src onerror=hit()>">', '<textarea><p title="</textarea><img src onerror=hit()>">', '<title><p title="</title><img src onerror=hit()>">', '<plaintext><img src onerror=hit()>',
  '<iframe><img title="</iframe><img src onerror=hit()>"></iframe>', '<!--><img src onerror=hit()>-->', '<!-- --!><img src onerror=hit()> -->', '<![CDATA[><img src onerror=hit()>]]>', '<?xml-stylesheet href="javascript:hit()"?>',
  '<%<!--\'%><script>hit()</script -->', '<svg><script>hit&lpar;&rpar;</script></svg>', '<svg><script href="data:text/javascript,hit()"/></svg>', '<svg><animate attributeName=href values=javascript:hit() begin=0s /><a><text>x</text></a></svg>',
  '<svg><set attributeName=onmouseover to=hit()>', '<svg><use href="data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg><image href=1 onerror=hit() /></svg>#x" /></svg>',
  '<svg><image href="https://never.example/svg-image"/><feImage href="https://never.example/fe"/></svg>', '<svg><handler type="text/javascript" ev:event="load">hit()</handler></svg>', '<math><maction actiontype="statusline#http://never.example" xlink:href="javascript:hit()">x</maction></math>',
  '<div><template shadowrootmode=open><img src=x onerror=hit()></template></div>', '<template shadowrootmode=open><slot onslotchange=hit()></slot></template>', '<a is=x-y onconnected=hit()>x</a>', '<embed type="image/svg+xml" src="data:image/svg+xml,x">',
  '<base href="https://never.example/"><img src=base-img><a href=base-link>x</a><script src=base.js></script>', '<base target=_top><a href=/x>x</a>', '<meta http-equiv=refresh content="0;url=https://never.example/refresh">', '<meta http-equiv=Set-Cookie content=a=b>',
  '<meta http-equiv=Content-Security-Policy content="default-src none">', '<meta name=referrer content=unsafe-url><img src="https://image.example/r.png" referrerpolicy=unsafe-url>', '<link rel=prefetch href="https://never.example/prefetch"><link rel=preload as=script href="https://never.example/preload">',
  '<link rel=modulepreload href="https://never.example/mp"><link rel=prerender href="https://never.example/pr"><link rel=icon href="https://never.example/icon"><link rel=manifest href="https://never.example/manifest">', '<script type=speculationrules>{"prefetch":[{"urls":["https://never.example/spec"]}]}</script>',
  '<script type=importmap>{"imports":{"x":"https://never.example/map"}}</script>', '<style>@import "https://never.example/import"; @font-face{font-family:x;src:url(https://never.example/font)} *{background:url(https://never.example/bg)}</style>', '<p style="background:url(https://never.example/inline);behavior:url(x);-moz-binding:url(x)">x</p>',
  '<p style="width:expression(hit())">x</p>', '<p style="position:fixed;inset:0;z-index:99999">x</p>', '<table background="https://never.example/table"><td background="https://never.example/td">x</table>', '<body background="https://never.example/body" onload=hit()>x', '<input type=image src="https://never.example/input">',
  '<video><source src="https://never.example/video-late"></video>', '<iframe src="https://never.example/frame"></iframe><iframe srcdoc="<img src=https://never.example/srcdoc>"></iframe>', '<object data="https://never.example/object"><embed src="https://never.example/embed"></object>',
  '<a href="https://a.example/" ping="https://never.example/ping" attributionsrc="https://never.example/attr">x</a>', '<img src="https://image.example/i.png" attributionsrc="https://never.example/attr2" usemap="#m" longdesc="https://never.example/ld"><map name=m><area href="javascript:hit()" shape=default></map>',
  '<img src="https://image.example/1.png" srcset="javascript:hit() 1x, data:image/svg+xml,x 2x, https://image.example/2.png 3x">', '<picture><source srcset="data:image/svg+xml,x" onerror=hit()><img src="https://image.example/p.png"></picture>', '<portal src="https://never.example/portal"></portal><fencedframe src="https://never.example/ff"></fencedframe>',
  '<object type="text/x-scriptlet" data="https://never.example/scriptlet"></object>', '<isindex type=image src=1 onerror=hit()>', '<comment><img src="</comment><img src=x onerror=hit())//">', '<x:script xmlns:x="http://www.w3.org/1999/xhtml">hit()</x:script>', '<svg xmlns:xlink="http://www.w3.org/1999/xlink"><a xlink:href=javascript:hit()>x</a></svg>',
  '<a href="https://a.example/" target=_top rel=opener>x</a><a href="https://a.example/" target=_parent rel="">x</a>', '<form action=https://never.example/form id=f></form><input form=f autofocus onfocus=hit()><button form=f formaction=javascript:hit()>x</button>', '<dialog open><form method=dialog><button autofocus onfocus=hit()>x</button></form></dialog>',
  '<button popovertarget=p>x</button><div popover id=p onbeforetoggle=hit()>x</div>', '<input type=hidden accesskey=X onclick=hit()>', '<p contenteditable autofocus onfocus=hit()>x</p>', '<p hidden=until-found onbeforematch=hit()>x</p>', '<div draggable=true ondragstart=hit() inert=false>x</div>', '<slot name=before>x</slot><slot>y</slot>',
];

/** Names of DOM properties that pages and readers use. */
const NAMES = [
  'body', 'head', 'forms', 'cookie', 'location', 'defaultView', 'documentElement', 'implementation', 'createElement', 'getElementById', 'querySelector', 'attributes', 'childNodes', 'firstChild', 'parentNode', 'nextSibling', 'nodeType', 'nodeName',
  'ownerDocument', 'innerHTML', 'textContent', 'shadowRoot', 'remove', 'children', 'currentScript', 'readyState', 'domain', '__proto__', 'constructor', 'prototype', 'toString', 'valueOf', 'self', 'top', 'parent', 'name', 'article', 'ready', 'state', 'baca', 'record', 'hits',
];
const CLOBBERS = ['<img name=NAME src="https://image.example/c.png">', '<form id=NAME><input name=NAME><input id=NAME></form>', '<a id=NAME href="#NAME">x</a><a id=NAME name=y href=x>y</a>', '<iframe name=NAME srcdoc=x></iframe>', '<p id=NAME>x</p><p id=baca-1-NAME>y</p>', '<object name=NAME><embed name=NAME></object>'];

/** Returns all attacks as strings, in a fixed order. */
export function generatedAttacks() {
  const out = [];
  for (const scheme of SCHEMES) {
    for (const [index, place] of ADDRESSES.entries()) {
      const [element, attribute] = place.split(' ');
      const quoted = scheme.replaceAll('"', '&quot;');
      out.push(WRAPPERS[(index + out.length) % WRAPPERS.length](`<${element} ${attribute}="${quoted}">x</${element}>`));
    }
  }
  for (const event of EVENTS) {
    for (const [index, element] of HANDLED.entries()) out.push(WRAPPERS[(index + event.length) % WRAPPERS.length](`<${element} ${index % 2 ? event : event.toUpperCase()}${['=', ' = ', '\n=\n', '/='][index % 4]}"${HIT}">`));
  }
  for (const wrap of WRAPPERS) out.push(...MUTATIONS.map(wrap));
  for (const name of NAMES) out.push(...CLOBBERS.map((markup) => markup.replaceAll('NAME', name)));
  return [...new Set(out)];
}

export { SCHEMES };
