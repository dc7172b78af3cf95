// SPDX-License-Identifier: Apache-2.0
// A sweep, or a draw of it: started by tools/mutate, which explains the arguments.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { findMutants, identity, openParser } from './find.mjs';
import { NEEDED, progress, share, shown, staleEntries, table } from './report.mjs';
import { openJudge } from './trial.mjs';

const PARTS = ['evaluation', 'eligibility', 'indicator', 'rectification'];
const ROOT = resolve(import.meta.dirname, '../..');
const BUILD = join(ROOT, 'build');
const LIST = join(ROOT, 'tests/mutation/survivors.json');

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: 'string' },
    seed: { type: 'string', default: '1' },
    list: { type: 'boolean', default: false },
    jobs: { type: 'string', default: '1' },
  },
});
const parts = positionals.length > 0 ? positionals : PARTS;
const numbers = [values.count ?? '1', values.seed, values.jobs];
if (!parts.every((part) => PARTS.includes(part)) || !numbers.every((n) => /^[1-9]\d*$/.test(n))) {
  console.error('see tools/mutate --help');
  process.exit(2);
}

// mulberry32: the same seed draws the same mutants on every machine.
function randomOf(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function shuffled(list, seed) {
  const [result, random] = [[...list], randomOf(seed)];
  for (let i = result.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    [result[i], result[j]] = [result[j], result[i]];
  }
  return result;
}

function sourcesOf(part) {
  const folder = `core/src/${part}`;
  return readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith('.cpp'))
    .sort()
    .map((name) => `${folder}/${name}`);
}

/// Judges `queue` until `wanted` mutants counted; one that does not compile does not.
async function sweep(queue, wanted, jobs) {
  const folder = mkdtempSync(join(BUILD, 'mutate-'));
  const judge = openJudge(ROOT, join(BUILD, 'dev'), folder);
  const [results, started] = [[], Date.now()];
  let [next, open] = [0, wanted];
  let said = started;
  async function work(worker) {
    while (next < queue.length && open > 0) {
      const mutant = queue[next];
      next += 1;
      open -= 1;
      const result = { mutant, ...(await judge(mutant, worker)) };
      if (result.verdict === 'invalid' && wanted < queue.length) open += 1;
      results.push(result);
      if (Date.now() - said > 10000) {
        said = Date.now();
        console.log(progress(results, Math.min(wanted, queue.length), started));
      }
    }
  }
  try {
    await Promise.all(Array.from({ length: jobs }, (_, worker) => work(worker)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return results;
}

const parser = await openParser();
const mutants = parts
  .flatMap(sourcesOf)
  .flatMap((path) => findMutants(parser, path, readFileSync(join(ROOT, path), 'utf8')));

// A pipe takes a long list in pieces: the process ends by itself, not by exit().
if (values.list) {
  console.log(`${mutants.map(shown).join('\n')}\n${mutants.length} mutants`);
} else {
  process.exitCode = await report();
}

async function report() {
  const listed = JSON.parse(readFileSync(LIST, 'utf8'));
  const known = new Set(listed.map(identity));
  const drawn = values.count !== undefined;
  // Shuffled before it is filtered: listing one mutant leaves the others' places as they were.
  const order = drawn ? shuffled(mutants, Number(values.seed)) : mutants;
  const queue = drawn ? order.filter((mutant) => !known.has(identity(mutant))) : order;
  const results = await sweep(
    queue,
    drawn ? Number(values.count) : queue.length,
    Number(values.jobs),
  );
  const survivors = results
    .filter(({ verdict }) => verdict === 'survived')
    .map(({ mutant }) => mutant);

  console.log(`\n${table(results)}\n`);
  survivors.forEach((mutant) =>
    console.log(`${known.has(identity(mutant)) ? 'listed' : 'SURVIVED'} ${shown(mutant)}`),
  );
  staleEntries(listed, mutants, results, parts).forEach((line) =>
    console.log(`in the list, but ${line}`),
  );

  // In the form of the list, for the survivors that are not in it: the reason is a person's to give.
  const unlisted = survivors
    .filter((mutant) => !known.has(identity(mutant)))
    .map(({ path, operator, from, to, line, nth }) => ({
      path,
      operator,
      from,
      to,
      line,
      nth,
      why: 'open',
    }));
  writeFileSync(
    join(BUILD, `survivors-${parts.join('-')}.json`),
    `${JSON.stringify(unlisted, null, 2)}\n`,
  );

  const killed = results.filter(({ verdict }) => verdict === 'killed').length;
  if (drawn) {
    console.log(`drawn of ${queue.length} that no list excuses`);
    console.log(`${killed} passed, ${survivors.length} failed`);
  }
  const enough = drawn ? survivors.length === 0 && killed > 0 : share(results) >= NEEDED;
  return enough ? 0 : 1;
}
