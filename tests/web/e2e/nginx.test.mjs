// SPDX-License-Identifier: Apache-2.0
// The site of packaging/nginx before the real collector, in the real nginx: names, ports and paths
// are changed, not one directive.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { clearInterval, setInterval } from 'node:timers';
import { connect as connectTls } from 'node:tls';
import { startNginx } from '../../support/nginx.mjs';
import { repository, startStack, web } from '../../support/stack.mjs';
import { readServices } from '../../../web/pages/portal/sample.mjs';
import { seedRatings } from '../../../web/pages/portal/seed.mjs';

const wording = JSON.parse(readFileSync(join(repository, 'assets/locales/problems.json'), 'utf8'));
const SLOW = 40; // connections; the stack's collector has 16 workers
const QUICK = 30;
const services = readServices(join(repository, 'assets'), Math.floor(Date.now() / 1000));

// The certificate is made here and known to nobody.
process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';

let stack;
let nginx;
let folder;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yiping-nginx-'));
  stack = await startStack({ front: startFront, settings: { trusted_proxies: ['127.0.0.1'] } });
});
after(async () => {
  await stack?.stop();
  await nginx?.stop();
  if (folder) await rm(folder, { recursive: true });
});

async function startFront(collector) {
  const answers = (url) => ask(url, '/v1/public/index').then(() => true, () => false);
  const front = await startNginx({ folder, collector, answers });
  nginx = front.process;
  return front.url;
}

/** One request on a connection of its own; `from`: the address that it comes from. */
function ask(url, path, { method = 'GET', headers = {}, body, from = '127.0.0.1' } = {}) {
  return new Promise((resolve, reject) => {
    const options = { method, headers, agent: false, localAddress: from, timeout: 10_000 };
    const sent = request(new URL(path, url), options, async (answer) => {
      const said = await text(answer).catch(() => '');
      resolve({ status: answer.statusCode, headers: answer.headers, text: said });
    });
    sent.on('error', reject).on('timeout', () => sent.destroy(new Error('no answer')));
    sent.end(body);
  });
}

function lookUp(from, forwarded) {
  const headers = { 'Content-Type': 'application/json', 'X-Forwarded-For': forwarded };
  const body = JSON.stringify({ receipt: '440300' });
  return ask(stack.collector, '/v1/receipts:lookup', { method: 'POST', headers, body, from });
}

function post(path, size) {
  const headers = { 'Content-Type': 'application/json', Authorization: 'Yiping yp1.none' };
  return ask(stack.collector, path, { method: 'POST', headers, body: 'x'.repeat(size) });
}

function assertProblem({ status, headers, text: body }, expected, code) {
  assert.equal(status, expected, body);
  assert.equal(headers['content-type'], 'application/problem+json');
  const problem = JSON.parse(body);
  assert.equal(problem.code, code);
  assert.equal(problem.status, expected);
  assert.equal(problem.title, wording[code].title);
  assert.deepEqual(problem.remedy, wording[code].remedy);
  for (const language of ['zh-Hans', 'en']) assert.ok(problem.message[language]);
}

test('ratings go through it', async () => {
  const rated = await seedRatings({
    collector: stack.collector,
    keyId: stack.key.id,
    secret: Buffer.from(stack.key.secret, 'hex'),
    services,
    web,
    amount: 12,
  });
  assert.equal(rated, 12);
});

test('health and metrics are not for the public', async () => {
  for (const path of ['/healthz', '/readyz', '/metrics']) {
    assert.equal((await ask(stack.collector, path)).status, 404, path);
  }
});

test('the collector counts by visitor, whoever a visitor claims to be', async () => {
  const answers = [];
  for (let i = 0; i < 80; ++i) answers.push((await lookUp('127.0.0.1', `203.0.113.${i}`)).status);
  assert.ok(answers.includes(400), answers.join());
  assert.equal(answers.at(-1), 429);
  assert.equal((await lookUp('127.0.0.2', '203.0.113.79')).status, 400);
});

test('a body at the limit passes, one beyond it is refused as the collector would', async () => {
  for (const [path, limit] of [
    ['/v1/evaluations', 16 << 10],
    ['/v1/devices:enrol', 4 << 10],
    ['/v1/evaluations:batch', 1 << 20],
    ['/v1/services', 2 << 20],
  ]) {
    const passed = await post(path, limit);
    assert.ok(passed.status === 400 || passed.status === 401, `${path} ${passed.status}`);
    assertProblem(await post(path, limit + 1), 413, 'body_too_large');
  }
});

test('neither token nor receipt is in its logs', async () => {
  const token = `yp1.${'CANARY'.repeat(12)}`;
  await ask(stack.collector, `/f/${token}?lang=en&x=CANARY`);
  await ask(stack.collector, `/v1/invitation?t=CANARY`, { headers: { Authorization: `Yiping ${token}` } });
  await ask(stack.collector, `/CANARY`);
  await ask(stack.collector, `/s/CANARYCANARY00`);
  const logs = readFileSync(join(folder, 'yiping.log'), 'utf8') + readFileSync(join(folder, 'yiping-error.log'), 'utf8');
  assert.match(logs, /GET \/f\/\{token\} 401/);
  assert.match(logs, /GET \/s\/\{code\} 404/);
  assert.doesNotMatch(logs, /CANARY/);
});

/** So many connections that send a byte now and then; how many of QUICK requests are answered meanwhile. */
async function answeredBeside(open, quick) {
  const slow = Array.from({ length: SLOW }, open);
  slow.forEach((socket) => socket.on('error', () => {}));
  const head = 'POST /v1/receipts:lookup HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 4000\r\n\r\n';
  slow.forEach((socket) => socket.write(head));
  const drip = setInterval(() => slow.forEach((socket) => socket.writable && socket.write('x')), 200);
  await new Promise((done) => setTimeout(done, 500));
  const answers = await Promise.allSettled(Array.from({ length: QUICK }, quick));
  clearInterval(drip);
  slow.forEach((socket) => socket.destroy());
  return answers.filter(({ status, value }) => status === 'fulfilled' && value === 200).length;
}

test('slow visitors keep nobody waiting; without it they do', async () => {
  const [secure, direct] = [new URL(stack.collector), new URL(stack.direct)];
  const beside = await answeredBeside(
    () => connectTls({ host: '127.0.0.1', port: secure.port, rejectUnauthorized: false }),
    async () => (await ask(stack.collector, '/v1/public/index', { from: '127.0.0.3' })).status,
  );
  assert.equal(beside, QUICK);
  const control = await answeredBeside(
    () => connect({ host: '127.0.0.1', port: direct.port }),
    async () => (await fetch(`${stack.direct}/v1/public/index`, { signal: AbortSignal.timeout(2_000) })).status,
  );
  assert.ok(control < QUICK, `${control} answered`);
});

test('too many requests from one address are told so, to any page', async () => {
  const answers = await Promise.all(
    Array.from({ length: 260 }, () => ask(stack.collector, '/v1/public/index', { from: '127.0.0.4' })),
  );
  const refused = answers.filter(({ status }) => status === 429);
  assert.ok(refused.length > 0);
  assertProblem(refused[0], 429, 'slow_down');
  assert.equal(refused[0].headers['retry-after'], '2');
  assert.equal(refused[0].headers['access-control-allow-origin'], '*');
});

test('a collector that is away: try again later, in our own form', async () => {
  await stack.process.stop();
  const answer = await ask(stack.collector, '/v1/public/index', { from: '127.0.0.5' });
  assertProblem(answer, 503, 'busy');
  assert.equal(answer.headers['retry-after'], '5');
});
