// SPDX-License-Identifier: Apache-2.0
// Every scenario on the wasm and on its wasm2js twin, byte for byte what the file states.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cores, packsOf, scenarios } from '../support/cores.mjs';
import { play } from '../support/scenario.mjs';

for (const [kind, start] of Object.entries(cores)) {
  const core = await start();
  for (const scenario of Object.values(scenarios)) {
    test(`${kind}: ${scenario.name}`, () => {
      assert.deepEqual(play(scenario, core, packsOf(scenario)).failures, []);
    });
  }

  const whole = scenarios['everything-answered'];
  const untrue = {
    'another document': {
      ...whole,
      evaluation: {
        ...whole.evaluation,
        document: whole.evaluation.document.replace('511', '510'),
      },
    },
    'another view': { ...whole, expect: { phase: 'rejected' } },
    'an error that does not come': {
      ...whole,
      steps: whole.steps.map((step) =>
        'submit' in step ? { ...step, expect_error: 'level_missing' } : step,
      ),
    },
    'no document': { ...whole, evaluation: undefined },
    'a contact that is not there': {
      ...whole,
      evaluation: { ...whole.evaluation, contact: '{}' },
    },
  };
  for (const [name, scenario] of Object.entries(untrue)) {
    test(`${kind}: control: a scenario that states ${name} fails`, () => {
      assert.notDeepEqual(play(scenario, core, packsOf(scenario)).failures, []);
    });
  }
}
