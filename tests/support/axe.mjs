// axe-core, run inside the page by the driver: it looks into open shadow roots by itself.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * Asserts that axe finds nothing wrong in the readers of the page. The rules of WCAG 2.2 A and AA
 * and axe's best practices all count, except those about the page around the reader.
 */
export async function accessible(driver, state) {
  await driver.executeScript(source);
  const outcome = await driver.executeAsyncScript(`
    const done = arguments[arguments.length - 1];
    const rules = { region: { enabled: false }, 'landmark-one-main': { enabled: false }, bypass: { enabled: false } };
    axe.run('baca-reader', { rules, resultTypes: ['violations'] })
      .then(({ violations, passes }) => done({
        passes: passes.length,
        violations: violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map(({ target, failureSummary }) => target.flat().join(' ') + ': ' + failureSummary) })),
      }), (error) => done({ error: String(error) }));`);
  assert.equal(outcome.error, undefined, `axe did not run in the state "${state}"`);
  assert.ok(outcome.passes > 0, `axe looked at nothing in the state "${state}"`);
  assert.deepEqual(outcome.violations, [], `axe found something in the state "${state}"`);
}
