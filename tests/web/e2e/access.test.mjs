// SPDX-License-Identifier: Apache-2.0
// For everybody: axe on every page and state, light, dark and elder; 320 px; the keyboard alone.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessibilityFaults, launch, open, overflow } from '../../support/browser.mjs';
import { SHENZHEN, startStack } from '../../support/stack.mjs';
import { rate, Widget } from '../../support/widget.mjs';

const NARROW = { viewport: { width: 320, height: 640 } };
const NOBODY = [/401.*(\/v1\/admin\/session|Unauthorized)/];
let stack;
let browser;
let receipt;

before(async () => {
  stack = await startStack();
  browser = await launch();
  const page = await open(browser, `${stack.portal}/case/2`);
  receipt = await rate(page, '不满意', { reasons: ['没有提供材料样本'] });
  await stack.figures(({ levels }) => levels.dissatisfied > 0);
  await page.context().close();
});
after(async () => {
  await browser?.close();
  await stack?.stop();
});

/** Name -> address, and what to do until the state is there. */
const PAGES = {
  'portal: my cases': { at: () => `${stack.portal}/` },
  'portal: a case': { at: () => `${stack.portal}/case/4`, then: answered },
  'portal: review': { at: () => `${stack.portal}/case/4`, then: reviewed },
  'portal: a case in English': { at: () => `${stack.portal}/case/4?lang=en` },
  'portal: sending': {
    at: () => `${stack.portal}/case/4`,
    then: sending,
    expected: [/FAILED/],
  },
  'portal: stored': { at: () => `${stack.portal}/case/3`, then: stored },
  'portal: elder': {
    at: () => `${stack.portal}/case/4?mode=elder`,
    then: answered,
  },
  'portal: rated already': { at: () => `${stack.portal}/case/2`, then: rated },
  'the front of the collector': { at: () => `${stack.direct}/` },
  results: {
    at: () => `${stack.direct}/results?area=${SHENZHEN}`,
    then: figures,
  },
  'receipt: asking': { at: () => `${stack.direct}/receipt/` },
  'receipt: a case': {
    at: () => `${stack.direct}/receipt/#${receipt}`,
    then: progress,
  },
  'desk: signing in': { at: () => `${stack.direct}/desk`, then: signInForm },
  'desk: list': { at: () => `${stack.direct}/desk/`, then: list },
  'desk: a case': { at: () => `${stack.direct}/desk/`, then: oneCase },
};

async function answered(page) {
  const widget = new Widget(page);
  await widget.choose('不满意');
  await widget.item('multi').waitFor();
}
async function reviewed(page) {
  const widget = new Widget(page);
  await widget.choose('不满意');
  await widget.write('请打 13800138000');
  await widget.submit();
  await widget.root.getByRole('button', { name: '返回修改' }).waitFor();
}
async function sending(page) {
  await page.route('**/v1/evaluations', (route) => route.abort());
  const widget = new Widget(page);
  await widget.choose('满意');
  await widget.submit();
  await widget.root.getByText('尚未提交成功').first().waitFor();
}

async function stored(page) {
  await rate(page, '非常满意');
}

function rated(page) {
  return page.locator('yi-ping .screen .outcome').waitFor();
}
function figures(page) {
  return page.locator('[data-figure=good_rate]').waitFor();
}
function progress(page) {
  return page.locator('.steps').waitFor();
}
function signInForm(page) {
  return page.locator('#password').waitFor();
}

async function list(page) {
  await page.locator('#name').fill(stack.officer.name);
  await page.locator('#password').fill(stack.officer.password);
  await page.locator('form button').click();
  await page.locator('.case-link').first().waitFor();
}

async function oneCase(page) {
  await list(page);
  await page.locator('.case-link').first().click();
  await page.locator('#reply').waitFor();
}

async function show({ at, then, expected = [] }, how) {
  const page = await open(browser, at(), {
    expected: [...NOBODY, ...expected],
    ...how,
  });
  if (then) await then(page);
  return page;
}

