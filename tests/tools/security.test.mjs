// SPDX-License-Identifier: Apache-2.0
// A promise is worth its test: each test that docs/security.md names exists under that very title.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';

const root = resolve(import.meta.dirname, '../..');
const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard', 'tests'], {
  cwd: root,
  encoding: 'utf8',
}).split('\0');

/** Titles of Catch2's cases, in C++'s pieces or not, and of node:test. */
function titlesIn(text) {
  const cases = [...text.matchAll(/TEST_CASE\(\s*((?:"(?:[^"\\]|\\.)*"\s*)+)/g)].map(([, pieces]) =>
    pieces.replace(/"\s*"/g, '').trim().slice(1, -1).replaceAll('\\"', '"'),
  );
  const tests = [...text.matchAll(/\btest\(\s*(['"`])(.*?)\1/g)].map(([, , title]) => title);
  return [...cases, ...tests];
}

const titles = new Set(
  files.filter((file) => /\.(cpp|mjs)$/.test(file)).flatMap((file) => titlesIn(readFileSync(resolve(root, file), 'utf8'))),
);
const page = readFileSync(resolve(root, 'docs/security.md'), 'utf8');
const named = [...page.matchAll(/"([^"]+)"/g)].map(([, title]) => title);

test('every test that docs/security.md names exists', () => {
  assert.ok(named.length > 60, `${named.length} named`);
  assert.deepEqual(named.filter((title) => !titles.has(title)), []);
});

test('no promise of its tables is without a test', () => {
  const [, ...parts] = page.split(/^## (?=No rating|Nobody|The service)/m);
  const rows = parts
    .flatMap((part) => part.split('\n'))
    .filter((line) => line.startsWith('| ') && !line.startsWith('| threat'))
    .map((line) => line.split(' | '));
  assert.ok(rows.length > 25, `${rows.length} rows`);
  assert.deepEqual(rows.filter((cells) => !/"[^"]+"|`tests\//.test(cells[2])), []);
});
