// SPDX-License-Identifier: Apache-2.0
// Who may include whom. The arrows inside core/src point one way, hosts see the core's public
// headers only, and each third-party library is known to one place.

const WASM_LAYERS = ['text', 'cbor', 'json', 'questionnaire', 'session', 'view', 'evaluation'];

/** What the sources of a folder of core/src may include, besides their own folder. */
const MAY_USE = {
  text: [],
  cbor: ['text'],
  json: ['text'],
  questionnaire: ['text', 'cbor', 'json'],
  session: ['text', 'cbor', 'json', 'questionnaire'],
  evaluation: ['text', 'cbor', 'json', 'questionnaire', 'session'],
  // The View shows the receipt, which the evaluation defines.
  view: ['text', 'cbor', 'json', 'questionnaire', 'session', 'evaluation'],
  eligibility: ['text', 'cbor', 'questionnaire', 'session'],
  indicator: ['text', 'cbor', 'questionnaire', 'session'],
  // Deadlines of a case count in the same calendar as windows.
  rectification: ['text', 'questionnaire', 'session', 'eligibility'],
  // Times at a boundary are written in the days of the calendar that windows count in.
  mapping: ['text', 'cbor', 'json', 'questionnaire', 'session', 'eligibility'],
  abi: WASM_LAYERS,
};

/** Public headers whose name is not their folder's. */
const HEADER_LAYER = {
  error: 'text',
  sha256: 'text',
  sensitive: 'text',
  json_writer: 'json',
  level: 'questionnaire',
  rating_way: 'questionnaire',
  condition: 'questionnaire',
  answers: 'session',
  calendar: 'eligibility',
  evaluable: 'eligibility',
  profile: 'eligibility',
  tally: 'eligibility',
  counts: 'indicator',
  disclosure: 'indicator',
  grouping: 'indicator',
  interval: 'indicator',
  ranking: 'indicator',
  record: 'indicator',
  score: 'indicator',
  sheet: 'indicator',
  channel: 'mapping',
  code_table: 'mapping',
  division: 'mapping',
  fact: 'mapping',
  item_code: 'mapping',
  performance_record: 'mapping',
  yiping_abi: 'abi',
  rectification_access: 'rectification',
  rectification_case: 'rectification',
  rectification_deadline: 'rectification',
  rectification_rules: 'rectification',
  rectification_table: 'rectification',
};

/** All that the core takes from the standard library; what the browser pays for stays small. */
const STANDARD = new Set(
  (
    'algorithm array bit cassert climits compare concepts cstddef cstdint cstdlib cstring ' +
    'initializer_list iterator limits memory new numeric optional span string string_view ' +
    'tuple type_traits utility vector stdint.h stddef.h'
  ).split(' '),
);

const CORE_WORDS = [
  [/\bshared_ptr\b/, 'shared_ptr is not for the core'],
  [/\b(float|double)\b/, 'the core counts in integers'],
  [/\b(thread_local|dynamic_cast|typeid)\b/, 'no thread or run-time type in the core'],
];

const WINDOW = 'native/kiosk/app/window_sdl.cpp';
const PAINT = 'native/kiosk/ui/paint.cpp';
const TEXT_ENGINE = 'native/kiosk/ui/text_engine/';

/** Libraries that one place knows: [header, place as said, test of a path]. */
const ONE_PLACE = [
  [/^sqlite3\.h$/, 'native/collector/sqlite/ and native/kiosk/courier/database.cpp', (path) =>
    path.startsWith('native/collector/sqlite/') || path === 'native/kiosk/courier/database.cpp'],
  [/^libpq-fe\.h$/, 'native/collector/postgresql/', (path) =>
    path.startsWith('native/collector/postgresql/')],
  [/^curl\//, 'native/host/curl_exchange.hpp', (path) => path === 'native/host/curl_exchange.hpp'],
  [/^(SDL|imgui_impl_)/, WINDOW, (path) => path === WINDOW],
  [/^cairo/, `${WINDOW} and ${TEXT_ENGINE}`, (path) => path === WINDOW || path.startsWith(TEXT_ENGINE)],
  [/^(pango|googlepinyin)\//, TEXT_ENGINE, (path) => path.startsWith(TEXT_ENGINE)],
  [/^imgui_internal\.h$/, PAINT, (path) => path === PAINT],
  [/^imgui\.h$/, 'native/kiosk/', (path) => path.startsWith('native/kiosk/')],
];

const layerOf = (path) => {
  const source = /^core\/src\/([^/]+)\//.exec(path);
  if (source) return source[1];
  const header = /^core\/include\/yiping\/([^/.]+)\.h(pp)?$/.exec(path);
  return header ? (HEADER_LAYER[header[1]] ?? header[1]) : null;
};

/** The folder of the core that an include names, or null. */
const includedLayer = (name) => {
  const header = /^yiping\/([^/.]+)\.h(pp)?$/.exec(name);
  if (header) return HEADER_LAYER[header[1]] ?? header[1];
  const source = /^([a-z]+)\/[^/]+\.hpp$/.exec(name);
  return source && source[1] in MAY_USE ? source[1] : null;
};

const withoutComments = (text) =>
  text.replace(/\/\*[\s\S]*?\*\//g, (c) => c.replace(/[^\n]/g, '')).replace(/\/\/.*$/gm, '');

function checkCore(path, name, angled) {
  const own = layerOf(path);
  if (own === null || !(own in MAY_USE)) return `its folder ${own} has no rule in lint.d/includes.mjs`;
  const other = includedLayer(name);
  if (other === null) {
    if (STANDARD.has(name)) return null;
    return angled ? `<${name}> is not for the core` : `"${name}" is not a header of the core`;
  }
  if (other === own || MAY_USE[own].includes(other)) return null;
  return `${own} may not use ${other}`;
}

function checkHost(path, name) {
  if (/^tests\/(core|abi|vectors|fuzz|bench)\//.test(path)) return null;
  const layer = includedLayer(name);
  if (name.includes('core/src') || (layer !== null && !name.startsWith('yiping/'))) {
    return `"${name}": hosts include core/include/yiping/ only`;
  }
  for (const [header, place, isPlace] of ONE_PLACE) {
    if (header.test(name) && path.startsWith('native/') && !isPlace(path)) {
      return `<${name}> belongs to ${place} alone`;
    }
  }
  return null;
}

function checkFile({ path, text }) {
  const found = [];
  const inCore = path.startsWith('core/');
  withoutComments(text)
    .split('\n')
    .forEach((line, index) => {
      const at = `${path}:${index + 1}`;
      const include = /^\s*#\s*include\s*([<"])([^>"]+)[>"]/.exec(line);
      if (include) {
        const [, open, name] = include;
        const fault = inCore ? checkCore(path, name, open === '<') : checkHost(path, name);
        if (fault) found.push(`${at}: ${fault}`);
      } else if (inCore) {
        for (const [word, why] of CORE_WORDS) if (word.test(line)) found.push(`${at}: ${why}`);
      }
    });
  return found;
}

function checkHttplib(files) {
  const users = files.filter(({ path, text }) =>
    !path.startsWith('tests/') && /#\s*include\s*[<"]httplib\.h[>"]/.test(withoutComments(text)));
  if (users.length <= 1) return [];
  return [`httplib.h is included by ${users.map((f) => f.path).join(', ')}: one file may (it costs 9 s each)`];
}

/** files: {path, text}[] of C and C++ sources. Returns one line per violation. */
export function checkIncludes(files) {
  return [...files.flatMap(checkFile), ...checkHttplib(files)];
}
