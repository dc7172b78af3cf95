// SPDX-License-Identifier: Apache-2.0
// Intents before the core, and after a core has died.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cores, packs } from '../../support/cores.mjs';
import { parts } from './support.mjs';

const submission = Uint8Array.from({ length: 16 }, (_, i) => i);
const toggle = (item, option, now) => ({ kind: 'toggle', item, option, now });
const submit = (now) => ({ kind: 'apply', code: 4, argument: '', now });

/** An engine on the real core; `poison` makes the named call of one core trap. */
async function engine({ queue = [], start = cores.wasm, deaths = [] } = {}) {
  const seen = { views: [], applied: [], errors: [] };
  const started = [];
  const boot = async () => {
    const core = await start();
    started.push(core);
    const run = core.run.bind(core);
    core.run = (session, intent) => {
      const at = deaths.findIndex((each) => each.option === intent.option && each.left > 0);
      if (at >= 0) {
        deaths[at].left -= 1;
        throw new WebAssembly.RuntimeError('unreachable');
      }
      run(session, intent);
    };
    return core;
  };
  const one = new parts.Engine(
    boot,
    queue,
    (view, applied) => {
      seen.views.push(view);
      seen.applied.push(...applied);
    },
    (error) => seen.errors.push(error),
  );
  return { engine: one, seen, boot, started };
}

const chosen = (view) =>
  view.items.flatMap((item) =>
    (item.options ?? []).filter((option) => option.selected).map((option) => option.id),
  );

async function until(done) {
  for (let i = 0; i < 200 && !done(); ++i) await new Promise((go) => setTimeout(go, 5));
  assert.ok(done(), 'still waiting after 1 s');
}

test('presses that came before the core are replayed in order, at their own times', async () => {
  const queue = [
    toggle('level', 'dissatisfied', 1795312800),
    toggle('level', 'satisfied', 1795312805),
    submit(1795312809),
  ];
  const { engine: one, seen, boot } = await engine({ queue });
  one.load(await boot(), packs['zh-Hans']);
  one.open('zh-Hans', submission, 440300);
  assert.equal(seen.views.length, 1, 'drawn once, after all of them');
  assert.equal(seen.views[0].phase, 'sending');
  const document = JSON.parse(one.evaluation().document);
  assert.equal(document.level, 'satisfied');
  assert.equal(document.first_touch, 1795312800);
  assert.equal(document.submitted, 1795312809);
});

test('a number that tells who wrote: the first submission leads to review, a change back, the second sends', async () => {
  const { engine: one, seen, boot } = await engine();
  const write = (text, now) => one.send({ kind: 'text', item: 'suggestion', text, now });
  const last = () => seen.views.at(-1);
  one.load(await boot(), packs['zh-Hans']);
  one.open('zh-Hans', submission, 440300);
  one.send(toggle('level', 'satisfied', 1795312800));
  write('请打 13800138000', 1795312801);
  one.send(submit(1795312802));
  assert.equal(last().phase, 'review');
  assert.deepEqual(last().notices.map(({ id }) => id), ['sensitive']);
  assert.deepEqual(last().actions.map(({ id }) => id), ['submit', 'edit']);
  write('请打 13800138000 找我', 1795312803);
  assert.equal(last().phase, 'edit');
  one.send(submit(1795312804));
  one.send(submit(1795312805));
  assert.equal(last().phase, 'sending');
  assert.equal(JSON.parse(one.evaluation().document).submitted, 1795312805);
});

test('an intent that the core refuses is not told as applied', async () => {
  const { engine: one, seen, boot } = await engine();
  one.load(await boot(), packs.en);
  one.open('en', submission, 440300);
  one.send(toggle('reasons', '510', 1795312800));
  assert.deepEqual(seen.applied, []);
  one.send(toggle('level', 'very_satisfied', 1795312801));
  assert.equal(seen.applied.length, 1);
});

test('after a trap a new core goes on from the last save, and only the trapping intent is lost', async () => {
  const { engine: one, seen, boot, started } = await engine({ deaths: [{ option: '207', left: 1 }] });
  one.load(await boot(), packs['zh-Hans']);
  one.open('zh-Hans', submission, 440300);
  one.send(toggle('level', 'dissatisfied', 1795312800));
  one.send(toggle('reasons', '208', 1795312801));
  one.send(toggle('reasons', '207', 1795312802));
  one.send(toggle('reasons', '209', 1795312803));
  await until(() => started.length === 2 && one.ready && chosen(seen.views.at(-1)).includes('209'));
  assert.deepEqual(chosen(seen.views.at(-1)), ['dissatisfied', '208', '209']);
  assert.deepEqual(seen.errors, []);
});

test('a core that dies again on the way back is given up, and said so', async () => {
  const deaths = [
    { option: '207', left: 1 },
    { option: '209', left: 9 },
  ];
  const { engine: one, seen, boot } = await engine({ deaths });
  one.load(await boot(), packs['zh-Hans']);
  one.open('zh-Hans', submission, 440300);
  one.send(toggle('level', 'dissatisfied', 1795312800));
  one.send(toggle('reasons', '207', 1795312802));
  one.send(toggle('reasons', '209', 1795312803));
  await until(() => seen.errors.length === 1);
});
