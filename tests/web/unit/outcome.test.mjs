// SPDX-License-Identifier: Apache-2.0
// What an answer means: stored, rejected and unreachable are never mixed up.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parts } from './support.mjs';

const RECEIPT = '4403000123456789ABCDEFX';
const kind = (status, body) =>
  parts.outcomeOf(status, typeof body === 'string' ? body : JSON.stringify(body), RECEIPT).kind;
const problem = (code) => ({ code, message: { en: 'x', 'zh-Hans': '某' }, remedy: {} });

test('only a 2xx with the very receipt that the core computed is a success', () => {
  assert.equal(kind(201, { receipt: RECEIPT }), 'stored');
  assert.equal(kind(200, { receipt: RECEIPT }), 'stored');
  assert.equal(kind(200, { receipt: '440300XXXXXXXXXXXXXXXXX' }), 'unreachable');
  assert.equal(kind(200, '<html>Wi-Fi log-in</html>'), 'unreachable');
  assert.equal(kind(204, ''), 'unreachable');
});

test('a refusal in our own form is a rejection, with its words', () => {
  for (const [status, code] of [
    [400, 'not_canonical'],
    [401, 'token_expired'],
    [403, 'origin_refused'],
    [413, 'body_too_large'],
    [409, 'window_closed'],
  ]) {
    assert.equal(kind(status, problem(code)), 'rejected', code);
  }
});

test('a refusal by somebody else is not a rejection', () => {
  assert.equal(kind(403, '<html>blocked by the proxy</html>'), 'unreachable');
  assert.equal(kind(404, '{"error":"no such route"}'), 'unreachable');
});

test('try later is tried later', () => {
  for (const status of [408, 429, 500, 502, 503, 504]) {
    assert.equal(kind(status, problem('busy')), 'unreachable', String(status));
  }
});

test('another document under our submission means that ours arrived earlier', () => {
  assert.equal(kind(409, problem('digest_mismatch')), 'earlier');
  assert.equal(kind(409, problem('already_rated')), 'rated');
});

test('waits grow to a minute, keep their jitter and never undercut Retry-After', () => {
  for (let tries = 0; tries < 40; ++tries) {
    const [least, most] = [parts.delay(tries, 0), parts.delay(tries, 1)];
    assert.ok(least >= 500 && most <= 60000 && least < most, `try ${tries}: ${least} to ${most}`);
  }
  assert.equal(parts.delay(0, 0.5, 30), 30000);
});

test('Retry-After is read as seconds and as a date, and nonsense as nothing', () => {
  const now = Date.parse('2026-11-22T00:00:00Z');
  assert.equal(parts.retryAfter('7', now), 7);
  assert.equal(parts.retryAfter('Sun, 22 Nov 2026 00:00:30 GMT', now), 30);
  assert.equal(parts.retryAfter('Sat, 21 Nov 2026 00:00:00 GMT', now), 0);
  assert.equal(parts.retryAfter('soon', now), 0);
  assert.equal(parts.retryAfter(null, now), 0);
  assert.equal(parts.retryAfter('999999', now), 3600);
});
