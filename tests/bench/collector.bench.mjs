// SPDX-License-Identifier: Apache-2.0
// Ratings a second: ours beside what else one could run, in interleaved rounds of one run.
//   tools/bench collector [--rounds N] [--seconds N] [--only NAME] [--write FILE]
// Each server gets the same requests from wrk over 64 connections: real ratings of services that were
// reported, each once. After a round, what was stored is compared with what was answered 201.
import { execFileSync } from 'node:child_process';
import { createHash, createHmac, randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cores, packs, repository } from '../support/cores.mjs';
import { freePort, Process } from '../support/processes.mjs';

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '3' },
    only: { type: 'string' },
    write: { type: 'string' },
  },
});
const ROUNDS = Number(options.rounds);
const SECONDS = Number(options.seconds);
const CONNECTIONS = 64;
/** More than any server here stores; a round that runs out of them fails. */
const REQUESTS = 18_000 * SECONDS;

const AREA = '440300000000';
const NOW = Math.floor(Date.now() / 1000);
const folder = fs.mkdtempSync(join(tmpdir(), 'yiping-bench-'));
const peers = process.env.YIPING_PEERS;
const collector = join(repository, 'build/release/native/collector/yiping-collector');
const postgresql = process.env.YIPING_POSTGRESQL;
const secret = () => randomBytes(32).toString('hex');
const tokenKey = secret();
const systemKey = secret();

const median = (all) => all.toSorted((a, b) => a - b)[all.length >> 1];
const progress = (text) => process.stderr.write(`${text}\n`);

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

async function report(port) {
  const tokens = [];
  for (let at = 0; at < REQUESTS; at += 500) {
    const body = JSON.stringify({ services: services(at, Math.min(500, REQUESTS - at)) });
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

async function writeRequests(tokens, path) {
  const kinds = await documents();
  const out = fs.createWriteStream(path);
  tokens.forEach((token, i) => {
    // 55, 20, 10, 10, 5 of a hundred.
    const part = (i * 37) % 100;
    const kind = kinds[[55, 75, 85, 95, 100].findIndex((end) => part < end)];
    const document = kind.text.replace(kind.id, randomBytes(16).toString('hex'));
    const body = `{"evaluation":${document}}`;
    const request =
      'POST /v1/evaluations HTTP/1.1\r\nHost: 127.0.0.1\r\n' +
      `Authorization: Yiping ${token}\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
    out.write(`${Buffer.byteLength(request)}\n${request}`);
  });
  await new Promise((resolve) => out.end(resolve));
}

// Who gets it.

function configure(name, port, store) {
  const place = join(folder, name);
  fs.mkdirSync(place, { recursive: true });
  const config = join(place, 'collector.json');
  fs.writeFileSync(
    config,
    JSON.stringify({
      port,
      public_url: `http://127.0.0.1:${port}`,
      data: 'data',
      ...(store && { store }),
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
    }),
  );
  return { place, config };
}

const listens = (port) => async () => {
  try {
    await fetch(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(1000) });
    return true;
  } catch {
    return false;
  }
};

async function started(name, port, program, args, more = {}) {
  const running = new Process(name, program, args, more);
  await running.until('listening', listens(port));
  return running;
}

const serve = (config, port) =>
  started('ours', port, collector, ['serve', '--config', config, '--quiet']);

/** The count that `verify` prints; it fails when anything does not fit. */
function verified(config) {
  const text = execFileSync(collector, ['verify', '--config', config], { encoding: 'utf8' });
  return Number(/ratings: (\d+)/.exec(text)[1]);
}

const reported = join(folder, 'reported');
const requests = join(folder, 'requests');

async function ours() {
  const port = await freePort();
  const { place, config } = configure('ours', port);
  fs.cpSync(reported, join(place, 'data'), { recursive: true });
  const running = await serve(config, port);
  return {
    port,
    running,
    end: async () => {
      await running.stop();
      const rows = verified(config);
      fs.rmSync(place, { recursive: true });
      return rows;
    },
  };
}

