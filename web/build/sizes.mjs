// SPDX-License-Identifier: Apache-2.0
// Sizes against the budgets that the project promises. Brotli 11, in bytes.
import { sizesOf } from './output.mjs';

const BUDGETS = [
  { name: 'yiping.js', of: ['yiping.js'], target: 8000, limit: 12000 },
  { name: 'core.wasm', of: ['core.wasm'], target: 17000, limit: 20000 },
  {
    name: 'page to receipt',
    of: ['yiping.js', 'rest.js', 'core.wasm', 'pack zh-Hans'],
    target: 30000,
    limit: 36000,
  },
  {
    name: 'the same, wasm2js',
    of: ['yiping.js', 'rest.js', 'core.js', 'pack zh-Hans'],
    target: 35000,
    limit: 42000,
  },
];

const MEMORY = { target: 512 * 1024, limit: 1024 * 1024 };

/** Rows of what was measured; `over` names those past their limit. */
export function weigh(output, packs, memory) {
  for (const [language, bytes] of Object.entries(packs)) {
    output.sizes[`pack ${language}`] = sizesOf(bytes);
  }
  const rows = BUDGETS.map(({ name, of, target, limit }) => {
    const sum = (kind) => of.reduce((total, each) => total + output.sizes[each][kind], 0);
    return { name, raw: sum('raw'), gzip: sum('gzip'), brotli: sum('brotli'), target, limit };
  });
  output.sizes['linear memory'] = { raw: memory };
  const over = rows.filter((row) => row.brotli > row.limit).map((row) => row.name);
  if (memory > MEMORY.limit) over.push('linear memory');
  rows.push({ name: 'linear memory', raw: memory, ...MEMORY });
  return { rows, over };
}

export function table(sizes, rows) {
  const lines = [line('file', 'raw', 'gzip', 'brotli')];
  for (const [name, { raw, gzip, brotli }] of Object.entries(sizes)) {
    if (brotli) lines.push(line(name, raw, gzip, brotli));
  }
  lines.push('', line('budget', 'raw', 'gzip', 'brotli', 'target', 'limit'));
  for (const row of rows) {
    const { name, raw, gzip, brotli, target, limit } = row;
    lines.push(line(name, raw, gzip, brotli, target, limit));
  }
  return lines.join('\n') + '\n';
}

function line(name, ...cells) {
  const number = (cell) => (typeof cell === 'number' ? cell.toLocaleString('en') : (cell ?? ''));
  return name.padEnd(22) + cells.map((cell) => number(cell).padStart(10)).join('');
}
