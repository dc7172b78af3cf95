// SPDX-License-Identifier: Apache-2.0
// The documents, digests and receipts that scenario files state, checked against docs/evaluation.md
// by code that shares nothing with the core.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
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

const questionnaire = read('assets/questionnaires/online-item.json');
const list = read('assets/codes/reasons-national-2020.json');
const hash = sha256(canonical({ lists: [list], questionnaire })).toString('hex');
const order = ['base', 'extension'].flatMap((set) =>
  list.codes.filter((code) => !code.retired && code.set === set).map(({ code }) => code),
);

function check(name, area, { document, digest, receipt }) {
  test(name, () => {
    const read = JSON.parse(document);
    assert.equal(document, canonical(read), 'RFC 8785 form');
    assert.equal(digest, 'sha-256:' + sha256(document).toString('hex'));
    assert.equal(receipt, receiptOf(area, read.submission));
    assert.deepEqual(read.questionnaire, {
      hash,
      id: questionnaire.id,
      version: questionnaire.version,
    });
    assert.ok(read.submitted >= read.first_touch);
    const codes = read.reasons?.codes ?? [];
    assert.deepEqual(
      codes,
      order.filter((code) => codes.includes(code)),
    );
  });
}

for (const { name, area, steps, evaluation } of Object.values(scenarios)) {
  steps.forEach((step, index) => {
    if (step.evaluation) check(`${name}, step ${index + 1}`, area, step.evaluation);
  });
  if (evaluation) check(name, area, evaluation);
}
