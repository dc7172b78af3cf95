// SPDX-License-Identifier: Apache-2.0
// docs/openapi.yaml against what was said: every exchange that the collector's tests recorded in
// build/exchanges must be one that the file describes, and every answer it describes must be there.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { test } from 'node:test';

const root = resolve(import.meta.dirname, '../..');
const require = createRequire(join(root, 'web/package.json'));
const { default: Ajv } = require('ajv/dist/2020.js');
const { Validator } = await import(require.resolve('@seriousme/openapi-schema-validator'));
const { parse } = require('yaml');

const recorded = process.env.YIPING_EXCHANGES ?? join(root, 'build/exchanges');
const file = parse(readFileSync(join(root, 'docs/openapi.yaml'), 'utf8'));

/** What no test of ours can bring about, and why. */
const UNSEEN = new Map([]);

const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
ajv.addSchema(file, 'openapi');

const followed = (value) =>
  value?.$ref === undefined
    ? { value, at: undefined }
    : {
        value: value.$ref
          .slice(2)
          .split('/')
          .reduce((part, name) => part[name], file),
        at: value.$ref.slice(1),
      };
const escaped = (name) => encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'));

const compiled = new Map();
/** The faults of a value by the schema at a JSON pointer of the file; empty: none. */
function faults(pointer, value) {
  if (!compiled.has(pointer)) compiled.set(pointer, ajv.compile({ $ref: `openapi#${pointer}` }));
  const check = compiled.get(pointer);
  return check(value) ? [] : check.errors.map((one) => `${one.instancePath} ${one.message}`);
}

const METHODS = ['get', 'post', 'put', 'delete', 'patch'];
const operations = Object.entries(file.paths).flatMap(([path, item]) =>
  METHODS.filter((method) => item[method]).map((method) => ({
    method: method.toUpperCase(),
    path,
    operation: item[method],
    parameters: [...(item.parameters ?? []), ...(item[method].parameters ?? [])].map(
      (one) => followed(one).value,
    ),
    pointer: `/paths/${escaped(path)}/${method}`,
    pattern: new RegExp(`^${path.replaceAll(/[.]/g, '\\.').replaceAll(/\{\w+\}/g, '([^/]+)')}$`),
    seen: new Map(),
  })),
);

function exchanges() {
  return readdirSync(recorded)
    .filter((name) => name.endsWith('.jsonl'))
    .flatMap((name) =>
      readFileSync(join(recorded, name), 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line)),
    );
}

const without = (type) => type.split(';')[0].trim();

function parsed(text) {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return { broken: true };
  }
}

/** Why a request is not one that the file describes; empty: it is. */
function requestFaults(one, { operation, parameters, pointer }, url) {
  const found = [];
  for (const parameter of parameters) {
    if (parameter.in !== 'query' || !parameter.required) continue;
    if (!url.searchParams.has(parameter.name)) found.push(`${parameter.name} is missing`);
  }
  const body = followed(operation.requestBody);
  const [type, content] = Object.entries(body.value?.content ?? {})[0] ?? [];
  if (type !== 'application/json' || one.body === undefined) return found;
  const sent = parsed(one.body);
  if (sent.broken) return [...found, 'the body is not JSON'];
  assert.ok(content.schema);
  const at = `${body.at ?? `${pointer}/requestBody`}/content/application~1json/schema`;
  return [...found, ...faults(at, sent.value)];
}

