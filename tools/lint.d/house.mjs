// SPDX-License-Identifier: Apache-2.0
// Rules of the house that no other linter knows: sizes, licence lines, text as text, valid JSON,
// and nothing about a particular machine or registry in what we publish.

const LIMIT = 500;
const SOURCE = /\.(cpp|hpp|h|c|ts|mjs|js|css|sh|cmake)$/;
const LICENSED = /\.(cpp|hpp|h|c|ts|mjs|js|sh|cmake)$/;

const lines = (text) => text.split('\n');

function checkSize({ path, text }) {
  const count = lines(text).length - 1;
  if (!SOURCE.test(path) || count <= LIMIT) return [];
  if (lines(text).slice(0, 10).some((line) => line.includes(`Over ${LIMIT} lines:`))) return [];
  return [`${path}: ${count} lines; split it, or say at its top "Over ${LIMIT} lines: why"`];
}

function checkLicence({ path, text }) {
  if (!LICENSED.test(path) && !text.startsWith('#!')) return [];
  if (lines(text).slice(0, 2).some((line) => line.includes('SPDX-License-Identifier: Apache-2.0'))) {
    return [];
  }
  return [`${path}: its first line is not "SPDX-License-Identifier: Apache-2.0"`];
}

const MARKUP = [
  [/\b(inner|outer)HTML\b|\binsertAdjacentHTML\b/, 'markup from text: build nodes, set textContent'],
  [/\bdocument\.write/, 'document.write'],
  [/(?<![-\w.])style\s*=\s*\\?["']/, 'a style attribute is refused by a strict policy: use a class'],
  [/\bsetAttribute\(\s*['"]style['"]/, 'a style attribute is refused by a strict policy'],
  [/(?<![.\w])eval\(|\bnew Function\(/, 'eval is refused by a strict policy'],
  [/\son(click|load|error|submit|input|change)\s*=\s*\\?["']/, 'an inline handler is refused by a strict policy'],
];

function checkMarkup({ path, text }) {
  if (!/^(web\/(widget|pages)|native)\/.*\.(ts|mjs|js|html|cpp|hpp)$/.test(path)) return [];
  return match(path, text, MARKUP);
}

// Written in pieces, so that this file does not find itself.
const PRIVATE = [
  [new RegExp('registry\\.np' + 'mjs|np' + 'mmirror|deb\\.deb' + 'ian\\.org|snapshot\\.deb' + 'ian|py' + 'pi\\.org'),
    'names a registry or a mirror: take it from the machine\'s configuration'],
  [new RegExp('(^|[\\s"\'`(=:])/(wo' + 'rk|fa' + 'rm|ro' + 'ot)/|/ho' + 'me/[a-z]'), 'a path of one machine'],
  [/"resolved":\s*"http/, 'a lock file that names a registry: see web/.npmrc'],
];

function checkPrivate({ path, text }) {
  return match(path, text, PRIVATE);
}

function checkJson({ path, text }) {
  if (!/\.json$/.test(path) || /(^|\/)tsconfig[^/]*\.json$/.test(path)) return [];
  try {
    JSON.parse(text);
    return [];
  } catch (error) {
    return [`${path}: not JSON: ${error.message}`];
  }
}

function match(path, text, rules) {
  return lines(text).flatMap((line, index) =>
    rules.filter(([pattern]) => pattern.test(line)).map(([, why]) => `${path}:${index + 1}: ${why}`),
  );
}

const RULES = [checkSize, checkLicence, checkMarkup, checkPrivate, checkJson];

/** files: {path, text}[]. Returns one line per violation. */
export function checkHouse(files) {
  return files.flatMap((file) => RULES.flatMap((rule) => rule(file)));
}
