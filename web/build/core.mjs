// SPDX-License-Identifier: Apache-2.0
// core.wasm made small, and its twin in plain JavaScript for pages that refuse WebAssembly.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { web } from './args.mjs';

const tool = (name) => join(web, 'node_modules/.bin', name);

/** Exports that the linker adds and nobody calls. */
const UNUSED = ['__errno_location', 'stackSave', 'stackRestore', 'stackAlloc'];

export function buildCore(wasm) {
  const folder = mkdtempSync(join(tmpdir(), 'yiping-core-'));
  try {
    const trimmed = join(folder, 'core.wasm');
    const script = join(folder, 'core.mjs');
    const exports = WebAssembly.Module.exports(new WebAssembly.Module(readFileSync(wasm)));
    const graph = exports
      .filter(({ name }) => !UNUSED.includes(name))
      .map(({ name }) => ({ name, root: true, export: name }));
    writeFileSync(join(folder, 'graph.json'), JSON.stringify(graph));
    execFileSync(
      tool('wasm-metadce'),
      [wasm, '--graph-file', join(folder, 'graph.json'), '-o', trimmed],
      { stdio: ['ignore', 'ignore', 'inherit'] },
    );
    execFileSync(tool('wasm-opt'), [
      trimmed,
      '-Oz',
      '--converge',
      '--strip-debug',
      '--strip-producers',
      '-o',
      trimmed,
    ]);
    execFileSync(tool('wasm2js'), ['-Oz', trimmed, '-o', script]);
    return { wasm: readFileSync(trimmed), script: asScript(readFileSync(script, 'utf8')) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** One import at most, and never more than a start: whatever else came in would need a host. */
export function checkImports(wasm) {
  for (const { module, name } of WebAssembly.Module.imports(new WebAssembly.Module(wasm))) {
    if (`${module}.${name}` !== 'wasi_snapshot_preview1.proc_exit') {
      throw new Error(`core.wasm imports ${module}.${name}: only proc_exit has a host`);
    }
  }
}

/** Initial pages of the module's own memory, in bytes. */
export async function linearMemory(wasm) {
  const imports = { wasi_snapshot_preview1: { proc_exit() {} } };
  const { instance } = await WebAssembly.instantiate(wasm, imports);
  return instance.exports.memory.buffer.byteLength;
}

/** wasm2js writes a module; a classic script makes a fresh core, memory and all, on each call. */
function asScript(module) {
  const body = module.replace(/^import .*$/gm, '');
  const cut = body.indexOf('var retasmFunc');
  if (cut < 0) throw new Error('wasm2js: its output has changed, asScript does not know it');
  const factory = `function (imports) { ${body.slice(0, cut)} return asmFunc(imports); }`;
  const key = "Symbol.for('yiping')";
  const source = `(function () { (self[${key}] = self[${key}] || {}).core = ${factory}; })();`;
  return transformSync(source, { minify: true, target: 'es2015', legalComments: 'none' }).code;
}
