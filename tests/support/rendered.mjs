// Runs the command `baca`.

import { spawnSync } from 'node:child_process';
import assert from 'node:assert/strict';
import { REPOSITORY } from './paths.mjs';

/** Runs a subcommand with an article as input and returns the output. */
function run(command, article, given) {
  const cargo = ['run', '--quiet', '--package', 'baca-cli', '--', command, '-', ...given];
  const { status, stdout, stderr } = spawnSync('cargo', cargo, {
    cwd: REPOSITORY,
    input: JSON.stringify(article),
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  assert.equal(status, 0, stderr);
  return stdout;
}

/** Returns the output of `baca render` for an article, with these additional arguments. */
export const render = (article, ...given) => run('render', article, given);

/** Returns the output of `baca convert`: the article in Baca's own format. */
export const convert = (article, ...given) => JSON.parse(run('convert', article, given));
