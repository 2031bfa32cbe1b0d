// Documents in other formats for the flow `format-previews`: the samples of the repository, and these with one value
// replaced by an odd one.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CORPUS, REPOSITORY } from './paths.mjs';

/** Returns the files of a folder of the corpus whose names match, each as `[name, content]`. */
export const filesOf = (folder, pattern) => readdirSync(join(CORPUS, folder), { recursive: true })
  .filter((name) => pattern.test(name))
  .map((name) => [name, readFileSync(join(CORPUS, folder, name), 'utf8')]);

/** The documents of `tests/formats_fixtures` by name: they have all fields that the converter reads. */
export const fixtures = Object.fromEntries(
  [...readFileSync(join(REPOSITORY, 'tests/formats_fixtures/mod.rs'), 'utf8')
    .matchAll(/\npub fn (\w+)\(\) -> Value \{\n {4}json!\(([^]*?)\)\n\}\n/g)]
    .map(([, name, json]) => [name, JSON.parse(json)]),
);

/** Returns a sample, and if it is a list or a feed, another one of each of its items alone. */
function alone([name, content]) {
  const all = [[name, content]];
  try {
    const document = JSON.parse(content);
    const key = ['items', 'posts'].find((key) => Array.isArray(document[key]));
    const list = key ? document[key] : Array.isArray(document) ? document : [];
    if (list.length > 1) list.forEach((item, index) => all.push([`${name} ${index}`, JSON.stringify(key ? { ...document, [key]: [item] } : [item])]));
  } catch {
    // Some samples are no JSON.
  }
  return all;
}

/** Returns the samples of a format: those of a folder of the corpus, and fixtures. */
export const samplesOf = (folder, ...names) => [
  ...(folder ? filesOf(folder, /\.(json|txt|html)$/) : []),
  ...names.map((name) => [`fixture ${name}`, JSON.stringify(fixtures[name])]),
].flatMap(alone);

/** Values that a field may have in a document that somebody has made by hand, or with a faulty program. */
const ODD = [
  null, '', ' ', 0, 7, true, false, [], {}, ['A', 'B'], { name: 'N', url: 'https://n.example/a' }, { text: 'T', rendered: '<p>R</p>' }, [{ name: 'First' }, 'Second'],
  'A &amp; B', 'A & B &#8211; C', '<b>Bold</b> &lt;i&gt;', '<p>One.</p><p>Two.</p>', 'By Sari', ' Sari  W ', 'sari@n.example', '作者：李', 'Cut off...', 'The “tide” — came',
  'https://n.example/@sari', 'https://n.example/a/b.jpg', '/relative/path.jpg', '#part', 'javascript:x', '//n.example/p', 'photo', 'tag:n.example,2026:1',
  '2026-03-01', '2026-03-01T08:00:00Z', '2026-03-01 08:00', '2026-03-01T08:00:00+0700', 'Sun, 01 Mar 2026 08:00:00 GMT', '0001-01-01T00:00:00Z', '03/02/2026', 1772352000,
  'en', 'en_US', 'english', 'ar', 'One line.\nAnother line.', 'One.\n\nTwo.\nThree. &amp;', '[gallery ids="1"]', '640px', '12',
];

/** Lists the paths of all values in a document. */
function* pathsOf(value, path = []) {
  if (path.length) yield path;
  if (typeof value !== 'object' || !value) return;
  for (const key of Object.keys(value)) yield* pathsOf(value[key], [...path, key]);
}

/** Returns a document with another value at a path; without the value if that is `undefined`. */
function replaced(document, path, value) {
  const copy = structuredClone(document);
  const last = path.at(-1);
  const parent = path.slice(0, -1).reduce((at, key) => at[key], copy);
  if (value !== undefined) parent[last] = value;
  else if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else delete parent[last];
  return copy;
}

/**
 * Returns `[description, document]` for each value of the documents without it and with each odd value in its place; of
 * these, `share` per value (all by default).
 */
export function* oddDocuments(documents, share = ODD.length) {
  let turn = 0;
  for (const document of documents) {
    for (const path of pathsOf(document)) {
      yield [`${path.join('.')} missing`, replaced(document, path, undefined)];
      for (let count = 0; count < share; count += 1) {
        const odd = ODD[turn % ODD.length];
        turn += 1;
        yield [`${path.join('.')} = ${JSON.stringify(odd)}`, replaced(document, path, odd)];
      }
    }
  }
}
