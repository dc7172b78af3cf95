// SPDX-License-Identifier: Apache-2.0
// Chromium, and a page whose every complaint is a failure unless the test expected it.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { repository } from './stack.mjs';

const require = createRequire(join(repository, 'web/package.json'));
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function launch() {
  const executablePath = process.env.YIPING_CHROMIUM ?? '/usr/bin/chromium';
  assert.ok(existsSync(executablePath), `${executablePath} is missing. Remedy: tools/setup test`);
  return chromium.launch({ executablePath, args: FLAGS });
}

/** Opens a page of its own context; `expected` are patterns of complaints that belong to the test. */
export async function open(browser, url, { expected = [], ...context } = {}) {
  const opened = await browser.newContext({
    viewport: { width: 1200, height: 900 },
    ...context,
  });
  const page = await opened.newPage();
  page.setDefaultTimeout(15_000);
  const complaints = [];
  const complain = (text) => {
    if (!expected.some((pattern) => pattern.test(text))) complaints.push(text);
  };
  page.on('console', (message) =>
    complain(`console ${message.type()}: ${message.text()} ${message.location().url}`),
  );
  page.on('pageerror', (error) => complain(`error: ${error.stack ?? error.message}`));
  page.on('requestfailed', (request) =>
    complain(`failed: ${request.method()} ${request.url()} ${request.failure()?.errorText}`),
  );
  page.on('response', (response) => {
    if (response.status() >= 400)
      complain(`${response.status()}: ${response.request().method()} ${response.url()}`);
  });
  await page.addInitScript(recordViolations);
  await page.goto(url);
  return Object.assign(page, {
    quiet: () => assert.deepEqual(complaints, []),
    violations: () => page.evaluate(() => globalThis.violations),
  });
}

function recordViolations() {
  globalThis.violations = [];
  document.addEventListener('securitypolicyviolation', (event) => {
    globalThis.violations.push(`${event.effectiveDirective} ${event.blockedURI}`);
  });
}

/** What axe finds wrong, in words; open shadow roots included. */
export async function accessibilityFaults(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() =>
    // Preloading would fetch our style sheets again, which a strict policy rightly refuses.
    globalThis.axe.run({ preload: false }),
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id} at ${target.flat().join(' ')}: ${failureSummary}`,
    ),
  );
}

/** Pixels by which the page is wider than its window. */
export function overflow(page) {
  return page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
}
