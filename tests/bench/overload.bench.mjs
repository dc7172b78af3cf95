// SPDX-License-Identifier: Apache-2.0
// What is left of the collector when more is asked of it than it can do.
//   tools/bench overload [--rounds N] [--seconds N] [--write FILE]
// First: three times as many ratings as it stores at best, from citizens who do not wait for each
// other. Then: visitors behind nginx who never finish their requests, beside others who rate.
// A broken promise (a receipt that is not stored once, a refusal without Retry-After) fails the run.
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { Agent, request } from 'node:https';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { repository } from '../support/cores.mjs';
import { startNginx } from '../support/nginx.mjs';
import { freePort, pause, Process } from '../support/processes.mjs';
import {
  configure,
  figure,
  folder,
  machine,
  median,
  prepare,
  progress,
  ratings,
  report,
  reported,
  requests,
  residentMiB,
  serve,
  verified,
  write,
} from './ratings.mjs';

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '3' },
    write: { type: 'string' },
  },
});
const ROUNDS = Number(options.rounds);
const SECONDS = Number(options.seconds);

const TIMES_PEAK = 3;
const PEAK_CONNECTIONS = 64;
/** More than the collector lets in and has waiting, 128 and 512. */
const CONNECTIONS = 2048;
const SLOW = 600;
const CITIZENS = 20;
/** Fewer requests than the site allows an address, 20 a second. */
const PAUSE_MS = 60;
const CITIZENS_SECONDS = 2 * SECONDS;
/** At the peak and under the overload, more than one collector stores. */
const REQUESTS = 13_000 * 2 * SECONDS;
const PEACEFUL = CITIZENS * CITIZENS_SECONDS * (1000 / PAUSE_MS);

/** A load that was kept from its processor offers less. */
const ENOUGH_OFFERED = 2.9;
const ENOUGH_GOODPUT = 0.8;
const MOST_MEMORY = 128;
const MOST_P99 = 2;

// The load must not live at the expense of what it measures: each has its half of the processors.
const processors = cpus().length;
const half = processors >> 1;
const on = (from, to) => (half > 0 ? ['taskset', '-c', `${from}-${to - 1}`] : []);
const OURS = on(0, half);
const THEIRS = on(half, processors);

const openLoad = join(repository, 'build/release/tests/bench/yiping_open_load');

async function load(port, { first, rate, connections, receipts }) {
  const numbers = [port, requests, first, SECONDS, rate, connections].map(String);
  const [program, ...args] = [...THEIRS, openLoad, ...numbers, receipts];
  const running = new Process('load', program, args);
  if ((await running.ended) !== 0) throw new Error(`load: ${running.output}`);
  const told = JSON.parse(running.output);
  if (told.other > 0) throw new Error(`answers of other kinds: ${running.output}`);
  return told;
}

/** Each receipt that was answered is in the file once; gives back how many there are. */
function storedOnce(place, files) {
  const answered = new Set(files.flatMap((file) => fs.readFileSync(file, 'utf8').trim().split('\n')));
  const database = new DatabaseSync(join(place, 'data/yiping.sqlite'), { readOnly: true });
  const times = new Map();
  for (const { hash } of database.prepare('SELECT hex(receipt_hash) AS hash FROM evaluation').iterate()) {
    times.set(hash, (times.get(hash) ?? 0) + 1);
  }
  database.close();
  for (const receipt of answered) {
    const hash = createHash('sha256').update(receipt).digest('hex').toUpperCase();
    if (times.get(hash) !== 1) throw new Error(`${receipt} is stored ${times.get(hash) ?? 0} times`);
  }
  return answered.size;
}

async function overload() {
  const port = await freePort();
  const { place, config } = configure('overload', port);
  fs.cpSync(reported, join(place, 'data'), { recursive: true });
  const running = await serve(config, port, OURS);
  const files = ['peak', 'over'].map((name) => join(place, name));
  const peak = await load(port, { first: 0, rate: 0, connections: PEAK_CONNECTIONS, receipts: files[0] });
  const best = peak.stored / SECONDS;
  const rate = Math.round(best * TIMES_PEAK);
  const over = await load(port, { first: peak.used, rate, connections: CONNECTIONS, receipts: files[1] });
  const memory = residentMiB(running.pid);
  await running.stop();
  const rows = verified(config);
  const receipts = storedOnce(place, files);
  fs.rmSync(place, { recursive: true });
  if (over.without_retry_after > 0) throw new Error(`${over.without_retry_after} refusals without Retry-After`);
  if (over.refused === 0) throw new Error('nothing was refused: this is no overload');
  return {
    best,
    offered: over.offered / SECONDS / best,
    share: over.stored / peak.stored,
    p99: over.p99 / 1000,
    refused: over.refused,
    broken: over.broken,
    held: over.held_back,
    receipts,
    rows,
    memory,
  };
}

/** Any answer will do. */
const answers = (url) =>
  new Promise((resolve) => {
    const sent = request(url, { agent: false, rejectUnauthorized: false }, (answer) => {
      answer.resume();
      resolve(true);
    });
    sent.on('error', () => resolve(false)).end();
  });

