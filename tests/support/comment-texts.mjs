// Texts of comments as their providers write them, and neighbours of these.

/** Texts that are read without the converter, by who writes such. */
export const PLAIN_TEXTS = {
  mastodon: [
    '<p>The tide came in.</p>',
    '<p>It came in,<br />and it went.<br>Twice.<br/><br/>Then nothing.</p><p>We waited &amp; watched &gt; &quot;there&quot;.</p>',
    '<p><span class="h-card" translate="no"><a href="https://pesisir.example/@sari" class="u-url mention">@<span>sari</span></a></span> Did you see it?</p>',
    '<p><span class="h-card"><a href="https://pesisir.example/@sari" class="u-url mention" rel="nofollow noopener" target="_blank">@<span>sari</span></a></span> <span class="h-card" translate="no"><a href="https://dermaga.example/@budi" class="u-url mention" rel="nofollow noopener noreferrer" target="_blank">@<span>budi</span></a></span> Both of you?</p>',
    '<p>Read <a href="https://kabar.example/2026/pier-that-was-built-twice" rel="nofollow noopener" translate="no" target="_blank"><span class="invisible">https://</span><span class="ellipsis">kabar.example/2026/pier-that-w</span><span class="invisible">as-built-twice</span></a></p>',
    '<p><a href="https://www.kabar.example/" target="_blank" rel="nofollow noopener noreferrer"><span class="invisible">https://www.</span><span class="">kabar.example/</span><span class="invisible"></span></a>, and more.</p>',
    '<p>Low water <a href="https://pesisir.example/tags/tide" class="mention hashtag" rel="tag">#<span>tide</span></a> <a href="https://pesisir.example/tags/Salt" class="mention hashtag" rel="nofollow noopener" target="_blank">#<span>Salt</span></a></p>',
    '<p class="quote-inline">RE: <a href="https://pesisir.example/@sari/7" target="_blank" rel="nofollow noopener"><span class="invisible">https://</span><span class="">pesisir.example/@sari/7</span><span class="invisible"></span></a></p><p>So it is.</p>',
    '<p>One :ombak: two 🌊 <em>three</em> <strong>four</strong> <del>five</del> <u>six</u> <code>seven()</code></p><blockquote><p>Quoted.</p><p>Twice.</p></blockquote><ul><li>A</li><li>B<ul><li>C</li></ul></li></ul><ol start="3"><li><p>D</p></li></ol>',
  ],
  activitypub: [
    '<p><span>Only a line.</span></p>', 'A line without a paragraph<br>and one more.',
    '<p><span class="h-card"><a class="u-url mention" data-user="A1b2" href="https://laut.example/users/sari" rel="ugc">@<span>sari</span></a></span> hi</p>',
    '<p><a href="https://laut.example/@sari" class="u-url mention">@sari@laut.example</a><span> hello<br>there</span></p>',
    '<p>See <a href="https://laut.example/tags/reef" rel="tag">#reef</a>.</p>\n<hr>\n<h2>After</h2>\n<p>And <i>more</i>.</p>\n',
    '<blockquote>\n<p>Somebody said this.</p>\n</blockquote>\n<p>Nobody did.</p>\n',
    '<p>Lihat <a href="/post/7">di sini</a> dan <a href="#part">di sana</a>.</p>',
    '<p>Picture:</p><p><img src="https://laut.example/files/reef.webp" alt="A reef" width="900" height="600"></p>',
  ],
  wordpress: [
    '<p>First.<br />\nSecond &#8211; &#8220;third&#8221;.</p>\n<p>Fourth&hellip;</p>\n',
    '<p>Here: <a href="https://kabar.example/a" rel="nofollow ugc">https://kabar.example/a</a></p>\n',
    '<p><a href="https://kabar.example/a" title="A" rel="ugc">A</a>, <b>B</b>, <strong>C</strong>, <i>D</i>, <s>E</s>, <code>f</code></p>\n<blockquote><p>Quoted</p></blockquote>\n<p><abbr title="As soon as possible">ASAP</abbr></p>',
    '<blockquote cite="https://kabar.example/b"><p>From elsewhere</p></blockquote>\n', '<p>&nbsp;</p><p>Under an empty one.</p>',
  ],
  isso: [
    '<p>Halo semua</p>', '<p>Ini <em>miring</em>, <strong>tebal</strong> dan <code>kode</code>.</p>\n<ul>\n<li>satu</li>\n<li>dua</li>\n</ul>',
    '<p><a href="https://kabar.example/" rel="nofollow noopener">Tautan</a><br>\nbaris</p>\n<blockquote>\n<p>Kutipan</p>\n</blockquote>', '<h3>Judul</h3><p>a<sub>1</sub> b<sup>2</sup></p>',
  ],
  others: [
    '', ' ', '\n', '&nbsp;', '\u00a0nbsp &amp; text\u00a0', '\u00a0Before\n\nand after', 'One\ntwo', 'Ani &amp; Budi', '1 &lt; 2', '<p></p>', '<br>', '<b><i>Both</i> one</b>', '<p>One<p>Two', '</p>', '<p>One</div>', '\ufeffx\n', '<p>مرحبا &amp; أهلا</p>', '<p>日本<br>語</p>',
  ],
};

