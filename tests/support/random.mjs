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
const CODES = '510 513 517 406 407 413 307 310 314 207 211 214 108 112 115 201 403 9'.split(' ');

/** What a questionnaire asks, as far as a visit has to know it. */
const ONLINE_ITEM = {
  name: { questionnaire: 'online-item' },
  ratings: 'guide_clarity procedure_convenience material_simplicity interface_friendliness'.split(
    ' ',
  ),
  texts: ['suggestion'],
  choices: {},
};
const EVERYTHING = {
  name: { questionnaire: 'everything', assets: '../tests/scenarios' },
  ratings: ['speed', 'reply', 'measures'],
  texts:
    'topic_other speed_note papers_or_place not_all measures_note reply_no_worse why unsolved contact_name contact_phone contact_email'.split(
      ' ',
    ),
  choices: {
    outcome: ['all', 'part', 'none'],
    topics: ['speed', 'staff', 'papers', 'place', 'other'],
    speed_and_staff: ['yes', 'no'],
    reply_better: ['yes', 'no'],
    again: ['yes', 'no'],
    contact: ['anonymous', 'call_back', 'named'],
    call_when: ['morning', 'evening'],
    sorry: ['yes'],
  },
};
const itemsOf = ({ ratings, texts, choices }) => [
  'level',
  'reasons',
  ...ratings,
  ...texts,
  ...Object.keys(choices),
  'nothing',
];

/** Planes 0 to 2, both control blocks, joiners, and white space that is trimmed or is not. */
const CHARACTERS = [
  ...'好a ééཨئᠠꆈ한𠮷𰻝👍\u200d\ufe0f\u202e\u2028\u3000\t\r\n\u0000\u0007\u007f\u0085\u00a0\ufeff"\\/<&',
];

/** What makes a review, and what nearly does. */
const NUMBERS = [
  '138 0013 8000',
  '11010519491231002X',
  '6222 0200 1234 5678 901',
  '一三八零零一三八零零零',
  '粤B12345',
  'li.si@example.com',
  '2026-11-20',
  '12345.67',
];

function text(random) {
  if (random.below(6) === 0) return random.pick(NUMBERS);
  const length = random.pick([0, 1, 3, 9, 10, 11, 20, 30, 31, 199, 200, 201, 230]);
  return Array.from({ length }, () => random.pick(CHARACTERS)).join('');
}

function choice(random, asked) {
  const item = random.pick(Object.keys(asked.choices));
  return { toggle: [item, random.pick([...asked.choices[item], ...asked.choices[item], 'yes'])] };
}

const number = (r) => ({ set_text: ['contact_phone', r.pick(['88880000', '13800138000', ''])] });

/** Several steps that lead somewhere: to a contact, into a chain of conditions, through a review. */
const WAYS = [
  (r) => [{ toggle: ['contact', r.pick(['call_back', 'named'])] }, number(r)],
  (r) => [{ toggle: ['contact', 'named'] }, number(r), { set_text: ['contact_name', text(r)] }],
  (r) => [
    { toggle: ['outcome', r.pick(['all', 'part', 'none'])] },
    { toggle: ['topics', r.pick(['speed', 'other'])] },
    { toggle: ['speed', r.pick(LEVELS)] },
    { set_text: [r.pick(['speed_note', 'topic_other']), text(r)] },
  ],
  (r) => [
    { toggle: ['reply', r.pick(LEVELS)] },
    { toggle: ['measures', r.pick(LEVELS)] },
    { toggle: ['reply_better', 'yes'] },
  ],
  (r) => [{ set_paging: 'one' }, { next: true }, r.pick([{ next: true }, { back: true }])],
];

/** Submits a text that holds a number. */
const review = (r, { texts }) => [
  { set_text: [r.pick(['suggestion', 'why'].filter((id) => texts.includes(id))), r.pick(NUMBERS)] },
  { submit: true },
  r.pick([{ submit: true }, { edit: true }, { undo: true }, { save_restore: true }]),
];

const weighted = (kinds) =>
  kinds.flatMap(([weight, make]) => Array.from({ length: weight * 10 }, () => make));

const STEPS = [
  [6, (r) => ({ choose_level: r.pick([...LEVELS, ...LEVELS, 'good']) })],
  [6, (r) => ({ toggle: ['reasons', r.pick(CODES)] })],
  [4, (r, asked) => ({ toggle: [r.pick(asked.ratings), r.pick([...LEVELS, '5'])] })],
  [1, (r, asked) => ({ toggle: [r.pick(itemsOf(asked)), r.pick([...LEVELS, '5', 'yes'])] })],
  [4, (r, asked) => ({ set_text: [r.pick([...asked.texts, ...asked.texts, 'level']), text(r)] })],
  [2, (r, asked) => ({ clear: r.pick(itemsOf(asked)) })],
  [3, () => ({ undo: true })],
  [1, (r) => ({ set_paging: r.pick(['one', 'one', 'all', 'two']) })],
  [2, () => ({ next: true })],
  [1, () => ({ back: true })],
  [1, (r) => ({ add_language: r.pick(['zh-Hans', 'en']) })],
  [2, (r) => ({ set_language: r.pick(['zh-Hans', 'en', 'bo', '']) })],
  [2, (r) => ({ use_mode: r.pick(['elder', 'contrast', 'read_aloud', 'keyboard', 'dark']) })],
  [5, () => ({ submit: true })],
  [2, (r) => ({ [r.pick(['stored', 'rejected', 'unreachable'])]: true })],
  [2, () => ({ edit: true })],
  [3, () => ({ save_restore: true })],
  [0.3, () => ({ decline: true })],
  [0.6, (r) => ({ reset: r.hex() })],
  [2, review],
];
const PLAIN = weighted(STEPS);
const CHOOSING = weighted([...STEPS, [8, choice], [8, (r) => r.pick(WAYS)(r)]]);

export function randomScenario(seed) {
  const random = generator(seed);
  const asked = random.below(2) ? EVERYTHING : ONLINE_ITEM;
  const kinds = asked === EVERYTHING ? CHOOSING : PLAIN;
  const first = random.below(2) ? [{ choose_level: random.pick(LEVELS) }] : [];
  const made = Array.from({ length: 5 + random.below(20) }, () =>
    random.pick(kinds)(random, asked),
  );
  const steps = [...first, ...made.flat()].map((step) => {
    const at = random.pick([0, 1, 1795312800, 1795312000, 4294967295]);
    return random.below(6) ? step : { ...step, at };
  });
  return {
    schema: 'yiping.scenario/1',
    name: 'seed ' + seed,
    ...asked.name,
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
