// SPDX-License-Identifier: Apache-2.0
// Pages that the collector itself serves: each folder of web/pages with an index.html. In one,
// {{script}} and {{style}} are the page's own files, {{x}} is the markup of shared/x.html. A folder
// with a style sheet alone dresses a page that the collector writes; it finds the sheet by name.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { web } from './args.mjs';
import { bundlePage, bundlePageStyle } from './bundle.mjs';

export async function buildPages(output) {
  const folder = join(web, 'pages');
  if (!existsSync(folder)) return;
  const shared = partsOf(join(folder, 'shared'));
  for (const name of readdirSync(folder).sort()) {
    const source = join(folder, name);
    // A page with a server of its own (the demo portal) lives on another origin.
    if (!existsSync(join(source, 'style.css')) || existsSync(join(source, 'server.mjs'))) continue;
    const values = { ...shared };
    if (existsSync(join(source, 'main.ts'))) {
      const script = output.asset(`${name}.js`, await bundlePage(join(source, 'main.ts')));
      values.script = `../${script.path}`;
    }
    const style = output.asset(`${name}.css`, await bundlePageStyle(join(source, 'style.css')));
    values.style = `../${style.path}`;
    if (!existsSync(join(source, 'index.html'))) continue;
    const html = readFileSync(join(source, 'index.html'), 'utf8');
    output.page(
      name,
      html.replace(/\{\{(\w+)\}\}/g, (whole, key) => values[key] ?? fail(name, whole)),
    );
  }
}

/** Markup that every page has, by name. */
function partsOf(folder) {
  const parts = {};
  for (const file of readdirSync(folder)) {
    if (!file.endsWith('.html')) continue;
    parts[file.slice(0, -'.html'.length)] = readFileSync(join(folder, file), 'utf8').trim();
  }
  return parts;
}

function fail(name, placeholder) {
  throw new Error(`web/pages/${name}/index.html: nothing to put in place of ${placeholder}`);
}
