// SPDX-License-Identifier: Apache-2.0
// The documents, digests and receipts that scenario files state, checked against docs/evaluation.md
// by code that shares nothing with the core.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { repository, scenarios } from '../support/cores.mjs';
import { canonical } from '../support/scenario.mjs';

const read = (path) => JSON.parse(readFileSync(join(repository, path), 'utf8'));
const sha256 = (bytes) => createHash('sha256').update(bytes).digest();

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

function receiptOf(area, submission) {
  const hash = sha256(Buffer.concat([Buffer.from('yp-receipt'), Buffer.from(submission, 'hex')]));
  let bits = BigInt('0x' + hash.subarray(0, 10).toString('hex'));
  let text = '';
  for (let i = 0; i < 16; ++i, bits >>= 5n) text = ALPHABET[Number(bits & 31n)] + text;
  const body = area + text;
  const sum = [...body].reverse().reduce((total, character, index) => {
    const value = ALPHABET.indexOf(character) * (index % 2 ? 1 : 2);
    return total + Math.floor(value / 32) + (value % 32);
  }, 0);
  return body + ALPHABET[(32 - (sum % 32)) % 32];
}

/** The one overlay of an item, by the merge rule of docs/questionnaire.md. */
function merged(base, item) {
  const overlays = readdirSync(join(repository, 'assets/overlays'))
    .filter((name) => !name.endsWith('.schema.json'))
    .map((name) => read(`assets/overlays/${name}`))
    .filter((overlay) => overlay.base.id === base.id && overlay.for.items?.includes(item));
  assert.equal(overlays.length, 1, 'what this test can merge');
  const [overlay] = overlays;
  const out = structuredClone(base);
  const at = (id) => out.items.findIndex((each) => each.id === id);
  for (const { add, after, set, members, remove } of overlay.changes) {
    if (add) out.items.splice(at(after) + 1, 0, add);
    if (set) Object.assign(out.items[at(set)], members);
    if (remove) out.items.splice(at(remove), 1);
  }
  for (const [tag, texts] of Object.entries(overlay.texts)) Object.assign(out.texts[tag], texts);
  out.id += '.' + overlay.id;
  out.version += overlay.version;
  return out;
}

/** The authored questionnaire of a scenario, and the reason lists that it names. */
function authored({ questionnaire: id, assets = '.', item }) {
  const base = read(join('assets', assets, `questionnaires/${id}.json`));
  const questionnaire = item ? merged(base, item) : base;
  const lists = questionnaire.items
    .filter(({ list }) => list)
    .map(({ list }) => read(`assets/codes/reasons-${list}.json`));
  return { questionnaire, lists };
}

/** Options of a multi or single in the order that a document has them in. */
function inOrder(given, order) {
  assert.ok(given.length > 0);
  assert.deepEqual(
    given,
    order.filter((each) => given.includes(each)),
  );
}

function checkContact(text, document, questionnaire) {
  assert.equal(document.contact, text !== undefined);
  if (text === undefined) return;
  const contact = JSON.parse(text);
  assert.equal(text, canonical(contact), 'RFC 8785 form');
  const asked = questionnaire.items.find(({ kind }) => kind === 'contact');
  assert.equal(contact.schema, 'yiping.contact/1');
  assert.equal(contact.submission, document.submission);
  assert.equal(contact.notice_version, asked.notice_version);
  assert.ok(['call_back', 'named'].includes(contact.way));
  const beside = questionnaire.items.filter((item) => item.beside).map(({ id }) => id);
  for (const id of Object.keys(contact.texts)) {
    assert.ok(beside.includes(id), id);
    assert.ok(!(id in document.texts), `${id} is not in the document as well`);
  }
}

function check(name, scenario, { document: text, digest, receipt, contact }) {
  test(name, () => {
    const document = JSON.parse(text);
    const { questionnaire, lists } = authored(scenario);
    assert.equal(text, canonical(document), 'RFC 8785 form');
    assert.equal(digest, 'sha-256:' + sha256(text).toString('hex'));
    assert.equal(receipt, receiptOf(scenario.area, document.submission));
    assert.deepEqual(document.questionnaire, {
      hash: sha256(canonical({ lists, questionnaire })).toString('hex'),
      id: questionnaire.id,
      version: questionnaire.version,
    });
    assert.ok(document.submitted >= document.first_touch);
    if (document.reasons) {
      const offered = lists[0].codes.filter(({ retired }) => !retired);
      const order = ['base', 'extension'].flatMap((set) =>
        offered.filter((code) => code.set === set),
      );
      inOrder(
        document.reasons.codes,
        order.filter(({ level }) => level === document.level).map(({ code }) => code),
      );
    }
    for (const [id, given] of Object.entries(document.choices ?? {})) {
      const item = questionnaire.items.find((each) => each.id === id);
      inOrder(given, item.options);
      if (item.kind === 'single') assert.equal(given.length, 1);
    }
    checkContact(contact, document, questionnaire);
  });
}

for (const scenario of Object.values(scenarios)) {
  const { name, steps, evaluation } = scenario;
  steps.forEach((step, index) => {
    if (step.evaluation) check(`${name}, step ${index + 1}`, scenario, step.evaluation);
  });
  if (evaluation) check(name, scenario, evaluation);
}
