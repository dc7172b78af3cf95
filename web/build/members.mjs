// SPDX-License-Identifier: Apache-2.0
// Which names the minifier may shorten: members of our classes whose name means nothing else.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** Declarations of what browsers and the language have, for the `lib` of web/tsconfig.json. */
const PLATFORM = /^lib\.(dom|es5|es201[5-7]).*\.d\.ts$/;

/** What a browser looks for in the class of an element. */
const CALLED = /Callback$|^observedAttributes$/;

/**
 * A pattern of member names, for all bundles of the sources in `folder`. A name that is also a key
 * of data (an interface's, an object literal's), a text, or one of the platform's is left alone.
 */
export function ownMembers(folder) {
  const own = new Set();
  const others = platformNames();
  for (const name of readdirSync(folder, { recursive: true })) {
    if (!name.endsWith('.ts')) continue;
    const text = readFileSync(join(folder, name), 'utf8');
    collect(ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true), own, others);
  }
  return new RegExp(`^(${[...own].filter((name) => !others.has(name)).join('|')})$`);
}

function platformNames() {
  const folder = dirname(fileURLToPath(import.meta.resolve('typescript')));
  const files = readdirSync(folder).filter((name) => PLATFORM.test(name));
  if (!files.includes('lib.dom.d.ts')) throw new Error(`no declarations in ${folder}`);
  const text = files.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
  return new Set(text.match(/\b\w+(?=\??[:(<])/g));
}

function collect(node, own, others) {
  const isField = ts.isParameter(node) && ts.isParameterPropertyDeclaration(node, node.parent);
  if (isField || (ts.isClassElement(node) && ts.isClassLike(node.parent))) {
    const name = node.name?.text;
    if (name) (CALLED.test(name) ? others : own).add(name);
  } else if (ts.isTypeElement(node) || ts.isObjectLiteralElement(node)) {
    others.add(node.name?.text);
  } else if (ts.isStringLiteral(node)) {
    others.add(node.text);
  }
  ts.forEachChild(node, (child) => collect(child, own, others));
}
