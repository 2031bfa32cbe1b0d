// One converter, two parsers: what the browser's parser and the native one make of the same markup
// is the same article.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before } from 'node:test';
import { flow, test } from '../support/flow.mjs';
import { REPOSITORY } from '../support/paths.mjs';
import { payloads } from '../support/payloads.mjs';

const BASE = 'https://news.example/a/b';

/** Our own: each is a place where parsers could part ways. */
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

const corpus = () => {
  const folder = resolve(REPOSITORY, '..', 'shared', 'corpora', 'readability');
  const files = existsSync(folder) ? readdirSync(folder, { recursive: true }).filter((name) => String(name).endsWith('.html')) : [];
  return files.map((name) => readFileSync(join(folder, String(name)), 'utf8'));
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

flow('both parsers', (stage) => {
  test('give the same article', async () => {
    await stage.visit('', { script: null });
    const module = stage.site.script.replace(/baca\.js$/, 'baca-formats');
    for (const html of [...OWN, ...payloads(), ...corpus()]) {
      const expected = await natively(html);
      const { article, error } = await stage.driver.executeAsyncScript(`
        const [module, html, base, done] = arguments;
        window.formats ??= import(module + '.js').then(async (glue) => {
          await glue.default({ module_or_path: module + '_bg.wasm' });
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
