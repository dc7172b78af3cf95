#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// The demo portal: plays the back end of a city's portal, on another origin than the collector.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { pushServices } from './collector.mjs';
import { OperatorError } from './errors.mjs';
import { casePage, listPage, notFoundPage } from './pages.mjs';
import { casesOf, CITIES, readServices } from './sample.mjs';
import { seedRatings } from './seed.mjs';
import { Visit } from './visit.mjs';

const here = dirname(fileURLToPath(import.meta.url));

const HELP = `用法 Usage: node server.mjs --key-id ID --key-secret SECRET [选项 options]

  --collector URL       采集器地址 the collector's address (http://localhost:8080)
  --key-id ID           业务系统密钥的编号 id of the business system's key
  --key-secret HEX      业务系统密钥，十六进制 its secret, in hex (or YIPING_KEY_SECRET)
  --port N              监听端口，0 为任意空闲端口 port, 0 for any free one (8081)
  --assets DIR          资源目录 the assets folder (<repository>/assets)
  --web DIR             网页构建的目录 the web build (<repository>/build/web)
  --seed-ratings N      先加入 N 条样例评价（另外的办件） add N sample ratings, of further cases, first
  --help
`;

const OPTIONS = {
  collector: { type: 'string', default: 'http://localhost:8080' },
  'key-id': { type: 'string' },
  'key-secret': { type: 'string', default: process.env.YIPING_KEY_SECRET },
  port: { type: 'string', default: '8081' },
  assets: { type: 'string', default: join(here, '../../../assets') },
  web: { type: 'string', default: join(here, '../../../build/web') },
  'seed-ratings': { type: 'string', default: '0' },
  help: { type: 'boolean', default: false },
};

const STATIC = {
  '/style.css': ['style.css', 'text/css; charset=utf-8'],
  '/base.css': ['../shared/base.css', 'text/css; charset=utf-8'],
  '/icon.svg': ['icon.svg', 'image/svg+xml'],
};

function options() {
  let values;
  try {
    ({ values } = parseArgs({ options: OPTIONS, strict: true }));
  } catch (error) {
    quit(`${error.message}\n\n${HELP}`);
  }
  if (values.help) {
    console.log(HELP);
    process.exit(0);
  }
  if (!values['key-id'] || !/^([0-9a-f]{2})+$/i.test(values['key-secret'] ?? '')) {
    quit(
      `缺少业务系统的密钥：--key-id 和十六进制的 --key-secret 都要给。\nThe business system's key is missing: give --key-id and a --key-secret in hex.\n\n${HELP}`,
    );
  }
  if (!/^\d{1,3}$/.test(values['seed-ratings']) || Number(values['seed-ratings']) > 400) {
    quit('--seed-ratings 应为 0 到 400 的整数。\n--seed-ratings must be a number from 0 to 400.');
  }
  if (!/^\d+$/.test(values.port) || Number(values.port) > 65_535) {
    quit('--port 应为 0 到 65535 的整数。\n--port must be a number from 0 to 65535.');
  }
  if (!/^https?:\/\/[^/]+\/?$/.test(values.collector)) {
    quit(
      '--collector 应为采集器的来源，如 http://localhost:8080。\n--collector must be an origin such as http://localhost:8080.',
    );
  }
  return {
    collector: new URL(values.collector).origin,
    keyId: values['key-id'],
    secret: Buffer.from(values['key-secret'], 'hex'),
    port: Number(values.port),
    assets: values.assets,
    web: values.web,
    seedRatings: Number(values['seed-ratings']),
  };
}

/** Pushes the samples and keeps the token of each service; tokens live in memory only. */
async function load({ collector, keyId, secret, assets }) {
  const services = readServices(assets, Math.floor(Date.now() / 1000));
  const answer = await pushServices({ collector, keyId, secret, services });
  const tokens = new Map(answer.services.map((each) => [keyOf(each), each.token]));
  // The samples' times move with the clock, so what the collector has already may be a correction.
  const known = services.length - answer.accepted;
  return { services, tokens, accepted: answer.accepted, known };
}

const keyOf = ({ case_no, service_no }) => `${case_no} ${service_no}`;

/** The tag that an operator would paste: address and hash of yiping.js, as the web build wrote them. */
function widgetScript({ collector, web }) {
  const file = join(web, 'sri.json');
  try {
    const { path, integrity } = JSON.parse(readFileSync(file, 'utf8'));
    return { src: collector + path, integrity };
  } catch {
    return quit(
      `读不到 ${file}。请先构建网页：cd web && npm run build，或用 --web 指定目录。\n` +
        `Cannot read ${file}. Build the web part first (cd web && npm run build), or name its folder with --web.`,
    );
  }
}

function respond({ cases, tokens, collector, script }) {
  return (request, response) => {
    const url = new URL(request.url ?? '/', 'http://portal');
    const file = STATIC[url.pathname];
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      send(response, 405, { Allow: 'GET, HEAD' }, '');
    } else if (file) {
      const headers = { 'Content-Type': file[1], 'Cache-Control': 'no-cache' };
      send(response, 200, headers, readFileSync(join(here, file[0])));
    } else {
      const visit = new Visit(url, collector, script);
      const found = route(visit, cases, tokens);
      send(response, found ? 200 : 404, pageHeaders(visit), String(found ?? notFoundPage(visit)));
    }
  };
}

function route(visit, cases, tokens) {
  const { pathname, searchParams } = visit.url;
  if (pathname === '/') {
    const city = CITIES.find((each) => each.id === searchParams.get('city')) ?? CITIES[0];
    return listPage(visit, cases, city);
  }
  const number = /^\/case\/([1-9]\d{0,5})$/.exec(pathname)?.[1];
  const one = cases[Number(number) - 1];
  if (!one) return undefined;
  const wanted = searchParams.get('service');
  const latest = one.services[one.services.length - 1];
  const chosen =
    wanted === null ? latest : one.services.find((each) => String(each.service_no) === wanted);
  return chosen && casePage(visit, one, chosen, tokens.get(keyOf(chosen)));
}

function pageHeaders(visit) {
  const headers = {
    'Content-Type': 'text/html; charset=utf-8',
    // The page carries a token.
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  };
  return visit.policy ? { ...headers, 'Content-Security-Policy': visit.policy } : headers;
}

function send(response, status, headers, body) {
  response.writeHead(status, headers);
  response.end(response.req.method === 'HEAD' ? undefined : body);
}

function quit(message) {
  console.error(message);
  process.exit(1);
}

async function main() {
  const given = options();
  const script = widgetScript(given);
  const { services, tokens, accepted, known } = await load(given);
  const cases = casesOf(services);
  if (given.seedRatings > 0) {
    const rated = await seedRatings({ ...given, services, amount: given.seedRatings });
    console.log(`样例评价 sample ratings: ${rated}`);
  }
  const server = createServer(respond({ cases, tokens, collector: given.collector, script }));
  server.on('error', (error) => {
    if (error.code !== 'EADDRINUSE') throw error;
    quit(
      `端口 ${given.port} 已被占用，请用 --port 换一个。\nPort ${given.port} is in use; choose another with --port.`,
    );
  });
  server.listen(given.port, '127.0.0.1', () => {
    const { port } = server.address();
    console.log(`服务数据 services: ${accepted} 新 new, ${known} 已有 known`);
    console.log(`门户 portal: http://localhost:${port}/`);
  });
}

main().catch((error) => {
  if (error instanceof OperatorError) quit(error.message);
  quit(error.stack);
});
