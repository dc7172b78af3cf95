// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, transformSync } from 'esbuild';
import { web } from './args.mjs';
import { ownMembers } from './members.mjs';

const shared = {
  bundle: true,
  minify: true,
  write: false,
  legalComments: 'none',
  logLevel: 'error',
};

/** A classic script of the floor that design.md §5 names: ES2015, Safari 10.1, Chrome 54. */
const classic = { ...shared, format: 'iife', target: ['es2015'] };

/** CSS is minified before it becomes a string; its target keeps logical shorthands out. */
const styles = {
  name: 'styles',
  setup(builder) {
    builder.onLoad({ filter: /\.css$/ }, ({ path }) => ({
      contents: minifiedCss(path),
      loader: 'text',
    }));
  },
};

export function minifiedCss(path) {
  const source = readFileSync(path, 'utf8');
  const minified = transformSync(source, { loader: 'css', minify: true, target: ['chrome54'] });
  return minified.code.trim();
}

/** The one module that has no file: `yiping:first`. */
const embedded = (first) => ({
  name: 'embedded',
  setup(builder) {
    builder.onResolve({ filter: /^yiping:first$/ }, ({ path }) => ({ path, namespace: 'yiping' }));
    builder.onLoad({ filter: /.*/, namespace: 'yiping' }, () => ({
      contents: JSON.stringify(first),
      loader: 'json',
    }));
  },
});

/** Short names of members: the widget's bundles use each other's objects, and so share them. */
const members = { mangleProps: ownMembers(join(web, 'widget')), mangleCache: {} };

export async function bundleWidget(entry, facts = {}, first = {}) {
  const define = {};
  for (const [name, value] of Object.entries(facts)) define[name] = JSON.stringify(value);
  const plugins = [styles, embedded(first)];
  const { outputFiles, mangleCache } = await build({
    ...classic,
    ...members,
    entryPoints: [entry],
    define,
    plugins,
  });
  members.mangleCache = mangleCache;
  return outputFiles[0].contents;
}

export async function bundlePage(entry) {
  const { outputFiles } = await build({ ...classic, entryPoints: [entry] });
  return outputFiles[0].contents;
}

export async function bundlePageStyle(entry) {
  const { outputFiles } = await build({ ...shared, entryPoints: [entry], target: ['chrome87'] });
  return outputFiles[0].contents;
}

/** For Node: tests drive the same classes that the browser does. Name of each file -> contents. */
export async function bundleForNode(entryPoints) {
  const { outputFiles } = await build({
    ...shared,
    format: 'esm',
    minify: false,
    // What two of them share must be one thing: an error's class, for one.
    splitting: true,
    outdir: '/',
    outExtension: { '.js': '.mjs' },
    entryPoints,
  });
  return outputFiles.map(({ path, contents }) => [path.slice(1), contents]);
}
