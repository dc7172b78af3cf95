// SPDX-License-Identifier: Apache-2.0
// The portal's content security policy, as a real response header. None of them has 'unsafe-inline'
// or 'unsafe-eval'; the strict one has no WebAssembly either.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open } from '../../support/browser.mjs';
import { withStackAndBrowser } from '../../support/journey.mjs';
import { rate } from '../../support/widget.mjs';

let stack;
let browser;

withStackAndBrowser((both) => ({ stack, browser } = both));

async function visit(path, expected) {
  const loaded = [];
  const page = await open(browser, 'about:blank', { expected });
  page.on('requestfinished', (request) => loaded.push(new URL(request.url()).pathname));
  const answer = await page.goto(stack.portal + path);
  return { page, loaded, policy: answer.headers()['content-security-policy'] };
}

const which = (loaded) =>
  ['wasm', 'js'].filter((kind) =>
    loaded.some((path) => new RegExp(`/core\\.\\w+\\.${kind}$`).test(path)),
  );

test('a policy without WebAssembly: the core in JavaScript, and one report, of the probe', async () => {
  const probe = [/violates the following Content Security Policy directive.*wasm|WebAssembly/is];
  const { page, loaded, policy } = await visit('/case/4?csp=strict', probe);
  assert.doesNotMatch(policy, /unsafe/);
  assert.match(await rate(page, '基本满意'), /^440300/);
  assert.deepEqual(which(loaded), ['js']);
  assert.deepEqual(await page.violations(), ['script-src wasm-eval']);
  page.quiet();
});

test('core="js": no probe, no report', async () => {
  const { page, loaded, policy } = await visit('/case/5?csp=strict&core=js');
  assert.doesNotMatch(policy, /unsafe/);
  assert.match(await rate(page, '满意'), /^440300/);
  assert.deepEqual(which(loaded), ['js']);
  assert.deepEqual(await page.violations(), []);
  page.quiet();
});

test('a policy with wasm-unsafe-eval: the wasm core, and no report', async () => {
  const { page, loaded, policy } = await visit('/case/6');
  assert.doesNotMatch(policy, /unsafe-(inline|eval'? )|'unsafe-eval'/);
  assert.match(policy, /'wasm-unsafe-eval'/);
  assert.match(await rate(page, '非常满意'), /^440300/);
  assert.deepEqual(which(loaded), ['wasm']);
  assert.deepEqual(await page.violations(), []);
  page.quiet();
});

test('control: the recorder sees a violation that is there', async () => {
  const { page } = await visit('/case/1?csp=strict&core=js', [/Content Security Policy/]);
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'globalThis.ran = true';
    document.head.append(script);
  });
  assert.deepEqual(await page.violations(), ['script-src-elem inline']);
  assert.equal(await page.evaluate(() => globalThis.ran), undefined);
});
