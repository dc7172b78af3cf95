// SPDX-License-Identifier: Apache-2.0
// What is served: within its budgets, without what a strict policy refuses, described truly.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { runInNewContext } from 'node:vm';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { built } from './support.mjs';

const read = (file) => readFileSync(join(built, file));
const json = (file) => JSON.parse(read(file).toString());
const { files } = json('manifest.json');
const sizes = json('sizes.json');
const sum = (...names) => names.reduce((total, name) => total + sizes[name].brotli, 0);
const scripts = files.filter(({ type }) => type.startsWith('text/javascript'));

const BUDGETS = {
  'yiping.js': [12000, () => sum('yiping.js')],
  'core.wasm': [20000, () => sum('core.wasm')],
  'page to receipt': [36000, () => sum('yiping.js', 'rest.js', 'core.wasm', 'pack zh-Hans')],
  'page to receipt on wasm2js': [42000, () => sum('yiping.js', 'rest.js', 'core.js', 'pack zh-Hans')],
  'linear memory': [1024 * 1024, () => sizes['linear memory'].raw],
};

for (const [name, [limit, measure]] of Object.entries(BUDGETS)) {
  test(`${name} keeps to its limit of ${limit} bytes`, () => {
    const bytes = measure();
    assert.ok(bytes > 0 && bytes <= limit, `${bytes} bytes`);
  });
}

test('nothing served makes markup or code out of text', () => {
  const words = ['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'document.write', 'eval(', 'new Function'];
  words.push('cssText', 'style="', "setAttribute('style'", 'setAttribute("style"');
  assert.ok(scripts.length >= 3);
  for (const { file } of scripts) {
    const text = read(file).toString();
    for (const word of words) assert.ok(!text.includes(word), `${file} holds ${word}`);
  }
});

test('the widget keeps nothing past the tab', () => {
  for (const { file } of scripts.filter(({ path }) => /\/(yiping|rest)\./.test(path))) {
    const text = read(file).toString();
    for (const word of ['localStorage', 'indexedDB', 'document.cookie']) {
      assert.ok(!text.includes(word), `${file} holds ${word}`);
    }
  }
});

test('nothing served names another host', () => {
  for (const { file } of scripts) {
    const hosts = read(file).toString().match(/https?:\/\/[\w.-]+/g) ?? [];
    assert.deepEqual(hosts.filter((host) => host !== 'http://www.w3.org'), [], file);
  }
});

test('compressed twins hold the same bytes, and hashed names their hash', () => {
  for (const { file, br, gz, immutable } of files) {
    const bytes = read(file);
    assert.deepEqual(brotliDecompressSync(read(br)), bytes);
    assert.deepEqual(gunzipSync(read(gz)), bytes);
    const [, hash] = file.match(/\.([0-9a-f]{10})\.\w+$/) ?? [];
    if (hash) assert.ok(createHash('sha256').update(bytes).digest('hex').startsWith(hash), file);
    if (file.startsWith('assets/')) assert.ok(hash && immutable, file);
  }
});

test('the printed integrity is that of the script', () => {
  const { path, integrity, tag } = json('sri.json');
  const { file } = files.find((each) => each.path === path);
  const digest = createHash('sha384').update(read(file)).digest('base64');
  assert.equal(integrity, `sha384-${digest}`);
  assert.ok(tag.includes(integrity));
});

test('the script can be evaluated where there is no browser', () => {
  const { file } = files.find(({ path }) => path.endsWith('/yiping.js'));
  assert.doesNotThrow(() => runInNewContext(read(file).toString(), {}));
});

test('short names are for members alone: what browsers and replies call by name keeps it', () => {
  const bundle = (pattern) => read(files.find(({ path }) => pattern.test(path)).file).toString();
  const element = bundle(/\/yiping\.js$/);
  for (const name of ['observedAttributes', 'connectedCallback', 'attributeChangedCallback', 'announcement', 'enabled'])
    assert.match(element, new RegExp(`\\b${name}\\b`));
  const rest = bundle(/\/rest\.[0-9a-f]+\.js$/);
  for (const name of ['proc_exit', 'item_name', 'service_time', 'digest', 'receipt', 'remaining', 'wrote'])
    assert.match(rest, new RegExp(`\\b${name}\\b`));
  assert.doesNotMatch(element + rest, /\b(drawItems|offerLanguages|languageTag)\b/);
});
