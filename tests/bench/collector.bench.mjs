// SPDX-License-Identifier: Apache-2.0
// Ratings a second: ours beside what else one could run, in interleaved rounds of one run.
//   tools/bench collector [--rounds N] [--seconds N] [--only NAME] [--write FILE]
// Each server gets the same requests from wrk over 64 connections: real ratings of services that were
// reported, each once. After a round, what was stored is compared with what was answered 201.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { repository } from '../support/cores.mjs';
import { freePort, Process } from '../support/processes.mjs';
import {
  configure,
  figure,
  folder,
  machine,
  median,
  prepare,
  progress,
  report,
  reported,
  requests,
  residentMiB,
  serve,
  started,
  tokenKey,
  verified,
  write,
} from './ratings.mjs';

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

const peers = process.env.YIPING_PEERS;
const postgresql = process.env.YIPING_POSTGRESQL;

// Who gets it.


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
  const { place, config } = configure('pg', port, {
    store: `${postgresql}&options=-csearch_path%3Dours`,
  });
  const running = await serve(config, port);
  await report(port, REQUESTS);
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

try {
  await prepare(REQUESTS);

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
  const conditions =
    `${machine()}; ` +
    `fdatasync of 4 KiB: p50 ${figure(probe.p50, 2)} ms, p99 ${figure(probe.p99, 2)} ms. ` +
    `${ROUNDS} rounds of ${SECONDS} s, ${CONNECTIONS} connections, ${new Date().toISOString().slice(0, 10)}. ` +
    `Answers after wrk's 2 s: ${late.map(([name, count]) => `${name} ${count}`).join(', ') || 'none'}.`;
  const text = `\n${table(rounds)}\n\n${conditions}\n`;
  console.log(text);
  if (options.write) write(options.write, 'collector', text);
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}
