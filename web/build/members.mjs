// SPDX-License-Identifier: Apache-2.0
// Which names the minifier may shorten: members of our classes whose name stands for nothing else.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** What browsers define, and languages: longer names than a bundle's own, in files of one line each. */
const platform = ['lib.dom.d.ts', 'lib.es5.d.ts', 'lib.es2015.core.d.ts', 'lib.es2015.promise.d.ts']
  .map((name) => join(dirname(fileURLToPath(import.meta.resolve('typescript'))), name))
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');

/** What a browser looks for in the class of an element. */
const CALLED = /Callback$|^observedAttributes$/;

/**
 * A pattern of member names, for all bundles that are made of the sources in `folder`. A name that
 * also is a key of data (an interface, an object's literal), a text or a platform's is left alone.
 */
export function ownMembers(folder) {
  const own = new Set();
  const others = new Set([...platform.matchAll(/\b\w+(?=\??[:(<])/g)].map(([name]) => name));
  for (const name of readdirSync(folder, { recursive: true })) {
    if (!name.endsWith('.ts')) continue;
    const text = readFileSync(join(folder, name), 'utf8');
    collect(ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true), own, others);
  }
  return new RegExp(`^(${[...own].filter((name) => !others.has(name)).join('|')})$`);
}

function collect(node, own, others) {
  const isParameter = ts.isParameter(node) && ts.isParameterPropertyDeclaration(node, node.parent);
  if (isParameter || (ts.isClassElement(node) && ts.isClassLike(node.parent))) {
    const name = node.name?.text;
    if (name) (CALLED.test(name) ? others : own).add(name);
  } else if (ts.isTypeElement(node) || ts.isObjectLiteralElement(node)) {
    others.add(node.name?.text);
  } else if (ts.isStringLiteral(node)) {
    others.add(node.text);
  }
  ts.forEachChild(node, (child) => collect(child, own, others));
}
