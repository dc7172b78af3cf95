// SPDX-License-Identifier: Apache-2.0
// The answer to a POST is lost after the commit: the widget tries again by itself, the receipt is
// the same, and the rating is stored once.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch, open } from '../../support/browser.mjs';
import { startProxy } from '../../support/proxy.mjs';
import { startStack } from '../../support/stack.mjs';
import { Widget } from '../../support/widget.mjs';

const LOST = 2;
let stack;
let browser;
let proxy;

before(async () => {
  stack = await startStack({
    front: async (collector) => {
      proxy = await startProxy(collector, ({ method, path }, earlier) => {
        return method === 'POST' && path === '/v1/evaluations' && earlier < LOST;
      });
      return proxy.url;
    },
  });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await stack?.stop();
  await proxy?.stop();
});

async function storedRows() {
  const { DatabaseSync } = await import('node:sqlite');
  const store = new DatabaseSync(join(stack.folder, 'data/yiping.sqlite'), {
    readOnly: true,
  });
  try {
    return store.prepare('SELECT count(*) AS rows FROM evaluation').get().rows;
  } finally {
    store.close();
  }
}

test('a lost answer is asked for again: same receipt, one row', async () => {
  const page = await open(browser, `${stack.portal}/case/4`, {
    expected: [/failed: POST .*\/v1\/evaluations/, /ERR_EMPTY_RESPONSE|ERR_CONNECTION/],
  });
  const widget = new Widget(page);
  const events = await page.evaluateHandle(() => {
    const seen = [];
    for (const name of ['yiping-error', 'yiping-receipt']) {
      document.addEventListener(name, (event) => seen.push([name, event.detail.receipt]));
    }
    return seen;
  });
  await widget.choose('满意');
  await widget.submit();
  await widget.root.getByText('尚未提交成功').first().waitFor();
  const receipt = await widget.receipt();

  const posts = proxy.log.filter(({ route }) => route === 'POST /v1/evaluations');
  assert.deepEqual(
    posts.map(({ status, lost }) => [status, lost]),
    [[201, true], ...Array(LOST - 1).fill([200, true]), [200, false]],
  );
  assert.equal(await storedRows(), 1);
  const figures = await stack.figures(({ levels }) => levels.satisfied > 0);
  assert.deepEqual(figures.levels, {
    very_satisfied: 0,
    satisfied: 1,
    basically_satisfied: 0,
    dissatisfied: 0,
    very_dissatisfied: 0,
  });
  const seen = await events.jsonValue();
  assert.deepEqual(
    seen.map(([name]) => name),
    [...Array(LOST).fill('yiping-error'), 'yiping-receipt'],
  );
  assert.equal(seen[LOST][1], receipt);
  page.quiet();
});
