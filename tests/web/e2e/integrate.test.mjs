// SPDX-License-Identifier: Apache-2.0
// The programs of docs/integrate.md, run as they stand there against the real collector.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { repository, startStack } from '../../support/stack.mjs';

const page = readFileSync(join(repository, 'docs/integrate.md'), 'utf8');
const blocks = new Map(
  [...page.matchAll(/^```\w+ (\S+)\n(.*?)^```$/gms)].map(([, name, text]) => [name, text]),
);
const RUNNERS = {
  'report.sh': ['bash', '-eu'],
  'report.mjs': [process.execPath],
  'Report.java': ['java'],
  'report.py': ['python3'],
};

let stack;
let folder;
before(async () => {
  stack = await startStack();
  folder = await mkdtemp(join(tmpdir(), 'yiping-integrate-'));
});
after(async () => {
  await stack?.stop();
  if (folder) await rm(folder, { recursive: true });
});

/** Runs a block of the page; `undefined` where its language is not on this machine. */
function run([program, ...options], name, secret = stack.key.secret) {
  writeFileSync(join(folder, name), blocks.get(name));
  const env = {
    ...process.env,
    YIPING_URL: stack.collector,
    YIPING_KEY_ID: stack.key.id,
    YIPING_KEY_SECRET: secret,
  };
  const done = spawnSync(program, [...options, name], { cwd: folder, env, encoding: 'utf8', timeout: 60_000 });
  if (done.error?.code === 'ENOENT') return undefined;
  return { status: done.status, answer: parsed(done.stdout), said: done.stdout + done.stderr };
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The page's own events, of now. */
function writeServices(caseNo) {
  const value = JSON.parse(blocks.get('services.json'));
  value.services[0].service_time = Math.floor(Date.now() / 1000) - 60;
  if (caseNo) value.services[0].case_no = caseNo;
  writeFileSync(join(folder, 'services.json'), JSON.stringify(value));
}

// A connection of its own: while a program runs nothing here notices that an idle one has ended.
async function stateOf(token) {
  const options = { headers: { Authorization: `Yiping ${token}` }, agent: false };
  const [answer] = await once(get(`${stack.collector}/v1/invitation`, options), 'response');
  return (await json(answer)).state;
}

test('each program that the page shows is run here', () => {
  const programs = [...blocks.keys()].filter((name) => /report/i.test(name));
  assert.deepEqual(programs.sort(), Object.keys(RUNNERS).sort());
});

for (const [name, runner] of Object.entries(RUNNERS)) {
  test(`${name} reports a service, twice the same`, async (t) => {
    writeServices(`sample-${name}`);
    const first = run(runner, name);
    if (!first) return t.skip(`${runner[0]} is not on this machine`);
    assert.equal(first.status, 0, first.said);
    assert.deepEqual([first.answer?.accepted, first.answer?.known], [1, 0], first.said);
    assert.equal(await stateOf(first.answer.services[0].token), 'open');
    const again = run(runner, name);
    assert.deepEqual([again.answer?.accepted, again.answer?.known], [0, 1], again.said);
  });

  test(`${name} with a wrong secret fails, and shows why`, (t) => {
    writeServices(`refused-${name}`);
    const refused = run(runner, name, '00'.repeat(32));
    if (!refused) return t.skip(`${runner[0]} is not on this machine`);
    assert.notEqual(refused.status, 0, refused.said);
    assert.equal(refused.answer?.code, 'signature_wrong', refused.said);
  });
}

test('a window is invited, and figures appear', async () => {
  writeServices();
  assert.equal(run(RUNNERS['report.sh'], 'report.sh').status, 0);
  const invited = run(['bash', '-eu'], 'invite.sh');
  assert.deepEqual([invited.status, invited.answer], [0, { state: 'invited' }], invited.said);
  await stack.figures(() => true);
  const figures = run(['bash', '-eu'], 'figures.sh');
  assert.equal(figures.status, 0, figures.said);
  assert.equal(figures.answer?.schema, 'yiping.figures/1', figures.said);
});
