// SPDX-License-Identifier: Apache-2.0
// Builds everything that a browser gets. `--help` names the options.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { options, web } from './args.mjs';
import { bundleForNode, bundleWidget, minifiedCss } from './bundle.mjs';
import { buildCore, checkImports, linearMemory } from './core.mjs';
import { firstViews } from './first.mjs';
import { Output } from './output.mjs';
import { buildPages } from './pages.mjs';
import { table, weigh } from './sizes.mjs';

const { wasm, cli, out, check } = options(process.argv.slice(2));
for (const [file, remedy] of [
  [wasm, 'cmake --preset wasm && cmake --build --preset wasm'],
  [cli, 'cmake --preset release && cmake --build --preset release'],
]) {
  if (!existsSync(file)) {
    process.stderr.write(`${file} is not there. Remedy: ${remedy}\n`);
    process.exit(2);
  }
}

const widget = (name) => join(web, 'widget', name);
const { version } = JSON.parse(readFileSync(join(web, 'package.json'), 'utf8'));
const core = buildCore(wasm);
checkImports(core.wasm);
const { first, packs, questionnaire } = firstViews(cli);

const output = new Output(out);
const assets = {
  wasm: output.asset('core.wasm', core.wasm),
  core: output.asset('core.js', core.script),
  css: output.asset(
    'yiping.css',
    minifiedCss(widget('style/first.css')) + minifiedCss(widget('style/rest.css')),
  ),
  rest: output.asset('rest.js', await bundleWidget(widget('rest.ts'))),
};
const facts = { ASSETS: assets, QUESTIONNAIRE: questionnaire };
const script = await bundleWidget(widget('yiping.ts'), facts, first);
const tag = output.at(`yiping/${version}/yiping.js`, script, 'yiping.js');
await buildPages(output);

const forNode = { core: widget('core/instance.ts'), parts: widget('parts.ts') };
for (const [name, text] of await bundleForNode(forNode)) output.write(`test/${name}`, text);
output.write('test/first.json', JSON.stringify(first));
for (const [language, bytes] of Object.entries(packs)) output.write(`test/${language}.cbor`, bytes);

const { rows, over } = weigh(output, packs, await linearMemory(core.wasm));
const attributes = `integrity="${tag.integrity}" crossorigin="anonymous"`;
output.write(
  'sri.json',
  JSON.stringify(
    {
      path: `/${tag.path}`,
      integrity: tag.integrity,
      tag: `<script src="{endpoint}/${tag.path}" ${attributes} async></script>`,
    },
    null,
    1,
  ) + '\n',
);
output.finish();

process.stdout.write(table(output.sizes, rows));
process.stdout.write(`\nyiping.js  integrity="${tag.integrity}"\n`);
if (over.length) {
  process.stderr.write(`over the limit: ${over.join(', ')}\n`);
  if (check) process.exit(1);
}