for (const [name, state] of Object.entries(PAGES)) {
  test(name, async (t) => {
    // Without motion: axe would read the colours of a transition that is still under way.
    const page = await show(state, { reducedMotion: 'reduce' });
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await t.test(`${name}, ${colorScheme}: axe finds nothing`, async () => {
        assert.deepEqual(await accessibilityFaults(page), []);
      });
    }
    await page.setViewportSize(NARROW.viewport);
    await t.test(`${name}, 320 px: nothing beside the window`, async () => {
      assert.equal(await overflow(page), 0);
      assert.deepEqual(await page.evaluate(controlsOutside), []);
    });
    page.quiet();
    await page.context().close();
  });
}

/** Every control that can be seen lies within the window's width; open shadow roots included. */
function controlsOutside() {
  const outside = [];
  const look = (root) => {
    for (const node of root.querySelectorAll('*')) {
      if (node.shadowRoot) look(node.shadowRoot);
      if (!node.matches('a, button, input, select, textarea, label')) continue;
      const { left, right, width, height } = node.getBoundingClientRect();
      if (width > 1 && height > 1 && (left < 0 || right > innerWidth) && !node.matches('.skip')) {
        outside.push(`${node.tagName} ${node.textContent.trim().slice(0, 20)} ${left}–${right}`);
      }
    }
  };
  look(document);
  return outside;
}

test('control: axe and the width check find what is wrong', async () => {
  const page = await show(PAGES['receipt: asking'], NARROW);
  await page.evaluate(() => {
    const wide = document.createElement('button');
    wide.textContent = 'x'.repeat(100);
    document.querySelector('main').append(wide, document.createElement('input'));
  });
  assert.notEqual(await overflow(page), 0);
  assert.notDeepEqual(await page.evaluate(controlsOutside), []);
  assert.match((await accessibilityFaults(page)).join('\n'), /^label at/m);
});

/** The focused element, through shadow roots: what it is and what it says. */
const focused = (page) =>
  page.evaluate(() => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    const label = at?.labels?.[0]?.textContent ?? at?.textContent ?? '';
    return { tag: at?.tagName ?? '', type: at?.type ?? '', text: label.trim() };
  });

async function tabTo(page, wanted, limit = 60) {
  for (let presses = 0; presses < limit; presses += 1) {
    await page.keyboard.press('Tab');
    const at = await focused(page);
    if (wanted(at)) return at;
  }
  throw new Error(`not reached by ${limit} presses of Tab`);
}

test('the keyboard alone: from the address bar to the receipt and to its page', async () => {
  const page = await open(browser, `${stack.portal}/case/6`);
  await page.locator('yi-ping .item.level').waitFor();
  const first = await tabTo(page, () => true);
  assert.equal(first.text, '跳到正文', 'the skip link comes first');
  await page.keyboard.press('Enter');

  await tabTo(page, ({ type }) => type === 'radio');
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await page.locator('yi-ping .item.multi').waitFor();
  await tabTo(page, ({ type }) => type === 'checkbox');
  await page.keyboard.press('Space');
  await tabTo(page, ({ tag }) => tag === 'TEXTAREA');
  await page.keyboard.type('全程网上办理，很方便。');
  await tabTo(page, ({ text }) => text === '提交评价');
  await page.keyboard.press('Enter');

  await page.locator('yi-ping .receipt output').waitFor();
  const link = await tabTo(page, ({ tag }) => tag === 'A');
  const [opened] = await Promise.all([
    page.context().waitForEvent('page'),
    page.keyboard.press('Enter'),
  ]);
  await opened.getByText('满意', { exact: true }).waitFor();
  assert.ok(link.text.length > 0);
  page.quiet();
});

test('the visible focus: no control without an outline while it has the keyboard', async () => {
  const page = await show(PAGES['receipt: a case']);
  await page.keyboard.press('Tab');
  for (let presses = 0; presses < 8; presses += 1) {
    const outline = await page.evaluate(
      () => getComputedStyle(document.activeElement).outlineStyle,
    );
    assert.notEqual(outline, 'none', JSON.stringify(await focused(page)));
    await page.keyboard.press('Tab');
    if ((await focused(page)).tag === 'BODY') break;
  }
});
