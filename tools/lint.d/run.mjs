// SPDX-License-Identifier: Apache-2.0
// Runs the rules on every file that git knows or would add: node tools/lint.d/run.mjs includes|house
import { execFileSync } from 'node:child_process';
import { readFileSync, lstatSync } from 'node:fs';
import { checkHouse } from './house.mjs';
import { checkIncludes } from './includes.mjs';

const CHECKS = {
  includes: [checkIncludes, (path) => /^(core|native|tools|tests)\/.*\.(cpp|hpp|h|c)$/.test(path)],
  house: [checkHouse, (path) => path !== 'LICENSE'],
};

const [check, wanted] = CHECKS[process.argv[2]] ?? [];
if (!check) {
  console.error(`usage: node tools/lint.d/run.mjs ${Object.keys(CHECKS).join('|')}`);
  process.exit(2);
}

const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard']);
const files = [...new Set(listed.toString().split('\0'))]
  .filter((path) => path && wanted(path) && lstatSync(path, { throwIfNoEntry: false })?.isFile())
  .map((path) => ({ path, bytes: readFileSync(path) }))
  .filter(({ bytes }) => !bytes.subarray(0, 8000).includes(0))
  .map(({ path, bytes }) => ({ path, text: bytes.toString('utf8') }));

const found = check(files);
found.forEach((line) => console.log(line));
if (files.length === 0) console.log('no file was found: is this a git checkout?');
console.log(`${files.length} files, ${found.length} violations`);
process.exit(found.length > 0 || files.length === 0 ? 1 : 0);
