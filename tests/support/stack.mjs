// SPDX-License-Identifier: Apache-2.0
// The real collector and the real portal on two origins, with data and keys of their own.
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { eventually, freePort, Process } from './processes.mjs';

export const repository = resolve(import.meta.dirname, '../..');
export const web = process.env.YIPING_WEB ?? join(repository, 'build/web');
export const collectorProgram =
  process.env.YIPING_COLLECTOR ??
  join(repository, 'build/release/native/collector/yiping-collector');

export const SHENZHEN = '440300000000';
const AREAS = {
  [SHENZHEN]: { 'zh-Hans': '深圳市', en: 'Shenzhen' },
  510100000000: { 'zh-Hans': '成都市', en: 'Chengdu' },
  330100000000: { 'zh-Hans': '杭州市', en: 'Hangzhou' },
  640100000000: { 'zh-Hans': '银川市', en: 'Yinchuan' },
};

const secret = () => randomBytes(32).toString('hex');

/**
 * `front(collectorUrl)` may put something between page and collector; it gives back its address.
 * `portal`: more arguments of the portal's server. `settings`: of the collector's configuration.
 */
export async function startStack({ front, portal = [], settings = {} } = {}) {
  for (const file of [collectorProgram, join(web, 'sri.json')]) {
    if (!existsSync(file)) throw new Error(`${file} is missing. Remedy: tools/test web`);
  }
  const stack = new Stack(await mkdtemp(join(tmpdir(), 'yiping-stack-')), settings);
  try {
    await stack.start(front, portal);
  } catch (error) {
    await stack.stop();
    throw error;
  }
  return stack;
}

class Stack {
  #processes = [];
  officer = {
    name: 'officer',
    displayName: '王敏',
    password: randomBytes(9).toString('base64url'),
  };

  constructor(folder, settings) {
    this.folder = folder;
    this.settings = settings;
  }

  async start(front, portal) {
    const [collectorPort, portalPort] = [await freePort(), await freePort()];
    this.direct = `http://127.0.0.1:${collectorPort}`;
    this.portal = `http://127.0.0.1:${portalPort}`;
    this.key = { id: 'test-portal', secret: secret() };
    this.config = join(this.folder, 'collector.json');
    await writeFile(this.config, JSON.stringify(this.#configuration(collectorPort)));
    await this.#addOfficer();
    await this.startCollector();
    this.collector = front ? await front(this.direct) : this.direct;
    await this.#startPortal(portalPort, portal);
  }

  #configuration(port) {
    return {
      listen: '127.0.0.1',
      port,
      public_url: this.direct,
      data: 'data',
      assets: join(repository, 'assets'),
      web,
      areas: Object.entries(AREAS).map(([code, name]) => ({
        code,
        name,
        origins: [this.portal],
        // A bad rating is at the desk at once, not after the time to correct it.
        profile: 'at-once',
      })),
      settings: join(repository, 'assets/samples/settings'),
      token_keys: [{ id: 1, algorithm: 'hmac-sha256', secret: secret() }],
      case_key: secret(),
      contact_keys: [{ id: 1, algorithm: 'aes-256-gcm', secret: secret() }],
      system_keys: [{ ...this.key, areas: Object.keys(AREAS) }],
      snapshot_seconds: 1,
      publication_min_gain: 1,
      workers: 16,
      ...this.settings,
    };
  }

  async #addOfficer() {
    const file = join(this.folder, 'password');
    await writeFile(file, this.officer.password, { mode: 0o600 });
    const { name, displayName } = this.officer;
    const args = ['staff', 'add', '--config', this.config, '--name', name];
    args.push('--display-name', displayName, '--area', SHENZHEN, '--password-file', file);
    const adding = new Process('yiping-collector staff add', collectorProgram, args);
    const how = await adding.ended;
    if (how !== 0) throw new Error(`staff add ended (${how})\n${adding.output}`);
  }

  async startCollector() {
    const args = ['serve', '--config', this.config];
    this.process = this.#run('collector', collectorProgram, args);
    await this.process.until('ready', () => answers(`${this.direct}/readyz`));
  }

  async #startPortal(port, more) {
    const program = join(repository, 'web/pages/portal/server.mjs');
    const args = [program, '--collector', this.collector, '--port', String(port), '--web', web];
    args.push('--key-id', this.key.id, '--assets', join(repository, 'assets'), ...more);
    const env = { ...process.env, YIPING_KEY_SECRET: this.key.secret };
    this.portalProcess = this.#run('portal', process.execPath, args, { env });
    await this.portalProcess.until('ready', () => answers(`${this.portal}/`));
  }

  #run(name, command, args, options) {
    const started = new Process(name, command, args, options);
    this.#processes.push(started);
    return started;
  }

  /** The month of the newest figures of an area, once `test` holds for them. */
  async figures(test, area = SHENZHEN) {
    return eventually('figures', async () => {
      const { months } = await read(`${this.direct}/v1/public/index`);
      const month = [...months].sort().pop();
      const query = new URLSearchParams({ area, month });
      const figures = await read(`${this.direct}/v1/public/figures?${query}`);
      return test(figures) && figures;
    });
  }

  async stop() {
    for (const each of this.#processes.reverse()) await each.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}

async function read(url) {
  const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) });
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

async function answers(url) {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(1_000) })).ok;
  } catch {
    return false;
  }
}
