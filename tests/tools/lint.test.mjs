// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkHouse } from '../../tools/lint.d/house.mjs';
import { checkIncludes } from '../../tools/lint.d/includes.mjs';

const SPDX = '// SPDX-License-Identifier: Apache-2.0\n';
const included = (path, ...lines) => checkIncludes([{ path, text: lines.join('\n') }]);
const house = (path, text) => checkHouse([{ path, text }]);

const REFUSED = [
  ['text uses cbor', 'core/src/text/text.cpp', '#include "yiping/cbor.hpp"'],
  ['session uses view', 'core/src/session/session.cpp', '#include "yiping/view.hpp"'],
  ['a header of questionnaire uses session', 'core/include/yiping/questionnaire.hpp', '#include "yiping/session.hpp"'],
  ['evaluation uses view', 'core/src/evaluation/receipt.cpp', '#include "yiping/view.hpp"'],
  ['the C ABI uses eligibility', 'core/src/abi/yiping_abi.cpp', '#include "yiping/eligibility.hpp"'],
  ['a private header of another folder', 'core/src/cbor/cbor_reader.cpp', '#include "view/draw.hpp"'],
  ['the core uses nlohmann/json', 'core/src/json/json_writer.cpp', '#include <nlohmann/json.hpp>'],
  ['the core uses a map', 'core/src/session/session.cpp', '#include <map>'],
  ['the core uses a clock', 'core/src/evaluation/receipt.cpp', '#include <chrono>'],
  ['the core uses floating point', 'core/src/indicator/indicator.cpp', 'double rate = 0;'],
  ['the core uses shared_ptr', 'core/src/view/view.cpp', 'std::shared_ptr<int> p;'],
  ['a new folder without a rule', 'core/src/cloud/cloud.cpp', '#include <string>'],
  ['a host uses a private header', 'native/collector/routes.cpp', '#include "session/snapshot.hpp"'],
  ['a host reaches into core/src', 'native/host/pack.cpp', '#include "../../core/src/cbor/x.hpp"'],
  ['a screen uses SDL', 'native/kiosk/ui/screens/level.cpp', '#include <SDL.h>'],
  ['a screen uses what Dear ImGui keeps to itself', 'native/kiosk/ui/canvas.cpp', '#include <imgui_internal.h>'],
  ['a screen uses Pango', 'native/kiosk/ui/canvas.cpp', '#include <pango/pango.h>'],
  ['the SQLite store uses libpq', 'native/collector/sqlite/open.cpp', '#include <libpq-fe.h>'],
  ['a route uses SQLite', 'native/collector/routes.cpp', '#include <sqlite3.h>'],
];

for (const [name, path, line] of REFUSED) {
  test(`refused: ${name}`, () => assert.equal(included(path, '', line).length, 1));
}

const ALLOWED = [
  ['view uses session', 'core/src/view/view.cpp', '#include "yiping/session.hpp"'],
  ['a folder uses its own header', 'core/src/cbor/cbor_reader.cpp', '#include "cbor/field_reader.hpp"'],
  ['a comment speaks of <map> and double', 'core/src/text/text.cpp', '// #include <map>, double'],
  ['tests of the core see its private headers', 'tests/core/cbor/x_test.cpp', '#include "cbor/field_reader.hpp"'],
  ['the window uses SDL', 'native/kiosk/app/window_sdl.cpp', '#include <SDL.h>'],
  ['a screen uses Dear ImGui', 'native/kiosk/ui/canvas.cpp', '#include <imgui.h>'],
  ['a store uses libpq', 'native/collector/postgresql/store.cpp', '#include <libpq-fe.h>'],
  ['a store uses SQLite', 'native/collector/sqlite/store.cpp', '#include <sqlite3.h>'],
];

for (const [name, path, line] of ALLOWED) {
  test(`allowed: ${name}`, () => assert.deepEqual(included(path, line), []));
}

test('refused: a second file includes httplib.h', () => {
  const text = '#include <httplib.h>';
  const one = { path: 'native/collector/server.cpp', text };
  assert.deepEqual(checkIncludes([one]), []);
  assert.equal(checkIncludes([one, { path: 'native/host/client.cpp', text }]).length, 1);
});

test('a violation is reported with its file and line', () => {
  assert.match(included('core/src/text/text.cpp', '', '', '#include <map>')[0], /^core\/src\/text\/text\.cpp:3: /);
});

const UNTIDY = [
  ['a source of 501 lines', 'native/host/a.cpp', SPDX + 'int a;\n'.repeat(500)],
  ['a source without a licence line', 'native/host/a.cpp', 'int a;\n'],
  ['a script without a licence line', 'tools/x', '#!/bin/sh\ntrue\n'],
  ['innerHTML', 'web/widget/a.ts', SPDX + 'node.innerHTML = text;\n'],
  ['a style attribute in a page', 'web/pages/a/index.html', '<p style="color: red">\n'],
  ['a style attribute in a page made by C++', 'native/collector/a.cpp', SPDX + 'out += "<p style=\\"x\\">";\n'],
  ['eval', 'web/widget/a.ts', SPDX + 'eval(text);\n'],
  ['an inline handler', 'web/pages/a/index.html', '<button onclick="go()">\n'],
  ['a path of one machine', 'docs/a.md', 'see /ho' + 'me/wang/yiping\n'],
  ['a registry', 'docs/a.md', 'from https://registry.np' + 'mjs.org\n'],
  ['broken JSON', 'assets/a.json', '{"a": 1,}'],
];

for (const [name, path, text] of UNTIDY) {
  test(`refused: ${name}`, () => assert.equal(house(path, text).length, 1));
}

test('allowed: 500 lines, a reason for more, textContent, an own class', () => {
  assert.deepEqual(house('native/host/a.cpp', SPDX + 'int a;\n'.repeat(499)), []);
  assert.deepEqual(house('a.cpp', SPDX + '// Over 500 lines: one table.\n' + 'int a;\n'.repeat(600)), []);
  assert.deepEqual(house('web/widget/a.ts', SPDX + "node.textContent = 'x'; node.style.color = 'red';\n"), []);
});
