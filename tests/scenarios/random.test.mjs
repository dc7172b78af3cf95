// SPDX-License-Identifier: Apache-2.0
// Random visits are recorded on the wasm; its twin and the native core must then say the same:
// every error, the whole last view, the document. YIPING_SESSIONS and YIPING_SEED choose others.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { command, cores, packsOf, repository } from '../support/cores.mjs';
import { Recorder, randomScenario } from '../support/random.mjs';
import { play } from '../support/scenario.mjs';

const count = Number(process.env.YIPING_SESSIONS ?? 500);
const seed = Number(process.env.YIPING_SEED ?? 1);
const folder = mkdtempSync(join(tmpdir(), 'yiping-random-'));
after(() => rmSync(folder, { recursive: true }));

const recorded = [];
const refused = new Set();

test(`${count} random visits on the wasm`, async () => {
  const core = await cores.wasm();
  for (let i = 0; i < count; ++i) {
    const visit = randomScenario(seed + i);
    const recorder = new Recorder(visit, core, packsOf(visit));
    recorded.push(recorder.record());
    assert.deepEqual(recorder.failures, [], `seed ${seed + i}`);
  }
  recorded.forEach(({ steps }) => steps.forEach((step) => refused.add(step.expect_error)));
});

test('they reach every phase, and every error that a visit can meet', (t) => {
  const documents = recorded.filter(({ evaluation }) => evaluation).length;
  const phases = new Set(recorded.map(({ expect }) => expect.phase));
  const contacts = recorded.filter(({ evaluation }) => evaluation?.contact).length;
  t.diagnostic(
    `${documents} documents, ${contacts} contacts; phases ${[...phases]}; errors ${[...refused]}`,
  );
  if (count < 500) return;
  assert.ok(documents > count / 10);
  assert.ok(contacts > 0);
  for (const phase of ['edit', 'review', 'sending', 'stored', 'rejected', 'closed'])
    assert.ok(phases.has(phase), phase);
  for (const error of [
    'level_missing',
    'wrong_phase',
    'unknown_item',
    'unknown_option',
    'unknown_level',
    'unknown_mode',
    'reason_of_other_level',
    'language_missing',
    'text_too_long',
    'hidden_item',
    'answer_missing',
    'no_page',
    'nothing_to_undo',
    'unknown_paging',
  ]) {
    assert.ok(refused.has(error), error);
  }
});

test('the same on its twin in JavaScript', async () => {
  const core = await cores.wasm2js();
  for (const scenario of recorded) {
    assert.deepEqual(play(scenario, core, packsOf(scenario)).failures, [], scenario.name);
  }
});

test('the same on the native core, and each document rebuilt', () => {
  const files = recorded.map((scenario, index) => {
    const file = join(folder, `${index}.json`);
    writeFileSync(file, JSON.stringify(scenario));
    return file;
  });
  const options = { cwd: repository, encoding: 'utf8', maxBuffer: 1e8 };
  const run = () => execFileSync(command, ['run', ...files], options);
  assert.match(run(), new RegExp(`^${count} passed, 0 failed$`, 'm'));
  // The control: one document changed in one byte.
  const untrue = structuredClone(recorded.find(({ evaluation }) => evaluation));
  untrue.evaluation.document += ' ';
  writeFileSync(files[0], JSON.stringify(untrue));
  assert.throws(run, ({ stdout }) => stdout.includes(`${count - 1} passed, 1 failed`));
});
