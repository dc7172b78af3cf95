// SPDX-License-Identifier: Apache-2.0
// The main job, end to end, on real parts and two origins: a rating becomes a figure; a bad one
// becomes a case, is answered, and the citizen says whether the answer will do.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open } from '../../support/browser.mjs';
import { withStackAndBrowser } from '../../support/journey.mjs';
import { SHENZHEN } from '../../support/stack.mjs';
import { rate } from '../../support/widget.mjs';

let stack;
let browser;

withStackAndBrowser((both) => ({ stack, browser } = both));

const results = () => open(browser, `${stack.direct}/results/?area=${SHENZHEN}`);
const fraction = (page, figure) => page.locator(`[data-figure=${figure}] .fraction`);

/** A page that is open while the figures change must follow by itself. */
async function shows(locator, text) {
  await locator.filter({ hasText: text }).waitFor({ timeout: 30_000 });
}

test('a very satisfied citizen gets a receipt, and the published figure changes', async () => {
  const figures = await results();
  const portal = await open(browser, `${stack.portal}/case/4`);
  const receipt = await rate(portal, '非常满意');
  assert.match(receipt, /^440300[0-9A-HJKMNP-TV-Z]{17}$/);

  await shows(figures.locator('[data-level=very_satisfied] .bar-count'), '1 件');
  await shows(fraction(figures, 'good_rate'), '1 ÷ 1');
  await shows(fraction(figures, 'bad_reply_rate'), '0 ÷ 0');
  assert.equal(await figures.locator('[data-figure=bad_reply_rate] .rate').textContent(), '—');

  await portal.reload();
  await portal.locator('yi-ping').getByText('已经评价过').first().waitFor();
  portal.quiet();
  figures.quiet();
});

test('a bad rating is answered by the office, and closed by the citizen who is satisfied', async () => {
  const figures = await results();
  const portal = await open(browser, `${stack.portal}/case/2`);
  const text = '办事指南里没有材料样本 🙂 𠮷𪚥';
  const receipt = await rate(portal, '不满意', {
    reasons: ['没有提供材料样本'],
    text,
  });
  await shows(fraction(figures, 'bad_reply_rate'), '0 ÷ 1');

  const link = portal.locator('yi-ping .screen a');
  const address = await link.getAttribute('href');
  assert.equal(address, `${stack.direct}/receipt/#${receipt}`);
  const holder = await open(browser, address);
  await holder.getByText('已转办理单位').waitFor();
  assert.equal(holder.url(), `${stack.direct}/receipt/`, 'the receipt stays in the address bar');

  await replyAtDesk('失业保险金申领', text);
  await shows(fraction(figures, 'bad_reply_rate'), '1 ÷ 1');

  await holder.getByRole('button', { name: '刷新' }).click();
  await holder.getByText(REPLY).waitFor();
  await holder.getByRole('button', { name: '满意', exact: true }).click();
  await holder.getByText('已办结').waitFor();
  await holder.getByText('您对答复表示满意').waitFor();
  // Closed, and not for good: who finds it unsolved after all may still say so.
  assert.deepEqual(await holder.locator('.choices button').allTextContents(), ['不满意']);

  await closedAtDesk('失业保险金申领');
  for (const page of [figures, portal, holder]) page.quiet();
});

const REPLY = '您好，材料样本已补充到办事指南。给您添麻烦了。';
/** Before signing in the page asks who is signed in; nobody is. */
const NOBODY = [/401.*(\/v1\/admin\/session|Unauthorized)/];

async function atCase(item, expected) {
  const desk = await signIn(expected);
  await desk.getByRole('link', { name: item }).click();
  await desk.locator('textarea').waitFor();
  return desk;
}

async function signIn(more = []) {
  const expected = [...NOBODY, ...more];
  const desk = await open(browser, `${stack.direct}/desk/`, { expected });
  await desk.getByLabel('用户名').fill(stack.officer.name);
  await desk.getByLabel('密码').fill(stack.officer.password);
  await desk.getByRole('button', { name: '登录' }).click();
  await desk.getByRole('group', { name: '显示哪些办件' }).waitFor();
  return desk;
}

async function replyAtDesk(item, said) {
  const desk = await signIn();
  await desk.getByRole('link', { name: item }).click();
  await desk.getByText('没有提供材料样本', { exact: false }).first().waitFor();
  assert.equal(await desk.locator('.said').first().textContent(), said);
  const shown = await desk.locator('main').textContent();
  assert.doesNotMatch(shown, /4403002611/, 'the desk shows a case number');
  await desk.getByRole('button', { name: '发送答复' }).click();
  await desk.getByText('答复还没有写').waitFor();
  await desk.locator('textarea').fill(REPLY);
  await desk.getByRole('button', { name: '发送答复' }).click();
  await desk.locator('.events').getByText(REPLY).waitFor();
  await desk.getByRole('button', { name: '退出登录' }).click();
  await desk.getByLabel('密码').waitFor();
  desk.quiet();
}

async function closedAtDesk(item) {
  const desk = await signIn();
  await desk.getByText('没有待处理的差评').waitFor();
  await desk.getByRole('button', { name: '已办结' }).click();
  await desk.getByRole('link', { name: item }).click();
  await desk.getByText('评价人对答复满意').waitFor();
  assert.equal(await desk.locator('textarea').count(), 0, 'a closed case takes no reply');
  desk.quiet();
}

test('a citizen who is not satisfied sends the case back, and the office replies again', async () => {
  const portal = await open(browser, `${stack.portal}/case/7`);
  const receipt = await rate(portal, '非常不满意');
  const first = '已核实，正在整改。';

  const colleague = await atCase('婚姻登记');
  const desk = await atCase('婚姻登记', [/409/]);
  await colleague.locator('textarea').fill(first);
  await colleague.getByRole('button', { name: '发送答复' }).click();
  await colleague.locator('.events').getByText(first).waitFor();

  const holder = await open(browser, `${stack.direct}/receipt/?lang=en#${receipt}`);
  await holder.getByRole('button', { name: 'Not satisfied' }).click();
  await holder.getByText('Back with the office').waitFor();

  // This officer's page still holds the version before both: the page says so, and loses nothing.
  const typed = '已重新培训窗口人员，并为您预留了绿色通道。';
  await desk.locator('textarea').fill(typed);
  await desk.getByRole('button', { name: '发送答复' }).click();
  await desk.getByRole('button', { name: '读取最新内容' }).click();
  await desk.getByText('评价人对答复不满意').waitFor();
  assert.equal(await desk.locator('textarea').inputValue(), typed);
  await desk.getByRole('button', { name: '发送答复' }).click();
  await desk.locator('.events').getByText(typed).waitFor();

  await holder.getByRole('button', { name: 'Refresh' }).click();
  await holder.getByText(typed).waitFor();
  for (const page of [colleague, desk, holder]) page.quiet();
});

test('a receipt that is not known, not a receipt, or not reachable is told apart', async () => {
  const known = await open(browser, `${stack.direct}/receipt/`, {
    expected: [/400/, /lookup/, /ERR_FAILED/],
  });
  const look = async (number) => {
    await known.getByLabel('回执号').fill(number);
    await known.getByRole('button', { name: '查询', exact: true }).click();
  };
  await look('');
  await known.getByText('请输入回执号').waitFor();
  await look('440300-0000-0000-0000-0000-Z');
  await known.locator('code', { hasText: 'bad_receipt' }).waitFor();
  await known.route('**/v1/receipts:lookup', (route) => route.abort());
  await look('440300-0000-0000-0000-0000-Z');
  await known.getByText('暂时连不上服务').waitFor();
  known.quiet();
});
