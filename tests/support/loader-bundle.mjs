// Bundles parts of the loader for a page of a test, with all interface texts built in.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { REPOSITORY, STATIC } from './paths.mjs';

/** The loader's interface texts, as the bundler passes them (`xtask/src/bundle/scripts.rs`). */
const locales = Object.fromEntries(readdirSync(join(STATIC, 'locales')).filter((name) => name.endsWith('.json')).map((name) => {
  const { loader, by, updated, readingTime, textSmaller, textLarger } = JSON.parse(readFileSync(join(STATIC, 'locales', name), 'utf8'));
  return [name.replace('.json', ''), { ...loader, by, updated, readingTime, textSmaller, textLarger }];
}));

/** Returns a script with these `exports`: TypeScript whose imports are relative to `static/loader`. */
export const bundleLoader = (exports) => buildSync({
  stdin: { contents: exports, resolveDir: join(REPOSITORY, 'static/loader'), loader: 'ts' },
  bundle: true, format: 'esm', write: false, charset: 'utf8',
  external: ['./baca-*.js'],
  define: {
    __BACA_LOCALES__: JSON.stringify(locales), __BACA_LANGUAGES__: JSON.stringify(Object.keys(locales).join(' ')),
    __BACA_NO_LANGUAGE__: 'false', __BACA_PACKAGE__: 'false', __BACA_FOLDER__: '""', __BACA_VERSION__: '""',
  },
}).outputFiles[0].text;
