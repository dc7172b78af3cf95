// SPDX-License-Identifier: Apache-2.0
// Every scenario in Chromium, on the wasm and on its twin in JavaScript: the documents are those
// that the scenario file states, byte for byte, and so those of every other host.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch, open } from '../../support/browser.mjs';
import { packsOf, scenarios } from '../../support/cores.mjs';
import { errorNames } from '../../support/errors.mjs';
import { repository, web } from '../../support/stack.mjs';

const { files } = JSON.parse(readFileSync(join(web, 'manifest.json'), 'utf8'));
const asset = (pattern) => join(web, files.find(({ path }) => pattern.test(path)).file);

const SERVED = {
  '/': [Buffer.from('<!doctype html><html lang="en"><title>scenarios</title>'), 'text/html'],
  '/scenario.mjs': [
    readFileSync(join(repository, 'tests/support/scenario.mjs')),
    'text/javascript',
  ],
  '/core.wasm': [readFileSync(asset(/\/core\.\w+\.wasm$/)), 'application/wasm'],
  '/core.js': [readFileSync(asset(/\/core\.\w+\.js$/)), 'text/javascript'],
};

for (const name of readdirSync(join(web, 'test'))) {
  if (name.endsWith('.mjs')) {
    SERVED[`/${name}`] = [readFileSync(join(web, 'test', name)), 'text/javascript'];
  }
}

let server;
let browser;
let page;

before(async () => {
  server = createServer(({ url }, response) => {
    const [body, type] = SERVED[url] ?? [undefined, 'text/plain'];
    response.writeHead(body ? 200 : 204, { 'Content-Type': type }).end(body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  browser = await launch();
  page = await open(browser, `http://127.0.0.1:${server.address().port}/`);
  await page.addScriptTag({ url: '/core.js' });
});
after(async () => {
  await browser?.close();
  await new Promise((resolve) => server.close(resolve));
});

function playInPage(kind, scenario) {
  const packs = Object.entries(packsOf(scenario));
  const plain = Object.fromEntries(packs.map(([tag, bytes]) => [tag, [...bytes]]));
  return page.evaluate(playThere, { kind, scenario, plain, errorNames });
}

async function playThere({ kind, scenario, plain, errorNames }) {
  const { fromScript, fromWasm } = await import('/core.mjs');
  const { play } = await import('/scenario.mjs');
  const compiled = async () => {
    const answer = await fetch('/core.wasm');
    return WebAssembly.compile(await answer.arrayBuffer());
  };
  const core =
    kind === 'wasm'
      ? await fromWasm(await compiled())
      : fromScript(self[Symbol.for('yiping')].core);
  const bytes = {};
  for (const tag of Object.keys(plain)) bytes[tag] = new Uint8Array(plain[tag]);
  return play(scenario, Object.assign(core, { errorNames }), bytes);
}

for (const kind of ['wasm', 'wasm2js']) {
  test(`${Object.keys(scenarios).length} scenarios in Chromium, ${kind}`, async (t) => {
    for (const scenario of Object.values(scenarios)) {
      await t.test(scenario.name, async () => {
        const { failures, document } = await playInPage(kind, scenario);
        assert.deepEqual(failures, []);
        const stated = scenario.evaluation?.document;
        if (stated !== undefined) assert.equal(document, stated);
      });
    }
    page.quiet();
  });
}

test('control: a scenario that states another document fails in Chromium', async () => {
  const whole = scenarios['everything-answered'];
  const document = whole.evaluation.document.replace('511', '510');
  const untrue = { ...whole, evaluation: { ...whole.evaluation, document } };
  assert.notDeepEqual((await playInPage('wasm', untrue)).failures, []);
});
