// SPDX-License-Identifier: Apache-2.0
// The vectors, asked of the parts of the core that no browser loads, compiled to wasm.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';

const repository = resolve(import.meta.dirname, '../..');
// By path, because this file does not stand beside the packages of web/.
const { encode } = await import(join(repository, 'web/node_modules/cborg/cborg.js'));
const built = process.env.YIPING_VECTORS ?? join(repository, 'build/wasm/vectors.wasm');
const imports = { wasi_snapshot_preview1: { proc_exit() {} } };
const { instance } = await WebAssembly.instantiate(readFileSync(built), imports);
const { memory, yv_alloc, yv_free, yv_run, yv_answer, _initialize } = instance.exports;
_initialize();

const read = (path) => JSON.parse(readFileSync(join(repository, path), 'utf8'));

/** Puts the content of a file in place of {"$file": path}. */
function embedFiles(value) {
  if (value === null || typeof value !== 'object') return value;
  if ('$file' in value) return embedFiles(read(value.$file));
  if (Array.isArray(value)) return value.map(embedFiles);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, embedFiles(each)]));
}

function ask(question) {
  const bytes = encode(question);
  const at = yv_alloc(bytes.length);
  new Uint8Array(memory.buffer).set(bytes, at);
  const size = yv_run(at, bytes.length);
  yv_free(at);
  const answer = new Uint8Array(memory.buffer, yv_answer(), size);
  return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(answer));
}

const folder = 'tests/vectors';
for (const name of readdirSync(join(repository, folder)).filter((file) => file.endsWith('.json'))) {
  const { module, vectors } = read(join(folder, name));
  for (const vector of vectors) {
    test(`${name}: ${vector.name}`, () => {
      const input = embedFiles(vector.input);
      assert.deepEqual(ask({ module, call: vector.call, input }), vector.expect, vector.why);
    });
  }
}
