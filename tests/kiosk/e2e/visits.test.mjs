// SPDX-License-Identifier: Apache-2.0
// Whole visits in a real window: what was touched is what the collector's file holds.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, test } from 'node:test';
import { Counter, Kiosk, startDisplay } from '../../support/kiosk.mjs';
import { eventually, pause } from '../../support/processes.mjs';
import { startStack } from '../../support/stack.mjs';

/** A reason and a dimension for each level, so that every visit has something of its own. */
const VISITS = {
  very_satisfied: ['510', 'guide_clarity.very_satisfied'],
  satisfied: ['406', 'procedure_convenience.satisfied'],
  basically_satisfied: ['310', 'material_simplicity.dissatisfied'],
  dissatisfied: ['207', 'interface_friendliness.very_dissatisfied'],
  very_dissatisfied: ['109', 'guide_clarity.dissatisfied'],
};
let stack;
let display;
let kiosk;
let counter;

before(async () => {
  stack = await startStack();
  display = await startDisplay();
  kiosk = await Kiosk.enrolled(stack, display, '3');
  counter = new Counter(stack, '3');
  await kiosk.start();
});
after(async () => {
  await kiosk?.stop();
  await display?.stop();
  await stack?.stop();
});

/** The documents stored for a case. */
function stored(caseNo) {
  const store = new DatabaseSync(join(stack.folder, 'data/yiping.sqlite'), { readOnly: true });
  try {
    const rows = store
      .prepare(
        'SELECT e.document, e.via, e.level, hex(e.receipt_hash) AS receipt_hash FROM evaluation e' +
          ' JOIN service s ON s.area = e.area AND s.case_digest = e.case_digest WHERE s.case_no = ?',
      )
      .all(caseNo);
    return rows.map((row) => ({ ...row, document: JSON.parse(row.document) }));
  } finally {
    store.close();
  }
}

const arrived = (caseNo) =>
  eventually(`the rating of ${caseNo}`, () => {
    const rows = stored(caseNo);
    return rows.length > 0 && rows;
  });

const hashOf = (receipt) => createHash('sha256').update(receipt).digest('hex').toUpperCase();

for (const [level, [reason, dimension]] of Object.entries(VISITS)) {
  test(`a whole visit: ${level}`, async () => {
    const caseNo = await counter.finish();
    await kiosk.screen('level');
    await kiosk.tap(`level.${level}`);
    await kiosk.tap(`reasons.${reason}`);
    await kiosk.tap('page.next');
    await kiosk.tap(dimension);
    await kiosk.tap('submit');
    const { receipt } = await kiosk.screen('thanks');
    const rows = await arrived(caseNo);
    assert.equal(rows.length, 1);
    const [{ document, via, receipt_hash }] = rows;
    const [item, value] = dimension.split('.');
    assert.equal(document.level, level);
    assert.deepEqual(document.reasons.codes, [reason]);
    assert.deepEqual(document.dimensions, { [item]: value });
    assert.equal(via, 'window');
    assert.equal(receipt_hash, hashOf(receipt));
    await kiosk.tap('done');
    await kiosk.screen('attract');
  });
}

test('修改 and 撤销: the last press counts, a withdrawn one is no rating', async () => {
  const caseNo = await counter.finish();
  await kiosk.tap('level.very_dissatisfied');
  await kiosk.tap('withdraw');
  await kiosk.tap('level.dissatisfied');
  await kiosk.tap('change');
  await kiosk.tap('level.satisfied');
  await kiosk.tap('submit');
  await kiosk.screen('thanks');
  const rows = await arrived(caseNo);
  assert.deepEqual(rows.map(({ document }) => document.level), ['satisfied']);
  await kiosk.tap('done');
});

test('the collector is stopped during the rating and started after: the rating arrives', async () => {
  const caseNo = await counter.finish();
  await kiosk.screen('level');
  await stack.process.stop();
  await kiosk.tap('level.dissatisfied');
  await kiosk.tap('submit');
  const { delivered } = await kiosk.screen('thanks');
  assert.equal(delivered, false);
  await stack.startCollector();
  const rows = await arrived(caseNo);
  assert.deepEqual(rows.map(({ document }) => document.level), ['dissatisfied']);
  await pause(1_000);
  assert.equal(stored(caseNo).length, 1);
});

test('killed after a press: the level arrives without anybody touching again', async () => {
  const caseNo = await counter.finish();
  await kiosk.tap('level.very_dissatisfied');
  await kiosk.see('the level kept', (seen) => seen.kept);
  await kiosk.kill();
  await kiosk.start();
  const rows = await arrived(caseNo);
  assert.deepEqual(rows.map(({ document }) => document.level), ['very_dissatisfied']);
  assert.equal((await kiosk.look()).screen, 'attract');
});
