// SPDX-License-Identifier: Apache-2.0
// The widget where things are slow, reloaded, moved, doubled or broken; real collector and portal.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import { open } from '../../support/browser.mjs';
import { withStackAndBrowser } from '../../support/journey.mjs';
import { eventually } from '../../support/processes.mjs';
import { repository } from '../../support/stack.mjs';
import { rate, Widget } from '../../support/widget.mjs';

const CUT = [/failed: (POST|GET) /, /ERR_|net::/];
const { version } = JSON.parse(readFileSync(join(repository, 'web/package.json'), 'utf8'));
let stack;
let browser;

withStackAndBrowser((both) => ({ stack, browser } = both));

const visit = (path, options) => open(browser, stack.portal + path, options);

/** Bodies of the evaluations that a page sent. */
function sent(page) {
  const bodies = [];
  page.on('request', (request) => {
    if (request.method() === 'POST') bodies.push(JSON.parse(request.postData()).evaluation);
  });
  return bodies;
}

const kept = (page) => page.evaluate(() => JSON.stringify({ ...sessionStorage }));

test('five levels can be pressed while core, rest and invitation are still on their way', async () => {
  const page = await visit('/');
  const bodies = sent(page);
  let arrive;
  const held = new Promise((go) => (arrive = go));
  for (const pattern of ['**/assets/*', '**/v1/invitation', '**/v1/questionnaires/**']) {
    await page.route(pattern, async (route) => {
      if (!route.request().url().startsWith(stack.direct)) return route.continue();
      await held;
      await route.continue();
    });
  }
  // Our scripts hold back `load`, as every script of a page does.
  await page.goto(`${stack.portal}/case/3`, { waitUntil: 'domcontentloaded' });
  const widget = new Widget(page);
  await widget.choose('不满意');
  await widget.choose('满意');
  assert.equal(await widget.root.getByRole('radio', { name: '满意', exact: true }).isChecked(), true);
  assert.equal(await widget.root.locator('.item').count(), 1);
  arrive();
  await widget.item('multi').waitFor();
  assert.equal(await widget.root.locator('.level input:checked').inputValue(), 'satisfied');
  await widget.submit();
  await widget.receipt();
  assert.equal(bodies[0].level, 'satisfied');
  assert.ok(bodies[0].first_touch <= bodies[0].submitted);
});

test('a reload keeps level, ticks and dimensions, but no text and no token', async () => {
  const page = await visit('/case/4');
  const widget = new Widget(page);
  await widget.choose('满意');
  await widget.tick('可以在线预约办理');
  await widget.root.locator('.rating').first().getByRole('radio', { name: '基本满意' }).click();
  await widget.write('我叫张三，电话 13800000000');
  const stored = await kept(page);
  assert.match(stored, /satisfied/);
  assert.doesNotMatch(stored, /张三|1380|yp1\./);
  await page.reload();
  await widget.root.locator('.multi input:checked').waitFor();
  assert.equal(await widget.root.locator('.level input:checked').inputValue(), 'satisfied');
  assert.equal(await widget.root.locator('.rating input:checked').inputValue(), 'basically_satisfied');
  assert.equal(await widget.root.locator('textarea').inputValue(), '');
  await widget.root.getByText('请重新填写').first().waitFor();
});

test('a reload while sending goes on by itself, with the same document', async () => {
  const page = await visit('/case/5', { expected: CUT });
  const bodies = sent(page);
  const widget = new Widget(page);
  page.on('dialog', (dialog) => dialog.accept());
  await page.route('**/v1/evaluations', (route) => route.abort());
  await widget.choose('非常满意');
  await widget.submit();
  await widget.root.getByText('尚未提交成功').first().waitFor();
  await page.unroute('**/v1/evaluations');
  await page.reload();
  const receipt = await widget.receipt();
  assert.match(receipt, /^440300/);
  assert.deepEqual(bodies.at(-1), bodies[0]);
  assert.doesNotMatch(await kept(page), /submission/);
});

