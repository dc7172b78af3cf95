// SPDX-License-Identifier: Apache-2.0
// Visits made by a seeded generator: sensible intents and senseless ones, in any order.

import { Player } from './scenario.mjs';

/** mulberry32: 32 bits of state, the same sequence everywhere. */
export function generator(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  };
  return {
    below: (count) => next() % count,
    pick: (choices) => choices[next() % choices.length],
    hex: () =>
      Array.from({ length: 16 }, () => (next() & 255).toString(16).padStart(2, '0')).join(''),
  };
}

const LEVELS = 'very_satisfied satisfied basically_satisfied dissatisfied very_dissatisfied'.split(
  ' ',
);
const RATINGS =
  'guide_clarity procedure_convenience material_simplicity interface_friendliness'.split(' ');
const ITEMS = ['level', 'reasons', ...RATINGS, 'suggestion', 'nothing'];
const CODES = '510 513 517 406 407 413 307 310 314 207 211 214 108 112 115 201 403 9'.split(' ');
/** Planes 0 to 2, both control blocks, joiners, and white space that is trimmed or is not. */
const CHARACTERS = [
  ...'好a ééཨئᠠꆈ한𠮷𰻝👍\u200d\ufe0f\u202e\u2028\u3000\t\r\n\u0000\u0007\u007f\u0085\u00a0\ufeff"\\/<&',
];

function text(random) {
  const length = random.pick([0, 1, 3, 20, 199, 200, 201, 230]);
  return Array.from({ length }, () => random.pick(CHARACTERS)).join('');
}

const STEPS = [
  [6, (r) => ({ choose_level: r.pick([...LEVELS, ...LEVELS, 'good']) })],
  [8, (r) => ({ toggle: ['reasons', r.pick(CODES)] })],
  [4, (r) => ({ toggle: [r.pick(ITEMS), r.pick([...LEVELS, '5'])] })],
  [
    4,
    (r) => ({ set_text: [r.pick(['suggestion', 'suggestion', 'suggestion', 'level']), text(r)] }),
  ],
  [2, (r) => ({ clear: r.pick(ITEMS) })],
  [1, (r) => ({ add_language: r.pick(['zh-Hans', 'en']) })],
  [2, (r) => ({ set_language: r.pick(['zh-Hans', 'en', 'bo', '']) })],
  [2, (r) => ({ use_mode: r.pick(['elder', 'contrast', 'read_aloud', 'keyboard', 'dark']) })],
  [4, () => ({ submit: true })],
  [2, (r) => ({ [r.pick(['stored', 'rejected', 'unreachable'])]: true })],
  [2, () => ({ edit: true })],
  [3, () => ({ save_restore: true })],
  [0.3, () => ({ decline: true })],
  [0.6, (r) => ({ reset: r.hex() })],
].flatMap(([weight, make]) => Array.from({ length: weight * 10 }, () => make));

export function randomScenario(seed) {
  const random = generator(seed);
  const steps = Array.from({ length: 5 + random.below(20) }, () => {
    const step = random.pick(STEPS)(random);
    if (random.below(6) === 0) step.at = random.pick([0, 1, 1795312800, 1795312000, 4294967295]);
    return step;
  });
  return {
    schema: 'yiping.scenario/1',
    name: 'seed ' + seed,
    questionnaire: 'online-item',
    language: random.pick(['zh-Hans', 'en']),
    area: 100000 + random.below(900000),
    submission: random.hex(),
    steps,
  };
}

/** Plays a scenario without expectations and writes down what came of it as its expectations. */
export class Recorder extends Player {
  record() {
    this.run();
    return this.scenario;
  }

  expectRefusal(step, refusal) {
    if (refusal) step.expect_error = refusal;
  }

  expect() {
    if (this.where === 'end') this.scenario.expect = this.core.view(this.session);
  }

  expectEvaluation() {
    this.scenario.evaluation = this.evaluation() ?? undefined;
  }
}
