// The decoder of the script half, with the cases that `cli/src/encoding.rs` is tested with, in chunks of several
// sizes. It runs in a browser, because the encodings of Node are not complete.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { json, text } from '../support/http-responses.mjs';
import { flow, tag, test } from '../support/flow.mjs';
import { REPOSITORY } from '../support/paths.mjs';

const CASES = JSON.parse(readFileSync(join(REPOSITORY, 'tests/support/encodings.json'), 'utf8'));

flow('A document in another encoding', (testPage) => {
  test('is decoded as by the command', async () => {
    const { outputFiles: [file] } = await build({
      entryPoints: [join(REPOSITORY, 'static/loader/encoding.ts')], bundle: true, format: 'esm', write: false,
    });
    testPage.site.put('/encoding.js', text(file.text, 'text/javascript'));
    testPage.site.put('/cases.json', json(CASES));
    const page = await testPage.visit('', { script: null });
    const wrong = await page.wait(async () => {
      const { documentDecoder } = await import('/encoding.js');
      const found = [];
      for (const { name, contentType, base64, text } of await (await fetch('/cases.json')).json()) {
        const bytes = Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0));
        for (const size of [1, 2, 3, 700, 5000]) {
          const decode = documentDecoder(contentType ?? null);
          let decoded = '';
          for (let at = 0; at < bytes.length; at += size) decoded += decode(bytes.subarray(at, at + size));
          decoded += decode();
          if (decoded !== text) found.push([name, size, decoded]);
        }
      }
      return found;
    });
    assert.ok(CASES.length > 20);
    assert.deepEqual(wrong, []);
  });

  test('is shown', async () => {
    const page = (head, letters) => Buffer.concat([
      Buffer.from(`<!doctype html><html><head>${head}</head><body><article><h1>`), Buffer.from(letters),
      Buffer.from('</h1><p>The text of the article is in the other encoding too.</p></article>'),
    ]);
    const russian = [0xd0, 0xfb, 0xe1, 0xe0];
    testPage.site.put('/meta.html', text(page('<meta charset="windows-1251">', russian), 'text/html'));
    testPage.site.put('/header.html', text(page('', russian), 'text/html; charset=windows-1251'));
    testPage.site.put('/mark.json', text(Buffer.from('\ufeff{"baca":1,"headline":"Рыба","body":["Text."]}', 'utf16le'), 'application/json'));
    for (const src of ['/meta.html', '/header.html', '/mark.json']) {
      const reader = await testPage.visit(tag({ src }));
      await reader.ready();
      assert.equal(await reader.text('headline'), 'Рыба', src);
    }
  });
}, { engines: ['chromium', 'firefox'] });
