// SPDX-License-Identifier: Apache-2.0
// What a sweep says: progress, a table by part, the survivors, and what the list of them gets wrong.
import { identity } from './find.mjs';

export const NEEDED = 85;

const count = (results, verdict) => results.filter((result) => result.verdict === verdict).length;
const partOf = ({ path }) => path.split('/')[2];

export function share(results) {
  const killed = count(results, 'killed');
  const counted = killed + count(results, 'survived');
  return counted === 0 ? 0 : (100 * killed) / counted;
}

export function progress(results, total, started) {
  const left = ((Date.now() - started) / results.length) * Math.max(0, total - results.length);
  const [killed, survived, invalid] = ['killed', 'survived', 'invalid'].map((v) =>
    count(results, v),
  );
  return `${results.length} of ${total}: ${killed} killed, ${survived} survived, ${invalid} invalid, ${Math.ceil(left / 1000)} s left`;
}

export function table(results) {
  const row = (name, of) =>
    [
      name.padEnd(14),
      ...[of.length, ...['invalid', 'killed', 'survived'].map((v) => count(of, v))].map((n) =>
        String(n).padStart(9),
      ),
      `${share(of).toFixed(1)} %`.padStart(9),
    ].join('');
  const heads = ['mutants', 'invalid', 'killed', 'survived', 'share'].map((word) =>
    word.padStart(9),
  );
  const parts = [...new Set(results.map(({ mutant }) => partOf(mutant)))].sort();
  const rows = parts.map((part) =>
    row(
      part,
      results.filter(({ mutant }) => partOf(mutant) === part),
    ),
  );
  return ['part'.padEnd(14) + heads.join(''), ...rows, row('all', results)].join('\n');
}

export const shown = ({ path, row, operator, from, to, line, nth }) =>
  `${path}:${row}: ${operator}: ${from} -> ${to || 'nothing'}${nth > 1 ? ` (number ${nth} of the line)` : ''}\n    ${line}`;

/// The list against what was found: mutants that are gone, and those that a test kills by now.
export function staleEntries(listed, mutants, results, parts) {
  const exist = new Set(mutants.map(identity));
  const killed = new Set(
    results.filter(({ verdict }) => verdict !== 'survived').map(({ mutant }) => identity(mutant)),
  );
  return listed
    .filter((entry) => parts.includes(partOf(entry)))
    .map((entry) => {
      if (!exist.has(identity(entry)))
        return `is no more: ${entry.path}: ${entry.from} -> ${entry.to}\n    ${entry.line}`;
      if (killed.has(identity(entry)))
        return `is killed: ${entry.path}: ${entry.from} -> ${entry.to}\n    ${entry.line}`;
      return undefined;
    })
    .filter(Boolean);
}