test('a reply lost with the page, and text that is gone: the earlier document counts, same receipt', async () => {
  const page = await visit('/case/6', { expected: [...CUT, /409/] });
  page.on('dialog', (dialog) => dialog.accept());
  const widget = new Widget(page);
  let answer;
  await page.route('**/v1/evaluations', async (route) => {
    const response = await route.fetch();
    answer = await response.json();
    await route.abort();
  });
  await widget.choose('满意');
  await widget.write('周末也可以办理就好了');
  await widget.submit();
  await widget.root.getByText('尚未提交成功').first().waitFor();
  await page.unroute('**/v1/evaluations');
  await page.reload();
  assert.equal(await widget.receipt(), answer.receipt);
  await widget.root.getByText('以先收到的内容为准').waitFor();
});

test('two widgets in a page do not mix, and moving one keeps what was pressed', async () => {
  const page = await visit('/case/4');
  await page.evaluate(() => sessionStorage.clear());
  await page.reload();
  await page.evaluate(() => {
    const first = document.querySelector('yi-ping');
    const second = document.createElement('yi-ping');
    for (const { name, value } of first.attributes) second.setAttribute(name, value);
    second.id = 'second';
    first.after(second);
  });
  const [one, two] = [page.locator('yi-ping').first(), page.locator('#second')];
  await two.getByRole('radio', { name: '不满意', exact: true }).click();
  await two.locator('.multi').waitFor();
  assert.equal(await one.locator('input:checked').count(), 0);
  await page.evaluate(() => document.querySelector('main').append(document.querySelector('#second')));
  assert.equal(await two.locator('.level input:checked').inputValue(), 'dissatisfied');
  await two.locator('.multi input').first().click();
  assert.equal(await two.locator('.multi input:checked').count(), 1);
});

test('languages change in place, with the answers', async () => {
  const page = await visit('/case/7');
  const widget = new Widget(page);
  await widget.choose('基本满意');
  await widget.root.getByRole('button', { name: 'English' }).click();
  await widget.root.getByText('Are you satisfied').waitFor();
  assert.equal(await widget.root.locator('.level input:checked').inputValue(), 'basically_satisfied');
  await widget.root.getByRole('button', { name: 'Larger view' }).click();
  const size = await widget.root.evaluate((node) => parseFloat(getComputedStyle(node).fontSize));
  assert.ok(size >= 20);
});

test('a forged token is told as such, and nothing can be pressed', async () => {
  const page = await visit('/case/7', { expected: [/401/] });
  await page.evaluate(() => document.querySelector('yi-ping').setAttribute('token', `yp1.${'A'.repeat(61)}`));
  const widget = new Widget(page);
  await widget.root.getByText('评价链接不对').first().waitFor();
  assert.equal(await widget.root.locator('form.form').isVisible(), false);
});

