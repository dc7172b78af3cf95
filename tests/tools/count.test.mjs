// SPDX-License-Identifier: Apache-2.0
// tools/test adds up what each runner says; a miscount would hide a failure.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'yiping-count-'));
after(() => rmSync(folder, { recursive: true }));

/** Runs bash with the libraries of tools/ loaded. */
function bash(script) {
  const libraries = ['log', 'parts'].map((name) => `. ${root}/tools/lib/${name}.sh`).join('; ');
  const settings = `ROOT=${root} LOG_FOLDER=${folder}`;
  const run = spawnSync('bash', ['-uc', `${settings}; ${libraries}; ${script}`], { encoding: 'utf8' });
  return { ...run, lines: run.stdout.trim().split('\n') };
}

function count(output) {
  const log = join(folder, 'one.log');
  writeFileSync(log, output);
  return bash(`count_tests ${log}`).lines.at(-1);
}

test('counts of ctest, of node --test and of our own runners', () => {
  assert.equal(count('97% tests passed, 3 tests failed out of 100\n'), '97 3');
  assert.equal(count('99% tests passed, 1 test failed out of 120\n'), '119 1');
  assert.equal(count('ℹ tests 7\nℹ pass 5\nℹ fail 1\nℹ cancelled 1\n'), '5 2');
  assert.equal(count('# pass 5\n# fail 0\n'), '5 0');
  assert.equal(count('12 passed, 1 failed\n'), '12 1');
  assert.equal(count('nothing of the kind\n'), '0 0');
});

const TOTALS = 'echo "totals $passed_total $failed_total"';

test('a step that says nothing counts as one', () => {
  assert.equal(bash(`run_tests one true; ${TOTALS}`).lines.at(-1), 'totals 1 0');
  assert.equal(bash(`run_tests one false; ${TOTALS}`).lines.at(-1), 'totals 0 1');
});

test('a runner that crashes after its last passed test is a failure', () => {
  const crash = `crash() { echo '9 passed, 0 failed'; return 139; }; run_tests one crash; ${TOTALS}`;
  assert.equal(bash(crash).lines.at(-1), 'totals 9 1');
});

test('a failed step shows the end of its output and where the rest is', () => {
  const { stdout } = bash(`fail() { echo 'the cause'; return 1; }; run_step 'a step' fail`);
  assert.match(stdout, /FAILED/);
  assert.match(stdout, /\| the cause/);
  assert.match(stdout, /whole output: .*a-step\.log/);
});