/** One rating through nginx from an address of its own; milliseconds until it was answered. */
async function rate(url, agent, { token, body }) {
  const headers = { 'Content-Type': 'application/json', Authorization: `Yiping ${token}` };
  const begin = performance.now();
  const answer = await new Promise((resolve, reject) => {
    const sent = request(new URL('/v1/evaluations', url), { method: 'POST', headers, agent }, resolve);
    sent.on('error', reject).end(body);
  });
  const said = await text(answer);
  if (answer.statusCode !== 201) throw new Error(`${answer.statusCode} ${said}`);
  return performance.now() - begin;
}

/** The 99th percentile of citizens who rate at an easy pace. */
async function p99(url, waiting) {
  const end = Date.now() + 1000 * CITIZENS_SECONDS;
  const times = [];
  const citizen = async (_, i) => {
    const localAddress = `127.0.2.${1 + i}`;
    const agent = new Agent({ keepAlive: true, maxSockets: 1, localAddress, rejectUnauthorized: false });
    await pause((PAUSE_MS / CITIZENS) * i);
    while (Date.now() < end) {
      times.push(await rate(url, agent, waiting.pop()));
      await pause(PAUSE_MS);
    }
    agent.destroy();
  };
  await Promise.all(Array.from({ length: CITIZENS }, citizen));
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)];
}

async function besideSlowOnes() {
  const port = await freePort();
  const { place, config } = configure('slow', port, { trusted_proxies: ['127.0.0.1'] });
  const running = await serve(config, port);
  const waiting = await ratings(await report(port, Math.ceil(PEACEFUL * ROUNDS * 2)));
  const front = join(place, 'nginx');
  fs.mkdirSync(front);
  // As many workers and connections as Debian's nginx.conf has.
  const nginx = await startNginx({
    folder: front,
    collector: `http://127.0.0.1:${port}`,
    workers: 'auto',
    connections: 768,
    answers,
  });
  const rounds = [];
  for (let i = 0; i < ROUNDS; ++i) {
    const without = await p99(nginx.url, waiting);
    const args = [join(import.meta.dirname, 'slow_clients.mjs'), new URL(nginx.url).port, String(SLOW)];
    const slow = new Process('slow', process.execPath, args);
    await slow.until('all in', () => slow.output.includes(`open ${SLOW}\n`));
    const beside = await p99(nginx.url, waiting);
    await slow.stop();
    const open = Number(/open (\d+)\n$/.exec(slow.output)[1]);
    progress(`round ${i + 1} of ${ROUNDS}: p99 ${figure(without, 1)} ms, beside ${open} slow ones ${figure(beside, 1)} ms`);
    rounds.push({ without, beside, open });
  }
  await nginx.process.stop();
  await running.stop();
  verified(config);
  return rounds;
}

const said = (all, digits = 0) =>
  `${figure(median(all), digits)} (${figure(Math.min(...all), digits)}–${figure(Math.max(...all), digits)})`;
const judged = (holds) => (holds ? 'met' : 'missed');

function table(over, slow) {
  const of = (what) => over.map((round) => round[what]);
  const sum = (what) => figure(of(what).reduce((a, b) => a + b, 0));
  const ratios = slow.map(({ without, beside }) => beside / without);
  const memory = Math.max(...of('memory'));
  return [
    '| | measured, median of rounds (range) | target | |',
    '|---|--:|--:|---|',
    `| ratings/s at the peak, ${PEAK_CONNECTIONS} connections | ${said(of('best'))} | | |`,
    `| offered after that ÷ peak | ${said(of('offered'), 2)} | ${TIMES_PEAK} | ${judged(median(of('offered')) >= ENOUGH_OFFERED)} |`,
    `| stored under it ÷ peak | **${said(of('share'), 2)}** | ≥ ${ENOUGH_GOODPUT} | ${judged(median(of('share')) >= ENOUGH_GOODPUT)} |`,
    `| p99 of what was stored then, ms | ${said(of('p99'))} | | |`,
    `| refused; of these without Retry-After | ${sum('refused')}; 0 | 0 | met |`,
    `| connections that ended without an answer | ${sum('broken')} | | |`,
    `| receipts answered; of these not stored exactly once | ${sum('receipts')}; 0 | 0 | met |`,
    `| peak RSS, MiB | ${figure(memory)} | ≤ ${MOST_MEMORY} | ${judged(memory <= MOST_MEMORY)} |`,
    `| p99 behind nginx, ms | ${said(slow.map(({ without }) => without), 1)} | | |`,
    `| the same beside ${SLOW} slow visitors ÷ without | **${said(ratios, 2)}** | < ${MOST_P99} | ${judged(median(ratios) < MOST_P99)} |`,
  ].join('\n');
}

try {
  await prepare(REQUESTS);

  const over = [];
  for (let i = 0; i < ROUNDS; ++i) {
    const round = await overload();
    over.push(round);
    progress(`round ${i + 1} of ${ROUNDS}: ${JSON.stringify(round)}`);
  }
  fs.rmSync(reported, { recursive: true });
  fs.rmSync(requests);
  const slow = await besideSlowOnes();
  const conditions =
    `${machine()}. ${ROUNDS} rounds of ${SECONDS} s each way, the collector and its load on half of the processors each; ` +
    `${ROUNDS} of ${CITIZENS_SECONDS} s with and without slow visitors, ${Math.min(...slow.map(({ open }) => open))} of them in at the end; ` +
    `${new Date().toISOString().slice(0, 10)}.`;
  const page = `\n${table(over, slow)}\n\n${conditions}\n`;
  console.log(page);
  if (options.write) write(options.write, 'overload', page);
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}
