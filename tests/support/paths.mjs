// Where things are, seen from the repository's root.

import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const REPOSITORY = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const STATIC = join(REPOSITORY, 'static');

/** The built bundle: all that a site has to host. `BACA_DIST` names another folder that holds it. */
export const BUNDLE = join(resolve(process.env.BACA_DIST ?? join(REPOSITORY, 'dist')), 'baca');

const corpora = resolve(REPOSITORY, '..', 'shared');
const whenThere = (path) => (existsSync(path) ? path : null);

/** The page Baca was first asked to be; not part of the repository, so it may be absent. */
export const SEED = whenThere(join(corpora, 'corpora', 'seed'));
/** Examples of the article format that live beside the repository, when they are there. */
export const FORMAT_EXAMPLES = whenThere(join(corpora, 'article-format'));
