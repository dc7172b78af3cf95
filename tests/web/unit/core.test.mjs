// SPDX-License-Identifier: Apache-2.0
// The core as the browser gets it, through the one class that knows its memory.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { cores, packs } from '../../support/cores.mjs';
import { built, parts } from './support.mjs';

const submission = Uint8Array.from({ length: 16 }, (_, i) => i);
const toggle = (item, option, now = 1795312800) => ({ kind: 'toggle', item, option, now });
const submit = { kind: 'apply', code: 4, argument: '', now: 1795312860 };

async function session(start, language = 'zh-Hans') {
  const core = await start();
  const questionnaire = core.openQuestionnaire(packs[language]);
  return { core, questionnaire, id: core.openSession(questionnaire, language, submission, 440300) };
}

for (const [name, start] of Object.entries(cores)) {
  for (const language of ['zh-Hans', 'en']) {
    test(`${name}: the embedded first view in ${language} is what the core gives`, async () => {
      const first = JSON.parse(readFileSync(join(built, 'test/first.json'), 'utf8'))[language];
      const { core, questionnaire, id } = await session(start, language);
      assert.deepEqual(first.view, core.view(id));
      const { name: own, texts } = core.localeTexts(questionnaire, language);
      assert.equal(first.name, own);
      for (const [key, text] of Object.entries(first.texts)) assert.equal(text, texts[`ui.${key}`]);
    });
  }

  test(`${name}: a refusal is named and changes nothing`, async () => {
    const { core, id } = await session(start);
    const before = core.view(id);
    assert.throws(() => core.run(id, toggle('level', 'excellent')), { code: 302, where: 'excellent' });
    assert.deepEqual(core.view(id), before);
  });

  test(`${name}: a closed session is a stale handle`, async () => {
    const { core, id } = await session(start);
    core.closeSession(id);
    assert.throws(() => core.view(id), { code: 501 });
  });

  test(`${name}: text beyond the basic plane goes in and out whole`, async () => {
    const { core, id } = await session(start);
    core.run(id, toggle('level', 'satisfied'));
    core.run(id, { kind: 'text', item: 'suggestion', text: '𠮷𰻝😀', now: 1795312801 });
    const item = core.view(id).items.find((each) => each.id === 'suggestion');
    assert.equal(item.value, '𠮷𰻝😀');
    assert.equal(item.remaining, item.limit - 3);
  });

  test(`${name}: a thousand refusals and answers leave no memory behind`, async () => {
    const { core, id } = await session(start);
    const long = '好'.repeat(1000);
    for (let i = 0; i < 1000; ++i) {
      assert.throws(() => core.run(id, toggle('nothing', 'none')));
      core.run(id, toggle('level', i % 2 ? 'satisfied' : 'dissatisfied'));
      core.run(id, { kind: 'text', item: 'suggestion', text: long, now: 1795312801 });
      core.view(id);
    }
    assert.equal(core.view(id).items[0].options[1].selected, true);
  });
}

test('wasm and wasm2js write the same document, digest and receipt', async () => {
  const written = [];
  for (const start of Object.values(cores)) {
    const { core, id } = await session(start);
    core.run(id, toggle('level', 'dissatisfied'));
    core.run(id, toggle('reasons', '207'));
    core.run(id, { kind: 'text', item: 'suggestion', text: '周末也办理 😀', now: 1795312801 });
    core.run(id, submit);
    written.push(core.evaluation(id));
  }
  assert.deepEqual(written[0], written[1]);
  assert.match(parts.grouped(written[0].receipt), /^440300(-[0-9A-Z]{4}){4}-[0-9A-Z]$/);
});

test('a script made twice gives cores that do not share memory', async () => {
  const [one, other] = [await session(cores.wasm2js), await session(cores.wasm2js)];
  one.core.run(one.id, toggle('level', 'satisfied'));
  assert.equal(other.core.view(other.id).items.length, 1);
});
