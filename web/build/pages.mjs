// SPDX-License-Identifier: Apache-2.0
// Pages that the collector itself serves: each folder of web/pages with an index.html.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { web } from './args.mjs';
import { bundlePage, bundlePageStyle } from './bundle.mjs';

export async function buildPages(output) {
  const folder = join(web, 'pages');
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder).sort()) {
    const source = join(folder, name);
    // A page with a server of its own (the demo portal) lives on another origin.
    if (!existsSync(join(source, 'index.html')) || existsSync(join(source, 'server.mjs'))) continue;
    const values = {};
    if (existsSync(join(source, 'main.ts'))) {
      const script = output.asset(`${name}.js`, await bundlePage(join(source, 'main.ts')));
      values.script = `../${script.path}`;
    }
    if (existsSync(join(source, 'style.css'))) {
      const style = output.asset(`${name}.css`, await bundlePageStyle(join(source, 'style.css')));
      values.style = `../${style.path}`;
    }
    const html = readFileSync(join(source, 'index.html'), 'utf8');
    output.page(
      name,
      html.replace(/\{\{(\w+)\}\}/g, (whole, key) => values[key] ?? fail(name, whole)),
    );
  }
}

function fail(name, placeholder) {
  throw new Error(`web/pages/${name}/index.html: nothing to put in place of ${placeholder}`);
}
