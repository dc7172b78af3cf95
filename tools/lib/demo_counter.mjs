// SPDX-License-Identifier: Apache-2.0
// The counter of the demo's kiosk: reports a finished service and asks window 3 to have it rated;
// the next one comes ten seconds after the last was rated.
import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import { invitation, inviteAtWindow, pushServices } from '../../web/pages/portal/collector.mjs';

const AREA = '440300000000';
const NEXT_AFTER_MS = 10_000;
/** The collector forgets an invitation after 15 minutes. */
const AGAIN_MS = 10 * 60_000;
const POLL_MS = 1_000;
const ERRANDS = [
  ['440300-1', '居住证签发', '11440300MB2C9', '深圳市公安局'],
  ['440300-2', '社会保障卡补领', '11440300MB2D7', '深圳市人力资源和社会保障局'],
  ['440300-3', '食品经营许可变更', '11440300MB2E5', '深圳市市场监督管理局'],
];

const { values } = parseArgs({
  options: {
    collector: { type: 'string' },
    window: { type: 'string' },
    'key-id': { type: 'string' },
  },
});
const key = {
  keyId: values['key-id'],
  secret: Buffer.from(process.env.YIPING_KEY_SECRET ?? '', 'hex'),
};
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const now = () => Math.floor(Date.now() / 1000);

async function finish(number) {
  const [item_code, item_name, org_code, org_name] = ERRANDS[number % ERRANDS.length];
  const case_no = `K${createHash('sha256').update(`${Date.now()}-${number}`).digest('hex').slice(0, 15)}`;
  const service = {
    ...{ area: AREA, case_no, service_no: 1, service_name: '领取', service_time: now() - 120 },
    ...{ item_code, item_name, org_code, org_name },
    ...{ channel: 'window', rater_kind: 'natural_person', status: 'finished' },
  };
  const { services } = await pushServices({
    collector: values.collector,
    ...key,
    services: [service],
  });
  return { case_no, token: services[0].token };
}

function invite(caseNo) {
  const { collector, window } = values;
  return inviteAtWindow({ collector, ...key, window, area: AREA, caseNo });
}

async function isOpen(token) {
  return (await invitation(values.collector, token)).state === 'open';
}

for (let number = 0; ; number += 1) {
  const { case_no, token } = await finish(number);
  for (let asked = 0; await isOpen(token); await pause(POLL_MS)) {
    if (Date.now() - asked < AGAIN_MS) continue;
    await invite(case_no);
    asked = Date.now();
  }
  await pause(NEXT_AFTER_MS);
}
