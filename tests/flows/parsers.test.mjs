// The converter runs with two HTML parsers: the browser's and a native one. For each HTML, the resulting
// articles must be equal.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { flow, test } from '../support/flow.mjs';
import { CORPUS, REPOSITORY } from '../support/paths.mjs';
import { payloads } from '../support/payloads.mjs';

const BASE = 'https://news.example/a/b';

/** HTML that two parsers could parse differently. */
const OWN = [
  '<p>Satu<p>dua <b>tebal <i>miring</b> tinggal</i>.',
  '<table><p>di luar</p><tr><td>dalam<td>lagi</table>',
  '<ul><li>satu<li>dua<ul><li>tiga</ul></ul><dl><dt>a<dd>b</dl>',
  '<noscript><img src="a.jpg" alt="a"></noscript><img data-src="b.jpg" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">',
  '<pre>\n  satu\n  dua</pre><textarea>x</textarea><p>&nbsp;&shy;&#x1F600; &amp;lt; &notit;</p>',
  '<p style="text-align:center" onclick="x()">tengah</p><style>p{}</style><script>var a = "<p>";</script><p>ujung',
  '<math><mfrac><mi>a</mi><mn>2</mn></mfrac><annotation-xml encoding="text/html"><p>x</p></annotation-xml></math>',
  '<a href="/x"><div>blok</div> dalam tautan</a><ruby>漢<rp>(<rt>kan<rp>)</ruby>',
  '<h1>Judul</h1><details><summary>a</summary>b</details><p><br><br>c</p><blockquote>q<cite>w</cite></blockquote>',
  '<svg><title>t</title><foreignObject><p>f</p></foreignObject></svg><p>sesudah</p>',
  '<img name=body><img name=documentElement><p id=a>satu <a name=b href="#a">dua</a></p>',
  '<form><input id=firstChild><input name=attributes><input name=nodeType><p>satu</p></form><p>dua</p>',
  '<div>'.repeat(600) + 'dalam sekali' + '</div>'.repeat(600),
];

/** Returns the pages of the corpus, including those in many writing systems. */
const corpus = () => {
  const all = ['html', 'writing-systems'].flatMap((folder) => readdirSync(join(CORPUS, folder)).map((name) => readFileSync(join(CORPUS, folder, name), 'utf8')));
  assert.ok(all.length >= 50, `only ${all.length} pages`);
  return all;
};

let folder;
let program;
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'baca-parsers-'));
  execFileSync('cargo', ['build', '--quiet', '--package', 'baca-cli'], { cwd: REPOSITORY, stdio: 'inherit' });
  program = join(process.env.CARGO_TARGET_DIR ?? join(REPOSITORY, 'target'), 'debug', 'baca');
});
after(() => rmSync(folder, { recursive: true, force: true }));

const natively = (html) => {
  const file = join(folder, 'page.html');
  writeFileSync(file, html);
  try {
    const args = ['convert', '--format', 'html', '--base', BASE, file];
    return JSON.parse(execFileSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 28, stdio: 'pipe' }));
  } catch (error) {
    return String(error.stderr).includes('not-an-article') ? null : Promise.reject(error);
  }
};

flow('Both HTML parsers', (testPage) => {
  test('result in equal articles', async () => {
    await testPage.visit('', { script: null });
    const module = testPage.site.script.replace(/baca\.js$/, 'baca-formats');
    // Omitted: U+0000, for which Chromium inserts U+FFFD although the standard drops it; and `plaintext`, in
    // which the browser's side renames attributes although they are text.
    const attacks = payloads().filter((html) => !html.includes('\u0000') && !html.startsWith('<plaintext>'));
    for (const html of [...OWN, ...attacks, ...corpus()]) {
      const expected = await natively(html);
      const { article, error } = await testPage.driver.executeAsyncScript(`
        const [module, html, base, done] = arguments;
        window.formats ??= import(module + '.js').then(async (glue) => {
          await glue.default({ module_or_path: await WebAssembly.compileStreaming(fetch(module + '_bg.wasm')) });
          glue.start(undefined);
          return glue;
        });
        window.formats.then((glue) => {
          try {
            done({ article: glue.read(html, { base, format: 'html' }).article });
          } catch (error) {
            done(error.code === 'not-an-article' ? { article: null } : { error: String(error.message ?? error) });
          }
        }, (error) => done({ error: String(error) }));`, module, html, BASE);
      assert.equal(error, undefined, html.slice(0, 400));
      assert.deepEqual(article, expected, html.slice(0, 400));
    }
  });
}, { engines: ['chromium', 'firefox'] });
