// SPDX-License-Identifier: Apache-2.0
// What a portal's back end does with the collector: push service events, keep the tokens.
import { createHash, createHmac } from 'node:crypto';
import { OperatorError } from './errors.mjs';

const TIME_LIMIT_MS = 10_000;

/** docs/http.md, "POST /v1/services": signs method, path, time and the body's hash. */
export function signature({ keyId, secret, time, body, path = '/v1/services' }) {
  const digest = createHash('sha256').update(body).digest('hex');
  const mac = createHmac('sha256', secret).update(`POST\n${path}\n${time}\n${digest}`);
  return `Yiping-HMAC key=${keyId}, time=${time}, signature=${mac.digest('base64url')}`;
}

export function pushServices({ collector, keyId, secret, services }) {
  return postSigned({ collector, keyId, secret, path: '/v1/services', value: { services } });
}

/** docs/http.md, "POST /v1/windows/{window}/invitation": has the window's terminal ask for a rating. */
export function inviteAtWindow({ collector, keyId, secret, window, area, caseNo }) {
  const path = `/v1/windows/${window}/invitation`;
  const value = { area, case_no: caseNo, service_no: 1 };
  return postSigned({ collector, keyId, secret, path, value });
}

async function postSigned({ collector, keyId, secret, path, value }) {
  const body = Buffer.from(JSON.stringify(value));
  const time = Math.floor(Date.now() / 1000);
  const answer = await ask(`${collector}${path}`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Authorization: signature({ keyId, secret, time, body, path }),
    },
    body,
  });
  const text = await answer.text();
  if (!answer.ok) throw new OperatorError(refusal(answer.status, text));
  return JSON.parse(text);
}

/** docs/http.md, "GET /v1/invitation". */
export async function invitation(collector, token) {
  const answer = await ask(`${collector}/v1/invitation`, { headers: bearer(token) });
  const text = await answer.text();
  if (!answer.ok) throw new OperatorError(refusal(answer.status, text));
  return JSON.parse(text);
}

/** `document` is sent in the bytes that the core wrote. */
export async function postEvaluation(collector, token, document) {
  const answer = await ask(`${collector}/v1/evaluations`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...bearer(token) },
    body: `{"evaluation":${document}}`,
  });
  const text = await answer.text();
  if (!answer.ok) throw new OperatorError(refusal(answer.status, text));
  return JSON.parse(text);
}

function bearer(token) {
  return { Authorization: `Yiping ${token}` };
}

/** Every call of ours may be repeated: what was stored already is answered again, not stored twice. */
const CUT = ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'];
const TRIES = 3;

async function ask(url, init) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await fetch(url, { ...init, signal: AbortSignal.timeout(TIME_LIMIT_MS) });
    } catch (cause) {
      const why = cause.cause?.code ?? cause.name;
      // A kept connection that the server closes at the moment of its next use.
      if (CUT.includes(why) && attempt < TRIES) continue;
      throw unreachable(new URL(url).origin, why, cause);
    }
  }
}

function unreachable(origin, why, cause) {
  return new OperatorError(
    `连不上采集器 ${origin}（${why}）。请先启动采集器，或用 --collector 指定它的地址。\n` +
      `Cannot reach the collector at ${origin} (${why}). Start it first, or name its address with --collector.`,
    { cause },
  );
}

function refusal(status, text) {
  try {
    const { code, field, message, remedy } = JSON.parse(text);
    const where = field === undefined ? '' : ` ${field}`;
    const lines = ['zh-Hans', 'en'].map((tag) => `${message[tag]} ${remedy?.[tag] ?? ''}`.trim());
    return `${lines.join('\n')}\n[${status} ${code}${where}]`;
  } catch {
    return `采集器拒绝了请求：HTTP ${status}。\nThe collector refused the request: HTTP ${status}.`;
  }
}
