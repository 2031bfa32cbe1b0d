// Runs axe-core inside the page, including open shadow roots.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * Asserts that axe reports no violation in the readers of the page: WCAG 2.2 A and AA and axe's best
 * practices, without the rules about the page around the reader.
 */
export async function assertAccessible(driver, state) {
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
  assert.ok(outcome.passes > 0, `axe checked nothing in the state "${state}"`);
  assert.deepEqual(outcome.violations, [], `axe found violations in the state "${state}"`);
}
