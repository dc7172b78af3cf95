// SPDX-License-Identifier: Apache-2.0
// The core's calls in wasm and in JavaScript beside the native ones of core_bench: medians of one
// run, with their ratios. Usage: node core.bench.mjs <core_bench program>
import { execFileSync } from 'node:child_process';
import { cores, packs, repository } from '../support/cores.mjs';

const ROUNDS = 31;
const NOW = 1795312800;

/** Median over rounds of the mean over calls, in nanoseconds. */
function median(calls, call) {
  const rounds = Array.from({ length: ROUNDS }, () => {
    const begin = process.hrtime.bigint();
    for (let i = 0; i < calls; ++i) call();
    return Number(process.hrtime.bigint() - begin) / calls;
  });
  return rounds.sort((a, b) => a - b)[ROUNDS >> 1];
}

async function measure(start) {
  const core = await start();
  const pack = packs['zh-Hans'];
  const id = { fixed: new Uint8Array(16).fill(7) };
  const figures = {};
  figures['questionnaire open'] = median(20, () =>
    core.call('yp_questionnaire_close', [core.call('yp_questionnaire_open', [pack])]));
  const questionnaire = core.call('yp_questionnaire_open', [pack]);
  const session = core.call('yp_session_open', [questionnaire, 'zh-Hans', id, 440300]);
  core.call('yp_session_choose_level', [session, 2, NOW]);
  figures.intent = median(500, () => core.call('yp_session_toggle', [session, 'reasons', '207', NOW]));
  figures.view = median(100, () => core.view(session));
  figures.save = median(200, () => core.call('yp_session_save', [session]));
  core.call('yp_session_apply', [session, 4, '', NOW]);
  figures.evaluation = median(100, () => core.call('yp_session_evaluation', [session]));
  return figures;
}

const native = JSON.parse(execFileSync(process.argv[2], [`${repository}/assets`], { encoding: 'utf8' }));
const wasm = await measure(cores.wasm);
const script = await measure(cores.wasm2js);
const micro = (ns) => (ns === undefined ? '' : (ns / 1000).toFixed(2));
const ratio = (ns, base) => (ns === undefined ? '' : (ns / base).toFixed(1));
const row = (...cells) => cells.map((cell, i) => (i ? String(cell).padStart(12) : cell.padEnd(20))).join('');

console.log(`microseconds a call, median of ${ROUNDS} rounds; a view in JavaScript is parsed JSON`);
console.log(row('call', 'native', 'wasm', 'wasm2js', 'wasm/native', 'js/wasm'));
for (const name of Object.keys(native).filter((each) => each !== 'million updates')) {
  console.log(
    row(name, micro(native[name]), micro(wasm[name]), micro(script[name]), ratio(wasm[name], native[name]), ratio(script[name], wasm[name])),
  );
}
console.log(`a million updates of figures, native: ${(native['million updates'] / 1e6).toFixed(1)} ms`);