async function oursOnPostgresql() {
  const port = await freePort();
  execFileSync('psql', [
    postgresql,
    '-qc',
    'SET client_min_messages = error; DROP SCHEMA IF EXISTS ours CASCADE; CREATE SCHEMA ours',
  ]);
  const { place, config } = configure('pg', port, `${postgresql}&options=-csearch_path%3Dours`);
  const running = await serve(config, port);
  await report(port);
  return {
    port,
    running,
    end: async () => {
      await running.stop();
      const rows = verified(config);
      fs.rmSync(place, { recursive: true });
      return rows;
    },
  };
}

async function trivial() {
  const port = await freePort();
  const program = join(repository, 'build/release/tests/bench/yiping_trivial_server');
  const running = await started('trivial', port, program, [String(port)]);
  return { port, running, stateless: true, end: () => running.stop() };
}

async function nginx() {
  const port = await freePort();
  const place = join(folder, 'nginx');
  fs.mkdirSync(place, { recursive: true });
  fs.writeFileSync(
    join(place, 'nginx.conf'),
    `daemon off; pid ${place}/pid; error_log ${place}/error.log; worker_processes 2;
     events { worker_connections 1024; }
     http { access_log off; keepalive_requests 100; client_body_temp_path ${place}/body;
       proxy_temp_path ${place}/p; fastcgi_temp_path ${place}/f; uwsgi_temp_path ${place}/u; scgi_temp_path ${place}/s;
       server { listen 127.0.0.1:${port}; location / { return 200 'ok'; } } }`,
  );
  const args = ['-p', place, '-c', join(place, 'nginx.conf'), '-e', join(place, 'error.log')];
  const running = await started('nginx', port, '/usr/sbin/nginx', args);
  return { port, running, stateless: true, unwatched: true, end: () => running.stop() };
}

const peer = (mode) => async () => {
  const port = await freePort();
  const place = join(folder, mode);
  fs.mkdirSync(place, { recursive: true });
  const where = mode === 'pg' ? postgresql : place;
  const program = join(peers, 'server.mjs');
  const running = await started(
    mode,
    port,
    process.execPath,
    [program, mode, String(port), where, tokenKey],
    {
      cwd: peers,
      env: { ...process.env, NODE_ENV: 'production' },
    },
  );
  return {
    port,
    running,
    end: async () => {
      const { rows } = await (await fetch(`http://127.0.0.1:${port}/rows`)).json();
      await running.stop();
      fs.rmSync(place, { recursive: true });
      return rows;
    },
  };
};

const SERVERS = [
  ['ours', ours],
  ['ours on PostgreSQL', oursOnPostgresql],
  ['the library, trivial POST', trivial],
  ['nginx, return 200', nginx],
  ['fastify + better-sqlite3, a commit each', peer('single')],
  ['fastify + better-sqlite3, group commit', peer('group')],
  ['fastify + pg, pool of 32', peer('pg')],
].filter(([name]) => ['ours', options.only ?? name].includes(name));

// How it does.

function processor(pid) {
  const fields = fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10_000; // microseconds, at 100 ticks a second
}

