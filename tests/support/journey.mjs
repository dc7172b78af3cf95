// SPDX-License-Identifier: Apache-2.0
// What most journeys begin and end with: a stack and a browser, for all tests of a file.
import { after, before } from 'node:test';
import { launch } from './browser.mjs';
import { startStack } from './stack.mjs';

/** `take({ stack, browser })` is called before the first test. */
export function withStackAndBrowser(take) {
  let stack;
  let browser;
  before(async () => {
    stack = await startStack();
    browser = await launch();
    take({ stack, browser });
  });
  after(async () => {
    await browser?.close();
    await stack?.stop();
  });
}
