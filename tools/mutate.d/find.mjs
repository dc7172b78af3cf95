// SPDX-License-Identifier: Apache-2.0
// The mutants of a C++ source: each a small change that a test should notice.
import { createRequire } from 'node:module';

const require = createRequire(new URL('../../web/package.json', import.meta.url));

const BINARY = {
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '==': ['!='],
  '!=': ['=='],
  '&&': ['||'],
  '||': ['&&'],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '%': ['*'],
  '&': ['|'],
  '|': ['&'],
};
const NAMES = { '<': 'relation', '<=': 'relation', '>': 'relation', '>=': 'relation' };
const EQUALITY = new Set(['==', '!=']);
const LOGIC = new Set(['&&', '||']);
const STEPS = { '+=': '-=', '-=': '+=', '++': '--', '--': '++' };
const CALLS = {
  min: 'max',
  max: 'min',
  any_of: 'all_of',
  all_of: 'any_of',
  lower_bound: 'upper_bound',
  upper_bound: 'lower_bound',
};

// What is not behaviour: a change there does not compile, or has a declaration for its test.
const SKIPPED =
  /^(preproc_.*|static_assert_declaration|template_(parameter|argument)_list|enumerator|array_declarator|attribute.*|comment|string_literal|char_literal)$/;

export async function openParser() {
  const { Parser, Language } = require('web-tree-sitter');
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(await Language.load(require.resolve('tree-sitter-cpp/tree-sitter-cpp.wasm')));
  return parser;
}

function nameOf(operator) {
  if (NAMES[operator]) return NAMES[operator];
  if (EQUALITY.has(operator)) return 'equality';
  return LOGIC.has(operator) ? 'logic' : 'arithmetic';
}

const change = (operator, node, to) => ({ operator, node, to });

function binary(node) {
  const sign = node.childForFieldName('operator');
  return (BINARY[sign?.text] ?? []).map((to) => change(nameOf(sign.text), sign, to));
}

function step(node) {
  const sign = node.childForFieldName('operator');
  return STEPS[sign?.text] ? [change('step', sign, STEPS[sign.text])] : [];
}

function unary(node) {
  const sign = node.childForFieldName('operator');
  return sign?.text === '!' ? [change('not', sign, '')] : [];
}

// A comparison, a conjunction and a `!` have mutants of their own that do the same.
function condition(node) {
  let value = node.childForFieldName('condition');
  if (value?.type === 'condition_clause') value = value.childForFieldName('value');
  while (value?.type === 'parenthesized_expression') value = value.namedChild(0);
  if (!value || /declaration/.test(value.type)) return [];
  const sign = value.childForFieldName('operator')?.text;
  if (value.type === 'binary_expression' && BINARY[sign]) return [];
  if (value.type === 'unary_expression' && sign === '!') return [];
  if (value.type === 'true' || value.type === 'false') return [];
  return [change('condition', value, `!(${value.text})`)];
}

function literal(node) {
  const [, digits, suffix] = /^(0[xX][0-9a-fA-F']+|[0-9']+)([uUlLzZ]*)$/.exec(node.text) ?? [];
  if (digits === undefined) return [];
  const plain = digits.replaceAll("'", '');
  const value = /^0[0-7]+$/.test(plain) ? BigInt(`0o${plain}`) : BigInt(plain);
  return [change('literal', node, `${value + 1n}${suffix}`)];
}

function call(node) {
  const called = node.childForFieldName('function');
  if (called?.type !== 'qualified_identifier') return [];
  let name = called;
  while (name?.type === 'qualified_identifier') name = name.childForFieldName('name');
  return CALLS[name?.text] ? [change('call', name, CALLS[name.text])] : [];
}

const RULES = {
  binary_expression: binary,
  assignment_expression: step,
  update_expression: step,
  unary_expression: unary,
  if_statement: condition,
  while_statement: condition,
  conditional_expression: condition,
  number_literal: literal,
  call_expression: call,
  true: (node) => [change('truth', node, 'false')],
  false: (node) => [change('truth', node, 'true')],
};

function changesIn(node, found) {
  if (SKIPPED.test(node.type)) return found;
  found.push(...(RULES[node.type]?.(node) ?? []));
  node.children.forEach((child) => changesIn(child, found));
  return found;
}

const oneLine = (text) => text.trim().replace(/\s+/g, ' ');

/// What names a mutant in a file of survivors: no line number, so that edits elsewhere leave it.
export const identity = ({ path, operator, from, to, line, nth }) =>
  JSON.stringify([path, operator, from, to, line, nth]);

/// Every mutant of `text`, in the order of the source; `nth` counts those alike from 1.
export function findMutants(parser, path, text) {
  const lines = text.split('\n');
  const alike = new Map();
  const tree = parser.parse(text);
  const mutants = changesIn(tree.rootNode, [])
    .sort((a, b) => a.node.startIndex - b.node.startIndex)
    .map(({ operator, node, to }) => {
      const row = node.startPosition.row;
      const shown = {
        path,
        operator,
        from: oneLine(node.text),
        to: oneLine(to),
        line: oneLine(lines[row]),
      };
      const key = identity({ ...shown, nth: 0 });
      alike.set(key, (alike.get(key) ?? 0) + 1);
      const mutated = text.slice(0, node.startIndex) + to + text.slice(node.endIndex);
      return { ...shown, nth: alike.get(key), row: row + 1, mutated };
    });
  tree.delete();
  return mutants;
}
