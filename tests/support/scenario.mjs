// SPDX-License-Identifier: Apache-2.0
// Plays a scenario (docs/scenarios.md) on a core of the web: the class of
// web/widget/core/instance.ts, whatever is behind it. No Node and no DOM in here, so that a page
// can run it too. Its native twin is tools/cli/scenario.cpp.

const START = 1795312800;
const LEVELS = [
  'very_dissatisfied',
  'dissatisfied',
  'basically_satisfied',
  'satisfied',
  'very_satisfied',
];
const APPLIED = {
  clear: 1,
  set_language: 2,
  use_mode: 3,
  submit: 4,
  stored: 5,
  rejected: 6,
  unreachable: 7,
  edit: 8,
  decline: 9,
  reset: 10,
  undo: 11,
  set_paging: 12,
  next: 13,
  back: 14,
};
const NOT_INTENTS = ['at', 'expect', 'expect_error', 'evaluation'];

const bytesOf = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));

/** JSON with sorted keys: equal values have equal text. */
export function canonical(value) {
  if (Array.isArray(value)) return '[' + value.map(canonical).join(',') + ']';
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const members = Object.keys(value)
    .sort()
    .map((key) => JSON.stringify(key) + ':' + canonical(value[key]));
  return '{' + members.join(',') + '}';
}

const element = (array, step) =>
  array.find((entry) => entry.id === step) ??
  array.find((entry) => entry.item === step) ??
  array[Number(step)];

/** The value at a dotted path of a View; null when there is nothing. */
export function lookUp(view, path) {
  let at = view;
  for (const step of path.split('.')) {
    if (Array.isArray(at)) {
      at = step === 'ids' ? at.map(({ id }) => id) : element(at, step);
    } else if (step === 'selected' && at && at.options) {
      at = at.options.filter(({ selected }) => selected).map(({ id }) => id);
    } else {
      at = at?.[step];
    }
  }
  return at ?? null;
}

export class Player {
  failures = [];
  document = '';
  where = 'start';

  constructor(scenario, core, packs) {
    this.scenario = scenario;
    this.core = core;
    this.packs = packs;
  }

  run() {
    const { scenario, core } = this;
    this.questionnaire = core.openQuestionnaire(this.pack(scenario.language));
    this.session = core.openSession(
      this.questionnaire,
      scenario.language,
      bytesOf(scenario.submission),
      scenario.area,
    );
    this.now = START - 1;
    scenario.steps.forEach((step, index) => this.step(step, index + 1));
    this.where = 'end';
    this.expect(scenario.expect);
    this.expectEvaluation(scenario.evaluation);
    core.call('yp_questionnaire_close', [this.questionnaire]);
  }

  fail(what) {
    this.failures.push(`${this.where}: ${what}`);
  }

  pack(language) {
    const pack = this.packs[language];
    if (!pack) throw new Error('no pack of ' + language);
    return pack;
  }

  step(step, number) {
    const intents = Object.keys(step).filter((key) => !NOT_INTENTS.includes(key));
    if (intents.length !== 1) throw new Error('a step has one intent: ' + JSON.stringify(step));
    const intent = intents[0];
    this.where = `step ${number} ${intent}`;
    this.now = step.at ?? this.now + 1;
    const before = JSON.stringify(this.core.view(this.session));
    const frozen = this.evaluation();
    const refusal = this.refusalOf(() => this.act(intent, step[intent]));
    this.expectRefusal(step, refusal);
    if (refusal && JSON.stringify(this.core.view(this.session)) !== before) {
      this.fail('a refused intent changed the view');
    }
    this.checkFrozen(frozen);
    this.expect(step.expect);
    if ('evaluation' in step) this.expectEvaluation(step.evaluation);
  }

  expectRefusal(step, refusal) {
    const expected = step.expect_error ?? '';
    if (refusal !== expected) this.fail(`error is '${refusal}', expected '${expected}'`);
  }

  /** Name of the error with which the core refuses; empty when it does not. */
  refusalOf(act) {
    try {
      act();
      return '';
    } catch (error) {
      if (typeof error.code !== 'number') throw error;
      return this.core.errorNames[error.code];
    }
  }

  act(intent, value) {
    const { core, session, now } = this;
    if (intent === 'choose_level') {
      core.call('yp_session_choose_level', [session, LEVELS.indexOf(value) + 1, now]);
    } else if (intent === 'toggle') {
      core.run(session, { kind: 'toggle', item: value[0], option: value[1], now });
    } else if (intent === 'set_text') {
      core.run(session, { kind: 'text', item: value[0], text: value[1], now });
    } else if (intent === 'add_language') {
      core.addLocale(this.questionnaire, this.pack(value));
    } else if (intent === 'save_restore') {
      this.saveAndRestore();
    } else {
      const code = APPLIED[intent];
      if (!code) throw new Error('there is no step ' + intent);
      const text = typeof value === 'string' ? value : '';
      const argument = intent === 'reset' ? bytesOf(text) : text;
      core.run(session, { kind: 'apply', code, argument, now });
    }
  }

  /** Only what was said last is not saved. */
  saveAndRestore() {
    const quiet = () => canonical({ ...this.core.view(this.session), announcement: '' });
    const before = quiet();
    const saved = this.core.save(this.session);
    this.core.closeSession(this.session);
    this.session = this.core.restoreSession(this.questionnaire, saved);
    if (quiet() !== before) this.fail('the restored view differs from the saved one');
  }

  evaluation() {
    let made = null;
    this.refusalOf(() => {
      made = this.core.evaluation(this.session);
    });
    return made;
  }

  /** A document that was made stays as it is for as long as there is one. */
  checkFrozen(before) {
    const after = this.evaluation();
    if (before && after && canonical(before) !== canonical(after)) {
      this.fail('the frozen document changed');
    }
    if (after) this.document = after.document;
  }

  expect(expected) {
    if (!expected) return;
    const view = this.core.view(this.session);
    for (const [path, value] of Object.entries(expected)) {
      const found = lookUp(view, path);
      if (canonical(found) !== canonical(value)) {
        this.fail(`${path} is ${JSON.stringify(found)}, expected ${JSON.stringify(value)}`);
      }
    }
  }

  expectEvaluation(expected) {
    const found = this.evaluation();
    for (const part of ['document', 'digest', 'receipt', 'contact']) {
      const [is, should] = [found?.[part] ?? null, expected?.[part] ?? null];
      if (is !== should) {
        this.fail(`${part} is ${JSON.stringify(is)}, expected ${JSON.stringify(should)}`);
      }
    }
  }
}

/** `packs`: language -> bytes, of the scenario's questionnaire. Returns the failures, none when the scenario holds. */
export function play(scenario, core, packs) {
  const player = new Player(scenario, core, packs);
  try {
    player.run();
  } catch (error) {
    player.failures.push(`${player.where}: the scenario stopped: ${error.stack ?? error}`);
  }
  return { name: scenario.name, failures: player.failures, document: player.document };
}
