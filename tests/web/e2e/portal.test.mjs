// SPDX-License-Identifier: Apache-2.0
// The portal's back end: signed services, sample ratings, and an error that says what to do.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { freePort, Process } from '../../support/processes.mjs';
import { repository, startStack, web } from '../../support/stack.mjs';

const RATINGS = '40';
const program = join(repository, 'web/pages/portal/server.mjs');
let stack;

before(async () => {
  stack = await startStack({ portal: ['--seed-ratings', RATINGS] });
});
after(async () => {
  await stack?.stop();
});

/** Another portal on the same collector; the last of two equal options counts. */
function portal(...options) {
  const args = [program, '--collector', stack.direct, '--port', '0', '--web', web];
  const env = { ...process.env, YIPING_KEY_SECRET: stack.key.secret };
  return new Process('portal', process.execPath, [...args, '--key-id', stack.key.id, ...options], {
    env,
  });
}

test('forty services and forty sample ratings go in once, however often the portal starts', async () => {
  assert.match(stack.portalProcess.output, /sample ratings: 40/);
  assert.match(stack.portalProcess.output, /services: 40 新 new, 0 已有 known/);
  // In another second, so that the samples' times differ from those that are stored.
  await setTimeout(1_100);
  const again = portal('--seed-ratings', RATINGS);
  await again.until('started', () => again.output.includes('门户 portal'));
  await again.stop();
  assert.match(again.output, /sample ratings: 0/);
  assert.match(again.output, /services: 0 新 new, 40 已有 known/);
});

test('every case that is listed can still be rated', async () => {
  const list = await (await fetch(`${stack.portal}/`)).text();
  const numbers = [...list.matchAll(/href="\/case\/(\d+)"/g)].map(([, number]) => number);
  assert.ok(numbers.length >= 5, list);
  for (const number of numbers) {
    const page = await (await fetch(`${stack.portal}/case/${number}`)).text();
    const [, token] = /<yi-ping\s+token="(yp1\.[\w-]+)"/.exec(page);
    const headers = { Authorization: `Yiping ${token}` };
    const invitation = await (await fetch(`${stack.direct}/v1/invitation`, { headers })).json();
    assert.equal(invitation.state, 'open');
  }
});

test('a page with a token is not kept, and has one script', async () => {
  const answer = await fetch(`${stack.portal}/case/1?lang=en`);
  assert.equal(answer.headers.get('cache-control'), 'no-store');
  assert.equal(answer.headers.get('referrer-policy'), 'no-referrer');
  const page = await answer.text();
  assert.match(page, /<html lang="en">/);
  assert.equal(page.match(/<script/g).length, 1);
  assert.match(page, /integrity="sha384-/);
  assert.equal(
    (await fetch(`${stack.portal}/case/1?csp=none`)).headers.get('content-security-policy'),
    null,
  );
});

test('what is not there is 404, what is not asked with GET is 405', async () => {
  for (const path of [
    '/case/0',
    '/case/9999',
    '/case/1?service=77',
    '/etc/passwd',
    '/../server.mjs',
  ]) {
    assert.equal((await fetch(stack.portal + path)).status, 404, path);
  }
  assert.equal((await fetch(`${stack.portal}/`, { method: 'POST' })).status, 405);
});

const nobody = async () => `http://127.0.0.1:${await freePort()}`;
const REFUSED = {
  'a collector that is not there': [
    async () => ['--collector', await nobody()],
    /ECONNREFUSED[^]*Start it first/,
  ],
  'a collector that is no origin': [() => ['--collector', 'nope'], /must be an origin/],
  'a key that is not known': [() => ['--key-id', 'another'], /密钥[^]*\[401 key_unknown\]/],
  'another secret': [() => ['--key-secret', 'ab'.repeat(32)], /\[401 signature_wrong\]/],
  'a secret that is not hex': [() => ['--key-secret', 'secret'], /--key-secret in hex/],
  'a port out of range': [() => ['--port', '99999'], /0 to 65535/],
  'an amount that is none': [() => ['--seed-ratings', 'many'], /0 to 400/],
  'a web build that is not there': [() => ['--web', '/nowhere'], /npm run build/],
  'samples that are not there': [() => ['--assets', '/nowhere'], /--assets/],
  'an option that does not exist': [() => ['--frobnicate'], /--frobnicate[^]*Usage/],
};

for (const [name, [options, says]] of Object.entries(REFUSED)) {
  test(`${name}: it says so, and what to do`, async () => {
    const refused = portal(...(await options()));
    assert.equal(await refused.ended, 1);
    assert.match(refused.output, says);
    assert.doesNotMatch(refused.output, /\n\s+at /, 'a stack trace is no help');
  });
}

test('a port in use: it says so, and what to do', async () => {
  const holder = createServer();
  await new Promise((resolve) => holder.listen(0, '127.0.0.1', resolve));
  const { port } = holder.address();
  const refused = portal('--port', String(port));
  assert.equal(await refused.ended, 1);
  assert.match(refused.output, new RegExp(`${port} is in use; choose another with --port`));
  await new Promise((resolve) => holder.close(resolve));
});