/** Why an answer is not one that the file describes. */
function answerFaults(one, { operation, pointer }) {
  const status = operation.responses[one.status] ? String(one.status) : 'default';
  const response = followed(operation.responses[status]);
  const at = response.at ?? `${pointer}/responses/${status}`;
  const found = [];
  for (const [name, given] of Object.entries(response.value.headers ?? {})) {
    const header = followed(given);
    const value = one.answer_headers[name.toLowerCase()];
    if (value === undefined && header.value.required) found.push(`${name} is missing`);
    if (value === undefined || !header.value.schema) continue;
    const schema = header.at ?? `${at}/headers/${name}`;
    found.push(...faults(`${schema}/schema`, value).map((fault) => `${name}:${fault}`));
  }
  if (one.answer_headers['cache-control'] === undefined) found.push('Cache-Control is missing');
  if ([429, 503].includes(one.status) && !one.answer_headers['retry-after']) {
    found.push('Retry-After is missing');
  }
  const type = without(one.answer_headers['content-type'] ?? '');
  const content = response.value.content?.[type];
  if (one.answer !== '' && !content) return [...found, `${type} is not described`];
  if (!content?.schema || !type.endsWith('json')) return found;
  const said = parsed(one.answer);
  if (said.broken) return [...found, 'the answer is not JSON'];
  return [...found, ...faults(`${at}/content/${escaped(type)}/schema`, said.value)];
}

test('the file is OpenAPI 3.1, and every name in it leads somewhere', async () => {
  const { valid, errors } = await new Validator().validate(structuredClone(file));
  assert.ok(valid, JSON.stringify(errors, null, 1));
  const used = new Set(JSON.stringify(file).match(/(?<="#\/components\/)[^"]+/g));
  for (const [kind, all] of Object.entries(file.components)) {
    if (kind === 'securitySchemes') continue;
    for (const name of Object.keys(all))
      assert.ok(used.has(`${kind}/${name}`), `${name} is unused`);
  }
  const ids = operations.map(({ operation }) => operation.operationId);
  assert.equal(new Set(ids).size, ids.length);
});

test('its examples fit its schemas', () => {
  let count = 0;
  const visit = (value, pointer) => {
    if (typeof value !== 'object' || value === null) return;
    if (value.schema && value.example !== undefined) {
      assert.deepEqual(faults(`${pointer}/schema`, value.example), [], pointer);
      ++count;
    }
    for (const [name, part] of Object.entries(value)) visit(part, `${pointer}/${escaped(name)}`);
  };
  visit(file, '');
  assert.ok(count >= 3);
});

test('the file and the server have the same calls', () => {
  const served = JSON.parse(readFileSync(join(recorded, 'routes.json'), 'utf8'));
  const named = (calls) => [...new Set(calls.map(([method, path]) => `${method} ${path}`))].sort();
  assert.deepEqual(named(operations.map(({ method, path }) => [method, path])), named(served));
});

test('every exchange is one that the file describes, and every answer was seen', () => {
  const wrong = [];
  let checked = 0;
  for (const one of exchanges()) {
    const url = new URL(one.target, 'http://collector.example');
    const here = operations.filter(({ pattern }) => pattern.test(url.pathname));
    if (here.length === 0 || ['OPTIONS', 'HEAD'].includes(one.method)) continue;
    const call = here.find(({ method }) => method === one.method);
    const told = (what) => wrong.push(`${one.method} ${url.pathname} ${one.status}: ${what}`);
    if (!call) {
      if (!METHODS.includes(one.method.toLowerCase())) continue;
      if (one.status !== 405 || !one.answer_headers.allow) told('not a method of this path');
      continue;
    }
    ++checked;
    call.seen.set(one.status, (call.seen.get(one.status) ?? 0) + 1);
    for (const fault of answerFaults(one, call)) told(fault);
    const request = requestFaults(one, call, url);
    if (request.length > 0 && (one.status < 400 || one.status >= 500)) {
      told(`taken, or failed on, though ${request.join('; ')}`);
    }
  }
  console.log(`${checked} exchanges with ${operations.length} calls`);
  assert.deepEqual([...new Set(wrong)].slice(0, 40), []);
  assert.ok(checked > 500, 'the exchanges were not recorded: run tools/test collector');

  const missing = operations.flatMap(({ method, path, operation, seen }) =>
    Object.keys(operation.responses)
      .filter((status) => status !== 'default' && !seen.has(Number(status)))
      .map((status) => `${method} ${path} ${status}`),
  );
  assert.deepEqual(
    missing.filter((one) => !UNSEEN.has(one)),
    [],
  );
  for (const one of UNSEEN.keys()) assert.ok(missing.includes(one), `${one} was seen`);
});