/** Texts that the script may leave to the converter, but must not read in another way. */
export const ODD_TEXTS = [
  '<p hidden>Unseen</p><p>Seen</p>', '<p style="display:none">Unseen</p>', '<p lang="id" dir="rtl">Halo</p>', '<p><span lang="id">Halo</span></p>', '<bdi>x</bdi>', '<p>a<wbr>b</p>', '<q>Quoted</q>', '<ruby>a<rt>b</rt></ruby>',
  '<p id="a">Target</p><p><a name="b"></a>x <a href="#a">y</a></p>', '<li>Alone</li>', '<ul><li></li></ul>', '<ul><p>No item</p></ul>', '<table><tr><td>1</td><td>2</td></tr></table>', '<pre><code class="language-js">let a;\n\n  let b;\n</code></pre>', '<pre>\n\na</pre>',
  '<details><summary>More</summary><p>Text</p></details>', '<p>[caption]x[/caption] [b]bold[/b]</p>', '<p>a <a href="https://a.example/">b</a><a href="https://b.example/">c</a></p>', '<a href="https://a.example/?a=1&amp;b=2#c">x</a>', '<a href="HTTPS://A.example/ä ö">x</a>', '<a href="//a.example/b">x</a>',
  '<a href="mailto:a@b.example">x</a>', '<a href="tel:+1">x</a>', '<a href="javascript:hit()">x</a>', '<a href="data:text/html,x">x</a>', '<a href="">x</a>', '<a href="#">x</a>', '<a href>x</a>', '<a title="T">x</a>', '<p><a href="https://a.example/"></a>x</p>', '<p><a href="/x"><img src="/y.png" width="90" height="90"></a></p>',
  '<p>Share <a href="https://twitter.com/intent/tweet?text=x">x</a> <a href="https://wa.me/?text=y">y</a></p>', '<p class="screen-reader-text">x</p>', '<p class="caption">x</p>', '<p class="pullquote">x</p>', '<blockquote class="twitter-tweet"><p>x</p><a href="https://twitter.com/a/status/1">y</a></blockquote>', '<blockquote>Text<cite>By</cite></blockquote>', '<blockquote><cite>By</cite></blockquote>',
  '<iframe src="https://www.youtube.com/embed/abcdefghijk"></iframe>', '<video src="/a.mp4"></video>', '<img src="/x.gif" width="16" height="16" alt=":)" class="wp-smiley">', '<p>Sea <img src="https://a.example/e.png" alt="🌊" class="wp-smiley" style="height: 1em; max-height: 1em;"></p>', '<img src="/spacer.gif">', '<img alt="no file">',
  '<math><mi>x</mi></math>', '<svg><text>x</text></svg>y', '<p>a<script>hit()</script>b</p>', '<style>p{}</style>x', '<template>x</template>', '<noscript>x</noscript>', '<title>x</title>', '<textarea>x</textarea>', '<xmp><b>x</b></xmp>', '<plaintext>x', '<!-- a --><p>x<!-- b --></p>', '<![CDATA[x]]>', '<?php x ?>',
  '<p>' + 'a '.repeat(3000) + '</p>', '<b>'.repeat(40) + 'x', '<div>'.repeat(300) + 'x', '<blockquote>'.repeat(20) + 'x', '<ul><li>'.repeat(20) + 'x', '<p>\u0000x</p>', '<p>\r\nx\ry</p>', '<P CLASS=X>A</P>', '<p>a</p>b<p>c</p>d', 'a<p>b</p>', '<p>x</p>'.repeat(60), '<h1>a<br>b</h1>', '<h2></h2>x', '<hr>',
  '<p><b>a</b><b>b</b><i> c </i> <i>d</i></p>', '<p> a <b> b </b> c </p>', '<p>a<b> </b>b</p>', '<small>a</small> <mark>b</mark> <kbd>c</kbd> <ins>d</ins> <strike>e</strike> <cite>f</cite> <dfn>g</dfn> <var>h</var> <samp>i</samp> <tt>j</tt> <font color="red">k</font> <big>l</big>', '<p align="right">a</p><p align="center">b</p><center>c</center>',
  'Ends with <a href="https://a.example/">a link</a>word', '<time datetime="2026-03-01">1990</time>s', '<p><label>a</label><button>b</button></p>', '<p>a&#8203;&shy;b&zwnj;</p>', '&notanentity; &#x41;&#65', '<p>\ue000</p>', '<p>data-baca-id</p>', '<p data-baca-id="x">y</p>', '<span class="invisible">a</span><span class="sr-only">b</span>', '<p class="h-card translate">a</p>',
  '<p translate="yes">a</p>', '<del datetime="2026-03-01">a</del>', '<p>One</p>\n\n[gallery]\n', '<div class="footnote">x</div>', '<span class="footnote">a note</span>', '<p><sup><a href="#fn1">1</a></sup></p>', '<p><a class="button" href="https://a.example/">a</a>b</p>', '<p onclick="hit()">x</p>',
];
