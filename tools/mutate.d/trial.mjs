// SPDX-License-Identifier: Apache-2.0
// Builds one mutant into the test programs of build/dev and tells what they say of it.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

// A mutant may fill the memory or never end: neither harms the machine.
const ENVIRONMENT = { ...process.env, ASAN_OPTIONS: 'hard_rss_limit_mb=1500:symbolize=0' };

const quoted = (path) => `'${path.replaceAll("'", "'\\''")}'`;

/// 'ok', 'failed' or 'timeout'; the whole process group ends with it.
function run(command, cwd, seconds) {
  return new Promise((done) => {
    let late = false;
    const options = { cwd, stdio: 'ignore', detached: true, env: ENVIRONMENT };
    const child = spawn('sh', ['-c', command], options);
    const timer = setTimeout(() => {
      late = true;
      process.kill(-child.pid, 'SIGKILL');
    }, seconds * 1000);
    child.on('close', (code) => {
      clearTimeout(timer);
      if (late) done('timeout');
      else done(code === 0 ? 'ok' : 'failed');
    });
  });
}

function linkOf(tree, target) {
  const commands = execFileSync('ninja', ['-C', tree, '-t', 'commands', target], {
    maxBuffer: 1e8,
  });
  const last = commands.toString().trim().split('\n').at(-1);
  return /^: && (.*?) && /.exec(last)[1];
}

/// The trials of a part, cheapest first: its own tests alone, the vectors, every test of the core, the
/// properties on the same values every time.
function trialsOf(root, tree, part) {
  const core = linkOf(tree, 'core_test');
  const others = new RegExp(`\\S+/core_test\\.dir/(?!${part}/)[a-z]+/\\S+ `, 'g');
  const trials = [
    {
      name: `${part}_test`,
      link: core.replace(others, ''),
      start: (program) => `exec ${program} --abort`,
    },
    {
      name: 'vectors_test',
      link: linkOf(tree, 'vectors_test'),
      start: (program) => `exec ${program} --abort`,
    },
    { name: 'core_test', link: core, start: (program) => `exec ${program} --abort` },
    {
      name: 'properties_test',
      link: linkOf(tree, 'properties_test'),
      start: (program) => `RC_PARAMS='seed=1' exec ${program} --abort`,
    },
  ];
  // Of these parts only the evaluation is part of what a scenario plays.
  if (part === 'evaluation') {
    const files = `${quoted(join(root, 'tests/scenarios'))}/*.json`;
    const start = (program) => `for file in ${files}; do ${program} run "$file" || exit 1; done`;
    trials.push({ name: 'scenarios', link: linkOf(tree, 'yiping'), start });
  }
  return trials;
}

/// Judges mutants of one checkout: `judge(mutant, worker)` resolves to {verdict, by}, with the
/// verdict 'invalid', 'killed' or 'survived'.
export function openJudge(root, tree, folder) {
  const compiles = JSON.parse(readFileSync(join(tree, 'compile_commands.json'), 'utf8'));
  const trials = new Map();
  const controls = new Map();

  async function compile(path, text, place) {
    const entry = compiles.find(({ file }) => file === join(root, path));
    const [source, object] = [join(place, 'mutant.cpp'), join(place, 'mutant.o')];
    mkdirSync(place, { recursive: true });
    writeFileSync(source, text);
    const command = entry.command
      .replace(/ -Werror| -g1/g, '')
      .replace(/ -o \S+ -c .*$/, ` -w -iquote ${quoted(dirname(join(root, path)))}`);
    return run(`${command} -o ${quoted(object)} -c ${quoted(source)}`, entry.directory, 120);
  }

  // The object comes before the archive, whose member of the same names is then not drawn in.
  async function link(trial, place) {
    const program = join(place, trial.name);
    const command = trial.link
      .replace(' -g1', ' -s -fuse-ld=gold')
      .replace(/ -o \S+ /, ` -o ${quoted(program)} ${quoted(join(place, 'mutant.o'))} `);
    if ((await run(command, tree, 120)) !== 'ok') throw new Error(`${trial.name} does not link`);
    return program;
  }

  // Unchanged, the source must pass by the very same way: else all that follows is called killed.
  async function control(trial, path) {
    const place = join(folder, `control-${trial.name}`);
    const text = readFileSync(join(root, path), 'utf8');
    if ((await compile(path, text, place)) !== 'ok') throw new Error(`${path} does not compile`);
    const program = await link(trial, place);
    const started = Date.now();
    const state = await run(trial.start(quoted(program)), root, 300);
    if (state !== 'ok') throw new Error(`${trial.name}, unchanged: ${state}`);
    rmSync(place, { recursive: true });
    return 5 + (4 * (Date.now() - started)) / 1000;
  }

  function limitOf(trial, path) {
    if (!controls.has(trial.name)) controls.set(trial.name, control(trial, path));
    return controls.get(trial.name);
  }

  async function judge(mutant, worker) {
    const part = mutant.path.split('/')[2];
    const place = join(folder, `worker-${worker}`);
    if (!trials.has(part)) trials.set(part, trialsOf(root, tree, part));
    if ((await compile(mutant.path, mutant.mutated, place)) !== 'ok') return { verdict: 'invalid' };
    for (const trial of trials.get(part)) {
      const seconds = await limitOf(trial, mutant.path);
      const program = await link(trial, place);
      const state = await run(trial.start(quoted(program)), root, seconds);
      rmSync(program);
      if (state !== 'ok') return { verdict: 'killed', by: trial.name };
    }
    return { verdict: 'survived' };
  }
  return judge;
}
