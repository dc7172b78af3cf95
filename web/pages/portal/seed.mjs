// SPDX-License-Identifier: Apache-2.0
// Rates some of the sample services through the real interface, with documents that the real core
// makes, so that a fresh demo has figures to show. Every such rating says that it is sample data.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CollectorError, invitation, postEvaluation } from './collector.mjs';

const SUBMIT = 4;
const QUESTIONNAIRE = 'online-item';
const LABEL = '【样例数据】';

/** Twenty ratings in the proportions of an ordinary month; the list repeats. */
const LEVELS = [
  ...['very_satisfied', 'satisfied', 'very_satisfied', 'very_satisfied', 'basically_satisfied'],
  ...['very_satisfied', 'dissatisfied', 'satisfied', 'very_satisfied', 'satisfied'],
  ...['very_satisfied', 'very_satisfied', 'satisfied', 'very_dissatisfied', 'very_satisfied'],
  ...['basically_satisfied', 'satisfied', 'very_satisfied', 'very_satisfied', 'satisfied'],
];

const SAID = {
  very_satisfied: '手机上就办完了，不用跑大厅。',
  satisfied: '流程清楚，材料可以在线提交。',
  basically_satisfied: '能办成，就是上传材料时等得有点久。',
  dissatisfied: '办事指南里没有材料样本，补了两次。',
  very_dissatisfied: '办事指南没写的材料，到了窗口才说要。',
};

/** Returns how many were rated now; those that are rated already stay as they are. */
export async function seedRatings({ collector, cases, web, amount }) {
  const core = await openCore(web);
  let rated = 0;
  const chosen = lastFirst(cases).slice(0, amount);
  for (const [at, service] of chosen.entries()) {
    const { state, questionnaire } = await invitation(collector, service.token);
    if (state !== 'open' || questionnaire.id !== QUESTIONNAIRE) continue;
    const document = rate(core, service, LEVELS[at % LEVELS.length]);
    await postEvaluation(collector, service.token, document);
    rated += 1;
  }
  return rated;
}

/** A visitor opens the first cases of a city, so these are left to be rated. */
function lastFirst(cases) {
  const seen = new Map();
  const ranked = cases.flatMap((one) => {
    const place = (seen.get(one.area) ?? 0) + 1;
    seen.set(one.area, place);
    return one.services.map((service) => ({ place, service }));
  });
  return ranked.sort((a, b) => b.place - a.place).map(({ service }) => service);
}

async function openCore(web) {
  try {
    const { files } = JSON.parse(readFileSync(join(web, 'manifest.json'), 'utf8'));
    const { Core, imports } = await import(pathToFileURL(join(web, 'test/core.mjs')).href);
    const wasm = readFileSync(
      join(web, files.find(({ type }) => type === 'application/wasm').file),
    );
    const { instance } = await WebAssembly.instantiate(wasm, imports);
    const core = new Core(instance.exports);
    const pack = readFileSync(join(web, 'test/zh-Hans.cbor'));
    return { core, questionnaire: core.openQuestionnaire(pack) };
  } catch (cause) {
    throw new CollectorError(
      `网页构建不完整：${web}。请运行 cd web && npm run build。\n` +
        `The web build in ${web} is not whole. Run: cd web && npm run build`,
      { cause },
    );
  }
}

function rate({ core, questionnaire }, service, level) {
  const area = Number(service.area.slice(0, 6));
  const session = core.openSession(questionnaire, 'zh-Hans', randomBytes(16), area);
  const now = Math.floor(Date.now() / 1000);
  const toggle = (item, option) => core.run(session, { kind: 'toggle', item, option, now });
  toggle('level', level);
  const { items } = core.view(session);
  const reasons = items.find(({ id }) => id === 'reasons');
  if (reasons) for (const option of reasons.options.slice(0, 2)) toggle('reasons', option.id);
  const text = items.find(({ kind }) => kind === 'text');
  core.run(session, { kind: 'text', item: text.id, text: `${LABEL}${SAID[level]}`, now });
  core.run(session, { kind: 'apply', code: SUBMIT, argument: '', now: now + 20 });
  const { document } = core.evaluation(session);
  core.closeSession(session);
  return document;
}