test('a page that is not on the list is told so, with its origin', async (t) => {
  const script = `<script src="${stack.direct}/yiping/${version}/yiping.js"></script>`;
  const body = `<!doctype html>${script}<yi-ping lang="zh-Hans" token="yp1.AAAA"></yi-ping>`;
  const server = createServer((_, answer) => {
    answer.setHeader('Content-Type', 'text/html; charset=utf-8');
    answer.end(body);
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  t.after(() => server.closeAllConnections() ?? server.close());
  const origin = `http://127.0.0.1:${server.address().port}`;
  const page = await open(browser, origin, { expected: [/CORS|403|ERR_FAILED/, /favicon/] });
  await page.locator('yi-ping').getByText(origin).waitFor();
  page.quiet();
});

test('when the rest does not load, it says so, and one press tries again', async () => {
  const page = await visit('/', { expected: CUT });
  await page.route('**/assets/rest.*', (route) => route.abort());
  await page.goto(`${stack.portal}/case/8`);
  const widget = new Widget(page);
  await widget.choose('满意');
  await widget.root.getByText('评价系统暂时连不上').first().waitFor();
  await page.unroute('**/assets/rest.*');
  await widget.root.getByRole('button', { name: '再试一次' }).click();
  await widget.item('multi').waitFor();
  assert.equal(await widget.root.locator('.level input:checked').inputValue(), 'satisfied');
});

test('Trusted Types are enforced, and the widget runs by its one named policy', async () => {
  const page = await visit('/');
  // A page that the test hands over has no address space; Chromium then guards loopback from it.
  await page.context().grantPermissions(['local-network-access']);
  await page.route('**/case/8**', async (route) => {
    const response = await route.fetch();
    const policy = "; require-trusted-types-for 'script'; trusted-types yiping";
    const headers = response.headers();
    headers['content-security-policy'] += policy;
    await route.fulfill({ response, headers });
  });
  await page.goto(`${stack.portal}/case/8`);
  assert.match(await rate(page, '满意'), /^\d{6}/);
  assert.deepEqual(await page.violations(), []);
});

test('declining ends it, keeps nothing and tells the page', async () => {
  const page = await visit('/case/9');
  const widget = new Widget(page);
  const declined = page.evaluate(
    () => new Promise((done) => document.addEventListener('yiping-decline', () => done(true))),
  );
  await widget.root.getByRole('button', { name: '暂不评价' }).click();
  assert.equal(await declined, true);
  await widget.root.getByText('办事结果不受影响').first().waitFor();
  assert.doesNotMatch(await kept(page), /submission/);
});

test('a text that is too long cannot be sent, says why, and takes the focus there', async () => {
  const page = await visit('/case/9');
  const bodies = sent(page);
  const widget = new Widget(page);
  await widget.choose('满意');
  await widget.write('😀'.repeat(201));
  await widget.root.getByText('超出 1 字').waitFor();
  await widget.root.getByRole('button', { name: '提交评价' }).click({ force: true });
  assert.equal(await widget.root.locator('textarea').evaluate((node) => node.matches(':focus')), true);
  assert.deepEqual(bodies, []);
  await widget.write('😀'.repeat(200));
  await widget.root.getByText('还可以写 0 字').waitFor();
  await widget.submit();
  await widget.receipt();
  assert.equal([...bodies[0].texts.suggestion].length, 200);
});

/** Everything that the live region says from here on. */
async function heard(widget) {
  await widget.root.locator('.live').evaluate((node) => {
    globalThis.heard = [];
    new globalThis.MutationObserver(() => globalThis.heard.push(node.textContent)).observe(node, { childList: true });
  });
  return () => widget.page.evaluate(() => globalThis.heard.filter(Boolean));
}

const NOTICE = /好像有电话号码/;
const isFocused = (locator) => locator.evaluate((node) => node.matches(':focus'));

test('a telephone number in a text: told while typing, and once more before it is sent', async () => {
  const page = await visit('/case/14');
  const bodies = sent(page);
  const widget = new Widget(page);
  const notices = widget.root.locator('.notices');
  await widget.choose('满意');
  await widget.write('请打 1380013800');
  const spoken = await heard(widget);
  const area = widget.root.locator('textarea');
  await area.press('End');
  await area.pressSequentially('0，谢谢您们');
  assert.match(await notices.textContent(), NOTICE);
  const [first, ...more] = await spoken();
  assert.match(first, NOTICE);
  assert.deepEqual(more, [], 'not again with every key');

  const submit = widget.root.getByRole('button', { name: '提交评价' });
  await submit.click();
  assert.deepEqual(bodies, []);
  assert.equal(await isFocused(notices), true);
  assert.match((await spoken()).at(-1), /请先看一下提示/);
  const described = await submit.getAttribute('aria-describedby');
  assert.equal(await notices.getAttribute('id'), described);
  await submit.click();
  await widget.receipt();
  assert.equal(bodies.length, 1);
});

test('from review, "go back and change" and a change of the text both lead to editing', async () => {
  const page = await visit('/case/15');
  const bodies = sent(page);
  const widget = new Widget(page);
  const back = widget.root.getByRole('button', { name: '返回修改' });
  await widget.choose('满意');
  await widget.write('请打 13800138000');
  await widget.submit();
  await back.click();
  assert.equal(await back.count(), 0);
  assert.equal(await isFocused(widget.root.locator('textarea')), true);
  await widget.submit();
  await back.waitFor();
  await widget.write('谢谢');
  assert.equal(await back.count(), 0);
  assert.equal(await widget.root.locator('.notices').textContent(), '');
  await widget.submit();
  await widget.receipt();
  assert.equal(bodies[0].texts.suggestion, '谢谢');
});

test('a double click, or a key held down, does not hurry past the notice', async () => {
  const page = await visit('/case/17');
  const bodies = sent(page);
  const widget = new Widget(page);
  await widget.choose('满意');
  await widget.write('请打 13800138000');
  const submit = widget.root.getByRole('button', { name: '提交评价' });
  await submit.dblclick();
  const back = widget.root.getByRole('button', { name: '返回修改' });
  await back.click();
  await submit.focus();
  for (let repeats = 0; repeats < 3; ++repeats) await page.keyboard.down('Enter');
  await page.keyboard.up('Enter');
  await back.waitFor();
  assert.deepEqual(bodies, []);
  assert.match(await kept(page), /submitted\W*:0/);
});

test('half-written pinyin is neither counted nor saved', async () => {
  const page = await visit('/case/10');
  const widget = new Widget(page);
  await widget.choose('满意');
  const area = widget.root.locator('textarea');
  await area.focus();
  const input = await page.context().newCDPSession(page);
  await input.send('Input.imeSetComposition', { text: 'zhoumo', selectionStart: 6, selectionEnd: 6 });
  await widget.root.getByText('还可以写 200 字').waitFor();
  await input.send('Input.insertText', { text: '周末' });
  await widget.root.getByText('还可以写 198 字').waitFor();
  assert.equal(await area.inputValue(), '周末');
});

test('a collector that is away: what was pressed stays, and it goes on when it is back', async () => {
  const page = await visit('/case/11', { expected: [...CUT, /50\d/] });
  const widget = new Widget(page);
  await widget.choose('非常满意');
  await widget.item('multi').waitFor();
  await stack.process.stop();
  await widget.submit();
  await widget.root.getByText('尚未提交成功').first().waitFor();
  await stack.startCollector();
  assert.match(await widget.receipt(), /^\d{6}/);
  await eventually('a clean slate', async () => !/submission/.test(await kept(page)));
});

test('a service that is down from the start is waited for, and everything then comes', async () => {
  const page = await visit('/', { expected: CUT });
  const away = (route) => route.abort();
  const patterns = ['**/v1/invitation', '**/v1/questionnaires/**', '**/v1/public/index', '**/core.*'];
  for (const pattern of patterns) await page.route(pattern, away);
  await page.goto(`${stack.portal}/case/10`);
  const widget = new Widget(page);
  await widget.choose('基本满意');
  await widget.root.getByText('评价系统暂时连不上').first().waitFor();
  await page.waitForTimeout(500);
  for (const pattern of patterns) await page.unroute(pattern, away);
  await widget.item('multi').waitFor();
  await widget.submit();
  await widget.receipt();
});

test('a script that is not the one we built is refused; wasm that is not gives way to the script core', async () => {
  const page = await visit('/', { expected: [/integrity|digest|ERR_|failed:/i] });
  await page.context().grantPermissions(['local-network-access']);
  const other = async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: Buffer.concat([await response.body(), Buffer.from(' ')]) });
  };
  await page.route('**/core.*.wasm', other);
  await page.goto(`${stack.portal}/case/12`);
  assert.match(await rate(page, '满意'), /^\d{6}/);
  await page.route('**/rest.*', other);
  await page.goto(`${stack.portal}/case/11`);
  await page.locator('yi-ping').getByText('评价系统暂时连不上').first().waitFor();
});

test('without constructable sheets one <link> brings the same look', async () => {
  const page = await visit('/', { bypassCSP: true });
  await page.addInitScript(() => delete CSSStyleSheet.prototype.replaceSync);
  await page.goto(`${stack.portal}/case/13`);
  const widget = new Widget(page);
  await widget.item('level').waitFor();
  await eventually('styled', () =>
    widget.root.locator('.level .card').first().evaluate((node) => node.offsetHeight >= 60),
  );
});
