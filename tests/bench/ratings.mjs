// SPDX-License-Identifier: Apache-2.0
// What benches of the collector share: one that is configured here, services reported to it, their
// ratings ready to be sent, and a page to put a table in.
import { execFileSync } from 'node:child_process';
import { createHash, createHmac, randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { cores, packs, repository } from '../support/cores.mjs';
import { freePort, Process } from '../support/processes.mjs';

const AREA = '440300000000';
const NOW = Math.floor(Date.now() / 1000);
export const folder = fs.mkdtempSync(join(tmpdir(), 'yiping-bench-'));
export const reported = join(folder, 'reported');
export const requests = join(folder, 'requests');
const collector = join(repository, 'build/release/native/collector/yiping-collector');
const secret = () => randomBytes(32).toString('hex');
export const tokenKey = secret();
const systemKey = secret();

export const median = (all) => all.toSorted((a, b) => a - b)[all.length >> 1];
export const progress = (text) => process.stderr.write(`${text}\n`);

// What is sent.

/** A document of each level as the core writes it; the bad ones have a text. */
async function documents() {
  const core = await cores.wasm();
  const questionnaire = core.call('yp_questionnaire_open', [packs['zh-Hans']]);
  return [5, 4, 3, 2, 1].map((level) => {
    const id = { fixed: new Uint8Array(16).fill(level) };
    const session = core.call('yp_session_open', [questionnaire, 'zh-Hans', id, 440300]);
    core.call('yp_session_choose_level', [session, level, NOW - 60]);
    if (level === 2) core.call('yp_session_toggle', [session, 'reasons', '207', NOW - 50]);
    if (level < 3) {
      const text = '材料要复印三份，窗口说法不一。';
      core.call('yp_session_set_text', [session, 'suggestion', text, NOW - 40]);
    }
    core.call('yp_session_apply', [session, 4, '', NOW - 30]);
    return { text: core.evaluation(session).document, id: Buffer.from(id.fixed).toString('hex') };
  });
}

const services = (from, count) =>
  Array.from({ length: count }, (_, i) => ({
    area: AREA,
    case_no: `bench-${from + i}`,
    service_no: 1,
    service_name: '申报',
    service_time: NOW - 3600,
    item_code: `item-${(from + i) % 50}`,
    item_name: '居住证签发',
    org_code: `org-${(from + i) % 20}`,
    org_name: '深圳市公安局',
    channel: 'mobile',
    rater_kind: 'natural_person',
    status: 'accepted',
  }));

/** Reports so many services; gives back their tokens. */
export async function report(port, count) {
  const tokens = [];
  for (let at = 0; at < count; at += 500) {
    const body = JSON.stringify({ services: services(at, Math.min(500, count - at)) });
    const time = Math.floor(Date.now() / 1000);
    const digest = createHash('sha256').update(body).digest('hex');
    const signature = createHmac('sha256', Buffer.from(systemKey, 'hex'))
      .update(`POST\n/v1/services\n${time}\n${digest}`)
      .digest('base64url');
    const reply = await fetch(`http://127.0.0.1:${port}/v1/services`, {
      method: 'POST',
      body,
      headers: {
        'Content-Type': 'application/json',
        Authorization: `Yiping-HMAC key=bench, time=${time}, signature=${signature}`,
      },
    });
    if (reply.status !== 200) throw new Error(`services: ${reply.status} ${await reply.text()}`);
    tokens.push(...(await reply.json()).services.map(({ token }) => token));
  }
  return tokens;
}

/** A rating for each token: 55, 20, 10, 10, 5 of a hundred by level. */
export async function ratings(tokens) {
  const kinds = await documents();
  return tokens.map((token, i) => {
    const part = (i * 37) % 100;
    const kind = kinds[[55, 75, 85, 95, 100].findIndex((end) => part < end)];
    const document = kind.text.replace(kind.id, randomBytes(16).toString('hex'));
    return { token, body: `{"evaluation":${document}}` };
  });
}

/** A request for each token, as load.lua and yiping_open_load read them. */
async function writeRequests(tokens, path) {
  const out = fs.createWriteStream(path);
  for (const { token, body } of await ratings(tokens)) {
    const request =
      'POST /v1/evaluations HTTP/1.1\r\nHost: 127.0.0.1\r\n' +
      `Authorization: Yiping ${token}\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
    out.write(`${Buffer.byteLength(request)}\n${request}`);
  }
  await new Promise((resolve) => out.end(resolve));
}

/** A configuration in a folder of its own. `more`: settings beside the usual. */
export function configure(name, port, more = {}) {
  const place = join(folder, name);
  fs.mkdirSync(place, { recursive: true });
  const config = join(place, 'collector.json');
  fs.writeFileSync(
    config,
    JSON.stringify({
      port,
      public_url: `http://127.0.0.1:${port}`,
      data: 'data',
      assets: join(repository, 'assets'),
      areas: [
        {
          code: AREA,
          name: { 'zh-Hans': '深圳市', en: 'Shenzhen' },
          origins: ['http://localhost'],
        },
      ],
      token_keys: [{ id: 1, algorithm: 'hmac-sha256', secret: tokenKey }],
      case_key: tokenKey,
      system_keys: [{ id: 'bench', secret: systemKey, areas: [AREA] }],
      ...more,
    }),
  );
  return { place, config };
}

/** Data with so many services reported, and in `requests` the rating of each. */
export async function prepare(count) {
  progress(`${count} services are reported, and their ratings written`);
  const port = await freePort();
  const { place, config } = configure('prepare', port);
  const running = await serve(config, port);
  await writeRequests(await report(port, count), requests);
  await running.stop();
  fs.renameSync(join(place, 'data'), reported);
}

const listens = (port) => async () => {
  try {
    await fetch(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(1000) });
    return true;
  } catch {
    return false;
  }
};

export async function started(name, port, program, args, more = {}) {
  const running = new Process(name, program, args, more);
  await running.until('listening', listens(port));
  return running;
}

/** `before`: a program that starts it, and its arguments. */
export const serve = (config, port, before = []) => {
  const [program, ...args] = [...before, collector, 'serve', '--config', config, '--quiet'];
  return started('ours', port, program, args);
};

/** The count that `verify` prints; it fails when anything does not fit. */
export function verified(config) {
  const text = execFileSync(collector, ['verify', '--config', config], { encoding: 'utf8' });
  return Number(/ratings: (\d+)/.exec(text)[1]);
}

export const residentMiB = (pid) =>
  Number(/VmHWM:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;

export const figure = (value, digits = 0) =>
  Number.isNaN(value)
    ? '—'
    : value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** Puts `text` between the marks of a page, which have to be there. */
export function write(file, mark, text) {
  const page = fs.readFileSync(file, 'utf8');
  const [begin, end] = [`<!-- ${mark}: begin -->`, `<!-- ${mark}: end -->`];
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${file} has no ${begin} … ${end}`);
  fs.writeFileSync(file, `${page.slice(0, from + begin.length)}\n${text}\n${page.slice(to)}`);
}

export const machine = () =>
  `${cpus().length} × ${cpus()[0].model}, Node ${process.versions.node}, load ${loadavg()[1].toFixed(1)}`;
