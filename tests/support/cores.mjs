// SPDX-License-Identifier: Apache-2.0
// The cores that browsers get, as the web build wrote them, started in Node.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runInThisContext } from 'node:vm';
import { errorNames } from './errors.mjs';

export const repository = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const built = process.env.YIPING_WEB ?? join(repository, 'build/web');
const { fromScript, fromWasm } = await import(join(built, 'test/core.mjs'));

function asset(pattern) {
  const found = readdirSync(join(built, 'assets')).filter((name) => pattern.test(name));
  if (found.length !== 1)
    throw new Error(`${found.length} files for ${pattern}: run the web build`);
  return readFileSync(join(built, 'assets', found[0]));
}

const module = new WebAssembly.Module(asset(/^core\.[0-9a-f]+\.wasm$/));

function scriptFactory() {
  globalThis.self ??= globalThis;
  runInThisContext(asset(/^core\.[0-9a-f]+\.js$/).toString());
  return globalThis[Symbol.for('yiping')].core;
}
const script = scriptFactory();

/** Name -> a function that starts a fresh instance. */
export const cores = {
  wasm: async () => named(await fromWasm(module)),
  wasm2js: async () => named(fromScript(script)),
};

/** What a scenario's player needs to name an error. */
function named(core) {
  return Object.assign(core, { errorNames });
}

/** Language -> pack, of the questionnaire that the web build used. */
export const packs = Object.fromEntries(
  ['zh-Hans', 'en'].map((tag) => [
    tag,
    new Uint8Array(readFileSync(join(built, `test/${tag}.cbor`))),
  ]),
);

/** File name without .json -> scenario. */
export const scenarios = Object.fromEntries(
  readdirSync(join(repository, 'tests/scenarios'))
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => [
      name.slice(0, -5),
      JSON.parse(readFileSync(join(repository, 'tests/scenarios', name), 'utf8')),
    ]),
);

export const command = process.env.YIPING_CLI ?? join(repository, 'build/release/tools/cli/yiping');

const made = new Map();

/** The pack that `yiping pack` makes, each once. */
function packOf({ questionnaire, assets = '.', item = '' }, language) {
  const key = [questionnaire, assets, item, language].join(' ');
  if (!made.has(key)) {
    const folder = mkdtempSync(join(tmpdir(), 'yiping-pack-'));
    try {
      const out = join(folder, 'pack.cbor');
      const from = ['--assets', join(repository, 'assets', assets)];
      const place = item ? ['--item', item] : [];
      const options = [...from, ...place, '--lang', language, '-o', out];
      execFileSync(command, ['pack', questionnaire, ...options], { encoding: 'utf8' });
      made.set(key, new Uint8Array(readFileSync(out)));
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
  return made.get(key);
}

/** Language -> pack, of what a scenario is played on: `packs`, or made for it. */
export function packsOf(scenario) {
  const languages = new Set([scenario.language]);
  for (const { add_language: added } of scenario.steps) if (added) languages.add(added);
  const plain = scenario.questionnaire === 'online-item' && !scenario.item;
  const pack = (tag) => (plain && packs[tag] ? packs[tag] : packOf(scenario, tag));
  return Object.fromEntries([...languages].map((tag) => [tag, pack(tag)]));
}