const residentMiB = (pid) =>
  Number(/VmHWM:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;

async function measure(name, start) {
  const server = await start();
  const { pid } = server.running;
  const before = processor(pid);
  const args = [
    '-t1',
    `-c${CONNECTIONS}`,
    `-d${SECONDS}s`,
    '--latency',
    '-s',
    join(import.meta.dirname, 'load.lua'),
  ];
  args.push(
    `http://127.0.0.1:${server.port}`,
    '--',
    requests,
    ...(server.stateless ? ['again'] : []),
  );
  // In the background of this process, or its servers' pipes would fill.
  const load = new Process('wrk', 'wrk', args);
  await load.ended;
  const line = /^RESULT (.*)$/m.exec(load.output);
  if (!line) throw new Error(`wrk, ${name}: ${load.output}`);
  const told = JSON.parse(line[1]);
  const spent = processor(pid) - before;
  const memory = residentMiB(pid);
  const rows = await server.end();
  if (told.status > 0) throw new Error(`${name}: ${told.status} answers were no 2xx`);
  if (!server.stateless) {
    if (told.wrapped > 0) throw new Error(`${name}: ran out of requests`);
    // What was under way when wrk ended may be stored as well.
    const under = rows - told.requests;
    if (under < 0 || under > CONNECTIONS + told.timeouts) {
      throw new Error(`${name}: ${told.requests} answered, ${rows} stored`);
    }
  }
  return {
    rate: (told.requests / told.microseconds) * 1e6,
    p50: told.p50 / 1000,
    p99: told.p99 / 1000,
    // The workers of nginx are not the process that was started.
    memory: server.unwatched ? NaN : memory,
    processor: server.unwatched ? NaN : spent / told.requests,
    timeouts: told.timeouts,
  };
}

/** Milliseconds of a 4 KiB append with fdatasync: what a commit cannot do without. */
function disk() {
  const file = fs.openSync(join(folder, 'probe'), 'w');
  const block = randomBytes(4096);
  const times = Array.from({ length: 300 }, () => {
    const begin = process.hrtime.bigint();
    fs.writeSync(file, block);
    fs.fdatasyncSync(file);
    return Number(process.hrtime.bigint() - begin) / 1e6;
  }).toSorted((a, b) => a - b);
  fs.closeSync(file);
  return { p50: times[150], p99: times[297] };
}

// What is told.

const figure = (value, digits = 0) =>
  Number.isNaN(value)
    ? '—'
    : value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
const range = (all, digits = 0) =>
  `${figure(Math.min(...all), digits)}–${figure(Math.max(...all), digits)}`;

function table(rounds) {
  const of = (name, what) => rounds.map((round) => round[name][what]);
  const lines = [
    '| server | ratings/s, median (range) | p50, p99 ms | peak RSS MiB | CPU µs each | ours ÷ it, median of rounds (range) |',
    '|---|--:|--:|--:|--:|--:|',
  ];
  for (const [name] of SERVERS) {
    const ratios = rounds.map((round) => round.ours.rate / round[name].rate);
    const mine = name === 'ours' ? '1' : `**${figure(median(ratios), 2)}** (${range(ratios, 2)})`;
    lines.push(
      `| ${name} | ${figure(median(of(name, 'rate')))} (${range(of(name, 'rate'))}) ` +
        `| ${figure(median(of(name, 'p50')), 1)}, ${figure(median(of(name, 'p99')), 1)} ` +
        `| ${figure(median(of(name, 'memory')))} | ${figure(median(of(name, 'processor')))} | ${mine} |`,
    );
  }
  return lines.join('\n');
}

function write(file, text) {
  const page = fs.readFileSync(file, 'utf8');
  const [begin, end] = ['<!-- collector: begin -->', '<!-- collector: end -->'];
  const from = page.indexOf(begin) + begin.length;
  fs.writeFileSync(file, `${page.slice(0, from)}\n${text}\n${page.slice(page.indexOf(end))}`);
}

try {
  progress(`${REQUESTS} services are reported, and their ratings written`);
  const port = await freePort();
  const { place, config } = configure('prepare', port);
  const running = await serve(config, port);
  await writeRequests(await report(port), requests);
  await running.stop();
  fs.renameSync(join(place, 'data'), reported);

  const probe = disk();
  const rounds = [];
  for (let i = 0; i < ROUNDS; ++i) {
    const round = {};
    for (const [name, start] of SERVERS) {
      round[name] = await measure(name, start);
      progress(`round ${i + 1} of ${ROUNDS}: ${name}: ${figure(round[name].rate)} a second`);
    }
    rounds.push(round);
  }
  const timeouts = Object.fromEntries(
    SERVERS.map(([name]) => [name, rounds.reduce((sum, round) => sum + round[name].timeouts, 0)]),
  );
  const late = Object.entries(timeouts).filter(([, count]) => count > 0);
  const machine =
    `${cpus().length} × ${cpus()[0].model}, Node ${process.versions.node}, load ${loadavg()[1].toFixed(1)}; ` +
    `fdatasync of 4 KiB: p50 ${figure(probe.p50, 2)} ms, p99 ${figure(probe.p99, 2)} ms. ` +
    `${ROUNDS} rounds of ${SECONDS} s, ${CONNECTIONS} connections, ${new Date().toISOString().slice(0, 10)}. ` +
    `Answers after wrk's 2 s: ${late.map(([name, count]) => `${name} ${count}`).join(', ') || 'none'}.`;
  const text = `\n${table(rounds)}\n\n${machine}\n`;
  console.log(text);
  if (options.write) write(options.write, text);
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}
