// Paths of the repository.

import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const REPOSITORY = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const STATIC = join(REPOSITORY, 'static');

/** The version of the release, which is the name of its folder. */
export const VERSION = readFileSync(join(REPOSITORY, 'Cargo.toml'), 'utf8').match(/^version = "(.+)"$/m)[1];
/** The folder `baca` that a site hosts. `BACA_DIST` sets another folder that contains it. */
export const HOSTED = join(resolve(process.env.BACA_DIST ?? join(REPOSITORY, 'dist')), 'baca');
/** The files of the release in that folder; each finds the others beside it. */
export const BUNDLE = join(HOSTED, VERSION);

/** The corpus of test documents, described in its README. */
export const CORPUS = join(REPOSITORY, 'tests', 'corpus');
