// SPDX-License-Identifier: Apache-2.0
// The real kiosk in a real window of an X server without a screen, touched by xdotool.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inviteAtWindow, pushServices } from '../../web/pages/portal/collector.mjs';
import { eventually, Process } from './processes.mjs';
import { collectorProgram, repository, SHENZHEN } from './stack.mjs';

const run = promisify(execFile);
const program =
  process.env.YIPING_KIOSK ?? join(repository, 'build/release/native/kiosk/app/yiping-kiosk');

/** An X server of its own, on a display that was free. */
export async function startDisplay(size = '1080x1920') {
  const args = ['-displayfd', '1', '-screen', '0', `${size}x24`, '-nolisten', 'tcp', '-noreset'];
  const server = new Process('Xvfb', 'Xvfb', args);
  await server.until('ready', () => /^\d+\n/m.test(server.output));
  // Displays that are taken are complaints on lines of their own.
  const [number] = /^\d+$/m.exec(server.output);
  return { name: `:${number}`, stop: () => server.stop() };
}

/** What a business system does when a citizen's errand is done at a window. */
export class Counter {
  #next = Date.now();

  constructor(stack, window) {
    this.stack = stack;
    this.window = window;
    this.key = { keyId: stack.key.id, secret: Buffer.from(stack.key.secret, 'hex') };
  }

  /** Reports a service and asks the window's terminal to have it rated; gives its case number. */
  async finish(item = '居住证签发') {
    const caseNo = `4403-${this.#next++}`;
    const collector = this.stack.direct;
    await pushServices({ collector, ...this.key, services: [service(caseNo, item)] });
    await this.invite(caseNo);
    return caseNo;
  }

  invite(caseNo) {
    const { window } = this;
    const collector = this.stack.direct;
    return inviteAtWindow({ collector, ...this.key, window, area: SHENZHEN, caseNo });
  }
}

function service(caseNo, item) {
  return {
    area: SHENZHEN,
    case_no: caseNo,
    service_no: 1,
    service_name: '领取',
    service_time: Math.floor(Date.now() / 1000) - 60,
    item_code: '440300-1',
    item_name: item,
    org_code: '11440300MB2C9',
    org_name: '深圳市公安局',
    channel: 'window',
    rater_kind: 'natural_person',
    status: 'finished',
  };
}

export class Kiosk {
  #process;

  /** Enrolled at `window`, not running yet. */
  static async enrolled(stack, display, window) {
    if (!existsSync(program)) throw new Error(`${program} is missing. Remedy: tools/test kiosk`);
    const kiosk = new Kiosk();
    kiosk.stack = stack;
    kiosk.display = display;
    kiosk.folder = join(stack.folder, `kiosk-${window}`);
    kiosk.config = join(kiosk.folder, 'kiosk.json');
    kiosk.places = join(kiosk.folder, 'places.json');
    await mkdir(kiosk.folder, { recursive: true });
    const invite = ['device', 'invite', '--config', stack.config, '--area', SHENZHEN];
    invite.push('--window', window, '--hall', '市民中心');
    const code = (await run(collectorProgram, invite)).stdout.trim();
    const assets = join(repository, 'assets');
    const fonts = join(repository, 'build/deps/fonts');
    const init = ['init', '--dir', kiosk.folder, '--collector', stack.direct];
    await run(program, [...init, '--assets', assets, '--fonts', fonts]);
    await run(program, ['enrol', '--config', kiosk.config, '--code', code]);
    return kiosk;
  }

  async start(...more) {
    const args = ['run', '--config', this.config, '--places', this.places, ...more];
    const env = { ...process.env, DISPLAY: this.display.name, SDL_AUDIODRIVER: 'dummy' };
    this.#process = new Process('yiping-kiosk', program, args, { env });
    await this.#process.until('drawn', async () => (await this.look()).pid === this.pid);
  }

  get pid() {
    return this.#process.pid;
  }

  get output() {
    return this.#process.output;
  }

  stop() {
    return this.#process.stop();
  }

  /** As a power cut: no handler runs. */
  async kill() {
    process.kill(this.pid, 'SIGKILL');
    await this.#process.ended;
  }

  /** {pid, screen, kept, places: {name: [x, y, width, height]}} of what is on the screen. */
  async look() {
    try {
      return JSON.parse(await readFile(this.places, 'utf8'));
    } catch {
      return {};
    }
  }

  /** Waits until what is on the screen passes `test`. */
  see(what, test) {
    return eventually(what, async () => {
      const seen = await this.look();
      return seen.pid === this.pid && test(seen) && seen;
    });
  }

  screen(name) {
    return this.see(`the screen ${name}`, (seen) => seen.screen === name);
  }

  async tap(name) {
    const { places } = await this.see(`${name} on the screen`, (seen) => name in seen.places);
    const [x, y, width, height] = places[name];
    const middle = [x + width / 2, y + height / 2].map((at) => String(Math.round(at)));
    const press = ['mousedown', '1', 'sleep', '0.1', 'mouseup', '1'];
    await run('xdotool', ['mousemove', ...middle, ...press], {
      env: { ...process.env, DISPLAY: this.display.name },
    });
  }
}
