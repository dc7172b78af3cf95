// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findMutants, identity, openParser } from '../../tools/mutate.d/find.mjs';
import { share, staleEntries } from '../../tools/mutate.d/report.mjs';

const parser = await openParser();
const PATH = 'core/src/eligibility/x.cpp';

const mutantsOf = (text) => findMutants(parser, PATH, text);
const inBody = (statement) => mutantsOf(`int f(int a, int b) {\n${statement}\n}\n`);
const changes = (mutants) => mutants.map(({ from, to }) => `${from} -> ${to}`);

const FOUND = [
  ['a relation both ways', 'return a < b;', ['< -> <=', '< -> >=']],
  ['an equality', 'return a == b;', ['== -> !=']],
  ['a conjunction', 'return a && b;', ['&& -> ||']],
  ['arithmetic', 'return a * b;', ['* -> /']],
  ['a step', 'a += b; ++a;', ['+= -> -=', '++ -> --']],
  ['a not', 'return !a;', ['! -> ']],
  ['a number', 'return 7U;', ['7U -> 8U']],
  ['a number with marks', "return 10'000;", ["10'000 -> 10001"]],
  ['a truth', 'return true;', ['true -> false']],
  ['a condition that is a call', 'if (f(a)) return b;', ['f(a) -> !(f(a))']],
  ['a choice of the standard library', 'return std::min(a, b);', ['min -> max']],
];

for (const [name, statement, expected] of FOUND) {
  test(`found: ${name}`, () => assert.deepEqual(changes(inBody(statement)), expected));
}

const LEFT = [
  ['a declaration of its own test', 'static_assert(sizeof(int) == 4);'],
  ['an include', '#include <array>\n'],
  ['the length of an array', 'int table[4];'],
  ['an argument of a template', 'std::array<int, 4> table;'],
  ['a value of an enumeration', 'enum class Kind { one = 1 };'],
  ['a text and a comment', 'auto* s = "a < b"; // a < b'],
  ["a function of somebody's own called min", 'int x = min(a, b);'],
];

for (const [name, text] of LEFT) {
  test(`left alone: ${name}`, () => assert.deepEqual(changes(mutantsOf(text)), []));
}

test('a mutant is the source with one change, at its line', () => {
  const [mutant] = inBody('return a == b;');
  assert.equal(mutant.mutated, 'int f(int a, int b) {\nreturn a != b;\n}\n');
  assert.deepEqual([mutant.row, mutant.line, mutant.path], [2, 'return a == b;', PATH]);
});

test('its name stays when other lines come before it, and tells those alike apart', () => {
  const once = inBody('return a + a + a;');
  const moved = inBody('// A comment.\nreturn a + a + a;');
  assert.deepEqual(once.map(identity), moved.map(identity));
  assert.deepEqual(once.map(({ nth }) => nth), [1, 2]);
});

test('characters beyond ASCII before it do not shift a change', () => {
  const [mutant] = mutantsOf('// 好评率 𠮷\nbool f(int a) { return a == 1; }\n');
  assert.match(mutant.mutated, /return a != 1;/);
});

const judged = (mutant, verdict) => ({ mutant, verdict });

test('an entry whose mutant is gone, or that a test kills, is reported', () => {
  const [lives, dies] = inBody('return a < b;');
  const gone = { ...lives, line: 'return a < c;' };
  const results = [judged(lives, 'survived'), judged(dies, 'killed')];
  const lines = staleEntries([lives, dies, gone], [lives, dies], results, ['eligibility']);
  assert.equal(lines.length, 2);
  assert.match(lines[0], /^is killed/);
  assert.match(lines[1], /^is no more/);
});

test('an entry of a part that was not swept is not judged', () => {
  const [mutant] = inBody('return !a;');
  assert.deepEqual(staleEntries([mutant], [], [], ['indicator']), []);
});

test('the share counts what compiled', () => {
  const [mutant] = inBody('return !a;');
  const verdicts = ['killed', 'killed', 'killed', 'survived', 'invalid'];
  assert.equal(share(verdicts.map((verdict) => judged(mutant, verdict))), 75);
  assert.equal(share([]), 0);
});
