// Articles as the command makes pages of them.

import { spawnSync } from 'node:child_process';
import assert from 'node:assert/strict';
import { REPOSITORY } from './paths.mjs';

/** What `baca render` makes of an article, with these arguments besides. */
export function render(article, ...given) {
  const cargo = ['run', '--quiet', '--package', 'baca-cli', '--', 'render', '-', ...given];
  const { status, stdout, stderr } = spawnSync('cargo', cargo, {
    cwd: REPOSITORY,
    input: JSON.stringify(article),
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  assert.equal(status, 0, stderr);
  return stdout;
}
