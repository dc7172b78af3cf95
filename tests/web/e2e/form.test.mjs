// SPDX-License-Identifier: Apache-2.0
// The questionnaire without scripts, in Chromium with scripts off and in two text browsers; and the
// widget that takes over from the form inside its tag.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { accessibilityFaults, open, overflow } from '../../support/browser.mjs';
import { withStackAndBrowser } from '../../support/journey.mjs';
import { Widget } from '../../support/widget.mjs';

const SILENT = { javaScriptEnabled: false, locale: 'zh-CN' };
const NARROW = { width: 320, height: 640 };
let stack;
let browser;

withStackAndBrowser((both) => ({ stack, browser } = both));

const caseUrl = (number, query = '') => `${stack.portal}/case/${number}${query}`;

async function token(number) {
  const page = await (await fetch(caseUrl(number))).text();
  return /<yi-ping\s+token="(yp1\.[\w-]+)"/.exec(page)[1];
}

const form = async (number, query = '') => `${stack.direct}/f/${await token(number)}${query}`;

async function state(number) {
  const headers = { Authorization: `Yiping ${await token(number)}` };
  return (await (await fetch(`${stack.direct}/v1/invitation`, { headers })).json()).state;
}

async function lookUp(receipt) {
  const answer = await fetch(`${stack.direct}/v1/receipts:lookup`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ receipt }),
  });
  return answer.json();
}

const press = (page, name) => page.getByRole('button', { name, exact: true }).click();
// By its label, as a finger would: the radio itself is drawn by the style sheet.
const choose = (page, item, value) => page.locator(`label:has(#${item}-${value})`).click();

async function receiptOf(page) {
  return (await page.locator('.receipt-number').textContent()).replaceAll('-', '');
}

test('without scripts: level, reasons, dimensions and text arrive, the receipt opens them', async () => {
  const page = await open(browser, await form(1), SILENT);
  await choose(page, 'level', 'dissatisfied');
  await press(page, '下一步');
  await choose(page, 'reasons', '207');
  await choose(page, 'guide_clarity', 'dissatisfied');
  await choose(page, 'procedure_convenience', 'satisfied');
  await page.locator('label.none:has([name=procedure_convenience])').click();
  await page.locator('#suggestion').fill('少跑一趟就好了。\n谢谢');
  await press(page, '提交评价');
  const receipt = await receiptOf(page);
  const stored = await lookUp(receipt);
  assert.equal(stored.level, 'dissatisfied');
  assert.equal(stored.case.state, 'opened');
  assert.equal(
    new URL(
      await page.getByRole('link', { name: '查看评价和答复' }).getAttribute('href'),
      page.url(),
    ).href,
    `${stack.direct}/receipt/#${receipt}`,
  );
  await page.reload();
  assert.equal(await receiptOf(page), receipt, 'a reload sends the same again');
  page.quiet();
  await page.context().close();
});

test('without scripts: Enter in the form sends nothing that cannot be undone', async () => {
  const page = await open(browser, await form(2), SILENT);
  await page.locator('#level-satisfied').focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await page.locator('#suggestion').waitFor();
  await page.locator('#reasons-406').focus();
  await page.keyboard.press('Enter');
  await page.locator('#level-satisfied').waitFor();
  assert.equal(await state(2), 'open');
  page.quiet();
  await page.context().close();
});

/** What is done until the page is there, from the first step on. */
const STEPS = {
  'the level': async () => {},
  'no level': async (page) => press(page, /下一步|Next/),
  everything: second,
  'a text too long': async (page) => {
    await second(page);
    await choose(page, 'guide_clarity', 'satisfied');
    await page.locator('#suggestion').fill('字'.repeat(201));
    await press(page, /提交评价|Submit rating/);
  },
  'the level again': async (page) => {
    await second(page);
    await press(page, /修改|Change/);
  },
};

async function second(page) {
  await choose(page, 'level', 'dissatisfied');
  await press(page, /下一步|Next/);
}

for (const [name, steps] of Object.entries(STEPS)) {
  for (const query of ['?lang=zh-Hans', '?lang=en&mode=elder']) {
    test(`${name}, ${query}: axe finds nothing in any colours, 320 px suffice`, async () => {
      const expected = [/400/];
      const page = await open(browser, await form(3, query), {
        reducedMotion: 'reduce',
        expected,
      });
      await steps(page);
      for (const how of [{ colorScheme: 'light' }, { colorScheme: 'dark' }, { contrast: 'more' }]) {
        await page.emulateMedia({ reducedMotion: 'reduce', ...how });
        assert.deepEqual(await accessibilityFaults(page), [], JSON.stringify(how));
      }
      await page.setViewportSize(NARROW);
      assert.equal(await overflow(page), 0);
      assert.deepEqual(await page.violations(), []);
      page.quiet();
      await page.context().close();
    });
  }
}

test('states: axe finds nothing, and each has its own status', async () => {
  const address = await form(4, '?lang=zh-Hans');
  const rated = await open(browser, address);
  await choose(rated, 'level', 'very_satisfied');
  await press(rated, '直接提交');
  assert.deepEqual(await accessibilityFaults(rated), []);
  assert.equal((await rated.goto(address)).status(), 200);
  assert.match(await rated.locator('h1').textContent(), /已经评价过了/);
  assert.deepEqual(await accessibilityFaults(rated), []);
  rated.quiet();
  const forged = await open(browser, `${address}x`, { expected: [/401/] });
  assert.deepEqual(await accessibilityFaults(forged), []);
  forged.quiet();
});

