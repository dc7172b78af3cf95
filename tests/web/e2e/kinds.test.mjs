// SPDX-License-Identifier: Apache-2.0
// Kinds of items that the portal's questionnaire does not have: its pack is given more on the way.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { accessibilityFaults, open, overflow } from '../../support/browser.mjs';
import { withStackAndBrowser } from '../../support/journey.mjs';
import { repository, web } from '../../support/stack.mjs';
import { Widget } from '../../support/widget.mjs';

const { decode, encode } = await import(join(repository, 'web/node_modules/cborg/cborg.js'));
let stack;
let browser;

withStackAndBrowser((both) => ({ stack, browser } = both));

const ITEMS = [
  { id: 'level', kind: 'level', label: 'level.label', section: 'whole' },
  { id: 'about', kind: 'statement', label: 'about', section: 'more' },
  { id: 'waited', kind: 'single', label: 'waited', list: 'waited', section: 'more' },
  {
    id: 'staff',
    kind: 'rating',
    label: 'staff',
    enabled_if: { '==': [{ var: 'waited' }, 'long'] },
    section: 'more',
  },
  { id: 'contact', kind: 'contact', label: 'contact', hint: 'why', list: 'contact', notice_version: 1, section: 'you' },
  ...['name', 'tel', 'email'].map((purpose) => ({
    id: `your_${purpose}`,
    kind: 'text',
    label: purpose,
    limit: 40,
    purpose,
    beside: true,
    shown_if: { '==': [{ var: 'contact' }, 'named'] },
    section: 'you',
  })),
];
const TEXTS = {
  whole: '总体',
  more: '细说',
  you: '联系',
  about: '以下都可以不答',
  waited: '等了多久',
  'reason.waited.short': '不久',
  'reason.waited.long': '很久',
  staff: '工作人员的态度',
  contact: '是否留下联系方式',
  why: '只用来答复您',
  'reason.contact.anonymous': '匿名',
  'reason.contact.call_back': '仅回访可见',
  'reason.contact.named': '实名',
  name: '姓名',
  tel: '电话',
  email: '邮箱',
  'error.answer_missing': '请先回答：{label}',
  'official.level.satisfied': '满意（原文）',
};
const list = (id, codes) => ({ id, version: 0, codes: codes.map((code) => ({ code })) });

function enriched() {
  const pack = decode(readFileSync(join(web, 'test/zh-Hans.cbor')));
  Object.assign(pack.questionnaire, {
    items: ITEMS,
    sections: ['whole', 'more', 'you'].map((id) => ({ id, title: id })),
    lists: [list('waited', ['short', 'long']), list('contact', ['anonymous', 'call_back', 'named'])],
  });
  Object.assign(pack.locale.texts, TEXTS);
  return Buffer.from(encode(pack));
}

async function visit(options) {
  const page = await open(browser, `${stack.portal}/`, options);
  // A pack that the test hands over has no address space; Chromium then guards loopback from it.
  await page.context().grantPermissions(['local-network-access']);
  const headers = { 'Access-Control-Allow-Origin': '*' };
  await page.route('**/v1/questionnaires/**', (route) =>
    route.fulfill({ contentType: 'application/cbor', headers, body: enriched() }),
  );
  await page.goto(`${stack.portal}/case/4`);
  const widget = new Widget(page);
  await widget.choose('非常满意');
  await widget.item('single').waitFor();
  return { page, widget };
}

const radio = (widget, name) => widget.root.getByRole('radio', { name, exact: true });

test('sections have headings, statements stand in their place, a single choice can be cleared', async () => {
  const { page, widget } = await visit();
  assert.deepEqual(await widget.root.getByRole('heading', { level: 3 }).allTextContents(), ['总体', '细说', '联系']);
  const kinds = await widget.root.locator('.item').evaluateAll((nodes) => nodes.map((node) => node.classList[1]));
  const expected = 'heading level heading statement single rating heading contact';
  assert.equal(kinds.join(' '), expected);
  assert.equal(await widget.item('statement').textContent(), '以下都可以不答');
  await radio(widget, '很久').click();
  await widget.item('single').getByRole('button').click();
  assert.equal(await widget.root.locator('.single input:checked').count(), 0);
  assert.deepEqual(await page.violations(), []);
});

test('what is not enabled cannot be pressed until its condition holds', async () => {
  const { widget } = await visit();
  const rating = widget.item('rating');
  assert.equal(await rating.evaluate((node) => node.disabled), true);
  await radio(widget, '很久').click();
  assert.equal(await rating.evaluate((node) => node.disabled), false);
  await rating.getByRole('radio', { name: '不满意', exact: true }).click();
  assert.equal(await rating.locator('input:checked').inputValue(), 'dissatisfied');
});

test('wording that nobody has reviewed has the Chinese beside it, in its own language', async () => {
  const { widget } = await visit();
  const official = widget.root.locator('.level [lang]');
  assert.deepEqual(await official.allTextContents(), ['满意（原文）']);
  assert.equal(await official.getAttribute('lang'), 'zh-Hans');
});

test('a way to be known is chosen under its notice; fields say what a browser may fill in', async () => {
  const { page, widget } = await visit();
  const contact = widget.item('contact');
  await contact.getByText('只用来答复您').waitFor();
  assert.equal(await contact.locator('input:checked').inputValue(), 'anonymous');
  assert.equal(await widget.item('text').count(), 0);
  await radio(widget, '实名').click();
  const fields = await widget.root
    .locator('.field')
    .evaluateAll((nodes) => nodes.map(({ autocomplete, type }) => `${autocomplete} ${type}`));
  assert.deepEqual(fields, ['name text', 'tel tel', 'email email']);
  await widget.root.getByLabel('电话').fill('13800138000');
  const kept = await page.evaluate(() => JSON.stringify({ ...sessionStorage }));
  assert.match(kept, /wrote\W*:true/);
  assert.doesNotMatch(kept, /named|1380/);
});

for (const [name, options] of Object.entries({
  light: {},
  dark: { colorScheme: 'dark' },
  narrow: { viewport: { width: 320, height: 640 } },
})) {
  test(`every kind is accessible and fits: ${name}`, async () => {
    const { page, widget } = await visit(options);
    await radio(widget, '实名').click();
    await widget.root.locator('.field').first().waitFor();
    assert.deepEqual(await accessibilityFaults(page), []);
    assert.equal(await overflow(page), 0);
  });
}
