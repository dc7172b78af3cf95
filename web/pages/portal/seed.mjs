// SPDX-License-Identifier: Apache-2.0
// Services of other people, rated through the real interface with documents that the real core
// makes, so that a fresh demo has figures to show. Every such rating says that it is sample data.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { invitation, postEvaluation, pushServices } from './collector.mjs';
import { OperatorError } from './errors.mjs';

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

/** Beyond the cases that a visitor can open there are those of other people; a sixth wait. */
const STILL_OPEN = 6;
const AT_ONCE = 8;
const HALF_DAY = 43_200;

/** Returns how many were rated now; those that are rated already stay as they are. */
export async function seedRatings({ collector, keyId, secret, services, web, amount }) {
  const core = await openCore(web);
  const others = othersOf(services, amount + Math.ceil(amount / STILL_OPEN));
  const pushed = await pushServices({ collector, keyId, secret, services: others });
  const open = pushed.services.slice(0, amount);
  let rated = 0;
  const rateOne = async ({ token }, at) => {
    const { state, questionnaire } = await invitation(collector, token);
    if (state !== 'open' || questionnaire.id !== QUESTIONNAIRE) return;
    const document = rate(core, others[at], LEVELS[levelOf(at, services.length)]);
    await postEvaluation(collector, token, document);
    rated += 1;
  };
  for (let at = 0; at < open.length; at += AT_ONCE) {
    const batch = open.slice(at, at + AT_ONCE);
    await Promise.all(batch.map((each, place) => rateOne(each, at + place)));
  }
  return rated;
}

/** Services like the samples, under other case numbers and up to half a day earlier. */
function othersOf(services, amount) {
  return Array.from({ length: amount }, (_, at) => {
    const like = services[at % services.length];
    const earlier = (at * 7_919) % HALF_DAY;
    const case_no = `${like.area.slice(0, 6)}99${String(at).padStart(8, '0')}`;
    return { ...like, case_no, service_no: 1, service_time: like.service_time - earlier };
  });
}

/** Spreads the list of levels over items and offices alike. */
function levelOf(at, period) {
  return (at * 7 + Math.floor(at / period) * 3) % LEVELS.length;
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
    throw new OperatorError(
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