test('a fault is heard first and leads to its field', async () => {
  const page = await open(browser, await form(5), {
    ...SILENT,
    expected: [/400/],
  });
  await press(page, '直接提交');
  await page.locator('.problem:focus').waitFor();
  await page.getByRole('link', { name: '请先选择一个满意度等级' }).click();
  assert.match(page.url(), /#level-very_satisfied$/);
  await page.keyboard.press('Tab');
  page.quiet();
  await page.context().close();
});

const FACES = 'symbol[id^=face-] path';

test('the faces are those of the widget', async () => {
  const plain = await open(browser, await form(5));
  const drawn = await plain
    .locator(FACES)
    .evaluateAll((all) => all.map((path) => path.getAttribute('d')));
  const page = await open(browser, caseUrl(5));
  const faces = page.locator('yi-ping .item.level .face path');
  await faces.first().waitFor();
  const shown = await faces.evaluateAll((all) => all.map((path) => path.getAttribute('d')));
  assert.equal(shown.length, 5);
  assert.deepEqual(drawn.slice(0, 5), shown);
});

test('on paper there are boxes and no buttons', async () => {
  const page = await open(browser, await form(5), SILENT);
  await choose(page, 'level', 'satisfied');
  await press(page, '下一步');
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.locator('button:visible').count(), 0);
  assert.equal(await page.locator('.rating .tick:visible').count(), 20);
  await page.context().close();
});

const down = (times) => Array(times).fill('Down Arrow');

test('lynx: a whole journey by keys, and no level but the one that was chosen', async () => {
  assert.ok(existsSync('/usr/bin/lynx'), '/usr/bin/lynx is missing. Remedy: tools/setup test');
  const folder = mkdtempSync(join(tmpdir(), 'yiping-lynx-'));
  const address = await form(6, '?lang=en');
  const browse = (keys) => {
    const script = join(folder, 'keys');
    writeFileSync(script, [...keys, 'q', 'y'].map((key) => `key ${key}\n`).join(''));
    const lynx = `lynx -term=vt100 -nopause -cmd_script=${script} '${address}'`;
    const run = spawnSync('script', ['-qec', lynx, '/dev/null'], {
      encoding: 'utf8',
      input: '',
      timeout: 30_000,
      env: { ...process.env, LINES: '40', COLUMNS: '80', LANG: 'C.UTF-8' },
    });
    assert.equal(run.status, 0, run.stderr);
    return run.stdout;
  };
  try {
    // Three links, "not chosen yet", five levels, then the two buttons.
    const untouched = browse([...down(10), '^J']);
    assert.match(untouched, /Please choose a level first/);
    assert.equal(await state(6), 'open');
    const chosen = [...down(7), '^J', ...down(2), '^J'];
    const search = ['/', ...'(submit)', '^J'];
    const stored = browse([...chosen, ...search, '^J']);
    assert.match(stored, /Receipt number/);
    assert.equal(await state(6), 'rated');
    const receipt = /440300(-[0-9A-Z]{4}){4}-[0-9A-Z]/.exec(stored)[0].replaceAll('-', '');
    assert.equal((await lookUp(receipt)).level, 'dissatisfied');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('w3m reads the form in its own order', async () => {
  assert.ok(existsSync('/usr/bin/w3m'), '/usr/bin/w3m is missing. Remedy: tools/setup test');
  const text = execFileSync('w3m', ['-dump', '-cols', '70', await form(7, '?lang=zh-Hans')], {
    encoding: 'utf8',
    env: { ...process.env, LANG: 'C.UTF-8' },
  });
  const order = [
    '请为本次服务评价',
    '您对本次服务满意吗',
    '( )非常满意',
    '( )非常不满意',
    '匿名评价',
    '下一步',
  ];
  const found = order.map((words) => text.indexOf(words));
  assert.ok(!found.includes(-1), text);
  assert.deepEqual(
    found,
    [...found].sort((a, b) => a - b),
    text,
  );
});

test('the portal without scripts: its own form leads to the second step', async () => {
  const page = await open(browser, caseUrl(8), SILENT);
  await page.locator('yi-ping').getByLabel('非常满意', { exact: true }).check();
  await press(page, '下一步');
  assert.equal(new URL(page.url()).origin, stack.direct);
  await press(page, '提交评价');
  assert.equal((await lookUp(await receiptOf(page))).level, 'very_satisfied');
  page.quiet();
  await page.context().close();
});

test('a level chosen before the script arrives is chosen in the widget', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await page.route('**/yiping.js', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(caseUrl(9), { waitUntil: 'commit' });
  const plain = page.locator('yi-ping form.plain-form');
  await plain.getByLabel('不满意', { exact: true }).check();
  release();
  const widget = new Widget(page);
  await widget.item('multi').waitFor();
  assert.ok(
    await widget.item('level').getByRole('radio', { name: '不满意', exact: true }).isChecked(),
  );
  assert.equal(await plain.isVisible(), false);
  const focused = await page.evaluate(
    () => document.activeElement.shadowRoot?.activeElement?.value ?? '',
  );
  assert.equal(focused, 'dissatisfied', 'the keyboard stays where it was');
  await widget.submit();
  assert.equal((await lookUp(await widget.receipt())).level, 'dissatisfied');
  await context.close();
});
